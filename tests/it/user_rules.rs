//! Rules of a project's own: each kind, their conditions, what is said of bad ones, and that they are rules like all others.

use crate::cmd::{Folder, Run};

/// A folder with rules, put to use by its settings, and documents.
fn folder(test: &str, rules: &str, files: &[(&str, &str)]) -> Folder {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let folder = Folder::new(&format!("rules-{test}"), &files);
    folder.write("my/rules.toml", rules.as_bytes());
    folder.write("opiska.toml", b"schemas = [\"my/*.toml\"]\n");
    folder
}

/// What a rule, written without its name, says of citation lines: line, column, message.
fn said(test: &str, rule: &str, lines: &str) -> Vec<(u64, u64, String)> {
    let rule = format!("[[rule]]\nname = \"ours\"\n{rule}");
    let run = folder(test, &rule, &[("a.txt", lines)]).run("check --lines --select ours --format json a.txt");
    findings(&run)
}

#[track_caller]
fn findings(run: &Run) -> Vec<(u64, u64, String)> {
    let document: serde_json::Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("no JSON: {}{}", run.out, run.err));
    let number = |value: &serde_json::Value| value.as_u64().expect("a number");
    let list = document["findings"].as_array().expect("findings");
    list.iter()
        .map(|finding| {
            let span = &finding["span"];
            (number(&span["line"]), number(&span["column"]), finding["message"].as_str().expect("a message").to_owned())
        })
        .collect()
}

fn at(line: u64, column: u64, message: &str) -> (u64, u64, String) {
    (line, column, message.to_owned())
}

#[test]
fn known_numbers_report_a_number_outside() {
    let rule = r#"
        kind = "known-numbers"
        field = "levels.delo"
        numbers = ["1-720", "800a"]
        when = { repository = ["GARF"], fond = ["5446"], opis = ["98"] }
        message = "delo {value} of {repository}, fond {fond}, opis {opis}"
    "#;
    let lines = "GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6\n\
                 GARF, Fond 5446, Opis 98, Delo 721, Listy 3-6\n\
                 ГАРФ. Ф. Р-5446. Оп. 98. Д. 722. Л. 3.\n\
                 GARF, Fond 5446, Opis 99, Delo 721, Listy 3-6\n\
                 RGANI, Fond 5446, Opis 98, Delo 721, Listy 3-6\n\
                 GARF, Fond 5446, Opis 98, Delo 800a, Listy 3-6\n";
    let expected = [at(2, 32, "delo 721 of GARF, fond 5446, opis 98"), at(3, 29, "delo 722 of GARF, fond R-5446, opis 98")];
    assert_eq!(said("known", rule, lines), expected);
}

#[test]
fn a_pattern_must_be_met_or_must_not() {
    let lines = "\"Telegram from MIKOYAN to Moscow,\" GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6\n\
                 \"Telegram from Mikoyan to Moscow,\" GARF, Fond 5446, Opis 98a, Delo 718, Listy 3-6\n";
    let rule = "kind = \"pattern\"\nfield = \"title\"\nmust-not-match = \"[A-Z]{4,}\"\nmessage = \"{match} in {value}\"\n";
    assert_eq!(said("not-match", rule, lines), [at(1, 16, "MIKOYAN in Telegram from MIKOYAN to Moscow")]);
    let rule = "kind = \"pattern\"\nfield = \"title\"\nmust-not-match = '\\bow$'\nmessage = \"{match}\"\n";
    assert_eq!(said("boundary", rule, "\"A row about ow,\" GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6"), [at(1, 14, "ow")]);
    let rule = "kind = \"pattern\"\nfield = \"levels.opis\"\nmust-match = '^\\d+$'\nmessage = \"opis {value} has a letter\"\n";
    assert_eq!(said("match", rule, lines), [at(2, 58, "opis 98a has a letter")]);
}

#[test]
fn a_value_must_be_one_of_those_allowed() {
    let rule = "kind = \"allowed\"\nfield = \"repository\"\nvalues = [\"GARF\", \"RGANI\"]\nmessage = \"{value} is not of this edition\"\n";
    let lines = "ГАРФ. Ф. 5446. Оп. 98. Д. 722. Л. 3.\nRGASPI, f. 17, op. 162, d. 5, l. 3\nXXXA, Fond 1, Opis 2, Delo 3, List 4\n";
    assert_eq!(said("allowed", rule, lines), [at(2, 1, "RGASPI is not of this edition"), at(3, 1, "XXXA is not of this edition")]);
}

