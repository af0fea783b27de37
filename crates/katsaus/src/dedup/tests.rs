//! What is one text, what is not, and that nothing but the records' words decides it.

use super::*;
use katsaus_model::{Field, Fields};
use proptest::prelude::*;
use std::collections::HashSet;

/// A record from `field=value` parts, `|` between.
fn record(said: &str) -> Fields {
    let mut fields = Fields::default();
    for part in said.split('|') {
        let (name, value) = part.split_once('=').expect("field=value");
        fields.set(Field::parse(name.trim()).expect("a field"), value).expect("a value");
    }
    fields
}

const LUECKING: &str = "authors=Luecking, R.|year=2008|title=Emerging employer views of people with disabilities\
    |container=Journal of Vocational Rehabilitation|volume=29|issue=1|pages=3-13|doi=10.3233/jvr-2008-0420";

fn cards(said: &[&str]) -> Vec<Card> {
    said.iter().map(|said| Card::of(&record(said))).collect()
}

fn found(said: &[&str]) -> Found {
    find(&cards(said), &Known::default())
}

/// The rule that makes two records one text.
fn rule(a: &str, b: &str) -> Option<Rule> {
    found(&[a, b]).groups.first().map(|group| group.joined[0].rule)
}

/// Why two records are left to a person.
fn doubt(a: &str, b: &str) -> Option<Doubt> {
    let found = found(&[a, b]);
    assert_eq!(found.groups, [], "{a} / {b}");
    found.pairs.first().map(|pair| pair.doubt)
}

fn link(a: &str, b: &str) -> Option<(usize, usize, Link)> {
    let found = found(&[a, b]);
    assert_eq!(found.groups, [], "{a} / {b}");
    found.links.first().map(|link| (link.records.0, link.records.1, link.link))
}

#[test]
fn one_text_as_databases_write_it() {
    for (other, by) in [
        (LUECKING.to_owned(), Rule::Identical),
        (LUECKING.replace("Luecking, R.", "Luecking, Richard G."), Rule::Doi),
        ("doi=10.3233/jvr-2008-0420|title=EMERGING EMPLOYER VIEWS OF PEOPLE WITH DISABILITIES".into(), Rule::Doi),
        (
            "authors=Luecking R G|year=2008|title=Emerging employer views of people with disabilities. [Review] [33 refs]\
             |container=J Vocat Rehabil|volume=29|pages=3-13"
                .into(),
            Rule::TitleAndPlace,
        ),
        (
            "authors=Lücking, R.|year=2008|title=Emerging employer views of people with disabilities\
             |container=J Vocat Rehabil|volume=29"
                .into(),
            Rule::TitleAndAuthors,
        ),
        (
            "authors=Luecking, R.|year=2008|title=Emerging employers' view on people with disabilities\
             |container=J Vocat Rehabil|volume=29|pages=3"
                .into(),
            Rule::AlikeInPlace,
        ),
        ("authors=Luecking, R.|year=2008|title=Emerging employer views of people with disabilities".into(), Rule::TitleAndYear),
    ] {
        assert_eq!(rule(LUECKING, &other), Some(by), "{other}");
    }
}

#[test]
fn names_and_titles_of_many_languages() {
    let one = |a: &str, b: &str| assert!(rule(a, b).is_some(), "{a} / {b}");
    one(
        "authors=Frøyland, K.; Åkerblad, T.|year=2019|title=Työhönvalmennus ja työnantajien rooli osallisuudessa",
        "authors=Froyland, K.; Akerblad, T.|year=2019|title=Tyohonvalmennus ja tyonantajien rooli osallisuudessa",
    );
    one(
        "authors=Müller, K.|year=2015|title=Berufliche Wiedereingliederung und die Rolle der Arbeitgeber",
        "authors=Mueller, Karl|year=2015|title=Berufliche Wiedereingliederung und die Rolle der Arbeitgeber.",
    );
    one(
        "authors=Toomes, H.|year=1984|title=Postoperative Immunstimulation beim Karzinom [Postoperative immunostimulation in carcinoma]\
         |container=Dtsch Med Wochenschr|volume=109|pages=935-940",
        "authors=Toomes, H.|year=1984|title=[Postoperative immunostimulation in carcinoma]|container=Deutsche Medizinische Wochenschrift\
         |volume=109|pages=935-40",
    );
    one(
        "authors=Бобков, В.|year=2020|title=Платформенная занятость: масштабы и признаки неустойчивости|volume=14|pages=6-15",
        "authors=Бобков, В. Н.|year=2020|title=Платформенная занятость: масштабы и признаки неустойчивости.|volume=14|pages=6-15",
    );
}

