//! `opiska stats`: what its three forms say of the same files.

use crate::cmd::Folder;
use crate::json_schema::{complaints, schema};

const LINES: &[u8] = "GARF, Fond 5446, Opis 98c, Delo 718, Listy 3-6. Translated by Gary Goldberg.\n\
    GARF, f. 9401, d. 12, l. 4.\n\
    =cmd|x Archive, f. 5, op. 30, d. 161.\n"
    .as_bytes();

/// "Архив" in Windows-1251, in a citation.
const OLD: &[u8] =
    b"\xc3\xc0\xd0\xd4. \xd4. 5446. \xce\xef. 98. \xc4. 718. \xcb. 3-6. \xcf\xe8\xf1\xfc\xec\xee \xe8\xe7 \xe0\xf0\xf5\xe8\xe2\xe0.\n";

#[test]
fn the_table_has_shares_and_where_nothing_is_asked_a_dash() {
    let folder = Folder::new("stats-table", &[("a.txt", LINES), ("b.txt", b"NARA, RG 59, Central Decimal Files, Box 3.\n")]);
    let run = folder.run("stats --lines .");
    run.says(0, &[]);
    let row = |name: &str| run.out.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("{name}: {}", run.out));
    let words = |name: &str| row(name).split_whitespace().skip(1).collect::<Vec<_>>().join(" ");
    assert!(run.out.starts_with("2 files, 4 records\n"), "{}", run.out);
    assert_eq!(words("opis"), "2 3 66%");
    assert_eq!(words("translator"), "1 4 25%");
    assert!(words("GARF").starts_with("2 "), "{}", run.out);
    assert!(row("NARA").contains(" - "), "{}", run.out);
}

#[test]
fn programs_get_every_count() {
    let folder = Folder::new("stats-json", &[("a.txt", LINES), ("old.txt", OLD)]);
    let run = folder.run("stats --lines --format json .");
    run.says(0, &[]);
    let document: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(complaints(&schema("stats"), &document), Vec::<String>::new());
    let encodings: Vec<&str> = document["encodings"].as_array().expect("a list").iter().filter_map(|one| one["name"].as_str()).collect();
    assert_eq!(encodings, ["UTF-8", "windows-1251"]);
    assert_eq!(document["repositories"][0]["repository"], "GARF");
    // The schema can say no.
    let mut broken = document;
    broken["fields"][0]["records"] = "many".into();
    assert_eq!(complaints(&schema("stats"), &broken).len(), 1);
}

#[test]
fn rows_are_no_formulas() {
    let folder = Folder::new("stats-csv", &[("a.txt", LINES)]);
    let run = folder.run("stats --lines --format csv a.txt");
    run.says(0, &[]);
    let mut lines = run.out.lines();
    assert_eq!((lines.next(), lines.next()), (Some("scope,repository,field,records,of"), Some("all,,title,0,3")));
    assert!(run.out.lines().any(|line| line == "repository,GARF,opis,1,2"), "{}", run.out);
    assert!(!run.out.contains(",="), "{}", run.out);
}

#[test]
fn nothing_read_is_nothing_counted() {
    let folder = Folder::new("stats-empty", &[("empty.txt", b"")]);
    let run = folder.run("stats empty.txt");
    run.says(0, &[]);
    assert!(run.out.starts_with("1 file, 0 records\n\nLAYOUT"), "{}", run.out);
    folder.run("stats missing.txt").says(3, &["missing.txt"]);
}
