//! Credit sentences: "Obtained by Béla Révész; translated and edited by Barnabás Vajd, Laura Deal, and Karl P. Benziger."

use super::chars::{at_word_start, head, is_blank, peek, skip, skip_blank};
use super::labels::Extent;
use crate::record::Role;
use crate::schema::Schemas;

/// One credit with byte offsets into the citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What was done.
    pub role: Role,
    /// The name; empty at the verb's end when no name follows.
    pub name: Extent,
    /// The programme it was done for.
    pub on_behalf_of: Option<Extent>,
}

/// All credits of a text and the stretches they take.
#[derive(Debug, Default)]
pub struct Credits {
    /// The credits in order.
    pub found: Vec<Found>,
    /// The sentences, verb to full stop.
    pub taken: Vec<Extent>,
}

/// Verbs by their lower-case form.
#[derive(Debug, Default)]
pub struct Verbs {
    roles: Vec<(String, Role)>,
    short: Vec<(String, Role)>,
    by: Vec<String>,
    on_behalf: Vec<String>,
    and: Vec<String>,
    fillers: Vec<String>,
    abbreviations: Vec<String>,
}

impl Verbs {
    /// Takes the verbs from the schemas.
    pub fn of(schemas: &Schemas) -> Self {
        let roles = schemas.credits.iter().flat_map(|credit| credit.verbs.iter().map(|verb| (verb.to_lowercase(), credit.role))).collect();
        let short = schemas.credits.iter().flat_map(|credit| credit.short.iter().map(|verb| (verb.clone(), credit.role))).collect();
        let words = |kind| schemas.phrases(kind).map(str::to_owned).collect();
        Self {
            roles,
            short,
            by: words("credit-by"),
            on_behalf: words("credit-for"),
            and: words("credit-and"),
            fillers: words("credit-filler"),
            abbreviations: words("name-abbreviation"),
        }
    }

    fn role(&self, word: &str) -> Option<Role> {
        let word = word.to_lowercase();
        self.roles.iter().find(|(verb, _)| *verb == word).map(|(_, role)| *role)
    }
}

/// Finds the credit sentences of a citation from `from` on.
pub fn credits(text: &str, from: usize, verbs: &Verbs) -> Credits {
    let mut credits = Credits::default();
    let mut at = from;
    while let Some((start, end)) = next_word(text, at) {
        at = end;
        if verbs.role(&text[start..end]).is_some()
            && let Some(stop) = sentence(text, start, verbs, &mut credits.found)
        {
            credits.taken.push((start, stop));
            at = stop;
        }
    }
    credits
}

/// The abbreviated credits that follow a title at `from`: `trans. Gary Goldberg`, `ed. and comp. A and B, trans. C`.
pub fn after_title(text: &str, from: usize, verbs: &Verbs) -> Option<(Vec<Found>, Extent)> {
    let start = skip_blank(text, from);
    let (mut at, mut found, mut end) = (start, Vec::new(), start);
    // There are as many groups as there are things to do with a text, at most.
    for _ in 0..verbs.short.len() {
        let mut roles = Vec::new();
        while let Some((end, role)) = abbreviation(text, at, verbs).filter(|(_, role)| !roles.contains(role)) {
            roles.push(role);
            at = after_and(text, skip(text, skip_blank(text, end), |c| c == ','), verbs);
        }
        if roles.is_empty() || !peek(text, at).is_some_and(char::is_uppercase) {
            break;
        }
        let (names, stop) = names(text, at, verbs);
        found.extend(roles.iter().flat_map(|&role| names.iter().map(move |&name| Found { role, name, on_behalf_of: None })));
        end = stop;
        at = skip(text, stop, |c| c == ',' || is_blank(c));
    }
    (!found.is_empty()).then_some((found, (start, end)))
}

/// The end and the role of an abbreviated verb with its stop.
fn abbreviation(text: &str, at: usize, verbs: &Verbs) -> Option<(usize, Role)> {
    verbs.short.iter().find_map(|(short, role)| {
        let rest = text[at..].strip_prefix(short.as_str())?.strip_prefix('.')?;
        rest.starts_with(is_blank).then_some((at + short.len() + 1, *role))
    })
}

/// Whether what follows a comma is no name: a date ("March 5"), a number, the siglum of an archive.
fn ends_names(text: &str, at: usize, verbs: &Verbs) -> bool {
    let rest = head(&text[at..], 120);
    let piece = rest.split([',', ';', '.', '(']).next().unwrap_or_default().trim();
    let siglum = piece.chars().count() > 2 && piece.chars().all(char::is_uppercase);
    siglum || piece.contains(|c: char| c.is_ascii_digit()) || abbreviation(text, at, verbs).is_some()
}

