//! Any bytes, one citation a line: the grammar of shelfmarks, dates, leaves and credits without a page around them.

#![no_main]

use libfuzzer_sys::fuzz_target;
use opiska::parse::ReadOptions;

fuzz_target!(|bytes: &[u8]| opiska_fuzz::whole_way(bytes, ReadOptions { lines: true }));
