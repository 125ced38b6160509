//! One list of findings in every format, compared whole.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;

use opiska::diagnostic::{Applicability, Confidence, Diagnostic, Edit, Fix, Label, RuleMeta, Severity};
use opiska::report::{Counts, Format, Look, Report, SourceText, Texts, Unreadable, report};
use opiska::source::{FileName, Positions, Span};
use proptest::prelude::*;

use crate::snapshot;

pub static REVERSED_LISTY: RuleMeta = RuleMeta {
    name: "reversed-listy",
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: Some(Applicability::Unsafe),
    summary_group: None,
    source: "//! Reports listy that run backwards.\n//!\n//! A leaf cannot follow a later one.\n//!\n//! ```fires\n//! GARF, Fond 1, Opis 1, Delo 1, Listy 6-3.\n//! ```\n",
};

pub static DUPLICATE_RECORD_ID: RuleMeta = RuleMeta {
    name: "duplicate-record-id",
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    fix: None,
    summary_group: None,
    source: "//! Reports a record ID that two documents claim.\n",
};

pub static SPACED_ABBREVIATION: RuleMeta = RuleMeta {
    name: "spaced-abbreviation",
    severity: Severity::Info,
    confidence: Confidence::Low,
    fix: Some(Applicability::Safe),
    summary_group: None,
    source: "//! Reports a missing space after an abbreviation.\n",
};

static NEVER_FOUND: RuleMeta = RuleMeta {
    name: "impossible-date",
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: None,
    summary_group: None,
    source: "//! Reports a date no calendar has.\n",
};

pub const TELEGRAM: &str = "collection/telegram 1.txt";
pub const MEMO: &str = "collection/опись/memo.txt";
const EXPORT: &str = "export/one-line.txt";
const CHANGED: &str = "notes/changed.txt";
const GONE: &str = "notes/gone.txt";

/// The sources of the fixture, and how often each was read.
pub struct Shelf {
    texts: BTreeMap<&'static str, String>,
    read: RefCell<BTreeMap<String, usize>>,
}

impl Texts for Shelf {
    fn text(&self, file: &FileName) -> SourceText {
        *self.read.borrow_mut().entry(file.as_str().to_owned()).or_default() += 1;
        match file.as_str() {
            CHANGED => SourceText::Changed,
            GONE => SourceText::Gone,
            name => SourceText::Same(self.texts[name].clone()),
        }
    }
}

impl Shelf {
    pub fn new(texts: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        Self { texts: texts.into_iter().collect(), read: RefCell::default() }
    }

    /// The place of `needle` in a text of the shelf.
    pub fn label(&self, file: &'static str, needle: &str, message: &str) -> Label {
        let text = &self.texts[file];
        let start = text.find(needle).unwrap_or_else(|| panic!("{needle:?} is not in {file}"));
        label(file, text, start..start + needle.len(), message)
    }
}

pub fn label(file: &str, text: &str, range: std::ops::Range<usize>, message: &str) -> Label {
    let span = Span::new(range.start, range.end);
    let place = Positions::resolve(text, vec![span.start, span.end]).place(span);
    Label { file: FileName::new(file), place, message: message.to_owned().into() }
}

pub fn finding(rule: &'static RuleMeta, message: &str, primary: Label) -> Diagnostic {
    Diagnostic {
        rule,
        severity: rule.severity,
        confidence: rule.confidence,
        message: message.to_owned().into(),
        help: None,
        fingerprint: 0x00c0_ffee_0000_0000 | u64::from(primary.place.span.start),
        primary,
        related: Vec::new(),
        fix: None,
        folded: Vec::new(),
    }
}

