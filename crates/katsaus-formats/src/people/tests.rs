//! Cells as people write them, and the names that must be read out of them.
//!
//! It must not reach past `people` and `is_cut`: how they come to their answer is free to change.

use super::*;

/// One name as `family|given|particle|suffix`, less empty parts at the end; a literal in braces.
fn show(person: &Person) -> String {
    match person {
        Person::Literal { literal } => format!("{{{literal}}}"),
        Person::Named { family, given, particle, suffix } => {
            format!("{family}|{given}|{particle}|{suffix}").trim_end_matches('|').to_owned()
        }
    }
}

#[track_caller]
fn check(cell: &str, expected: &[&str]) {
    let found: Vec<String> = people(cell).iter().map(show).collect();
    assert_eq!(found, expected, "{cell}");
}

#[test]
fn family_and_initials_between_commas() {
    check("Rotter C., Whittaker D. ja Rusbridge C.", &["Rotter|C.", "Whittaker|D.", "Rusbridge|C."]);
    check("Smith J, Doe A.", &["Smith|J", "Doe|A."]);
    check("Baah GK,Podgurski A", &["Baah|GK", "Podgurski|A"]);
    check("Yang Z., Jiang B., McNamara M.E.", &["Yang|Z.", "Jiang|B.", "McNamara|M.E."]);
    check("Van Poucke M.", &["Van Poucke|M."]);
    check("de la Cruz M, Smith J", &["de la Cruz|M", "Smith|J"]);
    check("Hamilton-Elliott J.-P. och Åkesson Ö.", &["Hamilton-Elliott|J.-P.", "Åkesson|Ö."]);
    check("Schönfelder W., Kvam L. & Eide A.H.", &["Schönfelder|W.", "Kvam|L.", "Eide|A.H."]);
    check("Arksey H, O'Malley L", &["Arksey|H", "O'Malley|L"]);
    check("Thompson FR 3rd, Smith J Jr", &["Thompson|FR||3rd", "Smith|J||Jr"]);
    check("McHugo GJ; Drake RE; Xie H", &["McHugo|GJ", "Drake|RE", "Xie|H"]);
}

#[test]
fn family_then_initials_after_a_comma() {
    check("Rottman, J. and Carmel, E.", &["Rottman|J.", "Carmel|E."]);
    check("Luecking, R. G., Fabian, E. S., & Tilson, G. P.", &["Luecking|R. G.", "Fabian|E. S.", "Tilson|G. P."]);
    check("Frøyland, K., Andreassen, T. A. og Innvær, S.", &["Frøyland|K.", "Andreassen|T. A.", "Innvær|S."]);
    check("Jonzen, N., T. Pople, and M. Skold", &["Jonzen|N.", "Pople|T.", "Skold|M."]);
    check("van der Vaart, T.W.", &["van der Vaart|T.W."]);
    check("Vaart, T.W. van der", &["Vaart|T.W.|van der"]);
    check("LI, X., WU, Y.", &["LI|X.", "WU|Y."]);
    check("Thompson, F.R., III", &["Thompson|F.R.||III"]);
    check("Costa, Jr., P. T.", &["Costa|P. T.||Jr."]);
    check("Nunamaker Jr., J. F.", &["Nunamaker|J. F.||Jr."]);
    check("Smith, J., Jones, A., ... Brown, C.", &["Smith|J.", "Jones|A.", "Brown|C."]);
}

