//! Evidence of the text itself: dates, stamps, counts, names and debris, each as a [`Fact`] with its span.
//!
//! One pass of an automaton and a few of `memchr` over the body; everything else looks only at heads, at the opening
//! sentence and at the closing block. Facts state what stands there and judge nothing.

mod dating;
mod debris;
mod listed;
mod matchers;
mod names;
mod needles;
mod office;
mod parts;
mod scans;

pub use matchers::Matchers;

use crate::layout::{Excerpt, Page};
use crate::record::fact::BodyPart;
use crate::record::{Day, Fact, FactKind, Field};
use crate::source::Span;

use office::Zone;
use parts::{Line, Part};

/// Reads the facts of a page, sorted by place. `record_date` gives the year to days that are named without one.
pub fn facts(text: &str, page: &Page<'_>, record_date: Option<Day>, matchers: &Matchers<'_>) -> Vec<Fact> {
    let mut facts = Vec::with_capacity(32);
    facts.extend(page.furniture.iter().map(|&span| Fact { span, kind: FactKind::Furniture }));
    facts.extend(page.scan_heads.iter().map(|&span| Fact { span, kind: FactKind::ScanHead }));
    for block in &page.blocks {
        let part = match block.field {
            Field::Title | Field::Citation => BodyPart::Title,
            Field::Summary => BodyPart::Summary,
            _ => continue,
        };
        if let Some(value) = &block.value {
            described(value, part, matchers, &mut facts);
        }
    }
    for span in &page.body {
        running_text(span.slice(text), span.start as usize, matchers, &mut facts);
    }
    let lines = parts::lines(text, page);
    debris::line_debris(text, &lines, matchers, &mut facts);
    facts.extend(scans::text(text, &lines));
    let dates = dating::Dates { text, matchers, record: record_date };
    let parts = parts::parts(text, &lines);
    let mut registrations = Vec::new();
    for part in &parts {
        dates.read(part, &lines, &mut facts);
        if let Some(fact) = office_marks(text, part, &lines, &dates, &mut facts) {
            registrations.push((part.cyrillic, fact));
        }
    }
    keep_registrations(registrations, &mut facts);
    facts.sort_by_key(|fact| (fact.span.start, fact.span.end));
    facts
}

/// Title, citation or summary: what the word lists name, and initials.
fn described(value: &Excerpt<'_>, part: BodyPart, matchers: &Matchers<'_>, facts: &mut Vec<Fact>) {
    let place = |start, end| value.span(start..end);
    listed::listed(value.text(), part, matchers, place, facts);
    // Initials in a citation may be those of its translator.
    if part == BodyPart::Summary {
        names::initials(value.text(), matchers, place, facts);
    }
}

fn running_text(body: &str, from: usize, matchers: &Matchers<'_>, facts: &mut Vec<Fact>) {
    let place = |start: usize, end: usize| Span::new(from + start, from + end);
    listed::listed(body, BodyPart::Body, matchers, place, facts);
    names::names(body, from, matchers, facts);
    names::initials(body, matchers, place, facts);
    debris::glyphs_and_markup(body, from, matchers, facts);
}

/// Counts in heads and closing block; the registration of the closing block.
fn office_marks(text: &str, part: &Part, lines: &[Line], dates: &dating::Dates<'_>, facts: &mut Vec<Fact>) -> Option<Fact> {
    let zone = |at| Zone { text, at, matchers: dates.matchers, record: dates.record };
    for heading in &part.headings {
        zone(heading.clone()).counts(false, facts);
    }
    let block = &lines[part.closing.clone()];
    let closing = zone(block.first()?.start..block.last()?.end);
    closing.counts(true, facts);
    closing.registration()
}