#[test]
fn what_speaks_against_outweighs_every_likeness() {
    let with = |from: &str, to: &str| LUECKING.replace(from, to);
    assert_eq!(
        doubt(&with("|volume=29|issue=1|pages=3-13", ""), &with("10.3233/jvr-2008-0420", "10.1177/1049731508314275")),
        Some(Doubt::Identifiers)
    );
    let part =
        |n: &str| with("disabilities|", &format!("disabilities. Part {n}|")).replace("|doi=10.3233/jvr-2008-0420", "");
    assert_eq!(doubt(&part("I"), &part("II").replace("3-13", "14-20")), Some(Doubt::Numbers));
    let of = |who: &str| {
        format!(
            "authors=Doe, J.; Poe, E.|year=2010|title=Job strain and coping among {who} of working age|container=Work|volume=3"
        )
    };
    assert_eq!(doubt(&of("men"), &of("women")), Some(Doubt::Opposed));
    assert_eq!(
        doubt(
            LUECKING,
            "doi=10.3233/jvr-2008-0420|title=A wholly different text on birds|authors=Luecking, R.|year=2008"
        ),
        Some(Doubt::OneDoiTwoTitles)
    );
}

#[test]
fn a_meetings_abstract_is_not_the_article_that_came_of_it() {
    let meeting = "authors=Luecking, R.|year=2008|title=Emerging employer views of people with disabilities\
        |container=Conference of Counsellors";
    assert_eq!(doubt(LUECKING, meeting), Some(Doubt::LittleKnown));
    let nowhere = "authors=Luecking, R.|year=2008|title=Emerging employer views of people with disabilities\
        |container=Some Journal|doi=10.3233/jvr-2008-0420";
    assert_eq!(rule(LUECKING, nowhere), Some(Rule::Doi));
}

#[test]
fn other_kinds_of_text_are_linked_and_never_merged() {
    let erratum = LUECKING
        .replace("title=", "title=Erratum to: ")
        .replace("pages=3-13", "pages=99")
        .replace("10.3233/jvr-2008-0420", "10.3233/jvr-2008-0499");
    assert_eq!(link(LUECKING, &erratum), Some((1, 0, Link::ErratumOf)));
    let reply = LUECKING.replace("disabilities|", "disabilities: a reply|").replace("Luecking, R.", "Bond, G.");
    assert_eq!(link(&reply.replace("|doi=10.3233/jvr-2008-0420", ""), LUECKING), Some((0, 1, Link::ReplyTo)));
    let preprint = "authors=Luecking, R.|year=2007|title=Emerging employer views of people with disabilities\
        |container=SocArXiv|doi=10.31235/osf.io/abcde";
    assert_eq!(link(preprint, LUECKING), Some((0, 1, Link::PreprintOf)));
    let edition = |n: u32, year: i32| {
        format!(
            "type=book|authors=Wehman, P.|year={year}|title=Supported employment and the world of work|edition={n}|publisher=Brookes"
        )
    };
    assert_eq!(link(&edition(2, 2001), &edition(3, 2005)), Some((0, 1, Link::VersionOf)));
}

