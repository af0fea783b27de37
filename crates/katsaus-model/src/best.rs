//! One text's fields from several records of it: each field from the record that has it best. It must not know edits.

use crate::{Field, Fields, text};

/// For each field that any of the records has, which of them has it best: complete, not cut, not in capitals. Earlier
/// ones are taken where two are alike.
pub fn best_of(records: &[&Fields]) -> Vec<(Field, usize)> {
    let mut chosen = Vec::new();
    for field in Field::ALL {
        let mut top: Option<(f64, usize)> = None;
        for (at, record) in records.iter().enumerate().filter(|(_, record)| record.has(field)) {
            let worth = worth(field, record, records);
            if top.is_none_or(|(most, _)| worth > most) {
                top = Some((worth, at));
            }
        }
        chosen.extend(top.map(|(_, at)| (field, at)));
    }
    chosen
}

fn worth(field: Field, record: &Fields, all: &[&Fields]) -> f64 {
    let said = record.get(field);
    match field {
        Field::Title | Field::OriginalTitle | Field::Container => spelling(&said) + agreeing(field, &said, all),
        Field::Authors | Field::Editors => people(record, field) + spelling(&said),
        Field::Abstract => whole(&said) * (said.chars().count().min(4000) as f64),
        Field::Pages => f64::from(u8::from(said.contains(['-', '–']))) + agreeing(field, &said, all),
        Field::Keywords | Field::Issn | Field::Isbn => said.len() as f64,
        _ => agreeing(field, &said, all),
    }
}

/// How many say the same: where two of three agree, the third is the slip.
fn agreeing(field: Field, said: &str, all: &[&Fields]) -> f64 {
    let folded = text::normalise(said);
    all.iter().filter(|other| text::normalise(&other.get(field)) == folded).count() as f64 * 0.4
}

/// Capitals throughout, and letters that an encoding lost, are worse than anything else.
fn spelling(text: &str) -> f64 {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count().max(1);
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    let lost = text.chars().filter(|c| matches!(c, '\u{fffd}' | '?')).count();
    let markup = usize::from(text.contains("&#") || text.contains("</"));
    let shouting = if capitals * 10 > letters * 7 && letters > 8 { 4.0 } else { 0.0 };
    let marks = f64::from(u8::from(text.chars().any(|c| c.is_alphabetic() && !c.is_ascii()))) * 0.3;
    // A name with its words whole says more than its abbreviation; a title with its subtitle, more than without.
    marks + (text.chars().count().min(300) as f64) * 0.004 - shouting - lost as f64 * 0.5 - markup as f64
}

fn people(record: &Fields, field: Field) -> f64 {
    let people = if field == Field::Authors { &record.authors } else { &record.editors };
    let names: usize = people.iter().map(|person| person.inverted().chars().count().min(40)).sum();
    people.len() as f64 + names as f64 * 0.01
}

/// Whether an abstract ends where a sentence ends; one that was cut is worth half.
fn whole(text: &str) -> f64 {
    let text = text.trim_end();
    let cut =
        text.ends_with("...") || text.ends_with('…') || !text.ends_with(['.', '!', '?', ')', ']', '"', '”', '。']);
    if cut { 0.5 } else { 1.0 }
}

impl Fields {
    /// One text's fields from several records of it, and keywords of all of them.
    pub fn united(records: &[&Fields]) -> Fields {
        let mut united = Fields::default();
        for (field, at) in best_of(records) {
            united.copy(field, records[at]);
        }
        for record in records {
            for keyword in &record.keywords {
                if !united.keywords.iter().any(|known| known.eq_ignore_ascii_case(keyword)) {
                    united.keywords.push(keyword.clone());
                }
            }
            united.id = united.id.or_else(|| record.id.clone());
            for (name, value) in &record.extra {
                united.extra.entry(name.clone()).or_insert_with(|| value.clone());
            }
        }
        united
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(values: &[(Field, &str)]) -> Fields {
        let mut fields = Fields::default();
        for (field, value) in values {
            fields.set(*field, value).expect("a value");
        }
        fields
    }

    #[test]
    fn each_field_comes_from_the_record_that_has_it_best() {
        let shouting = fields(&[
            (Field::Title, "JOB CARVING AND THE EMPLOYER"),
            (Field::Authors, "Luecking, R.G."),
            (Field::Pages, "157-168"),
            (Field::Doi, "10.1000/a"),
            (Field::Keywords, "work; employer"),
            (Field::Abstract, "A whole abstract that ends as it should."),
        ]);
        let cut = fields(&[
            (Field::Title, "Job carving and the employer"),
            (Field::Authors, "Luecking, Richard G.; Bond, G."),
            (Field::Pages, "157"),
            (Field::Keywords, "Work; supported employment"),
            (Field::Abstract, "A whole abstract that ends as it should, but was cut he..."),
        ]);
        let united = Fields::united(&[&shouting, &cut]);
        assert_eq!(united.get(Field::Title), "Job carving and the employer");
        assert_eq!(united.get(Field::Authors), "Luecking, Richard G.; Bond, G.");
        assert_eq!(united.get(Field::Pages), "157-168");
        assert_eq!(united.get(Field::Doi), "10.1000/a");
        assert_eq!(united.get(Field::Abstract), "A whole abstract that ends as it should.");
        assert_eq!(united.keywords.len(), 3);
        assert_eq!(Fields::united(&[&cut]), cut);
    }

    #[test]
    fn where_two_agree_the_third_is_the_slip() {
        let year = |year: &str| fields(&[(Field::Title, "Job carving"), (Field::Year, year)]);
        assert_eq!(Fields::united(&[&year("2009"), &year("2008"), &year("2008")]).year, Some(2008));
    }
}
