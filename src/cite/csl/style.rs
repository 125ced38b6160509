//! A CSL style ready for use: bundled with hayagriva or read from the text of a file, with its language.
//!
//! A file is checked before it is used: what would make hayagriva recurse without end is refused here. Disk is not
//! touched.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::taxonomy::{OtherTerm, Term};
use hayagriva::citationberg::{self, IndependentStyle, Locale, LocaleCode, StyleClass, TermForm};
use serde_json::Value;
use thiserror::Error;

use super::CslForm;

/// No style is as long (the longest known has 260 kB) …
const MOST_BYTES: usize = 4 << 20;
/// … nor as deep.
const MOST_DEPTH: usize = 200;

/// A style, the locale it is printed in, and the quotation marks of that locale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CslStyle {
    name: String,
    pub(super) csl: IndependentStyle,
    pub(super) locales: Vec<Locale>,
    pub(super) lang: LocaleCode,
    pub(super) quotes: Quotes,
}

/// The quotation marks of a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quotes {
    /// Opening and closing, outermost first.
    pub marks: [[String; 2]; 2],
    /// Whether period and comma stand before the closing mark.
    pub stop_inside: bool,
}

/// Why a style cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CslError {
    /// No bundled style has this name.
    #[error("unknown CSL style `{0}`")]
    UnknownName(String),
    /// No locale has this code.
    #[error("unknown locale `{0}`")]
    UnknownLocale(String),
    /// The file only points to another style.
    #[error("this CSL style is only another name for {parent}")]
    Dependent {
        /// The style it points to: the last part of its address, which is its usual file name.
        parent: String,
    },
    /// The text is no usable CSL style.
    #[error("this is no CSL style: {0}")]
    Broken(String),
    /// A style without a list of sources was asked for one.
    #[error("the CSL style `{0}` has no bibliography")]
    NoBibliography(String),
}

/// The names of the bundled styles and what each is called, sorted by name.
pub fn bundled() -> Vec<(&'static str, &'static str)> {
    let named = |style: &ArchivedStyle| style.names().iter().map(|name| (*name, style.display_name())).collect::<Vec<_>>();
    let mut all: Vec<_> = ArchivedStyle::all().iter().flat_map(named).collect();
    all.sort_unstable();
    all
}

impl CslStyle {
    /// A bundled style by its name, such as `apa`; `locale` is a code such as `de-DE`, else the style's own counts.
    ///
    /// # Errors
    /// No such style or locale.
    pub fn by_name(name: &str, locale: Option<&str>) -> Result<Self, CslError> {
        let found = ArchivedStyle::by_name(name).ok_or_else(|| CslError::UnknownName(name.to_owned()))?;
        match found.get() {
            citationberg::Style::Independent(csl) => Self::with(format!("csl:{name}"), csl, locale),
            citationberg::Style::Dependent(style) => Err(dependent(&style)),
        }
    }

    /// The style in the text of a `.csl` file; `name` is what to call it in messages.
    ///
    /// # Errors
    /// The text is no independent style of the Citation Style Language, or the locale is unknown.
    pub fn from_xml(name: &str, text: &str, locale: Option<&str>) -> Result<Self, CslError> {
        if text.len() > MOST_BYTES || depth(text) > MOST_DEPTH {
            return Err(CslError::Broken("it is too large".to_owned()));
        }
        let read = catch_unwind(|| citationberg::Style::from_xml(text));
        let broken = |words: String| CslError::Broken(crate::cite::markup::clean(&words));
        match read.map_err(|_| broken("it cannot be read".to_owned()))? {
            Ok(citationberg::Style::Independent(csl)) => {
                if let Some(looping) = looping_macro(&csl) {
                    return Err(broken(format!("the macro `{looping}` calls itself")));
                }
                Self::with(format!("csl:{name}"), csl, locale)
            }
            Ok(citationberg::Style::Dependent(style)) => Err(dependent(&style)),
            Err(error) => Err(broken(error.source.to_string())),
        }
    }

