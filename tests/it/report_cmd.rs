//! The options of `check` that say what is reported where.

use std::fs;
use std::process::Command;

use crate::cmd::Folder;

/// Two errors, and warnings beside them.
const NOTES: &[u8] =
    b"[^1]: GARF, f. 1, op. 2, d. 3, ll. 9-4.\n\n[^2]: GARF, f. 1, op. 2, d. 4, ll. 8-2.\n\n[^3]: GRAF, f. R-9478, op. 1, d. 2, ll. 3-4.\n";

#[test]
fn several_reports_go_each_to_its_own_file() {
    let folder = Folder::new("report-files", &[("a.md", NOTES)]);
    let outputs: Vec<String> = opiska::report::Format::ALL.iter().map(|format| format!("--output {format}=out.{format}")).collect();
    folder.run(&format!("check a.md --max-findings 0 {}", outputs.join(" "))).says(1, &[]);
    for format in opiska::report::Format::ALL {
        let text = fs::read_to_string(folder.0.join(format!("out.{format}"))).expect("written");
        assert!(text.contains("folio-range-reversed"), "files hold every finding: {format}");
    }
    folder.run("check a.md --output json=out --output sarif=out").says(2, &["two reports go to out"]);
}

#[test]
fn a_limit_changes_what_is_shown_and_not_what_is_counted() {
    let folder = Folder::new("report-limit", &[("a.md", NOTES)]);
    let all = folder.run("check a.md --format concise");
    let one = folder.run("check a.md --format concise --max-findings 1");
    assert_eq!((all.code, one.code), (1, 1));
    let found = all.out.lines().count() - 1;
    let lines: Vec<&str> = one.out.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].contains("error["), "the most severe comes first: {}", one.out);
    assert!(lines[1].starts_with(all.out.lines().last().expect("a summary")), "{}", one.out);
    assert!(lines[1].contains(&format!(" {} findings are not shown.", found - 1)), "{}", one.out);
    let json = folder.run("check a.md --format json --max-findings 1");
    let document: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(document["summary"]["not_shown"], found - 1);
    folder.run("check a.md --format csv --max-findings 1").says(1, &[&format!("note: {} of {found} findings are not shown", found - 1)]);
    assert!(!folder.run("check a.md --max-findings 100").out.contains("not shown"));
}

#[test]
fn statistics_come_instead_of_findings() {
    let folder = Folder::new("report-statistics", &[("a.md", NOTES)]);
    let run = folder.run("check a.md --statistics");
    run.says(1, &[]);
    assert!(run.out.starts_with("2  error    folio-range-reversed in 1 file\n"), "{}", run.out);
    assert!(run.out.contains("\n\nFound 2 errors, "), "{}", run.out);
    let json = folder.run("check a.md --statistics --format json");
    let document: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(document["statistics"][0]["findings"], 2);
    folder.run("check a.md --statistics --format sarif").says(2, &["`sarif` has no form for --statistics", "human, concise, json"]);
    folder.run("check a.md --statistics --max-findings 3").says(2, &["cannot be used with"]);
}

#[test]
fn the_summary_of_a_step_is_added_to_what_is_there() {
    let folder = Folder::new("report-step", &[("a.md", NOTES), ("summary.md", b"# Before\n")]);
    let run = |format: &str| {
        Command::new(env!("CARGO_BIN_EXE_opiska"))
            .args(["check", "a.md", "--format", format])
            .current_dir(&folder.0)
            .env("GITHUB_STEP_SUMMARY", folder.0.join("summary.md"))
            .output()
            .expect("runs")
    };
    let summary = || fs::read_to_string(folder.0.join("summary.md")).expect("there");
    run("concise");
    assert_eq!(summary(), "# Before\n", "only the report for GitHub has a summary");
    run("github");
    let once = summary();
    assert!(once.starts_with("# Before\n## opiska\n\nFound 2 errors, ") && once.contains("| a.md:1:36 | error | "), "{once}");
    run("github");
    assert_eq!(summary().matches("## opiska").count(), 2);
    fs::remove_file(folder.0.join("summary.md")).expect("removed");
    fs::create_dir(folder.0.join("summary.md")).expect("made");
    let failed = run("github");
    assert_eq!(failed.status.code(), Some(1), "a summary that cannot be written fails nothing");
    assert!(String::from_utf8_lossy(&failed.stderr).contains("warning: cannot write the summary of the step"));
}
