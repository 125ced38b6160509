//! Which suppressions there are and which were needed; ordered, so that threads cannot change what is told.

use std::collections::{BTreeMap, BTreeSet};

use super::suppression::{Comment, Comments, PathSuppression};
use crate::diagnostic::Diagnostic;
use crate::record::Day;
use crate::rules::Term;
use crate::source::{FileName, Place};

/// The books of a run.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    comments: BTreeMap<FileName, Comments>,
    /// Number of the table and rule.
    used_tables: BTreeSet<(usize, &'static str)>,
    /// Tables that speak for a file that was checked.
    met_tables: BTreeSet<usize>,
    /// How many findings were silenced, by rule.
    pub suppressed: BTreeMap<&'static str, usize>,
    /// Fingerprints of findings that nobody sees because their confidence is too low.
    pub hidden: Vec<u64>,
}

/// One suppression of one rule, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub written_in: FileName,
    pub place: Place,
    pub rule: String,
    pub until: Option<String>,
    pub term: Term,
    pub reasoned: bool,
    pub used: bool,
    /// Whether a file it speaks for was checked, or must have been.
    pub met: bool,
}

impl Ledger {
    /// Notes a page that was checked, the comments in it and what is hidden of it.
    pub fn open(&mut self, file: &FileName, comments: Vec<Comment>, tables: &[PathSuppression], mut hidden: Vec<u64>) {
        self.hidden.append(&mut hidden);
        if !comments.is_empty() {
            self.comments.insert(file.clone(), Comments::new(comments));
        }
        for (number, table) in tables.iter().enumerate().filter(|(_, table)| table.written_at.is_some() && !table.reached) {
            if !self.met_tables.contains(&number) && table.path.holds(file) {
                self.met_tables.insert(number);
            }
        }
    }

    /// Whether a comment or a table allows the finding; notes which of them were needed.
    pub fn allows(&mut self, finding: &Diagnostic, tables: &[PathSuppression], today: Option<Day>) -> bool {
        let comments = self.comments.get_mut(&finding.primary.file);
        let mut allowed = comments.is_some_and(|comments| comments.allow(finding, today));
        for (number, _) in tables.iter().enumerate().filter(|(_, table)| table.covers(finding, today)) {
            self.used_tables.insert((number, finding.rule.name));
            allowed = true;
        }
        if allowed {
            *self.suppressed.entry(finding.rule.name).or_default() += 1;
        }
        allowed
    }

    /// All suppressions that are asked after: comments by file and line, then the tables of the settings.
    pub fn entries(&self, tables: &[PathSuppression], today: Option<Day>) -> Vec<Entry> {
        let mut entries = Vec::new();
        for (file, comments) in &self.comments {
            entries.extend(comments.iter().map(|(comment, used)| Entry {
                written_in: file.clone(),
                place: comment.place,
                rule: comment.rule.clone(),
                until: comment.until.clone(),
                term: comment.term(today),
                reasoned: comment.reasoned,
                used,
                met: true,
            }));
        }
        for (number, table) in tables.iter().enumerate() {
            let Some((file, place)) = &table.written_at else { continue };
            entries.extend(table.rules.iter().map(|rule| Entry {
                written_in: file.clone(),
                place: *place,
                rule: rule.clone(),
                until: table.until.map(|day| day.to_string()),
                term: table.term(today),
                reasoned: true,
                used: self.used_tables.iter().any(|(used, name)| *used == number && name == rule),
                met: table.reached || self.met_tables.contains(&number),
            }));
        }
        entries
    }
}
