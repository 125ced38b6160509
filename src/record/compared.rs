//! What of a page the rules that compare records look at: all that is kept of it once its own rules have spoken, for a
//! collection of a million pages is held in memory until its last page is read.
//!
//! Everything else of a record is for the rules of its own page, for citing and for people.

use super::{ArchivalDate, ClosingQuote, Credit, Fact, Holding, Naming, ReadPage, Record, Role};
use crate::source::{FileName, Place, Positions, Span, Spanned};

/// A page as it is compared.
#[derive(Debug, Clone)]
pub struct ComparedPage {
    /// The source's name.
    pub name: FileName,
    /// The citations, in the order of the source.
    pub records: Box<[Compared]>,
    /// The facts that [compare](super::FactKind::is_compared), in the order of the source.
    pub facts: Box<[Fact]>,
    /// Lines and columns of every span above.
    pub positions: Positions,
    /// Fingerprint of the bytes, to notice a file that changed between reading and fixing.
    pub fingerprint: u64,
    /// Whether its records are entries of a bibliography.
    pub is_bibliography: bool,
}

/// A record as it is compared.
#[derive(Debug, Clone)]
pub struct Compared {
    /// The citation, or the source line where a page has no citation.
    pub span: Span,
    /// The title, without its outer quotation marks.
    pub title: Option<Spanned<Box<str>>>,
    /// The date of the document.
    pub date: Option<Box<Spanned<ArchivalDate>>>,
    /// The digital publisher.
    pub publisher: Option<Box<Spanned<Naming>>>,
    /// The record ID, whether stated or taken from the address.
    pub identifier: Option<Spanned<Box<str>>>,
    /// Where the paper lies.
    pub holdings: Box<[Holding]>,
    /// Who translated the text.
    pub translators: Box<[Credit]>,
    /// The quotation mark that closes the title, when it stands in a citation.
    pub closing_quote: Option<ClosingQuote>,
    /// Whether it was put together from parts that stand apart.
    pub assembled: bool,
    /// Whether it comes from running text or from a plain line.
    pub note: bool,
}

impl ComparedPage {
    /// Line and column of a span of this page.
    pub fn place(&self, span: Span) -> Place {
        self.positions.place(span)
    }
}

impl Compared {
    /// The first holding, the one a single reference code is made of.
    pub fn holding(&self) -> Option<&Holding> {
        self.holdings.first()
    }
}

impl ReadPage {
    /// The page as it is compared.
    pub fn compared(self) -> ComparedPage {
        let Self { name, records, facts, positions, fingerprint, .. } = self;
        ComparedPage {
            name,
            is_bibliography: records.iter().any(|record| record.entry.is_some()),
            records: records.into_iter().map(Record::compared).collect(),
            facts: facts.into_iter().filter(|fact| fact.kind.is_compared()).collect(),
            positions,
            fingerprint,
        }
    }
}

impl Record {
    fn compared(self) -> Compared {
        let text = |Spanned { value, span }: Spanned<String>| Spanned::new(value.into_boxed_str(), span);
        let mut holdings = self.holdings;
        for holding in &mut holdings {
            holding.levels.shrink_to_fit();
            holding.inherited.shrink_to_fit();
            if let Some(folios) = &mut holding.folios {
                folios.items.shrink_to_fit();
            }
        }
        Compared {
            span: self.span,
            title: self.title.map(text),
            date: self.date.map(Box::new),
            publisher: self.publisher.map(Box::new),
            identifier: self.record_id.or(self.id_in_url).map(text),
            holdings: holdings.into(),
            translators: self.credits.into_iter().filter(|credit| credit.role == Role::Translator).collect(),
            closing_quote: self.form.closing_quote,
            assembled: self.form.assembled,
            note: self.form.note,
        }
    }
}
