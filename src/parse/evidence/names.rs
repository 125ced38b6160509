//! Personal names in the running text: hyphenated given names, names completed by the editor, initials.

use memchr::{memchr_iter, memchr2_iter};

use crate::record::{Fact, FactKind};
use crate::source::Span;

use super::matchers::{Matchers, Words};

/// Letters of a family name or a syllable group at most; longer words are no Korean or Chinese names.
const NAME: usize = 7;
/// Bytes in a bracket that completes a name.
const SUPPLIED: usize = 32;

/// Finds names written `Yun Kong-hum` and `Kim [Gwan]` in a stretch of the body that starts at `from` of the source.
pub(super) fn names(text: &str, from: usize, matchers: &Matchers<'_>, facts: &mut Vec<Fact>) {
    for at in memchr2_iter(b'-', b'[', text.as_bytes()) {
        let found = if text.as_bytes()[at] == b'-' { person(text, at, &matchers.words) } else { completed(text, at, &matchers.words) };
        if let Some((start, end, kind)) = found {
            facts.push(Fact { span: Span::new(from + start, from + end), kind });
        }
    }
}

/// Family name, given name with a capital, hyphen, small letters.
fn person(text: &str, hyphen: usize, words: &Words<'_>) -> Option<(usize, usize, FactKind)> {
    let tail_length = text.as_bytes()[hyphen + 1..].iter().take_while(|byte| byte.is_ascii_lowercase() || **byte == b'\'').count();
    let tail = &text[hyphen + 1..hyphen + 1 + tail_length];
    let tail_length = tail.trim_end_matches("'s").trim_end_matches('\'').len();
    let end = hyphen + 1 + tail_length;
    let next = text[end..].chars().next();
    if !(1..=NAME).contains(&tail_length) || next.is_some_and(|c| c.is_alphanumeric() || c == '-') {
        return None;
    }
    let given = capitalised_before(text, hyphen)?;
    let family_end = one_space_before(text, given)?;
    let family = capitalised_before(text, family_end)?;
    let parts = [&text[family..family_end], &text[given..hyphen], &text[hyphen + 1..end]];
    if parts.iter().any(|part| lists(&words.not_names, part)) {
        return None;
    }
    Some((family, end, FactKind::Person(format!("{} {}", parts[0], &text[given..end]))))
}

/// `Kim [Gwan]`: one or two capitalised words in brackets right after a name.
fn completed(text: &str, bracket: usize, words: &Words<'_>) -> Option<(usize, usize, FactKind)> {
    let family_end = one_space_before(text, bracket)?;
    let family = capitalised_before(text, family_end)?;
    let inside = &text.as_bytes()[bracket + 1..text.len().min(bracket + 1 + SUPPLIED)];
    let length = memchr::memchr(b']', inside)?;
    let supplied = &text[bracket + 1..bracket + 1 + length];
    let names = supplied.split(' ').collect::<Vec<_>>();
    let is_name = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().skip(1).all(|c| c.is_lowercase() || matches!(c, '-' | '\'' | '’'))
            && !lists(&words.editorial, word)
    };
    let name = &text[family..family_end];
    if names.len() > 2 || !names.iter().all(|word| is_name(word)) || lists(&words.editorial, name) || lists(&words.not_names, name) {
        return None;
    }
    Some((family, bracket + length + 2, FactKind::Reconstruction { family: name.to_owned(), supplied: supplied.to_owned() }))
}

/// Where the capitalised Latin word begins that ends at `end`: a capital and small letters, nothing joined before it.
fn capitalised_before(text: &str, end: usize) -> Option<usize> {
    let small = text.as_bytes()[..end].iter().rev().take_while(|byte| byte.is_ascii_lowercase() || **byte == b'\'').count();
    let start = end.checked_sub(small + 1)?;
    let joined = |c: char| c.is_alphanumeric() || matches!(c, '-' | '’' | '\'');
    let capital = text.as_bytes()[start].is_ascii_uppercase();
    (capital && (1..NAME).contains(&small) && !text[..start].ends_with(joined)).then_some(start)
}

fn one_space_before(text: &str, at: usize) -> Option<usize> {
    text[..at].strip_suffix([' ', '\u{a0}', '\n']).map(str::len)
}

