//! Rules that weigh what the text of a page says: where they speak, and where they hold back.

use opiska::check::{Choices, Engine, Selection};
use opiska::diagnostic::{Applicability, Confidence, Diagnostic, Severity};
use opiska::parse::{ReadOptions, Reader, read};
use opiska::record::Day;
use opiska::schema::Schemas;
use opiska::source::FileName;

const LONG: &str = "The guests came late, stayed long, and spoke of the weather and of the crop of the year before.";
const RUSSIAN: &str = "Гости пришли поздно и сидели долго, говорили о погоде и об урожае.";

/// A page of the old site: the date in its head and citation, the shelfmark with its leaves, the text.
fn page(date: &str, shelfmark: &str, text: &[&str]) -> String {
    format!(
        "Digital Archive International History Declassified\n\n{date}\n\n  • Citation\n\n    get citation\n\n    \
         \"Telegram to the Central Committee,\" {date}, Wilson Center Digital Archive, {shelfmark}.\n\nEnglish HTML\n\n{}\n",
        text.join("\n\n")
    )
}

const SHELFMARK: &str = "GARF, Fond 5446, Opis 98, Delo 721, Listy 27-30";

fn found(rules: &[&str], text: &str) -> Vec<Diagnostic> {
    let schemas = Schemas::builtin();
    let reader = Reader::new(&schemas);
    let choices = Choices { select: Some(rules.iter().map(|rule| (*rule).to_owned()).collect()), ..Choices::default() };
    let selection = Selection::new(&schemas, &choices).expect("known rules");
    let engine = Engine::new(&schemas, &selection, Some(Day::new(2026, 1, 1)));
    let reading = read(FileName::new("page.txt"), text.as_bytes(), ReadOptions::default(), &reader).expect("a text");
    engine.page(&reading.page, &reading.text)
}

/// Rule and words at the primary place of each finding.
fn told(rules: &[&str], text: &str) -> Vec<String> {
    found(rules, text).iter().map(|found| format!("{}: {}", found.rule.name, found.primary.place.span.slice(text))).collect()
}

#[test]
fn sheets_are_compared_with_leaves_of_one_shelfmark_only() {
    let sheets = |shelfmark: &str, count: &str| {
        told(&["folio-count-vs-statement"], &page("September 23, 1956", shelfmark, &[LONG, &format!("received on {count} sheets")])).len()
    };
    assert_eq!(sheets(SHELFMARK, "four"), 0);
    assert_eq!(sheets(SHELFMARK, "three"), 1, "both ends of a range count");
    assert_eq!(sheets("GARF, Fond 5446, Opis 98, Delo 721, Listy 27-28, 40-41", "four"), 0);
    assert_eq!(sheets("GARF, Fond 5446, Opis 98, Delo 721, pp. 27-30", "two"), 0, "pages are no leaves");
    assert_eq!(sheets("GARF, Fond 5446, Opis 98, Delo 721", "two"), 0);
}

#[test]
fn stamps_are_looked_for_in_every_range() {
    let scans = |listy: &str, rule: &str| {
        let text = format!(
            "# **September 23, 1956**\n\n#### Minutes of a Meeting\n\n## Citation:\n\n\"Minutes of a Meeting,\" September 23, 1956, Wilson Center \
             Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy {listy}.\n\n## **Contents:**\n\nOriginal Scan\n\nOriginal Scan\n\n28\n\n{RUSSIAN}\n\n\
             Original Scan\n\n35\n\n{RUSSIAN}\n"
        );
        told(&[rule], &text)
    };
    assert_eq!(scans("27-30", "page-stamp-outside-range"), ["page-stamp-outside-range: 35"]);
    assert_eq!(scans("27-30, 35", "page-stamp-outside-range"), [""; 0]);
    assert_eq!(scans("28, 35", "page-stamp-missing"), [""; 0]);
    assert_eq!(scans("28, 35-36", "page-stamp-missing"), ["page-stamp-missing: Listy 28, 35-36"]);
    assert_eq!(scans("1-4000000000", "page-stamp-missing"), [""; 0], "no document has so many leaves");
    assert_eq!(scans("100-104", "page-stamp-missing"), [""; 0], "the stamps tell of other leaves");
}

#[test]
fn a_closing_date_may_follow_within_a_month() {
    let closing = |date: &str, day: &str| found(&["late-internal-date"], &page(date, SHELFMARK, &[LONG, "Three copies printed", day]));
    assert!(closing("September 15, 1956", "16 October 1956").is_empty(), "31 days");
    let late = closing("September 15, 1956", "17 October 1956");
    assert_eq!(late.iter().map(|found| found.confidence).collect::<Vec<_>>(), [Confidence::Medium]);
    let slip = closing("September 15, 1956", "14 November 1956");
    assert!(slip[0].help.as_deref().is_some_and(|help| help.contains("14 September 1956")), "{slip:?}");
    let copy = closing("September 15, 1956", "14 November 1966");
    assert_eq!(copy[0].confidence, Confidence::Low);
    assert!(closing("September 1956", "14 November 1956").is_empty(), "a month is no day");
    assert!(closing("ca. September 15, 1956", "14 November 1956").is_empty(), "an estimate");
    assert!(closing("September 15, 1956", "14 August 1956").is_empty());
}

