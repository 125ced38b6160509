//! Letters and signs that LaTeX spells with several: ligatures, accents, commands for one sign.

/// Signs that are written as a command.
const SYMBOLS: &[(&str, char)] = &[
    ("ldots", '…'),
    ("dots", '…'),
    ("textellipsis", '…'),
    ("textendash", '–'),
    ("textemdash", '—'),
    ("textbackslash", '\\'),
    ("textbraceleft", '{'),
    ("textbraceright", '}'),
    ("textasciitilde", '~'),
    ("textasciicircum", '^'),
    ("textasciigrave", '`'),
    ("textless", '<'),
    ("textgreater", '>'),
    ("textbar", '|'),
    ("textnumero", '№'),
    ("textquotedbl", '"'),
    ("textquotedblleft", '“'),
    ("textquotedblright", '”'),
    ("textquoteleft", '‘'),
    ("textquoteright", '’'),
    ("guillemotleft", '«'),
    ("guillemotright", '»'),
    ("ss", 'ß'),
    ("ae", 'æ'),
    ("AE", 'Æ'),
    ("o", 'ø'),
    ("O", 'Ø'),
    ("aa", 'å'),
    ("AA", 'Å'),
    ("l", 'ł'),
    ("L", 'Ł'),
    ("i", 'ı'),
    ("S", '§'),
];

/// Accents: the sign, the letters it stands over, and both as one.
const ACCENTS: &[(char, &str, &str)] = &[
    ('\'', "aeiouycnrszAEIOUYCNRSZ", "áéíóúýćńŕśźÁÉÍÓÚÝĆŃŔŚŹ"),
    ('`', "aeiouAEIOU", "àèìòùÀÈÌÒÙ"),
    ('^', "aeiouAEIOU", "âêîôûÂÊÎÔÛ"),
    ('"', "aeiouyAEIOU", "äëïöüÿÄËÏÖÜ"),
    ('~', "anoANO", "ãñõÃÑÕ"),
    ('=', "aeiouAEIOU", "āēīōūĀĒĪŌŪ"),
    ('.', "ezIEZ", "ėżİĖŻ"),
    ('v', "cdenrstzCDENRSTZ", "čďěňřšťžČĎĚŇŘŠŤŽ"),
    ('u', "agiuAGIU", "ăğĭŭĂĞĬŬ"),
    ('H', "ouOU", "őűŐŰ"),
    ('k', "aeAE", "ąęĄĘ"),
    ('c', "cstCST", "çşţÇŞŢ"),
    ('r', "auAU", "åůÅŮ"),
];

/// The sign that a run of hyphens or quotes stands for, and the length of the run.
pub(super) fn ligature(rest: &str) -> Option<(char, usize)> {
    let table = [("---", '—'), ("--", '–'), ("``", '“'), ("''", '”'), ("`", '‘')];
    table.into_iter().find(|(run, _)| rest.starts_with(run)).map(|(run, glyph)| (glyph, run.len()))
}

/// The sign of a command, and the length of the command with what ends its name.
pub(super) fn symbol(rest: &str) -> Option<(char, usize)> {
    let name = super::name(rest);
    let (_, glyph) = SYMBOLS.iter().find(|(known, _)| *known == name)?;
    let after = &rest[1 + name.len()..];
    let ended = if after.starts_with("{}") { 2 } else { after.bytes().take_while(|&byte| byte == b' ').count() };
    Some((*glyph, 1 + name.len() + ended))
}

/// The letter of an accent command (`\'e`, `\v{s}`), and the length of the command.
pub(super) fn composed(rest: &str) -> Option<(char, usize)> {
    let accent = rest[1..].chars().next()?;
    let (_, letters, composed) = ACCENTS.iter().find(|(known, ..)| *known == accent)?;
    let after = &rest[1 + accent.len_utf8()..];
    let inner = after.trim_start_matches(' ');
    // A letter as accent is a command of its own, so that a blank or a brace must end it.
    if accent.is_ascii_alphabetic() && !after.starts_with([' ', '{']) {
        return None;
    }
    let braced = inner.strip_prefix('{').and_then(|inner| Some((inner.chars().next()?, inner)));
    let (letter, end) = match braced {
        Some((letter, inner)) => (letter, inner.get(letter.len_utf8()..).filter(|rest| rest.starts_with('}')).map(|rest| &rest[1..])?),
        None => (inner.chars().next()?, inner.get(inner.chars().next()?.len_utf8()..)?),
    };
    let at = letters.chars().position(|known| known == letter)?;
    Some((composed.chars().nth(at)?, rest.len() - end.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_have_a_letter_each() {
        for (accent, letters, composed) in ACCENTS {
            assert_eq!(letters.chars().count(), composed.chars().count(), "{accent}");
        }
    }

    #[test]
    fn commands_end_where_tex_ends_them() {
        for (text, expected) in [("\\'e!", Some(('é', 3))), ("\\v{s}!", Some(('š', 5))), ("\\v s", Some(('š', 4))), ("\\vs", None)] {
            assert_eq!(composed(text), expected, "{text}");
        }
        assert_eq!(composed("\\'"), None);
        assert_eq!(symbol("\\ldots{} x"), Some(('…', 8)));
        assert_eq!(symbol("\\lx"), None);
    }
}
