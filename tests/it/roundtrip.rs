//! What is cited can be read again: random shelfmarks, printed with each form of labels, give the same levels and leaves.
//!
//! The schemes are those that share the levels fond, opis, delo. What is known to fail stands in `tests/KNOWN.md` with its
//! reason; an entry there that does not fail any more must go.

use std::collections::BTreeSet;

use opiska::cite::{CiteOptions, LabelForm, Style, citation};
use opiska::parse::{ReadOptions, Reader, read};
use opiska::record::holding::Spelling;
use opiska::record::{Folio, FolioRange, FolioUnit, Folios, Holding, Level, Record, RepositoryMention};
use opiska::schema::model::ValueKind;
use opiska::schema::{Schemas, Scheme};
use opiska::source::{FileName, Span, Spanned};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestError, TestRng, TestRunner};

const CASES: u32 = 16;

/// A shelfmark as plain values: level ids with values, then leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mark {
    siglum: String,
    levels: Vec<(String, String)>,
    leaves: Vec<[(String, bool); 2]>,
}

fn marks(scheme: &Scheme, sigla: Vec<String>) -> impl Strategy<Value = Vec<Mark>> + use<> {
    let levels: Vec<(String, bool, ValueKind)> = scheme.level.iter().map(|level| (level.id.clone(), level.required, level.value)).collect();
    let with_leaves = scheme.folios.is_some();
    // Values of further shelfmarks may repeat those of the first, so that the print leaves them out.
    let small = prop_oneof![1 => 1..3u32, 2 => 1..9999u32];
    let value = move |id: &str, kind: ValueKind| {
        let prefixed = id == "fond";
        let range = kind == ValueKind::Numbers && id != "fond";
        (small.clone(), select(vec!["", "", "", "a", "b"]), 0..8u32).prop_map(move |(number, letter, form)| match form {
            0 if prefixed => format!("R-{number}"),
            0 if range => format!("{number}-{}", number + 7),
            _ => format!("{number}{letter}"),
        })
    };
    let one = move || {
        let levels: Vec<BoxedStrategy<Option<(String, String)>>> = levels
            .iter()
            .map(|(id, required, kind)| {
                let id = id.clone();
                let present = if *required || matches!(id.as_str(), "fond" | "opis" | "delo") {
                    Just(true).boxed()
                } else {
                    proptest::bool::weighted(0.15).boxed()
                };
                (present, value(&id, *kind)).prop_map(move |(present, value)| present.then(|| (id.clone(), value))).boxed()
            })
            .collect();
        let side = || (0..3u32, proptest::bool::weighted(0.25), select(vec!["", "", "", "а"]));
        let leaf = (1..400u32, side(), side(), any::<bool>()).prop_map(|(number, from, to, range)| {
            let latin = |letter: &str| if letter.is_empty() { "" } else { "a" };
            let first = (format!("{number}{}", latin(from.2)), from.1);
            let last = (format!("{}{}", number + 1 + to.0, latin(to.2)), to.1);
            if range { [first, last] } else { [first.clone(), first] }
        });
        let leaves = proptest::collection::vec(leaf, if with_leaves { 0..4 } else { 0..1 });
        (select(sigla.clone()), levels, leaves).prop_map(|(siglum, levels, leaves)| Mark {
            siglum,
            levels: levels.into_iter().flatten().collect(),
            leaves,
        })
    };
    (one(), proptest::option::weighted(0.3, one())).prop_map(|(first, second)| {
        let mut marks = vec![first];
        // The same paper twice is nobody's citation.
        marks.extend(second.filter(|second| second.siglum != marks[0].siglum || second.levels != marks[0].levels));
        marks
    })
}

fn holding(mark: &Mark, scheme: &str) -> Holding {
    let span = Span::default();
    let level = |(id, value): &(String, String)| Level {
        id: id.as_str().into(),
        value: value.clone(),
        as_written: value.clone(),
        span,
        label: String::new(),
        label_span: span,
    };
    let folio = |(number, verso): &(String, bool)| Folio { number: number.clone(), verso: *verso };
    let range =
        |[from, to]: &[(String, bool); 2]| FolioRange { from: folio(from), to: folio(to), abbreviated: false, dashed: from != to, span };
    let items: Vec<FolioRange> = mark.leaves.iter().map(range).collect();
    let folios = Folios { unit: FolioUnit::Leaf, items, label: String::new(), label_span: span, plural: None, span, open_end: None };
    let siglum = Some(mark.siglum.as_str().into());
    Holding {
        repository: Some(RepositoryMention { siglum, as_written: mark.siglum.clone(), span, spelling: Spelling::Canonical }),
        scheme: scheme.into(),
        levels: mark.levels.iter().map(level).collect(),
        folios: (!mark.leaves.is_empty()).then_some(folios),
        ..Holding::default()
    }
}

fn mark(holding: &Holding) -> Mark {
    let side = |folio: &Folio| (folio.number.clone(), folio.verso);
    Mark {
        siglum: holding.siglum().unwrap_or_default().to_owned(),
        levels: holding.levels.iter().map(|level| (level.id.to_string(), level.value.clone())).collect(),
        leaves: holding.folios.iter().flat_map(|folios| &folios.items).map(|item| [side(&item.from), side(&item.to)]).collect(),
    }
}

