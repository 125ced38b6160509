//! `check --write-shard` and `--from-records`: shards together say what one run over all documents says, to the byte.

use std::fs;

use crate::cmd::Folder;

const SETTINGS: &[u8] = b"profile = \"strict\"\n\
[per-file-ignores]\n\"docs/a/07.txt\" = [\"folio-range-reversed\"]\n\
[[suppress]]\npath = \"docs/b/**\"\nrule = \"folio-range-implausible\"\nreason = \"volumes\"\n\
[[suppress]]\npath = \"docs/c/55.txt\"\nrule = \"duplicate-record-id\"\nreason = \"never true\"\n\
[[overrides]]\npath = \"docs/c/**\"\n[overrides.rules]\nfolio-range-reversed = \"info\"\n";

/// Sixty documents in three folders, which contradict each other across the folders, a damaged one and one that is no text.
fn collection(test: &str) -> Folder {
    let folder = Folder::new(&format!("shards-{test}"), &[("opiska.toml", SETTINGS)]);
    for number in 0..60 {
        let part = ["a", "b", "c"][number / 20];
        let comment = match number % 15 {
            3 => "# opiska: ignore[folio-range-reversed] as printed\n",
            4 => "# opiska: ignore[missing-delo] idle\n",
            5 => "# opiska: ignore[same-file-different-opis] known\n",
            _ => "",
        };
        let (first, last) = if number % 7 == 0 { (number + 9, 3) } else { (3, number + 9) };
        let text = format!(
            "{comment}“Record of Conversation No. {},” May {}, 1956, GARF, Fond 5446, Opis {}, Delo {}, Listy {first}-{last}. \
             Translated by Gary Goldberg. http://digitalarchive.org/document/{}\n",
            number % 9,
            number % 28 + 1,
            number % 3 + 1,
            number % 11,
            121_700 + number % 13,
        );
        folder.write(&format!("docs/{part}/{number:02}.txt"), text.as_bytes());
    }
    folder.write("docs/b/damaged.txt", b"\xEF\xBB\xBFGARF, Fond 5446, Opis 98, Delo 718, Listy 9-3\n\xFF\xFF\n");
    folder.write("docs/b/scan.bin", b"\x00\x01\x02\x03\x00\x00");
    for part in ["c", "a", "b"] {
        let run = folder.run(&format!("check --write-shard {part}.jsonl docs/{part}"));
        assert_eq!((run.code, run.out.as_str()), (if part == "b" { 3 } else { 0 }, ""), "{}", run.err);
        assert!(run.err.contains(&format!("{part}.jsonl: 2")), "{}", run.err);
    }
    folder
}

const SHARDS: &str = "--from-records c.jsonl a.jsonl b.jsonl";

#[test]
fn shards_together_say_what_one_run_says() {
    let folder = collection("same");
    folder.run("baseline update --baseline known.toml docs/a docs/b");
    let forms = ["json", "jsonl", "concise", "sarif", "human", "gitlab"].map(|form| format!("--format {form}"));
    let others = ["--format json --baseline known.toml", "--format json --no-ignores", "--statistics"].map(str::to_owned);
    for options in forms.iter().chain(&others) {
        let whole = folder.run(&format!("check --no-cache {options} docs/a docs/b docs/c"));
        let parts = folder.run(&format!("check {options} {SHARDS}"));
        assert_eq!((parts.code, &parts.out, &parts.err), (whole.code, &whole.out, &whole.err), "{options}");
    }
    let all = folder.run(&format!("check --format json {SHARDS}")).out;
    for word in ["same-file-different-opis", "unused-suppression", "\"fix\"", "\"severity\":\"info\"", "\"path\":\"opiska.toml\""] {
        assert!(all.replace("\": ", "\":").contains(word), "`{word}` is missing: the collection proves too little");
    }
}

