//! The rules of shelfmarks, dates, titles and credits: every line of their examples, their fixes, and the real pages.

use std::sync::LazyLock;

use opiska::check::{Choices, Engine, Selection};
use opiska::diagnostic::{Applicability, Diagnostic};
use opiska::parse::{ReadOptions, Reader, read};
use opiska::record::Day;
use opiska::rules::{ALL, Check};
use opiska::schema::{SchemaSource, Schemas};
use opiska::source::FileName;

static SCHEMAS: LazyLock<Schemas> = LazyLock::new(Schemas::builtin);
static READER: LazyLock<Reader<'static>> = LazyLock::new(|| Reader::new(&SCHEMAS));

/// Checks one text with every rule; `lines`: each line is a citation.
fn check(text: &str, lines: bool, choices: &Choices) -> Vec<Diagnostic> {
    let (schemas, reader) = (&*SCHEMAS, &*READER);
    let selection = Selection::new(schemas, choices).expect("known rules");
    let engine = Engine::new(schemas, &selection, Some(Day::new(2026, 1, 1)));
    let reading = read(FileName::new("example.txt"), text.as_bytes(), ReadOptions { lines }, reader).expect("text");
    engine.page(&reading.page, &reading.text)
}

fn only(rules: &[&str]) -> Choices {
    Choices { select: Some(rules.iter().map(|rule| (*rule).to_owned()).collect()), ..Choices::default() }
}

/// Names of the findings of `rules` on one citation line.
fn names(text: &str, rules: &[&str]) -> Vec<&'static str> {
    check(text, true, &only(rules)).iter().map(|found| found.rule.name).collect()
}

