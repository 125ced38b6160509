//! The guide in `docs/guide`: what it shows is run, what is generated is true, what it links to exists.
//!
//! `OPISKA_BLESS=1 cargo test --test it guide` writes generated parts and outputs anew. A generated part of a page stands between
//! `<!-- generated: NAME -->` and `<!-- end -->`; the pages of the rules are generated as a whole.

mod links;
mod rule_pages;
mod settings;
mod tables;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::console::{Fence, Shell, blessing, renewed, settle};
use crate::json_schema::schema;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A path below the pages of the guide.
fn source(name: &str) -> PathBuf {
    Path::new(ROOT).join("docs/guide/src").join(name)
}

/// Names of the pages written by hand, relative to the folder of pages; rule pages but their index are generated as a whole.
fn pages() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(source(""))
        .expect("the guide")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".md"))
        .collect();
    names.push("rules/index.md".to_owned());
    names.sort();
    names
}

fn text(page: &str) -> String {
    fs::read_to_string(source(page)).expect("a page of the guide")
}

#[test]
fn pages_show_what_the_program_prints() {
    // Each page has a folder of its own, and starting the program takes most of the time.
    let stale: Vec<String> = std::thread::scope(|scope| {
        let runs: Vec<_> = pages().into_iter().map(|page| scope.spawn(move || settle(&source(&page), &made(&page)))).collect();
        runs.into_iter().filter_map(|run| run.join().expect("the page is sound")).collect()
    });
    assert!(stale.is_empty(), "OPISKA_BLESS=1 writes the pages anew\n{}", stale.join("\n"));
}

#[test]
fn every_rule_has_its_page() {
    let mut stale = Vec::new();
    for (name, page) in rule_pages::all() {
        stale.extend(settle(&source(&format!("rules/{name}.md")), &page));
    }
    for entry in fs::read_dir(source("rules")).expect("the rule pages").flatten() {
        let name = entry.file_name().into_string().expect("a name");
        let rule = name.trim_end_matches(".md");
        if rule != "index" && opiska::rules::by_name(rule).is_none() {
            if blessing() {
                fs::remove_file(entry.path()).expect("the page can go");
            } else {
                stale.push(format!("{name} is the page of no rule"));
            }
        }
    }
    assert!(stale.is_empty(), "OPISKA_BLESS=1 writes the pages anew\n{}", stale.join("\n"));
}

/// The address that reports print leads to the page.
#[test]
fn reports_point_to_the_page_of_the_rule() {
    for rule in opiska::rules::ALL {
        let url = rule.meta.url().expect("a built-in rule has a page");
        let path = url.strip_prefix(concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/")).expect("in the repository");
        assert!(Path::new(ROOT).join(path).is_file(), "{url}");
    }
}

/// A page as it must be: generated parts filled, console blocks run in a folder with the samples, other blocks checked.
fn made(page: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("guide").join(page.replace('/', "-"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("seeds")).expect("a folder");
    for entry in fs::read_dir(Path::new(ROOT).join("seeds")).expect("the samples").flatten() {
        fs::copy(entry.path(), folder.join("seeds").join(entry.file_name())).expect("copied");
    }
    let text = filled(&text(page));
    renewed(&text, &mut Shell::new(&folder), |fence, shell| check(page, fence, shell))
}

/// Fills the generated parts.
fn filled(page: &str) -> String {
    let mut now = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("<!-- generated: ") {
        let (name, after) = after.split_once(" -->").expect("a name");
        let (_, after) = after.split_once("<!-- end -->").expect("the end of a generated part");
        now += &format!("{before}<!-- generated: {name} -->\n\n{}\n\n<!-- end -->", part(name).trim());
        rest = after;
    }
    now + rest
}

fn part(name: &str) -> String {
    match name {
        "summary of rules" => rule_pages::summary(),
        "rules by group" => rule_pages::by_group(),
        "rules by severity" => rule_pages::by_severity(),
        "layouts" => tables::layouts(),
        "schemes" => tables::schemes(),
        "archives" => tables::archives(),
        "publishers" => tables::publishers(),
        "profiles" => tables::profiles(),
        "settings" => settings::reference(),
        _ => panic!("nothing generates `{name}`"),
    }
}

/// Checks a block that is no console: files are written for the commands below, TOML and JSON must be what they seem.
fn check(page: &str, fence: &Fence<'_>, shell: &mut Shell) {
    if let Some(name) = fence.file {
        let path = shell.folder.join(name);
        fs::create_dir_all(path.parent().expect("in a folder")).expect("a folder");
        fs::write(path, &fence.body).expect("written");
    }
    match fence.language {
        "toml" => check_toml(page, fence, shell),
        "json" => drop(serde_json::from_str::<serde_json::Value>(&fence.body).expect("JSON")),
        "yaml" => {
            for command in fence.body.lines().map(|line| line.trim_start().trim_start_matches("- ")) {
                if command.starts_with("opiska ") {
                    shell.run(&format!("{command}; test $? -lt 2 || exit 126"));
                }
            }
        }
        "text" | "markdown" => {}
        "sh" => assert!(!fence.body.contains("opiska check"), "{page}: commands of the program stand in console blocks"),
        other => panic!("{page}: nothing checks `{other}` blocks"),
    }
}

/// TOML is a schema file, a file of corrections, or settings; the program must accept it.
fn check_toml(page: &str, fence: &Fence<'_>, shell: &Shell) {
    let table: toml::Table = fence.body.parse().unwrap_or_else(|error| panic!("{page}: {error}\n{}", fence.body));
    let schema = schema("schema-file");
    let file = fence.file.unwrap_or(".example.toml");
    fs::write(shell.folder.join(file), &fence.body).expect("written");
    let arguments = if table.iter().any(|(key, value)| value.is_array() && schema["properties"].get(key).is_some()) {
        vec!["schema", "check", file]
    } else if table.contains_key("correction") {
        vec!["cite", "--style", "chicago-note", "--corrections", file, "--lines", "-"]
    } else {
        vec!["check", "--config", file, "--lines", "-"]
    };
    let mut command = Command::new(env!("CARGO_BIN_EXE_opiska"));
    let run = command.args(&arguments).current_dir(&shell.folder).stdin(Stdio::null()).output().expect("runs");
    assert!(run.status.success(), "{page}: opiska {}\n{}\n{}", arguments.join(" "), fence.body, String::from_utf8_lossy(&run.stderr));
    if fence.file.is_none() {
        fs::remove_file(shell.folder.join(file)).expect("removed");
    }
}
