//! One citation a line: a bibliography without layout, a column of a spreadsheet. Chosen by the user, never guessed.

use super::lines::{lines, whole};
use super::{Block, Excerpt, Layout, Page, Score};
use crate::record::Field;
use crate::schema::Schemas;

/// This layout.
pub struct SingleLines;

impl Layout for SingleLines {
    fn name(&self) -> &'static str {
        "lines"
    }

    fn recognise(&self, _text: &str, _schemas: &Schemas) -> Score {
        0
    }

    fn page<'s>(&self, text: &'s str, _schemas: &Schemas) -> Page<'s> {
        let blocks = lines(text, whole(text))
            .map(|line| Block { field: Field::Citation, label: None, value: Some(Excerpt::new(text, line.span)) })
            .collect();
        Page { blocks, separate: true, ..Page::default() }
    }
}