/// One registration number is one fact, though scan and translation both print it: the translation's is taken.
fn keep_registrations(mut found: Vec<(bool, Fact)>, facts: &mut Vec<Fact>) {
    let number = |fact: &Fact| match fact.kind {
        FactKind::Registration { number, .. } => number,
        _ => 0,
    };
    found.sort_by_key(|(cyrillic, fact)| (number(fact), *cyrillic));
    found.dedup_by_key(|(_, fact)| number(fact));
    facts.extend(found.into_iter().map(|(_, fact)| fact));
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::schema::{SchemaSource, Schemas};

    /// What a test asks about, as short text; `None` for facts of other kinds.
    pub mod kinds {
        use crate::record::{Debris, FactKind};

        type Shown = Option<String>;

        pub fn heading(kind: &FactKind) -> Shown {
            if let FactKind::HeadingDate(day) = kind { Some(day.to_string()) } else { None }
        }
        pub fn event(kind: &FactKind) -> Shown {
            if let FactKind::EventDate(day) = kind { Some(day.to_string()) } else { None }
        }
        pub fn closing(kind: &FactKind) -> Shown {
            if let FactKind::ClosingDate(day) = kind { Some(day.to_string()) } else { None }
        }
        pub fn counts(kind: &FactKind) -> Shown {
            match kind {
                FactKind::SheetCount(number) => Some(format!("sheets {number}")),
                FactKind::CopyNumber(number) => Some(format!("copy {number}")),
                FactKind::CopiesMade(number) => Some(format!("of {number}")),
                _ => None,
            }
        }
        pub fn registration(kind: &FactKind) -> Shown {
            if let FactKind::Registration { date, recipients, .. } = kind {
                Some(format!("{date} {}", recipients.join(", ")))
            } else {
                None
            }
        }
        pub fn organisations(kind: &FactKind) -> Shown {
            if let FactKind::Organisation { canonical, .. } = kind { Some(canonical.clone()) } else { None }
        }
        pub fn name_readings(kind: &FactKind) -> Shown {
            if let FactKind::NameOcr { probably, .. } = kind { Some(probably.clone()) } else { None }
        }
        pub fn honorifics(kind: &FactKind) -> Shown {
            if let FactKind::RepeatedHonorific(words) = kind { Some(words.clone()) } else { None }
        }
        pub fn numeros(kind: &FactKind) -> Shown {
            if let FactKind::Numero(sign) = kind { Some(sign.clone()) } else { None }
        }
        pub fn digit_letters(kind: &FactKind) -> Shown {
            (*kind == FactKind::Debris(Debris::DigitLetter)).then(String::new)
        }
        pub fn persons(kind: &FactKind) -> Shown {
            if let FactKind::Person(name) = kind { Some(name.clone()) } else { None }
        }
        pub fn reconstructions(kind: &FactKind) -> Shown {
            if let FactKind::Reconstruction { family, supplied } = kind { Some(format!("{family}+{supplied}")) } else { None }
        }
        pub fn initials(kind: &FactKind) -> Shown {
            if let FactKind::Initials { spaced } = kind { Some(if *spaced { "spaced" } else { "tight" }.to_owned()) } else { None }
        }
        pub fn debris(kind: &FactKind) -> Shown {
            if let FactKind::Debris(debris) = kind { Some(format!("{debris:?}")) } else { None }
        }
        pub fn stamps(kind: &FactKind) -> Shown {
            if let FactKind::LeafStamp(number) = kind { Some(number.to_string()) } else { None }
        }
    }

    const LAYOUT: &str = "[[layout]]\nid = \"sample\"\nrunning-heads = [\"Sample Archive Online\"]\n";

    /// The facts of one kind in a text that is all body, as `words = reading`, or the words alone where both are equal.
    pub fn found(text: &str, kind: &dyn Fn(&FactKind) -> Option<String>) -> Vec<String> {
        let layout = SchemaSource { name: "sample.toml".to_owned(), text: LAYOUT.to_owned() };
        let schemas = Schemas::with(&[layout]).expect("schemas");
        let heads = text.match_indices("Original Scan").map(|(at, head)| Span::new(at, at + head.len()));
        let page = Page { body: vec![Span::new(0, text.len())], scan_heads: heads.collect(), ..Default::default() };
        facts(text, &page, Some(Day::new(1956, 9, 23)), &Matchers::new(&schemas))
            .iter()
            .filter_map(|fact| {
                let (words, reading) = (fact.span.slice(text), kind(&fact.kind)?);
                Some(if reading.is_empty() || reading == words { words.to_owned() } else { format!("{words} = {reading}") })
            })
            .collect()
    }

    #[test]
    fn blocks_count_as_title_and_summary() {
        let text = "Talk with the Korean Worker's Party\nNam II listens to A.I. Orlov.\nNothing.\n";
        let block = |field, start, end| crate::layout::Block { field, label: None, value: Some(Excerpt::new(text, Span::new(start, end))) };
        let page = Page {
            blocks: vec![block(Field::Title, 0, 35), block(Field::Summary, 36, 65), block(Field::Rights, 0, 35)],
            body: vec![Span::new(66, text.len())],
            furniture: vec![Span::new(66, 74)],
            ..Default::default()
        };
        let schemas = Schemas::builtin();
        let facts = facts(text, &page, None, &Matchers::new(&schemas));
        let canonical = "Korean Workers' Party".to_owned();
        let wanted = [
            FactKind::Organisation { canonical, as_written: "Korean Worker's Party".to_owned(), place: BodyPart::Title },
            FactKind::NameOcr { probably: "Nam Il".to_owned(), place: BodyPart::Summary },
            FactKind::Initials { spaced: false },
            FactKind::Furniture,
        ];
        assert_eq!(facts.into_iter().map(|fact| fact.kind).collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn no_text_makes_it_panic() {
        for text in [
            "",
            "\n",
            "[",
            "é[é]",
            "-é",
            "é-a",
            "Kim A-",
            "$",
            "<",
            "\\",
            "&",
            "№",
            "Copy",
            "Copy №",
            "1 -",
            "1- to",
            "24.1",
            "24.1x.",
            "É. É. É",
        ] {
            for text in [text.to_owned(), format!("The guests came late and left.\n\n{text}"), format!("{text}\n\n{text}\n\n1 - {text}")] {
                found(&text, &|kind| Some(format!("{kind:?}")));
            }
        }
    }
}
