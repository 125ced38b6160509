//! Findings that someone has looked at and allowed: comments in the document, tables in the settings.
//!
//! A comment reads `opiska: ignore[rule-name] until 2027-01-31 reason` behind `#`, `%`, `//` or inside `<!-- -->`; the
//! day and the reason may be missing. It speaks for its own line, or for the next line when it stands alone;
//! `opiska: ignore-file[rule-name]` speaks for the whole file. This file reads them; `ledger` keeps the books.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::selection::PathTest;
use crate::diagnostic::Diagnostic;
use crate::record::Day;
use crate::rules::Term;
use crate::source::{FileName, Place, Positions, Span};

const MARK: &str = "opiska:";
const OPENERS: [&str; 4] = ["<!--", "#", "%", "//"];

/// A suppression of the settings: for files that must not be touched.
#[derive(Debug)]
pub struct PathSuppression {
    /// Which files.
    pub path: PathTest,
    /// Which rules.
    pub rules: Vec<String>,
    /// Only findings that start on this line, if given.
    pub line: Option<u32>,
    /// The last day on which it holds.
    pub until: Option<Day>,
    /// Where it is written; `None` for one that nobody asks after (`per-file-ignores`).
    pub written_at: Option<(FileName, Place)>,
    /// Whether all files it may speak for are among those checked, so that it is unused when none of them is there.
    pub reached: bool,
}

/// One comment and one rule of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// The rule it names; empty when the brackets are missing or empty.
    pub rule: String,
    /// The line it speaks for; `None` for the whole file.
    pub target: Option<u32>,
    /// Where it stands.
    pub place: Place,
    /// The day behind `until`, as written.
    pub until: Option<String>,
    /// Whether it says why.
    pub reasoned: bool,
}

impl Comment {
    /// Whether it still holds.
    pub fn term(&self, today: Option<Day>) -> Term {
        match self.until.as_deref().map(|day| Day::from_iso(day).filter(|day| day.exists())) {
            Some(None) => Term::Unreadable,
            Some(Some(day)) => term(Some(day), today),
            None => Term::Running,
        }
    }
}

impl PathSuppression {
    /// Whether this table speaks for the finding.
    pub(super) fn covers(&self, finding: &Diagnostic, today: Option<Day>) -> bool {
        self.rules.iter().any(|rule| rule == finding.rule.name)
            && self.term(today) == Term::Running
            && self.line.is_none_or(|line| finding.primary.place.start.line == line)
            && self.path.holds(&finding.primary.file)
    }

    /// Whether it still holds.
    pub(super) fn term(&self, today: Option<Day>) -> Term {
        term(self.until, today)
    }
}

/// Without a clock nothing ends.
fn term(until: Option<Day>, today: Option<Day>) -> Term {
    let over = until.zip(today).is_some_and(|(until, today)| until < today);
    if over { Term::Over } else { Term::Running }
}

/// The lines that a finding touches.
fn lines(finding: &Diagnostic) -> RangeInclusive<u32> {
    let place = finding.primary.place;
    place.start.line..=place.end.line.max(place.start.line)
}

/// The comments of a file, whether each was needed, and where to look for those that speak for a finding.
#[derive(Debug, Default)]
pub(super) struct Comments {
    all: Vec<(Comment, bool)>,
    /// Indexes by rule and line.
    by_target: BTreeMap<String, BTreeMap<Option<u32>, Vec<usize>>>,
}

impl Comments {
    /// None of them was needed yet.
    pub fn new(comments: Vec<Comment>) -> Self {
        let mut by_target: BTreeMap<String, BTreeMap<Option<u32>, Vec<usize>>> = BTreeMap::new();
        for (at, comment) in comments.iter().enumerate() {
            by_target.entry(comment.rule.clone()).or_default().entry(comment.target).or_default().push(at);
        }
        Self { all: comments.into_iter().map(|comment| (comment, false)).collect(), by_target }
    }

    /// Whether one of them speaks for the finding; notes those that do as needed.
    pub fn allow(&mut self, finding: &Diagnostic, today: Option<Day>) -> bool {
        let Self { all, by_target } = self;
        let Some(targets) = by_target.get(finding.rule.name) else { return false };
        let lines = lines(finding);
        let of_lines = targets.range(Some(*lines.start())..=Some(*lines.end())).flat_map(|(_, at)| at);
        let mut allowed = false;
        for &at in targets.get(&None).into_iter().flatten().chain(of_lines) {
            let (comment, used) = &mut all[at];
            let covers = comment.term(today) == Term::Running;
            *used |= covers;
            allowed |= covers;
        }
        allowed
    }

    /// All of them in the order of the text, and whether each was needed.
    pub fn iter(&self) -> impl Iterator<Item = (&Comment, bool)> {
        self.all.iter().map(|(comment, used)| (comment, *used))
    }
}

