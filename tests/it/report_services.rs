//! Reports for services, held against what those services ask: published schemas where there are some.

use std::collections::BTreeSet;
use std::path::Path;

use opiska::diagnostic::Diagnostic;
use opiska::report::{Counts, Format, Look, Report, Unreadable, most_severe, statistics, step_summary};
use opiska::source::FileName;
use serde_json::{Value, json};

use crate::report::{DUPLICATE_RECORD_ID, MEMO, PLAIN, REVERSED_LISTY, SPACED_ABBREVIATION, TELEGRAM};
use crate::report::{finding, findings, rendered, sources, write};
use crate::snapshot;

/// The findings of the fixture, two of them known to the baseline.
fn with_baseline(format: Format) -> String {
    let shelf = sources();
    let mut new = findings(&shelf);
    let known = new.split_off(5);
    let counts = Counts::new(5, 9, &new);
    let whole = Report { findings: &new, baselined: Some(&known), rules: &[], unreadable: &[], counts, texts: &shelf, look: PLAIN };
    write(&whole, format)
}

/// A report of these findings alone.
fn of(findings: &[Diagnostic], format: Format) -> String {
    let shelf = sources();
    let counts = Counts::new(1, 1, findings);
    write(&Report { findings, baselined: None, rules: &[], unreadable: &[], counts, texts: &shelf, look: PLAIN }, format)
}

fn json_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn rdjson_is_valid() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/schemas/rdjson-DiagnosticResult.json");
    let Ok(schema) = std::fs::read_to_string(&path) else {
        eprintln!("SKIPPED: no rdjson schema at {}; the report is not validated", path.display());
        return;
    };
    let validator = jsonschema::draft4::new(&json_of(&schema)).unwrap();
    let mut document = json_of(&rendered(Format::Rdjson, PLAIN));
    let errors: Vec<String> = validator.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(errors, Vec::<String>::new());
    // The validator must be able to say no.
    document["diagnostics"][0]["severity"] = "FATAL".into();
    assert!(!validator.is_valid(&document));
}

#[test]
fn rdjson_counts_columns_in_bytes_and_gives_lines_alone_where_the_text_is_gone() {
    let document = json_of(&rendered(Format::Rdjson, PLAIN));
    let all = document["diagnostics"].as_array().unwrap();
    let by_message = |words: &str| all.iter().find(|one| one["message"].as_str().unwrap().starts_with(words)).unwrap();
    // "ГАРФ. Ф. 5446. " stands before it: 15 characters, 20 bytes.
    let spaced = by_message("no space after");
    assert_eq!(spaced["location"]["range"]["start"], json!({ "line": 5, "column": 21 }));
    assert_eq!(
        spaced["suggestions"],
        json!([{ "range": { "start": { "line": 5, "column": 26 }, "end": { "line": 5, "column": 26 } }, "text": " " }])
    );
    assert_eq!(by_message("record ID 3")["location"]["range"], json!({ "start": { "line": 1 }, "end": { "line": 1 } }));
    // A hint is no suggestion.
    assert_eq!(by_message("a note over three lines").get("suggestions"), None);
}

/// What GitLab asks of a code quality report.
fn code_quality() -> Value {
    json!({
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": { "type": "string", "minLength": 1 },
                "check_name": { "type": "string", "minLength": 1 },
                "fingerprint": { "type": "string", "minLength": 1 },
                "severity": { "enum": ["info", "minor", "major", "critical", "blocker"] },
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": { "type": "string", "pattern": "^[^/]", "not": { "pattern": "^\\./" } },
                        "lines": { "type": "object", "required": ["begin"], "properties": { "begin": { "type": "integer", "minimum": 1 } } }
                    }
                }
            }
        }
    })
}

#[test]
fn gitlab_gets_what_it_asks_for_and_no_fingerprint_twice() {
    let shelf = sources();
    let mut twice = finding(&REVERSED_LISTY, "twice", shelf.label(MEMO, "121798", ""));
    twice.primary.file = FileName::new("./a.txt");
    for text in [rendered(Format::Gitlab, PLAIN), of(&vec![twice; 3], Format::Gitlab), of(&[], Format::Gitlab)] {
        let list = json_of(&text);
        assert_eq!(crate::json_schema::complaints(&code_quality(), &list), Vec::<String>::new());
        let list = list.as_array().unwrap();
        let fingerprints: BTreeSet<&str> = list.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
        assert_eq!(fingerprints.len(), list.len());
    }
}

