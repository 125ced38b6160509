//! The last lines of a report that people read: what could not be read, and the summary.

use std::io::{self, Write};

use super::visible::line;
use super::{Report, Unreadable};
use crate::diagnostic::{Applicability, Diagnostic};

/// Writes a line for each unreadable input, then the summary.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for unread in report.unreadable {
        writeln!(out, "{}: could not be read: {}", place(unread), line(&unread.message))?;
    }
    writeln!(out, "{}", summary(report))
}

/// The path of an unreadable input, with the line where reading stopped.
fn place(unread: &Unreadable) -> String {
    match unread.line {
        Some(number) => format!("{}:{number}", line(unread.file.as_str())),
        None => line(unread.file.as_str()),
    }
}

/// "Found 1 error, 13 warnings in 5 files (5 records). [*] 3 fixable with --fix, 1 more with --unsafe-fixes."
pub(super) fn summary(report: &Report<'_>) -> String {
    let counts = report.counts;
    let kinds = [(counts.errors, "error"), (counts.warnings, "warning"), (counts.infos, "info")];
    let found: Vec<String> = kinds.into_iter().filter(|&(number, _)| number > 0).map(|(number, word)| many(number, word)).collect();
    let found = if found.is_empty() { "No findings".to_owned() } else { format!("Found {}", found.join(", ")) };
    let mut text = format!("{found} in {} ({}).", many(counts.files, "file"), many(counts.records, "record"));
    let doubtful = |finding: &&Diagnostic| finding.fix.as_deref().is_some_and(|fix| fix.applicability == Applicability::Unsafe);
    match (counts.fixable, report.findings.iter().filter(doubtful).count()) {
        (0, 0) => {}
        (0, doubtful) => text.push_str(&format!(" {doubtful} fixable with --fix --unsafe-fixes.")),
        (safe, 0) => text.push_str(&format!(" [*] {safe} fixable with --fix.")),
        (safe, doubtful) => text.push_str(&format!(" [*] {safe} fixable with --fix, {doubtful} more with --unsafe-fixes.")),
    }
    match counts.not_shown {
        0 => {}
        1 => text.push_str(" 1 finding is not shown."),
        number => text.push_str(&format!(" {number} findings are not shown.")),
    }
    match report.baselined.unwrap_or_default().len() {
        0 => {}
        1 => text.push_str(" 1 baselined finding is not shown."),
        number => text.push_str(&format!(" {number} baselined findings are not shown.")),
    }
    if !report.unreadable.is_empty() {
        text.push_str(&format!(" {} could not be read.", many(report.unreadable.len(), "file")));
    }
    text
}

pub(super) fn many(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}

#[cfg(test)]
mod tests {
    use super::super::{Counts, Look, SourceText, Texts};
    use super::*;
    use crate::source::FileName;

    struct Nothing;

    impl Texts for Nothing {
        fn text(&self, _: &FileName) -> SourceText {
            SourceText::Gone
        }
    }

    fn say(counts: Counts) -> String {
        summary(&Report { findings: &[], baselined: None, rules: &[], unreadable: &[], counts, texts: &Nothing, look: Look::default() })
    }

    #[test]
    fn numbers_agree_with_their_words() {
        let counts = Counts { files: 5, records: 5, errors: 1, warnings: 13, infos: 22, fixable: 3, not_shown: 0 };
        assert_eq!(say(counts), "Found 1 error, 13 warnings, 22 infos in 5 files (5 records). [*] 3 fixable with --fix.");
        assert_eq!(say(Counts { files: 1, records: 1, infos: 1, ..Counts::default() }), "Found 1 info in 1 file (1 record).");
        assert!(say(Counts { not_shown: 2, ..counts }).ends_with(" [*] 3 fixable with --fix. 2 findings are not shown."));
        assert_eq!(say(Counts { files: 5, records: 5, ..Counts::default() }), "No findings in 5 files (5 records).");
        assert_eq!(say(Counts::default()), "No findings in 0 files (0 records).");
    }
}
