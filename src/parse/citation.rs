//! One citation: title, date, publisher, shelfmarks, printed edition, credits, address; total, never an error.
//!
//! Order of work: address and credits are found first, then the quoted title from the left, then the shelfmarks, and what
//! stands between them is shared out. What no field takes is kept as unread text.

use super::chars::{is_blank, peek, skip, skip_blank, take};
use super::holdings::{self, Context};
use super::labels::Extent;
use super::{Reader, address, credits, date};
use crate::layout::Excerpt;
use crate::record::{ClosingQuote, Comma, Credit, Form, Holding, Naming, Record};
use crate::source::Spanned;

/// What the reader of a citation knows beside its text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Setting<'a> {
    /// The last shelfmark before this citation, for "Ibid.".
    pub last: Option<&'a Holding>,
    /// Whether the text is running prose, of which only a part may be a citation.
    pub prose: bool,
}

/// Reads one citation.
pub fn citation(excerpt: &Excerpt<'_>, reader: &Reader<'_>, setting: Setting<'_>) -> Record {
    let text = excerpt.text();
    let mut sheet = Sheet { excerpt, text, taken: Vec::new() };
    let mut record = Record { span: excerpt.whole(), form: Form { note: setting.prose, ..Form::default() }, ..Record::default() };

    let title_end = sheet.title(&mut record);
    sheet.address(&mut record, reader);
    let credits = sheet.credits(&mut record, reader, title_end);
    let edge = credits.unwrap_or(text.len());

    let context = Context { excerpt, reader, last: setting.last, from: title_end, to: text.len(), line: !setting.prose };
    let read = holdings::holdings(&context);
    let (first, last) = match (read.extents.first(), read.extents.last()) {
        (Some(first), Some(last)) => (first.0, last.1),
        _ => (edge, edge),
    };
    sheet.taken.extend(&read.extents);
    record.holdings = read.holdings;

    let left = (title_end.min(first), first);
    sheet.publisher(&mut record, reader, left);
    sheet.date(&mut record, reader, left, last);
    sheet.edition(&mut record, reader, left, last, setting.prose);
    if record.title.is_none() {
        sheet.bare_title(&mut record, left);
    }
    sheet.unread(&mut record, setting.prose);
    record
}

/// The text and what of it has been taken.
struct Sheet<'e, 's> {
    excerpt: &'e Excerpt<'s>,
    text: &'e str,
    taken: Vec<Extent>,
}

impl Sheet<'_, '_> {
    fn spanned(&self, extent: Extent) -> Spanned<String> {
        Spanned::new(self.text[extent.0..extent.1].to_owned(), self.excerpt.span(extent.0..extent.1))
    }

    /// The extent without blanks and the given punctuation at its ends.
    fn trim(&self, extent: Extent, marks: &[char]) -> Extent {
        let text = &self.text[extent.0..extent.1];
        let loose = |c: char| is_blank(c) || marks.contains(&c);
        let start = extent.0 + (text.len() - text.trim_start_matches(loose).len());
        (start, start + text.trim_matches(loose).len())
    }

    /// A title in quotation marks at the start; returns where the rest begins.
    fn title(&mut self, record: &mut Record) -> usize {
        let start = skip(self.text, 0, |c| is_blank(c) || matches!(c, '(' | '[' | '*' | '_'));
        let Some(quoted) = quoted_title(self.text, start) else { return 0 };
        let (inner, end) = (quoted.inner, quoted.end);
        let trimmed = self.trim(inner, &[',']);
        if trimmed.0 == trimmed.1 {
            return 0;
        }
        record.title = Some(self.spanned(trimmed));
        record.form.closing_quote = Some(ClosingQuote {
            comma: quoted.comma,
            open: quoted.open,
            close: quoted.close,
            span: self.excerpt.span(quoted.closing.0..quoted.closing.1),
        });
        self.taken.push((start, end));
        end
    }

    fn address(&mut self, record: &mut Record, reader: &Reader<'_>) {
        let mut from = 0;
        while let Some(extent) = address::find(self.text, from) {
            self.taken.push(extent);
            if record.url.is_none() {
                record.url = Some(self.spanned(extent));
                if let Some((start, end)) = address::record_id(&self.text[extent.0..extent.1], reader.schemas) {
                    record.id_in_url = Some(self.spanned((extent.0 + start, extent.0 + end)));
                }
            }
            from = extent.1;
        }
    }

