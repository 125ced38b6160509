//! The form in which a page and its findings are kept: as bytes in the cache, as a line of JSON in a shard.
//!
//! Names that the program itself gives out (layouts, rules) are looked up again; an entry that names an unknown one is none.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::check::{Comment, Judged, Selection};
use crate::diagnostic::{Confidence, Diagnostic, Fix, Label, RuleMeta, Severity};
use crate::layout;
use crate::record::{Fact, ReadPage, Record};
use crate::report::Unreadable;
use crate::source::{FileName, Place, Positions};

/// What is known of a source without reading it again.
#[derive(Debug, Default)]
pub struct Known {
    /// The page and what the rules of single pages say of it; `None` for a file that is no text and passed over.
    pub page: Option<(ReadPage, Judged)>,
    /// What could not be decoded.
    pub failure: Option<Unreadable>,
}

/// A line of a shard.
#[derive(Serialize, Deserialize)]
struct StoredLine<'a> {
    path: Cow<'a, str>,
    source: StoredSource<'a>,
}

#[derive(Serialize, Deserialize)]
struct StoredSource<'a> {
    page: Option<StoredPage<'a>>,
    failure: Option<StoredFailure<'a>>,
}

#[derive(Serialize, Deserialize)]
struct StoredPage<'a> {
    layout: Cow<'a, str>,
    records: Cow<'a, [Record]>,
    facts: Cow<'a, [Fact]>,
    positions: Cow<'a, Positions>,
    fingerprint: u64,
    length: u32,
    findings: Vec<StoredFinding<'a>>,
    comments: Cow<'a, [Comment]>,
    hidden: Cow<'a, [u64]>,
}

#[derive(Serialize, Deserialize)]
struct StoredFailure<'a> {
    message: Cow<'a, str>,
    line: Option<u32>,
    offset: Option<usize>,
}

/// A finding of a rule that looks at one page: all its places are on that page, and nothing is folded into it yet.
#[derive(Serialize, Deserialize)]
struct StoredFinding<'a> {
    rule: Cow<'a, str>,
    severity: Severity,
    confidence: Confidence,
    message: Cow<'a, str>,
    help: Option<Cow<'a, str>>,
    primary: StoredLabel<'a>,
    related: Vec<StoredLabel<'a>>,
    fix: Option<Cow<'a, Fix>>,
    fingerprint: u64,
}

#[derive(Serialize, Deserialize)]
struct StoredLabel<'a> {
    place: Place,
    message: Cow<'a, str>,
}

/// What was made of a source, as bytes.
pub fn encode(page: Option<(&ReadPage, &Judged)>, failure: Option<&Unreadable>) -> Option<Vec<u8>> {
    postcard::to_allocvec(&StoredSource::of(page, failure)).ok()
}

/// What was made of the source of this name; `None` when the bytes do not say so.
pub fn decode(bytes: &[u8], name: &FileName, selection: &Selection) -> Option<Known> {
    postcard::from_bytes::<StoredSource<'_>>(bytes).ok()?.open(name, selection)
}

/// What was made of the source of this name, as a line of JSON without its end.
///
/// # Errors
/// None of its types has a value that JSON cannot hold.
pub fn to_line(name: &FileName, page: Option<(&ReadPage, &Judged)>, failure: Option<&Unreadable>) -> serde_json::Result<String> {
    serde_json::to_string(&StoredLine { path: name.as_str().into(), source: StoredSource::of(page, failure) })
}

/// The source that a line of JSON tells of, and what was made of it.
///
/// # Errors
/// Why the line tells of none, in words.
pub fn from_line(line: &[u8], selection: &Selection) -> Result<(FileName, Known), String> {
    let StoredLine { path, source } = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    let name = FileName::new(&path);
    let known = source.open(&name, selection).ok_or("it names a rule or a layout that this run does not have")?;
    Ok((name, known))
}

impl<'a> StoredSource<'a> {
    fn of(page: Option<(&'a ReadPage, &'a Judged)>, failure: Option<&'a Unreadable>) -> Self {
        let page = page.map(|(page, judged)| StoredPage {
            layout: page.layout.into(),
            records: page.records.as_slice().into(),
            facts: page.facts.as_slice().into(),
            positions: Cow::Borrowed(&page.positions),
            fingerprint: page.fingerprint,
            length: page.length,
            findings: judged.findings.iter().map(StoredFinding::of).collect(),
            comments: judged.comments.as_slice().into(),
            hidden: judged.hidden.as_slice().into(),
        });
        let failure =
            failure.map(|failure| StoredFailure { message: failure.message.as_str().into(), line: failure.line, offset: failure.offset });
        Self { page, failure }
    }

    fn open(self, name: &FileName, selection: &Selection) -> Option<Known> {
        let page = match self.page {
            Some(page) => Some(page.open(name, selection)?),
            None => None,
        };
        let failure = self.failure.map(|StoredFailure { message, line, offset }| Unreadable {
            file: name.clone(),
            message: message.into_owned(),
            line,
            offset,
        });
        Some(Known { page, failure })
    }
}

impl StoredPage<'_> {
    fn open(self, name: &FileName, selection: &Selection) -> Option<(ReadPage, Judged)> {
        let page = ReadPage {
            name: name.clone(),
            layout: layout::named(&self.layout)?,
            records: self.records.into_owned(),
            facts: self.facts.into_owned(),
            // No rule asks, and only what is checked is kept.
            passed_over: 0,
            positions: self.positions.into_owned(),
            fingerprint: self.fingerprint,
            length: self.length,
        };
        let rule = |name: &str| selection.rules().find(|rule| rule.meta.name == name).map(|rule| &rule.meta);
        let findings = self.findings.into_iter().map(|finding| {
            let rule = rule(&finding.rule)?;
            Some(finding.restored(name, rule))
        });
        let findings = findings.collect::<Option<Vec<Diagnostic>>>()?;
        Some((page, Judged { findings, comments: self.comments.into_owned(), hidden: self.hidden.into_owned() }))
    }
}

impl<'a> StoredFinding<'a> {
    fn of(finding: &'a Diagnostic) -> Self {
        Self {
            rule: finding.rule.name.into(),
            severity: finding.severity,
            confidence: finding.confidence,
            message: finding.message.as_ref().into(),
            help: finding.help.as_deref().map(Cow::from),
            primary: StoredLabel::of(&finding.primary),
            related: finding.related.iter().map(StoredLabel::of).collect(),
            fix: finding.fix.as_deref().map(Cow::Borrowed),
            fingerprint: finding.fingerprint,
        }
    }

    fn restored(self, file: &FileName, rule: &'static RuleMeta) -> Diagnostic {
        Diagnostic {
            rule,
            severity: self.severity,
            confidence: self.confidence,
            message: Cow::Owned(self.message.into_owned()),
            help: self.help.map(|help| Cow::Owned(help.into_owned())),
            primary: self.primary.restored(file),
            related: self.related.into_iter().map(|label| label.restored(file)).collect(),
            fix: self.fix.map(|fix| Box::new(fix.into_owned())),
            fingerprint: self.fingerprint,
            folded: Vec::new(),
        }
    }
}

impl<'a> StoredLabel<'a> {
    fn of(label: &'a Label) -> Self {
        Self { place: label.place, message: label.message.as_ref().into() }
    }

    fn restored(self, file: &FileName) -> Label {
        Label { file: file.clone(), place: self.place, message: Cow::Owned(self.message.into_owned()) }
    }
}
