//! Dates as they are written, against what is read from them.

use super::*;

fn edtf(text: &str) -> String {
    static SCHEMAS: std::sync::LazyLock<Schemas> = std::sync::LazyLock::new(Schemas::builtin);
    let date = whole_date(text, &SCHEMAS);
    assert_eq!(date.as_written, text.trim(), "the words are kept");
    let edtf = date.edtf().unwrap_or_default();
    assert!(edtf.is_empty() || is_edtf(&edtf), "{text}: {edtf}");
    edtf
}

#[test]
fn every_form_of_a_date_is_read() {
    let wrong: Vec<_> =
        SPELLINGS.iter().map(|(text, wanted)| (text, edtf(text), *wanted)).filter(|(_, read, wanted)| read != wanted).collect();
    assert!(wrong.is_empty(), "written, read, wanted: {wrong:#?}");
}

/// What is written, and the EDTF that it means.
const SPELLINGS: &[(&str, &str)] = &[
    ("September 23, 1956", "1956-09-23"),
    ("February 03, 1949", "1949-02-03"),
    ("September, 1956", "1956-09"),
    ("September 1956", "1956-09"),
    ("Sept. 23, 1956", "1956-09-23"),
    ("23 September 1956", "1956-09-23"),
    ("23rd September 1956", "1956-09-23"),
    ("23 сентября 1956 г.", "1956-09-23"),
    ("1956 г.", "1956"),
    ("24.IX.56", "1956-09-24"),
    ("24. IX. 1956", "1956-09-24"),
    ("24.IХ.56", "1956-09-24"),
    ("23.09.1956", "1956-09-23"),
    ("09/23/1956", "1956-09-23"),
    ("05/05/1956", "1956-05-05"),
    ("1956-09-23", "1956-09-23"),
    ("1956-09-23/1956-09-24", "1956-09-23/1956-09-24"),
    ("1956 September 23", "1956-09-23"),
    ("1956", "1956"),
    ("1956-09", "1956-09"),
    ("[September 1956]", "1956-09?"),
    ("1956?", "1956?"),
    ("[1956?]", "1956?"),
    ("ca. 1956", "1956~"),
    ("late August 1956", "1956-08~"),
    ("Sunday, 23 September 1956", "1956-09-23"),
    ("30–31 August 1956", "1956-08-30/1956-08-31"),
    ("30-31 August 1956", "1956-08-30/1956-08-31"),
    ("August 30–31, 1956", "1956-08-30/1956-08-31"),
    ("30 August – 2 September 1956", "1956-08-30/1956-09-02"),
    ("August 30 - September 2, 1956", "1956-08-30/1956-09-02"),
    ("September–October 1956", "1956-09/1956-10"),
    ("1956-1957", "1956/1957"),
    ("1956–1957", "1956/1957"),
    ("1944-45", "1944/1945"),
    ("1956/57", "1956/1957"),
    ("Sept. 1956", "1956-09"),
    ("September of 1956", "1956-09"),
    ("сентябрь 1956 г.", "1956-09"),
    ("23 сент. 1956 г.", "1956-09-23"),
    ("23 вересня 1956 р.", "1956-09-23"),
    ("1956 р.", "1956"),
    ("5 берез. 1953 р.", "1953-03-05"),
    ("1956. október 23.", "1956-10-23"),
    ("1956–1957 гг.", "1956/1957"),
    ("1–3 марта 1953 г.", "1953-03-01/1953-03-03"),
    ("27 Feb.–3 March 1953", "1953-02-27/1953-03-03"),
    ("Feb. 27–March 3, 1953", "1953-02-27/1953-03-03"),
    ("27 февраля — 3 марта 1953 г.", "1953-02-27/1953-03-03"),
    ("September 1956–January 1957", "1956-09/1957-01"),
    ("Sept. 1956–Jan. 1957", "1956-09/1957-01"),
    ("30 December 1956–2 January 1957", "1956-12-30/1957-01-02"),
    ("28–29.X.1956", "1956-10-28/1956-10-29"),
    ("28.X–4.XI.1956", "1956-10-28/1956-11-04"),
    ("28.10–4.11.1956", "1956-10-28/1956-11-04"),
    ("from 27 February to 3 March 1953", "1953-02-27/1953-03-03"),
    ("from 1 to 3 March 1953", "1953-03-01/1953-03-03"),
    ("27 February 1953 to 3 March 1953", "1953-02-27/1953-03-03"),
    ("between 1953 and 1956", "1953/1956"),
    ("с 1 по 3 марта 1953 г.", "1953-03-01/1953-03-03"),
    ("between 25 October and 4 November 1956", "1956-10-25/1956-11-04"),
    ("before 5 March 1953", "../1953-03-05"),
    ("Before March 1953", "../1953-03"),
    ("not later than 5 March 1953", "../1953-03-05"),
    ("no later than March 5, 1953", "../1953-03-05"),
    ("не позднее 5 марта 1953 г.", "../1953-03-05"),
    ("не пізніше 5 березня 1953 р.", "../1953-03-05"),
    ("до 5 марта 1953 г.", "../1953-03-05"),
    ("[not later than 5 March 1953]", "../1953-03-05?"),
    ("before ca. 1956", "../1956~"),
    ("after 5 March 1953", "1953-03-05/.."),
    ("not earlier than 5 March 1953", "1953-03-05/.."),
    ("не ранее 5 марта 1953 г.", "1953-03-05/.."),
    ("не раніше 1953 р.", "1953/.."),
    ("after summer 1956", "1956-08/.."),
    ("before the 1950s", "../1950"),
    ("early 1956", "1956~"),
    ("early in 1956", "1956~"),
    ("mid-1956", "1956~"),
    ("mid-September 1956", "1956-09~"),
    ("end of September 1956", "1956-09~"),
    ("конец августа 1956 г.", "1956-08~"),
    ("начало 1956 г.", "1956~"),
    ("circa 1956", "1956~"),
    ("c. 1956", "1956~"),
    ("around 1956", "1956~"),
    ("ок. 1956 г.", "1956~"),
    ("ca. 23 September 1956", "1956-09-23~"),
    ("[ca. 1956]", "1956%"),
    ("probably 1956", "1956?"),
    ("вероятно, сентябрь 1956 г.", "1956-09?"),
    ("1956 (?)", "1956?"),
    ("ca. [1956]", "1956%"),
    ("summer 1956", "1956-22"),
    ("Summer of 1956", "1956-22"),
    ("spring, 1956", "1956-21"),
    ("autumn 1956", "1956-23"),
    ("fall 1956", "1956-23"),
    ("winter 1956–57", "1956-24"),
    ("летом 1956 г.", "1956-22"),
    ("осень 1956 г.", "1956-23"),
    ("навесні 1956 р.", "1956-21"),
    ("late summer 1956", "1956-22~"),
    ("1950s", "195X"),
    ("1950’s", "195X"),
    ("1950-е годы", "195X"),
    ("1950-х гг.", "195X"),
    ("1950-ті роки", "195X"),
    ("late 1950s", "195X~"),
    ("1940s–1950s", "1940/1959"),
    ("195X", "195X"),
    ("195-?", "195X?"),
    ("25 октября (7 ноября) 1917 г.", "1917-11-07"),
    ("25 октября 1917 г. (7 ноября 1917 г.)", "1917-11-07"),
    ("October 25 (November 7), 1917", "1917-11-07"),
    ("25 October (7 November) 1917", "1917-11-07"),
    ("25 October/7 November 1917", "1917-11-07"),
    ("12/25 January 1905", "1905-01-25"),
    ("12 (25) января 1905 г.", "1905-01-25"),
    ("January 9 (22), 1905", "1905-01-22"),
    ("20 декабря 1904 г. (2 января 1905 г.)", "1905-01-02"),
    ("3/4 January 1905", "1905-01-03/1905-01-04"),
    ("25 October 1917 (O.S.)", "1917-10-25"),
    ("25 октября 1917 г. ст. ст.", "1917-10-25"),
    ("5/III-53", "1953-03-05"),
    ("5-III-1953", "1953-03-05"),
    ("5 III 1953", "1953-03-05"),
    ("5.III-53", "1953-03-05"),
    ("23-09-1956", "1956-09-23"),
    ("воскресенье, 23 сентября 1956 г.", "1956-09-23"),
    ("Sun., 23 September 1956", "1956-09-23"),
    ("September 23, 1956, 21:50", "1956-09-23"),
    ("23 September 1956 at 9.50 p.m.", "1956-09-23"),
    ("23 сентября 1956 г., 21 ч. 50 мин.", "1956-09-23"),
    ("23 сентября 1956 г. в 10 часов", "1956-09-23"),
    ("1956-09-23?", "1956-09-23?"),
    ("1956-09?", "1956-09?"),
    ("1956~", "1956~"),
    ("1956%", "1956%"),
    ("1956-22", "1956-22"),
    ("1956-24~", "1956-24~"),
    ("../1953-03-05", "../1953-03-05"),
    ("1953-03-05/..", "1953-03-05/.."),
];

