//! Marks of offices and copyists in the heads and the closing block: copies, sheets, registration.

use std::ops::Range;

use crate::parse::date::dates_in;
use crate::record::{Day, Fact, FactKind};
use crate::schema::Schemas;
use crate::source::Span;

use super::dating::damaged;
use super::matchers::Matchers;

/// How far behind its number the date of a registration stands, in bytes.
const NEAR: usize = 160;

/// The heads or the closing block of a part.
pub(super) struct Zone<'a> {
    pub text: &'a str,
    pub at: Range<usize>,
    pub matchers: &'a Matchers<'a>,
    pub record: Option<Day>,
}

impl<'a> Zone<'a> {
    fn words(&self) -> &'a str {
        &self.text[self.at.clone()]
    }

    fn fact(&self, at: Range<usize>, kind: FactKind) -> Fact {
        Fact { span: self.span(at), kind }
    }

    fn span(&self, at: Range<usize>) -> Span {
        Span::new(self.at.start + at.start, self.at.start + at.end)
    }

    /// Numbers of sheets, of this copy and of all copies.
    pub fn counts(&self, closing: bool, facts: &mut Vec<Fact>) {
        let words = &self.matchers.words;
        self.each(&words.sheets, |at| {
            if let Some((start, number)) = number_before(self.words(), at.start, self.matchers)
                && last_word(&self.words()[..start]).is_some_and(|word| words.on_sheets.contains(&word))
            {
                facts.push(self.fact(start..at.end, FactKind::SheetCount(number)));
            }
        });
        self.each(&words.copy, |at| {
            if let Some((end, number)) = self.copy_number(at.end) {
                facts.push(self.fact(at.start..end, FactKind::CopyNumber(number)));
            }
        });
        if !closing {
            return;
        }
        for (list, needs_verb) in [(&words.copies, true), (&words.copies_abbreviated, false)] {
            self.each(list, |at| {
                let Some((start, number)) = number_before(self.words(), at.start, self.matchers) else { return };
                if !needs_verb || words.made.iter().any(|verb| line_around(self.words(), at.start).contains(verb)) {
                    facts.push(self.fact(start..at.end, FactKind::CopiesMade(number)));
                }
            });
        }
    }

    /// Calls back for each place where one of the words stands as a whole word.
    fn each(&self, list: &[&str], mut found: impl FnMut(Range<usize>)) {
        let text = self.words();
        let mut taken = 0;
        let mut places: Vec<_> = list.iter().flat_map(|word| text.match_indices(*word).map(|(at, word)| at..at + word.len())).collect();
        places.sort_by_key(|at| (at.start, std::cmp::Reverse(at.end)));
        for at in places {
            let whole = !text[..at.start].ends_with(char::is_alphanumeric) && !text[at.end..].starts_with(char::is_alphanumeric);
            if whole && at.start >= taken {
                taken = at.end;
                found(at);
            }
        }
    }

    /// The number after "Copy": `№ 1`, `#1`, `1`.
    fn copy_number(&self, at: usize) -> Option<(usize, u32)> {
        let rest = self.words()[at..].trim_start_matches(['.', ' ', '\u{a0}', '\t']);
        let sign = self.matchers.words.numeros.iter().copied().chain(["#"]).find(|sign| rest.starts_with(sign)).unwrap_or_default();
        let rest = rest[sign.len()..].trim_start();
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = rest[..length].parse().ok()?;
        Some((self.words().len() - rest.len() + length, number))
    }

    /// The registration number of an office with its date.
    pub fn registration(&self) -> Option<Fact> {
        let text = self.words();
        let mut signs: Vec<_> = self.matchers.words.numeros.iter().flat_map(|sign| text.match_indices(sign)).collect();
        signs.sort_by_key(|(at, _)| *at);
        signs.into_iter().find_map(|(at, sign)| {
            let rest = text[at + sign.len()..].trim_start();
            let start = text.len() - rest.len();
            let end = start + rest.bytes().take_while(u8::is_ascii_digit).count();
            let number = text[start..end].parse().ok()?;
            let before = text[..at].trim_end_matches(['.', ' ', '\u{a0}']);
            let copy = self.matchers.words.copy.iter().any(|word| before.ends_with(word));
            // "№ 14-16" counts telegrams.
            if copy || text[end..].starts_with(['-', '–']) {
                return None;
            }
            let (date, date_span) = self.date_after(end)?;
            let recipients = recipients(text, self.matchers);
            Some(self.fact(at..end, FactKind::Registration { number, date, date_span, recipients }))
        })
    }

    fn date_after(&self, at: usize) -> Option<(Day, Span)> {
        let text = self.words();
        let year = self.record.map(|day| day.year);
        let clean = dates_in(&text[at..], self.matchers.schemas)
            .find_map(|(place, dating)| Some((dating.day(year)?, at + place.start..at + place.end)));
        let repaired = damaged(&text[at..]).map(|(place, day, _)| (day, at + place.start..at + place.end));
        let (day, place) = [clean, repaired].into_iter().flatten().min_by_key(|(_, place)| place.start)?;
        (place.start - at <= NEAR).then(|| (day, self.span(place)))
    }
}

