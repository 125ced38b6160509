//! The schema tables together, with the look-ups that reading and checking need.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use foldhash::fast::FixedState;

use super::lower::lower;
use super::model::{LayoutLabels, Profile, Publisher, Repository, SchemaFile, Scheme};
use super::names::{NameMatch, Names};
use super::own::OwnRule;
use super::vocabulary::{
    CreditVerb, Language, Month, NameReading, NameWord, Organisation, Phrases, Romanisation, Transliteration, Wording,
};

/// All schemas in force.
#[derive(Debug, Default)]
pub struct Schemas {
    /// Archives.
    pub repositories: Vec<Repository>,
    /// Level schemes.
    pub schemes: Vec<Scheme>,
    /// Digital publishers.
    pub publishers: Vec<Publisher>,
    /// Page layouts.
    pub layouts: Vec<LayoutLabels>,
    /// Sets of rules.
    pub profiles: Vec<Profile>,
    /// Months.
    pub months: Vec<Month>,
    /// Words that citation styles print, by language.
    pub wordings: Vec<Wording>,
    /// Languages.
    pub languages: Vec<Language>,
    /// Verbs of credit sentences.
    pub credits: Vec<CreditVerb>,
    /// Organisations.
    pub organisations: Vec<Organisation>,
    /// Words of archives' names that are printed shorter.
    pub name_words: Vec<NameWord>,
    /// Names that OCR misreads.
    pub name_readings: Vec<NameReading>,
    /// Rival romanisations.
    pub romanisations: Vec<Romanisation>,
    /// Letter tables.
    pub transliterations: Vec<Transliteration>,
    /// Latin letters and their Cyrillic look-alikes.
    pub look_alikes: Arc<std::collections::BTreeMap<char, char>>,
    /// Names of the user's own files.
    pub own_files: Vec<String>,
    /// Rules of the user's own files, in the order of the files.
    pub own_rules: Vec<OwnRule>,
    phrases: Vec<Phrases>,
    names: Names,
    /// Numbers of the repositories in the order of their sigla.
    by_siglum: Vec<usize>,
    /// Numbers of the schemes in the order of their ids.
    by_scheme: Vec<usize>,
    publisher_names: HashMap<String, (usize, bool), FixedState>,
    /// Patterns of record IDs by number of the publisher; made when first asked for.
    record_ids: Vec<OnceLock<Option<regex::Regex>>>,
    /// What looks like a section code and what one is, by number of the scheme; made when first asked for.
    section_codes: Vec<OnceLock<Option<[regex::Regex; 2]>>>,
    month_names: HashMap<String, u8, FixedState>,
    letters: HashMap<char, String, FixedState>,
}

impl Schemas {
    /// Puts files together; an entry whose id is known already takes the place of the earlier one.
    pub(super) fn merge(files: Vec<SchemaFile>) -> Self {
        let mut all = Self::default();
        for file in files {
            replace(&mut all.repositories, file.repository, |a, b| a.siglum == b.siglum);
            replace(&mut all.schemes, file.scheme, |a, b| a.id == b.id);
            replace(&mut all.publishers, file.publisher, |a, b| a.id == b.id);
            replace(&mut all.layouts, file.layout, |a, b| a.id == b.id);
            replace(&mut all.profiles, file.profile, |a, b| a.name == b.name);
            all.months.extend(file.month);
            replace(&mut all.wordings, file.wording, |a, b| a.language == b.language);
            replace(&mut all.languages, file.language, |a, b| a.code == b.code);
            all.credits.extend(file.credit);
            replace(&mut all.organisations, file.organisation, |a, b| a.name == b.name);
            all.name_words.extend(file.name_word);
            all.name_readings.extend(file.name_reading);
            all.romanisations.extend(file.romanisation);
            all.transliterations.extend(file.transliteration);
            all.phrases.extend(file.phrase);
            Arc::make_mut(&mut all.look_alikes).extend(file.look_alikes);
        }
        all.build_tables();
        all
    }

    /// Adds rules; one whose name is known already takes the place of the earlier one.
    pub(super) fn add_rules(&mut self, rules: Vec<OwnRule>) {
        replace(&mut self.own_rules, rules, |a, b| a.table.name == b.table.name);
    }

    fn build_tables(&mut self) {
        self.by_siglum = (0..self.repositories.len()).collect();
        self.by_siglum.sort_by(|&a, &b| self.repositories[a].siglum.cmp(&self.repositories[b].siglum));
        self.by_scheme = (0..self.schemes.len()).collect();
        self.by_scheme.sort_by(|&a, &b| self.schemes[a].id.cmp(&self.schemes[b].id));
        self.phrases.sort_by(|a, b| a.kind.cmp(&b.kind));
        for (number, publisher) in self.publishers.iter().enumerate() {
            for (name, former) in std::iter::once((&publisher.name, false))
                .chain(publisher.spellings.iter().map(|name| (name, false)))
                .chain(publisher.former.iter().map(|name| (name, true)))
            {
                self.publisher_names.insert(lower(name), (number, former));
            }
        }
        self.record_ids.resize_with(self.publishers.len(), OnceLock::new);
        self.section_codes.resize_with(self.schemes.len(), OnceLock::new);
        for month in &self.months {
            for name in &month.names {
                self.month_names.insert(lower(name), month.number);
            }
        }
        for table in &self.transliterations {
            self.letters.extend(table.letters.iter().map(|(letter, latin)| (*letter, latin.clone())));
        }
    }