#[test]
fn one_shard_of_all_says_what_a_run_over_the_folder_says() {
    let folder = collection("folder");
    folder.run("check --write-shard all.jsonl");
    let whole = folder.run("check --no-cache --format sarif");
    assert_eq!(folder.run("check --format sarif --from-records all.jsonl").out, whole.out);
    assert!(!whole.out.contains("a.jsonl"), "shards in the folder are no documents");
}

#[test]
fn the_documents_need_not_be_there() {
    let folder = collection("gone");
    let whole = folder.run("check --no-cache --format jsonl docs/a docs/b docs/c");
    fs::remove_dir_all(folder.0.join("docs")).expect("removed");
    assert_eq!(folder.run(&format!("check --format jsonl {SHARDS}")).out, whole.out);
    let human = folder.run(&format!("check {SHARDS}"));
    assert!(human.out.contains("the text is gone"), "{}", human.out);
    assert_eq!(human.code, 3, "one document was damaged");
}

#[test]
fn a_shard_that_does_not_fit_is_refused_with_its_place() {
    let folder = collection("damaged");
    let whole = fs::read_to_string(folder.0.join("a.jsonl")).expect("a shard");
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    let damaged = |change: &dyn Fn(&mut Vec<String>)| {
        let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        change(&mut lines);
        folder.write("bad.jsonl", lines.concat().as_bytes());
        let run = folder.run("check --from-records c.jsonl bad.jsonl");
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.err);
        run.err
    };
    let says = |change: &dyn Fn(&mut Vec<String>), words: &str| {
        let err = damaged(change);
        assert!(err.contains(words), "`{words}` is missing in: {err}");
    };
    says(&|lines| lines[0] = lines[0].replace("\"version\":\"", "\"version\":\"9."), "bad.jsonl: written by opiska 9.");
    says(&|lines| lines[0] = lines[0].replace("\"settings\":\"", "\"settings\":\"0"), "written with other settings");
    says(&|lines| lines[0] = "{\"opiska-shard\":1}\n".to_owned(), "written by opiska ");
    says(&|lines| lines[0] = "[]\n".to_owned(), "this is no shard");
    says(&|lines| lines[3] = "{\"path\":\n".to_owned(), "bad.jsonl:4: this line is damaged: EOF");
    says(&|lines| lines[3] = lines[3].replace("5446", "5447"), "bad.jsonl:22: the shard is not as it was written");
    says(&|lines| drop(lines.remove(5)), "bad.jsonl:21: the shard is not as it was written");
    says(&|lines| drop(lines.pop()), "bad.jsonl:22: the shard ends too early");
    says(&|lines| lines[2].truncate(40), "bad.jsonl:3: this line is damaged");
    assert!(damaged(&|lines| lines.clear()).contains("this is no shard"));
    folder.run("check --write-shard other.jsonl --select missing-opis docs/a").says(0, &[]);
    folder.run("check --from-records other.jsonl").says(2, &["other.jsonl: written with other settings", "help: "]);
}

#[test]
fn a_document_in_two_shards_counts_once_unless_it_has_changed() {
    let folder = collection("twice");
    let once = folder.run(&format!("check --format json {SHARDS}"));
    folder.run("check --write-shard again.jsonl docs/b");
    assert_eq!(folder.run(&format!("check --format json {SHARDS} again.jsonl")).out, once.out);
    folder.write("docs/b/21.txt", b"GARF, Fond 1.\n");
    folder.run("check --write-shard again.jsonl docs/b");
    folder.run(&format!("check {SHARDS} again.jsonl")).says(2, &["docs/b/21.txt", "has changed"]);
}

#[test]
fn what_cannot_go_together_is_said() {
    let folder = Folder::new("shards-use", &[("a.txt", b"GARF, Fond 1.\n")]);
    for line in
        ["check --from-records a.jsonl --fix", "check --write-shard a.jsonl --format json .", "check --write-shard a --from-records b"]
    {
        folder.run(line).says(2, &["cannot be used with"]);
    }
    folder.run("check --from-records none.jsonl").says(2, &["cannot read the shard none.jsonl"]);
    folder.run("check --from-records a.txt").says(2, &["a.txt: this is no shard", "--write-shard FILE"]);
}
