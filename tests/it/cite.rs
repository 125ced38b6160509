//! Citations: the five sample documents in every style, awkward titles, and what other programs read back.

use std::fs;
use std::sync::{Arc, LazyLock};

use biblatex::{Bibliography, ChunksExt};
use opiska::cite::{CiteOptions, LabelForm, Markup, NoteKind, Style, citation, cite};
use opiska::record::holding::Spelling;
use opiska::record::{
    ArchivalDate, Credit, Day, Folio, FolioRange, FolioUnit, Folios, Form, Holding, Level, Naming, Record, RepositoryMention, Role, Season,
};
use opiska::schema::{SchemaSource, Schemas};
use opiska::source::{Span, Spanned};
use serde_json::{Value, json};

const TABLES: &str = r#"
[[publisher]]
id = "wcda"
name = "Wilson Center Digital Archive"
former = ["History and Public Policy Program Digital Archive"]
host = "digitalarchive.wilsoncenter.org"
mirrors = ["wilson-center.drivingcreative.com"]
record-id = "^[0-9]{5,6}$"
record-url = "https://digitalarchive.wilsoncenter.org/document/{id}"

[[publisher]]
id = "other-numbers"
name = "Another Archive with Numbers"
record-id = "^[0-9]+$"
record-url = "https://archive.example.org/{id}"

[[layout]]
id = "wilson-test"
publisher = "wcda"

[[repository]]
siglum = "GARF"
name = "State Archive of the Russian Federation"
original-siglum = "ГАРФ"
place = "Moscow"
country = "RU"
scheme = "ru4"
"#;

pub fn schemas() -> &'static Schemas {
    static SCHEMAS: LazyLock<Schemas> =
        LazyLock::new(|| Schemas::with(&[SchemaSource { name: "test.toml".into(), text: TABLES.into() }]).expect("the tables load"));
    &SCHEMAS
}

pub fn at<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::default())
}

pub fn date(day: Day, as_written: &str) -> ArchivalDate {
    ArchivalDate { as_written: as_written.into(), start: Some(day), ..Default::default() }
}

pub fn level(id: &str, value: &str) -> Level {
    let span = Span::default();
    Level { id: id.into(), value: value.into(), as_written: value.into(), span, label: String::new(), label_span: span }
}

/// `3`, `3-6`, `5-7ob`, `1, 18-19`.
pub fn folios(text: &str) -> Folios {
    let folio = |text: &str| Folio { number: text.trim_end_matches("ob").into(), verso: text.ends_with("ob") };
    let item = |text: &str| {
        let (from, to) = text.split_once('-').unwrap_or((text, text));
        FolioRange { from: folio(from), to: folio(to), abbreviated: false, dashed: text.contains('-'), span: Span::default() }
    };
    let span = Span::default();
    let items = text.split(", ").map(item).collect();
    Folios { unit: FolioUnit::Leaf, items, label: "Listy".into(), label_span: span, plural: Some(true), span, open_end: None }
}

pub fn holding(opis: &str, delo: &str, listy: &str) -> Holding {
    let repository =
        RepositoryMention { siglum: Some("GARF".into()), as_written: "GARF".into(), span: Span::default(), spelling: Spelling::Canonical };
    Holding {
        repository: Some(repository),
        scheme: Arc::from("ru4"),
        levels: vec![level("fond", "5446"), level("opis", opis), level("delo", delo)],
        folios: (!listy.is_empty()).then(|| folios(listy)),
        ..Default::default()
    }
}

pub fn credit(role: Role, name: &str) -> Credit {
    Credit { role, name: name.into(), span: Span::default(), on_behalf_of: None, family: None }
}

pub fn record(title: &str, day: u8, opis: &str, delo: &str, listy: &str) -> Record {
    Record {
        title: Some(at(title.into())),
        date: Some(at(date(Day::new(1956, 9, day), ""))),
        holdings: vec![holding(opis, delo, listy)],
        credits: vec![credit(Role::Translator, "Gary Goldberg")],
        ..Default::default()
    }
}

fn publisher(name: &str, former: bool) -> Option<Spanned<Naming>> {
    Some(at(Naming { canonical: Some("Wilson Center Digital Archive".into()), as_written: name.into(), former }))
}

