//! The name of the archive beside a shelfmark: the longest name the tables know, else what looks like a siglum.

use super::chars::{at_word_start, head, is_blank, is_dash, lower_in_place, peek, skip};
use super::labels::Extent;
use crate::record::holding::Spelling;
use crate::schema::{NameMatch, Schemas};

/// Words around names, from the schemas.
#[derive(Debug, Default)]
pub struct NameWords {
    /// Words after which a name begins: "in", "citing".
    pub leads: Vec<String>,
    /// Words that make a run of words an archive: "archive", "архив".
    pub archive: Vec<String>,
    /// Words between a shelfmark and the name that follows it: "место хранения".
    pub held_at: Vec<String>,
    /// Words that announce a shelfmark and are no name: "Архивное дело".
    pub announcing: Vec<String>,
    /// Words that open a former name in brackets.
    pub former: Vec<String>,
    /// Articles before names.
    pub articles: Vec<String>,
}

/// A name found.
#[derive(Debug, Clone)]
pub struct Named<'s> {
    /// Where.
    pub extent: Extent,
    /// The repositories it may mean; empty when unknown.
    pub matches: &'s [NameMatch],
}

impl Named<'_> {
    /// The one repository it means: the only candidate, or the only one that does not share the name.
    pub fn settled(&self) -> Option<(&NameMatch, Spelling)> {
        let own: Vec<&NameMatch> = self.matches.iter().filter(|found| found.spelling != Spelling::Shared).collect();
        match (own.as_slice(), self.matches) {
            ([one], _) => Some((one, one.spelling)),
            ([], [one]) => Some((one, Spelling::Shared)),
            _ => None,
        }
    }
}

/// The name that ends where the shelfmark begins. `floor` is where the text before it starts.
pub fn before<'s>(text: &str, floor: usize, start: usize, schemas: &'s Schemas, words: &NameWords) -> Option<Named<'s>> {
    let mut left = trim_end(&text[floor..start]);
    while let Some(shorter) = without_announcement(left, schemas, words) {
        left = trim_end(shorter);
    }
    left = without_former(left, words).map_or(left, trim_end);
    let end = floor + left.len();
    let end = if left.ends_with('.') { end - 1 } else { end };
    if text[end..start].contains(';') {
        return None;
    }
    if let Some(named) = known_suffix(text, floor, end, schemas) {
        return Some(named);
    }
    let segment = segment_start(text, floor, end, words);
    let extent = (segment, if left.ends_with('.') && abbreviated(&text[segment..end]) { end + 1 } else { end });
    let name = &text[extent.0..extent.1];
    // A known name with a section after it: «АКРДОПБГДСРСБНА – М».
    let section = name.find(is_dash).map(|at| name[..at].trim_end()).filter(|bare| !bare.is_empty());
    if let Some(bare) = section {
        let matches = schemas.repositories_named(bare);
        if !matches.is_empty() {
            return Some(Named { extent, matches });
        }
    }
    looks_like_archive(name, words).then_some(Named { extent, matches: &[] })
}

/// How many characters a former name in brackets may have.
const LONGEST_FORMER: usize = 160;

fn trim_end(text: &str) -> &str {
    text.trim_end_matches(|c: char| is_blank(c) || matches!(c, ',' | ':' | ';' | '(' | '[' | '*' | '/') || is_dash(c))
}

/// The text without a former name in brackets at its end: "RGASPI (formerly RTsKhIDNI)".
fn without_former<'t>(text: &'t str, words: &NameWords) -> Option<&'t str> {
    // A name in brackets is short; a bracket that opens far back is of something else.
    let inner = text.strip_suffix(')')?;
    let near = inner.char_indices().rev().take(LONGEST_FORMER).last()?.0;
    let open = near + inner[near..].rfind('(')?;
    let inside = text[open + 1..].to_lowercase();
    let named = |lead: &String| inside.strip_prefix(lead.as_str()).is_some_and(|rest| rest.starts_with([' ', '.', ':']));
    words.former.iter().any(named).then_some(&text[..open])
}

