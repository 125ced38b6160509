//! Citations put together from the words of the schemas: shelfmarks of every tradition, dates, leaves, in every disorder.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|picks: Vec<u16>| {
    let words = opiska_fuzz::words();
    let text: String = picks.iter().take(64).map(|pick| words[usize::from(*pick) % words.len()].as_str()).collect();
    opiska_fuzz::read_lines(&text);
});