/// The five sample documents, in the order of their file names.
pub fn samples() -> [Record; 5] {
    const FORMER: &str = "History and Public Policy Program Digital Archive";
    let delegation = "Record of a Meeting between the Sino-Soviet Delegation and the Korean Workers' Party Presidium";
    let plenum = "Telegram from the USSR Ambassador to the DPRK Ivanov addressed to Mikoyan and Shepilov, \
                  'August Plenum of the Korean Workers' Party Central Committee'";
    let draft = "Minutes of the Meeting concerning the Discussion of a Draft Resolution of the KWP CC Plenum";
    let captured = Form { published: true, ..Default::default() };
    [
        Record {
            publisher: publisher(FORMER, true),
            ..record("Telegram from A. Mikoyan to the CPSU Central Committee", 23, "98c", "718", "3-6")
        },
        Record { record_id: Some(at("121798".into())), form: captured.clone(), ..record(delegation, 20, "98c", "718", "18-34") },
        Record { publisher: publisher(FORMER, true), ..record(plenum, 15, "98", "721", "153-164") },
        Record {
            form: captured,
            ..record("Conversation with the Delegation of the Korean Worker's Party at the 8th CCP Congress", 17, "98c", "718", "49-57")
        },
        Record {
            publisher: publisher("Wilson Center Digital Archive", false),
            id_in_url: Some(at("121796".into())),
            url: Some(at("https://wilson-center.drivingcreative.com/document/121796".into())),
            language: Some(at("en".into())),
            original_language: Some(at("ru".into())),
            ..record(draft, 23, "98", "721", "27-30")
        },
    ]
}

fn text(record: &Record, style: Style) -> String {
    citation(record, style, &CiteOptions::default(), schemas()).text
}

fn kinds(record: &Record, style: Style) -> Vec<(NoteKind, String)> {
    let cited = citation(record, style, &CiteOptions::default(), schemas());
    cited.notes.into_iter().map(|note| (note.kind, note.field.to_owned())).collect()
}

fn accessed() -> CiteOptions {
    CiteOptions { accessed: Some(Day::new(2026, 11, 22)), ..Default::default() }
}

const NOTES: [&str; 5] = [
    "“Telegram from A. Mikoyan to the CPSU Central Committee,” trans. Gary Goldberg, September 23, 1956, GARF, f. 5446, op. 98c, d. 718, ll. 3–6, History and Public Policy Program Digital Archive.",
    "“Record of a Meeting between the Sino-Soviet Delegation and the Korean Workers’ Party Presidium,” trans. Gary Goldberg, September 20, 1956, GARF, f. 5446, op. 98c, d. 718, ll. 18–34, Wilson Center Digital Archive, https://digitalarchive.wilsoncenter.org/document/121798.",
    "“Telegram from the USSR Ambassador to the DPRK Ivanov addressed to Mikoyan and Shepilov, ‘August Plenum of the Korean Workers’ Party Central Committee,’” trans. Gary Goldberg, September 15, 1956, GARF, f. 5446, op. 98, d. 721, ll. 153–164, History and Public Policy Program Digital Archive.",
    "“Conversation with the Delegation of the Korean Worker’s Party at the 8th CCP Congress,” trans. Gary Goldberg, September 17, 1956, GARF, f. 5446, op. 98c, d. 718, ll. 49–57.",
    "“Minutes of the Meeting concerning the Discussion of a Draft Resolution of the KWP CC Plenum,” trans. Gary Goldberg, September 23, 1956, GARF, f. 5446, op. 98, d. 721, ll. 27–30, Wilson Center Digital Archive, https://digitalarchive.wilsoncenter.org/document/121796.",
];

#[test]
fn chicago_notes_of_the_samples() {
    let samples = samples();
    for (record, expected) in samples.iter().zip(NOTES) {
        assert_eq!(text(record, Style::ChicagoNote), expected);
    }
    let together = cite(&samples.each_ref(), Style::ChicagoNote, &CiteOptions::default(), schemas());
    assert_eq!(together.text, NOTES.join("\n") + "\n");
}

#[test]
fn chicago_bibliography_and_short_note() {
    let [telegram, .., minutes] = samples();
    assert_eq!(
        text(&minutes, Style::ChicagoBibliography),
        "“Minutes of the Meeting concerning the Discussion of a Draft Resolution of the KWP CC Plenum.” Translated by Gary Goldberg. September 23, 1956. GARF, f. 5446, op. 98, d. 721, ll. 27–30. Wilson Center Digital Archive. https://digitalarchive.wilsoncenter.org/document/121796."
    );
    assert_eq!(text(&telegram, Style::ChicagoShortNote), "“Telegram from A. Mikoyan to the CPSU Central Committee,” ll. 3–6.");
    let short = CiteOptions { short_titles: true, ..Default::default() };
    let mut leaf = minutes.clone();
    leaf.holdings = vec![holding("98", "721", "28")];
    assert_eq!(citation(&leaf, Style::ChicagoShortNote, &short, schemas()).text, "“Minutes of the Meeting,” l. 28.");
    let accessed = citation(&minutes, Style::ChicagoNote, &accessed(), schemas()).text;
    assert!(
        accessed.ends_with(
            "Wilson Center Digital Archive, accessed November 22, 2026, https://digitalarchive.wilsoncenter.org/document/121796."
        )
    );
}