pub fn sources() -> Shelf {
    let telegram = "Telegram on deliveries of equipment\nRecord ID 121798\n\n\
        Source: GARF, Fond 5446, Opis 98c, Delo 718, Listy 6-3. Translated for the collection.\r\n\
        ГАРФ. Ф. 5446. Оп.98с. Д. 718. Л. 3–6. Записка о поставках.\r\n\
        A note with an escape \u{1b}[31mred\u{1b}[0m and a \u{202e}turned\u{202c} word; leaf\tno. 7.\n\
        The file was opened in 1956, closed a\n    year later and moved to another\n    opis in 1961.\n";
    let memo = "Памятная записка\nЗапись 121798\n";
    let filler = "The delegation discussed deliveries of equipment and the terms of payment. ";
    let export = format!("{}Источник: РГАЭ. Ф. 413. Оп. 13. Д. 6712. Л. 9-4. {}", filler.repeat(40), filler.repeat(40));
    Shelf::new([(TELEGRAM, telegram.to_owned()), (MEMO, memo.to_owned()), (EXPORT, export)])
}

pub fn findings(shelf: &Shelf) -> Vec<Diagnostic> {
    let mut reversed =
        finding(&REVERSED_LISTY, "listy run backwards: 6-3", shelf.label(TELEGRAM, "6-3", "the last leaf comes before the first"));
    reversed.help = Some("look at the document; either the numbers changed places or one of them is cut short".into());
    let edits = vec![Edit { span: reversed.primary.place.span, text: "3-6".into() }];
    reversed.fix = Some(Box::new(Fix { applicability: Applicability::Unsafe, title: "write 3-6".into(), edits }));
    reversed.related = vec![shelf.label(TELEGRAM, "3–6", "the Russian citation has them in order"), shelf.label(TELEGRAM, "Listy", "")];

    let mut duplicate = finding(&DUPLICATE_RECORD_ID, "record ID 121798 is taken", shelf.label(TELEGRAM, "121798", ""));
    duplicate.related = vec![shelf.label(MEMO, "121798", "first used here")];

    let mut spaced = finding(&SPACED_ABBREVIATION, "no space after \"Оп.\"", shelf.label(TELEGRAM, "Оп.98с", "one word"));
    let span = spaced.primary.place.span;
    let edits = vec![Edit { span: Span { start: span.start + 5, end: span.start + 5 }, text: " ".into() }];
    spaced.fix = Some(Box::new(Fix { applicability: Applicability::Safe, title: "put a space between them".into(), edits }));

    let wicked = "100% of it,\nfile: a:b\u{1b}[31m, and\r\n::error::more";
    let mut escaped =
        finding(&DUPLICATE_RECORD_ID, wicked, shelf.label(TELEGRAM, "\u{202e}turned\u{202c} word; leaf\tno.", "as it stands"));
    escaped.help = Some("take the controls out\nof the text".into());

    let mut wrapped = finding(
        &SPACED_ABBREVIATION,
        "a note over three lines",
        shelf.label(TELEGRAM, "closed a\n    year later and moved to another\n    opis in 1961", "no citation"),
    );
    wrapped.related = vec![shelf.label(TELEGRAM, "year later", "when?")];
    let title = "name the archive".to_owned();
    wrapped.fix = Some(Box::new(Fix { applicability: Applicability::Display, title, edits: Vec::new() }));

    let long = finding(&REVERSED_LISTY, "listy run backwards: 9-4", shelf.label(EXPORT, "9-4", "the last leaf comes before the first"));

    let elsewhere = "x".repeat(40);
    let mut changed = finding(&DUPLICATE_RECORD_ID, "record ID 3 is taken", label(CHANGED, &elsewhere, 2..3, "here"));
    changed.related = (0..6).map(|at| label(GONE, &elsewhere, at..at + 1, "used here too")).collect();

    let mut all = vec![duplicate, reversed, spaced, escaped, wrapped, long, changed];
    all.sort_by(|one, other| one.order().cmp(&other.order()));
    all
}

pub const PLAIN: Look = Look { color: false, links: false, width: 90, ascii: false };

