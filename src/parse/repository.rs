//! The name of the archive beside a shelfmark: the longest name the tables know, else what looks like a siglum.

use super::chars::{at_word_start, head, is_blank, is_dash, lower_in_place, peek, skip};
use super::labels::Extent;
use crate::record::holding::Spelling;
use crate::schema::{Beginning, NameMatch, Schemas};

/// Words around names, from the schemas.
#[derive(Debug, Default)]
pub struct NameWords {
    /// Words after which a name begins: "in", "citing".
    pub leads: Vec<String>,
    /// Words after which the name of an archive begins, but that stand in such names as well: "в".
    pub places: Vec<String>,
    /// Words that make a run of words an archive: "archive", "архив".
    pub archive: Vec<String>,
    /// Words between a shelfmark and the name that follows it: "место хранения".
    pub held_at: Vec<String>,
    /// Words that announce a shelfmark and are no name: "Архивное дело".
    pub announcing: Vec<String>,
    /// Words that open a former name in brackets.
    pub former: Vec<String>,
    /// Words that open a short name in brackets: "hereafter".
    pub short: Vec<String>,
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
    /// The one repository it means: the only candidate, the only one that does not share the name, or the usual one of those
    /// that share it.
    pub fn settled(&self) -> Option<(&NameMatch, Spelling)> {
        let own: Vec<&NameMatch> = self.matches.iter().filter(|found| found.spelling != Spelling::Shared).collect();
        match (own.as_slice(), self.matches) {
            ([one], _) => Some((one, one.spelling)),
            ([], [one]) => Some((one, Spelling::Shared)),
            ([], _) => self.matches.iter().find(|found| found.usual).map(|found| (found, Spelling::Shared)),
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
    // «Архив области; Фонд 5»: only a name that is all there is before the shelfmark may end in a semicolon.
    if text[floor + left.len()..start].contains(';') && !(starts_citation(text, floor, left, words) && names_archive(left, words)) {
        return None;
    }
    if let Some(named) = with_own_siglum(text, floor, left, schemas, words) {
        return Some(named);
    }
    if let Some((outer, short)) = with_short_name(left, words) {
        let matches = schemas.repositories_named(short);
        if !matches.is_empty() {
            let begin = segment_start(text, floor, floor + trim_end(outer).len(), words);
            return Some(Named { extent: (begin, floor + left.trim_end_matches('.').len()), matches });
        }
        left = trim_end(outer);
    }
    let end = floor + left.len();
    let end = if left.ends_with('.') { end - 1 } else { end };
    if let Some(named) = known_suffix(text, floor, end, schemas) {
        return Some(named);
    }
    if let Some(named) = before_bracket(text, floor, end, schemas, words) {
        return Some(named);
    }
    let segment = segment_start(text, floor, end, words);
    let segment = last_siglum(text, (segment, end), words).unwrap_or(segment);
    if let Some(named) = known_in_other_words(text, (segment, end), schemas) {
        return Some(named);
    }
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

/// Whether nothing but a name stands before a shelfmark.
fn starts_citation(text: &str, floor: usize, left: &str, words: &NameWords) -> bool {
    let head = skip(text, floor, |c| !c.is_alphanumeric());
    let segment = segment_start(text, floor, floor + left.len(), words);
    segment <= head || text[floor..segment].trim_end().ends_with(':')
}

/// The name before a bracket that explains it: `ЦГАКО (Central State Archive of Kirov Oblast)`.
fn before_bracket<'s>(text: &str, floor: usize, end: usize, schemas: &'s Schemas, words: &NameWords) -> Option<Named<'s>> {
    let (outer, inside) = bracketed(&text[floor..end])?;
    if !names_archive(inside, words) {
        return None;
    }
    let end = floor + trim_end(outer).len();
    known_suffix(text, floor, end, schemas).or_else(|| {
        let start = text[floor..end].rfind(is_blank).map_or(floor, |at| floor + at + peek(text, floor + at).map_or(1, char::len_utf8));
        is_siglum(&text[start..end]).then_some(Named { extent: (start, end), matches: &[] })
    })
}

/// Where the siglum begins that ends a segment of other words: "декабрь 1904 ГАПК", "1796–1801 — ОГАОО".
fn last_siglum(text: &str, segment: Extent, words: &NameWords) -> Option<usize> {
    let name = &text[segment.0..segment.1];
    if names_archive(name, words) || name.split(is_blank).next().is_some_and(is_siglum) {
        return None;
    }
    let last = name.rsplit(|c: char| is_blank(c) || is_dash(c)).next().filter(|word| is_siglum(word))?;
    let before = name[..name.len() - last.len()].trim_end_matches(|c: char| is_blank(c) || is_dash(c));
    let other = |word: &str| word.chars().any(|c| c.is_ascii_digit()) || word.chars().filter(|c| c.is_lowercase()).count() >= 3;
    before.split(is_blank).any(other).then_some(segment.1 - last.len())
}

/// A known siglum in small letters («Цамо»), or with the state behind it («ЦГВИА РФ»).
fn known_in_other_words<'s>(text: &str, segment: Extent, schemas: &'s Schemas) -> Option<Named<'s>> {
    let name = &text[segment.0..segment.1];
    if (3..=8).contains(&name.chars().count()) && name.chars().all(char::is_alphabetic) {
        let matches = schemas.repositories_named(&name.to_uppercase());
        return (!matches.is_empty()).then_some(Named { extent: segment, matches });
    }
    let bare = schemas.phrases("state").find_map(|state| name.strip_suffix(state)?.strip_suffix(is_blank))?;
    let matches = schemas.repositories_named(bare);
    (!matches.is_empty() && matches.iter().all(|found| found.spelling != Spelling::Shared)).then_some(Named { extent: segment, matches })
}

