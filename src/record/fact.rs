//! What the body of a page says that a rule may need, taken while the text is read.
//!
//! A text is dropped once its page is read; these facts stay, each with its span. They state what stands there and
//! judge nothing: rules do.

use serde::{Deserialize, Serialize};

use super::date::Day;
use crate::source::Span;

/// One thing the body says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: FactKind,
}

/// The kinds of facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FactKind {
    /// A date in a heading of the text itself.
    HeadingDate(Day),
    /// The date of the event, from the opening sentence of the text ("was considered on 22 September at a meeting").
    EventDate(Day),
    /// A date in the signature or typing block that closes the text.
    ClosingDate(Day),
    /// A date with a Roman month that OCR has damaged ("24.1x.56"), with the reading that fits.
    RomanMonth {
        /// What was probably meant.
        probably: Day,
        /// That reading in print, such as `24.IX.56`.
        reading: String,
    },
    /// A number of sheets that the text states ("on four sheets").
    SheetCount(u32),
    /// A leaf number stamped on a scan.
    LeafStamp(u32),
    /// The number of this copy ("Copy № 1").
    CopyNumber(u32),
    /// How many copies were made ("Three copies printed").
    CopiesMade(u32),
    /// A registration number of an office with the date that follows it.
    Registration {
        /// The number.
        number: u32,
        /// The date that goes with it.
        date: Day,
        /// Where that date stands.
        date_span: Span,
        /// Who got the copies, in order: tells registers of different offices apart.
        recipients: Vec<String>,
    },
    /// A personal name with a hyphenated given name, as Korean and Chinese names are romanised.
    Person(String),
    /// A name completed in brackets by the editor: family name and what stands in the brackets.
    Reconstruction {
        /// The name before the bracket.
        family: String,
        /// The words in the bracket.
        supplied: String,
    },
    /// A listed organisation, spelt as one of its known variants.
    Organisation {
        /// The canonical name.
        canonical: String,
        /// What stands there.
        as_written: String,
        /// Which part of the page says so.
        place: BodyPart,
    },
    /// A doubled honorific ("Cde. Cde.").
    RepeatedHonorific(String),
    /// A listed name whose "Il" was read as the Roman numeral II.
    NameOcr {
        /// What was meant.
        probably: String,
        /// Which part of the page says so.
        place: BodyPart,
    },
    /// Initials of a personal name: whether a space stands between them.
    Initials {
        /// `V. I.` rather than `V.I.`.
        spaced: bool,
    },
    /// The sign for "number": №, Nº, N°, No., or markup.
    Numero(String),
    /// Debris of OCR or of a format conversion.
    Debris(Debris),
    /// A place where a bibliography breaks the rules of its format, and what is wrong there.
    Broken(String),
    /// Furniture of the web site or of a viewer, not of the document.
    Furniture,
    /// A page head that marks an original scan.
    ScanHead,
    /// A line of running text that stands on a scan for certain, and its script: Cyrillic or Latin.
    ScanText {
        /// Cyrillic rather than Latin.
        cyrillic: bool,
    },
}

impl FactKind {
    /// Whether a rule that compares pages asks for facts of this kind; the others are asked for by the rules of their own
    /// page alone.
    pub fn is_compared(&self) -> bool {
        match self {
            FactKind::Organisation { .. } | FactKind::Reconstruction { .. } | FactKind::Registration { .. } | FactKind::Person(_) => true,
            FactKind::HeadingDate(_)
            | FactKind::EventDate(_)
            | FactKind::ClosingDate(_)
            | FactKind::RomanMonth { .. }
            | FactKind::SheetCount(_)
            | FactKind::LeafStamp(_)
            | FactKind::CopyNumber(_)
            | FactKind::CopiesMade(_)
            | FactKind::RepeatedHonorific(_)
            | FactKind::NameOcr { .. }
            | FactKind::Initials { .. }
            | FactKind::Numero(_)
            | FactKind::Debris(_)
            | FactKind::Broken(_)
            | FactKind::Furniture
            | FactKind::ScanHead
            | FactKind::ScanText { .. } => false,
        }
    }
}

/// Which part of a page a fact stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BodyPart {
    /// Title, in a heading or in the citation.
    Title,
    /// Abstract.
    Summary,
    /// The text of the document.
    Body,
}

/// Kinds of debris.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Debris {
    /// Cyrillic print read as Latin capitals ("COB. CER PETHO").
    LatinForCyrillic,
    /// A private-use, replacement or unrelated symbol.
    Glyph,
    /// A running header joined to a sentence.
    RunningHeader,
    /// A letter where a digit belongs or the reverse ("З экз.", "I-тов.").
    DigitLetter,
    /// LaTeX commands left by a conversion.
    Latex,
    /// HTML markup left by a conversion.
    Html,
}
