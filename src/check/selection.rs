//! Which rules run, and how severe their findings are: profile, severities, select and ignore become one table.
//!
//! Later steps win: the profile's base, the profile, the severities of the settings, `select`, `extend-select`,
//! `ignore`. Every name is checked; a misspelt rule is an error, for a rule that silently does not run is worse than none.

use std::collections::BTreeMap;

use thiserror::Error;

use crate::diagnostic::{Confidence, Severity};
use crate::rules::{self, Rule};
use crate::schema::words::SeverityWord;
use crate::schema::{Profile, Schemas};

/// The profile that holds when nobody names one.
pub const DEFAULT_PROFILE: &str = "default";

/// What the user asked for, by name.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// Name of a profile; none means [`DEFAULT_PROFILE`].
    pub profile: Option<String>,
    /// Severities by rule.
    pub severities: Vec<(String, SeverityWord)>,
    /// Only these rules, if given.
    pub select: Option<Vec<String>>,
    /// These rules as well.
    pub extend_select: Vec<String>,
    /// Not these rules.
    pub ignore: Vec<String>,
    /// Drop findings below this confidence.
    pub min_confidence: Option<Confidence>,
}

/// A rule or profile that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("there is no {kind} `{name}`")]
pub struct UnknownName {
    /// `rule` or `profile`.
    pub kind: &'static str,
    /// What was written.
    pub name: String,
    /// What was probably meant.
    pub nearest: Option<String>,
}

/// The effective severity of every rule; a rule without one does not run.
#[derive(Debug, Clone)]
pub struct Selection {
    known: &'static [&'static Rule],
    severities: BTreeMap<&'static str, Severity>,
    min_confidence: Confidence,
}

impl Selection {
    /// Settles the choices over all rules of the catalogue.
    ///
    /// # Errors
    /// The first name of a rule or profile that does not exist.
    pub fn new(schemas: &Schemas, choices: &Choices) -> Result<Self, UnknownName> {
        Self::among(rules::ALL, schemas, choices)
    }

    /// Settles the choices over the given rules.
    ///
    /// # Errors
    /// As [`Selection::new`].
    pub fn among(known: &'static [&'static Rule], schemas: &Schemas, choices: &Choices) -> Result<Self, UnknownName> {
        let severities = known.iter().map(|rule| (rule.meta.name, rule.meta.severity)).collect();
        let mut selection = Self { known, severities, min_confidence: choices.min_confidence.unwrap_or(Confidence::Low) };
        for profile in chain(schemas, choices.profile.as_deref())? {
            selection.apply_profile(profile)?;
        }
        for (name, word) in &choices.severities {
            selection.set(name, *word)?;
        }
        if let Some(selected) = &choices.select {
            let before = std::mem::take(&mut selection.severities);
            for name in selected {
                selection.switch_on(name, &before)?;
            }
        }
        let before = selection.severities.clone();
        for name in &choices.extend_select {
            selection.switch_on(name, &before)?;
        }
        for name in &choices.ignore {
            let rule = selection.rule(name)?;
            selection.severities.remove(rule.meta.name);
        }
        Ok(selection)
    }

    /// The severity of a rule, `None` when it is off.
    pub fn severity(&self, rule: &str) -> Option<Severity> {
        self.severities.get(rule).copied()
    }

    /// The least confidence a finding needs.
    pub fn min_confidence(&self) -> Confidence {
        self.min_confidence
    }

    /// The rules that run, in the order of the catalogue.
    pub fn rules(&self) -> impl Iterator<Item = &'static Rule> + '_ {
        self.known.iter().copied().filter(|rule| self.severities.contains_key(rule.meta.name))
    }

    /// Whether a rule of this name exists, on or off.
    pub fn knows(&self, name: &str) -> bool {
        self.known.iter().any(|rule| rule.meta.name == name)
    }

    fn rule(&self, name: &str) -> Result<&'static Rule, UnknownName> {
        self.known.iter().copied().find(|rule| rule.meta.name == name).ok_or_else(|| UnknownName {
            kind: "rule",
            name: name.to_owned(),
            nearest: nearest(name, self.known.iter().map(|rule| rule.meta.name)),
        })
    }

    fn switch_on(&mut self, name: &str, before: &BTreeMap<&'static str, Severity>) -> Result<(), UnknownName> {
        let rule = self.rule(name)?;
        self.severities.insert(rule.meta.name, before.get(rule.meta.name).copied().unwrap_or(rule.meta.severity));
        Ok(())
    }

    fn set(&mut self, name: &str, word: SeverityWord) -> Result<(), UnknownName> {
        let rule = self.rule(name)?;
        let severity = match word {
            SeverityWord::Off => {
                self.severities.remove(rule.meta.name);
                return Ok(());
            }
            SeverityWord::Info => Severity::Info,
            SeverityWord::Warning => Severity::Warning,
            SeverityWord::Error => Severity::Error,
        };
        self.severities.insert(rule.meta.name, severity);
        Ok(())
    }

    fn apply_profile(&mut self, profile: &Profile) -> Result<(), UnknownName> {
        for name in &profile.off {
            self.set(name, SeverityWord::Off)?;
        }
        let before = self.severities.clone();
        for name in &profile.on {
            self.switch_on(name, &before)?;
        }
        profile.severity.iter().try_for_each(|(name, word)| self.set(name, *word))
    }
}

