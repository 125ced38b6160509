//! RIS, as Zotero, EndNote, Mendeley and the sites of archives write it: two letters, a hyphen, a value; `TY` first, `ER` last.

use super::entry::{Bibliography, Entry, FieldNames, Person, Value, push_extra};
use super::excerpt::{Builder, Excerpt};
use super::lines::{Line, lines, whole};
use super::{Layout, Page, Score};
use crate::record::Field;
use crate::schema::Schemas;
use crate::source::{Span, Spanned};

/// This layout.
pub struct Ris;

const NAME: &str = "ris";

/// The type of letters.
const LETTER: &str = "PCOMM";

impl Layout for Ris {
    fn name(&self) -> &'static str {
        NAME
    }

    fn recognise(&self, text: &str, _schemas: &Schemas) -> Score {
        let first = lines(text, whole(text)).next();
        if first.is_some_and(|line| tag(line.text).is_some_and(|(tag, _)| tag == "TY")) { 100 } else { 0 }
    }

    fn page<'s>(&self, text: &'s str, schemas: &Schemas) -> Page<'s> {
        let mut file = File {
            text,
            names: FieldNames::of(schemas, NAME),
            extra: FieldNames::of(schemas, super::csl_json::NAME),
            open: None,
            kind: "",
            found: Bibliography::default(),
            last: None,
        };
        for line in lines(text, whole(text)) {
            file.line(line);
        }
        file.close();
        Page { bibliography: Some(file.found), separate: true, ..Page::default() }
    }
}

/// The tag of a line, and where its value begins.
fn tag(line: &str) -> Option<(&str, usize)> {
    let tag = line.get(..2).filter(|tag| tag.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()))?;
    let blanks = line[2..].len() - line[2..].trim_start_matches(' ').len();
    let after = line[2 + blanks..].strip_prefix('-')?;
    let value = after.trim_start_matches(' ');
    (blanks > 0 && (after.is_empty() || value.len() < after.len())).then_some((tag, line.len() - value.len()))
}

struct File<'s, 'a> {
    text: &'s str,
    names: FieldNames<'a>,
    extra: FieldNames<'a>,
    open: Option<Entry<'s>>,
    /// The type of the open entry.
    kind: &'s str,
    found: Bibliography<'s>,
    /// A tag whose value may go on in the next line.
    last: Option<(&'s str, Vec<Span>)>,
}

impl<'s> File<'s, '_> {
    fn line(&mut self, line: Line<'s>) {
        let Some((tag, value)) = tag(line.text) else {
            match &mut self.last {
                Some((_, lines)) => lines.push(line.span),
                None => {
                    self.found.breaks.push(Spanned::new("this line stands outside an entry, or its tag is broken".to_owned(), line.span))
                }
            }
            return;
        };
        self.flush();
        match tag {
            "TY" => {
                if self.open.is_some() {
                    self.found
                        .breaks
                        .push(Spanned::new("an entry begins here before the last one was closed by `ER`".to_owned(), line.span));
                }
                self.close();
                self.open = Some(Entry::default());
                self.kind = line.text[value..].trim();
            }
            "ER" => return self.close(),
            _ if self.open.is_none() => {
                self.found.breaks.push(Spanned::new("this line stands outside an entry".to_owned(), line.span));
                return;
            }
            _ => {}
        }
        self.last = Some((tag, vec![Span { start: line.span.start + value as u32, end: line.span.end }]));
    }

    /// Files the last tag, its lines joined.
    fn flush(&mut self) {
        let (Some((tag, lines)), Some(entry)) = (self.last.take(), self.open.as_mut()) else { return };
        let value = match lines.as_slice() {
            [one] => Excerpt::new(self.text, *one),
            several => {
                let mut builder = Builder::new(self.text);
                for line in several {
                    if !builder.text().is_empty() {
                        builder.stand_for("\n", Span { start: line.start, end: line.start });
                    }
                    builder.keep(*line);
                }
                builder.build()
            }
        };
        let field = match self.names.field(tag) {
            // The second person of a letter is who it went to, of any other document its editor.
            Field::Recipient if self.kind != LETTER => Field::Editor,
            field => field,
        };
        match field {
            Field::Ignored => {}
            Field::Author | Field::Recipient | Field::Translator | Field::Editor => {
                entry.push(field, tag, Value::People(Person::inverted(self.text, value).into_iter().collect()));
            }
            Field::Note => push_extra(entry, tag.into(), value, &self.extra),
            _ => entry.push(field, tag, Value::Text(value.trimmed())),
        }
    }

    fn close(&mut self) {
        self.flush();
        self.found.entries.extend(self.open.take());
    }
}
