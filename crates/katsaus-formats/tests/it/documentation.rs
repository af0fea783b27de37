//! Each row of each mapping table in `docs/formats` is read as it says.

use katsaus_formats::any;
use katsaus_formats::format::READERS;
use katsaus_formats::found::{Found, Kept};
use katsaus_formats::sheet::ReadSeek;
use katsaus_model::Field;
use std::path::PathBuf;

pub(crate) struct Page {
    pub(crate) frame: String,
    pub(crate) rows: Vec<[String; 4]>,
}

pub(crate) fn page(id: &str) -> Page {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats").join(format!("{id}.md"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("`{}` is missing", path.display()));
    let frame = text
        .split_once("```frame\n")
        .and_then(|(_, rest)| rest.split_once("```"))
        .map(|(frame, _)| frame.to_owned())
        .unwrap_or_else(|| panic!("{id}.md has no frame"));
    let mut rows = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with("| in the file | field | example | read as |") {
            inside = true;
        } else if !line.starts_with('|') {
            inside = false;
        } else if inside && !line.starts_with("|---") {
            let line = line.replace("\\|", "\u{1}");
            let cells: Vec<String> =
                line.trim_matches('|').split(" | ").map(|cell| cell.trim().replace('\u{1}', "|")).collect();
            let row = <[String; 4]>::try_from(cells).unwrap_or_else(|cells| panic!("{id}.md: {cells:?}"));
            rows.push(row);
        }
    }
    assert!(rows.len() > 5, "{id}.md has no mapping table");
    Page { frame, rows }
}

/// What stands between backticks, with its line breaks.
fn code(cell: &str) -> String {
    cell.trim_matches('`').trim().replace("\\n", "\n")
}

fn text_of(found: &Found, field: &str) -> String {
    let fields = &found.content.fields;
    match field {
        "id" => fields.id.clone().unwrap_or_default(),
        "notes" => found.content.brought.notes.join("\n"),
        _ => match field.strip_prefix("extra.") {
            Some(name) => fields.extra.get(name).cloned().unwrap_or_default(),
            None => fields.get(Field::parse(field).unwrap_or_else(|_| panic!("no field `{field}`"))),
        },
    }
}

#[test]
fn every_row_of_every_mapping_is_true() {
    let mut wrong = Vec::new();
    for reader in READERS {
        let id = reader.id();
        let page = page(id);
        for [name, field, example, expected] in &page.rows {
            let text = page.frame.replace("@@", &code(example));
            let open = || -> std::io::Result<Box<dyn ReadSeek>> { Ok(Box::new(std::io::Cursor::new(text.clone()))) };
            let mut kept = Kept::default();
            let format = any::read(&open, "example", None, &mut kept);
            if !matches!(&format, Ok(found) if *found == id) {
                wrong.push(format!("{id}, {name}: is not taken for {id}: {format:?}\n{text}"));
                continue;
            }
            let read = kept.found.first().map(|found| text_of(found, code(field).as_str())).unwrap_or_default();
            if read != code(expected) {
                wrong.push(format!("{id}, {name}: {field} is `{read}`, not {expected}\n{:?}", kept.diagnostics));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
