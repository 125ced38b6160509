//! The labels of the level schemes, ready for look-up.
//!
//! A label is found by its key: lower case, without dots, soft signs and apostrophes, words joined by one space.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use foldhash::fast::FixedState;

use super::chars::{at_word_start, is_apostrophe, is_blank, is_dash, peek, skip, skip_blank, skip_number, take};
use crate::record::FolioUnit;
use crate::schema::{Labels as FolioLabels, Schemas, Scheme, ValueKind};

/// The labels of one scheme and of those it accepts.
#[derive(Debug, Default)]
pub struct SchemeLabels {
    /// Scheme id.
    pub id: Arc<str>,
    /// Levels from the general to the special: those of the scheme, then those of accepted schemes.
    pub levels: Vec<LevelName>,
    /// How many of the levels are the scheme's own.
    pub own_levels: usize,
    meanings: HashMap<String, Meaning, FixedState>,
    /// Verso words, longest first.
    pub verso: Vec<String>,
    /// The longest label in words.
    longest: usize,
    /// First words of labels of several words.
    openings: HashSet<String, FixedState>,
    /// Latin to Cyrillic look-alikes, for labels with a letter of the other script.
    look_alikes: Arc<std::collections::BTreeMap<char, char>>,
}

/// One level.
#[derive(Debug)]
pub struct LevelName {
    /// Level id.
    pub id: Arc<str>,
    /// What its values look like.
    pub value: ValueKind,
}

/// What a label means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A level, by index into [`SchemeLabels::levels`].
    Level(usize),
    /// Leaves, pages or frames; singular, plural or (`None`) one form for both.
    Folios(FolioUnit, Option<bool>),
    /// Either: a page (AVPRF's `p.`) or a leaf (the Romanian `f.`), or the level of this index.
    LevelOrFolios(usize, FolioUnit),
}

/// A label found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it means.
    pub meaning: Meaning,
    /// The label without its dot.
    pub start: usize,
    /// End of the label's letters.
    pub end: usize,
    /// Where the value may begin: after dot, bracketed short form, colon, number sign and blanks.
    pub value: usize,
}

impl SchemeLabels {
    /// Prepares a scheme; `None` for schemes without labels.
    pub fn of(scheme: &Scheme, schemas: &Schemas) -> Option<Self> {
        Self::are_of(scheme).then(|| Self::with(scheme, schemas))
    }

    /// Whether a scheme has labels that are read as a run.
    pub fn are_of(scheme: &Scheme) -> bool {
        // Levels that are read part by part and never complete make no run of labels.
        !scheme.level.is_empty() && (!scheme.parts || scheme.level.iter().any(|level| level.required))
    }

    /// Prepares a scheme, whatever labels it has.
    pub fn with(scheme: &Scheme, schemas: &Schemas) -> Self {
        let mut labels = Self {
            id: scheme.id.as_str().into(),
            levels: Vec::new(),
            own_levels: scheme.level.len(),
            meanings: HashMap::default(),
            verso: Vec::new(),
            longest: 1,
            openings: HashSet::default(),
            look_alikes: schemas.look_alikes.clone(),
        };
        let accepted = scheme.accepts.iter().filter_map(|id| schemas.scheme(id));
        for scheme in std::iter::once(scheme).chain(accepted) {
            labels.add(scheme);
        }
        labels.verso.sort_by_key(|word| std::cmp::Reverse(word.len()));
        labels.verso.dedup();
        labels
    }

    /// The place of a level in the order of the scheme; levels it does not know come last.
    pub fn rank(&self, id: &str) -> usize {
        self.levels.iter().position(|level| &*level.id == id).unwrap_or(usize::MAX)
    }

    fn add(&mut self, scheme: &Scheme) {
        for level in &scheme.level {
            let index = match self.levels.iter().position(|known| *known.id == *level.id) {
                Some(index) => index,
                None => {
                    self.levels.push(LevelName { id: level.id.as_str().into(), value: level.value });
                    self.levels.len() - 1
                }
            };
            for label in level.labels.iter().chain(&level.plural) {
                self.insert(label, Meaning::Level(index));
            }
        }
        if let Some(folios) = &scheme.folios {
            let own: Vec<&String> = scheme.level.iter().flat_map(|level| level.labels.iter().chain(&level.plural)).collect();
            self.add_folios(folios, &own);
        }
    }

