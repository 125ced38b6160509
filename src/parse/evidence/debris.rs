//! Debris of OCR and of conversions in the body: glyphs, LaTeX, HTML, running heads, Latin letters for Cyrillic, and
//! the leaf stamps that stand among it.

use crate::record::{Debris, Fact, FactKind};
use crate::source::Span;

use super::matchers::Matchers;
use super::parts::Line;

/// Latin capitals that look like Cyrillic ones.
const LOOK_ALIKE: &str = "ABCEHKMOPTXY";
/// Bytes of a line that may be a stamp.
const STAMP: usize = 16;
/// Bytes before a running head from which on it hangs on a sentence.
const SENTENCE: usize = 20;
/// Bytes of a tag with its attributes, or of a formula.
const MARKUP: usize = 120;

/// Looks for glyphs and markup in a stretch of the body that starts at `from` of the source.
pub(super) fn glyphs_and_markup(text: &str, from: usize, matchers: &Matchers<'_>, facts: &mut Vec<Fact>) {
    let bytes = text.as_bytes();
    let mut push =
        |start: usize, end: usize, debris| facts.push(Fact { span: Span::new(from + start, from + end), kind: FactKind::Debris(debris) });
    // The first bytes in UTF-8 of the private use area, U+FFFD, and the planes of pictographs and private use.
    let beyond_ascii = if text.is_ascii() { &[] } else { bytes };
    let glyphs = memchr::memchr3_iter(0xEE, 0xEF, 0xF0, beyond_ascii).chain(memchr::memchr2_iter(0xF3, 0xF4, beyond_ascii));
    for at in glyphs {
        if let Some(glyph) = text[at..].chars().next().filter(|glyph| is_stray(*glyph)) {
            push(at, at + glyph.len_utf8(), Debris::Glyph);
        }
    }
    let mut taken = 0;
    for at in memchr::memchr3_iter(b'<', b'\\', b'$', bytes) {
        if at < taken {
            continue;
        }
        let found = match bytes[at] {
            b'<' => tag(text, at, &matchers.words.html_tags).map(|end| (end, Debris::Html)),
            b'$' => formula(text, at).map(|end| (end, Debris::Latex)),
            _ => command(text, at).map(|end| (end, Debris::Latex)),
        };
        if let Some((end, debris)) = found {
            taken = end;
            push(at, end, debris);
        }
    }
    for at in memchr::memchr_iter(b'&', bytes) {
        if let Some(end) = entity(bytes, at) {
            push(at, end, Debris::Html);
        }
    }
}

fn is_stray(glyph: char) -> bool {
    matches!(glyph, '\u{E000}'..='\u{F8FF}' | '\u{FFFD}' | '\u{1F000}'..='\u{1FAFF}' | '\u{F0000}'..)
}

/// The end of an opening tag of a listed element; a comment is none.
fn tag(text: &str, at: usize, names: &[&str]) -> Option<usize> {
    let rest = &text.as_bytes()[at + 1..text.len().min(at + MARKUP)];
    let name = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let close = memchr::memchr(b'>', rest)?;
    let attributes = &rest[name..close];
    let plain = attributes.iter().all(|byte| matches!(byte, b' ' | b'/'));
    let known = names.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(&rest[..name]));
    (known && (plain || attributes[0] == b' ' && attributes.contains(&b'='))).then_some(at + 1 + close + 1)
}

/// The end of `$\operatorname{...}$` or `$^{o}$`; money is none.
fn formula(text: &str, at: usize) -> Option<usize> {
    let rest = &text.as_bytes()[at + 1..text.len().min(at + MARKUP)];
    let close = memchr::memchr2(b'$', b'\n', rest).filter(|close| rest[*close] == b'$');
    let signs = |part: &[u8]| memchr::memchr3(b'\\', b'^', b'{', part).is_some() && memchr::memchr(b'[', part).is_none();
    match close {
        Some(close) if signs(&rest[..close]) => Some(at + 1 + close + 1),
        _ => matches!(rest.first()?, b'\\' | b'^' | b'{').then_some(at + 1),
    }
}

/// The end of `\operatorname`; the backslash of a path follows a letter or a colon.
fn command(text: &str, at: usize) -> Option<usize> {
    let length = text.as_bytes()[at + 1..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let path = text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, ':' | '\\'));
    (length >= 2 && !path).then_some(at + 1 + length)
}

/// The end of `&nbsp;` or `&#160;`.
fn entity(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = &bytes[at + 1..bytes.len().min(at + 10)];
    let length = memchr::memchr(b';', rest).filter(|length| *length >= 2)?;
    let name = rest[..length].strip_prefix(b"#").unwrap_or(&rest[..length]);
    name.iter().all(u8::is_ascii_alphanumeric).then_some(at + 1 + length + 1)
}

