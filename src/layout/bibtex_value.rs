//! LaTeX in values of BibTeX: braces go, commands become the characters they print, dashes and quotation marks too.
//!
//! Which command prints what is data (`schemas/vocabulary/latex.toml`). A command that is not known goes, its argument stays.

use super::Excerpt;
use super::bibtex::joined;
use super::excerpt::Builder;
use super::latex::glyphs::{Glyphs, blanks, command};
use crate::schema::Schemas;
use crate::source::Span;

/// Takes values apart.
#[derive(Debug)]
pub struct Decoder<'a> {
    glyphs: Glyphs<'a>,
}

impl<'a> Decoder<'a> {
    /// Knows the commands of the schemas.
    pub fn new(schemas: &'a Schemas) -> Self {
        Self { glyphs: Glyphs::of(schemas) }
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
        // One opening mark alone may as well be an apostrophe somebody typed.
        if let Some((mark, length)) = self.decoder.glyphs.ligature(rest).filter(|(_, length)| *length > 1) {
            self.builder.stand_for(mark, Span::new(at, at + length));
            return length;
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
        let glyphs = &self.decoder.glyphs;
        if let Some((print, length)) = glyphs.sign(rest) {
            self.builder.stand_for(&print, Span::new(at, at + length));
            return length;
        }
        if let Some((open, close, start)) = glyphs.quotation(rest) {
            self.builder.stand_for(open, Span::new(at, at + start));
            self.ends.push(close);
            return start;
        }
        let name = command(rest);
        let after = 1 + name.len();
        match name {
            "\\" | " " | "\n" | "\r" | "\t" => _ = self.builder.space(at as u32),
            "/" | "-" | "," | "" => {}
            _ if name.starts_with(|c: char| c.is_ascii_alphabetic()) => return after + blanks(rest, name),
            _ => _ = self.builder.stand_for(name, Span::new(at, at + after)),
        }
        after
    }
}
