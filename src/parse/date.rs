//! stub
use crate::record::ArchivalDate;
use crate::schema::Schemas;
pub fn read_date(_text: &str, _schemas: &Schemas) -> Option<(std::ops::Range<usize>, ArchivalDate)> { None }
pub fn whole_date(text: &str, _schemas: &Schemas) -> ArchivalDate { ArchivalDate { as_written: text.to_owned(), ..Default::default() } }
