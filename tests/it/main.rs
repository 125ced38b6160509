//! Tests of rooms and of the whole, in one binary.

mod cite;
