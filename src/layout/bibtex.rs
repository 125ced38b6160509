//! BibTeX and BibLaTeX files: entries, `@string` words, values in braces or quotation marks, joined by `#`.
//!
//! The scanner is our own because places must be exact inside decoded values, and because one broken entry must not
//! cost the others, as it does with parsers that stop at the first error. `crossref` and its like are left alone.

use std::borrow::Cow;
use std::collections::HashMap;

use super::bibtex_value::Decoder;
use super::entry::{Bibliography, Entry, FieldNames, Person, Value};
use super::excerpt::{Builder, Excerpt};
use super::{Layout, Page, Score};
use crate::record::Field;
use crate::schema::Schemas;
use crate::source::{Span, Spanned};

/// This layout.
pub struct Bibtex;

const NAME: &str = "bibtex";

/// How much of the top is looked at.
const HEAD: usize = 8 << 10;

impl Layout for Bibtex {
    fn name(&self) -> &'static str {
        NAME
    }

    /// The first line that is no comment opens an entry, with a key and a comma, or a `@string`, `@comment`, `@preamble`.
    fn recognise(&self, text: &str, _schemas: &Schemas) -> Score {
        let mut end = text.len().min(HEAD);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let head = &text[..end];
        let mut lines = head.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('%'));
        let Some(at) = lines.next().filter(|line| line.starts_with('@')).map(|line| line.as_ptr() as usize - text.as_ptr() as usize) else {
            return 0;
        };
        if opens_entry(text, at) || Special::at(text, at + 1).is_some() { 100 } else { 0 }
    }

    fn page<'s>(&self, text: &'s str, schemas: &Schemas) -> Page<'s> {
        let mut file = File {
            text,
            names: FieldNames::of(schemas, NAME),
            decoder: Decoder::new(schemas),
            strings: HashMap::new(),
            found: Bibliography::default(),
        };
        let mut at = 0;
        while let Some(sign) = memchr::memchr(b'@', &text.as_bytes()[at..]) {
            at = file.block(at + sign);
        }
        Page { bibliography: Some(file.found), separate: true, ..Page::default() }
    }
}

/// Blocks that are no entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Special {
    String,
    Preamble,
    Comment,
}

impl Special {
    /// The block whose word begins at `at`.
    fn at(text: &str, at: usize) -> Option<Self> {
        let word = &text[at..word_end(text, at)];
        let is = |name: &str| word.eq_ignore_ascii_case(name);
        if is("string") {
            Some(Self::String)
        } else if is("preamble") {
            Some(Self::Preamble)
        } else {
            is("comment").then_some(Self::Comment)
        }
    }
}

/// Whether an entry begins at the `@`: a word, a bracket, a key, a comma.
fn opens_entry(text: &str, sign: usize) -> bool {
    let end = word_end(text, sign + 1);
    let open = blank_end(text, end);
    if end == sign + 1 || !text[open..].starts_with(['{', '(']) {
        return false;
    }
    let key = blank_end(text, open + 1);
    let comma = blank_end(text, key_end(text, key));
    comma > key && text[comma..].starts_with(',')
}

fn word_end(text: &str, at: usize) -> usize {
    at + text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).count()
}

/// The end of a name: of a field, of a `@string`; all that BibTeX allows in one.
fn name_end(text: &str, at: usize) -> usize {
    let stop = |byte: &u8| byte.is_ascii_whitespace() || b"\"#%'(),={}@".contains(byte);
    at + text.as_bytes()[at..].iter().take_while(|byte| !stop(byte)).count()
}

fn key_end(text: &str, at: usize) -> usize {
    at + text[at..].find(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}' | '=' | '"')).unwrap_or(text.len() - at)
}