#[test]
fn what_is_not_said_is_no_agreement() {
    assert_eq!(found(&["title=Editorial|container=Work", "title=Editorial|container=Work"]).groups, []);
    assert_eq!(found(&["year=2008|container=Work|volume=3", "year=2008|container=Work|volume=3"]).groups, []);
    assert_eq!(
        found(&["authors=Doe, J.|year=2008|title=Preface", "authors=Doe, J.|year=2008|title=Preface"]).groups,
        []
    );
    // One column of a journal, issue by issue.
    let column = |issue: u32| {
        format!(
            "authors=Lee, A.|year=2000|title=Remarks from the editor - Editor's comments|container=MIS Quarterly|volume=24|issue={issue}"
        )
    };
    let issues: Vec<String> = (1..5).map(column).collect();
    let issues: Vec<&str> = issues.iter().map(String::as_str).collect();
    assert_eq!(found(&issues).groups, []);
}

#[test]
fn a_record_between_two_texts_joins_them_not() {
    let title = "authors=Doe, J.; Poe, E.|year=2010|title=Natural supports in the workplace and beyond|container=Work";
    let (a, b) = (format!("{title}|doi=10.1000/a"), format!("{title}|doi=10.1000/b"));
    let found = found(&[&a, title, &b]);
    assert_eq!(found.groups.len(), 1, "{found:?}");
    assert_eq!(found.groups[0].records.len(), 2);
    assert!(!found.pairs.is_empty(), "the third is asked of");
}

#[test]
fn a_group_holds_no_two_records_that_cannot_be_one_text() {
    // A bare record would join a text of one volume with that of another, and a preprint with its article.
    let bare = "authors=Doe, J.; Poe, E.|year=2010|title=Natural supports in the workplace and beyond";
    let placed = |volume: u32| format!("{bare}|container=Work|volume={volume}|pages={volume}1-{volume}9");
    let found_of = found(&[&placed(3), bare, &placed(5)]);
    assert_eq!(found_of.groups.iter().map(|group| group.records.len()).collect::<Vec<_>>(), [2], "{found_of:?}");
    let preprint = format!("{bare}|doi=10.31235/osf.io/abcde");
    let found_of = found(&[&placed(3), bare, &preprint]);
    assert_eq!(found_of.groups.iter().map(|group| group.records.len()).collect::<Vec<_>>(), [2], "{found_of:?}");
}

