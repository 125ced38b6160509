//! The rules on presence, archives, publishers and addresses, run on whole pages: what they report and where.

use opiska::check::{Choices, Engine, Selection, finish};
use opiska::diagnostic::{Applicability, Diagnostic};
use opiska::parse::{ReadOptions, Reader, read};
use opiska::schema::Schemas;
use opiska::source::FileName;

/// The rules of this group.
const RULES: &[&str] = &[
    "ambiguous-siglum",
    "empty-labelled-field",
    "empty-record-id",
    "historical-repository-name",
    "legacy-or-insecure-url",
    "mirror-host",
    "missing-access-conditions",
    "missing-access-date",
    "missing-date",
    "missing-file",
    "missing-folio",
    "missing-fond",
    "missing-opis",
    "missing-original-language",
    "missing-publisher",
    "missing-repository",
    "missing-source-label",
    "missing-title",
    "missing-translator",
    "missing-url",
    "no-citation-sentence",
    "no-persistent-identifier",
    "publisher-as-repository",
    "publisher-superseded-name",
    "record-id-malformed",
    "search-url",
    "third-party-copy",
    "truncated-capture",
    "unknown-repository",
    "url-record-id-mismatch",
    "url-slug-form",
    "url-tracking",
];

fn check(text: &str, profile: &str, lines: bool) -> Vec<Diagnostic> {
    let schemas = Schemas::builtin();
    let reader = Reader::new(&schemas);
    let selection =
        Selection::new(&schemas, &Choices { profile: Some(profile.to_owned()), ..Choices::default() }).expect("the profile exists");
    let engine = Engine::new(&schemas, &selection, None);
    let reading = read(FileName::new("page"), text.as_bytes(), ReadOptions { lines }, &reader).expect("samples are text");
    let mut found = finish(engine.page(&reading.page, &reading.text));
    found.retain(|finding| RULES.contains(&finding.rule.name));
    found
}

/// Line, severity and rule of each finding, in order.
fn told(text: &str, profile: &str) -> Vec<String> {
    let one = |finding: Diagnostic| {
        let start = finding.primary.place.start;
        format!("{} {} {}", start.line, finding.severity.as_str(), finding.rule.name)
    };
    check(text, profile, false).into_iter().map(one).collect()
}

fn own(name: &str) -> String {
    std::fs::read_to_string(format!("{}/seeds/{name}", env!("CARGO_MANIFEST_DIR"))).expect("a sample of the project")
}

const OLD_SITE: &[&str] =
    &["13 warning no-persistent-identifier", "13 info publisher-superseded-name", "13 info missing-original-language"];

#[test]
fn the_samples_give_what_an_archivist_would_say() {
    assert_eq!(told(&own("telegram.txt"), "default"), OLD_SITE);
    assert_eq!(told(&own("ambassador.txt"), "default"), OLD_SITE);
    assert_eq!(
        told(&own("meeting.txt"), "default"),
        ["69 info missing-publisher", "69 info no-citation-sentence", "81 warning empty-labelled-field", "85 info missing-url"]
    );
    assert_eq!(
        told(&own("conversation.txt"), "default"),
        [
            "98 info missing-source-label",
            "98 info no-citation-sentence",
            "98 info missing-original-language",
            "105 warning empty-labelled-field",
            "109 error empty-record-id",
            "109 warning truncated-capture",
        ]
    );
    assert_eq!(told(&own("minutes.md"), "default"), ["7 warning mirror-host"]);
    assert_eq!(told(&own("notes.md"), "default"), ["20 error missing-opis", "24 warning unknown-repository"]);
    for name in ["cover-sheet.txt", "cover-sheet-flat.txt"] {
        assert!(check(&own(name), "default", false).iter().all(|finding| finding.severity.as_str() == "info"), "{name}");
    }
}

#[test]
fn the_strict_profile_asks_for_terms_and_access_dates() {
    let added = |name: &str| told(&own(name), "strict").into_iter().filter(|line| line.contains("missing-access")).collect::<Vec<_>>();
    assert_eq!(added("telegram.txt"), ["13 info missing-access-conditions"]);
    assert_eq!(added("meeting.txt"), [""; 0]);
    assert_eq!(added("minutes.md"), ["7 info missing-access-conditions", "7 info missing-access-date"]);
}

