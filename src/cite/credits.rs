//! Who did what, in words: `translated and edited by A and B`.

use std::borrow::Cow;

use super::markup::clean;
use crate::record::{Credit, Role};
use crate::schema::Schemas;

/// People with the same part in the work, for the same programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    /// What they did.
    pub roles: Vec<Role>,
    /// Their names, in order.
    pub names: Vec<String>,
    /// The programme they did it for.
    pub on_behalf_of: Option<String>,
}

/// Credits of these roles, gathered: one group a role, neighbours with the same people joined. A verb without a name
/// credits nobody and is left out.
pub(super) fn groups(credits: &[Credit], wanted: impl Fn(Role) -> bool) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for credit in credits.iter().filter(|credit| wanted(credit.role)) {
        let (name, on_behalf_of) = (clean(&credit.name), credit.on_behalf_of.as_deref().map(clean));
        if name.is_empty() {
            continue;
        }
        match groups.iter_mut().find(|group| group.roles == [credit.role] && group.on_behalf_of == on_behalf_of) {
            Some(group) if group.names.contains(&name) => {}
            Some(group) => group.names.push(name),
            None => groups.push(Group { roles: vec![credit.role], names: vec![name], on_behalf_of }),
        }
    }
    groups.dedup_by(|later, earlier| {
        let same = later.names == earlier.names && later.on_behalf_of == earlier.on_behalf_of;
        if same {
            earlier.roles.append(&mut later.roles);
        }
        same
    });
    groups
}

impl Group {
    /// `translated by Gary Goldberg`, `translated and edited for CWIHP by A, B, and C`.
    pub(super) fn phrase(&self, schemas: &Schemas) -> String {
        let verbs: Vec<Cow<'_, str>> = self.roles.iter().map(|role| verb(*role, schemas)).collect();
        let mut phrase = listed(&verbs);
        for word in self.on_behalf_of.iter().flat_map(|programme| [" for ", programme]) {
            phrase.push_str(word);
        }
        phrase + " by " + &listed(&self.names)
    }
}

/// All groups in one clause: `contributed by A and translated by B`; longer ones are set apart by semicolons.
pub(super) fn clause(groups: &[Group], schemas: &Schemas) -> String {
    let phrases: Vec<String> = groups.iter().map(|group| group.phrase(schemas)).collect();
    let simple = groups.len() == 2 && groups.iter().all(|group| group.names.len() == 1 && group.roles.len() == 1);
    phrases.join(if simple { " and " } else { "; " })
}

/// The first letter in upper case.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let mut capitalised = String::with_capacity(text.len());
    capitalised.extend(letters.next().into_iter().flat_map(char::to_uppercase));
    capitalised + letters.as_str()
}

/// `A`, `A and B`, `A, B, and C`.
pub(super) fn listed(names: &[impl AsRef<str>]) -> String {
    let mut list = String::new();
    for (number, name) in names.iter().enumerate() {
        list.push_str(match (number, names.len() - number) {
            (0, _) => "",
            (1, 1) => " and ",
            (_, 1) => ", and ",
            _ => ", ",
        });
        list.push_str(name.as_ref());
    }
    list
}

/// The participle that credit sentences use for a role: the first the tables give.
fn verb(role: Role, schemas: &Schemas) -> Cow<'_, str> {
    let listed = schemas.credits.iter().find(|credit| credit.role == role).and_then(|credit| credit.verbs.first());
    listed.map_or_else(|| role.as_str().replace("-by", "").into(), Cow::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn clause_of(credits: &[(Role, &str)]) -> String {
        let credit =
            |&(role, name): &(Role, &str)| Credit { role, name: name.into(), span: Span::default(), on_behalf_of: None, family: None };
        let credits: Vec<Credit> = credits.iter().map(credit).collect();
        clause(&groups(&credits, |_| true), &Schemas::builtin())
    }

    #[test]
    fn people_with_the_same_part_share_a_phrase() {
        use Role::{Contributor, Editor, ObtainedBy, Translator};
        assert_eq!(clause_of(&[(Translator, "Ann Lee")]), "translated by Ann Lee");
        assert_eq!(clause_of(&[(Contributor, "Bo Ek"), (Translator, "Ann Lee")]), "contributed by Bo Ek and translated by Ann Lee");
        let three = |role| [(role, "A"), (role, "B"), (role, "C")];
        let credits = [vec![(ObtainedBy, "D")], three(Translator).to_vec(), three(Editor).to_vec()].concat();
        assert_eq!(clause_of(&credits), "obtained by D; translated and edited by A, B, and C");
        assert_eq!(clause_of(&[(Translator, "")]), "");
    }
}
