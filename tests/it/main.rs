//! Tests of the rooms through their doors. One binary, so that it links once.

#![allow(clippy::unwrap_used)] // the rule is: none outside tests

mod baseline;
mod bibliography;
mod cache;
mod catalogue;
mod changed;
mod cite;
mod cmd;
mod collection;
mod console;
mod converted;
mod corrections;
#[cfg(feature = "csl")]
mod csl;
mod dated;
mod escaping;
mod evidence;
mod exchange;
mod extract;
mod fact_rules;
mod fix_cmd;
mod fixes;
mod fuzz_finds;
mod gold;
mod guide;
mod hostile_input;
mod in_place;
mod interrupted;
mod json;
mod json_schema;
mod readme;
mod record_rules;
mod report;
mod report_cmd;
mod report_services;
mod roundtrip;
mod rules;
mod rules_shelf;
mod schemes;
mod shards;
mod slips;
mod snapshot;
mod spans;
mod stats;
mod styles;
mod supply;
mod suppression;
mod traditions;
mod tree;
mod user_rules;
mod watch;
