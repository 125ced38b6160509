//! A file of corrections beside the evidence: what should stand where, by which rule, and what a person says to it.
//!
//! `check` writes it, `cite` and `extract` read texts with it. The documents are never changed. What a person decided or
//! added stays when the file is written anew; comments do not, so there is `note`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::config;
use super::trouble::{Origin, Trouble};
use super::writing;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, apply};
use crate::record::ReadPage;
use crate::record::json;
use crate::report::{SourceText, Texts};
use crate::source::{FileName, Span};

/// The first line of every file that `check` writes: by it a folder's walk knows that this is no document.
pub const HEADING: &str =
    "# Corrections beside the evidence, written by `opiska check --corrections` and applied by `opiska cite --corrections`.";

const HEAD: &str = "\
# The documents themselves stay as they are. To decide, write into a [[correction]]:
#   accepted = true     it is applied           note = \"compared with the inventory\"
#   accepted = false    it is not
# Without a decision a safe correction is applied and any other is not. Decisions, notes, your own wording in `corrected`
# and your own entries (path, line, written, corrected) stay when opiska writes this file anew; comments do not.
";

/// The version of the file's form.
const VERSION: u32 = 1;

/// A file of corrections.
#[derive(Debug)]
pub struct Corrections {
    /// Its name as shown.
    name: String,
    /// The folder that its paths are relative to, absolute.
    folder: PathBuf,
    entries: Vec<Correction>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    #[serde(default, rename = "correction")]
    corrections: Vec<Correction>,
}

/// One correction.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Correction {
    /// The document, relative to the folder of the file of corrections.
    path: String,
    /// The line of the finding, from 1.
    line: u32,
    /// The rule that proposed it; absent for a person's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
    /// The field as a JSON pointer into the record (`/holdings/0/levels/opis`).
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    /// What the rule proposes, as an order.
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    applicability: Option<Applicability>,
    /// Byte offsets into the decoded text. A person may leave them out where `written` stands once on the line.
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<[u32; 2]>,
    /// What stands in the document.
    written: String,
    /// What should stand there.
    corrected: String,
    /// What a person decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<bool>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// A text read with corrections.
#[derive(Debug)]
pub struct Corrected {
    /// The text.
    pub text: String,
    /// Corrections that do not fit it.
    pub remarks: Vec<String>,
}

impl Correction {
    fn is_in_force(&self) -> bool {
        self.accepted.unwrap_or(matches!(self.applicability, None | Some(Applicability::Safe)))
    }

    /// Whether a person has had a hand in it.
    fn is_decided(&self) -> bool {
        self.rule.is_none() || self.accepted.is_some() || self.note.is_some()
    }

    /// Where it belongs in the text, if what it says still stands there.
    fn place(&self, text: &str) -> Option<Span> {
        if let Some([start, end]) = self.span {
            return text.get(start as usize..end as usize).filter(|now| *now == self.written).map(|_| Span { start, end });
        }
        let line = text.split_inclusive('\n').nth((self.line as usize).checked_sub(1)?)?;
        let start = line.as_ptr() as usize - text.as_ptr() as usize;
        let mut places = line.match_indices(&self.written).filter(|_| !self.written.is_empty());
        let (at, _) = places.next()?;
        places.next().is_none().then(|| Span::new(start + at, start + at + self.written.len()))
    }

    fn order(&self) -> (&str, u32, [u32; 2], Option<&str>, &str) {
        (&self.path, self.line, self.span.unwrap_or_default(), self.rule.as_deref(), &self.written)
    }
}

impl Corrections {
    /// Reads a file of corrections.
    ///
    /// # Errors
    /// When it cannot be read, has another form, or has an entry without what it needs.
    pub fn read(path: &Path) -> Result<Self, Trouble> {
        let name = path.to_string_lossy().into_owned();
        let text = config::read_text(path, &name)?;
        let document: Document = toml::from_str(&text).map_err(|error| Trouble::toml(Origin { name: &name, text: &text }, &error))?;
        if document.version != VERSION {
            return Err(Trouble::plain(format!("{name}: this is version {} of the form; this opiska knows {VERSION}", document.version)));
        }
        Ok(Self { name, folder: config::folder_of(path), entries: document.corrections })
    }

    /// Reads a file of corrections, or starts one that is not there yet.
    ///
    /// # Errors
    /// As [`Corrections::read`].
    pub fn read_or_new(path: &Path) -> Result<Self, Trouble> {
        if path.try_exists().unwrap_or(true) {
            return Self::read(path);
        }
        Ok(Self { name: path.to_string_lossy().into_owned(), folder: config::folder_of(path), entries: Vec::new() })
    }

    /// The text with the corrections of this file that are in force; `None` when there are none.
    pub fn apply(&self, file: &FileName, text: &str) -> Option<Corrected> {
        let path = config::relative(file, &self.folder);
        let entries: Vec<&Correction> = self.entries.iter().filter(|entry| entry.path == path && entry.is_in_force()).collect();
        let mut remarks = Vec::new();
        let mut remark = |entry: &Correction, why: &str| {
            remarks.push(format!("{file}:{}: not corrected by {}: {why}", entry.line, self.name));
        };
        let mut fixes = Vec::new();
        for entry in entries.iter().filter(|entry| entry.written != entry.corrected) {
            match entry.place(text) {
                Some(span) => fixes.push((entry, as_fix(span, entry))),
                None => remark(entry, &format!("\"{}\" does not stand there any more", entry.written)),
            }
        }
        let applied = apply(text, fixes.iter().map(|(_, fix)| fix));
        for (number, (entry, _)) in fixes.iter().enumerate() {
            if !applied.taken.contains(&number) {
                remark(entry, "another correction touches the same place");
            }
        }
        (!entries.is_empty()).then_some(Corrected { text: applied.text, remarks })
    }

