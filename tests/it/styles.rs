//! Prose styles against worked examples: the five captured pages, and records for what those pages do not have.

use std::sync::Arc;

use opiska::cite::{
    ArchiveOrder, CiteOptions, DateStyle, GroupBy, LabelForm, Markup, NoteKind, Repeats, SortBy, Style, TranslatorPlace, citation, cite,
};
use opiska::parse::{ReadOptions, Reader, read_text};
use opiska::record::{ArchivalDate, BibEntry, Credit, Day, Record, Role};
use opiska::schema::Schemas;
use opiska::source::FileName;

use super::cite::{at, credit, crowded, date, folios, holding, level, record, samples};

fn schemas() -> &'static Schemas {
    static SCHEMAS: std::sync::LazyLock<Schemas> = std::sync::LazyLock::new(Schemas::builtin);
    &SCHEMAS
}

fn seen() -> CiteOptions {
    CiteOptions { accessed: Some(Day::new(2026, 11, 22)), ..Default::default() }
}

fn text(record: &Record, style: Style, options: &CiteOptions) -> String {
    citation(record, style, options, schemas()).text
}

fn plain(record: &Record, style: Style) -> String {
    text(record, style, &CiteOptions::default())
}

fn lines(records: &[Record], style: Style, options: &CiteOptions) -> Vec<String> {
    let everyone: Vec<&Record> = records.iter().collect();
    cite(&everyone, style, options, schemas()).text.lines().map(str::to_owned).collect()
}

fn lost(record: &Record, style: Style) -> Vec<String> {
    let cited = citation(record, style, &CiteOptions::default(), schemas());
    cited.notes.into_iter().filter(|note| note.kind == NoteKind::Lost).map(|note| note.field.to_owned()).collect()
}

const MINUTES: &str = "Minutes of the Meeting concerning the Discussion of a Draft Resolution of the KWP CC Plenum";
const ADDRESS: &str = "https://digitalarchive.wilsoncenter.org/document/121796";

/// The fifth page in every style, as the standards' worked examples have it.
fn worked() -> Vec<(Style, String)> {
    vec![
        (
            Style::ChicagoNote,
            format!(
                "“{MINUTES},” trans. Gary Goldberg, September 23, 1956, GARF, f. 5446, op. 98, d. 721, ll. 27–30, Wilson Center Digital Archive, accessed November 22, 2026, {ADDRESS}."
            ),
        ),
        (
            Style::TurabianBibliography,
            format!(
                "“{MINUTES}.” Translated by Gary Goldberg. September 23, 1956. GARF, f. 5446, op. 98, d. 721, ll. 27–30. Wilson Center Digital Archive. Accessed November 22, 2026. {ADDRESS}."
            ),
        ),
        (
            Style::ChicagoAuthorDate,
            format!(
                "“{MINUTES}.” 1956. Translated by Gary Goldberg. September 23. GARF, f. 5446, op. 98, d. 721, ll. 27–30. Wilson Center Digital Archive. Accessed November 22, 2026. {ADDRESS}."
            ),
        ),
        (Style::ChicagoAuthorDateText, format!("(“{MINUTES}” 1956, ll. 27–30)")),
        (
            Style::Mla,
            format!(
                "“{MINUTES}.” Wilson Center Digital Archive, 23 Sept. 1956, GARF, Moscow, f. 5446, op. 98, d. 721, ll. 27–30, {ADDRESS}. Accessed 22 Nov. 2026. Translated by Gary Goldberg."
            ),
        ),
        (
            Style::Apa,
            format!(
                "{MINUTES}. (1956, September 23). [Translated by Gary Goldberg]. Wilson Center Digital Archive. GARF (f. 5446, op. 98, d. 721, ll. 27–30), Moscow. Retrieved November 22, 2026, from {ADDRESS}"
            ),
        ),
        (
            Style::Mhra,
            format!(
                "‘{MINUTES}’, Wilson Center Digital Archive, 23 September 1956, translated by Gary Goldberg, Moscow, GARF, f. 5446, op. 98, d. 721, ll. 27–30 <{ADDRESS}> [accessed 22 November 2026]"
            ),
        ),
        (
            Style::Harvard,
            format!(
                "{MINUTES} (1956) [online]. GARF, f. 5446, op. 98, d. 721, ll. 27–30. Moscow: GARF. Wilson Center Digital Archive. Available at: {ADDRESS} (Accessed: 22 November 2026)."
            ),
        ),
        (
            Style::Gost,
            format!(
                "{MINUTES}, 23 сентября 1956 г. // ГАРФ. Ф. 5446. Оп. 98. Д. 721. Л. 27–30. URL: {ADDRESS} (дата обращения: 22.11.2026)."
            ),
        ),
        (
            Style::Dstu,
            format!(
                "{MINUTES}, 23 вересня 1956 р. // ГАРФ. Ф. 5446. Оп. 98. Спр. 721. Арк. 27–30. URL: {ADDRESS} (дата звернення: 22.11.2026)."
            ),
        ),
        (
            Style::WilsonNew,
            format!(
                "\"{MINUTES}\", September 23, 1956, Wilson Center Digital Archive, GARF, Fond 5446, Opis 98, Delo 721, Listy 27-30. Translated by Gary Goldberg. {ADDRESS}"
            ),
        ),
    ]
}

