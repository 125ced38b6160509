//! A manuscript in LaTeX: paragraphs, and notes (`\footnote`, `\endnote`) as blocks of their own.
//!
//! Reads through what a typesetter writes inside a citation: ties, thin spaces, dashes of hyphens, commands that only
//! change the type. Comments, preamble, verbatim text and keys are no text. Knows no TeX beyond that: no macro is expanded.

pub mod glyphs;

use super::excerpt::Builder;
use super::lines::trimmed;
use super::manuscript::SHORT;
use super::{Block, Excerpt, Layout, Page, Score};
use crate::record::Field;
use crate::schema::Schemas;
use crate::source::Span;

use glyphs::Glyphs;

/// The name that records carry.
pub const NAME: &str = "latex";

/// This layout.
pub struct Latex;

/// Commands that no other kind of text has.
const SIGNS: &[&str] = &["\\documentclass", "\\begin{document}", "\\footnote{", "\\footnotetext{", "\\endnote{"];
/// Commands whose argument is a note.
const NOTES: &[&str] = &["footnote", "footnotetext", "endnote", "endnotetext", "Footnote", "Endnote"];
/// Commands that begin a paragraph.
const BREAKS: &[&str] =
    &["par", "item", "bibitem", "part", "chapter", "section", "subsection", "subsubsection", "paragraph", "begin", "end"];
/// Commands whose arguments are keys, files or lengths, and no text.
const KEYS: &[&str] = &[
    "begin",
    "end",
    "bibitem",
    "label",
    "ref",
    "pageref",
    "autoref",
    "cref",
    "index",
    "documentclass",
    "usepackage",
    "input",
    "include",
    "includegraphics",
    "bibliography",
    "bibliographystyle",
    "addbibresource",
    "cite",
    "citep",
    "citet",
    "autocite",
    "textcite",
    "parencite",
    "footcite",
    "nocite",
    "vspace",
    "hspace",
    "hypertarget",
    "selectlanguage",
    "footnotemark",
    "endnotemark",
];
/// Environments whose text is no prose.
const VERBATIM: &[&str] = &["verbatim", "Verbatim", "lstlisting", "comment"];
/// A note is not longer than this many bytes; what looks longer lacks its brace.
const LONGEST_NOTE: usize = 20_000;

impl Layout for Latex {
    fn name(&self) -> &'static str {
        NAME
    }

    fn recognise(&self, text: &str, _schemas: &Schemas) -> Score {
        let bytes = text.as_bytes();
        if memchr::memchr(b'\\', bytes).is_some() && SIGNS.iter().any(|sign| memchr::memmem::find(bytes, sign.as_bytes()).is_some()) {
            30
        } else {
            0
        }
    }

    fn surest(&self) -> Score {
        30
    }

    fn page<'s>(&self, text: &'s str, schemas: &Schemas) -> Page<'s> {
        let start = text.find("\\begin{document}").unwrap_or(0);
        let end = text[start..].find("\\end{document}").map_or(text.len(), |at| start + at);
        let glyphs = Glyphs::of(schemas);
        let mut scan = Scan { glyphs: &glyphs, text, end, at: start, frames: vec![Frame::new(text, None)], blocks: Vec::new() };
        while scan.at < scan.end {
            scan.step();
        }
        while !scan.frames.is_empty() {
            scan.flush();
            scan.frames.pop();
        }
        let mut blocks = scan.blocks;
        blocks.sort_by_key(|block| block.value.as_ref().map(|value| value.whole().start));
        Page { blocks, separate: true, ..Page::default() }
    }
}

/// What a closing brace ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    Plain,
    Quoted,
}

/// Text under way: the running text, or a note in it.
struct Frame<'s> {
    builder: Builder<'s>,
    label: Option<Span>,
    groups: Vec<Group>,
}

impl<'s> Frame<'s> {
    fn new(text: &'s str, label: Option<Span>) -> Self {
        Self { builder: Builder::new(text), label, groups: Vec::new() }
    }
}

struct Scan<'g, 's> {
    glyphs: &'g Glyphs<'g>,
    text: &'s str,
    end: usize,
    at: usize,
    /// The running text first, then the notes that are open, each within the one before.
    frames: Vec<Frame<'s>>,
    blocks: Vec<Block<'s>>,
}

