//! Addresses (RFC 3986) inside a citation, and the record number inside an address.

use super::labels::Extent;
use crate::schema::Schemas;

/// The first address from `from` on: `http://`, `https://`; punctuation that ends the sentence is not part of it.
pub fn find(text: &str, from: usize) -> Option<Extent> {
    let bytes = text.as_bytes();
    let mut at = from;
    let start = loop {
        let found = at + memchr::memchr(b'h', &bytes[at..])?;
        if bytes[found..].starts_with(b"http://") || bytes[found..].starts_with(b"https://") {
            break found;
        }
        at = found + 1;
    };
    let ends = |c: char| matches!(c, '<' | '>' | '"' | '“' | '”' | '»') || !matches!(c, '!'..='~') && c.is_whitespace();
    let end = text[start..].find(ends).map_or(text.len(), |length| start + length);
    let address = text[start..end].trim_end_matches(['.', ',', ';', ':', '*', '_', ']', '\'', '’']);
    // A closing bracket belongs to the sentence unless the address opened one.
    let address = if address.ends_with(')') && !address.contains('(') { address.trim_end_matches(')') } else { address };
    Some((start, start + address.trim_end_matches('.').len()))
}

/// Punctuation between an address and the end of the link that holds it: `<https://…/1.>`, `[1](https://…/1.)`, or a
/// text that is nothing but the address.
pub fn loose_end(text: &str, (start, end): Extent) -> Option<Extent> {
    let rest = &text[end..];
    let stop = end + (rest.len() - rest.trim_start_matches(['.', ',', ';', ':']).len());
    let (before, after) = (&text[..start], &text[stop..]);
    let linked = before.ends_with('<') && after.starts_with('>') || before.ends_with("](") && after.starts_with(')');
    let alone = before.trim().is_empty() && after.trim().is_empty();
    (stop > end && (linked || alone)).then_some((end, stop))
}

/// The record number in an address of a known publisher, as a range of the address.
pub fn record_id(address: &str, schemas: &Schemas) -> Option<Extent> {
    let (_, range) = schemas.record_in_address(address)?;
    Some((range.start, range.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_stays_outside() {
        for (text, expected) in [
            ("see https://a.org/document/1.", "https://a.org/document/1"),
            ("(https://a.org/x)", "https://a.org/x"),
            ("<https://a.org/x_(y)>.", "https://a.org/x_(y)"),
        ] {
            let (start, end) = find(text, 0).expect("an address");
            assert_eq!(&text[start..end], expected);
        }
        assert_eq!(find("the httpd daemon", 0), None);
    }

    #[test]
    fn punctuation_inside_a_link_is_told() {
        let found = |text: &str| loose_end(text, find(text, 0)?).map(|(start, end)| text[start..end].to_owned());
        assert_eq!(found("see <https://a.org/1.,>").as_deref(), Some(".,"));
        assert_eq!(found("[1](https://a.org/1.)").as_deref(), Some("."));
        assert_eq!(found("https://a.org/1.").as_deref(), Some("."));
        for text in ["see https://a.org/1.", "see <https://a.org/1>.", "(https://a.org/1.)", "https://a.org/1"] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn the_number_is_read_from_known_hosts_only() {
        let schemas = Schemas::builtin();
        let id = |address: &str| record_id(address, &schemas).map(|(start, end)| address[start..end].to_owned());
        assert_eq!(id("https://wilson-center.drivingcreative.com/document/121796").as_deref(), Some("121796"));
        assert_eq!(id("https://digitalarchive.wilsoncenter.org/document/119436.pdf?v=1").as_deref(), Some("119436"));
        assert_eq!(id("https://digitalarchive.wilsoncenter.org/document/telegram-mikoyan"), None);
        assert_eq!(id("https://example.org/document/121796"), None);
    }
}
