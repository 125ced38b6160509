//! Citations in CSL styles: bundled ones as kept outputs, a style from disk, and what hayagriva cannot do alone.

use std::sync::LazyLock;

use opiska::cite::csl::{CslForm, CslStyle, cite};
use opiska::cite::{CiteOptions, Markup, NoteKind};
use opiska::record::{ArchivalDate, Credit, Day, Record, Role, Season};
use opiska::schema::Schemas;
use opiska::source::{Span, Spanned};
use proptest::prelude::*;

use crate::cmd::Folder;

/// Title, dates, archive and nothing else; `locale` rules and italics as real styles have them.
const OWN_STYLE: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0" default-locale="en-GB">
  <info><title>House style</title><id>house</id><updated>2026-01-01T00:00:00Z</updated></info>
  <macro name="title"><text variable="title" quotes="true"/></macro>
  <citation><layout suffix="."><group delimiter=", "><text macro="title"/><date variable="issued" form="text"/>
    <text variable="archive" font-style="italic"/><text variable="archive_location"/></group></layout></citation>
  <bibliography><layout suffix="."><group delimiter=", "><text variable="archive" font-variant="small-caps"/>
    <text variable="archive_location"/><text macro="title"/></group></layout></bibliography>
</style>"#;

const DEPENDENT: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info><title>T</title><id>t</id>
  <link href="http://www.zotero.org/styles/slavic-review" rel="independent-parent"/><updated>2026-01-01T00:00:00Z</updated></info></style>"#;

const CITATION: &[u8] =
    "\"On the 'New Line' of the Workers' Party,\" August 30, 1956, GARF, Fond 5446, Opis 98c, Delo 718, Listy 3-6.\n".as_bytes();

fn schemas() -> &'static Schemas {
    static SCHEMAS: LazyLock<Schemas> = LazyLock::new(Schemas::builtin);
    &SCHEMAS
}

fn at<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::default())
}

fn titled(title: &str, date: ArchivalDate) -> Record {
    Record { title: Some(at(title.into())), date: Some(at(date)), ..Default::default() }
}

fn credit(role: Role, name: &str, family: Option<&str>) -> Credit {
    Credit { role, name: name.into(), span: Span::default(), on_behalf_of: None, family: family.map(str::to_owned) }
}

fn own_note(record: &Record, locale: &str) -> String {
    let style = CslStyle::from_xml("house.csl", OWN_STYLE, Some(locale)).expect("a style");
    cite(&[record], &style, CslForm::Note, &CiteOptions::default(), schemas()).text.trim_end().to_owned()
}

fn line(record: &Record, style: &str, form: CslForm) -> String {
    let style = CslStyle::by_name(style, None).expect("a bundled style");
    cite(&[record], &style, form, &CiteOptions::default(), schemas()).text.trim_end().to_owned()
}

#[test]
fn the_samples_in_bundled_styles() {
    let seeds = Folder::new("csl-samples", &[]);
    let root = env!("CARGO_MANIFEST_DIR");
    for style in [
        "chicago-notes",
        "modern-language-association",
        "apa",
        "modern-humanities-research-association-notes",
        "turabian-fullnote-8",
        "gost-r-705-2008-numeric",
    ] {
        let list = seeds.run(&format!("cite --style csl:{style} {root}/seeds"));
        let notes = seeds.run(&format!("cite --style csl:{style} --csl-form note {root}/seeds"));
        assert_eq!((list.code, notes.code), (0, 0), "{style}: {}{}", list.err, notes.err);
        let said = list.err.replace(root, "");
        crate::snapshot::compare(&format!("csl/{style}.txt"), &format!("{}\n{}\n{said}", list.out, notes.out));
    }
}