/// The five captured pages this project grew from lie beside it, not in it.
#[test]
fn the_captured_pages_give_the_gold_findings() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/seeds");
    let Ok(entries) = std::fs::read_dir(folder) else {
        eprintln!("SKIPPED: no captured pages in {folder}");
        return;
    };
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let gold: [&[&str]; 5] = [
        OLD_SITE,
        &["224 info missing-publisher", "224 info no-citation-sentence", "236 warning empty-labelled-field", "240 info missing-url"],
        OLD_SITE,
        &[
            "200 info missing-source-label",
            "200 info no-citation-sentence",
            "200 info missing-original-language",
            "207 warning empty-labelled-field",
            "211 error empty-record-id",
            "211 warning truncated-capture",
        ],
        &["7 warning mirror-host"],
    ];
    assert_eq!(paths.len(), gold.len());
    for (path, gold) in paths.iter().zip(gold) {
        let text = std::fs::read_to_string(path).expect("a captured page");
        assert_eq!(told(&text, "default"), gold, "{}", path.display());
    }
}

#[test]
fn safe_fixes_settle_what_they_fix() {
    for (name, rule) in [("meeting.txt", "missing-url"), ("minutes.md", "mirror-host"), ("cover-sheet.txt", "legacy-or-insecure-url")] {
        let mut text = own(name);
        let found = check(&text, "default", false);
        let finding = found.iter().find(|finding| finding.rule.name == rule).expect("the sample has this slip");
        let fix = finding.fix.as_deref().expect("it can be fixed");
        assert_eq!(fix.applicability, Applicability::Safe);
        for edit in fix.edits.iter().rev() {
            text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
        }
        let left = told(&text, "default");
        assert!(!left.iter().any(|line| line.ends_with(rule)), "{name}: {left:?}");
        assert!(left.len() < found.len(), "{name}: the fix made a new finding: {left:?}");
    }
}

#[test]
fn one_fact_is_told_once() {
    let rules = |line: &str| check(line, "default", true).iter().map(|finding| finding.rule.name).collect::<Vec<_>>();
    for (line, expected) in [
        // A shelfmark without an archive and one with a publisher in its place.
        ("Fond 5446, Opis 98, Delo 721, Listy 27-30", vec!["missing-repository"]),
        ("Wilson Center Digital Archive, Fond 5446, Opis 98, Delo 721, Listy 27-30", vec!["publisher-as-repository"]),
        // Neither fond nor opis.
        ("GARF, d. 721, l. 3", vec!["missing-fond"]),
        // A list of files lacks its inventory once; what is taken over is not missing.
        ("RGAE, f. 4372, d. 459, 460, l. 3", vec!["missing-opis"]),
        ("RGAE, f. 4372, op. 1, d. 459, l. 3; d. 461, l. 7; f. 7733, op. 2, d. 1, l. 2", vec![]),
        ("Ibid., d. 328, l. 50", vec![]),
        // A mirror in the clear is a mirror.
        ("GARF, f. 1, op. 1, d. 1, l. 1. http://wilson-center.drivingcreative.com/document/121796", vec!["mirror-host"]),
        // A number with a slip is not a slug, and a slug is not a number.
        ("GARF, f. 1, op. 1, d. 1, l. 1. https://digitalarchive.wilsoncenter.org/document/12179B", vec!["record-id-malformed"]),
        ("GARF, f. 1, op. 1, d. 1, l. 1. https://digitalarchive.wilsoncenter.org/document/report-to-stalin", vec!["url-slug-form"]),
        ("GARF, f. 1, op. 1, d. 1, l. 1. https://history.state.gov/historicaldocuments/about-frus", vec![]),
        // Former name beside today's.
        ("RGASPI (formerly RTsKhIDNI), f. 17, op. 162, d. 12, l. 3", vec![]),
        // Archives that leave levels out.
        ("HDA SBU, f. 13, spr. 372, ark. 5", vec![]),
        ("AMVnR, op. 22p, a.e. 12, l. 5", vec![]),
    ] {
        assert_eq!(rules(line), expected, "{line}");
    }
}
