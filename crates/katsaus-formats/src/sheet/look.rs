//! What people say with colours, comments, strike-through and hiding. It is seen, counted and named; what it means
//! is for them to say.

use super::book::{Opener, ReadSeek};
use super::into::{place_of, resolved};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{BufReader, Read};

/// Sheets larger than this, unpacked, are not searched for hidden rows: nobody hid rows of them by hand.
const LARGEST: u64 = 16 * 1024 * 1024;

/// What is to be seen on the rows of one sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Rows by the name of the colour they are filled with.
    pub colours: BTreeMap<&'static str, Vec<u32>>,
    /// Rows that are struck through.
    pub struck: Vec<u32>,
}

impl Look {
    /// Notes the look of one row.
    pub fn see(&mut self, number: u32, fill: Option<[u8; 3]>, strike: bool) {
        if let Some(name) = fill.and_then(colour_name) {
            self.colours.entry(name).or_default().push(number);
        }
        if strike {
            self.struck.push(number);
        }
    }
}

/// What the workbook holds of one sheet beside its cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetLook {
    /// Hidden rows.
    pub hidden_rows: HashSet<u32>,
    /// Hidden columns.
    pub hidden_columns: HashSet<u32>,
    /// Comments: row, column, text.
    pub comments: Vec<(u32, u32, String)>,
}

/// The name of a colour as people would say it; `None` for greys and near-whites, which are lines and heads.
pub(super) fn colour_name(rgb: [u8; 3]) -> Option<&'static str> {
    let [r, g, b] = rgb.map(f64::from);
    let (max, min) = (r.max(g).max(b), r.min(g).min(b));
    let chroma = max - min;
    if chroma < 24.0 {
        return None;
    }
    let hue = if max == r {
        60.0 * ((g - b) / chroma).rem_euclid(6.0)
    } else if max == g {
        60.0 * ((b - r) / chroma + 2.0)
    } else {
        60.0 * ((r - g) / chroma + 4.0)
    };
    Some(match hue as u32 {
        0..=19 | 340..=360 => "red",
        20..=47 => "orange",
        48..=70 => "yellow",
        71..=165 => "green",
        166..=200 => "turquoise",
        201..=255 => "blue",
        _ => "purple",
    })
}

impl SheetLook {
    /// Looks at the sheet of an xlsx workbook. What cannot be read is not seen; values are read elsewhere.
    pub fn of_xlsx(open: &Opener<'_>, sheet: &str) -> SheetLook {
        look_at(open, sheet).unwrap_or_default()
    }
}

type Archive = zip::ZipArchive<Box<dyn ReadSeek>>;

fn look_at(open: &Opener<'_>, sheet: &str) -> Option<SheetLook> {
    let mut archive = zip::ZipArchive::new(open().ok()?).ok()?;
    let path = sheet_path(&mut archive, sheet)?;
    let mut look = SheetLook::default();
    if archive.by_name(&path).ok()?.size() <= LARGEST {
        hidden(&mut archive, &path, &mut look);
    }
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
    let relations = relations(&mut archive, &format!("{folder}/_rels/{file}.rels"));
    for target in relations.values().filter(|target| target.contains("comments") && !target.contains("threaded")) {
        comments(&mut archive, &resolved(folder, target), &mut look);
    }
    Some(look)
}

fn reader<'a>(archive: &'a mut Archive, path: &str) -> Option<Reader<BufReader<impl Read + use<'a>>>> {
    let mut reader = Reader::from_reader(BufReader::new(archive.by_name(path).ok()?));
    reader.config_mut().expand_empty_elements = true;
    Some(reader)
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element.attributes().flatten().find_map(|attribute| {
        let key = attribute.key.as_ref();
        (key == name || key.ends_with(&format!(":{name}"))).then(|| attribute.value.into_owned())
    })
}

/// Calls `each` with every element's start, until the end or a fault.
fn starts(archive: &mut Archive, path: &str, mut each: impl FnMut(&BytesStart<'_>)) {
    let Some(mut reader) = reader(archive, path) else { return };
    let mut buffer = Vec::new();
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match event {
            Event::Start(element) => each(&element),
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
}

fn sheet_path(archive: &mut Archive, sheet: &str) -> Option<String> {
    let relations = relations(archive, "xl/_rels/workbook.xml.rels");
    let mut id = None;
    starts(archive, "xl/workbook.xml", |element| {
        if element.local_name().as_ref() == "sheet" && id.is_none() {
            let name = attribute(element, "name").unwrap_or_default();
            let name = quick_xml::escape::unescape(&name).map(|name| name.into_owned()).unwrap_or(name);
            if name == sheet {
                id = attribute(element, "id");
            }
        }
    });
    Some(resolved("xl", relations.get(&id?)?))
}

fn relations(archive: &mut Archive, path: &str) -> HashMap<String, String> {
    let mut relations = HashMap::new();
    starts(archive, path, |element| {
        if let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target")) {
            relations.insert(id, target);
        }
    });
    relations
}

fn hidden(archive: &mut Archive, path: &str, look: &mut SheetLook) {
    let is_hidden = |element: &BytesStart<'_>| matches!(attribute(element, "hidden").as_deref(), Some("1" | "true"));
    starts(archive, path, |element| match element.local_name().as_ref() {
        "row" if is_hidden(element) => {
            look.hidden_rows.extend(attribute(element, "r").and_then(|r| r.parse::<u32>().ok()));
        }
        "col" if is_hidden(element) => {
            let number = |name| attribute(element, name).and_then(|text| text.parse::<u32>().ok());
            if let (Some(first), Some(last)) = (number("min"), number("max")) {
                look.hidden_columns.extend(first..=last.min(first.saturating_add(512)));
            }
        }
        _ => {}
    });
}

fn comments(archive: &mut Archive, path: &str, look: &mut SheetLook) {
    let Some(mut reader) = reader(archive, path) else { return };
    let mut buffer = Vec::new();
    let mut at: Option<(u32, u32)> = None;
    let mut text = String::new();
    let mut inside = false;
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match event {
            Event::Start(element) if element.local_name().as_ref() == "comment" => {
                at = attribute(&element, "ref").as_deref().and_then(place_of);
                text.clear();
            }
            Event::Start(element) if element.local_name().as_ref() == "t" => inside = true,
            Event::End(element) if element.local_name().as_ref() == "t" => inside = false,
            Event::Text(part) if inside => text.push_str(&part),
            Event::GeneralRef(entity) if inside => {
                let escaped = format!("&{};", &*entity);
                text.push_str(&quick_xml::escape::unescape(&escaped).unwrap_or_default());
            }
            Event::End(element) if element.local_name().as_ref() == "comment" => {
                let words = without_boilerplate(text.trim()).to_owned();
                if let Some((row, column)) = at.take().filter(|_| !words.is_empty()) {
                    look.comments.push((row, column, words));
                }
            }
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
}

/// What a person wrote in a threaded comment, without what the program puts in front for older ones.
fn without_boilerplate(text: &str) -> &str {
    if !text.starts_with("[Threaded comment]") {
        return text;
    }
    text.split_once("Comment:").map_or(text, |(_, words)| words.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_have_the_names_that_people_use() {
        for (rgb, name) in [
            ([255, 255, 0], Some("yellow")),
            ([255, 199, 206], Some("red")),
            ([198, 239, 206], Some("green")),
            ([255, 192, 0], Some("orange")),
            ([217, 217, 217], None),
        ] {
            assert_eq!(colour_name(rgb), name, "{rgb:?}");
        }
    }
}
