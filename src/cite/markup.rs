//! Text made safe for where it goes: no title may break out of plain text, Markdown, HTML, LaTeX or BibTeX.
//!
//! Inside this room U+00A0 is a tie between label and number and nothing else: [`clean`] takes it out of the record's
//! own text.

use std::borrow::Cow;

use super::Markup;

/// The first byte of U+00A0 in UTF-8.
const TIE_LEAD: u8 = 0xC2;

/// A part of a line of prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words.
    Text(String),
    /// Words in italics, where the markup has them.
    Italic(String),
    /// An address.
    Url(String),
    /// Punctuation between parts.
    Mark(&'static str),
}

/// Where a heading stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At the top of the page.
    Top,
    /// Below other lines.
    Below,
}

impl Piece {
    /// Words.
    pub(super) fn text(words: impl Into<String>) -> Self {
        Piece::Text(words.into())
    }

    fn words(&self) -> &str {
        match self {
            Piece::Text(words) | Piece::Italic(words) | Piece::Url(words) => words,
            Piece::Mark(mark) => mark,
        }
    }
}

/// One line, single spaces, no control characters, nothing that turns the direction of what follows, and no sign that is
/// no character at all.
pub(super) fn clean(text: &str) -> String {
    cleaned(text).into_owned()
}

/// The same, borrowed where nothing is to be left out.
pub(super) fn cleaned(text: &str) -> Cow<'_, str> {
    if is_plain_line(text) {
        return Cow::Borrowed(text);
    }
    let spaced: String = text.chars().filter(|c| c.is_whitespace() || !is_control(*c)).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ").into()
}

/// Whether a text is ASCII and has nothing that [`clean`] would change, as most have.
fn is_plain_line(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Without a way out in the middle, so that many bytes are looked at in one step.
    let unprinted = bytes.iter().fold(0, |any, byte| any | u8::from(byte.wrapping_sub(0x20) >= 0x5F));
    let blank = |byte: &u8| u8::from(*byte == b' ');
    let twice = bytes.iter().zip(bytes.get(1..).unwrap_or_default()).fold(0, |any, (byte, next)| any | blank(byte) & blank(next));
    (unprinted | twice) == 0 && !bytes.starts_with(b" ") && !bytes.ends_with(b" ")
}

/// Whether [`clean`] takes out more than white space.
pub(super) fn has_controls(text: &str) -> bool {
    !is_plain_line(text) && text.chars().any(|c| !c.is_whitespace() && is_control(c))
}

/// A name as prose has it: an apostrophe as it stands in titles, never beside one of another form.
pub(super) fn typeset(name: &str) -> String {
    let name = cleaned(name);
    if name.contains('\'') { name.replace('\'', "’") } else { name.into_owned() }
}

/// The text without control characters, its blanks and paragraphs as they are: for values that programs read.
pub(super) fn safe(text: &str) -> String {
    let kept: String = text.chars().filter(|c| matches!(c, '\n' | '\t') || !is_control(*c)).collect();
    kept.trim().to_owned()
}