    /// What the style is called in messages: `csl:apa`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The form asked for; without one the bibliography, or the note of a style that has no bibliography.
    ///
    /// # Errors
    /// A bibliography is asked for and the style has none.
    pub fn form(&self, asked: Option<CslForm>) -> Result<CslForm, CslError> {
        match (asked, self.csl.bibliography.is_some()) {
            (Some(CslForm::Bibliography), false) => Err(CslError::NoBibliography(self.name.clone())),
            (Some(asked), _) => Ok(asked),
            (None, true) => Ok(CslForm::Bibliography),
            (None, false) => Ok(CslForm::Note),
        }
    }

    /// Whether the style cites in footnotes.
    pub(super) fn has_notes(&self) -> bool {
        self.csl.settings.class == StyleClass::Note
    }

    /// Whether the words of the locale are English.
    pub(super) fn is_english(&self) -> bool {
        self.lang.0.starts_with("en")
    }

    fn with(name: String, csl: IndependentStyle, locale: Option<&str>) -> Result<Self, CslError> {
        let all = locales();
        let lang = match locale {
            Some(asked) => known_locale(asked, &all).ok_or_else(|| CslError::UnknownLocale(asked.to_owned()))?,
            None => csl.default_locale.clone().unwrap_or_else(LocaleCode::en_us),
        };
        // hayagriva looks through all it is given at every term.
        let wanted = [Some(lang.clone()), lang.fallback(), Some(LocaleCode::en_us())];
        let locales: Vec<Locale> = all.into_iter().filter(|locale| wanted.contains(&locale.lang)).collect();
        let quotes = Quotes::of(&csl, &locales, &lang);
        Ok(Self { name, csl, locales, lang, quotes })
    }
}

impl Quotes {
    fn of(csl: &IndependentStyle, locales: &[Locale], lang: &LocaleCode) -> Self {
        let term = |term: OtherTerm, usual: &str| {
            let found = in_locales(csl, locales, lang, |locale| locale.term(Term::Other(term), TermForm::Long)?.single());
            found.unwrap_or(usual).to_owned()
        };
        let outer = [term(OtherTerm::OpenQuote, "“"), term(OtherTerm::CloseQuote, "”")];
        let inner = [term(OtherTerm::OpenInnerQuote, "‘"), term(OtherTerm::CloseInnerQuote, "’")];
        let stop_inside = in_locales(csl, locales, lang, |locale| locale.style_options.as_ref()?.punctuation_in_quote);
        Self { marks: [outer, inner], stop_inside: stop_inside.unwrap_or_default() }
    }
}

/// Looks where CSL says: the style's own words first, then the locale, its main dialect, American English.
fn in_locales<'a, R>(
    csl: &'a IndependentStyle,
    locales: &'a [Locale],
    lang: &LocaleCode,
    look: impl Fn(&'a Locale) -> Option<R>,
) -> Option<R> {
    let base = lang.0.split('-').next().map(|base| LocaleCode(base.to_owned()));
    let own = [Some(lang.clone()), base, None].map(|code| (&csl.locale[..], code));
    let given = [Some(lang.clone()), lang.fallback(), Some(LocaleCode::en_us())].map(|code| (locales, code));
    let mut places = own.into_iter().chain(given.into_iter().filter(|(_, code)| code.is_some()));
    places.find_map(|(files, code)| look(files.iter().find(|locale| locale.lang == code)?))
}

/// A locale by its code in any case, or the main dialect of a bare language (`de`).
fn known_locale(asked: &str, all: &[Locale]) -> Option<LocaleCode> {
    let known = |code: &str| all.iter().filter_map(|locale| locale.lang.clone()).find(|lang| lang.0.eq_ignore_ascii_case(code));
    known(asked).or_else(|| known(&LocaleCode(asked.to_ascii_lowercase()).fallback()?.0).filter(|_| !asked.contains('-')))
}

