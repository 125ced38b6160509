//! Names of authors as a style writes them: `Mikoyan, Anastas`, `Mikoyan, A.`, `Микоян А.`.
//!
//! A name is turned round only where the source sets its family name apart; others stay as written.

use super::credits;
use super::markup::typeset;
use crate::record::{Credit, Role};

/// The shape of one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `Anastas Mikoyan`.
    Reading,
    /// `Mikoyan, Anastas`.
    FamilyFirst,
    /// `Mikoyan, A.`.
    Initials,
    /// `Mikoyan A.`, as Russian and Ukrainian references have it.
    InitialsWithoutComma,
    /// `Mikoyan`.
    Family,
}

/// How a style lists names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listing<'a> {
    /// The first name.
    pub first: Shape,
    /// The names after it.
    pub others: Shape,
    /// Before the last of two names, spaces included.
    pub pair: &'a str,
    /// Before the last of several names, spaces included.
    pub last: &'a str,
    /// How many names are printed in full; of more, only the first.
    pub most: usize,
    /// What stands for those left out.
    pub rest: &'a str,
}

impl Listing<'_> {
    /// The people of a role; `None` when nobody is named.
    pub(super) fn of(&self, credits: &[Credit], role: Role) -> Option<String> {
        let people: Vec<&Credit> = credits.iter().filter(|credit| credit.role == role && !typeset(&credit.name).is_empty()).collect();
        let names: Vec<String> =
            people.iter().enumerate().map(|(number, person)| shaped(person, if number == 0 { self.first } else { self.others })).collect();
        match names.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            [first, ..] if names.len() > self.most => {
                let comma = if matches!(self.first, Shape::FamilyFirst | Shape::Initials) { "," } else { "" };
                Some(format!("{first}{comma} {}", self.rest))
            }
            [first, second] => Some(format!("{first}{}{second}", self.pair)),
            [rest @ .., last] => Some(format!("{}{}{last}", rest.join(", "), self.last)),
        }
    }
}

fn shaped(person: &Credit, shape: Shape) -> String {
    let name = typeset(&person.name);
    let Some(family) = person.family.as_deref().map(typeset).filter(|family| !family.is_empty()) else { return name };
    let given = match name.strip_suffix(family.as_str()).or_else(|| name.strip_prefix(family.as_str())) {
        Some(given) => given.trim_matches([' ', ',']).to_owned(),
        None => return name,
    };
    match shape {
        Shape::Reading => name,
        Shape::Family => family,
        _ if given.is_empty() => family,
        Shape::FamilyFirst => format!("{family}, {given}"),
        Shape::Initials => format!("{family}, {}", initials(&given)),
        Shape::InitialsWithoutComma => format!("{family} {}", initials(&given)),
    }
}

/// `Anastas Ivanovich` becomes `A. I.`, `Jean-Paul` becomes `J.-P.`; particles (`von`) stay.
fn initials(given: &str) -> String {
    let part = |part: &str| match part.chars().next() {
        Some(first) if first.is_uppercase() => format!("{first}."),
        _ => part.to_owned(),
    };
    let word = |word: &str| word.split('-').map(part).collect::<Vec<_>>().join("-");
    // Initials that stand close together count each for itself.
    let spaced = given.replace('.', ". ");
    let words: Vec<String> = spaced.split_whitespace().map(|item| word(item.trim_end_matches('.'))).collect();
    words.join(" ")
}

/// `A`, `A and B`, `A, B, and C` of names as they read.
pub(super) fn in_reading_order(credits: &[Credit], role: Role) -> Option<String> {
    let names: Vec<String> = credits.iter().filter(|credit| credit.role == role).map(|credit| typeset(&credit.name)).collect();
    let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
    (!names.is_empty()).then(|| credits::listed(&names))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn author(name: &str, family: Option<&str>) -> Credit {
        Credit { role: Role::Author, name: name.into(), span: Span::default(), on_behalf_of: None, family: family.map(str::to_owned) }
    }

    #[test]
    fn a_name_turns_only_where_its_family_name_is_known() {
        for (name, family, shape, expected) in [
            ("Anastas Mikoyan", Some("Mikoyan"), Shape::FamilyFirst, "Mikoyan, Anastas"),
            ("A.I. Mikoyan", Some("Mikoyan"), Shape::Initials, "Mikoyan, A. I."),
            ("Jean-Paul Sartre", Some("Sartre"), Shape::Initials, "Sartre, J.-P."),
            ("Анастас Микоян", Some("Микоян"), Shape::InitialsWithoutComma, "Микоян А."),
            ("Kim Il Sung", Some("Kim"), Shape::FamilyFirst, "Kim, Il Sung"),
            ("Council of Ministers", None, Shape::FamilyFirst, "Council of Ministers"),
            ("Mikoyan", Some("Mikoyan"), Shape::Initials, "Mikoyan"),
            ("Anastas Mikoyan", Some("Mikoyan"), Shape::Family, "Mikoyan"),
            ("Anastas Mikoyan", Some("Mikoyan"), Shape::Reading, "Anastas Mikoyan"),
        ] {
            assert_eq!(shaped(&author(name, family), shape), expected);
        }
    }

    #[test]
    fn lists_of_names() {
        let listing =
            Listing { first: Shape::FamilyFirst, others: Shape::Reading, pair: ", and ", last: ", and ", most: 3, rest: "et al." };
        let people = ["Ann Lee", "Bo Ek", "Cy Dee", "Di Fay"].map(|name| author(name, name.split(' ').nth(1)));
        for (number, expected) in [(1, "Lee, Ann"), (2, "Lee, Ann, and Bo Ek"), (3, "Lee, Ann, Bo Ek, and Cy Dee"), (4, "Lee, Ann, et al.")]
        {
            assert_eq!(listing.of(&people[..number], Role::Author).as_deref(), Some(expected));
        }
        assert_eq!(listing.of(&[], Role::Author), None);
    }
}
