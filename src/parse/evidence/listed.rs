//! What the word lists name: organisations, misread names, doubled honorifics, signs for "number", letters for digits.
//!
//! The span of an organisation begins where the variant parts from the canonical name; `as_written` is the whole name.

use crate::record::fact::BodyPart;
use crate::record::{Debris, Fact, FactKind};
use crate::source::Span;

use super::matchers::{Listed, Matchers};

/// Searches one stretch of text; `place` turns a range of it into a span of the source.
pub(super) fn listed(text: &str, part: BodyPart, matchers: &Matchers<'_>, place: impl Fn(usize, usize) -> Span, facts: &mut Vec<Fact>) {
    let (needles, meanings) = matchers.listed();
    for (number, at) in needles.iter().flat_map(|needles| needles.find(text)) {
        let (mut start, mut end) = (at.start, at.end);
        let words = &text[start..end];
        let kind = match meanings[number] {
            Listed::Numero if part == BodyPart::Body => FactKind::Numero(words.to_owned()),
            Listed::NumeroWord if part == BodyPart::Body && number_follows(text, start, end) => FactKind::Numero(words.to_owned()),
            Listed::Numero | Listed::NumeroWord => continue,
            _ if !is_whole(text, start, end) => continue,
            Listed::Organisation(number) => {
                let canonical = matchers.schemas.organisations[number].name.clone();
                start += common_words(words, &canonical);
                FactKind::Organisation { canonical, as_written: words.to_owned(), place: part }
            }
            Listed::Name(number) => {
                let reading = &matchers.schemas.name_readings[number];
                if reading.wrong == reading.right {
                    continue;
                }
                FactKind::NameOcr { probably: reading.right.clone(), place: part }
            }
            Listed::Honorific if part == BodyPart::Body => FactKind::RepeatedHonorific(words.to_owned()),
            Listed::LetterForDigit if part == BodyPart::Body => {
                // The letter is what is wrong; the rest only tells so.
                end = start + words.chars().next().map_or(0, char::len_utf8);
                FactKind::Debris(Debris::DigitLetter)
            }
            Listed::Honorific | Listed::LetterForDigit => continue,
        };
        facts.push(Fact { span: place(start, end), kind });
    }
}

/// The bytes of the words that both names begin with: the fact stands where they part ("Worker's Party").
fn common_words(words: &str, canonical: &str) -> usize {
    let pairs = words.split_inclusive(' ').zip(canonical.split_inclusive(' '));
    pairs.take_while(|(word, other)| word == other).map(|(word, _)| word.len()).sum()
}

fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let joins = |c: char| c.is_alphanumeric() || c == '-';
    let ends_in_word = text[..end].ends_with(char::is_alphanumeric);
    !(text[..start].ends_with(joins) || ends_in_word && text[end..].starts_with(joins))
}

fn number_follows(text: &str, start: usize, end: usize) -> bool {
    let rest = text[end..].strip_prefix([' ', '\u{a0}']).unwrap_or(&text[end..]);
    rest.starts_with(|c: char| c.is_ascii_digit()) && !text[..start].ends_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{found, kinds};

    #[test]
    fn only_variants_of_organisations_are_facts() {
        let text = "The Korean Worker's Party and the Korean Worker’s Party, not the Korean Workers' Party or workers' Parties.";
        let wanted = ["Worker's Party = Korean Workers' Party", "Worker’s Party = Korean Workers' Party"];
        assert_eq!(found(text, &kinds::organisations), wanted);
    }

    #[test]
    fn il_is_restored_in_listed_names_only() {
        let text =
            "Nam II met Kim II Sung, Kim II-sung and Pak II-u. World War II, John Paul II, Vietnam II, Viet Nam II, Nam III, Nam Il.";
        let wanted = ["Nam II = Nam Il", "Kim II Sung = Kim Il Sung", "Kim II-sung = Kim Il-sung", "Pak II-u = Pak Il-u"];
        assert_eq!(found(text, &kinds::name_readings), wanted);
    }

    #[test]
    fn honorifics_signs_and_letters() {
        let text = "Cde. Cde. Rim spoke to Cdes. Rim and Ho, Cde. Ho listened. McDr. Dr. Ho.";
        assert_eq!(found(text, &kinds::honorifics), ["Cde. Cde."]);
        let text = "№ 5, Nº 6, N° 7, N<sup>o</sup> 8, No. 9, No.10; No. Nobody came. Casino. 5";
        assert_eq!(found(text, &kinds::numeros), ["№", "Nº", "N°", "N<sup>o</sup>", "No.", "No."]);
        let text = "Отп. З экз. I-тов. Орлову 2-тов. Белову. 3 экз. АЗ экз.";
        assert_eq!(found(text, &kinds::digit_letters), ["З", "I"]);
    }
}
