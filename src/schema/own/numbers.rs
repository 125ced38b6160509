//! Known numbers: ranges and single ones, as an inventory or a list of fonds has them.

use std::collections::BTreeSet;

/// Numbers that are known. Numbers with letters or strokes (`12a`, `641/1`) are known only when they are listed themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NumberSet {
    /// From, to; sorted, and neighbours are joined.
    ranges: Vec<(u64, u64)>,
    others: BTreeSet<String>,
}

impl NumberSet {
    /// Reads items such as `7`, `1-1240`, `12a`.
    ///
    /// # Errors
    /// The first item that is neither a number nor a range, and why.
    pub fn read<'i>(items: impl IntoIterator<Item = &'i str>) -> Result<Self, (&'i str, String)> {
        let mut set = Self::default();
        for item in items {
            let folded = fold(item);
            match ends(&folded) {
                Some((from, to)) if from > to => return Err((item, format!("the range `{item}` ends before it begins"))),
                Some(range) => set.ranges.push(range),
                None if !folded.contains(char::is_alphanumeric) => return Err((item, format!("`{item}` is no number"))),
                None if half_range(&folded) => {
                    return Err((item, format!("the range `{item}` has no whole number at one end; list such numbers one by one")));
                }
                None => {
                    set.others.insert(folded);
                }
            }
        }
        set.ranges.sort_unstable();
        set.ranges.dedup_by(|next, kept| {
            let joined = next.0 <= kept.1.saturating_add(1);
            kept.1 = if joined { kept.1.max(next.1) } else { kept.1 };
            joined
        });
        Ok(set)
    }

    /// The first number of a value that is not known. A value may list several and have ranges: `496, 504-511`.
    pub fn stranger<'v>(&self, value: &'v str) -> Option<&'v str> {
        value.split([',', ';']).map(str::trim).filter(|item| !item.is_empty()).find(|item| !self.has(item))
    }

    fn has(&self, item: &str) -> bool {
        let folded = fold(item);
        if self.others.contains(&folded) {
            return true;
        }
        match ends(&folded) {
            // A range printed backwards is another rule's business.
            Some((from, to)) => self.ranges.iter().any(|range| range.0 <= from.min(to) && from.max(to) <= range.1),
            None => half_range(&folded) && folded.split('-').all(|end| self.has(end)),
        }
    }
}

/// Case, spaces and the form of the dash do not count.
fn fold(item: &str) -> String {
    let dashed = item.replace(['\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2212}'], "-");
    dashed.to_lowercase().split_whitespace().collect()
}

/// A number, or the two ends of a range.
fn ends(item: &str) -> Option<(u64, u64)> {
    let number = |text: &str| text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
    match item.split_once('-') {
        Some((from, to)) => Some((number(from)?, number(to)?)),
        None => number(item).map(|number| (number, number)),
    }
}

/// Whether it looks like a range with a letter at an end (`12a-14`), unlike a number with a prefix (`R-5446`).
fn half_range(item: &str) -> bool {
    let digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    item.split_once('-').is_some_and(|(from, to)| digit(from) && digit(to) && !to.contains('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(items: &[&'static str]) -> NumberSet {
        NumberSet::read(items.iter().copied()).expect("numbers")
    }

    #[test]
    fn a_number_is_known_alone_or_inside_a_range() {
        let known = set(&["1-10", "11 – 20", "25", "98s", "641/1", "R-5446"]);
        for value in ["1", "015", "25", "9-12", "3, 5; 25", "98S", "641/1", "r-5446", "12-9"] {
            assert_eq!(known.stranger(value), None, "{value}");
        }
        for (value, stranger) in [("21", "21"), ("98", "98"), ("20-25", "20-25"), ("3, 30", "30"), ("12a", "12a"), ("0", "0")] {
            assert_eq!(known.stranger(value), Some(stranger), "{value}");
        }
    }

    #[test]
    fn a_list_that_makes_no_sense_is_refused() {
        for item in ["20-10", "-", "", "12a-14"] {
            assert_eq!(NumberSet::read([item]).expect_err("refused").0, item);
        }
    }

    #[test]
    fn the_greatest_number_does_not_overflow() {
        assert_eq!(set(&["1-18446744073709551615", "5"]).stranger("18446744073709551615"), None);
    }
}
