//! Text that a wrong encoding spoilt before a file was written: said of each entry, and repaired where somebody wants it.
//!
//! It must not touch what a record keeps verbatim.

use crate::found::Found;
use crate::normal::mojibake;
use katsaus_model::{Diagnostic, Field, Person, Severity};

/// The code of what is said.
const CODE: &str = "mojibake";

/// Says the first field of an entry that is spoilt, and what it should be.
pub(crate) fn report(found: &mut Found) {
    let fields = &found.content.fields;
    let spoilt = Field::ALL.into_iter().find_map(|field| {
        let value = fields.get(field);
        mojibake::mended(&value).map(|mended| (field, value, mended))
    });
    if let Some((field, value, mended)) = spoilt {
        let shown = |text: &str| text.chars().take(60).collect::<String>();
        let message = format!(
            "the {field} was spoilt by a wrong encoding before this file was written: `{}` should be `{}`",
            shown(&value),
            shown(&mended)
        );
        let at = found.place.clone();
        found.diagnostics.push(Diagnostic { severity: Severity::Warning, code: CODE, at, message });
    }
}

/// Repairs the fields, notes and cells of an entry. Returns whether anything was spoilt.
pub fn repair(found: &mut Found) -> bool {
    let mut any = false;
    let mut mend = |text: &mut String| {
        if let Some(mended) = mojibake::mended(text) {
            *text = mended;
            any = true;
        }
    };
    let fields = &mut found.content.fields;
    let texts = [
        &mut fields.title,
        &mut fields.original_title,
        &mut fields.container,
        &mut fields.series,
        &mut fields.publisher,
        &mut fields.publisher_place,
        &mut fields.abstract_text,
        &mut fields.edition,
        &mut fields.date,
    ];
    texts.into_iter().flatten().for_each(&mut mend);
    fields.keywords.iter_mut().chain(fields.extra.values_mut()).for_each(&mut mend);
    for person in fields.authors.iter_mut().chain(&mut fields.editors) {
        match person {
            Person::Literal { literal } => mend(literal),
            Person::Named { family, given, particle, suffix } => {
                [family, given, particle, suffix].into_iter().for_each(&mut mend);
            }
        }
    }
    found.content.brought.notes.iter_mut().for_each(&mut mend);
    for (_, cell) in &mut found.content.brought.cells {
        let mut text = cell.as_str().to_owned();
        mend(&mut text);
        if text != cell.as_str() {
            *cell = katsaus_model::CellValue::parse(&text);
        }
    }
    if any {
        found.diagnostics.retain(|diagnostic| diagnostic.code != CODE);
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;
    use katsaus_model::Place;

    #[test]
    fn an_entry_is_said_to_be_spoilt_and_repaired() {
        let mut found = Found::at(Place::Line { line: 3 });
        found.content.fields.title = Some("VetenskapsrÃ¥det".into());
        found.content.fields.authors = vec![Person::new("FrÃ¸yland", "K.")];
        found.content.brought.notes = vec!["tâche à São Paulo".into()];
        report(&mut found);
        assert_eq!(found.diagnostics.len(), 1);
        assert!(repair(&mut found));
        assert_eq!(found.content.fields.title.as_deref(), Some("Vetenskapsrådet"));
        assert_eq!(found.content.fields.authors, [Person::new("Frøyland", "K.")]);
        assert_eq!(found.content.brought.notes, ["tâche à São Paulo"]);
        assert!(found.diagnostics.is_empty());
        assert!(!repair(&mut found));
    }
}
