//! `gitlab`: Code Quality of GitLab, a JSON list.
//!
//! GitLab itself compares the fingerprints of two branches, so each must stand once: a finding that comes again with the
//! same fingerprint gets a number behind it. Findings that the baseline knows are left out.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64;

use super::json_text::write_pretty;
use super::{Report, Unreadable, in_repository};
use crate::diagnostic::{Diagnostic, Severity};

/// Writes the list: unreadable inputs, then findings.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut seen = HashMap::new();
    let refusals = report.unreadable.iter().map(refusal);
    let issues: Vec<Issue<'_>> = refusals
        .chain(report.findings.iter().map(issue))
        .map(|(fingerprint, issue)| Issue { fingerprint: unique(fingerprint, &mut seen), ..issue })
        .collect();
    write_pretty(&issues, out)
}

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

fn issue(finding: &Diagnostic) -> (u64, Issue<'_>) {
    let severity = match finding.severity {
        Severity::Error => "critical",
        Severity::Warning => "major",
        Severity::Info => "info",
    };
    let place = finding.primary.place;
    let issue = Issue {
        description: finding.message.clone().into_owned(),
        check_name: finding.rule.name,
        fingerprint: String::new(),
        severity,
        location: Location {
            path: in_repository(finding.primary.file.as_str()),
            lines: Lines { begin: place.start.line, end: place.end.line },
        },
    };
    (finding.fingerprint, issue)
}

fn refusal(unread: &Unreadable) -> (u64, Issue<'_>) {
    let path = in_repository(unread.file.as_str());
    let line = unread.line.unwrap_or(1);
    let issue = Issue {
        description: format!("could not be read: {}", unread.message),
        check_name: "unreadable",
        fingerprint: String::new(),
        severity: "blocker",
        location: Location { path, lines: Lines { begin: line, end: line } },
    };
    (xxh3_64(format!("unreadable\n{path}").as_bytes()), issue)
}

/// The fingerprint as text, with a number behind it when it was there before.
fn unique(fingerprint: u64, seen: &mut HashMap<u64, usize>) -> String {
    let times = seen.entry(fingerprint).or_insert(0);
    *times += 1;
    if *times == 1 { format!("{fingerprint:016x}") } else { format!("{fingerprint:016x}-{times}") }
}