#[test]
fn what_cannot_be_read_stays_as_written() {
    let schemas = Schemas::builtin();
    let table = ["03/04/1956", "n.d.", "undated", "Septembr 23, 1956", "23 Septembr 1956", "September 23, 19956", "03-04-1956"];
    for text in table {
        assert_eq!(whole_date(text, &schemas).start, None, "{text}");
        let (range, date) = read_date(text, &schemas).unwrap_or_else(|| panic!("{text} has the form of a date"));
        assert_eq!((&text[range], date.start), (text, None));
    }
    assert_eq!(whole_date("", &schemas), ArchivalDate::default());
    assert_eq!(whole_date("23 September", &schemas).start, None);
    assert_eq!(whole_date("September 23, 1956 or so", &schemas).start, None);
}

#[test]
fn an_impossible_day_is_read_and_does_not_exist() {
    let schemas = Schemas::builtin();
    for (text, day) in
        [("31 September 1956", Day::new(1956, 9, 31)), ("February 30, 1957", Day::new(1957, 2, 30)), ("2015-13-27", Day::new(2015, 13, 27))]
    {
        let date = whole_date(text, &schemas);
        assert_eq!((date.start, date.edtf()), (Some(day), None), "{text}");
        assert!(!day.exists());
    }
}

#[test]
fn the_first_date_of_a_citation_is_found() {
    let schemas = Schemas::builtin();
    let text = "\"Telegram,\" September 23, 1956, Digital Archive, GARF, Fond 5446, Listy 3-6.";
    let (range, date) = read_date(text, &schemas).expect("a date");
    assert_eq!((&text[range], date.day()), ("September 23, 1956", Some(Day::new(1956, 9, 23))));
    assert_eq!(read_date("GARF, Fond 5446, Opis 98c, Delo 718, Listy 3-6", &schemas), None);
    assert_eq!(read_date("spets N1451-1456, ll. 5.46, 18/1956", &schemas), None);
}

