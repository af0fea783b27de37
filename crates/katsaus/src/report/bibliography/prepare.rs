//! What a researcher's table or a database writes in its own way, as a list of references wants it.
//!
//! It must change only how a reference prints: the source keeps what was written.

use crate::analysis::language_of;
use katsaus_model::{Fields, Person};

/// Kinds that appear at a publisher, not in something.
const PUBLISHED: [&str; 3] = ["report", "thesis", "book"];

/// The fields as references are made of them.
pub fn prepared(fields: &Fields) -> Fields {
    let mut fields = fields.clone();
    for person in fields.authors.iter_mut().chain(&mut fields.editors) {
        spread_initials(person);
    }
    // Titles are put in capitals in English alone, and what no record says is English would be taken for it.
    if let Some(language) = language_of(&fields) {
        fields.language = Some(language.code().to_owned());
    }
    fields.abstract_text = None;
    if fields.kind.is_none() {
        fields.kind = katsaus_formats::entry::csl_type(&fields).map(str::to_owned);
    }
    if fields.kind.as_deref().is_some_and(|kind| PUBLISHED.contains(&kind)) {
        container_as_publisher(&mut fields);
    }
    fields
}

/// `RG`, as PubMed and many tables write initials, as `R. G.`; styles would take it for one name.
fn spread_initials(person: &mut Person) {
    let Person::Named { given, family, .. } = person else { return };
    // `J-B`, of *Jean-Baptiste*.
    if let [first, '-', second] = given.chars().collect::<Vec<_>>()[..]
        && first.is_uppercase()
        && second.is_uppercase()
    {
        *given = format!("{first}.-{second}.");
        return;
    }
    let letters = given.chars().count();
    let initials = (2..=3).contains(&letters) && given.chars().all(char::is_uppercase);
    // `SMITH, AL` is a name in capitals.
    let shouted = family.chars().count() > 1 && !family.chars().any(char::is_lowercase);
    if initials && !shouted {
        *given = given.chars().map(|letter| format!("{letter}.")).collect::<Vec<_>>().join(" ");
    }
}

/// A table has one column for where a text appeared. Of a report, thesis or book that is the publisher, perhaps with
/// its place before a colon; as a container it would print as `In Washington, DC: ...`.
fn container_as_publisher(fields: &mut Fields) {
    if fields.publisher.is_some() || fields.volume.is_some() || fields.issue.is_some() {
        return;
    }
    let Some(container) = fields.container.take() else { return };
    match container.split_once(": ") {
        Some((place, publisher)) if fields.publisher_place.is_none() => {
            fields.publisher_place = Some(place.trim().to_owned());
            fields.publisher = Some(publisher.trim().to_owned());
        }
        _ => fields.publisher = Some(container),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_spread_and_names_are_not() {
        let of = |family: &str, given: &str| {
            let mut person = Person::new(family, given);
            spread_initials(&mut person);
            person.inverted()
        };
        assert_eq!(of("Luecking", "RG"), "Luecking, R. G.");
        assert_eq!(of("Häkkinen", "ÄB"), "Häkkinen, Ä. B.");
        assert_eq!(of("Luecking", "R. G."), "Luecking, R. G.");
        assert_eq!(of("Fassier", "J-B"), "Fassier, J.-B.");
        assert_eq!(of("Luecking", "Al"), "Luecking, Al");
        assert_eq!(of("SMITH", "AL"), "SMITH, AL");
        assert_eq!(of("Wu", "X"), "Wu, X");
        assert_eq!(of("Xu", "JOHN"), "Xu, JOHN");
    }

    #[test]
    fn a_report_appears_at_its_publisher() {
        let of = |kind: &str, container: &str| {
            let fields = Fields { kind: Some(kind.into()), container: Some(container.into()), ..Fields::default() };
            let fields = prepared(&fields);
            (fields.container, fields.publisher_place, fields.publisher)
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(of("report", "Tallahassee, FL: Able Trust"), (None, some("Tallahassee, FL"), some("Able Trust")));
        assert_eq!(of("thesis", "Lunds Universitet"), (None, None, some("Lunds Universitet")));
        assert_eq!(of("article-journal", "Work: a journal"), (some("Work: a journal"), None, None));
    }
}