    /// Credit sentences; returns where the first begins.
    fn credits(&mut self, record: &mut Record, reader: &Reader<'_>, from: usize) -> Option<usize> {
        let read = credits::credits(self.text, from, &reader.verbs);
        for found in &read.found {
            let name = self.spanned(found.name);
            record.credits.push(Credit {
                role: found.role,
                name: name.value,
                span: name.span,
                on_behalf_of: found.on_behalf_of.map(|(start, end)| self.text[start..end].to_owned()),
            });
        }
        self.taken.extend(&read.taken);
        read.taken.first().map(|taken| taken.0)
    }

    fn publisher(&mut self, record: &mut Record, reader: &Reader<'_>, left: Extent) {
        let Some((start, end)) = reader.publisher_in(self.text, left) else { return };
        let written = self.spanned((start, end));
        let known = reader.schemas.publisher_named(&written.value);
        record.publisher = Some(Spanned::new(
            Naming {
                canonical: known.map(|(publisher, _)| publisher.name.clone()),
                former: known.is_some_and(|(_, former)| former),
                as_written: written.value,
            },
            written.span,
        ));
        self.taken.push((start, end));
    }

    /// The date stands between title and shelfmark, or follows the leaves: `(…, l. 36–8: March 31, 1933)`.
    fn date(&mut self, record: &mut Record, reader: &Reader<'_>, left: Extent, last: usize) {
        let mut found = if record.title.is_some() { self.first_date(left, reader) } else { self.last_date(left, reader) };
        if found.is_none() && !record.holdings.is_empty() {
            let rest = &self.text[last..];
            let lead = skip(rest, 0, |c| is_blank(c) || matches!(c, ':' | ',' | '('));
            let stop = rest.find([')', ';', '.']).unwrap_or(rest.len());
            if rest[..lead].contains([':', ',', '(']) && lead < stop {
                found = self.first_date((last + lead, last + stop), reader);
            }
        }
        if let Some((extent, date)) = found {
            if record.title.is_none() && !record.holdings.is_empty() {
                self.title_before_date(record, reader, left, last, extent);
            }
            record.date = Some(Spanned::new(date, self.excerpt.span(extent.0..extent.1)));
            self.taken.push(extent);
        }
    }

    /// Without a quoted title, what stands before the date names the document: before the shelfmark, or after it and a colon.
    fn title_before_date(&mut self, record: &mut Record, reader: &Reader<'_>, left: Extent, last: usize, date: Extent) {
        let within = if date.1 <= left.1 { (left.0, date.0) } else { (last, date.0) };
        let colon = self.text[last.min(date.0)..date.0].trim_start().starts_with(':');
        if within.0 >= within.1 || self.text[within.0..within.1].contains("//") || within.0 == last && !colon {
            return;
        }
        let extent = self.trim(within, &[',', ':', '.', '(', ';']);
        let words = &self.text[extent.0..extent.1];
        let plain = words.chars().filter(|c| c.is_alphabetic()).count() > 8 && !words.contains(['(', ')', ';']);
        if plain && !self.taken.iter().any(|taken| taken.0 < extent.1 && taken.1 > extent.0) && !reader.source_lead(words, 0) {
            record.title = Some(self.spanned(extent));
            self.taken.push(extent);
        }
    }

    fn first_date(&self, within: Extent, reader: &Reader<'_>) -> Option<(Extent, crate::record::ArchivalDate)> {
        let (range, date) = date::read_date(&self.text[within.0..within.1], reader.schemas)?;
        Some(((within.0 + range.start, within.0 + range.end), date))
    }

    /// Without a title, only a date that stands as a phrase of its own is the document's.
    fn last_date(&self, within: Extent, reader: &Reader<'_>) -> Option<(Extent, crate::record::ArchivalDate)> {
        let (extent, date) = self.first_date(within, reader)?;
        let before = self.text[within.0..extent.0].trim_end();
        let after = self.text[extent.1..within.1].trim_start();
        let own = (before.is_empty() || before.ends_with([',', ':', '(', ';']))
            && (after.is_empty() || after.starts_with([',', ')', ';', '.', ':']));
        own.then_some((extent, date))
    }

    /// A printed edition: after "Reprinted in", after a shelfmark with "in", or before a bracketed shelfmark.
    fn edition(&mut self, record: &mut Record, reader: &Reader<'_>, left: Extent, last: usize, prose: bool) {
        let edge = self.taken.iter().map(|taken| taken.0).filter(|&start| start >= last && start > left.1).min().unwrap_or(self.text.len());
        let after = (last.min(edge), edge);
        let extent = if record.holdings.is_empty() {
            if record.publisher.is_none() || prose {
                return;
            }
            self.rest_after_publisher(left)
        } else {
            reader.edition_lead(self.text, after).or_else(|| self.book_before_bracket(left))
        };
        let Some(extent) = extent.map(|extent| self.trim(extent, &['.', ',', ';', ' ', ']'])).filter(|(start, end)| start < end) else {
            return;
        };
        record.published_in = Some(self.spanned(extent));
        self.taken.push(extent);
    }

