//! TOML to schema, with the place of whatever is wrong in it.

use miette::{Diagnostic, NamedSource, SourceSpan};
use thiserror::Error;

use super::lookup::Schemas;
use super::model::SchemaFile;
use super::own;

/// A schema file to load: its name for messages, and its text.
#[derive(Debug, Clone)]
pub struct SchemaSource {
    /// Path or other name.
    pub name: String,
    /// TOML.
    pub text: String,
}

/// A schema file that cannot be used.
#[derive(Debug, Error, Diagnostic)]
#[error("{message}")]
#[diagnostic(code(schema))]
pub struct SchemaError {
    /// What is wrong.
    pub message: String,
    /// The file.
    #[source_code]
    pub text: NamedSource<String>,
    /// Where in the file.
    #[label("here")]
    pub place: Option<SourceSpan>,
    /// What to do.
    #[help]
    pub help: Option<String>,
}

impl SchemaError {
    /// Line and column (characters), both from 1, of the place.
    pub fn position(&self) -> Option<(usize, usize)> {
        let before = self.text.inner().get(..self.place?.offset())?;
        Some((before.matches('\n').count() + 1, before.rsplit('\n').next()?.chars().count() + 1))
    }
}

/// Reads one schema file.
///
/// # Errors
/// The first problem with its byte span: TOML syntax, an unknown key, a value of the wrong type.
pub fn parse(source: &SchemaSource) -> Result<SchemaFile, Box<SchemaError>> {
    let file: SchemaFile = toml::from_str(&source.text).map_err(|error| wrong(source, error.message(), error.span(), None))?;
    let patterns = file.publisher.iter().filter_map(|publisher| publisher.record_id.as_deref());
    let codes = file.scheme.iter().filter_map(|scheme| scheme.code.as_ref()).flat_map(|code| [&*code.looks, &*code.right]);
    for pattern in patterns.chain(file.scheme.iter().filter_map(|scheme| scheme.whole.as_deref())).chain(codes) {
        if let Err(error) = regex::Regex::new(pattern) {
            let place = source.text.find(pattern).map(|at| at..at + pattern.len());
            let words = error.to_string();
            return Err(wrong(source, &format!("this is no regular expression: {}", last_line(&words)), place, None));
        }
    }
    Ok(file)
}

/// What a regular expression's complaint says in the end; the lines before it draw the place.
pub(super) fn last_line(complaint: &str) -> &str {
    complaint.lines().last().unwrap_or_default().trim_start_matches("error: ")
}

/// An error at a place of a file.
pub(super) fn wrong(source: &SchemaSource, message: &str, place: Option<std::ops::Range<usize>>, help: Option<String>) -> Box<SchemaError> {
    Box::new(SchemaError {
        message: format!("{}: {message}", source.name),
        text: NamedSource::new(&source.name, source.text.clone()).with_language("toml"),
        place: place.map(SourceSpan::from),
        help,
    })
}

impl Schemas {
    /// The built-in schemas.
    pub fn builtin() -> Self {
        Self::with(&[]).expect("invariant: only a file of the user's own can be wrong")
    }

    /// The built-in schemas and the user's own, in order.
    ///
    /// # Errors
    /// The first file that cannot be read, or whose tables contradict each other.
    pub fn with(own: &[SchemaSource]) -> Result<Self, Box<SchemaError>> {
        let mut files = Vec::with_capacity(own.len());
        let mut tables = Vec::new();
        for source in own {
            let mut file = parse(source)?;
            tables.push((source, std::mem::take(&mut file.rule)));
            files.push(file);
        }
        let mut schemas = Self::merge(files);
        schemas.own_files = own.iter().map(|source| source.name.clone()).collect();
        // Rules name archives, schemes and levels of any file, so they come last.
        for (source, tables) in tables {
            let rules = own::settle(tables, source, &schemas)?;
            schemas.add_rules(rules);
        }
        Ok(schemas)
    }
}

#[cfg(test)]
mod tests {
    use super::super::builtin;
    use super::super::entries::{Entries, Entry};
    use super::super::model::{LayoutLabels, Scheme};
    use super::*;

