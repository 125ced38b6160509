//! How long each stage takes on its own: read, decode, recognise, parse, rules, each report, each style.
//!
//! `cargo bench --bench stages` runs all, `cargo bench --bench stages -- cite/` those with the word in their name. The numbers
//! say where a loss comes from; they gate nothing (`.ci/instructions` does). How time grows with size is in `reading.rs`.

use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use opiska::check::{Choices, Engine, Selection, finish};
use opiska::cite::{CiteOptions, Style, cite};
use opiska::diagnostic::Diagnostic;
use opiska::layout;
use opiska::parse::{ReadOptions, Reader, Reading, read};
use opiska::record::{Corpus, Day, Record};
use opiska::report::{Counts, Format, Look, Report, SourceText, Texts, report};
use opiska::schema::Schemas;
use opiska::source::{FileName, decode};

/// The files of a folder of the project, by name.
fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("a folder of the project").flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.sort();
    files
}

/// The files of a folder with their names and texts.
fn texts(folder: &str) -> Vec<(String, String)> {
    let name = |path: &PathBuf| path.file_name().expect("a file").to_string_lossy().into_owned();
    files(folder).iter().map(|path| (name(path), fs::read_to_string(path).expect("a text"))).collect()
}

/// The sample pages.
fn samples() -> Vec<(String, String)> {
    texts("seeds")
}

/// Exports of reference managers, and tables.
fn bibliographies() -> Vec<(String, String)> {
    texts("tests/fixtures/bibliographies")
}

/// 500 citations of a collection: a few fonds, many files, titles and dates that differ.
fn lines() -> String {
    let citation = |at: usize| {
        format!(
            "“Record of Conversation No. {at},” {} May {}, GARF, Fond {}, Opis {}, Delo {}, Listy {}-{}. Translated by Gary Goldberg.\n",
            at % 28 + 1,
            1945 + at % 40,
            5446 + at % 5,
            at % 3 + 1,
            at / 2 + 1,
            at % 90 + 1,
            at % 90 + 6
        )
    };
    (0..500).map(citation).collect()
}

fn read_it(name: &str, text: &str, lines: bool, reader: &Reader<'_>) -> Reading {
    read(FileName::new(name), text.as_bytes(), ReadOptions { lines }, reader).expect("a text")
}

/// What is done once a run, however little there is to read.
fn starting(c: &mut Criterion) {
    let schemas = Schemas::builtin();
    c.bench_function("start/schemas", |b| b.iter(Schemas::builtin));
    c.bench_function("start/reader", |b| b.iter(|| Reader::new(&schemas)));
}

/// Bytes from the disk (or from where the system keeps them), and text out of bytes.
fn reading(c: &mut Criterion) {
    let paths = files("seeds");
    c.bench_function("read/samples", |b| b.iter(|| paths.iter().map(|path| fs::read(path).expect("a sample").len()).sum::<usize>()));

    let mut group = c.benchmark_group("decode");
    let text = "Ф. 5446. Оп. 98с. Д. 718. Л. 3–6. Запись беседы с послом\n".repeat(500);
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let single: Vec<u8> = text.chars().map(windows_1251).collect();
    group.throughput(Throughput::Elements(text.chars().count() as u64));
    for (name, bytes) in [("UTF-8", text.as_bytes()), ("UTF-16", &utf16), ("single byte", &single)] {
        group.bench_function(name, |b| b.iter(|| decode(black_box(bytes)).map(|decoded| decoded.text.len())));
    }
    group.finish();
}

/// A character in Windows-1251, as far as the text above needs it.
fn windows_1251(c: char) -> u8 {
    match c {
        'А'..='я' => (u32::from(c) - u32::from('А') + 0xC0) as u8,
        '–' => 0x96,
        c => c as u8,
    }
}

/// Which layout a page has, and where its blocks are.
fn recognising(c: &mut Criterion) {
    let schemas = Schemas::builtin();
    for (stage, cuts) in [("recognise", false), ("cut into blocks", true)] {
        let mut group = c.benchmark_group(stage);
        for (name, text) in samples().into_iter().chain(bibliographies()) {
            group.throughput(Throughput::Bytes(text.len() as u64));
            let known = layout::recognise(&text, &schemas);
            if cuts {
                group.bench_function(name, |b| b.iter(|| known.page(black_box(&text), &schemas).blocks.len()));
            } else {
                group.bench_function(name, |b| b.iter(|| layout::recognise(black_box(&text), &schemas).name()));
            }
        }
        group.finish();
    }
}

