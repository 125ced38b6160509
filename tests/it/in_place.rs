//! `cite --in-place` as authors meet it: notes in another style, every other byte as it was, and reasons for the rest.

use std::fs;

use opiska::cite::Style;
use opiska::parse::{ReadOptions, Reader, read};
use opiska::schema::Schemas;
use opiska::source::FileName;

use crate::cmd::Folder;

const MARKDOWN: &str = "\
# A draft

The reserve was counted.[^1] Twice.^[See also GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6, emphasis added.] Then
it was lost (GARF, Fond 1, Opis 2, Delo 3, List 4), some say.[^2]

[^1]: \"Memorandum on 'Grain' & Rye\", 5 March 1950, GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6. Translated by Gary Goldberg.
[^2]: See RGANI, Fond 5, Opis 30, Delo 163, List 12ob.; cf. *GARF*, Fond 5446, Opis 98,
    Delo 721, Listy 27-30 (first draft).
[^3]: GARF, f. 5446, op. 98, d. 721, l. 5.
[^4]: Ibid., l. 9.
[^5]: Smith, *A Book* (Oxford, 1999), 33.
";

const REWRITTEN: &str = "\
# A draft

The reserve was counted.[^1] Twice.^[See also GARF, f. 5446, op. 98, d. 718, ll. 3–6, emphasis added.] Then
it was lost (GARF, Fond 1, Opis 2, Delo 3, List 4), some say.[^2]

[^1]: “Memorandum on ‘Grain’ \\& Rye,” trans. Gary Goldberg, March 5, 1950, GARF, f. 5446, op. 98, d. 718, ll. 3–6.
[^2]: See RGANI, f. 5, op. 30, d. 163, l. 12ob.; cf. GARF, f. 5446, op. 98, d. 721, ll. 27–30 (first draft).
[^3]: GARF, f. 5446, op. 98, d. 721, l. 5.
[^4]: Ibid., l. 9.
[^5]: Smith, *A Book* (Oxford, 1999), 33.
";

const LATEX: &str = "\
\\documentclass{article} % GARF, Fond 1, Opis 1, Delo 1, List 1
\\begin{document}
It rose.\\footnote{See also RGANI, Fond~5,
Opis~30, Delo~163, List~12 (\\emph{with {nested} braces}).} It fell.\\footnote[7]{\\emph{GARF}, Fond~5446, Opis~98, Delo~721, Listy~27--30}
Then\\endnote{``Letter on 5\\% Tax,'' 5 March 1950, RGASPI, Fond~558, Opis~11, Delo~1549, List~40.}
and\\footnote{GARF, Fond~5446, \\index{GARF}Opis~98, Delo~721, List~4.} end.
\\end{document}
";

fn text(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.0.join(name)).expect("there")
}

#[test]
fn notes_in_markdown_are_rewritten_and_nothing_else() {
    let folder = Folder::new("in-place-md", &[("draft.md", MARKDOWN.as_bytes())]);
    let run = folder.run("cite --in-place --style chicago-note draft.md");
    run.says(
        0,
        &[
            "draft.md:4: left alone: it stands in running text, not in a note",
            "draft.md:10: left alone: it leans on the citation before it",
            "Rewrote 4 citations in 1 file; already in this style: 1, left alone: 2.",
        ],
    );
    assert!(run.out.starts_with("--- draft.md\n+++ draft.md\n@@ ") && run.out.contains("\n+[^2]: See RGANI, f. 5"), "{}", run.out);
    assert_eq!(text(&folder, "draft.md"), REWRITTEN);
    let again = folder.run("cite --in-place --style chicago-note draft.md");
    again.says(0, &["Rewrote nothing; already in this style: 5, left alone: 2."]);
    assert_eq!((again.out.as_str(), text(&folder, "draft.md").as_str()), ("", REWRITTEN));
}