/// The profile and those it builds on, the base first. A ring of profiles ends where it would begin again.
fn chain<'s>(schemas: &'s Schemas, name: Option<&str>) -> Result<Vec<&'s Profile>, UnknownName> {
    let mut profiles: Vec<&Profile> = Vec::new();
    let mut wanted = Some(name.unwrap_or(DEFAULT_PROFILE));
    while let Some(name) = wanted {
        let Some(profile) = schemas.profiles.iter().find(|profile| profile.name == name) else {
            // Without a default profile in the tables every rule is on.
            if name == DEFAULT_PROFILE {
                break;
            }
            let nearest = nearest(name, schemas.profiles.iter().map(|profile| profile.name.as_str()));
            return Err(UnknownName { kind: "profile", name: name.to_owned(), nearest });
        };
        if profiles.iter().any(|known| known.name == profile.name) {
            break;
        }
        profiles.push(profile);
        wanted = profile.extends.as_deref();
    }
    profiles.reverse();
    Ok(profiles)
}

/// The candidate most like `name`, if any is like it at all.
pub fn nearest<'n>(name: &str, candidates: impl IntoIterator<Item = &'n str>) -> Option<String> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&name.to_lowercase(), &candidate.to_lowercase()), candidate))
        .filter(|(likeness, _)| *likeness >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::engine::samples::{KNOWN, schemas};
    use super::*;

    fn severities(choices: Choices) -> String {
        let selection = Selection::among(KNOWN, &schemas(), &choices).expect("known names");
        let words: Vec<String> =
            selection.rules().map(|rule| format!("{}={}", rule.meta.name, selection.severities[rule.meta.name].as_str())).collect();
        words.join(" ")
    }

    fn names(list: &[&str]) -> Vec<String> {
        list.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn the_default_profile_has_an_off_list() {
        assert_eq!(severities(Choices::default()), "shouting-title=warning shouting-word=info");
        let strict = Choices { profile: Some("strict".into()), ..Choices::default() };
        assert_eq!(severities(strict), "missing-delo=error shared-record-id=warning shouting-title=warning shouting-word=info");
    }

    #[test]
    fn severities_switch_rules_on_and_off() {
        let choices = Choices {
            severities: vec![("shouting-title".into(), SeverityWord::Off), ("missing-delo".into(), SeverityWord::Info)],
            ..Choices::default()
        };
        assert_eq!(severities(choices), "missing-delo=info shouting-word=info");
    }

    #[test]
    fn select_replaces_extend_adds_ignore_takes_away() {
        let select = Choices { select: Some(names(&["missing-delo"])), ..Choices::default() };
        assert_eq!(severities(select.clone()), "missing-delo=error");
        let more = Choices { extend_select: names(&["shouting-title", "shouting-word"]), ignore: names(&["shouting-word"]), ..select };
        assert_eq!(severities(more), "missing-delo=error shouting-title=warning");
    }

    #[test]
    fn a_misspelt_name_is_an_error_with_the_nearest_one() {
        let choices = Choices { ignore: names(&["shouting-tilte"]), ..Choices::default() };
        let error = Selection::among(KNOWN, &schemas(), &choices).expect_err("no such rule");
        assert_eq!((error.to_string().as_str(), error.nearest.as_deref()), ("there is no rule `shouting-tilte`", Some("shouting-title")));
        let choices = Choices { profile: Some("strickt".into()), ..Choices::default() };
        let error = Selection::among(KNOWN, &schemas(), &choices).expect_err("no such profile");
        assert_eq!((error.kind, error.nearest.as_deref()), ("profile", Some("strict")));
    }

    #[test]
    fn nothing_alike_is_not_suggested() {
        assert_eq!(nearest("xyz", ["missing-delo", "shouting-title"]), None);
    }
}
