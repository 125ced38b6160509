//! `opiska schema`: what is in force, one entry of it, and a check of the user's own files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::Outcome;
use super::args::{Common, Schema};
use super::examples::{check_examples, check_rule_examples};
use super::output;
use super::settings::{self, Settings};
use super::terminal::{Console, clean};
use super::trouble::{Trouble, did_you_mean};
use crate::check::selection::nearest;
use crate::rules;
use crate::schema::{SchemaFile, SchemaSource, Schemas, builtin, load};

/// The tables that have names, with the key of the name.
const NAMED: [(&str, &str); 6] =
    [("repository", "siglum"), ("scheme", "id"), ("publisher", "id"), ("layout", "id"), ("profile", "name"), ("rule", "name")];

/// Runs a verb of `schema`.
///
/// # Errors
/// A settings or schema file that cannot be used; a name that does not exist.
pub fn run(verb: &Schema, common: &Common, console: &Console) -> Result<Outcome, Trouble> {
    match verb {
        Schema::List => list(&Settings::resolve(common, None)?.schemas).map(|()| Outcome::default()),
        Schema::Show { name } => show(name, &Settings::resolve(common, None)?).map(|()| Outcome::default()),
        Schema::Check { files } => check(files, common, console),
    }
}

fn list(schemas: &Schemas) -> Result<(), Trouble> {
    let mut out = String::new();
    let mut section = |kind: &str, mut entries: Vec<(String, String)>| {
        entries.sort();
        out += &format!("{kind} ({})\n", entries.len());
        let width = entries.iter().map(|(id, _)| id.chars().count()).max().unwrap_or(0);
        for (id, name) in entries {
            out += format!("  {id:width$}  {name}").trim_end();
            out.push('\n');
        }
    };
    section("Archives", schemas.repositories.iter().map(|entry| (entry.siglum.clone(), entry.name.clone())).collect());
    section("Level schemes", schemas.schemes.iter().map(|entry| (entry.id.clone(), entry.name.clone())).collect());
    section("Publishers", schemas.publishers.iter().map(|entry| (entry.id.clone(), entry.name.clone())).collect());
    section("Page layouts", schemas.layouts.iter().map(|entry| (entry.id.clone(), String::new())).collect());
    section("Profiles", schemas.profiles.iter().map(|entry| (entry.name.clone(), entry.about.clone().unwrap_or_default())).collect());
    let own = rules::own::rules(schemas);
    if !own.is_empty() {
        section("Rules of this project", own.iter().map(|rule| (rule.meta.name.to_owned(), rule.meta.summary())).collect());
    }
    for (kind, count) in [
        ("Months", schemas.months.len()),
        ("Languages", schemas.languages.len()),
        ("Credit verbs", schemas.credits.len()),
        ("Organisations", schemas.organisations.len()),
        ("Letter tables", schemas.transliterations.len()),
    ] {
        out += &format!("{kind} ({count})\n");
    }
    output::print(&clean(&out))
}

fn show(name: &str, settings: &Settings) -> Result<(), Trouble> {
    let siglum = match settings.schemas.repositories_named(name) {
        [only] => settings.schemas.siglum(only).to_string(),
        _ => name.to_owned(),
    };
    let found = entries(&settings.own_schemas, |id, entry| {
        let is = |text: &str| text.to_lowercase() == name.to_lowercase();
        is(id) || id == siglum || entry.get("name").and_then(toml::Value::as_str).is_some_and(is)
    });
    if found.is_empty() {
        let known: Vec<String> = entries(&settings.own_schemas, |_, _| true).into_keys().map(|(_, id)| id).collect();
        let spellings = settings.schemas.repository_spellings().map(|(spelling, _)| spelling);
        let nearest = nearest(name, known.iter().map(String::as_str).chain(spellings));
        return Err(Trouble::with_help(format!("there is no schema entry `{name}`"), Some(did_you_mean(nearest.as_deref(), "entry"))));
    }
    let mut printed = Vec::new();
    for ((kind, _), entry) in found {
        let file = toml::Table::from_iter([(kind.to_owned(), toml::Value::Array(vec![toml::Value::Table(entry)]))]);
        printed.push(toml::to_string(&file).map_err(|error| Trouble::plain(format!("cannot print `{name}`: {error}")))?);
    }
    output::print(&clean(&printed.join("\n")))
}