#[test]
fn short_notes_that_share_a_title_get_the_date_or_the_shelfmark() {
    let options = CiteOptions { short_titles: true, ..Default::default() };
    let telegram = |day, listy| record("Telegram from Moscow", day, "98", "721", listy);
    let records = [telegram(23, "4"), telegram(24, "5"), telegram(24, "6")];
    let cited = cite(&records.each_ref(), Style::ChicagoShortNote, &options, schemas());
    assert_eq!(
        cited.text.lines().collect::<Vec<_>>(),
        [
            "“Telegram,” September 23, 1956, l. 4.",
            "“Telegram,” September 24, 1956, GARF, f. 5446, op. 98, d. 721, l. 5.",
            "“Telegram,” September 24, 1956, GARF, f. 5446, op. 98, d. 721, l. 6.",
        ]
    );
}

#[test]
fn wilson_in_the_form_of_either_site() {
    let [telegram, _, plenum, conversation, minutes] = samples();
    assert_eq!(
        text(&telegram, Style::Wilson),
        "\"Telegram from A. Mikoyan to the CPSU Central Committee,\" September 23, 1956, History and Public Policy Program Digital Archive, GARF, Fond 5446, Opis 98c, Delo 718, Listy 3-6. Translated by Gary Goldberg."
    );
    assert!(text(&plenum, Style::Wilson).contains(" Party Central Committee',\" September 15, 1956, History and"));
    assert_eq!(
        text(&conversation, Style::Wilson),
        "\"Conversation with the Delegation of the Korean Worker's Party at the 8th CCP Congress\", September 17, 1956, GARF, Fond 5446, Opis 98c, Delo 718, Listy 49-57. Translated by Gary Goldberg."
    );
    assert_eq!(
        text(&minutes, Style::Wilson),
        "\"Minutes of the Meeting concerning the Discussion of a Draft Resolution of the KWP CC Plenum\", September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy 27-30. Translated by Gary Goldberg. https://digitalarchive.wilsoncenter.org/document/121796"
    );
    let mut contributed = telegram;
    contributed.credits.insert(0, credit(Role::Contributor, "Sergey Radchenko"));
    assert!(text(&contributed, Style::Wilson).ends_with(" Contributed by Sergey Radchenko and translated by Gary Goldberg."));
}

#[test]
fn wilson_gives_back_the_captured_sentences() {
    let samples = samples();
    let printed = CiteOptions { derive: false, ..Default::default() };
    let pages = ["000_48ecc20118a88b6a.txt", "002_77113e999326a26d.txt", "004_865dc243bc59158f.txt"];
    for (name, record) in pages.into_iter().zip([&samples[0], &samples[2], &samples[4]]) {
        let Ok(page) = fs::read_to_string(format!("../shared/seeds/{name}")) else {
            eprintln!("SKIPPED: no captured page {name}");
            continue;
        };
        let cited = citation(record, Style::Wilson, &printed, schemas()).text;
        assert!(page.lines().any(|line| line.trim() == cited), "{cited}");
    }
}

#[test]
fn biblatex_entry_of_the_minutes() {
    let expected = r"@misc{wcda-121796,
  title        = {Minutes of the Meeting concerning the Discussion of a Draft Resolution of the {KWP} {CC} {Plenum}},
  type         = {minutes},
  date         = {1956-09-23},
  note         = {GARF, f.~5446, op.~98, d.~721, ll.~27--30},
  howpublished = {Wilson Center Digital Archive},
  addendum     = {Translated by Gary Goldberg},
  url          = {https://digitalarchive.wilsoncenter.org/document/121796},
  urldate      = {2026-11-22},
  langid       = {english},
  keywords     = {garf},
  usera        = {fond=5446; opis=98; delo=721; listy=27-30},
}";
    let [.., minutes] = samples();
    assert_eq!(citation(&minutes, Style::Biblatex, &accessed(), schemas()).text, expected);
}

