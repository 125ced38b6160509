//! What holds for every fix of every rule, tried on the examples of the rules' own documentation: fixing twice changes
//! nothing, no fix raises a finding, safe fixes touch no digit and no word, and none touches the text of a document.

use std::collections::BTreeMap;

use opiska::check::{Choices, Engine, Selection, Settled, settle};
use opiska::diagnostic::{Applicability, Diagnostic};
use opiska::layout;
use opiska::parse::{ReadOptions, Reader, read};
use opiska::rules::{ALL, Check};
use opiska::schema::Schemas;
use opiska::source::FileName;

/// Rules whose safe fix writes or takes away letters or digits, and why it may: the label, the number of a leaf said
/// twice, or the address is another, the reference is not.
const TOUCH_WORDS: &[&str] = &[
    "folio-degenerate-range",
    "folio-number-agreement",
    "homoglyph-in-word",
    "legacy-or-insecure-url",
    "mirror-host",
    "missing-url",
    "name-ocr-ii",
    "unknown-level-label",
    "url-tracking",
];

/// A text of an example, with the rule it belongs to.
struct Sample {
    rule: &'static str,
    options: ReadOptions,
    text: String,
}

fn samples() -> Vec<Sample> {
    let mut all = Vec::new();
    for rule in ALL {
        for example in rule.meta.examples() {
            let options = ReadOptions { lines: !example.page };
            all.extend(example.files.into_iter().map(|(_, text)| Sample { rule: rule.meta.name, options, text }));
        }
    }
    all
}

/// Every rule at once, however the profiles have it.
fn every_rule(schemas: &Schemas) -> Selection {
    let names = ALL.iter().map(|rule| rule.meta.name.to_owned()).collect();
    Selection::new(schemas, &Choices { select: Some(names), ..Choices::default() }).expect("known rules")
}

fn check(text: &str, options: ReadOptions, reader: &Reader<'_>, engine: &Engine<'_>) -> Vec<Diagnostic> {
    let reading = read(FileName::new("example.txt"), text.as_bytes(), options, reader).expect("examples are text");
    engine.page(&reading.page, &reading.text)
}

/// Settles a text with all fixes up to this applicability.
fn fix(text: &str, options: ReadOptions, most: Applicability, reader: &Reader<'_>, engine: &Engine<'_>) -> Settled {
    let mut check = |text: &str| check(text, options, reader, engine);
    let findings = check(text);
    settle(text.to_owned(), findings, &|finding| finding.fix.as_deref().is_some_and(|fix| fix.applicability <= most), &mut check)
}

fn counts(findings: &[Diagnostic]) -> BTreeMap<&'static str, usize> {
    findings.iter().fold(BTreeMap::new(), |mut counts, finding| {
        *counts.entry(finding.rule.name).or_default() += 1;
        counts
    })
}

#[test]
fn fixing_twice_changes_nothing_and_raises_nothing() {
    let schemas = Schemas::builtin();
    let (reader, selection) = (Reader::new(&schemas), every_rule(&schemas));
    let engine = Engine::new(&schemas, &selection, Some(opiska::record::Day::new(2026, 1, 1)));
    for Sample { rule, options, text } in samples() {
        for most in [Applicability::Safe, Applicability::Unsafe] {
            let before = counts(&check(&text, options, &reader, &engine));
            let once = fix(&text, options, most, &reader, &engine);
            for (name, count) in counts(&check(&once.text, options, &reader, &engine)) {
                assert!(before.get(name).is_some_and(|before| *before >= count), "{rule}: {name} is new after\n{}", once.text);
            }
            let twice = fix(&once.text, options, most, &reader, &engine);
            assert_eq!(twice.text, once.text, "{rule}");
        }
    }
}

/// Alone, so that nothing else has a say: the best fix among the examples of a rule is the one it promises (the engine
/// makes a hint of a change outside of the records), and it settles the finding.
#[test]
fn every_rule_keeps_the_promise_of_its_fix() {
    let schemas = Schemas::builtin();
    let reader = Reader::new(&schemas);
    for rule in ALL {
        let choices = Choices { select: Some(vec![rule.meta.name.to_owned()]), ..Choices::default() };
        let selection = Selection::new(&schemas, &choices).expect("a known rule");
        let engine = Engine::new(&schemas, &selection, Some(opiska::record::Day::new(2026, 1, 1)));
        let (mut best, mut fixed) = (None, false);
        for Sample { options, text, .. } in samples().into_iter().filter(|sample| sample.rule == rule.meta.name) {
            let fixes = check(&text, options, &reader, &engine).into_iter().filter_map(|finding| finding.fix);
            best = fixes.map(|fix| fix.applicability).chain(best).min();
            fixed |= !fix(&text, options, Applicability::Unsafe, &reader, &engine).fixed.is_empty();
        }
        // Several findings of one group are told as one, without a fix.
        if best.is_none() && rule.meta.summary_group.is_some() {
            continue;
        }
        assert_eq!(best, rule.meta.fix, "{}", rule.meta.name);
        assert_eq!(fixed, best.is_some_and(|best| best <= Applicability::Unsafe), "{}", rule.meta.name);
        let compares = matches!(rule.check, Check::Corpus(_));
        assert!(!compares || best.is_none(), "{}: a change of one file cannot settle what several say", rule.meta.name);
    }
}

#[test]
fn safe_fixes_touch_no_digit_and_no_word() {
    let schemas = Schemas::builtin();
    let (reader, selection) = (Reader::new(&schemas), every_rule(&schemas));
    let engine = Engine::new(&schemas, &selection, None);
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    for Sample { options, text, .. } in samples() {
        for finding in check(&text, options, &reader, &engine) {
            let Some(fix) = finding.fix.filter(|fix| fix.applicability == Applicability::Safe) else { continue };
            let after = opiska::diagnostic::apply(&text, [&*fix]).text;
            if TOUCH_WORDS.contains(&finding.rule.name) {
                continue;
            }
            assert_eq!(bare(&after), bare(&text), "{}: {}", finding.rule.name, fix.title);
        }
    }
}

#[test]
fn no_fix_touches_the_text_of_a_document() {
    let schemas = Schemas::builtin();
    let (reader, selection) = (Reader::new(&schemas), every_rule(&schemas));
    let engine = Engine::new(&schemas, &selection, None);
    for Sample { options, text, .. } in samples() {
        let body = if options.lines { Vec::new() } else { layout::recognise(&text, &schemas).page(&text, &schemas).body };
        for finding in check(&text, options, &reader, &engine) {
            let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
            for edit in edits {
                assert!(!body.iter().any(|part| part.meets(edit.span)), "{}: {edit:?} in the text", finding.rule.name);
            }
        }
    }
}

/// All examples one under another, as a bibliography: fixes of many lines are settled together.
#[test]
fn a_long_list_is_settled_as_a_whole() {
    let schemas = Schemas::builtin();
    let (reader, selection) = (Reader::new(&schemas), every_rule(&schemas));
    let engine = Engine::new(&schemas, &selection, None);
    let lines: Vec<String> = samples().into_iter().filter(|sample| sample.options.lines).map(|sample| sample.text).collect();
    let text = lines.join("\r\n").repeat(3);
    let options = ReadOptions { lines: true };
    let once = fix(&text, options, Applicability::Unsafe, &reader, &engine);
    assert!(once.fixed.values().sum::<usize>() > 30, "{:?}", once.fixed);
    assert_eq!(fix(&once.text, options, Applicability::Unsafe, &reader, &engine).text, once.text);
}
