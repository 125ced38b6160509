//! Listy: leaves, pages or frames within a delo, with their order and count.
//!
//! A leaf has two sides. `ob.` (оборот, verso) names the second; a letter marks an inserted leaf (`12a`). The order key
//! is (number, letter, side): 12 < 12 verso < 12a < 13.

use crate::source::Span;
use serde::{Deserialize, Serialize};

/// What a folio number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FolioUnit {
    /// A leaf, two sides.
    #[default]
    Leaf,
    /// A page, one side.
    Page,
    /// A frame of film or a scan.
    Frame,
}

impl FolioUnit {
    /// Every unit.
    pub const ALL: [FolioUnit; 3] = [FolioUnit::Leaf, FolioUnit::Page, FolioUnit::Frame];

    /// The unit in one word, as tables have it.
    pub fn as_str(self) -> &'static str {
        match self {
            FolioUnit::Leaf => "leaf",
            FolioUnit::Page => "page",
            FolioUnit::Frame => "frame",
        }
    }
}

/// The leaves of one holding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Folios {
    /// Leaf, page or frame.
    pub unit: FolioUnit,
    /// In the order of the citation.
    pub items: Vec<FolioRange>,
    /// The label as printed, empty where there was none.
    pub label: String,
    /// Where the label stands.
    pub label_span: Span,
    /// Whether the label is a plural one (`ll.`, `listy`); `None` where the language has one form.
    pub plural: Option<bool>,
    /// Label and numbers together.
    pub span: Span,
    /// The words or the dash that leave the end open ("ff.", "3-"), if any.
    pub open_end: Option<Span>,
}

/// One leaf (both ends equal) or a range of leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolioRange {
    /// First leaf.
    pub from: Folio,
    /// Last leaf, inclusive; an abbreviated end is completed.
    pub to: Folio,
    /// Whether the end was abbreviated in print (`153-64`).
    pub abbreviated: bool,
    /// Whether two ends were printed, even equal ones.
    pub dashed: bool,
    /// Where it stands.
    pub span: Span,
}

/// One leaf and its side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Folio {
    /// The number as text, letters transliterated: `12`, `12a`, `0`.
    pub number: String,
    /// The verso (оборот).
    pub verso: bool,
}

impl Folio {
    /// Number, inserted-leaf letter, side: sorts leaves as they lie in the file. `None` for a number that is no number.
    pub fn key(&self) -> Option<(u64, &str, bool)> {
        let digits = self.number.bytes().take_while(u8::is_ascii_digit).count();
        let (number, letter) = self.number.split_at(digits);
        Some((number.parse().ok()?, letter, self.verso))
    }
}

impl FolioRange {
    /// Whether the end lies before the start.
    pub fn is_reversed(&self) -> bool {
        matches!((self.from.key(), self.to.key()), (Some(from), Some(to)) if to < from)
    }

    /// First and last number; `None` when reversed or not numeric.
    pub fn numbers(&self) -> Option<(u64, u64)> {
        let (from, to) = (self.from.key()?.0, self.to.key()?.0);
        (from <= to).then_some((from, to))
    }

    /// How many leaves: both ends count, sides do not. `3-6` is four.
    pub fn leaves(&self) -> Option<u64> {
        self.numbers().map(|(from, to)| to - from + 1)
    }
}

impl Folios {
    /// How many leaves all ranges cover, when all are in order.
    pub fn leaves(&self) -> Option<u64> {
        self.items.iter().map(FolioRange::leaves).sum()
    }

    /// Whether leaf `number` lies in one of the ranges.
    pub fn covers(&self, number: u64) -> bool {
        self.items.iter().filter_map(FolioRange::numbers).any(|(from, to)| (from..=to).contains(&number))
    }

    /// Whether more than one leaf is meant.
    pub fn is_several(&self) -> bool {
        self.items.len() > 1 || self.items.iter().any(|item| item.from.number != item.to.number) || self.open_end.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(from: &str, to: &str) -> FolioRange {
        let folio = |text: &str| Folio { number: text.trim_end_matches("ob").into(), verso: text.ends_with("ob") };
        FolioRange { from: folio(from), to: folio(to), abbreviated: false, dashed: true, span: Span::default() }
    }

    #[test]
    fn leaves_are_counted_with_both_ends() {
        for (from, to, count) in [("3", "6", 4), ("153", "164", 12), ("18", "34", 17), ("49", "57", 9), ("27", "30", 4)] {
            assert_eq!(range(from, to).leaves(), Some(count));
        }
    }

    #[test]
    fn order_is_number_letter_side() {
        assert!(!range("12ob", "12a").is_reversed());
        assert!(!range("1", "1a").is_reversed());
        assert!(range("5ob", "5").is_reversed());
        assert!(range("34", "18").is_reversed());
        assert!(!range("5", "5").is_reversed());
    }
}
