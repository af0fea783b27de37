//! What must hold of every drawn diagram, whatever is in it.

use super::boxes::SIDE;
use super::layout::{Layout, layout};
use super::samples::{all, declared, full, missing, part, plain, single};
use super::{csv, html, markdown, svg};
use crate::flow::Diagram;
use crate::report::chart::svg::Rect;
use crate::report::chart::text::{BODY, STRONG};

fn laid(diagram: &Diagram) -> Layout {
    layout(diagram, &diagram.title)
}

fn overlap(one: Rect, other: Rect) -> bool {
    one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h
}

/// All that is written in a picture, letters and figures only: lines may break anywhere.
fn written(svg: &str) -> String {
    let texts = svg.lines().filter(|line| line.starts_with("<text "));
    let mut inside = true;
    let mut out = String::new();
    for sign in texts.flat_map(str::chars) {
        match sign {
            '<' => inside = false,
            '>' => inside = true,
            _ if inside => out.push(sign),
            _ => {}
        }
    }
    squeezed(&out)
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|sign| sign.is_alphanumeric()).collect()
}

#[test]
fn boxes_lie_within_the_picture_and_apart() {
    for diagram in all() {
        let layout = laid(&diagram);
        let boxes = layout.boxes.iter().map(|placed| placed.rect);
        let rects: Vec<Rect> = boxes.chain(layout.plates.iter().map(|plate| plate.rect)).collect();
        assert_eq!(layout.boxes.len(), diagram.nodes().count());
        for (at, rect) in rects.iter().enumerate() {
            assert!(rect.x >= 0.0 && rect.x + rect.w <= layout.width, "{rect:?} in {}", layout.width);
            assert!(rect.y >= 0.0 && rect.y + rect.h <= layout.height, "{rect:?} in {}", layout.height);
            for other in &rects[at + 1..] {
                assert!(!overlap(*rect, *other), "{rect:?} and {other:?}");
            }
        }
    }
}

#[test]
fn text_stays_in_its_box() {
    for diagram in all() {
        let layout = laid(&diagram);
        for placed in &layout.boxes {
            for paragraph in &placed.text.paragraphs {
                let bottom = paragraph.y + BODY.line() * paragraph.lines.len() as f64;
                assert!(bottom < placed.rect.h, "{paragraph:?}");
                for (at, line) in paragraph.lines.iter().enumerate() {
                    let right = paragraph.x + if at > 0 { paragraph.hang } else { 0.0 } + BODY.width(line);
                    assert!(right <= placed.rect.w - SIDE + 0.1, "{line} in {:?}", placed.rect);
                }
            }
        }
        for plate in &layout.plates {
            let room = plate.rect.w.max(plate.rect.h);
            assert!(plate.lines.iter().all(|line| STRONG.width(line) < room), "{plate:?}");
        }
    }
}

#[test]
fn arrows_cross_no_box_and_end_at_one() {
    for diagram in all() {
        let layout = laid(&diagram);
        for arrow in &layout.arrows {
            for pair in arrow.windows(2) {
                let (from, to) = (pair[0], pair[1]);
                let (x, y) = (from.0.min(to.0), from.1.min(to.1));
                let path =
                    Rect { x: x - 0.1, y: y - 0.1, w: (from.0 - to.0).abs() + 0.2, h: (from.1 - to.1).abs() + 0.2 };
                for placed in &layout.boxes {
                    let Rect { x, y, w, h } = placed.rect;
                    let inner = Rect { x: x + 1.0, y: y + 1.0, w: w - 2.0, h: h - 2.0 };
                    assert!(!overlap(path, inner), "{arrow:?} and {:?}", placed.rect);
                }
            }
            let end = arrow.last().expect("an arrow ends somewhere");
            let tip = Rect { x: end.0 - 0.5, y: end.1 - 0.5, w: 1.0, h: 1.0 };
            assert!(layout.boxes.iter().any(|placed| overlap(tip, placed.rect)), "{arrow:?}");
        }
    }
}