/// Text to records: whole pages, bibliographies, lines. The stages before are part of it, for the library has them in one call.
fn parsing(c: &mut Criterion) {
    let schemas = Schemas::builtin();
    let reader = Reader::new(&schemas);
    let mut group = c.benchmark_group("parse");
    for (kind, texts) in [("page", samples()), ("bibliography", bibliographies())] {
        for (name, text) in texts {
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_function(format!("{kind}/{name}"), |b| b.iter(|| read_it(&name, black_box(&text), false, &reader)));
        }
    }
    let lines = lines();
    group.throughput(Throughput::Elements(500));
    group.bench_function("line/500 citations", |b| b.iter(|| read_it("lines", black_box(&lines), true, &reader)));
    group.finish();
}

/// Every sample and the lines, read.
fn everything_read(reader: &Reader<'_>) -> Vec<Reading> {
    let mut readings: Vec<Reading> = samples().iter().map(|(name, text)| read_it(name, text, false, reader)).collect();
    readings.push(read_it("lines", &lines(), true, reader));
    readings
}

fn checking(c: &mut Criterion) {
    let schemas = Schemas::builtin();
    let selection = Selection::new(&schemas, &Choices::default()).expect("the built-in profile");
    let engine = Engine::new(&schemas, &selection, Some(Day::new(2026, 1, 1)));
    let mut readings = everything_read(&Reader::new(&schemas));
    let lines = readings.pop().expect("the lines");
    c.bench_function("rules/record, samples", |b| {
        b.iter(|| readings.iter().map(|reading| engine.judge(&reading.page, &reading.text).findings.len()).sum::<usize>());
    });
    c.bench_function("rules/record, 500 citations", |b| b.iter(|| engine.judge(&lines.page, &lines.text).findings.len()));
    let corpus = Corpus::new(vec![lines.page.clone()]);
    c.bench_function("rules/collection, 500 citations", |b| b.iter(|| engine.corpus(&corpus).len()));
    c.bench_function("rules/index of the collection, 500 citations", |b| {
        b.iter_batched(|| vec![lines.page.clone()], Corpus::new, BatchSize::LargeInput);
    });
}

/// Hands out the texts that were checked.
struct Shelf(BTreeMap<String, String>);

impl Texts for Shelf {
    fn text(&self, file: &FileName) -> SourceText {
        self.0.get(file.as_str()).map_or(SourceText::Gone, |text| SourceText::Same(text.clone()))
    }
}

fn reporting(c: &mut Criterion) {
    let schemas = Schemas::builtin();
    let selection = Selection::new(&schemas, &Choices::default()).expect("the built-in profile");
    let engine = Engine::new(&schemas, &selection, Some(Day::new(2026, 1, 1)));
    let readings = everything_read(&Reader::new(&schemas));
    let mut findings: Vec<Diagnostic> = readings.iter().flat_map(|reading| engine.page(&reading.page, &reading.text)).collect();
    let (files, records) = (readings.len(), readings.iter().map(|reading| reading.page.records.len()).sum());
    let shelf = Shelf(readings.iter().map(|reading| (reading.page.name.as_str().to_owned(), reading.text.clone())).collect());
    findings.extend(engine.corpus(&Corpus::new(readings.into_iter().map(|reading| reading.page).collect())));
    let findings = finish(findings);
    let whole = Report {
        findings: &findings,
        baselined: None,
        rules: &[],
        unreadable: &[],
        counts: Counts::new(files, records, &findings),
        texts: &shelf,
        look: Look::default(),
    };
    let mut group = c.benchmark_group("report");
    group.throughput(Throughput::Elements(findings.len() as u64));
    for &format in Format::ALL {
        group.bench_function(format.as_str(), |b| b.iter(|| report(black_box(&whole), format, &mut io::sink())));
    }
    group.finish();
}

fn citing(c: &mut Criterion) {
    let schemas = Schemas::builtin();
    let reading = read_it("lines", &lines(), true, &Reader::new(&schemas));
    let records: Vec<&Record> = reading.page.records.iter().collect();
    let mut group = c.benchmark_group("cite");
    group.throughput(Throughput::Elements(records.len() as u64));
    for &style in Style::ALL {
        group.bench_function(style.as_str(), |b| b.iter(|| cite(black_box(&records), style, &CiteOptions::default(), &schemas).text.len()));
    }
    group.finish();
}

criterion_group! {
    name = benches;
    // Seconds rather than minutes: these figures tell orders of magnitude and large changes.
    config = Criterion::default().sample_size(20).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    targets = starting, reading, recognising, parsing, checking, reporting, citing
}
criterion_main!(benches);
