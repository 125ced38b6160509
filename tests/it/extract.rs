//! Whole outputs of `opiska extract` for the sample documents: the table, the rows for spreadsheets, the drawing.

use std::io::Write;
use std::process::{Command, Stdio};

use super::snapshot::compare;

fn extract(arguments: &[&str], stdin: &str) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_opiska"))
        .args(["extract", "--no-config", "--quiet"])
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let _ = child.stdin.take().expect("a pipe").write_all(stdin.as_bytes());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    String::from_utf8(output.stdout).expect("UTF-8").replace("seeds\\", "seeds/")
}

#[test]
fn table_of_the_samples() {
    compare("extract/seeds.table.txt", &extract(&["--format", "table", "seeds"], ""));
}

#[test]
fn rows_for_spreadsheets() {
    let paths = ["seeds/telegram.txt", "seeds/notes.md", "seeds/bibliography.txt"];
    for format in ["csv", "tsv"] {
        compare(&format!("extract/seeds.{format}"), &extract(&[&["--format", format], &paths[..]].concat(), ""));
    }
}

#[test]
fn drawings_of_the_samples() {
    for name in ["telegram.txt", "notes.md", "cover-sheet.txt"] {
        compare(&format!("extract/{name}.explain.txt"), &extract(&["--explain", &format!("seeds/{name}")], ""));
    }
}

/// What a reader of bibliographies meets: other scripts, completed leaves, shared names, lists, names nobody knows, and
/// words that no field takes.
#[test]
fn drawings_of_single_lines() {
    let lines = "\
ГАРФ. Ф. Р-5446. Оп. 98с. Д. 718. Л. 153–64, 170 об.
Там же. Д. 719.
Oral history, box 12 of the family; ЦДАГО України, ф. 1, оп. 20, спр. 6277, арк. 105–111.
AVPRF, f. 0100, op. 40, d. 7, 8, papka 248, l. 9\u{1b}[31m
PRC FMA 111-00342-03, 1-20.
XYZ, f. 1, op. 2, d. 3; op. 4, d. 5
A line without any shelfmark, of 12 May 1950
";
    compare("extract/lines.explain.txt", &extract(&["--lines", "--explain", "-"], lines));
}

#[test]
fn a_drawing_excludes_a_format() {
    let run = Command::new(env!("CARGO_BIN_EXE_opiska")).args(["extract", "--explain", "--format", "csv"]).output().expect("it runs");
    assert_eq!(run.status.code(), Some(2));
}
