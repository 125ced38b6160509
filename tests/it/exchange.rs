//! Exchange formats: worked examples, what the entry of a bibliography states, and notes on what is lost.

use std::process::{Command, Output};

use opiska::cite::{CiteOptions, NoteKind, Style, citation, cite};
use opiska::record::{ArchivalDate, BibEntry, Day, OtherField, Record, Role};
use serde_json::{Value, json};

use super::cite::{at, credit, crowded, record, samples, schemas};
use super::escaping::ris;
use super::snapshot::compare;

fn options() -> CiteOptions {
    CiteOptions { accessed: Some(Day::new(2026, 11, 22)), ..CiteOptions::default() }
}

fn text(record: &Record, style: Style) -> String {
    citation(record, style, &options(), schemas()).text
}

fn lost(record: &Record, style: Style) -> Vec<String> {
    let notes = citation(record, style, &CiteOptions::default(), schemas()).notes;
    notes.into_iter().filter(|note| note.kind == NoteKind::Lost).map(|note| note.field.to_owned()).collect()
}

/// A letter as a bibliography has it: with a key, an author, an addressee, a genre and fields of its own.
fn letter() -> Record {
    let mut record = record("On Trade", 23, "98", "721", "27-30");
    record.credits =
        vec![credit(Role::Author, "Anastas Mikoyan"), credit(Role::Recipient, "Zhou Enlai"), credit(Role::Translator, "Gary Goldberg")];
    record.credits[0].family = Some("Mikoyan".into());
    record.credits[1].family = Some("Zhou".into());
    record.url = Some(at("https://archive.example.org/1".into()));
    record.entry = Some(Box::new(BibEntry {
        key: Some(at("Mikoyan 1956".into())),
        genre: Some(at("letter".into())),
        short_title: Some(at("Trade".into())),
        accessed: Some(at(ArchivalDate { start: Some(Day::new(2024, 5, 31)), ..Default::default() })),
        place: Some(at("Moskva".into())),
        others: vec![OtherField { name: "keywords".into(), value: at("trade".into()) }],
        ..Default::default()
    }));
    record
}

#[test]
fn ris_of_the_minutes() {
    let expected = "TY  - MANSCPT
TI  - Minutes of the Meeting concerning the Discussion of a Draft Resolution of the KWP CC Plenum
DA  - 1956/09/23/
PY  - 1956
A4  - Goldberg, Gary
M3  - minutes
AN  - GARF, f. 5446, op. 98, d. 721, ll. 27-30
DB  - Wilson Center Digital Archive
LA  - en
N1  - Original language: ru
UR  - https://digitalarchive.wilsoncenter.org/document/121796
Y2  - 2026/11/22/
ID  - wcda-121796
ER  - ";
    let [.., minutes] = samples();
    assert_eq!(text(&minutes, Style::Ris).trim_end_matches('\n'), expected);
}

#[test]
fn entries_of_bibliographies_keep_what_they_state() {
    let letter = letter();
    let biblatex = text(&letter, Style::Biblatex);
    for line in [
        "@misc{Mikoyan-1956,",
        "author       = {Mikoyan, Anastas}",
        "shorttitle   = {Trade}",
        "type         = {letter}",
        "location     = {Moskva}",
        "addendum     = {Addressed to Zhou Enlai; translated by Gary Goldberg}",
    ] {
        assert!(biblatex.contains(line), "{line} is not in {biblatex}");
    }
    let lines = ris(&text(&letter, Style::Ris));
    for (tag, value) in [
        ("AU", "Mikoyan, Anastas"),
        ("ST", "Trade"),
        ("M3", "letter"),
        ("CY", "Moskva"),
        ("N1", "Addressed to Zhou Enlai"),
        ("ID", "Mikoyan 1956"),
    ] {
        assert!(lines.contains(&(tag.to_owned(), value.to_owned())), "{tag} {value}: {lines:?}");
    }
    let item: Value = serde_json::from_str(&text(&letter, Style::CslJson)).expect("JSON");
    let item = &item[0];
    assert_eq!(item["author"], json!([{"family": "Mikoyan", "given": "Anastas"}]));
    assert_eq!(item["recipient"], json!([{"family": "Zhou", "given": "Enlai"}]));
    assert_eq!(item["translator"], json!([{"literal": "Gary Goldberg"}]));
    assert_eq!(
        (&item["medium"], &item["genre"], &item["title-short"], &item["archive-place"]),
        (&Value::Null, &json!("letter"), &json!("Trade"), &json!("Moskva"))
    );
    assert_eq!(item["custom"]["opiska"]["others"], json!({"keywords": "trade"}));
    let stated = citation(&letter, Style::CslJson, &CiteOptions::default(), schemas()).text;
    let item: Value = serde_json::from_str(&stated).expect("JSON");
    assert_eq!(item[0]["accessed"], json!({"date-parts": [[2024, 5, 31]]}));
}