#[test]
fn a_required_level_is_missed_in_each_shelfmark_that_lacks_it() {
    let rule = "kind = \"required\"\nfield = \"folios\"\nrecords = \"all\"\nwhen = { scheme = [\"ru4\"] }\nmessage = \"no leaves of {levels.delo}\"\n";
    let lines = "GARF, f. 5446, op. 98, d. 718; d. 719, l. 3\nGARF, f. 5446, op. 98, d. 720, l. 3\n";
    assert_eq!(said("required", rule, lines), [at(1, 1, "no leaves of 718")]);
}

#[test]
fn what_is_required_of_documents_is_not_asked_of_notes() {
    let rule = |records: &str| format!("kind = \"required\"\nfield = \"translator\"\n{records}\nmessage = \"no translator\"\n");
    let line = "GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6\n";
    assert_eq!(said("notes-spared", &rule(""), line), []);
    assert_eq!(said("notes-asked", &rule("records = \"all\""), line), [at(1, 1, "no translator")]);
    assert_eq!(said("notes-named", &rule("records = \"notes\""), &format!("{}. Translated by X. Y.\n", line.trim())), []);
}

#[test]
fn levels_taken_over_are_judged_once() {
    let rule = "kind = \"known-numbers\"\nfield = \"levels.fond\"\nnumbers = [\"1-100\"]\nmessage = \"fond {value}\"\n";
    let text = "First[^1] and second[^2].\n\n[^1]: GARF, f. 5446, op. 98, d. 718, l. 3.\n[^2]: Ibid., d. 719, l. 3.\n";
    let rule = format!("[[rule]]\nname = \"ours\"\n{rule}");
    let run = folder("inherited", &rule, &[("a.md", text)]).run("check --select ours --format json a.md");
    assert_eq!(findings(&run), [at(3, 16, "fond 5446")]);
}

const DELO: &str = r#"
[[rule]]
name = "unknown-delo"
kind = "known-numbers"
field = "levels.delo"
numbers = ["1-720"]
severity = "error"
message = "delo {value} is not in the inventory"
help = "ask the reading room"
why = "The inventory ends with 720."

[[rule.example]]
text = "GARF, Fond 5446, Opis 98, Delo 721, Listy 3-6"
fires = true

[[rule.example]]
text = "GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6"
fires = false
"#;

const OUTSIDE: &str = "GARF, Fond 5446, Opis 98, Delo 721, Listy 3-6";

#[test]
fn own_rules_are_set_and_silenced_like_all_others() {
    let folder = folder("settings", DELO, &[("a.txt", OUTSIDE), ("old/a.txt", OUTSIDE)]);
    let count = |line: &str| folder.run(line).out.lines().filter(|line| line.contains("unknown-delo")).count();
    assert_eq!(count("check --format concise ."), 2, "and none for the rule's own examples");
    assert_eq!(count("check --format concise --ignore unknown-delo ."), 0);
    assert_eq!(count("check --format concise --profile strict --select unknown-delo a.txt"), 1);
    folder.write(
        "opiska.toml",
        b"schemas = [\"my/*.toml\"]\n[rules]\nunknown-delo = \"info\"\n[[overrides]]\npath = \"old/**\"\nrules = { unknown-delo = \"off\" }\n",
    );
    let run = folder.run("check --format concise .");
    assert!(run.out.contains("info") && !run.out.contains("old/"), "{}", run.out);
    folder.write("a.txt", format!("{OUTSIDE} <!-- opiska: ignore[unknown-delo] renumbered -->\n").as_bytes());
    assert_eq!(count("check --format concise ."), 0);
    folder.write("opiska.toml", b"schemas = [\"my/*.toml\"]\nselect = [\"unknown-dela\"]\n");
    folder.run("check .").says(2, &["opiska.toml:2:11: there is no rule `unknown-dela`", "did you mean `unknown-delo`?"]);
}

#[test]
fn a_profile_of_ones_own_may_name_them() {
    let profile = "\n[[profile]]\nname = \"mine\"\nextends = \"default\"\noff = [\"unknown-delo\"]\n";
    let folder = folder("profile", &format!("{DELO}{profile}"), &[("a.txt", OUTSIDE)]);
    folder.run("schema check my/rules.toml").says(0, &[]);
    assert!(!folder.run("check --profile mine a.txt").out.contains("unknown-delo"));
    folder.write("my/rules.toml", format!("{DELO}{}", profile.replace("unknown-delo", "unknown-dela")).as_bytes());
    folder.run("schema check my/rules.toml").says(2, &["there is no rule `unknown-dela`"]);
}

