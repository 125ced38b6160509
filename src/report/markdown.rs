//! `markdown`: tables for people, for a wiki, a merge request or the summary of a step on GitHub.
//!
//! Signs of Markdown and HTML in documents are escaped: a cell is text, whatever stands in it. Findings that the baseline
//! knows are counted only.

use std::io::{self, Write};

use super::statistics::{Tally, tallies};
use super::{Report, closing, visible};
use crate::diagnostic::{Diagnostic, RuleMeta};

/// Writes the summary, the rules by number of findings, and the findings, as far as `limit` bytes go.
pub(super) fn write(report: &Report<'_>, limit: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut text = Vec::new();
    write_statistics(report, &tallies(report), &mut text)?;
    let mut left = limit.saturating_sub(text.len());
    out.write_all(&text)?;
    if report.findings.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n| Place | Severity | Finding |\n|---|---|---|")?;
    for (at, finding) in report.findings.iter().enumerate() {
        let row = row(finding);
        if row.len() > left {
            return writeln!(out, "\n{} not shown here.", closing::many(report.findings.len() - at, "finding"));
        }
        left -= row.len();
        writeln!(out, "{row}")?;
    }
    Ok(())
}

/// Writes the summary, what could not be read, and the rules by number of findings.
pub(super) fn write_statistics(report: &Report<'_>, tallies: &[Tally], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## opiska\n\n{}", closing::summary(report))?;
    if !report.unreadable.is_empty() {
        writeln!(out)?;
    }
    for unread in report.unreadable {
        let line = unread.line.map(|line| format!(":{line}")).unwrap_or_default();
        writeln!(out, "- {}{line}: could not be read: {}", cell(unread.file.as_str()), cell(&unread.message))?;
    }
    if !tallies.is_empty() {
        writeln!(out, "\n| Findings | Severity | Rule | Files | Fixable |\n|--:|---|---|--:|--:|")?;
    }
    for tally in tallies {
        let (severity, rule) = (tally.severity.as_str(), rule(tally.rule));
        writeln!(out, "| {} | {severity} | {rule} | {} | {} |", tally.findings, tally.files, tally.fixable)?;
    }
    Ok(())
}

fn row(finding: &Diagnostic) -> String {
    let start = finding.primary.place.start;
    let help = finding.help.iter().map(|help| format!("<br>help: {}", cell(help)));
    format!(
        "| {}:{}:{} | {} | {}{} ({}) |",
        cell(finding.primary.file.as_str()),
        start.line,
        start.column,
        finding.severity.as_str(),
        cell(&finding.message),
        help.collect::<String>(),
        rule(finding.rule)
    )
}

/// The name of a rule with its page.
fn rule(rule: &RuleMeta) -> String {
    rule.url().map_or_else(|| rule.name.to_owned(), |page| format!("[{}]({page})", rule.name))
}

/// A text as it stands in a cell.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible::line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' | '$' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_text_whatever_stands_in_it() {
        let text = "a|b `c` *d* __e__ [f](g) <img src=x> &lt; ~~h~~ $i$ \\j\nk";
        let expected = "a\\|b \\`c\\` \\*d\\* \\_\\_e\\_\\_ \\[f\\](g) &lt;img src=x&gt; &amp;lt; \\~\\~h\\~\\~ \\$i\\$ \\\\j\\\\nk";
        assert_eq!(cell(text), expected);
    }
}
