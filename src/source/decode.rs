//! Bytes to text: byte order marks, UTF-8, UTF-16, Windows-1251, KOI8-R. Nothing is normalised.
//!
//! Order of the tests: a byte order mark decides; then valid UTF-8; then the zero bytes of UTF-16 without a mark;
//! then UTF-8 with a few damaged bytes; then a guess between the single-byte encodings of Cyrillic and Latin text.

use std::borrow::Cow;
use std::fmt;

use encoding_rs::{Encoding as Charset, IBM866, KOI8_R, KOI8_U, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252};
use thiserror::Error;

/// The longest source in bytes: spans are 32-bit.
pub const LONGEST: usize = u32::MAX as usize;

/// Text out of bytes.
#[derive(Debug)]
pub struct Decoded<'b> {
    /// The text; borrowed when the bytes were UTF-8 already. No byte order mark.
    pub text: Cow<'b, str>,
    /// What the bytes were taken for.
    pub encoding: Encoding,
    /// Whether a byte order mark stood first.
    pub mark: bool,
    /// The first byte that the encoding could not explain, if any; it stands as U+FFFD in the text.
    pub damage: Option<Damage>,
}

/// A place in the bytes that could not be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damage {
    /// Offset of the first bad byte in the file.
    pub byte: usize,
    /// Offset of its replacement character in the decoded text.
    pub offset: usize,
    /// How many places are damaged in all.
    pub places: usize,
}

/// The encoding of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding(&'static Charset);

impl Encoding {
    /// The WHATWG name, such as `UTF-8` or `windows-1251`.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    pub(super) fn charset(self) -> &'static Charset {
        self.0
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why bytes cannot be read as text at all.
#[derive(Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeError {
    /// Zero bytes that no UTF-16 reading explains: a picture, an archive, a PDF.
    #[error("binary file (zero byte at offset {0}); give opiska the text of it")]
    Binary(usize),
    /// A PDF, which has text inside but is not text.
    #[error("this is a PDF; extract its text first (for example with `pdftotext FILE -`) and check that")]
    Pdf,
    /// Longer than 32-bit spans can address.
    #[error("longer than 4 GiB")]
    TooLong,
}

/// Decodes one source.
///
/// # Errors
/// [`DecodeError`] when the bytes are no text. Damaged text is no error: see [`Decoded::damage`].
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, DecodeError> {
    if bytes.len() > LONGEST {
        return Err(DecodeError::TooLong);
    }
    if let Some((charset, length)) = Charset::for_bom(bytes) {
        return Ok(with(charset, &bytes[length..], length, true));
    }
    if bytes.starts_with(b"%PDF-") {
        return Err(DecodeError::Pdf);
    }
    let zero = memchr::memchr(0, bytes);
    let utf8 = std::str::from_utf8(bytes);
    match (zero, utf8) {
        (None, Ok(text)) => Ok(Decoded { text: text.into(), encoding: Encoding(UTF_8), mark: false, damage: None }),
        (Some(first), _) => match utf16(bytes) {
            Some(charset) => Ok(with(charset, bytes, 0, false)),
            None => Err(DecodeError::Binary(first)),
        },
        (None, Err(_)) => Ok(with(single_byte_or_damaged(bytes), bytes, 0, false)),
    }
}

fn with<'b>(charset: &'static Charset, bytes: &'b [u8], skipped: usize, mark: bool) -> Decoded<'b> {
    let (text, bad) = charset.decode_without_bom_handling(bytes);
    let damage = bad.then(|| damage(charset, bytes, skipped, &text));
    Decoded { text, encoding: Encoding(charset), mark, damage }
}

fn damage(charset: &'static Charset, bytes: &[u8], skipped: usize, text: &str) -> Damage {
    let byte = if charset == UTF_8 { std::str::from_utf8(bytes).err().map_or(0, |error| error.valid_up_to()) } else { 0 };
    let mut places = text.match_indices('\u{FFFD}').map(|(at, _)| at);
    let offset = places.next().unwrap_or(0);
    Damage { byte: byte + skipped, offset, places: 1 + places.count() }
}

/// UTF-16 without a mark: text in any European script has a zero (or, for Cyrillic, a 4) in every second byte.
fn utf16(bytes: &[u8]) -> Option<&'static Charset> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let share = |odd: usize| {
        let high = sample.chunks_exact(2).filter(|pair| matches!(pair[odd], 0 | 4)).count();
        high * 10 >= sample.len() / 2 * 8
    };
    if sample.len() < 4 || bytes.len() % 2 == 1 {
        return None;
    }
    let charset = match (share(0), share(1)) {
        (false, true) => UTF_16LE,
        (true, false) => UTF_16BE,
        _ => return None,
    };
    let (_, bad) = charset.decode_without_bom_handling(bytes);
    (!bad).then_some(charset)
}

