//! Titles and the quotation marks inside them.
//!
//! A title is a transcription: its words and its case stay. Only its quotation marks take the form of the style, and
//! for that they must be told from apostrophes (`Workers' Party`) and from the soft signs of romanised names
//! (`Riazan'`). Marks without a partner stay what they are.

use std::collections::BTreeMap;

/// A text with more marks than this is no title, and its marks are left alone.
const MOST_MARKS: usize = 100;

/// A title with its inner quotation marks understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Title {
    text: String,
    /// By byte offset: quotation marks that have a partner.
    marks: BTreeMap<usize, Mark>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open(usize),
    Close(usize),
}

/// A character of a title, or what a quotation mark does there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glyph {
    /// Any other character.
    Char(char),
    /// Opens a quotation; 1 is the outermost inside the title.
    Open(usize),
    /// Closes it.
    Close(usize),
    /// An apostrophe.
    Apostrophe,
}

impl Title {
    /// Reads the marks of a title that has no control characters and stands without its outer quotation marks.
    pub(super) fn new(text: String) -> Self {
        // Most titles have none, and nothing to be told apart.
        if !has_marks(&text) {
            return Self { text, marks: BTreeMap::new() };
        }
        let text = join_single_marks(text);
        if text.chars().filter(|&c| is_mark(c) && c != '„').count() > MOST_MARKS {
            return Self { text, marks: BTreeMap::new() };
        }
        let letters: Vec<(usize, char)> = text.char_indices().collect();
        let doubles = double_pairs(&letters);
        let mut pairs = doubles.clone();
        pairs.extend(single_pairs(&letters, &doubles));
        let mut marks = BTreeMap::new();
        for &(open, close) in &pairs {
            let depth = 1 + pairs.iter().filter(|outer| outer.0 < open && close < outer.1).count();
            marks.insert(letters[open].0, Mark::Open(depth));
            marks.insert(letters[close].0, Mark::Close(depth));
        }
        Self { text, marks }
    }

    /// The title as it was read.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Every character with its byte offset.
    pub(super) fn glyphs(&self) -> impl Iterator<Item = (usize, Glyph)> {
        self.text.char_indices().map(|(at, letter)| {
            let glyph = match (self.marks.get(&at), letter) {
                (Some(Mark::Open(depth)), _) => Glyph::Open(*depth),
                (Some(Mark::Close(depth)), _) => Glyph::Close(*depth),
                (None, '\'' | '’') => Glyph::Apostrophe,
                (None, other) => Glyph::Char(other),
            };
            (at, glyph)
        })
    }

    /// American style: double marks around the title, single ones inside, and `stop` before every mark that closes
    /// at the end. No stop is added where the title brings its own.
    pub(super) fn quoted(&self, stop: char) -> String {
        format!("“{}”", self.stopped(stop, ['‘', '’', '“', '”']))
    }

    /// The title without marks around it, with `stop` before every mark that closes at the end.
    pub(super) fn stopped(&self, stop: char, marks: [char; 4]) -> String {
        if !has_marks(&self.text) {
            let own = self.text.ends_with(if stop == '.' { &['.', '?', '!', '…'][..] } else { std::slice::from_ref(&stop) });
            return if own { self.text.clone() } else { format!("{}{stop}", self.text) };
        }
        let mut body: Vec<Glyph> = self.glyphs().map(|(_, glyph)| glyph).collect();
        let mut closing = Vec::new();
        while let Some(glyph @ Glyph::Close(_)) = body.last().copied() {
            closing.push(glyph);
            body.pop();
        }
        let own = match body.last() {
            Some(Glyph::Char(last)) if stop == '.' => matches!(last, '.' | '?' | '!' | '…'),
            Some(Glyph::Char(last)) => *last == stop,
            _ => false,
        };
        let stop = Some(Glyph::Char(stop)).filter(|_| !own);
        body.into_iter().chain(stop).chain(closing.into_iter().rev()).map(|glyph| dressed(glyph, marks)).collect()
    }

    /// British style: single marks around the title, double ones inside, punctuation outside.
    pub(super) fn british(&self) -> String {
        format!("‘{}’", self.with_marks(['“', '”', '‘', '’']))
    }

    /// The title without marks around it; those inside are the ones given: outer pair, inner pair.
    pub(super) fn with_marks(&self, marks: [char; 4]) -> String {
        self.glyphs().map(|(_, glyph)| dressed(glyph, marks)).collect()
    }

    /// Straight marks, double ones outermost: the one spelling every CSL processor turns into the right quotes.
    pub(super) fn straight(&self) -> String {
        let straight = |glyph| match glyph {
            Glyph::Char(letter) => letter,
            Glyph::Open(depth) | Glyph::Close(depth) => ['\'', '"'][depth % 2],
            Glyph::Apostrophe => '\'',
        };
        self.glyphs().map(|(_, glyph)| straight(glyph)).collect()
    }

