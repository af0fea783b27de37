//! The one engine of the JSON formats: finds the objects that are entries, wherever a file keeps them, and hands each
//! to its format with its line.
//!
//! It must not know what a property means, nor hold more than one object. A broken object costs no other one.

pub(crate) mod date;
mod items;
mod mend;
pub(crate) mod person;
mod scan;
pub(crate) mod value;

use crate::draft::Draft;
use crate::found::Sink;
use crate::input::Input;
use crate::tagged::report_encoding;
use items::{Items, LONGEST, Piece};
use katsaus_model::{Diagnostic, Place, Severity};
use serde_json::{Map, Value};
use std::io;

/// Puts what an object says into a draft; whether it is an entry of the format at all.
pub(crate) type Convert = fn(&Map<String, Value>, &mut Draft) -> bool;

/// Reads a whole file: an array of objects, one object, objects one after another (JSON Lines), or what services wrap
/// around these.
pub(crate) fn read(
    format: &'static str,
    convert: Convert,
    input: &mut Input<'_>,
    sink: &mut dyn Sink,
) -> io::Result<()> {
    let mut items = Items::new(input);
    let mut outside = Outside::default();
    while let Some(piece) = items.next()? {
        let line = items.line();
        let message = match piece {
            Piece::Object => match object(items.text()) {
                Ok((object, mended)) => {
                    let mut draft = Draft::new(line);
                    if mended {
                        draft.warn(0, "json-item", "this entry was not quite JSON; it was mended and read".to_owned());
                    }
                    if convert(&object, &mut draft) {
                        let raw = String::from_utf8_lossy(items.text()).into_owned();
                        if sink.found(draft.finish(format, raw)).is_break() {
                            return Ok(());
                        }
                        continue;
                    }
                    format!("this object is no entry that {format} knows; it was not read: `{}`", short(items.text()))
                }
                Err(error) => format!("this entry could not be read: {}", why(&error, line)),
            },
            Piece::Broken => {
                format!("this entry could not be read: its brackets do not close: `{}`", short(items.text()))
            }
            Piece::TooLong => {
                format!("this entry was not read: it is longer than {} megabytes", LONGEST >> 20)
            }
            Piece::Outside => {
                outside.add(line, items.text());
                continue;
            }
        };
        sink.diagnostic(Diagnostic { severity: Severity::Error, code: "json-item", at: Place::Line { line }, message });
    }
    outside.report(sink);
    report_encoding(input, sink);
    Ok(())
}

/// An object from its text, mended if need be.
fn object(text: &[u8]) -> Result<(Map<String, Value>, bool), serde_json::Error> {
    match serde_json::from_slice::<Map<String, Value>>(text) {
        Ok(object) => Ok((object, false)),
        Err(error) => {
            let again = mend::mended(text).and_then(|text| serde_json::from_slice::<Map<String, Value>>(&text).ok());
            again.map(|object| (object, true)).ok_or(error)
        }
    }
}

/// What is wrong with an object that begins at a line, with the line of the file.
fn why(error: &serde_json::Error, line: u32) -> String {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or_default();
    let below = u32::try_from(error.line()).unwrap_or(1).saturating_sub(1);
    format!("{what} (line {})", line.saturating_add(below))
}

/// The beginning of a text, on one line.
fn short(text: &[u8]) -> String {
    let head = &text[..text.len().min(400)];
    let words: Vec<String> = String::from_utf8_lossy(head).split_whitespace().map(str::to_owned).collect();
    words.join(" ").chars().take(60).collect()
}

/// Values that belong to no entry.
#[derive(Default)]
struct Outside {
    count: u32,
    first: u32,
    text: String,
}

impl Outside {
    fn add(&mut self, line: u32, text: &[u8]) {
        if self.count == 0 {
            self.first = line;
            self.text = short(text);
        }
        self.count = self.count.saturating_add(1);
    }

    fn report(&self, sink: &mut dyn Sink) {
        if self.count > 0 {
            let values = if self.count == 1 { "1 value is".to_owned() } else { format!("{} values are", self.count) };
            sink.diagnostic(Diagnostic {
                severity: Severity::Note,
                code: "outside",
                at: Place::Line { line: self.first },
                message: format!("{values} outside every entry and not read; the first: `{}`", self.text),
            });
        }
    }
}

/// Whether a file that begins so may hold JSON objects.
pub(crate) fn begins(head: &str) -> bool {
    let mut signs = head.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}');
    matches!((signs.next(), signs.next()), (Some('['), Some('{' | '[' | ']')) | (Some('{'), Some('"' | '}')))
}