pub fn rendered(format: Format, look: Look) -> String {
    let shelf = sources();
    let findings = findings(&shelf);
    let unreadable = [
        Unreadable { file: FileName::new("scans/opis 3.pdf"), message: "this is a PDF".into(), line: None, offset: None },
        Unreadable { file: FileName::new("table.csv"), message: "a quote\nis not closed".into(), line: Some(7), offset: Some(301) },
    ];
    let rules: Vec<_> =
        [&DUPLICATE_RECORD_ID, &NEVER_FOUND, &REVERSED_LISTY, &SPACED_ABBREVIATION].map(|rule| (rule, rule.severity)).into();
    let counts = Counts::new(5, 9, &findings);
    let whole = Report { findings: &findings, baselined: None, rules: &rules, unreadable: &unreadable, counts, texts: &shelf, look };
    write(&whole, format)
}

pub fn write(whole: &Report<'_>, format: Format) -> String {
    let mut out = Vec::new();
    report(whole, format, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn every_format_is_as_kept() {
    for &format in Format::ALL.iter().filter(|&&format| format != Format::Human) {
        let text = rendered(format, PLAIN).replace(env!("CARGO_PKG_VERSION"), "[version]");
        snapshot::compare(&format!("report/{format}.txt"), &text);
    }
}

#[test]
fn no_format_lets_a_control_character_out() {
    for &format in Format::ALL {
        let text = rendered(format, PLAIN);
        let out: Vec<char> = text.chars().filter(|&c| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c)).collect();
        assert_eq!(out, Vec::<char>::new(), "{format}");
    }
}

#[test]
fn json_and_jsonl_tell_the_same() {
    let document: serde_json::Value = serde_json::from_str(&rendered(Format::Json, PLAIN)).unwrap();
    let lines = rendered(Format::Jsonl, PLAIN);
    let lines: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(document["findings"].as_array().unwrap(), &lines);
    assert_eq!(document["schema_version"], 1);
}

#[test]
fn github_comes_errors_first_and_one_a_line() {
    let text = rendered(Format::Github, PLAIN);
    let commands = text.lines().filter_map(|line| line.strip_prefix("::"));
    let kinds: Vec<&str> = commands.map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(kinds, ["error", "error", "error", "error", "warning", "warning", "warning", "notice", "notice"]);
}

#[test]
fn sarif_is_valid() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/schemas/sarif-schema-2.1.0.json");
    let Ok(schema) = std::fs::read_to_string(&path) else {
        eprintln!("SKIPPED: no SARIF schema at {}; the log is not validated", path.display());
        return;
    };
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::draft4::options().should_validate_formats(true).build(&schema).unwrap();
    let log: serde_json::Value = serde_json::from_str(&rendered(Format::Sarif, PLAIN)).unwrap();
    let errors: Vec<String> = validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(errors, Vec::<String>::new());
    // The validator must be able to say no.
    let mut broken = log.clone();
    broken["runs"][0]["results"][0]["level"] = "info".into();
    assert!(!validator.is_valid(&broken));
}

#[test]
fn sarif_keeps_to_the_limit_and_drops_the_lightest() {
    let shelf = sources();
    let mut all = vec![finding(&SPACED_ABBREVIATION, "light", shelf.label(MEMO, "Запись", "")); 25_001];
    all.push(finding(&REVERSED_LISTY, "heavy", shelf.label(MEMO, "121798", "")));
    let whole = Report {
        findings: &all,
        baselined: None,
        rules: &[],
        unreadable: &[],
        counts: Counts::new(1, 1, &all),
        texts: &shelf,
        look: PLAIN,
    };
    let log: serde_json::Value = serde_json::from_str(&write(&whole, Format::Sarif)).unwrap();
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 25_000);
    assert_eq!(results.last().unwrap()["message"]["text"], "heavy");
    let note = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert_eq!(note, "2 findings are left out: a log holds at most 25000");
}

