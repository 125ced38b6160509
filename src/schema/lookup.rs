//! The schema tables together, with the look-ups that reading and checking need.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use foldhash::fast::FixedState;

use super::builtin::{HOSTS, NAMES, PUBLISHER_NAMES, TABLES};
use super::entries::Entries;
use super::lower::lower;
use super::model::{LayoutLabels, Profile, Publisher, Repository, SchemaFile, Scheme};
use super::names::{NameMatch, Names};
use super::own::OwnRule;
use super::vocabulary::{CreditVerb, Language, Month, NameReading, NameWord, Organisation, Romanisation, Transliteration, Wording};

/// All schemas in force.
#[derive(Debug, Default)]
pub struct Schemas {
    /// Archives.
    pub repositories: Entries<Repository>,
    /// Level schemes.
    pub schemes: Entries<Scheme>,
    /// Digital publishers.
    pub publishers: Entries<Publisher>,
    /// Page layouts.
    pub layouts: Entries<LayoutLabels>,
    /// Sets of rules.
    pub profiles: Entries<Profile>,
    /// Months.
    pub months: Entries<Month>,
    /// Words that citation styles print, by language.
    pub wordings: Entries<Wording>,
    /// Languages.
    pub languages: Entries<Language>,
    /// Verbs of credit sentences.
    pub credits: Entries<CreditVerb>,
    /// Organisations.
    pub organisations: Entries<Organisation>,
    /// Words of archives' names that are printed shorter.
    pub name_words: Entries<NameWord>,
    /// Names that OCR misreads.
    pub name_readings: Entries<NameReading>,
    /// Rival romanisations.
    pub romanisations: Entries<Romanisation>,
    /// Letter tables.
    pub transliterations: Entries<Transliteration>,
    /// Latin letters and their Cyrillic look-alikes.
    pub look_alikes: Arc<BTreeMap<char, char>>,
    /// Names of the user's own files.
    pub own_files: Vec<String>,
    /// Rules of the user's own files, in the order of the files.
    pub own_rules: Vec<OwnRule>,
    /// By kind: the words of the built-in files, and the user's own.
    phrases: Vec<(Cow<'static, str>, &'static [&'static str], Vec<String>)>,
    /// Whether the archives and the words of their names are the built-in ones, whose table stands ready.
    has_builtin_names: bool,
    names: OnceLock<Names>,
    /// The sigla of the repositories by number, to be shared by records.
    sigla: Vec<Arc<str>>,
    /// Whether the publishers are the built-in ones, whose names and hosts stand ready.
    has_builtin_publishers: bool,
    publisher_names: OnceLock<HashMap<Cow<'static, str>, (usize, bool), FixedState>>,
    /// Patterns of record IDs by number of the publisher; made when first asked for.
    record_ids: Vec<OnceLock<Option<regex::Regex>>>,
    /// What looks like a section code and what one is, by number of the scheme; made when first asked for.
    section_codes: Vec<OnceLock<Option<[regex::Regex; 2]>>>,
    month_names: OnceLock<HashMap<String, u8, FixedState>>,
    letters: OnceLock<HashMap<char, String, FixedState>>,
}

impl Schemas {
    /// Puts the user's files behind the built-in ones; an entry whose id is known already takes the place of the earlier one.
    pub(super) fn merge(files: Vec<SchemaFile>) -> Self {
        let mut own = SchemaFile::default();
        let mut phrases: Vec<_> = TABLES.phrase.iter().map(|(kind, words)| (Cow::Borrowed(*kind), *words, Vec::new())).collect();
        let mut look_alikes: BTreeMap<char, char> = TABLES.look_alikes.read();
        for file in files {
            own.repository.extend(file.repository);
            own.scheme.extend(file.scheme);
            own.publisher.extend(file.publisher);
            own.layout.extend(file.layout);
            own.profile.extend(file.profile);
            own.month.extend(file.month);
            own.wording.extend(file.wording);
            own.language.extend(file.language);
            own.credit.extend(file.credit);
            own.organisation.extend(file.organisation);
            own.name_word.extend(file.name_word);
            own.name_reading.extend(file.name_reading);
            own.romanisation.extend(file.romanisation);
            own.transliteration.extend(file.transliteration);
            phrases.extend(file.phrase.into_iter().map(|phrase| (Cow::Owned(phrase.kind), &[][..], phrase.words)));
            look_alikes.extend(file.look_alikes);
        }
        phrases.sort_by(|a, b| a.0.cmp(&b.0));
        let mut all = Self {
            has_builtin_names: own.repository.is_empty() && own.name_word.is_empty(),
            has_builtin_publishers: own.publisher.is_empty(),
            repositories: Entries::of(&TABLES.repository, own.repository),
            schemes: Entries::of(&TABLES.scheme, own.scheme),
            publishers: Entries::of(&TABLES.publisher, own.publisher),
            layouts: Entries::of(&TABLES.layout, own.layout),
            profiles: Entries::of(&TABLES.profile, own.profile),
            months: Entries::of(&TABLES.month, own.month),
            wordings: Entries::of(&TABLES.wording, own.wording),
            languages: Entries::of(&TABLES.language, own.language),
            credits: Entries::of(&TABLES.credit, own.credit),
            organisations: Entries::of(&TABLES.organisation, own.organisation),
            name_words: Entries::of(&TABLES.name_word, own.name_word),
            name_readings: Entries::of(&TABLES.name_reading, own.name_reading),
            romanisations: Entries::of(&TABLES.romanisation, own.romanisation),
            transliterations: Entries::of(&TABLES.transliteration, own.transliteration),
            look_alikes: Arc::new(look_alikes),
            phrases,
            ..Self::default()
        };
        all.sigla = all.repositories.ids().map(Arc::from).collect();
        all.record_ids.resize_with(all.publishers.len(), OnceLock::new);
        all.section_codes.resize_with(all.schemes.len(), OnceLock::new);
        all
    }

    /// Adds rules; one whose name is known already takes the place of the earlier one.
    pub(super) fn add_rules(&mut self, rules: Vec<OwnRule>) {
        replace(&mut self.own_rules, rules, |a, b| a.table.name == b.table.name);
    }

    fn names(&self) -> &Names {
        if self.has_builtin_names { &NAMES } else { self.names.get_or_init(|| Names::of(self)) }
    }

    /// Every name of a publisher in lower case, with the publisher's number and whether the name is a former one.
    fn publisher_names(&self) -> &HashMap<Cow<'static, str>, (usize, bool), FixedState> {
        self.publisher_names.get_or_init(|| {
            if self.has_builtin_publishers {
                return PUBLISHER_NAMES.iter().map(|&(name, found)| (name.into(), found)).collect();
            }
            let names = self.publishers.iter().enumerate().flat_map(|(number, publisher)| {
                let today = std::iter::once(&publisher.name).chain(&publisher.spellings).map(|name| (name, false));
                let all = today.chain(publisher.former.iter().map(|name| (name, true)));
                all.map(move |(name, former)| (lower(name).into(), (number, former)))
            });
            names.collect()
        })
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
        self.names().beginning(text)
    }

    /// The repositories that a printed name may mean; empty when unknown.
    pub fn repositories_named(&self, name: &str) -> &[NameMatch] {
        if let Some(found) = self.names().get(name) {
            return found;
        }
        if let Some(bare) = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")) {
            return self.repositories_named(bare);
        }
        let unmixed = self.unmixed(name).into_iter().flatten();
        unmixed.into_iter().find_map(|name| self.names().get(&name)).unwrap_or_default()
    }

