//! Guards of the house: who may import whom, that every file introduces itself, sizes, and paths in our documents.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The rooms of `src/` in flow order and what each may import. `cli` may import all.
///
/// Two differences from a plain chain, both because labels are data: layout, parse and cite read the schema tables, and
/// a record serialises itself (`record::json`), which needs positions only.
const ROOMS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("schema", &["source", "record"]),
    ("record", &["source"]),
    ("layout", &["source", "schema", "record"]),
    ("parse", &["source", "schema", "layout", "record"]),
    ("diagnostic", &["source"]),
    ("rules", &["source", "record", "schema", "diagnostic"]),
    ("check", &["source", "record", "schema", "diagnostic", "rules"]),
    ("report", &["source", "diagnostic"]),
    ("cite", &["source", "record", "schema", "report"]),
    ("cli", &["source", "schema", "record", "layout", "parse", "diagnostic", "rules", "check", "report", "cite"]),
];

fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, extension, found);
            } else if path.extension().is_some_and(|known| known == extension) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(ROOT).join(folder), extension, &mut found);
    found.sort();
    found
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("a file of the tree")
}

fn short(path: &Path) -> String {
    path.strip_prefix(ROOT).expect("below the root").to_string_lossy().replace('\\', "/")
}

/// The code of a file up to its tests.
fn code(text: &str) -> &str {
    text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or(text)
}

#[test]
fn data_goes_one_way() {
    let table: BTreeMap<&str, &[&str]> = ROOMS.iter().copied().collect();
    let mut wrong = Vec::new();
    for path in files("src", "rs") {
        let name = short(&path);
        let Some((room, _)) = name.trim_start_matches("src/").split_once('/') else { continue };
        let Some(allowed) = table.get(room) else {
            wrong.push(format!("{name}: room {room} is not in the table"));
            continue;
        };
        let text = text(&path);
        for (number, line) in code(&text).lines().enumerate() {
            for found in line.split("crate::").skip(1) {
                let other: String = found.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                if other != room && table.contains_key(other.as_str()) && !allowed.contains(&other.as_str()) {
                    wrong.push(format!("{name}:{}: {room} must not import {other}", number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lib_lists_the_rooms_in_flow_order() {
    let lib = text(&Path::new(ROOT).join("src/lib.rs"));
    let listed: Vec<&str> = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let rooms: Vec<&str> = ROOMS.iter().map(|room| room.0).collect();
    assert_eq!(listed, rooms);
}

#[test]
fn only_the_shell_touches_the_world_and_named_files_name_their_crates() {
    let mut wrong = Vec::new();
    for path in files("src", "rs") {
        let name = short(&path);
        let text = text(&path);
        let code = code(&text);
        let shell = name.starts_with("src/cli/") || name == "src/source/walk.rs" || name == "src/main.rs";
        let forbidden: &[(&str, bool)] = &[
            ("std::fs", shell),
            ("std::env::", shell),
            ("println!", shell),
            ("std::process", shell),
            ("clap", shell || name == "src/lib.rs"),
            ("chrono", name == "src/record/date.rs"),
            ("rayon", shell),
            ("miette", shell || name == "src/report/human.rs" || name == "src/schema/load.rs" || name.starts_with("src/report/human/")),
        ];
        for (word, allowed) in forbidden {
            let used = code
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .any(|line| line.contains(&format!("{word}::")) || line.contains(word) && word.ends_with([':', '!']));
            if used && !allowed {
                wrong.push(format!("{name} names {word}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_introduces_itself() {
    let strangers: Vec<String> = ["src", "tests"]
        .iter()
        .flat_map(|folder| files(folder, "rs"))
        .filter(|path| !text(path).starts_with("//! "))
        .map(|path| short(&path))
        .collect();
    assert_eq!(strangers, Vec::<String>::new(), "files without a header");
}

#[test]
fn files_stay_small() {
    let long: Vec<String> = files("src", "rs")
        .into_iter()
        .filter_map(|path| {
            let lines = code(&text(&path)).lines().count();
            (lines > 500).then(|| format!("{}: {lines} lines of code", short(&path)))
        })
        .collect();
    assert_eq!(long, Vec::<String>::new());
}

#[test]
fn no_file_is_named_after_nothing() {
    let vague: BTreeSet<&str> = ["util", "utils", "helper", "helpers", "common", "manager", "handler", "misc", "info"].into();
    let found: Vec<String> = files("src", "rs")
        .into_iter()
        .filter(|path| path.file_stem().and_then(|stem| stem.to_str()).is_some_and(|stem| vague.contains(stem)))
        .map(|path| short(&path))
        .collect();
    assert_eq!(found, Vec::<String>::new());
}

/// Every path in our documents that looks like one of ours exists.
#[test]
fn paths_in_documents_exist() {
    let mut missing = Vec::new();
    for path in files(".", "md").into_iter().filter(|path| {
        let name = short(path);
        !["target/", "seeds/", ".git/", "fuzz/"].iter().any(|folder| name.trim_start_matches("./").starts_with(folder))
    }) {
        let text = text(&path);
        for word in text.split(|c: char| c.is_whitespace() || matches!(c, '`' | '(' | ')' | '"' | ',' | '<' | '>' | '[' | ']' | '|')) {
            let word = word.trim_end_matches(['.', ':', ';']);
            // A place in a report: the path, line and column.
            let word = word.split(':').next().unwrap_or(word);
            let ours = ["src/", "schemas/", "tests/", "docs/", "benches/", "fuzz/", ".ci/", ".github/"]
                .iter()
                .any(|folder| word.starts_with(folder));
            if ours && !word.contains(['*', '{', '…', 'N']) && !Path::new(ROOT).join(word).exists() {
                missing.push(format!("{}: {word}", short(&path)));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}