impl<'s> Scan<'_, 's> {
    fn rest(&self) -> &'s str {
        &self.text[self.at..self.end]
    }

    fn frame(&mut self) -> &mut Frame<'s> {
        self.frames.last_mut().expect("invariant: the running text is never closed before the end")
    }

    /// Takes the next stretch of plain text, or the next sign or command.
    fn step(&mut self) {
        let rest = self.rest();
        let plain = rest.find(|c: char| c.is_whitespace() || "\\{}%~-`'".contains(c)).unwrap_or(rest.len());
        if plain > 0 {
            self.keep(plain);
            return;
        }
        match rest.as_bytes()[0] {
            b'\\' => self.command(),
            b'{' => {
                self.frame().groups.push(Group::Plain);
                self.at += 1;
            }
            b'}' => self.close(),
            b'%' => self.comment(),
            b'~' => self.blank(1),
            b'-' | b'`' | b'\'' => match self.glyphs.ligature(rest) {
                Some((glyph, length)) => self.put(glyph, length),
                None => self.keep(1),
            },
            _ => self.white(),
        }
    }

    fn keep(&mut self, length: usize) {
        let span = Span::new(self.at, self.at + length);
        self.frame().builder.keep(span);
        self.at += length;
    }

    fn put(&mut self, print: &str, length: usize) {
        let span = Span::new(self.at, self.at + length);
        self.frame().builder.stand_for(print, span);
        self.at += length;
    }

    fn blank(&mut self, length: usize) {
        let at = self.at as u32;
        self.frame().builder.space(at);
        self.at += length;
    }

    /// White space; an empty line in it ends a paragraph, but no note.
    fn white(&mut self) {
        let rest = self.rest();
        let length = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
        let breaks = rest[..length].replace("\r\n", "\n").matches(['\n', '\r']).count();
        if breaks > 1 && self.frames.len() == 1 {
            self.flush();
            self.at += length;
        } else {
            self.blank(length);
        }
    }

    /// A comment goes with its line end and the white space that the next line begins with.
    fn comment(&mut self) {
        let rest = self.rest();
        let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let ended = if rest[line..].starts_with("\r\n") { line + 2 } else { (line + 1).min(rest.len()) };
        self.at += rest.len() - rest[ended..].trim_start_matches([' ', '\t']).len();
    }

    fn close(&mut self) {
        match self.frame().groups.pop() {
            Some(Group::Quoted) => return self.put("”", 1),
            None if self.frames.len() > 1 => {
                self.flush();
                self.frames.pop();
            }
            Some(Group::Plain) | None => {}
        }
        self.at += 1;
    }

    fn command(&mut self) {
        let rest = self.rest();
        let name = name(rest);
        if let Some((print, length)) = self.glyphs.sign(rest) {
            return self.put(&print, length);
        }
        if name.is_empty() {
            return self.control_symbol();
        }
        let mut after = self.at + 1 + name.len();
        if self.text[after..self.end].starts_with('*') {
            after += 1;
        }
        if NOTES.contains(&name) {
            let open = optional(self.text, after, self.end);
            if self.text[open..self.end].starts_with('{') && group_end(self.text, open, self.end.min(open + LONGEST_NOTE)).is_some() {
                self.frames.push(Frame::new(self.text, Some(Span::new(self.at, open + 1))));
                self.at = open + 1;
                return;
            }
        }
        if BREAKS.contains(&name) && self.frames.len() == 1 {
            self.flush();
        }
        if name == "enquote" && self.text[after..self.end].starts_with('{') {
            self.put("“", after + 1 - self.at);
            return self.frame().groups.push(Group::Quoted);
        }
        if matches!(name, "url" | "nolinkurl") && self.text[after..self.end].starts_with('{') {
            return self.address(after);
        }
        if matches!(name, "quad" | "qquad" | "newline" | "space") {
            self.blank(0);
        }
        let environment = VERBATIM.iter().find(|known| name == "begin" && self.text[after..].starts_with(&format!("{{{known}}}")));
        if let Some(end) = environment.and_then(|known| self.rest().find(&format!("\\end{{{known}}}"))) {
            self.at += end;
            return;
        }
        self.at = match name {
            "href" => arguments(self.text, after, self.end, 1),
            _ if KEYS.contains(&name) => arguments(self.text, after, self.end, 9),
            // The blank after a command only ends its name.
            _ => after + self.text[after..self.end].bytes().take_while(|&byte| byte == b' ').count(),
        };
    }

    /// `\,`, `\ `, `\\`: blanks; `\-`, `\/`: nothing; `\%` and its like: the sign itself.
    fn control_symbol(&mut self) {
        match self.rest()[1..].chars().next() {
            Some('&' | '%' | '$' | '#' | '_' | '{' | '}') => {
                self.at += 1;
                self.keep(1);
            }
            Some(',' | ';' | ':' | '>' | '\\') => self.blank(2),
            Some('-' | '/' | '@' | '!' | '(' | ')' | '[' | ']') => self.at += 2,
            Some(c) if c.is_whitespace() => self.blank(1 + c.len_utf8()),
            _ => self.at += 1,
        }
    }

    /// An address is typed as it is, save for escaped signs.
    fn address(&mut self, open: usize) {
        let end = group_end(self.text, open, self.end).unwrap_or(open + 1);
        self.at = open + 1;
        while self.at < end {
            let rest = &self.text[self.at..end];
            match rest.find('\\') {
                Some(0) => self.at += 1,
                found => self.keep(found.unwrap_or(rest.len())),
            }
        }
        self.at = (end + 1).min(self.end);
    }

    /// Makes a block of what has been put together.
    fn flush(&mut self) {
        let text = self.text;
        let frame = self.frame();
        let builder = std::mem::replace(&mut frame.builder, Builder::new(text));
        let (label, value) = (frame.label, builder.build().trimmed().into_owned());
        if worth_reading(&value) {
            self.blocks.push(Block { field: Field::Citation, label, value: Some(value) });
        }
    }
}

