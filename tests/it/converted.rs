//! What `cite` wrote in an exchange format is read back as the same records, and deserves no finding that its originals do not.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use opiska::cite::{CiteOptions, Style, cite};
use opiska::parse::{ReadOptions, Reader, Reading, read};
use opiska::record::{Folio, Holding, Record, Role};
use opiska::schema::Schemas;
use opiska::source::FileName;

static SCHEMAS: LazyLock<Schemas> = LazyLock::new(Schemas::builtin);
static READER: LazyLock<Reader<'static>> = LazyLock::new(|| Reader::new(&SCHEMAS));

/// Formats that are written and read.
const FORMATS: [Style; 5] = [Style::CslJson, Style::Bibtex, Style::Biblatex, Style::Ris, Style::Csv];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folders of pages that are there.
fn folders() -> Vec<&'static str> {
    let (there, missing): (Vec<&str>, Vec<&str>) =
        ["seeds", "../shared/seeds"].into_iter().partition(|folder| root().join(folder).is_dir());
    missing.iter().for_each(|folder| eprintln!("SKIPPED in part: no pages in {folder}"));
    there
}

/// Pages, notes in many traditions, and the examples of all schemes and archives.
pub fn material() -> Vec<Reading> {
    let mut pages = Vec::new();
    for folder in folders() {
        let mut files: Vec<_> = fs::read_dir(root().join(folder)).expect("a folder").flatten().map(|file| file.path()).collect();
        files.sort();
        pages.extend(files.iter().filter_map(|file| fs::read_to_string(file).ok()));
    }
    let one = |text: &str, lines| read(FileName::new("page"), text.as_bytes(), ReadOptions { lines }, &READER).expect("a text");
    let mut readings: Vec<Reading> = pages.iter().map(|text| one(text, false)).collect();
    let traditions =
        include_str!("traditions.tsv").lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').next());
    let of_schemes = SCHEMAS.schemes.iter().flat_map(|scheme| scheme.example.iter().map(|example| example.text.as_str()));
    let of_archives = SCHEMAS.repositories.iter().filter_map(|known| known.example.as_deref());
    let lines: Vec<&str> = traditions.chain(of_schemes).chain(of_archives).collect();
    readings.push(one(&lines.join("\n"), true));
    readings
}

/// Repository, levels by id, and the leaves with their sides.
type Shelfmark = (String, Vec<(String, String)>, Vec<[(String, bool); 2]>);

/// What every format has a place for.
#[derive(Debug, PartialEq, Eq)]
struct Core {
    holdings: Vec<Shelfmark>,
    title: Option<String>,
    date: Option<String>,
    translators: BTreeSet<String>,
}

/// The letters and figures of a text: marks and dashes are the format's.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn core(record: &Record) -> Core {
    let side = |folio: &Folio| (folio.number.clone(), folio.verso);
    let holding = |holding: &Holding| {
        let levels = holding.levels.iter().map(|level| (level.id.to_string(), level.value.clone())).collect();
        let leaves = holding.folios.iter().flat_map(|folios| &folios.items).map(|item| [side(&item.from), side(&item.to)]).collect();
        (holding.siglum().unwrap_or_default().to_owned(), levels, leaves)
    };
    let translators = record.credits.iter().filter(|credit| credit.role == Role::Translator && !credit.name.is_empty());
    Core {
        holdings: record.holdings.iter().map(holding).collect(),
        title: record.title.as_ref().map(|title| letters(&title.value)),
        date: record.date.as_ref().and_then(|date| date.value.edtf()),
        translators: translators.map(|credit| credit.name.clone()).collect(),
    }
}

/// Archives whose own notes are read otherwise than the print of `cite`: a former holder before the number, and an accession without
/// a label that the tables know.
const OTHERWISE: [&str; 2] = ["PA AA", "AMAE (FR)"];