/// A comment as found in the text, before lines are known.
struct Found<'t> {
    span: Span,
    alone: bool,
    whole_file: bool,
    rules: Vec<&'t str>,
    until: Option<&'t str>,
    reasoned: bool,
}

/// The suppression comments of a text.
pub(super) fn comments(text: &str) -> Vec<Comment> {
    let found = found(text);
    let positions = Positions::resolve(text, found.iter().flat_map(|comment| [comment.span.start, comment.span.end]).collect());
    let places: Vec<Place> = found.iter().map(|comment| positions.place(comment.span)).collect();
    let alone: BTreeSet<u32> =
        found.iter().zip(&places).filter(|(comment, _)| comment.alone && !comment.whole_file).map(|(_, place)| place.start.line).collect();
    // Several comments may stand above one line. From the last to the first, so that a pile of them is walked once.
    let mut below: BTreeMap<u32, u32> = BTreeMap::new();
    for &line in alone.iter().rev() {
        below.insert(line, below.get(&(line + 1)).copied().unwrap_or(line + 1));
    }
    let mut comments = Vec::new();
    for (comment, &place) in found.iter().zip(&places) {
        let line = place.start.line;
        let target = match (comment.whole_file, comment.alone) {
            (true, _) => None,
            (false, false) => Some(line),
            (false, true) => below.get(&line).copied(),
        };
        comments.extend(comment.rules.iter().map(|rule| Comment {
            rule: (*rule).to_owned(),
            target,
            place,
            until: comment.until.map(str::to_owned),
            reasoned: comment.reasoned,
        }));
    }
    comments
}

/// The marks that are comments. A comment ends with its line or before the next mark, so that each byte is looked at once.
fn found(text: &str) -> Vec<Found<'_>> {
    let marks: Vec<usize> = memchr::memmem::find_iter(text.as_bytes(), MARK).collect();
    let ends = marks.iter().skip(1).copied().chain([text.len()]);
    let (mut line_start, mut before) = (0, 0);
    let mut found = Vec::new();
    for (&at, next) in marks.iter().zip(ends) {
        line_start = text[before..at].rfind(['\n', '\r']).map_or(line_start, |end| before + end + 1);
        before = at;
        let end = text[at..next].find(['\n', '\r']).map_or(next, |end| at + end);
        found.extend(comment_at(text, line_start, at, end));
    }
    found
}

/// The comment with the mark at `at`, in the line from `line_start` on.
fn comment_at(text: &str, line_start: usize, at: usize, end: usize) -> Option<Found<'_>> {
    let before = text[line_start..at].trim_end();
    let opener = OPENERS.into_iter().find(|opener| before.ends_with(opener))?;
    let outside = before[..before.len() - opener.len()].trim_end_matches(opener);
    // In a code span somebody shows how a comment is written.
    if outside.ends_with('`') {
        return None;
    }
    let mut stands_alone = outside.trim().is_empty();
    let mut body = text[at + MARK.len()..end].trim();
    if opener == "<!--" {
        let (inside, after) = body.split_once("-->").unwrap_or((body, ""));
        stands_alone &= after.trim().is_empty();
        body = inside.trim();
    }
    let body = body.strip_prefix("ignore")?;
    let (whole_file, body) = body.strip_prefix("-file").map_or((false, body), |rest| (true, rest));
    let (list, rest) = match body.trim_start().strip_prefix('[') {
        Some(list) => list.split_once(']')?,
        None if body.is_empty() || body.starts_with(char::is_whitespace) => ("", body),
        None => return None,
    };
    let end = rest.as_ptr() as usize - text.as_ptr() as usize;
    let (until, reason) = term_and_reason(rest);
    Some(Found {
        span: Span::new(at, end),
        alone: stands_alone,
        whole_file,
        rules: list.split(',').map(str::trim).collect(),
        until,
        reasoned: reason.contains(char::is_alphanumeric),
    })
}