#[test]
fn keys_are_kept_made_safe_and_unique() {
    let keyed = |key: &str| {
        let mut record = letter();
        record.entry.as_mut().expect("an entry").key = Some(at(key.into()));
        record
    };
    let records = [record("T", 1, "1", "2", "3"), keyed("garf-5446-1-2-3"), keyed("Иванов, 1956"), keyed("GARF-5446-1-2-3")];
    let cited = cite(&records.each_ref(), Style::Biblatex, &CiteOptions::default(), schemas());
    let keys: Vec<&str> = cited.text.lines().filter_map(|line| line.strip_prefix("@misc{")?.strip_suffix(',')).collect();
    assert_eq!(keys, ["garf-5446-1-2-3-b", "garf-5446-1-2-3", "Ivanov-1956", "GARF-5446-1-2-3-a"]);
    let changed: Vec<String> =
        cited.notes.iter().filter(|(_, note)| note.field == "key").map(|(record, note)| format!("{record} {note}")).collect();
    assert_eq!(
        changed,
        [
            "2 key: has signs that the format does not read and becomes: Ivanov-1956",
            "3 key: is another record's too and becomes: GARF-5446-1-2-3-a"
        ]
    );
}

#[test]
fn what_each_format_loses_is_said() {
    for (style, expected) in [
        (Style::Ris, &["unread"][..]),
        (Style::Hayagriva, &["original_language", "rights", "published_in", "unread"]),
        (Style::Jsonld, &["unread"]),
        (Style::Coins, &["original_language", "published_in", "unread"]),
        (Style::Ead3, &[]),
        (Style::Mods, &[]),
        (Style::Csv, &[]),
        (Style::CslJson, &[]),
    ] {
        assert_eq!(lost(&crowded(), style), expected, "{style}");
    }
    // Shortened notes and references in the text lose nearly everything, and are meant to.
    let partial = ["short", "text", "search-data", "collection"];
    let short = |style: &Style| partial.iter().any(|part| style.as_str().contains(part));
    for style in Style::ALL.iter().filter(|style| !short(style)) {
        let keeps = matches!(style, Style::CslJson | Style::Ead3 | Style::Mods);
        assert_eq!(lost(&letter(), *style).contains(&"others".to_owned()), !keeps, "{style}");
    }
}

/// Fonds, inventories and files stand once each, and documents below them.
#[test]
fn ead3_is_a_tree() {
    let samples = samples();
    let text = cite(&samples.each_ref(), Style::Ead3, &CiteOptions::default(), schemas()).text;
    assert_eq!(text, cite(&samples.each_ref(), Style::Ead3, &CiteOptions::default(), schemas()).text);
    let document = roxmltree::Document::parse(&text).expect("XML");
    let drawn: Vec<String> = document
        .descendants()
        .filter(|node| node.has_tag_name(("http://ead3.archivists.org/schema/", "c")))
        .map(|node| {
            let depth = node.ancestors().filter(|above| above.tag_name().name() == "c").count();
            let unit = node.descendants().find(|below| below.tag_name().name() == "unitid").and_then(|unit| unit.text());
            format!("{}{} {}", "  ".repeat(depth - 1), node.attribute("level").unwrap_or_default(), unit.unwrap_or_default())
        })
        .collect();
    assert_eq!(
        drawn,
        [
            "fonds f. 5446",
            "  series op. 98c",
            "    file d. 718",
            "      item ll. 3–6",
            "      item ll. 18–34",
            "      item ll. 49–57",
            "  series op. 98",
            "    file d. 721",
            "      item ll. 153–164",
            "      item ll. 27–30",
        ]
    );
}

