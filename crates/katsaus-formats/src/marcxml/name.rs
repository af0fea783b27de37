//! Names of people and bodies in a MARC record (100, 110, 111, 700, 710), by what they did.
//!
//! It must not take somebody for an author whose relation says otherwise.

use super::record::{Data, Record, clean};
use crate::draft::Draft;
use crate::normal::name;
use crate::people::{is_suffix, people};
use katsaus_model::Person;

enum Role {
    Author,
    Editor,
    Other(String),
    Unsaid,
}

/// The relation that a field gives, as a code in `$4` or in words in `$e`.
fn role(field: Data<'_>) -> Role {
    let mut other = None;
    for value in field.all('4').chain(field.all('e')) {
        let word = clean(value).trim_end_matches('.').to_lowercase();
        // A code may be an address: `http://id.loc.gov/vocabulary/relators/aut`.
        let word = word.rsplit('/').next().unwrap_or_default();
        match word {
            "aut" | "cre" | "dis" | "art" | "pht" | "cmp" | "ctg" | "author" | "creator" | "joint author"
            | "verfasser" | "verfasserin" | "auteur" | "kirjoittaja" | "tekijä" | "författare" | "forfatter" => {
                return Role::Author;
            }
            "edt" | "edc" | "editor" | "ed" | "herausgeber" | "herausgeberin" | "toimittaja" | "redaktör"
            | "redaktør" => return Role::Editor,
            _ => other = Some(word.to_owned()),
        }
    }
    other.map_or(Role::Unsaid, Role::Other)
}

/// Puts everybody where their relations say.
pub(super) fn put(draft: &mut Draft, record: &Record<'_>) {
    for field in record.all("100") {
        match role(field) {
            Role::Editor => draft.fields.editors.extend(persons(field)),
            // Somebody in this field is the one that the text is listed under, whatever else they did.
            _ => draft.fields.authors.extend(persons(field)),
        }
    }
    for field in record.all("110") {
        draft.fields.authors.extend(body(field));
    }
    for field in record.all("111") {
        draft.extra("111", &field.joined(&['a', 'e', 'n', 'd', 'c'], " "));
    }
    for field in record.all("700") {
        // With a title it is another work that this one holds or is like.
        if !field.first('t').is_empty() {
            draft.extra("700", &field.joined(&['a', 't'], " "));
            continue;
        }
        match role(field) {
            Role::Author | Role::Unsaid => draft.fields.authors.extend(persons(field)),
            Role::Editor => draft.fields.editors.extend(persons(field)),
            Role::Other(role) => {
                for person in persons(field) {
                    draft.extra(&role, &person.inverted());
                }
            }
        }
    }
    let nobody = draft.fields.authors.is_empty() && draft.fields.editors.is_empty();
    for field in record.all("710").filter(|field| field.first('t').is_empty()) {
        match (role(field), body(field)) {
            (_, None) => {}
            // Where nobody else is named, a body that took part is the author.
            (Role::Author, Some(body)) => draft.fields.authors.push(body),
            (Role::Unsaid, Some(body)) if nobody => draft.fields.authors.push(body),
            (Role::Editor, Some(body)) => draft.fields.editors.push(body),
            (Role::Other(role), Some(body)) => draft.extra(&role, &body.inverted()),
            (Role::Unsaid, Some(body)) => draft.extra("710", &body.inverted()),
        }
    }
}

fn persons(field: Data<'_>) -> Vec<Person> {
    let text = clean(field.first('a'));
    // Records that were made from other lists hold several in one value.
    if !text.contains(',') && (text.contains(" & ") || text.contains(" and ")) {
        return people(&text);
    }
    // `II` of a king, `Jr.` of anybody; titles stand there too.
    let suffix = [field.first('b'), field.first('c')].map(clean);
    match suffix.iter().find(|suffix| is_suffix(suffix)) {
        Some(suffix) if text.contains(',') => name::name(&format!("{text}, {suffix}")).into_iter().collect(),
        _ => name::name(&text).into_iter().collect(),
    }
}

fn body(field: Data<'_>) -> Option<Person> {
    let mut name = clean(field.first('a'));
    for part in field.all('b') {
        name = format!("{}. {}", name.trim_end_matches('.'), clean(part));
    }
    (!name.is_empty()).then(|| Person::literal(name))
}
