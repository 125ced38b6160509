//! `check --fix` and its kin as users meet them: what is written, what is left alone, and what is said.

use std::fs;
use std::path::Path;

use crate::cmd::Folder;

/// One safe fix (the label), one unsafe one (the abbreviated end), one finding without a fix.
const LINES: &str = "GARF, f. 5446, op. 98, d. 721, ll. 27.\nGARF, f. 5446, op. 98, d. 721, ll. 153-64.\nGARF, f. 5446, d. 3, l. 4.\n";
const FIXED: &str = "GARF, f. 5446, op. 98, d. 721, l. 27.\nGARF, f. 5446, op. 98, d. 721, ll. 153-64.\nGARF, f. 5446, d. 3, l. 4.\n";

fn text(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.0.join(name)).expect("there")
}

fn names(folder: &Folder) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(&folder.0).expect("listed").map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn safe_fixes_are_applied_and_the_rest_is_reported() {
    let folder = Folder::new("fix-safe", &[("a.txt", LINES.as_bytes())]);
    let run = folder.run("check --lines a.txt");
    assert!(run.out.contains("[*] 1 fixable with --fix, 1 more with --unsafe-fixes."), "{}", run.out);
    let run = folder.run("check --lines --fix a.txt");
    run.says(1, &["fixed a.txt: folio-number-agreement (1)", "Fixed 1 finding in 1 file; "]);
    assert!(run.out.contains("missing-opis") && !run.out.contains("folio-number-agreement"), "{}", run.out);
    assert_eq!(text(&folder, "a.txt"), FIXED);
    assert_eq!(names(&folder), ["a.txt"]);
    folder.run("check --lines --fix a.txt").says(1, &["Fixed nothing; "]);
    assert_eq!(text(&folder, "a.txt"), FIXED);
    folder.run("check --lines --fix --unsafe-fixes a.txt").says(1, &["folio-range-abbreviated (1)"]);
    assert_eq!(text(&folder, "a.txt"), FIXED.replace("153-64", "153-164"));
}

#[test]
fn fix_only_reports_nothing() {
    let folder = Folder::new("fix-only", &[("a.txt", LINES.as_bytes())]);
    let run = folder.run("check --lines --fix-only .");
    run.says(0, &["Fixed 1 finding in 1 file."]);
    assert_eq!((run.out.as_str(), text(&folder, "a.txt").as_str()), ("", FIXED));
}

#[test]
fn a_difference_is_printed_and_nothing_is_written() {
    let folder = Folder::new("fix-diff", &[("a.txt", LINES.as_bytes())]);
    let run = folder.run("check --lines --diff a.txt");
    run.says(1, &["Would fix 1 finding in 1 file."]);
    let expected = "--- a.txt\n+++ a.txt\n@@ -1,3 +1,3 @@\n-GARF, f. 5446, op. 98, d. 721, ll. 27.\n+GARF, f. 5446, op. 98, d. 721, l. 27.\n \
                    GARF, f. 5446, op. 98, d. 721, ll. 153-64.\n GARF, f. 5446, d. 3, l. 4.\n";
    assert_eq!((run.out.as_str(), text(&folder, "a.txt").as_str()), (expected, LINES));
    folder.write("a.txt", FIXED.as_bytes());
    let run = folder.run("check --lines --diff a.txt");
    run.says(0, &["Would fix nothing."]);
    assert_eq!(run.out, "");
}

#[test]
fn standard_input_goes_to_standard_output() {
    let folder = Folder::new("fix-stdin", &[]);
    let run = folder.run_with("check --lines --fix -", LINES.as_bytes());
    run.says(1, &["missing-opis", "Fixed 1 finding in 1 file"]);
    assert_eq!(run.out, FIXED);
    let run = folder.run_with("check --lines --fix --format json -", FIXED.as_bytes());
    run.says(1, &["\"schema_version\"", "Fixed nothing"]);
    assert_eq!(run.out, FIXED);
    let run = folder.run_with("check --lines --diff -", LINES.as_bytes());
    assert!(run.code == 1 && run.out.starts_with("--- -\n+++ -\n"), "{}", run.out);
}

#[test]
fn the_encoding_its_mark_and_the_line_ends_stay() {
    let cyrillic = "Записка министерства о поставках оборудования.\r\nGARF, f. 5446, op. 98, d. 721, ll. 27.\r\n";
    let fixed = cyrillic.replace("ll.", "l.");
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let written = |text: &str| {
        [
            ("utf8.txt", text.as_bytes().to_vec()),
            ("marked.txt", format!("\u{FEFF}{text}").into_bytes()),
            ("koi8.txt", encoding_rs::KOI8_R.encode(text).0.into_owned()),
            ("cp1251.txt", encoding_rs::WINDOWS_1251.encode(text).0.into_owned()),
            ("utf16.txt", utf16(text)),
        ]
    };
    let folder = Folder::new("fix-encoding", &[]);
    written(cyrillic).iter().for_each(|(name, bytes)| folder.write(name, bytes));
    folder.run("check --lines --fix-only .").says(0, &["Fixed 5 findings in 5 files."]);
    for (name, bytes) in written(&fixed) {
        assert_eq!(fs::read(folder.0.join(name)).expect("there"), bytes, "{name}");
    }
}

