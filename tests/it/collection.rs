//! The rules that compare records, on the project's own sample pages: every finding, with all its places.

use opiska::check::{Choices, Engine, Selection, finish};
use opiska::diagnostic::{Diagnostic, Label};
use opiska::parse::{ReadOptions, Reader, read};
use opiska::record::Corpus;
use opiska::schema::Schemas;
use opiska::source::FileName;

/// What the corpus rules report about some texts in the default profile.
fn findings(texts: &[(String, String)]) -> Vec<Diagnostic> {
    let schemas = Schemas::builtin();
    let reader = Reader::new(&schemas);
    let selection = Selection::new(&schemas, &Choices::default()).expect("built-in profile");
    let engine = Engine::new(&schemas, &selection, None);
    let page =
        |(name, text): &(String, String)| read(FileName::new(name), text.as_bytes(), ReadOptions::default(), &reader).expect("text").page;
    finish(engine.corpus(&Corpus::new(texts.iter().map(page).collect())))
}

fn shown(finding: &Diagnostic) -> String {
    let place = |label: &Label| format!("{}:{}:{}", label.file, label.place.start.line, label.place.start.column);
    let related: Vec<String> = finding.related.iter().map(place).collect();
    format!("{} {} {} < {}", place(&finding.primary), finding.severity.as_str(), finding.rule.name, related.join(" "))
}

#[test]
fn five_pages_about_one_affair() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/");
    let names = ["ambassador.txt", "conversation.txt", "meeting.txt", "minutes.md", "telegram.txt"];
    let texts: Vec<(String, String)> =
        names.iter().map(|name| ((*name).to_owned(), std::fs::read_to_string(format!("{folder}{name}")).expect("a sample"))).collect();
    let found: Vec<String> = findings(&texts).iter().map(shown).collect();
    let wanted = [
        "ambassador.txt:13:247 warning opis-variant-in-fond < conversation.txt:98:23 meeting.txt:69:23 minutes.md:7:164 telegram.txt:13:156",
        "ambassador.txt:30:69 info transliteration-inconsistent < ambassador.txt:38:50 conversation.txt:47:123 meeting.txt:23:170 meeting.txt:34:44 minutes.md:61:51",
        "ambassador.txt:54:1 info registration-number-date-inversion < ambassador.txt:56:1 minutes.md:75:72 minutes.md:75:106",
        "conversation.txt:5:48 info organisation-variant-in-titles < ambassador.txt:13:6 meeting.txt:5:1",
        "meeting.txt:30:98 info reconstructed-name-differs < ambassador.txt:38:77 ambassador.txt:40:36",
        "minutes.md:7:93 info mixed-quote-comma-style < ambassador.txt:13:156 telegram.txt:13:60",
        "minutes.md:7:116 info mixed-publisher-names < ambassador.txt:13:179 telegram.txt:13:83",
    ];
    assert_eq!(found, wanted);
}

/// A page of the old site with this citation.
fn page(number: usize, citation: &str) -> (String, String) {
    (format!("{number:03}.txt"), format!("get citation\n{citation}\n"))
}

#[test]
fn a_capture_is_told_once_and_by_one_rule() {
    let citation = "\"Telegram from Orlov,\" May 3, 1956, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. https://digitalarchive.wilsoncenter.org/document/121796";
    let texts: Vec<(String, String)> = (0..3).map(|number| page(number, citation)).collect();
    let found: Vec<String> = findings(&texts).iter().map(shown).collect();
    assert_eq!(
        found,
        ["001.txt:2:2 warning near-duplicate-record < 000.txt:2:2", "002.txt:2:2 warning near-duplicate-record < 000.txt:2:2"]
    );
}

#[test]
fn one_clash_is_one_finding() {
    let cite = |title: &str, date: &str, shelf: &str| format!("\"{title},\" {date}, GARF, Fond 5446, {shelf}.");
    let first = cite("Telegram from Orlov", "May 3, 1956", "Opis 98, Delo 718, Listy 3-6");
    for (second, rule) in [
        (cite("Draft", "June 9, 1956", "Opis 98, Delo 718, Listy 3-6"), Some("same-shelfmark-different-title")),
        (cite("Telegram from Orlov", "May 4, 1956", "Opis 98, Delo 718, Listy 3-6"), Some("same-shelfmark-different-date")),
        (cite("Telegram from Orlov", "May 3, 1956", "Opis 98, Delo 718, Listy 3-6"), Some("near-duplicate-record")),
        (cite("Draft", "June 9, 1956", "Opis 98, Delo 718, Listy 6-9"), Some("folio-overlap-in-file")),
        (cite("Draft", "June 9, 1956", "Opis 98c, Delo 718, Listy 6-9"), Some("same-file-different-opis")),
        (cite("Draft", "June 9, 1956", "Opis 98c, Delo 719, Listy 6-9"), Some("opis-variant-in-fond")),
        (cite("Draft", "June 9, 1956", "Opis 98, Delo 718, Listy 7-9"), None),
        (cite("Draft", "June 9, 1956", "Opis 12, Delo 718, Listy 3-6"), None),
        (cite("Draft", "June 9, 1956", "Opis 98a, Delo 719, Listy 3-6"), None),
    ] {
        let found = findings(&[page(0, &first), page(1, &second)]);
        let rules: Vec<&str> = found.iter().map(|finding| finding.rule.name).collect();
        assert_eq!(rules, rule.into_iter().collect::<Vec<_>>(), "{second}");
    }
}

#[test]
fn notes_may_cite_the_same_leaves_again() {
    let notes = "[1] GARF, f. 5446, op. 98, d. 718, ll. 3-6.\n[2] GARF, f. 5446, op. 98, d. 718, ll. 5-9.\n[3] GARF, f. 5446, op. 98, d. 718, ll. 3-6.\n";
    assert!(findings(&[("notes.md".to_owned(), notes.to_owned())]).is_empty());
}
