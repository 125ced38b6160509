//! Labels of a tradition that nobody names: `f. K-11, ap. 1, b. 546`, `Fonda 4038, Aprakst 2, Lietas 1639`.
//!
//! Read only where the labels of the Russian tradition and its relatives gave nothing, and only when one scheme labels
//! fond, opis and delo side by side: three of its own words agree, so no archive has to vouch for them.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::chars::{is_blank, is_dash};
use super::holdings::Context;
use super::labels::SchemeLabels;
use super::shelfmark::{Run, runs};
use crate::schema::Schemas;

/// The labels that give a whole shelfmark, and the runs read by them; of several schemes the one the tables give first.
pub fn labelled<'r>(context: &Context<'r>, text: &str, is_month: &dyn Fn(&str) -> bool) -> Option<(&'r SchemeLabels, Vec<Run>)> {
    let reader = context.reader;
    if !may_be_labelled(&text[context.from..], &|| reader.opis_words.get_or_init(|| opis_words(reader.schemas))) {
        return None;
    }
    let schemes = reader.schemas.schemes.iter().filter(|scheme| !scheme.generic).filter_map(|scheme| reader.labels(&scheme.id));
    schemes.filter(|labels| WHOLE.iter().all(|id| labels.rank(id) < labels.own_levels)).find_map(|labels| {
        let all = runs(text, labels, &reader.shelfmark_words, is_month);
        all.iter().any(|run| run.start >= context.from && is_whole(run, labels)).then_some((labels, all))
    })
}

/// The words that schemes have for an opis, in lower case.
fn opis_words(schemas: &Schemas) -> HashSet<String, FixedState> {
    let levels = schemas.schemes.iter().flat_map(|scheme| &scheme.level).filter(|level| level.id == "opis");
    levels.flat_map(|level| &level.labels).map(|label| label.to_lowercase()).collect()
}

const WHOLE: [&str; 3] = ["fond", "opis", "delo"];

/// Whether the run labels fond, opis and delo, or opis, delo and leaves behind a bare fond.
fn is_whole(run: &Run, labels: &SchemeLabels) -> bool {
    let has = |id: &&str| run.levels.iter().any(|level| *labels.levels[level.index].id == **id);
    WHOLE.iter().all(has) || WHOLE[1..].iter().all(has) && run.start > 0
}

/// Whether three numbers stand behind words and one of those words names an opis: a bound that few lines of a text reach.
fn may_be_labelled<'w>(text: &str, opis_words: &dyn Fn() -> &'w HashSet<String, FixedState>) -> bool {
    let is_opis = |word: &str| opis_words().contains(&word.to_lowercase());
    before_numbers(text).nth(2).is_some() && before_numbers(text).any(is_opis)
}

/// The words with a number behind them.
fn before_numbers(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        while let Some(start) = rest.find(char::is_alphabetic) {
            let end = start + rest[start..].find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len() - start);
            let word = &rest[start..end];
            rest = &rest[end..];
            let value = rest.trim_start_matches(|c: char| is_blank(c) || is_dash(c) || matches!(c, '.' | ':' | '№'));
            if value.starts_with(|c: char| c.is_ascii_digit()) {
                return Some(word);
            }
        }
        None
    })
}
