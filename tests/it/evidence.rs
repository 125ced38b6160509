//! What the evidence reader finds on real pages, and what it must not find there.
//!
//! The pages lie beside the project and are only read. Bodies are given by line numbers, so that the test holds
//! whatever the layouts do.

use std::collections::BTreeSet;
use std::path::Path;

use opiska::layout::{Block, Excerpt, Page};
use opiska::parse::evidence::{Matchers, facts};
use opiska::record::fact::BodyPart;
use opiska::record::{Day, Debris, Fact, FactKind, Field};
use opiska::schema::{SchemaSource, Schemas};
use opiska::source::{Place, Positions, Span};

const RUNNING_HEAD: &str = "[[layout]]\nid = \"evidence\"\nrunning-heads = [\"Wilson Center Digital Archive\"]\n";

/// A real page with the facts read from it, each with its place.
struct Sheet {
    text: String,
    facts: Vec<(Place, FactKind)>,
}

/// The parts of a page by line, both ends included.
struct Cut {
    number: &'static str,
    body: (usize, usize),
    title: Option<usize>,
    summary: usize,
    furniture: &'static [usize],
    scan_heads: &'static [usize],
    date: Day,
}

fn cuts() -> [Cut; 5] {
    let cut = |number, body, title, summary, furniture, scan_heads, day| Cut {
        number,
        body,
        title,
        summary,
        furniture,
        scan_heads,
        date: Day::new(1956, 9, day),
    };
    [
        cut("000", (19, 93), None, 12, &[1, 96, 98, 100], &[], 23),
        cut("001", (7, 211), Some(5), 217, &[1], &[], 20),
        cut("002", (20, 140), None, 12, &[1, 143, 145, 147], &[], 15),
        cut("003", (7, 191), Some(5), 194, &[1], &[], 17),
        cut("004", (21, 123), Some(3), 11, &[], &[21, 35, 67], 23),
    ]
}

/// The page of this number; `None`, said aloud, when the pages are not there.
fn sheet(number: &str) -> Option<Sheet> {
    let folder = Path::new("../shared/seeds");
    let mut names = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let Some(path) = names.find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(number))) else {
        eprintln!("SKIPPED: page {number} is not in {}", folder.display());
        return None;
    };
    let text = std::fs::read_to_string(path).expect("a readable page");
    let cut = cuts().into_iter().find(|cut| cut.number == number).expect("a known page");
    Some(read(text, &cut))
}

fn read(text: String, cut: &Cut) -> Sheet {
    let mut lines = vec![Span::default()];
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        lines.push(Span::new(start, start + line.trim_end_matches(['\r', '\n']).len()));
        start += line.len();
    }
    let block = |field, line: usize| Block { field, label: None, value: Some(Excerpt::new(&text, lines[line])) };
    let page = Page {
        blocks: cut.title.map(|line| block(Field::Title, line)).into_iter().chain([block(Field::Summary, cut.summary)]).collect(),
        body: vec![lines[cut.body.0].join(lines[cut.body.1])],
        furniture: cut.furniture.iter().map(|&line| lines[line]).collect(),
        scan_heads: cut.scan_heads.iter().map(|&line| lines[line]).collect(),
        ..Default::default()
    };
    let layout = SchemaSource { name: "evidence.toml".to_owned(), text: RUNNING_HEAD.to_owned() };
    let schemas = Schemas::with(&[layout]).expect("schemas");
    let found: Vec<Fact> = facts(&text, &page, Some(cut.date), &Matchers::new(&schemas));
    assert!(found.is_sorted_by_key(|fact| fact.span.start), "facts are sorted");
    let positions = Positions::resolve(&text, found.iter().flat_map(|fact| [fact.span.start, fact.span.end]).collect());
    let facts = found.into_iter().map(|fact| (positions.place(fact.span), fact.kind)).collect();
    drop(page);
    Sheet { text, facts }
}

impl Sheet {
    /// Line and column of every fact that `show` speaks of, with what it says.
    fn shown(&self, show: impl Fn(&FactKind) -> Option<String>) -> Vec<(u32, u32, String)> {
        self.facts.iter().filter_map(|(place, kind)| Some((place.start.line, place.start.column, show(kind)?))).collect()
    }

    fn words(&self, wanted: impl Fn(&FactKind) -> bool) -> Vec<&str> {
        self.facts.iter().filter(|(_, kind)| wanted(kind)).map(|(place, _)| place.span.slice(&self.text)).collect()
    }
}

