//! Duplicates in a review: matched at import, merged, judged, taken back, counted; and a replay says the same.

use crate::support::{Folder, act};
use katsaus::dedup::Doubt;
use katsaus::review::{ImportRequest, Imported, Outcome};
use katsaus::{Review, protocol};
use katsaus_formats::sheet::ReadSeek;
use katsaus_model::{CellValue, Field, Link};

const EBSCO: &str = "TY  - JOUR\nID  - e1\nAU  - Luecking, R.\nTI  - EMERGING EMPLOYER VIEWS OF PEOPLE WITH DISABILITIES\n\
    T2  - J Vocat Rehabil\nPY  - 2008\nVL  - 29\nSP  - 3\nEP  - 13\nER  - \n\n\
    TY  - JOUR\nID  - e2\nAU  - Bond, G.\nTI  - Supported employment: evidence for a practice\nPY  - 2004\nER  - \n";
const PROQUEST: &str = "TY  - JOUR\nID  - p1\nAU  - Luecking, Richard G.\n\
    TI  - Emerging employer views of people with disabilities\nT2  - Journal of Vocational Rehabilitation\nPY  - 2008\n\
    VL  - 29\nSP  - 3\nEP  - 13\nAB  - An abstract that ends as it should.\nER  - \n\n\
    TY  - JOUR\nID  - p2\nAU  - Frøyland, K.\nTI  - Inclusion skills in supported employment today\nPY  - 2019\nER  - \n\n\
    TY  - JOUR\nID  - p3\nAU  - Luecking, R.\nTI  - Erratum: Emerging employer views of people with disabilities\n\
    T2  - Journal of Vocational Rehabilitation\nPY  - 2008\nVL  - 29\nSP  - 99\nER  - \n";

fn new(folder: &Folder) -> Review {
    let text = protocol::template("integrative", "Test").expect("a template");
    Review::init(&folder.path("review"), &text, &act(0)).expect("a review")
}

fn import_from(review: &mut Review, second: i64, name: &str, text: &'static str, found_in: Option<&str>) -> Imported {
    let open = || -> std::io::Result<Box<dyn ReadSeek>> { Ok(Box::new(std::io::Cursor::new(text))) };
    let mut request = ImportRequest::new(name, &open);
    request.found_in = found_in.map(str::to_owned);
    match review.import(&act(second), &request, &mut ()).expect("an import") {
        Outcome::New(imported) => *imported,
        other => panic!("not new: {other:?}"),
    }
}

fn keys(review: &Review) -> Vec<String> {
    let rows = review.store().rows(katsaus::store::Filter::All).expect("rows");
    rows.into_iter().map(|row| row.key).collect()
}

fn sound(review: &Review) {
    assert_eq!(review.check().expect("a check"), []);
}

#[test]
fn an_import_recognises_what_is_here_and_says_so() {
    let folder = Folder::new();
    let mut review = new(&folder);
    import_from(&mut review, 1, "ebsco.ris", EBSCO, Some("EBSCO"));
    let second = import_from(&mut review, 2, "proquest.ris", PROQUEST, Some("ProQuest"));
    assert_eq!((second.records, second.sources), (3, (2, 4)));
    assert_eq!((second.matched.here, second.matched.within, second.matched.linked), (1, 0, 1));

    // Each field from the record that has it best; both keys find it.
    let n = review.source_by_key("luecking2008").expect("a source");
    assert_eq!(review.source_by_key("luecking2008a").expect("the merged key"), n);
    let text = review.store().text(n).expect("a text").expect("it is here");
    assert_eq!(text.fields.get(Field::Title), "Emerging employer views of people with disabilities");
    assert_eq!(text.fields.get(Field::Authors), "Luecking, Richard G.");
    assert_eq!(text.fields.get(Field::Abstract), "An abstract that ends as it should.");

    // Found in both databases, and counted so.
    let counted = review.counted().expect("counts");
    let alone: Vec<u64> = counted.searches.iter().map(|search| search.found.alone).collect();
    let sources: Vec<u64> = counted.searches.iter().map(|search| search.found.sources).collect();
    assert_eq!((sources, alone), (vec![2, 3], vec![1, 2]));
    let total = counted.total();
    assert_eq!((total.records(), total.sources, total.here, counted.linked), (5, 4, 1, 1));
    sound(&review);

    // The import is one operation: undone, everything is as before.
    review.undo(&act(3), None).expect("an undo");
    assert_eq!(keys(&review), ["bond2004", "luecking2008"]);
    assert_eq!(review.store().judgements().expect("judgements"), []);
    let text = review.store().text(n).expect("a text").expect("it is here");
    assert!(text.fields.get(Field::Title).starts_with("EMERGING"));
    sound(&review);
}