/// How many characters a former name in brackets may have.
const LONGEST_FORMER: usize = 160;

fn trim_end(text: &str) -> &str {
    // A question mark in brackets doubts the name and is none of it.
    let text = text.trim_end().trim_end_matches(['.', ',']).strip_suffix("(?)").unwrap_or(text);
    text.trim_end_matches(|c: char| is_blank(c) || matches!(c, ',' | ':' | ';' | '(' | '[' | '*' | '/') || is_dash(c))
}

/// The text without a former name in brackets at its end: "RGASPI (formerly RTsKhIDNI)".
fn without_former<'t>(text: &'t str, words: &NameWords) -> Option<&'t str> {
    let (outer, inside) = bracketed(text)?;
    led_by(inside, &words.former).map(|_| outer)
}

/// A name and the short one behind it in brackets: "Archives of the Ministry of Foreign Affairs, Sofia (hereafter MVnR)".
fn with_short_name<'t>(text: &'t str, words: &NameWords) -> Option<(&'t str, &'t str)> {
    let (outer, inside) = bracketed(text)?;
    let short = led_by(inside, &words.short)?;
    Some((outer, short.trim_matches(|c: char| is_blank(c) || is_dash(c) || matches!(c, ':' | ',' | '.' | '"' | '“' | '”' | '«' | '»'))))
}

/// A known name with its siglum in brackets: the siglum may be that of several archives, the name before it is of one.
fn with_own_siglum<'s>(text: &str, floor: usize, left: &str, schemas: &'s Schemas, words: &NameWords) -> Option<Named<'s>> {
    let (outer, inside) = bracketed(left)?;
    let short = with_short_name(left, words).map_or(inside, |(_, short)| short);
    let meant = schemas.repositories_named(short);
    let named = known_suffix(text, floor, floor + trim_end(outer).len(), schemas).filter(|_| meant.len() > 1)?;
    let (found, _) = named.settled()?;
    let same = meant.iter().any(|known| known.repository == found.repository);
    same.then_some(Named { extent: (named.extent.0, floor + left.trim_end_matches('.').len()), ..named })
}

/// What stands before the brackets at the end of a text, and in them; a full stop may follow.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    // A name in brackets is short; a bracket that opens far back is of something else.
    let inner = text.strip_suffix('.').unwrap_or(text).strip_suffix(')')?;
    let near = inner.char_indices().rev().take(LONGEST_FORMER).last()?.0;
    let open = near + inner[near..].rfind('(')?;
    Some((&text[..open], &inner[open + 1..]))
}