    fn rest_after_publisher(&self, left: Extent) -> Option<Extent> {
        let start = self.taken.iter().filter(|taken| taken.1 <= left.1).map(|taken| taken.1).max()?;
        (self.text[start..left.1].chars().filter(|c| c.is_alphabetic()).count() > 8).then_some((start, left.1))
    }

    fn book_before_bracket(&self, left: Extent) -> Option<Extent> {
        let before = &self.text[left.0..left.1];
        let open = before.rfind('(')?;
        let inside_is_lead = before[open + 1..].split_whitespace().count() <= 2;
        let book = before[..open].trim_end();
        let is_book = book.ends_with(|c: char| c.is_ascii_digit()) && book.chars().filter(|c| c.is_alphabetic()).count() > 4;
        (inside_is_lead && is_book).then_some((left.0, left.0 + open))
    }

    /// A title without quotation marks, set off by `//` as GOST has it.
    fn bare_title(&mut self, record: &mut Record, left: Extent) {
        let Some(at) = self.text[left.0..left.1].find("//") else { return };
        let extent = self.trim((left.0, left.0 + at), &['.', ',']);
        if extent.0 < extent.1 {
            record.title = Some(self.spanned(extent));
            self.taken.push(extent);
        }
    }

    fn unread(&mut self, record: &mut Record, prose: bool) {
        self.taken.sort_unstable();
        let hull = match (self.taken.first(), self.taken.iter().map(|taken| taken.1).max()) {
            (Some(first), Some(last)) if prose => (first.0, last),
            _ => (0, self.text.len()),
        };
        let mut at = hull.0;
        for &(start, end) in self.taken.iter().chain(&[(hull.1, hull.1)]) {
            if start > at {
                let gap = self.trim((at, start), &['.', ',', ';', ':', '(', ')', '[', ']', '"', '“', '”', '/', '*', '-', '–', '<', '>']);
                // An opening mark that was never closed says why the words after it were not read as a title.
                let mark = self.text[at..gap.0].char_indices().next_back().filter(|(_, c)| matches!(c, '"' | '“' | '«' | '„'));
                let gap = match mark {
                    Some((offset, _)) if gap.1 == start || !self.text[gap.1..start].contains(['"', '”', '»']) => (at + offset, gap.1),
                    _ => gap,
                };
                let words = &self.text[gap.0..gap.1];
                if words.chars().any(char::is_alphanumeric) {
                    record.unread.push(self.spanned(gap));
                }
            }
            at = at.max(end);
        }
    }
}

/// A title in quotation marks.
struct Quoted {
    inner: Extent,
    closing: Extent,
    end: usize,
    comma: Comma,
    open: char,
    close: char,
}

/// Reads a quoted title at `start`. The closing mark is the first one of its kind that ends a phrase: a comma stands
/// before or after it. Inner quotations use other marks or are nested; an apostrophe never closes.
fn quoted_title(text: &str, start: usize) -> Option<Quoted> {
    let open = peek(text, start).filter(|c| matches!(c, '"' | '“' | '«' | '„' | '‘' | '”'))?;
    let closes: &[char] = match open {
        '«' => &['»'],
        '‘' => &['’'],
        '„' => &['“', '”', '"'],
        _ => &['”', '"', '“'],
    };
    let from = start + open.len_utf8();
    let mut depth = 0usize;
    let mut fallback = None;
    for (offset, c) in text[from..].char_indices() {
        let at = from + offset;
        if offset > 2000 {
            break;
        }
        let opens = matches!((open, c), ('“', '“') | ('«', '«')) && text[at + c.len_utf8()..].starts_with(char::is_alphanumeric);
        if opens {
            depth += 1;
            continue;
        }
        if !closes.contains(&c) {
            continue;
        }
        if depth > 0 {
            depth -= 1;
            continue;
        }
        let after = at + c.len_utf8();
        let comma_before = text[..at].trim_end().ends_with(',');
        let comma_after = take(text, skip_blank(text, after), |c| c == ',');
        let (comma, closing, end) = match (comma_before, comma_after) {
            (true, _) => (Comma::Inside, (text[..at].trim_end().len() - 1, after), after),
            (false, Some(end)) => (Comma::Outside, (at, end), end),
            (false, None) => (Comma::None, (at, after), after),
        };
        let quoted = Quoted { inner: (from, at), closing, end, comma, open, close: c };
        if comma != Comma::None {
            return Some(quoted);
        }
        if open == '‘' || peek(text, after).is_some_and(char::is_alphanumeric) {
            continue;
        }
        fallback.get_or_insert(quoted);
    }
    fallback
}
