//! Inputs that fuzzing found: each made reading panic once.

use opiska::parse::{ReadOptions, Reader, read};
use opiska::schema::Schemas;
use opiska::source::FileName;

const FINDS: &[&[u8]] = &[
    b"AE,AE,GR HSE, II-5568-II-5568-GR HSE, II-5568-II-556ies and Mass Organizations of the GDR in the Federal Archives (SAPMO-BArch), \xffbDY 30/3292, S. 12-158-4\n",
    b"GARF, Fond 5446, Opis 98c, Delo 718, Listy 3-6-ll.f.GARF (Moscow)",
];

#[test]
fn they_are_read_now() {
    let schemas = Schemas::builtin();
    let reader = Reader::new(&schemas);
    for bytes in FINDS {
        for lines in [true, false] {
            read(FileName::new("find"), bytes, ReadOptions { lines }, &reader).expect("text");
        }
    }
}
