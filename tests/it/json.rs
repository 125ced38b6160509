//! The published shape of a record: what is printed, what its JSON Schema says of it, and that it can be read back.

use std::collections::BTreeSet;

use opiska::record::holding::Spelling;
use opiska::record::json::{RecordView, document, view};
use opiska::record::offsets::offsets;
use opiska::record::{
    ArchivalDate, BibEntry, ClosingQuote, Comma, Credit, DateForm, Day, EmptyLabel, Fact, FactKind, Field, Folio, FolioRange, FolioUnit,
    Folios, Form, Holding, Level, Naming, ReadPage, Record, RepositoryMention, Restated, Role,
};
use opiska::source::{FileName, Positions, Span, Spanned};
use serde_json::{Value, json};

use crate::json_schema::{complaints, schema};

/// Hands out spans that differ from each other in both ends.
struct Places(u32);

impl Places {
    fn next(&mut self) -> Span {
        self.0 += 10;
        Span { start: self.0, end: self.0 + 5 }
    }

    fn put<T>(&mut self, value: T) -> Option<Spanned<T>> {
        Some(Spanned::new(value, self.next()))
    }

    fn text(&mut self, text: &str) -> Option<Spanned<String>> {
        self.put(text.to_owned())
    }

    fn level(&mut self, id: &str, value: &str) -> Level {
        let (value, label) = (value.to_owned(), id.to_owned());
        Level { id: id.into(), as_written: value.clone(), value, span: self.next(), label, label_span: self.next() }
    }

    fn folios(&mut self) -> Folios {
        let folio = |number: &str, verso| Folio { number: number.to_owned(), verso };
        let mut range = |from, to| FolioRange { from, to, abbreviated: true, dashed: true, span: self.next() };
        let items = vec![range(folio("3", false), folio("6", true)), range(folio("12a", false), folio("12a", false))];
        let label = "Listy".to_owned();
        let (label_span, span) = (self.next(), self.next());
        Folios { unit: FolioUnit::Leaf, items, label, label_span, plural: Some(true), span, open_end: Some(self.next()) }
    }

    fn holding(&mut self) -> Holding {
        let as_written = "GARF".to_owned();
        let repository = RepositoryMention { siglum: Some("GARF".into()), as_written, span: self.next(), spelling: Spelling::Canonical };
        Holding {
            span: self.next(),
            as_written: "GARF, Fond 5446, Opis 98c".to_owned(),
            repository: Some(repository),
            scheme: "ru4".into(),
            levels: vec![self.level("opis", "98c"), self.level("fond", "5446"), self.level("a/b~c", "7")],
            folios: Some(self.folios()),
            inherited: vec!["repository".into(), "fond".into()],
            fond_name: Some("Council of Ministers".to_owned()),
            unlabelled: true,
            valueless: vec![("delo".into(), self.next())],
            misprints: vec![self.next()],
            divider: None,
        }
    }

    fn date(&mut self) -> Option<Spanned<ArchivalDate>> {
        self.put(ArchivalDate {
            form: DateForm::Stated,
            as_written: "c. September 23-24, 1956".to_owned(),
            start: Some(Day::new(1956, 9, 23)),
            end: Some(Day::new(1956, 9, 24)),
            uncertain: false,
            approximate: true,
        })
    }

    /// A record in which every field has a value. No `..`: a new field must be given one here.
    fn record(&mut self) -> Record {
        let canonical = Some("Wilson Center Digital Archive".to_owned());
        let credit = |name: &str, span| Credit {
            role: Role::Translator,
            name: name.into(),
            span,
            on_behalf_of: Some("CWIHP".into()),
            family: Some("Goldberg".into()),
        };
        Record {
            span: self.next(),
            title: self.text("Telegram"),
            date: self.date(),
            publisher: self.put(Naming { canonical, as_written: "HPPPDA".to_owned(), former: true }),
            holdings: vec![self.holding(), self.holding()],
            credits: vec![credit("Gary Goldberg", self.next()), credit("", self.next())],
            record_id: self.text("121798"),
            id_in_url: self.text("121799"),
            url: self.text("https://digitalarchive.wilsoncenter.org/document/121799"),
            language: self.text("en"),
            original_language: self.text("ru"),
            uploaded: self.date(),
            rights: self.text("Free for teaching."),
            summary: self.text("Mikoyan writes home."),
            published_in: self.text("A reader"),
            unread: vec![self.text("left over").expect("filled")],
            restated: vec![Restated { field: Field::Date, text: "1956".to_owned(), date: None, span: self.next() }],
            empty: vec![EmptyLabel { field: Field::Rights, label: "Rights".to_owned(), span: self.next(), next: None, last: true }],
            entry: Some(Box::new(BibEntry { key: self.text("mikoyan"), ..BibEntry::default() })),
            form: Form {
                assembled: true,
                unlabelled_source: true,
                published: true,
                note: true,
                closing_quote: Some(ClosingQuote { comma: Comma::Inside, open: '“', close: '”', span: self.next() }),
                scan_pages: 4,
                loose_end: Some(self.next()),
                marker: None,
                extent: None,
                between: Vec::new(),
            },
        }
    }
}