    /// Takes in what a run proposes: new entries come, settled ones go, what a person decided stays.
    pub fn update(&mut self, pages: &[ReadPage], findings: &[Diagnostic], texts: &dyn Texts) {
        let read: BTreeSet<String> = pages.iter().map(|page| config::relative(&page.name, &self.folder)).collect();
        let mut old = std::mem::take(&mut self.entries);
        for mut entry in self.proposals(pages, findings, texts) {
            // Lines may have moved: of several like it, the nearest.
            let same = |known: &Correction| (&known.path, &known.rule, &known.written) == (&entry.path, &entry.rule, &entry.written);
            let alike = old.iter().enumerate().filter(|(_, known)| same(known));
            if let Some((number, _)) = alike.min_by_key(|(_, known)| known.line.abs_diff(entry.line)) {
                let known = old.remove(number);
                (entry.accepted, entry.note, entry.corrected) = (known.accepted, known.note, known.corrected);
            }
            self.entries.push(entry);
        }
        self.entries.extend(old.into_iter().filter(|entry| entry.is_decided() || !read.contains(&entry.path)));
        self.entries.sort_by(|a, b| a.order().cmp(&b.order()));
    }

    /// Writes the file, unless it says the same already or there is nothing to say.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), Trouble> {
        let cannot = |error: &dyn std::fmt::Display| Trouble::plain(format!("cannot write {}: {error}", self.name));
        let document = Document { version: VERSION, corrections: self.entries.clone() };
        let text = format!("{HEADING}\n{HEAD}\n{}", toml::to_string(&document).map_err(|error| cannot(&error))?);
        let old = std::fs::read(path).ok();
        if old.as_deref() == Some(text.as_bytes()) || old.is_none() && self.entries.is_empty() {
            return Ok(());
        }
        writing::write(path, |out| out.write_all(text.as_bytes())).map_err(|error| cannot(&error))
    }

    /// "corrections.toml has 5 corrections: 3 in force, 2 not".
    pub fn summary(&self) -> String {
        let in_force = self.entries.iter().filter(|entry| entry.is_in_force()).count();
        let all = self.entries.len();
        let noun = if all == 1 { "correction" } else { "corrections" };
        format!("{}: {all} {noun}, {in_force} in force, {} not", self.name, all - in_force)
    }

    fn proposals(&self, pages: &[ReadPage], findings: &[Diagnostic], texts: &dyn Texts) -> Vec<Correction> {
        let mut by_file: BTreeMap<&FileName, Vec<(&Diagnostic, &Fix)>> = BTreeMap::new();
        for finding in findings {
            let fix = finding.fix.as_deref().filter(|_| finding.primary.file.as_str() != "-");
            by_file.entry(&finding.primary.file).or_default().extend(fix.map(|fix| (finding, fix)));
        }
        let mut all: Vec<Correction> = Vec::new();
        for page in pages {
            let Some(found) = by_file.remove(&page.name).filter(|found| !found.is_empty()) else { continue };
            let SourceText::Same(text) = texts.text(&page.name) else { continue };
            for (finding, fix) in found {
                let Some((span, corrected)) = joined(&text, fix) else { continue };
                let entry = Correction {
                    path: config::relative(&page.name, &self.folder),
                    line: finding.primary.place.start.line,
                    rule: Some(finding.rule.name.to_owned()),
                    field: field_at(page, span),
                    fix: Some(fix.title.clone()),
                    applicability: Some(fix.applicability),
                    span: Some([span.start, span.end]),
                    written: span.slice(&text).to_owned(),
                    corrected,
                    accepted: None,
                    note: None,
                };
                // Two records that share a shelfmark share its correction.
                if !all.contains(&entry) {
                    all.push(entry);
                }
            }
        }
        all
    }
}

fn as_fix(span: Span, entry: &Correction) -> Fix {
    let edits = vec![Edit { span, text: entry.corrected.clone() }];
    Fix { applicability: Applicability::Safe, title: String::new(), edits }
}

/// All edits of a fix as one: the stretch they change and what it becomes. An insertion takes the word before it along, so
/// that there is something to compare.
fn joined(text: &str, fix: &Fix) -> Option<(Span, String)> {
    let mut span = Span { start: fix.edits.first()?.span.start, end: fix.edits.last()?.span.end };
    if span.start == span.end {
        let before = text.get(..span.start as usize)?;
        span.start = before.rfind(char::is_whitespace).map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8)) as u32;
    }
    let after = apply(text, [fix]);
    let tail = text.len().checked_sub(span.end as usize)?;
    let corrected = after.text.get(span.start as usize..after.text.len().checked_sub(tail)?)?.to_owned();
    (!after.taken.is_empty()).then_some((span, corrected))
}

/// The narrowest field that holds the place, of the record around it or the only one.
fn field_at(page: &ReadPage, place: Span) -> Option<String> {
    let around = page.records.iter().filter(|record| record.span.holds(place) || page.records.len() == 1);
    let views: Vec<json::RecordView> = around.map(|record| json::view(page, record)).collect();
    let fields = views.iter().flat_map(|view| view.spans.iter()).filter(|(_, [start, end])| Span { start: *start, end: *end }.holds(place));
    fields.min_by_key(|(_, [start, end])| end - start).map(|(pointer, _)| pointer.to_owned())
}
