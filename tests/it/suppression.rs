//! What users keep silent, and how: comments, tables of the settings, settings per rule and per path.

use crate::cmd::Folder;

const NO_OPIS: &str = "GARF, f. 5446, d. 718, ll. 3-6.";
const WHOLE: &str = "GARF, f. 5446, op. 98s, d. 718, ll. 3-6.";

/// The findings about suppressions and opis of a run, without their words: `file:line:column: severity[rule]`.
fn told(folder: &Folder, line: &str) -> Vec<String> {
    let run = folder.run(&format!("check --lines --format concise {line}"));
    let about = |line: &&str| ["suppression", "missing-opis"].iter().any(|word| line.contains(word)) && line.contains('[');
    run.out.lines().filter(about).filter_map(|line| Some(line.split_once(']')?.0.to_owned() + "]")).collect()
}

#[test]
fn a_suppression_that_silences_nothing_is_a_finding_with_its_place() {
    let text = format!("{WHOLE} # opiska: ignore[missing-opis] as printed\n{NO_OPIS} # opiska: ignore[missing-opis] as printed\n");
    let folder = Folder::new("unused", &[("a.txt", text.as_bytes())]);
    assert_eq!(told(&folder, "a.txt"), ["a.txt:1:44: info[unused-suppression]"]);
    folder.run("check --lines a.txt --select missing-opis,unused-suppression").says(0, &["1 finding is suppressed"]);
    let run = folder.run("check --lines a.txt --format github");
    assert!(run.out.contains("::notice file=a.txt,line=1,endLine=1,col=44,"), "{}", run.out);
    assert_eq!(told(&folder, "a.txt --select unused-suppression"), Vec::<String>::new(), "its rule did not run");
}

#[test]
fn after_its_day_a_finding_comes_back_and_the_report_says_why() {
    let line = |until: &str| format!("{NO_OPIS} # opiska: ignore[missing-opis] until {until} the archive was asked\n");
    let folder = Folder::new("expired", &[("a.txt", (line("2001-01-31") + &line("2999-01-31") + &line("31.1.2999")).as_bytes())]);
    assert_eq!(
        told(&folder, "a.txt"),
        [
            "a.txt:1:1: error[missing-opis]",
            "a.txt:1:35: warning[expired-suppression]",
            "a.txt:3:1: error[missing-opis]",
            "a.txt:3:35: warning[invalid-suppression]",
        ]
    );
    let run = folder.run("check --lines a.txt");
    assert!(run.out.contains("this suppression of `missing-opis` ended on 2001-01-31"), "{}", run.out);
    assert!(run.out.contains("`31.1.2999` is no day"), "{}", run.out);
}

#[test]
fn a_reason_is_asked_for_on_request() {
    let text = format!("{NO_OPIS} # opiska: ignore[missing-opis]\n{NO_OPIS} # opiska: ignore[missing-opis] as printed\n");
    let folder = Folder::new("reason", &[("a.txt", text.as_bytes())]);
    let asked = ["a.txt:1:35: warning[suppression-without-reason]"];
    assert_eq!(told(&folder, "a.txt"), Vec::<String>::new());
    assert_eq!(told(&folder, "a.txt --extend-select suppression-without-reason"), asked);
    folder.write("opiska.toml", b"require-suppression-reason = true\n");
    assert_eq!(told(&folder, "a.txt"), asked);
}

#[test]
fn a_suppression_that_names_no_rule_is_reported() {
    let text = format!("{NO_OPIS} # opiska: ignore[mising-opis] as printed\n{NO_OPIS} # opiska: ignore all of it\n");
    let folder = Folder::new("invalid", &[("a.txt", text.as_bytes())]);
    let run = folder.run("check --lines a.txt --select invalid-suppression");
    run.says(1, &[]);
    for words in ["there is no rule `mising-opis`", "did you mean `missing-opis`?", "names no rule", "write ignore[rule-name]"] {
        assert!(run.out.contains(words), "`{words}` is missing in {}", run.out);
    }
}

#[test]
fn tables_are_told_at_their_place_in_the_settings() {
    let table =
        |path: &str, more: &str| format!("[[suppress]]\npath = \"{path}\"\nrule = \"missing-opis\"\nreason = \"as printed\"\n{more}");
    let folder = Folder::new("tables", &[("a.txt", WHOLE.as_bytes()), ("b/b.txt", NO_OPIS.as_bytes())]);
    folder.write("opiska.toml", (table("a.txt", "") + &table("b/*.txt", "") + &table("lost.txt", "")).as_bytes());
    let lost = "opiska.toml:10:8: info[unused-suppression]";
    assert_eq!(told(&folder, "."), ["opiska.toml:2:8: info[unused-suppression]", lost]);
    assert_eq!(told(&folder, "b"), Vec::<String>::new(), "of files that were not checked nothing can be said");
    let run = folder.run("check --lines .");
    assert!(run.out.contains("path = \"lost.txt\""), "the settings are shown: {}", run.out);
    folder.write("opiska.toml", table("b/b.txt", "until = \"2001-01-31\"\n").as_bytes());
    assert_eq!(told(&folder, "b/b.txt"), ["b/b.txt:1:1: error[missing-opis]", "opiska.toml:2:8: warning[expired-suppression]"]);
    folder.write("opiska.toml", table("b/b.txt", "until = 2999-01-31\n").as_bytes());
    assert_eq!(told(&folder, "b/b.txt"), Vec::<String>::new(), "TOML has dates of its own");
    folder.write("opiska.toml", table("b/b.txt", "until = \"2001-01-32\"\n").as_bytes());
    folder.run("check b").says(2, &["opiska.toml:5:9: `2001-01-32` is no day"]);
}

