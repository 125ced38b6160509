//! Runs hayagriva over the items: as rarely as the style allows, and never at the cost of the run.
//!
//! hayagriva sets every citation twice before it sets the list. Only a style that tells works of the same year apart by
//! letters needs that; all others get a citation style that prints nothing but the key.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use hayagriva::citationberg::IndependentStyle;
use hayagriva::citationberg::json::Item;
use hayagriva::{BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, standalone_citation};

use super::CslForm;
use super::item::{DateRepair, Prepared};
use super::line::Line;
use super::style::CslStyle;

/// Every item that could be set, with its index: a bibliography in the order of the style, notes in that of the items.
pub(super) fn set(style: &CslStyle, form: CslForm, prepared: &[Prepared]) -> Vec<(usize, Line)> {
    let items: Vec<(usize, &Item)> = prepared.iter().map(|prepared| &prepared.item).enumerate().collect();
    let mut lines = whole_or_parts(style, form, &items);
    for (at, line) in &mut lines {
        match &prepared[*at].date {
            DateRepair::None => {}
            DateRepair::Words { year, words } => line.replace_year(year, words),
            DateRepair::Until(last) => {
                let other = caught(|| run(style, form, &[(*at, last)])).and_then(|mut lines| lines.pop());
                if let Some((_, other)) = other {
                    line.span_dates(&other);
                }
            }
        }
        line.place_quotes(&style.quotes);
    }
    lines
}

/// All items in one run; where hayagriva panics, those that it can set alone; where it still does, each alone.
fn whole_or_parts(style: &CslStyle, form: CslForm, items: &[(usize, &Item)]) -> Vec<(usize, Line)> {
    if let Some(lines) = caught(|| run(style, form, items)) {
        return lines;
    }
    let alone: Vec<(usize, Line)> = items.iter().filter_map(|item| caught(|| run(style, form, &[*item]))?.pop()).collect();
    let good: Vec<(usize, &Item)> = items.iter().filter(|(at, _)| alone.iter().any(|(set, _)| set == at)).copied().collect();
    caught(|| run(style, form, &good)).unwrap_or(alone)
}

/// The last guard: what the checks before did not foresee costs a record, not the run.
fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

fn run(style: &CslStyle, form: CslForm, items: &[(usize, &Item)]) -> Vec<(usize, Line)> {
    match form {
        CslForm::Bibliography => bibliography(style, items),
        CslForm::Note if style.has_notes() => {
            items.iter().map(|(at, item)| (*at, Line::of(&standalone_citation(request(style, &style.csl, item)), None))).collect()
        }
        CslForm::Note => {
            let rendered = drive(style, &style.csl, items);
            items.iter().zip(&rendered.citations).map(|((at, _), citation)| (*at, Line::of(&citation.citation, None))).collect()
        }
    }
}

fn bibliography(style: &CslStyle, items: &[(usize, &Item)]) -> Vec<(usize, Line)> {
    let letters = style.csl.citation.disambiguate_add_year_suffix;
    let citing = if letters { Some(&style.csl) } else { KEY_ONLY.as_ref() };
    let rendered = drive(style, citing.unwrap_or(&style.csl), items);
    let places: HashMap<_, usize> = items.iter().filter_map(|(at, item)| Some((item.id()?, *at))).collect();
    let listed = rendered.bibliography.into_iter().flat_map(|list| list.items);
    listed.filter_map(|item| Some((*places.get(item.key.as_str())?, Line::of(&item.content, item.first_field.as_ref())))).collect()
}

fn drive(style: &CslStyle, citing: &IndependentStyle, items: &[(usize, &Item)]) -> hayagriva::Rendered {
    let mut driver = BibliographyDriver::new();
    for (_, item) in items {
        driver.citation(request(style, citing, item));
    }
    driver.finish(BibliographyRequest::new(&style.csl, Some(style.lang.clone()), &style.locales))
}

fn request<'a>(style: &'a CslStyle, citing: &'a IndependentStyle, item: &'a Item) -> CitationRequest<'a, Item> {
    CitationRequest::new(vec![CitationItem::with_entry(item)], citing, Some(style.lang.clone()), &style.locales, None)
}

/// Prints the key, which no two items share, so that there is nothing to tell apart.
static KEY_ONLY: LazyLock<Option<IndependentStyle>> = LazyLock::new(|| {
    IndependentStyle::from_xml(
        "<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"in-text\" version=\"1.0\"><info><title>key</title><id>key</id>\
         <updated>2026-01-01T00:00:00Z</updated></info><citation><layout><text variable=\"citation-key\"/></layout></citation></style>",
    )
    .ok()
});

#[cfg(test)]
mod tests {
    use super::KEY_ONLY;

    #[test]
    fn the_cheap_style_can_be_read() {
        assert!(KEY_ONLY.is_some());
    }
}