    /// The title up to the first of `breaks`, outside quotations and after at least one word.
    pub(super) fn cut<'w>(&self, breaks: impl Iterator<Item = &'w str>) -> Title {
        let breaks: Vec<&str> = breaks.collect();
        let mut inside = 0usize;
        let mut start = 0;
        for (at, glyph) in self.glyphs().chain([(self.text.len(), Glyph::Char(' '))]) {
            match glyph {
                Glyph::Open(_) => inside += 1,
                Glyph::Close(_) => inside = inside.saturating_sub(1),
                Glyph::Char(' ') => {
                    let word = self.text[start..at].to_lowercase();
                    if inside == 0 && start > 0 && breaks.contains(&word.as_str()) {
                        return Title::new(self.text[..start].trim_end_matches([' ', ',']).to_owned());
                    }
                    start = at + 1;
                }
                _ => {}
            }
        }
        self.clone()
    }
}

/// Whether a title may have quotation marks or apostrophes.
fn has_marks(text: &str) -> bool {
    memchr::memchr2(b'"', b'\'', text.as_bytes()).is_some() || !text.is_ascii() && text.contains(is_mark)
}

/// Whether a character may be a quotation mark or an apostrophe.
fn is_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '„')
}

/// A character with the marks given: outer pair, inner pair.
fn dressed(glyph: Glyph, marks: [char; 4]) -> char {
    match glyph {
        Glyph::Char(letter) => letter,
        Glyph::Open(depth) => marks[if depth % 2 == 1 { 0 } else { 2 }],
        Glyph::Close(depth) => marks[if depth % 2 == 1 { 1 } else { 3 }],
        Glyph::Apostrophe => '’',
    }
}

/// Typewriters and OCR make a double mark of two single ones. Where one opens a word, all of them are such; where none
/// does, two single marks may be a possessive before the closing mark (`… Workers''`).
fn join_single_marks(text: String) -> String {
    let opens = |(at, _): (usize, &str)| {
        text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '(') && text[at + 2..].starts_with(char::is_alphanumeric)
    };
    if text.match_indices("''").any(opens) { text.replace("''", "\"") } else { text }
}

type Letters = [(usize, char)];
type Pair = (usize, usize);

fn before(letters: &Letters, at: usize) -> Option<char> {
    at.checked_sub(1).map(|before| letters[before].1)
}

fn after(letters: &Letters, at: usize) -> Option<char> {
    letters.get(at + 1).map(|next| next.1)
}

/// Whether a mark here stands where quotations begin: before a word, after a space or something that opens.
fn may_open(letters: &Letters, at: usize) -> bool {
    let start = before(letters, at).is_none_or(|c| c.is_whitespace() || "([{<-–—/\"'“‘„«".contains(c));
    start && after(letters, at).is_some_and(|c| !c.is_whitespace())
}

/// Whether a mark here stands where quotations end: right after a word, and no letter follows.
fn may_close(letters: &Letters, at: usize) -> bool {
    let end = before(letters, at).is_some_and(|c| !c.is_whitespace() && !"([{<".contains(c));
    end && after(letters, at).is_none_or(|c| !c.is_alphanumeric())
}

/// Double marks pair like brackets. A low mark (`„`) takes the next `“` or `”` with it: both stay as printed.
fn double_pairs(letters: &Letters) -> Vec<Pair> {
    let (mut open, mut low, mut pairs) = (Vec::new(), 0usize, Vec::new());
    for (at, &(_, letter)) in letters.iter().enumerate() {
        match letter {
            '„' => low += 1,
            '“' | '”' if low > 0 && may_close(letters, at) => low -= 1,
            '“' => open.push(at),
            '”' => pairs.extend(open.pop().map(|from| (from, at))),
            '"' if may_close(letters, at) && !open.is_empty() => pairs.extend(open.pop().map(|from| (from, at))),
            '"' if may_open(letters, at) => open.push(at),
            _ => {}
        }
    }
    pairs
}

/// Single marks pair only within the same pair of double ones.
fn single_pairs(letters: &Letters, doubles: &[Pair]) -> Vec<Pair> {
    let enclosing = |at: usize| doubles.iter().filter(|pair| pair.0 < at && at < pair.1).max_by_key(|pair| pair.0);
    let singles = || (0..letters.len()).filter(|&at| matches!(letters[at].1, '\'' | '‘' | '’'));
    let opening: Vec<usize> = singles().filter(|&at| opens_single(letters, at)).collect();
    let closing: Vec<usize> = singles().filter(|&at| letters[at].1 != '‘' && may_close(letters, at)).collect();
    let mut pairs: Vec<Pair> = Vec::new();
    for (number, &open) in opening.iter().enumerate() {
        let next = opening[number + 1..].iter().find(|&&later| enclosing(later) == enclosing(open));
        let limit = next.copied().unwrap_or(letters.len());
        let candidates = closing.iter().copied().filter(|&at| open + 1 < at && at < limit && enclosing(at) == enclosing(open));
        pairs.extend(best_close(letters, open, candidates.collect()).map(|close| (open, close)));
    }
    pairs
}

