//! A `[[rule]]` table becomes a rule, or the message of what is wrong with it, at its place.

use std::collections::BTreeMap;
use std::ops::Range;

use regex::Regex;
use serde::Deserialize;
use toml::Spanned;

use super::field::RuleField;
use super::numbers::NumberSet;
use super::table::{Kind, RuleTable, Standing};
use super::template::{OWN_PLACEHOLDERS, Template, TemplateError};
use super::{Condition, Demand, OwnRule};
use crate::record::corpus::fold_fond;
use crate::schema::load::{SchemaError, SchemaSource, last_line, wrong};
use crate::schema::lookup::Schemas;
use crate::schema::words::SeverityWord;

/// Makes rules of the tables of one file.
///
/// # Errors
/// The first thing that is wrong, with its place.
pub(in crate::schema) fn settle(
    tables: Vec<RuleTable>,
    source: &SchemaSource,
    schemas: &Schemas,
) -> Result<Vec<OwnRule>, Box<SchemaError>> {
    let places = Places::of(&source.text);
    let levels = levels(schemas);
    let one = |(number, table): (usize, RuleTable)| {
        let place = places.find(&source.text, number, "name", Some(&table.name));
        let parts = parts(&table, schemas, &levels).map_err(|fault| {
            let place = places.find(&source.text, number, fault.key, fault.item.as_deref());
            wrong(source, &fault.message, place, fault.help)
        })?;
        Ok(parts.into_rule(table, source.name.clone(), place))
    };
    tables.into_iter().enumerate().map(one).collect()
}