/// What stands behind the brackets: a day after `until`, and the reason. `until` before other words is part of the reason.
fn term_and_reason(rest: &str) -> (Option<&str>, &str) {
    let words = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | '-' | '–' | '—'));
    let day = words.strip_prefix("until").filter(|after| after.starts_with(char::is_whitespace)).map(str::trim_start);
    match day.filter(|day| day.starts_with(|c: char| c.is_ascii_digit())) {
        Some(day) => {
            let (day, reason) = day.split_once(char::is_whitespace).unwrap_or((day, ""));
            (Some(day.trim_end_matches([',', ':', ';', '.'])), reason)
        }
        None => (None, words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, Option<u32>)> {
        comments(text).into_iter().map(|comment| (comment.rule, comment.target)).collect()
    }

    fn one(rule: &str, target: Option<u32>) -> Vec<(String, Option<u32>)> {
        vec![(rule.to_owned(), target)]
    }

    #[test]
    fn a_pile_of_comments_speaks_for_the_line_below_it() {
        let text = "# opiska: ignore[x]\n".repeat(30_000) + "GARF\n";
        let comments = comments(&text);
        assert_eq!(comments.len(), 30_000);
        assert!(comments.iter().all(|comment| comment.target == Some(30_001)));
    }

    #[test]
    fn comments_of_one_line_are_told_apart() {
        let text = "GARF <!-- opiska: ignore[a] one --> <!-- opiska: ignore[b] --> # opiska: ignore[c] see opiska: ignore\nRGANI # opiska: ignore[d]\n";
        let targets: Vec<_> = comments(text).iter().map(|comment| (comment.rule.clone(), comment.target, comment.reasoned)).collect();
        let line = |rule: &str, line, reasoned| (rule.to_owned(), Some(line), reasoned);
        assert_eq!(targets, [line("a", 1, true), line("b", 1, false), line("c", 1, true), line("d", 2, false)]);
        assert_eq!(comments(&"GARF # opiska: ignore[x] ".repeat(30_000)).len(), 30_000);
    }

    #[test]
    fn every_comment_form_is_read() {
        for text in [
            "GARF, f. 5 <!-- opiska: ignore[missing-delo] lost in 1941 -->",
            "GARF, f. 5 # opiska: ignore[missing-delo] lost in 1941",
            "note = {GARF, f. 5}, % opiska: ignore[missing-delo]",
            "#let source = [GARF, f. 5] // opiska: ignore[missing-delo]",
        ] {
            assert_eq!(read(text), one("missing-delo", Some(1)), "{text}");
        }
    }

    #[test]
    fn a_comment_alone_speaks_for_the_next_line() {
        assert_eq!(read("a\r\n<!-- opiska: ignore[missing-delo] -->\r\nGARF"), one("missing-delo", Some(3)));
        assert_eq!(read("a\n<!-- opiska: ignore[missing-delo] --> GARF"), one("missing-delo", Some(2)));
    }

    #[test]
    fn comments_may_be_stacked() {
        let text = "% opiska: ignore[missing-delo]\n%% opiska: ignore[shouting-title, shared-record-id]\nGARF";
        assert_eq!(
            read(text),
            [("missing-delo".to_owned(), Some(3)), ("shouting-title".to_owned(), Some(3)), ("shared-record-id".to_owned(), Some(3))]
        );
    }

    #[test]
    fn a_whole_file() {
        assert_eq!(read("# opiska: ignore-file[missing-delo] a copy of a printed list\n"), one("missing-delo", None));
    }

    #[test]
    fn plain_words_are_no_comment() {
        assert!(read("The tool is called opiska: ignore[missing-delo] it").is_empty());
        assert!(read("# opiska: ignored by most").is_empty());
        assert!(read("# opiska: ignore[missing-delo").is_empty());
    }

    #[test]
    fn a_comment_in_a_code_span_is_an_example() {
        assert!(read("Write `<!-- opiska: ignore[missing-delo] -->` behind it").is_empty());
    }

    #[test]
    fn a_comment_may_end_on_a_day_and_say_why() {
        let read = |rest: &str| {
            let comments = comments(&format!("GARF # opiska: ignore[missing-delo]{rest}"));
            (comments[0].until.clone(), comments[0].reasoned)
        };
        let day = |day: &str| Some(day.to_owned());
        assert_eq!(read(""), (None, false));
        assert_eq!(read(" -- "), (None, false));
        assert_eq!(read(": lost in 1941"), (None, true));
        assert_eq!(read(" until 2027-01-31"), (day("2027-01-31"), false));
        assert_eq!(read(" until 2027-01-31: the archive was asked"), (day("2027-01-31"), true));
        assert_eq!(read(" until 31.1.2027 asked"), (day("31.1.2027"), true));
        assert_eq!(read(" until the archive opens"), (None, true));
    }

    #[test]
    fn a_suppression_holds_up_to_and_on_its_last_day() {
        let term = |day: &str, today| comments(&format!("# opiska: ignore[missing-delo] until {day}"))[0].term(today);
        assert_eq!(term("2027-01-31", Some(Day::new(2027, 1, 31))), Term::Running);
        assert_eq!(term("2027-01-31", Some(Day::new(2027, 2, 1))), Term::Over);
        assert_eq!(term("2027-01-31", None), Term::Running);
        assert_eq!(term("2027-02-30", None), Term::Unreadable);
    }

    #[test]
    fn a_comment_that_names_no_rule_is_kept_to_be_reported() {
        assert_eq!(read("GARF # opiska: ignore all of it"), one("", Some(1)));
    }
}