/// The text without an announcing phrase at its end.
fn without_announcement<'t>(text: &'t str, schemas: &Schemas, words: &NameWords) -> Option<&'t str> {
    let tail_start = text.char_indices().rev().take(40).last().map_or(0, |(at, _)| at);
    let tail = &text[tail_start..];
    let spelt = |tail: &str| {
        let lower = tail.to_lowercase();
        let found = words.announcing.iter().find(|lead| {
            lower.strip_suffix(lead.as_str()).is_some_and(|rest| rest.chars().next_back().is_none_or(|c| !c.is_alphanumeric()))
        })?;
        Some(found.chars().count())
    };
    let plain: Vec<String> =
        tail.split(' ').map(|word| schemas.unmixed(word).map_or_else(|| word.to_owned(), |[_, cyrillic]| cyrillic)).collect();
    let count = spelt(&plain.join(" "))?;
    let at = text.char_indices().rev().nth(count - 1).map_or(0, |(at, _)| at);
    Some(&text[..at])
}

/// The known name directly after a shelfmark: `Ф.6 д.50090-фп / Гос.архив СБУ`.
pub fn after<'s>(text: &str, from: usize, schemas: &'s Schemas, words: &NameWords) -> Option<Named<'s>> {
    let loose = |c: char| is_blank(c) || matches!(c, ',' | '.' | '/' | '(' | ':') || is_dash(c);
    let mut start = skip(text, from, loose);
    for phrase in &words.held_at {
        if lower_in_place(head(&text[start..], phrase.len())) == *phrase {
            start = skip(text, start + phrase.len(), |c| loose(c) || c.is_lowercase());
        }
    }
    known_prefix(text, start, schemas)
}

/// The longest known name that begins at `start`.
pub fn known_prefix<'s>(text: &str, start: usize, schemas: &'s Schemas) -> Option<Named<'s>> {
    if !peek(text, start)?.is_alphabetic() || !at_word_start(text, start) {
        return None;
    }
    let mut found = None;
    let mut end = start;
    for _ in 0..schemas.longest_name() + 2 {
        let word = skip(text, end, |c| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '&'));
        // The stop after the last word is none of the name.
        if word == end && !text[..end].ends_with(')') {
            break;
        }
        end = word;
        let matches = schemas.repositories_named(&text[start..end]);
        if !matches.is_empty() {
            let end = with_siglum(text, end, matches, schemas);
            found = Some(Named { extent: (start, end), matches });
        } else if found.is_none() {
            found = before_dash(text, start, end, schemas);
        }
        let next = skip(text, end, |c| is_blank(c) || matches!(c, '.' | ',' | '(' | ')' | ':' | '/'));
        if next == end || text[end..next].contains(',') && text[end..next].len() > 2 {
            break;
        }
        end = next;
    }
    found.filter(|named| !goes_on_in_capitals(text, named.extent))
}

/// Whether a short siglum is only the beginning of a longer one: the "NA" of `NA IRI RAN`.
fn goes_on_in_capitals(text: &str, extent: Extent) -> bool {
    let capitals = |word: &str| word.chars().count() >= 2 && word.chars().all(char::is_uppercase);
    let Some(rest) = text[extent.1..].strip_prefix(' ') else { return false };
    let word = &rest[..skip(rest, 0, char::is_alphabetic)];
    let after = rest[word.len()..].trim_start_matches([' ', '\u{A0}']);
    text[extent.0..extent.1].chars().count() <= 3
        && capitals(&text[extent.0..extent.1])
        && capitals(word)
        && (after.starts_with(',') || capitals(&after[..skip(after, 0, char::is_alphabetic)]))
}

/// A siglum that is joined to what follows: `HR-HDA-1220`.
fn before_dash<'s>(text: &str, start: usize, end: usize, schemas: &'s Schemas) -> Option<Named<'s>> {
    text[start..end].rmatch_indices('-').take(4).find_map(|(offset, _)| {
        let matches = schemas.repositories_named(&text[start..start + offset]);
        (!matches.is_empty()).then_some(Named { extent: (start, start + offset), matches })
    })
}

