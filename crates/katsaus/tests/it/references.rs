//! References and citations as people read them.

use expect_test::expect;
use katsaus::model::{Fields, Person};
use katsaus::report::bibliography::{Bibliography, Citation, Cited, Language, Style, StyleError, known_styles};
use katsaus::report::rich::{Run, Shift};
use proptest::prelude::*;

fn people(names: &[&str]) -> Vec<Person> {
    names.iter().map(|name| Person::from_inverted(name)).collect()
}

fn article(authors: &[&str], year: i32, title: &str, container: &str) -> Fields {
    Fields {
        kind: Some("article-journal".into()),
        authors: people(authors),
        year: Some(year),
        title: Some(title.into()),
        container: Some(container.into()),
        volume: Some("28".into()),
        pages: Some("157-168".into()),
        ..Fields::default()
    }
}

/// Texts that try what references commonly get wrong.
fn texts() -> Bibliography {
    let mut list = Bibliography::default();
    let cruz = article(&["de la Cruz, José", "van der Vaart, T. W., Jr", "Frøyland, K."], 2012, "Why work?", "Work");
    let vega = article(&["García y Vega, RG"], 2013, "Part I: The ADA in US courts", "PLoS One");
    let drake = ["Drake, R. E.", "Bond, G. R.", "Goldman, H.", "Hogan, M.", "Karakus, M."];
    let report = Fields {
        kind: Some("report".into()),
        authors: people(&["Able Trust"]),
        year: Some(2003),
        title: Some("Dispelling myths".into()),
        container: Some("Tallahassee, FL: Able Trust".into()),
        ..Fields::default()
    };
    let chapter = Fields {
        kind: Some("chapter".into()),
        authors: people(&["Ekholm, Elina", "Teittinen, Antti"]),
        editors: people(&["Harkko, Jaakko", "Lehikoinen, Tuula"]),
        year: Some(2014),
        title: Some("Työnantajan näkökulma".into()),
        container: Some("Onko osallisuus totta?".into()),
        pages: Some("12-40".into()),
        publisher: Some("Kela".into()),
        language: Some("fi".into()),
        ..Fields::default()
    };
    let press = Fields { date: Some("in press".into()), year: None, ..article(&["Åberg, T."], 0, "A title", "Work") };
    let undated = Fields { date: Some("n.d.".into()), year: None, ..article(&["Öberg, T."], 0, "A title", "Work") };
    for (key, fields) in [
        ("cruz2012", &cruz),
        ("vega2013", &vega),
        ("drake2012", &article(&drake, 2012, "Zeal and work", "Psychiatric Services")),
        ("drake2012a", &article(&drake, 2012, "Ardour and work", "Psychiatric Services")),
        ("drake2011", &article(&["Drake, D."], 2011, "Another Drake", "Work")),
        ("able2003", &report),
        ("ekholm2014", &chapter),
        ("abergnd", &press),
        ("obergnd", &undated),
    ] {
        list.push(key, fields);
    }
    list
}

/// Runs with their italics between asterisks and their links between angle brackets.
fn shown(runs: &[Run]) -> String {
    let run = |run: &Run| match (&run.link, run.look.italic, run.look.shift) {
        (Some(_), _, _) => format!("<{}>", run.text),
        (None, true, _) => format!("*{}*", run.text),
        (None, false, Shift::Super) => format!("^{}^", run.text),
        _ => run.text.clone(),
    };
    runs.iter().map(run).collect()
}

fn list(style: &str, language: &str) -> String {
    let style = Style::named(style).expect("a style");
    let language = Language::of(Some(language), &style).expect("a language");
    let references = texts().references(&style, &language).expect("a list");
    let line = |label: String, text: String| if label.is_empty() { text } else { format!("{label} {text}") };
    let lines = references.iter().map(|one| line(shown(&one.paragraph.label), shown(&one.paragraph.runs)) + "\n");
    lines.collect()
}

