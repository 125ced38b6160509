//! Any bytes, as a page: decoding, recognition, every layout, the grammar, rules, fixes, styles.

#![no_main]

use libfuzzer_sys::fuzz_target;
use opiska::parse::ReadOptions;

fuzz_target!(|bytes: &[u8]| opiska_fuzz::whole_way(bytes, ReadOptions::default()));
