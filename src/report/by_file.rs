//! Findings file by file, for formats that are built that way.

use std::collections::BTreeMap;

use super::{Report, Status, Unreadable};
use crate::diagnostic::Diagnostic;

/// What a report says of one file.
#[derive(Default)]
pub(super) struct FileReport<'a> {
    /// Why the file, or a part of it, could not be read.
    pub refusals: Vec<&'a Unreadable>,
    /// The findings, in order.
    pub findings: Vec<(&'a Diagnostic, Status)>,
}

/// The files that something is said of, in the order of their names.
pub(super) fn by_file<'a>(report: &Report<'a>) -> BTreeMap<&'a str, FileReport<'a>> {
    let mut files: BTreeMap<&str, FileReport<'_>> = BTreeMap::new();
    for unread in report.unreadable {
        files.entry(unread.file.as_str()).or_default().refusals.push(unread);
    }
    for (finding, status) in report.all() {
        files.entry(finding.primary.file.as_str()).or_default().findings.push((finding, status));
    }
    files
}