/// The number, in figures or in a word, that ends right before `at`, and where it starts.
fn number_before(text: &str, at: usize, matchers: &Matchers<'_>) -> Option<(usize, u32)> {
    let before = text[..at].trim_end();
    let word = last_word(before).filter(|_| before.len() < at)?;
    let start = before.len() - word.len();
    let number = match word.parse() {
        // "ll. 3-6 sheets" and "1.5 sheets" are no counts.
        Ok(_) if text[..start].ends_with(['-', '–', '.', ',', '/']) => return None,
        Ok(number) => number,
        Err(_) => *matchers.numbers.get(word.to_lowercase().as_str()).or_else(|| matchers.digits.get(word))?,
    };
    Some((start, number))
}

fn last_word(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let start = text.char_indices().rev().take_while(|(_, c)| c.is_alphanumeric()).last()?.0;
    Some(&text[start..])
}

fn line_around(text: &str, at: usize) -> &str {
    let start = text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let end = text[at..].find(['\n', '\r']).map_or(text.len(), |length| at + length);
    &text[start..end]
}

/// Who gets the copies: the names after `1 -`, `2- to Cde.`, `I-тов.`, in Latin letters.
fn recipients(text: &str, matchers: &Matchers<'_>) -> Vec<String> {
    let words = &matchers.words;
    text.match_indices(['-', '–', '—'])
        .filter_map(|(at, dash)| {
            let item = text[..at].trim_end().trim_end_matches(['.', ')']);
            let number = last_word(item)?;
            if item.len() < number.len() || !(number.len() <= 2 && number.parse::<u8>().is_ok() || matchers.digits.contains_key(number)) {
                return None;
            }
            let mut rest = text[at + dash.len()..].trim_start();
            for list in [&words.recipient_words, &words.honorifics] {
                let prefix = list.iter().filter(|word| rest.starts_with(**word)).max_by_key(|word| word.len());
                rest = prefix.map_or(rest, |word| rest[word.len()..].trim_start());
            }
            let name = &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())];
            (name.chars().count() > 2 && name.starts_with(char::is_uppercase))
                .then(|| nominative(name, words.datives.as_slice(), matchers.schemas))
        })
        .collect()
}

/// A surname in the nominative and in Latin letters.
fn nominative(name: &str, datives: &[(&str, &str)], schemas: &Schemas) -> String {
    let stem = datives.iter().find_map(|(ending, nominative)| Some(format!("{}{nominative}", name.strip_suffix(ending)?)));
    schemas.transliterate(stem.as_deref().unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{found, kinds};

    #[test]
    fn copies_and_sheets_are_counted() {
        let table: &[(&str, &[&str])] = &[
            ("3 May 1956   Copy Nº 1\n\nThe guests came late and stayed.", &["Copy Nº 1 = copy 1"]),
            ("Экз. № 2\n\nГости пришли поздно и остались.", &["Экз. № 2 = copy 2"]),
            ("They left the house at noon.\n\nThree copies printed", &["Three copies = of 3"]),
            ("Они ушли домой поздно ночью.\n\nОтп. З экз.", &["З экз = of 3"]),
            ("They left the house at noon.\n\nThe first copy was\n\nreceived on four\n\nsheets. Orlov", &["four\n\nsheets = sheets 4"]),
            ("Они ушли домой поздно ночью.\n\nПринято на 4 листах", &["4 листах = sheets 4"]),
            ("They left the house at noon.\n\nThe map is kept on sheets 12-60.", &[]),
            ("They left the house at noon.\n\nTwo copies of the novel lay there.", &[]),
            ("They left the house at noon.\n\nСм. ll. 3-6 листах", &[]),
        ];
        for (text, wanted) in table {
            assert_eq!(found(text, &kinds::counts), *wanted, "{text}");
        }
    }

    #[test]
    fn a_registration_has_number_date_and_recipients() {
        let table: &[(&str, &[&str])] = &[
            (
                "They left the house at noon.\n\n1 - to Cde. Orlov\n\n2 - to Cde. Belov\n\n3. - to file\n\nTyped by Lisina\n\nNº 939\n\n14 November 1956",
                &["Nº 939 = 1956-11-14 Orlov, Belov"],
            ),
            (
                "Они ушли домой поздно ночью.\n\nI-тов. Орлову 2-тов. Белову 3-в дело № 963 печ. Лисина 24.1x.56",
                &["№ 963 = 1956-09-24 Orlov, Belov"],
            ),
            ("They left the house at noon.\n\nCopy Nº 1\n\n14 November 1956", &[]),
            ("Nº 254 Top Secret\n\n14 November 1956\n\nThey came late and left early, all of them.", &[]),
            ("They left the house at noon.\n\n23 September spets N1451-1456]", &[]),
            ("They left the house at noon.\n\n№ 14-16\n\n14 November 1956", &[]),
        ];
        for (text, wanted) in table {
            assert_eq!(found(text, &kinds::registration), *wanted, "{text}");
        }
    }
}