#[test]
fn the_minutes_in_every_style() {
    let [.., minutes] = samples();
    for (style, expected) in worked() {
        assert_eq!(text(&minutes, style, &seen()), expected);
    }
    // Without a day of access.
    assert!(plain(&minutes, Style::Mla).ends_with("121796. Translated by Gary Goldberg."));
    assert!(plain(&minutes, Style::Apa).ends_with(&format!("Moscow. {ADDRESS}")));
    assert!(plain(&minutes, Style::Mhra).ends_with(&format!(" <{ADDRESS}>")));
    assert!(plain(&minutes, Style::Harvard).ends_with(&format!("Available at: {ADDRESS}.")));
    assert!(plain(&minutes, Style::Gost).ends_with(&format!(" URL: {ADDRESS}.")));
}

/// The records that the captured pages hold; empty, with a word, where there are no pages.
fn captured() -> Vec<Record> {
    let reader = Reader::new(schemas());
    let mut pages: Vec<_> = std::fs::read_dir("../shared/seeds").into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    pages.sort();
    if pages.is_empty() {
        eprintln!("SKIPPED: no captured pages");
    }
    let read = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).expect("a page");
        read_text(FileName::new(path.to_string_lossy().as_ref()), &text, 0, ReadOptions::default(), &reader).records
    };
    pages.iter().flat_map(read).collect()
}

#[test]
fn the_captured_pages_in_every_style() {
    let records = captured();
    if records.is_empty() {
        return;
    }
    let all = |style| lines(&records, style, &seen());
    let at_five = |style: Style| all(style).last().cloned().unwrap_or_default();
    for (style, expected) in worked() {
        assert_eq!(at_five(style), expected);
    }
    assert_eq!(all(Style::ChicagoCollection), ["State Archive of the Russian Federation (GARF), Moscow. Fond 5446."]);
    assert_eq!(
        all(Style::GostSearchData),
        [
            "ГАРФ. Ф. 5446. Оп. 98с. Д. 718. Л. 3–6.",
            "ГАРФ. Ф. 5446. Оп. 98с. Д. 718. Л. 18–34.",
            "ГАРФ. Ф. 5446. Оп. 98. Д. 721. Л. 153–164.",
            "ГАРФ. Ф. 5446. Оп. 98с. Д. 718. Л. 49–57.",
            "ГАРФ. Ф. 5446. Оп. 98. Д. 721. Л. 27–30.",
        ]
    );
    assert_eq!(all(Style::DstuSearchData)[0], "ГАРФ. Ф. 5446. Оп. 98с. Спр. 718. Арк. 3–6.");
    for style in [Style::Chicago17Note, Style::TurabianNote] {
        assert_eq!(all(style), all(Style::ChicagoNote));
    }
}

#[test]
fn nested_quotation_marks() {
    let [_, _, plenum, ..] = samples();
    for (style, expected) in [
        (Style::ChicagoAuthorDate, "Shepilov, ‘August Plenum of the Korean Workers’ Party Central Committee.’” 1956."),
        (Style::Mla, "Shepilov, ‘August Plenum of the Korean Workers’ Party Central Committee.’” History"),
        (Style::Apa, "Shepilov, “August Plenum of the Korean Workers’ Party Central Committee.” (1956,"),
        (Style::Mhra, "Shepilov, “August Plenum of the Korean Workers’ Party Central Committee”’, History"),
        (Style::Harvard, "Shepilov, ‘August Plenum of the Korean Workers’ Party Central Committee’ (1956)"),
        (Style::Gost, "Shepilov, “August Plenum of the Korean Workers’ Party Central Committee”, 15"),
    ] {
        let cited = plain(&plenum, style);
        assert!(cited.contains(expected), "{cited}");
    }
    let russian = record("О 'культе личности'", 1, "1", "2", "3");
    assert!(plain(&russian, Style::Gost).starts_with("О «культе личности», 1"));
}

