//! Names as MODS has them: in typed parts or whole, with roles in words or codes.
//!
//! It must not take somebody for an author whose role says otherwise.

use crate::draft::Draft;
use crate::normal::{markup, name};
use crate::people::is_suffix;
use crate::xml::{self, Element};
use katsaus_model::Person;

/// Roles by which somebody is named first, as MARC's codes, in words, and as Nordic and German libraries write them.
const AUTHORS: [&str; 24] = [
    "aut",
    "author",
    "cre",
    "creator",
    "co-author",
    "joint author",
    "dis",
    "dissertant",
    "art",
    "artist",
    "pht",
    "photographer",
    "cmp",
    "composer",
    "ctg",
    "cartographer",
    "verfasser",
    "verfasserin",
    "autor",
    "auteur",
    "kirjoittaja",
    "tekijä",
    "författare",
    "forfatter",
];
const EDITORS: [&str; 12] = [
    "edt",
    "editor",
    "ed",
    "edc",
    "editor of compilation",
    "herausgeber",
    "herausgeberin",
    "hrsg",
    "toimittaja",
    "redaktör",
    "redaktør",
    "redaktor",
];

enum Role {
    Author,
    Editor,
    /// Something else, as written.
    Other(String),
    /// Nobody said.
    Unsaid,
}

fn role(element: Element<'_>) -> Role {
    let mut other = None;
    for role in element.all("role") {
        // Before version 3 the terms were `text` and `code`, and some programs write none.
        let terms = role.children().map(Element::text).chain(role.children().next().is_none().then(|| role.text()));
        for term in terms.filter(|term| !term.is_empty()) {
            let word = term.trim_end_matches('.').to_lowercase();
            if AUTHORS.contains(&word.as_str()) {
                return Role::Author;
            } else if EDITORS.contains(&word.as_str()) {
                return Role::Editor;
            }
            // A word says more than a code of three letters.
            if other.as_ref().is_none_or(|known: &String| known.len() <= 3) {
                other = Some(word);
            }
        }
    }
    other.map_or(Role::Unsaid, Role::Other)
}

/// Puts a name where its role says. A name without a role is an author's.
pub(super) fn put(draft: &mut Draft, element: Element<'_>) {
    let Some(person) = person(element) else { return };
    if element.is("type", "conference") {
        return draft.extra("conference", &person.inverted());
    }
    match role(element) {
        Role::Author | Role::Unsaid => draft.fields.authors.push(person),
        Role::Editor => draft.fields.editors.push(person),
        Role::Other(role) => draft.extra(&role, &person.inverted()),
    }
}

/// Puts a name of the book or journal that a text appeared in.
pub(super) fn put_editor(draft: &mut Draft, element: Element<'_>) {
    let Some(person) = person(element) else { return };
    match role(element) {
        Role::Editor => draft.fields.editors.push(person),
        _ => draft.extra("host name", &person.inverted()),
    }
}

fn person(element: Element<'_>) -> Option<Person> {
    let typed = |kind: &str| {
        let mut out = String::new();
        for part in element.all("namePart").filter(|part| part.is("type", kind)) {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&markup::line(part.text()));
        }
        out
    };
    let (family, given) = (typed("family"), typed("given"));
    if !family.is_empty() || !given.is_empty() {
        // Titles such as `Sir` stand here too.
        let terms = typed("termsOfAddress");
        let suffix = if is_suffix(terms.trim()) { terms.trim() } else { "" };
        return xml::person(&family, &given, suffix);
    }
    let plain = element.all("namePart").filter(|part| part.attribute("type").is_none_or(|kind| kind.is_empty()));
    let parts: Vec<_> = plain.map(|part| markup::line(part.text())).filter(|part| !part.is_empty()).collect();
    let whole = match parts.as_slice() {
        [] => markup::line(element.value(&["displayForm"])).into_owned(),
        [one] => one.to_string(),
        // A body and its parts, from above.
        many => many.join(". "),
    };
    if whole.is_empty() {
        None
    } else if element.is("type", "corporate") || element.is("type", "conference") || parts.len() > 1 {
        Some(Person::literal(whole))
    } else {
        name::name(without_dates(&whole))
    }
}

/// `Alleman, Tillie [1848-1914]`, `Doe, John, 1920-`: years of a life are no part of a name.
fn without_dates(text: &str) -> &str {
    let text = match text.rfind('[') {
        Some(at) if text.ends_with(']') => text[..at].trim_end(),
        _ => text,
    };
    match text.rsplit_once(',') {
        Some((name, years)) if years.contains(|c: char| c.is_ascii_digit()) => name,
        _ => text,
    }
}
