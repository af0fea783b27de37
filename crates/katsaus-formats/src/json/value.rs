//! What readers ask of a JSON value: its text, its parts, whether it says anything.
//!
//! It must not fail on a value of another kind than is usual: a text where a list should be is a list of one.

use serde_json::{Map, Value};
use std::borrow::Cow;

/// A text or number as text, without blanks around it; of a list, the first. Nothing for what is empty.
pub(crate) fn text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => {
            let text = text.trim();
            (!text.is_empty()).then_some(Cow::Borrowed(text))
        }
        Value::Number(number) => match number.as_f64() {
            // Programs that keep numbers in tables write `2019.0`.
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 1e15 => {
                Some(Cow::Owned(format!("{float:.0}")))
            }
            _ => Some(Cow::Owned(number.to_string())),
        },
        Value::Array(list) => list.iter().find_map(text),
        Value::Null | Value::Bool(_) | Value::Object(_) => None,
    }
}

/// The text of a property of a value, if that is an object.
pub(crate) fn part<'v>(value: &'v Value, name: &str) -> Option<Cow<'v, str>> {
    value.get(name).and_then(text)
}

/// The values of a list; a value that is no list is a list of one.
pub(crate) fn list(value: Option<&Value>) -> &[Value] {
    match value {
        None | Some(Value::Null) => &[],
        Some(Value::Array(list)) => list,
        Some(one) => std::slice::from_ref(one),
    }
}

/// The texts of a list.
pub(crate) fn texts(value: Option<&Value>) -> Vec<Cow<'_, str>> {
    list(value).iter().filter_map(text).collect()
}

/// Whether a value says nothing.
pub(crate) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.iter().all(is_empty),
        Value::Object(object) => object.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// A value to be kept as it is: a text verbatim, anything else as JSON on one line.
pub(crate) fn compact(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// What stands at a path of names; `None` if anything on the way is missing.
pub(crate) fn at<'v>(object: &'v Map<String, Value>, path: &[&str]) -> Option<&'v Value> {
    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(object.get(*first)?, |value, name| value.get(name))
}

/// The text at a path of names.
pub(crate) fn text_at<'v>(object: &'v Map<String, Value>, path: &[&str]) -> Option<Cow<'v, str>> {
    at(object, path).and_then(text)
}

/// A value for people: texts with `; ` between, anything else as JSON.
pub(crate) fn plain(value: &Value) -> String {
    let all = list(Some(value));
    let texts = texts(Some(value));
    if texts.len() == all.len() && !texts.is_empty() { texts.join("; ") } else { compact(value) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_of_any_kind_have_a_text_or_none() {
        for (value, expected) in [
            (json!(" a "), Some("a")),
            (json!(12), Some("12")),
            (json!(2019.0), Some("2019")),
            (json!(1.5), Some("1.5")),
            (json!(["", null, "b"]), Some("b")),
            (json!({"a": 1}), None),
            (json!(""), None),
            (json!(null), None),
        ] {
            assert_eq!(text(&value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn lists_forgive_what_is_missing() {
        let value = json!({"a": {"b": ["c", "d"]}, "e": null, "f": []});
        let Value::Object(object) = &value else { panic!("an object") };
        assert_eq!(texts(value["a"].get("b")), ["c", "d"]);
        assert_eq!(list(object.get("e")).len(), 0);
        assert_eq!(list(object.get("a")).len(), 1);
        assert!(is_empty(&object["f"]) && is_empty(&json!([null, ""])) && !is_empty(&json!(0)));
    }
}
