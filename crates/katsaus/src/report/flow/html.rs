//! A diagram as one page that works from disk: the picture, and below it the same numbers as a table, so that whoever
//! does not see the picture has all that is in it. It must not count.

use super::draw::{Title, picture};
use super::table::table;
use super::words::words;
use crate::flow::Diagram;
use crate::report::grid::{Cell, Grid, Kind};
use crate::report::rich::escaped;
use std::fmt::Write as _;

const STYLE: &str = include_str!("page.css");

/// The diagram as an HTML page that needs nothing beside it.
pub fn html(diagram: &Diagram) -> String {
    let words = words(&diagram.language);
    let title = if diagram.title.trim().is_empty() { words.diagram } else { diagram.title.as_str() };
    let title = escaped(title);
    let grid = table(diagram);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n\
         </head>\n<body>\n<h1>{title}</h1>\n<figure>\n{}</figure>\n\
         <div class=\"frame\" tabindex=\"0\" role=\"region\" aria-label=\"{2}\">\n<table>\n<caption>{2}</caption>\n",
        escaped(&diagram.language),
        picture(diagram, Title::Silent),
        words.caption,
    );
    head(&grid, &mut page);
    body(&grid, &mut page);
    page.push_str("</table>\n</div>\n");
    for note in diagram.footnotes.iter().filter(|note| !note.trim().is_empty()) {
        let _ = writeln!(page, "<p class=\"note\">{}</p>", escaped(note));
    }
    page.push_str("</body>\n</html>\n");
    page
}

fn head(grid: &Grid, page: &mut String) {
    page.push_str("<thead><tr>");
    for column in &grid.columns {
        let _ = write!(page, "<th scope=\"col\"{}>{}</th>", class(column.kind), escaped(&column.head));
    }
    page.push_str("</tr></thead>\n");
}

fn body(grid: &Grid, page: &mut String) {
    for section in &grid.sections {
        page.push_str("<tbody>\n");
        if let Some(heading) = &section.heading {
            let _ = writeln!(
                page,
                "<tr class=\"section\"><th scope=\"rowgroup\" colspan=\"{}\">{}</th></tr>",
                grid.columns.len(),
                escaped(heading)
            );
        }
        for row in &section.rows {
            page.push_str("<tr>");
            for (column, cell) in grid.columns.iter().zip(row) {
                put(column.kind, cell, page);
            }
            page.push_str("</tr>\n");
        }
        page.push_str("</tbody>\n");
    }
}

fn class(kind: Kind) -> &'static str {
    if kind == Kind::Number { " class=\"number\"" } else { "" }
}

fn put(kind: Kind, cell: &Cell, page: &mut String) {
    let text = escaped(&cell.text());
    let _ = match (kind, cell) {
        (_, Cell::Absent(_)) => write!(page, "<td class=\"number absent\">{text}</td>"),
        (Kind::Name, _) => write!(page, "<th scope=\"row\">{text}</th>"),
        _ => write!(page, "<td{}>{text}</td>", class(kind)),
    };
}
