//! What a record says in a field, with its place; whether a rule speaks of it; and its message.

use std::borrow::Cow;
use std::ops::Range;

use crate::record::corpus::fold_fond;
use crate::record::{ArchivalDate, Folio, FolioRange, Holding, Record};
use crate::rules::wording::part_of;
use crate::schema::own::{Condition, OwnRule, Piece, RuleField, Template};
use crate::source::{Span, Spanned};

/// A value of a field.
#[derive(Debug, Clone)]
pub(super) struct Value<'r> {
    /// As `opiska extract` prints it.
    pub text: Cow<'r, str>,
    /// Where it stands.
    pub span: Span,
    /// The shelfmark it is part of.
    pub holding: Option<&'r Holding>,
    /// Whether it was taken over from the citation before.
    pub inherited: bool,
}

impl Value<'_> {
    /// Where a part of it stands, when the source has it in one piece.
    pub fn place_of(&self, part: Range<usize>) -> Option<Span> {
        part_of(&self.text, self.span, part)
    }
}

/// The values that a rule must judge: those of its field that stand in the citation itself, where its conditions hold.
pub(super) fn values<'r>(own: &OwnRule, record: &'r Record) -> Vec<Value<'r>> {
    let mut found: Vec<Value<'r>> = Vec::new();
    for value in all(&own.field, record).into_iter().filter(|value| !value.inherited && holds(&own.when, record, value.holding)) {
        // Several dela of one fond are several shelfmarks with one word for the fond.
        if !found.iter().any(|known| known.span == value.span && known.text == value.text) {
            found.push(value);
        }
    }
    found
}

/// Whether all conditions hold, for a shelfmark or, where none is asked about, for any of the record.
pub(super) fn holds(when: &[Condition], record: &Record, holding: Option<&Holding>) -> bool {
    let (of_holding, of_record): (Vec<&Condition>, Vec<&Condition>) = when.iter().partition(|condition| condition.field.is_of_holding());
    let met = |condition: &Condition, values: Vec<Value<'_>>| {
        values.iter().any(|value| condition.values.iter().any(|wanted| same(&condition.field, wanted, &value.text)))
    };
    let by = |holding: &Holding| of_holding.iter().all(|condition| met(condition, in_holding(&condition.field, holding)));
    of_record.iter().all(|condition| met(condition, all(&condition.field, record)))
        && (of_holding.is_empty() || holding.map_or_else(|| record.holdings.iter().any(by), by))
}

/// Whether a value is the wanted one: case does not count in levels, nor the letter that English usage drops before fonds.
fn same(field: &RuleField, wanted: &str, value: &str) -> bool {
    match field {
        RuleField::Level(id) if id == "fond" => fold_fond(wanted) == fold_fond(value),
        RuleField::Level(_) => wanted.to_lowercase() == value.to_lowercase(),
        _ => wanted == value,
    }
}

/// Every value of a field.
pub(super) fn all<'r>(field: &RuleField, record: &'r Record) -> Vec<Value<'r>> {
    if field.is_of_holding() {
        return record.holdings.iter().flat_map(|holding| in_holding(field, holding)).collect();
    }
    let value = |text: Cow<'r, str>, span| Value { text, span, holding: None, inherited: false };
    let plain = |field: &'r Option<Spanned<String>>| field.as_ref().map(|field| value(Cow::Borrowed(&field.value), field.span));
    let found = match field {
        RuleField::Title => plain(&record.title),
        RuleField::Date => record.date.as_ref().and_then(|date| Some(value(date.value.edtf()?.into(), date.span))),
        RuleField::DateAsWritten => record.date.as_ref().map(|date| value(Cow::Borrowed(&date.value.as_written), date.span)),
        RuleField::Publisher => record.publisher.as_ref().map(|publisher| {
            let name = publisher.value.canonical.as_ref().unwrap_or(&publisher.value.as_written);
            value(Cow::Borrowed(name), publisher.span)
        }),
        RuleField::PublisherAsWritten => {
            record.publisher.as_ref().map(|publisher| value(Cow::Borrowed(&publisher.value.as_written), publisher.span))
        }
        RuleField::RecordId => record.identifier().map(|id| value(Cow::Borrowed(&id.value), id.span)),
        RuleField::Url => plain(&record.url),
        RuleField::Language => plain(&record.language),
        RuleField::OriginalLanguage => plain(&record.original_language),
        RuleField::Uploaded => record.uploaded.as_ref().map(|date| value(printed_date(&date.value), date.span)),
        RuleField::Rights => plain(&record.rights),
        RuleField::Summary => plain(&record.summary),
        RuleField::PublishedIn => plain(&record.published_in),
        RuleField::Credit(role) => {
            let credits = record.credits.iter().filter(|credit| credit.role == *role);
            return present(credits.map(|credit| value(Cow::Borrowed(&credit.name), credit.span)));
        }
        _ => None,
    };
    present(found)
}