/// The text after the fix of the only finding.
fn fixed(text: &str, rule: &str) -> (Applicability, String) {
    let found = check(text, true, &only(&[rule]));
    let [finding] = found.as_slice() else { panic!("{rule} on {text}: {} findings", found.len()) };
    let fix = finding.fix.as_deref().expect("a fix");
    let mut text = text.to_owned();
    for edit in fix.edits.iter().rev() {
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    (fix.applicability, text)
}

#[test]
fn one_fact_is_one_finding() {
    let pairs = [
        ("GARF, f. 5446, op. 98, d. 718, l. 5ob.-5", ["folio-range-reversed", "verso-range-reversed"], "verso-range-reversed"),
        ("ГАРФ. Ф. Р-5446. Оп. 98c. Д. 718.", ["homoglyph-in-identifier", "opis-suffix-ambiguous"], "homoglyph-in-identifier"),
        ("GARF, f. 5446, op. 98, d. 718, ll. 5-5", ["folio-degenerate-range", "folio-number-agreement"], "folio-degenerate-range"),
        ("GARF, f. 5446, op. 98, d. 718, l. 3 ff.", ["folio-number-agreement", "folio-open-ended"], "folio-open-ended"),
        ("GARF, f. 5446, op. 98, d. 718, ll. 44, 46, 44", ["folio-list-unsorted", "folio-overlap-in-list"], "folio-overlap-in-list"),
        ("GARF, Fond 5446, Opis 98, Delo ???, Listy 3-6", ["placeholder-value", "unnumbered-unmarked"], "placeholder-value"),
        ("\"Telegram,\" 03/04/1956, GARF, Fond 5, Opis 9, Delo 7", ["ambiguous-numeric-date", "invalid-date"], "ambiguous-numeric-date"),
        ("GARF, Fond 5446, Opis 98, Delo О12", ["digit-letter-confusion", "homoglyph-in-identifier"], "homoglyph-in-identifier"),
        ("GARF, Fond 5446, Opis XCVIII, Delo 718, l. 3", ["missing-opis", "roman-for-arabic"], "roman-for-arabic"),
        ("GARF, Fond 5446, Opis 98, Delo XII, l. 3", ["missing-file", "roman-for-arabic"], "roman-for-arabic"),
        ("GARF, Fond 5446, Opis 98, Opis 98s, Delo 718, l. 3", ["duplicate-level", "missing-file"], "duplicate-level"),
        ("GARF, Fond 54а46, Opis 98, Delo 718, l. 3", ["bad-fond-number", "homoglyph-in-identifier"], "homoglyph-in-identifier"),
        ("GARF, Fond 5l46, Opis 98, Delo 718, l. 3", ["bad-fond-number", "digit-letter-confusion"], "digit-letter-confusion"),
        ("GARF, f. 1, papka 3, d. 5, l. 3", ["missing-opis", "scheme-mismatch"], "scheme-mismatch"),
        ("RGANI, f. K-5, op. 49, d. 131", ["fond-prefix-unknown", "homoglyph-in-identifier"], "fond-prefix-unknown"),
    ];
    for (text, rules, wanted) in pairs {
        assert_eq!(names(text, &rules), [wanted], "{text}");
    }
}

#[test]
fn fixes_change_what_they_say() {
    use Applicability::{Safe, Unsafe};
    let table = [
        ("GARF, f. 5446, op. 98, d. 718, l. 3-6", "folio-number-agreement", Safe, "GARF, f. 5446, op. 98, d. 718, ll. 3-6"),
        ("GARF, F. 5446, Op. 98, D. 718, Ll. 5", "folio-number-agreement", Safe, "GARF, F. 5446, Op. 98, D. 718, L. 5"),
        ("RGANI, f. 5, op. 49, d. 131, ll. 153–64", "folio-range-abbreviated", Unsafe, "RGANI, f. 5, op. 49, d. 131, ll. 153–164"),
        ("GARF, f. 5446, op. 98, d. 718, ll. 5-5", "folio-degenerate-range", Safe, "GARF, f. 5446, op. 98, d. 718, ll. 5"),
        ("GARF, Fond 5,446, Opis 98, Delo 718", "digit-grouping-in-number", Safe, "GARF, Fond 5446, Opis 98, Delo 718"),
        ("GАRF, Fond 5446, Opis 98, Delo 718", "homoglyph-in-word", Safe, "GARF, Fond 5446, Opis 98, Delo 718"),
        ("GARF, Fond 5446, Opis 9\u{200B}8, Delo 7\u{AD}18", "invisible-in-identifier", Safe, "GARF, Fond 5446, Opis 98, Delo 718"),
        (
            "\"Telegram\", 1956, GARF, Fond 5, Opis 9, Delo 7",
            "comma-outside-quotes",
            Safe,
            "\"Telegram,\" 1956, GARF, Fond 5, Opis 9, Delo 7",
        ),
        ("“Telegram,\" 1956, GARF, Fond 5, Opis 9, Delo 7", "mixed-quotes", Safe, "“Telegram,” 1956, GARF, Fond 5, Opis 9, Delo 7"),
        ("\"On \"Pravda\" now,\" 1956, GARF, Fond 5, Opis 9", "nested-quotes", Safe, "\"On 'Pravda' now,\" 1956, GARF, Fond 5, Opis 9"),
        ("GARF, Fond 5446, Opis 98, Delo 718 a, Listy 3-6", "delo-suffix-form", Safe, "GARF, Fond 5446, Opis 98, Delo 718a, Listy 3-6"),
        ("ГАРФ. Ф. 5446. Оп. 98. Д. 718-а. Л. 3.", "delo-suffix-form", Unsafe, "ГАРФ. Ф. 5446. Оп. 98. Д. 718а. Л. 3."),
        ("GARF 5446/98/718/3-6", "bare-number-shelfmark", Unsafe, "GARF f. 5446, op. 98, d. 718, ll. 3-6"),
        ("ГА РФ Р7523 105 168", "bare-number-shelfmark", Unsafe, "ГА РФ Ф. Р7523. Оп. 105. Д. 168"),
        ("RGALI, fond 631, opis 15, delo 78, list 4", "file-label-for-repository", Unsafe, "RGALI, fond 631, opis 15, ed. khr. 78, list 4"),
        ("РГАЛИ. Ф. 631. Оп. 15. Д. 78. Л. 4.", "file-label-for-repository", Unsafe, "РГАЛИ. Ф. 631. Оп. 15. Ед. хр. 78. Л. 4."),
        ("ГАРФ, фонд № 5446, опись № 98, дело 718", "numero-before-level", Safe, "ГАРФ, фонд 5446, опись 98, дело 718"),
        ("GARF, f. 5446, op. 98, d. 718, ll. 5об.-6об.", "verso-notation", Unsafe, "GARF, f. 5446, op. 98, d. 718, ll. 5ob.-6ob."),
        ("ГАРФ, Fond 5446, Opis 98, Delo 718", "repository-script-mismatch", Unsafe, "GARF, Fond 5446, Opis 98, Delo 718"),
        ("GA RF, f. 5446, op. 98, d. 718", "repository-form-variant", Safe, "GARF, f. 5446, op. 98, d. 718"),
        ("A.N.I.C., fond CC al PCR, dosar 46/1968", "repository-form-variant", Safe, "ANIC, fond CC al PCR, dosar 46/1968"),
        ("TsDOOSO, f. 4, op. 31, d. 12", "repository-without-place", Unsafe, "TsDOOSO (Yekaterinburg), f. 4, op. 31, d. 12"),
        ("GARF, Fond 5446, Ops 98, Delo 718", "unknown-level-label", Safe, "GARF, Fond 5446, Opis 98, Delo 718"),
        ("GARF, Fond 5446, Opis 98, Delo 7l8", "digit-letter-confusion", Unsafe, "GARF, Fond 5446, Opis 98, Delo 718"),
        ("\"T,\" 24.IX.56, GARF, Fond 5, Opis 9, Delo 7", "two-digit-year", Unsafe, "\"T,\" 24.IX.1956, GARF, Fond 5, Opis 9, Delo 7"),
    ];
    for (text, rule, applicability, wanted) in table {
        assert_eq!(fixed(text, rule), (applicability, wanted.to_owned()), "{rule}");
    }
}

#[test]
fn a_taken_over_level_is_not_reported_again() {
    let text = "AVPRF, f. 102, op. 12, papka 68, d. 6, l. 1\nIbid., l. 2\n";
    assert_eq!(names(text, &["leading-zero-lost"]), ["leading-zero-lost"]);
    let text = "AVPRF, f. 0102, op. 12, d. 6, l. 1\nIbid., l. 2\n";
    assert_eq!(names(text, &["papka-missing"]), ["papka-missing"]);
}

#[test]
fn a_no_break_space_counts_in_a_captured_page_only() {
    let citation = "\"Telegram,\" September 23, 1956, Wilson Center Digital Archive, GARF, Fond\u{A0}5446, Opis 98, Delo 718.";
    let rule = ["invisible-in-identifier"];
    assert!(names(citation, &rule).is_empty());
    let page = format!("# **September 23, 1956**\n\n#### Telegram\n\n## Citation:\n\n{citation}\n");
    assert_eq!(check(&page, false, &only(&rule)).len(), 1);
}

#[test]
fn the_real_pages_give_what_an_archivist_expects() {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/seeds"));
    let Ok(entries) = std::fs::read_dir(folder) else { return eprintln!("SKIPPED: {} is missing", folder.display()) };
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.extension().is_some()).collect();
    files.sort();
    let mine: Vec<&str> = RULES.iter().copied().filter(|rule| *rule != "opis-suffix-ambiguous").collect();
    let mut found = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let text = std::fs::read_to_string(file).expect("a text");
        for finding in check(&text, false, &only(&mine)).iter().filter(|finding| finding.rule.summary_group.is_none()) {
            let start = finding.primary.place.start;
            found.push(format!("{number:03} {}:{} {}", start.line, start.column, finding.rule.name));
        }
    }
    found.sort();
    let wanted = [
        "000 13:140 fond-prefix-missing",
        "001 224:7 fond-prefix-missing",
        "002 13:236 fond-prefix-missing",
        "003 200:7 fond-prefix-missing",
        "004 7:153 fond-prefix-missing",
        "004 7:93 comma-outside-quotes",
    ];
    assert_eq!(found, wanted);
}