fn lists(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Finds initials (`V. I. Ivanov`, `V.I. Ivanov`); `place` turns a range of the text into a span of the source.
pub(super) fn initials(text: &str, matchers: &Matchers<'_>, place: impl Fn(usize, usize) -> Span, facts: &mut Vec<Fact>) {
    let mut taken = 0;
    for dot in memchr_iter(b'.', text.as_bytes()) {
        let Some(first) = text[..dot].chars().next_back().filter(|c| c.is_uppercase()) else { continue };
        let start = dot - first.len_utf8();
        if start < taken || text[..start].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-')) {
            continue;
        }
        let Some((end, spaced)) = more_initials(text, dot + 1) else { continue };
        taken = end;
        let letters = &text[start..end];
        let unspaced = letters.replace([' ', '\u{a0}'], "");
        let name = text[end..].strip_prefix([' ', '\u{a0}']).unwrap_or_default();
        let mut name = name.chars();
        let surname = name.next().is_some_and(char::is_uppercase) && name.next().is_some_and(char::is_alphabetic);
        // "9 P. M. Then" and "U.S. President" have the form of initials.
        let after_number = text[..start].trim_end().ends_with(|c: char| c.is_ascii_digit());
        if surname && !after_number && !lists(&matchers.words.no_initials, &unspaced) {
            facts.push(Fact { span: place(start, end), kind: FactKind::Initials { spaced } });
        }
    }
}

/// The second initial, and a third if there is one.
fn more_initials(text: &str, from: usize) -> Option<(usize, bool)> {
    let (mut end, mut spaced, mut count) = (from, false, 0);
    loop {
        let rest = &text[end..];
        let bare = rest.strip_prefix([' ', '\u{a0}']).unwrap_or(rest);
        let mut letters = bare.chars();
        let (Some(initial), Some('.')) = (letters.next().filter(|c| c.is_uppercase()), letters.next()) else { break };
        spaced |= bare.len() < rest.len();
        end += rest.len() - bare.len() + initial.len_utf8() + 1;
        count += 1;
    }
    (1..=2).contains(&count).then_some((end, spaced))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{found, kinds};

    #[test]
    fn hyphenated_given_names_are_persons() {
        let text = "Cde. Yun Kong-hum, Choe Yong-geon's men and Nam\u{a0}Il-u spoke.";
        assert_eq!(found(text, &kinds::persons), ["Yun Kong-hum", "Choe Yong-geon", "Nam\u{a0}Il-u = Nam Il-u"]);
        for text in [
            "The Marxist-Leninist party, Sino-Soviet talks, Great Anti-party group.",
            "Korean Party-mindedness, All Soviet-made tools, The Post-war plan, Cde. Ho-jin Sapunov, Ibsen-Kroll.",
            "un-Party-like, In Pyongyang-based, New Kong-hum-like, Kim-il, X-ray, -a, Aa-b",
        ] {
            assert_eq!(found(text, &kinds::persons), [""; 0], "{text}");
        }
    }

    #[test]
    fn brackets_that_complete_a_name() {
        let text = "Kim [Gwan] and Ri [Ju-yeon] met Nie [Rongzhen] and Kim [Won Sun].";
        let wanted = ["Kim [Gwan] = Kim+Gwan", "Ri [Ju-yeon] = Ri+Ju-yeon", "Nie [Rongzhen] = Nie+Rongzhen", "Kim [Won Sun] = Kim+Won Sun"];
        assert_eq!(found(text, &kinds::reconstructions), wanted);
        let text = "the bureau [SIC], Party [We] said, Kim [?], Yun, [inserted: no], Kim [to], Rim [the issue], A[pollon] P, Kim [One Two Three], Kim [";
        assert_eq!(found(text, &kinds::reconstructions), [""; 0]);
    }

    #[test]
    fn initials_with_and_without_a_space() {
        let text =
            "A.I. Mikoyan met V. I. IVANOV and В. И. Иванов at 9 P. M. Then the U.S. President and A. Mikoyan and D.P.R.K. Foreign left.";
        assert_eq!(found(text, &kinds::initials), ["A.I. = tight", "V. I. = spaced", "В. И. = spaced"]);
    }
}