#[test]
fn of_a_single_file_nobody_can_say_that_a_comparing_rule_found_nothing() {
    let text = format!("{WHOLE} # opiska: ignore[folio-overlap-in-file] reprinted\n");
    let folder = Folder::new("alone", &[("a/a.txt", text.as_bytes())]);
    assert_eq!(told(&folder, "a/a.txt"), Vec::<String>::new());
    assert_eq!(told(&folder, "a"), ["a/a.txt:1:44: info[unused-suppression]"]);
}

#[test]
fn everything_can_be_shown_again() {
    let files: [(&str, &[u8]); 3] = [
        ("a.txt", &format!("{NO_OPIS} # opiska: ignore[missing-opis] until 2001-01-01\n").into_bytes()),
        ("b.txt", &format!("# opiska: ignore-file[missing-opis] as printed\n\n{NO_OPIS}\n").into_bytes()),
        ("opiska.toml", b"[per-file-ignores]\n\"*.txt\" = [\"missing-opis\"]\n"),
    ];
    let folder = Folder::new("again", &files);
    assert_eq!(told(&folder, "."), ["a.txt:1:35: warning[expired-suppression]"]);
    assert_eq!(told(&folder, ". --no-ignores"), ["a.txt:1:1: error[missing-opis]", "b.txt:3:1: error[missing-opis]"]);
}

#[test]
fn severity_and_confidence_are_set_per_rule_and_per_path() {
    let folder = Folder::new("overrides", &[("new/a.txt", NO_OPIS.as_bytes()), ("old/a.txt", NO_OPIS.as_bytes())]);
    let with = |settings: &str| {
        folder.write("opiska.toml", settings.as_bytes());
        told(&folder, ".")
    };
    let (new, old) = ("new/a.txt:1:1: error[missing-opis]", "old/a.txt:1:1: error[missing-opis]");
    assert_eq!(with(""), [new, old]);
    assert_eq!(with("[rules]\nmissing-opis = { severity = \"off\" }\n"), Vec::<String>::new());
    assert_eq!(with("[[overrides]]\npath = \"old/**\"\nrules = { missing-opis = \"info\" }\n"), [new, "old/a.txt:1:1: info[missing-opis]"]);
    assert_eq!(with("[rules]\nmissing-opis = \"off\"\n[[overrides]]\npath = \"old/**\"\nrules = { missing-opis = \"error\" }\n"), [old]);
    folder.run("check --ignore missing-opis old --lines --select missing-opis").says(0, &[]);
    folder.write("opiska.toml", b"[rules]\nmissing-opis = { severity = \"warnings\" }\n");
    folder.run("check").says(2, &["opiska.toml:2:", "unknown value `warnings`", "did you mean `warning`?"]);
    folder.write("opiska.toml", b"[rules]\nmissing-opis = \"warnings\"\n");
    folder.run("check").says(2, &["opiska.toml:2:", "unknown value `warnings`", "did you mean `warning`?"]);
    folder.write("opiska.toml", b"[[overrides]]\npath = \"old/**\"\nrules = { mising-opis = \"info\" }\n");
    folder.run("check").says(2, &["opiska.toml:3:11: there is no rule `mising-opis`", "did you mean `missing-opis`?"]);
    folder.write("opiska.toml", b"[[overrides]]\nrules = {}\n");
    folder.run("check").says(2, &["opiska.toml:1:1: missing field `path`"]);
}

#[test]
fn settings_and_baselines_are_no_documents() {
    let folder = Folder::new("own-files", &[("a.txt", WHOLE.as_bytes())]);
    folder.write("opiska.toml", format!("# {NO_OPIS}\n# <!-- opiska: ignore[some-rule] reason -->\n").as_bytes());
    folder.run("baseline update --baseline b/known.toml .").says(2, &["cannot write b/known.toml"]);
    folder.run("baseline update --baseline known.toml --lines .").says(0, &["known.toml: "]);
    let run = folder.run("extract --format jsonl .");
    assert!(run.out.lines().all(|record| record.contains("\"path\":\"a.txt\"")), "{}", run.out);
    assert!(folder.run("check .").out.ends_with("in 1 file (1 record).\n"));
}
