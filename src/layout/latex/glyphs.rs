//! Letters and signs that LaTeX spells with several: ligatures, accents, commands for one sign.
//!
//! Which command prints what is data (`schemas/vocabulary/latex.toml`); where a command ends is TeX, and code.

use std::borrow::Cow;
use std::collections::HashMap;

use unicode_normalization::char::compose;

use crate::schema::Schemas;

/// The commands of the schemas, prepared.
#[derive(Debug)]
pub struct Glyphs<'a> {
    /// Command and what it prints.
    letters: HashMap<&'a str, &'a str>,
    /// Accent command and the combining character that it adds to the next letter.
    accents: HashMap<&'a str, char>,
    /// Command and the marks it puts around its argument.
    quotes: HashMap<&'a str, (&'a str, &'a str)>,
    /// Runs of signs and what they print, the longer before the shorter.
    ligatures: Vec<(&'a str, &'a str)>,
}

impl<'a> Glyphs<'a> {
    /// The commands of the schemas.
    pub fn of(schemas: &'a Schemas) -> Self {
        let pairs = |kind| schemas.phrases(kind).filter_map(|pair: &str| pair.split_once(' '));
        let accent = |(command, code): (&'a str, &str)| Some((command, char::from_u32(u32::from_str_radix(code, 16).ok()?)?));
        let quote = |(command, marks): (&'a str, &'a str)| Some((command, marks.split_once(' ')?));
        Self {
            letters: pairs("latex-letter").collect(),
            accents: pairs("latex-accent").filter_map(accent).collect(),
            quotes: pairs("latex-quote").filter_map(quote).collect(),
            ligatures: pairs("latex-ligature").collect(),
        }
    }

    /// What a run of hyphens or quotation marks prints, and the length of the run.
    pub fn ligature(&self, rest: &str) -> Option<(&'a str, usize)> {
        self.ligatures.iter().find(|(run, _)| rest.starts_with(run)).map(|(run, glyph)| (*glyph, run.len()))
    }

    /// What the command at the start of `rest` prints (`\'e`, `\v{s}`, `\ss{}`), and its length with what ends its name.
    pub fn sign(&self, rest: &str) -> Option<(Cow<'a, str>, usize)> {
        let name = command(rest);
        let (after, blanks) = (1 + name.len(), blanks(rest, name));
        if let Some(&accent) = self.accents.get(name)
            && let Some((letter, end)) = argument(rest, after + blanks)
        {
            let print = compose(letter, accent).map_or_else(|| String::from_iter([letter, accent]), String::from);
            return Some((print.into(), end));
        }
        let print = *self.letters.get(name)?;
        let end = after + if rest[after..].starts_with("{}") { 2 } else { blanks };
        Some((print.into(), end))
    }

    /// The marks that the command at the start of `rest` puts around its argument, and where that begins.
    pub fn quotation(&self, rest: &str) -> Option<(&'a str, &'a str, usize)> {
        let name = command(rest);
        let open = 1 + name.len() + blanks(rest, name);
        let (before, behind) = self.quotes.get(name)?;
        rest[open..].starts_with('{').then_some((*before, *behind, open + 1))
    }
}

/// The name of the command at the start of `rest`: letters, or one sign; nothing behind a last backslash.
pub fn command(rest: &str) -> &str {
    let letters = rest[1..].bytes().take_while(u8::is_ascii_alphabetic).count();
    let length = if letters > 0 { letters } else { rest[1..].chars().next().map_or(0, char::len_utf8) };
    &rest[1..1 + length]
}

/// How many blanks end the name of a command; only one of letters needs any.
pub fn blanks(rest: &str, name: &str) -> usize {
    let letters = name.starts_with(|c: char| c.is_ascii_alphabetic());
    if letters { rest[1 + name.len()..].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count() } else { 0 }
}

/// The letter that an accent stands on: `e`, `{e}`, `\i`, `{\i}`; and where it ends.
fn argument(rest: &str, at: usize) -> Option<(char, usize)> {
    let inner = rest[at..].strip_prefix('{');
    let text = inner.unwrap_or(&rest[at..]);
    let text = text.strip_prefix('\\').unwrap_or(text);
    let letter = text.chars().next().filter(|letter| letter.is_alphabetic())?;
    let end = rest.len() - text.len() + letter.len_utf8();
    match inner {
        Some(_) => rest[end..].starts_with('}').then_some((letter, end + 1)),
        None => Some((letter, end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_end_where_tex_ends_them() {
        let schemas = Schemas::builtin();
        let glyphs = Glyphs::of(&schemas);
        for (text, expected) in [
            (r"\'e!", Some(("é", 3))),
            (r"\v{s}!", Some(("š", 5))),
            (r"\v s", Some(("š", 4))),
            (r"\H{o}", Some(("ő", 5))),
            (r"\ldots{} x", Some(("…", 8))),
            (r"\textellipsis x", Some(("…", 14))),
            (r"\vs", None),
            (r"\'", None),
            (r"\lx", None),
            (r"\", None),
        ] {
            let read = glyphs.sign(text);
            assert_eq!(read.as_ref().map(|(print, end)| (&**print, *end)), expected, "{text}");
        }
        assert_eq!(glyphs.ligature("---x"), Some(("—", 3)));
        assert_eq!(glyphs.quotation(r"\enquote{x}"), Some(("“", "”", 9)));
    }
}