/// Ids of all levels that a shelfmark may have.
fn levels(schemas: &Schemas) -> Vec<&str> {
    let mut ids: Vec<&str> = Vec::new();
    for scheme in &schemas.schemes {
        ids.extend(scheme.level.iter().map(|level| level.id.as_str()));
        // The groups of a call number that is one string are levels too.
        let groups = scheme.whole.iter().flat_map(|whole| whole.split("(?P<").chain(whole.split("(?<")).skip(1));
        ids.extend(groups.filter_map(|group| group.split_once('>').map(|(id, _)| id)).filter(|id| !id.contains('(')));
    }
    ids.push("shelfmark");
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// What is wrong with a table.
struct Fault {
    key: &'static str,
    /// The text to point at, in the value of the key.
    item: Option<String>,
    message: String,
    help: Option<String>,
}

impl Fault {
    fn at(key: &'static str, message: impl Into<String>) -> Self {
        Self { key, item: None, message: message.into(), help: None }
    }

    fn item(self, item: &str) -> Self {
        Self { item: Some(item.to_owned()), ..self }
    }

    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// What a table means, piece by piece.
struct Parts {
    field: RuleField,
    demand: Demand,
    when: Vec<Condition>,
    records: Standing,
    message: Template,
    help: Option<Template>,
}

impl Parts {
    fn into_rule(self, table: RuleTable, file: String, place: Option<Range<usize>>) -> OwnRule {
        let Self { field, demand, when, records, message, help } = self;
        OwnRule { table, file, place, field, demand, when, records, message, help }
    }
}

fn parts(table: &RuleTable, schemas: &Schemas, levels: &[&str]) -> Result<Parts, Fault> {
    check_name(&table.name)?;
    if table.severity == Some(SeverityWord::Off) {
        let help = "switch it off under [rules] in opiska.toml, or in a profile";
        return Err(Fault::at("severity", "a rule is not off by itself").help(help));
    }
    let field = field("field", &table.field, levels)?;
    check_keys(table)?;
    let template = |key, text: &str| template(key, text, table.kind, levels);
    Ok(Parts {
        demand: demand(table, &field)?,
        when: table.when.iter().map(|(name, values)| condition(name, values, schemas, levels)).collect::<Result<_, _>>()?,
        records: table.records.unwrap_or(if table.kind == Kind::Required { Standing::Documents } else { Standing::All }),
        message: template("message", &table.message)?,
        help: table.help.as_deref().map(|help| template("help", help)).transpose()?,
        field,
    })
}

fn check_name(name: &str) -> Result<(), Fault> {
    let word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if name.split('-').all(word) && name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Ok(());
    }
    let help = "small Latin letters, digits and single hyphens, a letter first: `unknown-delo-of-5446`";
    Err(Fault::at("name", "this is no name for a rule").item(name).help(help))
}

/// A field by its name; the message lists the names as TOML readers do, and the shell makes a suggestion of it.
fn field(key: &'static str, name: &str, levels: &[&str]) -> Result<RuleField, Fault> {
    RuleField::named(name, levels).ok_or_else(|| Fault::at(key, unknown("record field", name, &RuleField::names(levels))).item(name))
}

fn unknown(kind: &str, name: &str, known: &[impl AsRef<str>]) -> String {
    let known: Vec<String> = known.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    format!("unknown {kind} `{name}`, expected one of {}", known.join(", "))
}

/// Each kind has keys of its own: those must be there, and no others.
fn check_keys(table: &RuleTable) -> Result<(), Fault> {
    let given = [
        ("must-match", table.must_match.is_some(), Kind::Pattern),
        ("must-not-match", table.must_not_match.is_some(), Kind::Pattern),
        ("values", table.values.is_some(), Kind::Allowed),
        ("numbers", table.numbers.is_some(), Kind::KnownNumbers),
    ];
    let stranger = given.iter().find(|(_, there, kind)| *there && *kind != table.kind);
    if let Some((key, _, kind)) = stranger {
        let message =
            format!("`{key}` belongs to rules of the kind `{}`; this one is of the kind `{}`", kind.as_str(), table.kind.as_str());
        return Err(Fault::at(key, message));
    }
    let count = given.iter().filter(|(_, there, _)| *there).count();
    match table.kind {
        Kind::Pattern if count != 1 => Err(Fault::at("kind", "a pattern rule needs one of `must-match` and `must-not-match`")),
        Kind::Allowed if count == 0 => Err(Fault::at("kind", "a rule of the kind `allowed` needs `values`")),
        Kind::KnownNumbers if count == 0 => Err(Fault::at("kind", "a rule of the kind `known-numbers` needs `numbers`")),
        _ => Ok(()),
    }
}

fn demand(table: &RuleTable, field: &RuleField) -> Result<Demand, Fault> {
    let regex = |key, pattern: &str| {
        let reason = |error: regex::Error| format!("this is no regular expression: {}", last_line(&error.to_string()));
        Regex::new(pattern).map_err(|error| Fault::at(key, reason(error)).item(pattern))
    };
    Ok(match table.kind {
        Kind::Required => Demand::Present,
        Kind::Pattern => match (&table.must_match, &table.must_not_match) {
            (Some(pattern), _) => Demand::Match(regex("must-match", pattern)?),
            (None, pattern) => Demand::NoMatch(regex("must-not-match", pattern.as_deref().unwrap_or_default())?),
        },
        Kind::Allowed => {
            let values = table.values.clone().unwrap_or_default();
            if values.is_empty() {
                return Err(Fault::at("values", "the list is empty: no value would be allowed"));
            }
            Demand::Among(values)
        }
        Kind::KnownNumbers => {
            let items = table.numbers.as_deref().unwrap_or_default();
            if items.is_empty() {
                return Err(Fault::at("numbers", "the list is empty: no number would be known"));
            }
            NumberSet::read(items.iter().map(String::as_str)).map_err(|(item, message)| Fault::at("numbers", message).item(item))?;
            let is_fond = matches!(field, RuleField::Level(id) if id == "fond");
            let folded: Vec<String> = items.iter().map(|item| if is_fond { fold_fond(item) } else { item.clone() }).collect();
            let known = NumberSet::read(folded.iter().map(String::as_str));
            Demand::Known(known.map_err(|(item, message)| Fault::at("numbers", message).item(item))?)
        }
    })
}

fn condition(name: &str, values: &[String], schemas: &Schemas, levels: &[&str]) -> Result<Condition, Fault> {
    let field = field("when", name, levels)?;
    if values.is_empty() {
        return Err(Fault::at("when", format!("no value of `{name}` is given: the rule would never speak")).item(name));
    }
    // A slip of the pen in these would silence the rule for good.
    let known: Option<(&str, Vec<&str>)> = match field {
        RuleField::Repository => Some(("repository", schemas.repositories.ids().collect())),
        RuleField::Scheme => Some(("scheme", schemas.schemes.ids().collect())),
        RuleField::Publisher => Some(("publisher", schemas.publishers.iter().map(|entry| entry.name.as_str()).collect())),
        _ => None,
    };
    if let Some((kind, known)) = known
        && let Some(value) = values.iter().find(|value| !known.contains(&value.as_str()))
    {
        return Err(match schemas.repositories_named(value) {
            [only] if field == RuleField::Repository => {
                let help = format!("records name it by its siglum: `{}`", schemas.siglum(only));
                Fault::at("when", format!("there is no repository `{value}`")).item(value).help(help)
            }
            _ => Fault::at("when", unknown(kind, value, &known)).item(value),
        });
    }
    Ok(Condition { field, values: values.to_vec() })
}

fn template(key: &'static str, text: &str, kind: Kind, levels: &[&str]) -> Result<Template, Fault> {
    if text.trim().is_empty() {
        return Err(Fault::at(key, "it says nothing"));
    }
    let template = Template::read(text, levels).map_err(|error| match error {
        TemplateError::Unknown(name) => {
            let known: Vec<String> = OWN_PLACEHOLDERS.iter().map(|name| (*name).to_owned()).chain(RuleField::names(levels)).collect();
            Fault::at(key, unknown("placeholder", &name, &known)).item(&format!("{{{name}}}"))
        }
        TemplateError::Brace => Fault::at(key, "a brace has no other half").help("write `{{` and `}}` where braces are meant"),
    })?;
    let speaks_of_value = template.0.iter().any(|piece| matches!(piece, super::Piece::Value | super::Piece::Match));
    if kind == Kind::Required && speaks_of_value {
        return Err(Fault::at(key, "where the field is missing there is no `{value}` to tell"));
    }
    Ok(template)
}

/// The places of the keys of every `[[rule]]` table.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Places {
    rule: Vec<BTreeMap<String, Spanned<toml::Value>>>,
}

