//! Tests of the rooms through their doors.

mod collection;
mod evidence;
mod json;
mod json_schema;
mod rules;