/// A project that knows all fonds of its archive may say so.
#[test]
fn a_complete_list_of_fonds_is_believed() {
    let table = "[[repository]]\nsiglum = \"XYZA\"\nname = \"Archive of the Town of Xyz\"\ncountry = \"RU\"\nscheme = \"ru4\"\n\
                 fonds-complete = true\n[[repository.fond]]\nnumber = \"5\"\nprefix = \"R\"\n";
    let told = |text: &str, table: &str| {
        let schemas = Schemas::with(&[SchemaSource { name: "own.toml".into(), text: table.into() }]).expect("a sound table");
        let reader = Reader::new(&schemas);
        let selection = Selection::new(&schemas, &only(&["fond-not-in-known-set"])).expect("a known rule");
        let reading = read(FileName::new("a"), text.as_bytes(), ReadOptions { lines: true }, &reader).expect("text");
        Engine::new(&schemas, &selection, None).page(&reading.page, &reading.text).len()
    };
    assert_eq!(told("XYZA, f. 6, op. 1, d. 2", table), 1);
    assert_eq!(told("XYZA, f. R-5, op. 1, d. 2", table), 0);
    assert_eq!(told("XYZA, f. 6, op. 1, d. 2", &table.replace("fonds-complete = true\n", "")), 0);
}