/// What follows one of the words at the start of a text.
fn led_by<'t>(text: &'t str, leads: &[String]) -> Option<&'t str> {
    let lower = lower_in_place(text);
    let lead = leads.iter().find(|lead| lower.strip_prefix(lead.as_str()).is_some_and(|rest| rest.starts_with([' ', '.', ':', ','])))?;
    Some(&text[lead.len()..])
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
    // A sentence that follows is no name.
    let sentence = text[from..start].contains('.');
    known_prefix(text, start, schemas).or_else(|| {
        // An unknown one has to say that it is an archive, or to be a siglum that ends the citation.
        let end = start + text[start..].find([',', ';', '(', '\n']).unwrap_or(text.len() - start);
        let end = start + text[start..end].trim_end_matches(|c: char| is_blank(c) || c == '.').len();
        let name = &text[start..end];
        let opens = name.starts_with(char::is_uppercase) && name.split(is_blank).count() <= 8 && !name.contains(". ");
        let archive = names_archive(name, words) || name.split(is_blank).next().is_some_and(is_siglum) && name.len() <= 60;
        let digits = name.chars().filter(char::is_ascii_digit).count();
        (opens && archive && digits == 0 && !sentence).then_some(Named { extent: (start, end), matches: &[] })
    })
}

/// The longest known name that begins at `start`.
pub fn known_prefix<'s>(text: &str, start: usize, schemas: &'s Schemas) -> Option<Named<'s>> {
    if !peek(text, start)?.is_alphabetic() || !at_word_start(text, start) || within_initials(text, start) {
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
        let beginning = schemas.name_beginning(&text[start..end]);
        if beginning == Beginning::None {
            found = found.or_else(|| before_dash(text, start, end, schemas));
            break;
        }
        let named = |end: usize| schemas.repositories_named(&text[start..end]);
        // `NA (CZ)`: the bracket belongs to the siglum.
        let closed = end + usize::from(text[end..].starts_with(')') && text[start..end].contains('('));
        let mut matches = if closed > end { named(closed) } else { &[] };
        if !matches.is_empty() {
            end = closed;
        } else if beginning == Beginning::Whole {
            matches = named(end);
        }
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

/// Whether an initial with its dot stands right before: the "A.S." of `B.A.S.P.` is no name.
fn within_initials(text: &str, start: usize) -> bool {
    text[..start].strip_suffix('.').is_some_and(|head| {
        let letter = head.chars().next_back().filter(|c| c.is_uppercase());
        letter.is_some_and(|letter| at_word_start(text, start - 1 - letter.len_utf8()))
    })
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
        if schemas.name_beginning(&text[start..start + offset]) != Beginning::Whole {
            return None;
        }
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
            if schemas.name_beginning(name) != Beginning::Whole {
                return None;
            }
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
            let place = || words.places.iter().any(|lead| lead == word) && names_archive(&text[start..end], words);
            if words.leads.iter().any(|lead| lead == word) || place() {
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
    if names_archive(name, words) {
        return count >= 2;
    }
    count <= 6 && name.split(|c: char| c.is_whitespace() || is_dash(c)).any(is_siglum)
}

/// Whether a word of the name says that it is an archive.
pub fn names_archive(name: &str, words: &NameWords) -> bool {
    let lower = name.to_lowercase();
    // A street may be called after an archive: «ул. Архивная».
    let noun = |word: &String| {
        lower.match_indices(word.as_str()).any(|(at, _)| !lower[at + word.len()..].starts_with(['н', 'n']) || word.contains(' '))
    };
    words.archive.iter().any(noun)
}

/// Whether a word may be a siglum: letters, two of them capitals. A longer word in capitals is a word.
fn is_siglum(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let roman = word.contains(['I', 'V', 'X']) && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M'));
    capitals >= 2 && word.chars().count() <= 10 && word.chars().all(char::is_alphabetic) && !roman
}
