//! Every rule's documentation is its test: examples marked `fires` must be reported, `quiet` ones must not.

use opiska::check::{Choices, Engine, Selection};
use opiska::diagnostic::{Diagnostic, Example};
use opiska::parse::{ReadOptions, Reader, read};
use opiska::record::Corpus;
use opiska::rules::{ALL, Check, Rule};
use opiska::schema::Schemas;
use opiska::source::FileName;

/// Runs one rule over the files of an example, through the whole pipeline.
pub fn run(rule: &Rule, example: &Example, reader: &Reader<'_>) -> Vec<Diagnostic> {
    let schemas = reader.schemas();
    let name = vec![rule.meta.name.to_owned()];
    // Suppressions speak of other rules, which must run too.
    let choices = match rule.check {
        Check::Suppression(_) => Choices { extend_select: name, ..Choices::default() },
        _ => Choices { select: Some(name), ..Choices::default() },
    };
    let selection = Selection::new(schemas, &choices).expect("the rule is known");
    let engine = Engine::new(schemas, &selection, Some(opiska::record::Day::new(2026, 1, 1)));
    let mut found = Vec::new();
    let mut pages = Vec::new();
    for (name, text) in &example.files {
        let options = ReadOptions { lines: !example.page };
        let reading = read(FileName::new(name), text.as_bytes(), options, reader).expect("examples are text");
        found.extend(engine.page(&reading.page, &reading.text));
        // As `check` does it: what a rule that compares pages asks for must be among what is kept.
        pages.push(reading.page);
    }
    found.extend(engine.corpus(&Corpus::new(pages)));
    found.extend(engine.suppressions());
    found.retain(|finding| finding.rule.name == rule.meta.name || !matches!(rule.check, Check::Suppression(_)));
    found
}

#[test]
fn examples_fire_and_stay_quiet() {
    let schemas = Schemas::builtin();
    let reader = Reader::new(&schemas);
    let mut wrong = Vec::new();
    for rule in ALL {
        let examples = rule.meta.examples();
        for kind in [true, false] {
            if !examples.iter().any(|example| example.fires == kind) {
                wrong.push(format!("{}: no example that {}", rule.meta.name, if kind { "fires" } else { "stays quiet" }));
            }
        }
        for example in &examples {
            let found = run(rule, example, &reader);
            if found.is_empty() == example.fires {
                let messages: Vec<&str> = found.iter().map(|found| &*found.message).collect();
                wrong.push(format!("{}: {:?} gave {messages:?}", rule.meta.name, example.files));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_file_is_in_the_list_and_named_after_its_rule() {
    let names: Vec<&str> = ALL.iter().map(|rule| rule.meta.name).collect();
    assert!(names.is_sorted(), "rules::ALL is sorted by name");
    let mut files: Vec<String> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules"))
        .expect("the rules' folder")
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_suffix(".rs").map(str::to_owned))
        .filter(|name| !["mod", "findings", "one_page", "selection", "wording"].contains(&name.as_str()))
        .map(|name| name.replace('_', "-"))
        .collect();
    files.sort();
    assert_eq!(files, names);
}

#[test]
fn every_rule_says_what_why_and_shows_examples() {
    for rule in ALL {
        let text = rule.meta.documentation();
        assert!(
            rule.meta.summary().starts_with("Reports ") && rule.meta.summary().ends_with('.'),
            "{}: {}",
            rule.meta.name,
            rule.meta.summary()
        );
        for heading in ["## Why", "## Example"] {
            assert!(text.contains(heading), "{} lacks {heading}", rule.meta.name);
        }
        assert_eq!(
            rule.meta.fix.is_some(),
            text.contains("## Fix"),
            "{}: the header tells of a fix exactly when there is one",
            rule.meta.name
        );
    }
}