fn page(records: Vec<Record>) -> ReadPage {
    let text = format!("{}\n{}", "x".repeat(11), "y".repeat(2000));
    let positions = Positions::resolve(&text, offsets(&records, &[]));
    let name = FileName::new("seeds/telegram.txt");
    ReadPage {
        name,
        layout: "wilson-old-site",
        records,
        facts: Vec::new(),
        passed_over: 0,
        positions,
        fingerprint: 0,
        length: text.len() as u32,
    }
}

fn shown(record: Record) -> RecordView {
    let page = page(vec![record]);
    view(&page, &page.records[0])
}

fn value(view: &RecordView) -> Value {
    serde_json::to_value(view).expect("a view is JSON")
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn a_small_record_prints_as_the_contract_has_it() {
    let mut places = Places(10);
    let record = Record {
        span: places.next(),
        title: places.text("Telegram"),
        holdings: vec![Holding {
            repository: None,
            folios: None,
            inherited: Vec::new(),
            misprints: Vec::new(),
            fond_name: None,
            ..places.holding()
        }],
        ..Record::default()
    };
    let expected = r#"{"path":"seeds/telegram.txt","line":2,"column":9,"layout":"wilson-old-site","title":"Telegram",
        "holdings":[{"scheme":"ru4","levels":{"opis":"98c","fond":"5446","a/b~c":"7"},"as_written":"GARF, Fond 5446, Opis 98c"}],
        "spans":{"/title":[30,35],"/holdings/0":[50,55],"/holdings/0/levels/opis":[60,65],"/holdings/0/levels/fond":[80,85],
        "/holdings/0/levels/a~1b~0c":[100,105]}}"#;
    let printed = serde_json::to_string(&shown(record)).expect("a view is JSON");
    assert_eq!(printed, expected.replace("\n        ", ""));
}

#[test]
fn the_schema_describes_every_field_of_a_filled_record() {
    let filled = value(&shown(Places(0).record()));
    let schema = schema("record");
    assert_eq!(complaints(&schema, &filled), Vec::<String>::new());
    for (name, pointer) in [("record", ""), ("holding", "/holdings/0"), ("folio", "/holdings/0/folios/0"), ("credit", "/credits/0")] {
        let described = &schema["$defs"][name]["properties"];
        assert_eq!(keys(described), keys(filled.pointer(pointer).expect("filled")), "{name}");
    }
}

#[test]
fn an_empty_record_says_only_where_it_is() {
    let empty = value(&shown(Record::default()));
    assert_eq!(complaints(&schema("record"), &empty), Vec::<String>::new());
    assert_eq!(empty, json!({ "path": "seeds/telegram.txt", "line": 1, "column": 1, "layout": "wilson-old-site" }));
}

#[test]
fn blank_values_are_left_out_and_have_no_span() {
    let mut places = Places(0);
    let holding = Holding { span: places.next(), levels: vec![places.level("fond", ""), places.level("opis", "1")], ..Holding::default() };
    let record = Record {
        title: places.text(" "),
        publisher: places.put(Naming { canonical: None, as_written: String::new(), former: false }),
        holdings: vec![holding],
        record_id: places.text(""),
        id_in_url: places.text("121799"),
        unread: vec![places.text("").expect("filled"), places.text("odd end").expect("filled")],
        ..Record::default()
    };
    let shown = value(&shown(record));
    assert_eq!(complaints(&schema("record"), &shown), Vec::<String>::new());
    assert_eq!(shown["holdings"], json!([{ "levels": { "opis": "1" } }]));
    assert_eq!(shown["record_id"], "121799");
    assert_eq!(shown["unread"], json!(["odd end"]));
    assert_eq!(keys(&shown["spans"]), BTreeSet::from(["/holdings/0", "/holdings/0/levels/opis", "/record_id", "/unread/0"]));
}

