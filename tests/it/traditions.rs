//! Shelfmarks of every tradition: the examples of the repository tables, lines in other words, and lines that are none.

use opiska::parse::{ReadOptions, Reader, read};
use opiska::record::{Holding, Record};
use opiska::schema::Schemas;
use opiska::source::FileName;

fn records(reader: &Reader<'_>, text: &str, lines: bool) -> Vec<Record> {
    read(FileName::new("lines.txt"), text.as_bytes(), ReadOptions { lines }, reader).expect("a text").page.records
}

/// `NARA: record_group 59, shelfmark 361.1121/17A`, the leaves last.
fn shown(holding: &Holding) -> String {
    let mut parts: Vec<String> = holding.levels.iter().map(|level| format!("{} {}", level.id, level.value)).collect();
    if let Some(folios) = &holding.folios {
        let items = folios.items.iter().map(|item| match item.from == item.to {
            true => item.from.number.clone(),
            false => format!("{}-{}", item.from.number, item.to.number),
        });
        parts.push(format!("[{}]", items.collect::<Vec<_>>().join(" ")));
    }
    format!("{}: {}", holding.archive().unwrap_or("?"), parts.join(", "))
}

#[test]
fn every_repository_reads_its_own_example() {
    let schemas = Schemas::builtin();
    let reader = Reader::new(&schemas);
    let mut failures = Vec::new();
    let mut count = 0;
    for repository in &schemas.repositories {
        let Some(example) = &repository.example else { continue };
        count += 1;
        let found = records(&reader, example, true);
        let holding = found.first().and_then(|record| record.holdings.first());
        // A fond with its own scheme is read as the archive that keeps it.
        let own = |siglum: &str| siglum == repository.siglum || repository.siglum.starts_with(&format!("{siglum} f. "));
        if !holding.is_some_and(|holding| holding.siglum().is_some_and(own) && !holding.levels.is_empty()) {
            failures.push(format!("{}: {example} -> {:?}", repository.siglum, holding.map(shown)));
        }
    }
    assert!(count > 150, "only {count} examples");
    assert!(failures.is_empty(), "{} of {count}:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn lines_that_are_no_citation_give_no_holding() {
    let schemas = Schemas::builtin();
    let reader = Reader::new(&schemas);
    let lines: Vec<&str> = include_str!("negatives.txt").lines().filter(|line| !line.starts_with('#')).collect();
    assert!(lines.len() >= 60, "only {}", lines.len());
    for line in lines {
        for as_lines in [true, false] {
            let found: Vec<String> = records(&reader, line, as_lines).iter().flat_map(|record| record.holdings.iter().map(shown)).collect();
            assert_eq!(found, Vec::<String>::new(), "{line}");
        }
    }
}

#[test]
fn lines_in_other_words() {
    let schemas = Schemas::builtin();
    let reader = Reader::new(&schemas);
    let mut failures = Vec::new();
    for row in include_str!("traditions.tsv").lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (text, expected) = row.split_once('\t').expect("a line and what is read");
        let found: Vec<String> = records(&reader, text, true).iter().flat_map(|record| record.holdings.iter().map(shown)).collect();
        if found.join(" | ") != expected {
            failures.push(format!("{text}\n  expected {expected}\n  found    {}", found.join(" | ")));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// "Ibid." alone repeats the shelfmark to the last leaf; after a note of another source it says nothing we know.
#[test]
fn ibid_means_the_note_before() {
    let schemas = Schemas::builtin();
    let reader = Reader::new(&schemas);
    let notes = [
        ("GARF, f. 5446, op. 98c, d. 718, ll. 3-6.", "GARF: fond 5446, opis 98c, delo 718, [3-6]"),
        ("Ibid.", "GARF: fond 5446, opis 98c, delo 718, [3-6]"),
        ("Ibid., d. 721, l. 9.", "GARF: fond 5446, opis 98c, delo 721, [9]"),
        ("Там же.", "GARF: fond 5446, opis 98c, delo 721, [9]"),
        ("A. Author, A Book of Letters (Oxford, 1994), 12.", ""),
        ("Ibid.", ""),
    ];
    let lines: String = notes.iter().map(|(text, _)| format!("{text}\n")).collect();
    let manuscript: String = notes.iter().enumerate().map(|(at, (text, _))| format!("[^{at}]: {text}\n")).collect();
    let expected: Vec<&str> = notes.iter().map(|(_, expected)| *expected).filter(|expected| !expected.is_empty()).collect();
    for (text, as_lines) in [(lines, true), (manuscript, false)] {
        let records = records(&reader, &text, as_lines);
        let found: Vec<String> = records.iter().flat_map(|record| record.holdings.iter().map(shown)).collect();
        assert_eq!(found, expected, "{text}");
        assert_eq!(records.iter().filter(|record| record.only_repeats()).count(), 2, "{text}");
    }
}

#[test]
fn long_texts_stay_cheap() {
    let schemas = Schemas::builtin();
    let reader = Reader::new(&schemas);
    let line = "NARA, RG 59, Box 3, FO 371/12, Dosar 5, BArch, B 136/1, see Box 7 of the HIA; ".repeat(4_000);
    let start = std::time::Instant::now();
    records(&reader, &line, true);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