fn own_dates(kind: &FactKind) -> Option<String> {
    match kind {
        FactKind::HeadingDate(day) => Some(format!("heading {day}")),
        FactKind::EventDate(day) => Some(format!("event {day}")),
        FactKind::ClosingDate(day) => Some(format!("closing {day}")),
        FactKind::RomanMonth { probably, reading } => Some(format!("roman {probably} {reading}")),
        _ => None,
    }
}

fn office(kind: &FactKind) -> Option<String> {
    match kind {
        FactKind::SheetCount(number) => Some(format!("sheets {number}")),
        FactKind::LeafStamp(number) => Some(format!("stamp {number}")),
        FactKind::CopyNumber(number) => Some(format!("copy {number}")),
        FactKind::CopiesMade(number) => Some(format!("copies {number}")),
        FactKind::Registration { number, date, recipients, .. } => Some(format!("registered {number} {date} {}", recipients.join("+"))),
        _ => None,
    }
}

fn as_text(list: &[(u32, u32, &str)]) -> Vec<(u32, u32, String)> {
    list.iter().map(|&(line, column, words)| (line, column, words.to_owned())).collect()
}

#[test]
fn dates_of_the_documents_own() {
    let table: [(&str, &[(u32, u32, &str)]); 5] = [
        ("000", &[(23, 19, "event 1956-09-22"), (83, 1, "closing 1956-09-23"), (91, 1, "closing 1956-09-23")]),
        ("001", &[(7, 76, "heading 1956-09-20")]),
        ("002", &[(22, 1, "heading 1956-09-15"), (140, 1, "closing 1956-11-14")]),
        ("003", &[(10, 92, "heading 1956-09-16")]),
        (
            "004",
            &[
                (29, 1, "event 1956-09-22"),
                (79, 71, "roman 1956-09-24 24.IX.56"),
                (85, 252, "event 1956-09-22"),
                (123, 106, "closing 1956-09-24"),
            ],
        ),
    ];
    for (number, wanted) in table {
        let Some(sheet) = sheet(number) else { return };
        assert_eq!(sheet.shown(own_dates), as_text(wanted), "{number}");
    }
}

#[test]
fn counts_stamps_and_registrations() {
    let table: [(&str, &[(u32, u32, &str)]); 5] = [
        ("000", &[(89, 13, "sheets 4")]),
        ("001", &[]),
        ("002", &[(22, 21, "copy 1"), (126, 1, "copies 3"), (138, 1, "registered 939 1956-11-14 Mikoyan+Shepilov")]),
        ("003", &[]),
        (
            "004",
            &[
                (37, 1, "stamp 28"),
                (53, 1, "stamp 29"),
                (69, 1, "stamp 30"),
                (79, 6, "copies 3"),
                (81, 12, "copy 1"),
                (123, 1, "copies 3"),
                (123, 72, "registered 963 1956-09-24 Mikoyan+Shepilov"),
            ],
        ),
    ];
    for (number, wanted) in table {
        let Some(sheet) = sheet(number) else { return };
        assert_eq!(sheet.shown(office), as_text(wanted), "{number}");
    }
}

#[test]
fn organisations_and_misread_names() {
    let listed = |kind: &FactKind| match kind {
        FactKind::Organisation { canonical, place, .. } => Some(format!("{canonical} {place:?}")),
        FactKind::NameOcr { probably, place } => Some(format!("{probably} {place:?}")),
        FactKind::RepeatedHonorific(words) => Some(words.clone()),
        _ => None,
    };
    let (party, title) = ("Korean Workers' Party Body", "Korean Workers' Party Title");
    let table: [(&str, &[(u32, u32, &str)]); 5] = [
        ("000", &[]),
        ("001", &[(19, 1161, party), (35, 230, party), (39, 747, party), (114, 441, party), (126, 1943, party), (148, 72, party)]),
        ("002", &[]),
        ("003", &[(5, 48, title), (10, 52, party), (28, 86, party), (98, 1, "Cde. Cde."), (110, 1, "Cde. Cde."), (125, 1, "Cde. Cde.")]),
        (
            "004",
            &[
                (11, 151, "Nam Il Summary"),
                (85, 281, "Kim Il Sung Body"),
                (85, 345, "Nam Il Body"),
                (89, 1, "Kim Il Sung Body"),
                (97, 82, "Kim Il Sung Body"),
                (105, 1, "Kim Il Sung Body"),
                (115, 1, "Kim Il Sung Body"),
            ],
        ),
    ];
    for (number, wanted) in table {
        let Some(sheet) = sheet(number) else { return };
        assert_eq!(sheet.shown(listed), as_text(wanted), "{number}");
    }
}

