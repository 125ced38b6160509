//! Slips in dates, credits, words and addresses: what is said of a line, and what a fix makes of it.

use opiska::check::{Choices, Engine, Selection, finish};
use opiska::diagnostic::{Diagnostic, Severity};
use opiska::parse::{ReadOptions, Reader, read};
use opiska::record::Corpus;
use opiska::schema::Schemas;
use opiska::source::FileName;

/// What one rule says of a text.
fn said(rule: &str, text: &str, lines: bool) -> Vec<Diagnostic> {
    let schemas = Schemas::builtin();
    let reader = Reader::new(&schemas);
    let selection =
        Selection::new(&schemas, &Choices { select: Some(vec![rule.to_owned()]), ..Choices::default() }).expect("the rule exists");
    let engine = Engine::new(&schemas, &selection, None);
    let reading = read(FileName::new("text"), text.as_bytes(), ReadOptions { lines }, &reader).expect("samples are text");
    let mut found = engine.page(&reading.page, &reading.text);
    found.extend(engine.corpus(&Corpus::new(vec![reading.page])));
    finish(found)
}

/// The words that the findings of one rule stand at.
fn marked(rule: &str, line: &str) -> Vec<String> {
    said(rule, line, true).iter().map(|found| found.primary.place.span.slice(line).to_owned()).collect()
}

