//! Messages with placeholders: `delo {value} is not among the dela of {repository}`.

use super::field::RuleField;

/// A message, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(pub Vec<Piece>);

/// A part of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Plain words.
    Words(String),
    /// `{value}`: the value of the rule's field.
    Value,
    /// `{match}`: the part of it that the rule speaks of.
    Match,
    /// A field of the record: `{repository}`, `{levels.fond}`, `{fond}`.
    Field(RuleField),
}

/// The placeholders that are no fields.
pub(super) const OWN_PLACEHOLDERS: [&str; 2] = ["value", "match"];

/// What is wrong with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TemplateError {
    /// There is no such placeholder.
    Unknown(String),
    /// A brace is open, or closes nothing.
    Brace,
}

impl Template {
    /// Reads a message; `{{` and `}}` are braces.
    pub(super) fn read(text: &str, levels: &[&str]) -> Result<Self, TemplateError> {
        let mut pieces = Vec::new();
        let mut words = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            words += &rest[..at];
            let (brace, after) = rest[at..].split_at(1);
            if let Some(after) = after.strip_prefix(brace) {
                words += brace;
                rest = after;
                continue;
            }
            let (name, after) = after.split_once('}').filter(|_| brace == "{").ok_or(TemplateError::Brace)?;
            if !words.is_empty() {
                pieces.push(Piece::Words(std::mem::take(&mut words)));
            }
            pieces.push(match name {
                "value" => Piece::Value,
                "match" => Piece::Match,
                _ => RuleField::named(name, levels).map(Piece::Field).ok_or_else(|| TemplateError::Unknown(name.to_owned()))?,
            });
            rest = after;
        }
        words += rest;
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        Ok(Self(pieces))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_told_from_words() {
        let read = |text| Template::read(text, &["fond"]);
        let words = |text: &str| Piece::Words(text.to_owned());
        let fond = Piece::Field(RuleField::Level("fond".to_owned()));
        let expected = vec![words("delo \""), Piece::Value, words("\" {x} of "), fond];
        assert_eq!(read("delo \"{value}\" {{x}} of {fond}"), Ok(Template(expected)));
        assert_eq!(read("{valu}"), Err(TemplateError::Unknown("valu".into())));
        for broken in ["{value", "value}", "{"] {
            assert_eq!(read(broken), Err(TemplateError::Brace), "{broken}");
        }
    }
}