/// Whether a property of this name stands in the beginning of a file.
pub(crate) fn has(head: &str, name: &str) -> bool {
    head.match_indices(name).any(|(at, _)| {
        let behind = head[at + name.len()..].strip_prefix('"');
        head[..at].ends_with('"') && behind.is_some_and(|rest| rest.trim_start().starts_with(':'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::found::Kept;
    use katsaus_model::Field;

    fn title(object: &Map<String, Value>, draft: &mut Draft) -> bool {
        let Some(title) = object.get("title").and_then(value::text) else { return false };
        draft.text(Field::Title, &title);
        true
    }

    /// Lines and titles of the entries, then lines and codes of what was wrong.
    /// A line, and what was found there.
    type At<T> = Vec<(u32, T)>;

    fn read_all(text: &str) -> (At<String>, At<&'static str>) {
        let mut kept = Kept::default();
        read("test", title, &mut Input::new(text.as_bytes()), &mut kept).expect("memory can be read");
        let line = |place: &Place| match place {
            Place::Line { line } => *line,
            _ => 0,
        };
        let titles = kept.found.iter().map(|found| (line(&found.place), found.content.fields.get(Field::Title)));
        let own = kept.found.iter().flat_map(|found| &found.diagnostics);
        let wrong = own.chain(&kept.diagnostics).map(|found| (line(&found.at), found.code));
        (titles.collect(), wrong.collect())
    }

    #[test]
    fn entries_are_found_in_every_frame() {
        for text in [
            "[{\"title\":\"a\"},\n{\"title\":\"b\"}]",
            "{\"title\":\"a\"}\n{\"title\":\"b\"}\n",
            "{\"status\":\"ok\",\"message\":{\"x\":0,\"items\":[{\"title\":\"a\"},\n{\"title\":\"b\"}],\"y\":{}}}",
            "{\"meta\":{\"count\":2},\"results\":[{\"title\":\"a\"},\n{\"title\":\"b\"}],\"group_by\":[]}",
            "{\"data\":[{\"title\":\"a\"},\n{\"title\":\"b\"}],\"links\":{\"next\":\"x\"}}",
            "{\"message\":{\"title\":\"a\"},\"status\":\"ok\"}\n{\"message\":{\"title\":\"b\"}}",
            "[[{\"title\":\"a\"}],\n[{\"title\":\"b\"}]]",
        ] {
            assert_eq!(read_all(text), (vec![(1, "a".to_owned()), (2, "b".to_owned())], vec![]), "{text}");
        }
        assert_eq!(read_all("[\n]\n"), (vec![], vec![]));
        assert_eq!(read_all(" {\"results\": [ ] } "), (vec![], vec![]));
        assert_eq!(read_all("{\"title\":\"a\",\"items\":\"7\"}").0, vec![(1, "a".to_owned())]);
    }

    #[test]
    fn a_broken_entry_costs_no_other() {
        for broken in [
            r#"{"title":"x" "y":1}"#,
            r#"{"title":"x","y":[1,{"z":2}}"#,
            r#"{"title":"x"#,
            r#"{"title":"x","y":{"z":"1}"#,
            r#"{"title":"x","y":]}"#,
            r#""title":"x","y":1}"#,
            r#"{"title":"x "quoted" y"}"#,
        ] {
            let text = format!("[\n{{\"title\":\"a\"}},\n{broken},\n{{\"title\":\"b\"}}\n]\n");
            let (titles, wrong) = read_all(&text);
            assert_eq!(titles, vec![(2, "a".to_owned()), (4, "b".to_owned())], "{text}");
            assert_eq!(wrong, vec![(3, "json-item")], "{text}");
        }
    }

    #[test]
    fn small_mistakes_are_mended() {
        let (titles, wrong) = read_all("[{\"title\":\"a\",\n},{\"title\":\"b\",\"y\":NaN}]");
        assert_eq!(titles, vec![(1, "a".to_owned()), (2, "b".to_owned())]);
        assert_eq!(wrong, vec![(1, "json-item"), (2, "json-item")]);
        assert_eq!(read_all("[{\"title\":\"one\ntwo\"}]").0, vec![(1, "one two".to_owned())]);
    }

    #[test]
    fn what_is_no_entry_is_named() {
        assert_eq!(read_all("[{\"label\":1},7,\"x\",{\"title\":\"a\"}]").0, vec![(1, "a".to_owned())]);
        assert_eq!(read_all("[{\"label\":1},7,\"x\"]").1, vec![(1, "json-item"), (1, "outside")]);
        assert_eq!(read_all("[{\"title\":\"a\"},\n{\"title\":\"b").1, vec![(2, "json-item")]);
        let deep = format!("[{{\"title\":\"a\",\"y\":{}1{}}},{{\"title\":\"b\"}}]", "[".repeat(500), "]".repeat(500));
        assert_eq!(read_all(&deep), (vec![(1, "b".to_owned())], vec![(1, "json-item")]));
    }

    #[test]
    fn a_head_is_known_by_its_names() {
        assert!(begins("\u{feff} [ \n{\"a\"") && begins("{ \"a\":1") && begins("[]"));
        assert!(!begins("[section]") && !begins("@book{a") && !begins("{a}") && !begins(""));
        assert!(has("{\"DOI\" : 1", "DOI") && !has("{\"a\":\"DOI\"", "DOI") && !has("{\"xDOI\":1", "DOI"));
    }
}