/// Every line of an example is an example of its own.
#[test]
fn every_line_fires_or_is_quiet() {
    for rule in ALL.iter().filter(|rule| RULES.contains(&rule.meta.name)) {
        assert!(!matches!(rule.check, Check::Corpus(_)));
        for example in rule.meta.examples().iter().filter(|example| !example.page) {
            for line in example.files.iter().flat_map(|(_, text)| text.lines()) {
                assert_eq!(!names(line, &[rule.meta.name]).is_empty(), example.fires, "{}: {line}", rule.meta.name);
            }
        }
    }
}

const RULES: &[&str] = &[
    "ambiguous-numeric-date",
    "bad-fond-number",
    "bare-number-shelfmark",
    "coded-section-broken",
    "comma-outside-quotes",
    "delo-suffix-form",
    "digit-grouping-in-number",
    "digit-letter-confusion",
    "duplicate-level",
    "file-label-for-repository",
    "folio-degenerate-range",
    "folio-list-unsorted",
    "folio-number-agreement",
    "folio-open-ended",
    "folio-overlap-in-list",
    "folio-range-abbreviated",
    "folio-range-implausible",
    "folio-range-reversed",
    "folio-trailing-garbage",
    "folio-zero",
    "fond-not-in-known-set",
    "fond-prefix-missing",
    "fond-prefix-unknown",
    "future-date",
    "header-citation-date",
    "homoglyph-in-identifier",
    "homoglyph-in-word",
    "invalid-date",
    "invisible-in-identifier",
    "leading-zero-lost",
    "level-order",
    "mixed-label-style",
    "mixed-quotes",
    "nested-quotes",
    "numero-before-level",
    "old-style-date",
    "opis-suffix-ambiguous",
    "page-label-for-leaves",
    "papka-missing",
    "perechen-cited-as-opis",
    "period-mismatch",
    "placeholder-value",
    "repository-form-variant",
    "repository-script-mismatch",
    "repository-without-place",
    "roman-for-arabic",
    "scheme-mismatch",
    "title-date-conflict",
    "title-mismatch",
    "translator-empty",
    "two-digit-year",
    "unbalanced-quotes",
    "unknown-level-label",
    "unnumbered-unmarked",
    "unseparated-holdings",
    "upload-before-document",
    "verso-notation",
    "verso-range-reversed",
];
