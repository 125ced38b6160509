//! Forms of one thing over a collection, each with its places: which form is the rarer one, and what a finding shows.

use std::collections::BTreeMap;

use crate::diagnostic::Words;
use crate::record::PageId;
use crate::rules::{Draft, Findings};
use crate::source::Span;

/// Further places that a finding shows; its message counts them all.
const SHOWN: usize = 8;

/// The forms in which one thing is written, each with its places in the order of the collection.
#[derive(Debug, Default)]
pub(in crate::rules) struct Forms(BTreeMap<String, Vec<(PageId, Span)>>);

impl Forms {
    /// Notes that the thing is written so at a place. Places come in the order of the collection.
    pub fn add(&mut self, form: &str, page: PageId, span: Span) {
        match self.0.get_mut(form) {
            Some(places) => places.push((page, span)),
            None => {
                self.0.insert(form.to_owned(), vec![(page, span)]);
            }
        }
    }

    /// Whether there are two forms or more.
    pub fn are_mixed(&self) -> bool {
        self.0.len() > 1
    }

    /// In how many pages the forms occur.
    pub fn pages(&self) -> usize {
        let mut pages: Vec<PageId> = self.0.values().flatten().map(|(page, _)| *page).collect();
        pages.sort_unstable();
        pages.dedup();
        pages.len()
    }

    /// The forms, the rarest first; of two equally rare ones the one that came later.
    pub fn by_rarity(&self) -> Vec<(&str, &[(PageId, Span)])> {
        let mut forms: Vec<_> = self.0.iter().map(|(form, places)| (form.as_str(), places.as_slice())).collect();
        forms.sort_by_key(|(_, places)| (places.len(), std::cmp::Reverse(places.first().copied())));
        forms
    }

    /// The forms in words with their numbers: `"98" (2 times) and "98c" (3 times)`.
    pub fn counted(&self) -> String {
        let mut words: Vec<String> =
            self.by_rarity().iter().map(|(form, places)| format!("\"{form}\" ({})", times(places.len()))).collect();
        let last = words.pop().unwrap_or_default();
        if words.is_empty() { last } else { format!("{} and {last}", words.join(", ")) }
    }

    /// Reports at the first place of the rarest form; the other places are related. Forms are words of the source.
    pub fn report<'f>(&self, findings: &'f mut Findings, message: impl Into<Words>) -> Option<&'f mut Draft> {
        self.report_as(findings, message, |form| format!("\"{form}\" here"))
    }

    /// The same where forms are ways of writing rather than words of the source.
    ///
    /// When there are too many further places to show, each form's first one goes before second ones. The value for
    /// the fingerprint is made of the forms.
    pub fn report_as<'f>(
        &self,
        findings: &'f mut Findings,
        message: impl Into<Words>,
        words: impl Fn(&str) -> String,
    ) -> Option<&'f mut Draft> {
        let forms = self.by_rarity();
        let &(page, span) = forms.first()?.1.first()?;
        let draft = findings.report_on(page, span, message);
        draft.label(words(forms.first()?.0)).value(self.0.keys().map(String::as_str).collect::<Vec<_>>().join(" / "));
        let mut others: Vec<(usize, (PageId, Span), &str)> = Vec::new();
        for (form, places) in &forms {
            others.extend(places.iter().take(SHOWN + 1).enumerate().map(|(rank, place)| (rank, *place, *form)));
        }
        others.retain(|(_, place, _)| *place != (page, span));
        others.sort();
        others.truncate(SHOWN);
        others.sort_by_key(|(_, place, _)| *place);
        for (_, (page, span), form) in others {
            draft.related_on(page, span, words(form));
        }
        Some(draft)
    }
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        count => format!("{count} times"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rarest_form_comes_first_and_later_of_equals() {
        let mut forms = Forms::default();
        let span = |at| Span::new(at, at + 1);
        for (form, page, at) in [("98c", 0, 1), ("98c", 1, 1), ("98", 2, 5), ("98c", 3, 1), ("98", 4, 7)] {
            forms.add(form, PageId(page), span(at));
        }
        assert!(forms.are_mixed() && forms.pages() == 5);
        assert_eq!(forms.counted(), "\"98\" (twice) and \"98c\" (3 times)");
        let mut findings = Findings::default();
        forms.report(&mut findings, "two");
        let draft = &findings.into_drafts()[0];
        assert_eq!((draft.page, draft.span), (Some(PageId(2)), span(5)));
        assert_eq!(draft.related.iter().map(|(page, ..)| page.map(|page| page.0)).collect::<Vec<_>>(), [0, 1, 3, 4].map(Some));
        let mut equal = Forms::default();
        equal.add("a", PageId(0), span(0));
        equal.add("b", PageId(1), span(0));
        assert_eq!(equal.by_rarity()[0].0, "b");
    }

    #[test]
    fn at_most_eight_further_places_and_every_form_among_them() {
        let mut forms = Forms::default();
        for page in 0..40 {
            forms.add(if page == 39 { "rare" } else { "usual" }, PageId(page), Span::new(0, 1));
        }
        let mut findings = Findings::default();
        forms.report(&mut findings, "many");
        assert_eq!(findings.into_drafts()[0].related.len(), 8);
    }
}