#[test]
fn of_three_rules_on_dates_one_speaks() {
    let dates = ["header-title-date", "late-internal-date", "date-unsupported-by-text"];
    let with = |text: &[&str]| told(&dates, &page("September 23, 1956", SHELFMARK, text));
    let event = format!("On 22 September a conversation was held. {LONG}");
    assert_eq!(with(&[&event]), ["date-unsupported-by-text: September 23, 1956"]);
    assert_eq!(with(&["Record of a talk, 21 September 1956", &event]), ["header-title-date: September 23, 1956"]);
    assert_eq!(with(&["Record of a talk, 21 September 1956", "23 September 1956", &event]), [""; 0], "one of the headings agrees");
    assert_eq!(with(&[&event, "24 November 1956"]), ["late-internal-date: 24 November 1956"]);
    assert_eq!(with(&[&event, "23 September 1956"]), [""; 0]);
    assert_eq!(with(&[LONG]), [""; 0], "the text has no dates of its own");
}

#[test]
fn the_later_of_two_equally_frequent_spellings_is_told() {
    let text = page("September 23, 1956", SHELFMARK, &[&format!("Cde. Yung Kong-hum spoke. {LONG} Yun Gong-heum was heard.")]);
    assert_eq!(told(&["name-variant-in-record"], &text), ["name-variant-in-record: Yun Gong-heum"]);
}

#[test]
fn names_are_put_right_in_titles_and_never_in_the_text() {
    let text = page("September 23, 1956", SHELFMARK, &[&format!("Kim II Sung spoke. {LONG}"), "Nam II listened."])
        .replace("Telegram to the", "Telegram from Nam II to the");
    let found = found(&["name-ocr-ii"], &text);
    let severities: Vec<_> = found.iter().map(|found| (found.primary.place.span.slice(&text), found.severity)).collect();
    assert!(severities.contains(&("Nam II", Severity::Warning)) && severities.contains(&("Kim II Sung", Severity::Info)), "{severities:?}");
    assert_eq!(found.len(), 2);
    for found in &found {
        let fix = found.fix.as_ref().map(|fix| (fix.applicability, fix.edits[0].text.as_str()));
        assert_eq!(fix, (found.severity == Severity::Warning).then_some((Applicability::Safe, "Nam Il")));
    }
    let body = found.iter().find(|found| found.severity == Severity::Info).expect("one finding for the text");
    assert_eq!(body.related.len(), 1);
}

#[test]
fn a_usual_form_in_the_title_is_shown_with_the_slip() {
    let text = page("September 23, 1956", SHELFMARK, &[&format!("The Korean Worker's Party was founded early. {LONG}")])
        .replace("the Central Committee", "the Korean Workers' Party");
    let found = found(&["organisation-name-variant"], &text);
    assert_eq!(found.len(), 1);
    let related: Vec<_> = found[0].related.iter().map(|label| label.place.span.slice(&text)).collect();
    assert_eq!(related, ["Korean Workers' Party"]);
}

#[test]
fn debris_of_all_kinds_is_told_once() {
    let text = page("September 23, 1956", SHELFMARK, &["Copy \u{FFFD} of $\\operatorname{NOTE}$", LONG, "to file N<sup>o</sup> 963"]);
    let found = found(&["garbage-glyph", "html-residue", "latex-residue", "latin-ocr-of-cyrillic", "running-header-merged"], &text);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].rule.name, found[0].severity, found[0].related.len()), ("garbage-glyph", Severity::Info, 2));
}

#[test]
fn a_high_copy_number_needs_all_copies_counted() {
    let copies = |copy: &str, made: &str| {
        told(
            &["copy-number-exceeds-copies"],
            &page("September 15, 1956", SHELFMARK, &[&format!("15 September 1956   Copy № {copy}"), LONG, made]),
        )
    };
    assert_eq!(copies("4", "Three copies printed"), ["copy-number-exceeds-copies: Copy № 4"]);
    assert_eq!(copies("3", "Three copies printed"), [""; 0]);
    assert_eq!(copies("4", "Printed in the morning"), [""; 0]);
}

#[test]
fn bibliographies_are_no_documents() {
    let line = "GARF, f. 5446, op. 98, d. 721, l. 27. Received on two sheets, 14 November 1956.";
    let rules = ["folio-count-vs-statement", "late-internal-date", "date-unsupported-by-text", "header-title-date"];
    assert_eq!(told(&rules, &format!("{line}\n\n{line}\n")), [""; 0]);
    assert_eq!(told(&rules, &format!("{line}\n")), [""; 0]);
}
