//! The README shows true output: each `console` block is run, and its figures are those of the crate.

use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Writes the README anew when OPISKA_BLESS is set, else compares.
#[test]
fn console_blocks_show_what_the_program_prints() {
    let path = Path::new(ROOT).join("README.md");
    let kept = std::fs::read_to_string(&path).expect("README.md");
    let mut now = String::new();
    let mut lines = kept.lines();
    while let Some(line) = lines.next() {
        now.push_str(line);
        now.push('\n');
        if line != "```console" {
            continue;
        }
        for line in lines.by_ref().take_while(|line| *line != "```") {
            if let Some(command) = line.strip_prefix("$ ") {
                now.push_str(line);
                now.push('\n');
                now.push_str(&printed(command));
            }
        }
        now.push_str("```\n");
    }
    if std::env::var_os("OPISKA_BLESS").is_some() {
        std::fs::write(&path, &now).expect("README.md is writable");
    }
    assert_eq!(kept, now, "OPISKA_BLESS=1 writes the blocks anew");
}

fn printed(command: &str) -> String {
    let words: Vec<&str> = command.split_whitespace().collect();
    assert_eq!(words[0], "opiska");
    let run = Command::new(env!("CARGO_BIN_EXE_opiska"))
        .args(&words[1..])
        .current_dir(ROOT)
        .env("NO_COLOR", "1")
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .output()
        .expect("runs");
    String::from_utf8(run.stdout).expect("UTF-8")
}

#[test]
fn figures_are_true() {
    let readme = std::fs::read_to_string(Path::new(ROOT).join("README.md")).expect("README.md");
    let rules = opiska::rules::ALL.len();
    assert!(readme.contains(&format!("with {rules} rules")), "there are {rules} rules");
    assert!(readme.contains(&format!("({} or later)", env!("CARGO_PKG_RUST_VERSION"))));
}

/// What the README and the help say of formats and styles is what there is.
#[test]
fn formats_and_styles_are_those_of_the_program() {
    let readme = std::fs::read_to_string(Path::new(ROOT).join("README.md")).expect("README.md");
    for format in opiska::report::Format::ALL {
        assert!(readme.contains(&format!("`{}`", format.as_str())), "{}", format.as_str());
    }
    for style in opiska::cite::Style::ALL {
        assert!(readme.contains(style.as_str()), "{}", style.as_str());
    }
}

/// The counts in the changelog are those of the tables.
#[test]
fn counts_of_the_tables_are_true() {
    let schemas = opiska::schema::Schemas::builtin();
    let (archives, publishers, schemes) = (schemas.repositories.len(), schemas.publishers.len(), schemas.schemes.len());
    let changelog = std::fs::read_to_string(Path::new(ROOT).join("CHANGELOG.md")).expect("CHANGELOG.md");
    let words = format!("- {archives} repositories, {publishers} publishers and {schemes} level schemes as TOML");
    assert!(changelog.contains(&words), "the first version has {words}");
}
