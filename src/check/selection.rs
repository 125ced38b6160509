//! Which rules run, and how severe their findings are: profile, severities, select and ignore become one table.
//!
//! Later steps win: the profile's base, the profile, the severities of the settings, those for a path, `select`,
//! `extend-select`, `ignore`. Every name is checked; a misspelt rule is an error, for a rule that silently does not run
//! is worse than none.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use thiserror::Error;

use crate::diagnostic::{Confidence, Severity};
use crate::rules::{self, Rule};
use crate::schema::words::SeverityWord;
use crate::schema::{Profile, Schemas};
use crate::source::FileName;

/// The profile that holds when nobody names one.
pub const DEFAULT_PROFILE: &str = "default";

/// What the user asked for, by name.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// Name of a profile; none means [`DEFAULT_PROFILE`].
    pub profile: Option<String>,
    /// Severities by rule.
    pub severities: Vec<(String, SeverityWord)>,
    /// Least confidences by rule; they win over `min_confidence`.
    pub confidences: Vec<(String, Confidence)>,
    /// What holds for some files only; later ones win.
    pub overrides: Vec<PathChoices>,
    /// Only these rules, if given.
    pub select: Option<Vec<String>>,
    /// These rules as well.
    pub extend_select: Vec<String>,
    /// Not these rules.
    pub ignore: Vec<String>,
    /// Drop findings below this confidence.
    pub min_confidence: Option<Confidence>,
}

/// What the user asked for on some files.
#[derive(Debug, Clone)]
pub struct PathChoices {
    /// Which files.
    pub path: PathTest,
    /// Severities by rule.
    pub severities: Vec<(String, SeverityWord)>,
    /// Least confidences by rule.
    pub confidences: Vec<(String, Confidence)>,
    /// Drop findings below this confidence.
    pub min_confidence: Option<Confidence>,
}

/// Whether a setting speaks for a file.
#[derive(Clone)]
pub struct PathTest(Arc<dyn Fn(&FileName) -> bool + Send + Sync>);

impl PathTest {
    /// A test of the name of a file.
    pub fn new(test: impl Fn(&FileName) -> bool + Send + Sync + 'static) -> Self {
        Self(Arc::new(test))
    }

    /// Whether the setting speaks for this file.
    pub fn holds(&self, file: &FileName) -> bool {
        (self.0)(file)
    }
}

