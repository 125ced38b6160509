//! Why the work could not be done at all: wrong use, bad settings, a bad schema. Shown at its place where it has one.

use std::ops::Range;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, NamedSource, SourceSpan};
use thiserror::Error;

use super::terminal::escape;
use crate::check::UnknownName;
use crate::check::selection::nearest;
use crate::schema::SchemaError;

/// An error that ends the run with exit code 2.
#[derive(Debug)]
pub struct Trouble(Box<Kind>);

#[derive(Debug, Error, Diagnostic)]
enum Kind {
    /// Something without a place in a file.
    #[error("{message}")]
    Plain {
        /// What is wrong.
        message: String,
        /// What to do.
        help: Option<String>,
    },
    /// Something in a settings or schema file.
    #[error("{message}")]
    Placed {
        /// What is wrong.
        message: String,
        /// The file.
        #[source_code]
        text: NamedSource<String>,
        /// Where in the file.
        #[label("here")]
        place: Option<SourceSpan>,
        /// What to do.
        #[help]
        help: Option<String>,
    },
}

/// A settings file's name and text, to show places of it.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'t> {
    /// Its path.
    pub name: &'t str,
    /// Its TOML.
    pub text: &'t str,
}

impl Trouble {
    /// Wrong use.
    pub fn plain(message: impl Into<String>) -> Self {
        Self::with_help(message, None)
    }

    /// Wrong use, and what to do instead.
    pub fn with_help(message: impl Into<String>, help: Option<String>) -> Self {
        Self(Box::new(Kind::Plain { message: message.into(), help }))
    }

    /// Something wrong at a place of a file.
    pub fn at(origin: Origin<'_>, place: Option<Range<usize>>, message: impl Into<String>, help: Option<String>) -> Self {
        Self(Box::new(Kind::Placed {
            message: message.into(),
            text: NamedSource::new(escape(origin.name), harmless(origin.text)),
            place: place.map(SourceSpan::from),
            help,
        }))
    }

    /// What a TOML reader complained of.
    pub fn toml(origin: Origin<'_>, error: &toml::de::Error) -> Self {
        let (message, help) = reworded(error.message());
        Self::at(origin, error.span(), message, help)
    }

    /// The error in words: one line where it has no place, else the lines of the file with the place marked.
    pub fn shown(&self, color: bool, width: usize) -> String {
        let red = |words: &str| if color { format!("\u{1b}[1;31m{words}\u{1b}[0m") } else { words.to_owned() };
        match &*self.0 {
            Kind::Plain { message, help } => {
                let help = help.as_ref().map(|help| format!("  help: {}\n", escape(help))).unwrap_or_default();
                format!("{}: {}\n{help}", red("error"), escape(message))
            }
            Kind::Placed { message, text, place, .. } => {
                let position = place.map(|place| position(text.inner(), place.offset())).unwrap_or_default();
                let mut drawing = String::new();
                let theme = if color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
                let drawn =
                    GraphicalReportHandler::new_themed(theme).with_links(false).with_width(width).render_report(&mut drawing, &*self.0);
                // The drawing's own heading would say the message twice.
                let is_heading = |line: &&str| place.is_some() && !line.contains('\u{256D}');
                let lines = drawing.lines().skip_while(is_heading).filter(|_| drawn.is_ok());
                let drawing: String = lines.map(|line| format!("{line}\n")).collect();
                format!("{}: {}{position}: {}\n{drawing}", red("error"), text.name(), escape(message))
            }
        }
    }
}

impl From<Box<SchemaError>> for Trouble {
    fn from(error: Box<SchemaError>) -> Self {
        let span = error.place.map(|place| place.offset()..place.offset() + place.len());
        let name = error.text.name().to_owned();
        let text = error.text.inner();
        let bare = error.message.strip_prefix(&format!("{name}: ")).unwrap_or(&error.message);
        let (message, help) = reworded(bare);
        Self::at(Origin { name: &name, text }, span, message, error.help.clone().or(help))
    }
}

