//! Integration tests: one binary, one module a room.
#![allow(clippy::unwrap_used, missing_docs)]

mod cmd;
