//! The plain form that most collections are full of, read in one go: `GARF, Fond 5446, Opis 98c, Delo 718, Listy 3-6.`
//!
//! The full grammar looks for much else in every citation. Here nothing else can stand: whatever deviates by a sign is left
//! to it, and a test holds that both read the same.

use super::chars::{is_blank, peek, skip};
use super::folios::{Item, List};
use super::holdings::{Context, Read, one};
use super::labels::{Extent, Found, Meaning, SchemeLabels};
use super::repository::{Named, known_prefix};
use super::shelfmark::{Run, RunFolios, RunLevel};
use crate::record::Folio;
use crate::schema::{Beginning, Schemas};

/// The one shelfmark of a citation in the plain form; `None` for everything else.
pub fn holdings(context: &Context<'_>, text: &str) -> Option<Read> {
    let reader = context.reader;
    let (named, at) = archive(context, text)?;
    let (found, _) = named.settled()?;
    let siglum = reader.schemas.siglum(found);
    let scheme = &reader.schemas.repositories[found.repository].scheme;
    let labels = reader.labels(scheme)?;
    let run = run(text, at, labels)?;
    let (start, end) = run.levels[0].values[0];
    let ordinary = !reader.own_fonds.contains(&(siglum.as_ref(), &text[start..end]));
    // Nothing can lead to an archive that stands first.
    let first = named.extent.0 == skip(text, context.from, |c| !c.is_alphanumeric());
    let led = !first && (reader.ibid(text, context.from).is_some() || reader.source_lead(text, context.from).is_some());
    let extent = (named.extent.0, run.end);
    (ordinary && !led && is_quiet(&text[run.end..], labels)).then(|| one(context, text, labels, &run, &named, extent))
}

/// The archive and where its shelfmark begins. Before it only days and words without numbers and archives may stand.
fn archive<'s>(context: &Context<'s>, text: &str) -> Option<(Named<'s>, usize)> {
    let schemas = context.reader.schemas;
    let mut at = skip(text, context.from, |c| !c.is_alphanumeric());
    loop {
        let near = text.as_bytes().get(at..)?;
        let near = &near[..LONGEST.min(near.len())];
        // American style has the comma inside the quotation marks: `"Telegram to Moscow," 23 September 1956, …`.
        let next = |&comma: &usize| match near[comma + 1..] {
            [b' ', ..] => Some((at + comma, at + comma + 2)),
            [b'"', b' ', ..] => Some((at + comma, at + comma + 3)),
            [0xE2, 0x80, 0x9D, b' ', ..] => Some((at + comma, at + comma + 5)),
            _ => None,
        };
        let (end, next) = memchr::memchr_iter(b',', near).find_map(|comma| next(&comma))?;
        let segment = &text[at..end];
        if segment.starts_with(char::is_uppercase) && schemas.name_beginning(segment) == Beginning::Whole {
            let matches = schemas.repositories_named(segment);
            if !matches.is_empty() {
                return Some((Named { extent: (at, end), matches }, next));
            }
        }
        if !is_inert(text, (at, end), schemas) {
            return None;
        }
        at = next;
    }
}

/// No segment of a plain citation is longer, in bytes.
const LONGEST: usize = 160;

