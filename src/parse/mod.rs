//! Citation block to record; never fails. What cannot be read stays in the record as data.
//!
//! This room knows no rule and no style. It reads values with their places; labels and words come from the schemas.

pub mod address;
mod chars;
mod citation;
mod credits;
pub mod date;
mod entry;
pub mod evidence;
mod extent;
mod folios;
mod holdings;
mod labelled;
mod labels;
mod otherwise;
mod plain;
mod repository;
mod running;
mod shelfmark;
mod spellings;
mod unlabelled;

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::OnceLock;

use foldhash::fast::FixedState;

use crate::layout;
use crate::record::offsets::offsets;
use crate::record::{Fact, ReadPage, Record};
use crate::schema::Schemas;
use crate::source::{Damage, DecodeError, Encoding, FileName, Positions, decode};

use chars::{is_blank, skip, skip_blank};
use labels::{Extent, SchemeLabels};
use spellings::Spellings;

/// How to read a source.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// Each line is one citation.
    pub lines: bool,
}

/// Of what lines and columns are worked out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Places {
    /// Of every field and fact, as findings need them.
    #[default]
    Everything,
    /// Of whole records, which is enough to name them.
    Records,
}

/// A source that was read: the page, and its text for as long as somebody needs it.
#[derive(Debug)]
pub struct Reading {
    /// Records, facts, positions.
    pub page: ReadPage,
    /// The decoded text.
    pub text: String,
    /// The encoding it was read in.
    pub encoding: Encoding,
    /// The first place that could not be decoded.
    pub damage: Option<Damage>,
}

/// The schemas, prepared for reading. Build it once.
///
/// What few texts ask for is made when the first of them does.
#[derive(Debug)]
pub struct Reader<'s> {
    schemas: &'s Schemas,
    /// By number of the scheme.
    schemes: Vec<ReadScheme>,
    /// The scheme whose labels are tried first, by id.
    generic: Option<&'s str>,
    /// Stands in where no scheme is generic.
    no_labels: SchemeLabels,
    general: OnceLock<Option<unlabelled::Tradition>>,
    name_starts: OnceLock<HashSet<Cow<'static, str>, FixedState>>,
    collections: Vec<String>,
    collection_leads: Vec<String>,
    printed_series: Vec<String>,
    classifications: Vec<String>,
    verbs: credits::Verbs,
    shelfmark_words: shelfmark::ShelfmarkWords,
    name_words: repository::NameWords,
    ibid: Vec<String>,
    source_leads: Vec<String>,
    plain_kinds: Vec<String>,
    editions: Vec<String>,
    edition_in: Vec<String>,
    see_also: Vec<String>,
    connectives: Vec<String>,
    date_leads: Vec<String>,
    /// Forms of sigla.
    sigla: OnceLock<Vec<regex::Regex>>,
    opis_words: OnceLock<HashSet<String, FixedState>>,
    /// Archive and fond, where the fond has a scheme of its own.
    own_fonds: HashSet<(&'s str, &'s str), FixedState>,
    publishers: OnceLock<Spellings>,
    matchers: evidence::Matchers<'s>,
    places: Places,
}

/// Between the siglum of an archive and the number of a fond, in the siglum of a fond that has a scheme of its own.
const OF_FOND: &str = " f. ";

/// A scheme as it is read: most runs meet few of them.
#[derive(Debug, Default)]
struct ReadScheme {
    labels: OnceLock<Option<Box<SchemeLabels>>>,
    tradition: OnceLock<Option<Box<unlabelled::Tradition>>>,
}

/// Reads one source.
///
/// # Errors
/// [`DecodeError`] when the bytes are no text. Nothing in a text is an error.
pub fn read(name: FileName, bytes: &[u8], options: ReadOptions, reader: &Reader<'_>) -> Result<Reading, DecodeError> {
    let decoded = decode(bytes)?;
    let page = read_text(name, &decoded.text, xxhash_rust::xxh3::xxh3_64(bytes), options, reader);
    Ok(Reading { page, text: decoded.text.into_owned(), encoding: decoded.encoding, damage: decoded.damage })
}