#[test]
fn boxes_of_a_level_begin_at_one_height() {
    let layout = laid(&full());
    let top = |label: &str| {
        let has = |text: &str| squeezed(text).contains(&squeezed(label));
        let tops = layout.boxes.iter().filter(|placed| has(&placed.text.tip)).map(|placed| placed.rect.y);
        tops.collect::<Vec<f64>>()
    };
    assert!(top("Reports sought").windows(2).all(|pair| (pair[0] - pair[1]).abs() < 0.01));
    assert_eq!(top("Reports sought").len(), 2);
    let (included, total) = (top("New studies included"), top("Total studies"));
    assert!(included[0] < total[0], "{included:?} {total:?}");
}

#[test]
fn every_label_and_number_is_in_the_picture() {
    for diagram in [full(), plain(), single()] {
        let svg = svg(&diagram);
        let written = written(&svg);
        for node in diagram.nodes() {
            assert!(written.contains(&squeezed(&node.head)), "{}", node.head);
            for line in &node.lines {
                let fallback = if diagram.language == "fi" { "ei kirjattu" } else { "not recorded" };
                let number = line.number.n.map_or(fallback.to_owned(), |n| format!("n{n}"));
                let expected = squeezed(&format!("{} {number}", line.label));
                assert!(written.contains(&expected), "{expected} in {written}");
            }
        }
        for word in diagram.bars.iter().map(|(_, _, word)| word).filter(|word| *word != "Seulonta") {
            assert!(written.contains(word), "{word}");
        }
        assert!(written.contains(&squeezed(&diagram.footnotes[0])));
        assert!(svg.contains("role=\"img\"") && !svg.contains("NaN") && !svg.contains("inf\""), "{svg}");
    }
}

#[test]
fn where_a_number_comes_from_is_seen_without_colour() {
    let picture = svg(&full());
    assert!(picture.contains("(not\u{a0}recorded)") && picture.contains("stroke-dasharray"), "{picture}");
    assert!(picture.contains("(n\u{a0}=\u{a0}14)<tspan dy=\"-4.5\" font-size=\"11.5\">†1</tspan>"), "{picture}");
    assert!(picture.contains(">declared by anna, 2026-02-03<"), "{picture}");
    assert!(picture.contains(">declared by anna, 2026-02-03: search history<"), "{picture}");
    let counted = svg(&plain());
    assert!(
        !counted.contains('†') && !counted.contains("stroke-dasharray") && !counted.contains("recorded"),
        "{counted}"
    );
    let single = svg(&single());
    assert!(single.contains("(n\u{a0}=\u{a0}171)<tspan") && single.contains(">†</tspan>"), "{single}");
}

#[test]
fn imported_text_is_no_markup() {
    let evil = "<script>&\"\u{0}\u{8}x</script>";
    let mut diagram = full();
    (diagram.title, diagram.language) = (evil.to_owned(), evil.to_owned());
    diagram.footnotes = vec![evil.to_owned()];
    diagram.bars[0].2 = evil.to_owned();
    diagram.columns[0].heading = evil.to_owned();
    let node = &mut diagram.columns[0].steps[0].node;
    node.head = evil.to_owned();
    node.lines[0] = declared("database_results", evil, 3, (evil, evil));
    node.lines[2] = part(missing(evil, evil));
    for text in [svg(&diagram), html(&diagram)] {
        assert!(!text.contains("<script") && !text.contains(['\u{0}', '\u{8}']), "{text}");
        assert!(text.contains("&lt;script&gt;&amp;&quot;"), "{text}");
    }
    assert!(!markdown(&diagram).replace("\\<", "").contains('<'));
    assert!(csv(&diagram).lines().all(|line| !line.is_empty()));
}