/// Whether nothing of a segment can belong to a shelfmark: a year, a month with its day, words.
fn is_inert(text: &str, (start, end): Extent, schemas: &Schemas) -> bool {
    let segment = &text[start..end];
    if segment.bytes().any(|byte| byte.is_ascii_digit()) {
        let day = |number: &str| (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
        let year = segment.len() == 4 && segment.bytes().all(|byte| byte.is_ascii_digit());
        return year || segment.split_once(' ').is_some_and(|(month, number)| day(number) && schemas.month(month).is_some());
    }
    let words = segment.char_indices().filter(|&(at, c)| c.is_uppercase() && !segment[..at].ends_with(char::is_alphanumeric));
    segment.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’' | '"' | '“' | '”' | '‘'))
        && words.into_iter().all(|(at, _)| known_prefix(text, start + at, schemas).is_none())
}

/// Labels with plain numbers, in the order of the scheme from the fond on, then leaves.
fn run(text: &str, start: usize, labels: &SchemeLabels) -> Option<Run> {
    let mut run = Run { start, ..Run::default() };
    let mut at = start;
    loop {
        let found = labels.at(text, at).filter(|found| found.start == at && matches!(&text[found.end..found.value], " " | ". "))?;
        let label = (found.start, found.end);
        // `f.` is the fond at the head of a shelfmark.
        let meaning = match found.meaning {
            Meaning::LevelOrFolios(0, _) if run.levels.is_empty() => Meaning::Level(0),
            meaning => meaning,
        };
        run.end = match meaning {
            Meaning::Level(index) => {
                let expected = run.levels.last().map_or(index == 0, |last| last.index < index) && index < labels.own_levels;
                let end = number(text, found.value).filter(|_| expected)?;
                run.levels.push(RunLevel { index, label, values: vec![(found.value, end)] });
                end
            }
            Meaning::Folios(unit, plural) => {
                let list = leaves(text, &found)?;
                run.end = list.end;
                run.folios = Some(RunFolios { label, unit, plural, list });
                break;
            }
            Meaning::LevelOrFolios(..) => return None,
        };
        match text[run.end..].strip_prefix(", ") {
            Some(rest) => at = text.len() - rest.len(),
            None => break,
        }
    }
    (run.levels.len() >= 2).then_some(run)
}

/// The end of a plain number: `5446`, `98c`, `R-5446`, `146-B`.
fn number(text: &str, at: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[at..];
    let prefix = if bytes.len() > 2 && bytes[0].is_ascii_uppercase() && bytes[1] == b'-' { 2 } else { 0 };
    let digits = bytes[prefix..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let letters = match bytes[prefix + digits..] {
        [letter, ..] if letter.is_ascii_lowercase() => 1,
        [b'-', letter, ..] if letter.is_ascii_uppercase() && prefix == 0 => 2,
        _ => 0,
    };
    let length = prefix + digits + letters;
    (digits > 0 && closes(&text[at + length..])).then_some(at + length)
}

/// Leaves and ranges of leaves without sides, letters or abbreviations.
fn leaves(text: &str, found: &Found) -> Option<List> {
    let digits = |at: usize| at + text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let folio = |start: usize, end: usize| Folio { number: text[start..end].to_owned(), verso: false };
    let mut items = Vec::with_capacity(1);
    let mut start = found.value;
    loop {
        let middle = digits(start);
        let dash = ["-", "–"].into_iter().find(|dash| text[middle..].starts_with(dash)).map_or(0, str::len);
        let dashed = dash > 0;
        let end = if dashed { digits(middle + dash) } else { middle };
        let whole = middle > start && (!dashed || end - middle - dash >= middle - start);
        // Four digits behind a comma may be a year.
        let whole = whole && (items.is_empty() || middle - start < 4);
        if !whole || !closes(&text[end..]) {
            return None;
        }
        let from = folio(start, middle);
        let to = if dashed { folio(middle + dash, end) } else { from.clone() };
        items.push(Item { from, to, abbreviated: false, dashed, range: (start, end) });
        match text[end..].strip_prefix(", ") {
            Some(rest) => start = text.len() - rest.len(),
            None => return Some(List { items, end, open: None }),
        }
    }
}

/// Whether a number ends here for good.
fn closes(rest: &str) -> bool {
    rest.is_empty()
        || rest.starts_with(", ")
        || rest == "."
        || rest.strip_prefix(". ").is_some_and(|next| next.starts_with(char::is_uppercase))
}

/// Whether the rest of a citation holds no number outside an address, and no label or archive right behind.
fn is_quiet(rest: &str, labels: &SchemeLabels) -> bool {
    let numberless =
        |word: &str| !word.bytes().any(|byte| byte.is_ascii_digit()) || word.starts_with("https://") || word.starts_with("http://");
    let next = skip(rest, 0, |c| is_blank(c) || c == '.');
    rest.is_empty()
        || rest.starts_with('.')
            && rest.split(is_blank).all(numberless)
            && !rest.contains(['(', ';', '"', '“'])
            && (peek(rest, next).is_none() || labels.at(rest, next).is_none())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::layout::Excerpt;
    use crate::parse::Reader;
    use crate::parse::holdings::in_full;
    use crate::source::Span;

    /// Both readings of a citation that begins at `from`; the plain one may not exist.
    fn both(text: &str, from: usize, reader: &Reader<'_>) -> (Option<Read>, Read) {
        let excerpt = Excerpt::new(text, Span::new(0, text.len()));
        let context = Context { excerpt: &excerpt, reader, last: None, from, to: text.len(), line: true };
        (holdings(&context, text), in_full(&context))
    }

    #[test]
    fn the_plain_form_is_met() {
        let schemas = Schemas::builtin();
        let reader = Reader::new(&schemas);
        for text in [
            "GARF, Fond 5446, Opis 98c, Delo 718, Listy 3-6. Translated by Gary Goldberg.",
            "RGANI, f. 5, op. 49, d. 131, l. 193",
            "RGANI, f. 5, op. 49",
            "\"Telegram from A. Mikoyan to Sofia,\" September 23, 1956, History Archive, GARF, Fond 5446, Opis 98c, Delo 718, Listy 3–6.",
            "“Report by L. Ho, ‘On the Plenum in Berlin’,” June 9, 1956, GARF, Fond 5446, Opis 98c, Delo 718, List 3.",
            "GARF, Fond 5446, Opis 98c, Delo 718, Listy 3-6, 8",
            "TsDA, Fond 146-B, Opis 5, a.e. 1138, Listy 1-6",
            "September 23, 1956, History and Public Policy Program Digital Archive, GARF, Fond R-5446, Opis 98, Delo 7, List 3. Translated by A. B. https://x.org/12",
        ] {
            let (plain, full) = both(text, 0, &reader);
            let plain = plain.expect(text);
            assert_eq!((&plain.holdings, &plain.extents), (&full.holdings, &full.extents), "{text}");
        }
        for text in [
            "GARF, Fond 5446, Opis 98c, Delo 718, Listy 3-6, 8ob.",
            "GARF, Fond 5446, Opis 98c, Delo 718; Delo 719",
            "Ibid., Opis 98, Delo 7",
            "RGANI, f. 89, op. 49, d. 131",
        ] {
            assert!(both(text, 0, &reader).0.is_none(), "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn what_is_plain_reads_as_by_the_whole_grammar(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "GARF", "RGANI", "TNA", "TsDAHOU", "the", "GARF (Moscow)", "Fond", "f.", "F.", "Opis", "op.", "Delo", "d.", "Listy", "ll.", "l.", "p.",
                " ", " ", " ", ", ", ", ", ", ", ". ", "; ", "-", "5446", "98c", "R-5446", "146-B", "TsDA", "a.e.", "718", "8, 11", "3-6", "153-64", "3–6", "153–64", "1956",
                "\"", "“", ",\" ", "\", ", ",” ", "’,” ", "Telegram from A. Mikoyan to Sofia", "'On the Plenum in Berlin'", "September 23", "ob.",
                "Translated by Ann Lee", "History", "Ibid.", "№ 5", "(copy)", "https://x.org/12", "Box 3", "Papers", "558.11.492",
            ]), 1..24),
            whole in prop::sample::select(vec!["", "GARF, Fond 5446, Opis 98c, Delo 718, Listy 3-6", "RGANI, f. 5, op. 49, d. 131", "\"Telegram to Sofia,\" May 6, 1956, GARF, f. 5, op. 49"]),
            front in any::<bool>(),
        ) {
            let noise = pieces.concat();
            let text = if front { format!("{whole}{noise}") } else { format!("{noise}{whole}") };
            let schemas = SCHEMAS.get_or_init(Schemas::builtin);
            let reader = READER.get_or_init(|| Reader::new(schemas));
            if let (Some(plain), full) = both(&text, 0, reader) {
                prop_assert_eq!((&plain.holdings, &plain.extents), (&full.holdings, &full.extents), "{}", text);
            }
        }
    }

    static SCHEMAS: std::sync::OnceLock<Schemas> = std::sync::OnceLock::new();
    static READER: std::sync::OnceLock<Reader<'static>> = std::sync::OnceLock::new();
}