/// Every value of a field of a shelfmark.
pub(super) fn in_holding<'r>(field: &RuleField, holding: &'r Holding) -> Vec<Value<'r>> {
    let value = |text: Cow<'r, str>, span, id: &str| Value { text, span, holding: Some(holding), inherited: holding.is_inherited(id) };
    let mention = holding.repository.as_ref();
    let found = match field {
        RuleField::Repository => holding.archive().zip(mention).map(|(name, at)| value(Cow::Borrowed(name), at.span, "repository")),
        RuleField::RepositoryAsWritten => mention.map(|mention| value(Cow::Borrowed(&mention.as_written), mention.span, "repository")),
        RuleField::Scheme => Some(value(Cow::Borrowed(&holding.scheme), holding.span, "")),
        RuleField::AsWritten => Some(value(Cow::Borrowed(&holding.as_written), holding.span, "")),
        RuleField::FondName => holding.fond_name.as_deref().map(|name| {
            let at = holding.as_written.find(name);
            let place = at.and_then(|at| part_of(&holding.as_written, holding.span, at..at + name.len()));
            value(Cow::Borrowed(name), place.unwrap_or(holding.span), "")
        }),
        RuleField::Level(id) => holding.level(id).map(|level| value(Cow::Borrowed(&level.value), level.span, id)),
        RuleField::Folios => {
            let items = holding.folios.iter().flat_map(|folios| &folios.items);
            return present(items.map(|item| value(leaves(item).into(), item.span, "folios")));
        }
        _ => None,
    };
    present(found)
}

/// A value of nothing but space is none.
fn present<'r>(values: impl IntoIterator<Item = Value<'r>>) -> Vec<Value<'r>> {
    values.into_iter().filter(|value| !value.text.trim().is_empty()).collect()
}

fn printed_date(date: &ArchivalDate) -> Cow<'_, str> {
    date.edtf().map_or(Cow::Borrowed(date.as_written.as_str()), Cow::Owned)
}

/// A leaf or a range of leaves: `3-6`, `7ob`.
fn leaves(item: &FolioRange) -> String {
    let leaf = |folio: &Folio| format!("{}{}", folio.number, if folio.verso { "ob" } else { "" });
    if item.from == item.to { leaf(&item.from) } else { format!("{}-{}", leaf(&item.from), leaf(&item.to)) }
}

/// A message with its placeholders filled in: fields of the shelfmark it is about, else of the first.
pub(super) fn fill(template: &Template, record: &Record, holding: Option<&Holding>, value: Option<&str>, part: Option<&str>) -> String {
    let field = |field: &RuleField| {
        let found = match holding.or(record.holding()) {
            Some(holding) if field.is_of_holding() => in_holding(field, holding),
            _ => all(field, record),
        };
        let texts: Vec<&str> = found.iter().map(|value| value.text.as_ref()).collect();
        if texts.is_empty() { format!("(no {})", field.words()) } else { texts.join(", ") }
    };
    let piece = |piece: &Piece| match piece {
        Piece::Words(words) => words.clone(),
        Piece::Value => value.unwrap_or_default().to_owned(),
        Piece::Match => part.or(value).unwrap_or_default().to_owned(),
        Piece::Field(name) => field(name),
    };
    template.0.iter().map(piece).collect()
}
