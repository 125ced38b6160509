//! What a finding is about, as a number that stays the same when lines move: rule, record, value.

use xxhash_rust::xxh3::xxh3_64;

use crate::record::{ComparedPage, Holding, ReadPage, Record};
use crate::source::{FileName, Span};

/// The fingerprint of a finding.
pub(super) fn fingerprint(rule: &str, record: &str, value: &str) -> u64 {
    // A separator that no name holds keeps ("ab", "c") apart from ("a", "bc"). Where lines break means nothing.
    let mut told = String::with_capacity(rule.len() + record.len() + value.len() + 2);
    told.push_str(rule);
    told.push('\u{1F}');
    told.push_str(record);
    let mut between = '\u{1F}';
    for word in value.split_whitespace() {
        told.push(between);
        told.push_str(word);
        between = ' ';
    }
    if between != ' ' {
        told.push(between);
    }
    xxh3_64(told.as_bytes())
}

/// What names a file wherever its folder lies and whoever looks at it from where: its last part.
pub(super) fn file_key(name: &FileName) -> &str {
    name.as_str().rsplit('/').next().unwrap_or_default()
}

/// What names a record across editions of its page: record ID, else reference code, else title, else the file.
pub(super) fn record_key(page: &ReadPage, record: Option<&Record>) -> String {
    let Some(record) = record else { return file_key(&page.name).to_owned() };
    let title = record.title.as_ref().map(|title| title.value.as_str());
    key(&page.name, record.identifier().map(|id| id.value.as_str()), record.holding(), title)
}

/// The same of the record that a place of a compared page belongs to.
pub(super) fn compared_key(page: &ComparedPage, span: Span) -> String {
    let around = page.records.iter().find(|record| record.span.holds(span));
    let only = || page.records.first().filter(|_| page.records.len() == 1);
    let Some(record) = around.or_else(only) else { return file_key(&page.name).to_owned() };
    let title = record.title.as_ref().map(|title| &*title.value);
    key(&page.name, record.identifier.as_ref().map(|id| &*id.value), record.holding(), title)
}

fn key(file: &FileName, identifier: Option<&str>, holding: Option<&Holding>, title: Option<&str>) -> String {
    if let Some(id) = identifier {
        return id.to_owned();
    }
    if let Some(holding) = holding.filter(|holding| !holding.levels.is_empty()) {
        let leaf = holding.folios.as_ref().and_then(|folios| folios.items.first()).map(|item| item.from.number.as_str());
        let levels = ["fond", "opis", "delo"].map(|level| holding.value(level));
        let parts = [holding.archive()].into_iter().chain(levels).chain([leaf]);
        return parts.map(Option::unwrap_or_default).collect::<Vec<_>>().join("/");
    }
    title.unwrap_or_else(|| file_key(file)).to_owned()
}

/// The record of a page that a place belongs to: the one around it, or the only one.
pub(super) fn record_at(page: &ReadPage, span: Span) -> Option<&Record> {
    let around = page.records.iter().find(|record| record.span.holds(span));
    around.or_else(|| page.records.first().filter(|_| page.records.len() == 1))
}

#[cfg(test)]
mod tests {
    use super::super::samples::{page, record};
    use super::*;
    use crate::record::{Holding, Level};
    use crate::source::Spanned;

    fn level(id: &str, value: &str) -> Level {
        Level {
            id: id.into(),
            value: value.into(),
            as_written: value.into(),
            span: Span::default(),
            label: String::new(),
            label_span: Span::default(),
        }
    }

    #[test]
    fn a_record_is_known_by_its_number_then_its_code_then_its_title() {
        let mut telegram = record("Telegram", 0);
        let here = page("a.txt", Vec::new());
        assert_eq!(record_key(&here, Some(&telegram)), "Telegram");
        telegram.holdings = vec![Holding { levels: vec![level("fond", "5"), level("delo", "131")], ..Holding::default() }];
        assert_eq!(record_key(&here, Some(&telegram)), "/5//131/");
        telegram.record_id = Some(Spanned::new("121798".into(), Span::default()));
        assert_eq!(record_key(&here, Some(&telegram)), "121798");
        assert_eq!(record_key(&here, None), "a.txt");
        assert_eq!(record_key(&page("old/letters/a.txt", Vec::new()), None), "a.txt");
    }
}