fn is_control(c: char) -> bool {
    let turns = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    // The mark of an encoding and two signs that XML and YAML cannot hold.
    c.is_control() || turns || matches!(c, '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// An address without the characters that end or open something in any of the formats.
pub(super) fn safe_url(url: &str) -> String {
    let opens = |c: char| matches!(c, ' ' | '"' | '$' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}');
    let url = cleaned(url);
    if !url.contains(opens) {
        return url.into_owned();
    }
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        if opens(c) { out.push_str(&format!("%{:02X}", u32::from(c))) } else { out.push(c) }
    }
    out
}

/// Lines on their way to a page; Markdown and LaTeX part paragraphs by an empty line.
pub(super) struct Lines {
    text: String,
    between: &'static str,
    /// About how many lines there will be.
    expected: usize,
    is_empty: bool,
}

impl Lines {
    /// An empty page.
    pub(super) fn new(markup: Markup, expected: usize) -> Self {
        let between = if matches!(markup, Markup::Markdown | Markup::Latex) { "\n\n" } else { "\n" };
        Self { text: String::new(), between, expected, is_empty: true }
    }

    /// Whether no line has been written yet.
    pub(super) fn is_empty(&self) -> bool {
        self.is_empty
    }

    /// Writes a line below the others.
    pub(super) fn push(&mut self, line: &str) {
        if std::mem::replace(&mut self.is_empty, false) {
            // A page that grows by copying is in memory twice.
            self.text.reserve(self.expected * (line.len() + line.len() / 4 + self.between.len()));
        } else {
            self.text.push_str(self.between);
        }
        self.text.push_str(line);
    }

    /// The page, with a line end after the last line.
    pub(super) fn end(mut self) -> String {
        self.text.push_str(if self.is_empty { "" } else { "\n" });
        self.text
    }
}

impl Markup {
    /// A line of prose in this markup.
    pub(super) fn line(self, pieces: &[Piece]) -> String {
        let mut line = String::with_capacity(pieces.iter().map(|piece| piece.words().len()).sum());
        for piece in pieces {
            match (self, piece) {
                // Nothing to escape, and no tie to replace.
                (Markup::Plain, piece) if memchr::memchr(TIE_LEAD, piece.words().as_bytes()).is_none() => line.push_str(piece.words()),
                _ => line.push_str(&self.piece(piece)),
            }
        }
        self.framed(line)
    }

    /// A line that is written in this markup already, as a paragraph of its own.
    pub(super) fn framed(self, line: String) -> String {
        match self {
            Markup::Markdown => guard_line_start(line),
            Markup::Html => format!("<p>{line}</p>"),
            Markup::Plain | Markup::Latex => line,
        }
    }

    /// Lines put together.
    pub(super) fn page(self, lines: &[String]) -> String {
        let mut page = Lines::new(self, lines.len());
        lines.iter().for_each(|line| page.push(line));
        page.end()
    }

    /// A heading over lines of prose.
    pub(super) fn heading(self, words: &str, place: Place) -> String {
        let words = self.text(words);
        match (self, place) {
            (Markup::Plain, Place::Top) => format!("{words}\n"),
            (Markup::Plain, Place::Below) => format!("\n{words}\n"),
            (Markup::Markdown, _) => format!("## {words}"),
            (Markup::Html, _) => format!("<h2>{words}</h2>"),
            (Markup::Latex, _) => format!("\\section*{{{words}}}"),
        }
    }

    /// A part of a line.
    pub(super) fn piece(self, piece: &Piece) -> String {
        match (self, piece) {
            (_, Piece::Text(text)) => self.text(text),
            (_, Piece::Mark(mark)) => self.text(mark),
            (Markup::Plain, Piece::Italic(text)) => self.text(text),
            (Markup::Markdown, Piece::Italic(text)) => format!("*{}*", self.text(text)),
            (Markup::Html, Piece::Italic(text)) => format!("<i>{}</i>", self.text(text)),
            (Markup::Latex, Piece::Italic(text)) => format!("\\emph{{{}}}", self.text(text)),
            (Markup::Plain, Piece::Url(url)) => url.clone(),
            (_, Piece::Url(url)) if !is_web(url) => self.text(url),
            (Markup::Markdown, Piece::Url(url)) => format!("<{url}>"),
            (Markup::Html, Piece::Url(url)) => format!("<a href=\"{0}\">{0}</a>", html(url)),
            // Escaped, because a bare % in the argument of \footnote hides the brace that closes it.
            (Markup::Latex, Piece::Url(url)) => format!("\\url{{{}}}", url.replace('%', "\\%").replace('#', "\\#")),
        }
    }

    fn text(self, text: &str) -> String {
        match self {
            Markup::Plain => text.chars().map(|c| if c == '\u{A0}' { ' ' } else { c }).collect(),
            Markup::Markdown => markdown(text),
            Markup::Html => html(text),
            Markup::Latex => latex(text),
        }
    }
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{A0}' => out.push_str("&nbsp;"),
            _ => out.push(c),
        }
    }
    out
}

/// Every mark that CommonMark or an extension of pandoc reads inside a line, the citation sign `@` among them.
fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{A0}' => out.push(' '),
            _ if "\\`*_{}[]<>#|~^$@&".contains(c) => out.extend(['\\', c]),
            // Two hyphens or three dots would turn into a dash or an ellipsis.
            '-' | '.' if out.ends_with(c) => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

/// A line that opens with a year and a stop, or with a hyphen, would become a list.
fn guard_line_start(line: String) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => format!("{}\\{}", &line[..digits], &line[digits..]),
        Some(b'-' | b'+' | b'=') if digits == 0 => format!("\\{line}"),
        _ => line,
    }
}