    #[test]
    fn a_broken_expression_is_shown_at_its_place() {
        let text = "[[scheme]]\nid = \"x\"\nname = \"X\"\nwhole = \"(\"\n";
        let error = parse(&SchemaSource { name: "own.toml".into(), text: text.into() }).expect_err("no expression");
        assert_eq!((error.message.as_str(), error.position()), ("own.toml: this is no regular expression: unclosed group", Some((4, 10))));
    }

    #[test]
    fn built_in_entries_are_those_of_the_files() {
        let (stored, mut read) = (Schemas::builtin(), SchemaFile::default());
        for file in builtin::FILES {
            let file = parse(&SchemaSource { name: file.name.to_owned(), text: file.toml.to_owned() }).expect("a schema file");
            assert!(file.rule.is_empty(), "rules are a project's own");
            read.repository.extend(file.repository);
            read.scheme.extend(file.scheme);
            read.publisher.extend(file.publisher);
            read.layout.extend(file.layout);
            read.profile.extend(file.profile);
            read.month.extend(file.month);
            read.wording.extend(file.wording);
            read.language.extend(file.language);
            read.credit.extend(file.credit);
            read.organisation.extend(file.organisation);
            read.name_word.extend(file.name_word);
            read.name_reading.extend(file.name_reading);
            read.romanisation.extend(file.romanisation);
            read.transliteration.extend(file.transliteration);
            read.phrase.extend(file.phrase);
            read.look_alikes.extend(file.look_alikes);
        }
        fn same<T: Entry + std::fmt::Debug>(stored: &Entries<T>, read: &[T]) {
            assert_eq!(format!("{:?}", stored.iter().collect::<Vec<_>>()), format!("{read:?}"));
            for (number, id) in read.iter().enumerate().filter_map(|(number, entry)| Some((number, entry.id()?))) {
                assert_eq!(stored.number(id), Some(number), "{id} stands there once, under its id");
            }
        }
        same(&stored.repositories, &read.repository);
        same(&stored.schemes, &read.scheme);
        same(&stored.publishers, &read.publisher);
        same(&stored.layouts, &read.layout);
        same(&stored.profiles, &read.profile);
        same(&stored.months, &read.month);
        same(&stored.wordings, &read.wording);
        same(&stored.languages, &read.language);
        same(&stored.credits, &read.credit);
        same(&stored.organisations, &read.organisation);
        same(&stored.name_words, &read.name_word);
        same(&stored.name_readings, &read.name_reading);
        same(&stored.romanisations, &read.romanisation);
        same(&stored.transliterations, &read.transliteration);
        assert_eq!(*stored.look_alikes, read.look_alikes);
        read.phrase.sort_by(|a, b| a.kind.cmp(&b.kind));
        for same in read.phrase.chunk_by(|a, b| a.kind == b.kind) {
            let words: Vec<&str> = same.iter().flat_map(|phrases| &phrases.words).map(String::as_str).collect();
            assert_eq!(stored.phrases(&same[0].kind).collect::<Vec<_>>(), words, "{}", same[0].kind);
        }
    }

    #[test]
    fn built_in_entries_with_something_are_found_by_the_key() {
        let schemas = Schemas::builtin();
        let ids = |list: Vec<&Scheme>| list.iter().map(|scheme| scheme.id.clone()).collect::<Vec<_>>();
        for (key, has) in FLAGS {
            assert_eq!(ids(schemas.schemes.having(key, has).collect()), ids(schemas.schemes.iter().filter(|scheme| has(scheme)).collect()));
        }
        let heads = |layout: &LayoutLabels| !layout.running_heads.is_empty();
        assert_eq!(schemas.layouts.having("running-heads", heads).count(), schemas.layouts.iter().filter(|layout| heads(layout)).count());
    }

    type Flag = (&'static str, fn(&Scheme) -> bool);

    const FLAGS: [Flag; 5] = [
        ("generic", |scheme| scheme.generic),
        ("alone", |scheme| scheme.alone),
        ("parts", |scheme| scheme.parts),
        ("collections", |scheme| scheme.collections),
        ("name-last", |scheme| scheme.name_last),
    ];

    #[test]
    fn an_unknown_key_is_shown_at_its_place() {
        let error = parse(&SchemaSource { name: "own.toml".into(), text: "[[repositry]]\n".into() }).expect_err("no such table");
        assert_eq!(error.position(), Some((1, 3)));
    }
}
