//! Where rules put what they find; the engine adds rule, severity setting and positions afterwards.

use crate::diagnostic::{Applicability, Confidence, Edit, Fix, Severity, Words};
use crate::record::PageId;
use crate::source::Span;

/// A finding as a rule words it, before the engine completes it.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The page of the primary place; `None` means the page under check.
    pub page: Option<PageId>,
    /// The primary place.
    pub span: Span,
    /// What and why; lower case, no final stop.
    pub message: Words,
    /// What to see at the primary place; empty lets the message speak.
    pub label: Words,
    /// What to do.
    pub help: Option<Words>,
    /// Further places: page (`None`: the page under check), span, words.
    pub related: Vec<(Option<PageId>, Span, Words)>,
    /// A change.
    pub fix: Option<Fix>,
    /// Lower than the rule's own severity, for weak evidence.
    pub at_most: Option<Severity>,
    /// Another confidence than the rule's own.
    pub confidence: Option<Confidence>,
    /// The normalised value the finding is about; goes into the fingerprint.
    pub value: Option<String>,
}

/// Collects findings of one rule.
#[derive(Debug, Default)]
pub struct Findings {
    drafts: Vec<Draft>,
}

impl Findings {
    /// Reports a finding on the page under check.
    pub fn report(&mut self, span: Span, message: impl Into<Words>) -> &mut Draft {
        self.push(None, span, message.into())
    }

    /// Reports a finding on another page (corpus rules).
    pub fn report_on(&mut self, page: PageId, span: Span, message: impl Into<Words>) -> &mut Draft {
        self.push(Some(page), span, message.into())
    }

    /// Whether nothing was found, which is what nearly every rule says of nearly every record.
    pub fn is_empty(&self) -> bool {
        self.drafts.is_empty()
    }

    /// What was found, in the order it was reported.
    pub fn into_drafts(self) -> Vec<Draft> {
        self.drafts
    }

    fn push(&mut self, page: Option<PageId>, span: Span, message: Words) -> &mut Draft {
        self.drafts.push(Draft {
            page,
            span,
            message,
            label: Words::default(),
            help: None,
            related: Vec::new(),
            fix: None,
            at_most: None,
            confidence: None,
            value: None,
        });
        self.drafts.last_mut().expect("invariant: a draft was pushed")
    }
}

impl Draft {
    /// Words at the primary place.
    pub fn label(&mut self, words: impl Into<Words>) -> &mut Self {
        self.label = words.into();
        self
    }

    /// What to do.
    pub fn help(&mut self, words: impl Into<Words>) -> &mut Self {
        self.help = Some(words.into());
        self
    }

    /// A further place on the page under check.
    pub fn related(&mut self, span: Span, words: impl Into<Words>) -> &mut Self {
        self.related.push((None, span, words.into()));
        self
    }

    /// A further place on any page.
    pub fn related_on(&mut self, page: PageId, span: Span, words: impl Into<Words>) -> &mut Self {
        self.related.push((Some(page), span, words.into()));
        self
    }

    /// A change of the primary file: one replacement.
    pub fn fix(&mut self, title: impl Into<String>, applicability: Applicability, span: Span, text: impl Into<String>) -> &mut Self {
        self.fix = Some(Fix { applicability, title: title.into(), edits: vec![Edit { span, text: text.into() }] });
        self
    }

    /// Caps the severity of this finding.
    pub fn at_most(&mut self, severity: Severity) -> &mut Self {
        self.at_most = Some(severity);
        self
    }

    /// Sets the confidence of this finding.
    pub fn confidence(&mut self, confidence: Confidence) -> &mut Self {
        self.confidence = Some(confidence);
        self
    }

    /// The normalised value the finding is about.
    pub fn value(&mut self, value: impl Into<String>) -> &mut Self {
        self.value = Some(value.into());
        self
    }
}
