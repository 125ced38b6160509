//! What the program is made of: licences of its crates, no unsafe code, one Rust version named everywhere, small default features.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn text(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn toml(name: &str) -> toml::Table {
    text(name).parse().unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn strings(value: &toml::Value) -> BTreeSet<&str> {
    value.as_array().into_iter().flatten().filter_map(toml::Value::as_str).collect()
}

/// Whether an SPDX expression is allowed: `OR` needs one part, `AND` all. Brackets are taken off; no crate nests them.
fn allowed(expression: &str, licences: &BTreeSet<&str>) -> bool {
    let bare = |part: &str| part.trim().trim_matches(['(', ')']).to_owned();
    // The old way of writing OR.
    let expression = expression.replace('/', " OR ");
    expression.split(" AND ").all(|part| part.split(" OR ").any(|licence| licences.contains(bare(licence).as_str())))
}

#[test]
fn every_crate_has_a_licence_that_deny_toml_allows() {
    let deny = toml("deny.toml");
    let licences = strings(&deny["licenses"]["allow"]);
    let mut command = Command::new(env!("CARGO"));
    command.args(["metadata", "--format-version", "1", "--locked", "--offline", "--all-features"]).current_dir(env!("CARGO_MANIFEST_DIR"));
    let output = command.output().expect("cargo starts");
    if !output.status.success() {
        eprintln!("SKIPPED: {}", String::from_utf8_lossy(&output.stderr));
        return;
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(packages.len() > 50, "that is not all: {}", packages.len());
    let expression = |package: &Value| package["license"].as_str().unwrap_or_default().to_owned();
    let wrong: Vec<String> = packages
        .iter()
        .filter(|package| !allowed(&expression(package), &licences))
        .map(|package| format!("{} {}: {}", package["name"], package["version"], expression(package)))
        .collect();
    assert!(wrong.is_empty(), "licences that deny.toml does not allow:\n{}", wrong.join("\n"));
    let sources: BTreeSet<&str> = packages.iter().filter_map(|package| package["source"].as_str()).collect();
    assert_eq!(sources, BTreeSet::from(["registry+https://github.com/rust-lang/crates.io-index"]), "crates come from one place");
}

#[test]
fn licences_are_read_as_spdx() {
    let licences = BTreeSet::from(["MIT", "Apache-2.0", "Unicode-3.0"]);
    let table = [
        ("MIT", true),
        ("MIT/Apache-2.0", true),
        ("GPL-3.0 OR MIT", true),
        ("(MIT OR GPL-2.0) AND Unicode-3.0", true),
        ("MIT AND GPL-3.0", false),
        ("", false),
    ];
    for (expression, good) in table {
        assert_eq!(allowed(expression, &licences), good, "{expression}");
    }
}

#[test]
fn there_is_no_unsafe_code_and_nothing_can_allow_it() {
    assert_eq!(toml("Cargo.toml")["lints"]["rust"]["unsafe_code"].as_str(), Some("forbid"));
}

#[test]
fn one_rust_version_is_named_everywhere() {
    let manifest = toml("Cargo.toml");
    let version = manifest["package"]["rust-version"].as_str().expect("named");
    for workflow in [".github/workflows/ci.yml", ".github/workflows/release.yml"] {
        let named = text(workflow).lines().filter(|line| line.contains("rustup toolchain install")).map(str::to_owned).collect::<Vec<_>>();
        assert!(!named.is_empty(), "{workflow} installs no toolchain");
        for line in named {
            assert!(line.contains(&format!("rustup toolchain install {version} ")), "{workflow}: {line}");
        }
    }
}

#[test]
fn the_library_alone_needs_no_terminal_disk_or_threads() {
    let manifest = toml("Cargo.toml");
    let features = manifest["features"].as_table().expect("features");
    assert_eq!(strings(&features["default"]), BTreeSet::from(["cli"]));
    let dependencies = manifest["dependencies"].as_table().expect("dependencies");
    for name in ["clap", "ignore", "rayon", "anstream", "terminal_size", "globset", "hayagriva"] {
        assert_eq!(dependencies[name].get("optional").and_then(toml::Value::as_bool), Some(true), "{name}");
    }
}