/// The schema of JUnit in short: what an element must carry, and what may stand in it.
#[test]
fn junit_has_the_elements_and_numbers_of_its_schema() {
    for text in [rendered(Format::Junit, PLAIN), with_baseline(Format::Junit), of(&[], Format::Junit)] {
        let document = roxmltree::Document::parse(&text).unwrap();
        let suites: Vec<_> = document.root_element().children().filter(|node| node.is_element()).collect();
        assert!(!suites.is_empty(), "an empty report reads like a run that broke");
        for (at, suite) in suites.iter().enumerate() {
            let attribute = |name: &str| suite.attribute(name).unwrap_or_else(|| panic!("no {name}: {text}"));
            assert_eq!((suite.tag_name().name(), attribute("id")), ("testsuite", at.to_string().as_str()));
            for name in ["name", "package", "timestamp", "hostname", "time"] {
                assert!(!attribute(name).is_empty(), "{name}");
            }
            let parts: Vec<&str> = suite.children().filter(|node| node.is_element()).map(|node| node.tag_name().name()).collect();
            let (cases, frame) =
                (parts.iter().filter(|name| **name == "testcase").count(), [parts[0], parts[parts.len() - 2], parts[parts.len() - 1]]);
            assert_eq!(frame, ["properties", "system-out", "system-err"]);
            assert_eq!(cases, parts.len() - 3);
            let count = |name: &str| suite.descendants().filter(|node| node.has_tag_name(name)).count().to_string();
            let numbers = ["testcase", "failure", "error", "skipped"].map(count);
            assert_eq!(["tests", "failures", "errors", "skipped"].map(attribute), numbers.each_ref().map(String::as_str));
        }
    }
}

#[test]
fn words_of_documents_come_out_of_xml_as_they_went_in() {
    let shelf = sources();
    let words = "a <b attr=\"c\"> & 'd' ]]> \u{fffe}\u{0} — Записка";
    let one = finding(&REVERSED_LISTY, words, shelf.label(MEMO, "121798", ""));
    let expected = "a <b attr=\"c\"> & 'd' ]]> \\u{fffe}\\u{0} — Записка";
    for (format, element) in [(Format::Junit, "failure"), (Format::Checkstyle, "error")] {
        let text = of(std::slice::from_ref(&one), format);
        let document = roxmltree::Document::parse(&text).unwrap();
        let node = document.descendants().find(|node| node.has_tag_name(element)).unwrap();
        assert_eq!(node.attribute("message"), Some(expected), "{format}");
    }
}

#[test]
fn checkstyle_has_a_file_element_for_each_file() {
    let text = rendered(Format::Checkstyle, PLAIN);
    let document = roxmltree::Document::parse(&text).unwrap();
    let files = document.root_element().children().filter(|node| node.has_tag_name("file"));
    let names: Vec<&str> = files.map(|file| file.attribute("name").unwrap()).collect();
    assert_eq!(names, [TELEGRAM, "export/one-line.txt", "notes/changed.txt", "scans/opis 3.pdf", "table.csv"]);
    for error in document.descendants().filter(|node| node.has_tag_name("error")) {
        assert!(["error", "warning", "info"].contains(&error.attribute("severity").unwrap()));
        assert!(error.attribute("source").unwrap().starts_with("opiska."));
    }
}

/// Formats that can mark known findings hold them; the others hold new ones only.
#[test]
fn findings_of_the_baseline_are_marked_or_left_out() {
    let lines = with_baseline(Format::Csv);
    assert_eq!([",new,", ",baselined,"].map(|status| lines.matches(status).count()), [5, 2]);
    assert_eq!(with_baseline(Format::Junit).matches("<skipped message=\"in the baseline: ").count(), 2);
    let count = |format: Format, mark: &str| with_baseline(format).matches(mark).count();
    assert_eq!(count(Format::Gitlab, "\"check_name\""), 5);
    assert_eq!(count(Format::Rdjson, "\"code\""), 5);
    assert_eq!(count(Format::Checkstyle, "<error "), 5);
    assert_eq!(count(Format::Github, "title="), 5);
    for format in [Format::Github, Format::Markdown] {
        assert_eq!(count(format, "2 baselined findings are not shown."), 1, "{format}");
    }
}

