//! Records for spreadsheets: a row for each shelfmark, quoted as RFC 4180 says, in columns that stay as they are.
//!
//! Lists inside a cell are joined by `; `. A cell that a spreadsheet would take for a formula gets an apostrophe before
//! it; so does one that already begins with apostrophes before such a sign. Whoever takes one apostrophe off cells of that
//! form has the text back.

use std::io::Write;

use super::row::{OWN_COLUMNS, Row, rows};
use crate::record::Role;
use crate::record::json::RecordView;
use crate::report::guarded;

/// The columns, in order. New ones may come at the end only.
pub const COLUMNS: [&str; 30] = [
    "path",
    "line",
    "column",
    "layout",
    "title",
    "date",
    "date_as_written",
    "publisher",
    "repository",
    "repository_as_written",
    "scheme",
    "fond",
    "opis",
    "papka",
    "delo",
    "part",
    "other_levels",
    "folios",
    "folio_unit",
    "inherited",
    "confidence",
    "translators",
    "other_credits",
    "record_id",
    "url",
    "original_language",
    "uploaded",
    "published_in",
    "unread",
    "key",
];

/// Writes a line of column names and the rows.
///
/// # Errors
/// Those of `out`.
pub fn write(records: &[RecordView], separator: u8, out: &mut dyn Write) -> csv::Result<()> {
    let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(out);
    writer.write_record(COLUMNS)?;
    for row in records.iter().flat_map(rows) {
        writer.write_record(cells(&row).map(guarded))?;
    }
    writer.flush()?;
    Ok(())
}

fn cells(row: &Row<'_>) -> [String; 30] {
    let Row { record, holding } = row;
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    let level = |id: &str| row.level(id).unwrap_or_default().to_owned();
    let other: Vec<String> = row.other_levels(&OWN_COLUMNS).iter().map(|(id, value)| format!("{id}={value}")).collect();
    [
        record.path.clone(),
        record.line.to_string(),
        record.column.to_string(),
        record.layout.clone(),
        text(&record.title),
        text(&record.date),
        text(&record.date_as_written),
        text(&record.publisher),
        holding.map(|holding| text(&holding.repository)).unwrap_or_default(),
        holding.map(|holding| text(&holding.repository_as_written)).unwrap_or_default(),
        holding.map(|holding| text(&holding.scheme)).unwrap_or_default(),
        level("fond"),
        level("opis"),
        level("papka"),
        level("delo"),
        level("part"),
        other.join("; "),
        row.leaves(),
        row.unit().unwrap_or_default().to_owned(),
        holding.map(|holding| holding.inherited.join("; ")).unwrap_or_default(),
        holding.and_then(|holding| holding.confidence).map(|certainty| certainty.as_str().to_owned()).unwrap_or_default(),
        credits(record, true),
        credits(record, false),
        text(&record.record_id),
        text(&record.url),
        text(&record.original_language),
        text(&record.uploaded),
        text(&record.published_in),
        record.unread.join("; "),
        record.entry.as_ref().map(|entry| text(&entry.key)).unwrap_or_default(),
    ]
}

/// Names of translators, or the other credits as `role=name`.
fn credits(record: &RecordView, translators: bool) -> String {
    let wanted = record.credits.iter().filter(|credit| (credit.role == Role::Translator) == translators);
    let names: Vec<String> = wanted
        .map(|credit| {
            let name = credit.name.as_deref().unwrap_or_default();
            if translators { name.to_owned() } else { format!("{}={name}", credit.role.as_str()) }
        })
        .collect();
    names.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(title: &str, separator: u8) -> String {
        let record = RecordView { path: "a.txt".into(), line: 3, column: 1, title: Some(title.into()), ..RecordView::default() };
        let mut out = Vec::new();
        write(&[record], separator, &mut out).expect("written");
        String::from_utf8(out).expect("UTF-8")
    }

    /// The title as a program that knows the apostrophe reads it back.
    fn read_back(title: &str, separator: u8) -> String {
        let text = written(title, separator);
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
        let row = reader.records().next().expect("a row").expect("well formed");
        assert_eq!(row.len(), COLUMNS.len());
        let cell = &row[4];
        let guarded = cell.starts_with('\'') && cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']);
        if guarded { cell[1..].to_owned() } else { cell.to_owned() }
    }

    #[test]
    fn every_title_can_be_had_back() {
        let titles = ["plain", "a, \"b\"\r\nc\td", "=1+1", "+7", "-1", "@x", "\tx", "\rx", "'=x", "''-x", "'quoted'", "Записка; «и»", ""];
        for title in titles {
            for separator in [b',', b'\t'] {
                assert_eq!(read_back(title, separator), title, "{title:?}");
            }
        }
    }

    #[test]
    fn formulas_are_disarmed() {
        assert!(written("=HYPERLINK(\"x\")", b',').contains(",\"'=HYPERLINK(\"\"x\"\")\","));
        assert!(written("- no title", b'\t').contains("\t'- no title\t"));
    }

    #[test]
    fn a_record_without_a_shelfmark_has_its_row() {
        assert_eq!(written("x", b',').lines().count(), 2);
    }
}
