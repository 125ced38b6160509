//! Spans tell the truth: slicing the source at a span gives what was read, in every layout and every encoding.

use opiska::parse::{ReadOptions, Reader, read};
use opiska::record::json::view;
use opiska::record::{ReadPage, Record};
use opiska::schema::Schemas;
use opiska::source::{FileName, Span};
use std::path::Path;

/// Words with line breaks and runs of blanks as one space, as joined excerpts have them, and without the backslash by which
/// Markdown says that a sign is meant as it stands.
fn words(text: &str) -> String {
    let escape = |(at, sign): (usize, char)| sign == '\\' && text[at + 1..].starts_with(|next: char| next.is_ascii_punctuation());
    let bare: String = text.char_indices().filter(|&sign| !escape(sign)).map(|(_, sign)| sign).collect();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn same(span: Span, text: &str, read: &str, what: &str, wrong: &mut Vec<String>) {
    if words(span.slice(text)) != words(read) {
        wrong.push(format!("{what}: read {read:?}, the source has {:?}", span.slice(text)));
    }
}

fn check_record(record: &Record, text: &str, wrong: &mut Vec<String>) {
    let texts = [&record.title, &record.record_id, &record.id_in_url, &record.url, &record.rights, &record.published_in];
    for field in texts.into_iter().flatten() {
        same(field.span, text, &field.value, "field", wrong);
    }
    if let Some(date) = &record.date {
        same(date.span, text, &date.value.as_written, "date", wrong);
    }
    if let Some(publisher) = &record.publisher {
        same(publisher.span, text, &publisher.value.as_written, "publisher", wrong);
    }
    for unread in &record.unread {
        same(unread.span, text, &unread.value, "unread", wrong);
    }
    for credit in &record.credits {
        same(credit.span, text, &credit.name, "credit", wrong);
    }
    for again in &record.restated {
        same(again.span, text, &again.text, "restated", wrong);
    }
    for holding in &record.holdings {
        same(holding.span, text, &holding.as_written, "holding", wrong);
        if let Some(repository) = holding.repository.as_ref().filter(|_| !holding.is_inherited("repository")) {
            same(repository.span, text, &repository.as_written, "repository", wrong);
        }
        for level in holding.levels.iter().filter(|level| !holding.is_inherited(&level.id)) {
            same(level.span, text, &level.as_written, "level", wrong);
            if !level.label.is_empty() {
                same(level.label_span, text, &level.label, "label", wrong);
            }
        }
        for item in holding.folios.iter().flat_map(|folios| &folios.items) {
            let first = item.from.number.chars().next().unwrap_or_default();
            if !item.span.slice(text).starts_with(first) {
                wrong.push(format!("leaf {} at {:?}", item.from.number, item.span.slice(text)));
            }
        }
    }
}

fn check_page(page: &ReadPage, text: &str, wrong: &mut Vec<String>) {
    for record in &page.records {
        check_record(record, text, wrong);
        for (pointer, [start, end]) in view(page, record).spans.iter() {
            if text.get(*start as usize..*end as usize).is_none() {
                wrong.push(format!("{pointer}: {start}..{end} cuts a character or lies outside"));
            }
        }
    }
    for fact in &page.facts {
        if text.get(fact.span.start as usize..fact.span.end as usize).is_none_or(str::is_empty) {
            wrong.push(format!("fact {:?}", fact.kind));
        }
    }
}

/// Every page of a folder in a number of encodings.
fn check_folder(folder: &Path, reader: &Reader<'_>) -> usize {
    let mut wrong = Vec::new();
    let mut records = 0;
    let mut paths: Vec<_> = std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.is_file()) {
        let text = std::fs::read_to_string(path).expect("text");
        let crlf = text.replace('\n', "\r\n");
        let variants: [(&str, Vec<u8>); 6] = [
            ("UTF-8", text.clone().into_bytes()),
            ("UTF-8 with a mark", [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
            ("CRLF", crlf.clone().into_bytes()),
            ("UTF-16LE with a mark", [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()),
            ("UTF-16BE", text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            ("CRLF, UTF-16BE with a mark", [0xFE, 0xFF].into_iter().chain(crlf.encode_utf16().flat_map(u16::to_be_bytes)).collect()),
        ];
        let mut counts = Vec::new();
        for (encoding, bytes) in variants {
            for lines in [false, true] {
                let reading = read(FileName::new("page"), &bytes, ReadOptions { lines }, reader).expect("text");
                let before = wrong.len();
                check_page(&reading.page, &reading.text, &mut wrong);
                wrong[before..].iter_mut().for_each(|words| *words = format!("{} ({encoding}): {words}", path.display()));
                counts.push((lines, reading.page.records.len()));
                records += reading.page.records.len();
            }
        }
        for lines in [false, true] {
            let found: Vec<usize> = counts.iter().filter(|count| count.0 == lines).map(|count| count.1).collect();
            assert!(found.windows(2).all(|pair| pair[0] == pair[1]), "{}: {found:?} records by encoding", path.display());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong[..wrong.len().min(20)].join("\n"));
    records
}

#[test]
fn own_samples() {
    let schemas = Schemas::builtin();
    let found = check_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"), &Reader::new(&schemas));
    assert!(found > 100, "{found} records");
}

#[test]
fn real_pages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    if !folder.exists() {
        eprintln!("SKIPPED: {} is not here", folder.display());
        return;
    }
    let schemas = Schemas::builtin();
    check_folder(&folder, &Reader::new(&schemas));
}

#[test]
fn cyrillic_in_single_byte_encodings() {
    let schemas = Schemas::builtin();
    let reader = Reader::new(&schemas);
    let text = "ГАРФ. Ф. 5446. Оп. 98с. Д. 718. Л. 3-6.\r\nТам же. Д. 721. Л. 27-30 об.\r\nРГАСПИ. Ф. 17. Оп. 171. Д. 378. Л. 1-2.\r\n";
    for charset in [encoding_rs::WINDOWS_1251, encoding_rs::KOI8_R] {
        let (bytes, _, lossy) = charset.encode(text);
        assert!(!lossy);
        let reading = read(FileName::new("notes"), &bytes, ReadOptions { lines: true }, &reader).expect("text");
        assert_eq!((reading.text.as_str(), reading.encoding.name()), (text, charset.name()));
        let mut wrong = Vec::new();
        check_page(&reading.page, &reading.text, &mut wrong);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        let opis: Vec<_> = reading.page.records.iter().map(|record| record.holdings[0].value("opis")).collect();
        assert_eq!(opis, [Some("98s"), Some("98s"), Some("171")]);
    }
}

/// Any text at all gives a page with true spans and no panic.
#[test]
fn arbitrary_text() {
    use proptest::prelude::*;
    let schemas = Schemas::builtin();
    let reader = Reader::new(&schemas);
    let piece = prop_oneof![
        3 => "[А-Яа-яA-Za-z0-9 .,;:()\\[\\]«»“”\"'’–—/-]{0,12}",
        2 => prop::sample::select(vec![
            "GARF, ", "Ф. 5446. ", "Fond ", "Opis 98c, ", "Delo 718, ", "Listy 3-6", "Оп. ", "л. 5 об. ", "Ibid., ", "Там же. ", "Translated by ",
            " and ", "http://digitalarchive.wilsoncenter.org/document/121796", "\n", "\r\n", "\n\n", "“Title,” ", "September 31, 1956", "\u{A0}", "№ ",
            "Document Information\n", "Record ID\n", "## Citation:\n", "get citation\n", "1/20/5254 (1932), 1–16", "ТsDAHOU ", "б/н", "\u{301}", "\u{202E}",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    let mut runner =
        proptest::test_runner::TestRunner::new(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() });
    runner
        .run(&(prop::collection::vec(piece, 0..40), any::<bool>()), |(pieces, lines)| {
            let text = pieces.concat();
            if let Ok(reading) = read(FileName::new("any"), text.as_bytes(), ReadOptions { lines }, &reader) {
                let mut wrong = Vec::new();
                check_page(&reading.page, &reading.text, &mut wrong);
                prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
            }
            Ok(())
        })
        .expect("true spans");
}