#[test]
fn the_baseline_knows_their_findings() {
    let folder = folder("baseline", DELO, &[("a.txt", OUTSIDE)]);
    folder.run("baseline update --baseline known.toml --select unknown-delo a.txt").says(0, &[]);
    folder.run("check --baseline known.toml --select unknown-delo a.txt").says(0, &[]);
    // Moved, and told in other words: still the same finding.
    folder.write("a.txt", format!("\n\n{OUTSIDE}").as_bytes());
    folder.write("my/rules.toml", DELO.replace("is not in the inventory", "is not there").as_bytes());
    folder.run("check --baseline known.toml --select unknown-delo a.txt").says(0, &[]);
    folder.write("a.txt", OUTSIDE.replace("721", "722").as_bytes());
    assert_eq!(folder.run("check --baseline known.toml --select unknown-delo a.txt").code, 1);
}

#[test]
fn they_are_listed_and_explained() {
    let folder = folder("listed", DELO, &[("a.txt", OUTSIDE)]);
    let table = folder.run("rules").out;
    let row = table.lines().find(|line| line.starts_with("unknown-delo ")).expect("its row");
    assert!(row.contains("error") && row.ends_with("Reports a delo that is not among the known numbers. (my/rules.toml)"), "{row}");
    let list: serde_json::Value = serde_json::from_str(&folder.run("rules --format json").out).expect("JSON");
    let entry = list["rules"].as_array().and_then(|rules| rules.iter().find(|rule| rule["name"] == "unknown-delo")).expect("its entry");
    assert_eq!((&entry["file"], entry.get("url")), (&serde_json::json!("my/rules.toml"), None));
    let explained = folder.run("explain unknown-delo").out;
    for words in [
        "unknown-delo (error, high confidence)",
        "delo {value} is not in the inventory",
        "ask the reading room",
        "The inventory ends with 720.",
        "(fires)\n    GARF, Fond 5446, Opis 98, Delo 721",
        "(quiet)\n    GARF, Fond 5446, Opis 98, Delo 718",
        "A rule of this project: my/rules.toml",
    ] {
        assert!(explained.contains(words), "`{words}` is missing in: {explained}");
    }
    folder.run("explain unknown-dela").says(2, &["did you mean `unknown-delo`?"]);
    assert!(folder.run("schema list").out.contains("Rules of this project (1)"));
    assert!(folder.run("schema show unknown-delo").out.contains("[[rule]]"));
}

#[test]
fn reports_for_programs_have_them() {
    let folder = folder("sarif", DELO, &[("a.txt", OUTSIDE)]);
    let log: serde_json::Value = serde_json::from_str(&folder.run("check --format sarif a.txt").out).expect("JSON");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let number = rules.iter().position(|rule| rule["id"] == "opiska/unknown-delo").expect("listed");
    assert_eq!((rules[number].get("helpUri"), &rules[number]["defaultConfiguration"]["level"]), (None, &serde_json::json!("error")));
    let results = run["results"].as_array().expect("results");
    assert!(
        results
            .iter()
            .any(|result| result["ruleIndex"] == number && result["locations"][0]["physicalLocation"]["region"]["startColumn"] == 32)
    );
    let report: serde_json::Value = serde_json::from_str(&folder.run("check --format json a.txt").out).expect("JSON");
    let schema = crate::json_schema::schema("finding");
    assert_eq!(crate::json_schema::complaints(&schema, &report), Vec::<String>::new());
}

#[test]
fn schema_check_runs_the_examples() {
    let folder = folder("examples", DELO, &[]);
    let run = folder.run("schema check my/rules.toml");
    run.says(0, &[]);
    assert_eq!(run.out, "my/rules.toml: ok (rules: 1, examples: 2)\n");
    folder.write("my/rules.toml", DELO.replace("Delo 721", "Delo 719").as_bytes());
    folder.run("schema check my/rules.toml").says(2, &["my/rules.toml:13:9: rule `unknown-delo`", "must report it, but does not"]);
    folder.write("my/rules.toml", DELO.replace("Delo 718", "Delo 818").as_bytes());
    folder.run("schema check my/rules.toml").says(2, &["must be quiet, but says: delo 818 is not in the inventory"]);
    let required = "[[rule]]\nname = \"no-date\"\nkind = \"required\"\nfield = \"date\"\nmessage = \"no date\"\n\
                    [[rule.example]]\ntext = \"GARF, f. 5446, op. 98, d. 718, l. 3\"\nfires = true\n";
    folder.write("my/rules.toml", required.as_bytes());
    folder.run("schema check my/rules.toml").says(2, &["must report it", "a plain line counts as a note"]);
}

