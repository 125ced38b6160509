//! Bibliographies as records: what each format gives, where it stands, what is passed over, and that our own CSL-JSON loses nothing.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use opiska::cite::{CiteOptions, Style, cite};
use opiska::parse::{ReadOptions, Reader, Reading, read};
use opiska::record::json::{EntryView, RecordView, view};
use opiska::record::{FactKind, Record};
use opiska::schema::Schemas;
use opiska::source::FileName;

use super::converted::material;

static SCHEMAS: LazyLock<Schemas> = LazyLock::new(Schemas::builtin);
static READER: LazyLock<Reader<'static>> = LazyLock::new(|| Reader::new(&SCHEMAS));

fn reading(text: &str) -> Reading {
    read(FileName::new("refs"), text.as_bytes(), ReadOptions::default(), &READER).expect("text")
}

fn views(reading: &Reading) -> Vec<RecordView> {
    reading.page.records.iter().map(|record| view(&reading.page, record)).collect()
}

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/bibliographies").join(name);
    fs::read_to_string(path).expect("a fixture")
}

/// Archive, levels and leaves of each record, in one line each.
fn marks(reading: &Reading) -> Vec<String> {
    let one = |holding: &opiska::record::Holding| {
        let levels: Vec<&str> = holding.levels.iter().map(|level| level.value.as_str()).collect();
        format!("{} {}", holding.archive().unwrap_or("?"), levels.join("/"))
    };
    reading.page.records.iter().map(|record| record.holdings.iter().map(one).collect::<Vec<_>>().join("; ")).collect()
}

#[test]
fn every_format_gives_its_archival_entries_and_counts_the_rest() {
    for (name, layout, passed_over, expected) in [
        ("refs.bib", "bibtex", 2, &["GARF 5446/98c/718", "RGASPI 17/171/463"][..]),
        ("refs.json", "csl-json", 1, &["GARF 5446/98s/721", "RGASPI 558/11/97", "PRC FMA 187-01023-03", "TNA FO 371/1234"]),
        ("refs.ris", "ris", 1, &["GARF 5446/98/721"]),
        ("zotero.csv", "zotero-csv", 1, &["GARF 5446/98/721"]),
        ("table.csv", "table", 0, &["GARF R-5446/98s/721", "RGASPI 17/171/463"]),
    ] {
        let reading = reading(&fixture(name));
        assert_eq!((reading.page.layout, reading.page.passed_over), (layout, passed_over), "{name}");
        assert_eq!(marks(&reading), expected, "{name}");
        assert!(reading.page.facts.is_empty(), "{name}: {:?}", reading.page.facts);
    }
}

