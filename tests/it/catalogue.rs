//! The catalogue that the rules were drawn from: each name is a rule, or stands in the table of those left out with a reason.

use std::path::Path;

use opiska::rules::by_name;

/// The rows of the table, each a name and a reason; none while there is no table.
fn left_out() -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules-left-out.md");
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let row = |line: &str| {
        let mut cells = line.strip_prefix("| `")?.splitn(2, "` | ");
        Some((cells.next()?.to_owned(), cells.next()?.trim_end_matches(" |").to_owned()))
    };
    text.lines().filter_map(row).collect()
}

#[test]
fn every_name_is_a_rule_or_has_a_reason() {
    let left_out = left_out();
    let lacks: Vec<&&str> =
        CATALOGUE.iter().filter(|name| by_name(name).is_none() && !left_out.iter().any(|(row, _)| row == **name)).collect();
    assert!(lacks.is_empty(), "neither a rule nor in docs/rules-left-out.md: {lacks:?}");
}

#[test]
fn what_is_left_out_is_no_rule() {
    for (name, reason) in left_out() {
        assert!(by_name(&name).is_none(), "{name} is a rule by now: take it out of docs/rules-left-out.md");
        assert!(reason.len() > 20, "{name}: why?");
    }
}

/// Presence, shelfmarks, leaves, repositories.
const CATALOGUE: &[&str] = &[
    "ambiguous-siglum",
    "bad-fond-number",
    "bare-number-shelfmark",
    "coded-section-broken",
    "delo-suffix-form",
    "digit-grouping-in-number",
    "duplicate-level",
    "empty-labelled-field",
    "file-label-for-repository",
    "folio-dash-style",
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
    "historical-repository-name",
    "leading-zero-lost",
    "level-order",
    "missing-access-conditions",
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
    "mixed-label-style",
    "no-citation-sentence",
    "no-persistent-identifier",
    "numero-before-level",
    "opis-suffix-ambiguous",
    "page-furniture-in-capture",
    "page-label-for-leaves",
    "papka-missing",
    "perechen-cited-as-opis",
    "period-mismatch",
    "placeholder-value",
    "publisher-as-repository",
    "publisher-superseded-name",
    "repository-form-variant",
    "repository-script-mismatch",
    "repository-without-place",
    "roman-for-arabic",
    "scheme-mismatch",
    "truncated-capture",
    "unknown-level-label",
    "unknown-repository",
    "unnumbered-unmarked",
    "unseparated-holdings",
    "verso-notation",
    "verso-range-reversed",
];
