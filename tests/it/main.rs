//! Tests of the rooms through their doors.

mod json;
mod json_schema;
mod rules;
mod rules_shelf;