#[test]
fn classic_bibtex_entry_of_the_plenum() {
    let expected = r"@misc{garf-5446-98-721-153,
  key          = {GARF},
  title        = {Telegram from the {USSR} {Ambassador} to the {DPRK} {Ivanov} addressed to {Mikoyan} and {Shepilov}, ``August Plenum of the {Korean} {Workers}' {Party} {Central} {Committee}''},
  year         = {1956},
  month        = sep,
  note         = {September 15, 1956. GARF, f.~5446, op.~98, d.~721, ll.~153--164. Translated by Gary Goldberg},
  howpublished = {History and Public Policy Program Digital Archive},
}";
    let [_, delegation, plenum, ..] = samples();
    assert_eq!(text(&plenum, Style::Bibtex), expected);
    assert!(
        text(&plenum, Style::Biblatex).contains(r"\mkbibquote{August Plenum of the {Korean} {Workers}' {Party} {Central} {Committee}}}")
    );
    assert!(
        text(&delegation, Style::Bibtex)
            .contains(r"howpublished = {Wilson Center Digital Archive, \url{https://digitalarchive.wilsoncenter.org/document/121798}},")
    );
}

#[test]
fn keys_are_unique_and_in_input_order() {
    let samples = samples();
    let keys = |records: &[&Record]| {
        let entries = cite(records, Style::Biblatex, &CiteOptions::default(), schemas()).text;
        Bibliography::parse(&entries).expect("BibLaTeX").keys().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        keys(&samples.each_ref()),
        ["garf-5446-98c-718-3", "wcda-121798", "garf-5446-98-721-153", "garf-5446-98c-718-49", "wcda-121796"]
    );
    // The same leaves for other documents: what only repeats a record would be left out.
    let [mut second, mut third] = [samples[0].clone(), samples[0].clone()];
    (second.title, third.title) = (Some(at("Second".into())), Some(at("Third".into())));
    assert_eq!(
        keys(&[&samples[0], &samples[4], &second, &third, &samples[0]]),
        ["garf-5446-98c-718-3", "wcda-121796", "garf-5446-98c-718-3-a", "garf-5446-98c-718-3-b"]
    );
}

#[test]
fn csl_json_of_the_minutes() {
    let expected = json!([{
        "id": "wcda-121796",
        "type": "manuscript",
        "title": "Minutes of the Meeting concerning the Discussion of a Draft Resolution of the KWP CC Plenum",
        "issued": {"date-parts": [[1956, 9, 23]]},
        "archive": "GARF",
        "archive-place": "Moscow",
        "archive_location": "f. 5446, op. 98, d. 721, ll. 27–30",
        "publisher": "Wilson Center Digital Archive",
        "medium": "translated by Gary Goldberg",
        "URL": "https://digitalarchive.wilsoncenter.org/document/121796",
        "accessed": {"date-parts": [[2026, 11, 22]]},
        "language": "en",
        "custom": {"opiska": {"fond": "5446", "opis": "98", "delo": "721", "listy": "27-30",
            "record_id": "121796", "url": "https://wilson-center.drivingcreative.com/document/121796", "translators": ["Gary Goldberg"], "original_language": "ru", "date": "1956-09-23",
            "credits": [{"role": "translator", "name": "Gary Goldberg"}],
            "holdings": [{"repository": "GARF", "repository_as_written": "GARF", "scheme": "ru4",
                "levels": {"fond": "5446", "opis": "98", "delo": "721"},
                "folios": [{"from": "27", "to": "30", "from_verso": false, "to_verso": false}], "folio_unit": "leaf", "confidence": "medium"}]}}
    }]);
    let [.., minutes] = samples();
    let options = CiteOptions { place: true, ..accessed() };
    let text = cite(&[&minutes], Style::CslJson, &options, schemas()).text;
    assert_eq!(text, format!("{expected:#}\n"));
}

#[test]
fn csl_json_keeps_everything_and_meets_its_schema() {
    let mut records = samples().to_vec();
    records.push(crowded());
    records.push(Record::default());
    records.extend(AWKWARD.iter().map(|title| record(title, 1, "1", "2", "3")));
    let everyone: Vec<&Record> = records.iter().collect();
    let cited = cite(&everyone, Style::CslJson, &accessed(), schemas());
    let array: Value = serde_json::from_str(&cited.text).expect("JSON");
    assert!(!cited.notes.iter().any(|(_, note)| note.kind == NoteKind::Lost), "{:?}", cited.notes);
    let own = &array[5]["custom"]["opiska"];
    assert_eq!(own["credits"][0], json!({"role": "obtained-by", "name": "Béla Révész"}));
    assert_eq!(
        (&own["rights"], &own["unread"][0], &own["holdings"][1]["levels"]["delo"]),
        (&json!("Free use."), &json!("copy 2"), &json!("719"))
    );
    assert_eq!(array[5]["abstract"], "A summary.");
    assert_eq!(array[5]["issued"], json!({"date-parts": [[1956, 8, 30], [1956, 8, 31]], "circa": true}));
    assert_eq!(
        array[2]["title"].as_str().and_then(|title| title.split("Shepilov, ").nth(1)),
        Some("\"August Plenum of the Korean Workers' Party Central Committee\"")
    );
    let Ok(schema) = fs::read_to_string("../shared/data/schemas/csl-data.json") else {
        eprintln!("SKIPPED: no CSL schema to validate against");
        return;
    };
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).expect("JSON")).expect("a schema");
    let errors: Vec<String> = validator.iter_errors(&array).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