fn next_word(text: &str, at: usize) -> Option<Extent> {
    let mut start = at;
    loop {
        start += text[start..].find(char::is_alphabetic)?;
        let end = skip(text, start, char::is_alphabetic);
        if at_word_start(text, start) {
            return Some((start, end));
        }
        start = end;
    }
}

/// How many bytes the name of a programme may have ("for NKIDP by").
const LONGEST_PROGRAMME: usize = 90;

/// Reads `verb {, verb} [for X] by names {; verb … by names}`; returns the end, or `None` when no "by" follows.
fn sentence(text: &str, start: usize, verbs: &Verbs, found: &mut Vec<Found>) -> Option<usize> {
    let mut roles = Vec::new();
    let mut on_behalf_of = None;
    let mut at = start;
    let by = loop {
        let (word_start, word_end) = next_word(text, at)?;
        let word = &text[word_start..word_end];
        if text[at..word_start].contains(['.', '(']) {
            return None;
        }
        at = word_end;
        if let Some(role) = verbs.role(word) {
            roles.push(role);
        } else if is_one_of(&verbs.by, word) {
            break word_end;
        } else if is_one_of(&verbs.on_behalf, word) {
            let name_start = skip_blank(text, word_end);
            let near = head(&text[name_start..], LONGEST_PROGRAMME);
            let name_end = name_start + verbs.by.iter().filter_map(|by| near.find(&format!(" {by} "))).min()?;
            on_behalf_of = Some((name_start, name_end));
            at = name_end;
        } else if !verbs.fillers.contains(&word.to_lowercase()) {
            return None;
        }
    };
    let (names, end) = names(text, by, verbs);
    for role in roles {
        if names.is_empty() {
            found.push(Found { role, name: (by, by), on_behalf_of });
        }
        found.extend(names.iter().map(|&name| Found { role, name, on_behalf_of }));
    }
    Some(end)
}

/// Names up to the end of the sentence, to the next verb, or to an address.
fn names(text: &str, from: usize, verbs: &Verbs) -> (Vec<Extent>, usize) {
    let mut names = Vec::new();
    let mut start = skip_blank(text, from);
    let mut at = start;
    let push = |names: &mut Vec<Extent>, start: usize, end: usize| {
        let name = text[start..end].trim_matches(|c: char| is_blank(c) || matches!(c, ',' | ';'));
        if name.chars().any(char::is_alphabetic) {
            let offset = name.as_ptr() as usize - text.as_ptr() as usize;
            names.push((offset, offset + name.len()));
        }
    };
    while let Some(c) = peek(text, at) {
        let next = at + c.len_utf8();
        match c {
            '.' if !is_initial(text, start, at, verbs) => {
                push(&mut names, start, at);
                return (names, next);
            }
            ';' | ',' => {
                push(&mut names, start, at);
                start = after_and(text, next, verbs);
                // An "and" before the next verb belongs to neither name, but is no word to be understood either.
                if starts_with_verb(text, start, verbs) {
                    return (names, start);
                }
                if c == ';' || ends_names(text, start, verbs) {
                    return (names, at);
                }
                at = start;
                continue;
            }
            ']' | ')' | '(' | '\n' => {
                push(&mut names, start, at);
                return (names, at);
            }
            _ if is_blank(c) => {
                let word = skip_blank(text, next);
                let joined = after_and(text, word, verbs);
                if joined > word {
                    push(&mut names, start, at);
                    start = joined;
                    if starts_with_verb(text, start, verbs) {
                        return (names, start);
                    }
                    at = start;
                    continue;
                }
                if text[word..].starts_with("http") || text[word..].starts_with("<http") {
                    push(&mut names, start, at);
                    return (names, at);
                }
                at = word;
            }
            _ => at = next,
        }
        if at - from > 400 {
            break;
        }
    }
    let at = at.min(text.len());
    push(&mut names, start, at);
    (names, at)
}

/// The offset after blanks and an "and" between two names.
fn after_and(text: &str, at: usize, verbs: &Verbs) -> usize {
    let start = skip_blank(text, at);
    let and = verbs.and.iter().find(|and| text[start..].strip_prefix(and.as_str()).is_some_and(|rest| rest.starts_with(' ')));
    and.map_or(start, |and| skip_blank(text, start + and.len()))
}

fn is_one_of(words: &[String], word: &str) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