#[test]
fn a_difference_is_shown_and_nothing_is_written() {
    let folder = Folder::new("in-place-diff", &[("draft.md", MARKDOWN.as_bytes())]);
    let run = folder.run("cite --in-place --diff --style chicago-note draft.md");
    run.says(1, &["Would rewrite 4 citations in 1 file"]);
    assert!(run.out.contains("+[^1]: “Memorandum"), "{}", run.out);
    assert_eq!(text(&folder, "draft.md"), MARKDOWN);
    folder.write("draft.md", REWRITTEN.as_bytes());
    folder.run("cite --in-place --diff --style chicago-note draft.md").says(0, &["Would rewrite nothing"]);
}

#[test]
fn notes_in_latex_keep_their_braces_and_quotes() {
    let folder = Folder::new("in-place-tex", &[("draft.tex", LATEX.as_bytes())]);
    let run = folder.run("cite --in-place --style chicago-note draft.tex");
    run.says(0, &["draft.tex:6: left alone: there is markup in it that would be lost", "Rewrote 3 citations in 1 file"]);
    let expected = LATEX
        .replace("Fond~5,\nOpis~30, Delo~163, List~12", "f.~5, op.~30, d.~163, l.~12")
        .replace("\\emph{GARF}, Fond~5446, Opis~98, Delo~721, Listy~27--30", "GARF, f.~5446, op.~98, d.~721, ll.~27--30.")
        .replace("5 March 1950, RGASPI, Fond~558, Opis~11, Delo~1549, List~40", "March 5, 1950, RGASPI, f.~558, op.~11, d.~1549, l.~40");
    assert_eq!(text(&folder, "draft.tex"), expected);
    folder.run("cite --in-place --style chicago-note draft.tex").says(0, &["Rewrote nothing"]);
}

#[test]
fn footnotes_in_latex_are_checked_where_they_stand() {
    let folder =
        Folder::new("in-place-check", &[("draft.tex", b"It\\footnote{\\textit{See} GARF, f.~5446, op.~98, d.~721, ll.~30--27.} fell.\n")]);
    let run = folder.run("check --format concise .");
    assert!(run.out.contains("draft.tex:1:") && run.out.contains("folio-range-reversed"), "{}", run.out);
    let run = folder.run("extract --format jsonl draft.tex");
    assert!(run.out.contains("\"from\":\"30\"") && run.out.contains("\"fond\":\"5446\""), "{}", run.out);
    assert!(folder.run("check --select folio-range-reversed --diff --unsafe-fixes draft.tex").code < 2);
}

#[test]
fn line_ends_and_encoding_stay() {
    let crlf = MARKDOWN.replace('\n', "\r\n");
    let folder = Folder::new("in-place-crlf", &[("draft.md", crlf.as_bytes())]);
    folder.run("cite --in-place --style chicago-note draft.md").says(0, &["Rewrote 4 citations"]);
    assert_eq!(text(&folder, "draft.md"), REWRITTEN.replace('\n', "\r\n"));

    let cyrillic = "Записка министерства о поставках оборудования и хлеба.\n\n[^1]: GARF, Fond 5446, Opis 98, Delo 718, Listy 3-6.\n";
    let encoded = |text: &str| encoding_rs::WINDOWS_1251.encode(text).0.into_owned();
    folder.write("old.md", &encoded(cyrillic));
    folder.run("cite --in-place --style chicago-note old.md").says(0, &["Rewrote 1 citation"]);
    let expected = cyrillic.replace("Fond 5446, Opis 98, Delo 718, Listy 3-6", "f. 5446, op. 98, d. 718, ll. 3–6");
    assert_eq!(fs::read(folder.0.join("old.md")).expect("there"), encoded(&expected));
}

/// What a style could print, but not without adding, losing or changing something.
#[test]
fn what_is_not_sure_is_left_alone_with_its_reason() {
    for (note, reason) in [
        ("GARF, Fond 5446, Opis 98, Delo 718, Listy 153-64.", "the leaves 153-64 would be printed as 153–164"),
        ("GARF, Fond 5446, Opis 98с, Delo 718, List 3.", "98с would be printed as 98s"),
        ("\"A Title\", GARF, Fond 5446, Opis 98, Delo 718, List 3.", "no longer read as the same citation"),
        ("\"A Title,\" 5 March 1950, as quoted, GARF, Fond 5446, Opis 98, Delo 718, List 3.", "words in it were not understood: as quoted"),
        ("See \"A Title,\" 5 March 1950, GARF, Fond 5446, Opis 98, Delo 718, List 3.", "there is a quotation beside it"),
        ("[GARF](https://x.org), Fond 5446, Opis 98, Delo 718, List 3.", "left alone: "),
        ("Fond 5446, Opis 98, Delo 718, List 3.", "it names no archive"),
    ] {
        let folder = Folder::new("in-place-left", &[("a.md", format!("[^1]: {note}\n").as_bytes())]);
        folder.run("cite --in-place --style chicago-note a.md").says(0, &[reason, "Rewrote nothing"]);
        assert_eq!(text(&folder, "a.md"), format!("[^1]: {note}\n"));
    }
}

