//! Every span that a record or a fact holds: its offsets, so that lines and columns can be worked out while the text is
//! there, and the metadata that a fix may touch.
//!
//! Each type that holds a span is taken apart field by field, without `..`: a new field does not compile until someone has
//! said here whether it holds a span.

use super::fact::{Fact, FactKind};
use super::folio::{FolioRange, Folios};
use super::holding::{Holding, Level, RepositoryMention};
use super::{BibEntry, ClosingQuote, Credit, EmptyLabel, Form, OtherField, Record, Restated};
use crate::source::{Span, Spanned};

/// The start and the end of every span in records and in facts, with repeats; sorted for each record, so that those of
/// records in the order of their text are all but sorted.
///
/// Made for [`Positions::resolve`](crate::source::Positions::resolve).
pub fn offsets(records: &[Record], facts: &[Fact]) -> Vec<u32> {
    let mut held = Held(Vec::new());
    facts.iter().for_each(|fact| held.fact(fact));
    let mut offsets: Vec<u32> = held.0.iter().flat_map(|span| [span.start, span.end]).collect();
    for record in records {
        held.0.clear();
        held.record(record);
        let from = offsets.len();
        offsets.extend(held.0.iter().flat_map(|span| [span.start, span.end]));
        offsets[from..].sort_unstable();
    }
    offsets
}

/// Every span of a record: its metadata, as against the text of the document.
pub fn spans(record: &Record) -> Vec<Span> {
    let mut held = Held(Vec::new());
    held.record(record);
    held.0
}

struct Held(Vec<Span>);

impl Held {
    fn add(&mut self, span: Span) {
        self.0.push(span);
    }

    fn field<T>(&mut self, field: Option<&Spanned<T>>) {
        if let Some(Spanned { value: _, span }) = field {
            self.add(*span);
        }
    }

    fn record(&mut self, record: &Record) {
        let Record {
            span,
            title,
            date,
            publisher,
            holdings,
            credits,
            record_id,
            id_in_url,
            url,
            language,
            original_language,
            uploaded,
            rights,
            summary,
            published_in,
            unread,
            restated,
            empty,
            entry,
            form,
        } = record;
        self.add(*span);
        for field in [title, record_id, id_in_url, url, language, original_language, rights, summary, published_in] {
            self.field(field.as_ref());
        }
        self.field(date.as_ref());
        self.field(publisher.as_ref());
        self.field(uploaded.as_ref());
        holdings.iter().for_each(|holding| self.holding(holding));
        for Credit { role: _, name: _, span, on_behalf_of: _, family: _ } in credits {
            self.add(*span);
        }
        unread.iter().for_each(|text| self.field(Some(text)));
        for Restated { field: _, text: _, date: _, span } in restated {
            self.add(*span);
        }
        for EmptyLabel { field: _, label: _, span, next: _, last: _ } in empty {
            self.add(*span);
        }
        if let Some(entry) = entry {
            self.entry(entry);
        }
        // The reach of a citation is made of places of its fields, and a note's marker is none of it.
        let Form {
            assembled: _,
            unlabelled_source: _,
            published: _,
            note: _,
            closing_quote,
            scan_pages: _,
            loose_end,
            marker: _,
            extent: _,
            between: _,
        } = form;
        if let Some(ClosingQuote { comma: _, open: _, close: _, span }) = closing_quote {
            self.add(*span);
        }
        if let Some(span) = loose_end {
            self.add(*span);
        }
    }

    fn entry(&mut self, entry: &BibEntry) {
        let BibEntry { key, genre, short_title, accessed, place, location, overruled, others } = entry;
        for field in [key, genre, short_title, place] {
            self.field(field.as_ref());
        }
        self.field(accessed.as_ref());
        if let Some(span) = location {
            self.add(*span);
        }
        overruled.iter().for_each(|name| self.field(Some(name)));
        for OtherField { name: _, value } in others {
            self.field(Some(value));
        }
    }

    fn holding(&mut self, holding: &Holding) {
        let Holding {
            span,
            as_written: _,
            repository,
            scheme: _,
            levels,
            folios,
            inherited: _,
            fond_name: _,
            unlabelled: _,
            valueless,
            misprints,
            divider: _,
        } = holding;
        self.add(*span);
        if let Some(RepositoryMention { siglum: _, as_written: _, span, spelling: _ }) = repository {
            self.add(*span);
        }
        for Level { id: _, value: _, as_written: _, span, label: _, label_span } in levels {
            self.add(*span);
            self.add(*label_span);
        }
        if let Some(folios) = folios {
            self.folios(folios);
        }
        for span in valueless.iter().map(|(_, span)| span).chain(misprints) {
            self.add(*span);
        }
    }

    fn folios(&mut self, folios: &Folios) {
        let Folios { unit: _, items, label: _, label_span, plural: _, span, open_end } = folios;
        self.add(*span);
        self.add(*label_span);
        for FolioRange { from: _, to: _, abbreviated: _, dashed: _, span } in items {
            self.add(*span);
        }
        if let Some(span) = open_end {
            self.add(*span);
        }
    }

    fn fact(&mut self, fact: &Fact) {
        let Fact { span, kind } = fact;
        self.add(*span);
        match kind {
            FactKind::Registration { number: _, date: _, date_span, recipients: _ } => self.add(*date_span),
            FactKind::HeadingDate(_)
            | FactKind::EventDate(_)
            | FactKind::ClosingDate(_)
            | FactKind::RomanMonth { probably: _, reading: _ }
            | FactKind::SheetCount(_)
            | FactKind::LeafStamp(_)
            | FactKind::CopyNumber(_)
            | FactKind::CopiesMade(_)
            | FactKind::Person(_)
            | FactKind::Reconstruction { family: _, supplied: _ }
            | FactKind::Organisation { canonical: _, as_written: _, place: _ }
            | FactKind::RepeatedHonorific(_)
            | FactKind::NameOcr { probably: _, place: _ }
            | FactKind::Initials { spaced: _ }
            | FactKind::Numero(_)
            | FactKind::Debris(_)
            | FactKind::Broken(_)
            | FactKind::Furniture
            | FactKind::ScanHead
            | FactKind::ScanText { cyrillic: _ } => {}
        }
    }
}
