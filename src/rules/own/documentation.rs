//! The documentation of a project's own rule, in the form of the built-in ones: made of its table.

use crate::schema::own::{Demand, OwnRule, Standing};

/// What the rule reports, where, why, and its examples, in Markdown.
pub(super) fn of(own: &OwnRule) -> String {
    let mut text = format!("Reports {}.\n\n", subject(own));
    text += &format!("It says: {}\n", own.table.message.trim());
    if let Some(help) = &own.table.help {
        text += &format!("Its help: {}\n", help.trim());
    }
    let mut scope: Vec<String> =
        own.when.iter().map(|condition| format!("{} is {}", condition.field, condition.values.join(" or "))).collect();
    match own.records {
        Standing::All => {}
        Standing::Documents => scope.push("the record stands on the page of a document, not in a note or a list".to_owned()),
        Standing::Notes => scope.push("the record stands in a note or a list".to_owned()),
    }
    if !scope.is_empty() {
        text += &format!("\nOnly where {}.\n", scope.join(", and "));
    }
    if let Some(why) = &own.table.why {
        text += &format!("\n## Why\n\n{}\n", why.trim());
    }
    for (number, example) in own.table.example.iter().enumerate() {
        let heading = if number == 0 { "\n## Example\n" } else { "" };
        let (kind, page) = (if example.fires { "fires" } else { "quiet" }, if example.page { " page" } else { "" });
        text += &format!("{heading}\n```{kind}{page}\n{}\n```\n", example.text.trim_end());
    }
    text
}

fn subject(own: &OwnRule) -> String {
    let field = own.field.words();
    let article = if field.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    match &own.demand {
        Demand::Present if own.field.is_of_holding() => format!("a shelfmark without {field}"),
        Demand::Present => format!("a record without {field}"),
        Demand::Match(regex) => format!("{article} {field} that does not match `{regex}`"),
        Demand::NoMatch(regex) => format!("{article} {field} that matches `{regex}`"),
        Demand::Among(values) => format!("{article} {field} that is none of the {} allowed values", values.len()),
        Demand::Known(_) => format!("{article} {field} that is not among the known numbers"),
    }
}