#[test]
fn persons_reconstructions_and_initials() {
    let Some(sheet) = sheet("001") else { return };
    let persons = |kind: &FactKind| matches!(kind, FactKind::Person(_));
    let names: BTreeSet<&str> = sheet.words(persons).into_iter().collect();
    let known = [
        "Choe Chang-ik",
        "Choe Yong-geon",
        "Kim Chang-man",
        "Pak Chang-ok",
        "Pak Geum-cheol",
        "Pak Jeong-ae",
        "Pak Ui-won",
        "Ri Pil-gyu",
        "Yun Kong-hum",
        "Yung Kong-hum",
    ];
    assert_eq!(names.into_iter().collect::<Vec<_>>(), known, "and neither Sino-Soviet nor Party-like");
    let yun = sheet.shown(|kind| matches!(kind, FactKind::Person(name) if name.ends_with("Kong-hum")).then(String::new));
    assert_eq!(yun.iter().map(|(line, ..)| *line).collect::<Vec<_>>(), [39, 42, 74, 94, 126]);
    assert_eq!(yun[3].1, 15);
    let completed = |kind: &FactKind| matches!(kind, FactKind::Reconstruction { .. });
    assert_eq!(sheet.words(completed), ["Nie [Rongzhen]", "Kim [Gwan]", "Kim [Gwan]"]);

    let Some(sheet) = self::sheet("002") else { return };
    let completed_in_002 = ["Kim [Gan]", "Kim [Gan]", "Kim [Won Sun]", "Ri [Ur Gyu]", "Ri [Yn Ho]"];
    let found = sheet.words(completed);
    assert!(completed_in_002.iter().all(|name| found.contains(name)), "{found:?}");
    assert!(found.iter().all(|name| !name.contains("[We]")), "{found:?}");
    let yung = sheet.shown(|kind| matches!(kind, FactKind::Person(name) if name == "Yung Kong-hum").then(String::new));
    assert_eq!(yung, as_text(&[(110, 62, "")]));

    let Some(sheet) = self::sheet("003") else { return };
    assert_eq!(sheet.words(completed), ["Ri [Ju-yeon]"]);

    let Some(sheet) = self::sheet("004") else { return };
    let initials = |kind: &FactKind| match kind {
        FactKind::Initials { spaced } => Some(format!("{spaced}")),
        _ => None,
    };
    assert_eq!(sheet.shown(initials), as_text(&[(11, 57, "false"), (11, 74, "false"), (121, 13, "true")]));
}

#[test]
fn debris_and_signs() {
    let debris = |kind: &FactKind| match kind {
        FactKind::Debris(debris) => Some(format!("{debris:?}")),
        FactKind::Numero(sign) => Some(sign.clone()),
        _ => None,
    };
    let wanted = [
        (23, 1, "LatinForCyrillic"),
        (25, 6, "Glyph"),
        (65, 317, "RunningHeader"),
        (79, 6, "DigitLetter"),
        (79, 13, "DigitLetter"),
        (79, 53, "№"),
        (81, 17, "Nº"),
        (83, 2, "Latex"),
        (123, 72, "N<sup>o</sup>"),
        (123, 73, "Html"),
    ];
    let Some(sheet) = sheet("004") else { return };
    assert_eq!(sheet.shown(debris), as_text(&wanted));
    for number in ["000", "001", "002", "003"] {
        let Some(sheet) = self::sheet(number) else { return };
        assert_eq!(sheet.words(|kind| matches!(kind, FactKind::Debris(Debris::Glyph | Debris::Html | Debris::Latex))), [""; 0]);
        assert_eq!(sheet.words(|kind| matches!(kind, FactKind::Debris(_))), [""; 0], "{number}");
    }
}

#[test]
fn furniture_is_passed_on() {
    let Some(sheet) = sheet("000") else { return };
    let lines =
        |wanted: FactKind| sheet.shown(|kind| (*kind == wanted).then(String::new)).iter().map(|(line, ..)| *line).collect::<Vec<_>>();
    assert_eq!(lines(FactKind::Furniture), [1, 96, 98, 100]);
    let Some(sheet) = self::sheet("004") else { return };
    let heads = sheet.shown(|kind| (*kind == FactKind::ScanHead).then(String::new));
    assert_eq!(heads.iter().map(|(line, ..)| *line).collect::<Vec<_>>(), [21, 35, 67]);
    let summary = |kind: &FactKind| matches!(kind, FactKind::NameOcr { place: BodyPart::Summary, .. });
    assert_eq!(sheet.words(summary), ["Nam II"]);
}
