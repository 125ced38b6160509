//! What people leave out or get wrong in a shelfmark and readers understand all the same: missing labels, wrong letters, titles in
//! brackets, Roman numerals.

use super::super::chars::{at_word_start, is_blank, is_dash, peek, skip, skip_blank, take};
use super::super::folios;
use super::super::labels::{Extent, Found, Meaning, number};
use super::{Gap, RunFolios, RunLevel, RunReader, touches};
use crate::record::FolioUnit;

impl RunReader<'_> {
    /// A label with one wrong letter, where a level below the last one is due and a number follows: `оп. 2, слр. 1144`.
    pub(super) fn misprint(&self, start: usize) -> Option<Found> {
        let text = self.text;
        let end = skip(text, start, char::is_alphabetic);
        let word = &text[start..end];
        let last = self.open.levels.last().map(|level| level.index)?;
        let due = self.open.folios.is_none() && last + 1 < self.labels.own_levels && (2..=8).contains(&word.chars().count());
        if !due || self.gap(start) != Gap::Separators || !at_word_start(text, start) {
            return None;
        }
        let main = |index: usize| matches!(self.labels.levels[index].id.as_ref(), "opis" | "delo");
        let below = |meaning: Meaning| matches!(meaning, Meaning::Level(index) if index > last && main(index));
        let found = self.labels.nearly(text, start, end, below)?;
        let (_, end) = number(text, found.value, &[])?;
        // Two letters are too few to tell by, unless the level below follows.
        let next = self.labels.at(text, skip(text, end, |c| is_blank(c) || matches!(c, '.' | ',')));
        let goes_on = next
            .is_some_and(|next| matches!((next.meaning, found.meaning), (Meaning::Level(lower), Meaning::Level(index)) if lower > index));
        (word.chars().count() > 2 || goes_on).then_some(found)
    }

    /// The number of a fond whose label has a comma for its dot, with the next level behind it: `F, 1823, inv. 2`.
    pub(super) fn behind_comma(&self, found: &Found, index: usize) -> Option<Extent> {
        let start = skip_blank(self.text, take(self.text, found.end, |c| c == ',')?);
        let value = number(self.text, start, &[]).filter(|_| index == 0 && found.end - found.start <= 2)?;
        let next = skip(self.text, value.1, |c| is_blank(c) || matches!(c, ',' | '.'));
        let below = self.labels.at(self.text, next).is_some_and(|below| matches!(below.meaning, Meaning::Level(lower) if lower > index));
        below.then_some(value)
    }

    /// A number behind the opis is the delo, though nobody says so: `оп. 1, 2792 – письма`.
    pub(super) fn bare_delo(&mut self, index: usize) {
        let text = self.text;
        let id = |index: usize| self.labels.levels[index].id.as_ref();
        let Some(delo) = (0..self.labels.levels.len()).find(|&at| id(at) == "delo") else { return };
        let start = take(text, self.open.end, |c| c == ',').map(|next| skip_blank(text, next));
        let value = start.and_then(|start| number(text, start, &[])).filter(|_| id(index) == "opis" && !self.open.has(delo));
        let Some((start, end)) = value else { return };
        let next = skip_blank(text, end);
        let phrase = peek(text, next).is_none_or(|c| matches!(c, ';' | '.' | ')') || is_dash(c) && next > end);
        let year = text[start..end].parse::<u32>().is_ok_and(|number| (1700..2100).contains(&number));
        if phrase && !year {
            self.open.levels.push(RunLevel { index: delo, label: (start, start), values: vec![(start, end)] });
            self.open.end = end;
        }
    }

    /// Numbers behind the delo that go down to smaller ones are leaves: `a.e. 1208, 44–52.`
    pub(super) fn bare_leaves(&mut self) {
        let text = self.text;
        let Some(last) =
            self.open.levels.last().filter(|last| self.open.folios.is_none() && self.labels.levels[last.index].id.as_ref() == "delo")
        else {
            return;
        };
        let figure = |extent: &Extent| text[extent.0..extent.1].parse::<u64>().ok();
        let Some(delo) = last.values.last().and_then(figure) else { return };
        let start = take(text, self.open.end, |c| c == ',').map(|next| skip_blank(text, next));
        let Some(list) = start.and_then(|start| folios::list(text, start, self.folio_words)) else { return };
        let next = skip_blank(text, list.end);
        let ends = peek(text, next).is_none_or(|c| matches!(c, ';' | ')' | ']' | ',')) || text[next..].starts_with('.');
        let smaller = list.items.first().and_then(|item| item.from.key()).is_some_and(|key| 0 < key.0 && key.0 < delo);
        let page_like = list.items.iter().all(|item| item.to.key().is_some_and(|key| key.0 < 1500));
        if ends && smaller && page_like {
            self.open.end = list.end;
            let label = list.items.first().map_or((list.end, list.end), |item| (item.range.0, item.range.0));
            self.open.folios = Some(RunFolios { label, unit: FolioUnit::Leaf, plural: None, list });
        }
    }

    /// A fond may be called by capitals alone, with the next level behind them: `Ф. ВУА. Д. 16718`, `ф. I, од. зб. 4521`.
    pub(super) fn letters(&self, found: &Found, index: usize) -> Option<Extent> {
        let end = skip(self.text, found.value, char::is_uppercase);
        let letters = &self.text[found.value..end];
        let count = letters.chars().count();
        let short = ((2..=6).contains(&count) || roman(self.text, found.value).is_some()) && found.value > found.end;
        let next = skip(self.text, end, |c| is_blank(c) || matches!(c, ',' | '.'));
        let below = self.labels.at(self.text, next).filter(|_| next > end);
        let goes_on = below.is_some_and(|below| {
            matches!(below.meaning, Meaning::Level(lower) if lower > index)
                && number(self.text, below.value, &[]).is_some()
                && touches(self.text, &below)
        });
        (index == 0 && short && goes_on).then_some((found.value, end))
    }

    /// Whether a number with the word behind it is no level: it says how much there is («дело 788 листов») or when it was
    /// («дело 1835–1838 годов»).
    pub(super) fn counts_other(&self, value: Extent) -> bool {
        let next = skip_blank(self.text, value.1);
        let word = &self.text[next..skip(self.text, next, char::is_alphabetic)];
        if next > value.1 && self.words.years.iter().any(|year| year == word) {
            return true;
        }
        let label = self.labels.at(self.text, next).filter(|_| next > value.1);
        label.is_some_and(|label| {
            matches!(label.meaning, Meaning::Folios(..)) && folios::list(self.text, label.value, self.folio_words).is_none()
        })
    }

    /// The end of a range with blanks around its dash: `Ед. хр. 1 - 7`.
    pub(super) fn spaced_range(&self, first: Extent) -> Option<usize> {
        let text = self.text;
        let dash = skip_blank(text, first.1);
        let start = skip_blank(text, take(text, dash, is_dash).filter(|_| dash > first.1)?);
        let end = skip(text, start, |c| c.is_ascii_digit());
        let figure = |extent: Extent| text[extent.0..extent.1].parse::<u64>().ok();
        let rises = figure(first).zip(figure((start, end))).is_some_and(|(from, to)| from < to);
        (rises && peek(text, end).is_none_or(|c| matches!(c, '.' | ',' | ';' | ')'))).then_some(end)
    }

    /// What stands between two levels without the title of a delo in brackets; that of a fond is kept as its name.
    pub(super) fn without_bracket<'t>(&self, between: &'t str) -> &'t str {
        let open = between.trim_start_matches([' ', '\u{A0}', ',']);
        let inner = open.strip_prefix('(').filter(|_| self.open.levels.last().is_some_and(|last| last.index > 0));
        let close = inner.map(closing_bracket).filter(|&close| close <= 400);
        inner.zip(close).and_then(|(inner, close)| inner.get(close + 1..)).unwrap_or(between)
    }
}

/// Where the bracket closes that is open at the start of a text.
pub(super) fn closing_bracket(text: &str) -> usize {
    let mut depth = 0usize;
    let close = text.find(|c| {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            ')' => return true,
            _ => {}
        }
        false
    });
    close.unwrap_or(text.len())
}

/// A Roman number at `at`, as parts of a delo have: `ch. II`.
pub(super) fn roman(text: &str, at: usize) -> Option<Extent> {
    let end = skip(text, at, |c| matches!(c, 'I' | 'V' | 'X' | 'І' | 'Х'));
    let whole = end > at && end - at <= 10 && peek(text, end).is_none_or(|c| !c.is_alphanumeric());
    whole.then_some((at, end))
}

/// The number that hangs on its label by a hyphen, as in Kazakh: `708-қор`.
pub(super) fn number_before(text: &str, found: &Found) -> Option<Extent> {
    let head = text[..found.start].strip_suffix('-')?;
    let start = head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    (start < head.len() && at_word_start(text, start)).then_some((start, head.len()))
}
