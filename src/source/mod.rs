//! Bytes in: which file is this, how is it encoded, where is byte *n*.
//!
//! This room knows nothing of archives. It turns bytes into text without changing a character, and turns
//! byte offsets of that text into lines and columns. Only `walk` (feature `cli`) touches the disk.

pub mod decode;
pub mod encode;
pub mod name;
pub mod span;
#[cfg(feature = "cli")]
pub mod walk;

pub use decode::{Damage, DecodeError, Decoded, Encoding, decode};
pub use encode::Unencodable;
pub use name::FileName;
pub use span::{Place, Position, Positions, Span, Spanned};