fn dependent(style: &citationberg::DependentStyle) -> CslError {
    let address = style.parent_link.href.trim_end_matches('/');
    CslError::Dependent { parent: crate::cite::markup::clean(address.rsplit('/').next().unwrap_or(address)) }
}

/// How deep the elements of an XML text are nested, roughly: enough to refuse what would overflow a stack.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for tag in text.split('<').skip(1) {
        match tag.as_bytes().first() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'!' | b'?') => {}
            _ if tag.split('>').next().is_some_and(|tag| tag.ends_with('/')) => {}
            _ => depth += 1,
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// A macro that calls itself, if only through others: setting it would overflow the stack.
fn looping_macro(csl: &IndependentStyle) -> Option<&str> {
    let calls = |children| catch_unwind(AssertUnwindSafe(|| serde_json::to_value(children))).ok()?.ok();
    let graph: BTreeMap<&str, BTreeSet<String>> = csl
        .macros
        .iter()
        .map(|found| {
            let mut called = BTreeSet::new();
            calls(&found.children).iter().for_each(|tree| gather_calls(tree, &mut called));
            (found.name.as_str(), called)
        })
        .collect();
    graph.keys().copied().find(|start| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![*start]);
        while let Some(called) = open.pop().and_then(|name| graph.get(name)) {
            if called.contains(*start) {
                return true;
            }
            open.extend(called.iter().map(String::as_str).filter(|name| graph.contains_key(name) && seen.insert(*name)));
        }
        false
    })
}

fn gather_calls(tree: &Value, found: &mut BTreeSet<String>) {
    match tree {
        Value::Object(fields) => {
            found.extend(fields.get("@macro").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|value| gather_calls(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| gather_calls(item, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(macros: &str) -> String {
        format!(
            "<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"note\" version=\"1.0\"><info><title>t</title><id>t</id>\
             <updated>2020-01-01T00:00:00Z</updated></info>{macros}<citation><layout><text macro=\"a\"/></layout></citation></style>"
        )
    }

    #[test]
    fn a_macro_that_calls_itself_is_refused() {
        let wrong = "<macro name=\"a\"><choose><if type=\"book\"><text macro=\"b\"/></if></choose></macro><macro name=\"b\"><group>\
                     <names variable=\"author\"><substitute><text macro=\"a\"/></substitute></names></group></macro>";
        assert!(matches!(CslStyle::from_xml("t", &style(wrong), None), Err(CslError::Broken(words)) if words.contains("calls itself")));
        let right = "<macro name=\"a\"><text macro=\"b\"/><text macro=\"b\"/></macro><macro name=\"b\"><text variable=\"title\"/></macro>";
        assert!(CslStyle::from_xml("t", &style(right), None).is_ok());
    }

    #[test]
    fn what_is_no_style_is_refused() {
        let deep = "<group>".repeat(100_000);
        for text in ["", "x", "<style>", "<?xml version=\"1.0\"?><html/>", &style(&format!("<macro name=\"a\">{deep}"))] {
            assert!(matches!(CslStyle::from_xml("t", text, None), Err(CslError::Broken(_))), "{}", &text[..text.len().min(40)]);
        }
    }

    #[test]
    fn locales_are_found_by_code_and_by_language() {
        for (asked, expected) in [("de-de", Some("de-DE")), ("de", Some("de-DE")), ("ru", Some("ru-RU")), ("xx", None), ("de-XX", None)] {
            assert_eq!(known_locale(asked, &locales()).map(|code| code.0).as_deref(), expected);
        }
        let german = CslStyle::by_name("chicago-notes", Some("de")).expect("a bundled style");
        assert_eq!(german.quotes.marks, [["„".to_owned(), "“".to_owned()], ["‚".to_owned(), "‘".to_owned()]]);
    }

    #[test]
    fn every_bundled_style_can_be_used() {
        for (name, _) in bundled() {
            let style = CslStyle::by_name(name, None).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(looping_macro(&style.csl), None, "{name}");
        }
    }
}
