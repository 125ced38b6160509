//! Fixes as SARIF wants them: with lines and columns, which edits do not carry.
//!
//! Each file that has fixes is read once more and all its edits are placed in one sweep. Where the file is no longer
//! the same, its fixes are left out: a wrong place is worse than none.

use std::collections::BTreeMap;

use super::super::{SourceText, Texts, applicable};
use super::log::*;
use crate::diagnostic::Diagnostic;
use crate::source::{FileName, Positions};

/// Where the edits of the findings stand.
pub(super) struct EditPlaces {
    files: BTreeMap<FileName, Positions>,
}

impl EditPlaces {
    /// Finds the places of every edit that may be applied.
    pub(super) fn find(findings: &[&Diagnostic], texts: &dyn Texts) -> Self {
        let mut wanted: BTreeMap<FileName, Vec<u32>> = BTreeMap::new();
        for finding in findings {
            let Some(fix) = applicable(finding) else { continue };
            let ends = fix.edits.iter().flat_map(|edit| [edit.span.start, edit.span.end]);
            wanted.entry(finding.primary.file.clone()).or_default().extend(ends);
        }
        let mut files = BTreeMap::new();
        for (file, offsets) in wanted {
            if let SourceText::Same(text) = texts.text(&file) {
                files.insert(file, Positions::resolve(&text, offsets));
            }
        }
        Self { files }
    }
}

/// The fix of a finding as SARIF, if it may be applied and its places are known.
pub(super) fn of<'a>(finding: &'a Diagnostic, places: &EditPlaces) -> Option<FixJson<'a>> {
    let fix = applicable(finding)?;
    let positions = places.files.get(&finding.primary.file)?;
    let replacements = fix
        .edits
        .iter()
        .map(|edit| Replacement { deleted_region: Region::of(positions.place(edit.span)), inserted_content: Content { text: &edit.text } });
    Some(FixJson {
        description: Text::new(fix.title.clone()),
        artifact_changes: [ArtifactChange {
            artifact_location: Artifact::of(finding.primary.file.as_str()),
            replacements: replacements.collect(),
        }],
        properties: FixProperties { applicability: fix.applicability.as_str() },
    })
}
