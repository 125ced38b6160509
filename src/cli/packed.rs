//! Findings as bytes: nobody asks for those of single pages before every page has been compared, and until then the pages
//! are held in memory as well.
//!
//! Rules and fixed words are the program's own, and a page has one name: they are kept as numbers.

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::FixedState;
use postcard::ser_flavors::Flavor;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Confidence, Diagnostic, Fix, Folded, Label, RuleMeta, Severity, Words};
use crate::source::{FileName, Place};

/// Bytes of a block. A list of blocks grows without being copied.
const BLOCK: usize = 1 << 16;
/// Bytes that most findings stay below.
const USUAL: usize = 1 << 10;

/// The findings of single pages, in the order in which they were added.
#[derive(Debug, Default)]
pub struct PackedFindings {
    blocks: Vec<Vec<u8>>,
    count: usize,
    files: Vec<FileName>,
    rules: Vec<&'static RuleMeta>,
    words: Vec<&'static str>,
    /// The number of each of the words.
    numbers: HashMap<&'static str, u32, FixedState>,
}

#[derive(Serialize, Deserialize)]
struct PackedFinding<'a> {
    file: u32,
    rule: u32,
    severity: Severity,
    confidence: Confidence,
    #[serde(borrow)]
    message: PackedWords<'a>,
    help: Option<PackedWords<'a>>,
    primary: PackedLabel<'a>,
    related: Vec<PackedLabel<'a>>,
    fix: Option<Cow<'a, Fix>>,
    /// Any number is as likely as another: no shorter form pays.
    fingerprint: [u8; 8],
    folded: Vec<PackedFolded<'a>>,
}

#[derive(Serialize, Deserialize)]
enum PackedWords<'a> {
    Fixed(u32),
    Own(&'a str),
}

#[derive(Serialize, Deserialize)]
struct PackedLabel<'a> {
    place: Place,
    #[serde(borrow)]
    message: PackedWords<'a>,
}

#[derive(Serialize, Deserialize)]
struct PackedFolded<'a> {
    rule: u32,
    #[serde(borrow)]
    message: PackedWords<'a>,
    fingerprint: [u8; 8],
}

/// Bytes that others are written behind.
struct Behind(Vec<u8>);

impl Flavor for Behind {
    type Output = Vec<u8>;

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.0.push(byte);
        Ok(())
    }

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    fn finalize(self) -> postcard::Result<Vec<u8>> {
        Ok(self.0)
    }
}

impl PackedFindings {
    /// Adds what was found on a page; all places of it are on that page.
    pub fn add(&mut self, file: &FileName, findings: Vec<Diagnostic>) {
        if findings.is_empty() {
            return;
        }
        self.files.push(file.clone());
        for finding in &findings {
            self.push(finding);
        }
    }

    /// All findings, in order, and behind them some more.
    pub fn unpack(mut self, more: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let mut findings = Vec::with_capacity(self.count + more.len());
        for block in std::mem::take(&mut self.blocks) {
            let mut rest = block.as_slice();
            while !rest.is_empty() {
                let (finding, behind) = postcard::take_from_bytes(rest).expect("invariant: bytes of our own read back");
                findings.push(self.restored(finding));
                rest = behind;
            }
        }
        findings.extend(more);
        findings
    }

    fn push(&mut self, finding: &Diagnostic) {
        let packed = PackedFinding {
            file: self.files.len() as u32 - 1,
            rule: self.rule(finding.rule),
            severity: finding.severity,
            confidence: finding.confidence,
            message: self.words(&finding.message),
            help: finding.help.as_ref().map(|help| self.words(help)),
            primary: self.label(&finding.primary),
            related: finding.related.iter().map(|label| self.label(label)).collect(),
            fix: finding.fix.as_deref().map(Cow::Borrowed),
            fingerprint: finding.fingerprint.to_le_bytes(),
            folded: finding.folded.iter().map(|folded| self.folded(folded)).collect(),
        };
        if self.blocks.last().is_none_or(|block| block.len() + USUAL > BLOCK) {
            self.blocks.push(Vec::with_capacity(BLOCK));
        }
        let block = self.blocks.last_mut().expect("invariant: a block was pushed");
        *block = postcard::serialize_with_flavor(&packed, Behind(std::mem::take(block))).expect("invariant: memory takes every finding");
        self.count += 1;
    }

