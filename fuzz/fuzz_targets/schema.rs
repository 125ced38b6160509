//! Any text as a schema file of the user's own; what loads must also read.

#![no_main]

use libfuzzer_sys::fuzz_target;
use opiska::parse::{ReadOptions, Reader, read};
use opiska::schema::{SchemaSource, Schemas};
use opiska::source::FileName;

fuzz_target!(|text: &str| {
    let source = SchemaSource { name: "own.toml".to_owned(), text: text.to_owned() };
    if let Ok(schemas) = Schemas::with(&[source]) {
        let reader = Reader::new(&schemas);
        let _ = read(FileName::new("line"), b"GARF, Fond 5446, Opis 98c, Delo 718, Listy 3-6", ReadOptions { lines: true }, &reader);
    }
});