/// Reads a text that is decoded already; `fingerprint` is that of the bytes it comes from.
pub fn read_text(name: FileName, text: &str, fingerprint: u64, options: ReadOptions, reader: &Reader<'_>) -> ReadPage {
    let layout = if options.lines { layout::LINES } else { layout::recognise(text, reader.schemas) };
    let mut entries = entry::Records::of(text, reader);
    let mut blocks = layout.stream(text, reader.schemas, &mut |entry| entries.take(&entry));
    if let Some(mut bibliography) = blocks.bibliography.take() {
        let facts = entry::breaks(&mut bibliography);
        let entry::Records { records, passed_over, .. } = entries;
        return page(name, layout.name(), (text, fingerprint), (records, facts, passed_over), reader.places);
    }
    let records = if blocks.separate { running::records(&blocks, reader, options.lines) } else { labelled::records(text, &blocks, reader) };
    let date = records.first().and_then(|record| record.date.as_ref()?.value.day());
    // In running prose only the citations are ours; the rest is somebody's text.
    let prose = blocks.separate && !options.lines;
    let facts = if prose { Vec::new() } else { evidence::facts(text, &blocks, date, &reader.matchers) };
    page(name, layout.name(), (text, fingerprint), (records, facts, 0), reader.places)
}

/// Puts a page together, with the lines and columns of everything that was read.
fn page(
    name: FileName,
    layout: &'static str,
    (text, fingerprint): (&str, u64),
    (records, facts, passed_over): (Vec<Record>, Vec<Fact>, u32),
    places: Places,
) -> ReadPage {
    let offsets = match places {
        Places::Everything => offsets(&records, &facts),
        Places::Records => records.iter().flat_map(|record| [record.span.start, record.span.end]).collect(),
    };
    let positions = Positions::resolve(text, offsets);
    ReadPage { name, layout, records, facts, passed_over, positions, fingerprint, length: text.len() as u32 }
}