/// The text after the fix of the only finding.
fn mended(rule: &str, text: &str) -> String {
    let found = said(rule, text, true);
    let [finding] = &found[..] else { panic!("{rule}: {} findings in {text}", found.len()) };
    let mut edits = finding.fix.as_deref().expect("a fix").edits.clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    let mut mended = text.to_owned();
    for edit in edits {
        mended.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    mended
}

fn dated(date: &str) -> String {
    format!("\"Note on the Harvest,\" {date}, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6")
}

#[test]
fn ranges_that_cannot_be() {
    for date in ["31-30 August 1956", "25 September 1956 - 20 September 1956", "1956-1953", "October–March 1953", "30-31 August 1956 - 2"]
    {
        assert_eq!(marked("date-range-malformed", &dated(date)), [date]);
    }
    for date in ["30-31 August 1956", "1953-1956", "12/25 January 1905", "winter 1956/57", "before 5 March 1953", "31-32 August 1956"] {
        assert_eq!(marked("date-range-malformed", &dated(date)), [""; 0], "{date}");
    }
    assert_eq!(marked("invalid-date", &dated("31-32 August 1956")).len(), 1, "a day that does not exist is another matter");
}

#[test]
fn days_of_the_week() {
    for date in ["Monday, 23 September 1956", "Mon, 23 September 1956", "Montag, 23 September 1956", "понедельник, 23 сентября 1956 г."]
    {
        assert_eq!(marked("weekday-mismatch", &dated(date)).len(), 1, "{date}");
    }
    // The second and the third are days of the Julian calendar; the last says no day.
    for date in ["Sunday, 23 September 1956", "Wednesday, 25 October 1917", "Sunday, 9 January 1905", "Monday, September 1956"] {
        assert_eq!(marked("weekday-mismatch", &dated(date)), [""; 0], "{date}");
    }
    assert_eq!(marked("weekday-mismatch", &dated("Tuesday, 23 September 1925")).len(), 1, "Julian, but too late for that");
}

#[test]
fn roles_that_run_together() {
    let credited = |credit: &str| marked("credit-role-unparsed", &format!("{}. {credit}", dated("5 May 1953")));
    assert_eq!(credited("Translated by Gary Goldberg edited by Anna Smith."), ["Gary Goldberg edited by Anna Smith"]);
    assert_eq!(credited("Obtained S. R. and translated by G. G."), ["Obtained S. R. and"]);
    assert_eq!(credited("Translation: Gary Goldberg."), ["Translation: Gary Goldberg"]);
    for credit in ["Obtained by S. R. and translated by G. G.", "Translated by Gary Goldberg.", "Contributed to the conference."] {
        assert_eq!(credited(credit), [""; 0], "{credit}");
    }
}

#[test]
fn one_name_in_two_romanisations() {
    let titled = |title: &str| marked("mixed-transliteration", &format!("\"{title},\" 5 May 1988, RGANI, f. 89, op. 1, d. 2, ll. 3-6."));
    assert_eq!(titled("Iakovlev on the Yakovlev Commission"), ["Yakovlev"]);
    assert_eq!(titled("Yel'tsin Replies: Yeltsin's Congress"), ["Yeltsin"]);
    for title in ["Yakovlev and Yakovlev's Commission", "The Workers' Party and the Worker's Daily", "Maria and Marya", "Peace in Asia"] {
        let expected = usize::from(title.starts_with("Maria"));
        assert_eq!(titled(title).len(), expected, "{title}");
    }
}

#[test]
fn one_sign_for_the_soft_sign() {
    let lines = "RGASPI, fond 17, opis’ 163, delo 1\nRGASPI, fond 17, opis 163, delo 2\nRGASPI, Fond 17, Opis' 163, Delo 3\nRGASPI, f. 17, op. 163, d. 4\nRGASPI, fond 17, opis 163, delo 5\n";
    assert_eq!(mended("soft-sign-variant", lines), lines.replace("opis’", "opis").replace("Opis'", "Opis"));
    assert_eq!(marked("soft-sign-variant", "RGASPI, fond 17, opis' 163, delo 1\nRGANI, fond 5, opis' 49, delo 2\n"), [""; 0]);
}

#[test]
fn addresses_torn_and_closed_too_late() {
    let line = |address: &str| format!("{}. Translated by Gary Goldberg. {address}", dated("5 May 1953"));
    let whole = line("https://digitalarchive.wilsoncenter.org/document/134157");
    for torn in [
        "https://digital archive.wilsoncenter.org/document/134157",
        "https:// digitalarchive.wilsoncenter.org/document/134157",
        "https://digitalarchive.wilsoncenter.org/docu ment/134157",
        "https://digitalarchive.wilsoncenter.org/document/ 134157",
    ] {
        assert_eq!(mended("url-broken", &line(torn)), whole, "{torn}");
    }
    for sound in [
        "https://example.org/a 6/7/2020",
        "https://example.org/a accessed in May",
        "http://archive/room/3",
        "https://example.org/a (PDF/A)",
    ] {
        assert_eq!(marked("url-broken", &line(sound)), [""; 0], "{sound}");
    }
    assert_eq!(mended("url-trailing-punctuation", &line("<https://example.org/a.>")), line("<https://example.org/a>"));
    assert_eq!(mended("url-trailing-punctuation", &line("[copy](https://example.org/a.)")), line("[copy](https://example.org/a)"));
    assert_eq!(marked("url-trailing-punctuation", &line("https://example.org/a.")), [""; 0], "the stop ends the sentence");
}

#[test]
fn words_broken_at_the_end_of_a_line() {
    let titled = |title: &str| format!("\"{title},\" 5 May 1953, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6");
    assert_eq!(mended("line-broken-word", &titled("To the Delega- tion")), titled("To the Delegation"));
    for title in ["Pre- and Post-War Trade", "Short- or long-term Credit", "The Korean- Chinese Talks", "Plan A- b", "Sino-Soviet Talks"] {
        assert_eq!(marked("line-broken-word", &titled(title)), [""; 0], "{title}");
    }
}

#[test]
fn exchanged_leaves_and_letters_for_digits() {
    let leaves = |listy: &str| said("folio-range-reversed", &format!("GARF, Fond 5446, Opis 98, Delo 718, Listy {listy}"), true);
    let severities = |listy: &str| leaves(listy).iter().map(|found| found.severity).collect::<Vec<_>>();
    assert_eq!(severities("34-18"), [Severity::Error]);
    assert_eq!(severities("101-94"), [Severity::Warning], "8 leaves rather than 94");
    assert_eq!(severities("153-64"), [], "12 leaves rather than 90");
    let file = |delo: &str| marked("digit-letter-confusion", &format!("GARF, Fond 5446, Opis 98, Delo {delo}, Listy 3-6"));
    assert_eq!(file("64l"), ["64l"]);
    assert_eq!(file("64a"), [""; 0]);
    assert_eq!(marked("digit-letter-confusion", "GARF, Fond 5446, Opis 98l, Delo 64, Listy 3-6"), [""; 0], "personal files");
}
