//! The README shows true output: each `console` block is run, and its figures are those of the crate.

use std::path::Path;

use crate::console::{Shell, renewed, settle};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Writes the README anew when OPISKA_BLESS is set, else compares.
#[test]
fn console_blocks_show_what_the_program_prints() {
    let path = Path::new(ROOT).join("README.md");
    let kept = std::fs::read_to_string(&path).expect("README.md");
    let now = renewed(&kept, &mut Shell::new(Path::new(ROOT)), |_, _| ());
    assert_eq!(settle(&path, &now), None, "OPISKA_BLESS=1 writes the blocks anew");
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