impl Places {
    /// None where the text is no TOML; then its reader has said so already.
    fn of(text: &str) -> Self {
        toml::from_str(text).unwrap_or_default()
    }

    /// Where the value of a key stands, or the item inside it.
    fn find(&self, text: &str, number: usize, key: &str, item: Option<&str>) -> Option<Range<usize>> {
        let value = self.rule.get(number)?.get(key)?.span();
        // The span of a table with a header of its own is that of the header; the item stands below it.
        let inside = |item: &str| {
            let below = text.get(value.start..)?;
            let quoted = ['"', '\''].into_iter().filter_map(|mark| below.find(&format!("{mark}{item}{mark}")).map(|at| at + 1)).min();
            let at = value.start + quoted.or_else(|| below.find(item))?;
            Some(at..at + item.len())
        };
        item.filter(|item| !item.is_empty()).and_then(inside).or(Some(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "[[rule]]\nname = \"x\"\nmessage = \"{value}\"\n";

    fn refusal(rest: &str) -> (String, Option<(usize, usize)>) {
        let source = SchemaSource { name: "own.toml".into(), text: format!("{HEAD}{rest}") };
        let error = Schemas::with(&[source]).expect_err("refused");
        let message = error.message.split(", expected").next().unwrap_or_default();
        (message.trim_start_matches("own.toml: ").to_owned(), error.position())
    }

    #[test]
    fn what_is_wrong_is_shown_at_its_place() {
        for (rest, message, place) in [
            ("kind = \"pattern\"\nfield = \"titel\"\nmust-match = \"x\"", "unknown record field `titel`", (5, 10)),
            ("kind = \"pattern\"\nfield = \"title\"\nmust-match = \"(\"", "this is no regular expression: unclosed group", (6, 15)),
            ("kind = \"pattern\"\nfield = \"title\"", "a pattern rule needs one of `must-match` and `must-not-match`", (4, 8)),
            (
                "kind = \"allowed\"\nfield = \"rights\"\nnumbers = [\"1\"]",
                "`numbers` belongs to rules of the kind `known-numbers`; this one is of the kind `allowed`",
                (6, 11),
            ),
            ("kind = \"allowed\"\nfield = \"rights\"\nvalues = []", "the list is empty: no value would be allowed", (6, 10)),
            (
                "kind = \"known-numbers\"\nfield = \"levels.delo\"\nnumbers = [\"1-5\", \"9-7\"]",
                "the range `9-7` ends before it begins",
                (6, 20),
            ),
            ("kind = \"required\"\nfield = \"title\"", "where the field is missing there is no `{value}` to tell", (3, 11)),
            (
                "kind = \"allowed\"\nfield = \"rights\"\nvalues = [\"x\"]\n[rule.when]\nrepository = [\"GARF\", \"GRAF\"]",
                "unknown repository `GRAF`",
                (8, 24),
            ),
            (
                "kind = \"allowed\"\nfield = \"rights\"\nvalues = [\"x\"]\nwhen = { repository = [\"ГАРФ\"] }",
                "there is no repository `ГАРФ`",
                (7, 25),
            ),
            ("kind = \"allowed\"\nfield = \"rights\"\nvalues = [\"x\"]\nwhen = { opus = [\"1\"] }", "unknown record field `opus`", (7, 10)),
        ] {
            assert_eq!(refusal(rest), (message.to_owned(), Some(place)), "{rest}");
        }
    }
}
