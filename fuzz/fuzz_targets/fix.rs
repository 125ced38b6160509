//! Any edits of any text: what is applied lies where it was meant to, and what is left out changes nothing.

#![no_main]

use libfuzzer_sys::fuzz_target;
use opiska::diagnostic::fix::{Applicability, Edit, Fix, apply};
use opiska::source::Span;

fuzz_target!(|input: (&str, Vec<Vec<(u8, u8, &str)>>)| {
    let (text, fixes) = input;
    let edit = |&(start, length, new): &(u8, u8, &str)| Edit {
        span: Span { start: u32::from(start), end: u32::from(start) + u32::from(length) },
        text: new.to_owned(),
    };
    let fixes: Vec<Fix> = fixes
        .iter()
        .map(|edits| Fix { applicability: Applicability::Safe, title: String::new(), edits: edits.iter().map(edit).collect() })
        .collect();
    let applied = apply(text, &fixes);
    assert!(applied.taken.is_sorted() && applied.taken.iter().all(|number| *number < fixes.len()));
    if applied.taken.is_empty() {
        assert_eq!(applied.text, text);
    }
});
