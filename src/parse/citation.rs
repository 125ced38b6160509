//! One citation: title, date, publisher, shelfmarks, printed edition, credits, address; total, never an error.
//!
//! Order of work: address and credits are found first, then the quoted title from the left, then the shelfmarks, and what
//! stands between them is shared out. What no field takes is kept as unread text.

use super::chars::{is_blank, peek, skip, skip_blank, take};
use super::holdings::{self, Context};
use super::labels::Extent;
use super::{Reader, address, credits, date, extent};
use crate::layout::Excerpt;
use crate::record::{ArchivalDate, ClosingQuote, Comma, Credit, Form, Holding, Naming, Record};
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
    let mut read = holdings::holdings(&context);
    let mut title_end = title_end;
    // Quotation marks around a whole citation make no title of it.
    if let (true, Some(within)) = (read.holdings.is_empty(), record.title.as_ref().and_then(|_| sheet.quoted_citation(&context))) {
        (read, title_end) = (within, 0);
        (record.title, record.form.closing_quote) = (None, None);
        sheet.taken.retain(|taken| taken.0 >= read.extents.last().map_or(0, |extent| extent.1));
    }
    let (first, last) = match (read.extents.first(), read.extents.last()) {
        (Some(first), Some(last)) => (first.0, last.1),
        _ => (edge, edge),
    };
    sheet.taken.extend(&read.extents);
    record.holdings = read.holdings;

    let left = (title_end.min(first), first);
    sheet.publisher(&mut record, reader, left);
    let dated = sheet.date(&mut record, reader, left, &read.extents);
    sheet.edition(&mut record, reader, left, last, setting.prose);
    if record.title.is_none() {
        sheet.bare_title(&mut record, left);
    }
    if let Some(dated) = dated.filter(|_| record.title.is_none()) {
        sheet.described(&mut record, reader, left, dated, setting.prose);
    }
    sheet.unread(&mut record, reader, setting.prose);
    extent::settle(&mut record, excerpt, &sheet.taken, &read.extents);
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

    /// The shelfmarks inside what was taken for a title, when it holds a full one and a word of its own leads there.
    fn quoted_citation(&self, context: &Context<'_>) -> Option<holdings::Read> {
        let read = holdings::holdings(&Context { from: 0, ..*context });
        let full = |holding: &Holding| !holding.unlabelled && holding.levels.len() - holding.inherited.len().min(holding.levels.len()) >= 3;
        read.holdings.iter().any(full).then_some(read)
    }

    fn address(&mut self, record: &mut Record, reader: &Reader<'_>) {
        let mut from = 0;
        while let Some(extent) = address::find(self.text, from) {
            self.taken.push(extent);
            if record.url.is_none() {
                record.url = Some(self.spanned(extent));
                record.form.loose_end = address::loose_end(self.text, extent).map(|(start, end)| self.excerpt.span(start..end));
                if let Some((start, end)) = address::record_id(&self.text[extent.0..extent.1], reader.schemas) {
                    record.id_in_url = Some(self.spanned((extent.0 + start, extent.0 + end)));
                }
            }
            from = extent.1;
        }
    }

    /// Credit sentences; returns where the first begins.
    fn credits(&mut self, record: &mut Record, reader: &Reader<'_>, from: usize) -> Option<usize> {
        // Behind a title they may be abbreviated; then the rest of the citation follows.
        let led = (from > 0).then(|| credits::after_title(self.text, from, &reader.verbs)).flatten();
        let (led, taken) = led.unzip();
        let read = credits::credits(self.text, taken.map_or(from, |taken| taken.1), &reader.verbs);
        self.taken.extend(taken);
        for found in led.iter().flatten().chain(&read.found) {
            let name = self.spanned(found.name);
            record.credits.push(Credit {
                role: found.role,
                name: name.value,
                span: name.span,
                on_behalf_of: found.on_behalf_of.map(|(start, end)| self.text[start..end].to_owned()),
                family: None,
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

    /// The date stands between title and shelfmark, in brackets before the leaves (`1/20/5254 (1932), 1–16`), or after
    /// the leaves: `(…, l. 36–8: March 31, 1933)`. Of several shelfmarks it is the first one's.
    fn date(&mut self, record: &mut Record, reader: &Reader<'_>, left: Extent, extents: &[Extent]) -> Option<Extent> {
        let mut found = if record.title.is_some() { self.first_date(left, reader) } else { self.last_date(left, reader) };
        if let (None, Some(&first), Some(last)) = (&found, extents.first(), extents.last()) {
            let second = extents.iter().find(|extent| extent.0 >= first.1).filter(|_| record.holdings.len() > 1);
            let behind = second.map_or((last.1, self.text.len()), |second| (first.1, second.0));
            found = self.bracketed_date(first, reader).or_else(|| self.date_inside(record, first, reader));
            found = found.or_else(|| self.date_behind(behind, reader));
        }
        // A bare year beside nothing that was read is the year of a book.
        let alone = record.holdings.is_empty() && record.title.is_none() && record.publisher.is_none();
        let year_only = |date: &ArchivalDate| date.day().is_some_and(|day| day.month.is_none());
        let (extent, date) = found.filter(|(_, date)| !(alone && year_only(date)))?;
        record.date = Some(Spanned::new(date, self.excerpt.span(extent.0..extent.1)));
        self.taken.push(extent);
        Some(extent)
    }

    /// The last brackets of a shelfmark that hold a date and nothing else.
    fn bracketed_date(&self, shelfmark: Extent, reader: &Reader<'_>) -> Option<(Extent, ArchivalDate)> {
        let text = &self.text[shelfmark.0..shelfmark.1];
        text.rmatch_indices('(').find_map(|(open, _)| {
            let start = shelfmark.0 + open + 1;
            let stop = start + self.text[start..shelfmark.1].find(')')?;
            self.first_date((start, stop), reader).filter(|(extent, _)| *extent == self.trim((start, stop), &[]))
        })
    }

    /// A day between the call number and its pages: `AIR 1/5251, report by the committee, 16 July 1940, p. 3`.
    fn date_inside(&self, record: &Record, shelfmark: Extent, reader: &Reader<'_>) -> Option<(Extent, ArchivalDate)> {
        let holding = record.holding().filter(|holding| holding.folios.is_some())?;
        let mark = &holding.level("shelfmark")?.as_written;
        let start = shelfmark.0 + self.text[shelfmark.0..shelfmark.1].find(mark.as_str())? + mark.len();
        let (extent, date) = self.first_date((start, shelfmark.1), reader)?;
        let apart = self.text[..extent.0].ends_with(", ") && self.text[extent.1..].starts_with(',');
        (apart && date.day().is_some_and(|day| day.month.is_some())).then_some((extent, date))
    }

    /// A date after the leaves, before the words that lead to a printed edition.
    fn date_behind(&self, within: Extent, reader: &Reader<'_>) -> Option<(Extent, ArchivalDate)> {
        let rest = &self.text[within.0..within.1];
        let lead = skip(rest, 0, |c| is_blank(c) || matches!(c, ':' | ',' | '(' | '.' | '['));
        let stop = within.0 + lead + closing(&rest[lead..]);
        let stop = self.sentence_end((within.0, stop), reader);
        let stop = reader.edition_lead(self.text, (within.0, stop)).map_or(stop, |edition| edition.0);
        if within.0 + lead >= stop {
            return None;
        }
        // After a full stop only the date itself follows, not a sentence with a date in it.
        let stopped = !rest[..lead].contains([':', ',', '(']);
        let within = (within.0 + lead, stop);
        let found = self.last_date(within, reader).filter(|(extent, _)| !stopped || extent.0 == within.0);
        found.or_else(|| self.letter_date(within, reader).filter(|_| !stopped))
    }

    /// The day that ends a few words on the document: `RGASPI 558.11.1549.40, A to B 12 March 1932.`
    fn letter_date(&self, within: Extent, reader: &Reader<'_>) -> Option<(Extent, ArchivalDate)> {
        let (extent, date) = self.first_date(within, reader)?;
        let words = self.text[within.0..extent.0].split_whitespace().count();
        let ends = self.text[extent.1..within.1].trim_matches(|c: char| is_blank(c) || matches!(c, '.' | ';' | ')')).is_empty();
        let day = date.day().is_some_and(|day| day.day.is_some());
        (day && ends && words <= 10).then_some((extent, date))
    }

    /// Where the first sentence ends: at a full stop, but not that of a short word or a month ("Nov. 5, 1932").
    fn sentence_end(&self, within: Extent, reader: &Reader<'_>) -> usize {
        let text = &self.text[within.0..within.1];
        let stops = text.match_indices(". ").find(|(at, _)| {
            let word = text[..*at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            word.chars().count() > 2 && reader.schemas.month(word).is_none()
        });
        stops.map_or(within.1, |(at, _)| within.0 + at)
    }

    fn first_date(&self, within: Extent, reader: &Reader<'_>) -> Option<(Extent, ArchivalDate)> {
        let (range, date) = date::read_date(&self.text[within.0..within.1], reader.schemas)?;
        Some(((within.0 + range.start, within.0 + range.end), date))
    }

    /// Without a title, only a date that stands as a phrase of its own is the document's.
    fn last_date(&self, within: Extent, reader: &Reader<'_>) -> Option<(Extent, ArchivalDate)> {
        let mut from = within.0;
        while let Some((extent, date)) = self.first_date((from, within.1), reader) {
            // A year further on is that of a book.
            let day = from == within.0 || date.day().is_some_and(|day| day.day.is_some());
            if day && self.stands_alone(within, extent, &date, reader) {
                return Some((extent, date));
            }
            from = extent.1;
        }
        None
    }

    /// Whether a date is a phrase of its own.
    fn stands_alone(&self, within: Extent, extent: Extent, date: &ArchivalDate, reader: &Reader<'_>) -> bool {
        let before = self.text[within.0..extent.0].trim_end();
        let after = self.text[extent.1..within.1].trim_start();
        // "Decision of 5 March 1940, RGASPI": a day, for a year alone may belong to the words before it.
        let day = date.day().is_some_and(|day| day.day.is_some());
        let led =
            day && reader.date_leads.iter().any(|lead| before.strip_suffix(lead.as_str()).is_some_and(|rest| rest.ends_with(is_blank)));
        // "«О ценах». 8 октября 1941 г. Подлинник. РГАСПИ": a sentence of its own.
        let stopped = self.text[..extent.1].ends_with('.');
        let sentence = day && before.ends_with(['.', '»', '”', '"']) && (stopped || after.starts_with("//") || after.starts_with('.'));
        (before.is_empty() || before.ends_with([',', ':', '(', ';']) || led || sentence)
            && (after.is_empty() || stopped || after.starts_with([',', ')', ';', '.', ':', '(', '[', '/']))
    }

    /// A printed edition: after "Reprinted in", after a shelfmark with "in", or before a bracketed shelfmark.
    fn edition(&mut self, record: &mut Record, reader: &Reader<'_>, left: Extent, last: usize, prose: bool) {
        let edge = self.taken.iter().map(|taken| taken.0).filter(|&start| start >= last && start > left.1).min().unwrap_or(self.text.len());
        let after = (last.min(edge), edge);
        let extent = if record.holdings.is_empty() {
            match record.publisher {
                _ if prose => return,
                Some(_) => self.rest_after_publisher(left),
                None => self.book_before_lead(left, reader),
            }
        } else {
            reader.edition_lead(self.text, after).or_else(|| self.book_before_bracket(left))
        };
        let Some(mut extent) = extent.map(|extent| self.trim(extent, &['.', ',', ';', ' ', ']'])).filter(|(start, end)| start < end) else {
            return;
        };
        // "Ibid." keeps the dot of its abbreviation.
        if self.text[extent.1..].starts_with('.') && reader.ibid(self.text, extent.0) == Some(extent) {
            extent.1 += 1;
        }
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
        self.book((left.0, left.0 + open)).filter(|_| inside_is_lead)
    }

    /// The book before "(citing", where the shelfmark in the brackets could not be read.
    fn book_before_lead(&self, left: Extent, reader: &Reader<'_>) -> Option<Extent> {
        let (open, _) = self.text[left.0..left.1].match_indices('(').find(|(open, _)| {
            let word = self.text[left.0 + open + 1..].split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            reader.name_words.leads.iter().any(|lead| lead == word)
        })?;
        self.book((left.0, left.0 + open))
    }

    /// The last of the books that an extent names, if it ends with a page of one.
    fn book(&self, within: Extent) -> Option<Extent> {
        let start = self.text[within.0..within.1].rfind("; ").map_or(within.0, |at| within.0 + at + 2);
        let book = self.text[start..within.1].trim_end();
        let is_book = book.ends_with(|c: char| c.is_ascii_digit()) && book.chars().filter(|c| c.is_alphabetic()).count() > 4;
        is_book.then_some((start, within.1))
    }

    /// A description before the date in place of a title: "Letter from Stalin to Mao, 5 May 1953, …" at the start, or
    /// "Peake to Cadogan, June 9, 1939" after the colon that follows a shelfmark.
    fn described(&mut self, record: &mut Record, reader: &Reader<'_>, left: Extent, dated: Extent, prose: bool) {
        let before = &self.text[..dated.0];
        let (start, colon) = match before.rfind([':', ';', '(', '[']) {
            Some(at) => (at + 1, before[at..].starts_with(':')),
            None => (0, false),
        };
        let extent = self.trim((start, dated.0), &[',']);
        let words = &self.text[extent.0..extent.1];
        let opens = self.text[..extent.0].chars().all(|c| is_blank(c) || matches!(c, '(' | '[' | '*' | '_'));
        // In running prose a sentence may begin with such words; there the shelfmark must follow at once.
        let close = !prose || dated.1 <= left.1 && self.text[dated.1..left.1].split_whitespace().count() <= 3;
        let follows = colon && record.holdings.len().max(1) == 1 && reader.are_correspondents(words);
        let named = opens && close && (reader.are_correspondents(words) || reader.is_genre(words));
        let parted = before.trim_end().ends_with(',') && !self.taken.iter().any(|taken| taken.0 < extent.1 && extent.0 < taken.1);
        if parted && (named || follows) {
            record.title = Some(self.spanned(extent));
            self.taken.push(extent);
        }
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

    fn unread(&mut self, record: &mut Record, reader: &Reader<'_>, prose: bool) {
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
                let gap = self.trim(reader.without_leads(self.text, gap), &[',', ')', '(', ':', ';']);
                let words = &self.text[gap.0..gap.1];
                if words.chars().any(char::is_alphanumeric) {
                    record.unread.push(self.spanned(gap));
                }
            }
            at = at.max(end);
        }
    }
}

/// Where the brackets around a text close, or a semicolon ends it; brackets within it are passed over.
fn closing(text: &str) -> usize {
    let mut depth = 0usize;
    let end = text.find(|c| {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            ')' | ';' => return true,
            _ => {}
        }
        false
    });
    end.unwrap_or(text.len())
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