impl fmt::Debug for PathTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PathTest")
    }
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
    known: Arc<[&'static Rule]>,
    /// What [`Selection::rules`] gives; asked for with every page.
    running: Arc<[&'static Rule]>,
    /// What holds where no override does.
    table: Table,
    /// The same before `select`, `extend-select` and `ignore`: what overrides start from.
    base: Table,
    narrowing: Narrowing,
    overrides: Vec<Override>,
}

/// Severities and least confidences.
#[derive(Debug, Clone, Default)]
struct Table {
    severities: BTreeMap<&'static str, Severity>,
    confidences: BTreeMap<&'static str, Confidence>,
    min_confidence: Option<Confidence>,
}

/// `select`, `extend-select` and `ignore`, with names that exist.
#[derive(Debug, Clone, Default)]
struct Narrowing {
    select: Option<Vec<&'static Rule>>,
    extend_select: Vec<&'static Rule>,
    ignore: Vec<&'static Rule>,
}

/// A change of the table for some files.
#[derive(Debug, Clone)]
struct Override {
    path: PathTest,
    severities: Vec<(&'static Rule, SeverityWord)>,
    confidences: Vec<(&'static Rule, Confidence)>,
    min_confidence: Option<Confidence>,
}

impl Selection {
    /// Settles the choices over all rules, the built-in ones and those of the schemas.
    ///
    /// # Errors
    /// The first name of a rule or profile that does not exist.
    pub fn new(schemas: &Schemas, choices: &Choices) -> Result<Self, UnknownName> {
        Self::among(&rules::known(schemas), schemas, choices)
    }

    /// Settles the choices over the given rules.
    ///
    /// # Errors
    /// As [`Selection::new`].
    pub fn among(known: &[&'static Rule], schemas: &Schemas, choices: &Choices) -> Result<Self, UnknownName> {
        let catalogue = Catalogue(known);
        let mut base = Table { min_confidence: choices.min_confidence, ..Table::default() };
        base.severities.extend(known.iter().map(|rule| (rule.meta.name, rule.meta.severity)));
        for profile in chain(schemas, choices.profile.as_deref())? {
            base.apply_profile(profile, catalogue)?;
        }
        base.apply(&catalogue.pairs(&choices.severities)?, &catalogue.pairs(&choices.confidences)?);
        let narrowing = Narrowing {
            select: choices.select.as_deref().map(|names| catalogue.rules(names)).transpose()?,
            extend_select: catalogue.rules(&choices.extend_select)?,
            ignore: catalogue.rules(&choices.ignore)?,
        };
        let settle = |choices: &PathChoices| {
            Ok(Override {
                path: choices.path.clone(),
                severities: catalogue.pairs(&choices.severities)?,
                confidences: catalogue.pairs(&choices.confidences)?,
                min_confidence: choices.min_confidence,
            })
        };
        let overrides = choices.overrides.iter().map(settle).collect::<Result<_, _>>()?;
        let mut table = base.clone();
        table.narrow(&narrowing);
        let settled = Self { known: known.into(), running: Arc::default(), table, base, narrowing, overrides };
        Ok(Self { running: settled.find_running(), ..settled })
    }

    /// The selection that holds for a file.
    pub fn for_file(&self, file: &FileName) -> Cow<'_, Self> {
        let mut holding = self.overrides.iter().filter(|change| change.path.holds(file)).peekable();
        if holding.peek().is_none() {
            return Cow::Borrowed(self);
        }
        let mut table = self.base.clone();
        for change in holding {
            if let Some(least) = change.min_confidence {
                // What holds for a rule everywhere must not undo what holds here for every rule.
                table.confidences.clear();
                table.min_confidence = Some(least);
            }
            table.apply(&change.severities, &change.confidences);
        }
        table.narrow(&self.narrowing);
        let settled = Self { table, overrides: Vec::new(), ..self.clone() };
        Cow::Owned(Self { running: settled.find_running(), ..settled })
    }

    /// The severity of a rule, `None` when it is off.
    pub fn severity(&self, rule: &str) -> Option<Severity> {
        self.table.severities.get(rule).copied()
    }

    /// The least confidence that a finding of a rule needs.
    pub fn min_confidence(&self, rule: &str) -> Confidence {
        let own = self.table.confidences.get(rule).copied();
        own.or(self.table.min_confidence).unwrap_or(Confidence::Low)
    }

    /// The rules that run, in the order of the catalogue; those of some files only are among them.
    pub fn rules(&self) -> impl Iterator<Item = &'static Rule> + '_ {
        self.running.iter().copied()
    }

    fn find_running(&self) -> Arc<[&'static Rule]> {
        let somewhere = |rule: &Rule| {
            let mut words = self.overrides.iter().flat_map(|change| &change.severities);
            words.any(|(other, word)| other.meta.name == rule.meta.name && *word != SeverityWord::Off)
                && self.narrowing.leaves(rule.meta.name)
        };
        self.known.iter().copied().filter(|rule| self.table.severities.contains_key(rule.meta.name) || somewhere(rule)).collect()
    }

    /// Whether a rule of this name exists, on or off.
    pub fn knows(&self, name: &str) -> bool {
        self.known(name).is_some()
    }

    /// The rule of this name, on or off.
    pub fn known(&self, name: &str) -> Option<&'static Rule> {
        self.known.iter().find(|rule| rule.meta.name == name).copied()
    }

    /// The names of all rules, on or off.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.known.iter().map(|rule| rule.meta.name)
    }
}

/// The rules that names are looked up in.
#[derive(Debug, Clone, Copy)]
struct Catalogue<'k>(&'k [&'static Rule]);

impl Catalogue<'_> {
    fn rule(self, name: &str) -> Result<&'static Rule, UnknownName> {
        let found = self.0.iter().copied().find(|rule| rule.meta.name == name);
        found.ok_or_else(|| UnknownName {
            kind: "rule",
            name: name.to_owned(),
            nearest: nearest(name, self.0.iter().map(|rule| rule.meta.name)),
        })
    }

    fn rules(self, names: &[String]) -> Result<Vec<&'static Rule>, UnknownName> {
        names.iter().map(|name| self.rule(name)).collect()
    }

    fn pairs<T: Copy>(self, pairs: &[(String, T)]) -> Result<Vec<(&'static Rule, T)>, UnknownName> {
        pairs.iter().map(|(name, value)| Ok((self.rule(name)?, *value))).collect()
    }
}

impl Narrowing {
    /// Whether a rule can run at all.
    fn leaves(&self, name: &str) -> bool {
        let among = |rules: &[&'static Rule]| rules.iter().any(|rule| rule.meta.name == name);
        !among(&self.ignore) && (self.select.as_deref().is_none_or(among) || among(&self.extend_select))
    }
}

impl Table {
    fn apply_profile(&mut self, profile: &Profile, catalogue: Catalogue<'_>) -> Result<(), UnknownName> {
        for name in &profile.off {
            self.severities.remove(catalogue.rule(name)?.meta.name);
        }
        for rule in catalogue.rules(&profile.on)? {
            self.severities.entry(rule.meta.name).or_insert(rule.meta.severity);
        }
        let severities = profile.severity.iter().map(|(name, word)| (name.clone(), *word)).collect::<Vec<_>>();
        self.apply(&catalogue.pairs(&severities)?, &[]);
        Ok(())
    }