#[test]
fn the_page_has_the_numbers_as_a_table() {
    let page = html(&full());
    assert_eq!(page.matches("<h1>Employer cooperation</h1>").count(), 1);
    assert!(page.contains("<th scope=\"row\">Records screened</th><td class=\"number\">1813</td>"), "{page}");
    assert!(page.contains("<th scope=\"row\">– PubMed</th>"), "{page}");
    assert!(page.contains("<td class=\"number absent\">not recorded</td>"), "{page}");
    assert!(page.contains("<td>declared by anna, 2026-02-03: search history</td>"), "{page}");
    assert!(page.contains("<p class=\"note\">A record found twice counts once in each database.</p>"), "{page}");
    assert!(!page.replace("http://www.w3.org/2000/svg", "").contains("http"), "the page loads nothing");
    assert!(html(&Diagram { title: String::new(), ..single() }).contains("<h1>Vuokaavio</h1>"));
}

#[test]
fn markdown_is_a_table_for_each_column() {
    assert_eq!(
        markdown(&single()),
        "# Työnantajayhteistyö\n\n## Oma taulukko\n\n\
         | Vaihe | Laatikko | Mitä on laskettu | n | Mistä luku on |\n| --- | --- | --- | ---: | --- |\n\
         | Tunnistaminen |  | Tekstejä kokoelmassa | 171 | ilmoittanut maria, 2026-02-03: lahteet.xlsx |\n\
         | Tunnistaminen | Pois jätetyt | Vanhat \\| \\*lyhyet\\* | *ei kirjattu* |  |\n\n\
         ## Mukana katsauksessa\n\n\
         | Vaihe | Laatikko | Mitä on laskettu | n | Mistä luku on |\n| --- | --- | --- | ---: | --- |\n\
         | Mukana |  | Mukaan otetut tekstit | 168 | laskettu lokista |\n\nKokoelma on tutkijan oma.\n"
    );
}

/// The row of a name in a column, from 0.
fn row<'c>(table: &'c str, at: usize, name: &str) -> &'c str {
    let mut found = table.lines().filter(|line| line.split(',').nth(at) == Some(name));
    let row = found.next().expect("a row of the name");
    assert_eq!(found.next(), None, "one row of {name}");
    row
}

#[test]
fn the_table_for_r_has_every_row_of_the_package_once() {
    let table = csv(&full());
    assert!(table.starts_with("data,node,box,description,boxtext,tooltips,url,n\nNA,node4,prevstud,Previous studies,"));
    assert!(row(&table, 0, "records_screened").ends_with(",NA,1813"), "{table}");
    assert!(row(&table, 0, "excluded_other").ends_with("Records removed for other reasons,NA,NA,NA"), "{table}");
    assert!(row(&table, 0, "total_reports").ends_with("Reports of total included studies,NA,NA,NA"), "{table}");
    let specific = row(&table, 0, "database_specific_results");
    assert!(specific.ends_with(",\"Academic Search Elite EBSCO, 412; PubMed, 855\""), "{table}");
    let reasons = "\"Wrong outcome, 84; No employer perspective in the data, 63; Not peer reviewed, 22\"";
    assert!(row(&table, 0, "dbr_excluded").ends_with(reasons), "{table}");
    assert!(row(&table, 0, "other_excluded").ends_with(",NA"), "{table}");
    assert!(row(&table, 0, "screening").contains(",Screening,"), "{table}");
    // A name of ours may not stand where the package looks for its own.
    assert!(row(&table, 2, "records_not_screened").starts_with("NA,NA,"), "{table}");
    assert!(table.lines().all(|line| line.split(',').next().is_some_and(|name| !name.contains('/'))), "{table}");
}

#[test]
fn text_for_r_ends_no_name_and_begins_no_formula() {
    let mut diagram = plain();
    diagram.columns[0].steps[1].node.lines[0].label = "=HYPERLINK(\"x\"), it's".to_owned();
    let table = csv(&diagram);
    let cells = row(&table, 0, "records_screened");
    assert!(cells.contains(",\"'=HYPERLINK(\"\"x\"\"), it’s\","), "{cells}");
}

#[cfg(feature = "png")]
#[test]
fn the_picture_can_be_one_of_dots() {
    let (one, other) = (super::png(&single()).expect("a picture"), super::png(&plain()).expect("a picture"));
    assert!(one.starts_with(b"\x89PNG") && one != other);
}
