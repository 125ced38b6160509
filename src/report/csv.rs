//! `csv`: one row a finding, for spreadsheets; findings that the baseline knows too, with their status.
//!
//! Quoted as RFC 4180 says. Hidden characters are spelled out, so that a row is one line. What could not be read is no
//! finding and has no row.

use std::io::{self, Write};

use super::visible::line;
use super::{Report, Status, json};
use crate::diagnostic::Diagnostic;

/// The columns, in order. New ones may come at the end only.
const COLUMNS: [&str; 13] = [
    "path",
    "line",
    "column",
    "end_line",
    "end_column",
    "severity",
    "confidence",
    "rule",
    "message",
    "help",
    "status",
    "fingerprint",
    "url",
];

/// Writes a line of column names and the rows.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let rows = report.all().map(|(finding, status)| cells(finding, status));
    write_rows(COLUMNS, rows, out)
}

/// Writes a line of column names and rows, each cell on its line and safe from being taken for a formula.
pub(super) fn write_rows<const N: usize>(
    columns: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(columns)?;
    for row in rows {
        writer.write_record(row.map(|cell| guarded(line(&cell))))?;
    }
    writer.flush()
}

fn cells(finding: &Diagnostic, status: Status) -> [String; 13] {
    let place = finding.primary.place;
    [
        finding.primary.file.as_str().to_owned(),
        place.start.line.to_string(),
        place.start.column.to_string(),
        place.end.line.to_string(),
        place.end.column.to_string(),
        finding.severity.as_str().to_owned(),
        finding.confidence.as_str().to_owned(),
        finding.rule.name.to_owned(),
        finding.message.clone().into_owned(),
        finding.help.clone().unwrap_or_default().into_owned(),
        status.as_str().to_owned(),
        json::fingerprint(finding),
        finding.rule.url().unwrap_or_default(),
    ]
}

/// A cell that no spreadsheet takes for a formula: an apostrophe stands before the sign that begins one.
///
/// A cell that already begins with apostrophes before such a sign gets one more, so whoever takes one apostrophe off
/// cells of that form has the text back.
pub fn guarded(cell: String) -> String {
    if cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}
