//! Integration tests, one file per room.

mod evidence;