#[test]
fn italics_are_the_title_or_the_container() {
    let [.., minutes] = samples();
    let marked = |style, markup| text(&minutes, style, &CiteOptions { markup, ..Default::default() });
    assert!(marked(Style::Mla, Markup::Markdown).contains("Plenum.” *Wilson Center Digital Archive*, 23 Sept."));
    assert!(marked(Style::Apa, Markup::Html).starts_with(&format!("<p><i>{MINUTES}.</i> (1956, September 23).")));
    assert!(marked(Style::Harvard, Markup::Latex).starts_with(&format!("\\emph{{{MINUTES}}} (1956) [online].")));
}

fn mikoyan(title: &str) -> Record {
    let mut record = record(title, 23, "98", "718", "3-6");
    record.credits = vec![
        Credit { family: Some("Mikoyan".into()), ..credit(Role::Author, "Anastas Mikoyan") },
        credit(Role::Translator, "Gary Goldberg"),
    ];
    record
}

/// Classic BibTeX styles sort and label by author, and bibtex warns of an entry with neither author nor `key`.
#[test]
fn classic_bibtex_has_a_key_where_there_is_no_author() {
    let record = mikoyan("On Pyongyang");
    assert!(!plain(&record, Style::Bibtex).contains("  key "));
    let mut without = record;
    without.credits.clear();
    assert!(plain(&without, Style::Bibtex).contains("  key          = {GARF},\n"));
    without.holdings.clear();
    assert!(plain(&without, Style::Bibtex).contains("  key          = {On Pyongyang},\n"));
}

/// A role without an abbreviation does not stand beside one with: never "transcribed by and trans.".
#[test]
fn joined_roles_are_written_out_together() {
    let mut record = record("On Pyongyang", 23, "98", "718", "3-6");
    record.credits = [Role::Transcriber, Role::Translator].map(|role| credit(role, "Ann Lee")).to_vec();
    assert!(plain(&record, Style::ChicagoNote).starts_with("“On Pyongyang,” transcribed and translated by Ann Lee, September"));
}

#[test]
fn authors_lead() {
    let record = mikoyan("On Pyongyang");
    for (style, expected) in [
        (
            Style::ChicagoNote,
            "Anastas Mikoyan, “On Pyongyang,” trans. Gary Goldberg, September 23, 1956, GARF, f. 5446, op. 98, d. 718, ll. 3–6.",
        ),
        (Style::ChicagoShortNote, "Mikoyan, “On Pyongyang,” ll. 3–6."),
        (
            Style::ChicagoBibliography,
            "Mikoyan, Anastas. “On Pyongyang.” Translated by Gary Goldberg. September 23, 1956. GARF, f. 5446, op. 98, d. 718, ll. 3–6.",
        ),
        (
            Style::ChicagoAuthorDate,
            "Mikoyan, Anastas. 1956. “On Pyongyang.” Translated by Gary Goldberg. September 23. GARF, f. 5446, op. 98, d. 718, ll. 3–6.",
        ),
        (Style::ChicagoAuthorDateText, "(Mikoyan 1956, ll. 3–6)"),
        (
            Style::Mla,
            "Mikoyan, Anastas. “On Pyongyang.” Translated by Gary Goldberg, 23 Sept. 1956, GARF, Moscow, f. 5446, op. 98, d. 718, ll. 3–6.",
        ),
        (
            Style::Apa,
            "Mikoyan, A. (1956, September 23). On Pyongyang [Translated by Gary Goldberg]. GARF (f. 5446, op. 98, d. 718, ll. 3–6), Moscow.",
        ),
        (
            Style::Mhra,
            "Mikoyan, Anastas, ‘On Pyongyang’, 23 September 1956, translated by Gary Goldberg, Moscow, GARF, f. 5446, op. 98, d. 718, ll. 3–6",
        ),
        (Style::Harvard, "Mikoyan, A. (1956) On Pyongyang. GARF, f. 5446, op. 98, d. 718, ll. 3–6. Moscow: GARF."),
        (Style::Gost, "Mikoyan A. On Pyongyang, 23 сентября 1956 г. // ГАРФ. Ф. 5446. Оп. 98. Д. 718. Л. 3–6."),
    ] {
        assert_eq!(plain(&record, style), expected);
        assert!(!lost(&record, style).contains(&"author".to_owned()));
    }
    let mut body = record;
    body.credits = vec![credit(Role::Author, "Council of Ministers of the USSR")];
    assert!(plain(&body, Style::Apa).starts_with("Council of Ministers of the USSR. (1956, September 23). On Pyongyang. GARF"));
    body.credits.push(credit(Role::Recipient, "Kim Il Sung"));
    assert_eq!(lost(&body, Style::Mla), ["credits"]);
}

