//! Whether two readings say the same of a document, however they are written.

use crate::record::{ArchivalDate, Folio, FolioUnit, Holding, Record, Role};

/// Whether the record after a change says what it said before, and no word in it has become obscure.
pub(super) fn same(before: &Record, after: &Record) -> bool {
    said(before) == said(after) && after.form.between.len() <= before.form.between.len()
}

/// What a record says, without places and spelling.
#[derive(PartialEq)]
struct Said {
    texts: Vec<Option<String>>,
    date: Option<ArchivalDate>,
    holdings: Vec<SaidHolding>,
    credits: Vec<(Role, String, Option<String>)>,
    unread: Vec<String>,
}

#[derive(PartialEq)]
struct SaidHolding {
    archive: Option<String>,
    scheme: String,
    levels: Vec<(String, String)>,
    fond_name: Option<String>,
    folios: Option<(FolioUnit, Leaves, bool)>,
}

/// First and last leaf of each range.
type Leaves = Vec<(Folio, Folio)>;

fn said(record: &Record) -> Said {
    let text = |value: Option<&str>| value.map(words);
    let publisher = record.publisher.as_ref().map(|publisher| &publisher.value);
    Said {
        texts: vec![
            text(record.title.as_ref().map(|title| title.value.as_str())),
            text(publisher.map(|naming| naming.as_written.as_str())),
            text(record.url.as_ref().map(|url| url.value.as_str())),
            text(record.identifier().map(|id| id.value.as_str())),
            text(record.language.as_ref().map(|language| language.value.as_str())),
            text(record.original_language.as_ref().map(|language| language.value.as_str())),
            text(record.published_in.as_ref().map(|edition| edition.value.as_str())),
        ],
        date: record.date.as_ref().map(|date| ArchivalDate { as_written: String::new(), ..date.value.clone() }),
        holdings: record.holdings.iter().map(said_of).collect(),
        credits: record.credits.iter().map(|credit| (credit.role, words(&credit.name), text(credit.on_behalf_of.as_deref()))).collect(),
        unread: record.unread.iter().map(|unread| words(&unread.value)).collect(),
    }
}

fn said_of(holding: &Holding) -> SaidHolding {
    SaidHolding {
        archive: holding.archive().map(words),
        scheme: holding.scheme.to_string(),
        levels: holding.levels.iter().map(|level| (level.id.to_string(), words(&level.value))).collect(),
        fond_name: holding.fond_name.as_deref().map(words),
        folios: holding.folios.as_ref().map(|folios| {
            let items = folios.items.iter().map(|item| (item.from.clone(), item.to.clone())).collect();
            (folios.unit, items, folios.open_end.is_some())
        }),
    }
}

/// A text with single blanks and one kind of dash, without quotation marks, whose form is the style's.
fn words(text: &str) -> String {
    let plain: String =
        text.chars().filter(|c| !"\"'“”„‘’«»`".contains(*c)).map(|c| if matches!(c, '–' | '‑') { '-' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