/// A record with everything on it.
pub fn crowded() -> Record {
    let day = |day| Some(Day::new(1956, 8, day));
    let mut record = record("Report, 'On Trade'", 1, "98", "718", "3-6");
    record.date = Some(at(ArchivalDate { start: day(30), end: day(31), uncertain: true, ..Default::default() }));
    record.holdings.push(holding("98", "719", "1, 18-19ob"));
    record.credits = vec![credit(Role::ObtainedBy, "Béla Révész"), credit(Role::Translator, "A"), credit(Role::Editor, "A")];
    record.rights = Some(at("Free use.".into()));
    record.summary = Some(at("A summary.".into()));
    record.published_in = Some(at("Istochnik 6 (1993)".into()));
    record.unread = vec![at("copy 2".into())];
    record.original_language = Some(at("ru".into()));
    record
}

#[test]
fn several_holdings_repeat_only_what_differs() {
    assert_eq!(
        text(&crowded(), Style::ChicagoNote),
        "“Report, ‘On Trade,’” trans. and ed. A, [August 30–31, 1956?], GARF, f. 5446, op. 98, d. 718, ll. 3–6; d. 719, ll. 1, 18–19ob."
    );
    let entry = text(&crowded(), Style::Biblatex);
    assert!(entry.contains("  date         = {1956-08-30?/1956-08-31?},\n"), "{entry}");
    assert!(text(&crowded(), Style::Bibtex).contains("18--19ob. Obtained by"));
    assert!(entry.contains("  addendum     = {Obtained by Béla Révész; translated and edited by A},\n"), "{entry}");
}

#[test]
fn labels_and_places() {
    let [telegram, ..] = samples();
    let shelfmark = |labels| {
        let options = CiteOptions { labels, place: true, ..Default::default() };
        let note = citation(&telegram, Style::ChicagoNote, &options, schemas()).text;
        note.split(", 1956, ").nth(1).and_then(|rest| rest.split(", History").next()).map(str::to_owned)
    };
    for (labels, expected) in [
        (LabelForm::Abbr, "Moscow, GARF, f. 5446, op. 98c, d. 718, ll. 3–6"),
        (LabelForm::AbbrCap, "Moscow, GARF, F. 5446, Op. 98c, D. 718, Ll. 3–6"),
        (LabelForm::Full, "Moscow, GARF, Fond 5446, Opis 98c, Delo 718, Listy 3–6"),
        (LabelForm::Gost, "Moscow, ГАРФ, Ф. 5446, Оп. 98c, Д. 718, Л. 3–6"),
    ] {
        assert_eq!(shelfmark(labels).as_deref(), Some(expected));
    }
}

#[test]
fn leaves_versos_and_unknown_schemes() {
    for (listy, expected) in
        [("3", "l. 3"), ("3-6", "ll. 3–6"), ("5-7ob", "ll. 5–7ob."), ("5-5ob", "l. 5–5ob."), ("1, 18-19", "ll. 1, 18–19")]
    {
        let record = record("T", 1, "1", "2", listy);
        assert_eq!(text(&record, Style::ChicagoShortNote), format!("“T,” {}", expected.trim_end_matches('.').to_owned() + "."));
    }
    let mut boxed = record("T", 1, "1", "2", "");
    boxed.holdings[0].scheme = Arc::from("no-such-scheme");
    boxed.holdings[0].levels = vec![level("box", "5"), level("shelfmark", "ADM 1/2")];
    assert!(text(&boxed, Style::ChicagoNote).ends_with(", GARF, box 5, ADM 1/2."));
}

