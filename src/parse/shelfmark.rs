//! Labelled shelfmarks: runs of level labels with their values, in one pass over a citation.

use super::chars::{at_word_start, is_blank, is_dash, peek, skip, skip_blank, take};
use super::folios::{self, List, Words};
use super::labels::{Extent, Found, Meaning, SchemeLabels, number};
use crate::record::FolioUnit;
use crate::schema::ValueKind;

/// Words that shelfmarks are read with, from the schemas.
#[derive(Debug, Default)]
pub struct ShelfmarkWords {
    /// "Without number".
    pub unnumbered: Vec<String>,
    /// Open ends of leaf ranges.
    pub open_end: Vec<String>,
    /// Additions to an inventory number.
    pub supplement: Vec<String>,
    /// "And" between two numbers.
    pub and: Vec<String>,
    /// "Year" behind a number.
    pub years: Vec<String>,
}

/// A maximal run of levels that belong to one shelfmark.
#[derive(Debug, Default)]
pub struct Run {
    /// First label.
    pub start: usize,
    /// End of the last value.
    pub end: usize,
    /// Levels in printed order; several values for one level stand side by side.
    pub levels: Vec<RunLevel>,
    /// Leaves.
    pub folios: Option<RunFolios>,
    /// Name of the fond and the like between two levels.
    pub gloss: Option<Extent>,
    /// Labels without a value: level index and place.
    pub valueless: Vec<(usize, Extent)>,
    /// Labels with a wrong letter.
    pub misprints: Vec<Extent>,
    /// Whether the run hangs on the one before by separators alone.
    pub near: bool,
}

/// One level of a run.
#[derive(Debug)]
pub struct RunLevel {
    /// Index into [`SchemeLabels::levels`].
    pub index: usize,
    /// The label.
    pub label: Extent,
    /// The values: one, or several of a list.
    pub values: Vec<Extent>,
}

/// The leaves of a run.
#[derive(Debug)]
pub struct RunFolios {
    /// The label.
    pub label: Extent,
    /// What they count.
    pub unit: FolioUnit,
    /// Whether the label is a plural.
    pub plural: Option<bool>,
    /// The leaves.
    pub list: List,
}

impl Run {
    fn has(&self, index: usize) -> bool {
        self.levels.iter().any(|level| level.index == index)
    }

    fn is_empty(&self) -> bool {
        self.levels.is_empty() && self.folios.is_none()
    }
}

/// Reads all runs of a citation by the labels of one scheme.
pub fn runs(text: &str, labels: &SchemeLabels, words: &ShelfmarkWords, is_month: &dyn Fn(&str) -> bool) -> Vec<Run> {
    let mut reader = RunReader {
        text,
        labels,
        words,
        folio_words: Words { verso: &labels.verso, open_end: &words.open_end, and: &words.and, is_month },
        done: Vec::new(),
        open: Run::default(),
    };
    let mut at = 0;
    while let Some(offset) = text[at..].find(char::is_alphabetic) {
        let start = at + offset;
        at = match labels.at(text, start) {
            Some(found) => reader.label(&found),
            None => match reader.misprint(start) {
                Some(found) => {
                    let end = reader.label(&found);
                    reader.open.misprints.push((found.start, found.end));
                    end
                }
                None => word_end(text, start),
            },
        };
    }
    reader.close();
    reader.done
}

fn word_end(text: &str, start: usize) -> usize {
    let end = skip(text, start, char::is_alphanumeric);
    if end > start { end } else { start + peek(text, start).map_or(1, char::len_utf8) }
}

struct RunReader<'a> {
    text: &'a str,
    labels: &'a SchemeLabels,
    words: &'a ShelfmarkWords,
    folio_words: Words<'a>,
    done: Vec<Run>,
    open: Run,
}

/// What stands between two levels.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    Separators,
    Semicolon,
    Gloss,
    Far,
}