proptest! {
    /// Spans that do not fit the text, line numbers that do not fit the span: a report comes out all the same.
    #[test]
    fn nothing_makes_a_report_panic(
        text in "[a-zФл0-9 .\t\r\n\u{1b}\u{202e}«–\u{1f4dc}]{0,200}",
        places in prop::collection::vec((0u32..600, 0u32..300, 0u32..4, 0u32..90, any::<bool>()), 1..7),
        width in 0usize..200,
        ascii in any::<bool>(),
    ) {
        let labels: Vec<Label> = places.into_iter().map(|(start, length, lines, column, true_place)| {
            let span = Span { start, end: start + length };
            let mut place = Positions::resolve(&text, vec![span.start, span.end]).place(span);
            if !true_place {
                place.start.column = column;
                place.end.line = place.start.line + lines;
            }
            Label { file: FileName::new(EXPORT), place, message: "words of\nlabels".into() }
        }).collect();
        let mut one = finding(&REVERSED_LISTY, "backwards", labels[0].clone());
        one.fix = Some(Box::new(Fix { applicability: Applicability::Safe, title: String::new(), edits: vec![Edit { span: labels[0].place.span, text: String::new() }] }));
        one.related = labels[1..].to_vec();
        let all = [one];
        let shelf = Shelf::new([(EXPORT, text)]);
        let look = Look { color: ascii, links: !ascii, width, ascii };
        let whole = Report { findings: &all, baselined: None, rules: &[], unreadable: &[], counts: Counts::new(1, 1, &all), texts: &shelf, look };
        for &format in Format::ALL {
            prop_assert!(!write(&whole, format).is_empty());
        }
    }
}

#[cfg(feature = "cli")]
mod human {
    use super::*;

    #[test]
    fn plain_ascii_and_coloured_are_as_kept() {
        snapshot::compare("report/human.txt", &rendered(Format::Human, PLAIN));
        snapshot::compare("report/human-ascii.txt", &rendered(Format::Human, Look { ascii: true, width: 60, ..PLAIN }));
        let coloured = rendered(Format::Human, Look { color: true, links: true, ..PLAIN });
        snapshot::compare("report/human-colour.txt", &coloured.replace('\u{1b}', "<ESC>"));
    }

    #[test]
    fn places_beyond_the_fourth_are_counted() {
        let shelf = sources();
        let mut one = finding(&DUPLICATE_RECORD_ID, "taken", shelf.label(TELEGRAM, "121798", ""));
        let words = ["Telegram", "deliveries", "equipment", "Source", "Fond", "Opis"];
        one.related = words.into_iter().map(|word| shelf.label(TELEGRAM, word, word)).collect();
        let all = [one];
        let whole = Report {
            findings: &all,
            baselined: None,
            rules: &[],
            unreadable: &[],
            counts: Counts::new(1, 1, &all),
            texts: &shelf,
            look: PLAIN,
        };
        let text = write(&whole, Format::Human);
        assert!(text.contains("── equipment\n") && !text.contains("── Source\n"), "{text}");
        assert!(text.contains("  and 3 more places\n"), "{text}");
    }

    #[test]
    fn no_line_is_wider_than_asked() {
        for width in [60, 80, 120] {
            let text = rendered(Format::Human, Look { width, ..PLAIN });
            // The closing lines and the notes are sentences and go on.
            let own = |line: &&str| line.starts_with(' ') && !line.starts_with("  also at") && line.chars().count() > width;
            let wide: Vec<&str> = text.lines().filter(own).collect();
            assert_eq!(wide, Vec::<&str>::new(), "width {width}");
        }
    }

    #[test]
    fn each_file_is_read_once_however_many_findings_point_to_it() {
        let shelf = sources();
        let mut all = Vec::new();
        for _ in 0..400 {
            let mut one = finding(&DUPLICATE_RECORD_ID, "taken", shelf.label(TELEGRAM, "121798", ""));
            one.related = vec![shelf.label(MEMO, "121798", "here"), shelf.label(EXPORT, "РГАЭ", "and here")];
            all.push(one);
        }
        let whole = Report {
            findings: &all,
            baselined: None,
            rules: &[],
            unreadable: &[],
            counts: Counts::new(3, 3, &all),
            texts: &shelf,
            look: PLAIN,
        };
        write(&whole, Format::Human);
        assert_eq!(shelf.read.borrow().values().copied().collect::<Vec<_>>(), [1, 1, 1]);
    }

