//! XML 1.0 written line by line, two spaces a level, with every text escaped.

use std::fmt::Write as _;

/// Attributes in order; the values are escaped when they are written.
pub(super) type Attributes<'t> = &'t [(&'t str, &'t str)];

/// A document under way.
#[derive(Debug)]
pub(super) struct Xml {
    text: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// The declaration.
    pub(super) fn new() -> Self {
        Self { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), open: Vec::new() }
    }

    /// Opens an element that has others inside.
    pub(super) fn open(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.start(name, attributes);
        self.text.push_str(">\n");
        self.open.push(name);
    }

    /// Closes the element opened last.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            let _ = writeln!(self.text, "</{name}>");
        }
    }

    /// An element with text only; without any, an empty one.
    pub(super) fn leaf(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) {
        self.start(name, attributes);
        if text.is_empty() {
            self.text.push_str("/>\n");
            return;
        }
        self.text.push('>');
        push_escaped(&mut self.text, text);
        let _ = writeln!(self.text, "</{name}>");
    }

    /// Elements inside one another, the innermost with text: `<repository><corpname><part>…`.
    pub(super) fn nested(&mut self, names: &[&'static str], text: &str) {
        if let Some((last, outer)) = names.split_last() {
            outer.iter().for_each(|name| self.open(name, &[]));
            self.leaf(last, &[], text);
            outer.iter().for_each(|_| self.close());
        }
    }

    /// The document, with everything closed.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text
    }

    fn start(&mut self, name: &str, attributes: Attributes<'_>) {
        self.indent();
        let _ = write!(self.text, "<{name}");
        for (name, value) in attributes {
            let _ = write!(self.text, " {name}=\"");
            push_escaped(&mut self.text, value);
            self.text.push('"');
        }
    }

    fn indent(&mut self) {
        self.open.iter().for_each(|_| self.text.push_str("  "));
    }
}

/// Escapes a text that is one line already; what XML cannot hold at all becomes U+FFFD.
fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => out.push(char::REPLACEMENT_CHARACTER),
            c if c.is_control() => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out() {
        let mut xml = Xml::new();
        xml.open("a", &[("b", "\"><!--")]);
        xml.leaf("c", &[], "]]> & </a> -->\u{0}\u{FFFF}");
        xml.nested(&["d", "e"], "Ф");
        xml.leaf("f", &[], "");
        let text = xml.finish();
        assert_eq!(
            text,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"&quot;&gt;&lt;!--\">\n  <c>]]&gt; &amp; &lt;/a&gt; --&gt;\u{FFFD}\u{FFFD}</c>\n  \
             <d>\n    <e>Ф</e>\n  </d>\n  <f/>\n</a>\n"
        );
    }
}
