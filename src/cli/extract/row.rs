//! A record as rows of a table: one for each shelfmark, made of the published view, so that no form can disagree with JSON.

use crate::record::folio::FolioUnit;
use crate::record::json::{FolioView, HoldingView, RecordView};

/// One shelfmark of a record; `None` where a record has none.
#[derive(Debug, Clone, Copy)]
pub struct Row<'r> {
    /// The record.
    pub record: &'r RecordView,
    /// The shelfmark.
    pub holding: Option<&'r HoldingView>,
}

/// Levels that have a column of their own.
pub const OWN_COLUMNS: [&str; 5] = ["fond", "opis", "papka", "delo", "part"];

/// The rows of a record: at least one, so that no citation is lost.
pub fn rows(record: &RecordView) -> impl Iterator<Item = Row<'_>> {
    let bare = record.holdings.is_empty().then_some(Row { record, holding: None });
    record.holdings.iter().map(move |holding| Row { record, holding: Some(holding) }).chain(bare)
}

impl<'r> Row<'r> {
    /// The value of a level.
    pub fn level(&self, id: &str) -> Option<&'r str> {
        self.holding?.levels.get(id).map(String::as_str)
    }

    /// Whether a level, or `repository`, was taken over from the citation before.
    pub fn is_inherited(&self, id: &str) -> bool {
        self.holding.is_some_and(|holding| holding.inherited.iter().any(|name| name == id))
    }

    /// The levels that `columns` do not name, in the order of the scheme.
    pub fn other_levels(&self, columns: &[&str]) -> Vec<(&'r str, &'r str)> {
        let Some(holding) = self.holding else { return Vec::new() };
        holding.levels.iter().filter(|(id, _)| !columns.contains(id)).map(|(id, value)| (id, value.as_str())).collect()
    }

    /// The leaves as figures: `3-6, 7ob`.
    pub fn leaves(&self) -> String {
        let items: Vec<String> = self.holding.into_iter().flat_map(|holding| &holding.folios).map(leaf).collect();
        items.join(", ")
    }

    /// What the figures of the leaves count.
    pub fn unit(&self) -> Option<&'static str> {
        self.holding?.folio_unit.map(FolioUnit::as_str)
    }
}

/// A leaf or a range of leaves, written as the examples of schemes write it.
fn leaf(FolioView { from, to, from_verso, to_verso }: &FolioView) -> String {
    let side = |verso: &bool| if *verso { "ob" } else { "" };
    let first = format!("{from}{}", side(from_verso));
    if (from, from_verso) == (to, to_verso) { first } else { format!("{first}-{to}{}", side(to_verso)) }
}
