//! `github`: workflow commands that GitHub Actions turns into annotations.
//!
//! GitHub shows ten annotations of each kind per step, so ten of each are given, and what is left stands in the log,
//! folded away. Findings that the baseline knows are counted only. Commands are `::kind property=value,…::message`;
//! whatever could end a value is percent-escaped and nothing else begins a line, so that no document can give the runner
//! a command of its own.

use std::io::{self, Write};

use super::visible::{line, lines};
use super::{Report, Unreadable, closing, in_repository};
use crate::diagnostic::{Diagnostic, Severity};

/// Annotations of one kind that GitHub shows for a step.
const MOST: usize = 10;

/// Bytes that GitHub takes for the summary of a step are a mebibyte; something else may stand there before.
pub(super) const LARGEST_SUMMARY: usize = 1 << 19;

/// Writes ten errors (unreadable inputs first), ten warnings and ten notices, then the rest as text, then the summary.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut rest = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let refusals = report.unreadable.iter().filter(|_| severity == Severity::Error).map(Entry::Refusal);
        let findings = report.findings.iter().filter(|finding| finding.severity == severity).map(Entry::Finding);
        for (at, entry) in refusals.chain(findings).enumerate() {
            if at < MOST { writeln!(out, "{}", entry.command())? } else { rest.push(entry) }
        }
    }
    if !rest.is_empty() {
        writeln!(out, "::group::{} without an annotation", closing::many(rest.len(), "finding"))?;
        rest.iter().try_for_each(|entry| writeln!(out, "{}", entry.plain()))?;
        writeln!(out, "::endgroup::")?;
    }
    writeln!(out, "{}", closing::summary(report))
}

/// What may become an annotation.
enum Entry<'a> {
    Refusal(&'a Unreadable),
    Finding(&'a Diagnostic),
}

impl Entry<'_> {
    fn command(&self) -> String {
        match self {
            Entry::Refusal(unread) => refusal(unread),
            Entry::Finding(finding) => command(finding),
        }
    }

    /// The same for the log. It begins with a word of ours, and the old form of commands, which may stand anywhere in a
    /// line, is broken up.
    fn plain(&self) -> String {
        let text = match self {
            Entry::Refusal(unread) => format!("error: {}: could not be read: {}", in_repository(unread.file.as_str()), unread.message),
            Entry::Finding(finding) => {
                let start = finding.primary.place.start;
                let place = format!("{}:{}:{}", in_repository(finding.primary.file.as_str()), start.line, start.column);
                format!("{}: {place}: {}: {}", finding.severity.as_str(), finding.rule.name, finding.message)
            }
        };
        line(&text).replace("##[", "## [")
    }
}

fn command(finding: &Diagnostic) -> String {
    let kind = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let path = in_repository(finding.primary.file.as_str());
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
    let path = in_repository(unread.file.as_str());
    let line = unread.line.map(|line| format!(",line={line}")).unwrap_or_default();
    let text = format!("{path}: could not be read: {}", unread.message);
    format!("::error file={}{line},title=unreadable::{}", property(path), message(&text))
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
    #[test]
    fn the_log_takes_no_command_either() {
        let file = crate::source::FileName::new("::error::x");
        let unread = Unreadable { file, message: "##[error]a\n::stop-commands::b".into(), line: None, offset: None };
        assert_eq!(Entry::Refusal(&unread).plain(), "error: ::error::x: could not be read: ## [error]a\\n::stop-commands::b");
    }
}
