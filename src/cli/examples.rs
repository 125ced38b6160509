//! The examples of schema files: of level schemes, run through reading, and of a project's own rules, run through the rule.

use std::collections::BTreeMap;
use std::fmt;

use crate::parse::{self, ReadOptions, Reader};
use crate::record::{Folio, FolioRange, Holding, Record};
use crate::rules::{self, Findings};
use crate::schema::own::{OwnRule, Standing};
use crate::schema::{Schemas, SchemeExample};
use crate::source::FileName;

/// An example that is not read as it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleFailure {
    /// Of what, by name: a scheme or a rule.
    pub of: String,
    /// The example's text.
    pub text: String,
    /// What was read or reported instead.
    pub reason: String,
    /// What may help.
    pub help: Option<String>,
}

impl fmt::Display for ExampleFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        write!(f, "{}: example \"{first}\": {}", self.of, self.reason)
    }
}

/// Runs the examples of the schemes that `wanted` picks; gives back those that fail.
pub fn check_examples(schemas: &Schemas, wanted: impl Fn(&str) -> bool) -> Vec<ExampleFailure> {
    let reader = Reader::new(schemas);
    let mut failures = Vec::new();
    for scheme in schemas.schemes.iter().filter(|scheme| wanted(&scheme.id)) {
        for example in &scheme.example {
            let options = ReadOptions { lines: true };
            let reason = match parse::read(FileName::new("example"), example.text.as_bytes(), options, &reader) {
                Ok(reading) => compare(example, &reading.page.records),
                Err(error) => Err(error.to_string()),
            };
            if let Err(reason) = reason {
                failures.push(ExampleFailure { of: format!("scheme `{}`", scheme.id), text: example.text.clone(), reason, help: None });
            }
        }
    }
    failures
}

/// Runs the examples of the rules that `wanted` picks; gives back those that fail.
pub fn check_rule_examples(schemas: &Schemas, wanted: impl Fn(&OwnRule) -> bool) -> Vec<ExampleFailure> {
    let reader = Reader::new(schemas);
    let mut failures = Vec::new();
    for own in schemas.own_rules.iter().filter(|own| wanted(own)) {
        let name = &own.table.name;
        let failure = |text: &str, reason, help| ExampleFailure { of: format!("rule `{name}`"), text: text.to_owned(), reason, help };
        for example in &own.table.example {
            let options = ReadOptions { lines: !example.page };
            let reading = match parse::read(FileName::new("example"), example.text.as_bytes(), options, &reader) {
                Ok(reading) => reading,
                Err(error) => {
                    failures.push(failure(&example.text, error.to_string(), None));
                    continue;
                }
            };
            let mut findings = Findings::default();
            let records = reading.page.records.iter().filter(|record| !record.only_repeats());
            records.for_each(|record| rules::own::check(own, record, &mut findings));
            match (example.fires, findings.into_drafts().first()) {
                (true, None) => {
                    let reason = "the rule must report it, but does not".to_owned();
                    failures.push(failure(&example.text, reason, silence(own, &reading.page.records)));
                }
                (false, Some(draft)) => {
                    let reason = format!("the rule must be quiet, but says: {}", draft.message);
                    failures.push(failure(&example.text, reason, None));
                }
                _ => {}
            }
        }
    }
    failures
}

/// Why a rule may have nothing to say about records.
fn silence(own: &OwnRule, records: &[Record]) -> Option<String> {
    let notes = records.iter().filter(|record| record.form.note).count();
    match own.records {
        _ if records.is_empty() => Some("no citation was read; `opiska extract --lines --explain` shows how a line is read".to_owned()),
        Standing::Documents if notes == records.len() => Some(
            "a plain line counts as a note, and this rule speaks of documents only: give a whole page with `page = true`, or set \
             `records = \"all\"`"
                .to_owned(),
        ),
        Standing::Notes if notes == 0 => Some("the rule speaks of notes only, and this is the page of a document".to_owned()),
        _ => Some("`opiska extract --lines --explain` shows how a line is read".to_owned()),
    }
}

