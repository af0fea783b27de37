//! What must hold of every kind of chart, whatever it is given.

use super::svg::escaped;
use super::text::Face;
use super::*;
use std::collections::BTreeSet;

const FRAMEWORKS: [&str; 5] = [
    "Tarjontapainotteinen",
    "Kysyntäpainotteinen",
    "Kaksoisasiakkuuteen perustuva",
    "Yhdistetty työpaikkakeskeinen",
    "Yhtäaikaiseen tukeen perustuva",
];

fn chart() -> Chart {
    Chart {
        title: "Viitekehykset vuosittain".to_owned(),
        note: "n = 171; tekstillä voi olla useita koodeja".to_owned(),
        x: "Julkaisuvuosi".to_owned(),
        y: "Tekstejä".to_owned(),
        empty: "Yhdelläkään tekstillä ei ole viitekehystä".to_owned(),
        total: "Yhteensä".to_owned(),
        others: "Muut".to_owned(),
        gap: "Ei tekstejä".to_owned(),
        language: "fi".to_owned(),
        numbers: Numbers::of("fi"),
    }
}

fn words(of: &[&str]) -> Vec<String> {
    of.iter().map(|word| (*word).to_owned()).collect()
}

fn long(count: usize) -> Vec<String> {
    let name = |at: usize| format!("Työllistymisvalmennuspalvelujärjestelmän kehittämiskohde, työ{at}");
    (0..count).map(name).collect()
}

/// Counts that look like a review's, the same ones every time.
fn table(rows: Vec<String>, columns: Vec<String>, scale: u64) -> Table {
    let counts = (0..rows.len() as u64).map(|row| {
        (0..columns.len() as u64).map(|column| (row * 7 + column * 13 + row * column * 5) % 11 * scale / 3).collect()
    });
    Table { counts: counts.collect(), rows, columns, ..Table::default() }
}

fn years() -> Vec<String> {
    (1980..=2020).map(|year| year.to_string()).collect()
}

fn reading(count: usize, scale: u64) -> Saturation {
    let new = |at: usize| if at.is_multiple_of(at / 7 + 1) { scale } else { 0 };
    let texts = (0..count).map(|at| (format!("Teksti {at}"), new(at))).collect();
    Saturation { texts, new: "Uusia koodeja".to_owned() }
}

fn marks(count: usize, lanes: usize, undated: bool) -> Timeline {
    let year = |at: usize| 1980 + i32::try_from(at * at % 41).unwrap_or(0);
    let mark = |at: usize| Mark {
        lane: at % lanes,
        year: (!undated || !at.is_multiple_of(9)).then_some(year(at)),
        name: format!("Teksti {at}"),
    };
    let lanes_ = if lanes == 5 { words(&FRAMEWORKS) } else { long(lanes) };
    Timeline { lanes: lanes_, marks: (0..count).map(mark).collect(), undated: "Päiväämätön".to_owned() }
}

/// Every kind, with little, much and odd to show.
fn all() -> Vec<(String, String)> {
    let chart = &chart();
    let mut out = Vec::new();
    let frameworks = || words(&FRAMEWORKS);
    let bands = words(&["1980–1989", "1990–1999", "2000–2009", "2010–2020", "Päiväämätön"]);
    let mut mixed = years();
    mixed.push("Päiväämätön teksti".to_owned());
    let tables = [
        ("years", table(years(), frameworks(), 3)),
        ("years of many", table(years(), frameworks(), 90)),
        ("bands", table(bands.clone(), frameworks(), 12)),
        ("mixed", table(mixed, frameworks(), 12)),
        ("long", table(long(12), long(12), 3)),
        ("thirty", table(long(30), long(30), 400)),
        ("one", table(long(1), long(1), 3)),
        ("huge", table(bands, frameworks(), u64::MAX / 1000)),
        ("few", table(long(2), words(&["a", "b"]), 3)),
        ("none", Table::default()),
    ];
    for (name, mut table) in tables {
        if name == "one" {
            table.counts = vec![vec![171]];
        }
        out.push((format!("stacked {name}"), stacked(chart, &table)));
        out.push((format!("heat {name}"), heat(chart, &table)));
        out.push((format!("bubble {name}"), bubble(chart, &table)));
        let rows = table.rows.iter().cloned().zip(table.counts.iter().map(|counts| counts[0])).collect();
        out.push((format!("bars {name}"), bars(chart, &Bars { rows, of: 171 })));
        let own = "Kaikki tekstit".to_owned();
        out.push((format!("pairs {name}"), pairs(chart, &Pairs { codes: table.columns, counts: table.counts, own })));
    }
    for (count, scale) in [(0, 1), (1, 1), (1, 30), (171, 1), (2000, 2), (99_999, 3)] {
        out.push((format!("line {count} {scale}"), line(chart, &reading(count, scale))));
    }
    for (count, lanes, undated) in [(0, 1, true), (1, 1, false), (171, 5, true), (2000, 5, false), (9000, 12, true)] {
        out.push((format!("timeline {count} {lanes}"), timeline(chart, &marks(count, lanes, undated))));
    }
    let mut odd = marks(50, 5, true);
    odd.marks[0].year = Some(i32::MAX);
    odd.marks[1].year = Some(i32::MIN);
    odd.marks[2].lane = 99;
    out.push(("timeline odd".to_owned(), timeline(chart, &odd)));
    odd.marks.iter_mut().for_each(|mark| mark.year = None);
    out.push(("timeline undated".to_owned(), timeline(chart, &odd)));
    out
}