#[test]
fn what_the_encoding_lacks_is_not_written() {
    let own = "[[publisher]]\nid = \"papers\"\nname = \"Papers “Online”\"\nformer = [\"Papers Offline\"]\n";
    let line = "\"Записка министерства о поставках,\" 3 September 1956, Papers Offline, GARF, f. 5446, op. 98, d. 721, ll. 27.\n";
    let folder = Folder::new("fix-lacks", &[("own.toml", own.as_bytes()), ("koi8.txt", &encoding_rs::KOI8_R.encode(line).0)]);
    folder.write("utf8.txt", line.as_bytes());
    let run = "check --lines --schema own.toml --fix-only --unsafe-fixes";
    let lacks = "koi8.txt:1: the fix of `publisher-superseded-name` is left alone: KOI8-R has no \"“\" (U+201C)";
    folder.run(&format!("{run} koi8.txt")).says(0, &[lacks, "Fixed 1 finding in 1 file."]);
    folder.run(&format!("{run} utf8.txt")).says(0, &["Fixed 2 findings in 1 file."]);
    let fixed = line.replace("ll.", "l.");
    assert_eq!(fs::read(folder.0.join("koi8.txt")).expect("there"), encoding_rs::KOI8_R.encode(&fixed).0.into_owned());
    assert_eq!(text(&folder, "utf8.txt"), fixed.replace("Papers Offline", "Papers “Online”"));
}

#[test]
fn damaged_text_is_left_alone() {
    let mut bytes = "Записка министерства\n".repeat(20).into_bytes();
    bytes.push(0xFF);
    bytes.extend_from_slice(LINES.as_bytes());
    let folder = Folder::new("fix-damaged", &[("old.txt", &bytes)]);
    folder.run("check --lines --fix old.txt").says(3, &["error: old.txt: not fixed: its text is damaged"]);
    assert_eq!(fs::read(folder.0.join("old.txt")).expect("there"), bytes);
}

#[test]
fn what_is_suppressed_is_not_fixed() {
    let line = "GARF, f. 5446, op. 98, d. 721, ll. 27. # opiska: ignore[folio-number-agreement] so printed\n";
    let folder = Folder::new("fix-suppressed", &[("a.txt", line.as_bytes()), ("b/c.txt", LINES.as_bytes())]);
    folder.write("opiska.toml", b"[per-file-ignores]\n\"b/**\" = [\"folio-number-agreement\"]\n");
    folder.run("check --lines --fix-only .").says(0, &["Fixed nothing."]);
    assert_eq!((text(&folder, "a.txt").as_str(), text(&folder, "b/c.txt").as_str()), (line, LINES));
}

/// Known findings stay as they are: beside new ones, under a shelfmark that is set right, and inside a summary.
#[test]
fn what_the_baseline_knows_is_not_fixed() {
    let known = "GARF, Fond 9,401, Opis 2, Delo 721, Listy 27.\n";
    let folder = Folder::new("fix-baseline", &[("a.txt", known.as_bytes())]);
    let choice = "--lines --baseline known.toml a.txt";
    folder.run(&format!("baseline update {choice} --select folio-number-agreement")).says(0, &["1 entry"]);
    folder.write("a.txt", format!("{known}{LINES}").as_bytes());
    let run = folder.run(&format!("check {choice} --fix --format concise"));
    run.says(1, &["a.txt: digit-grouping-in-number (1), folio-number-agreement (1)", "Fixed 2 findings in 1 file; "]);
    assert!(run.out.contains("1 baselined finding is not shown."), "{}", run.out);
    let fixed = known.replace("9,401", "9401") + FIXED;
    assert_eq!(text(&folder, "a.txt"), fixed);
    folder.run(&format!("check {choice} --fix")).says(1, &["Fixed nothing; "]);
    folder.run(&format!("check {choice} --corrections c.toml")).says(1, &[]);
    assert!(!text(&folder, "c.toml").contains("folio-number-agreement"), "{}", text(&folder, "c.toml"));

    let slip = |delo: &str| format!("GARF, Fond 5446, Opis 98, Delo {delo}, Listy 3-6.\n");
    folder.write("a.txt", slip("7l8").as_bytes());
    let choice = "--lines --baseline slips.toml a.txt --select digit-letter-confusion";
    folder.run(&format!("baseline update {choice}")).says(0, &["1 entry"]);
    for (slips, code) in [(slip("7l8"), 0), (slip("7l8") + &slip("7l9"), 1)] {
        folder.write("a.txt", slips.as_bytes());
        folder.run(&format!("check {choice} --fix --unsafe-fixes")).says(code, &["Fixed nothing"]);
        assert_eq!(text(&folder, "a.txt"), slips);
    }
}