    #[test]
    fn a_thousand_findings_on_one_line_of_megabytes_take_no_long_walks() {
        let text = "Ф. 5446. Оп. 98с. Д. 718. Л. 6-3. ".repeat(100_000);
        let step = text.len() / 1000 / "Ф. 5446. Оп. 98с. Д. 718. Л. 6-3. ".len() * "Ф. 5446. Оп. 98с. Д. 718. Л. 6-3. ".len();
        let offsets: Vec<u32> = (0..1000).flat_map(|at| [(at * step) as u32, (at * step + 8) as u32]).collect();
        let positions = Positions::resolve(&text, offsets.clone());
        let at = |pair: &[u32]| Label {
            file: FileName::new(EXPORT),
            place: positions.place(Span { start: pair[0], end: pair[1] }),
            message: "fond".into(),
        };
        let all: Vec<Diagnostic> = offsets.chunks(2).map(|pair| finding(&REVERSED_LISTY, "backwards", at(pair))).collect();
        let shelf = Shelf::new([(EXPORT, text)]);
        let whole = Report {
            findings: &all,
            baselined: None,
            rules: &[],
            unreadable: &[],
            counts: Counts::new(1, 1, &all),
            texts: &shelf,
            look: PLAIN,
        };
        let begun = std::time::Instant::now();
        let drawn = write(&whole, Format::Human);
        eprintln!("1,000 findings drawn in {:?}", begun.elapsed());
        // A walk over the line for each finding would take minutes here.
        assert!(begun.elapsed().as_secs() < 20);
        assert_eq!(shelf.read.borrow().values().copied().collect::<Vec<_>>(), [1]);
        assert_eq!(drawn.matches("reversed-listy\n").count(), 1000);
        assert_eq!(drawn.matches("fond").count(), 1000);
    }
    /// The time to draw `count` findings spread over a text of `lines` lines; the best of three.
    fn time_to_draw(count: usize, lines: usize) -> std::time::Duration {
        let line = "GARF, Fond 5446, Opis 98c, Delo 718, Listy 6-3. Translated for the collection.\n";
        let text = line.repeat(lines);
        let starts: Vec<u32> = (0..count).map(|at| (at * lines / count * line.len() + 43) as u32).collect();
        let positions = Positions::resolve(&text, starts.iter().flat_map(|&start| [start, start + 3]).collect());
        let at = |&start: &u32| Label {
            file: FileName::new(EXPORT),
            place: positions.place(Span { start, end: start + 3 }),
            message: "backwards".into(),
        };
        let all: Vec<Diagnostic> = starts.iter().map(|start| finding(&REVERSED_LISTY, "backwards", at(start))).collect();
        let shelf = Shelf::new([(EXPORT, text)]);
        let counts = Counts::new(1, count, &all);
        let whole = Report { findings: &all, baselined: None, rules: &[], unreadable: &[], counts, texts: &shelf, look: PLAIN };
        let draw = |_| {
            let begun = std::time::Instant::now();
            assert_eq!(write(&whole, Format::Human).matches("98c, Delo 718, Listy 6-3.").count(), count);
            begun.elapsed()
        };
        (0..3).map(draw).min().unwrap()
    }

    #[test]
    fn drawing_grows_with_the_findings_and_not_with_the_text() {
        let half = time_to_draw(500, 60_000);
        let whole = time_to_draw(1000, 60_000);
        let in_a_small_text = time_to_draw(1000, 1000);
        eprintln!("5 MB: 500 findings {half:?}, 1,000 findings {whole:?}; 80 KB: 1,000 findings {in_a_small_text:?}");
        // Twice as many take twice as long, a text sixty times as long no longer. A look through the text for each finding
        // breaks the second by far, a look at every finding for each the first.
        assert!(whole < half * 4);
        assert!(whole < in_a_small_text * 6);
    }
}
