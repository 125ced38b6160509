//! Bytes behind the opening of each format of bibliographies, so that the readers of CSL-JSON, BibTeX, RIS and tables are met.

#![no_main]

use libfuzzer_sys::fuzz_target;
use opiska::parse::ReadOptions;

const OPENINGS: [&str; 5] = [
    "[{\"id\": \"a\", \"type\": \"manuscript\", \"archive\": \"GARF\", ",
    "@misc{a, note = {GARF, f. 5446}, ",
    "TY  - MANSCPT\nAN  - GARF, f. 5446, op. 98\n",
    "Title,Archive,Loc. in Archive\n",
    "\\documentclass{article}\\begin{document}\\footnote{GARF, f.~5446, op.~98, ",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let opening = OPENINGS[*first as usize % OPENINGS.len()];
    opiska_fuzz::whole_way(&[opening.as_bytes(), rest].concat(), ReadOptions::default());
});
