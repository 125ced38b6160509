//! The document's own dates: in a heading, of the event, in the closing block.
//!
//! Dates that the text merely tells of are left alone: these three places, and the words beside the date, decide.

use std::ops::Range;

use crate::parse::date::{Dating, dates_in, roman_month};
use crate::record::{Day, Fact, FactKind};
use crate::source::Span;

use super::matchers::Matchers;
use super::parts::{Line, Part, first_sentence};

/// How far a date stands from its event word or its closing mark, in bytes.
const NEAR: usize = 80;
/// Words between a date and the event word after it ("22 September at a").
const WORDS_BETWEEN: usize = 4;
/// An event that a document records is less than this many days from the document.
const EVENT_DAYS: i64 = 366;

/// What the dates of a part are read with.
pub(super) struct Dates<'a> {
    pub text: &'a str,
    pub matchers: &'a Matchers<'a>,
    pub record: Option<Day>,
}

impl Dates<'_> {
    /// All dates of one part.
    pub fn read(&self, part: &Part, lines: &[Line], facts: &mut Vec<Fact>) {
        for heading in &part.headings {
            self.heading(heading, facts);
        }
        if let Some(opening) = &part.opening {
            self.event(opening, facts);
        }
        for line in &lines[part.closing.clone()] {
            self.closing(line, facts);
        }
    }

    fn year(&self) -> Option<i32> {
        self.record.map(|day| day.year)
    }

    fn days<'t>(&'t self, place: Range<usize>) -> impl Iterator<Item = (Range<usize>, Dating)> + 't {
        let start = place.start;
        dates_in(&self.text[place], self.matchers.schemas).map(move |(at, dating)| (start + at.start..start + at.end, dating))
    }

    /// A heading that names one day is dated by it. Notes in brackets are the editor's or a later hand's.
    fn heading(&self, heading: &Range<usize>, facts: &mut Vec<Fact>) {
        if self.text[heading.clone()].starts_with('[') {
            return;
        }
        let mut days = self.days(heading.clone());
        if let (Some((at, dating)), None) = (days.next(), days.next())
            && let Some(day) = dating.day(self.year())
        {
            // "He left on 3 May." is short and still a sentence.
            let alone = is_frame(&self.text[heading.start..at.start]);
            if alone || !self.text[heading.clone()].ends_with(['.', '!', '?']) {
                facts.push(fact(at, FactKind::HeadingDate(day)));
            }
        }
    }

    /// The day beside the event word of the opening sentence.
    fn event(&self, opening: &Range<usize>, facts: &mut Vec<Fact>) {
        let sentence = first_sentence(&self.text[opening.clone()]);
        let end = opening.start + sentence.len();
        for (at, dating) in self.days(opening.start..end) {
            let Some(day) = dating.day(self.year()) else { continue };
            let distant = self.record.and_then(|record| record.days_until(day)).is_some_and(|days| days.abs() > EVENT_DAYS);
            if !distant && (self.event_follows(&self.text[at.end..end]) || self.event_precedes(&self.text[opening.start..at.start])) {
                facts.push(fact(at, FactKind::EventDate(day)));
                return;
            }
        }
    }

    /// `22 September at a meeting`, `22 September a new conversation was held`.
    fn event_follows(&self, after: &str) -> bool {
        let phrase = after.split([',', ';', ':', '.', '(']).next().unwrap_or_default();
        phrase.split_whitespace().take(WORDS_BETWEEN).any(|word| self.is_event(word))
    }

    /// `the meeting was held on 22 September`: without a verb of taking place, it is only mentioned.
    fn event_precedes(&self, before: &str) -> bool {
        let near = before.get(floor(before, before.len().saturating_sub(NEAR))..).unwrap_or_default();
        let clause = near.rsplit([',', ';', ':', '(']).next().unwrap_or_default();
        let Some(verb) = self.matchers.words.event_verbs.iter().filter_map(|verb| clause.find(verb)).max() else { return false };
        clause[..verb].split_whitespace().any(|word| self.is_event(word))
    }

    fn is_event(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.matchers.words.event_words.iter().any(|stem| word.starts_with(stem))
    }

    /// A line that is a date, or a date after a closing mark.
    fn closing(&self, line: &Line, facts: &mut Vec<Fact>) {
        let words = &self.text[line.start..line.end];
        let marks = self.matchers.words.closing_marks.iter().flat_map(|mark| words.match_indices(mark));
        let after_mark = marks.filter(|(at, _)| !words[..*at].ends_with(char::is_alphanumeric)).map(|(at, mark)| at + mark.len()).max();
        for (at, dating) in self.days(line.start..line.end) {
            let alone = [&self.text[line.start..at.start], &self.text[at.end..line.end]].iter().all(|rest| is_frame(rest));
            let marked = after_mark.is_some_and(|mark| {
                let before = line.start + mark;
                before <= at.start && at.start - before <= NEAR
            });
            if let Some(day) = dating.day(self.year()).filter(|_| alone || marked) {
                facts.push(fact(at, FactKind::ClosingDate(day)));
            }
        }
        if let Some((at, probably, reading)) = damaged(words) {
            facts.push(fact(line.start + at.start..line.start + at.end, FactKind::RomanMonth { probably, reading }));
        }
    }
}

/// Nothing but brackets, emphasis and stops.
fn is_frame(rest: &str) -> bool {
    !rest.contains(char::is_alphanumeric)
}