    fn add_folios(&mut self, folios: &FolioLabels, own: &[&String]) {
        let groups = [
            (&folios.labels, folios.unit, Some(false)),
            (&folios.plural, folios.unit, Some(true)),
            (&folios.invariant, folios.unit, None),
            (&folios.pages, FolioUnit::Page, None),
            (&folios.frames, FolioUnit::Frame, None),
        ];
        for (labels, unit, plural) in groups {
            for label in labels {
                match self.meanings.get(&label.to_lowercase()) {
                    Some(&Meaning::Level(index)) if unit == FolioUnit::Page || own.contains(&label) || index == 0 => {
                        self.meanings.insert(label.to_lowercase(), Meaning::LevelOrFolios(index, unit));
                    }
                    _ => self.insert(label, Meaning::Folios(unit, plural)),
                }
            }
        }
        self.verso.extend(folios.verso.iter().map(|word| word.to_lowercase()));
    }

    fn insert(&mut self, label: &str, meaning: Meaning) {
        let key = label.to_lowercase();
        self.longest = self.longest.max(key.split(' ').count());
        if let Some((first, _)) = key.split_once(' ') {
            self.openings.insert(first.to_owned());
        }
        // The scheme's own meaning stands before that of an accepted scheme.
        self.meanings.entry(key).or_insert(meaning);
    }

    fn meaning(&self, key: &str) -> Option<Meaning> {
        if let Some(meaning) = self.meanings.get(key) {
            return Some(*meaning);
        }
        if key.is_ascii() || !key.bytes().any(|byte| byte.is_ascii_alphabetic()) {
            return None;
        }
        let latin: String = key.chars().map(|c| self.look_alikes.iter().find(|pair| *pair.1 == c).map_or(c, |pair| *pair.0)).collect();
        let cyrillic: String = key.chars().map(|c| self.look_alikes.get(&c).copied().unwrap_or(c)).collect();
        self.meanings.get(&latin).or_else(|| self.meanings.get(&cyrillic)).copied()
    }

    /// The label at `at`, the longest that fits. A label needs something after it that can be a value or a blank.
    pub fn at(&self, text: &str, at: usize) -> Option<Found> {
        if !at_word_start(text, at) || !peek(text, at)?.is_alphabetic() {
            return None;
        }
        let mut key = String::new();
        let mut end = at;
        let mut best = None;
        for count in 0..self.longest {
            let start = if count == 0 { at } else { skip(text, end, |c| matches!(c, '.' | '/') || is_blank(c)) };
            if count > 0 && (start == end || !peek(text, start).is_some_and(char::is_alphabetic)) {
                break;
            }
            let word_end = skip(text, start, |c| c.is_alphabetic() || is_apostrophe(c));
            if count > 0 {
                key.push(' ');
            }
            let word = &text[start..word_end];
            if word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                key.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
            } else {
                key.extend(word.chars().filter(|&c| !is_apostrophe(c)).flat_map(char::to_lowercase));
            }
            end = word_end;
            if let Some(meaning) = self.meaning(&key) {
                best = Some(Found { meaning, start: at, end, value: after_label(text, end) });
            }
            // Most words of a text begin no label: one look-up settles them.
            if count == 0 && key.is_ascii() && !self.openings.contains(&key) {
                break;
            }
        }
        best
    }
}

impl SchemeLabels {
    /// The label of a wanted meaning that a word with one wrong letter stands for; labels of one or two letters are too near
    /// each other.
    pub fn nearly(&self, text: &str, start: usize, end: usize, wanted: impl Fn(Meaning) -> bool) -> Option<Found> {
        let word = text[start..end].to_lowercase();
        let same_letter = |a: char, b: char| a == b || self.look_alikes.get(&a) == Some(&b) || self.look_alikes.get(&b) == Some(&a);
        let near = |label: &str| {
            let same = label.chars().zip(word.chars()).filter(|(a, b)| same_letter(*a, *b)).count();
            label.chars().count() == word.chars().count() && same + 1 == word.chars().count() && same > 0
        };
        let mut meanings = self.meanings.iter().filter(|(label, meaning)| wanted(**meaning) && near(label)).map(|(_, meaning)| *meaning);
        let meaning = meanings.next()?;
        let same = meanings.all(|other| other == meaning);
        same.then(|| Found { meaning, start, end, value: after_label(text, end) })
    }
}

/// Skips what may stand between a label and its value: `.`, `(f.)`, `:`, a number sign, blanks.
fn after_label(text: &str, end: usize) -> usize {
    let mut at = take(text, end, |c| c == '.').unwrap_or(end);
    let open = skip_blank(text, at);
    if peek(text, open) == Some('(') {
        let close = skip(text, open + 1, |c| c.is_alphabetic() || c == '.');
        if close - open <= 12 && peek(text, close) == Some(')') {
            at = close + 1;
        }
    }
    at = skip_blank(text, skip(text, at, is_apostrophe));
    at = take(text, at, |c| c == ':').map_or(at, |next| skip_blank(text, take(text, next, |c| c == '.').unwrap_or(next)));
    // `Ф-487`, `HN-83`: a hyphen for the dot of a label of one or two letters.
    let hyphen = take(text, at, |c| c == '-').filter(|&next| at == end && peek(text, next).is_some_and(|c| c.is_ascii_digit()));
    let letters = text[..end].chars().rev().take(3).take_while(|c| c.is_alphabetic()).count();
    if let Some(next) = hyphen.filter(|_| letters <= 2) {
        return next;
    }
    number_sign(text, at).map_or(at, |next| skip_blank(text, next))
}

