//! A few rules and pages to try the engine on.

use super::engine::nowhere;
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{ReadPage, Record};
use crate::rules::{Check, Rule};
use crate::schema::{SchemaSource, Schemas};
use crate::source::{FileName, Span, Spanned};

const fn meta(name: &'static str, severity: Severity, group: Option<&'static str>) -> RuleMeta {
    RuleMeta { name, severity, confidence: Confidence::Medium, fix: None, summary_group: group, source: "" }
}

static SHOUTING: Rule = Rule {
    meta: meta("shouting-title", Severity::Warning, None),
    check: Check::Record(|record, _, findings| {
        if let Some(title) = record.title.as_ref().filter(|title| title.value == title.value.to_uppercase()) {
            findings.report(title.span, "the title is in capitals").value(title.value.clone());
        }
    }),
};

static WORD: Rule = Rule {
    meta: meta("shouting-word", Severity::Info, Some("print")),
    check: Check::Page(|page, _, findings| {
        for fact in &page.facts {
            findings.report(fact.span, "a word in capitals").at_most(Severity::Info).confidence(Confidence::Low);
        }
    }),
};

static DELO: Rule = Rule {
    meta: meta("missing-delo", Severity::Error, Some("print")),
    check: Check::Record(|record, _, findings| {
        if record.holdings.is_empty() {
            findings.report(record.span, "no delo");
        }
    }),
};

static SHARED: Rule = Rule {
    meta: meta("shared-record-id", Severity::Warning, None),
    check: Check::Corpus(|corpus, _, findings| {
        for records in corpus.index().by_identifier.values().filter(|records| records.len() > 1) {
            let span = |at| corpus.record(at).identifier.as_ref().map(|id| id.span).unwrap_or_default();
            findings.report_on(records[1].page, span(records[1]), "this number is taken").related_on(
                records[0].page,
                span(records[0]),
                "taken here",
            );
        }
    }),
};

pub static KNOWN: &[&Rule] = &[&DELO, &SHARED, &SHOUTING, &WORD];

/// The built-in tables with two profiles for the rules above.
pub fn schemas() -> Schemas {
    let text = "[[profile]]\nname = \"default\"\noff = [\"missing-delo\", \"shared-record-id\"]\n\
                [[profile]]\nname = \"strict\"\nextends = \"default\"\non = [\"missing-delo\", \"shared-record-id\"]\n";
    Schemas::with(&[SchemaSource { name: "profiles.toml".into(), text: text.into() }]).expect("valid schema")
}

pub fn record(title: &str, at: usize) -> Record {
    let span = Span::new(at, at + title.len());
    Record { span, title: Some(Spanned::new(title.into(), span)), ..Record::default() }
}

pub fn page(name: &str, records: Vec<Record>) -> ReadPage {
    ReadPage { name: FileName::new(name), layout: "lines", records, ..nowhere() }
}