/// Either UTF-8 with some damage (most of its non-ASCII bytes still form characters) or a single-byte encoding.
fn single_byte_or_damaged(bytes: &[u8]) -> &'static Charset {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| !byte.is_ascii()).count() / 2;
        bad += usize::from(!chunk.invalid().is_empty());
    }
    if good > bad {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    match guess {
        // A few stray bytes in otherwise plain English say nothing about a script: there, too, the bytes are damage.
        _ if high < 4 => damaged_latin(bytes),
        guess if guess == KOI8_U => {
            if bytes.iter().any(is_koi8_ukrainian) {
                KOI8_U
            } else {
                KOI8_R
            }
        }
        guess if guess == WINDOWS_1251 || guess == IBM866 => guess,
        _ if is_cyrillic(bytes) => case_of_cyrillic(bytes),
        _ => damaged_latin(bytes),
    }
}

/// Whether high bytes stand in words of their own, as the letters of a non-Latin script do; accented Latin letters stand
/// among ASCII ones. Short abbreviations («Ф. 17. Оп. 171») give a statistical detector nothing to go by.
fn is_cyrillic(bytes: &[u8]) -> bool {
    let (mut high, mut mixed) = (0usize, 0usize);
    for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte >= 0xC0) {
        let near = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic);
        high += 1;
        mixed += usize::from(near(at.checked_sub(1)) || near(Some(at + 1)));
    }
    high >= 4 && mixed * 5 < high
}

/// Windows-1251 or KOI8-R: each has its capitals where the other has its small letters, and a capital inside a word is rare.
fn case_of_cyrillic(bytes: &[u8]) -> &'static Charset {
    let misplaced = |charset: &'static Charset| {
        let (text, _) = charset.decode_without_bom_handling(bytes);
        text.chars().zip(text.chars().skip(1)).filter(|(before, c)| before.is_lowercase() && c.is_uppercase()).count()
    };
    if misplaced(KOI8_R) < misplaced(WINDOWS_1251) { KOI8_R } else { WINDOWS_1251 }
}

/// The letters that KOI8-U has beyond KOI8-R: є і ї ґ.
fn is_koi8_ukrainian(byte: &u8) -> bool {
    matches!(byte, 0xA4 | 0xA6 | 0xA7 | 0xAD | 0xB4 | 0xB6 | 0xB7 | 0xBD)
}

/// Plain text with a few high bytes: Windows-1252 when each is a letter or a quotation mark there, else damaged UTF-8.
fn damaged_latin(bytes: &[u8]) -> &'static Charset {
    let plausible = |byte: &u8| byte.is_ascii() || matches!(byte, 0x82..=0x8B | 0x91..=0x97 | 0xA0..=0xFD);
    if bytes.iter().all(plausible) { WINDOWS_1252 } else { UTF_8 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CITATION: &str = "ГАРФ. Ф. 5446. Оп. 98с. Д. 718. Л. 3–6. Записка министерства о поставках оборудования.";

    fn read(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes).expect("text");
        (decoded.text.into_owned(), decoded.encoding.name())
    }

    #[test]
    fn cyrillic_encodings_are_told_apart() {
        for charset in [WINDOWS_1251, KOI8_R] {
            let text = CITATION.replace('–', "-");
            let (bytes, _, lossy) = charset.encode(&text);
            assert!(!lossy);
            assert_eq!(read(&bytes), (text.clone(), charset.name()));
        }
    }

    #[test]
    fn utf16_with_and_without_a_mark() {
        let little: Vec<u8> = CITATION.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = CITATION.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&little), (CITATION.into(), "UTF-16LE"));
        assert_eq!(read(&big), (CITATION.into(), "UTF-16BE"));
        let marked: Vec<u8> = [0xFF, 0xFE].into_iter().chain(little).collect();
        assert_eq!(read(&marked), (CITATION.into(), "UTF-16LE"));
    }

    #[test]
    fn a_mark_is_no_text() {
        assert_eq!(read("\u{FEFF}GARF".as_bytes()), ("GARF".into(), "UTF-8"));
    }

    #[test]
    fn damage_keeps_the_rest_and_its_place() {
        let mut bytes = CITATION.as_bytes().to_vec();
        bytes.insert(CITATION.find('Д').expect("in the text"), 0xFF);
        let decoded = decode(&bytes).expect("text");
        assert_eq!(decoded.encoding.name(), "UTF-8");
        assert_eq!(decoded.text.replace('\u{FFFD}', ""), CITATION);
        let damage = decoded.damage.expect("damage");
        assert_eq!((damage.byte, damage.offset, damage.places), (damage.offset, damage.byte, 1));
        let english = decode(b"GARF, Fond 5446\xFF, Opis 98").expect("text");
        assert_eq!(english.damage.map(|d| d.byte), Some(15));
    }

    #[test]
    fn binaries_are_refused() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").err(), Some(DecodeError::Binary(8)));
        assert_eq!(decode(b"%PDF-1.4 ...").err(), Some(DecodeError::Pdf));
        assert_eq!(decode(b"").expect("empty text").text, "");
    }
}
