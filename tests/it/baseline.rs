//! The baseline: what it covers, what it survives, and that it only shrinks.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::cmd::{Folder, Run};

const LETTER: &str = "GARF, f. 5446, d. 718, ll. 3-6.\n";
const OTHER: &str = "RGAE, f. 4372, d. 459, ll. 164-170.\n";

/// A folder with the sample documents in `letters/` and a baseline of all their findings.
fn collection(test: &str) -> Folder {
    let folder = Folder::new(&format!("baseline-{test}"), &[]);
    let mut names = Vec::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).expect("the samples") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        folder.write(&format!("letters/{name}"), &fs::read(&path).expect("a sample"));
        names.push(name);
    }
    assert!(names.len() > 5, "{names:?}");
    folder.run("baseline update letters --baseline known.toml").says(0, &["known.toml: ", " 0 taken out"]);
    folder
}

/// Rules of the findings that are not in the baseline.
fn new_rules(run: &Run) -> Vec<String> {
    let findings = run.out.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let new = findings.filter(|finding| finding["status"] == "new");
    new.map(|finding| finding["rule"].as_str().expect("a name").to_owned()).collect()
}

fn assert_all_known(run: &Run) {
    assert_eq!((new_rules(run), run.code), (Vec::new(), 0), "{}", run.err);
    assert!(run.out.lines().count() > 20, "{}", run.out);
    assert!(!run.err.contains("settled"), "{}", run.err);
}

#[test]
fn known_findings_are_counted_and_do_not_fail() {
    let folder = collection("counted");
    assert_ne!(folder.run("check letters").code, 0);
    for format in ["human", "concise", "github"] {
        let run = folder.run(&format!("check letters --baseline known.toml --format {format}"));
        run.says(0, &[]);
        let counted = run.out.starts_with("No findings in ") && run.out.contains(" baselined findings are not shown.");
        assert!(counted, "{format}: {}", run.out);
    }
    let document: Value = serde_json::from_str(&folder.run("check letters --baseline known.toml --format json").out).expect("JSON");
    let findings = document["findings"].as_array().expect("findings");
    assert!(findings.iter().all(|finding| finding["status"] == "baselined"));
    assert_eq!(document["summary"]["baselined"], findings.len());
    assert_eq!(document["summary"]["warnings"], 0);
}

