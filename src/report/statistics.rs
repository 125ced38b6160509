//! How often each rule has found something, for people and programs: which rules to look at first, which to switch off.
//!
//! Findings that the baseline knows do not count.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use serde::Serialize;

use super::json::{SCHEMA_VERSION, Summary};
use super::json_text::write_pretty;
use super::{Format, Report, closing, csv, markdown, visible};
use crate::diagnostic::{Applicability, RuleMeta, Severity};

/// The findings of one rule under one severity.
pub(super) struct Tally {
    /// The rule.
    pub rule: &'static RuleMeta,
    /// The severity; under settings by path a rule may have several.
    pub severity: Severity,
    /// How many findings.
    pub findings: usize,
    /// How many of them have a safe fix.
    pub fixable: usize,
    /// In how many files.
    pub files: usize,
}

/// The tallies, most findings first, then the more severe.
pub(super) fn tallies(report: &Report<'_>) -> Vec<Tally> {
    let mut found: BTreeMap<_, (Tally, BTreeSet<&str>)> = BTreeMap::new();
    for finding in report.findings {
        let (rule, severity) = (finding.rule, finding.severity);
        let start = || (Tally { rule, severity, findings: 0, fixable: 0, files: 0 }, BTreeSet::new());
        let (tally, files) = found.entry((rule.name, severity)).or_insert_with(start);
        tally.findings += 1;
        tally.fixable += usize::from(finding.fix.as_deref().is_some_and(|fix| fix.applicability == Applicability::Safe));
        files.insert(finding.primary.file.as_str());
    }
    let mut tallies: Vec<Tally> = found.into_values().map(|(tally, files)| Tally { files: files.len(), ..tally }).collect();
    tallies.sort_by_key(|tally| std::cmp::Reverse((tally.findings, tally.severity)));
    tallies
}

/// Writes the tallies in the form of `format`, for people where it has none.
pub(super) fn write(report: &Report<'_>, format: Format, out: &mut dyn Write) -> io::Result<()> {
    let tallies = tallies(report);
    match format {
        Format::Json => write_json(report, &tallies, out),
        Format::Markdown => markdown::write_statistics(report, &tallies, out),
        Format::Csv => {
            let cells = |tally: &Tally| {
                let [findings, fixable, files] = [tally.findings, tally.fixable, tally.files].map(|number| number.to_string());
                [tally.rule.name.to_owned(), tally.severity.as_str().to_owned(), findings, fixable, files]
            };
            csv::write_rows(["rule", "severity", "findings", "fixable", "files"], tallies.iter().map(cells), out)
        }
        _ => write_table(report, &tallies, out),
    }
}

fn write_table(report: &Report<'_>, tallies: &[Tally], out: &mut dyn Write) -> io::Result<()> {
    let digits = tallies.first().map_or(0, |most| most.findings.to_string().len());
    for tally in tallies {
        let name = visible::rule_name(tally.rule, report.look.links);
        let fixable = if tally.fixable > 0 { format!(" ({} fixable)", tally.fixable) } else { String::new() };
        let files = closing::many(tally.files, "file");
        writeln!(out, "{:>digits$}  {:<7}  {name} in {files}{fixable}", tally.findings, tally.severity.as_str())?;
    }
    if !tallies.is_empty() {
        writeln!(out)?;
    }
    closing::write(report, out)
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    statistics: Vec<TallyJson>,
    summary: Summary<'a>,
}

#[derive(Serialize)]
struct TallyJson {
    rule: &'static str,
    severity: Severity,
    findings: usize,
    fixable: usize,
    files: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

fn write_json(report: &Report<'_>, tallies: &[Tally], out: &mut dyn Write) -> io::Result<()> {
    let public = |tally: &Tally| TallyJson {
        rule: tally.rule.name,
        severity: tally.severity,
        findings: tally.findings,
        fixable: tally.fixable,
        files: tally.files,
        url: tally.rule.url(),
    };
    let statistics = tallies.iter().map(public).collect();
    write_pretty(&Document { schema_version: SCHEMA_VERSION, statistics, summary: Summary::of(report) }, out)
}