#[test]
fn given_names_in_full() {
    check("Joseph Rottman, Erran Carmel, Mary Lacity", &["Rottman|Joseph", "Carmel|Erran", "Lacity|Mary"]);
    check("Joseph Rottman, Erran Carmel, and Mary Lacity", &["Rottman|Joseph", "Carmel|Erran", "Lacity|Mary"]);
    check("Gustafsson, Johanna", &["Gustafsson|Johanna"]);
    check("Virtanen, Matti, Korhonen, Liisa", &["Virtanen|Matti", "Korhonen|Liisa"]);
    check("Kvam, Eide, Schönfelder, Jacobsen", &["Kvam", "Eide", "Schönfelder", "Jacobsen"]);
    check("Björn A. Blomberg; Mateen Moghbel", &["Blomberg|Björn A.", "Moghbel|Mateen"]);
    check("Vernon, Julia R; G", &["Vernon|Julia R G"]);
    check("Smith, John A., Doe, Jane B.", &["Smith|John A.", "Doe|Jane B."]);
    check("Garcia Lopez, Maria Elena; Smith, John", &["Garcia Lopez|Maria Elena", "Smith|John"]);
    check(
        "Stee, Kimberley and Van Poucke, Mario and Peelman, Luc",
        &["Stee|Kimberley", "Van Poucke|Mario", "Peelman|Luc"],
    );
    check(
        "Rotter, Carina\n Whittaker, Danielle\n Rusbridge, Clare",
        &["Rotter|Carina", "Whittaker|Danielle", "Rusbridge|Clare"],
    );
    check("Virtanen Matti", &["Virtanen|Matti"]);
    check("Silva, João P. e Costa, Maria", &["Silva|João P.", "Costa|Maria"]);
    check("Dr. Anna Meier und Prof. Karl Schmidt", &["Meier|Anna", "Schmidt|Karl"]);
    check("Ahmad Waqas KamalParis Avgeriou", &["Avgeriou|Ahmad Waqas KamalParis"]);
    check("Smith, John, Jr.; Brown, Ann", &["Smith|John||Jr.", "Brown|Ann"]);
    check("Martin Luther King Jr.", &["King|Martin Luther||Jr."]);
    check("Douglass, April G., and Dennie L. Smith", &["Douglass|April G.", "Smith|Dennie L."]);
}

#[test]
fn capitals_that_could_be_a_suffix() {
    check("Wu JR", &["Wu|JR"]);
    check("Wu JR, Lee SR", &["Wu|JR", "Lee|SR"]);
    check("Wu, JR", &["Wu|JR"]);
    check("Smith, M.D., Jones, K.", &["Smith|M.D.", "Jones|K."]);
    check("John Smith, M.D.", &["Smith|John"]);
    check("Smith J, Tang.", &["Smith|J", "Tang"]);
}

#[test]
fn other_signs_between_names() {
    check("['Smith, J.', 'Doe, Anna']", &["Smith|J.", "Doe|Anna"]);
    check("Smith, J. / Doe, A.", &["Smith|J.", "Doe|A."]);
    check("Wang, X.；Li, Y.", &["Wang|X.", "Li|Y."]);
}

#[test]
fn nobody_is_nobody() {
    for cell in ["-", "–", "n.a.", "[s.n.]", "Ei tekijää", "[No authors listed]"] {
        check(cell, &[]);
    }
}

#[test]
fn particles() {
    check("T. ten Doesschate; T.W. van der Vaart", &["Doesschate|T.|ten", "Vaart|T.W.|van der"]);
    check("Alexander von Humboldt", &["Humboldt|Alexander|von"]);
    check("Mario Van Poucke", &["Van Poucke|Mario"]);
    check("A. Cau, R. Kuiper, and W.-P. de Roever", &["Cau|A.", "Kuiper|R.", "Roever|W.-P.|de"]);
    check("Van Dung,", &["Van Dung"]);
    check("Ortega y Gasset, J.", &["Ortega y Gasset|J."]);
    check("José Ortega y Gasset", &["Ortega y Gasset|José"]);
}

#[test]
fn families_alone_and_lists_that_were_cut() {
    check("Quinn", &["Quinn"]);
    check("Smith & Jones", &["Smith", "Jones"]);
    check("Smith, Jones and Brown", &["Smith", "Jones", "Brown"]);
    for cell in ["Pantalone et al.", "Pantalone ym.", "Pantalone m.fl.", "Pantalone u.a.", "Pantalone and others"] {
        check(cell, &["Pantalone"]);
        assert!(is_cut(cell), "{cell}");
    }
    check("Smith, J., Doe, A., et al.", &["Smith|J.", "Doe|A."]);
    check("Smith J; Doe A; et al", &["Smith|J", "Doe|A"]);
    check("Smith J, Doe A…", &["Smith|J", "Doe|A"]);
    assert!(is_cut("Smith J; Doe A; et al"));
    assert!(is_cut("Smith J, Doe A, ..."));
    check("Kim YM, Kumar U.A.", &["Kim|YM", "Kumar|U.A."]);
    assert!(!is_cut("Kim YM"));
    assert!(!is_cut("Kumar U.A."));
    assert!(!is_cut("Smith, J., Jones, A., ... Brown, C."));
}