/// A date whose Roman month OCR has damaged: digits, an `l` or a change of case among the numerals.
pub(super) fn damaged(text: &str) -> Option<(Range<usize>, Day, String)> {
    let mut from = 0;
    while let Some(found) = text[from..].find(|c: char| c.is_ascii_digit()) {
        let start = from + found;
        let digits = |at: usize| text[at..].bytes().take_while(u8::is_ascii_digit).count();
        let length = digits(start);
        from = start + length;
        let opens = !text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '.');
        let Some(rest) = text[from..].strip_prefix('.').filter(|_| opens && length <= 2) else { continue };
        let Some((numeral, _)) = rest.split_once('.').filter(|(numeral, _)| (1..=8).contains(&numeral.len())) else { continue };
        let year_at = from + 1 + numeral.len() + 1;
        let end = year_at + digits(year_at);
        let Some(repaired) = repair(numeral) else { continue };
        let (Some(month), Ok(day), Ok(year)) = (roman_month(&repaired), text[start..from].parse::<u8>(), text[year_at..end].parse::<i32>())
        else {
            continue;
        };
        let century = match end - year_at {
            2 => 1900,
            4 => 0,
            _ => continue,
        };
        let probably = Day::new(century + year, month, day);
        if probably.exists() {
            return Some((start..end, probably, format!("{}.{repaired}.{}", &text[start..from], &text[year_at..end])));
        }
    }
    None
}

/// The Roman numeral that the letters were, when they were damaged.
fn repair(numeral: &str) -> Option<String> {
    if roman_month(numeral).is_some() || numeral.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    numeral
        .chars()
        .map(|letter| match letter {
            '1' | 'l' | 'I' | 'i' | '|' | '!' | 'І' | 'і' => Some('I'),
            'x' | 'X' | 'х' | 'Х' => Some('X'),
            'v' | 'V' | 'У' => Some('V'),
            _ => None,
        })
        .collect()
}

fn fact(at: Range<usize>, kind: FactKind) -> Fact {
    Fact { span: Span::new(at.start, at.end), kind }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::super::tests::{found, kinds};
    use super::*;

    #[test]
    fn a_heading_is_dated_and_a_story_is_not() {
        let text = "Note of a talk on 20 September\n\nThe guests came on 12 May 1955 and stayed. They left on 13 May 1955.\n";
        assert_eq!(found(text, &kinds::heading), ["20 September = 1956-09-20"]);
        assert_eq!(found("The guests came on 12 May 1955.\n\nThey left.", &kinds::heading), [""; 0]);
        assert_eq!(found("He left on 12 May 1955.\n\nThey left the house too.", &kinds::heading), [""; 0]);
        assert_eq!(found("12 May 1955.\n\nThey left the house too.", &kinds::heading), ["12 May 1955 = 1955-05-12"]);
        assert_eq!(found("[handwritten: The guests came on 12 May 1955]\n\nThey left the house.", &kinds::heading), [""; 0]);
        assert_eq!(found("Letters of 3 May 1956 and 4 May 1956\n\nThey left the house.", &kinds::heading), [""; 0]);
        let wrapped =
            "The guests came by the night train, and it was late\non 12 May 1956 when all of them had been shown\nto their rooms.\n";
        assert_eq!(found(wrapped, &kinds::heading), [""; 0], "a wrapped paragraph is no heading");
    }

    #[test]
    fn the_event_stands_in_the_opening_sentence() {
        let table: &[(&str, &[&str])] = &[
            ("On 22 September a second conversation was held in the garden. More followed.", &["22 September = 1956-09-22"]),
            ("The draft was read on 22 September at a meeting of the four.", &["22 September = 1956-09-22"]),
            ("22 сентября на совещании у министра рассматривался проект.", &["22 сентября = 1956-09-22"]),
            ("The meeting was held on 22 September 1956 in the garden.", &["22 September 1956 = 1956-09-22"]),
            ("The envoy described the second conversation on 28 May 1956.", &[]),
            ("The envoy rose early. On 22 September a conversation was held.", &[]),
            ("On 22 September 1931 a conversation was held.", &[]),
            ("Two questions filled the plenum held 30-31 August 1956: bread and cloth.", &[]),
        ];
        for (text, wanted) in table {
            assert_eq!(found(text, &kinds::event), *wanted, "{text}");
        }
    }

    #[test]
    fn the_closing_block_is_dated() {
        let text =
            "They spoke of 3 May 1956 and of nothing else.\n\n[handwritten: A. Orlov\n\n23 September 1956\n\n23 September spets N1-2]\n";
        assert_eq!(found(text, &kinds::closing), ["23 September 1956 = 1956-09-23"]);
        let text = "They spoke.\n\nThree copies printed 1- to file Typed by Orlova 24 September 1956 [illegible]";
        assert_eq!(found(text, &kinds::closing), ["24 September 1956 = 1956-09-24"]);
        let text = "Они говорили долго.\n\nпеч. Орлова 24.IX.56";
        assert_eq!(found(text, &kinds::closing), ["24.IX.56 = 1956-09-24"]);
        assert_eq!(found("They spoke of 3 May 1956.\n\nA typed page came on 4 May 1956.", &kinds::closing), [""; 0]);
    }

    #[test]
    fn only_damaged_roman_months_are_repaired() {
        let reading = |text: &str| damaged(text).map(|(at, day, reading)| format!("{} {day} {reading}", &text[at]));
        assert_eq!(reading("печ. Орлова 24.1x.56 года").as_deref(), Some("24.1x.56 1956-09-24 24.IX.56"));
        assert_eq!(reading("3.lV.1949").as_deref(), Some("3.lV.1949 1949-04-03 3.IV.1949"));
        for clean in ["24.IX.56", "24.IХ.56", "24.09.56", "24.11.56", "1.2.3", "24.xy.56", "31.1I.56", "5.", "5.1x", "5.1x."] {
            assert_eq!(reading(clean), None, "{clean}");
        }
    }
}