/// Compares what was read with what the example says.
fn compare(example: &SchemeExample, records: &[Record]) -> Result<(), String> {
    let holdings: Vec<&Holding> = records.iter().flat_map(|record| &record.holdings).collect();
    let Some(expected) = &example.reads else {
        return match holdings.first() {
            None => Ok(()),
            Some(holding) => Err(format!("it must give nothing, but was read as {}", print(&values(holding)))),
        };
    };
    let Some(holding) = holdings.first() else { return Err("no shelfmark was read".to_owned()) };
    let mut read = values(holding);
    // An example need not speak of the archive.
    if !expected.contains_key("repository") {
        read.remove("repository");
    }
    if &read == expected { Ok(()) } else { Err(format!("it must give {}, but gave {}", print(expected), print(&read))) }
}

/// A holding as `level value` pairs, written as examples write them.
fn values(holding: &Holding) -> BTreeMap<String, String> {
    let mut values: BTreeMap<String, String> = holding.levels.iter().map(|level| (level.id.to_string(), level.value.clone())).collect();
    if let Some(archive) = holding.archive() {
        values.insert("repository".to_owned(), archive.to_owned());
    }
    if let Some(folios) = &holding.folios {
        let items: Vec<String> = folios.items.iter().map(range).collect();
        values.insert("folios".to_owned(), items.join(", "));
    }
    values
}

/// Leaves as examples write them: `3-6`, `7ob`.
fn range(item: &FolioRange) -> String {
    let folio = |folio: &Folio| format!("{}{}", folio.number, if folio.verso { "ob" } else { "" });
    if item.from == item.to { folio(&item.from) } else { format!("{}-{}", folio(&item.from), folio(&item.to)) }
}

fn print(values: &BTreeMap<String, String>) -> String {
    let pairs: Vec<String> = values.iter().map(|(level, value)| format!("{level} = \"{value}\"")).collect();
    format!("{{ {} }}", pairs.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{FolioUnit, Folios, Level, RepositoryMention};
    use crate::source::Span;

    fn holding() -> Holding {
        let level = |id: &str, value: &str| Level {
            id: id.into(),
            value: value.into(),
            as_written: value.into(),
            span: Span::default(),
            label: String::new(),
            label_span: Span::default(),
        };
        let folio = |number: &str, verso| Folio { number: number.into(), verso };
        let range = |from, to| FolioRange { from, to, abbreviated: false, dashed: false, span: Span::default() };
        let items = vec![range(folio("3", false), folio("6", false)), range(folio("7", true), folio("7", true))];
        let (label, span) = (String::new(), Span::default());
        Holding {
            repository: Some(RepositoryMention {
                siglum: Some("GARF".into()),
                as_written: "ГАРФ".into(),
                span,
                spelling: Default::default(),
            }),
            levels: vec![level("fond", "5446"), level("delo", "718")],
            folios: Some(Folios { unit: FolioUnit::Leaf, items, label, label_span: span, plural: None, span, open_end: None }),
            ..Holding::default()
        }
    }

    fn run(reads: Option<&[(&str, &str)]>, holdings: Vec<Holding>) -> Result<(), String> {
        let reads = reads.map(|pairs| pairs.iter().map(|(level, value)| ((*level).to_owned(), (*value).to_owned())).collect());
        compare(&SchemeExample { text: String::new(), reads }, &[Record { holdings, ..Record::default() }])
    }

    #[test]
    fn an_example_is_compared_value_by_value() {
        let full = [("repository", "GARF"), ("fond", "5446"), ("delo", "718"), ("folios", "3-6, 7ob")];
        assert_eq!(run(Some(&full), vec![holding()]), Ok(()));
        assert_eq!(run(Some(&full[1..]), vec![holding()]), Ok(()));
        let wrong = run(Some(&[("fond", "5446"), ("delo", "718")]), vec![holding()]);
        assert!(wrong.is_err_and(|reason| reason.contains("folios = \"3-6, 7ob\"")));
        assert_eq!(run(Some(&full), Vec::new()), Err("no shelfmark was read".to_owned()));
    }

    #[test]
    fn an_example_without_values_must_give_nothing() {
        assert_eq!(run(None, Vec::new()), Ok(()));
        assert!(run(None, vec![holding()]).is_err());
    }
}
