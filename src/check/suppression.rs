//! Findings that someone has looked at and allowed: comments in the document, tables in the settings.
//!
//! A comment reads `opiska: ignore[rule-name] reason` behind `#`, `%`, `//` or inside `<!-- -->`. It speaks for its own
//! line, or for the next line when it stands alone; `opiska: ignore-file[rule-name]` speaks for the whole file.

use std::fmt;

use crate::diagnostic::Diagnostic;
use crate::source::{FileName, Positions, Span};

const MARK: &str = "opiska:";
const OPENERS: [&str; 4] = ["<!--", "#", "%", "//"];

/// Whether a suppression of the settings speaks for a file.
pub type PathTest = Box<dyn Fn(&FileName) -> bool + Send + Sync>;

/// A suppression of the settings: for files that must not be touched.
pub struct PathSuppression {
    /// Which files.
    pub path: PathTest,
    /// Which rules.
    pub rules: Vec<String>,
    /// Only findings that start on this line, if given.
    pub line: Option<u32>,
    /// How to call it when it turns out to be unused; `None` for one that need not be used (`per-file-ignores`).
    pub reported_as: Option<String>,
}

impl fmt::Debug for PathSuppression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PathSuppression").field("rules", &self.rules).field("line", &self.line).finish_non_exhaustive()
    }
}

/// A suppression that suppressed nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unused {
    /// Where it is written: `path:line`, or its name in the settings.
    pub written_at: String,
    /// The rule it names; empty when it names none.
    pub rule: String,
    /// Whether such a rule exists.
    pub known: bool,
}

/// One comment and one rule of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Comment {
    /// The rule it names; empty when the brackets are missing or empty.
    pub rule: String,
    /// The line it speaks for; `None` for the whole file.
    pub target: Option<u32>,
    /// The line it stands on.
    pub line: u32,
    /// Whether it has suppressed anything.
    pub used: bool,
}

impl Comment {
    /// Whether this comment speaks for the finding.
    pub fn covers(&self, finding: &Diagnostic) -> bool {
        self.rule == finding.rule.name && self.target.is_none_or(|line| touches(finding, line))
    }
}

impl PathSuppression {
    /// Whether this table speaks for the finding.
    pub(super) fn covers(&self, finding: &Diagnostic) -> bool {
        self.rules.iter().any(|rule| rule == finding.rule.name)
            && self.line.is_none_or(|line| finding.primary.place.start.line == line)
            && (self.path)(&finding.primary.file)
    }
}

fn touches(finding: &Diagnostic, line: u32) -> bool {
    let place = finding.primary.place;
    (place.start.line..=place.end.line.max(place.start.line)).contains(&line)
}

/// A comment as found in the text, before lines are known.
struct Found<'t> {
    at: usize,
    alone: bool,
    whole_file: bool,
    rules: Vec<&'t str>,
}

/// The suppression comments of a text.
pub(super) fn comments(text: &str) -> Vec<Comment> {
    let found: Vec<Found<'_>> = memchr::memmem::find_iter(text.as_bytes(), MARK).filter_map(|at| comment_at(text, at)).collect();
    let positions = Positions::resolve(text, found.iter().map(|comment| comment.at as u32).collect());
    let lines: Vec<u32> = found.iter().map(|comment| positions.place(Span::new(comment.at, comment.at)).start.line).collect();
    let alone: Vec<u32> =
        found.iter().zip(&lines).filter(|(comment, _)| comment.alone && !comment.whole_file).map(|(_, line)| *line).collect();
    let mut comments = Vec::new();
    for (comment, &line) in found.iter().zip(&lines) {
        let target = match (comment.whole_file, comment.alone) {
            (true, _) => None,
            (false, false) => Some(line),
            // Several comments may stand above one line.
            (false, true) => (line + 1..).find(|next| !alone.contains(next)),
        };
        comments.extend(comment.rules.iter().map(|rule| Comment { rule: (*rule).to_owned(), target, line, used: false }));
    }
    comments
}

fn comment_at(text: &str, at: usize) -> Option<Found<'_>> {
    let line_start = text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let line_end = text[at..].find(['\n', '\r']).map_or(text.len(), |end| at + end);
    let before = text[line_start..at].trim_end();
    let opener = OPENERS.into_iter().find(|opener| before.ends_with(opener))?;
    let mut stands_alone = before.trim_end_matches(opener).trim().is_empty();
    let mut body = text[at + MARK.len()..line_end].trim();
    if opener == "<!--" {
        let (inside, after) = body.split_once("-->").unwrap_or((body, ""));
        stands_alone &= after.trim().is_empty();
        body = inside.trim();
    }
    let body = body.strip_prefix("ignore")?;
    let (whole_file, body) = body.strip_prefix("-file").map_or((false, body), |rest| (true, rest));
    let list = match body.trim_start().strip_prefix('[') {
        Some(rest) => rest.split_once(']')?.0,
        None if body.is_empty() || body.starts_with(char::is_whitespace) => "",
        None => return None,
    };
    Some(Found { at, alone: stands_alone, whole_file, rules: list.split(',').map(str::trim).collect() })
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
    fn a_comment_that_names_no_rule_is_kept_to_be_reported() {
        assert_eq!(read("GARF # opiska: ignore all of it"), one("", Some(1)));
    }
}
