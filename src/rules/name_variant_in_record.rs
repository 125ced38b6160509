//! Reports a person whose name is spelt in two ways within one document.
//!
//! ## Why
//!
//! "Yun Kong-hum" and, a few lines later, "Yung Kong-hum": one man, and an index with two. Two names count as one person
//! when the given names are equal and the family names are equal or one letter apart; letters that rival romanisations
//! use for one sound count as equal ("Gong-heum", "Kong-hum"). Namesakes with other given names are not touched. Names are
//! looked at that have a hyphenated given name, as Korean and Chinese ones are romanised.
//!
//! ## Example
//!
//! ```fires page
//! September 20, 1956
//!
//! Record of a Meeting
//!
//! Cde. Yun Kong-hum accused the party of many shortcomings, it was said at the plenum.
//!
//! At the plenum Yung Kong-hum spoke heatedly. Cde. Yun Kong-hum was not allowed to finish.
//!
//! Document Information
//!
//! Source
//!
//! GARF, Fond 5446, Opis 98s, Delo 718, Listy 18-34. Translated by Gary Goldberg.
//!
//! Record ID
//!
//! 121798
//! ```
//!
//! ```quiet page
//! September 20, 1956
//!
//! Record of a Meeting
//!
//! Choe Chang-ik and Choe Yong-geon, Pak Chang-ok and Pak Ui-won, Kim Chang-man and Kim Du-bong were there with Ri Pil-gyu.
//!
//! Document Information
//!
//! Source
//!
//! GARF, Fond 5446, Opis 98s, Delo 718, Listy 18-34. Translated by Gary Goldberg.
//!
//! Record ID
//!
//! 121798
//! ```

use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use std::collections::BTreeMap;

use super::one_page::also_at;
use crate::record::{FactKind, ReadPage};
use crate::schema::Schemas;
use crate::source::Span;

/// Places of the usual spelling that a finding shows.
const SHOWN: usize = 5;
/// Family names shorter than this are other names when a letter differs (Ri, Rim; O, No).
const TELLING: usize = 3;
/// More spellings than this are a list of names, not a document about a few people.
const SPELLINGS: usize = 400;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "name-variant-in-record",
        severity: Severity::Info,
        confidence: Confidence::Medium,
        fix: None,
        summary_group: None,
        source: include_str!("name_variant_in_record.rs"),
    },
    check: Check::Page(check),
};

/// One spelling with its places.
struct Spelling<'a> {
    name: &'a str,
    places: Vec<Span>,
    person: Vec<Person>,
}

/// Family name and given name as they are compared.
#[derive(PartialEq)]
struct Person {
    family: String,
    given: String,
}

fn check(page: &ReadPage, context: &Context<'_>, findings: &mut Findings) {
    let spellings = spellings(page, context.schemas);
    if spellings.len() > SPELLINGS {
        return;
    }
    for rare in &spellings {
        let usual = spellings
            .iter()
            .filter(|usual| is_more_usual(usual, rare) && is_one_person(&usual.person, &rare.person))
            .max_by_key(|usual| (usual.places.len(), std::cmp::Reverse(usual.places[0].start)));
        let Some(usual) = usual else { continue };
        let (written, other) = (rare.name, usual.name);
        let draft = findings.report(
            rare.places[0],
            format!("\"{written}\" is probably the person spelt \"{other}\" elsewhere in this document; an index has two entries for one"),
        );
        draft.label("the rarer spelling").value(format!("{written} {other}"));
        draft.help("if they are one person, index both spellings under one name; the words of the document stay");
        also_at(draft, usual.places.iter().copied().take(SHOWN), format!("here \"{other}\""));
    }
}

/// The spellings of all persons, in the order of their first places.
fn spellings<'p>(page: &'p ReadPage, schemas: &Schemas) -> Vec<Spelling<'p>> {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    let mut spellings: Vec<Spelling<'p>> = Vec::new();
    for fact in &page.facts {
        let FactKind::Person(name) = &fact.kind else { continue };
        let number = *known.entry(name).or_insert(spellings.len());
        if number == spellings.len() {
            spellings.push(Spelling { name, places: Vec::new(), person: readings(name, schemas) });
        }
        spellings[number].places.push(fact.span);
    }
    spellings
}

/// More places, or as many and an earlier one.
fn is_more_usual(usual: &Spelling<'_>, rare: &Spelling<'_>) -> bool {
    (usual.places.len(), rare.places[0].start) > (rare.places.len(), usual.places[0].start)
}

/// The name as it stands, and with the letters made equal that rival romanisations have for one sound, table by table.
fn readings(name: &str, schemas: &Schemas) -> Vec<Person> {
    let lower = name.to_lowercase();
    let Some((family, given)) = lower.split_once(' ') else { return Vec::new() };
    let folded = |name: &str, table: &[[String; 2]]| table.iter().fold(name.to_owned(), |name, [from, to]| name.replace(from.as_str(), to));
    let tables = std::iter::once(&[][..]).chain(schemas.romanisations.iter().map(|table| table.same.as_slice()));
    tables.map(|table| Person { family: folded(family, table), given: folded(given, table) }).collect()
}

/// Whether two different spellings can mean one person. Capitals alone make no other spelling.
fn is_one_person(one: &[Person], other: &[Person]) -> bool {
    one.first() != other.first()
        && one
            .iter()
            .zip(other)
            .any(|(one, other)| one.given == other.given && (one.family == other.family || is_near(&one.family, &other.family)))
}

/// One letter more, less or other, in names long enough to tell.
fn is_near(family: &str, other: &str) -> bool {
    let short = family.chars().count().min(other.chars().count());
    short >= TELLING && family.chars().next() == other.chars().next() && strsim::levenshtein(family, other) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_in_two_spellings() {
        let schemas = Schemas::builtin();
        let table = [
            ("Yun Kong-hum", "Yung Kong-hum", true),
            ("Yun Gong-heum", "Yung Kong-hum", true),
            ("Yun Gong-heum", "Yun Kong-hum", true),
            ("Ri Pil-gyu", "Li Pil-kyu", true),
            ("Choe Chang-ik", "Choi Chang-ik", true),
            ("Choe Chang-ik", "Choi Yong-geon", false),
            ("Pak Chang-ok", "Kim Chang-ok", false),
            ("Pak Chang-ok", "Pak Chang-ik", false),
            ("Ri Chang-ok", "Rim Chang-ok", false),
            ("Yun Kong-hum", "YUN Kong-hum", false),
        ];
        for (one, other, wanted) in table {
            let (first, second) = (readings(one, &schemas), readings(other, &schemas));
            assert_eq!(is_one_person(&first, &second), wanted, "{one}, {other}");
            assert_eq!(is_one_person(&second, &first), wanted, "{other}, {one}");
        }
    }
}