/// The first failure of a scheme and a form, made as small as it gets.
fn failure(scheme: &Scheme, form: LabelForm, schemas: &Schemas, reader: &Reader<'_>) -> Option<String> {
    let sigla: Vec<String> = schemas
        .repositories
        .iter()
        .filter(|known| known.scheme == scheme.id && !known.siglum.contains(" f. "))
        .map(|known| known.siglum.clone())
        .collect();
    if sigla.is_empty() {
        return None;
    }
    let options = CiteOptions { labels: form, ..CiteOptions::default() };
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config.clone(), TestRng::deterministic_rng(config.rng_algorithm));
    let result = runner.run(&marks(scheme, sigla), |wanted| {
        let holdings = wanted.iter().map(|mark| holding(mark, &scheme.id)).collect();
        let title = Some(Spanned::new("Record of a Conversation".to_owned(), Span::default()));
        let printed = citation(&Record { title, holdings, ..Record::default() }, Style::ChicagoNote, &options, schemas).text;
        let reading = read(FileName::new("note"), printed.as_bytes(), ReadOptions { lines: true }, reader).expect("a text");
        let found: Vec<Mark> = reading.page.records.iter().flat_map(|record| &record.holdings).map(mark).collect();
        if found == wanted { Ok(()) } else { Err(TestCaseError::fail(format!("{printed}\n    wanted {wanted:?}\n    found  {found:?}"))) }
    });
    match result {
        Ok(()) => None,
        Err(TestError::Fail(reason, _)) => Some(reason.to_string()),
        Err(TestError::Abort(reason)) => Some(format!("no case could be made: {reason}")),
    }
}

/// The text with other figures of the same length: years and first zeros stay.
fn with_other_figures(text: &str, seed: u64) -> String {
    let mut state = seed;
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_ascii_digit() {
            out.push(c);
            continue;
        }
        let mut run = String::from(c);
        while let Some(digit) = chars.next_if(char::is_ascii_digit) {
            run.push(digit);
        }
        let year = run.len() == 4 && (run.starts_with("19") || run.starts_with("18"));
        for (at, digit) in run.chars().enumerate() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let other = char::from(b'1' + ((state >> 33) % 9) as u8);
            out.push(if year || digit == '0' && at == 0 || seed == 0 { digit } else { other });
        }
    }
    out
}

/// What is read of a text, printed and read again, for every form of labels: the first difference.
fn unlike(text: &str, schemas: &Schemas, reader: &Reader<'_>) -> Option<(LabelForm, String)> {
    let reading =
        |text: &str| read(FileName::new("note"), text.as_bytes(), ReadOptions { lines: true }, reader).expect("a text").page.records;
    let record = reading(text).into_iter().next().filter(|record| !record.holdings.is_empty())?;
    let wanted: Vec<Mark> = record.holdings.iter().map(mark).collect();
    [LabelForm::Full, LabelForm::Abbr, LabelForm::AbbrCap, LabelForm::Gost].into_iter().find_map(|form| {
        let options = CiteOptions { labels: form, ..CiteOptions::default() };
        let bare = Record { holdings: record.holdings.clone(), ..Record::default() };
        let printed = citation(&bare, Style::ChicagoNote, &options, schemas).text;
        let found: Vec<Mark> = reading(&printed).iter().flat_map(|record| &record.holdings).map(mark).collect();
        (found != wanted).then(|| (form, format!("{text}\n    printed {printed}\n    wanted {wanted:?}\n    found  {found:?}")))
    })
}

/// Every example of every scheme and archive, with its own figures and with others.
#[test]
fn every_example_can_be_read_again() {
    let schemas = Schemas::builtin();
    let reader = Reader::new(&schemas);
    let of_schemes = schemas.schemes.iter().flat_map(|scheme| scheme.example.iter().map(|example| (&scheme.id, &example.text)));
    let of_archives = schemas.repositories.iter().filter_map(|known| Some((&known.scheme, known.example.as_ref()?)));
    let mut known = entries("- example `");
    let (mut failures, mut met) = (Vec::new(), BTreeSet::new());
    let mut tried = 0;
    for (scheme, example) in of_schemes.chain(of_archives) {
        for seed in 0..2 {
            tried += 1;
            let Some((form, difference)) = unlike(&with_other_figures(example, seed), &schemas, &reader) else { continue };
            if known.contains(scheme) {
                met.insert(scheme.clone());
            } else {
                failures.push(format!("{scheme}, {}: {difference}", form.as_str()));
            }
            break;
        }
    }
    known.retain(|scheme| !met.contains(scheme));
    failures.extend(known.into_iter().map(|scheme| format!("{scheme} is read again: strike it from tests/KNOWN.md")));
    assert!(tried > 500, "only {tried}");
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

/// The names in `tests/KNOWN.md` behind this beginning of an entry.
fn entries(beginning: &str) -> BTreeSet<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/KNOWN.md");
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines().filter_map(|line| line.strip_prefix(beginning)?.split('`').next().map(str::to_owned)).collect()
}

#[test]
fn every_form_of_labels_can_be_read_again() {
    let schemas = Schemas::builtin();
    let reader = Reader::new(&schemas);
    let mut known = entries("- round trip `");
    let mut failures = Vec::new();
    for scheme in schemas.schemes.iter().filter(|scheme| scheme.id == "ru4" || scheme.accepts.iter().any(|id| id == "ru4")) {
        for form in [LabelForm::Full, LabelForm::Abbr, LabelForm::AbbrCap, LabelForm::Gost] {
            let key = format!("{}, {}", scheme.id, form.as_str());
            let failed = failure(scheme, form, &schemas, &reader);
            match (failed, known.remove(&key)) {
                (Some(reason), false) => failures.push(format!("{key}: {reason}")),
                (None, true) => failures.push(format!("{key} is read again: strike it from tests/KNOWN.md")),
                (Some(_), true) | (None, false) => {}
            }
        }
    }
    failures.extend(known.into_iter().map(|key| format!("{key} in tests/KNOWN.md names no case")));
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}