#[test]
fn a_style_from_disk_in_every_markup() {
    let folder = Folder::new("csl-disk", &[("house.csl", OWN_STYLE.as_bytes()), ("a.txt", CITATION)]);
    for (options, expected) in [
        ("", "GARF, f. 5446, op. 98c, d. 718, ll. 3–6, ‘On the “New Line” of the Workers’ Party’.\n"),
        ("--csl-form note", "‘On the “New Line” of the Workers’ Party’, 30 August 1956, GARF, f. 5446, op. 98c, d. 718, ll. 3–6.\n"),
        (
            "--csl-form note --output-format markdown",
            "‘On the “New Line” of the Workers’ Party’, 30 August 1956, *GARF*, f. 5446, op. 98c, d. 718, ll. 3–6.\n",
        ),
        ("--output-format latex", "\\textsc{GARF}, f. 5446, op. 98c, d. 718, ll. 3--6, ‘On the “New Line” of the Workers’ Party’.\n"),
        (
            "--locale de --csl-form note --output-format html",
            "<p>„On the ‚New Line‘ of the Workers’ Party“, 30. August 1956, <em>GARF</em>, f. 5446, op. 98c, d. 718, ll. 3–6.</p>\n",
        ),
    ] {
        let run = folder.run(&format!("cite --lines --style csl:house.csl {options} a.txt"));
        assert_eq!((run.code, run.out.as_str()), (0, expected), "{options}: {}", run.err);
    }
    let list = folder.run("cite --lines --style csl:house.csl a.txt");
    list.says(0, &["date: csl:house.csl does not print the year 1956"]);
}

#[test]
fn wrong_styles_are_answered_with_the_way_out() {
    let folder = Folder::new("csl-wrong", &[("dependent.csl", DEPENDENT.as_bytes()), ("broken.csl", b"<style>"), ("a.txt", CITATION)]);
    for (options, words) in [
        ("--style csl:turabian-fullnote", "did you mean `csl:turabian-fullnote-8`?"),
        ("--style csl:nowhere.csl", "nowhere.csl"),
        ("--style csl:dependent.csl", "get slavic-review.csl"),
        ("--style csl:broken.csl", "this is no CSL style"),
        ("--style csl:apa --locale xx", "unknown locale `xx`"),
        ("--style chicago --locale de", "--locale counts for CSL styles only"),
    ] {
        folder.run(&format!("cite --lines {options} a.txt")).says(2, &[words]);
    }
    let list = folder.run("cite --style csl:list");
    assert!(list.code == 0 && list.out.contains("csl:apa "), "{}", list.out);
}

#[test]
fn dates_that_hayagriva_does_not_know() {
    let day = |month, day| Some(Day::new(1956, month, day));
    let range = |start, end| ArchivalDate { start, end, ..Default::default() };
    let year = Some(Day { year: 1956, month: None, day: None });
    for (date, note, author_date) in [
        (range(day(8, 30), day(8, 31)), "August 30–31, 1956", "1956"),
        (range(day(8, 30), day(9, 2)), "August 30–September 2, 1956", "1956"),
        (range(Some(Day::new(1955, 12, 30)), day(1, 2)), "December 30, 1955–January 2, 1956", "1955–1956"),
        (ArchivalDate { uncertain: true, ..range(year, None) }, "[1956?]", "[1956?]"),
        (ArchivalDate::in_season(1956, Season::Summer), "summer 1956", "summer 1956"),
        (
            ArchivalDate { as_written: "the day before yesterday".into(), ..Default::default() },
            "the day before yesterday",
            "the day before yesterday",
        ),
    ] {
        let record = titled("Telegram", date);
        let printed = own_note(&record, "en-US");
        assert_eq!(printed, format!("“Telegram,” {note}."));
        let apa = line(&record, "apa", CslForm::Bibliography);
        assert!(apa.contains(author_date), "{apa}");
    }
    let german = own_note(&titled("Telegramm", range(day(8, 30), day(8, 31))), "de-DE");
    assert!(german.contains("30.–31. August 1956"), "{german}");
    let impossible = range(Some(Day { year: 1956, month: Some(0), day: Some(40) }), None);
    let undated = own_note(&titled("Telegram", impossible), "en-US");
    assert!(undated.contains("Telegram") && !undated.contains(char::is_numeric), "{undated}");
}

