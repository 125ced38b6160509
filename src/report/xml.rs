//! Text inside XML 1.0: escaped, and free of the characters that XML cannot hold even when they are escaped.

use super::visible::{escape, lines};

/// The first line of a document.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// A text as it stands in an attribute or an element; hidden characters are spelled out.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in lines(text, &['\n']).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            // In an attribute a parser would read a plain line end as a blank.
            '\n' => out.push_str("&#10;"),
            '\u{FFFE}' | '\u{FFFF}' => escape(&mut out, c),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_value_and_nothing_forbidden_is_left() {
        assert_eq!(text("a<b> & \"c\" 'd'\n]]>"), "a&lt;b&gt; &amp; &quot;c&quot; &apos;d&apos;&#10;]]&gt;");
        assert_eq!(text("\0\u{8}\u{b}\u{1f}\u{85}\u{fffe}\u{ffff}"), "\\u{0}\\u{8}\\u{b}\\u{1f}\\u{85}\\u{fffe}\\u{ffff}");
        assert_eq!(text("Ф. 5446\t\r"), "Ф. 5446\\t\\r");
    }
}