#[test]
fn apa() {
    expect![[r#"
        Åberg, T. (in press). A title. *Work*, *28*, 157–168.
        Able Trust. (2003). *Dispelling myths*. Able Trust.
        de la Cruz, J., van der Vaart, T. W., Jr, & Frøyland, K. (2012). Why work? *Work*, *28*, 157–168.
        Drake, D. (2011). Another Drake. *Work*, *28*, 157–168.
        Drake, R. E., Bond, G. R., Goldman, H., Hogan, M., & Karakus, M. (2012a). Ardour and work. *Psychiatric Services*, *28*, 157–168.
        Drake, R. E., Bond, G. R., Goldman, H., Hogan, M., & Karakus, M. (2012b). Zeal and work. *Psychiatric Services*, *28*, 157–168.
        Ekholm, E., & Teittinen, A. (2014). Työnantajan näkökulma. In J. Harkko & T. Lehikoinen (Eds.), *Onko osallisuus totta?* (pp. 12–40). Kela.
        García y Vega, R. G. (2013). Part I: The ADA in US courts. *PLoS One*, *28*, 157–168.
        Öberg, T. (n.d.). A title. *Work*, *28*, 157–168.
    "#]].assert_eq(&list("apa", "en"));
}

#[test]
fn chicago_in_finnish() {
    expect![[r#"
        Able Trust. 2003. *Dispelling Myths*. Able Trust.
        Cruz, José de la, T. W. van der Vaart Jr, ja K. Frøyland. 2012. ”Why Work?” *Work* 28: 157–68.
        Drake, D. 2011. ”Another Drake”. *Work* 28: 157–68.
        Drake, R. E., G. R. Bond, H. Goldman, M. Hogan, ja M. Karakus. 2012a. ”Ardour and Work”. *Psychiatric Services* 28: 157–68.
        Drake, R. E., G. R. Bond, H. Goldman, M. Hogan, ja M. Karakus. 2012b. ”Zeal and Work”. *Psychiatric Services* 28: 157–68.
        Ekholm, Elina, ja Antti Teittinen. 2014. ”Työnantajan näkökulma”. Teoksessa *Onko osallisuus totta?*, toimittanut Jaakko Harkko ja Tuula Lehikoinen. Kela.
        García y Vega, R. G. 2013. ”Part I: The ADA in US Courts”. *PLoS One* 28: 157–68.
        Åberg, T. In press. ”A Title”. *Work* 28: 157–68.
        Öberg, T. ei pvm. ”A Title”. *Work* 28: 157–68.
    "#]].assert_eq(&list("chicago-author-date", "fi"));
}

#[test]
fn harvard_in_swedish() {
    expect![[r#"
        Able Trust (2003) *Dispelling myths*. Tallahassee, FL: Able Trust.
        de la Cruz, J., van der Vaart, T.W., Jr och Frøyland, K. (2012) ”Why work?”, *Work*, 28, s. 157–168.
        Drake, D. (2011) ”Another Drake”, *Work*, 28, s. 157–168.
        Drake, R.E. *m.fl.* (2012a) ”Ardour and work”, *Psychiatric Services*, 28, s. 157–168.
        Drake, R.E. *m.fl.* (2012b) ”Zeal and work”, *Psychiatric Services*, 28, s. 157–168.
        Ekholm, E. och Teittinen, A. (2014) ”Työnantajan näkökulma”, i J. Harkko och T. Lehikoinen (red.) *Onko osallisuus totta?* Kela, s. 12–40.
        García y Vega, R.G. (2013) ”Part I: The ADA in US courts”, *PLoS One*, 28, s. 157–168.
        Åberg, T. (utan årtal) ”A title”, *Work*, 28, s. 157–168.
        Öberg, T. (utan årtal) ”A title”, *Work*, 28, s. 157–168.
    "#]].assert_eq(&list("harvard-cite-them-right", "sv"));
}

#[test]
fn vancouver_in_finnish() {
    expect![[r#"
        1. de la Cruz J, van der Vaart TW Jr, Frøyland K. Why work? Work. 2012;28:157–68.
        2. García y Vega RG. Part I: The ADA in US courts. PLoS One. 2013;28:157–68.
        3. Drake RE, Bond GR, Goldman H, Hogan M, Karakus M. Zeal and work. Psychiatric Services. 2012;28:157–68.
        4. Drake RE, Bond GR, Goldman H, Hogan M, Karakus M. Ardour and work. Psychiatric Services. 2012;28:157–68.
        5. Drake D. Another Drake. Work. 2011;28:157–68.
        6. Able Trust. Dispelling myths. Tallahassee, FL: Able Trust; 2003.
        7. Ekholm E, Teittinen A. Työnantajan näkökulma. Teoksessa: Harkko J, Lehikoinen T, toimittajat. Onko osallisuus totta? Kela; 2014. s. 12–40.
        8. Åberg T. A title. Work. 28:157–68.
        9. Öberg T. A title. Work. 28:157–68.
    "#]].assert_eq(&list("vancouver", "fi"));
}

#[test]
fn mla() {
    expect![[r#"
        Åberg, T. “A Title.” *Work*, vol. 28, pp. 157–68.
        Able Trust. *Dispelling Myths*. Able Trust, 2003.
        de la Cruz, José, et al. “Why Work?” *Work*, vol. 28, 2012, pp. 157–68.
        Drake, D. “Another Drake.” *Work*, vol. 28, 2011, pp. 157–68.
        Drake, R. E., et al. “Ardour and Work.” *Psychiatric Services*, vol. 28, 2012, pp. 157–68.
        ———. “Zeal and Work.” *Psychiatric Services*, vol. 28, 2012, pp. 157–68.
        Ekholm, Elina, and Antti Teittinen. “Työnantajan näkökulma.” *Onko osallisuus totta?*, edited by Jaakko Harkko and Tuula Lehikoinen, Kela, 2014, pp. 12–40.
        García y Vega, R. G. “Part I: The ADA in US Courts.” *PLoS One*, vol. 28, 2013, pp. 157–68.
        Öberg, T. “A Title.” *Work*, vol. 28, pp. 157–68.
    "#]].assert_eq(&list("mla", "en"));
}

fn cite(style: &str, keys: &[&str], pages: Option<&str>, form: Citation) -> String {
    let style = Style::named(style).expect("a style");
    let language = Language::of(Some("en"), &style).expect("a language");
    let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
    shown(&texts().citation(&Cited { keys: &keys, pages, form }, &style, &language))
}

#[test]
fn citations() {
    let both = &["cruz2012", "able2003"];
    let lines = [
        cite("apa", both, None, Citation::Parenthetical),
        cite("apa", both, None, Citation::Narrative),
        cite("apa", &["cruz2012"], Some("12-14"), Citation::Parenthetical),
        // The letters are those of the list: `Ardour` comes before `Zeal`.
        cite("apa", &["drake2012", "drake2012a"], None, Citation::Parenthetical),
        cite("apa", &["drake2011"], None, Citation::Parenthetical),
        cite("apa", &["obergnd"], None, Citation::Parenthetical),
        cite("vancouver", both, None, Citation::Parenthetical),
        cite("american-medical-association", both, None, Citation::Parenthetical),
        cite("chicago-notes", &["cruz2012"], Some("158"), Citation::Parenthetical),
    ];
    expect![[r#"
        (Able Trust, 2003; de la Cruz et al., 2012)
        Able Trust (2003); de la Cruz et al. (2012)
        (de la Cruz et al., 2012, pp. 12–14)
        (Drake et al., 2012a, 2012b)
        (Drake, 2011)
        (Öberg, n.d.)
        (1,6)
        ^1,6^
        José de la Cruz et al., “Why Work?,” *Work* 28 (2012): 158.
    "#]]
    .assert_eq(&(lines.join("\n") + "\n"));
}

#[test]
fn texts_by_nobody_are_not_by_the_same_people() {
    let mut list = Bibliography::default();
    for (key, year, title) in [("a2001", 2001, "One report"), ("b2002", 2002, "Two reports")] {
        list.push(key, &article(&[], year, title, "Work"));
    }
    let style = Style::named("apa").expect("a style");
    let language = Language::of(None, &style).expect("a language");
    let keys = ["a2001".to_owned(), "b2002".to_owned()];
    let cited = Cited { keys: &keys, pages: None, form: Citation::Parenthetical };
    expect!["(“One Report,” 2001; “Two Reports,” 2002)"].assert_eq(&shown(&list.citation(&cited, &style, &language)));
}

#[test]
fn months_and_days_are_printed_where_a_style_wants_them() {
    let mut list = Bibliography::default();
    let date = |date: &str| Fields { date: Some(date.into()), ..article(&["Bond, G."], 2008, "A title", "Work") };
    list.push("a", &date("2008-05-03"));
    list.push("b", &date("2008-05"));
    list.push("c", &date("2008"));
    let line = |style: &str, language: &str| -> String {
        let style = Style::named(style).expect("a style");
        let language = Language::of(Some(language), &style).expect("a language");
        let references = list.references(&style, &language).expect("a list");
        references.iter().map(|one| shown(&one.paragraph.runs) + "\n").collect()
    };
    expect![[r#"
        Bond G. A title. Work. 2008 May 3;28:157–68.
        Bond G. A title. Work. 2008 May;28:157–68.
        Bond G. A title. Work. 2008;28:157–68.
        Bond G. A title. Work. 03 maj 2008;28:157–68.
        Bond G. A title. Work. maj 2008;28:157–68.
        Bond G. A title. Work. 2008;28:157–68.
        Bond, G. ”A Title”. *Work*, vol. 28, 2008, s. 157–68.
        ———. ”A Title”. *Work*, vol. 28, toukokuuta 2008, s. 157–68.
        ———. ”A Title”. *Work*, vol. 28, toukokuuta 2008, s. 157–68.
    "#]]
    .assert_eq(&(line("vancouver", "en") + &line("vancouver", "sv") + &line("mla", "fi")));
}

#[test]
fn a_style_of_notes_only_says_so() {
    let notes = r#"<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
<info><title>Notes only</title><id>http://example.org/notes-only</id><category citation-format="note"/>
<updated>2020-01-01T00:00:00+00:00</updated></info>
<citation><layout suffix="."><text variable="title"/></layout></citation></style>"#;
    let style = Style::read(notes, &|_| None).expect("a style");
    let language = Language::of(None, &style).expect("a language");
    let trouble = texts().references(&style, &language).expect_err("there is no list");
    assert_eq!(trouble, StyleError::NoList { title: "Notes only".into() });
    let keys = ["able2003".to_owned()];
    let cited = Cited { keys: &keys, pages: None, form: Citation::Parenthetical };
    assert_eq!(shown(&texts().citation(&cited, &style, &language)), "Dispelling myths.");
}

/// Pages that begin with a bracket eat the space of the "P. " before them, in the middle of which they were then cut.
#[test]
fn a_value_that_begins_with_punctuation_is_printed() {
    for style in known_styles() {
        let style = Style::named(style.names[0]).expect("a style");
        let language = Language::of(Some("en"), &style).expect("a language");
        let mut list = Bibliography::default();
        let pages = Some(")–".to_owned());
        list.push("k", &Fields { kind: Some("article-journal".into()), pages, ..Fields::default() });
        assert_eq!(list.references(&style, &language).expect("a list").len(), 1);
    }
}

/// Texts of one line as imports bring them, some with odd signs.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-zÅÄÖåäöß0-9 .,:;?!'\"()–-]{0,24}",
        "\\PC{0,12}",
        Just("???".to_owned()),
        Just("999999999999999999999".to_owned()),
        Just("-5-".to_owned()),
        // A space before these is eaten, which once was counted as there.
        "[.,)\\]]{1,2}[–ä]{1,2}",
    ]
}

fn person() -> impl Strategy<Value = Person> {
    prop_oneof![
        (line(), line(), line(), line()).prop_map(|(family, given, particle, suffix)| Person::Named {
            family,
            given,
            particle,
            suffix
        }),
        line().prop_map(Person::literal),
    ]
}

fn fields() -> impl Strategy<Value = Fields> {
    let some = || proptest::option::of(line());
    let kind = proptest::option::of(prop_oneof![
        Just("article-journal".to_owned()),
        Just("book".to_owned()),
        Just("chapter".to_owned()),
        Just("report".to_owned()),
        Just("thesis".to_owned()),
        Just("webpage".to_owned()),
        Just("patent".to_owned()),
        line(),
    ]);
    let dates = (proptest::option::of(0..2201i32), proptest::option::of("[0-9]{4}(-[0-9]{2}){0,2}|[a-z]{0,6}"));
    let people = || proptest::collection::vec(person(), 0..9);
    ((kind, people(), people(), dates), (some(), some(), some(), some(), some(), some(), some(), some(), some()))
        .prop_map(|((kind, authors, editors, (year, date)), rest)| {
            let (title, container, series, volume, issue, pages, edition, publisher, url) = rest;
            Fields {
                kind,
                authors,
                editors,
                year,
                date,
                title,
                container,
                series,
                volume,
                issue,
                pages,
                edition,
                publisher,
                url,
                ..Fields::default()
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whatever was imported, each text has its reference, in any style.
    #[test]
    fn each_text_has_a_reference(
        all in proptest::collection::vec(fields(), 1..6),
        style in 0..known_styles().len(),
        language in prop_oneof![Just("en"), Just("fi"), Just("sv"), Just("de"), Just("fr")],
    ) {
        let style = Style::named(known_styles()[style].names[0]).expect("a style");
        let language = Language::of(Some(language), &style).expect("a language");
        let mut list = Bibliography::default();
        for (at, fields) in all.iter().enumerate() {
            list.push(&format!("k{at}"), fields);
        }
        let mut keys: Vec<String> =
            list.references(&style, &language).expect("a list").into_iter().map(|one| one.key).collect();
        let cited = Cited { keys: &keys, pages: Some("1-2"), form: Citation::Parenthetical };
        list.citation(&cited, &style, &language);
        keys.sort();
        prop_assert_eq!(keys, (0..all.len()).map(|at| format!("k{at}")).collect::<Vec<_>>());
    }
}