fn blank_end(text: &str, at: usize) -> usize {
    at + text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// A value that a `@string` names: stretches of the source.
type Pieces = Vec<Span>;

struct File<'s, 'a> {
    text: &'s str,
    names: FieldNames<'a>,
    decoder: Decoder<'a>,
    strings: HashMap<String, Pieces>,
    found: Bibliography<'s>,
}

/// What is wrong, and where.
struct Wrong {
    at: usize,
    words: &'static str,
}

impl<'s> File<'s, '_> {
    /// Reads the block at an `@` and returns where it ends; text that opens no block is passed over, as BibTeX does.
    fn block(&mut self, sign: usize) -> usize {
        let end = word_end(self.text, sign + 1);
        let open = blank_end(self.text, end);
        if end == sign + 1 || !self.text[open..].starts_with(['{', '(']) {
            return sign + 1;
        }
        let read = match Special::at(self.text, sign + 1) {
            Some(Special::String) => self.string(open),
            Some(Special::Preamble | Special::Comment) => closing(self.text, open).map(|close| close + 1),
            None => self.entry(sign, end, open),
        };
        read.unwrap_or_else(|wrong| {
            let length = self.text[wrong.at..].chars().next().map_or(0, char::len_utf8);
            self.found.breaks.push(Spanned::new(wrong.words.to_owned(), Span::new(wrong.at, wrong.at + length)));
            // The next entry begins on a line of its own.
            let rest = &self.text[wrong.at.max(open + 1)..];
            rest.find("\n@").map_or(self.text.len(), |at| wrong.at.max(open + 1) + at + 1)
        })
    }

    fn string(&mut self, open: usize) -> Result<usize, Wrong> {
        let start = blank_end(self.text, open + 1);
        let end = name_end(self.text, start);
        let (pieces, after) = self.value(self.equals(end)?)?;
        self.strings.insert(self.text[start..end].to_lowercase(), pieces);
        Ok(blank_end(self.text, after) + 1)
    }

    fn entry(&mut self, sign: usize, kind_end: usize, open: usize) -> Result<usize, Wrong> {
        let text = self.text;
        let close = if text[open..].starts_with('{') { '}' } else { ')' };
        let mut entry = Entry::default();
        entry.push(Field::Kind, "type", Value::Text(Excerpt::new(text, Span::new(sign + 1, kind_end))));
        let key = blank_end(text, open + 1);
        let end = key_end(text, key);
        entry.push(Field::Key, "key", Value::Text(Excerpt::new(text, Span::new(key, end))));
        let mut at = blank_end(text, end);
        let read = loop {
            if text[at..].starts_with(',') {
                at = blank_end(text, at + 1);
            }
            if text[at..].starts_with(close) {
                break Ok(at + 1);
            }
            let end = name_end(text, at);
            if end == at {
                break Err(Wrong { at, words: "a field, or the end of the entry, is missing here" });
            }
            let name = &text[at..end];
            match self.equals(end).and_then(|start| self.value(start)) {
                Ok((pieces, after)) => {
                    self.field(&mut entry, name, &pieces);
                    at = blank_end(text, after);
                }
                Err(wrong) => break Err(wrong),
            }
            if !text[at..].starts_with([',', close]) {
                break Err(Wrong { at, words: "a comma between two fields, or the end of the entry, is missing here" });
            }
        };
        // What was read of a broken entry is kept.
        self.found.entries.push(entry);
        read
    }

    fn equals(&self, at: usize) -> Result<usize, Wrong> {
        let at = blank_end(self.text, at);
        let found = self.text[at..].starts_with('=');
        if found { Ok(blank_end(self.text, at + 1)) } else { Err(Wrong { at, words: "an equals sign is missing here" }) }
    }

    /// The stretches of a value, and where it ends.
    fn value(&self, mut at: usize) -> Result<(Pieces, usize), Wrong> {
        let mut pieces = Pieces::new();
        loop {
            let end = match self.text.as_bytes().get(at) {
                Some(b'{') => {
                    let close = closing(self.text, at)?;
                    pieces.push(Span::new(at + 1, close));
                    close + 1
                }
                Some(b'"') => {
                    let close = closing_quote(self.text, at)?;
                    pieces.push(Span::new(at + 1, close));
                    close + 1
                }
                _ => {
                    let end = name_end(self.text, at);
                    if end == at {
                        return Err(Wrong { at, words: "a value is missing here" });
                    }
                    let plain = || vec![Span::new(at, end)];
                    pieces.extend(self.strings.get(&self.text[at..end].to_lowercase()).cloned().unwrap_or_else(plain));
                    end
                }
            };
            let next = blank_end(self.text, end);
            if !self.text[next..].starts_with('#') {
                return Ok((pieces, end));
            }
            at = blank_end(self.text, next + 1);
        }
    }

    fn field(&self, entry: &mut Entry<'s>, name: &'s str, pieces: &Pieces) {
        let field = self.names.field(name);
        let value = match field {
            Field::Ignored => return,
            Field::Author | Field::Recipient | Field::Translator | Field::Editor => Value::People(self.people(pieces)),
            Field::Url => Value::Text(self.decoder.verbatim(self.text, pieces)),
            _ => Value::Text(self.decoder.text(self.text, pieces).trimmed()),
        };
        entry.push(field, Cow::Borrowed(name), value);
    }

    /// Names joined by "and" outside braces.
    fn people(&self, pieces: &Pieces) -> Vec<Person<'s>> {
        let one = |span: Span| {
            let raw = span.slice(self.text).trim();
            let name = self.decoder.text(self.text, &[span]).trimmed();
            let body = raw.starts_with('{') && closing(raw, 0).is_ok_and(|close| close + 1 == raw.len());
            if body || name.text().contains(',') {
                return if body { Some(Person { role: None, name, family: None }) } else { Person::inverted(self.text, name) };
            }
            let family = family(name.text()).map(str::to_owned);
            (!name.text().is_empty()).then_some(Person { role: None, name, family })
        };
        pieces.iter().flat_map(|&piece| names(self.text, piece)).filter_map(one).filter(|person| person.name.text() != "others").collect()
    }
}

