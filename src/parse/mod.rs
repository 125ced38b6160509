//! (room)

pub mod date;
pub mod evidence;
