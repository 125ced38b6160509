//! The word lists of the schemas, made ready once for all pages.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::schema::Schemas;

use super::needles::Needles;

/// What a string found in a text is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Listed {
    /// A variant of this organisation (index into the schemas).
    Organisation(usize),
    /// A misread name (index into the schemas).
    Name(usize),
    /// The same honorific twice.
    Honorific,
    /// A sign for "number".
    Numero,
    /// A word for "number", which counts before a digit.
    NumeroWord,
    /// A letter where a digit belongs; the rest of the string is what tells so.
    LetterForDigit,
}

/// Word lists in the form that [`super::facts`] searches with. Building them costs more than reading a page: build
/// once, share between threads.
#[derive(Debug)]
pub struct Matchers<'s> {
    pub(super) schemas: &'s Schemas,
    listed: OnceLock<(Option<Needles>, Vec<Listed>)>,
    pub(super) numbers: HashMap<&'s str, u32>,
    pub(super) digits: HashMap<&'s str, u32>,
    pub(super) running_heads: Vec<&'s str>,
    pub(super) words: Words<'s>,
}

/// Lists that are walked in the few lines they matter in.
#[derive(Debug)]
pub(super) struct Words<'s> {
    pub closing_marks: Vec<&'s str>,
    pub event_words: Vec<&'s str>,
    pub event_verbs: Vec<&'s str>,
    pub numeros: Vec<&'s str>,
    pub copy: Vec<&'s str>,
    pub copies: Vec<&'s str>,
    pub copies_abbreviated: Vec<&'s str>,
    pub made: Vec<&'s str>,
    pub sheets: Vec<&'s str>,
    pub on_sheets: Vec<&'s str>,
    pub honorifics: Vec<&'s str>,
    pub recipient_words: Vec<&'s str>,
    pub datives: Vec<(&'s str, &'s str)>,
    pub not_names: Vec<&'s str>,
    pub editorial: Vec<&'s str>,
    pub no_initials: Vec<&'s str>,
    pub html_tags: Vec<&'s str>,
}

impl<'s> Matchers<'s> {
    /// Prepares the word lists of these schemas.
    pub fn new(schemas: &'s Schemas) -> Self {
        let table = |kind: &'s str| pairs(schemas, kind).into_iter().filter_map(|(word, number)| Some((word, number.parse().ok()?)));
        let with_heads = schemas.layouts.having("running-heads", |layout| !layout.running_heads.is_empty());
        Self {
            schemas,
            listed: OnceLock::new(),
            numbers: table("number-word").collect(),
            digits: table("digit-look-alike").collect(),
            running_heads: with_heads.flat_map(|layout| layout.running_heads.iter().map(String::as_str)).collect(),
            words: Words::new(schemas),
        }
    }

    /// Everything that is looked for in the whole text, and what each spelling of it is; made when first asked for.
    pub(super) fn listed(&self) -> &(Option<Needles>, Vec<Listed>) {
        self.listed.get_or_init(|| {
            let (patterns, meanings): (Vec<String>, Vec<Listed>) = patterns(self.schemas).into_iter().unzip();
            // Too large a list would leave the search unbuilt; then nothing listed is found, and the rest still is.
            (Needles::new(patterns), meanings)
        })
    }
}

impl<'s> Words<'s> {
    fn new(schemas: &'s Schemas) -> Self {
        let list = |kind: &'s str| schemas.phrases(kind).collect::<Vec<_>>();
        let mut numeros = list("numero");
        numeros.extend(schemas.phrases("numero-word"));
        Self {
            closing_marks: list("closing-mark"),
            event_words: list("event-word"),
            event_verbs: list("event-verb"),
            numeros,
            copy: list("copy"),
            copies: list("copies"),
            copies_abbreviated: list("copies-abbreviated"),
            made: list("made"),
            sheets: list("sheets"),
            on_sheets: list("on-sheets"),
            honorifics: list("honorific"),
            recipient_words: list("recipient-word"),
            datives: pairs(schemas, "dative"),
            not_names: list("not-a-name"),
            editorial: list("editorial-word"),
            no_initials: list("no-initials"),
            html_tags: list("html-tag"),
        }
    }
}

/// Phrases written `word=meaning`.
fn pairs<'s>(schemas: &'s Schemas, kind: &'s str) -> Vec<(&'s str, &'s str)> {
    schemas.phrases(kind).filter_map(|phrase| phrase.split_once('=')).collect()
}

/// Every string that is looked for in the whole text. Longer strings come first: the first that fits is taken.
fn patterns(schemas: &Schemas) -> Vec<(String, Listed)> {
    let mut all = Vec::new();
    for (number, organisation) in schemas.organisations.iter().enumerate() {
        for variant in &organisation.variants {
            let curly = variant.replace('\'', "’");
            if curly != *variant {
                all.push((curly, Listed::Organisation(number)));
            }
            all.push((variant.clone(), Listed::Organisation(number)));
        }
    }
    all.extend(schemas.name_readings.iter().enumerate().map(|(number, reading)| (reading.wrong.clone(), Listed::Name(number))));
    all.extend(schemas.phrases("honorific").map(|word| (format!("{word} {word}"), Listed::Honorific)));
    all.extend(schemas.phrases("numero").map(|sign| (sign.to_owned(), Listed::Numero)));
    all.extend(schemas.phrases("numero-word").map(|sign| (sign.to_owned(), Listed::NumeroWord)));
    all.extend(schemas.phrases("letter-for-digit").map(|word| (word.to_owned(), Listed::LetterForDigit)));
    all.retain(|(pattern, _)| !pattern.is_empty());
    all.sort_by_key(|(pattern, _)| std::cmp::Reverse(pattern.len()));
    all
}