/// Entries of the schema files by table and name, as they stand there; later files win.
fn entries(own: &[SchemaSource], wanted: impl Fn(&str, &toml::Table) -> bool) -> BTreeMap<(&'static str, String), toml::Table> {
    let mut found = BTreeMap::new();
    let texts = builtin::FILES.iter().map(|file| file.toml).chain(own.iter().map(|source| source.text.as_str()));
    for mut file in texts.filter_map(|text| text.parse::<toml::Table>().ok()) {
        for (kind, key) in NAMED {
            let Some(toml::Value::Array(list)) = file.remove(kind) else { continue };
            for entry in list {
                let toml::Value::Table(entry) = entry else { continue };
                let Some(id) = entry.get(key).and_then(toml::Value::as_str).map(str::to_owned) else { continue };
                if wanted(&id, &entry) {
                    found.insert((kind, id), entry);
                }
            }
        }
    }
    found
}

/// Checks files one by one, then all together with the built-in tables.
fn check(paths: &[PathBuf], common: &Common, console: &Console) -> Result<Outcome, Trouble> {
    let mut sources = Vec::new();
    let mut failed = false;
    for path in paths {
        match settings::schema_source(path) {
            Ok(source) => sources.push(source),
            Err(trouble) => {
                console.trouble(&trouble);
                failed = true;
            }
        }
    }
    let base = Settings::resolve(&Common { schema: Vec::new(), ..common.clone() }, paths.first().map(PathBuf::as_path))?;
    let known: Vec<SchemaSource> = base.own_schemas.into_iter().filter(|known| !is_among(known, paths)).chain(sources.clone()).collect();
    let schemas = Schemas::with(&known)?;
    settings::no_clash(&schemas, &known)?;
    let mut report = String::new();
    for source in &sources {
        let file = load::parse(source)?;
        let faults = faults(&file, &schemas);
        let own: BTreeSet<&str> = file.scheme.iter().map(|scheme| scheme.id.as_str()).collect();
        let mut failures = check_examples(&schemas, |id| own.contains(id));
        failures.extend(check_rule_examples(&schemas, |rule| rule.file == source.name));
        for fault in &faults {
            let place = fault.value.as_ref().and_then(|value| quoted(&source.text, value));
            console.trouble(&Trouble::at(settings::origin(source), place, &fault.message, fault.help.clone()));
        }
        for failure in &failures {
            let place = quoted(&source.text, &failure.text);
            console.trouble(&Trouble::at(settings::origin(source), place, failure.to_string(), failure.help.clone()));
        }
        if faults.is_empty() && failures.is_empty() {
            report += &format!("{}: ok ({})\n", source.name, counted(&file));
        } else {
            failed = true;
        }
    }
    output::print(&clean(&report))?;
    Ok(Outcome { misuse: failed, ..Outcome::default() })
}

fn is_among(source: &SchemaSource, paths: &[PathBuf]) -> bool {
    let same = |path: &PathBuf| std::fs::canonicalize(path).ok();
    let own = std::fs::canonicalize(Path::new(&source.name)).ok();
    own.is_some() && paths.iter().any(|path| same(path) == own)
}

/// Something that is valid TOML and yet wrong.
#[derive(Debug, PartialEq, Eq)]
struct Fault {
    message: String,
    /// The text to point at.
    value: Option<String>,
    help: Option<String>,
}

/// Names that do not exist, names used twice.
fn faults(file: &SchemaFile, all: &Schemas) -> Vec<Fault> {
    let mut faults = Vec::new();
    let lists: [(&str, Vec<&str>); 6] = [
        ("repository", file.repository.iter().map(|entry| entry.siglum.as_str()).collect()),
        ("scheme", file.scheme.iter().map(|entry| entry.id.as_str()).collect()),
        ("publisher", file.publisher.iter().map(|entry| entry.id.as_str()).collect()),
        ("layout", file.layout.iter().map(|entry| entry.id.as_str()).collect()),
        ("profile", file.profile.iter().map(|entry| entry.name.as_str()).collect()),
        ("rule", file.rule.iter().map(|entry| entry.name.as_str()).collect()),
    ];
    for (kind, names) in lists {
        let mut seen = BTreeSet::new();
        for name in names.into_iter().filter(|name| !seen.insert(*name)) {
            let message = format!("there are two entries `{name}` of the kind {kind}; the later one would replace the earlier");
            faults.push(Fault { message, value: Some(name.to_owned()), help: None });
        }
    }
    let schemes: Vec<&str> = all.schemes.iter().map(|scheme| scheme.id.as_str()).collect();
    let used = file
        .repository
        .iter()
        .map(|entry| entry.scheme.as_str())
        .chain(file.scheme.iter().flat_map(|entry| entry.accepts.iter().map(String::as_str)));
    faults.extend(used.filter_map(|name| missing("scheme", name, &schemes)));
    let publishers: Vec<&str> = all.publishers.iter().map(|publisher| publisher.id.as_str()).collect();
    faults.extend(file.layout.iter().filter_map(|entry| missing("publisher", entry.publisher.as_deref()?, &publishers)));
    let profiles: Vec<&str> = all.profiles.iter().map(|profile| profile.name.as_str()).collect();
    faults.extend(file.profile.iter().filter_map(|entry| missing("profile", entry.extends.as_deref()?, &profiles)));
    let rule_names: Vec<&str> = rules::known(all).iter().map(|rule| rule.meta.name).collect();
    let named = file.profile.iter().flat_map(|entry| entry.on.iter().chain(&entry.off).chain(entry.severity.keys()));
    faults.extend(named.filter_map(|name| missing("rule", name, &rule_names)));
    faults
}

