//! By what power of its size the time of reading a text grows: notes of many kinds, and input made to be slow.
//!
//! `cargo bench --bench reading` runs all, `cargo bench --bench reading -- hostile` those with the word in their name. What each
//! stage takes on its own is in `stages.rs`.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use opiska::check::{Choices, Engine, Selection};
use opiska::parse::{ReadOptions, Reader, Reading, read};
use opiska::record::Day;
use opiska::schema::Schemas;
use opiska::source::FileName;

fn read_it(name: &str, bytes: &[u8], lines: bool, reader: &Reader<'_>) -> Reading {
    read(FileName::new(name), bytes, ReadOptions { lines }, reader).expect("a text")
}

/// Notes of many kinds up to a size in bytes: book and shelfmark, several shelfmarks, Ibid., no labels, Cyrillic, prose.
fn notes(size: usize) -> String {
    let kinds = [
        "GARF, f. 5446, op. 98c, d. 718, ll. 3–6; d. 719, l. 4; f. 9401, op. 2, d. 64.",
        "Ibid., d. 720, l. 12ob.",
        "A. Author, A Book of Letters (Oxford, 1994), 12–13 (citing RGASPI, f. 558, op. 11, d. 769, l. 5).",
        "RGASPI 17/162/7, 12; TsDAHOU 1/20/5254 (1932), 1–16.",
        "РГАНИ. Ф. 5. Оп. 49. Д. 131. Л. 193–194 об.; Там же. Д. 132. Л. 5.",
        "TNA, FO 371/121088, NS1051/12; National Archives, RG 59, Central Files 1967–69, POL 15 VIET S, Box 12.",
        "In May 1956 the delegation left for Moscow, where 12 of its 40 members met the press in house no. 5.",
    ];
    let mut text = String::with_capacity(size + 200);
    for number in 0.. {
        if text.len() >= size {
            break;
        }
        text.push_str(&format!("[^{number}]: {}\n", kinds[number % kinds.len()]));
    }
    text
}

/// Reading notes from 1 KB to 10 MB, in one file and in one line, and by what power of the size the time grows.
fn growth(c: &mut Criterion) {
    let schemas = Schemas::builtin();
    let reader = Reader::new(&schemas);
    let mut group = c.benchmark_group("growth");
    group.sample_size(10);
    for (kind, lines) in [("notes", false), ("one line", true)] {
        let mut points: Vec<(f64, f64)> = Vec::new();
        for size in [1_000usize, 10_000, 100_000, 1_000_000, 10_000_000] {
            let text = if lines { notes(size).replace('\n', " ") } else { notes(size) };
            let mut least = f64::INFINITY;
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_function(format!("{kind}, {size} bytes"), |b| {
                b.iter_custom(|times| {
                    let start = std::time::Instant::now();
                    (0..times).for_each(|_| drop(black_box(read_it("notes.md", black_box(text.as_bytes()), lines, &reader))));
                    let spent = start.elapsed();
                    least = least.min(spent.as_secs_f64() / times as f64);
                    spent
                });
            });
            points.push((text.len() as f64, least));
        }
        if points.iter().all(|(_, seconds)| seconds.is_finite()) {
            let (from, to) = (points[1], points[points.len() - 1]);
            let power = (to.1 / from.1).ln() / (to.0 / from.0).ln();
            println!("growth/{kind}: from 10 KB to 10 MB the time grows with the power {power:.3} of the size");
        }
    }
    group.finish();
}

/// Input made to be slow, in one line and some 0.5 and 2 MB long (10⁵ and 4·10⁵ labels): by what power of the size the time grows.
fn hostile(c: &mut Criterion) {
    let schemas = Schemas::builtin();
    let reader = Reader::new(&schemas);
    let selection = Selection::new(&schemas, &Choices::default()).expect("built-in profile");
    let engine = Engine::new(&schemas, &selection, Some(Day::new(2026, 1, 1)));
    let mut group = c.benchmark_group("hostile");
    group.sample_size(10);
    let kinds = [
        "Fond ",
        "Fond 5446, Opis 98, ",
        "GARF ",
        "“",
        "(",
        "1956-",
        "http://",
        "Listy 3-",
        "GARF, Fond 1, Opis 2, Delo 3; ",
        "{",
        "^[",
        "# opiska: ignore[missing-opis]\n",
    ];
    for kind in kinds {
        let mut points: Vec<(f64, f64)> = Vec::new();
        for count in [100_000usize, 400_000] {
            let text = kind.repeat(count * 5 / kind.len().max(5));
            let mut least = f64::INFINITY;
            group.bench_function(format!("{kind:?}, {count}"), |b| {
                b.iter_custom(|times| {
                    let start = std::time::Instant::now();
                    for _ in 0..times {
                        let reading = read_it("notes.md", black_box(text.as_bytes()), false, &reader);
                        black_box(engine.page(&reading.page, &reading.text));
                    }
                    let spent = start.elapsed();
                    least = least.min(spent.as_secs_f64() / times as f64);
                    spent
                });
            });
            points.push((text.len() as f64, least));
        }
        if let [from, to] = points[..]
            && from.1.is_finite()
            && to.1.is_finite()
        {
            println!("hostile/{kind:?}: the time grows with the power {:.3} of the size", (to.1 / from.1).ln() / (to.0 / from.0).ln());
        }
    }
    group.finish();
}

criterion_group! {
    name = benches;
    // Seconds rather than minutes: these figures tell orders of magnitude and large changes.
    config = Criterion::default().sample_size(20).warm_up_time(std::time::Duration::from_millis(300)).measurement_time(std::time::Duration::from_secs(1));
    targets = growth, hostile
}
criterion_main!(benches);
