//! In which script the text of the scans is, where the page tells scan and translation apart.
//!
//! One fact at most. Cyrillic after a scan head is of the original, for nobody translates into it here; Latin text is of
//! the original only where another scan follows.

use super::parts::Line;
use crate::record::{Fact, FactKind};
use crate::source::Span;

/// Lines from this length on are running text.
const TELLING: usize = 60;

/// A line of running text that stands on a scan.
pub(super) fn text(text: &str, lines: &[Line]) -> Option<Fact> {
    let first = lines.iter().position(|line| line.after_head)?;
    let last = lines.iter().rposition(|line| line.after_head)?;
    let telling = |lines: &'_ [Line], cyrillic: bool| {
        let found = lines.iter().find(|line| line.end - line.start >= TELLING && line.cyrillic == cyrillic)?;
        Some((*found, cyrillic))
    };
    let latin = || telling(&lines[first..last], false).filter(|(line, _)| is_latin(&text[line.start..line.end]));
    let any_cyrillic = lines[first..].iter().any(|line| line.cyrillic);
    let (line, cyrillic) = telling(&lines[first..], true).or_else(|| latin().filter(|_| !any_cyrillic))?;
    Some(Fact { span: Span::new(line.start, line.end), kind: FactKind::ScanText { cyrillic } })
}

/// Whether most of a line is Latin letters.
fn is_latin(line: &str) -> bool {
    line.bytes().filter(u8::is_ascii_alphabetic).count() * 2 > line.len()
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use crate::record::FactKind;

    const RUSSIAN: &str = "Гости пришли поздно и сидели долго, говорили о погоде и об урожае.";
    const ENGLISH: &str = "The guests came late and stayed long, and talked of the weather and the harvest.";

    fn scripts(text: &str) -> Vec<String> {
        let kind = |kind: &FactKind| match kind {
            FactKind::ScanText { cyrillic } => Some(if *cyrillic { "Cyrillic".to_owned() } else { "Latin".to_owned() }),
            _ => None,
        };
        found(text, &kind).iter().map(|shown| shown.rsplit(" = ").next().unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn only_text_that_is_the_scans_for_certain() {
        let head = "Original Scan";
        assert_eq!(scripts(&format!("{head}\n\n{RUSSIAN}\n\n{ENGLISH}\n")), ["Cyrillic"]);
        assert_eq!(scripts(&format!("{head}\n\n{ENGLISH}\n\n{head}\n\n{ENGLISH}\n")), ["Latin"]);
        assert_eq!(scripts(&format!("{head}\n\n{ENGLISH}\n")), [""; 0], "may be the translation");
        assert_eq!(scripts(&format!("{head}\n\nСОВ. СЕКРЕТНО\n\n{ENGLISH}\n\n{head}\n\n{ENGLISH}\n")), [""; 0]);
        assert_eq!(scripts(&format!("{ENGLISH}\n\n{RUSSIAN}\n")), [""; 0], "no scan");
    }
}