fn missing(kind: &str, name: &str, known: &[&str]) -> Option<Fault> {
    if known.contains(&name) {
        return None;
    }
    let help = Some(did_you_mean(nearest(name, known.iter().copied()).as_deref(), kind));
    Some(Fault { message: format!("there is no {kind} `{name}`"), value: Some(name.to_owned()), help })
}

/// Where a value stands in quotation marks, else where its first line stands at all.
fn quoted(text: &str, value: &str) -> Option<std::ops::Range<usize>> {
    let inside = ['"', '\''].into_iter().find_map(|mark| text.find(&format!("{mark}{value}{mark}")).map(|at| at + 1));
    let at = inside.or_else(|| text.find(value))?;
    Some(at..at + value.len())
}

fn counted(file: &SchemaFile) -> String {
    let of_schemes: usize = file.scheme.iter().map(|scheme| scheme.example.len()).sum();
    let of_rules: usize = file.rule.iter().map(|rule| rule.example.len()).sum();
    let counts = [
        (file.repository.len(), "archives"),
        (file.scheme.len(), "schemes"),
        (file.rule.len(), "rules"),
        (of_schemes + of_rules, "examples"),
        (file.publisher.len(), "publishers"),
        (file.layout.len(), "layouts"),
        (file.profile.len(), "profiles"),
    ];
    let words: Vec<String> = counts.iter().filter(|(count, _)| *count > 0).map(|(count, kind)| format!("{kind}: {count}")).collect();
    if words.is_empty() { "word lists only".to_owned() } else { words.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> Vec<String> {
        let source = SchemaSource { name: "own.toml".into(), text: text.into() };
        let schemas = Schemas::with(std::slice::from_ref(&source)).expect("valid TOML");
        let file = load::parse(&source).expect("valid TOML");
        let words = |fault: Fault| format!("{} {}", fault.message, fault.help.unwrap_or_default()).trim().to_owned();
        faults(&file, &schemas).into_iter().map(words).collect()
    }

    #[test]
    fn references_must_lead_somewhere() {
        let archive = "[[repository]]\nsiglum = \"XX\"\nname = \"X\"\ncountry = \"RU\"\nscheme = \"ru5\"\n";
        assert_eq!(messages(archive), ["there is no scheme `ru5` did you mean `ru4`?"]);
        assert!(messages(&archive.replace("ru5", "ru4")).is_empty());
        assert_eq!(messages("[[profile]]\nname = \"mine\"\nextends = \"nothing-like-it\"\n").len(), 1);
    }

    #[test]
    fn names_are_used_once() {
        let twice = "[[scheme]]\nid = \"x\"\nname = \"X\"\n".repeat(2);
        assert_eq!(messages(&twice), ["there are two entries `x` of the kind scheme; the later one would replace the earlier"]);
    }

    #[test]
    fn the_built_in_files_have_no_faults() {
        let schemas = Schemas::builtin();
        for builtin::SchemaText { name, toml: text, .. } in builtin::FILES {
            let file = load::parse(&SchemaSource { name: (*name).into(), text: (*text).into() }).expect("valid TOML");
            assert_eq!(faults(&file, &schemas), [], "{name}");
        }
    }

    #[test]
    fn an_entry_is_found_as_it_stands_in_its_file() {
        let found = entries(&[], |id, _| id == "ru4");
        let entry = &found[&("scheme", "ru4".to_owned())];
        assert!(entry.contains_key("level") && entry.contains_key("folios"));
    }
}