impl<'s> Reader<'s> {
    /// Prepares the schemas.
    pub fn new(schemas: &'s Schemas) -> Self {
        let words = |kind: &'s str| -> Vec<String> {
            let mut words: Vec<String> = schemas.phrases(kind).map(str::to_owned).collect();
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
            words
        };
        let fond = memchr::memmem::Finder::new(OF_FOND);
        let of_fond = |siglum: &'s str| fond.find(siglum.as_bytes()).map(|at| (&siglum[..at], &siglum[at + OF_FOND.len()..]));
        let generic = schemas.schemes.having("generic", |scheme| scheme.generic).find(|scheme| SchemeLabels::are_of(scheme));
        Self {
            schemas,
            schemes: std::iter::repeat_with(ReadScheme::default).take(schemas.schemes.len()).collect(),
            generic: generic.map(|scheme| scheme.id.as_str()),
            no_labels: SchemeLabels::default(),
            general: OnceLock::new(),
            name_starts: OnceLock::new(),
            collections: words("collection-word"),
            collection_leads: words("collection-lead"),
            printed_series: words("printed-series"),
            classifications: words("classification"),
            verbs: credits::Verbs::of(schemas),
            shelfmark_words: shelfmark::ShelfmarkWords {
                unnumbered: words("unnumbered"),
                open_end: words("open-end"),
                supplement: words("supplement"),
                and: words("list-and"),
                years: words("year-word"),
            },
            name_words: repository::NameWords {
                leads: words("before-repository"),
                places: words("before-archive"),
                archive: words("archive-word"),
                held_at: words("held-at"),
                announcing: words("source-lead"),
                former: words("former-name"),
                short: words("short-name"),
                articles: words("article"),
            },
            ibid: words("ibid"),
            source_leads: words("source-lead"),
            plain_kinds: words("manuscript-type"),
            editions: words("reprinted"),
            edition_in: words("edition-in"),
            see_also: words("see-also"),
            connectives: ["source-lead", "reprinted", "connective", "date-lead"].into_iter().flat_map(words).collect(),
            date_leads: words("date-lead"),
            sigla: OnceLock::new(),
            publishers: OnceLock::new(),
            opis_words: OnceLock::new(),
            own_fonds: schemas.repositories.ids().filter_map(of_fond).collect(),
            matchers: evidence::Matchers::new(schemas),
            places: Places::Everything,
        }
    }

    /// The same, but working out lines and columns of these only.
    pub fn placing(self, places: Places) -> Self {
        Self { places, ..self }
    }

    /// The schemas it reads by.
    pub fn schemas(&self) -> &'s Schemas {
        self.schemas
    }

    /// The labels of a scheme; `None` for schemes without.
    fn labels(&self, scheme: &str) -> Option<&SchemeLabels> {
        let number = self.schemas.schemes.number(scheme)?;
        let build = || SchemeLabels::of(&self.schemas.schemes[number], self.schemas).map(Box::new);
        self.schemes[number].labels.get_or_init(build).as_deref()
    }

    /// Whether a word is the label of a level in any scheme.
    fn is_label(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        let levels = self.schemas.schemes.iter().flat_map(|scheme| &scheme.level);
        levels.flat_map(|level| &level.labels).any(|label| *label == word)
    }

    fn generic(&self) -> &SchemeLabels {
        self.generic.and_then(|scheme| self.labels(scheme)).unwrap_or(&self.no_labels)
    }

    /// "Ibid." at the start of a citation, or behind the title of the document: «Стенограмма // Там же. Д. 63».
    fn ibid(&self, text: &str, from: usize) -> Option<Extent> {
        let slashes = memchr::memmem::find(&text.as_bytes()[from..], b"// ").map_or("", |at| &text[from + at..]);
        let from_slashes = text.len() - slashes.len();
        let behind = slashes.match_indices("// ").map(|(at, mark)| from_slashes + at + mark.len());
        std::iter::once(from).chain(behind.take(4)).find_map(|at| self.ibid_at(text, at))
    }

    fn ibid_at(&self, text: &str, from: usize) -> Option<Extent> {
        let start = chars::skip(text, from, |c| is_blank(c) || matches!(c, '(' | '[' | '*' | '_' | '"'));
        let word = self.ibid.iter().find(|word| {
            let end = start + word.len();
            text.get(start..end).is_some_and(|found| found.to_lowercase() == **word)
                && chars::peek(text, end).is_none_or(|c| !c.is_alphanumeric())
        })?;
        Some((start, start + word.len()))
    }

    /// The offset after the word at the start of a citation that announces a shelfmark ("Source:", "Архивное дело:").
    fn source_lead(&self, text: &str, from: usize) -> Option<usize> {
        let start = skip_blank(text, chars::skip(text, from, |c| matches!(c, '(' | '[')));
        let lower = chars::lower_in_place(chars::head(&text[start..], 80));
        let leads = |lead: &&String| lower.strip_prefix(lead.as_str()).is_some_and(|rest| rest.starts_with([':', '.', ' ']));
        self.source_leads.iter().find(leads).map(|lead| start + lead.len())
    }

    /// Whether an unknown name is an archive's: a word of it says so, or it has the form of the sigla of state archives.
    fn is_archive(&self, name: &str) -> bool {
        repository::names_archive(name, &self.name_words) || self.has_siglum_form(name)
    }

    /// Whether a word has the form of the sigla of state archives.
    fn has_siglum_form(&self, word: &str) -> bool {
        let forms = || self.schemas.phrases("siglum-form").filter_map(|form| regex::Regex::new(&format!(r"\A(?:{form})\z")).ok()).collect();
        // No siglum is a plain word.
        word.chars().filter(|c| c.is_uppercase()).count() >= 2 && self.sigla.get_or_init(forms).iter().any(|form| form.is_match(word))
    }

    /// Whether the words between two shelfmarks point to a further place of the first.
    fn sees(&self, gap: &str) -> bool {
        let lower = gap.to_lowercase();
        lower.len() <= 60 && self.see_also.iter().any(|word| lower.split(|c: char| !c.is_alphabetic()).any(|found| found == word))
    }

    /// The longest publisher name within an extent.
    fn publisher_in(&self, text: &str, within: Extent) -> Option<Extent> {
        let build = || Spellings::new(&self.schemas.publisher_spellings());
        let found = self.publishers.get_or_init(build).find(&text[within.0..within.1]);
        found
            .map(|(_, (start, end))| (within.0 + start, within.0 + end))
            .filter(|&(start, end)| chars::at_word_start(text, start) && chars::peek(text, end).is_none_or(|c| !c.is_alphanumeric()))
            .max_by_key(|&(start, end)| (end - start, std::cmp::Reverse(start)))
    }

    /// A printed edition after a shelfmark: what follows "Reprinted in", or ", in" with a name.
    fn edition_lead(&self, text: &str, within: Extent) -> Option<Extent> {
        let lower = chars::lower_in_place(&text[within.0..within.1]);
        let lead = self
            .editions
            .iter()
            .filter_map(|lead| memchr::memmem::find(lower.as_bytes(), lead.as_bytes()).map(|at| (at, at + lead.len())))
            .min();
        if let Some((_, end)) = lead {
            return Some((within.0 + end, within.1));
        }
        let rest = text[within.0..within.1].trim_start_matches([',', ' ', ')', ']']);
        let start = within.1 - rest.len();
        let lead = self.edition_in.iter().find(|lead| rest.strip_prefix(lead.as_str()).is_some_and(|name| name.starts_with(' ')))?;
        let name = start + lead.len() + 1;
        text[name..].starts_with(char::is_alphabetic).then_some((name, within.1))
    }

    /// The extent without the words at its ends that only lead to what was read beside it: all of "Reprinted in", the
    /// "in" of "(Top Secret), in", the "Source" of "Source: National Archives".
    fn without_leads(&self, text: &str, extent: Extent) -> Extent {
        let mark = |c: char| is_blank(c) || matches!(c, '.' | ',' | ':' | '(' | ')' | '[' | ']');
        let (mut start, mut end) = extent;
        while let Some((first, last)) = self.connectives.iter().find_map(|lead| {
            let words = &text[start..end];
            let is_lead = |part: Option<&str>| part.is_some_and(|part| part.to_lowercase() == *lead);
            let rest = words.get(lead.len()..).filter(|_| is_lead(words.get(..lead.len())));
            let first = rest.is_some_and(|rest| rest.starts_with(':') || rest.chars().all(mark));
            let front = words.len().checked_sub(lead.len());
            let last = front.is_some_and(|at| is_lead(words.get(at..)) && words.get(..at).is_some_and(|front| front.ends_with(mark)));
            (first || last).then_some((first.then_some(lead.len()), last.then_some(lead.len())))
        }) {
            start = first.map_or(start, |length| chars::skip(text, start + length, mark).min(end));
            end = if first.is_some() { end } else { start + text[start..end - last.unwrap_or_default()].trim_end_matches(mark).len() };
        }
        (start, end)
    }

    /// Whether the words are "A to B", both with a capital.
    fn are_correspondents(&self, words: &str) -> bool {
        let capital = |words: &str| words.trim_start().starts_with(char::is_uppercase);
        let parts = self.schemas.phrases("correspondents").find_map(|word| words.split_once(&format!(" {word} ")));
        words.len() < 200 && parts.is_some_and(|(from, to)| capital(from) && capital(to) && from.split_whitespace().count() <= 6)
    }

    /// Whether the words begin with the name of a kind of document ("Telegrams maintained by …").
    fn is_genre(&self, words: &str) -> bool {
        let first = words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
        let known = |word: &str| self.schemas.phrases("genre").any(|genre| genre == word);
        words.len() < 300 && words.split_whitespace().count() > 2 && (known(&first) || first.strip_suffix('s').is_some_and(known))
    }

    /// Where the phrase ends that a call number stands in: a credit, an address, a printed edition, a closing bracket, or a
    /// full stop before a new sentence or a word of secrecy.
    /// What stands before `sure`, and the labels of the tradition, end no sentence.
    fn phrase_end(&self, text: &str, from: usize, sure: usize, labels: &SchemeLabels) -> usize {
        let mut end = text.len();
        let credits = credits::credits(text, from, &self.verbs);
        if let Some(&(start, _)) = credits.taken.first() {
            end = end.min(start);
        }
        if let Some((start, _)) = address::find(text, from) {
            end = end.min(start);
        }
        let lower = text[from..end].to_ascii_lowercase();
        end = self.editions.iter().filter_map(|lead| lower.find(lead.as_str())).map(|at| from + at).fold(end, usize::min);
        let mut depth = 0i32;
        for (offset, c) in text[from..end].char_indices() {
            let at = from + offset;
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' if depth == 0 => return at,
                ')' | ']' => depth -= 1,
                '.' if at >= sure && self.ends_sentence(text, from, at, labels) => return at,
                _ => {}
            }
        }
        end
    }

    fn ends_sentence(&self, text: &str, from: usize, dot: usize, labels: &SchemeLabels) -> bool {
        let Some(rest) = text[dot + 1..].strip_prefix([' ', '\u{A0}']) else { return false };
        let next = &rest[..skip(rest, 0, char::is_alphabetic)];
        if self.classifications.iter().any(|word| word == next) {
            return true;
        }
        // An initial follows: "Sekr. D. Min.".
        let initial = next.chars().count() == 1 && rest[next.len()..].starts_with('.');
        if initial && !text[from..dot].ends_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let word = text[from..dot].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        // "File. Sent for information": a label that is a whole word stands without a stop.
        let mut words = rest.split(is_blank);
        let mut figure = || words.next().is_some_and(|next| next.contains(|c: char| c.is_ascii_digit()));
        // "sygn. XI A/15"
        let value = figure() || next.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C')) && !next.is_empty() && figure();
        let short = word.chars().count() <= 3 || value;
        if short && !word.is_empty() && labels.at(text, dot - word.len()).is_some_and(|found| found.end == dot || found.value > dot) {
            return false;
        }
        let number = word.chars().all(|c| c.is_ascii_digit()) && !word.is_empty();
        // A decimal file set with a blank: "888. 10/7–1852".
        if number && word.len() == 3 && unlabelled::decimal_tail(rest) {
            return false;
        }
        !rest.starts_with(char::is_lowercase) && (number || word.chars().count() > 3)
    }
}