#[test]
fn a_translator_leads_no_entry_and_an_author_does() {
    let mut record = titled("Diary", ArchivalDate { start: Some(Day::new(1956, 9, 23)), ..Default::default() });
    record.credits = vec![credit(Role::Translator, "Gary Goldberg", None)];
    let led = line(&record, "apa", CslForm::Bibliography);
    assert!(led.starts_with("Diary") && led.contains("[Translated by Gary Goldberg]"), "{led}");
    record.credits.push(credit(Role::Author, "Anastas Mikoyan", Some("Mikoyan")));
    let led = line(&record, "apa", CslForm::Bibliography);
    assert!(led.starts_with("Mikoyan, A.") && led.contains("Goldberg") && !led.contains("Translated by"), "{led}");
}

#[test]
fn works_of_one_year_get_letters() {
    let mut first = titled("First Letter", ArchivalDate { start: Some(Day::new(1956, 9, 23)), ..Default::default() });
    first.credits = vec![credit(Role::Author, "Anastas Mikoyan", Some("Mikoyan"))];
    let second = Record { title: Some(at("Second Letter".into())), ..first.clone() };
    let style = CslStyle::by_name("apa", None).expect("a bundled style");
    let cited = cite(&[&first, &second], &style, CslForm::Note, &CiteOptions::default(), schemas());
    assert_eq!(cited.text, "(Mikoyan, 1956a)\n(Mikoyan, 1956b)\n");
    assert_eq!(cited.notes, [], "words in brackets lose nothing");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hostile_records_neither_panic_nor_break_out(
        titles in prop::collection::vec("(\\PC|[\u{0}-\u{1f}\"'“”‘’‹›<>&{}\\\\*_.]){0,30}", 1..4),
        names in prop::collection::vec("(\\PC|[ ,.'-]){0,12}", 3),
        days in prop::collection::vec((-40_000i32..40_000, 0u8..20, 0u8..40), 2),
        families in any::<bool>(),
    ) {
        let day = |at: usize| Some(Day { year: days[at].0, month: Some(days[at].1), day: Some(days[at].2) });
        let roles = [Role::Author, Role::Translator, Role::Recipient];
        let credits = || names.iter().zip(roles).map(|(name, role)| {
            credit(role, name, name.split(' ').next_back().filter(|_| families))
        });
        let records: Vec<Record> = titles.iter().map(|title| Record {
            credits: credits().collect(),
            ..titled(title, ArchivalDate { start: day(0), end: day(1), as_written: title.clone(), ..Default::default() })
        }).collect();
        let records: Vec<&Record> = records.iter().collect();
        let options = CiteOptions { markup: Markup::Html, ..Default::default() };
        for (name, form) in [("chicago-notes", CslForm::Note), ("apa", CslForm::Bibliography), ("gost-r-705-2008-numeric", CslForm::Bibliography)] {
            let style = CslStyle::by_name(name, None).expect("a bundled style");
            let cited = cite(&records, &style, form, &options, schemas());
            let missing = cited.notes.iter().filter(|(_, note)| note.kind == NoteKind::Missing).count();
            prop_assert_eq!(cited.text.lines().count(), records.len() - missing);
            let unset = cited.notes.iter().find(|(_, note)| note.words.contains("could not set"));
            prop_assert!(unset.is_none(), "{} cannot set {:?}", name, records);
            for line in cited.text.lines() {
                let inner = line.strip_prefix("<p>").and_then(|line| line.strip_suffix("</p>"));
                let bare = inner.unwrap_or_default().replace("<em>", "").replace("</em>", "");
                prop_assert!(inner.is_some() && !bare.contains(['<', '>', '\u{1b}']), "{}", line);
            }
        }
    }
}