/// To show what is silenced is one thing, to fix it another.
#[test]
fn what_is_silenced_cannot_be_shown_and_fixed_at_once() {
    let line = "GARF, f. 5446, op. 98, d. 721, ll. 5-5. # opiska: ignore[folio-degenerate-range] so printed\n";
    let folder = Folder::new("fix-silent", &[("a.txt", line.as_bytes()), ("opiska.toml", b"")]);
    folder.run("check --lines --fix --no-ignores a.txt").says(2, &["cannot be used with"]);
    folder.run("check --lines --fix-only a.txt").says(0, &["Fixed nothing."]);
    assert_eq!(text(&folder, "a.txt"), line);
}

/// Read rightly, the shelfmark of one file is that of another document; a person must look at both.
#[test]
fn a_fix_that_other_files_contradict_is_left_alone() {
    let letter = "get citation\n\"Telegram from Orlov to Belov,\" May 3, 1956, GARF, Fond 9,401, Opis 2, Delo 721, Listy 3-6.\n";
    let report = "get citation\n\"Draft of a Resolution,\" June 9, 1956, GARF, Fond 9401, Opis 2, Delo 721, Listy 3-6.\n";
    let folder = Folder::new("fix-compared", &[("a.txt", letter.as_bytes())]);
    let line = "check --select digit-grouping-in-number,same-shelfmark-different-title --fix-only";
    folder.run(&format!("{line} --diff a.txt")).says(2, &["cannot be used with"]);
    folder.write("b.txt", report.as_bytes());
    folder.run(&format!("{line} .")).says(0, &["a.txt: its fixes are left alone: they would raise `same-shelfmark-different-title`"]);
    assert_eq!(text(&folder, "a.txt"), letter);
    folder.run(&format!("{line} a.txt")).says(0, &["Fixed 1 finding in 1 file."]);
    assert!(text(&folder, "a.txt").contains("Fond 9401"));
}

#[test]
fn unsafe_fixes_alone_are_wrong_use() {
    let folder = Folder::new("fix-unsafe", &[("a.txt", LINES.as_bytes())]);
    folder.run("check --unsafe-fixes a.txt").says(2, &["nothing is to be fixed", "--fix --unsafe-fixes"]);
    folder.run("check --fix --corrections c.toml a.txt").says(2, &["cannot be used with"]);
}

#[cfg(unix)]
#[test]
fn permissions_stay_links_are_followed_and_read_only_files_are_left_alone() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new("fix-unix", &[("real/a.txt", LINES.as_bytes()), ("b.txt", LINES.as_bytes())]);
    let mode = |name: &str| fs::metadata(folder.0.join(name)).expect("there").permissions().mode() & 0o777;
    let set = |name: &str, mode| fs::set_permissions(folder.0.join(name), fs::Permissions::from_mode(mode)).expect("set");
    symlink("real/a.txt", folder.0.join("link.txt")).expect("linked");
    set("real/a.txt", 0o640);
    set("b.txt", 0o444);
    folder
        .run("check --lines --fix-only link.txt b.txt")
        .says(3, &["error: b.txt: not fixed: the file is read-only", "Fixed 1 finding in 1 file."]);
    assert!(folder.0.join("link.txt").is_symlink());
    assert_eq!((text(&folder, "real/a.txt").as_str(), mode("real/a.txt")), (FIXED, 0o640));
    assert_eq!((text(&folder, "b.txt").as_str(), mode("b.txt")), (LINES, 0o444));
    assert_eq!(names(&folder), ["b.txt", "link.txt", "real"]);
}

/// The samples of the repository and, where they are, the pages they are modelled on.
#[test]
fn whole_pages_are_fixed_once_and_nothing_new_is_found() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, from) in [("seeds", root.join("seeds")), ("shared", root.join("../shared/seeds"))] {
        let Ok(entries) = fs::read_dir(&from) else {
            eprintln!("skipped: {} is not here", from.display());
            continue;
        };
        let folder = Folder::new(&format!("fix-{name}"), &[]);
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_file()) {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            folder.write(&name, &fs::read(&path).expect("readable"));
        }
        let rules = |folder: &Folder| -> Vec<String> {
            let report = folder.run("check --profile strict --format json .").out;
            let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
            report["findings"]
                .as_array()
                .expect("findings")
                .iter()
                .map(|finding| format!("{} {}", finding["path"], finding["rule"]))
                .collect()
        };
        let before = rules(&folder);
        folder.run("check --profile strict --fix-only --unsafe-fixes .").says(0, &["Fixed "]);
        let mut after = rules(&folder);
        assert!(after.len() < before.len(), "{name}");
        for known in &before {
            if let Some(at) = after.iter().position(|finding| finding == known) {
                after.remove(at);
            }
        }
        assert_eq!(after, Vec::<String>::new(), "{name}: new after the fixes");
        folder.run("check --profile strict --diff --unsafe-fixes .").says(0, &["Would fix nothing."]);
    }
}