#[test]
fn several_authors_and_editions() {
    let mut record = mikoyan("T");
    let person = |name: &str, family: &str| Credit { family: Some(family.into()), ..credit(Role::Author, name) };
    record.credits = vec![person("Ann Lee", "Lee"), person("Bo Ek", "Ek"), person("Cy Dee", "Dee")];
    for (style, expected) in [
        (Style::ChicagoNote, "Ann Lee et al., “T,”"),
        (Style::Chicago17Note, "Ann Lee, Bo Ek, and Cy Dee, “T,”"),
        (Style::ChicagoBibliography, "Lee, Ann, Bo Ek, and Cy Dee. “T.”"),
        (Style::Mla, "Lee, Ann, et al. “T.”"),
        (Style::Apa, "Lee, A., Ek, B., & Dee, C. (1956, September 23). T. GARF"),
        (Style::Harvard, "Lee, A., Ek, B. and Dee, C. (1956) T."),
        (Style::Gost, "Lee A., Ek B., Dee C. T, 23"),
    ] {
        let cited = plain(&record, style);
        assert!(cited.starts_with(expected), "{cited}");
    }
    let twice = [mikoyan("A"), mikoyan("B")];
    let heads = |style| {
        lines(&twice, style, &CiteOptions::default())
            .iter()
            .map(|line| line[..line.find(" Tr").unwrap_or(0)].to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(heads(Style::TurabianBibliography), ["Mikoyan, Anastas. “A.”", "———. “B.”"]);
    assert_eq!(heads(Style::ChicagoBibliography), ["Mikoyan, Anastas. “A.”", "Mikoyan, Anastas. “B.”"]);
    assert_eq!(heads(Style::ChicagoAuthorDate), ["Mikoyan, Anastas. 1956a. “A.”", "Mikoyan, Anastas. 1956b. “B.”"]);
    assert_eq!(
        lines(&twice, Style::ChicagoAuthorDateText, &CiteOptions::default()),
        ["(Mikoyan 1956a, ll. 3–6)", "(Mikoyan 1956b, ll. 3–6)"]
    );
    assert!(lines(&twice, Style::Apa, &CiteOptions::default())[1].starts_with("Mikoyan, A. (1956b, September 23)."));
}

#[test]
fn an_apostrophe_looks_the_same_in_a_name_as_in_a_title() {
    let mut record = mikoyan("Report by O'Dwyer");
    record.credits =
        vec![Credit { family: Some("O'Dwyer".into()), ..credit(Role::Author, "Ann O'Dwyer") }, credit(Role::Translator, "Bo D'Orsay")];
    for (style, names) in [
        (Style::ChicagoNote, ["Ann O’Dwyer, “Report by O’Dwyer,”", "trans. Bo D’Orsay"]),
        (Style::ChicagoBibliography, ["O’Dwyer, Ann. “Report by O’Dwyer.”", "Translated by Bo D’Orsay."]),
        (Style::ChicagoAuthorDateText, ["(O’Dwyer 1956", ""]),
        (Style::Gost, ["O’Dwyer A. Report by O’Dwyer", ""]),
        // Programs that read a bibliography set it themselves.
        (Style::Ris, ["AU  - O'Dwyer, Ann", "Report by O'Dwyer"]),
        (Style::CslJson, [r#""family": "O'Dwyer""#, "Report by O'Dwyer"]),
    ] {
        let cited = plain(&record, style);
        assert!(names.iter().all(|name| cited.contains(name)), "{cited}");
    }
}

#[test]
fn untitled_documents_are_known_by_their_kind() {
    let mut letter = mikoyan("x");
    letter.title = None;
    letter.credits.push(credit(Role::Recipient, "Kim Il Sung"));
    letter.entry = Some(Box::new(BibEntry { genre: Some(at("telegram".into())), ..Default::default() }));
    for (style, expected) in [
        (Style::ChicagoNote, "Anastas Mikoyan to Kim Il Sung, telegram, trans. Gary Goldberg, September 23, 1956, GARF"),
        (Style::ChicagoBibliography, "Mikoyan, Anastas. Telegram. Translated by"),
        (Style::Mla, "Mikoyan, Anastas. Telegram. Translated by Gary Goldberg, 23 Sept. 1956, GARF"),
        (Style::Apa, "Mikoyan, A. (1956, September 23). [Telegram] [Translated by Gary Goldberg]. GARF"),
        (Style::Mhra, "Mikoyan, Anastas, telegram, 23 September 1956, translated"),
        (Style::Harvard, "Mikoyan, A. (1956) Telegram. GARF"),
        (Style::Gost, "Mikoyan A. [Telegram], 23 сентября 1956 г. // ГАРФ."),
    ] {
        let cited = plain(&letter, style);
        assert!(cited.starts_with(expected), "{cited}");
    }
    letter.entry = None;
    assert!(plain(&letter, Style::Gost).starts_with("Mikoyan A. [Без заглавия], 23"));
    letter.credits.clear();
    letter.date = None;
    assert_eq!(plain(&letter, Style::Gost), "ГАРФ. Ф. 5446. Оп. 98. Д. 718. Л. 3–6.");
    assert_eq!(plain(&letter, Style::Apa), "GARF (f. 5446, op. 98, d. 718, ll. 3–6), Moscow.");
    assert_eq!(plain(&letter, Style::Harvard), "GARF, f. 5446, op. 98, d. 718, ll. 3–6. Moscow: GARF.");
    assert_eq!(plain(&letter, Style::ChicagoAuthorDateText), "(GARF, f. 5446, op. 98, d. 718, ll. 3–6)");
}

#[test]
fn dates_that_are_missing_or_doubtful() {
    let mut record = record("T", 1, "1", "2", "3");
    record.credits.clear();
    let doubtful = ArchivalDate { uncertain: true, ..date(Day { year: 1956, month: None, day: None }, "") };
    for (date, expected) in [
        (None, ["“T.” n.d. GARF", "“T.” GARF", "T. (n.d.). GARF", "‘T’, n.d., Moscow", "T (n.d.). GARF", "T, б. д. // ГАРФ"]),
        (
            Some(doubtful),
            [
                "“T.” [1956?]. GARF",
                "“T.” 1956?, GARF",
                "T. (1956?). GARF",
                "‘T’, [1956?], Moscow",
                "T ([1956?]). GARF",
                "T, [1956 г.?] // ГАРФ",
            ],
        ),
    ] {
        record.date = date.map(at);
        let styles = [Style::ChicagoAuthorDate, Style::Mla, Style::Apa, Style::Mhra, Style::Harvard, Style::Gost];
        for (style, expected) in styles.into_iter().zip(expected) {
            let cited = plain(&record, style);
            assert!(cited.starts_with(expected), "{cited}");
        }
    }
}

#[test]
fn several_holdings() {
    let record = crowded();
    assert!(plain(&record, Style::Mla).contains(", GARF, Moscow, f. 5446, op. 98, d. 718, ll. 3–6; d. 719, ll. 1, 18–19ob."));
    assert!(plain(&record, Style::Apa).contains(" GARF (f. 5446, op. 98, d. 718, ll. 3–6), Moscow; d. 719, ll. 1, 18–19ob."));
    assert!(plain(&record, Style::Gost).contains(" // ГАРФ. Ф. 5446. Оп. 98. Д. 718. Л. 3–6; Д. 719. Л. 1, 18–19 об."));
}

/// A line of running text as a record.
fn read(line: &str) -> Record {
    let reader = Reader::new(schemas());
    let page = read_text(FileName::new("notes.md"), &format!("{line}\n"), 0, ReadOptions::default(), &reader);
    page.records.first().cloned().unwrap_or_default()
}

#[test]
fn archives_of_other_traditions() {
    for (line, style, expected) in [
        ("TNA, FO 371/86750.", Style::ChicagoCollection, "The National Archives (TNA), Kew. FO 371/86750."),
        ("TNA, FO 371/86750.", Style::Gost, "TNA. FO 371/86750."),
        ("TsDAHO, f. 1, op. 24, spr. 718, ark. 3-6.", Style::Dstu, "ЦДАГО. Ф. 1. Оп. 24. Спр. 718. Арк. 3–6."),
        ("TsDAHO, f. 1, op. 24, spr. 718, ark. 3-6.", Style::Gost, "ЦДАГО. Ф. 1. Оп. 24. Спр. 718. Арк. 3–6."),
        (
            "TsDAHO, f. 1, op. 24, spr. 718, ark. 3-6.",
            Style::ChicagoCollection,
            "Central State Archive of Public Organisations of Ukraine (TsDAHO), Kyiv. Fond 1.",
        ),
    ] {
        assert_eq!(plain(&read(line), style), expected);
    }
    let tna = citation(&read("TNA, FO 371/86750."), Style::Gost, &CiteOptions::default(), schemas());
    assert!(tna.notes.iter().any(|note| &*note.words == "no Cyrillic siglum of TNA is known; it stands as it is"), "{:?}", tna.notes);
}

#[test]
fn the_letter_of_an_opis_follows_the_script() {
    for (opis, expected) in [("98c", "98с"), ("98s", "98с"), ("3a", "3а"), ("2p", "2p"), ("98", "98")] {
        let cited = citation(&record("T", 1, opis, "2", "3"), Style::GostSearchData, &CiteOptions::default(), schemas());
        assert_eq!(cited.text, format!("ГАРФ. Ф. 5446. Оп. {expected}. Д. 2. Л. 3."));
        assert_eq!(cited.notes.len(), usize::from(opis != expected), "{:?}", cited.notes);
    }
}

#[test]
fn options_of_the_shelfmark() {
    let [.., minutes] = samples();
    let default = CiteOptions::default;
    let shelf = |options: &CiteOptions| {
        let note = text(&minutes, Style::ChicagoNote, options);
        note.split("1956, ").nth(1).and_then(|rest| rest.split(", Wilson").next()).unwrap_or_default().to_owned()
    };
    let specific = CiteOptions { archive_order: ArchiveOrder::SpecificFirst, ..default() };
    assert_eq!(shelf(&specific), "f. 5446, op. 98, d. 721, ll. 27–30, GARF");
    assert_eq!(shelf(&CiteOptions { place: true, ..specific }), "f. 5446, op. 98, d. 721, ll. 27–30, GARF, Moscow");
    assert_eq!(shelf(&CiteOptions { original_language: true, ..default() }), "GARF, f. 5446, op. 98, d. 721, ll. 27–30 (in Russian)");
    assert!(
        shelf(&CiteOptions { full_repository_first: true, ..default() })
            .starts_with("State Archive of the Russian Federation [GARF], f. 5446")
    );
    let full = CiteOptions { full_repository_first: true, ..default() };
    let twice = lines(&[minutes.clone(), minutes.clone()], Style::ChicagoNote, &full);
    assert!(twice[1].contains("1956, GARF, f. 5446"), "{}", twice[1]);
    let cyrillic = CiteOptions { labels: LabelForm::Abbr, ..default() };
    assert!(text(&minutes, Style::Gost, &cyrillic).contains(" // GARF. f. 5446. op. 98. d. 721. ll. 27–30."));
    let mut elsewhere = minutes.clone();
    elsewhere.entry = Some(Box::new(BibEntry { place: Some(at("Podolsk".into())), ..Default::default() }));
    assert!(plain(&elsewhere, Style::Mla).contains("GARF, Podolsk, f. 5446"));
}

#[test]
fn options_of_dates_and_translators() {
    let [telegram, .., minutes] = samples();
    let default = CiteOptions::default;
    let day_first = CiteOptions { dates: DateStyle::Dmy, ..seen() };
    assert!(text(&minutes, Style::ChicagoNote, &day_first).contains("Goldberg, 23 September 1956, GARF"));
    assert!(text(&minutes, Style::ChicagoNote, &day_first).contains("accessed 22 November 2026, http"));
    assert!(text(&minutes, Style::Mla, &CiteOptions { dates: DateStyle::Mdy, ..default() }).contains("Archive, Sept. 23, 1956, GARF"));
    let end = CiteOptions { translator: TranslatorPlace::End, ..default() };
    let after = CiteOptions { translator: TranslatorPlace::AfterTitle, ..default() };
    for (style, options, expected) in [
        (Style::ChicagoNote, &end, "Digital Archive. Translated by Gary Goldberg."),
        (Style::ChicagoBibliography, &end, "Digital Archive. Translated by Gary Goldberg."),
        (
            Style::Mla,
            &after,
            "History and Public Policy Program Digital Archive, translated by Gary Goldberg, 23 Sept. 1956, GARF, Moscow, f. 5446, op. 98c, d. 718, ll. 3–6.",
        ),
        (
            Style::Harvard,
            &after,
            "Committee (1956). Translated by Gary Goldberg. GARF, f. 5446, op. 98c, d. 718, ll. 3–6. Moscow: GARF. History and Public Policy Program Digital Archive.",
        ),
        (Style::Gost, &after, "1956 г. / пер. Gary Goldberg // ГАРФ. Ф. 5446. Оп. 98с. Д. 718. Л. 3–6."),
        (Style::Gost, &end, "Л. 3–6. Пер. Gary Goldberg."),
    ] {
        let cited = text(&telegram, style, options);
        assert!(cited.ends_with(expected), "{cited}");
    }
    assert_eq!(lost(&telegram, Style::Gost), ["publisher", "credits"]);
    assert_eq!(lost(&telegram, Style::Harvard), ["date", "credits"]);
}

#[test]
fn what_an_entry_states_counts() {
    let [.., mut minutes] = samples();
    let stated = BibEntry {
        accessed: Some(at(date(Day::new(2025, 1, 2), ""))),
        short_title: Some(at("Minutes of the Plenum".into())),
        ..Default::default()
    };
    minutes.entry = Some(Box::new(stated));
    assert!(plain(&minutes, Style::ChicagoNote).contains(", accessed January 2, 2025, http"));
    assert!(text(&minutes, Style::ChicagoNote, &seen()).contains(", accessed November 22, 2026, http"));
    assert_eq!(plain(&minutes, Style::ChicagoShortNote), "“Minutes of the Plenum,” ll. 27–30.");
}

#[test]
fn notes_come_back_to_what_was_cited() {
    let ibid = CiteOptions { repeats: Repeats::Ibid, ..Default::default() };
    let first = record("Telegram", 23, "98", "718", "3-6");
    let other_leaf = record("Telegram", 23, "98", "718", "5");
    let same_file = record("Minutes", 24, "98", "718", "9");
    let other_file = record("Report", 25, "98", "721", "1");
    let mut bare = other_leaf.clone();
    (bare.title, bare.date, bare.credits) = (None, None, Vec::new());
    let sequence = [first.clone(), first.clone(), other_leaf.clone(), bare, same_file, other_file, other_leaf];
    assert_eq!(
        lines(&sequence, Style::ChicagoNote, &ibid),
        [
            "“Telegram,” trans. Gary Goldberg, September 23, 1956, GARF, f. 5446, op. 98, d. 718, ll. 3–6.",
            "Ibid.",
            "Ibid., l. 5.",
            "Ibid.",
            "“Minutes,” trans. Gary Goldberg, September 24, 1956, ibid., l. 9.",
            "“Report,” trans. Gary Goldberg, September 25, 1956, GARF, f. 5446, op. 98, d. 721, l. 1.",
            "“Telegram,” l. 5.",
        ]
    );
    assert_eq!(lines(&sequence, Style::TurabianNote, &ibid), lines(&sequence, Style::ChicagoNote, &ibid));
    assert_eq!(
        lines(&sequence, Style::Gost, &ibid),
        [
            "Telegram, 23 сентября 1956 г. // ГАРФ. Ф. 5446. Оп. 98. Д. 718. Л. 3–6.",
            "Там же.",
            "Там же. Л. 5.",
            "Там же.",
            "Minutes, 24 сентября 1956 г. // Там же. Л. 9.",
            "Report, 25 сентября 1956 г. // ГАРФ. Ф. 5446. Оп. 98. Д. 721. Л. 1.",
            "ГАРФ. Ф. 5446. Оп. 98. Д. 718. Л. 5.",
        ]
    );
    assert_eq!(lines(&sequence, Style::Dstu, &ibid)[2], "Там само. Арк. 5.");
    // A bibliography has no ibid.
    assert!(lines(&sequence, Style::ChicagoBibliography, &ibid).iter().all(|line| line.contains("GARF, f. 5446")));
}

#[test]
fn sorting_by_letters_and_by_numbers() {
    let sorted = |records: &[Record], sort| {
        let options = CiteOptions { sort, ..Default::default() };
        lines(records, Style::ChicagoShortNote, &options)
    };
    let titled = |titles: &[&str]| titles.iter().map(|title| record(title, 1, "1", "2", "3")).collect::<Vec<_>>();
    let mixed = titled(&["Телеграмма", "éclair", "Zeit", "'Apple' Pie", "ёлка", "The Banner", "Ель", "Report 10", "Report 9"]);
    assert_eq!(
        sorted(&mixed, SortBy::AuthorTitle),
        ["‘Apple’ Pie", "The Banner", "éclair", "Report 9", "Report 10", "Zeit", "ёлка", "Ель", "Телеграмма"]
            .map(|title| format!("“{title},” l. 3."))
    );
    let shelves = [holding("98", "10", "3"), holding("98", "9", "12"), holding("98", "9", "3")];
    let marks: Vec<Record> = shelves.into_iter().map(|holding| Record { holdings: vec![holding], ..Default::default() }).collect();
    assert_eq!(
        sorted(&marks, SortBy::Shelfmark),
        ["GARF, f. 5446, op. 98, d. 9, l. 3.", "GARF, f. 5446, op. 98, d. 9, l. 12.", "GARF, f. 5446, op. 98, d. 10, l. 3."]
    );
    let mut dated = [record("A", 24, "1", "2", "3"), record("B", 3, "1", "2", "3"), record("C", 5, "1", "2", "3")];
    dated[2].date = None;
    assert_eq!(sorted(&dated, SortBy::Date), ["“B,” l. 3.", "“A,” l. 3.", "“C,” l. 3."]);
    // Notes keep the number of their record.
    let [telegram, delegation, ..] = samples();
    let options = CiteOptions { sort: SortBy::AuthorTitle, ..Default::default() };
    let cited = cite(&[&telegram, &delegation], Style::ChicagoNote, &options, schemas());
    assert!(cited.notes.iter().all(|(number, _)| *number == 1) && cited.text.starts_with("“Record"));
}

#[test]
fn groups_have_headings() {
    let mut party = record("B", 2, "1", "2", "3");
    party.holdings[0].repository.as_mut().expect("named").siglum = Some(Arc::from("RGASPI"));
    let records = [record("A", 1, "1", "2", "3"), party, record("C", 3, "1", "2", "3")];
    let grouped =
        |markup| lines(&records, Style::ChicagoShortNote, &CiteOptions { group: GroupBy::Repository, markup, ..Default::default() });
    assert_eq!(
        grouped(Markup::Plain),
        [
            "State Archive of the Russian Federation (GARF)",
            "",
            "“A,” l. 3.",
            "“C,” l. 3.",
            "",
            "Russian State Archive of Socio-Political History (RGASPI)",
            "",
            "“B,” l. 3.",
        ]
    );
    assert_eq!(grouped(Markup::Html)[0], "<h2>State Archive of the Russian Federation (GARF)</h2>");
}

#[test]
fn a_bibliography_by_collections_names_each_once() {
    let mut unknown = record("B", 2, "1", "2", "3");
    let mention = unknown.holdings[0].repository.as_mut().expect("named");
    (mention.siglum, mention.as_written) = (None, "Some Archive".into());
    let mut fond = record("C", 2, "1", "2", "3");
    fond.holdings[0].levels = vec![level("fond", "R-7523")];
    fond.holdings[0].folios = Some(folios("3"));
    let records = [record("A", 1, "1", "2", "3"), unknown, fond, record("D", 1, "5", "6", "7")];
    assert_eq!(
        lines(&records, Style::ChicagoCollection, &CiteOptions::default()),
        [
            "State Archive of the Russian Federation (GARF), Moscow. Fond 5446.",
            "Some Archive. Fond 5446.",
            "State Archive of the Russian Federation (GARF), Moscow. Fond R-7523.",
        ]
    );
    assert_eq!(lost(&Record::default(), Style::ChicagoCollection), ["title"]);
}
