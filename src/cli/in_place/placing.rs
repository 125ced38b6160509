//! The place of a citation among the marks around it: markup that opens or closes there, and the full stop.

use crate::cite::Markup;
use crate::layout::latex;
use crate::schema::Schemas;
use crate::source::Span;

/// The extent with the markup that belongs to it: no group, emphasis or bracket is cut in two.
///
/// # Errors
/// Why the markup inside cannot be replaced.
pub(super) fn grown(extent: Span, within: Span, text: &str, markup: Markup, schemas: &Schemas) -> Result<Span, String> {
    let mut span = extent;
    // A citation is wrapped in a few marks at most.
    for _ in 0..8 {
        let next = match markup {
            Markup::Latex => grown_over_braces(span, text),
            _ => grown_over_marks(span, text),
        };
        match next {
            Some(next) if next != span => span = next,
            _ => break,
        }
    }
    let stretch = span.slice(text);
    let plain = match markup {
        Markup::Latex => latex::is_plain(stretch, schemas),
        _ => is_plain(stretch),
    };
    // A note's own marks lie outside of its words.
    let inside = within.start <= extent.start && extent.end <= within.end;
    if plain && inside { Ok(span) } else { Err("there is markup in it that would be lost".to_owned()) }
}

/// Takes in the brace, with its command, that is closed inside, or the one that closes what is opened inside.
fn grown_over_braces(span: Span, text: &str) -> Option<Span> {
    let (mut depth, mut lowest, mut escaped) = (0i32, 0i32, false);
    for byte in span.slice(text).bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        lowest = lowest.min(depth);
    }
    if lowest < 0 {
        let before = text[..span.start as usize].strip_suffix('{')?;
        let command = before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).strip_suffix('\\');
        return Some(Span { start: command.unwrap_or(before).len() as u32, end: span.end });
    }
    let closes = depth > 0 && text[span.end as usize..].starts_with('}');
    closes.then_some(Span { start: span.start, end: span.end + 1 })
}

/// Takes in emphasis and angle brackets of which one half lies inside.
fn grown_over_marks(span: Span, text: &str) -> Option<Span> {
    let stretch = span.slice(text);
    let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
    let left = |by: usize| Some(Span { start: span.start - by as u32, end: span.end });
    let right = |by: usize| Some(Span { start: span.start, end: span.end + by as u32 });
    let (opened, closed) = (stretch.matches('<').count(), stretch.matches('>').count());
    if opened > closed && after.starts_with('>') {
        return right(1);
    }
    if (opened < closed || stretch.starts_with("http")) && before.ends_with('<') {
        return left(1);
    }
    for mark in ['*', '_'] {
        if marks(stretch, mark) % 2 == 1 {
            return if before.ends_with(mark) {
                left(1)
            } else if after.starts_with(mark) {
                right(1)
            } else {
                None
            };
        }
    }
    None
}

/// How often a mark of emphasis stands in a text; within words and after a backslash it is a sign.
fn marks(text: &str, mark: char) -> usize {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let counts = |at: usize| {
        let (before, after) = (text[..at].chars().next_back(), text[at + 1..].chars().next());
        before != Some('\\') && !(mark == '_' && letter(before) && letter(after))
    };
    text.match_indices(mark).filter(|(at, _)| counts(*at)).count()
}

/// Whether there is nothing in a stretch of Markdown or plain text but words and emphasis.
fn is_plain(stretch: &str) -> bool {
    let structure = ["](", "]{", "[^", "^[", "<!", "</", "`", "&nbsp;", "]:"];
    let lines = || stretch.split(['\n', '\r']).skip(1).map(str::trim_start);
    let paired = |mark| marks(stretch, mark).is_multiple_of(2);
    !structure.iter().any(|mark| stretch.contains(mark))
        && !lines().any(|line| line.starts_with(['>', '#', '|']))
        && stretch.matches('<').count() == stretch.matches('>').count()
        && paired('*')
        && paired('_')
}

/// The citation as it fits into its note: one full stop at the end of the note, none before other marks.
pub(super) fn fitted(citation: &str, extent: Span, within: Span, text: &str, markup: Markup) -> String {
    let mut new = citation.to_owned();
    let after = Span { start: extent.end, end: within.end.max(extent.end) }.slice(text);
    let stop = after.starts_with('.');
    if stop || !after.trim().is_empty() && !ends_short(&new) {
        let length = new.strip_suffix('.').map_or(new.len(), str::len);
        new.truncate(length);
    }
    if markup == Markup::Latex && text.contains("``") && !text.contains('“') {
        new = new.replace('“', "``").replace('”', "''").replace('‘', "`").replace('’', "'");
    }
    new
}

/// Whether the last stop is that of a short word after a number: `12ob.`.
fn ends_short(text: &str) -> bool {
    let Some(bare) = text.strip_suffix('.') else { return false };
    let stem = bare.trim_end_matches(char::is_alphabetic);
    stem.len() + 1 < bare.len() && stem.trim_end().ends_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn grows(text: &str, from: &str, to: Option<&str>, markup: Markup) {
        let start = text.find(from).expect("there");
        let whole = Span::new(0, text.len());
        let span = grown(Span::new(start, start + from.len()), whole, text, markup, &Schemas::builtin());
        assert_eq!(span.ok().map(|span| span.slice(text)), to, "{text}");
    }

    #[test]
    fn halves_of_marks_are_taken_in() {
        grows("see \\emph{GARF}, f.~5 now", "GARF}, f.~5", Some("\\emph{GARF}, f.~5"), Markup::Latex);
        grows("f. 5, \\url{https://x.org}.", "f. 5, \\url{https://x.org", Some("f. 5, \\url{https://x.org}"), Markup::Latex);
        grows("*GARF*, f. 5_a", "GARF*, f. 5_a", Some("*GARF*, f. 5_a"), Markup::Markdown);
        grows("f. 5, <https://x.org/a_b>", "f. 5, <https://x.org/a_b", Some("f. 5, <https://x.org/a_b>"), Markup::Markdown);
    }

    #[test]
    fn other_markup_is_left() {
        grows("GARF\\index{GARF}, f. 5", "GARF\\index{GARF}, f. 5", None, Markup::Latex);
        grows("{GARF, f. {5", "GARF, f. {5", None, Markup::Latex);
        grows("[GARF](x), f. 5", "GARF](x), f. 5", None, Markup::Markdown);
        grows("GARF, *f. 5", "GARF, *f. 5", None, Markup::Markdown);
        grows("> GARF,\n> f. 5", "GARF,\n> f. 5", None, Markup::Plain);
    }

    #[test]
    fn there_is_one_full_stop() {
        let fit = |new: &str, text: &str| fitted(new, Span::new(0, 1), Span::new(0, text.len()), text, Markup::Plain);
        for (new, text, expected) in [
            ("l. 3.", "x", "l. 3."),
            ("l. 3.", "x.", "l. 3"),
            ("l. 3.", "x; y", "l. 3"),
            ("l. 3ob.", "x; y", "l. 3ob."),
            ("l. 3ob.", "x.", "l. 3ob"),
            ("http://x.org/a", "x.", "http://x.org/a"),
        ] {
            assert_eq!(fit(new, text), expected, "{text}");
        }
    }
}