/// Text for LaTeX and for the fields of BibTeX. UTF-8 stays, apart from dashes.
///
/// Braces become commands: BibTeX and biber count `\{` as a brace, so that an unbalanced one would swallow the file.
pub(super) fn latex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        push_latex(&mut out, c);
    }
    out
}

/// Appends one character in LaTeX.
pub(super) fn push_latex(out: &mut String, c: char) {
    match c {
        'a'..='z' | 'A'..='Z' | ' ' | '.' | '0'..='9' => out.push(c),
        '&' | '%' | '$' | '#' | '_' => out.extend(['\\', c]),
        '{' => out.push_str("\\textbraceleft{}"),
        '}' => out.push_str("\\textbraceright{}"),
        '~' => out.push_str("\\textasciitilde{}"),
        '^' => out.push_str("\\textasciicircum{}"),
        '\\' => out.push_str("\\textbackslash{}"),
        '`' => out.push_str("\\textasciigrave{}"),
        '<' => out.push_str("\\textless{}"),
        '>' => out.push_str("\\textgreater{}"),
        '|' => out.push_str("\\textbar{}"),
        '\u{A0}' => out.push('~'),
        '–' => out.push_str("--"),
        '—' => out.push_str("---"),
        // Kept apart, or two of them become one sign.
        '-' | '\'' | ',' if out.ends_with(c) => out.extend(['{', '}', c]),
        _ => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_markup_escapes_its_own() {
        let text = "f.\u{A0}5 <b> A&B_c {x} 50% --";
        for (markup, expected) in [
            (Markup::Plain, "f. 5 <b> A&B_c {x} 50% --"),
            (Markup::Markdown, "f. 5 \\<b\\> A\\&B\\_c \\{x\\} 50% -\\-"),
            (Markup::Html, "f.&nbsp;5 &lt;b&gt; A&amp;B_c {x} 50% --"),
            (Markup::Latex, "f.~5 \\textless{}b\\textgreater{} A\\&B\\_c \\textbraceleft{}x\\textbraceright{} 50\\% -{}-"),
        ] {
            assert_eq!(markup.text(text), expected);
        }
    }

    #[test]
    fn addresses_are_links_only_on_the_web() {
        let url = |markup: Markup, url: &str| markup.piece(&Piece::Url(safe_url(url)));
        assert_eq!(url(Markup::Markdown, "https://x.org/a_b"), "<https://x.org/a_b>");
        assert_eq!(url(Markup::Html, "https://x.org/?a&b"), "<a href=\"https://x.org/?a&amp;b\">https://x.org/?a&amp;b</a>");
        assert_eq!(url(Markup::Html, "javascript:alert(1)"), "javascript:alert(1)");
        assert_eq!(url(Markup::Latex, "https://x.org/a%20b}"), "\\url{https://x.org/a\\%20b\\%7D}");
    }

    #[test]
    fn italics_and_headings() {
        let italic = |markup: Markup| markup.piece(&Piece::Italic("A & B*".to_owned()));
        let expected = ["A & B*", "*A \\& B\\**", "<i>A &amp; B*</i>", "\\emph{A \\& B*}"];
        assert_eq!(Markup::ALL.iter().map(|markup| italic(*markup)).collect::<Vec<_>>(), expected);
        let heading = |markup: &Markup| markup.heading("R&D", Place::Below);
        assert_eq!(Markup::ALL.iter().map(heading).collect::<Vec<_>>(), ["\nR&D\n", "## R\\&D", "<h2>R&amp;D</h2>", "\\section*{R\\&D}"]);
    }

    #[test]
    fn a_markdown_line_is_no_list() {
        assert_eq!(Markup::Markdown.line(&[Piece::text("1956. GARF")]), "1956\\. GARF");
        assert_eq!(Markup::Markdown.line(&[Piece::text("- x")]), "\\- x");
    }

    #[test]
    fn control_characters_and_line_breaks_go() {
        assert_eq!(clean(" a\u{0}b\u{1b}[31m\n c\u{202E}d\u{A0}e "), "ab[31m cd e");
        assert!(has_controls("a\u{0}") && !has_controls("a\nb"));
    }
}
