//! The examples of level schemes, run through reading: what each line must give, and which lines must give nothing.

use std::collections::BTreeMap;
use std::fmt;

use crate::parse::{self, ReadOptions, Reader};
use crate::record::{Folio, FolioRange, Holding, Record};
use crate::schema::{Schemas, SchemeExample};
use crate::source::FileName;

/// An example that is not read as it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleFailure {
    /// Id of the scheme.
    pub scheme: String,
    /// The example's line.
    pub text: String,
    /// What was read instead.
    pub reason: String,
}

impl fmt::Display for ExampleFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "scheme `{}`: example \"{}\": {}", self.scheme, self.text, self.reason)
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
                failures.push(ExampleFailure { scheme: scheme.id.clone(), text: example.text.clone(), reason });
            }
        }
    }
    failures
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