#[test]
fn the_same_search_again_brings_just_what_is_new() {
    let folder = Folder::new();
    let mut review = new(&folder);
    import_from(&mut review, 1, "2025.ris", EBSCO, Some("EBSCO"));
    let again: &'static str = Box::leak(
        format!("{EBSCO}\nTY  - JOUR\nTI  - A new text on dual customers\nAU  - Poe, E.\nPY  - 2026\nER  - \n")
            .into_boxed_str(),
    );
    let second = import_from(&mut review, 2, "2026.ris", again, Some("EBSCO"));
    assert_eq!((second.records, second.matched.here, second.sources), (3, 2, (2, 3)));
    sound(&review);
}

#[test]
fn a_new_record_that_joins_two_texts_leaves_the_numbers_right() {
    let folder = Folder::new();
    let mut review = new(&folder);
    let one =
        "TY  - JOUR\nAU  - Doe, J.\nTI  - Natural supports, dual customers\nPY  - 2001\nDO  - 10.1000/a\nER  - \n";
    let other = "TY  - JOUR\nAU  - Doe, J.\nTI  - Luonnollinen tuki ja kaksoisasiakkuus työpaikoilla\nPY  - 2001\nT2  - Work\nVL  - 3\nSP  - 7\nEP  - 9\nER  - \n";
    let both = "TY  - JOUR\nAU  - Doe, J.\nTI  - Luonnollinen tuki ja kaksoisasiakkuus työpaikoilla [Natural supports, dual customers]\nPY  - 2001\nT2  - Work\nVL  - 3\nSP  - 7\nEP  - 9\nDO  - 10.1000/a\nER  - \n";
    import_from(&mut review, 1, "one.ris", one, None);
    import_from(&mut review, 2, "other.ris", other, None);
    let third = import_from(&mut review, 3, "both.ris", both, None);
    assert_eq!((third.matched.here, third.matched.joined, third.new_sources(), third.sources), (1, 1, 0, (2, 1)));
    assert_eq!(review.counted().expect("counts").total().here, 2);
    sound(&review);
}

#[test]
fn rows_of_ones_own_table_are_asked_of_and_never_merged() {
    let folder = Folder::new();
    let mut review = new(&folder);
    let table = "Authors;Year;Title;Journal;Volume;Pages\n\
        Luecking, R.;2008;Emerging employer views of people with disabilities;J Vocat Rehabil;29;3-13\n\
        Bond, G.;2004;Supported employment;Work;1;1-2\n\
        Luecking, R.;2008;Emerging employer views of people with disabilities;J Vocat Rehabil;29;3-13\n";
    let imported = import_from(&mut review, 1, "list.csv", table, None);
    assert_eq!((imported.sources, imported.matched.to_judge), ((0, 3), 2));
    let found = review.dedup(&act(2), true).expect("duplicates");
    assert_eq!((found.merges.len(), found.op), (0, None));
    assert_eq!(found.pairs.len(), 1);
    assert_eq!(found.pairs[0].doubt, Doubt::OneTable);
    let (one, other) = found.pairs[0].rows.clone().expect("their rows");
    assert!(one.contains('2') && other.contains('4'), "{one}, {other}");
    // A database's record of the same text finds the first of them.
    let ebsco = import_from(&mut review, 3, "ebsco.ris", EBSCO, None);
    assert_eq!((ebsco.matched.here, review.store().source_count().expect("a count")), (1, 4));
    sound(&review);
}

#[test]
fn a_merge_moves_nothing_and_its_undo_gives_each_its_own() {
    let folder = Folder::new();
    let mut review = new(&folder);
    let open = || -> std::io::Result<Box<dyn ReadSeek>> { Ok(Box::new(std::io::Cursor::new(EBSCO))) };
    let mut request = ImportRequest::new("ebsco.ris", &open);
    request.dedup = false;
    review.import(&act(1), &request, &mut ()).expect("an import");
    let open = || -> std::io::Result<Box<dyn ReadSeek>> { Ok(Box::new(std::io::Cursor::new(PROQUEST))) };
    let mut request = ImportRequest::new("proquest.ris", &open);
    request.dedup = false;
    review.import(&act(2), &request, &mut ()).expect("an import");
    let (one, other) = (
        review.source_by_key("luecking2008").expect("a source"),
        review.source_by_key("luecking2008a").expect("a source"),
    );
    assert_ne!(one, other);
    review.note(&act(3), one, "first note").expect("a note");
    review.note(&act(4), other, "second note").expect("a note");
    review.edit(&act(5), one, &[(Field::Title, "As a person has it".into())], None).expect("an edit");

    let merged = review.dedup(&act(6), true).expect("duplicates");
    assert_eq!((merged.merges.len(), merged.links.len()), (1, 1));
    assert!(merged.merges[0].why.iter().all(|why| why.contains(": same ")), "{:?}", merged.merges);
    let text = review.store().text(one).expect("a text").expect("it is here");
    assert_eq!(text.notes, ["first note", "second note"]);
    assert_eq!(text.fields.get(Field::Title), "As a person has it", "an edit wins");
    assert_eq!(text.fields.get(Field::Abstract), "An abstract that ends as it should.");
    let explained = review.explain_merges(one).expect("why");
    assert_eq!(explained.records.len(), 2);
    let joint = explained.joints.iter().find(|joint| joint.link == Link::Same).expect("a joint");
    assert!(joint.why.as_deref().is_some_and(|why| !why.is_empty()), "{joint:?}");
    let title = explained.fields.iter().find(|(field, ..)| *field == Field::Title).expect("the title");
    assert_eq!(title.2, None, "a person's");
    sound(&review);

    // Done twice, nothing changes.
    assert_eq!(review.dedup(&act(7), true).expect("duplicates").op, None);
    review.undo(&act(8), None).expect("an undo");
    let notes = |n| review.store().text(n).expect("a text").expect("it is here").notes;
    assert_eq!((notes(one), notes(other)), (vec!["first note".to_owned()], vec!["second note".to_owned()]));
    sound(&review);
}

