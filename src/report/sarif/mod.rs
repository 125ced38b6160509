//! `sarif`: SARIF 2.1.0 for code scanning and editors.
//!
//! Every rule that ran is listed, not only those that found something: a rule missing from the list looks, to code
//! scanning, like a rule switched off. Columns count characters, and the log says so. Byte and character offsets are
//! left out: ours count the decoded text, SARIF's the bytes of the file.

mod fixes;
mod log;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::io::{self, Write};

use super::json_text::write_pretty;
use super::{Report, Status, Unreadable, weightiest};
use crate::diagnostic::{Diagnostic, Label, RuleMeta, Severity};
use crate::source::{Place, Position};
use fixes::EditPlaces;
use log::*;

/// GitHub refuses a run with more results.
const MOST_RESULTS: usize = 25_000;

/// GitHub cuts descriptions after 1,024 characters.
const LONGEST_DESCRIPTION: usize = 1000;

/// Writes one log with one run.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let all: Vec<(&Diagnostic, Status)> = report.all().collect();
    let found = all.len();
    // Baselined findings are dropped before new ones, infos before warnings before errors.
    let kept = weightiest(all, MOST_RESULTS, |(finding, status)| (*status == Status::Baselined, Reverse(finding.severity)));
    let fixable: Vec<&Diagnostic> = kept.iter().map(|(finding, _)| *finding).collect();
    let places = EditPlaces::find(&fixable, report.texts);
    let index: HashMap<&str, usize> = report.rules.iter().enumerate().map(|(at, (rule, _))| (rule.name, at)).collect();
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "opiska",
                    version: env!("CARGO_PKG_VERSION"),
                    information_uri: env!("CARGO_PKG_REPOSITORY"),
                    rules: report.rules.iter().map(|&(rule, severity)| descriptor(rule, severity)).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            invocations: [Invocation {
                execution_successful: report.unreadable.is_empty(),
                tool_execution_notifications: notifications(report, found - kept.len()),
            }],
            results: kept
                .iter()
                .map(|(finding, status)| ResultJson {
                    baseline_state: report.baselined.map(|_| state(*status)),
                    ..result(finding, &index, &places)
                })
                .collect(),
        }],
    };
    write_pretty(&log, out)
}

fn state(status: Status) -> &'static str {
    match status {
        Status::New => "new",
        Status::Baselined => "unchanged",
    }
}

fn descriptor(rule: &'static RuleMeta, severity: Severity) -> Descriptor {
    let documentation = rule.documentation();
    Descriptor {
        id: rule_id(rule),
        name: rule.name,
        short_description: Text::new(clip(&rule.summary())),
        full_description: Text::new(clip(opening(&documentation))),
        help: Help { text: documentation.trim().to_owned(), markdown: documentation.trim().to_owned() },
        help_uri: rule.url(),
        default_configuration: Configuration { level: level(severity) },
        properties: RuleProperties { precision: rule.confidence.as_str(), problem_severity: problem_severity(severity) },
    }
}

/// The prose before the first example or heading.
fn opening(documentation: &str) -> &str {
    let end = ["\n```", "\n#"].into_iter().filter_map(|mark| documentation.find(mark)).min();
    documentation[..end.unwrap_or(documentation.len())].trim()
}

fn clip(text: &str) -> String {
    match text.char_indices().nth(LONGEST_DESCRIPTION) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

fn rule_id(rule: &RuleMeta) -> String {
    format!("opiska/{}", rule.name)
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn problem_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "recommendation",
    }
}

fn notifications(report: &Report<'_>, left_out: usize) -> Vec<Notification> {
    let mut notifications: Vec<Notification> = report.unreadable.iter().map(refusal).collect();
    if left_out > 0 {
        let text = format!("{left_out} findings are left out: a log holds at most {MOST_RESULTS}");
        notifications.push(Notification { level: "warning", message: Text::new(text), locations: Vec::new() });
    }
    notifications
}

