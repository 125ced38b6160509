//! Tests of the rooms through their doors. One binary, so that it links once.

mod cmd;
mod json;
mod json_schema;
mod report;
mod rules;
mod snapshot;
mod tree;