impl RunReader<'_> {
    /// Takes a label; returns where to look on.
    fn label(&mut self, found: &Found) -> usize {
        match found.meaning {
            Meaning::Folios(unit, plural) => self.folios(found, unit, plural),
            Meaning::Level(index) => self.level(found, index),
            Meaning::LevelOrFolios(index, unit) => {
                if self.means_leaves(found, index, unit) {
                    self.folios(found, unit, None)
                } else {
                    self.level(found, index)
                }
            }
        }
    }

    /// Whether a label that may stand for a level or for leaves stands for leaves here. `f.` is the fond at the head of a
    /// shelfmark and the leaf (folio, filă) at its end.
    fn means_leaves(&self, found: &Found, index: usize, unit: FolioUnit) -> bool {
        let later = self.open.levels.iter().any(|level| level.index > index && level.index < self.labels.own_levels);
        let restarts = self.restarts(found, index);
        let again = self.open.has(index) && !restarts;
        if index == 0 {
            return again || later && !restarts;
        }
        let list = folios::list(self.text, found.value, self.folio_words);
        let several = list.is_some_and(|list| list.items.len() > 1 || list.items.iter().any(|item| item.dashed));
        several || again || unit == FolioUnit::Leaf && later && !restarts
    }

    /// A label with one wrong letter, where a level below the last one is due and a number follows: `оп. 2, слр. 1144`.
    fn misprint(&self, start: usize) -> Option<Found> {
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

    /// Whether a label after a semicolon or after words begins a new shelfmark: the level below it follows its number. A fond
    /// may begin one anywhere.
    fn restarts(&self, found: &Found, index: usize) -> bool {
        let value = number(self.text, found.value, &self.words.unnumbered);
        let value = value.filter(|_| index == 0 || self.gap(found.start) != Gap::Separators);
        let Some((_, end)) = value else { return false };
        let next = skip(self.text, end, |c| is_blank(c) || matches!(c, ',' | '.'));
        let label = self.labels.at(self.text, next);
        label.is_some_and(|label| matches!(label.meaning, Meaning::Level(below) if below > index))
    }

    fn level(&mut self, found: &Found, index: usize) -> usize {
        let part = self.labels.levels[index].id.as_ref() == "part";
        let value = number(self.text, found.value, &self.words.unnumbered);
        let letters = || if part { roman(self.text, found.value) } else { self.letters(found, index) };
        let value = value.or_else(letters).filter(|_| touches(self.text, found)).or_else(|| self.behind_comma(found, index));
        let value = value.or_else(|| number_before(self.text, found));
        let gap = self.gap(value.map_or(found.start, |value| value.0.min(found.start)));
        let Some(first) = value else {
            let bare = peek(self.text, skip_blank(self.text, found.value)).is_none_or(|c| matches!(c, ',' | ';' | '.' | '?'));
            if gap == Gap::Separators && !self.open.is_empty() && bare {
                self.open.valueless.push((index, (found.start, found.end)));
            }
            return found.end;
        };
        if gap != Gap::Separators && self.counts_other(first) {
            return found.end;
        }
        if part && (self.open.levels.is_empty() || gap != Gap::Separators) {
            return found.end;
        }
        let values = if first.0 < found.start { vec![first] } else { self.values(index, first) };
        let end = values.last().map_or(first.1, |value| value.1).max(found.end);
        let again = self.open.has(index) || self.open.folios.is_some();
        if gap == Gap::Far || again || (gap == Gap::Gloss && !self.takes_gloss(index)) {
            self.start_new(found.start.min(first.0), gap);
        } else if gap == Gap::Gloss {
            self.open.gloss = Some((self.open.end, found.start));
        }
        self.open.levels.push(RunLevel { index, label: (found.start, found.end), values });
        self.open.end = end;
        self.bare_delo(index);
        self.open.end
    }

    /// The number of a fond whose label has a comma for its dot, with the next level behind it: `F, 1823, inv. 2`.
    fn behind_comma(&self, found: &Found, index: usize) -> Option<Extent> {
        let start = skip_blank(self.text, take(self.text, found.end, |c| c == ',')?);
        let value = number(self.text, start, &[]).filter(|_| index == 0 && found.end - found.start <= 2)?;
        let next = skip(self.text, value.1, |c| is_blank(c) || matches!(c, ',' | '.'));
        let below = self.labels.at(self.text, next).is_some_and(|below| matches!(below.meaning, Meaning::Level(lower) if lower > index));
        below.then_some(value)
    }

    /// A number behind the opis is the delo, though nobody says so: `оп. 1, 2792 – письма`.
    fn bare_delo(&mut self, index: usize) {
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
    fn bare_leaves(&mut self) {
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
    fn letters(&self, found: &Found, index: usize) -> Option<Extent> {
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
    fn counts_other(&self, value: Extent) -> bool {
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

    fn folios(&mut self, found: &Found, unit: FolioUnit, plural: Option<bool>) -> usize {
        let list = folios::list(self.text, found.value, self.folio_words).filter(|_| touches(self.text, found));
        let before = number_before(self.text, found).filter(|_| list.is_none());
        let list = list.or_else(|| folios::list(&self.text[..before?.1], before?.0, self.folio_words));
        let start = before.map_or(found.start, |before| before.0);
        let gap = self.gap(start);
        let Some(list) = list else { return found.end };
        // Page labels count only right after a delo: elsewhere they belong to a printed book.
        let joined = matches!(gap, Gap::Separators | Gap::Semicolon) && !self.open.is_empty();
        // Frames are counted of nothing else; words on the contents of the file may stand between.
        let joined = joined || unit == FolioUnit::Frame && gap == Gap::Gloss;
        if unit != FolioUnit::Leaf && (!joined || self.open.levels.is_empty()) {
            return found.end;
        }
        if !joined || self.open.folios.is_some() {
            self.start_new(start, gap);
        }
        let end = list.end.max(found.end);
        self.open.folios = Some(RunFolios { label: (found.start, found.end), unit, plural, list });
        self.open.end = end;
        end
    }

    fn start_new(&mut self, start: usize, gap: Gap) {
        self.close();
        self.open = Run { start, near: matches!(gap, Gap::Separators | Gap::Semicolon), ..Run::default() };
    }

    fn close(&mut self) {
        self.bare_leaves();
        let run = std::mem::take(&mut self.open);
        if !run.is_empty() {
            self.done.push(run);
        }
    }

    /// A name may stand between the fond and the next level: `f. 102 DPOO, 1898 g., op. 226`.
    fn takes_gloss(&self, index: usize) -> bool {
        self.open.levels.last().is_some_and(|last| last.index == 0) && index != 0
    }

    fn gap(&self, start: usize) -> Gap {
        if self.open.is_empty() {
            return Gap::Far;
        }
        let between = &self.text[self.open.end..start];
        let plain = |c: char| is_blank(c) || matches!(c, ',' | '.' | '/' | ':' | '*') || is_dash(c);
        if between.chars().all(plain) {
            return Gap::Separators;
        }
        if between.chars().all(|c| plain(c) || c == ';') {
            return Gap::Semicolon;
        }
        // `f. 12.50` is a price.
        let decimal = between.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if !decimal && between.chars().count() <= 80 && !between.contains([';', '"', '“', '”']) && !between.contains("//") {
            Gap::Gloss
        } else {
            Gap::Far
        }
    }

    fn values(&self, index: usize, first: Extent) -> Vec<Extent> {
        let kind = self.labels.levels[index].value;
        let mut values = vec![self.with_suffix(first)];
        if kind != ValueKind::Numbers {
            return values;
        }
        if let Some(end) = self.spaced_range(values[0]) {
            values[0].1 = end;
        }
        while let Some(next) = self.next_value(index, &values) {
            values.push(next);
        }
        values
    }

    /// A further number of a list: it goes up, is no year and no part of a date, and a separator follows it.
    fn next_value(&self, index: usize, values: &[Extent]) -> Option<Extent> {
        let text = self.text;
        let (first, end) = *values.last()?;
        let at = folios::separator(text, end, &self.words.and)?;
        let next = number(text, at, &[])?;
        let after = skip_blank(text, next.1);
        let word = &text[after..skip(text, after, char::is_alphabetic)];
        if !word.is_empty() && (word.chars().count() <= 2 && word.starts_with('г') || (self.folio_words.is_month)(word)) {
            return None;
        }
        let leading = |extent: Extent| {
            text[extent.0..extent.1].trim_matches(char::is_alphabetic).split(|c: char| !c.is_ascii_digit()).next_back()?.parse::<u64>().ok()
        };
        let starts = text[next.0..next.1].split(|c: char| !c.is_ascii_digit()).next()?.parse::<u64>().ok()?;
        let before = leading((first, end))?;
        let lettered = starts == before && text[next.0..next.1].ends_with(char::is_alphabetic) && text[first..end] != text[next.0..next.1];
        // A year ends a list; in the middle of one stands a number.
        let ends = separator_ends(text, next.1);
        // Opisi of one fond stand close: in «Оп. 1, 2792» the second number is of a delo.
        if self.labels.levels[index].id.as_ref() == "opis" && starts > before + 20 {
            return None;
        }
        let year = (1700..2100).contains(&starts) && before + 500 < starts && ends;
        ((starts > before || lettered) && !year).then_some(next)
    }

    /// The end of a range with blanks around its dash: `Ед. хр. 1 - 7`.
    fn spaced_range(&self, first: Extent) -> Option<usize> {
        let text = self.text;
        let dash = skip_blank(text, first.1);
        let start = skip_blank(text, take(text, dash, is_dash).filter(|_| dash > first.1)?);
        let end = skip(text, start, |c| c.is_ascii_digit());
        let figure = |extent: Extent| text[extent.0..extent.1].parse::<u64>().ok();
        let rises = figure(first).zip(figure((start, end))).is_some_and(|(from, to)| from < to);
        (rises && peek(text, end).is_none_or(|c| matches!(c, '.' | ',' | ';' | ')'))).then_some(end)
    }

    /// A number may go on after a space: `17761 пф`, `3 доп.`
    fn with_suffix(&self, value: Extent) -> Extent {
        let text = self.text;
        let start = skip_blank(text, value.1);
        // `2981 (b)`
        let letter = take(text, start, |c| c == '(').and_then(|open| take(text, open, char::is_alphabetic));
        if let Some(close) = letter.and_then(|next| take(text, next, |c| c == ')')) {
            return (value.0, close);
        }
        let end = skip(text, start, char::is_alphabetic);
        let word = &text[start..end];
        if start == value.1 || word.is_empty() {
            return value;
        }
        let letters = word.chars().count();
        let supplement = self.words.supplement.iter().any(|known| word.to_lowercase() == *known);
        // A no-break space holds a suffix to its number in any script.
        let held = text[value.1..start] == *"\u{A0}";
        // A lone Latin letter before a comma: `718 a, Listy 3-6`.
        let lone = letters == 1 && matches!(peek(text, end), Some(',' | ';'));
        let suffix = letters <= 2 && word.chars().all(|c| c.is_lowercase() && (held || lone || !c.is_ascii()));
        let ends = peek(text, end).is_none_or(|c| matches!(c, '.' | ',' | ';' | ')' | '/'));
        if supplement || (suffix && ends && self.labels.at(text, start).is_none()) { (value.0, end) } else { value }
    }
}

/// The number that hangs on its label by a hyphen, as in Kazakh: `708-қор`.
fn number_before(text: &str, found: &Found) -> Option<Extent> {
    let head = text[..found.start].strip_suffix('-')?;
    let start = head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    (start < head.len() && at_word_start(text, start)).then_some((start, head.len()))
}

/// A Roman number at `at`, as parts of a delo have: `ch. II`.
fn roman(text: &str, at: usize) -> Option<Extent> {
    let end = skip(text, at, |c| matches!(c, 'I' | 'V' | 'X' | 'І' | 'Х'));
    let whole = end > at && end - at <= 10 && peek(text, end).is_none_or(|c| !c.is_alphanumeric());
    whole.then_some((at, end))
}

/// Whether no further number of a list follows.
fn separator_ends(text: &str, at: usize) -> bool {
    folios::separator(text, at, &[]).is_none_or(|next| number(text, next, &[]).is_none())
}

/// A value must follow its label: with a dot or a blank between, or a digit at once.
fn touches(text: &str, found: &Found) -> bool {
    let gap = &text[found.end..found.value];
    // A line of prose may end in a label word; the value then has to stand close.
    gap.len() <= 24
        && (found.value > found.end || peek(text, found.end).is_some_and(|c| c.is_ascii_digit()))
        && at_word_start(text, found.start)
        && take(text, found.end, |c| c == '\n').is_none()
}