fn refusal(unread: &Unreadable) -> Notification {
    let region = unread.line.map(|line| Region { start_line: line, start_column: None, end_line: None, end_column: None });
    let physical_location = Physical { artifact_location: Artifact::of(unread.file.as_str()), region };
    Notification {
        level: "error",
        message: Text::new(format!("could not be read: {}", unread.message)),
        locations: vec![Location { id: None, message: None, physical_location }],
    }
}

fn result<'a>(finding: &'a Diagnostic, index: &HashMap<&str, usize>, places: &EditPlaces) -> ResultJson<'a> {
    ResultJson {
        rule_id: rule_id(finding.rule),
        rule_index: index.get(finding.rule.name).copied(),
        level: level(finding.severity),
        baseline_state: None,
        message: Text::new(message(finding)),
        locations: [Location { id: None, message: label(&finding.primary), physical_location: physical(&finding.primary) }],
        related_locations: finding.related.iter().enumerate().map(|(id, at)| related(id, at)).collect(),
        fixes: fixes::of(finding, places).into_iter().collect(),
        partial_fingerprints: Fingerprints { opiska: super::json::fingerprint(finding) },
        properties: ResultProperties { confidence: finding.confidence },
    }
}

/// The message, and what to do on a line of its own: viewers that show one line show the first.
fn message(finding: &Diagnostic) -> String {
    match &finding.help {
        Some(help) => format!("{}\nhelp: {help}", finding.message),
        None => finding.message.clone().into_owned(),
    }
}

fn related(id: usize, at: &Label) -> Location {
    Location { id: Some(id), message: label(at), physical_location: physical(at) }
}

fn label(at: &Label) -> Option<Text> {
    (!at.message.is_empty()).then(|| Text::new(at.message.clone().into_owned()))
}

fn physical(at: &Label) -> Physical {
    Physical { artifact_location: Artifact::of(at.file.as_str()), region: Some(Region::of(at.place)) }
}

impl Region {
    fn of(place: Place) -> Self {
        Self::between(place.start, place.end)
    }

    fn between(start: Position, end: Position) -> Self {
        Self { start_line: start.line, start_column: Some(start.column), end_line: Some(end.line), end_column: Some(end.column) }
    }
}

impl Artifact {
    /// A path as a URI: relative to the root of the checkout, or absolute.
    fn of(path: &str) -> Self {
        let path = path.strip_prefix("./").unwrap_or(path);
        if path.starts_with('/') {
            return Self { uri: format!("file://{}", percent(path, false)), uri_base_id: None };
        }
        let drive = path.as_bytes().get(1..3) == Some(b":/") && path.as_bytes()[0].is_ascii_alphabetic();
        if drive {
            return Self { uri: format!("file:///{}", percent(path, true)), uri_base_id: None };
        }
        Self { uri: percent(path, false), uri_base_id: Some("%SRCROOT%") }
    }
}

/// Percent-encodes what a path of a URI may not hold; a colon only where it cannot be taken for the end of a scheme.
fn percent(path: &str, colons: bool) -> String {
    let mut uri = String::with_capacity(path.len());
    for &byte in path.as_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            b':' if colons => uri.push(':'),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(Artifact::of("./coll/telegram 1.txt").uri, "coll/telegram%201.txt");
        assert_eq!(Artifact::of("опись/a:b.txt").uri, "%D0%BE%D0%BF%D0%B8%D1%81%D1%8C/a%3Ab.txt");
        assert_eq!(Artifact::of("/srv/x#1.txt").uri, "file:///srv/x%231.txt");
        assert_eq!(Artifact::of("C:/x.txt").uri, "file:///C:/x.txt");
        assert_eq!(Artifact::of("C:/x.txt").uri_base_id, None);
        assert_eq!(Artifact::of("x.txt").uri_base_id, Some("%SRCROOT%"));
    }

    #[test]
    fn descriptions_stop_before_the_examples() {
        assert_eq!(opening("Reports x.\n\nIt matters.\n\n```fires\ny\n```\n"), "Reports x.\n\nIt matters.");
        assert_eq!(clip(&"ф".repeat(2000)).chars().count(), LONGEST_DESCRIPTION + 1);
    }
}
