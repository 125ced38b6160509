//! A line as hayagriva set it, put right and written in a markup.
//!
//! hayagriva's own writers escape nothing; ours do. Dates that it does not know and quotation marks are put in here,
//! where the finished line shows how the style prints a date and how deep a title stands.

use std::ops::Range;

use hayagriva::citationberg::{FontStyle, FontVariant, FontWeight, TextDecoration, VerticalAlign};
use hayagriva::{Elem, ElemChild, ElemChildren, ElemMeta, Formatting};

use super::item::{APOSTROPHE, CLOSE, GUILLEMETS, OPEN};
use super::style::Quotes;
use crate::cite::Markup;
use crate::cite::markup::{Piece, clean, safe_url};

/// A line of a bibliography, or a note.
#[derive(Debug, Clone, Default)]
pub(super) struct Line(Vec<Run>);

/// A stretch of text with one look.
#[derive(Debug, Clone)]
struct Run {
    text: String,
    look: Formatting,
    is_url: bool,
    /// The number of the date it belongs to.
    date: Option<usize>,
}

impl Line {
    /// Gathers what hayagriva set; `first` is a number that it keeps apart for the margin.
    pub(super) fn of(children: &ElemChildren, first: Option<&ElemChild>) -> Self {
        let mut line = Self::default();
        let mut dates = 0;
        if let Some(first) = first {
            line.gather(first, None, &mut dates);
            line.part();
        }
        children.0.iter().for_each(|child| line.gather(child, None, &mut dates));
        line
    }

    fn gather(&mut self, child: &ElemChild, date: Option<usize>, dates: &mut usize) {
        let mut push = |text: &str, look, is_url| self.0.push(Run { text: text.to_owned(), look, is_url, date });
        match child {
            ElemChild::Text(text) => push(&text.text, text.formatting, false),
            ElemChild::Link { text, url } => push(&text.text, text.formatting, text.text == *url),
            ElemChild::Markup(text) => push(text, Formatting::default(), false),
            ElemChild::Elem(elem) => self.gather_all(elem, date, dates),
            ElemChild::Transparent { .. } => {}
        }
    }

    fn gather_all(&mut self, elem: &Elem, date: Option<usize>, dates: &mut usize) {
        let date = if elem.meta == Some(ElemMeta::Date) {
            *dates += 1;
            Some(*dates)
        } else {
            date
        };
        if elem.display.is_some() {
            self.part();
        }
        elem.children.0.iter().for_each(|child| self.gather(child, date, dates));
    }

    /// What CSL sets in a column or a block of its own stands behind a space here.
    fn part(&mut self) {
        if self.0.last().is_some_and(|last| !last.text.ends_with(char::is_whitespace)) {
            self.0.push(Run { text: " ".to_owned(), look: Formatting::default(), is_url: false, date: None });
        }
    }

    /// The words without any markup.
    pub(super) fn plain(&self) -> String {
        let text: String = self.0.iter().map(|run| run.text.as_str()).collect();
        clean(&text)
    }

    /// Puts words in place of a year that stood for them.
    pub(super) fn replace_year(&mut self, year: &str, words: &str) {
        let short = year.get(year.len().saturating_sub(2)..).unwrap_or(year);
        for run in self.0.iter_mut().filter(|run| run.date.is_some()) {
            if run.text.contains(year) {
                run.text = run.text.replace(year, words);
            } else if run.text.contains(short) && !run.text.chars().filter(char::is_ascii_digit).skip(2).any(|_| true) {
                // A style that prints the last two figures of a year.
                run.text = run.text.replace(short, words);
            }
        }
    }

    /// Makes spans of the dates in which another setting of the same record, with the last day, differs: `August 30, 1956`
    /// and `August 31, 1956` make `August 30–31, 1956`. So the order and the words of every style and language are kept.
    pub(super) fn span_dates(&mut self, other: &Line) {
        let (mine, theirs) = (self.dates(), other.dates());
        if mine.len() != theirs.len() {
            return;
        }
        for (place, (first, last)) in mine.into_iter().zip(theirs).map(|(a, b)| (a.0, (a.1, b.1))) {
            if first != last {
                self.0[place.start].text = span(&first, &last);
                self.0[place.start + 1..place.end].iter_mut().for_each(|run| run.text.clear());
            }
        }
    }

    /// The runs of every date, and its text.
    fn dates(&self) -> Vec<(Range<usize>, String)> {
        let mut found: Vec<(Range<usize>, String)> = Vec::new();
        for (at, run) in self.0.iter().enumerate().filter(|(_, run)| run.date.is_some()) {
            match found.last_mut().filter(|(range, _)| range.end == at && self.0[range.start].date == run.date) {
                Some((range, text)) => {
                    range.end = at + 1;
                    text.push_str(&run.text);
                }
                None => found.push((at..at + 1, run.text.clone())),
            }
        }
        found
    }