    fn rule(&mut self, rule: &'static RuleMeta) -> u32 {
        let known = self.rules.iter().position(|known| std::ptr::eq(*known, rule));
        known.unwrap_or_else(|| {
            self.rules.push(rule);
            self.rules.len() - 1
        }) as u32
    }

    fn words<'a>(&mut self, words: &'a Words) -> PackedWords<'a> {
        match words {
            Words::Borrowed(fixed) => PackedWords::Fixed(self.number(fixed)),
            Words::Owned(own) => PackedWords::Own(own),
        }
    }

    fn number(&mut self, words: &'static str) -> u32 {
        *self.numbers.entry(words).or_insert_with(|| {
            self.words.push(words);
            self.words.len() as u32 - 1
        })
    }

    fn label<'a>(&mut self, label: &'a Label) -> PackedLabel<'a> {
        PackedLabel { place: label.place, message: self.words(&label.message) }
    }

    fn folded<'a>(&mut self, folded: &'a Folded) -> PackedFolded<'a> {
        let Folded { rule, message, fingerprint } = folded;
        PackedFolded { rule: self.number(rule), message: self.words(message), fingerprint: fingerprint.to_le_bytes() }
    }

    fn restored(&self, packed: PackedFinding<'_>) -> Diagnostic {
        let file = &self.files[packed.file as usize];
        let words = |words: PackedWords<'_>| match words {
            PackedWords::Fixed(number) => Words::Borrowed(self.words[number as usize]),
            PackedWords::Own(own) => Words::Owned(own.to_owned()),
        };
        let label = |label: PackedLabel<'_>| Label { file: file.clone(), place: label.place, message: words(label.message) };
        let folded = |folded: PackedFolded<'_>| Folded {
            rule: self.words[folded.rule as usize],
            message: words(folded.message),
            fingerprint: u64::from_le_bytes(folded.fingerprint),
        };
        Diagnostic {
            rule: self.rules[packed.rule as usize],
            severity: packed.severity,
            confidence: packed.confidence,
            message: words(packed.message),
            help: packed.help.map(words),
            primary: label(packed.primary),
            related: packed.related.into_iter().map(label).collect(),
            fix: packed.fix.map(|fix| Box::new(fix.into_owned())),
            fingerprint: u64::from_le_bytes(packed.fingerprint),
            folded: packed.folded.into_iter().map(folded).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Applicability, Edit};
    use crate::rules;
    use crate::source::{Position, Span};

    fn label(file: &FileName, at: u32, message: Words) -> Label {
        let position = |column| Position { line: 1, column };
        let place = Place { span: Span { start: at, end: at + 4 }, start: position(at + 1), end: position(at + 5) };
        Label { file: file.clone(), place, message }
    }

    fn finding(file: &FileName, number: usize) -> Diagnostic {
        let fix = Fix {
            applicability: Applicability::Safe,
            title: "write 98s".into(),
            edits: vec![Edit { span: Span::new(0, 2), text: "98s".into() }],
        };
        let folded = Folded { rule: "missing-fond", message: "a part".into(), fingerprint: 7 };
        Diagnostic {
            rule: &rules::ALL[number % 3].meta,
            severity: Severity::Warning,
            confidence: Confidence::High,
            message: if number.is_multiple_of(2) { "fixed words".into() } else { format!("words of finding {number}").into() },
            help: (!number.is_multiple_of(5)).then(|| "look it up".into()),
            primary: label(file, number as u32, Words::default()),
            related: vec![label(file, 900, "there".into()); number % 3],
            fix: number.is_multiple_of(4).then(|| Box::new(fix)),
            fingerprint: u64::MAX - number as u64,
            folded: vec![folded; number % 2],
        }
    }

    #[test]
    fn findings_come_back_as_they_were_and_in_order() {
        let files = ["a.txt", "b.txt"].map(FileName::new);
        let found: Vec<Diagnostic> = (0..3000).map(|number| finding(&files[number / 1500], number)).collect();
        let mut packed = PackedFindings::default();
        packed.add(&FileName::new("quiet.txt"), Vec::new());
        for (file, findings) in files.iter().zip(found.chunks(1500)) {
            packed.add(file, findings.to_vec());
        }
        let shown = |findings: &[Diagnostic]| format!("{findings:?}");
        assert!(packed.blocks.len() > 1, "they fill more than one block");
        let more = finding(&files[0], 1);
        assert_eq!(shown(&packed.unpack(vec![more.clone()])), shown(&[found, vec![more]].concat()));
    }
}