/// The known name at the head of a citation, with a section of the archive between it and the shelfmark: `NAG, Central
/// Archive of Contemporary History, f. 600`.
pub fn at_head<'s>(text: &str, floor: usize, start: usize, schemas: &'s Schemas) -> Option<Named<'s>> {
    let head = skip(text, floor, |c| !c.is_alphanumeric());
    let named = known_prefix(text, head, schemas).filter(|named| named.extent.1 <= start)?;
    let section = &text[named.extent.1..start];
    (section.len() <= 80 && !section.contains(|c: char| matches!(c, ';' | '"' | '“' | '(') || c.is_ascii_digit())).then_some(named)
}

/// A name may be followed by its siglum in brackets: "Archive of the Romanian Ministry of Foreign Affairs (AMAE)".
fn with_siglum(text: &str, end: usize, matches: &[NameMatch], schemas: &Schemas) -> usize {
    let Some(rest) = text[end..].strip_prefix(" (") else { return end };
    let Some((siglum, _)) = rest.split_once(')') else { return end };
    let same = schemas.repositories_named(siglum).iter().any(|known| matches.iter().any(|found| found.repository == known.repository));
    if same { end + siglum.len() + 3 } else { end }
}

fn known_suffix<'s>(text: &str, floor: usize, end: usize, schemas: &'s Schemas) -> Option<Named<'s>> {
    let mut starts = Vec::new();
    let mut at = end;
    // Names hold no semicolons, quotation marks or digits, save "Archives II" and the like.
    while at > floor && starts.len() < schemas.longest_name() + 4 {
        let c = super::chars::before(text, at)?;
        at -= c.len_utf8();
        if matches!(c, ';' | '"' | '“' | '”' | '«' | '»') {
            break;
        }
        if c.is_alphabetic() && at_word_start(text, at) {
            starts.push(at);
        }
    }
    starts.iter().rev().find_map(|&start| {
        [&text[start..end], text[start..end].trim_end_matches(')')].into_iter().find_map(|name| {
            let matches = schemas.repositories_named(name);
            (!matches.is_empty()).then_some(Named { extent: (start, start + name.len()), matches })
        })
    })
}

/// Where the words before a shelfmark begin that may be a name: after the last punctuation that ends a phrase.
fn segment_start(text: &str, floor: usize, end: usize, words: &NameWords) -> usize {
    let mut start = end;
    let mut at = end;
    while at > floor {
        let Some(c) = super::chars::before(text, at) else { break };
        let next = at - c.len_utf8();
        let stops = match c {
            ',' | ';' | '(' | '[' | ':' | '"' | '“' | '”' | '«' | '»' | '|' => true,
            '/' => text[..next].ends_with('/') || text[..next].ends_with(' '),
            '.' => !abbreviated(&text[floor..next]),
            _ => false,
        };
        if stops {
            break;
        }
        at = next;
        if c.is_alphanumeric() && at_word_start(text, at) {
            let word = &text[at..skip(text, at, char::is_alphanumeric)];
            if words.leads.iter().any(|lead| lead == word) {
                break;
            }
            start = at;
        }
    }
    start
}

/// Whether the text ends in a short word, so that a dot after it is probably not the end of a sentence.
fn abbreviated(text: &str) -> bool {
    let word = text.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    (1..=3).contains(&word.chars().count()) && capitals < 2
}

fn looks_like_archive(name: &str, words: &NameWords) -> bool {
    let count = name.split_whitespace().count();
    if name.is_empty() || count > 12 || name.chars().filter(char::is_ascii_digit).count() > 4 {
        return false;
    }
    let lower = name.to_lowercase();
    if words.archive.iter().any(|word| lower.contains(word.as_str())) {
        return count >= 2;
    }
    let is_siglum = |word: &str| word.chars().filter(|c| c.is_uppercase()).count() >= 2 && word.chars().all(char::is_alphabetic);
    count <= 6 && name.split(|c: char| c.is_whitespace() || is_dash(c)).any(is_siglum)
}
