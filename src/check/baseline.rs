//! The baseline: findings that were there when a collection began to be checked, and are passed over until they are gone.
//!
//! A finding is known by its fingerprint, so it stays known when lines or folders move; each entry covers one finding.
//! This file reads, compares and writes text; where it is kept is the shell's business.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde::{Deserialize, Deserializer};
use thiserror::Error;
use toml::Spanned;

use super::selection::Selection;
use crate::diagnostic::Diagnostic;
use crate::rules::Check;
use crate::source::FileName;

/// Grows when older versions of opiska would misread the file.
const VERSION: i64 = 1;

/// The first line of every baseline: by it a folder's walk knows that this is no document.
pub const HEADING: &str = "# Findings that opiska passes over; `opiska baseline update` writes this file.";

/// Characters of a message that are kept, for readers of the file only.
const EXCERPT: usize = 120;

/// Known findings, each entry for one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: Vec<Entry>,
}

/// A known finding. Ordered as the file is: by path, rule, fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: String,
    rule: String,
    #[serde(deserialize_with = "hexadecimal")]
    fingerprint: u64,
    message: String,
}

/// Why a baseline cannot be used.
#[derive(Debug, Error)]
pub enum BaselineError {
    /// It is no TOML, or has other keys.
    #[error(transparent)]
    Toml(#[from] toml::de::Error),
    /// Its version is unknown.
    #[error("this is version {found} of the baseline format; this opiska reads version {VERSION}")]
    Version {
        /// The version.
        found: i64,
        /// Where it stands: bytes of the text.
        place: Range<usize>,
    },
}

/// What a run has seen of a file that the baseline names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// It was read as a whole.
    Read,
    /// There is no such file any more.
    Missing,
    /// It was not asked for, or could not be read.
    Unseen,
}

/// What the comparison must know of a run.
#[derive(Clone, Copy)]
pub struct Reach<'a> {
    /// The path of a source relative to the baseline, with `/` between folders.
    pub path: &'a dyn Fn(&FileName) -> String,
    /// What was seen of such a path.
    pub sight: &'a dyn Fn(&str) -> Sight,
    /// The rules that ran.
    pub selection: &'a Selection,
    /// Fingerprints of findings that were left out for their low confidence.
    pub hidden: &'a [u64],
}

/// Findings held against a baseline.
#[derive(Debug, Default)]
pub struct Comparison {
    /// Findings that the baseline does not know.
    pub new: Vec<Diagnostic>,
    /// Findings that it knows.
    pub known: Vec<Diagnostic>,
    /// How many entries no longer occur.
    pub gone: usize,
    /// The entries that still occur, or of which this run can say nothing.
    pub kept: Baseline,
    /// Entries for the new findings.
    pub additions: Baseline,
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// Damage or an unknown version, with its place where it has one.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        #[derive(Deserialize)]
        struct Head {
            version: Spanned<i64>,
        }

        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Whole {
            #[serde(rename = "version")]
            _version: i64,
            findings: Vec<Entry>,
        }

        let head: Head = toml::from_str(text)?;
        match *head.version.get_ref() {
            VERSION => Ok(Self { entries: toml::from_str::<Whole>(text)?.findings }),
            found => Err(BaselineError::Version { found, place: head.version.span() }),
        }
    }

    /// How many findings it knows.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// This baseline and another in one.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.entries.extend(other.entries);
        self
    }

    /// The file: sorted, one finding a line, so that two branches seldom change the same place.
    pub fn to_text(&self) -> String {
        let mut entries: Vec<&Entry> = self.entries.iter().collect();
        entries.sort();
        let mut text = format!("{HEADING}\nversion = {VERSION}\nfindings = [\n");
        for Entry { path, rule, fingerprint, message } in entries {
            let [path, rule, message] = [path, rule, message].map(|value| toml::Value::String(value.clone()));
            text += &format!("    {{ path = {path}, rule = {rule}, fingerprint = \"{fingerprint:016x}\", message = {message} }},\n");
        }
        text + "]\n"
    }

    /// Holds the findings of a run against this baseline.
    ///
    /// An entry covers the finding with its fingerprint in its own file; else the one of its rule that says the same
    /// there, for a record is known by its shelfmark, and shelfmarks are set right; else the one with its fingerprint in
    /// another file, unless its own may still have it. A summary of many findings is known when all of them are.
    pub fn compare(&self, findings: Vec<Diagnostic>, reach: &Reach<'_>) -> Comparison {
        let seen = |entry: &Entry| (reach.sight)(&entry.path) != Sight::Unseen;
        let mut shelf = Shelf::new(&self.entries);
        let parts: Vec<Vec<Entry>> = findings.iter().map(|finding| parts(finding, (reach.path)(&finding.primary.file))).collect();
        let flat: Vec<&Entry> = parts.iter().flatten().collect();
        let mut covers: Vec<Option<&Entry>> = vec![None; flat.len()];
        let mut round = |take: &mut dyn FnMut(&Entry) -> Option<usize>| {
            for (part, cover) in flat.iter().zip(&mut covers).filter(|(_, cover)| cover.is_none()) {
                *cover = take(part).map(|at| &self.entries[at]);
            }
        };
        round(&mut |part| shelf.take(part.fingerprint, |entry| entry.path == part.path));
        round(&mut |part| shelf.take_alike(part));
        round(&mut |part| shelf.take(part.fingerprint, seen));
        let mut comparison = Comparison::default();
        let mut covers = covers.into_iter();
        for (finding, parts) in findings.into_iter().zip(parts) {
            let before = comparison.additions.len();
            for part in parts {
                match covers.next().flatten() {
                    // The old words stay: they may name files, which are called differently from elsewhere.
                    Some(entry) => comparison.kept.entries.push(Entry { message: entry.message.clone(), ..part }),
                    None => comparison.additions.entries.push(part),
                }
            }
            let known = comparison.additions.len() == before;
            if known { comparison.known.push(finding) } else { comparison.new.push(finding) }
        }
        let hidden: HashSet<u64> = reach.hidden.iter().copied().collect();
        let mut left = shelf.left();
        let all_seen = LazyCell::new(|| self.entries.iter().all(seen));
        left.retain(|entry| match reach.selection.known(&entry.rule) {
            _ if hidden.contains(&entry.fingerprint) => true,
            None => false,
            Some(rule) if !reach.selection.rules().any(|running| running.meta.name == rule.meta.name) => true,
            // What a rule that compares records would find depends on files that were not read.
            Some(rule) if matches!(rule.check, Check::Corpus(_)) => !*all_seen,
            Some(_) => !seen(entry),
        });
        comparison.gone = self.len() - comparison.kept.len() - left.len();
        comparison.kept.entries.extend(left.into_iter().cloned());
        comparison
    }

    /// The findings that this baseline does not know, for texts that are being changed.
    ///
    /// A change may give a finding another fingerprint. Then it can be taken for another one of its rule, so all of
    /// that rule lose their fixes: what the baseline knows is never fixed.
    pub fn unknown(&self, findings: Vec<Diagnostic>, path: &dyn Fn(&FileName) -> String, selection: &Selection) -> Vec<Diagnostic> {
        let present: HashSet<u64> = findings.iter().flat_map(fingerprints).collect();
        let lost = self.entries.iter().filter(|entry| !present.contains(&entry.fingerprint));
        let lost: HashSet<&str> = lost.map(|entry| entry.rule.as_str()).collect();
        let mut new = self.compare(findings, &Reach { path, sight: &|_| Sight::Read, selection, hidden: &[] }).new;
        new.iter_mut().filter(|finding| lost.contains(finding.rule.name)).for_each(|finding| finding.fix = None);
        new
    }
}

