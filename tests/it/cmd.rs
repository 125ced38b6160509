//! The program as users meet it: what it prints where, and its exit codes.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run gave back.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A folder of one test's own.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(test: &str, files: &[(&str, &[u8])]) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cmd-{test}"));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(&root).expect("folder made");
        let folder = Self(fs::canonicalize(root).expect("folder there"));
        for (name, bytes) in files {
            folder.write(name, bytes);
        }
        folder
    }

    pub fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("inside the folder")).expect("folder made");
        fs::write(path, bytes).expect("file written");
    }

    pub fn run(&self, line: &str) -> Run {
        self.run_with(line, b"")
    }

    pub fn run_with(&self, line: &str, stdin: &[u8]) -> Run {
        let mut child = Command::new(env!("CARGO_BIN_EXE_opiska"))
            .args(line.split_whitespace())
            .current_dir(&self.0)
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("GITHUB_STEP_SUMMARY")
            .env("XDG_CACHE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/cache"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // A run that ends early reads nothing.
        let _ = child.stdin.take().expect("a pipe").write_all(stdin);
        let output = child.wait_with_output().expect("the program ends");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Run { code: output.status.code().expect("an exit code"), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Run {
    /// Asserts the exit code and that standard error has all these words.
    #[track_caller]
    pub fn says(&self, code: i32, words: &[&str]) {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.out, self.err);
        for word in words {
            assert!(self.err.contains(word), "`{word}` is missing in: {}", self.err);
        }
    }
}

const CITATION: &[u8] = "GARF, Fond 5446, Opis 98c, Delo 718, Listy 3-6. Translated by Gary Goldberg.\n".as_bytes();

#[test]
fn without_arguments_it_prints_its_help() {
    let run = Folder::new("none", &[]).run("");
    run.says(2, &["Usage: opiska", "Examples:", "opiska check"]);
    assert_eq!(run.out, "");
}

#[test]
fn help_and_version_go_to_standard_output() {
    let folder = Folder::new("help", &[]);
    for verb in ["", "check ", "cite ", "extract ", "explain ", "rules ", "schema ", "init ", "completions ", "man "] {
        let run = folder.run(&format!("{verb}--help"));
        run.says(0, &[]);
        assert!(run.out.contains("Usage: opiska"), "{}", run.out);
    }
    assert_eq!(folder.run("--version").out, format!("opiska {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn misspelt_words_get_a_suggestion() {
    let folder = Folder::new("typo", &[]);
    folder.run("chekc").says(2, &["similar", "'check'"]);
    folder.run("check --profil strict").says(2, &["'--profile'"]);
    folder.run("check --format jsno").says(2, &["'json'"]);
    folder.run("check --output sarf=x").says(2, &["did you mean `sarif`?"]);
    folder.run("cite --style chicago-noet").says(2, &["did you mean `chicago-note`?"]);
    folder.run("cite").says(2, &["no citation style is given", "--style STYLE"]);
}

#[test]
fn unknown_rules_and_profiles_are_errors() {
    let folder = Folder::new("rules", &[]);
    folder.run("check --select no-such-rule").says(2, &["error: there is no rule `no-such-rule`"]);
    folder.run("check --ignore no-such-rule").says(2, &["there is no rule"]);
    folder.run("check --profile no-such-profile").says(2, &["there is no profile `no-such-profile`"]);
    folder.run("explain no-such-rule").says(2, &["there is no rule"]);
}

#[test]
fn settings_are_found_above_the_input_and_shown_where_they_are_wrong() {
    let folder = Folder::new("config", &[("a/b/letter.txt", CITATION), ("opiska.toml", b"# settings\nselct = []\n")]);
    folder.run("check a/b/letter.txt").says(2, &["opiska.toml:2:1: unknown key `selct`", "did you mean `select`?", "selct = []"]);
    folder.run("check --no-config --fail-on never a/b/letter.txt").says(0, &[]);
    folder.write("opiska.toml", b"[rules]\nno-such-rule = \"error\"\n");
    folder.run("check a").says(2, &["opiska.toml:2:1: there is no rule `no-such-rule`"]);
    folder.write("opiska.toml", b"select = 3\n");
    folder.run("check a").says(2, &["opiska.toml:1:10: invalid type"]);
    folder.write("opiska.toml", b"fail-on = \"warnings\"\n");
    folder.run("check a").says(2, &["unknown value `warnings`", "did you mean `warning`?"]);
    folder.write("opiska.toml", b"profile = [\n");
    folder.run("check a").says(2, &["opiska.toml:"]);
    folder.write("opiska.toml", b"schemas = [\"my/*.toml\"]\n");
    folder.run("check a").says(2, &["no schema file matches `my/*.toml`"]);
    folder.run("check --config absent.toml a").says(2, &["absent.toml"]);
}

#[test]
fn settings_are_found_from_any_spelling_of_the_path() {
    let folder = Folder::new("spelling", &[("a/letter.txt", CITATION), ("a/opiska.toml", b"[per-file-ignores]\n\"letter.txt\" = 3\n")]);
    for path in ["a", "a/letter.txt", "./a/letter.txt", "a/../a/letter.txt"] {
        folder.run(&format!("check {path}")).says(2, &["error: a/opiska.toml:2:16: invalid type"]);
    }
}

#[test]
fn own_schemas_must_be_right() {
    let folder = Folder::new("schema", &[("own.toml", b"[[repository]]\nsiglm = \"XX\"\n"), ("a.txt", CITATION)]);
    folder.run("check --schema own.toml a.txt").says(2, &["own.toml:2:1: unknown key `siglm`", "did you mean `siglum`?"]);
    folder.run("schema check own.toml").says(2, &["unknown key `siglm`"]);
    let archive = b"[[repository]]\nsiglum = \"XX\"\nname = \"X\"\ncountry = \"RU\"\nscheme = \"ru5\"\n";
    folder.write("own.toml", archive);
    folder.run("schema check own.toml").says(2, &["own.toml:5:11: there is no scheme `ru5`", "did you mean `ru4`?"]);
    folder.write("own.toml", String::from_utf8_lossy(archive).replace("ru5", "ru4").as_bytes());
    let run = folder.run("schema check own.toml");
    run.says(0, &[]);
    assert_eq!(run.out, "own.toml: ok (archives: 1)\n");
    let run = folder.run("--schema own.toml schema show xx");
    run.says(0, &[]);
    assert!(run.out.contains("siglum = \"XX\""), "{}", run.out);
    folder.run("schema check absent.toml").says(2, &["absent.toml"]);
}

#[test]
fn unreadable_inputs_do_not_stop_the_rest() {
    let folder = Folder::new("unreadable", &[("good.txt", CITATION), ("scan.pdf", b"%PDF-1.7 x"), ("photo.raw", b"\x89PNG\0\x01\x02")]);
    let run = folder.run("check missing.txt scan.pdf photo.raw good.txt");
    run.says(3, &["error: missing.txt: no such file or folder", "error: scan.pdf: this is a PDF", "error: photo.raw: binary file"]);
    assert!(!run.out.is_empty());
    let run = folder.run("check --fail-on never .");
    run.says(0, &[]);
    assert!(!run.err.contains("error"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn a_forbidden_file_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("forbidden", &[("secret.txt", CITATION)]);
    let path = folder.0.join("secret.txt");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("permissions set");
    if fs::read(&path).is_ok() {
        eprintln!("skipped: this user may read every file");
        return;
    }
    folder.run("check secret.txt").says(3, &["error: secret.txt: permission denied"]);
}

#[test]
fn damaged_text_is_read_and_told() {
    let mut bytes = "Записка министерства\n".repeat(20).into_bytes();
    let at = bytes.len();
    bytes.push(0xFF);
    bytes.extend_from_slice("ГАРФ. Ф. 5446. Оп. 98с. Д. 718\n".as_bytes());
    let folder = Folder::new("damaged", &[("old.txt", &bytes)]);
    folder.run("check old.txt").says(3, &[&format!("error: old.txt: damaged text: byte {at} (line 21) cannot be decoded")]);
}

#[test]
fn empty_inputs_are_clean() {
    let folder = Folder::new("empty", &[("empty.txt", b""), ("pictures/a.png", b"\x89PNG\0")]);
    folder.run("check empty.txt").says(0, &[]);
    folder.run("check pictures").says(0, &["warning: no text files found"]);
    folder.run_with("check -", b"").says(0, &[]);
    let run = folder.run("extract empty.txt");
    run.says(0, &[]);
    let document: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(document, serde_json::json!({ "schema_version": 1, "records": [] }));
    assert_eq!(folder.run("extract --format jsonl empty.txt").out, "");
}

#[test]
fn escape_sequences_never_reach_the_terminal() {
    let letter = "\u{1b}]0;owned\u{7}\u{1b}[31m\"Telegram \u{9b}31m\", GARF, Fond 5446, Opis 98c, Delo 718, Listy 3-6.\n";
    let folder = Folder::new("escape", &[("a.txt", letter.as_bytes()), ("opiska.toml", b"a = \"\x1b[31m\"\n")]);
    let lines = [
        "check a.txt",
        "check --no-config a.txt",
        "check --no-config --lines --format json a.txt",
        "check --no-config --format concise a.txt",
        "extract --no-config --lines a.txt",
        "cite --no-config --lines --style chicago-note a.txt",
        "cite --no-config --lines --style bibtex a.txt",
        "check --no-config \u{1b}[31m.txt",
        "check --no-config --select \u{1b}[31m a.txt",
        "explain \u{1b}[31m",
    ];
    for line in lines {
        let run = folder.run(line);
        for text in [&run.out, &run.err] {
            let raw = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
            assert_eq!(raw, None, "{line}: {text}");
        }
    }
}

#[test]
fn colours_come_only_when_asked_for() {
    let folder = Folder::new("colour", &[]);
    assert!(!folder.run("check missing.txt").err.contains('\u{1b}'));
    assert!(!folder.run("check missing.txt --color never").err.contains('\u{1b}'));
    assert!(folder.run("check missing.txt --color always").err.contains('\u{1b}'));
}

#[test]
fn further_reports_go_into_files() {
    let folder = Folder::new("output", &[("a.txt", CITATION)]);
    let run = folder.run("check a.txt --format concise --output json=out.json --output sarif=out.sarif");
    assert_eq!(run.code & !1, 0, "{}", run.err);
    let mut names: Vec<String> =
        fs::read_dir(&folder.0).expect("listed").map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    assert_eq!(names, ["a.txt", "out.json", "out.sarif"]);
    folder.run("check a.txt --output json=no/such/folder/out.json").says(2, &["cannot write no/such/folder/out.json"]);
}

#[test]
fn standard_input_has_the_name_it_is_given() {
    let folder = Folder::new("stdin", &[("opiska.toml", b"")]);
    folder.run_with("check - --stdin-filename scan.txt", b"%PDF-1.7").says(3, &["error: scan.txt: this is a PDF"]);
    folder.run_with("check -", b"%PDF-1.7").says(3, &["error: -: this is a PDF"]);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let names: Vec<String> = (0..40).map(|number| format!("{number}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), CITATION)).collect();
    let folder = Folder::new("threads", &files);
    let one = folder.run("check --threads 1 --format json");
    for threads in [2, 7] {
        let many = folder.run(&format!("check --threads {threads} --format json"));
        assert_eq!((one.code, &one.out, &one.err), (many.code, &many.out, &many.err));
    }
}

#[test]
fn init_writes_settings_once_and_check_accepts_them() {
    let folder = Folder::new("init", &[("a.txt", b"")]);
    folder.run("init").says(0, &["wrote opiska.toml"]);
    folder.run("check a.txt").says(0, &[]);
    folder.run("init").says(2, &["already"]);
}

#[test]
fn completions_and_manual_name_every_verb() {
    let folder = Folder::new("shell", &[]);
    for line in ["completions bash", "completions zsh", "completions fish", "man"] {
        let run = folder.run(line);
        run.says(0, &[]);
        for verb in ["check", "cite", "extract", "stats", "explain", "rules", "schema", "init"] {
            assert!(run.out.contains(verb), "{line}: {verb}");
        }
    }
    folder.run("completions tcsh").says(2, &["bash"]);
}

#[test]
fn lists_are_tables_or_json() {
    let folder = Folder::new("lists", &[]);
    assert!(folder.run("rules").out.starts_with("NAME"));
    let document: serde_json::Value = serde_json::from_str(&folder.run("rules --format json").out).expect("JSON");
    assert_eq!(document["schema_version"], 1);
    assert!(folder.run("schema list").out.contains("ru4"));
    assert!(folder.run("schema show ru4").out.contains("id = \"ru4\""));
    folder.run("schema show nothing-like-it").says(2, &["there is no schema entry"]);
}

#[cfg(unix)]
#[test]
fn a_reader_who_goes_away_is_no_error() {
    let folder = Folder::new("pipe", &[("a.txt", CITATION)]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_opiska"))
        .args(["schema", "show", "ru4"])
        .current_dir(&folder.0)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

#[cfg(unix)]
#[test]
fn pipes_in_a_folder_are_passed_over() {
    let folder = Folder::new("fifo", &[("a.txt", CITATION)]);
    let made = Command::new("mkfifo").arg(folder.0.join("pipe.txt")).status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("skipped: no mkfifo here");
        return;
    }
    assert_ne!(folder.run("check .").code, 3);
}

#[test]
fn one_line_of_fifty_megabytes_is_read() {
    let line = "a word ".repeat(50 * 1024 * 1024 / 7);
    let folder = Folder::new("long-line", &[("long.txt", line.as_bytes()), ("note.txt", b"[^1]: GARF, f. 1, op. 2, d. 3, ll. 9-4.\n")]);
    let run = folder.run("check --format concise long.txt note.txt");
    run.says(1, &[]);
    assert!(run.out.contains("note.txt:1:36: error[folio-range-reversed]") && run.out.ends_with("in 2 files (1 record).\n"), "{}", run.out);
}

/// A citation cut off anywhere is read as far as it goes, and nothing is invented.
#[test]
fn a_citation_cut_off_in_the_middle_is_read_as_far_as_it_goes() {
    let whole = "“Telegram,” September 23, 1956, GARF, Fond 5446, Opis 98s, Delo 718, Listy 3-6. Translated by Gary Goldberg.";
    for (end, _) in whole.char_indices() {
        let folder = Folder::new("cut", &[]);
        if end % 9 != 0 && !whole[..end].ends_with("Opis") {
            continue;
        }
        let run = folder.run_with("extract --lines --format jsonl -", &whole.as_bytes()[..end]);
        run.says(0, &[]);
        for record in run.out.lines() {
            let record: serde_json::Value = serde_json::from_str(record).expect("JSON");
            let opis = record.pointer("/holdings/0/levels/opis").and_then(serde_json::Value::as_str);
            assert!(opis.is_none_or(|opis| "98s".starts_with(opis)), "{record}");
        }
    }
}
