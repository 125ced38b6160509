//! `concise`: one line a finding, then the summary; for grep, editors and short attention.

use std::io::{self, Write};

use super::visible::{line, rule_name};
use super::{Report, closing};
use crate::diagnostic::Diagnostic;

/// Writes every finding and the closing lines.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.findings {
        writeln!(out, "{}", one(finding, report.look.links))?;
    }
    closing::write(report, out)
}

/// `path:line:col: severity[rule] message`; the name of the rule may be a link.
pub(super) fn one(finding: &Diagnostic, links: bool) -> String {
    let start = finding.primary.place.start;
    format!(
        "{}:{}:{}: {}[{}] {}",
        line(finding.primary.file.as_str()),
        start.line,
        start.column,
        finding.severity.as_str(),
        rule_name(finding.rule, links),
        line(&finding.message)
    )
}
