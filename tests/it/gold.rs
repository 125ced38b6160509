//! The findings on the five real pages: each one of the table, at its place, and nothing else that is not there.
//!
//! The pages lie beside the project and are only read; the table is `gold.tsv`.

use std::collections::BTreeSet;
use std::path::Path;

use opiska::check::{Choices, Engine, Selection, finish};
use opiska::diagnostic::{Diagnostic, Label, Severity};
use opiska::parse::{ReadOptions, Reader, read};
use opiska::record::{Corpus, Day};
use opiska::rules;
use opiska::schema::Schemas;
use opiska::source::FileName;

/// A place as the table gives it; what it leaves open is `None`.
#[derive(Debug)]
struct Spot {
    file: &'static str,
    line: Option<u32>,
    column: Option<u32>,
}

/// A row of the table.
#[derive(Debug)]
struct Row {
    places: Vec<Spot>,
    rule: &'static str,
    severity: &'static str,
    profile: &'static str,
    must: bool,
    related: Vec<Spot>,
}

impl Spot {
    fn read(text: &'static str) -> Self {
        let parts: Vec<&str> = text.split(':').collect();
        let [file, line, column] = parts[..] else { panic!("{text} is no place") };
        let number = |part: &str| (part != "-").then(|| part.parse().expect("a number"));
        Self { file, line: number(line), column: number(column) }
    }

    fn is(&self, label: &Label) -> bool {
        let start = label.place.start;
        label.file.as_str().starts_with(self.file)
            && self.line.is_none_or(|line| line == start.line)
            && self.column.is_none_or(|column| column == start.column)
    }
}

impl Row {
    /// Whether this finding is the row's. One that tells several rules' findings together names the rule at each place.
    fn is(&self, found: &Diagnostic) -> bool {
        let here = |label: &Label| self.places.iter().any(|spot| spot.is(label));
        let lead = format!("{}: ", self.rule);
        let told_with_others = || found.related.iter().chain([&found.primary]).any(|label| here(label) && label.message.starts_with(&lead));
        self.severity == found.severity.as_str() && (self.rule == found.rule.name && here(&found.primary) || told_with_others())
    }

    fn is_complete(&self, found: &Diagnostic) -> bool {
        self.related.iter().all(|spot| found.related.iter().any(|label| spot.is(label)))
    }
}

/// The rows whose rules exist.
fn rows(profile: &str) -> Vec<Row> {
    let lines = include_str!("gold.tsv").lines().filter(|line| !line.starts_with('#'));
    let rows = lines.map(|line| {
        let fields: Vec<&'static str> = line.split('\t').collect();
        let [places, rule, severity, profile, need, ..] = fields[..] else { panic!("too few fields: {line}") };
        let related = fields.get(5).map_or_else(Vec::new, |places| places.split(' ').map(Spot::read).collect());
        Row { places: places.split('|').map(Spot::read).collect(), rule, severity, profile, must: need == "must", related }
    });
    let rows: Vec<Row> = rows.filter(|row| row.profile == profile).collect();
    for row in &rows {
        assert!(rules::by_name(row.rule).is_some(), "{}: no such rule", row.rule);
    }
    rows.into_iter().filter(|row| rules::by_name(row.rule).is_some()).collect()
}

/// Everything found on the pages with this profile; `None`, said aloud, when they are not there.
fn findings(profile: &str) -> Option<Vec<Diagnostic>> {
    let folder = Path::new("../shared/seeds");
    let mut files: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    if files.len() < 5 {
        eprintln!("SKIPPED: the real pages are not in {}", folder.display());
        return None;
    }
    let schemas = Schemas::builtin();
    let reader = Reader::new(&schemas);
    let choices = Choices { profile: Some(profile.to_owned()), ..Choices::default() };
    let selection = Selection::new(&schemas, &choices).expect("a known profile");
    let engine = Engine::new(&schemas, &selection, Some(Day::new(2026, 1, 1)));
    let (mut found, mut pages) = (Vec::new(), Vec::new());
    for file in &files {
        let name = file.file_name().expect("a file").to_string_lossy();
        let bytes = std::fs::read(file).expect("a readable page");
        let reading = read(FileName::new(&name), &bytes, ReadOptions::default(), &reader).expect("a text");
        found.extend(engine.page(&reading.page, &reading.text));
        pages.push(reading.page);
    }
    found.extend(engine.corpus(&Corpus::new(pages)));
    Some(finish(found))
}

fn shown(found: &Diagnostic) -> String {
    let place = |label: &Label| {
        let start = label.place.start;
        format!("{}:{}:{}", label.file.as_str().split('_').next().unwrap_or_default(), start.line, start.column)
    };
    let related: Vec<String> = found.related.iter().map(place).collect();
    let (rule, severity) = (found.rule.name, found.severity.as_str());
    format!("{} {severity} {rule}: {} [{}]", place(&found.primary), found.message, related.join(" "))
}

fn missing(rows: &[Row], found: &[Diagnostic]) -> Vec<String> {
    let lacks = |row: &Row| match found.iter().find(|found| row.is(found)) {
        None => row.must.then(|| format!("not found: {row:?}")),
        Some(found) => {
            (!row.is_complete(found)).then(|| format!("related places are missing: {}\n  wanted {:?}", shown(found), row.related))
        }
    };
    rows.iter().filter_map(lacks).collect()
}

#[test]
fn every_row_of_the_table_is_found_and_nothing_else() {
    let Some(found) = findings("default") else { return };
    let rows = rows("default");
    let mut wrong = missing(&rows, &found);
    let known: BTreeSet<(&str, &str)> = rows.iter().flat_map(|row| row.places.iter().map(|spot| (spot.file, row.rule))).collect();
    let mut taken = vec![false; rows.len()];
    for finding in &found {
        let row = rows.iter().enumerate().find(|(number, row)| !taken[*number] && row.is(finding)).map(|(number, _)| number);
        if let Some(number) = row {
            taken[number] = true;
        }
        let file = finding.primary.file.as_str().split('_').next().unwrap_or_default();
        if row.is_none() && (finding.severity > Severity::Info || !known.contains(&(file, finding.rule.name))) {
            wrong.push(format!("not in the table: {}", shown(finding)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let count = |severity| found.iter().filter(|finding| finding.severity == severity).count();
    assert_eq!((count(Severity::Error), count(Severity::Warning)), (1, 13));
}

#[test]
fn the_strict_profile_finds_its_rows_too() {
    let Some(found) = findings("strict") else { return };
    found.iter().for_each(|found| println!("{}", shown(found)));
    let wrong = missing(&rows("strict"), &found);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