fn starts_with_verb(text: &str, at: usize, verbs: &Verbs) -> bool {
    next_word(text, at).is_some_and(|(start, end)| start == at && verbs.role(&text[start..end]).is_some())
}

/// Whether the dot at `at` follows an initial ("V.", "Karl P.") or a title of the name ("Jr", "Dr").
fn is_initial(text: &str, start: usize, at: usize, verbs: &Verbs) -> bool {
    let word = text[start..at].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let letters = word.chars().count();
    let goes_on = skip_blank(text, at + 1) < text.len() && !text[at + 1..].trim_start().starts_with("http");
    goes_on && (letters == 1 || verbs.abbreviations.iter().any(|known| known == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let verbs = Verbs::of(&Schemas::builtin());
        credits(text, 0, &verbs)
            .found
            .iter()
            .map(|found| format!("{}: {}", found.role.as_str(), &text[found.name.0..found.name.1]))
            .collect()
    }

    #[test]
    fn abbreviated_credits_stand_behind_a_title() {
        let verbs = Verbs::of(&Schemas::builtin());
        for (text, expected, rest) in [
            (" trans. Gary Goldberg, March 5, 1950, GARF", &["translator: Gary Goldberg"][..], ", March 5, 1950, GARF"),
            (
                "trans. and ed. A. Smith and B. Jones, GARF, f. 5",
                &["translator: A. Smith", "translator: B. Jones", "editor: A. Smith", "editor: B. Jones"],
                ", GARF, f. 5",
            ),
            ("trans. A. Smith, ed. B. Jones, 1950", &["translator: A. Smith", "editor: B. Jones"], ", 1950"),
        ] {
            let (found, taken) = after_title(text, 0, &verbs).expect("credits");
            let said: Vec<String> =
                found.iter().map(|found| format!("{}: {}", found.role.as_str(), &text[found.name.0..found.name.1])).collect();
            assert_eq!((said.iter().map(String::as_str).collect::<Vec<_>>().as_slice(), &text[taken.1..]), (expected, rest));
        }
        for text in ["transport. Gary", "trans. f. 5446", "ed., London", "March 5"] {
            assert_eq!(after_title(text, 0, &verbs), None, "{text}");
        }
    }

    #[test]
    fn nothing_is_left_between_two_credits() {
        let verbs = Verbs::of(&Schemas::builtin());
        for text in [
            "Contributed by Sergey Radchenko and translated by Gary Goldberg.",
            "Obtained by A. Smith, and translated by B. Jones.",
            "Obtained by Anna Smith; and edited by Bert Jones.",
            "Obtained by Anna Smith; translated and edited by Bert Jones and Carl Miller.",
        ] {
            let left: String = {
                let taken = credits(text, 0, &verbs).taken;
                (0..text.len()).filter(|at| !taken.iter().any(|(start, end)| (start..end).contains(&at))).map(|at| &text[at..=at]).collect()
            };
            assert!(!left.contains(char::is_alphanumeric), "{text}: {left}");
        }
    }

    #[test]
    fn roles_are_told_apart() {
        for (text, expected) in [
            ("Translated by Gary Goldberg.", &["translator: Gary Goldberg"][..]),
            ("Translated by Gary Goldberg. https://example.org/1", &["translator: Gary Goldberg"]),
            ("Translated for CWIHP by David Wolff.", &["translator: David Wolff"]),
            (
                "Contributed by Sergey Radchenko and translated by Gary Goldberg.",
                &["contributor: Sergey Radchenko", "translator: Gary Goldberg"],
            ),
            ("Obtained and translated for NKIDP by Sergey Radchenko.", &["obtained-by: Sergey Radchenko", "translator: Sergey Radchenko"]),
            (
                "Contributed, transcribed, and translated by Stephan Kieninger.",
                &["contributor: Stephan Kieninger", "transcriber: Stephan Kieninger", "translator: Stephan Kieninger"],
            ),
            (
                "Obtained by Béla Révész; translated and edited by Barnabás Vajd, Laura Deal, and Karl P. Benziger.",
                &[
                    "obtained-by: Béla Révész",
                    "translator: Barnabás Vajd",
                    "translator: Laura Deal",
                    "translator: Karl P. Benziger",
                    "editor: Barnabás Vajd",
                    "editor: Laura Deal",
                    "editor: Karl P. Benziger",
                ],
            ),
            ("Compiled by V. N. Malin.]", &["compiler: V. N. Malin"]),
            ("Translated by .", &["translator: "]),
            ("The text was translated badly.", &[]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
