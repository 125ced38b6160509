//! `--style csl:NAME` and `csl:FILE`: finds the style, reads it from disk where it is a file, and says what is wrong with
//! the choice. Builds without the feature `csl` say how to get it.

use std::path::Path;

use super::args::Cite;
use super::trouble::Trouble;

/// What stands before the name or the file of a CSL style.
pub const PREFIX: &str = "csl:";

/// Options that only CSL styles have.
///
/// # Errors
/// One of them is given with another style.
pub fn refuse_options(args: &Cite) -> Result<(), Trouble> {
    let given = [("--locale", args.locale.is_some()), ("--csl-form", args.csl_form.is_some())];
    match given.into_iter().find(|(_, given)| *given) {
        None => Ok(()),
        Some((option, _)) => {
            let help = "write --style csl:NAME or csl:FILE; `opiska cite --style csl:list` lists the names".to_owned();
            Err(Trouble::with_help(format!("{option} counts for CSL styles only"), Some(help)))
        }
    }
}

#[cfg(feature = "csl")]
pub use with::{Chosen, choose};
#[cfg(not(feature = "csl"))]
pub use without::{Chosen, choose};

#[cfg(not(feature = "csl"))]
mod without {
    use super::{Cite, Path, Trouble};
    use crate::cite::{CiteOptions, Cited};
    use crate::record::Record;
    use crate::schema::Schemas;

    /// No style can be chosen in this build.
    #[derive(Debug)]
    pub enum Chosen {}

    impl Chosen {
        /// Never called.
        pub fn cite(&self, _: &[&Record], _: &CiteOptions, _: &Schemas) -> Cited {
            match *self {}
        }
    }

    /// Says that this build has none.
    ///
    /// # Errors
    /// Always.
    pub fn choose(_: &str, _: &Path, _: &Cite) -> Result<Option<Chosen>, Trouble> {
        let help = "released binaries have them; from source: cargo install --path . --features csl".to_owned();
        Err(Trouble::with_help("this build of opiska has no CSL styles", Some(help)))
    }
}

#[cfg(feature = "csl")]
mod with {
    use std::fmt::Write as _;
    use std::fs;

    use super::{Cite, Path, Trouble};
    use crate::check::selection::nearest;
    use crate::cite::csl::{self, CslError, CslForm, CslStyle};
    use crate::cite::{CiteOptions, Cited};
    use crate::cli::output;
    use crate::cli::words::CslFormWord;
    use crate::record::Record;
    use crate::schema::Schemas;

    /// A style and which of its texts to print.
    #[derive(Debug)]
    pub struct Chosen {
        style: CslStyle,
        form: CslForm,
    }

    impl Chosen {
        /// Cites the records.
        pub fn cite(&self, records: &[&Record], options: &CiteOptions, schemas: &Schemas) -> Cited {
            silence_guarded_panics();
            csl::cite(records, &self.style, self.form, options, schemas)
        }
    }

    /// Finds the style; a file is looked for in `folder`. `None` when only the list was asked for, and is printed.
    ///
    /// # Errors
    /// No such style, file or locale; a file that is no independent style; a form that the style does not have.
    pub fn choose(name: &str, folder: &Path, args: &Cite) -> Result<Option<Chosen>, Trouble> {
        if name == "list" {
            output::print(&listing())?;
            return Ok(None);
        }
        let locale = args.locale.as_deref();
        let style = if is_file(name) {
            let path = folder.join(name);
            let bytes = fs::read(&path).map_err(|error| Trouble::plain(format!("{}: {error}", path.display())))?;
            CslStyle::from_xml(name, &String::from_utf8_lossy(&bytes), locale)
        } else {
            CslStyle::by_name(name, locale)
        };
        let asked = args.csl_form.map(|form| match form {
            CslFormWord::Bibliography => CslForm::Bibliography,
            CslFormWord::Note => CslForm::Note,
        });
        let chosen = style.and_then(|style| Ok(Chosen { form: style.form(asked)?, style }));
        chosen.map(Some).map_err(|error| trouble(name, &error))
    }

    /// A path, or the usual ending: no bundled style is called so.
    fn is_file(name: &str) -> bool {
        name.contains(['/', '\\']) || Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csl"))
    }

    fn listing() -> String {
        let all = csl::bundled();
        let width = all.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
        all.iter().fold(String::new(), |mut lines, (name, title)| {
            let _ = writeln!(lines, "csl:{name:width$}  {title}");
            lines
        })
    }

    fn trouble(name: &str, error: &CslError) -> Trouble {
        let list = "`opiska cite --style csl:list` lists the bundled styles; any other is a file: csl:FILE.csl";
        let help = match error {
            CslError::UnknownName(name) => {
                let near = close_to(name).map(|near| format!("did you mean `csl:{near}`? ")).unwrap_or_default();
                format!("{near}{list}")
            }
            CslError::UnknownLocale(_) => "write a code such as en-GB, de-DE, ru-RU or uk-UA".to_owned(),
            CslError::Dependent { parent } => format!("get {parent}.csl from where this file is from, and cite with that"),
            CslError::Broken(_) => "independent styles are at https://www.zotero.org/styles".to_owned(),
            CslError::NoBibliography(_) => "write --csl-form note".to_owned(),
        };
        let place = if matches!(error, CslError::Dependent { .. } | CslError::Broken(_)) { format!("{name}: ") } else { String::new() };
        Trouble::with_help(format!("{place}{error}"), Some(help))
    }

    /// The nearest name: one with a slip of the keyboard, else one that has all the words.
    fn close_to(name: &str) -> Option<String> {
        let names = || csl::bundled().into_iter().map(|(name, _)| name);
        let worded =
            || names().filter(|known| name.split('-').all(|word| known.split('-').any(|has| has == word))).min_by_key(|name| name.len());
        nearest(name, names()).or_else(|| worded().map(str::to_owned))
    }

    /// A panic that is caught, and told in a sentence about its record, need not be told a second time in the words of a
    /// programmer; every other one is.
    fn silence_guarded_panics() {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let guarded = |file: &str| ["hayagriva-", "citationberg-"].iter().any(|name| file.contains(name));
            if !panic.location().is_some_and(|place| guarded(place.file())) {
                usual(panic);
            }
        }));
    }
}