#[test]
fn a_date_that_is_no_date_keeps_only_its_words() {
    let impossible = ArchivalDate { as_written: "31 September 1956".to_owned(), start: Some(Day::new(1956, 9, 31)), ..Default::default() };
    let place = Span { start: 20, end: 30 };
    let dated = |date| Some(Spanned::new(date, place));
    let shown = shown(Record { date: dated(impossible.clone()), uploaded: dated(impossible), ..Record::default() });
    assert_eq!((shown.date.as_deref(), shown.date_as_written.as_deref()), (None, Some("31 September 1956")));
    assert_eq!(shown.uploaded.as_deref(), Some("31 September 1956"));
    assert_eq!(shown.spans.iter().map(|(key, _)| key).collect::<Vec<_>>(), ["/date_as_written", "/uploaded"]);
}

#[test]
fn a_verb_without_a_name_stands_at_its_role() {
    let shown = shown(Places(0).record());
    assert_eq!(shown.credits[1].name, None);
    assert!(shown.spans.get("/credits/0/name").is_some() && shown.spans.get("/credits/1/role").is_some());
    assert!(shown.spans.get("/credits/1/name").is_none());
}

#[test]
fn of_two_levels_with_one_id_the_first_is_shown() {
    let mut places = Places(0);
    let holding = Holding { levels: vec![places.level("delo", "1"), places.level("delo", "2")], ..Holding::default() };
    assert_eq!(holding.value("delo"), Some("1"));
    let shown = shown(Record { holdings: vec![holding], ..Record::default() });
    assert_eq!(shown.holdings[0].levels.iter().collect::<Vec<_>>(), [("delo", &"1".to_owned())]);
    assert_eq!(shown.spans.iter().count(), 1);
}

#[test]
fn every_pointer_leads_to_a_field_and_every_text_of_a_record_has_one() {
    let filled = value(&shown(Places(0).record()));
    for pointer in keys(&filled["spans"]) {
        assert!(filled.pointer(pointer).is_some_and(|field| !field.is_null()), "{pointer} leads nowhere");
    }
    let without = BTreeSet::from(["path", "line", "column", "layout", "holdings", "credits", "unread", "entry", "spans"]);
    for field in keys(&filled).difference(&without) {
        assert!(filled["spans"].get(format!("/{field}")).is_some(), "/{field} has no span");
    }
}

#[test]
fn what_is_printed_can_be_read_back() {
    for record in [Places(0).record(), Record::default()] {
        let shown = shown(record);
        let line = serde_json::to_string(&shown).expect("a view is JSON");
        assert_eq!(serde_json::from_str::<RecordView>(&line).expect("a view again"), shown);
    }
}

#[test]
fn a_document_holds_records_under_a_version() {
    let whole = serde_json::to_value(document(vec![shown(Places(0).record()), shown(Record::default())])).expect("JSON");
    let schema = schema("record");
    assert_eq!(complaints(&schema, &whole), Vec::<String>::new());
    assert_eq!(whole["schema_version"], 1);
    assert_eq!(whole["records"].as_array().map(Vec::len), Some(2));
    let null = json!({ "schema_version": 1, "records": [{ "path": "a", "line": 1, "column": 1, "layout": "lines", "title": null }] });
    assert!(!complaints(&schema, &null).is_empty(), "null is no title");
}

/// Every offset in the debug text of something, as the types themselves print their spans.
fn offsets_in_debug_text(text: &str) -> BTreeSet<u32> {
    let spans = regex::Regex::new(r"Span \{ start: (\d+), end: (\d+) \}").expect("a pattern");
    let ends = spans.captures_iter(text).flat_map(|found| [found[1].to_owned(), found[2].to_owned()]);
    ends.map(|number| number.parse().expect("a number")).collect()
}

#[test]
fn no_span_of_a_record_or_a_fact_is_forgotten() {
    let mut places = Places(0);
    let record = places.record();
    let recipients = vec!["Archive".to_owned()];
    let registration = FactKind::Registration { number: 4, date: Day::new(1956, 9, 24), date_span: places.next(), recipients };
    let facts = [Fact { span: places.next(), kind: registration }, Fact { span: places.next(), kind: FactKind::Furniture }];
    let expected = offsets_in_debug_text(&format!("{record:?} {facts:?}"));
    assert_eq!(expected.len() as u32, 2 * places.0 / 10, "every span handed out is in the debug text");
    assert_eq!(offsets(std::slice::from_ref(&record), &facts).into_iter().collect::<BTreeSet<u32>>(), expected);
}
