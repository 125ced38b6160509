//! `github`: workflow commands that GitHub Actions turns into annotations.
//!
//! GitHub keeps ten annotations of each kind per step, so the weightiest come first. Commands are
//! `::kind property=value,…::message`; whatever could end a value is percent-escaped, so that no document can give
//! the runner a command of its own.

use std::io::{self, Write};

use super::visible::lines;
use super::{Report, Unreadable};
use crate::diagnostic::{Diagnostic, Severity};

/// Writes one command a line: unreadable inputs, errors, warnings, notices.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for unread in report.unreadable {
        writeln!(out, "{}", refusal(unread))?;
    }
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        for finding in report.findings.iter().filter(|finding| finding.severity == severity) {
            writeln!(out, "{}", command(finding))?;
        }
    }
    Ok(())
}

fn command(finding: &Diagnostic) -> String {
    let kind = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let path = path(finding.primary.file.as_str());
    let (start, end) = (finding.primary.place.start, finding.primary.place.end);
    let mut properties = format!("file={},line={},endLine={}", property(path), start.line, end.line);
    if start.line == end.line {
        properties.push_str(&format!(",col={},endColumn={}", start.column, end.column));
    }
    // The log of a run shows the message alone: it must say the place and the rule again.
    let mut text = format!("{path}:{}:{}: {}: {}", start.line, start.column, finding.rule.name, finding.message);
    if let Some(help) = &finding.help {
        text.push_str("\nhelp: ");
        text.push_str(help);
    }
    format!("::{kind} {properties},title={}::{}", property(finding.rule.name), message(&text))
}

fn refusal(unread: &Unreadable) -> String {
    let path = path(unread.file.as_str());
    let line = unread.line.map(|line| format!(",line={line}")).unwrap_or_default();
    let text = format!("{path}: could not be read: {}", unread.message);
    format!("::error file={}{line},title=unreadable::{}", property(path), message(&text))
}

/// GitHub matches paths against those of the repository, which have no `./`.
fn path(path: &str) -> &str {
    path.strip_prefix("./").unwrap_or(path)
}

fn message(text: &str) -> String {
    lines(text, &['\n', '\r', '\t']).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_value_early() {
        assert_eq!(message("100%\r\n::error::x, y"), "100%25%0D%0A::error::x, y");
        assert_eq!(property("a,b: 100%\n"), "a%2Cb%3A 100%25%0A");
        assert_eq!(message("\u{1b}[31m"), "\\u{1b}[31m");
    }
}
