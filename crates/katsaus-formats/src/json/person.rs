//! Names as CSL-JSON and Crossref write them: in parts, or whole for bodies.

use super::value::{part, text};
use crate::draft::Draft;
use crate::normal::markup;
use crate::normal::name as names;
use katsaus_model::Person;
use serde_json::Value;

/// One name; nothing if it says none.
pub(crate) fn person(value: &Value) -> Option<Person> {
    if let Value::String(_) = value {
        return text(value).and_then(|name| names::name(&markup::line(&name)));
    }
    let part = |name: &str| line(value, name);
    let (family, given) = (part("family"), part("given"));
    if family.is_empty() {
        let whole = ["literal", "name"].into_iter().map(part).find(|name| !name.is_empty());
        return whole.map(Person::literal).or_else(|| (!given.is_empty()).then(|| Person::new(given, "")));
    }
    let mut particle = part("dropping-particle");
    let inner = part("non-dropping-particle");
    if !particle.is_empty() && !inner.is_empty() {
        particle.push(' ');
    }
    particle.push_str(&inner);
    Some(named(&family, given, particle, part("suffix")))
}

/// A name in parts. A particle that the source did not part from the family name is told by its letters.
pub(crate) fn named(family: &str, given: String, particle: String, suffix: String) -> Person {
    if !particle.is_empty() {
        return Person::Named { family: family.to_owned(), given, particle, suffix };
    }
    let (particle, family) = names::particle_first(family);
    Person::Named { family: family.to_owned(), given, particle: particle.to_owned(), suffix }
}

/// A part of a name on one line; empty if it is not there.
pub(crate) fn line(value: &Value, name: &str) -> String {
    part(value, name).map(|text| markup::line(&text).into_owned()).unwrap_or_default()
}

/// Keeps what is said of a person beside the name: `Doe, Jane: 0000-0002-1825-0097`.
pub(crate) fn beside(draft: &mut Draft, name: &str, person: &Person, value: &str) {
    if !value.trim().is_empty() {
        draft.extra(name, &format!("{}: {}", person.inverted(), value.trim()));
    }
}

/// The last part of an address, which is the identifier: `https://orcid.org/0000-0002-1825-0097`.
pub(crate) fn bare(address: &str) -> &str {
    let address = address.trim().trim_end_matches('/');
    address.rsplit('/').next().unwrap_or(address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_keep_the_parts_that_a_source_gives() {
        for (value, family, given, particle, suffix) in [
            (json!({"family": "Doe", "given": "Jane"}), "Doe", "Jane", "", ""),
            (json!({"family": "van der Berg", "given": "J."}), "Berg", "J.", "van der", ""),
            (json!({"family": "Berg", "non-dropping-particle": "van"}), "Berg", "", "van", ""),
            (
                json!({"family": "Fontaine", "dropping-particle": "de", "non-dropping-particle": "La", "suffix": "Jr"}),
                "Fontaine",
                "",
                "de La",
                "Jr",
            ),
            (json!({"given": "Plato"}), "Plato", "", "", ""),
            (json!("Doe, Jane"), "Doe", "Jane", "", ""),
        ] {
            let expected = Person::Named {
                family: family.into(),
                given: given.into(),
                particle: particle.into(),
                suffix: suffix.into(),
            };
            assert_eq!(person(&value), Some(expected), "{value}");
        }
        assert_eq!(person(&json!({"literal": "Kela"})), Some(Person::literal("Kela")));
        assert_eq!(person(&json!({"name": "A &amp; B"})), Some(Person::literal("A & B")));
        assert_eq!(person(&json!({"sequence": "first"})), None);
    }
}