impl Comparison {
    /// The entries that cover a finding of this run, by path.
    pub fn met(&self) -> HashMap<String, Baseline> {
        let findings = || self.known.iter().chain(&self.new);
        let present: HashSet<u64> = findings().flat_map(fingerprints).collect();
        let mut by_path: HashMap<String, Baseline> = HashMap::new();
        for entry in self.kept.entries.iter().filter(|entry| present.contains(&entry.fingerprint)) {
            by_path.entry(entry.path.clone()).or_default().entries.push(entry.clone());
        }
        by_path
    }
}

/// Entries that have not covered anything yet.
struct Shelf<'e> {
    entries: &'e [Entry],
    taken: Vec<bool>,
    by_fingerprint: HashMap<u64, Vec<usize>>,
    by_words: HashMap<[&'e str; 3], Vec<usize>>,
}

impl<'e> Shelf<'e> {
    fn new(entries: &'e [Entry]) -> Self {
        let mut shelf = Self { entries, taken: vec![false; entries.len()], by_fingerprint: HashMap::new(), by_words: HashMap::new() };
        for (at, entry) in entries.iter().enumerate() {
            shelf.by_fingerprint.entry(entry.fingerprint).or_default().push(at);
            shelf.by_words.entry([&entry.path, &entry.rule, &entry.message]).or_default().push(at);
        }
        shelf
    }

    /// Takes an entry with this fingerprint that fits.
    fn take(&mut self, fingerprint: u64, fits: impl Fn(&Entry) -> bool) -> Option<usize> {
        let among = self.by_fingerprint.get(&fingerprint).map_or(&[][..], Vec::as_slice);
        let found = among.iter().copied().find(|&at| !self.taken[at] && fits(&self.entries[at]))?;
        self.taken[found] = true;
        Some(found)
    }

    /// Takes an entry that says the same of the same file.
    fn take_alike(&mut self, part: &Entry) -> Option<usize> {
        let among = self.by_words.get(&[part.path.as_str(), &part.rule, &part.message]).map_or(&[][..], Vec::as_slice);
        let found = among.iter().copied().find(|&at| !self.taken[at])?;
        self.taken[found] = true;
        Some(found)
    }

    /// The entries that nobody took.
    fn left(self) -> Vec<&'e Entry> {
        self.entries.iter().zip(self.taken).filter(|(_, taken)| !taken).map(|(entry, _)| entry).collect()
    }
}

/// An entry for a finding, or for each finding that it sums up.
fn parts(finding: &Diagnostic, path: String) -> Vec<Entry> {
    let entry = |rule: &str, fingerprint, message: &str| Entry {
        path: path.clone(),
        rule: rule.to_owned(),
        fingerprint,
        message: excerpt(message),
    };
    match finding.folded.as_slice() {
        [] => vec![entry(finding.rule.name, finding.fingerprint, &finding.message)],
        folded => folded.iter().map(|member| entry(member.rule, member.fingerprint, &member.message)).collect(),
    }
}

/// The fingerprints of a finding, or of each finding that it sums up.
fn fingerprints(finding: &Diagnostic) -> Vec<u64> {
    match finding.folded.as_slice() {
        [] => vec![finding.fingerprint],
        folded => folded.iter().map(|member| member.fingerprint).collect(),
    }
}

/// The beginning of a message, on one line and without control characters.
fn excerpt(message: &str) -> String {
    let words: Vec<String> = message.split_whitespace().map(|word| word.chars().filter(|c| !c.is_control()).collect()).collect();
    let line = words.join(" ");
    match line.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

fn hexadecimal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let digits = String::deserialize(deserializer)?;
    let plain = digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = u64::from_str_radix(&digits, 16).ok().filter(|_| plain);
    number.ok_or_else(|| serde::de::Error::custom("a fingerprint has sixteen hexadecimal digits"))
}