#[test]
fn what_is_supplied_or_changed_is_said() {
    use NoteKind::{Changed, Lost, Supplied};
    let [telegram, delegation, _, conversation, minutes] = samples();
    let said = |kind, field: &str| (kind, field.to_owned());
    assert_eq!(kinds(&telegram, Style::ChicagoNote), []);
    assert_eq!(kinds(&delegation, Style::ChicagoNote), [said(Supplied, "publisher"), said(Supplied, "url")]);
    assert_eq!(kinds(&conversation, Style::ChicagoNote), []);
    let expected = [said(Changed, "url"), said(Lost, "language"), said(Lost, "original_language")];
    assert_eq!(kinds(&minutes, Style::ChicagoNote), expected);
    let plain = CiteOptions { derive: false, ..Default::default() };
    let cited = citation(&minutes, Style::ChicagoNote, &plain, schemas());
    assert!(cited.text.ends_with("https://wilson-center.drivingcreative.com/document/121796."));
    let cited = citation(&delegation, Style::ChicagoNote, &plain, schemas());
    assert!(cited.text.ends_with("ll. 18–34.") && cited.notes.iter().any(|note| note.field == "record_id"));
    let mut foreign = delegation;
    foreign.form.published = false;
    let cited = citation(&foreign, Style::ChicagoNote, &CiteOptions::default(), schemas());
    assert!(cited.text.ends_with("ll. 18–34."), "two publishers number like this: {}", cited.text);
}

#[test]
fn what_a_style_cannot_hold_is_said() {
    let lost = |style| -> Vec<String> {
        kinds(&crowded(), style).into_iter().filter(|note| note.0 == NoteKind::Lost).map(|note| note.1).collect()
    };
    assert_eq!(lost(Style::ChicagoNote), ["credits", "original_language", "rights", "summary", "published_in", "unread"]);
    assert_eq!(lost(Style::Biblatex), ["original_language", "rights", "summary", "published_in", "unread"]);
    assert_eq!(lost(Style::CslJson), Vec::<String>::new());
}

#[test]
fn dates_that_are_missing_or_unreadable() {
    let mut record = record("T", 1, "1", "2", "3");
    record.date = None;
    assert!(text(&record, Style::ChicagoNote).contains(", n.d., GARF"));
    assert!(text(&record, Style::ChicagoBibliography).contains(" Goldberg. n.d. GARF"));
    record.date = Some(at(date(Day::new(1956, 9, 31), "September 31, 1956")));
    assert!(text(&record, Style::ChicagoNote).contains(", September 31, 1956, GARF"));
    assert!(kinds(&record, Style::ChicagoNote).contains(&(NoteKind::Changed, "date".to_owned())));
    assert!(text(&record, Style::Biblatex).contains("titleaddon   = {dated September 31, 1956}"));
    let item: Value = serde_json::from_str(&text(&record, Style::CslJson)).expect("JSON");
    assert_eq!(item[0]["issued"], json!({"literal": "September 31, 1956"}));
}

/// Dates with open ends, seasons and decades in every style.
#[test]
fn dates_that_are_no_day() {
    let death = Day::new(1953, 3, 5);
    let year = Day { year: 1956, month: None, day: None };
    let circa = ArchivalDate { start: Some(year), approximate: true, ..Default::default() };
    for (date, words, edtf, issued, classic) in [
        (ArchivalDate::before(death), "before March 5, 1953", "../1953-03-05", json!({"literal": "before March 5, 1953"}), None),
        (ArchivalDate::after(death), "after March 5, 1953", "1953-03-05/..", json!({"literal": "after March 5, 1953"}), None),
        (
            ArchivalDate::in_season(1956, Season::Summer),
            "summer 1956",
            "1956-22",
            json!({"date-parts": [[1956]], "season": 2}),
            Some("1956"),
        ),
        (ArchivalDate::decade(1950), "1950s", "195X", json!({"date-parts": [[1950], [1959]]}), Some("1950s")),
        (circa, "ca. 1956", "1956~", json!({"date-parts": [[1956]], "circa": true}), Some("1956")),
    ] {
        let mut record = record("T", 1, "1", "2", "3");
        record.date = Some(at(date));
        assert!(text(&record, Style::ChicagoNote).contains(&format!(", {words}, GARF")), "{words}");
        assert!(text(&record, Style::Biblatex).contains(&format!("= {{{edtf}}}")), "{edtf}");
        let item: Value = serde_json::from_str(&text(&record, Style::CslJson)).expect("JSON");
        assert_eq!(item[0]["issued"], issued);
        assert_eq!(item[0]["custom"]["opiska"]["date"], edtf);
        let bibtex = text(&record, Style::Bibtex);
        let printed =
            bibtex.lines().find_map(|line| line.trim_start().strip_prefix("year")).map(|rest| rest.trim_matches([' ', '=', '{', '}', ',']));
        assert_eq!(printed, classic, "{bibtex}");
        assert!(bibtex.contains(words) && !bibtex.contains("month"), "{bibtex}");
    }
}