#[test]
fn bad_rules_are_refused_at_their_place() {
    let rule = |rest: &str| format!("[[rule]]\nname = \"ours\"\nmessage = \"{{value}}\"\n{rest}\n");
    let pattern = |rest: &str| rule(&format!("kind = \"pattern\"\nfield = \"title\"\nmust-match = \"x\"\n{rest}"));
    let table = [
        (pattern("mesage = \"x\""), "7:1: unknown key `mesage`", "did you mean `message`?"),
        (pattern("severity = \"fatal\""), "unknown value `fatal`", "error"),
        (pattern("severity = \"off\""), "7:12: a rule is not off by itself", "under [rules]"),
        (rule("kind = \"patern\"\nfield = \"title\""), "4:8: unknown value `patern`", "did you mean `pattern`?"),
        (
            rule("kind = \"pattern\"\nfield = \"levels.opus\"\nmust-match = \"x\""),
            "5:10: unknown record field `levels.opus`",
            "did you mean `levels.opis`?",
        ),
        (
            rule("kind = \"pattern\"\nfield = \"title\"\nmust-match = \"(a|b\""),
            "6:15: this is no regular expression: unclosed group",
            "must-match",
        ),
        (pattern("when = { repository = [\"GRAF\"] }"), "unknown repository `GRAF`", "did you mean `GARF`?"),
        (pattern("when = { repository = [\"ГАРФ\"] }"), "there is no repository `ГАРФ`", "siglum: `GARF`"),
        (pattern("help = \"see {repositry}\""), "unknown placeholder `repositry`", "did you mean `repository`?"),
        (rule("").replace("ours", "missing-opis") + "kind = \"required\"\nfield = \"title\"\n", "3:11", "no `{value}` to tell"),
        (pattern("").replace("ours", "missing-opis"), "2:9: `missing-opis` is the name of a built-in rule", "another name"),
        (pattern("").replace("ours", "Our Rule"), "2:9: this is no name for a rule", "small Latin letters"),
    ];
    for (number, (rules, message, help)) in table.iter().enumerate() {
        let folder = folder(&format!("bad-{number}"), rules, &[("a.txt", OUTSIDE)]);
        for line in ["check a.txt", "schema check my/rules.toml"] {
            let run = folder.run(line);
            run.says(2, &["my/rules.toml:", message, help]);
        }
    }
}

#[test]
fn names_are_used_once_in_a_file_and_later_files_win() {
    let folder = folder("twice", &format!("{DELO}{DELO}"), &[("a.txt", OUTSIDE)]);
    folder.run("schema check my/rules.toml").says(2, &["there are two entries `unknown-delo` of the kind rule"]);
    folder.write("my/rules.toml", DELO.as_bytes());
    folder.write("my/z.toml", DELO.replace("1-720", "1-999").as_bytes());
    assert!(!folder.run("check a.txt").out.contains("unknown-delo"));
}

#[test]
fn escapes_in_a_schema_file_do_not_reach_the_terminal() {
    let rules = DELO.replace("ends with 720", "ends \\u001b[31mhere").replace("is not in", "is \\u001b[31mnot in");
    let folder = folder("escapes", &rules, &[("a.txt", OUTSIDE)]);
    for format in ["human", "concise", "github", "json", "sarif"] {
        let run = folder.run(&format!("check --format {format} a.txt"));
        assert!(run.code == 1 && !run.out.contains('\u{1b}'), "{format}: {:?}", run.out);
    }
    let run = folder.run("explain unknown-delo");
    assert!(run.code == 0 && !run.out.contains('\u{1b}'), "{:?}", run.out);
}

/// The worked example of the README is the file that its console blocks run.
#[test]
fn the_readme_shows_the_example_file() {
    let read = |name: &str| std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("a file of ours");
    let example = read("docs/examples/rules.toml");
    let (_, rules) = example.split_once("\n\n").expect("a comment, then the rule");
    assert!(read("README.md").contains(&format!("```toml\n{rules}```")), "the README shows docs/examples/rules.toml");
    let schema = crate::json_schema::schema("schema-file");
    assert_eq!(crate::json_schema::complaints(&schema, &crate::json_schema::from_toml(&example)), Vec::<String>::new());
}