#[test]
fn a_csv_row_is_one_line_and_no_formula() {
    let shelf = sources();
    let one = finding(&REVERSED_LISTY, "=HYPERLINK(\"x\"),\r\nnext", shelf.label(MEMO, "121798", ""));
    let text = of(&[one], Format::Csv);
    assert_eq!(text.lines().count(), 2);
    assert!(text.contains(",\"'=HYPERLINK(\"\"x\"\"),\\r\\nnext\","), "{text}");
}

/// Thirty findings, twelve of each of two kinds and six of the third.
fn many() -> Vec<Diagnostic> {
    let shelf = sources();
    let kinds = [(&SPACED_ABBREVIATION, 12), (&REVERSED_LISTY, 12), (&DUPLICATE_RECORD_ID, 6)];
    let some = kinds.map(|(rule, count)| vec![finding(rule, "words", shelf.label(MEMO, "121798", "")); count]);
    some.concat()
}

#[test]
fn github_gets_ten_annotations_of_each_kind_and_the_rest_as_text() {
    let text = of(&many(), Format::Github);
    let count = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
    assert_eq!(["::error ", "::warning ", "::notice "].map(count), [10, 6, 10]);
    assert_eq!([count("::group::4 findings without"), count("error: "), count("info: "), count("::endgroup::")], [1, 2, 2, 1]);
    assert!(text.ends_with("\nFound 12 errors, 6 warnings, 12 infos in 1 file (1 record).\n"), "{text}");
}

#[test]
fn the_summary_of_a_step_stays_within_what_github_takes() {
    let shelf = sources();
    let findings = vec![finding(&REVERSED_LISTY, &"words ".repeat(50), shelf.label(MEMO, "121798", "")); 5000];
    let counts = Counts::new(1, 1, &findings);
    let whole = Report { findings: &findings, baselined: None, rules: &[], unreadable: &[], counts, texts: &shelf, look: PLAIN };
    let mut out = Vec::new();
    step_summary(&whole, &mut out).unwrap();
    assert!(out.len() < 1 << 20, "{}", out.len());
    let text = String::from_utf8(out).unwrap();
    assert!(text.contains("Found 5000 errors") && text.ends_with(" findings not shown here.\n"));
}

#[test]
fn the_most_severe_are_kept_in_their_order() {
    let kept = most_severe(&many(), 15);
    let names: Vec<&str> = kept.iter().map(|finding| finding.rule.name).collect();
    assert_eq!(names, [vec!["reversed-listy"; 12], vec!["duplicate-record-id"; 3]].concat());
    assert_eq!(most_severe(&many(), 0).len(), 0);
}

fn counted(format: Format, look: Look) -> String {
    let shelf = sources();
    let findings = many();
    let unreadable = [Unreadable { file: FileName::new("a|b.pdf"), message: "this is a PDF".into(), line: None, offset: None }];
    let counts = Counts::new(1, 1, &findings);
    let whole = Report { findings: &findings, baselined: None, rules: &[], unreadable: &unreadable, counts, texts: &shelf, look };
    let mut out = Vec::new();
    statistics(&whole, format, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn statistics_are_as_kept() {
    for &format in Format::WITH_STATISTICS.iter().filter(|format| **format != Format::Concise) {
        snapshot::compare(&format!("report/statistics-{format}.txt"), &counted(format, PLAIN));
    }
    assert_eq!(counted(Format::Concise, PLAIN), counted(Format::Human, PLAIN));
    let document = json_of(&counted(Format::Json, PLAIN));
    assert_eq!(crate::json_schema::complaints(&crate::json_schema::schema("finding"), &document), Vec::<String>::new());
}

#[test]
fn names_of_rules_are_links_where_the_terminal_follows_them() {
    let linked = Look { links: true, ..PLAIN };
    let start = format!("\u{1b}]8;;{}\u{1b}\\reversed-listy\u{1b}]8;;\u{1b}\\", REVERSED_LISTY.url().unwrap_or_default());
    assert!(counted(Format::Human, linked).contains(&start));
    assert!(rendered(Format::Concise, linked).contains(&start));
    assert!(rendered(Format::Human, linked).contains(&format!("\u{1b}]8;;{}\u{1b}\\", REVERSED_LISTY.url().unwrap_or_default())));
}