#[test]
fn sarif_says_which_results_are_new() {
    let folder = Folder::new("baseline-sarif", &[("a.txt", LETTER.as_bytes())]);
    let states = |options: &str| {
        let log: Value = serde_json::from_str(&folder.run(&format!("check a.txt --format sarif {options}")).out).expect("JSON");
        let results = log["runs"][0]["results"].as_array().expect("results").clone();
        results.iter().map(|result| result["baselineState"].as_str().unwrap_or("none").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(states("--select missing-opis"), ["none"]);
    folder.run("baseline update a.txt --select missing-opis --baseline known.toml").says(0, &[]);
    folder.write("a.txt", format!("{OTHER}\n{LETTER}").as_bytes());
    assert_eq!(states("--select missing-opis --baseline known.toml"), ["new", "unchanged"]);
}

#[test]
fn findings_stay_known_when_lines_folders_and_the_current_folder_change() {
    let folder = collection("moved");
    for entry in fs::read_dir(folder.0.join("letters")).expect("listed") {
        let path = entry.expect("an entry").path();
        let text = fs::read(&path).expect("read");
        fs::write(&path, [b"\n\n".as_slice(), &text].concat()).expect("written");
    }
    assert_all_known(&folder.run("check letters --format jsonl --baseline known.toml"));
    let inner = Folder(folder.0.join("letters"));
    assert_all_known(&inner.run("check --format jsonl --baseline ../known.toml"));
    fs::create_dir(folder.0.join("archive")).expect("made");
    fs::rename(folder.0.join("letters"), folder.0.join("archive/1956")).expect("moved");
    assert_all_known(&folder.run("check archive --format jsonl --baseline known.toml"));
    folder.run("baseline update archive --baseline known.toml").says(0, &["(0 added, 0 taken out)"]);
    let text = fs::read_to_string(folder.0.join("known.toml")).expect("read");
    assert!(text.contains("archive/1956/") && !text.contains("path = \"letters/"), "paths follow");
}

#[test]
fn another_value_is_a_new_finding_and_a_settled_one_is_told() {
    let folder = Folder::new("baseline-value", &[("a.txt", b"[^1]: RGAE, f. 4372, op. 1, d. 459, ll. 50-32.\n")]);
    folder.run("baseline update --baseline known.toml").says(0, &[]);
    folder.write("a.txt", b"[^1]: RGAE, f. 4372, op. 1, d. 459, ll. 50-31.\n");
    let run = folder.run("check --format jsonl --baseline known.toml");
    run.says(1, &["1 entry of the baseline is settled; `opiska baseline update` takes it out"]);
    assert_eq!(new_rules(&run), ["folio-range-reversed"]);
}

/// A record without a number is known by its shelfmark: setting that right must not bring back what else is known of it.
#[test]
fn a_corrected_shelfmark_leaves_the_other_findings_known() {
    let line = |leaves: &str| format!("[^1]: RGAE, f. 4372, d. 459, ll. {leaves}. Translated by.\n");
    let folder = Folder::new("baseline-shelfmark", &[("a.txt", line("50-32").as_bytes())]);
    folder.run("baseline update --baseline known.toml --ignore missing-opis").says(0, &[]);
    folder.write("a.txt", line("32-50").as_bytes());
    assert_eq!(new_rules(&folder.run("check --ignore missing-opis --format jsonl --baseline known.toml")), Vec::<String>::new());
}

#[test]
fn two_equal_findings_need_two_entries() {
    let folder = Folder::new("baseline-equal", &[("a.txt", LETTER.as_bytes())]);
    folder.run("baseline update --select missing-opis --baseline known.toml").says(0, &["known.toml: 1 entry (1 added"]);
    folder.write("0.txt", LETTER.as_bytes());
    let run = folder.run("check --select missing-opis --baseline known.toml --format concise");
    run.says(1, &[]);
    assert!(run.out.starts_with("0.txt:1:1: error[missing-opis]"), "the entry covers its own file first: {}", run.out);
    fs::remove_file(folder.0.join("a.txt")).expect("removed");
    folder.run("check --select missing-opis --baseline known.toml").says(0, &[]);
}

#[test]
fn a_baseline_only_shrinks_unless_told_otherwise() {
    let folder = Folder::new("baseline-ratchet", &[("a.txt", format!("{LETTER}\n{OTHER}").as_bytes())]);
    let update = "baseline update --select missing-opis --baseline known.toml";
    folder.run(update).says(0, &["known.toml: 2 entries (2 added, 0 taken out)"]);
    folder.write("a.txt", LETTER.as_bytes());
    folder.write("b.txt", b"RGANI, f. 3, d. 12, ll. 1-2.\n");
    folder.run(update).says(1, &["known.toml: 1 entry (0 added, 1 taken out)", "1 finding is not in the baseline", "`--add`"]);
    folder.run(&format!("{update} --add")).says(0, &["known.toml: 2 entries (1 added, 0 taken out)"]);
    let text = fs::read_to_string(folder.0.join("known.toml")).expect("read");
    let entries: Vec<&str> = text.lines().filter(|line| line.contains("fingerprint")).collect();
    assert!(entries.len() == 2 && entries.is_sorted() && entries.iter().all(|line| line.ends_with("},")), "one a line: {text}");
    assert_eq!(fs::read_dir(&folder.0).expect("listed").count(), 3, "no draft is left");
}

#[test]
fn a_run_over_a_part_leaves_the_rest_alone() {
    let folder = collection("part");
    let before = fs::read_to_string(folder.0.join("known.toml")).expect("read");
    for part in ["letters/telegram.txt", "letters --select missing-opis", "letters --min-confidence high"] {
        let run = folder.run(&format!("check {part} --baseline known.toml --format concise"));
        assert!(run.code == 0 && !run.err.contains("settled"), "{part}: {}{}", run.out, run.err);
        folder.run(&format!("baseline update {part} --baseline known.toml")).says(0, &["(0 added, 0 taken out)"]);
        assert_eq!(fs::read_to_string(folder.0.join("known.toml")).expect("read"), before, "{part}");
    }
    fs::remove_file(folder.0.join("letters/notes.md")).expect("removed");
    folder.run("check letters --baseline known.toml").says(0, &["entries of the baseline are settled"]);
}

#[test]
fn the_settings_name_a_baseline_relative_to_themselves() {
    let folder = Folder::new("baseline-settings", &[("ci/opiska.toml", b"baseline = \"known.toml\"\n"), ("ci/a/a.txt", LETTER.as_bytes())]);
    folder
        .run("check ci/a")
        .says(2, &["there is no baseline ci/known.toml", "`opiska baseline update --baseline ci/known.toml` writes it"]);
    folder.run("baseline update ci/a").says(0, &["ci/known.toml: "]);
    folder.run("check ci/a").says(0, &[]);
    Folder(folder.0.join("ci/a")).run("check a.txt").says(0, &[]);
    folder.run("check ci/a --no-ignores").says(1, &[]);
    folder.run("check ci/a --no-config").says(1, &[]);
}

#[test]
fn an_unusable_baseline_is_told_with_its_place() {
    let folder = Folder::new("baseline-damage", &[("a.txt", LETTER.as_bytes())]);
    let entry = "{ path = \"a.txt\", rule = \"missing-opis\", fingerprint = \"00c0ffee\", message = \"\" }";
    for (text, words) in [
        ("version = 2\nfindings = []\nmore = 1\n", "known.toml:1:11: this is version 2 of the baseline format"),
        ("findings = []\n", "known.toml:1:1: missing field `version`"),
        ("version = 1\nfindings = [\n<<<<<<< HEAD\n]\n", "known.toml:3:1: "),
        ("version = 1\nfindings = []\nfound = 1\n", "known.toml:3:1: unknown key `found`"),
        (&format!("version = 1\nfindings = [{entry}]\n"), "a fingerprint has sixteen hexadecimal digits"),
    ] {
        folder.write("known.toml", text.as_bytes());
        for verb in ["check", "baseline update"] {
            folder.run(&format!("{verb} a.txt --baseline known.toml")).says(2, &[words]);
        }
        assert_eq!(fs::read_to_string(folder.0.join("known.toml")).expect("read"), text, "it is left as it is");
    }
    folder.run("baseline update a.txt").says(2, &["no baseline is named", "--baseline opiska-baseline.toml"]);
    folder.run("check a.txt --baseline known.toml --no-ignores").says(2, &["cannot be used with"]);
}

/// Small slips of one text are told in one finding; the baseline knows them one by one.
#[test]
fn a_summary_is_known_when_every_place_of_it_is() {
    let page = |slips: &str| {
        let head = "# **September 23, 1956**\n\n#### Minutes of a Meeting\n\n## Citation:\n\n\"Minutes of a Meeting,\" September 23, 1956, \
                    Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy 27-30.\n\n## **Contents:**\n\n\
                    Original Scan Translation - English\n\nOriginal Scan\n\nГости пришли поздно и сидели долго, говорили о погоде.\n\n";
        format!("{head}{slips}\n").into_bytes()
    };
    let slips = ["digit-letter-confusion", "garbage-glyph", "html-residue", "latex-residue"].join(",");
    let folder = Folder::new("baseline-summary", &[("a.md", &page("Экз. 🛯 / и $^{2}$ раза, 10<sup>5</sup> рублей."))]);
    let check = format!("check a.md --select {slips} --format concise --fail-on info");
    assert!(folder.run(&check).out.contains(" places of this text need a look"), "{}", folder.run(&check).out);
    folder.run(&format!("baseline update a.md --select {slips} --baseline known.toml")).says(0, &[]);
    let check = format!("{check} --baseline known.toml");
    folder.run(&check).says(0, &[]);
    folder.write("a.md", &page("Экз. 🛯 / и 2 раза, 10<sup>5</sup> рублей."));
    folder.run(&check).says(0, &["settled"]);
    folder.write("a.md", &page("Экз. 🛯 / и $^{2}$ раза, 10<sup>5</sup> рублей, $_{7}$ копеек."));
    folder.run(&check).says(1, &[]);
}
