//! `rdjson`: the JSON of reviewdog.
//!
//! Its columns count bytes of UTF-8, so every file with findings is read once more; where it is no longer the same, the
//! lines stand alone. A fix of one edit is a suggestion; one of several would come apart. Findings that the baseline knows
//! are left out.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::json_text::write_pretty;
use super::{Report, SourceText, Unreadable, applicable, in_repository};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::{FileName, Positions, Span};

/// Writes one document.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let columns = Columns::find(report);
    let refusals = report.unreadable.iter().map(refusal);
    let findings = report.findings.iter().map(|finding| diagnostic(finding, &columns));
    let source = Source { name: "opiska", url: env!("CARGO_PKG_REPOSITORY") };
    write_pretty(&Document { source, diagnostics: refusals.chain(findings).collect() }, out)
}

#[derive(Serialize)]
struct Document<'a> {
    source: Source,
    diagnostics: Vec<DiagnosticJson<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
    url: &'static str,
}

#[derive(Serialize)]
struct DiagnosticJson<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct Point {
    line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
}

#[derive(Serialize)]
struct Code {
    value: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    message: &'a str,
    location: Location<'a>,
}

/// Lines and byte columns of the places of a report.
struct Columns<'a> {
    files: BTreeMap<&'a FileName, Positions>,
}

impl<'a> Columns<'a> {
    fn find(report: &Report<'a>) -> Self {
        let mut wanted: BTreeMap<&FileName, Vec<u32>> = BTreeMap::new();
        for finding in report.findings {
            for label in std::iter::once(&finding.primary).chain(&finding.related) {
                wanted.entry(&label.file).or_default().extend([label.place.span.start, label.place.span.end]);
            }
            let edits = applicable(finding).into_iter().flat_map(|fix| &fix.edits);
            wanted.entry(&finding.primary.file).or_default().extend(edits.flat_map(|edit| [edit.span.start, edit.span.end]));
        }
        let resolve = |(file, offsets)| match report.texts.text(file) {
            SourceText::Same(text) => Some((file, Positions::resolve_bytes(&text, offsets))),
            SourceText::Changed | SourceText::Gone => None,
        };
        Self { files: wanted.into_iter().filter_map(resolve).collect() }
    }

    fn range(&self, file: &FileName, span: Span) -> Option<Range> {
        let place = self.files.get(file)?.place(span);
        let point = |position: crate::source::Position| Point { line: position.line, column: Some(position.column) };
        Some(Range { start: point(place.start), end: point(place.end) })
    }

    fn location(&self, label: &'a Label) -> Location<'a> {
        let lines = || Range {
            start: Point { line: label.place.start.line, column: None },
            end: Point { line: label.place.end.line, column: None },
        };
        let range = self.range(&label.file, label.place.span).unwrap_or_else(lines);
        Location { path: in_repository(label.file.as_str()), range: Some(range) }
    }
}

fn diagnostic<'a>(finding: &'a Diagnostic, columns: &Columns<'a>) -> DiagnosticJson<'a> {
    let severity = match finding.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    };
    let help = finding.help.iter().map(|help| format!("\nhelp: {help}"));
    let edit = applicable(finding).filter(|fix| fix.edits.len() == 1).map(|fix| &fix.edits[0]);
    let suggestion = edit.and_then(|edit| Some(Suggestion { range: columns.range(&finding.primary.file, edit.span)?, text: &edit.text }));
    let related = finding.related.iter().map(|label| Related { message: &label.message, location: columns.location(label) });
    DiagnosticJson {
        message: format!("{}{}", finding.message, help.collect::<String>()),
        location: columns.location(&finding.primary),
        severity,
        code: Code { value: finding.rule.name, url: finding.rule.url() },
        suggestions: suggestion.into_iter().collect(),
        related_locations: related.collect(),
    }
}

fn refusal(unread: &Unreadable) -> DiagnosticJson<'_> {
    let point = |line| Point { line, column: None };
    DiagnosticJson {
        message: format!("could not be read: {}", unread.message),
        location: Location {
            path: in_repository(unread.file.as_str()),
            range: unread.line.map(|line| Range { start: point(line), end: point(line) }),
        },
        severity: "ERROR",
        code: Code { value: "unreadable", url: None },
        suggestions: Vec::new(),
        related_locations: Vec::new(),
    }
}