    /// Whether a repository name may begin with this text: cheap, and never wrong when it says no.
    ///
    /// Most words of a text begin no name, and to know that costs no key.
    pub fn may_begin_name(&self, text: &str) -> bool {
        self.name_beginning(text) != Beginning::None
    }

    /// The same, and whether the text may be a whole name.
    pub fn name_beginning(&self, text: &str) -> Beginning {
        // An article and letters of the other script are left out by the look-up itself.
        if text.starts_with("The ") || text.starts_with("the ") || is_mixed(text) {
            return Beginning::Whole;
        }
        self.names.beginning(text, self)
    }

    /// The repositories that a printed name may mean; empty when unknown.
    pub fn repositories_named(&self, name: &str) -> &[NameMatch] {
        if let Some(found) = self.names.get(name, self) {
            return found;
        }
        if let Some(bare) = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")) {
            return self.repositories_named(bare);
        }
        let unmixed = self.unmixed(name).into_iter().flatten();
        unmixed.into_iter().find_map(|name| self.names.get(&name, self)).unwrap_or_default()
    }

    /// The first words of all names of some repositories, in lower case.
    pub fn name_starts(&self, wanted: impl Fn(&Repository) -> bool) -> HashSet<String, FixedState> {
        let names = self.repositories.iter().filter(|repository| wanted(repository)).flat_map(|repository| {
            let own =
                [Some(&repository.siglum), Some(&repository.name), repository.original_name.as_ref(), repository.original_siglum.as_ref()];
            own.into_iter().flatten().chain(&repository.spellings).chain(&repository.former).chain(&repository.shared)
        });
        let first = |name: &String| name.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).map(lower);
        names.filter_map(first).chain(["the".to_owned()]).collect()
    }

    /// The most words a repository name has.
    pub fn longest_name(&self) -> usize {
        self.names.longest(self)
    }

    /// The repository of this canonical siglum.
    pub fn repository(&self, siglum: &str) -> Option<&Repository> {
        let at = self.by_siglum.binary_search_by(|&number| self.repositories[number].siglum.as_str().cmp(siglum)).ok()?;
        Some(&self.repositories[self.by_siglum[at]])
    }

    /// Every spelling in the table with its siglum, for suggestions.
    pub fn repository_spellings(&self) -> impl Iterator<Item = (&str, &str)> {
        self.repositories.iter().flat_map(|repository| {
            [Some(&repository.siglum), repository.original_siglum.as_ref()]
                .into_iter()
                .flatten()
                .chain(&repository.spellings)
                .map(|name| (name.as_str(), repository.siglum.as_str()))
        })
    }

    /// The level scheme of this id.
    pub fn scheme(&self, id: &str) -> Option<&Scheme> {
        let at = self.by_scheme.binary_search_by(|&number| self.schemes[number].id.as_str().cmp(id)).ok()?;
        Some(&self.schemes[self.by_scheme[at]])
    }

    /// The publisher of this name, and whether the name is a former one.
    pub fn publisher_named(&self, name: &str) -> Option<(&Publisher, bool)> {
        let &(number, former) = self.publisher_names.get(&lower(name.trim()))?;
        Some((&self.publishers[number], former))
    }

    /// The publisher of this canonical name or id.
    pub fn publisher(&self, name: &str) -> Option<&Publisher> {
        self.publishers.iter().find(|publisher| publisher.name == name || publisher.id == name)
    }

    /// Whether an ID has the form of the publisher's record IDs; `None` when the tables do not say what they look like.
    pub fn is_record_id(&self, publisher: &Publisher, id: &str) -> Option<bool> {
        let number = self.publishers.iter().position(|known| known.id == publisher.id)?;
        let compile = || regex::Regex::new(publisher.record_id.as_deref()?).ok();
        Some(self.record_ids.get(number)?.get_or_init(compile).as_ref()?.is_match(id))
    }

    /// Whether a call number begins with something that is meant as a section code of the scheme and is none.
    pub fn has_broken_code(&self, scheme: &Scheme, call_number: &str) -> bool {
        let compile = || {
            let code = scheme.code.as_ref()?;
            Some([regex::Regex::new(&code.looks).ok()?, regex::Regex::new(&code.right).ok()?])
        };
        let number = self.schemes.iter().position(|known| known.id == scheme.id);
        let codes = number.and_then(|number| self.section_codes.get(number)?.get_or_init(compile).as_ref());
        codes.is_some_and(|[looks, right]| looks.is_match(call_number) && !right.is_match(call_number))
    }

    /// Every printed publisher name, lower case, longest first.
    pub fn publisher_spellings(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.publisher_names.keys().map(String::as_str).collect();
        names.sort_by_key(|name| (std::cmp::Reverse(name.len()), *name));
        names
    }

    /// The publisher whose host this is: canonical, mirror, legacy or third party.
    pub fn publisher_of_host(&self, host: &str) -> Option<(&Publisher, HostKind)> {
        self.publishers.iter().find_map(|publisher| {
            let is = |list: &[String]| list.iter().any(|known| known == host);
            let kind = if publisher.host.as_deref() == Some(host) {
                HostKind::Canonical
            } else if is(&publisher.mirrors) {
                HostKind::Mirror
            } else if is(&publisher.legacy_hosts) {
                HostKind::Legacy
            } else if is(&publisher.third_party) {
                HostKind::ThirdParty
            } else {
                return None;
            };
            Some((publisher, kind))
        })
    }

    /// The layout of this id.
    pub fn layout(&self, id: &str) -> Option<&LayoutLabels> {
        self.layouts.iter().find(|layout| layout.id == id)
    }

    /// The number of a month by any of its names (without a final dot, any case).
    pub fn month(&self, name: &str) -> Option<u8> {
        self.month_names.get(&lower(name)).copied()
    }

    /// The English name of a month, 1 to 12.
    pub fn month_in_english(&self, number: u8) -> Option<&str> {
        self.months.iter().find(|month| month.number == number)?.english.as_deref()
    }

    /// The words that citation styles of a language print.
    pub fn wording(&self, language: &str) -> Option<&Wording> {
        self.wordings.iter().find(|wording| wording.language == language)
    }

    /// The language of this name or code.
    pub fn language(&self, name: &str) -> Option<&Language> {
        if let Some(found) = self.languages.iter().find(|language| language.code == name) {
            return Some(found);
        }
        let name = name.trim().to_lowercase();
        self.languages.iter().find(|language| language.code == name || language.names.iter().any(|known| known.to_lowercase() == name))
    }

    /// The words of one function, in the order of the files.
    pub fn phrases<'s>(&'s self, kind: &'s str) -> impl Iterator<Item = &'s str> {
        let first = self.phrases.partition_point(|phrases| *phrases.kind < *kind);
        self.phrases[first..]
            .iter()
            .take_while(move |phrases| phrases.kind == kind)
            .flat_map(|phrases| phrases.words.iter().map(String::as_str))
    }

    /// A word that mixes Latin and Cyrillic letters, written wholly in Latin and wholly in Cyrillic; `None` for a word of
    /// one script. Letters without a look-alike stay.
    pub fn unmixed(&self, word: &str) -> Option<[String; 2]> {
        is_mixed(word).then(|| {
            // Letters of ASCII are Latin ones already.
            let latin =
                |c: char| if c.is_ascii() { c } else { self.look_alikes.iter().find(|pair| *pair.1 == c).map_or(c, |pair| *pair.0) };
            let cyrillic = |c: char| self.look_alikes.get(&c).copied().unwrap_or(c);
            [word.chars().map(latin).collect(), word.chars().map(cyrillic).collect()]
        })
    }

    /// Letters of other scripts written in Latin ones (ALA-LC without diacritics); everything else stays.
    pub fn transliterate(&self, text: &str) -> String {
        if text.is_ascii() {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        for letter in text.chars() {
            if let Some(latin) = self.letters.get(&letter) {
                out.push_str(latin);
                continue;
            }
            let lower = letter.to_lowercase().next().unwrap_or(letter);
            match self.letters.get(&lower) {
                Some(latin) => out.push_str(&capitalised(latin)),
                None => out.push(letter),
            }
        }
        out
    }
}

/// What a text may be of the name of a repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beginning {
    /// No name begins so.
    None,
    /// Some name begins so and goes on; none is this.
    Part,
    /// Some name may be this.
    Whole,
}

/// What a host is to its publisher.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostKind {
    /// The publisher's own.
    Canonical,
    /// A copy of the whole site.
    Mirror,
    /// An address it used earlier.
    Legacy,
    /// A place where others keep copies.
    ThirdParty,
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

fn replace<T>(list: &mut Vec<T>, new: Vec<T>, same: impl Fn(&T, &T) -> bool) {
    for entry in new {
        match list.iter_mut().find(|known| same(known, &entry)) {
            Some(known) => *known = entry,
            None => list.push(entry),
        }
    }
}

/// Whether Latin and Cyrillic letters stand together.
fn is_mixed(text: &str) -> bool {
    !text.is_ascii() && text.bytes().any(|byte| byte.is_ascii_alphabetic()) && text.chars().any(|c| matches!(c, '\u{400}'..='\u{52F}'))
}