/// A single mark that may open: never inside a word, never before a short year (`'56`).
fn opens_single(letters: &Letters, at: usize) -> bool {
    let following = |ahead: usize| letters.get(at + ahead).map(|next| next.1);
    let digits = (1..=3).take_while(|&ahead| following(ahead).is_some_and(|c| c.is_ascii_digit())).count();
    let short_year = digits == 2 && following(3).is_none_or(|c| !c.is_alphanumeric());
    letters[at].1 != '’' && may_open(letters, at) && !short_year
}

/// The mark that closes: one after a word in s before another word is more likely a possessive (`Workers' Party`),
/// one before punctuation or the end more likely a mark. Several equally weak ones decide nothing.
fn best_close(letters: &Letters, open: usize, mut candidates: Vec<usize>) -> Option<usize> {
    let partner = if letters[open].1 == '‘' { '’' } else { '\'' };
    if candidates.iter().any(|&at| letters[at].1 == partner) {
        candidates.retain(|&at| letters[at].1 == partner);
    }
    let score = |at: usize| {
        let possessive = before(letters, at).is_some_and(|c| matches!(c, 's' | 'S'));
        let ends = after(letters, at).is_none_or(|c| !c.is_whitespace());
        usize::from(!possessive) * 2 + usize::from(ends)
    };
    let best = candidates.iter().copied().max_by_key(|&at| (score(at), at))?;
    (candidates.len() == 1 || score(best) > 0).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> String {
        Title::new(text.to_owned()).quoted(',')
    }

    #[test]
    fn the_comma_goes_inside_marks_but_not_before_an_apostrophe() {
        for (title, expected) in [
            ("Telegram", "“Telegram,”"),
            (
                "'August Plenum of the Korean Workers' Party Central Committee'",
                "“‘August Plenum of the Korean Workers’ Party Central Committee,’”",
            ),
            ("Congress of the Workers'", "“Congress of the Workers’,”"),
            ("On \"Opposition\"", "“On ‘Opposition,’”"),
            ("On “the ‘Yan'an’ line”", "“On ‘the “Yan’an” line,’”"),
            ("\"He said 'no'\"", "“‘He said “no,”’”"),
            ("What Is to Be Done?", "“What Is to Be Done?,”"),
        ] {
            assert_eq!(quoted(title), expected);
        }
    }

    #[test]
    fn apostrophes_are_no_marks() {
        for (title, expected) in [
            ("the Worker's Party", "“the Worker’s Party,”"),
            ("Events of '56 in the Workers' Party", "“Events of ’56 in the Workers’ Party,”"),
            ("'August' and the Workers' Party", "“‘August’ and the Workers’ Party,”"),
            ("'Plenum of the Riazan' Oblast' Committee'", "“‘Plenum of the Riazan’ Oblast’ Committee,’”"),
            ("Zhou's 'New Line' and Xi'an's 'Old'", "“Zhou’s ‘New Line’ and Xi’an’s ‘Old,’”"),
        ] {
            assert_eq!(quoted(title), expected);
        }
        let title = Title::new("'August Plenum of the Workers' Party'".to_owned());
        assert_eq!(title.straight(), "\"August Plenum of the Workers' Party\"");
    }

    #[test]
    fn unbalanced_marks_stay() {
        for (title, expected) in [
            ("Draft \"A", "“Draft \"A,”"),
            ("A 5\" gun", "“A 5\" gun,”"),
            ("closing” only", "“closing” only,”"),
            ("''New Course'' of the Workers' Party", "“‘New Course’ of the Workers’ Party,”"),
            ("'Congress of the Workers''", "“‘Congress of the Workers’,’”"),
            ("„Pravda“ and „Trud”", "“„Pravda“ and „Trud”,”"),
            ("«Правда»", "“«Правда»,”"),
        ] {
            assert_eq!(quoted(title), expected);
        }
    }

    #[test]
    fn a_title_with_its_own_stop_gets_no_second_one() {
        let stop = |text: &str| Title::new(text.to_owned()).quoted('.');
        assert_eq!(stop("Quo vadis?"), "“Quo vadis?”");
        assert_eq!(stop("On the 'Plenum'"), "“On the ‘Plenum.’”");
        assert_eq!(stop("Trade with the U.S.S.R."), "“Trade with the U.S.S.R.”");
    }

    #[test]
    fn british_and_bare_titles() {
        let title = Title::new("Report on the 'August Plenum' of the Workers' Party".to_owned());
        assert_eq!(title.british(), "‘Report on the “August Plenum” of the Workers’ Party’");
        assert_eq!(title.with_marks(['«', '»', '„', '“']), "Report on the «August Plenum» of the Workers’ Party");
    }

    #[test]
    fn short_titles_end_before_a_preposition() {
        let cut = |text: &str| Title::new(text.to_owned()).cut(["from", "concerning"].into_iter()).as_str().to_owned();
        assert_eq!(cut("Telegram from A. Mikoyan"), "Telegram");
        assert_eq!(cut("Minutes of the Meeting concerning the Draft"), "Minutes of the Meeting");
        assert_eq!(cut("From Moscow"), "From Moscow");
        assert_eq!(cut("Article 'News from Moscow'"), "Article 'News from Moscow'");
    }
}