#[test]
fn running_text_yields_days_without_a_year() {
    let schemas = Schemas::builtin();
    let text = "Met on 22 September, again on May 3 and 24 сентября 1956 г., but not in may 4 or the 1950s.";
    let found: Vec<_> = dates_in(text, &schemas).map(|(range, dating)| (&text[range], dating.day(Some(1956)))).collect();
    let wanted = [
        ("22 September", Some(Day::new(1956, 9, 22))),
        ("May 3", Some(Day::new(1956, 5, 3))),
        ("24 сентября 1956 г.", Some(Day::new(1956, 9, 24))),
        ("1950s", None),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn no_text_makes_it_panic() {
    let schemas = Schemas::builtin();
    for text in ["1", "1-", "1.", "1/", "1/2", "1/2/", "May", "1956-", "1956-0", "[1956", "99 ", "№ 1.é", "23 é", "é1956é", "1.I", "1.é.56"]
    {
        let _ = (read_date(text, &schemas), whole_date(text, &schemas), dates_in(text, &schemas).count());
    }
}

/// A small validator of EDTF level 1, as far as years, months, days, seasons, open digits, marks and intervals go.
fn is_edtf(text: &str) -> bool {
    let one = |text: &str| {
        let plain = text.trim_end_matches(['?', '~', '%']);
        let parts: Vec<&str> = plain.split('-').collect();
        let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        let within =
            |part: &str, range: std::ops::RangeInclusive<u8>| digits(part, 2) && part.parse().is_ok_and(|number| range.contains(&number));
        let open =
            |year: &str| year.len() == 4 && year.ends_with('X') && year.trim_end_matches('X').bytes().all(|byte| byte.is_ascii_digit());
        text.len() - plain.len() <= 1
            && match parts[..] {
                [year] => digits(year, 4) || open(year),
                [year, month] => digits(year, 4) && (within(month, 1..=12) || within(month, 21..=24)),
                [year, month, day] => digits(year, 4) && within(month, 1..=12) && within(day, 1..=31),
                _ => false,
            }
    };
    match text.split_once('/') {
        None => one(text),
        Some(("..", end)) => one(end),
        Some((start, "..")) => one(start),
        Some((start, end)) => one(start) && one(end),
    }
}

#[test]
fn the_validator_knows_what_edtf_is_not() {
    for text in ["", "56", "1956-9", "1956-13", "1956-20", "1956??", "1956/", "../..", "195x", "1956-09-23/1956-09-24/1956"] {
        assert!(!is_edtf(text), "{text}");
    }
}

#[test]
fn edtf_of_a_read_date_reads_as_itself() {
    let wrong: Vec<_> = SPELLINGS.iter().map(|(_, wanted)| (edtf(wanted), *wanted)).filter(|(again, wanted)| again != wanted).collect();
    assert!(wrong.is_empty(), "read again, wanted: {wrong:#?}");
}

/// Every sequence of pieces that dates are made of: nothing panics, and what is read is EDTF.
#[test]
fn whatever_is_read_is_edtf() {
    const PIECES: [&str; 30] = [
        "5",
        "12",
        "31",
        "1956",
        "1957",
        "56",
        "1950s",
        "09",
        "March",
        "марта",
        "summer",
        "IX",
        ".",
        ",",
        "-",
        "–",
        "/",
        " ",
        " ",
        "(",
        ")",
        "[",
        "]",
        "?",
        "~",
        "before",
        "after",
        "ca.",
        "г.",
        "../",
    ];
    let schemas = Schemas::builtin();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut read = 0;
    for _ in 0..8_000 {
        let mut text = String::new();
        for _ in 0..(3 + state % 8) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            text.push_str(PIECES[(state % PIECES.len() as u64) as usize]);
        }
        let whole = whole_date(&text, &schemas);
        let found = dates_in(&text, &schemas).filter_map(|(range, dating)| match dating {
            Dating::Date(date) => {
                assert_eq!(date.as_written, text[range], "{text}");
                Some(date)
            }
            Dating::WithoutYear(_) => None,
        });
        for date in found.chain([whole]) {
            let Some(edtf) = date.edtf() else { continue };
            read += 1;
            assert!(is_edtf(&edtf), "{text}: {edtf}");
        }
    }
    assert!(read > 1_500, "{read}");
}
