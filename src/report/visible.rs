//! Makes characters visible that would act on a terminal, or hide on a page, instead of showing.
//!
//! Documents come from anywhere: an escape sequence in one must not recolour a log, a bidirectional control must not
//! reorder a citation before the reader's eyes.

use std::fmt::Write;

use crate::diagnostic::RuleMeta;

/// Whether the character acts or hides rather than shows: control characters, bidirectional controls, zero-width and
/// tag characters, line and paragraph separators.
pub(super) fn hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}')
        || matches!(c, '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Appends a character of a source line: as it is, as its control picture (U+2400 block), or as `\u{..}`.
#[cfg(feature = "cli")]
pub(super) fn push(text: &mut String, c: char, ascii: bool) {
    match c {
        '\t' => text.push(' '),
        c if !hidden(c) => text.push(c),
        '\0'..='\u{1F}' if !ascii => text.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or(' ')),
        '\u{7F}' if !ascii => text.push('\u{2421}'),
        c => escape(text, c),
    }
}

/// Words on one line of prose: line ends and tabs become spaces, everything else as [`push`] does it.
#[cfg(feature = "cli")]
pub(super) fn words(text: &str, ascii: bool) -> String {
    let mut visible = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' if visible.ends_with(' ') => {}
            '\n' | '\r' | '\t' => visible.push(' '),
            c => push(&mut visible, c, ascii),
        }
    }
    visible
}

/// A text on one line, with escapes a programmer knows: `\n`, `\t`, `\u{1b}`.
pub(super) fn line(text: &str) -> String {
    lines(text, &[])
}

/// As [`line`], but leaves the characters of `kept` alone.
pub(super) fn lines(text: &str, kept: &[char]) -> String {
    let mut visible = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if !hidden(c) || kept.contains(&c) => visible.push(c),
            '\n' => visible.push_str("\\n"),
            '\r' => visible.push_str("\\r"),
            '\t' => visible.push_str("\\t"),
            c => escape(&mut visible, c),
        }
    }
    visible
}

/// The name of a rule; on a terminal that follows links (OSC 8) it leads to the page of the rule.
pub(super) fn rule_name(rule: &RuleMeta, links: bool) -> String {
    match rule.url().filter(|_| links) {
        Some(page) => format!("\u{1b}]8;;{page}\u{1b}\\{}\u{1b}]8;;\u{1b}\\", rule.name),
        None => rule.name.to_owned(),
    }
}

/// Appends a character as `\u{..}`.
pub(super) fn escape(text: &mut String, c: char) {
    // Writing to a `String` cannot fail.
    let _ = write!(text, "\\u{{{:x}}}", u32::from(c));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_keeps_letters_and_shows_the_rest() {
        assert_eq!(line("Ф. 5446\r\n\u{1b}[31m\u{202e}x\u{200d}"), "Ф. 5446\\r\\n\\u{1b}[31m\\u{202e}x\\u{200d}");
        assert_eq!(line("Л. 3–6 «об.»\u{a0}"), "Л. 3–6 «об.»\u{a0}");
    }

    #[cfg(feature = "cli")]
    #[test]
    fn prose_shows_pictures_and_joins_lines() {
        assert_eq!(words("Fond\r\n 5446\u{1b}[0m\u{9b}", false), "Fond  5446␛[0m\\u{9b}");
        assert_eq!(words("Fond\r\n5446\u{1b}", true), "Fond 5446\\u{1b}");
    }
}