/// Whether a block may hold a citation: without a digit there is no shelfmark in it, save in a short note.
fn worth_reading(value: &Excerpt<'_>) -> bool {
    !value.text().is_empty() && (value.text().len() <= SHORT || value.text().bytes().any(|byte| byte.is_ascii_digit()))
}

/// The letters after a backslash.
fn name(rest: &str) -> &str {
    let letters = rest[1..].bytes().take_while(u8::is_ascii_alphabetic).count();
    &rest[1..1 + letters]
}

/// The offset behind `[…]`, if there is one.
fn optional(text: &str, at: usize, end: usize) -> usize {
    let rest = &text[at..end];
    let close = rest.starts_with('[').then(|| rest.bytes().take(300).position(|byte| byte == b']')).flatten();
    close.map_or(at, |close| at + close + 1)
}

/// The offset behind at most so many arguments in braces, and those in brackets among them.
fn arguments(text: &str, mut at: usize, end: usize, most: usize) -> usize {
    for _ in 0..most {
        let open = optional(text, at, end);
        match group_end(text, open, end.min(open + LONGEST_NOTE)) {
            Some(close) => at = close + 1,
            None => return open,
        }
    }
    at
}

/// The brace that closes the group at `open`, before `end`.
fn group_end(text: &str, open: usize, end: usize) -> Option<usize> {
    if !text[open..].starts_with('{') {
        return None;
    }
    let bytes = &text.as_bytes()[..end];
    let (mut at, mut depth) = (open, 0usize);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some(at),
            b'}' => depth -= 1,
            b'%' => at += bytes[at..].iter().position(|&byte| byte == b'\n').unwrap_or(bytes.len() - at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// Whether a stretch of LaTeX is a citation and nothing else: balanced, no comment, and only commands of type.
pub fn is_plain(stretch: &str, schemas: &Schemas) -> bool {
    let glyphs = Glyphs::of(schemas);
    let known = |name: &str| {
        matches!(name, "textit" | "emph" | "textsc" | "textbf" | "textrm" | "textup" | "textnormal" | "mbox" | "enquote" | "url" | "cf")
    };
    let mut depth = 0i32;
    let mut at = 0;
    while let Some(found) = stretch[at..].find(['\\', '{', '}', '%', '$', '&']) {
        at += found;
        let rest = &stretch[at..];
        match rest.as_bytes()[0] {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b'\\' => match glyphs.sign(rest) {
                Some((_, length)) => {
                    at += length;
                    continue;
                }
                None if name(rest).is_empty() && rest[1..].starts_with([',', ';', ':', '&', '%', '$', '#', '_', '-', '/', '@', ' ']) => {
                    at += 2;
                    continue;
                }
                None if known(name(rest)) => {}
                None => return false,
            },
            _ => return false,
        }
        if depth < 0 {
            return false;
        }
        at += 1;
    }
    let blank_line = super::lines::lines(stretch, trimmed(stretch, super::lines::whole(stretch))).any(|line| line.gap > 0);
    depth == 0 && !blank_line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<String> {
        let page = Latex.page(text, &Schemas::builtin());
        page.blocks.iter().filter_map(|block| Some(block.value.as_ref()?.text().to_owned())).collect()
    }

    #[test]
    fn notes_are_blocks_and_the_text_goes_on_without_them() {
        let text = "One 1\\footnote{See \\textit{f.}~5446,\nll.~27--30.} two.% no\n  more\n\n\\section{Next 2}\nThree\\endnote[4]{\\emph{d.}\\,{7}}!";
        assert_eq!(blocks(text), ["One 1 two.more", "See f. 5446, ll. 27–30.", "Next 2 Three!", "d. 7"]);
    }

    #[test]
    fn what_is_no_text_is_left_out() {
        let text = "\\documentclass[12pt]{book}\\begin{document}\\begin{verbatim}f. 1\\end{verbatim}A\\label{f9} \\cite[3]{x1} 50\\% \
                    \\url{https://x.org/a\\%20b} ``\\enquote{Q}'' Beneš Bene\\v{s} Andr\\'e \\ldots\\end{document} 99";
        assert_eq!(blocks(text), ["A 50% https://x.org/a%20b ““Q”” Beneš Beneš André …"]);
    }

    #[test]
    fn a_note_without_its_brace_swallows_nothing() {
        assert_eq!(blocks("A 1\\footnote{open\n\nB 2 \\"), ["A 1open", "B 2"]);
        assert_eq!(blocks("}}{{\\footnote{a}"), ["a"]);
    }

    #[test]
    fn only_commands_of_type_are_plain() {
        let schemas = Schemas::builtin();
        for plain in ["GARF, \\emph{f.}~5446", "a\\,b \\& c\\'e", "\\url{x\\%y}", ""] {
            assert!(is_plain(plain, &schemas), "{plain}");
        }
        for other in ["\\index{GARF}GARF", "GARF}, f.~{1", "a % b", "a {b", "a\n\nb", "\\", "$x$"] {
            assert!(!is_plain(other, &schemas), "{other}");
        }
    }
}
