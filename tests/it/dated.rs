//! What a citation says beside its shelfmark: date, description, printed edition, and what stays unread.

use opiska::parse::{ReadOptions, Reader, read};
use opiska::record::Record;
use opiska::schema::Schemas;
use opiska::source::FileName;

fn records(text: &str, lines: bool) -> Vec<Record> {
    let schemas = Schemas::builtin();
    let reader = Reader::new(&schemas);
    let name = FileName::new("notes.txt");
    read(name, text.as_bytes(), ReadOptions { lines }, &reader).expect("text").page.records
}

fn edtf(record: &Record) -> Option<String> {
    record.date.as_ref()?.value.edtf()
}

fn unread(record: &Record) -> Vec<&str> {
    record.unread.iter().map(|words| words.value.as_str()).collect()
}

#[test]
fn the_date_of_a_citation_is_found_where_historians_put_it() {
    for (line, date) in [
        (
            "Smith, Hunger, 36 (TsA FSB, f. 2, op. 11, d. 42, l. 149–50: Volga, March 21, 1933), 42 (d. 551, l. 3: April 1, 1933).",
            "1933-03-21",
        ),
        ("Smith, Hunger, 36 (TsA FSB, f. 2, op. 10, d. 514, l. 234–6: Nov. 5, 1932).", "1932-11-05"),
        ("TsDAHOU 1/20/5254 (1932), 1–16, in Smith, ed., Hunger, 724–5.", "1932"),
        ("GARF, f. 5446, op. 98, d. 718, l. 3 (after 5 March 1953).", "1953-03-05/.."),
        ("ГАРФ. Ф. Р-5446. Оп. 98. Д. 718. Л. 3. 25 октября (7 ноября) 1917 г.", "1917-11-07"),
        ("\"Telegram,\" not later than 5 March 1953, GARF, f. 5446, op. 98, d. 718, l. 3.", "../1953-03-05"),
        ("\"Telegram,\" summer 1956, GARF, f. 5446, op. 98, d. 718, l. 3.", "1956-22"),
        (
            "\"Telegram,\" Cable from A. Ivanov to B. Petrov, 25 October 1956 (Secret), in GARF, f. 5446, op. 98, d. 718, l. 3.",
            "1956-10-25",
        ),
    ] {
        let records = records(line, true);
        assert_eq!(edtf(&records[0]).as_deref(), Some(date), "{line}");
    }
}

#[test]
fn the_date_of_another_thing_is_not_taken() {
    for line in [
        "GARF, f. 5446, op. 98, d. 718, l. 3; d. 719, l. 4 (5 May 1953).",
        "ГАСК: ф. 459, оп. 2, д. 599 (ревизская сказка 1835); ф. 135, оп. 3, д. 1033 (роспись 1845).",
        "GARF, f. 5446, op. 98, d. 718, l. 3. Published in Smith, Hunger (Moscow, 1999), 5.",
        "Новосиб. гос. ун-т. Новосибирск, 2002. C. 132–141.",
    ] {
        assert_eq!(edtf(&records(line, true)[0]), None, "{line}");
    }
}

#[test]
fn a_description_before_the_date_is_the_title() {
    for (line, title) in [
        ("Letter from Stalin to Mao, 5 May 1953, RGASPI, f. 17, op. 3, d. 918, l. 1.", Some("Letter from Stalin to Mao")),
        ("Telegrams kept by the ambassador, 1944-45, GARF, f. 5446, op. 98, d. 718.", Some("Telegrams kept by the ambassador")),
        ("GARF, f. 5446, op. 98, d. 718, l. 3: Peake to Cadogan, June 9, 1939.", Some("Peake to Cadogan")),
        ("GARF, f. 5446, op. 98, d. 718, l. 3: North Caucasus, March 21, 1933.", None),
    ] {
        let records = records(line, true);
        assert_eq!(records[0].title.as_ref().map(|title| title.value.as_str()), title, "{line}");
    }
}

#[test]
fn words_that_lead_are_not_left_over() {
    for (line, edition, left) in [
        ("GARF, f. 5446, op. 98, d. 718, l. 3. Reprinted in Smith, Hunger, 5.", Some("Smith, Hunger, 5"), vec![]),
        ("Smith, Hunger, 5 (citing GARF, f. 5446, op. 98, d. 718, l. 3).", Some("Smith, Hunger, 5"), vec![]),
        ("[Source: GARF, f. 5446, op. 98, d. 718, l. 3.]", None, vec![]),
        ("DAKhO, 116/1/141 (1933), 19–22, in ibid.", Some("ibid."), vec![]),
        ("АП РФ. Ф. 3. Оп. 58. Д. 230. Л. 60. Копия. Машинопись.", None, vec!["Копия. Машинопись"]),
        ("RGASPI (formerly RTsKhIDNI), f. 17, op. 162, d. 7, l. 99.", None, vec![]),
    ] {
        let records = records(line, true);
        let record = &records[0];
        assert_eq!(record.published_in.as_ref().map(|edition| edition.value.as_str()), edition, "{line}");
        assert_eq!(unread(record), left, "{line}");
    }
}

#[test]
fn ibid_takes_over_whatever_stands_above_its_first_level() {
    let tails = [
        ("Ibid., l. 14.", "17/3/918"),
        ("Ibid., d. 1051, l. 44.", "17/3/1051"),
        ("Ibid., op. 5, d. 1, l. 44, 46.", "17/5/1"),
        ("Ibid., f. 558, op. 11, d. 3.", "558/11/3"),
        ("Там же. Л. 74.", "17/3/918"),
        ("Там же. Д. 374. Л. 1.", "17/3/374"),
        ("Там же. Оп. 7. Д. 42. Л. 3.", "17/7/42"),
        ("Там же. Ф. 82. Оп. 2. Д. 1. Л. 2.", "82/2/1"),
        ("там само, арк. 5.", "17/3/918"),
        ("Там само. Спр. 12. Арк. 5–6.", "17/3/12"),
        ("Ebd., d. 12, l. 5.", "17/3/12"),
    ];
    for (tail, expected) in tails {
        let records = records(&format!("RGASPI, f. 17, op. 3, d. 918, l. 1.\n{tail}\n"), true);
        let holding = &records[1].holdings[0];
        let levels: Vec<&str> = holding.levels.iter().map(|level| level.value.as_str()).collect();
        assert_eq!((holding.siglum(), levels.join("/").as_str()), (Some("RGASPI"), expected), "{tail}");
    }
}

#[test]
fn a_sentence_around_a_shelfmark_is_nobody_s_left_over() {
    let text = "As the minutes show (RGASPI, f. 17, op. 3, d. 918, l. 1), the Politburo met in May 1933 and decided to act at once.\n\n\
        The letter is kept in RGASPI, f. 82, op. 2, d. 14, ll. 5–6, where it was found after 1991. It was not printed before 1995.\n";
    let records = records(text, false);
    assert_eq!(records.len(), 2);
    for record in &records {
        assert_eq!((record.holdings.len(), unread(record), edtf(record)), (1, vec![], None));
    }
}
