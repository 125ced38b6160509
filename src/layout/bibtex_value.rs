//! LaTeX in values of BibTeX: braces go, commands become the characters they print, dashes and quotation marks too.
//!
//! Which command prints what is data (`schemas/vocabulary/latex.toml`). A command that is not known goes, its argument stays.

use std::collections::HashMap;

use unicode_normalization::char::compose;

use super::Excerpt;
use super::bibtex::joined;
use super::excerpt::Builder;
use crate::schema::Schemas;
use crate::source::Span;

/// The commands, prepared.
#[derive(Debug)]
pub struct Decoder<'a> {
    /// Command and what it prints.
    letters: HashMap<&'a str, &'a str>,
    /// Accent command and the combining character that it adds to the next letter.
    accents: HashMap<&'a str, char>,
    /// Command and the marks it puts around its argument.
    quotes: HashMap<&'a str, (&'a str, &'a str)>,
}

impl<'a> Decoder<'a> {
    /// The commands of the schemas.
    pub fn new(schemas: &'a Schemas) -> Self {
        let pairs = |kind| schemas.phrases(kind).filter_map(|pair: &str| pair.split_once(' '));
        let accent = |(command, code): (&'a str, &str)| Some((command, char::from_u32(u32::from_str_radix(code, 16).ok()?)?));
        let quote = |(command, marks): (&'a str, &'a str)| Some((command, marks.split_once(' ')?));
        Self {
            letters: pairs("latex-letter").collect(),
            accents: pairs("latex-accent").filter_map(accent).collect(),
            quotes: pairs("latex-quote").filter_map(quote).collect(),
        }
    }

    /// A value as it prints, line breaks and runs of blanks taken down to one.
    pub fn text<'s>(&self, source: &'s str, pieces: &[Span]) -> Excerpt<'s> {
        let is_plain = |text: &str| !text.bytes().any(|byte| b"\\{}~-`'\n\r\t$".contains(&byte)) && !text.contains("  ");
        match pieces {
            [one] if is_plain(one.slice(source)) => Excerpt::new(source, *one),
            _ => joined(source, pieces, |builder, piece| Decoding { decoder: self, builder, source, ends: Vec::new() }.run(piece)),
        }
    }

    /// An address: only braces and the backslashes before signs go.
    pub fn verbatim<'s>(&self, source: &'s str, pieces: &[Span]) -> Excerpt<'s> {
        joined(source, pieces, |builder, piece| {
            let mut kept = piece.start as usize;
            for (offset, byte) in piece.slice(source).bytes().enumerate() {
                if matches!(byte, b'\\' | b'{' | b'}') {
                    let at = piece.start as usize + offset;
                    builder.keep(Span::new(kept, at));
                    kept = at + 1;
                }
            }
            builder.keep(Span { start: kept as u32, end: piece.end });
        })
        .trimmed()
    }
}

/// One piece on its way.
struct Decoding<'d, 'b, 's> {
    decoder: &'d Decoder<'d>,
    builder: &'b mut Builder<'s>,
    source: &'s str,
    /// The mark that each open brace puts where it closes.
    ends: Vec<&'d str>,
}

impl Decoding<'_, '_, '_> {
    fn run(mut self, piece: Span) {
        let (mut at, end) = (piece.start as usize, piece.end as usize);
        while at < end {
            let rest = &self.source[at..end];
            let plain = rest.find(['\\', '{', '}', '~', '-', '`', '\'', ' ', '\n', '\r', '\t', '$']).unwrap_or(rest.len());
            self.builder.keep(Span::new(at, at + plain));
            at += plain;
            if at < end {
                at += self.sign(at, &rest[plain..]);
            }
        }
    }

    /// Prints the sign at the start of `rest`; returns how many bytes it took.
    fn sign(&mut self, at: usize, rest: &str) -> usize {
        let dash = ["---", "--"].into_iter().find(|dash| rest.starts_with(dash));
        let marks = [("``", "“"), ("''", "”"), ("---", "—"), ("--", "–")];
        if let Some((sign, mark)) = marks.into_iter().find(|(sign, _)| rest.starts_with(sign) && dash.is_none_or(|dash| dash == *sign)) {
            self.builder.stand_for(mark, Span::new(at, at + sign.len()));
            return sign.len();
        }
        match rest.as_bytes()[0] {
            b'\\' => return self.command(at, rest),
            b'{' => self.ends.push(""),
            b'}' => {
                let mark = self.ends.pop().unwrap_or_default();
                self.builder.stand_for(mark, Span::new(at, at + 1));
            }
            b'~' => _ = self.builder.space(at as u32),
            b'-' | b'\'' | b'`' => _ = self.builder.keep(Span::new(at, at + 1)),
            b'$' => {}
            _ => {
                let blanks = rest.bytes().take_while(u8::is_ascii_whitespace).count();
                self.builder.space(at as u32);
                return blanks;
            }
        }
        1
    }

    fn command(&mut self, at: usize, rest: &str) -> usize {
        let letters = rest[1..].bytes().take_while(u8::is_ascii_alphabetic).count();
        let length = if letters > 0 { letters } else { rest[1..].chars().next().map_or(0, char::len_utf8) };
        let name = &rest[1..1 + length];
        let after = 1 + length;
        // Blanks after a command of letters end it.
        let blanks = if letters > 0 { rest[after..].bytes().take_while(u8::is_ascii_whitespace).count() } else { 0 };
        if let Some(&accent) = self.decoder.accents.get(name)
            && let Some((letter, end)) = argument(rest, after + blanks)
        {
            let mut print = String::new();
            match compose(letter, accent) {
                Some(composed) => print.push(composed),
                None => print.extend([letter, accent]),
            }
            self.builder.stand_for(&print, Span::new(at, at + end));
            return end;
        }
        if let Some(print) = self.decoder.letters.get(name) {
            let empty = rest[after..].starts_with("{}");
            let end = after + if empty { 2 } else { blanks };
            self.builder.stand_for(print, Span::new(at, at + end));
            return end;
        }
        if let Some((open, close)) = self.decoder.quotes.get(name)
            && rest[after + blanks..].starts_with('{')
        {
            self.builder.stand_for(open, Span::new(at, at + after + blanks + 1));
            self.ends.push(close);
            return after + blanks + 1;
        }
        if letters == 0 {
            match name {
                "\\" | " " | "\n" | "\r" | "\t" => _ = self.builder.space(at as u32),
                "/" | "-" | "," | "" => {}
                _ => _ = self.builder.stand_for(name, Span::new(at, at + after)),
            }
            return after;
        }
        after + blanks
    }
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
