//! Reports a name that one record romanises in two ways.
//!
//! ## Why
//!
//! The library system writes Iakovlev and El'tsin, newspapers write Yakovlev and Yeltsin. Both are right, but a record that uses both for
//! one word is found under neither alone. Titles quoted as printed keep their spelling; hence a remark, and no fix.
//!
//! ## Example
//!
//! ```fires
//! "Letter from Iakovlev to the Secretariat on the Yakovlev Commission," 5 May 1988, RGANI, f. 89, op. 1, d. 2, ll. 3-6.
//! "Yel'tsin Replies: Yeltsin to the Congress," 5 May 1991, GARF, f. 10026, op. 1, d. 2, ll. 3-6.
//! ```
//!
//! ```quiet
//! "Letter from Yakovlev to the Secretariat on the Yakovlev Commission," 5 May 1988, RGANI, f. 89, op. 1, d. 2, ll. 3-6.
//! "The Workers' Party and the Worker's Daily: what Workers Read," 5 May 1988, RGANI, f. 89, op. 1, d. 2, ll. 3-6.
//! ```

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::wording::part_of;
use super::{Check, Context, Findings, Rule};
use crate::diagnostic::{Confidence, RuleMeta, Severity};
use crate::record::{Field, Record};
use crate::schema::Romanisation;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    meta: RuleMeta {
        name: "mixed-transliteration",
        severity: Severity::Info,
        confidence: Confidence::Low,
        fix: None,
        summary_group: None,
        source: include_str!("mixed_transliteration.rs"),
    },
    check: Check::Record(check),
};

/// The language whose rival romanisations are compared (ISO 639-1).
const LANGUAGE: &str = "ru";
/// Letters from which on two names that sound alike are one name.
const TELLING: usize = 5;

fn check(record: &Record, context: &Context<'_>, findings: &mut Findings) {
    let Some(romanisation) = context.schemas.romanisations.iter().find(|known| known.language == LANGUAGE) else { return };
    // Most records have no word that another system would write otherwise.
    let varies = |name: &str| !name.is_ascii() || romanisation.same.iter().any(|[from, _]| holds(name, from));
    if !texts(record).any(|(text, _)| capitalised(text).any(|(name, _)| name.len() >= TELLING && varies(name))) {
        return;
    }
    let mut names: BTreeMap<String, Vec<(&str, Span)>> = BTreeMap::new();
    for (text, span) in texts(record) {
        for (name, at) in capitalised(text) {
            let Some(sound) = sound(name, romanisation) else { continue };
            let spellings = names.entry(sound).or_default();
            if !spellings.iter().any(|(known, _)| known.eq_ignore_ascii_case(name)) {
                spellings.push((name, part_of(text, span, at..at + name.len()).unwrap_or(span)));
            }
        }
    }
    for spellings in names.values() {
        let [(first, first_at), (second, second_at), ..] = spellings[..] else { continue };
        findings
            .report(second_at, format!("\"{second}\" and \"{first}\" are probably one name in two romanisations"))
            .label("another system than before")
            .related(first_at, format!("\"{first}\" here"))
            .help("choose one system for the record; keep a quoted title as it is printed")
            .value(format!("{first} {second}"));
    }
}

/// Title, summary and names of the record.
fn texts(record: &Record) -> impl Iterator<Item = (&str, Span)> {
    let fields = [&record.title, &record.summary].into_iter().flatten().map(|field| (field.value.as_str(), field.span));
    let headings = record.restated.iter().filter(|again| again.field == Field::Title);
    let headings = headings.map(|again| (again.text.as_str(), again.span));
    fields.chain(headings).chain(record.credits.iter().map(|credit| (credit.name.as_str(), credit.span)))
}

/// The words that begin with a capital letter, without a possessive ending, and where they begin.
fn capitalised(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let words =
        text.split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’' | 'ʹ')).filter(|word| word.starts_with(char::is_uppercase));
    words.map(move |word| {
        let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
        (bare.trim_end_matches(['\'', '’']), word.as_ptr() as usize - text.as_ptr() as usize)
    })
}

/// Whether a spelling occurs at all, in capitals or not: most do not, and to replace nothing costs a copy.
fn holds(name: &str, spelling: &str) -> bool {
    spelling.is_empty() || name.as_bytes().windows(spelling.len()).any(|part| part.eq_ignore_ascii_case(spelling.as_bytes()))
}

/// The name as every romanisation of the language would have it; `None` for short words and words of another script.
fn sound(name: &str, romanisation: &Romanisation) -> Option<String> {
    // An apostrophe of another form takes more bytes than a plain one, so what is too short stays so.
    if name.len() < TELLING {
        return None;
    }
    let name = if name.is_ascii() { Cow::Borrowed(name) } else { Cow::Owned(name.replace(['’', 'ʹ'], "'")) };
    if name.len() < TELLING || !name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'\'') {
        return None;
    }
    let same = |sound: String, [from, to]: &[String; 2]| if holds(&sound, from) { sound.replace(from.as_str(), to) } else { sound };
    Some(romanisation.same.iter().fold(name.to_ascii_lowercase(), same))
}