#[test]
fn what_a_person_judges_holds_and_can_be_judged_again() {
    let folder = Folder::new();
    let mut review = new(&folder);
    import_from(&mut review, 1, "ebsco.ris", EBSCO, None);
    import_from(&mut review, 2, "proquest.ris", PROQUEST, None);
    // Out of the source, by the key that it was given.
    review.split(&act(3), "luecking2008a").expect("a split");
    assert_eq!(review.store().source_count().expect("a count"), 5);
    let again = review.dedup(&act(4), true).expect("duplicates");
    assert_eq!(again.merges, [], "what was taken apart stays apart");
    assert_eq!(
        review.dedup(&act(4), true).expect("duplicates").op,
        None,
        "the erratum is of both, and that is said once"
    );
    assert!(
        again.pairs.iter().all(|pair| pair.sources.0.key != "luecking2008" || pair.sources.1.key != "luecking2008a")
    );
    let of = |review: &Review, key: &str| review.source_by_key(key).expect("a source");
    let (one, other) = (of(&review, "luecking2008"), of(&review, "luecking2008a"));
    review.same(&act(5), &[one, other]).expect("the same");
    assert_eq!(of(&review, "luecking2008a"), one);
    assert!(review.same(&act(6), &[one, one]).is_err(), "one source is no pair");
    // All of it apart, by the source's own key.
    review.split(&act(7), "luecking2008").expect("a split");
    assert_eq!(review.store().source_count().expect("a count"), 5);
    // Three by hand, one taken out: the other two stay together.
    let froyland = of(&review, "froyland2019");
    review.same(&act(8), &[one, other, froyland]).expect("the same");
    review.split(&act(9), "luecking2008a").expect("a split");
    assert_eq!(of(&review, "froyland2019"), one);
    assert_ne!(of(&review, "luecking2008a"), one);
    sound(&review);
}

#[test]
fn links_are_things_of_their_own() {
    let folder = Folder::new();
    let mut review = new(&folder);
    import_from(&mut review, 1, "ebsco.ris", EBSCO, None);
    let (a, b) = (review.source_by_key("bond2004").expect("a"), review.source_by_key("luecking2008").expect("b"));
    review.link(&act(2), Link::ReplyTo, (a, b), false).expect("a link");
    review.link(&act(3), Link::SameStudy, (b, a), false).expect("another");
    let judged = |review: &Review| review.store().judgements().expect("judgements").len();
    assert_eq!(judged(&review), 2);
    assert_eq!(review.link(&act(4), Link::SameStudy, (a, b), false).expect("the same again"), None);
    review.link(&act(5), Link::ReplyTo, (a, b), true).expect("taken back");
    assert_eq!(judged(&review), 1);
    sound(&review);
}

#[test]
fn cells_that_clash_are_both_kept() {
    let folder = Folder::new();
    let mut review = new(&folder);
    import_from(
        &mut review,
        1,
        "one.csv",
        "Authors;Year;Title;Aims\nDoe, J.;2001;Natural supports in the workplace today;To see the employers\nPoe, E.;2002;Something else that is here;To see another thing\n",
        None,
    );
    let second = import_from(
        &mut review,
        2,
        "other.csv",
        "Tekijät;Vuosi;Otsikko;Aims\nDoe, J.;2001;Natural supports in the workplace today;To ask the clients\nRoe, E.;2003;A third text that is here too;To ask others as well\n",
        None,
    );
    assert_eq!(second.matched.here, 1);
    let n = review.source_by_key("doe2001").expect("a source");
    let names = review.names().expect("names");
    let source = review.store().source(n, &names).expect("a source").expect("it is here");
    let mut cells: Vec<&str> = source
        .cells
        .iter()
        .map(|cell| match &cell.value {
            CellValue::Text(text) => text.as_str(),
            other => other.as_str(),
        })
        .collect();
    cells.sort_unstable();
    assert_eq!(cells, ["To ask the clients", "To see the employers"]);
    sound(&review);
}
