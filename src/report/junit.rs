//! `junit`: the XML of JUnit, for services that show the results of tests.
//!
//! A file is a test suite, a finding a failed test, whatever its severity (`type` has it); a file that could not be read
//! is a test with an error, a finding that the baseline knows is a skipped test. Where there is nothing to say one test
//! passes: services take an empty report for a run that broke. Time stamp and durations are constants, for the same input
//! gives the same report.

use std::io::{self, Write};

use super::by_file::{FileReport, by_file};
use super::{Report, Status, Unreadable, in_repository, xml};
use crate::diagnostic::Diagnostic;

/// What every suite has to say and we have not.
const CONSTANTS: &str = "timestamp=\"1970-01-01T00:00:00\" hostname=\"localhost\" time=\"0\"";

/// Writes one suite for each file of which something is to be said.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}\n<testsuites>", xml::DECLARATION)?;
    let files = by_file(report);
    for (id, (path, file)) in files.iter().enumerate() {
        write_suite(id, path, file, out)?;
    }
    if files.is_empty() {
        open(0, "opiska", [1, 0, 0, 0], out)?;
        writeln!(out, "    <testcase name=\"no findings\" classname=\"opiska\" time=\"0\"/>")?;
        close(out)?;
    }
    writeln!(out, "</testsuites>")
}

fn write_suite(id: usize, path: &str, file: &FileReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let path = xml::text(in_repository(path));
    let skipped = file.findings.iter().filter(|(_, status)| *status == Status::Baselined).count();
    let (errors, found) = (file.refusals.len(), file.findings.len());
    open(id, &path, [errors + found, found - skipped, errors, skipped], out)?;
    for unread in &file.refusals {
        write_refusal(&path, unread, out)?;
    }
    for (finding, status) in &file.findings {
        write_finding(&path, finding, *status, out)?;
    }
    close(out)
}

/// Opens a suite; the numbers are those of tests, failures, errors and skipped tests.
fn open(id: usize, name: &str, [tests, failures, errors, skipped]: [usize; 4], out: &mut dyn Write) -> io::Result<()> {
    let numbers = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\"");
    writeln!(out, "  <testsuite package=\"opiska\" id=\"{id}\" name=\"{name}\" {CONSTANTS} {numbers}>\n    <properties/>")
}

fn close(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "    <system-out/>\n    <system-err/>\n  </testsuite>")
}

fn write_refusal(path: &str, unread: &Unreadable, out: &mut dyn Write) -> io::Result<()> {
    let message = xml::text(&format!("could not be read: {}", unread.message));
    writeln!(out, "    <testcase name=\"unreadable\" classname=\"{path}\" time=\"0\">")?;
    writeln!(out, "      <error type=\"unreadable\" message=\"{message}\"/>\n    </testcase>")
}

fn write_finding(path: &str, finding: &Diagnostic, status: Status, out: &mut dyn Write) -> io::Result<()> {
    let start = finding.primary.place.start;
    let name = format!("{} ({}:{})", finding.rule.name, start.line, start.column);
    let message = xml::text(&finding.message);
    writeln!(out, "    <testcase name=\"{name}\" classname=\"{path}\" time=\"0\">")?;
    match status {
        Status::Baselined => writeln!(out, "      <skipped message=\"in the baseline: {message}\"/>")?,
        Status::New => {
            let help = finding.help.iter().map(|help| format!("help: {help}\n"));
            let body = format!("{}:{}\n{}{}", start.line, start.column, help.collect::<String>(), finding.rule.url().unwrap_or_default());
            let kind = finding.severity.as_str();
            writeln!(out, "      <failure type=\"{kind}\" message=\"{message}\">{path}:{}</failure>", xml::text(&body))?;
        }
    }
    writeln!(out, "    </testcase>")
}