#[test]
fn places_are_those_of_the_source_whatever_was_decoded() {
    for (name, pointer, expected) in [
        ("refs.json", "/holdings/0/levels/opis", r"98\u0441"),
        ("refs.json", "/title", r#"Minutes of the \"August Plenum\" \u2014 a draft"#),
        ("refs.bib", "/title", "Telegram from {A. Mikoyan} to the {CPSU} Central Committee"),
        ("zotero.csv", "/title", r#"Minutes of the ""August"" Plenum"#),
        ("zotero.csv", "/credits/0/name", "Petrov, Ivan"),
        ("table.csv", "/holdings/0/levels/fond", "Р-5446"),
    ] {
        let text = fixture(name);
        let reading = reading(&text);
        let [start, end] = *views(&reading)[0].spans.get(pointer).expect(pointer);
        assert_eq!(&text[start as usize..end as usize], expected, "{name} {pointer}");
    }
}

#[test]
fn values_are_decoded_and_persons_are_in_reading_order() {
    let json = views(&reading(&fixture("refs.json")));
    let people: Vec<(&str, Option<&str>)> =
        json[0].credits.iter().map(|credit| (credit.name.as_deref().unwrap_or_default(), credit.family.as_deref())).collect();
    assert_eq!(people, [("Ivan Petrov", Some("Petrov")), ("CPSU Central Committee", None), ("Charles de Gaulle", Some("de Gaulle"))]);
    assert_eq!(json[0].title.as_deref(), Some("Minutes of the \"August Plenum\" — a draft"));
    assert_eq!(json[0].holdings[0].fond_name.as_deref(), Some("Council of Ministers"));
    let dates: Vec<Option<&str>> = json.iter().map(|record| record.date.as_deref()).collect();
    assert_eq!(dates, [Some("1956-09-23~"), Some("../1953-03-05"), Some("1956-22"), Some("1956-08-30/1956-08-31")]);
    let bib = views(&reading(&fixture("refs.bib")));
    assert_eq!(bib[1].title.as_deref(), Some("Letter to Malenkov on the café of Kecskemét"));
    assert_eq!(bib[1].date.as_deref(), Some("1953-07-01"));
    assert_eq!(bib[1].credits[1].family.as_deref(), Some("von Neumann"));
    assert_eq!(bib[0].publisher.as_deref(), Some("Wilson Center Digital Archive"));
}

#[test]
fn what_is_no_bibliography_is_no_input_or_stays_what_it_was() {
    for json in [
        r#"{"name": "x", "version": "1.0.0", "type": "module", "dependencies": {"garf": "f. 5446, op. 98, d. 718"}}"#,
        r#"[{"type": "click", "id": 1, "note": "GARF, f. 5446, op. 98, d. 718, ll. 3-6"}]"#,
        r#"{"references": [{"path": "../core"}], "files": []}"#,
        r#"{"items": 3}"#,
        "[]",
        "{\"a\": // no JSON\n 1}",
    ] {
        let reading = reading(json);
        assert_eq!((reading.page.records.len(), reading.page.facts.len(), reading.page.passed_over), (0, 0, 0), "{json}");
    }
    for prose in [
        "Notes\n\n```json\n[{\"type\": \"manuscript\", \"archive\": \"GARF\"}]\n```\n\nGARF, f. 5446, op. 98, d. 718, ll. 3-6.\n",
        "See @misc{key, title = {x}} below.\n\nGARF, f. 5446, op. 98, d. 718, ll. 3-6.\n",
        "Title, Date, Archive and more are the fields.\n\nGARF, f. 5446, op. 98, d. 718, ll. 3-6.\n",
        "@all: GARF, f. 5446, op. 98, d. 718, ll. 3-6.\n",
    ] {
        let reading = reading(prose);
        assert_eq!((reading.page.layout, reading.page.records.len()), ("manuscript", 1), "{prose}");
    }
}

#[test]
fn a_broken_entry_costs_no_other_and_its_place_is_told() {
    let entry = |key: &str| format!("@misc{{{key}, title = {{T}}, note = {{GARF, f. 5446, op. 98, d. 718, l. 3}}}}\n");
    let broken = [
        ("a missing comma", "@misc{b, title = {T}\n note = {GARF, f. 1, op. 2, d. 3}}\n", "note"),
        ("an open brace", "@misc{b, title = {T, note = {x},\n", "{T,"),
        ("an open quotation mark", "@misc{b, title = \"T, year = 1956,\n", "\"T,"),
        ("no equals sign", "@misc{b, title {T}}\n", "{T}}"),
    ];
    for (what, text, place) in broken {
        let text = format!("{}{text}{}", entry("a"), entry("c"));
        let reading = reading(&text);
        let keys: Vec<String> = views(&reading).into_iter().filter_map(|view| view.entry?.key).collect();
        assert!(keys.contains(&"a".to_owned()) && keys.contains(&"c".to_owned()), "{what}: {keys:?}");
        let fact = &reading.page.facts[0];
        assert!(matches!(fact.kind, FactKind::Broken(_)), "{what}");
        assert!(text[fact.span.start as usize..].starts_with(place), "{what}: {}", &text[fact.span.start as usize..]);
    }
    let item = r#"{"id": "a", "type": "manuscript", "title": "T", "archive": "GARF", "archive_location": "f. 5446, op. 98, d. 7"}"#;
    let reading = reading(&format!("[{item},\n {item}\n {{\"id\": 1"));
    assert_eq!((reading.page.records.len(), reading.page.facts.len()), (2, 1));
}

#[test]
fn hostile_files_are_read_in_time_and_without_a_panic() {
    let deep = "[{\"a\":".repeat(100_000);
    let braces = format!("@misc{{a, title = {}", "{".repeat(200_000));
    let open = "@misc{a, title = {x,\n".repeat(20_000);
    let quotes = "\"\"\"".repeat(100_000);
    for text in [&deep, &braces, &open, &format!("Title,Archive,Fond\n{quotes}"), &format!("TY  - GEN\n{}", "AN  -\n".repeat(50_000))] {
        reading(text);
    }
    for sample in ["refs.bib", "refs.json", "refs.ris", "zotero.csv", "table.csv"] {
        let text = fixture(sample);
        for end in (0..text.len()).step_by(7).filter(|end| text.is_char_boundary(*end)) {
            reading(&text[..end]);
        }
    }
}

/// The view without what depends on the file it stands in; the key is made by `cite` where there was none.
fn bare(view: &RecordView) -> RecordView {
    let mut view = RecordView { path: String::new(), line: 0, column: 0, layout: String::new(), spans: Default::default(), ..view.clone() };
    view.entry = view.entry.map(|entry| EntryView { key: None, ..entry }).filter(|entry| *entry != EntryView::default());
    view
}

/// Writes the records as CSL-JSON, reads them again, and shows those that are not what they were.
fn round_trip(readings: &[Reading]) -> Vec<String> {
    let placed: Vec<(RecordView, &Record)> = readings
        .iter()
        .flat_map(|reading| reading.page.records.iter().map(|record| (view(&reading.page, record), record)))
        .filter(|(view, _)| !view.holdings.is_empty())
        .collect();
    let records: Vec<&Record> = placed.iter().map(|(_, record)| *record).collect();
    let written = cite(&records, Style::CslJson, &CiteOptions::default(), &SCHEMAS);
    let kept = placed.iter().enumerate().filter(|(at, _)| !written.repeats.contains(at)).map(|(_, (view, _))| bare(view));
    let again: Vec<RecordView> = views(&reading(&written.text)).iter().map(bare).collect();
    let kept: Vec<RecordView> = kept.collect();
    assert_eq!(again.len(), kept.len());
    let mut wrong = Vec::new();
    for (mut read, before) in again.into_iter().zip(kept) {
        // `cite` adds the publisher and the address that a record ID stands for.
        if before.url.is_none() && before.record_id.is_some() {
            (read.url, read.publisher, read.publisher_as_written) = (None, before.publisher.clone(), before.publisher_as_written.clone());
        }
        if read != before {
            wrong.push(format!("{}\n{}", serde_json::to_string(&before).expect("JSON"), serde_json::to_string(&read).expect("JSON")));
        }
    }
    wrong
}

#[test]
fn our_own_csl_json_loses_nothing() {
    let wrong = round_trip(&material());
    assert!(wrong.is_empty(), "{} records differ:\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn nor_does_it_lose_what_a_bibliography_states() {
    let wrong = round_trip(&["refs.bib", "refs.json", "refs.ris", "zotero.csv", "table.csv"].map(|name| reading(&fixture(name))));
    assert!(wrong.is_empty(), "{} records differ:\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn an_edited_variable_counts_more_than_our_own_field() {
    let item = |location: &str, date: &str| {
        let own =
            r#"{"holdings": [{"repository": "GARF", "levels": {"fond": "5446", "opis": "98", "delo": "718"}}], "date": "1956-09-23"}"#;
        let public = format!(r#""archive": "GARF", "archive_location": "{location}", "issued": {{"date-parts": [{date}]}}"#);
        format!(r#"[{{"id": "a", "type": "manuscript", "title": "T", {public}, "custom": {{"opiska": {own}}}}}]"#)
    };
    for (location, date, delo, overruled) in [
        ("f. 5446, op. 98, d. 718", "[1956, 9, 23]", "718", &[][..]),
        ("f. 5446, op. 98, d. 719", "[1956, 9, 23]", "719", &["holdings"]),
        ("f. 5446, op. 98, d. 718", "[1957]", "718", &["date"]),
    ] {
        let reading = reading(&item(location, date));
        let record = &reading.page.records[0];
        assert_eq!(record.holdings[0].value("delo"), Some(delo));
        let names: Vec<&str> = record.entry.as_ref().expect("an entry").overruled.iter().map(|name| name.value.as_str()).collect();
        assert_eq!(names, overruled);
    }
}

#[test]
fn a_sort_key_stays_unless_it_was_made_by_us() {
    let bibtex = |text: &str| {
        let records = reading(text).page.records;
        cite(&records.iter().collect::<Vec<_>>(), Style::Bibtex, &CiteOptions::default(), &SCHEMAS)
    };
    let note = "note = {GARF, f. 5446, op. 98s, d. 718, ll. 3--6}, annote = {seen}";
    let chosen = bibtex(&format!("@misc{{a, key = {{Mik}}, title = {{Telegram}}, {note}}}"));
    assert!(chosen.text.contains("key          = {Mik},"), "{}", chosen.text);
    let told: Vec<String> = chosen.notes.iter().map(|(_, note)| note.to_string()).collect();
    assert_eq!(told, ["others: bibtex has no place for the field `annote`"]);
    let ours = reading(&format!("@misc{{a, key = {{GARF}}, title = {{Telegram}}, {note}}}"));
    let kept = &ours.page.records[0].entry.as_ref().expect("an entry").others;
    let others: Vec<&str> = kept.iter().map(|other| other.name.as_str()).collect();
    assert_eq!(others, ["annote"]);
}