    /// The siglum of the repository that a name may mean.
    pub fn siglum(&self, found: &NameMatch) -> &Arc<str> {
        &self.sigla[found.repository]
    }

    /// The first words of all names of the repositories with one of some schemes, in lower case.
    pub fn name_starts(&self, wanted: impl Fn(&str) -> bool) -> HashSet<Cow<'static, str>, FixedState> {
        let mut starts = HashSet::with_capacity_and_hasher(1024, FixedState::default());
        starts.insert("the".into());
        for (_, words) in self.names().starts.iter().filter(|(scheme, _)| wanted(scheme)) {
            match words {
                Cow::Borrowed(words) => starts.extend(words.split_whitespace().map(Cow::Borrowed)),
                Cow::Owned(words) => starts.extend(words.split_whitespace().map(|word| Cow::Owned(word.to_owned()))),
            }
        }
        starts
    }

    /// The most words a repository name has.
    pub fn longest_name(&self) -> usize {
        self.names().longest
    }

    /// The repository of this canonical siglum.
    pub fn repository(&self, siglum: &str) -> Option<&Repository> {
        self.repositories.find(siglum)
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
        self.schemes.find(id)
    }

    /// The publisher of this name, and whether the name is a former one.
    pub fn publisher_named(&self, name: &str) -> Option<(&Publisher, bool)> {
        let &(number, former) = self.publisher_names().get(lower(name.trim()).as_str())?;
        Some((&self.publishers[number], former))
    }

    /// The publisher of this canonical name or id.
    pub fn publisher(&self, name: &str) -> Option<&Publisher> {
        self.publishers.iter().find(|publisher| publisher.name == name || publisher.id == name)
    }

    /// Whether an ID has the form of the publisher's record IDs; `None` when the tables do not say what they look like.
    pub fn is_record_id(&self, publisher: &Publisher, id: &str) -> Option<bool> {
        let number = self.publishers.number(&publisher.id)?;
        let compile = || regex::Regex::new(publisher.record_id.as_deref()?).ok();
        Some(self.record_ids.get(number)?.get_or_init(compile).as_ref()?.is_match(id))
    }

    /// Whether a call number begins with something that is meant as a section code of the scheme and is none.
    pub fn has_broken_code(&self, scheme: &Scheme, call_number: &str) -> bool {
        let compile = || {
            let code = scheme.code.as_ref()?;
            Some([regex::Regex::new(&code.looks).ok()?, regex::Regex::new(&code.right).ok()?])
        };
        let number = self.schemes.number(&scheme.id);
        let codes = number.and_then(|number| self.section_codes.get(number)?.get_or_init(compile).as_ref());
        codes.is_some_and(|[looks, right]| looks.is_match(call_number) && !right.is_match(call_number))
    }

    /// Every printed publisher name, lower case, longest first.
    pub fn publisher_spellings(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.publisher_names().keys().map(|name| &**name).collect();
        names.sort_unstable_by_key(|name| (std::cmp::Reverse(name.len()), *name));
        names
    }

    /// The publisher whose host this is: canonical, mirror, legacy or third party.
    pub fn publisher_of_host(&self, host: &str) -> Option<(&Publisher, HostKind)> {
        if self.has_builtin_publishers {
            let (_, number, kind) = HOSTS.iter().find(|(known, ..)| *known == host)?;
            return Some((&self.publishers[*number], *kind));
        }
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
        self.layouts.find(id)
    }

    /// The number of a month by any of its names (without a final dot, any case).
    pub fn month(&self, name: &str) -> Option<u8> {
        let names = self.month_names.get_or_init(|| {
            // Grown step by step, the table would be filled several times.
            let count = self.months.iter().map(|month| month.names.len()).sum();
            let mut names = HashMap::with_capacity_and_hasher(count, FixedState::default());
            names.extend(self.months.iter().flat_map(|month| month.names.iter().map(|name| (lower(name), month.number))));
            names
        });
        names.get(&lower(name)).copied()
    }

    /// The English name of a month, 1 to 12.
    pub fn month_in_english(&self, number: u8) -> Option<&str> {
        self.months.iter().find(|month| month.number == number)?.english.as_deref()
    }

    /// The words that citation styles of a language print.
    pub fn wording(&self, language: &str) -> Option<&Wording> {
        self.wordings.find(language)
    }

    /// The language of this name or code.
    pub fn language(&self, name: &str) -> Option<&Language> {
        if let Some(found) = self.languages.find(name) {
            return Some(found);
        }
        let name = name.trim().to_lowercase();
        self.languages.iter().find(|language| language.code == name || language.names.iter().any(|known| known.to_lowercase() == name))
    }

    /// The words of one function, in the order of the files.
    pub fn phrases<'s>(&'s self, kind: &'s str) -> impl Iterator<Item = &'s str> {
        let first = self.phrases.partition_point(|phrases| *phrases.0 < *kind);
        let of_kind = self.phrases[first..].iter().take_while(move |phrases| phrases.0 == kind);
        of_kind.flat_map(|(_, stored, own)| stored.iter().copied().chain(own.iter().map(String::as_str)))
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
        let letters = self.letters.get_or_init(|| {
            let pairs = self.transliterations.iter().flat_map(|table| &table.letters);
            pairs.map(|(letter, latin)| (*letter, latin.clone())).collect()
        });
        let mut out = String::with_capacity(text.len());
        for letter in text.chars() {
            if let Some(latin) = letters.get(&letter) {
                out.push_str(latin);
                continue;
            }
            let lower = letter.to_lowercase().next().unwrap_or(letter);
            match letters.get(&lower) {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands ready must be what the entries say.
    #[test]
    fn built_in_publishers_are_known_by_what_their_entries_say() {
        let ready = Schemas::builtin();
        let made = Schemas { has_builtin_publishers: false, has_builtin_names: false, ..Schemas::builtin() };
        assert_eq!(ready.publisher_names(), made.publisher_names());
        for (host, ..) in HOSTS {
            let found = |schemas: &Schemas| schemas.publisher_of_host(host).map(|(publisher, kind)| (publisher.id.clone(), kind));
            assert_eq!(found(&ready), found(&made), "{host}");
        }
        assert_eq!(format!("{:?}", ready.names()), format!("{:?}", made.names()));
        assert_eq!(made.publishers.iter().map(hosts).sum::<usize>(), HOSTS.len());
    }

    fn hosts(publisher: &Publisher) -> usize {
        let Publisher { host, mirrors, legacy_hosts, third_party, .. } = publisher;
        usize::from(host.is_some()) + mirrors.len() + legacy_hosts.len() + third_party.len()
    }
}
