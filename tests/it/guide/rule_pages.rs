//! The pages of the rules, made of their files' headers and what they say of the examples in them; and the lists of rules.

use std::fs;
use std::sync::LazyLock;

use opiska::check::{Choices, Selection};
use opiska::diagnostic::{Applicability, Diagnostic, Example, RuleMeta, Severity};
use opiska::parse::Reader;
use opiska::rules::{ALL, Rule};
use opiska::schema::Schemas;
use serde::Deserialize;

use super::source;
use crate::rules::run;

/// The names of all rules.
pub fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|rule| rule.meta.name)
}

/// The name of every rule and its page.
pub fn all() -> Vec<(&'static str, String)> {
    let schemas = Schemas::builtin();
    let reader = Reader::new(&schemas);
    ALL.iter().map(|rule| (rule.meta.name, page(rule, &reader))).collect()
}

fn page(rule: &Rule, reader: &Reader<'_>) -> String {
    let meta = &rule.meta;
    let file = format!("src/rules/{}.rs", meta.name.replace('-', "_"));
    let mut page = format!("<!-- Made of {file} by `OPISKA_BLESS=1 cargo test --test it guide`. -->\n\n# {}\n\n", meta.name);
    let text = meta.documentation();
    let (summary, rest) = text.split_once("\n\n").unwrap_or((&text, ""));
    page += &format!("{summary}\n\n{}\n", facts(meta));
    let mut examples = meta.examples().into_iter();
    let mut lines = rest.lines();
    while let Some(line) = lines.next() {
        let kind = line.strip_prefix("```").and_then(|words| words.split_whitespace().next());
        if let Some("fires" | "quiet") = kind {
            page += &shown(rule, &examples.next().expect("one for each fence"), reader);
            lines.by_ref().take_while(|line| !line.starts_with("```")).for_each(drop);
        } else {
            page += &format!("{line}\n");
        }
    }
    let keys = meta.name;
    page.trim_end().to_owned()
        + &format!(
            "\n\n## Settings\n\n```toml\n[rules]\n{keys} = \"off\"    # or \"info\", \"warning\", \"error\"\n```\n\nOne finding: \
             `opiska: ignore[{keys}] reason` in a comment, see [Suppressions](../suppressions.md). [All rules](index.md).\n"
        )
}

/// The table under the first sentence.
fn facts(meta: &RuleMeta) -> String {
    let profiles = profiles(meta.name);
    let profiles = if profiles.is_empty() { "none: switch it on by name" } else { &profiles };
    let cells = [meta.severity.as_str(), meta.confidence.as_str(), fix(meta.fix), profiles];
    format!("| severity | confidence | fix | profiles |\n|---|---|---|---|\n| {} |\n", cells.join(" | "))
}

/// The profiles that have a rule on.
fn profiles(rule: &str) -> String {
    static SELECTIONS: LazyLock<Vec<(String, Selection)>> = LazyLock::new(|| {
        let schemas = Schemas::builtin();
        let selection = |name: &String| Selection::new(&schemas, &Choices { profile: Some(name.clone()), ..Choices::default() });
        schemas.profiles.iter().map(|profile| (profile.name.clone(), selection(&profile.name).expect("a profile"))).collect()
    });
    let on: Vec<&str> =
        SELECTIONS.iter().filter(|(_, selection)| selection.severity(rule).is_some()).map(|(name, _)| name.as_str()).collect();
    on.join(", ")
}

fn fix(fix: Option<Applicability>) -> &'static str {
    match fix {
        None => "none",
        Some(Applicability::Safe) => "safe",
        Some(Applicability::Unsafe) => "unsafe",
        Some(Applicability::Display) => "a hint",
    }
}

/// An example with what is said of it.
fn shown(rule: &Rule, example: &Example, reader: &Reader<'_>) -> String {
    let mut out = String::from(if example.fires { "Reported:\n" } else { "Not reported:\n" });
    for (name, text) in &example.files {
        let caption = if example.files.len() > 1 { format!("\n`{name}`\n") } else { String::new() };
        out += &format!("{caption}\n```text\n{text}\n```\n");
    }
    if example.fires {
        let said: Vec<String> = run(rule, example, reader).iter().map(|found| say(found, example.files.len() > 1)).collect();
        out += &format!("\nWhat opiska says:\n\n```text\n{}\n```\n", said.join("\n"));
    }
    out
}

fn say(found: &Diagnostic, several_files: bool) -> String {
    let start = found.primary.place.start;
    let file = if several_files { format!("{}:", found.primary.file.as_str()) } else { String::new() };
    let mut out = format!("{file}{}:{}: {}: {}", start.line, start.column, found.severity.as_str(), found.message);
    if let Some(help) = &found.help {
        out += &format!("\n  help: {help}");
    }
    if let Some(fix) = &found.fix {
        let word =
            if fix.applicability == Applicability::Display { "hint".to_owned() } else { format!("{} fix", fix.applicability.as_str()) };
        out += &format!("\n  {word}: {}", fix.title);
    }
    out
}

/// A chapter of the index.
#[derive(Deserialize)]
struct Group {
    title: String,
    about: String,
    rules: Vec<String>,
}

#[derive(Deserialize)]
struct Groups {
    group: Vec<Group>,
}

fn groups() -> Vec<Group> {
    let text = fs::read_to_string(source("../groups.toml")).expect("groups.toml");
    toml::from_str::<Groups>(&text).expect("groups").group
}

#[test]
fn every_rule_stands_in_one_group() {
    let mut grouped: Vec<String> = groups().into_iter().flat_map(|group| group.rules).collect();
    grouped.sort();
    let names: Vec<&str> = ALL.iter().map(|rule| rule.meta.name).collect();
    assert_eq!(grouped, names, "docs/guide/groups.toml lists every rule once");
}

fn meta(name: &str) -> &'static RuleMeta {
    &opiska::rules::by_name(name).unwrap_or_else(|| panic!("groups.toml names {name}, which is no rule")).meta
}

/// The rules in the table of contents, below the chapter that holds them.
pub fn summary() -> String {
    ALL.iter().map(|rule| format!("  - [{0}](rules/{0}.md)\n", rule.meta.name)).collect()
}

/// Tables of the rules by subject.
pub fn by_group() -> String {
    let mut out = String::new();
    for group in groups() {
        out += &format!("## {}\n\n{}\n\n| rule | severity | fix | profiles | |\n|---|---|---|---|---|\n", group.title, group.about);
        for name in &group.rules {
            let meta = meta(name);
            out += &format!(
                "| [{name}]({name}.md) | {} | {} | {} | {} |\n",
                meta.severity.as_str(),
                meta.fix.map_or("", |found| fix(Some(found))),
                profiles(name),
                meta.summary().replace('|', "\\|")
            );
        }
        out.push('\n');
    }
    out
}

/// The names of the rules by severity.
pub fn by_severity() -> String {
    let mut out = String::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let of_it = ALL.iter().filter(|rule| rule.meta.severity == severity);
        let names: Vec<String> = of_it.map(|rule| format!("[{0}]({0}.md)", rule.meta.name)).collect();
        out += &format!("**{}** ({}): {}.\n\n", severity.as_str(), names.len(), names.join(", "));
    }
    out
}