/// Looks at each line: running heads at the end of a sentence, Latin print for Cyrillic, leaf stamps.
pub(super) fn line_debris(text: &str, lines: &[Line], matchers: &Matchers<'_>, facts: &mut Vec<Fact>) {
    for (number, line) in lines.iter().enumerate() {
        let words = &text[line.start..line.end];
        let mut push = |start: usize, end: usize, kind| facts.push(Fact { span: Span::new(line.start + start, line.start + end), kind });
        if words.len() > SENTENCE
            && let Some(head) = matchers.running_heads.iter().find(|head| words.ends_with(**head))
            && words.len() - head.len() > SENTENCE
            && words[..words.len() - head.len()].ends_with(' ')
        {
            push(words.len() - head.len(), words.len(), FactKind::Debris(Debris::RunningHeader));
        }
        if line.cyrillic || words.len() > 80 {
            continue;
        }
        let cyrillic = |number: usize| lines.get(number).is_some_and(|line| line.cyrillic);
        let (before, after) = (number > 0 && cyrillic(number - 1), cyrillic(number + 1));
        if (before || after) && is_latin_for_cyrillic(words) {
            push(0, words.len(), FactKind::Debris(Debris::LatinForCyrillic));
        }
        if let Some((digits, stamp)) = stamp(words, line.after_head, before && after) {
            push(0, digits, FactKind::LeafStamp(stamp));
        }
    }
}

/// Two words or more, all capitals, and nearly all of them of a form that Cyrillic has as well.
fn is_latin_for_cyrillic(line: &str) -> bool {
    let letters = || line.chars().filter(|c| c.is_alphabetic());
    let (count, alike) = (letters().count(), letters().filter(|c| LOOK_ALIKE.contains(*c)).count());
    count >= 6 && letters().all(|c| c.is_ascii_uppercase()) && line.split_whitespace().count() >= 2 && alike * 20 >= count * 17
}

/// The number that opens a short line at a page break: right after a scan head, or alone between Cyrillic lines.
fn stamp(line: &str, after_head: bool, between: bool) -> Option<(usize, u32)> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if line.len() > STAMP || !(1..=4).contains(&digits) {
        return None;
    }
    let rest = &line[digits..];
    let junk = rest.trim();
    // "2." or "- 2 -" is the typist's page number; a list item has more words.
    let stamped = if after_head {
        if junk.is_empty() { digits >= 2 } else { !rest.starts_with(['.', ')', '-']) }
    } else {
        between && rest.starts_with(' ') && junk.len() <= 6 && junk.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    stamped.then(|| line[..digits].parse().ok().map(|number| (digits, number))).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{found, kinds};

    const RUSSIAN: &str = "Гости пришли поздно и сидели долго, говорили о погоде и об урожае.";

    #[test]
    fn latin_print_among_cyrillic() {
        let debris = |line: &str| found(&format!("{line}\n\n{RUSSIAN}\n"), &kinds::debris);
        assert_eq!(debris("COB. CEKPETHO"), ["COB. CEKPETHO = LatinForCyrillic"]);
        assert_eq!(debris("TOP SECRET"), [""; 0]);
        assert_eq!(debris("HOTEL"), [""; 0]);
        assert_eq!(found("COB. CEKPETHO\n\nThe guests came late.", &kinds::debris), [""; 0], "no Cyrillic near");
    }

    #[test]
    fn glyphs_markup_and_running_heads() {
        let text = "Copy \u{1F6EF} \u{FFFD} \u{E001} $\\operatorname{NOTE}$ of N<sup>o</sup> 5 &nbsp; <br/> $N^{o}$ \\textbf{x} $^{o}$";
        let wanted = [
            "\u{1F6EF} = Glyph",
            "\u{FFFD} = Glyph",
            "\u{E001} = Glyph",
            "$\\operatorname{NOTE}$ = Latex",
            "<sup> = Html",
            "&nbsp; = Html",
            "<br/> = Html",
            "$N^{o}$ = Latex",
            "\\textbf = Latex",
            "$^{o}$ = Latex",
        ];
        assert_eq!(found(text, &kinds::debris), wanted);
        let clean = "It cost $5 & £3[^1], then $6; a <b and c> d, C:\\temp, <!-- opiska: ignore[x] -->, <https://example.org>, 全文，了。";
        assert_eq!(found(clean, &kinds::debris), [""; 0]);
        let text = "and they who had been called to account rose Sample Archive Online\n\nSample Archive Online\n\nThe Sample Archive Online is new.";
        assert_eq!(found(text, &kinds::debris), ["Sample Archive Online = RunningHeader"]);
    }

    #[test]
    fn stamps_stand_at_page_breaks() {
        let scan = |line: &str| found(&format!("{RUSSIAN}\n\nOriginal Scan\n\n{line}\n\n{RUSSIAN}\n"), &kinds::stamps);
        assert_eq!(scan("28 Hz"), ["28"]);
        assert_eq!(scan("30 171 4."), ["30"]);
        assert_eq!(scan("35"), ["35"]);
        assert_eq!(scan("2"), [""; 0], "a typed page number");
        assert_eq!(scan("1. Advice is welcome."), [""; 0]);
        let lone = |line: &str| found(&format!("{RUSSIAN}\n\n{line}\n\n{RUSSIAN}\n"), &kinds::stamps);
        assert_eq!(lone("29 Hzz"), ["29"]);
        assert_eq!(lone("29"), [""; 0]);
        assert_eq!(found("They left.\n\n29 men\n\nThey came back.", &kinds::stamps), [""; 0]);
    }
}
