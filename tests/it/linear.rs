//! Reading takes time in proportion to the text, also where a text is nothing but what the reader looks for.
//!
//! The reader counts no steps, so wall time is compared: four times the text may take up to twelve times as long, best of
//! three. Linear work takes four times as long and quadratic work sixteen; what lies between is left to the noise of a
//! busy machine. Times too short to compare pass.

use std::time::{Duration, Instant};

use opiska::parse::{ReadOptions, Reader, read};
use opiska::schema::Schemas;
use opiska::source::FileName;

/// The text grows up to this length, or until reading it takes long enough to be measured.
const LONGEST: usize = 64 * 1024;
const MEASURABLE: Duration = Duration::from_millis(20);
const TIMES: usize = 4;
const MOST: u32 = 12;
const TOO_SHORT: Duration = Duration::from_millis(40);

/// What stands in the text again and again.
const PIECES: &[(&str, &str)] = &[
    ("labels", "f. op. d. l. "),
    ("shelfmarks", "GARF, f. 5446, op. 98c, d. 718, ll. 3-6, "),
    ("levels", "f. 1, op. 2, d. 3, "),
    ("quotes", "\"“«„”»' "),
    ("opening quotes", "“a «b "),
    ("credits", "Translated by Gary Goldberg. "),
    ("credit verbs", "translated by "),
    ("semicolons", "; d. 1; "),
    ("ibid", "Ibid., "),
    ("digits", "1"),
    ("spaced digits", "17 "),
    ("leaves", "l. 1-2, 3ob., "),
    ("dates", "1 January 1956, "),
    ("brackets", "(["),
    ("words", "слово word "),
    ("archives", "Russian State Archive "),
    ("addresses", "https://example.org/document/1 "),
    ("full stops", "a. b. "),
];

fn best_of_three(text: &str, lines: bool, reader: &Reader<'_>) -> Duration {
    let once = || {
        let start = Instant::now();
        read(FileName::new("note"), text.as_bytes(), ReadOptions { lines }, reader).expect("a text");
        start.elapsed()
    };
    (0..3).map(|_| once()).min().expect("three times")
}

fn slow_ones(lines: bool, head: &str) -> Vec<String> {
    let schemas = Schemas::builtin();
    let reader = Reader::new(&schemas);
    let text = |piece: &str, length: usize| format!("{head}{}\n", piece.repeat(length / piece.len()));
    let mut slow = Vec::new();
    for (name, piece) in PIECES {
        let mut length = 1024;
        let mut short = best_of_three(&text(piece, length), lines, &reader);
        while short < MEASURABLE && length < LONGEST {
            length *= 2;
            short = best_of_three(&text(piece, length), lines, &reader);
        }
        // One run is enough to see that a time is far within the bound.
        let long = text(piece, length * TIMES);
        let start = Instant::now();
        read(FileName::new("note"), long.as_bytes(), ReadOptions { lines }, &reader).expect("a text");
        let mut taken = start.elapsed();
        if taken > TOO_SHORT && taken > short * MOST {
            taken = best_of_three(&long, lines, &reader);
        }
        if taken > TOO_SHORT && taken > short * MOST {
            slow.push(format!("{name}: {short:?} for {length} bytes, {taken:?} for {TIMES} times as many"));
        }
    }
    slow
}

#[test]
fn one_long_line() {
    assert_eq!(slow_ones(true, ""), Vec::<String>::new());
}

#[test]
fn one_long_note() {
    assert_eq!(slow_ones(false, "Text.[^1]\n\n[^1]: "), Vec::<String>::new());
}
