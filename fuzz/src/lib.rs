//! What every target does with bytes: read them, check them, apply the fixes, read again, and cite in every style.
//!
//! Nothing of that may panic. Every span must lie inside the text and on the borders of characters.

use std::sync::OnceLock;

use opiska::check::{Choices, Engine, Selection};
use opiska::cite::{CiteOptions, Markup, Style, cite};
use opiska::diagnostic::fix;
use opiska::parse::{ReadOptions, Reader, Reading, read};
use opiska::record::Record;
use opiska::record::offsets::offsets;
use opiska::schema::Schemas;
use opiska::source::FileName;

/// The built-in schemas, loaded once.
pub fn schemas() -> &'static Schemas {
    static SCHEMAS: OnceLock<Schemas> = OnceLock::new();
    SCHEMAS.get_or_init(Schemas::builtin)
}

fn reader() -> &'static Reader<'static> {
    static READER: OnceLock<Reader<'static>> = OnceLock::new();
    READER.get_or_init(|| Reader::new(schemas()))
}

fn selection() -> &'static Selection {
    static SELECTION: OnceLock<Selection> = OnceLock::new();
    SELECTION.get_or_init(|| Selection::new(schemas(), &Choices::default()).expect("no name is asked for"))
}

/// Words that citations are made of: names of archives, labels of every scheme, months, numbers and marks.
pub fn words() -> &'static [String] {
    static WORDS: OnceLock<Vec<String>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let repositories = schemas().repositories.iter().flat_map(|repository| [&repository.siglum, &repository.name]);
        let levels = schemas().schemes.iter().flat_map(|scheme| &scheme.level).flat_map(|level| level.labels.iter().chain(&level.plural));
        let folios = schemas().schemes.iter().filter_map(|scheme| scheme.folios.as_ref());
        let leaves = folios.flat_map(|folios| folios.labels.iter().chain(&folios.plural).chain(&folios.verso));
        let months = schemas().months.iter().flat_map(|month| &month.names);
        let marks = [" ", " ", " ", ", ", ", ", ". ", "; ", "-", "–", "/", "(", ")", ":", "\n", "\"", "«", "»", "№ ", "Ibid."];
        let numbers = ["5", "98c", "R-5446", "718", "3-6", "153-64", "12ob.", "1956", "23", "II", "641/1", "10101.1", "XIX"];
        repositories.chain(levels).chain(leaves).chain(months).cloned().chain(marks.into_iter().chain(numbers).map(str::to_owned)).collect()
    })
}

/// Reads lines and asks only where everything stands.
pub fn read_lines(text: &str) {
    if let Ok(reading) = read(FileName::new("fuzz"), text.as_bytes(), ReadOptions { lines: true }, reader()) {
        well_placed(&reading);
    }
}

fn well_placed(reading: &Reading) {
    for offset in offsets(&reading.page.records, &reading.page.facts) {
        assert!(reading.text.is_char_boundary(offset as usize), "offset {offset} is inside a character or behind the end");
    }
}

/// Puts bytes through every room.
pub fn whole_way(bytes: &[u8], options: ReadOptions) {
    let Ok(reading) = read(FileName::new("fuzz"), bytes, options, reader()) else { return };
    well_placed(&reading);
    let findings = Engine::new(schemas(), selection(), None).page(&reading.page, &reading.text);
    let fixes: Vec<_> = findings.iter().filter_map(|finding| finding.fix.as_ref()).collect();
    let applied = fix::apply(&reading.text, fixes.iter().copied());
    let _ = read(FileName::new("fixed"), applied.text.as_bytes(), options, reader());
    let records: Vec<&Record> = reading.page.records.iter().take(20).collect();
    for style in Style::ALL {
        let markup = Markup::ALL[bytes.len() % Markup::ALL.len()];
        let cited = cite(&records, *style, &CiteOptions { markup, ..CiteOptions::default() }, schemas());
        let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        assert!(!cited.text.contains(control), "{style} lets a control character through");
    }
}