impl From<UnknownName> for Trouble {
    fn from(error: UnknownName) -> Self {
        Self::with_help(error.to_string(), Some(did_you_mean(error.nearest.as_deref(), error.kind)))
    }
}

/// What to say about a name that does not exist.
pub fn did_you_mean(nearest: Option<&str>, kind: &str) -> String {
    match (nearest, kind) {
        (Some(nearest), _) => format!("did you mean `{nearest}`?"),
        (None, "rule") => "`opiska rules` lists all rules".to_owned(),
        (None, _) => "`opiska schema list` lists what there is".to_owned(),
    }
}

/// More names than this are not listed in a help.
const MOST_NAMES: usize = 80;

/// What a TOML reader complained of, in the words of a settings file: the names it expected become the help.
fn reworded(message: &str) -> (String, Option<String>) {
    let unknown = |start: &str| match start {
        "unknown field" => "unknown key".to_owned(),
        "unknown variant" => "unknown value".to_owned(),
        start => start.to_owned(),
    };
    let split = message.split_once(" `").filter(|(start, rest)| start.starts_with("unknown ") && rest.contains("`, expected "));
    let found = split.and_then(|(start, rest)| Some((unknown(start), rest.split_once('`')?)));
    let Some((words, (written, rest))) = found else {
        // The last line of a regular expression's complaint says it all; the drawing shows the place.
        let (before, complaint) = message.split_once("regex parse error:").unwrap_or((message, ""));
        let reason = complaint.lines().last().unwrap_or_default().trim_start_matches("error: ");
        return (format!("{before}{reason}").trim_end().to_owned(), None);
    };
    let expected: Vec<&str> = rest.split('`').skip(1).step_by(2).collect();
    let nearest = nearest(written, expected.iter().copied()).map(|nearest| format!("did you mean `{nearest}`? "));
    // A list that nobody would read to its end.
    let known = if expected.len() > MOST_NAMES {
        "`opiska schema list` lists them".to_owned()
    } else {
        format!("known here: {}", expected.join(", "))
    };
    let help = format!("{}{known}", nearest.unwrap_or_default());
    (format!("{words} `{written}`"), Some(help))
}

fn position(text: &str, offset: usize) -> String {
    let before = text.get(..offset).unwrap_or(text);
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    format!(":{}:{column}", before.matches('\n').count() + 1)
}

/// The text with its control characters replaced by others of the same length, so that places stay true.
fn harmless(text: &str) -> String {
    let replaced = |c: char| match c {
        '\n' | '\r' | '\t' => c,
        c if c.is_control() && c.len_utf8() == 1 => '?',
        c if c.is_control() => '\u{BF}',
        c => c,
    };
    text.chars().map(replaced).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_is_answered_with_the_nearest() {
        let (message, help) = reworded("unknown field `selct`, expected one of `profile`, `select`");
        assert_eq!(
            (message.as_str(), help.as_deref()),
            ("unknown key `selct`", Some("did you mean `select`? known here: profile, select"))
        );
        assert_eq!(
            reworded("invalid type: integer `3`, expected a string"),
            ("invalid type: integer `3`, expected a string".to_owned(), None)
        );
    }

    #[test]
    fn a_broken_expression_is_told_in_one_line() {
        let message = "this is no regular expression: regex parse error:\n    (\n    ^\nerror: unclosed group";
        assert_eq!(reworded(message).0, "this is no regular expression: unclosed group");
    }

    #[test]
    fn a_place_is_told_and_drawn_without_control_characters() {
        let text = "profile = \"default\"\nselct = [] # \u{1b}[31m\n";
        let trouble = Trouble::at(Origin { name: "opiska.toml", text }, Some(20..25), "unknown field `selct`", None);
        let shown = trouble.shown(false, 80);
        assert!(shown.starts_with("error: opiska.toml:2:1: unknown field `selct`\n"), "{shown}");
        assert!(!shown.contains('\u{1b}'), "{shown}");
    }
}
