//! A holding: the repository and the reference code of one paper (ISAD(G) 3.1.1), level by level.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::folio::Folios;
use crate::source::Span;

/// One shelfmark: repository, levels from the general to the special, leaves.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Holding {
    /// The whole shelfmark in the source, repository to last leaf.
    pub span: Span,
    /// What stands there, lines joined.
    pub as_written: String,
    /// The archive, when named or taken over from the citation before.
    pub repository: Option<RepositoryMention>,
    /// The level scheme it was read by (`ru4`).
    pub scheme: Arc<str>,
    /// Fond, opis, delo and their like, in the order of the scheme.
    pub levels: Vec<Level>,
    /// Leaves, pages or frames.
    pub folios: Option<Folios>,
    /// Ids of levels (or `repository`, `folios`) that were taken over from the citation before.
    pub inherited: Vec<Arc<str>>,
    /// Name of the fond printed between the levels.
    pub fond_name: Option<String>,
    /// The date printed inside the shelfmark, as in `1/20/5254 (1932), 1–16`, is kept on the record, not here.
    /// Whether the levels were read without labels, by position alone.
    pub unlabelled: bool,
    /// Labels that stand where a level should, but whose value is missing, with their places.
    pub valueless: Vec<(Arc<str>, Span)>,
    /// Places of labels that were read although a letter of them is wrong.
    pub misprints: Vec<Span>,
    /// What divides it from the shelfmark before in the same citation, where no word does.
    pub divider: Option<String>,
}

/// The archive as a citation names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepositoryMention {
    /// The canonical siglum of the repository table, when the name is known and unambiguous.
    pub siglum: Option<Arc<str>>,
    /// The name as printed.
    pub as_written: String,
    /// Where it stands.
    pub span: Span,
    /// How the name relates to the institution.
    pub spelling: Spelling,
}

/// How a printed repository name relates to the institution it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Spelling {
    /// The canonical siglum itself.
    Canonical,
    /// Another spelling of today's name.
    Variant,
    /// A name it had earlier.
    Former,
    /// A name several repositories use; settled by its surroundings.
    Shared,
    /// Not in the tables.
    #[default]
    Unknown,
}

/// One level of a reference code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// Level id: `fond`, `opis`, `papka`, `delo`, `part`, `shelfmark`, `box` …
    pub id: Arc<str>,
    /// The value; letters transliterated to Latin, everything else as printed (leading zeros count).
    pub value: String,
    /// The value as printed.
    pub as_written: String,
    /// Where the value stands.
    pub span: Span,
    /// The label as printed, without its dot; empty where there was none.
    pub label: String,
    /// Where the label stands (the value's place where there is no label).
    pub label_span: Span,
}

/// How sure a reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// By the order of the numbers, of an archive that nothing but its siglum speaks for.
    Low,
    /// By the order of the numbers of a known archive, or with a label that is missing or misprinted.
    Medium,
    /// By labels, or by the form of a call number.
    High,
}

impl Certainty {
    /// As it stands in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Certainty::Low => "low",
            Certainty::Medium => "medium",
            Certainty::High => "high",
        }
    }
}

impl Holding {
    /// How sure the reading is. What was taken over is as sure as the place it was taken from.
    pub fn certainty(&self) -> Certainty {
        let own = |level: &&Level| !self.is_inherited(&level.id) && &*level.id != "shelfmark";
        let bare = self.levels.iter().filter(own).any(|level| level.label.is_empty());
        match (self.unlabelled && bare, bare || !self.misprints.is_empty()) {
            (true, _) if self.level("fond").is_some() && self.siglum().is_none() => Certainty::Low,
            (_, true) => Certainty::Medium,
            _ => Certainty::High,
        }
    }

    /// The level of this id.
    pub fn level(&self, id: &str) -> Option<&Level> {
        self.levels.iter().find(|level| &*level.id == id)
    }

    /// The value of the level of this id.
    pub fn value(&self, id: &str) -> Option<&str> {
        self.level(id).map(|level| level.value.as_str())
    }

    /// Whether the level (or `repository`) was taken over from the citation before.
    pub fn is_inherited(&self, id: &str) -> bool {
        self.inherited.iter().any(|name| &**name == id)
    }

    /// Whether everything is taken over from the citation before, leaves included: "Ibid." alone.
    pub fn repeats(&self) -> bool {
        let taken = |id: &str| self.is_inherited(id);
        !self.levels.is_empty() && self.levels.iter().all(|level| taken(&level.id)) && (self.folios.is_none() || taken("folios"))
    }

    /// The canonical siglum, or the name as printed.
    pub fn archive(&self) -> Option<&str> {
        self.repository.as_ref().map(|mention| mention.siglum.as_deref().unwrap_or(&mention.as_written))
    }

    /// The canonical siglum, when the repository is known.
    pub fn siglum(&self) -> Option<&str> {
        self.repository.as_ref()?.siglum.as_deref()
    }
}