#[test]
fn nothing_at_all_is_still_cited() {
    for style in Style::ALL {
        for markup in Markup::ALL {
            let options = CiteOptions { markup: *markup, ..Default::default() };
            // A list of archives of which none is named is rightly empty.
            let empty = cite(&[&Record::default()], *style, &options, schemas()).text.is_empty();
            assert_eq!(empty, *style == Style::ChicagoCollection, "{style}");
            let none = cite(&[], *style, &options, schemas()).text;
            let empty = match style {
                Style::CslJson => "[]\n",
                Style::Jsonld => "{\n  \"@context\": \"https://schema.org\",\n  \"@graph\": []\n}\n",
                _ => "",
            };
            assert_eq!(none, empty, "{style}");
        }
    }
}

#[test]
fn styles_have_names() {
    for style in Style::ALL {
        assert_eq!(style.as_str().parse(), Ok(*style));
    }
    assert_eq!("chicago".parse(), Ok(Style::ChicagoBibliography));
    assert!("chicgo".parse::<Style>().is_err_and(|error| error.to_string() == "unknown style `chicgo`"));
}

const AWKWARD: [&str; 24] = [
    "Plain",
    "The \"Secret\" Report",
    "'August Plenum of the Workers' Party'",
    "Worker's, Workers' and '56",
    "100% & more",
    "File #4_b",
    "a {brace and another } here",
    "open { only",
    "close } only",
    "back\\slash and trailing \\",
    "~ tilde ^ caret $math$ $",
    "<script>alert(1)</script> &amp;",
    "*stars* _under_ `ticks` [link](x) ![i](y)",
    "emoji 🛰️ and Кириллица ЦК КПСС",
    "unbalanced \" and “ and ’ here",
    "two\nlines\r\nand\ta tab",
    "nul \u{0} esc \u{1b}[31m bell \u{7}",
    "dashes -- and --- and – and —",
    "},\n@misc{evil, title={x}",
    "\\input{/etc/passwd} \\end{document}",
    "@key [@cite] | table",
    "right to left \u{202E}gnp",
    "''two single'' ,, low",
    "«Правда» und „Zeit“",
];

/// The title as it should come back: no control characters, one space, quotation marks aside.
pub(super) fn bare(title: &str) -> String {
    let controls = |c: &char| !c.is_control() || c.is_whitespace();
    let kept: String = title.chars().filter(controls).filter(|c| !"\"'“”‘’`\u{202E}".contains(*c)).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ").replace("---", "—").replace("--", "–").replace('\u{A0}', " ")
}

/// Entries as another implementation reads them; it does not know the quotation command, which is left out here.
pub(super) fn read_back(text: &str) -> Bibliography {
    Bibliography::parse(&text.replace("\\mkbibquote", "")).expect("BibLaTeX")
}

#[test]
fn awkward_titles_survive_bibtex() {
    let records: Vec<Record> = AWKWARD.iter().map(|title| record(title, 1, "1", "2", "3")).collect();
    let everyone: Vec<&Record> = records.iter().collect();
    for style in [Style::Bibtex, Style::Biblatex] {
        let text = cite(&everyone, style, &CiteOptions::default(), schemas()).text;
        assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
        let read = read_back(&text);
        assert_eq!(read.len(), AWKWARD.len());
        for (entry, title) in read.iter().zip(AWKWARD) {
            assert_eq!(bare(&entry.title().expect("a title").format_verbatim()), bare(title));
            assert_eq!(entry.get("note").map(|note| note.format_verbatim().contains("GARF, f.")), Some(true));
        }
        // Braces balance even for programs that do not know the backslash.
        for entry in text.split("\n\n") {
            assert_eq!(entry.matches('{').count(), entry.matches('}').count(), "{entry}");
        }
    }
}

#[test]
fn fields_of_the_samples_read_back() {
    let samples = samples();
    let text = cite(&samples.each_ref(), Style::Biblatex, &accessed(), schemas()).text;
    let read = read_back(&text);
    let field = |key: &str, name: &str| read.get(key).and_then(|entry| entry.get(name)).map(|value| value.format_verbatim());
    for (entry, record) in read.iter().zip(&samples) {
        let title = &record.title.as_ref().expect("a title").value;
        assert_eq!(bare(&entry.title().expect("a title").format_verbatim()), bare(title));
    }
    let note = field("wcda-121796", "note").map(|note| note.replace(['\u{A0}', '~'], " "));
    assert_eq!(note.as_deref(), Some("GARF, f. 5446, op. 98, d. 721, ll. 27–30"));
    assert_eq!(field("wcda-121798", "url").as_deref(), Some("https://digitalarchive.wilsoncenter.org/document/121798"));
    assert_eq!(field("garf-5446-98c-718-3", "date").as_deref(), Some("1956-09-23"));
    assert_eq!(field("garf-5446-98c-718-3", "addendum").as_deref(), Some("Translated by Gary Goldberg"));
}

