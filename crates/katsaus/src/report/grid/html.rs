//! A table as one page that works from disk: its heads stay in sight, rows can be filtered and sorted, it prints, and a
//! screen reader finds its way. Without scripts it is still the whole table.

use super::{Cell, Grid, Kind};
use crate::report::rich::{self, escaped};
use crate::report::words::{Tongue, Word};
use std::fmt::Write as _;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Tables of more rows are large.
const LARGE: usize = 1000;

/// The table as an HTML page that needs nothing beside it.
pub fn html(grid: &Grid) -> String {
    let tongue = Tongue::of(&grid.language);
    let title = escaped(&grid.title);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n\
         </head>\n<body>\n<header>\n<h1>{title}</h1>\n\
         <label class=\"filter\" hidden>{} <input type=\"search\" id=\"filter\" autocomplete=\"off\"></label>\n\
         <output id=\"shown\" data-of=\"{}\"></output>\n</header>\n<div class=\"frame\" tabindex=\"0\" role=\"region\" aria-label=\"{title}\">\n{}",
        escaped(&grid.language),
        tongue.say(Word::Filter),
        tongue.say(Word::Of),
        opening(grid, &title),
    );
    head(grid, tongue, &mut page);
    for section in &grid.sections {
        page.push_str("<tbody>\n");
        if let Some(heading) = &section.heading {
            let _ = writeln!(
                page,
                "<tr class=\"section\"><th scope=\"rowgroup\" colspan=\"{}\"><span>{}</span></th></tr>",
                grid.columns.len(),
                escaped(heading)
            );
        }
        for row in &section.rows {
            page.push_str("<tr>");
            for (column, cell) in grid.columns.iter().zip(row) {
                put(column.kind, cell, &mut page);
            }
            page.push_str("</tr>\n");
        }
        page.push_str("</tbody>\n");
    }
    page.push_str("</table>\n</div>\n");
    if !grid.note.is_empty() {
        let _ = writeln!(page, "<p class=\"note\">{}</p>", escaped(&grid.note).replace('\n', "<br>"));
    }
    let _ = write!(page, "<script>\n{SCRIPT}</script>\n</body>\n</html>\n");
    page
}

/// The table's mark. In a large one every column has its width, since a browser would measure every cell first.
fn opening(grid: &Grid, title: &str) -> String {
    let caption = format!("<caption>{title}</caption>\n");
    if grid.len() <= LARGE {
        return format!("<table>\n{caption}");
    }
    let width = |kind| match kind {
        Kind::Name => 13,
        Kind::Text => 24,
        Kind::Number => 6,
        Kind::Mark => 8,
    };
    let all: u32 = grid.columns.iter().map(|column| width(column.kind)).sum();
    let columns: String =
        grid.columns.iter().map(|column| format!("<col style=\"width:{}rem\">", width(column.kind))).collect();
    format!("<table class=\"large\" style=\"width:{all}rem\">\n{caption}<colgroup>{columns}</colgroup>\n")
}

fn head(grid: &Grid, tongue: Tongue, page: &mut String) {
    page.push_str("<thead><tr>");
    for column in &grid.columns {
        let _ = write!(
            page,
            "<th scope=\"col\" class=\"{}\"><button type=\"button\" title=\"{}\">{}</button></th>",
            class(column.kind),
            tongue.say(Word::Sort),
            escaped(&column.head)
        );
    }
    page.push_str("</tr></thead>\n");
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Name => "name",
        Kind::Text => "text",
        Kind::Number => "number",
        Kind::Mark => "mark",
    }
}

fn put(kind: Kind, cell: &Cell, page: &mut String) {
    let class = class(kind);
    let _ = match cell {
        Cell::Blank => write!(page, "<td class=\"{class}\"></td>"),
        Cell::Name(name, long) => {
            let pointed = if long.is_empty() { String::new() } else { format!(" title=\"{}\"", escaped(long)) };
            write!(page, "<th scope=\"row\" class=\"{class}\"{pointed}>{}</th>", escaped(name))
        }
        Cell::Number(x, _) => write!(page, "<td class=\"{class}\" data-sort=\"{x}\">{}</td>", cell.text()),
        Cell::Absent(why) => write!(page, "<td class=\"{class} absent\">{}</td>", escaped(why)),
        Cell::Text(text) => write!(page, "<td class=\"{class}\">{}</td>", written(text)),
    };
}

/// What people wrote in Markdown.
fn written(text: &str) -> String {
    let paragraphs = rich::from_markdown(text);
    match paragraphs.as_slice() {
        [one] if one.label.is_empty() => rich::fragment(&one.runs),
        several => several
            .iter()
            .map(|paragraph| {
                let label = rich::fragment(&paragraph.label);
                let label = if label.is_empty() { label } else { format!("{label} ") };
                format!("<p>{label}{}</p>", rich::fragment(&paragraph.runs))
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;

    #[test]
    fn what_was_written_is_no_markup_and_rows_have_heads() {
        let page = super::html(&samples::grid());
        let body = page.split_once("<tbody>").and_then(|(_, rest)| rest.split_once("</tbody>")).expect("a body").0;
        assert_eq!(
            body,
            "\n<tr class=\"section\"><th scope=\"rowgroup\" colspan=\"4\"><span>Demand &amp; supply</span></th></tr>\n\
             <tr><th scope=\"row\" class=\"name\" title=\"Emerging &quot;views&quot;\">Luecking 2008</th>\
             <td class=\"mark\">2008</td><td class=\"text\"><p>An <i>aim</i> | and</p><p>&lt;b&gt;more&lt;/b&gt;</p></td>\
             <td class=\"number\" data-sort=\"12\">12</td></tr>\n\
             <tr><th scope=\"row\" class=\"name\">Åberg 2001</th><td class=\"mark\"></td>\
             <td class=\"text absent\">not reported</td><td class=\"number\" data-sort=\"0.5\">0.5</td></tr>\n"
        );
        assert!(page.contains("<title>Topics &lt;by&gt; framework</title>"));
        assert!(!page.contains("http"), "the page loads nothing");
    }
}