    fn apply(&mut self, severities: &[(&'static Rule, SeverityWord)], confidences: &[(&'static Rule, Confidence)]) {
        for (rule, word) in severities {
            let severity = match word {
                SeverityWord::Off => {
                    self.severities.remove(rule.meta.name);
                    continue;
                }
                SeverityWord::Info => Severity::Info,
                SeverityWord::Warning => Severity::Warning,
                SeverityWord::Error => Severity::Error,
            };
            self.severities.insert(rule.meta.name, severity);
        }
        self.confidences.extend(confidences.iter().map(|(rule, least)| (rule.meta.name, *least)));
    }

    /// Rules that are switched on keep the severity of the settings, or take their own.
    fn narrow(&mut self, narrowing: &Narrowing) {
        let selected = |rule: &&'static Rule| (rule.meta.name, self.severities.get(rule.meta.name).copied().unwrap_or(rule.meta.severity));
        let more: Vec<_> = narrowing.extend_select.iter().map(selected).collect();
        if let Some(select) = &narrowing.select {
            self.severities = select.iter().map(selected).collect();
        }
        self.severities.extend(more);
        for rule in &narrowing.ignore {
            self.severities.remove(rule.meta.name);
        }
    }
}

/// The profile and those it builds on, the base first. A ring of profiles ends where it would begin again.
fn chain<'s>(schemas: &'s Schemas, name: Option<&str>) -> Result<Vec<&'s Profile>, UnknownName> {
    let mut profiles: Vec<&Profile> = Vec::new();
    let mut wanted = Some(name.unwrap_or(DEFAULT_PROFILE));
    while let Some(name) = wanted {
        let Some(profile) = schemas.profiles.find(name) else {
            // Without a default profile in the tables every rule is on.
            if name == DEFAULT_PROFILE {
                break;
            }
            let nearest = nearest(name, schemas.profiles.ids());
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
    use super::super::samples::{KNOWN, schemas};
    use super::*;

    fn severities(choices: Choices) -> String {
        let selection = Selection::among(KNOWN, &schemas(), &choices).expect("known names");
        let words: Vec<String> =
            selection.rules().map(|rule| format!("{}={}", rule.meta.name, selection.table.severities[rule.meta.name].as_str())).collect();
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
    fn settings_for_a_path_win_over_those_for_all_and_lose_to_select_and_ignore() {
        let old = PathChoices {
            path: PathTest::new(|file| file.as_str().starts_with("old/")),
            severities: vec![("missing-delo".into(), SeverityWord::Error), ("shouting-title".into(), SeverityWord::Off)],
            confidences: vec![("shouting-word".into(), Confidence::High)],
            min_confidence: Some(Confidence::Medium),
        };
        let settle = |choices: Choices| Selection::among(KNOWN, &schemas(), &choices).expect("known names");
        let choices = Choices { overrides: vec![old], ..Choices::default() };
        let selection = settle(choices.clone());
        let there = selection.for_file(&FileName::new("old/a.txt"));
        assert_eq!((there.severity("missing-delo"), there.severity("shouting-title")), (Some(Severity::Error), None));
        assert_eq!((there.min_confidence("shouting-word"), there.min_confidence("missing-delo")), (Confidence::High, Confidence::Medium));
        let here = selection.for_file(&FileName::new("new/a.txt"));
        assert_eq!((here.severity("missing-delo"), here.min_confidence("shouting-word")), (None, Confidence::Low));
        assert!(selection.rules().any(|rule| rule.meta.name == "missing-delo"), "it runs somewhere");
        let ignoring = settle(Choices { ignore: names(&["missing-delo"]), ..choices });
        assert_eq!(ignoring.for_file(&FileName::new("old/a.txt")).severity("missing-delo"), None);
        assert!(ignoring.rules().all(|rule| rule.meta.name != "missing-delo"));
    }

    #[test]
    fn the_least_confidence_of_a_rule_wins_over_that_of_all() {
        let choices = Choices {
            min_confidence: Some(Confidence::High),
            confidences: vec![("shouting-word".into(), Confidence::Low)],
            ..Choices::default()
        };
        let selection = Selection::among(KNOWN, &schemas(), &choices).expect("known names");
        assert_eq!(
            (selection.min_confidence("shouting-word"), selection.min_confidence("shouting-title")),
            (Confidence::Low, Confidence::High)
        );
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
