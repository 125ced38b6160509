//! Names of people for formats that set the family name apart.
//!
//! A name is divided where its source divides it. Nothing is guessed, but for translators in RIS; see [`western`].

use super::markup::clean;
use crate::record::Credit;
use crate::schema::Schemas;

/// A name without control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Name {
    /// As printed: undivided, or of a body.
    Whole(String),
    /// Divided by its source.
    Divided {
        /// As printed.
        name: String,
        /// The family name.
        family: String,
        /// Everything else; may be empty.
        given: String,
    },
}

impl Name {
    /// The name of a credit; `None` for a verb without a name.
    pub(super) fn of(credit: &Credit) -> Option<Self> {
        let name = Some(clean(&credit.name)).filter(|name| !name.is_empty())?;
        let Some(family) = credit.family.as_deref().map(clean).filter(|family| !family.is_empty()) else {
            return Some(Name::Whole(name));
        };
        let given = name
            .strip_suffix(family.as_str())
            .or_else(|| name.strip_prefix(family.as_str()))
            .map(|rest| clean(rest.trim_matches([' ', ','])));
        Some(match given {
            Some(given) => Name::Divided { name, family, given },
            None => Name::Whole(name),
        })
    }

    /// The name as printed.
    pub(super) fn plain(&self) -> String {
        let (Name::Whole(name) | Name::Divided { name, .. }) = self;
        name.clone()
    }

    /// `Goldberg, Gary`; a whole name as it is.
    pub(super) fn inverted(&self) -> String {
        match self {
            Name::Whole(name) => name.clone(),
            Name::Divided { family, given, .. } if given.is_empty() => family.clone(),
            Name::Divided { family, given, .. } => format!("{family}, {given}"),
        }
    }

    /// Divides a whole name that has the form of a Western person's: a given name, initials, a family name. A name that
    /// begins with a family name of East Asia (word list `family-first`) stays whole, and so does everything longer.
    pub(super) fn western(self, schemas: &Schemas) -> Self {
        let Name::Whole(name) = &self else { return self };
        let words: Vec<&str> = name.split(' ').collect();
        let capital = |word: &&str| word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c));
        let initials = |words: &[&str]| words.iter().all(|word| word.ends_with('.') && word.chars().count() == 2);
        let (Some((first, rest)), true) = (words.split_first(), words.iter().all(capital)) else { return self };
        let Some((family, middle)) = rest.split_last() else { return self };
        if !initials(middle)
            || family.chars().count() < 2
            || family.ends_with('.')
            || schemas.phrases("family-first").any(|known| known == *first)
        {
            return self;
        }
        let given = name[..name.len() - family.len()].trim_end().to_owned();
        Name::Divided { family: (*family).to_owned(), given, name: name.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Role;
    use crate::source::Span;

    #[test]
    fn a_name_is_divided_where_its_source_divides_it() {
        for (name, family, expected) in [
            ("Gary Goldberg", None, "Gary Goldberg"),
            ("Gary Goldberg", Some("Goldberg"), "Goldberg, Gary"),
            ("Zhou Enlai", Some("Zhou"), "Zhou, Enlai"),
            ("Stalin", Some("Stalin"), "Stalin"),
            ("Ho Chi Minh", Some("Nguyen"), "Ho Chi Minh"),
        ] {
            let credit = Credit {
                role: Role::Author,
                name: name.into(),
                span: Span::default(),
                on_behalf_of: None,
                family: family.map(str::to_owned),
            };
            assert_eq!(Name::of(&credit).map(|name| name.inverted()).as_deref(), Some(expected));
        }
    }

    #[test]
    fn only_plain_western_names_are_inverted() {
        let schemas = Schemas::builtin();
        for (name, expected) in [
            ("Gary Goldberg", "Goldberg, Gary"),
            ("Karl P. Benziger", "Benziger, Karl P."),
            ("Béla Révész", "Révész, Béla"),
            ("Xu Jinzhi", "Xu Jinzhi"),
            ("Kim Il Sung", "Kim Il Sung"),
            ("Angela Greenfield Ross", "Angela Greenfield Ross"),
            ("A. van der Berg", "A. van der Berg"),
            ("CWIHP", "CWIHP"),
        ] {
            assert_eq!(Name::Whole(name.to_owned()).western(&schemas).inverted(), expected);
        }
    }
}
