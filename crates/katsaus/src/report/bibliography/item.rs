//! From the fields of a source to the item that a CSL processor works on.

use super::capitals::{all_hidden, first_hidden, hidden};
use super::mend::MONTH_KNOWN;
use hayagriva::citationberg::json::{DateValue, Item, LiteralName, NameItem, NameValue, Value, VecDate, VecDateRange};
use katsaus_formats::csl_json;
use katsaus_formats::entry::{Entry, iso_parts};
use katsaus_model::{Fields, Person};
use std::collections::BTreeMap;

/// What no style prints, and would only be carried along.
const NOT_PRINTED: [&str; 3] = ["abstract", "keyword", "note"];
/// Names of [`csl_json::item`] that hold people.
const PEOPLE: [&str; 2] = ["author", "editor"];

/// Names of what styles put into title or sentence case.
const TITLES: [&str; 4] = ["title", "container-title", "collection-title", "original-title"];

/// What hayagriva 0.10.1 lets eat the space before it. Where a value begins with one, the space is the end of the
/// value's own prefix, whose length it then has wrong: it loses the value, or panics inside a character.
const EATS_SPACE: [char; 4] = ['.', ',', ']', ')'];

/// The item as it is printed, its capitals hidden from changes of case.
pub(super) fn printed(mut item: Item) -> Item {
    let english = match item.0.remove("language") {
        Some(Value::String(language)) => language.starts_with("en"),
        _ => true,
    };
    // Capitals are for hayagriva to put; which titles get them is told by hiding.
    item.0.insert("language".to_owned(), Value::String("en".to_owned()));
    for name in TITLES {
        if let Some(Value::String(title)) = item.0.get_mut(name) {
            *title = if english { hidden(title) } else { all_hidden(title) };
        }
    }
    for value in item.0.values_mut() {
        if let Value::String(text) = value
            && text.starts_with(EATS_SPACE)
        {
            *text = first_hidden(text);
        }
    }
    item
}

/// The item of a source.
pub(super) fn item(key: &str, fields: &Fields) -> Item {
    let entry = Entry { key, fields, tags: &[], notes: &[], cells: &[] };
    let mut item = BTreeMap::new();
    for (name, value) in csl_json::item(&entry) {
        if let serde_json::Value::String(text) = value
            && !NOT_PRINTED.contains(&name.as_str())
        {
            item.insert(name, Value::String(text));
        }
    }
    for (name, people) in PEOPLE.into_iter().zip([&fields.authors, &fields.editors]) {
        if !people.is_empty() {
            item.insert(name.to_owned(), Value::Names(people.iter().map(name_value).collect()));
        }
    }
    date(fields, &mut item);
    if let Some(Value::Date(DateValue::DateParts { date_parts, .. })) = item.get("issued")
        && date_parts.0.first().is_some_and(|date| date.0.len() > 1)
    {
        item.insert(MONTH_KNOWN.to_string(), Value::String("+".to_owned()));
    }
    Item(item)
}

/// A name in parts. hayagriva takes a family name of several words apart by its capitals, which makes `Cruz, J. de la`
/// of *de la Cruz* and `Vega, J. García y` of *García y Vega*. With a particle of its own a name is left whole, so the
/// first word is given as that.
fn name_value(person: &Person) -> NameValue {
    match person {
        Person::Literal { literal } => NameValue::Literal(LiteralName { literal: literal.clone() }),
        Person::Named { family, given, particle, suffix } => {
            let known_by = if particle.is_empty() { family.clone() } else { format!("{particle} {family}") };
            let (particle, family) = match known_by.trim().rsplit_once(' ') {
                Some((first, last)) => (Some(first.to_owned()), last.to_owned()),
                None => (None, known_by.trim().to_owned()),
            };
            let some = |text: &String| (!text.is_empty()).then(|| text.clone());
            NameValue::Item(NameItem {
                family,
                given: some(given),
                non_dropping_particle: particle,
                dropping_particle: None,
                suffix: some(suffix),
                comma_suffix: None,
            })
        }
    }
}

/// The date in parts. One in words that has no year is a status, as styles print `in press`; `n.d.` is no date, which
/// each style says in its own way.
fn date(fields: &Fields, item: &mut BTreeMap<String, Value>) {
    let year = || Some(vec![u32::try_from(fields.year?).ok()?]);
    let parts = fields.date.as_deref().and_then(iso_parts).or_else(year);
    match (parts, fields.date.as_deref()) {
        (Some(parts), _) => {
            let parts = VecDate(parts.into_iter().filter_map(|part| i16::try_from(part).ok()).collect());
            let date_parts = VecDateRange(vec![parts]);
            let date = DateValue::DateParts { date_parts, literal: None, season: None, circa: false };
            item.insert("issued".to_owned(), Value::Date(date));
        }
        (None, Some(words)) if !is_no_date(words) => {
            item.insert("status".to_owned(), Value::String(words.to_owned()));
        }
        _ => {}
    }
}

/// `n.d.` and its like in the languages of the North.
fn is_no_date(words: &str) -> bool {
    let letters: String = words.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    matches!(letters.as_str(), "" | "nd" | "nodate" | "sa" | "eipvm" | "uå" | "udat" | "oj" | "ud")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(family: &str, particle: &str) -> (Option<String>, String) {
        let person = Person::Named {
            family: family.to_owned(),
            given: "J.".to_owned(),
            particle: particle.to_owned(),
            suffix: String::new(),
        };
        match name_value(&person) {
            NameValue::Item(name) => (name.non_dropping_particle, name.family),
            NameValue::Literal(_) => panic!("a name in parts"),
        }
    }

    #[test]
    fn names_of_several_words_stay_whole() {
        assert_eq!(named("Cruz", "de la"), (Some("de la".into()), "Cruz".into()));
        assert_eq!(named("de la Cruz", ""), (Some("de la".into()), "Cruz".into()));
        assert_eq!(named("García y Vega", ""), (Some("García y".into()), "Vega".into()));
        assert_eq!(named("Frøyland", ""), (None, "Frøyland".into()));
    }

    #[test]
    fn dates_in_words_are_a_status_and_no_date_is_none() {
        let of = |date: &str, year: Option<i32>| {
            item("k", &Fields { date: Some(date.to_owned()), year, ..Fields::default() }).0
        };
        assert_eq!(of("in press", None).get("status"), Some(&Value::String("in press".into())));
        for none in ["n.d.", "n. d.", "No date", "s.a.", "u.å."] {
            assert_eq!(of(none, None).get("status"), None, "{none}");
        }
        assert!(matches!(of("2019a", Some(2019)).get("issued"), Some(Value::Date(_))));
        assert_eq!(of("Spring 2008", Some(2008)).get("status"), None);
    }
}