/// A line of text as it stands in a picture.
#[derive(Debug)]
struct Placed {
    text: String,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    element.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split_once('"')).map(|(value, _)| value)
}

fn number(element: &str, name: &str) -> f64 {
    attribute(element, name).and_then(|value| value.parse().ok()).expect("a number")
}

fn placed(svg: &str) -> Vec<Placed> {
    svg.lines().filter(|line| line.starts_with("<text ")).map(place).collect()
}

fn place(line: &str) -> Placed {
    let (tag, rest) = line.split_once('>').expect("a tag");
    let text = rest.trim_end_matches("</text>").replace("&amp;", "&").replace("&lt;", "<").replace("&quot;", "\"");
    let face = Face { size: number(tag, "font-size"), bold: tag.contains("font-weight") };
    let (x, y, width) = (number(tag, "x"), number(tag, "y"), face.width(&text));
    let before = match attribute(tag, "text-anchor") {
        Some("middle") => width / 2.0,
        Some("end") => width,
        _ => 0.0,
    };
    // From the top of capitals to the foot of letters that hang.
    let (above, below) = (face.size * 0.75, face.size * 0.21);
    if tag.contains("rotate(-90") {
        return Placed { text, left: x - above, right: x + below, top: y + before - width, bottom: y + before };
    }
    Placed { text, left: x - before, right: x - before + width, top: y - above, bottom: y + below }
}

#[test]
fn no_text_runs_into_another_or_over_the_edge() {
    for (name, svg) in all() {
        let (width, height) = (number(&svg, "width"), number(&svg, "height"));
        let texts = placed(&svg);
        for (at, one) in texts.iter().enumerate() {
            assert!(one.left >= 0.0 && one.right <= width, "{name}: {one:?} in {width}");
            assert!(one.top >= 0.0 && one.bottom <= height, "{name}: {one:?} in {height}");
            for other in &texts[at + 1..] {
                let apart = one.right <= other.left + 0.1
                    || other.right <= one.left + 0.1
                    || one.bottom <= other.top + 0.1
                    || other.bottom <= one.top + 0.1;
                assert!(apart, "{name}: {one:?} and {other:?}");
            }
        }
    }
}

#[test]
fn the_same_figures_give_the_same_bytes() {
    assert_eq!(all(), all());
}

#[test]
fn every_mark_says_what_it_is_and_no_length_is_odd() {
    for (name, svg) in all() {
        for line in svg.lines() {
            assert!(!line.contains("NaN") && !line.contains("inf\""), "{name}: {line}");
            let bare = line.starts_with("<circle") && line.ends_with("/>");
            assert!(!bare || line.contains("stroke-dasharray"), "{name}: {line}");
        }
        assert!(svg.contains("role=\"img\"") && svg.contains("<desc>"), "{name}");
        assert_eq!(svg.matches("<title>").count(), svg.matches("</title>").count());
    }
}

#[test]
fn labels_of_sixty_letters_are_not_cut() {
    for (name, svg) in all() {
        let whole = !name.contains("long") && !name.contains("thirty")
            || placed(&svg).iter().all(|text| !text.text.contains('…'));
        assert!(whole, "{name}");
    }
}

#[test]
fn nothing_to_show_is_said() {
    let chart = chart();
    let zeros = Table { rows: words(&["a"]), columns: words(&["b"]), counts: vec![vec![0]], ..Table::default() };
    let bare = Bars { rows: vec![("a".to_owned(), 0)], of: 0 };
    let charts = [
        stacked(&chart, &zeros),
        heat(&chart, &zeros),
        bubble(&chart, &Table::default()),
        bars(&chart, &bare),
        pairs(&chart, &Pairs::default()),
        line(&chart, &reading(0, 1)),
        timeline(&chart, &Timeline::default()),
    ];
    for svg in charts {
        assert!(svg.contains(&format!(">{}</text>", chart.empty)), "{svg}");
    }
}

