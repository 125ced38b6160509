//! Tests of the rooms through their doors.

mod json;
mod json_schema;
mod record_rules;
mod rules;
