//! Records for people: a row for each shelfmark, in columns that fit the terminal.
//!
//! Columns are aligned by the width characters take on a screen. Where the row is too wide the title gives way first. What
//! was taken over from the citation before stands in brackets.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::super::terminal::escape;
use super::row::{Row, rows};
use crate::record::json::RecordView;

const GAP: &str = "  ";

/// The columns: heading, and the width below which the column gives way only when all have come to theirs.
const COLUMNS: [(&str, usize); 9] = [
    ("PLACE", 16),
    ("REPOSITORY", 10),
    ("FOND", 6),
    ("OPIS", 4),
    ("DELO", 6),
    ("OTHER LEVELS", 12),
    ("LEAVES", 8),
    ("TITLE", 12),
    ("DATE", 10),
];
const PLACE: usize = 0;
const OTHER: usize = 5;
/// The order in which columns give way.
const YIELDING: [usize; 9] = [7, 5, 1, 6, 0, 4, 2, 3, 8];
const NARROWEST: usize = 3;

/// Lays the records out in lines no wider than `width`.
pub fn table(records: &[RecordView], width: usize) -> String {
    let body: Vec<[String; 9]> = records.iter().flat_map(rows).map(|row| cells(&row)).collect();
    if body.is_empty() {
        return String::new();
    }
    // Most citations have the four levels of the headings; a column for others would only take room.
    let shown: Vec<usize> =
        (0..COLUMNS.len()).filter(|&column| column != OTHER || body.iter().any(|row| !row[column].is_empty())).collect();
    let widths = widths(&body, &shown, width);
    let heading = COLUMNS.map(|(name, _)| name.to_owned());
    let mut out = String::new();
    for row in std::iter::once(&heading).chain(&body) {
        let mut line = String::new();
        for &column in &shown {
            let cell = fitted(&row[column], widths[column], column == PLACE);
            let blank = widths[column] - cell.width();
            line.push_str(&cell);
            line.push_str(&" ".repeat(blank));
            line.push_str(GAP);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// Whether any value of the table stands in brackets.
pub fn has_inherited(records: &[RecordView]) -> bool {
    records.iter().flat_map(|record| &record.holdings).any(|holding| !holding.inherited.is_empty())
}

fn cells(row: &Row<'_>) -> [String; 9] {
    let taken = |id: &str, value: &str| if row.is_inherited(id) { format!("({value})") } else { value.to_owned() };
    let level = |id: &str| row.level(id).map(|value| taken(id, value)).unwrap_or_default();
    let repository = row.holding.and_then(|holding| holding.repository.as_ref().or(holding.repository_as_written.as_ref()));
    let others = row.other_levels(&["fond", "opis", "delo"]);
    // A call number that is one string needs no label.
    let label = |id: &str| if id == "shelfmark" { String::new() } else { format!("{} ", id.replace('_', " ")) };
    let others: Vec<String> = others.iter().map(|(id, value)| label(id) + &taken(id, value)).collect();
    let unit = row.unit().filter(|unit| *unit != "leaf").map(|unit| format!("{unit} ")).unwrap_or_default();
    let record = row.record;
    [
        format!("{}:{}", record.path, record.line),
        repository.map(|name| taken("repository", name)).unwrap_or_default(),
        level("fond"),
        level("opis"),
        level("delo"),
        others.join(", "),
        unit + &row.leaves(),
        record.title.clone().unwrap_or_default(),
        record.date.as_ref().or(record.date_as_written.as_ref()).cloned().unwrap_or_default(),
    ]
    .map(|cell| one_line(&cell))
}

/// The text on one line, harmless for a terminal.
pub fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    escape(&words.join(" "))
}

/// The width of each column: that of its widest cell, less what the row has too much.
fn widths(body: &[[String; 9]], shown: &[usize], width: usize) -> [usize; 9] {
    let mut widths = [0; 9];
    for &column in shown {
        let widest = body.iter().map(|row| row[column].width()).max().unwrap_or_default();
        widths[column] = widest.max(COLUMNS[column].0.width());
    }
    let all = widths.iter().sum::<usize>() + GAP.len() * shown.len().saturating_sub(1);
    let mut excess = all.saturating_sub(width);
    for least in [COLUMNS.map(|(_, least)| least), [NARROWEST; 9]] {
        for column in YIELDING {
            let given = widths[column].saturating_sub(least[column]).min(excess);
            widths[column] -= given;
            excess -= given;
        }
    }
    widths
}

/// The text within `width` columns; a path loses its beginning, everything else its end.
fn fitted(text: &str, width: usize, from_end: bool) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let room = width.saturating_sub(1);
    if from_end {
        let kept: String = text.chars().rev().scan(0, |used, c| within(used, c, room)).collect();
        return format!("…{}", kept.chars().rev().collect::<String>());
    }
    let kept: String = text.chars().scan(0, |used, c| within(used, c, room)).collect();
    format!("{}…", kept.trim_end())
}

fn within(used: &mut usize, c: char, room: usize) -> Option<char> {
    *used += c.width().unwrap_or_default();
    (*used <= room).then_some(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::json::HoldingView;

    fn record(path: &str, title: &str, levels: &[(&str, &str)]) -> RecordView {
        let mut holding = HoldingView { repository: Some("GARF".into()), inherited: vec!["fond".into()], ..HoldingView::default() };
        for (id, value) in levels {
            holding.levels.push(*id, (*value).to_owned());
        }
        RecordView { path: path.into(), line: 7, title: Some(title.into()), holdings: vec![holding], ..RecordView::default() }
    }

    #[test]
    fn every_line_fits_whatever_stands_in_it() {
        let long = "очень длинное 漢字 название ".repeat(20);
        let records =
            [record(&"folder/".repeat(30), &long, &[("fond", "R-5446"), ("box", &long)]), record("a", "e\u{301}\u{1b}[31m\nx", &[])];
        for width in [48, 60, 80, 100, 200] {
            let text = table(&records, width);
            assert!(text.lines().all(|line| line.width() <= width), "{width}:\n{text}");
            assert!(!text.contains('\u{1b}'), "{text}");
            assert_eq!(text.lines().count(), 3);
        }
    }

    #[test]
    fn columns_are_aligned_by_what_is_seen() {
        let records = [record("a.txt", "漢字", &[("fond", "1")]), record("b.txt", "Записка", &[("fond", "2")])];
        let mut records = records.to_vec();
        records.iter_mut().for_each(|record| record.date = Some("1956".into()));
        let text = table(&records, 100);
        let at: Vec<usize> = text.lines().skip(1).map(|line| line.split("1956").next().unwrap_or_default().width()).collect();
        assert_eq!(at[0], at[1], "{text}");
        assert!(text.contains("(1)") && !text.contains("OTHER LEVELS"), "{text}");
    }
}