    /// Gives quotation marks the form of the language, by how deep they stand, and moves a stop before the marks that
    /// close together with the title's own.
    pub(super) fn place_quotes(&mut self, quotes: &Quotes) {
        let mut letters: Vec<(usize, char)> =
            self.0.iter().enumerate().flat_map(|(at, run)| run.text.chars().map(move |letter| (at, letter))).collect();
        if quotes.stop_inside {
            pull_stops(&mut letters);
        }
        self.0.iter_mut().for_each(|run| run.text.clear());
        let [open, close] = quotes.marks[0].each_ref().map(|mark| mark.trim().chars().next());
        let (mut around, mut own) = (0usize, 0usize);
        for (at, letter) in letters {
            let text = &mut self.0[at].text;
            match letter {
                OPEN => {
                    text.push_str(&quotes.marks[(around + own) % 2][0]);
                    own += 1;
                }
                CLOSE => {
                    own = own.saturating_sub(1);
                    text.push_str(&quotes.marks[(around + own) % 2][1]);
                }
                APOSTROPHE => text.push('’'),
                _ => {
                    if Some(letter) == close && around > 0 {
                        around -= 1;
                    } else if Some(letter) == open {
                        around += 1;
                    }
                    text.push(GUILLEMETS.iter().find(|(other, _)| *other == letter).map_or(letter, |(_, own)| *own));
                }
            }
        }
    }

    /// The line in a markup.
    pub(super) fn written(&mut self, markup: Markup) -> String {
        self.0.retain(|run| !run.text.is_empty());
        self.join_alike();
        let ends = |at: usize, last: bool| {
            let text = self.0.get(at).map(|run| run.text.as_str()).unwrap_or_default();
            if last { text.chars().next_back() } else { text.chars().next() }
        };
        let run = |(at, run): (usize, &Run)| run.written(markup, at.checked_sub(1).and_then(|at| ends(at, true)), ends(at + 1, false));
        self.0.iter().enumerate().map(run).collect::<String>().trim().to_owned()
    }

    /// Neighbours with the same look become one, so that no mark opens where another has just closed.
    fn join_alike(&mut self) {
        let mut joined: Vec<Run> = Vec::with_capacity(self.0.len());
        for run in self.0.drain(..) {
            match joined.last_mut().filter(|last| last.look == run.look && !last.is_url && !run.is_url) {
                Some(last) => last.text.push_str(&run.text),
                None => joined.push(run),
            }
        }
        self.0 = joined;
    }
}

impl Run {
    fn written(&self, markup: Markup, before: Option<char>, after: Option<char>) -> String {
        if self.is_url {
            return markup.piece(&Piece::Url(safe_url(&self.text)));
        }
        let text: String = self.text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let core = text.trim_matches(' ');
        if core.is_empty() || markup == Markup::Plain {
            return markup.piece(&Piece::text(text));
        }
        // Marks hug the words; the spaces around them stay outside.
        let lead = text.len() - text.trim_start_matches(' ').len();
        let tail = lead + core.len();
        let hugging = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let edges = (core.chars().next(), core.chars().next_back());
        let free = (lead > 0 || hugging(before) || !hugging(edges.0)) && (tail < text.len() || hugging(after) || !hugging(edges.1));
        let looks = marks(&self.look, markup, free);
        let open: String = looks.iter().map(|(open, _)| *open).collect();
        let close: String = looks.iter().rev().map(|(_, close)| *close).collect();
        let words = markup.piece(&Piece::text(core));
        format!("{}{open}{words}{close}{}", &text[..lead], &text[tail..])
    }
}

/// What opens and closes each trait of a look, outermost first. `free`: nothing that stands next to it keeps CommonMark
/// from reading asterisks.
fn marks(look: &Formatting, markup: Markup, free: bool) -> Vec<(&'static str, &'static str)> {
    let (html, asterisks) = (markup != Markup::Latex, markup == Markup::Markdown && free);
    let traits = [
        (look.font_weight == FontWeight::Bold, ("**", "**"), ("<strong>", "</strong>"), "\\textbf{"),
        (look.font_style == FontStyle::Italic, ("*", "*"), ("<em>", "</em>"), "\\emph{"),
        (look.font_variant == FontVariant::SmallCaps, ("", ""), ("<span style=\"font-variant: small-caps\">", "</span>"), "\\textsc{"),
        (look.text_decoration == TextDecoration::Underline, ("", ""), ("<u>", "</u>"), "\\underline{"),
        (look.vertical_align == VerticalAlign::Sup, ("", ""), ("<sup>", "</sup>"), "\\textsuperscript{"),
        (look.vertical_align == VerticalAlign::Sub, ("", ""), ("<sub>", "</sub>"), "\\textsubscript{"),
    ];
    let shown = traits.into_iter().filter(|(has, ..)| *has && markup != Markup::Plain);
    let chosen = shown.map(|(_, markdown, tags, command)| match (html, asterisks && !markdown.0.is_empty()) {
        (false, _) => (command, "}"),
        (true, true) => markdown,
        (true, false) => tags,
    });
    chosen.collect()
}

