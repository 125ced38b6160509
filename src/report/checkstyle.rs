//! `checkstyle`: the XML of Checkstyle, which most services that collect warnings can read.
//!
//! Findings that the baseline knows are left out: the format has no word for them.

use std::io::{self, Write};

use super::by_file::{FileReport, by_file};
use super::{Report, Status, in_repository, xml};

/// Writes one element for each file of which something is to be said.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}\n<checkstyle version=\"4.3\">", xml::DECLARATION)?;
    for (path, file) in &by_file(report) {
        write_file(path, file, out)?;
    }
    writeln!(out, "</checkstyle>")
}

fn write_file(path: &str, file: &FileReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    if file.refusals.is_empty() && file.findings.iter().all(|(_, status)| *status == Status::Baselined) {
        return Ok(());
    }
    writeln!(out, "  <file name=\"{}\">", xml::text(in_repository(path)))?;
    for unread in &file.refusals {
        let message = xml::text(&format!("could not be read: {}", unread.message));
        let line = unread.line.unwrap_or(1);
        writeln!(out, "    <error line=\"{line}\" severity=\"error\" message=\"{message}\" source=\"opiska.unreadable\"/>")?;
    }
    for (finding, _) in file.findings.iter().filter(|(_, status)| *status == Status::New) {
        let start = finding.primary.place.start;
        writeln!(
            out,
            "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"opiska.{}\"/>",
            start.line,
            start.column,
            finding.severity.as_str(),
            xml::text(&finding.message),
            finding.rule.name
        )?;
    }
    writeln!(out, "  </file>")
}
