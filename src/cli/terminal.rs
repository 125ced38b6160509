//! What is said on standard error and how: colours, notes, and text made harmless for a terminal.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};

use super::trouble::Trouble;
use super::words::Color;

const WIDTH: usize = 100;

/// Standard error, and what both streams can show.
#[derive(Debug, Clone, Copy)]
pub struct Console {
    quiet: bool,
    color_out: bool,
    color_err: bool,
}

impl Console {
    /// Looks at the streams and at NO_COLOR and CLICOLOR, unless the user has decided.
    pub fn new(color: Color, quiet: bool) -> Self {
        let (color_out, color_err) = match color {
            Color::Always => (true, true),
            Color::Never => (false, false),
            Color::Auto => {
                (shows_color(anstream::AutoStream::choice(&io::stdout())), shows_color(anstream::AutoStream::choice(&io::stderr())))
            }
        };
        Self { quiet, color_out, color_err }
    }

    /// Whether only errors are told.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether standard output takes colours.
    pub fn color_out(&self) -> bool {
        self.color_out
    }

    /// Whether standard output is a terminal that follows links.
    pub fn links_out(&self) -> bool {
        self.color_out && io::stdout().is_terminal()
    }

    /// Columns of the terminal that standard output goes to; 100 where it goes elsewhere.
    pub fn width_out(&self) -> usize {
        terminal_size::terminal_size_of(io::stdout()).map_or(WIDTH, |(width, _)| usize::from(width.0))
    }

    /// Text for standard output: as it is for a file or a program, harmless for a terminal.
    pub fn for_out(&self, text: String) -> String {
        if io::stdout().is_terminal() { clean(&text).into_owned() } else { text }
    }

    /// Says why nothing could be done.
    pub fn trouble(&self, trouble: &Trouble) {
        print_err(&trouble.shown(self.color_err, WIDTH));
    }

    /// Says what went wrong with one input.
    pub fn error(&self, words: &str) {
        self.say("error", "1;31", words);
    }

    /// Says what the user should know, unless told to be quiet.
    pub fn warning(&self, words: &str) {
        if !self.quiet {
            self.say("warning", "1;33", words);
        }
    }

    /// Says what the user may want to know, unless told to be quiet.
    pub fn note(&self, words: &str) {
        if !self.quiet {
            self.say("note", "1;36", words);
        }
    }

    /// Says a line without a word before it, unless told to be quiet.
    pub fn line(&self, words: &str) {
        if !self.quiet {
            print_err(&format!("{}\n", escape(words)));
        }
    }

    fn say(&self, word: &str, code: &str, words: &str) {
        let words = escape(words);
        let line = if self.color_err { format!("\u{1b}[{code}m{word}\u{1b}[0m: {words}\n") } else { format!("{word}: {words}\n") };
        print_err(&line);
    }
}

fn shows_color(choice: anstream::ColorChoice) -> bool {
    choice != anstream::ColorChoice::Never
}

fn print_err(text: &str) {
    // Nobody may be listening; that is no reason to fail.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Text for one line of a terminal: control characters and marks that reverse the writing direction are spelt out.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_dangerous(c) {
            let _ = write!(out, "{}", c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// Text of several lines for a terminal or a file: other control characters than line ends and tabs become U+FFFD.
pub fn clean(text: &str) -> Cow<'_, str> {
    let replaced = |c: char| !matches!(c, ' '..='~' | '\n' | '\t') && is_dangerous(c);
    // The dangerous characters beyond ASCII begin with one of two bytes.
    let ascii = text.bytes().any(|byte| byte < b' ' && !matches!(byte, b'\n' | b'\t') || byte == 0x7F);
    let beyond = || memchr::memchr2_iter(0xC2, 0xE2, text.as_bytes()).any(|at| text[at..].starts_with(replaced));
    if !ascii && !beyond() {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| if replaced(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

fn is_dangerous(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_spelt_out() {
        assert_eq!(escape("Записка\u{1b}[31m\n"), "Записка\\u{1b}[31m\\u{a}");
        assert_eq!(clean("a\u{9b}31m\n"), "a\u{FFFD}31m\n");
    }
}