#[test]
fn jsonld_has_the_types_of_schema_org() {
    let [.., minutes] = samples();
    let page: Value = serde_json::from_str(&text(&minutes, Style::Jsonld)).expect("JSON");
    let item = &page["@graph"][0];
    assert_eq!((&page["@context"], &item["@type"]), (&json!("https://schema.org"), &json!("ArchiveComponent")));
    assert_eq!(item["holdingArchive"][0]["@type"], "ArchiveOrganization");
    assert_eq!(item["isPartOf"][0]["isPartOf"]["isPartOf"]["identifier"], "f. 5446");
    assert_eq!(item["identifier"][1], json!({"@type": "PropertyValue", "propertyID": "record-id", "value": "121796"}));
    for required in ["name", "dateCreated", "itemLocation", "translator", "publisher", "url", "inLanguage", "translationOfWork"] {
        assert!(!item[required].is_null(), "{required}");
    }
}

/// A translator is divided for RIS only, and never a name that has its family name in front.
#[test]
fn names_are_not_guessed() {
    let mut record = record("T", 1, "1", "2", "3");
    record.credits = vec![credit(Role::Translator, "Xu Jinzhi"), credit(Role::Author, "Gary Goldberg")];
    let lines = ris(&text(&record, Style::Ris));
    assert!(lines.contains(&("A4".into(), "Xu Jinzhi".into())) && lines.contains(&("AU".into(), "Gary Goldberg".into())), "{lines:?}");
    assert!(text(&record, Style::Biblatex).contains("author       = {{Gary Goldberg}},"));
}

fn cite_seeds(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_opiska"));
    command.args(["cite", "--no-config", "--style"]).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
    command.output().expect("the program ends")
}

fn utf8(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("UTF-8").replace("seeds\\", "seeds/")
}

#[test]
fn the_samples_in_every_format() {
    for style in Style::ALL.iter().filter(|style| !style.is_prose()) {
        let files = ["seeds/telegram.txt", "seeds/meeting.txt", "seeds/minutes.md", "seeds/notes.md"];
        let output = cite_seeds(&[&[style.as_str(), "--accessed", "2026-11-22"], &files[..]].concat());
        let shown = format!("{}\n# notes\n\n{}", utf8(output.stdout), utf8(output.stderr));
        compare(&format!("cite/{style}.txt"), &shown);
    }
}

/// What is said of several records is said once, and with `--strict` it is an error after all output.
#[test]
fn losses_are_gathered() {
    let paths = ["seeds/telegram.txt", "seeds/meeting.txt", "seeds/ambassador.txt"];
    let plain = cite_seeds(&[&["bibtex"], &paths[..]].concat());
    let strict = cite_seeds(&[&["bibtex", "--strict", "--quiet"], &paths[..]].concat());
    assert_eq!((plain.status.code(), strict.status.code()), (Some(0), Some(1)));
    assert_eq!(plain.stdout, strict.stdout);
    let said = utf8(strict.stderr);
    let lines: Vec<&str> = said.lines().filter(|line| line.contains("summary")).collect();
    assert_eq!(lines.len(), 1, "{said}");
    assert!(lines[0].starts_with("error: lost in 3 records: summary: bibtex has no place for the summary; first at seeds/"), "{said}");
    let quiet = cite_seeds(&[&["bibtex", "--quiet"], &paths[..]].concat());
    assert_eq!((quiet.status.code(), utf8(quiet.stderr)), (Some(0), String::new()));
}
