//! Tests of the rooms through their doors.

mod evidence;
mod fact_rules;
mod gold;
mod json;
mod json_schema;
mod rules;
