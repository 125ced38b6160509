//! The fields of a record by the names that `opiska extract` prints.

use std::fmt;

use crate::record::Role;

/// A field that a rule may look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleField {
    /// The title.
    Title,
    /// The date, EDTF.
    Date,
    /// The date as printed.
    DateAsWritten,
    /// The digital publisher: its name in the tables, else as printed.
    Publisher,
    /// The publisher as printed.
    PublisherAsWritten,
    /// The publisher's number of the digital copy.
    RecordId,
    /// The address of the digital copy.
    Url,
    /// Language of the text cited.
    Language,
    /// Language of the archival document.
    OriginalLanguage,
    /// When the digital copy went online.
    Uploaded,
    /// Terms of use.
    Rights,
    /// Abstract.
    Summary,
    /// The printed edition it names.
    PublishedIn,
    /// The names of those who did this.
    Credit(Role),
    /// The archive: its siglum, else as printed.
    Repository,
    /// The archive as printed.
    RepositoryAsWritten,
    /// Id of the level scheme.
    Scheme,
    /// The whole shelfmark as printed.
    AsWritten,
    /// Each leaf or range of leaves.
    Folios,
    /// Name of the fond.
    FondName,
    /// The level of this id.
    Level(String),
}

/// Every field but the levels, by name.
const NAMED: [(&str, RuleField); 28] = [
    ("title", RuleField::Title),
    ("date", RuleField::Date),
    ("date_as_written", RuleField::DateAsWritten),
    ("publisher", RuleField::Publisher),
    ("publisher_as_written", RuleField::PublisherAsWritten),
    ("record_id", RuleField::RecordId),
    ("url", RuleField::Url),
    ("language", RuleField::Language),
    ("original_language", RuleField::OriginalLanguage),
    ("uploaded", RuleField::Uploaded),
    ("rights", RuleField::Rights),
    ("summary", RuleField::Summary),
    ("published_in", RuleField::PublishedIn),
    ("repository", RuleField::Repository),
    ("repository_as_written", RuleField::RepositoryAsWritten),
    ("scheme", RuleField::Scheme),
    ("as_written", RuleField::AsWritten),
    ("folios", RuleField::Folios),
    ("fond_name", RuleField::FondName),
    ("author", RuleField::Credit(Role::Author)),
    ("recipient", RuleField::Credit(Role::Recipient)),
    ("translator", RuleField::Credit(Role::Translator)),
    ("contributor", RuleField::Credit(Role::Contributor)),
    ("obtained-by", RuleField::Credit(Role::ObtainedBy)),
    ("provided-by", RuleField::Credit(Role::ProvidedBy)),
    ("editor", RuleField::Credit(Role::Editor)),
    ("transcriber", RuleField::Credit(Role::Transcriber)),
    ("compiler", RuleField::Credit(Role::Compiler)),
];

impl RuleField {
    /// The field of this name; levels as `levels.fond`, or `fond` alone.
    pub fn named(name: &str, levels: &[&str]) -> Option<Self> {
        let plain = NAMED.iter().find(|(known, _)| *known == name).map(|(_, field)| field.clone());
        let level = name.strip_prefix("levels.").unwrap_or(name);
        plain.or_else(|| levels.contains(&level).then(|| RuleField::Level(level.to_owned())))
    }

    /// The names that [`RuleField::named`] knows.
    pub fn names(levels: &[&str]) -> Vec<String> {
        let plain = NAMED.iter().map(|(name, _)| (*name).to_owned());
        plain.chain(levels.iter().map(|level| format!("levels.{level}"))).collect()
    }

    /// Whether it belongs to a shelfmark, of which a record may have several.
    pub fn is_of_holding(&self) -> bool {
        use RuleField::{AsWritten, Folios, FondName, Level, Repository, RepositoryAsWritten, Scheme};
        matches!(self, Repository | RepositoryAsWritten | Scheme | AsWritten | Folios | FondName | Level(_))
    }

    /// What people call it in messages.
    pub fn words(&self) -> &str {
        match self {
            RuleField::Date => "date",
            RuleField::DateAsWritten => "date as written",
            RuleField::PublisherAsWritten => "publisher as written",
            RuleField::RecordId => "record ID",
            RuleField::Url => "address",
            RuleField::OriginalLanguage => "original language",
            RuleField::Uploaded => "upload date",
            RuleField::PublishedIn => "printed edition",
            RuleField::RepositoryAsWritten => "repository as written",
            RuleField::AsWritten => "shelfmark",
            RuleField::FondName => "name of the fond",
            RuleField::Level(id) => id,
            other => NAMED.iter().find(|(_, field)| field == other).map_or("field", |(name, _)| name),
        }
    }
}

/// The name as records have it.
impl fmt::Display for RuleField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, NAMED.iter().find(|(_, field)| field == self)) {
            (RuleField::Level(id), _) => write!(f, "levels.{id}"),
            (_, Some((name, _))) => f.write_str(name),
            (_, None) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_found_by_the_name_it_prints() {
        let levels = ["fond", "delo"];
        for name in RuleField::names(&levels) {
            let field = RuleField::named(&name, &levels).expect("a name of the list");
            assert_eq!(field.to_string(), name);
        }
        assert_eq!(RuleField::named("delo", &levels), RuleField::named("levels.delo", &levels));
        assert_eq!(RuleField::named("levels.papka", &levels), None);
    }
}
