//! Tests of the rooms through their doors. One binary, so that it links once.

mod cite;
mod cmd;
mod collection;
mod evidence;
mod fact_rules;
mod gold;
mod json;
mod json_schema;
mod record_rules;
mod report;
mod rules;
mod rules_shelf;
mod schemes;
mod snapshot;
mod spans;
mod traditions;
mod tree;