/// The offset after a sign for "number" at `at`.
pub fn number_sign(text: &str, at: usize) -> Option<usize> {
    if let Some(next) = take(text, at, |c| matches!(c, '№' | '#')) {
        return Some(next);
    }
    let next = take(text, at, |c| matches!(c, 'N' | 'n'))?;
    let next = take(text, next, |c| matches!(c, 'º' | '°' | 'o' | 'r'))?;
    let next = take(text, next, |c| c == '.').unwrap_or(next);
    let after = skip_blank(text, next);
    peek(text, after).is_some_and(|c| c.is_ascii_digit()).then_some(next)
}

/// A value of a level: start, end (byte offsets).
pub type Extent = (usize, usize);

/// Reads one number of a reference code at `at`: `5446`, `R-5446`, `Р- 467`, `059a`, `641/1`, `4С/П`, `19-а`, `504-511`.
///
/// Letters alone are no number, except the words for "without number".
pub fn number(text: &str, at: usize, unnumbered: &[String]) -> Option<Extent> {
    if let Some(word) = unnumbered.iter().find(|word| starts_with_word(text, at, word)) {
        return Some((at, at + word.len()));
    }
    let mut end = prefix(text, at).unwrap_or(at);
    if !peek(text, end)?.is_ascii_digit() && !digits_within(text, end) {
        return None;
    }
    end = thousands(text, end).unwrap_or_else(|| skip_number(text, end));
    while let Some(c) = peek(text, end) {
        let next = end + c.len_utf8();
        let part = skip(text, next, char::is_alphanumeric);
        if part == next {
            break;
        }
        let piece = &text[next..part];
        let letters = piece.chars().all(char::is_alphabetic);
        let joins = match c {
            '/' => piece.chars().count() <= 8,
            _ if is_dash(c) && letters => piece.chars().count() <= 3,
            _ if is_dash(c) => piece.chars().all(|c| c.is_ascii_digit()),
            _ => false,
        };
        if !joins {
            break;
        }
        end = part;
    }
    Some((at, end))
}

/// The end of a number whose thousands stand apart (`33 987`); only before a comma, for `17 163` may be two numbers.
fn thousands(text: &str, at: usize) -> Option<usize> {
    let first = skip(text, at, |c| c.is_ascii_digit());
    let second = take(text, first, is_blank).filter(|_| (1..=3).contains(&(first - at)))?;
    let end = skip(text, second, |c| c.is_ascii_digit());
    (end - second == 3 && text[end..].starts_with(',')).then_some(end)
}

/// Letters before a number: `R-`, `Р- `, `PA-`, `П`. Returns the offset of the first digit.
fn prefix(text: &str, at: usize) -> Option<usize> {
    let letters = skip(text, at, char::is_alphabetic);
    let count = text[at..letters].chars().count();
    if !(1..=3).contains(&count) {
        return None;
    }
    let spaced = skip_blank(text, letters);
    let capital = count == 1 && text[at..letters].chars().all(char::is_uppercase);
    let dashed = take(text, letters, is_dash).or_else(|| take(text, spaced, is_dash).filter(|_| capital));
    let digits = match dashed {
        Some(next) => skip_blank(text, next),
        None if count == 1 => skip_blank(text, letters),
        None => letters,
    };
    peek(text, digits).filter(char::is_ascii_digit).map(|_| digits)
}

/// Whether the run of letters and digits at `at` is a number with a misread digit (`l30`, `O12`).
fn digits_within(text: &str, at: usize) -> bool {
    let run = &text[at..skip(text, at, char::is_alphanumeric)];
    let digits = run.chars().filter(char::is_ascii_digit).count();
    digits > 0 && digits + 2 > run.chars().count()
}

/// Whether `word` stands at `at` as a whole word, whatever the case.
pub fn starts_with_word(text: &str, at: usize, word: &str) -> bool {
    text.get(at..at + word.len()).is_some_and(|found| found.to_lowercase() == *word || found == word)
        && peek(text, at + word.len()).is_none_or(|c| !c.is_alphanumeric())
}