#[test]
fn every_format_gives_back_what_it_was_given() {
    let readings = material();
    let placed: Vec<&Record> = readings
        .iter()
        .flat_map(|reading| &reading.page.records)
        .filter(|record| record.holdings.iter().any(|holding| holding.siglum().is_some()))
        .collect();
    let mut wrong = Vec::new();
    let exempt = |record: &Record| record.holdings.iter().filter_map(|holding| holding.siglum()).any(|siglum| OTHERWISE.contains(&siglum));
    for style in FORMATS {
        for record in placed.iter().filter(|record| style == Style::CslJson || style == Style::Csv || !exempt(record)) {
            let cited = cite(&[*record], style, &CiteOptions::default(), &SCHEMAS);
            let again = read(FileName::new("refs"), cited.text.as_bytes(), ReadOptions::default(), &READER).expect("a text").page.records;
            let (before, after) = (core(record), again.first().map(core));
            if again.len() != 1 || after.as_ref() != Some(&before) {
                wrong.push(format!("{style}:\n{}    wanted {before:?}\n    found  {after:?}", cited.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

fn opiska(arguments: &[&str], input: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_opiska"));
    command.args(arguments).current_dir(root()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("the program reads");
    String::from_utf8(child.wait_with_output().expect("the program ends").stdout).expect("UTF-8")
}

/// What a shelfmark of `extract --format jsonl` says, without its places and words.
fn shelfmarks(line: &str) -> Vec<serde_json::Value> {
    let record: serde_json::Value = serde_json::from_str(line).expect("JSON");
    let facts = |holding: &serde_json::Value| ["repository", "scheme", "levels", "folios", "folio_unit"].map(|fact| holding[fact].clone());
    record["holdings"].as_array().into_iter().flatten().map(|holding| facts(holding).into()).collect()
}

#[test]
fn our_own_table_gives_back_every_example_of_the_schemes() {
    let examples = SCHEMAS.schemes.iter().flat_map(|scheme| &scheme.example).filter(|example| example.reads.is_some());
    let lines: Vec<&str> = examples.map(|example| example.text.as_str()).filter(|text| !text.contains('\n')).collect();
    assert!(lines.len() > 100);
    let lines = lines.join("\n");
    let before = opiska(&["extract", "--no-config", "--lines", "--format", "jsonl", "-"], &lines);
    let table = opiska(&["extract", "--no-config", "--lines", "--format", "csv", "-"], &lines);
    let after = opiska(&["extract", "--no-config", "--format", "jsonl", "-"], &table);
    assert_eq!(after.lines().count(), before.lines().count(), "{table}");
    for (before, after) in before.lines().zip(after.lines()) {
        assert_eq!(shelfmarks(after), shelfmarks(before), "{after}");
    }
}

/// The rules that find something in these inputs.
fn rules(path: &str, input: &str) -> BTreeSet<String> {
    let printed = opiska(&["check", "--no-config", "--no-cache", "--format", "concise", path], input);
    printed.lines().filter_map(|line| Some(line.split_once('[')?.1.split_once(']')?.0.to_owned())).collect()
}

/// What a list of entries may be told and its pages not.
const OF_LISTS: [(&str, &str); 2] = [
    ("near-duplicate-record", "two pages of one document become two entries of one list"),
    ("missing-date", "a note may name a titled document without its date; an entry is printed without one"),
];

#[test]
fn a_converted_page_deserves_no_more_findings_than_the_page() {
    for folder in folders() {
        let originals = rules(folder, "");
        assert!(originals.len() > 9, "{folder}: {originals:?}");
        for style in FORMATS {
            let written = opiska(&["cite", "--no-config", "--style", style.as_str(), folder], "");
            let found = rules("-", &written);
            let new: Vec<&String> = found.difference(&originals).filter(|rule| !OF_LISTS.iter().any(|(known, _)| known == rule)).collect();
            assert!(new.is_empty(), "{style} of {folder}: {new:?}");
        }
    }
}

/// Rows of one record are one record: those of our tables by key or place, and no others.
#[test]
fn rows_of_one_record_are_one_record() {
    let note =
        "Notes 1.\n\nRGANI, f. 5, op. 49, d. 131, ll. 193-194; f. 3, op. 12, d. 7, l. 32ob.\n\nRGANI, f. 5, op. 49, d. 131, ll. 1-2.\n";
    let extracted = opiska(&["extract", "--no-config", "--format", "csv", "-"], note);
    let cited = opiska(&["cite", "--no-config", "--style", "csv", "-"], note);
    for table in [extracted, cited] {
        let reading = read(FileName::new("table"), table.as_bytes(), ReadOptions::default(), &READER).expect("a text");
        let levels = |holding: &Holding| holding.levels.iter().map(|level| level.value.as_str()).collect::<Vec<_>>().join("/");
        let marks: Vec<Vec<String>> = reading.page.records.iter().map(|record| record.holdings.iter().map(levels).collect()).collect();
        assert_eq!(marks, [vec!["5/49/131", "3/12/7"], vec!["5/49/131"]], "{table}");
    }
}

#[test]
fn a_record_that_only_repeats_an_earlier_one_is_left_out_of_exchange_formats() {
    let note = "RGANI, f. 5, op. 49, d. 131, l. 193.\nIbid.\nIbid., l. 194.\nIbid., l. 193.\n";
    let reading = read(FileName::new("notes"), note.as_bytes(), ReadOptions { lines: true }, &READER).expect("a text");
    let records: Vec<&Record> = reading.page.records.iter().collect();
    assert_eq!(records.len(), 4);
    for style in [Style::Bibtex, Style::CslJson, Style::Csv] {
        assert_eq!(cite(&records, style, &CiteOptions::default(), &SCHEMAS).repeats, [1, 3], "{style}");
    }
    assert_eq!(cite(&records, Style::ChicagoNote, &CiteOptions::default(), &SCHEMAS).text.lines().count(), 4);
}