#[test]
fn bodies_are_literals() {
    for body in [
        "World Health Organization",
        "Sosiaali- ja terveysministeriö",
        "Terveyden ja hyvinvoinnin laitos",
        "Työterveyslaitos",
        "Arbetsmiljöverket",
        "Department of Health and Human Services",
        "Ministry of Education, Culture and Sports",
        "National Academies of Sciences, Engineering, and Medicine",
        "The PRISMA Group",
        "OECD",
    ] {
        check(body, &[&format!("{{{body}}}")]);
    }
    check("OECD; Kela", &["{OECD}", "{Kela}"]);
    check("Smith, J. & WHO", &["Smith|J.", "{WHO}"]);
    check("Kela ja Työterveyslaitos", &["{Kela}", "{Työterveyslaitos}"]);
    check("One Name Of Far Too Many Words", &["{One Name Of Far Too Many Words}"]);
}

#[test]
fn what_is_no_name_is_dropped() {
    check("Nieminen, Kari (toim.)", &["Nieminen|Kari"]);
    check("Smith, J. (Ed.) & Doe, A. (Ed.)", &["Smith|J.", "Doe|A."]);
    check("Matti Virtanen¹, Liisa Korhonen²*", &["Virtanen|Matti", "Korhonen|Liisa"]);
    check("Smith J1,2, Doe A3", &["Smith|J", "Doe|A"]);
    check("Smith, John (0000-0002-1825-0097); Doe, Jane", &["Smith|John", "Doe|Jane"]);
    check("John Smith, PhD, Jane Doe, PhD", &["Smith|John", "Doe|Jane"]);
    check("Felipe Cari&#241;o and Mark Jahnke", &["Cariño|Felipe", "Jahnke|Mark"]);
    check("Smith, J. &amp; Doe, A.", &["Smith|J.", "Doe|A."]);
}

#[test]
fn odd_cells_never_fail() {
    for cell in ["", " ; , ", "*", "…", "&", "and", "(", "&#xFFFFFFFF;", "ed.)", "Jr.", "J. R.", "王小明; 李四"]
    {
        let _ = people(cell);
        let _ = is_cut(cell);
    }
    check("王小明; 李四", &["王小明", "李四"]);
    check("J. R.", &["{J. R.}"]);
    check("", &[]);
}

#[test]
fn words_of_bodies_are_also_family_names() {
    let read = |cell: &str| people(cell).iter().map(Person::inverted).collect::<Vec<_>>().join(" | ");
    assert_eq!(read("Embregts PJCM; Taminiau EF"), "Embregts, PJCM | Taminiau, EF");
    assert_eq!(read("Smith, Ann; Center, Sharon A.; Doe, Jo"), "Smith, Ann | Center, Sharon A. | Doe, Jo");
    assert_eq!(read("Center SA, Smith JB"), "Center, SA | Smith, JB");
    assert_eq!(read("A Hutton, Tabitha; Doe, Jo"), "A Hutton, Tabitha | Doe, Jo");
    assert_eq!(read("Able Trust"), "Able Trust");
}

proptest::proptest! {
    /// The short way says what the long way says.
    #[test]
    fn plain_lists_are_read_alike(
        names in proptest::collection::vec("([A-ZÅÄÖ][a-zåäöøéü]{1,10}|Van|Kela|Jr|Ed|Center|De), [A-ZÅ]\\.( [A-Z]\\.){0,2}", 1..6),
        between in proptest::sample::select(vec!["; ", ";", " ; "]),
    ) {
        let cell = names.join(between);
        if let Some(plain) = plain::plain_list(&cell) {
            proptest::prop_assert_eq!(plain, taken_apart(&cell), "{}", cell);
        }
    }
}