/// `‘…Committee’.”` is `‘…Committee.’”` where stops stand inside.
fn pull_stops(letters: &mut [(usize, char)]) {
    let mut at = 0;
    while at < letters.len() {
        let closing = letters[at..].iter().take_while(|(_, letter)| *letter == CLOSE).count();
        let stop = letters.get(at + closing).copied().filter(|(_, letter)| matches!(letter, '.' | ','));
        if let Some((_, stop)) = stop.filter(|_| closing > 0) {
            for place in (at..at + closing).rev() {
                letters[place + 1].1 = letters[place].1;
            }
            letters[at].1 = stop;
        }
        at += closing.max(1);
    }
}

/// Two settings of a date as one span: what they share at both ends stands once.
fn span(first: &str, last: &str) -> String {
    let (a, b) = (words(first), words(last));
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let most = a.len().min(b.len()) - start;
    let end = a.iter().rev().zip(b.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let middle = |words: &[&str]| words[start..words.len() - end].concat();
    [&a[..start].concat(), &middle(&a), "–", &middle(&b), &a[a.len() - end..].concat()].concat()
}

/// Words, numbers (with the period that makes an ordinal of one: `30.`), and each other character alone.
fn words(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c: char| !c.is_alphanumeric()).filter(|end| *end > 0).unwrap_or(rest.len());
        let ordinal = usize::from(rest[..end].bytes().all(|byte| byte.is_ascii_digit()) && rest[end..].starts_with('.'));
        let (word, after) = rest.split_at(if first.is_alphanumeric() { end + ordinal } else { first.len_utf8() });
        found.push(word);
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_share_what_both_ends_have() {
        for (first, last, expected) in [
            ("August 30, 1956", "August 31, 1956", "August 30–31, 1956"),
            ("August 30, 1956", "September 2, 1956", "August 30–September 2, 1956"),
            ("1956, August 30", "1956, September 2", "1956, August 30–September 2"),
            ("December 30, 1955", "January 2, 1956", "December 30, 1955–January 2, 1956"),
            ("30. August 1956", "31. August 1956", "30.–31. August 1956"),
            ("1956", "1957", "1956–1957"),
            ("1 May 1956", "1 June 1956", "1 May–June 1956"),
        ] {
            assert_eq!(span(first, last), expected);
        }
    }

    fn line(text: &str) -> Line {
        Line(vec![Run { text: text.to_owned(), look: Formatting::default(), is_url: false, date: None }])
    }

    #[test]
    fn quotes_take_the_form_of_their_depth() {
        let marks = |outer: [&str; 2], inner: [&str; 2]| [outer.map(str::to_owned), inner.map(str::to_owned)];
        let american = Quotes { marks: marks(["“", "”"], ["‘", "’"]), stop_inside: true };
        let british = Quotes { marks: marks(["‘", "’"], ["“", "”"]), stop_inside: false };
        for (quotes, text, expected) in [
            (&american, "“On the ‹Workers❜ Party›.” X", "“On the ‘Workers’ Party.’” X"),
            (&american, "On the ‹Workers❜ Party›. X", "On the “Workers’ Party.” X"),
            (&british, "‘On the ‹Workers❜ Party›’, X", "‘On the “Workers’ Party”’, X"),
            (&british, "‘On ‹the ‹New› Line›’, ‹X›", "‘On “the ‘New’ Line”’, ‘X’"),
        ] {
            let mut line = line(text);
            line.place_quotes(quotes);
            assert_eq!(line.plain(), expected);
        }
    }

    #[test]
    fn looks_are_marked_up_and_text_is_escaped() {
        let italic = Formatting { font_style: FontStyle::Italic, ..Formatting::default() };
        let run = |text: &str, look| Run { text: text.to_owned(), look, is_url: false, date: None };
        let runs = || vec![run("On ", Formatting::default()), run("the <b> & *X*. ", italic), run("Y", Formatting::default())];
        for (markup, expected) in [
            (Markup::Plain, "On the <b> & *X*. Y"),
            (Markup::Markdown, "On *the \\<b\\> \\& \\*X\\*.* Y"),
            (Markup::Html, "On <em>the &lt;b&gt; &amp; *X*.</em> Y"),
            (Markup::Latex, "On \\emph{the \\textless{}b\\textgreater{} \\& *X*.} Y"),
        ] {
            assert_eq!(Line(runs()).written(markup), expected);
        }
        let tight = vec![run("(X)", italic), run("y", Formatting::default())];
        assert_eq!(Line(tight).written(Markup::Markdown), "<em>(X)</em>y");
    }
}
