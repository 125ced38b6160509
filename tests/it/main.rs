//! Tests of the rooms through their doors.

mod evidence;
mod gold;
mod json;
mod json_schema;
mod rules;