#[test]
fn a_text_that_is_found_every_year_stays_one() {
    // A short title, the same search for six years, and four databases that each leave something out.
    let report = "authors=Kela|year=2020|title=Job coaching report|container=Kela|publisher=Kela|pages=1-80";
    let years = vec![report; 6];
    let cards_of = cards(&years);
    let known = Known { file: (0..6).collect(), ..Known::default() };
    assert_eq!(find(&cards_of, &known).groups.len(), 1);
    let ways = [
        LUECKING.to_owned(),
        LUECKING.replace("|volume=29", ""),
        LUECKING.replace("authors=Luecking, R.|", ""),
        LUECKING.replace("authors=Luecking, R.|", "").replace("|volume=29", ""),
        LUECKING.replace("|doi=10.3233/jvr-2008-0420", ""),
    ];
    let found_of = found(&ways.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(found_of.groups[0].records.len(), 5, "{found_of:?}");
}

#[test]
fn what_is_known_holds() {
    let two = cards(&[LUECKING, LUECKING]);
    let known = |known: Known| find(&two, &known);
    let apart = known(Known { apart: vec![(0, 1)], ..Known::default() });
    assert_eq!((apart.groups.len(), apart.pairs.len()), (0, 0), "not merged, and not asked of again");
    let own = |file: Vec<u32>| Known { file, own_tables: HashSet::from([7, 8]), ..Known::default() };
    let table = known(own(vec![7, 7]));
    assert_eq!(table.groups, []);
    assert_eq!(table.pairs[0].doubt, Doubt::OneTable);
    let other_tables = known(own(vec![7, 8]));
    assert_eq!(other_tables.groups.len(), 1);
    let old = known(Known { new_from: 2, ..Known::default() });
    assert_eq!(old, Found::default(), "pairs of what was there are not looked at");
}

/// Records of a handful of texts, each written in several ways.
fn library() -> Vec<String> {
    let mut records = Vec::new();
    for n in 0..8u32 {
        let title = ["carving of jobs", "natural support", "views of employers", "dual customers"][n as usize % 4];
        let text = format!(
            "authors=Doe{n}, J.; Poe, E.|year={}|title=Studies of {title} in workplaces, volume {n}|container=Journal of Work\
             |volume={n}1|pages={n}5-{n}9",
            2000 + n
        );
        records.push(text.replace("Journal of Work", "J Work"));
        records.push(text.replace("Studies of", "STUDIES OF").replace("; Poe, E.", ""));
        records.push(format!("{text}|doi=10.1000/{n}"));
        records.push(format!("{}|doi=10.1000/{}", text.replace("workplaces", "work places"), n + 100 * (n % 2)));
        records.push(text.replace("title=", "title=Erratum: "));
    }
    records
}

/// What was found, in the records' own words: groups, pairs with their doubts, links.
type InWords = (Vec<Vec<String>>, Vec<(Vec<String>, Doubt)>, Vec<(Vec<String>, Vec<String>, Link)>);

fn in_words(records: &[String], found: &Found) -> InWords {
    let say = |at: usize| records[at].clone();
    let sorted = |mut words: Vec<String>| {
        words.sort();
        words
    };
    let mut groups: Vec<Vec<String>> =
        found.groups.iter().map(|group| sorted(group.records.iter().map(|at| say(*at)).collect())).collect();
    groups.sort();
    let pair = |pair: &Pair| (sorted(vec![say(pair.records.0), say(pair.records.1)]), pair.doubt);
    let text = |at: usize| {
        let group = found.groups.iter().find(|group| group.records.contains(&at));
        sorted(group.map_or_else(|| vec![say(at)], |group| group.records.iter().map(|at| say(*at)).collect()))
    };
    let mut links: Vec<_> =
        found.links.iter().map(|link| (text(link.records.0), text(link.records.1), link.link)).collect();
    links.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    (groups, found.pairs.iter().map(pair).collect(), links)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever the order of the rows, the same is found.
    #[test]
    fn the_order_of_rows_decides_nothing(order in Just((0..40usize).collect::<Vec<_>>()).prop_shuffle()) {
        let records = library();
        let shuffled: Vec<String> = order.iter().map(|at| records[*at].clone()).collect();
        let find_in = |records: &[String]| {
            let cards: Vec<Card> = records.iter().map(|said| Card::of(&record(said))).collect();
            find(&cards, &Known::default())
        };
        let (one, other) = (in_words(&records, &find_in(&records)), in_words(&shuffled, &find_in(&shuffled)));
        prop_assert!(one.0.len() >= 8, "there is something to find");
        prop_assert_eq!(one, other);
    }

    /// No text breaks it, and each record is in one group at most.
    #[test]
    fn nothing_breaks_it(titles in proptest::collection::vec(".{0,40}", 0..12), pages in ".{0,8}", volume in ".{0,6}") {
        let cards: Vec<Card> = titles.iter().map(|title| {
            let fields = Fields {
                title: Some(title.clone()),
                pages: Some(pages.clone()),
                volume: Some(volume.clone()),
                container: titles.first().cloned(),
                abstract_text: Some(title.repeat(20)),
                authors: vec![katsaus_model::Person::from_inverted(title)],
                ..Fields::default()
            };
            Card::of(&fields)
        }).collect();
        let found = find(&cards, &Known::default());
        let mut seen = HashSet::new();
        for group in &found.groups {
            prop_assert!(group.records.len() > 1);
            for record in &group.records {
                prop_assert!(seen.insert(*record));
            }
        }
    }
}
