//! Text back to bytes: in the encoding it was read in, with the byte order mark it had, or not at all.
//!
//! The border: [`decode`](super::decode()) guesses, this file does not. What an encoding lacks is named and never replaced.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};
use thiserror::Error;

use super::decode::Encoding;

/// A character that an encoding does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{encoding} has no \"{character}\" (U+{:04X})", u32::from(*character))]
pub struct Unencodable {
    /// The first such character.
    pub character: char,
    /// The encoding that lacks it.
    pub encoding: Encoding,
}

impl Encoding {
    /// Writes text in this encoding, after a byte order mark if `mark` says so.
    ///
    /// # Errors
    /// [`Unencodable`] with the first character that the encoding lacks.
    pub fn encode(self, text: &str, mark: bool) -> Result<Vec<u8>, Unencodable> {
        let charset = self.charset();
        let marked = if mark { "\u{FEFF}" } else { "" };
        let units = || marked.encode_utf16().chain(text.encode_utf16());
        if charset == UTF_8 {
            return Ok([marked, text].concat().into_bytes());
        }
        if charset == UTF_16LE {
            return Ok(units().flat_map(u16::to_le_bytes).collect());
        }
        if charset == UTF_16BE {
            return Ok(units().flat_map(u16::to_be_bytes).collect());
        }
        let (bytes, _, lossy) = charset.encode(text);
        if !lossy {
            return Ok(bytes.into_owned());
        }
        let lacks = |c: &char| charset.encode(c.encode_utf8(&mut [0; 4])).2;
        let character = text.chars().find(lacks).unwrap_or(char::REPLACEMENT_CHARACTER);
        Err(Unencodable { character, encoding: self })
    }
}

#[cfg(test)]
mod tests {
    use super::super::decode;

    /// What was read is written back byte by byte.
    #[track_caller]
    fn comes_back(bytes: &[u8], encoding: &str) {
        let decoded = decode(bytes).expect("text");
        assert_eq!(decoded.encoding.name(), encoding);
        assert_eq!(decoded.encoding.encode(&decoded.text, decoded.mark).as_deref(), Ok(bytes));
    }

    #[test]
    fn every_encoding_comes_back() {
        let text = "ГАРФ. Ф. 5446. Оп. 98с. Д. 718. Л. 3-6.\r\nЗаписка министерства о поставках.\r\n";
        comes_back(text.as_bytes(), "UTF-8");
        comes_back(format!("\u{FEFF}{text}").as_bytes(), "UTF-8");
        comes_back(&text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(), "UTF-16LE");
        comes_back(&format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>(), "UTF-16BE");
        comes_back(&encoding_rs::WINDOWS_1251.encode(text).0, "windows-1251");
        comes_back(&encoding_rs::KOI8_R.encode(text).0, "KOI8-R");
    }

    #[test]
    fn a_character_that_the_encoding_lacks_is_named() {
        let koi8 = decode(&encoding_rs::KOI8_R.encode("Записка министерства о поставках").0).expect("text").encoding;
        let error = koi8.encode("«Записка»", false).expect_err("no such mark");
        assert_eq!(error.to_string(), "KOI8-R has no \"«\" (U+00AB)");
        assert!(koi8.encode("Записка", false).is_ok());
    }
}