#[test]
fn awkward_titles_survive_csl_json() {
    for title in AWKWARD {
        let item: Value = serde_json::from_str(&text(&record(title, 1, "1", "2", "3"), Style::CslJson)).expect("JSON");
        let read = item[0]["title"].as_str().expect("a title");
        assert_eq!(bare(read), bare(title));
        assert!(!read.chars().any(char::is_control));
    }
}

/// Whether a style prints titles: lists of archives and search data do not.
pub fn prints_titles(style: Style) -> bool {
    !matches!(style, Style::ChicagoCollection | Style::GostSearchData | Style::DstuSearchData)
}

#[test]
fn awkward_titles_stay_inside_their_line() {
    for style in Style::ALL.iter().filter(|style| style.is_prose() && prints_titles(**style)) {
        for title in AWKWARD {
            let prose = |markup| {
                let options = CiteOptions { markup, ..Default::default() };
                let line = citation(&record(title, 1, "1", "2", "3"), *style, &options, schemas()).text;
                assert!(!line.chars().any(char::is_control), "{line}");
                line
            };
            let plain = prose(Markup::Plain);
            assert!(bare(&plain).contains(&bare(title)), "{plain}");
            let italic = |mark: &str| {
                citation(&record("T", 1, "1", "2", "3"), *style, &CiteOptions { markup: Markup::Html, ..Default::default() }, schemas())
                    .text
                    .contains(mark)
            };
            let mut markdown = prose(Markup::Markdown);
            if italic("<i>") {
                // The marks of the style's own italics, which stand around the whole title.
                let first = markdown.find('*').expect("opening mark");
                markdown.remove(first);
                let last = markdown.match_indices('*').rfind(|(at, _)| !markdown[..*at].replace("\\\\", "").ends_with('\\'));
                let last = last.expect("closing mark").0;
                markdown.remove(last);
            }
            let marks: Vec<char> = "*_`[]<>{}#@|~^$&".chars().collect();
            let escaped = markdown.replace("\\\\", "");
            assert!(!escaped.char_indices().any(|(at, c)| marks.contains(&c) && !escaped[..at].ends_with('\\')), "{markdown}");
            let html = prose(Markup::Html);
            let inside = html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>")).expect("one paragraph");
            let inside = inside.replacen("<i>", "", 1).replacen("</i>", "", 1);
            assert!(!inside.contains(['<', '>', '"']), "{html}");
            let unescaped =
                inside.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&nbsp;", " ").replace("&amp;", "&");
            assert_eq!(unescaped, plain);
            let latex = Bibliography::parse(&format!("@misc{{x, title = {{{}}}}}", prose(Markup::Latex))).expect("balanced");
            let read = latex.get("x").and_then(|entry| entry.get("title")).map(|value| value.format_verbatim());
            assert!(bare(&read.unwrap_or_default()).contains(&bare(title)), "{title}");
        }
    }
}

#[test]
fn a_note_without_a_title_is_known_by_its_shelfmark() {
    let mut record = record("x", 1, "1", "2", "3");
    record.title = None;
    for style in [Style::Biblatex, Style::Bibtex] {
        let entry = text(&record, style);
        assert!(entry.contains("title        = {{GARF, f.~5446, op.~1, d.~2, l.~3}},") && entry.matches("op.~1").count() == 1, "{entry}");
    }
}

proptest::proptest! {
    /// Any title comes back from BibTeX and CSL-JSON, and no style panics.
    #[test]
    fn any_title_survives(title in "[a-cA-C \"'“”‘’„{}\\\\%&#_~^$<>`*@,.-]{0,24}") {
        let record = record(&title, 1, "1", "2", "3");
        let entry = read_back(&text(&record, Style::Biblatex));
        let read = entry.iter().next().and_then(|entry| entry.get("title")).map(|title| title.format_verbatim()).unwrap_or_default();
        // Without a word of its own a title gives way to the shelfmark.
        let wordless = letters(&title).is_empty() && read.contains("GARF");
        proptest::prop_assert!(wordless || letters(&read) == letters(&title), "{} became {}", title, read);
        let item: Value = serde_json::from_str(&text(&record, Style::CslJson)).expect("JSON");
        proptest::prop_assert_eq!(letters(item[0]["title"].as_str().unwrap_or_default()), letters(&title));
        for style in Style::ALL {
            proptest::prop_assert!(!text(&record, *style).is_empty());
        }
    }
}

/// Everything but quotation marks, spaces and dashes, which styles may print otherwise.
fn letters(title: &str) -> String {
    title.chars().filter(|c| !"\"'“”‘’` -–—".contains(*c)).collect()
}
