//! What is read, as tables: layouts, level schemes, archives, publishers and profiles of the schema files.

use std::collections::BTreeMap;
use std::fmt::Write;

use opiska::schema::{LevelScheme, Repository, Schemas, Scheme, SchemeExample, builtin};

/// A cell: `|` would end it.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// Words as code, divided by commas.
fn words(list: &[String]) -> String {
    list.iter().map(|word| format!("`{}`", cell(word))).collect::<Vec<_>>().join(", ")
}

/// The labels of each page layout.
pub fn layouts() -> String {
    let mut out = String::new();
    for layout in
        builtin::FILES.iter().filter_map(|file| file.toml.parse::<toml::Table>().ok()).flat_map(|mut file| list(file.remove("layout")))
    {
        let texts = |key: &str| -> Vec<String> {
            list(layout.get(key).cloned()).iter().filter_map(|text| text.as_str().map(str::to_owned)).collect()
        };
        let _ = writeln!(out, "### {}\n\n| field | labels |\n|---|---|", layout["id"].as_str().expect("an id"));
        for label in list(layout.get("label").cloned()) {
            let labels: Vec<String> = list(label.get("text").cloned()).iter().filter_map(|text| text.as_str().map(str::to_owned)).collect();
            let _ = writeln!(out, "| {} | {} |", label["field"].as_str().expect("a field"), words(&labels));
        }
        for (what, key) in [("known by", "signatures"), ("furniture, left out", "furniture"), ("running heads, left out", "running-heads")]
        {
            if !texts(key).is_empty() {
                let _ = writeln!(out, "| *{what}* | {} |", words(&texts(key)));
            }
        }
        out.push('\n');
    }
    out
}

fn list(value: Option<toml::Value>) -> Vec<toml::Value> {
    match value {
        Some(toml::Value::Array(items)) => items,
        _ => Vec::new(),
    }
}

/// Every level scheme with its labels, print forms, archives and examples.
pub fn schemes() -> String {
    let schemas = Schemas::builtin();
    let mut schemes: Vec<&Scheme> = schemas.schemes.iter().collect();
    schemes.sort_by(|a, b| a.id.cmp(&b.id));
    schemes.into_iter().map(|scheme| one_scheme(scheme, &schemas)).collect()
}

fn one_scheme(scheme: &Scheme, schemas: &Schemas) -> String {
    let mut out = format!("## {}\n\n{}.\n\n", scheme.id, scheme.name.trim_end_matches('.'));
    let mut archives: Vec<String> =
        schemas.repositories.iter().filter(|archive| archive.scheme == scheme.id).map(|archive| archive.siglum.to_string()).collect();
    archives.sort();
    if !archives.is_empty() {
        out += &format!("Archives: {}.\n\n", archives.join(", "));
    }
    if !scheme.accepts.is_empty() {
        out += &format!("Reads the labels of these schemes as well: {}.\n\n", words(&scheme.accepts));
    }
    if let Some(pattern) = &scheme.whole {
        out += &format!("The whole call number is one string: `{pattern}`\n\n");
    }
    if !scheme.level.is_empty() {
        out += "| level | labels for one | for several | printed |\n|---|---|---|---|\n";
        scheme.level.iter().for_each(|level| out += &one_level(level));
        if let Some(folios) = &scheme.folios {
            let one: Vec<String> =
                [&folios.labels, &folios.invariant, &folios.pages, &folios.frames].into_iter().flatten().cloned().collect();
            let printed = folios.print.abbr.as_ref().map_or(String::new(), |form| format!("`{}`", form.form(true)));
            out += &format!("| leaves | {} | {} | {printed} |\n", words(&one), words(&folios.plural));
            if !folios.verso.is_empty() {
                out += &format!(
                    "| verso | {} | | {} |\n",
                    words(&folios.verso),
                    folios.print.verso.as_ref().map_or(String::new(), |form| format!("`{form}`"))
                );
            }
        }
        out.push('\n');
    }
    let read: Vec<&SchemeExample> = scheme.example.iter().filter(|example| example.reads.is_some()).collect();
    if !read.is_empty() {
        out += "| as written | as read |\n|---|---|\n";
        for example in read {
            let mut reads: Vec<(&String, &String)> = example.reads.iter().flatten().collect();
            reads.sort_by_key(|(level, _)| order(scheme, level));
            let reads: Vec<String> = reads.iter().map(|(level, value)| format!("{level} {value}")).collect();
            out += &format!("| {} | {} |\n", words(std::slice::from_ref(&example.text)), cell(&reads.join(", ")));
        }
        out.push('\n');
    }
    out
}

/// Archive first, then the levels of the scheme, leaves last.
fn order(scheme: &Scheme, level: &str) -> usize {
    let place = scheme.level.iter().position(|known| known.id == level).map(|place| place + 1);
    place.unwrap_or(if level == "repository" { 0 } else { usize::MAX })
}

fn one_level(level: &LevelScheme) -> String {
    let printed = level.print.abbr.as_ref().map_or(String::new(), |form| format!("`{}`", form.form(false)));
    let needed = if level.required { "" } else { " (may be absent)" };
    format!("| {}{needed} | {} | {} | {printed} |\n", level.id, words(&level.labels), words(&level.plural))
}

/// The archives of the tables by country.
pub fn archives() -> String {
    let schemas = Schemas::builtin();
    let mut by_country: BTreeMap<&str, Vec<&Repository>> = BTreeMap::new();
    for archive in &schemas.repositories {
        by_country.entry(&archive.country).or_default().push(archive);
    }
    let mut out = String::new();
    for (country, mut archives) in by_country {
        archives.sort_by(|a, b| a.siglum.cmp(&b.siglum));
        let _ =
            writeln!(out, "## {country}\n\n| siglum | name | place | other spellings | former names | scheme |\n|---|---|---|---|---|---|");
        for archive in archives {
            let mut spellings: Vec<String> =
                archive.original_siglum.iter().chain(&archive.spellings).chain(&archive.shared).cloned().collect();
            spellings.dedup();
            let _ = writeln!(
                out,
                "| {} | {} | {} | {} | {} | [{scheme}](schemes.md#{scheme}) |",
                cell(&archive.siglum),
                cell(&archive.name),
                archive.place.as_deref().unwrap_or_default(),
                cell(&spellings.join("; ")),
                cell(&archive.former.join("; ")),
                scheme = archive.scheme
            );
        }
        out.push('\n');
    }
    out
}

/// The digital publishers.
pub fn publishers() -> String {
    let mut out = String::from("| name | other names | former names | host |\n|---|---|---|---|\n");
    for publisher in &Schemas::builtin().publishers {
        let host = publisher.host.as_ref().map_or(String::new(), |host| format!("`{host}`"));
        let (spellings, former) = (publisher.spellings.join("; "), publisher.former.join("; "));
        out += &format!("| {} | {} | {} | {host} |\n", cell(&publisher.name), cell(&spellings), cell(&former));
    }
    out
}

/// The profiles and what they are for.
pub fn profiles() -> String {
    let schemas = Schemas::builtin();
    let line = |name: &str, about: Option<&String>| format!("- `{name}`: {}\n", about.map_or("", String::as_str));
    schemas.profiles.iter().map(|profile| line(&profile.name, profile.about.as_ref())).collect()
}
