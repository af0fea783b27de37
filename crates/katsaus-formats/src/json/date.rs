//! Dates as CSL-JSON and Crossref write them: `{"date-parts": [[2008, 5, 3]]}`, and their looser forms.
//!
//! It must not take a date apart that is given as words; that is done for all formats in one place.

use super::value::{list, part, text};
use crate::draft::Draft;
use serde_json::Value;

/// Year, month and day; 0 for what is not given.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Parts {
    year: i64,
    month: i64,
    day: i64,
}

impl Parts {
    /// The date as `2008-05-03`; months from 13 on are seasons.
    fn written(self) -> String {
        let Parts { year, month, day } = self;
        match (season(month), month, day) {
            (Some(season), ..) => format!("{season} {year}"),
            (None, 1..=12, 1..=31) => format!("{year:04}-{month:02}-{day:02}"),
            (None, 1..=12, _) => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}"),
        }
    }
}

/// Puts a date of publication; a year that is there stays.
pub(crate) fn put(draft: &mut Draft, value: &Value) {
    let dates = parts(value);
    match dates.first() {
        // Too early for what dates in words are taken for.
        Some(first) if (1..1000).contains(&first.year) => {
            draft.fields.year = draft.fields.year.or_else(|| i32::try_from(first.year).ok());
            if first.month > 0 {
                draft.fields.date.get_or_insert_with(|| first.written());
            }
        }
        Some(_) => draft.date(&words(value, &dates)),
        None => {}
    }
    for name in ["raw", "literal"] {
        if let Some(text) = part(value, name) {
            draft.date(&text);
        }
    }
    if let (Value::String(_) | Value::Number(_), Some(text)) = (value, text(value)) {
        draft.date(&text);
    }
}

/// A date as text, to be kept as it is.
pub(crate) fn written(value: &Value) -> Option<String> {
    let dates = parts(value);
    if !dates.is_empty() {
        return Some(words(value, &dates));
    }
    ["raw", "literal"].iter().find_map(|name| part(value, name)).or_else(|| text(value)).map(|text| text.into_owned())
}

/// One date, or where it begins and ends; with the season and `circa` where they are said beside it.
fn words(value: &Value, dates: &[Parts]) -> String {
    let Some(first) = dates.first() else { return String::new() };
    let mut words = first.written();
    if let Some(last) = dates.get(1)
        && last != first
    {
        words = format!("{words}/{}", last.written());
    } else if first.month == 0
        && let Some(name) = part(value, "season")
    {
        let number: Option<i64> = name.parse().ok();
        let known = number.and_then(|number| season(number.saturating_add(12)));
        words = format!("{} {words}", known.unwrap_or(&name));
    }
    let circa = match value.get("circa") {
        Some(Value::Bool(circa)) => *circa,
        Some(other) => text(other).is_some_and(|text| text != "0" && text != "false"),
        None => false,
    };
    if circa { format!("circa {words}") } else { words }
}

fn season(month: i64) -> Option<&'static str> {
    Some(match month {
        13 | 21 => "Spring",
        14 | 22 => "Summer",
        15 | 23 => "Autumn",
        16 | 24 => "Winter",
        _ => return None,
    })
}

/// All dates in parts. Some programs leave out one of the two lists, or name the parts.
fn parts(value: &Value) -> Vec<Parts> {
    let outer = list(value.get("date-parts"));
    if outer.first().is_some_and(Value::is_array) {
        return outer.iter().filter_map(|one| of(list(Some(one)))).collect();
    }
    if let Some(date) = of(outer) {
        return vec![date];
    }
    let named = |name: &str| value.get(name).and_then(number).unwrap_or(0);
    match named("year") {
        0 => Vec::new(),
        year => vec![Parts { year, month: named("month"), day: named("day") }],
    }
}

fn of(list: &[Value]) -> Option<Parts> {
    let at = |at: usize| list.get(at).and_then(number).unwrap_or(0);
    (at(0) != 0).then(|| Parts { year: at(0), month: at(1), day: at(2) })
}

/// A number, also one in quotation marks.
fn number(value: &Value) -> Option<i64> {
    text(value).and_then(|text| text.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn dates_are_read_in_all_forms() {
        for (value, year, date) in [
            (json!({"date-parts": [[2008, 5, 3]]}), Some(2008), Some("2008-05-03")),
            (json!({"date-parts": [["2008", "05"]]}), Some(2008), Some("2008-05")),
            (json!({"date-parts": [[2008]]}), Some(2008), None),
            (json!({"date-parts": [2008, 5]}), Some(2008), Some("2008-05")),
            (json!({"date-parts": [[2008, 5], [2008, 6]]}), Some(2008), Some("2008-05/2008-06")),
            (json!({"date-parts": [[2008], [2009]]}), Some(2008), Some("2008/2009")),
            (json!({"date-parts": [[2008, 13]]}), Some(2008), Some("Spring 2008")),
            (json!({"date-parts": [[2008]], "season": 2}), Some(2008), Some("Summer 2008")),
            (json!({"date-parts": [[2008]], "season": "Fall"}), Some(2008), Some("Fall 2008")),
            (json!({"date-parts": [[2008]], "circa": true}), Some(2008), Some("circa 2008")),
            (json!({"date-parts": [[2008]], "literal": "2008a"}), Some(2008), Some("2008a")),
            (json!({"date-parts": [[null]]}), None, None),
            (json!({"date-parts": [[800, 2]]}), Some(800), Some("0800-02")),
            (json!({"raw": "3 May 2008"}), Some(2008), Some("2008-05-03")),
            (json!({"literal": "n.d."}), None, Some("n.d.")),
            (json!({"year": "2008", "month": 5}), Some(2008), Some("2008-05")),
            (json!("2008-05"), Some(2008), Some("2008-05")),
            (json!(2008), Some(2008), None),
        ] {
            let mut draft = Draft::new(1);
            put(&mut draft, &value);
            assert_eq!((draft.fields.year, draft.fields.date.as_deref()), (year, date), "{value}");
        }
    }

    #[test]
    fn a_date_is_kept_as_text() {
        assert_eq!(written(&json!({"date-parts": [[2021, 1, 2]]})).as_deref(), Some("2021-01-02"));
        assert_eq!(written(&json!({"raw": "soon"})).as_deref(), Some("soon"));
        assert_eq!(written(&json!({})), None);
    }
}