#[test]
fn standard_input_goes_to_standard_output() {
    let folder = Folder::new("in-place-stdin", &[]);
    let run = folder.run_with("cite --in-place --style chicago-note --stdin-filename draft.md -", MARKDOWN.as_bytes());
    run.says(0, &["Rewrote 4 citations"]);
    assert_eq!(run.out, REWRITTEN);
    let run = folder.run_with("cite --in-place --diff --style chicago-note --stdin-filename draft.md -", MARKDOWN.as_bytes());
    assert!(run.code == 1 && run.out.starts_with("--- draft.md\n"), "{}", run.out);
}

#[test]
fn wrong_use_is_told() {
    let folder = Folder::new("in-place-wrong", &[("a.md", MARKDOWN.as_bytes())]);
    folder.run("cite --in-place --style bibtex a.md").says(2, &["bibtex is no style for notes", "chicago-note"]);
    folder.run("cite --in-place --style wilson --output-format html a.md").says(2, &["cannot be used with"]);
    folder.run("cite --diff --style wilson a.md").says(2, &["--in-place"]);
    assert_eq!(text(&folder, "a.md"), MARKDOWN);
}

#[test]
fn a_saved_page_is_no_manuscript() {
    let page = "# **5 March 1950**\n\n#### Minutes\n\n## Citation:\n\n\"Minutes,\" 5 March 1950, Wilson Center Digital Archive, GARF, \
                Fond 5446, Opis 98, Delo 721, Listy 27-30.\n";
    let folder = Folder::new("in-place-page", &[("page.md", page.as_bytes())]);
    folder.run("cite --in-place --style chicago-note page.md").says(0, &["no manuscript", "Rewrote nothing"]);
    assert_eq!(text(&folder, "page.md"), page);
}

/// Whatever the note and the style: what changes lies in the note, and is read as it was read before.
#[test]
fn every_rewritten_note_reads_as_before_and_a_second_run_changes_nothing() {
    let schemas = Schemas::builtin();
    let reader = Reader::new(&schemas);
    let values = |text: &str| -> Vec<Vec<String>> {
        let reading = read(FileName::new("a"), text.as_bytes(), ReadOptions::default(), &reader).expect("text");
        let levels = |record: &opiska::record::Record| {
            record.holdings.iter().flat_map(|holding| holding.levels.iter().map(|level| level.value.clone())).collect()
        };
        reading.page.records.iter().map(levels).collect()
    };
    let prose = Style::ALL.iter().filter(|style| style.is_note());
    for style in prose {
        for (name, text) in
            [("a.md", MARKDOWN), ("a.tex", LATEX), ("b.md", "1. GARF, F. 5446, Op. 98, D. 721, L. 3; D. 722, L. 4\n2. RGANI 5/30/163, 12.")]
        {
            let folder = Folder::new("in-place-each", &[(name, text.as_bytes())]);
            folder.run(&format!("cite --in-place --style {style} {name}")).says(0, &["left alone: "]);
            let after = fs::read_to_string(folder.0.join(name)).expect("there");
            assert_eq!(values(&after), values(text), "{style} {after}");
            folder.run(&format!("cite --in-place --style {style} {name}")).says(0, &["Rewrote nothing"]);
            let markup = |line: &str| line.contains("[^") && line.contains("]: ");
            let markers = |text: &str| text.lines().filter(|line| markup(line)).map(|line| line[..5].to_owned()).collect::<Vec<_>>();
            assert_eq!(markers(&after), markers(text));
        }
    }
}