/// The names of a list.
fn names(text: &str, piece: Span) -> Vec<Span> {
    let raw = piece.slice(text);
    let mut found = Vec::new();
    let (mut depth, mut start) = (0usize, 0);
    let bytes = raw.as_bytes();
    for (at, byte) in raw.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ if depth == 0
                && byte.is_ascii_whitespace()
                && bytes[at + 1..].get(..3).is_some_and(|word| word.eq_ignore_ascii_case(b"and")) =>
            {
                let end = at + 4;
                if at >= start && bytes.get(end).is_some_and(u8::is_ascii_whitespace) {
                    found.push((start, at));
                    start = end;
                }
            }
            _ => {}
        }
    }
    found.push((start, raw.len()));
    found.into_iter().map(|(start, end)| Span { start: piece.start + start as u32, end: piece.start + end as u32 }).collect()
}

/// The family name of a name in reading order: from the first small particle on, else the last word.
fn family(name: &str) -> Option<&str> {
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.len() < 2 {
        return None;
    }
    let particle = words[..words.len() - 1].iter().position(|word| word.starts_with(char::is_lowercase));
    let first = words[particle.filter(|at| *at > 0).unwrap_or(words.len() - 1)];
    Some(&name[first.as_ptr() as usize - name.as_ptr() as usize..])
}

/// The bracket that closes the one at `open`; braces inside are counted, escaped ones are not.
fn closing(text: &str, open: usize) -> Result<usize, Wrong> {
    let round = text[open..].starts_with('(');
    let mut depth = 0usize;
    let mut at = open + 1;
    while let Some(&byte) = text.as_bytes().get(at) {
        match byte {
            b'\\' => at += 1,
            b'{' => depth += 1,
            b')' if round && depth == 0 => return Ok(at),
            b'}' if depth == 0 && !round => return Ok(at),
            b'}' => depth = depth.saturating_sub(1),
            b'@' if text.as_bytes()[at - 1] == b'\n' && opens_entry(text, at) => break,
            _ => {}
        }
        at += 1;
    }
    Err(Wrong { at: open, words: "this bracket is never closed" })
}

/// The quotation mark that closes the one at `open`; marks within braces do not count.
fn closing_quote(text: &str, open: usize) -> Result<usize, Wrong> {
    let mut depth = 0usize;
    let mut at = open + 1;
    while let Some(&byte) = text.as_bytes().get(at) {
        match byte {
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'"' if depth == 0 => return Ok(at),
            b'@' if text.as_bytes()[at - 1] == b'\n' && opens_entry(text, at) => break,
            _ => {}
        }
        at += 1;
    }
    Err(Wrong { at: open, words: "this quotation mark is never closed" })
}

/// A value of several pieces, for the decoder.
pub(super) fn joined<'s>(text: &'s str, pieces: &[Span], mut push: impl FnMut(&mut Builder<'s>, Span)) -> Excerpt<'s> {
    let mut builder = Builder::new(text);
    for piece in pieces {
        push(&mut builder, *piece);
    }
    builder.build()
}
