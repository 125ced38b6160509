//! `json` and `jsonl`: the public shape of a finding, under a version number.
//!
//! The types here are the contract; the types of `diagnostic` may change without it. Absent fields are left out.

use std::io::{self, Write};

use serde::Serialize;

use super::json_text::{write_line, write_pretty};
use super::{Report, Status, Unreadable};
use crate::diagnostic::{Applicability, Confidence, Diagnostic, Fix, Label, Severity};
use crate::source::Place;

/// Grows when a field changes its meaning or goes; new fields do not count.
pub(super) const SCHEMA_VERSION: u32 = 1;

/// Writes one document.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let document = Document { schema_version: SCHEMA_VERSION, findings: report, summary: Summary::of(report) };
    write_pretty(&document, out)
}

/// Writes one finding a line; the summary has no line of its own.
pub(super) fn write_lines(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (finding, status) in report.all() {
        write_line(&FindingJson::of(finding, status), out)?;
        writeln!(out)?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    #[serde(serialize_with = "findings")]
    findings: &'a Report<'a>,
    summary: Summary<'a>,
}

/// Turns findings into their public shape one at a time: a report of a million needs no second copy.
fn findings<S: serde::Serializer>(report: &Report<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(report.all().map(|(finding, status)| FindingJson::of(finding, status)))
}

/// The run in numbers.
#[derive(Serialize)]
pub(super) struct Summary<'a> {
    files: usize,
    records: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    baselined: usize,
    #[serde(skip_serializing_if = "is_zero")]
    not_shown: usize,
    unreadable: Vec<UnreadableJson<'a>>,
}

impl<'a> Summary<'a> {
    /// Takes the numbers of a report.
    pub(super) fn of(report: &Report<'a>) -> Self {
        let counts = report.counts;
        Self {
            files: counts.files,
            records: counts.records,
            errors: counts.errors,
            warnings: counts.warnings,
            infos: counts.infos,
            baselined: report.baselined.unwrap_or_default().len(),
            not_shown: counts.not_shown,
            unreadable: report.unreadable.iter().map(UnreadableJson::of).collect(),
        }
    }
}

fn is_zero(number: &usize) -> bool {
    *number == 0
}

#[derive(Serialize)]
struct UnreadableJson<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<usize>,
    message: &'a str,
}

impl<'a> UnreadableJson<'a> {
    fn of(unread: &'a Unreadable) -> Self {
        Self { path: unread.file.as_str(), line: unread.line, offset: unread.offset, message: &unread.message }
    }
}

#[derive(Serialize)]
struct FindingJson<'a> {
    rule: &'static str,
    severity: Severity,
    confidence: Confidence,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    path: &'a str,
    span: SpanJson,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<RelatedJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<FixJson<'a>>,
    fingerprint: String,
    status: &'static str,
}

impl<'a> FindingJson<'a> {
    fn of(finding: &'a Diagnostic, status: Status) -> Self {
        Self {
            rule: finding.rule.name,
            severity: finding.severity,
            confidence: finding.confidence,
            message: &finding.message,
            help: finding.help.as_deref().filter(|help| !help.is_empty()),
            url: finding.rule.url(),
            path: finding.primary.file.as_str(),
            span: SpanJson::of(finding.primary.place),
            related: finding.related.iter().map(RelatedJson::of).collect(),
            fix: finding.fix.as_deref().map(FixJson::of),
            fingerprint: fingerprint(finding),
            status: status.as_str(),
        }
    }
}

/// A fingerprint as reports spell it: sixteen hexadecimal digits.
pub(super) fn fingerprint(finding: &Diagnostic) -> String {
    format!("{:016x}", finding.fingerprint)
}

#[derive(Serialize)]
struct SpanJson {
    start: u32,
    end: u32,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

impl SpanJson {
    fn of(place: Place) -> Self {
        Self {
            start: place.span.start,
            end: place.span.end,
            line: place.start.line,
            column: place.start.column,
            end_line: place.end.line,
            end_column: place.end.column,
        }
    }
}

#[derive(Serialize)]
struct RelatedJson<'a> {
    path: &'a str,
    span: SpanJson,
    #[serde(skip_serializing_if = "str::is_empty")]
    message: &'a str,
}

impl<'a> RelatedJson<'a> {
    fn of(label: &'a Label) -> Self {
        Self { path: label.file.as_str(), span: SpanJson::of(label.place), message: &label.message }
    }
}

#[derive(Serialize)]
struct FixJson<'a> {
    applicability: Applicability,
    title: &'a str,
    edits: Vec<EditJson<'a>>,
}

#[derive(Serialize)]
struct EditJson<'a> {
    start: u32,
    end: u32,
    text: &'a str,
}

impl<'a> FixJson<'a> {
    fn of(fix: &'a Fix) -> Self {
        let edits = fix.edits.iter().map(|edit| EditJson { start: edit.span.start, end: edit.span.end, text: &edit.text });
        Self { applicability: fix.applicability, title: &fix.title, edits: edits.collect() }
    }
}