#[test]
fn ragged_tables_and_empty_words_do_not_break() {
    let ragged =
        Table { rows: long(3), columns: words(&["", "b"]), counts: vec![vec![1, 2, 3], vec![]], ..Table::default() };
    for svg in
        [stacked(&Chart::default(), &ragged), heat(&Chart::default(), &ragged), bubble(&Chart::default(), &ragged)]
    {
        assert!(svg.ends_with("</svg>\n") && !svg.contains("></text>"));
    }
}

#[test]
fn imported_text_is_no_markup() {
    let evil = "<script>&\"\u{0}\u{8}\u{fffe}x</script>";
    let mut chart = chart();
    (chart.title, chart.note, chart.language) = (evil.to_owned(), evil.to_owned(), evil.to_owned());
    let table = Table { rows: words(&[evil]), columns: words(&[evil]), counts: vec![vec![3]], ..Table::default() };
    for svg in [stacked(&chart, &table), heat(&chart, &table), bubble(&chart, &table)] {
        assert!(!svg.contains("<script") && !svg.contains(['\u{0}', '\u{8}', '\u{fffe}']), "{svg}");
        assert!(svg.contains("&lt;script&gt;&amp;&quot;"), "{svg}");
    }
    assert_eq!(escaped("a\u{ad}b\u{ffff}"), "ab");
}

#[test]
fn areas_of_bubbles_are_as_counts() {
    let counts = vec![vec![1, 4, 9, 16], vec![25, 0, 64, 100]];
    let table = Table { rows: words(&["a", "b"]), columns: words(&["c", "d", "e", "f"]), counts, ..Table::default() };
    let svg = bubble(&Chart::default(), &table);
    let circles: Vec<&str> = svg.lines().filter(|line| line.starts_with("<circle") && !line.contains("dash")).collect();
    let radii: Vec<f64> = circles.iter().map(|line| number(line, "r")).collect();
    assert_eq!(radii.len(), 7);
    for (radius, count) in radii.iter().zip([1.0, 4.0, 9.0, 16.0, 25.0, 64.0, 100.0_f64]) {
        let area = radius * radius / count;
        assert!((area / (radii[6] * radii[6] / 100.0) - 1.0).abs() < 0.001, "{radius} for {count}");
    }
}

#[test]
fn every_count_is_written_in_maps_and_pointed_at_everywhere() {
    let table =
        Table { rows: long(2), columns: long(3), counts: vec![vec![11, 12, 13], vec![21, 0, 23]], ..Table::default() };
    for svg in [heat(&chart(), &table), bubble(&chart(), &table)] {
        let texts: BTreeSet<String> = placed(&svg).into_iter().map(|text| text.text).collect();
        for count in ["11", "12", "13", "21", "23", "36", "44", "32", "80"] {
            assert!(texts.contains(count), "{count} in {texts:?}");
        }
    }
}

#[test]
fn every_mark_of_many_can_be_pointed_at() {
    let columns = table(years(), long(5), 90);
    let svg = stacked(&chart(), &columns);
    let is_part = |line: &&str| line.starts_with("<rect") && line.contains("<title>") && line.contains(", ");
    let parts = svg.lines().filter(is_part).count();
    assert_eq!(parts, columns.counts.iter().flatten().filter(|count| **count > 0).count());

    let timeline = timeline(&chart(), &marks(171, 5, true));
    assert_eq!(timeline.lines().filter(|line| line.starts_with("<circle")).count(), 171);
}

#[test]
fn what_is_too_many_for_colours_is_put_together() {
    let codes: Vec<String> = (1..=12).map(|code| format!("k{code}")).collect();
    let counts = vec![(1..=12).collect(), vec![0; 12]];
    let svg = stacked(&chart(), &Table { rows: words(&["a", "b"]), columns: codes, counts, ..Table::default() });
    // 1 + 2 + 3 + 4 + 5 are the others.
    assert!(svg.contains("<title>a, Muut: 15</title>") && svg.contains("<title>a, k6: 6</title>"), "{svg}");
}

#[test]
fn totals_given_are_not_summed() {
    let totals = Totals { rows: vec![5], columns: vec![3, 4], all: 5 };
    let table =
        Table { rows: long(1), columns: long(2), counts: vec![vec![3, 4]], totals: Some(totals), ..Table::default() };
    let texts: Vec<String> = placed(&heat(&chart(), &table)).into_iter().map(|text| text.text).collect();
    assert!(texts.contains(&"5".to_owned()) && !texts.contains(&"7".to_owned()), "{texts:?}");
}

#[test]
fn figures_are_written_as_the_language_writes_them() {
    let (fi, en) = (Numbers::of("fi-FI"), Numbers::default());
    assert_eq!([fi.count(171), fi.count(2000), fi.count(12_345)], ["171", "2000", "12\u{a0}345"]);
    assert_eq!([en.count(1_234_567), en.share(68, 171), en.share(1, 0)], ["1,234,567", "39.8%", ""]);
    assert_eq!(fi.share(u64::MAX, u64::MAX), "100,0\u{a0}%");
}
