//! Corrections beside the evidence: written by `check`, decided by a person, applied by `cite` and `extract`.

use std::fs;

use crate::cmd::Folder;

const LINES: &str =
    "GARF, f. 5446, op. 98, d. 721, ll. 27.\nGARF, f. 5446, op. 98, d. 721, ll. 153-64.\nGARF, Fond 5446, Opis 98c, Delo 718, Listy 3-6.\n";

fn text(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.0.join(name)).expect("there")
}

fn opisi(folder: &Folder, line: &str) -> Vec<String> {
    let run = folder.run(line);
    let records = run.out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
    records.filter_map(|record| Some(record.pointer("/holdings/0/levels/opis")?.as_str()?.to_owned())).collect()
}

#[test]
fn corrections_are_written_beside_the_documents() {
    let folder = Folder::new("corrections-write", &[("letters/a.txt", LINES.as_bytes())]);
    let run = folder.run("check --lines --corrections corrections.toml letters");
    run.says(1, &["note: corrections.toml: 3 corrections, 1 in force, 2 not"]);
    assert!(run.out.contains("folio-number-agreement"), "the report is as ever: {}", run.out);
    assert_eq!(text(&folder, "letters/a.txt"), LINES);
    let written = text(&folder, "corrections.toml");
    let first = r#"
[[correction]]
path = "letters/a.txt"
line = 1
rule = "folio-number-agreement"
field = "/holdings/0/folios"
fix = 'write the label as "l"'
applicability = "safe"
span = [31, 33]
written = "ll"
corrected = "l"
"#;
    assert!(written.contains(first), "{written}");
    folder.run("check --lines --corrections corrections.toml .");
    assert_eq!(text(&folder, "corrections.toml"), written, "a second run has nothing to change");
}

#[test]
fn what_a_person_decided_added_or_reworded_stays() {
    let folder = Folder::new("corrections-keep", &[("a.txt", LINES.as_bytes())]);
    folder.run("check --lines --corrections c.toml a.txt");
    let decided = text(&folder, "c.toml")
        .replace("written = \"ll\"", "accepted = false\nnote = \"so printed\"\nwritten = \"ll\"")
        .replace("corrected = \"98s\"", "corrected = \"98с\"\naccepted = true")
        + "\n[[correction]]\npath = \"a.txt\"\nline = 2\nwritten = \"721\"\ncorrected = \"722\"\n";
    folder.write("c.toml", decided.as_bytes());
    // A line above moves every place.
    folder.write("a.txt", format!("Notes.\n{LINES}").as_bytes());
    folder.run("check --lines --corrections c.toml a.txt").says(1, &["4 corrections, 2 in force, 2 not"]);
    let now = text(&folder, "c.toml");
    for words in
        ["accepted = false\nnote = \"so printed\"", "corrected = \"98с\"\naccepted = true", "corrected = \"722\"", "span = [38, 40]"]
    {
        assert!(now.contains(words), "{words} in\n{now}");
    }
    // What is settled in the document itself goes, unless somebody has decided on it.
    folder.write("a.txt", LINES.replace("153-64", "153-164").as_bytes());
    folder.run("check --lines --corrections c.toml a.txt");
    assert!(!text(&folder, "c.toml").contains("153-164"));
    assert!(text(&folder, "c.toml").contains("so printed"));
    // Files that were not read this time keep their entries.
    folder.write("b.txt", b"");
    folder.run("check --lines --corrections c.toml b.txt");
    assert!(text(&folder, "c.toml").contains("so printed") && text(&folder, "c.toml").contains("722"));
}

#[test]
fn accepted_corrections_are_applied_before_reading() {
    let folder = Folder::new("corrections-apply", &[("sub/a.txt", LINES.as_bytes())]);
    folder.run("check --lines --corrections c.toml sub");
    assert_eq!(opisi(&folder, "extract --lines --format jsonl --corrections c.toml sub"), ["98", "98", "98c"]);
    folder.write("c.toml", text(&folder, "c.toml").replace("corrected = \"98s\"", "corrected = \"98s\"\naccepted = true").as_bytes());
    assert_eq!(opisi(&folder, "extract --lines --format jsonl --corrections c.toml sub"), ["98", "98", "98s"]);
    let run = folder.run("cite --lines --style chicago-note --corrections c.toml sub/a.txt");
    assert!(run.out.contains("98s"), "{}", run.out);
    folder.write("sub/opiska.toml", b"corrections = \"../c.toml\"\n");
    assert_eq!(opisi(&folder, "extract --lines --format jsonl sub"), ["98", "98", "98s"]);
    assert_eq!(text(&folder, "sub/a.txt"), LINES);
}

#[test]
fn a_correction_that_no_longer_fits_is_told_and_passed_over() {
    let folder = Folder::new("corrections-stale", &[("a.txt", LINES.as_bytes())]);
    folder.run("check --lines --corrections c.toml a.txt");
    folder.write("a.txt", format!("x{LINES}").as_bytes());
    folder
        .run("extract --lines --corrections c.toml a.txt")
        .says(0, &["warning: a.txt:1: not corrected by c.toml: \"ll\" does not stand there any more"]);
    let own = "version = 1\n[[correction]]\npath = \"a.txt\"\nline = 1\nwritten = \"4\"\ncorrected = \"5\"\n";
    folder.write("c.toml", own.as_bytes());
    folder.run("extract --lines --corrections c.toml a.txt").says(0, &["\"4\" does not stand there"]);
}

#[test]
fn a_wrong_file_of_corrections_is_shown_where_it_is_wrong() {
    let folder = Folder::new("corrections-wrong", &[("a.txt", LINES.as_bytes())]);
    folder.run("cite --style bibtex --corrections absent.toml a.txt").says(2, &["cannot read absent.toml"]);
    folder.write("c.toml", b"version = 1\n[[correction]]\npath = \"a.txt\"\nline = 1\nwriten = \"a\"\n");
    folder.run("check --corrections c.toml a.txt").says(2, &["c.toml:5:1: unknown key `writen`", "did you mean `written`?"]);
    folder.write("c.toml", b"version = 2\n");
    folder.run("extract --corrections c.toml a.txt").says(2, &["c.toml: this is version 2 of the form"]);
    let before = text(&folder, "c.toml");
    folder.run("check --corrections c.toml a.txt").says(2, &["version 2"]);
    assert_eq!(text(&folder, "c.toml"), before);
}
