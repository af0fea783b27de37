//! Recognising texts and rows: one text on several sheets, a row in an edited copy of its table.

use katsaus_model::{Fields, Identity, text};
use std::collections::HashMap;

/// What a text is recognised by across sheets: its DOI, or its title with year and first author.
fn marks(fields: &Fields) -> Vec<String> {
    let mut marks = Vec::new();
    if let Some(doi) = &fields.doi {
        marks.push(doi.as_str().to_owned());
    }
    if let Some(title) = &fields.title {
        let title = text::normalise(title);
        let author = fields.authors.first().map(|author| text::ascii(&author.family())).unwrap_or_default();
        if title.len() >= 12 || fields.year.is_some() && !author.is_empty() {
            marks.push(format!("{title} {} {author}", fields.year.unwrap_or_default()));
        }
    }
    marks
}

/// Texts of one workbook, by sheet. Of a workbook with one list nothing is remembered: there is nothing to recognise.
#[derive(Default)]
pub(super) struct Texts {
    several: bool,
    sheet: usize,
    seen: HashMap<String, (usize, Identity)>,
}

impl Texts {
    pub(super) fn of(sheets: usize) -> Texts {
        Texts { several: sheets > 1, ..Texts::default() }
    }

    pub(super) fn next_sheet(&mut self) {
        self.sheet += 1;
    }

    /// The identity of the same text on an earlier sheet. Rows of one sheet are never taken for one text.
    pub(super) fn on_another_sheet(&mut self, id: Identity, fields: &Fields) -> Option<Identity> {
        let mut found = None;
        if !self.several {
            return found;
        }
        for mark in marks(fields) {
            match self.seen.get(&mark) {
                Some((sheet, other)) if *sheet != self.sheet => found = found.or(Some(*other)),
                Some(_) => {}
                None => {
                    self.seen.insert(mark, (self.sheet, id));
                }
            }
        }
        found
    }
}

/// A row as far as recognising it goes.
pub(super) struct Row<'a> {
    pub(super) sheet: &'a str,
    pub(super) fields: &'a Fields,
}

/// What rows are recognised by, if they have it.
type Key<'k> = &'k dyn Fn(&Row<'_>) -> Option<String>;

/// Which row of `before` each row of `now` is: by its DOI, its title with year and first author, title with first author
/// alone (a year was mended), its own identifier (which may be a mere row number, so it comes late), and then by its
/// place between neighbours that are recognised.
pub(super) fn rows(before: &[Row<'_>], now: &[Row<'_>]) -> Vec<Option<usize>> {
    let mut pairs: Vec<Option<usize>> = vec![None; now.len()];
    let mut taken = vec![false; before.len()];
    let by_id = |row: &Row<'_>| row.fields.id.clone();
    let by_doi = |row: &Row<'_>| row.fields.doi.as_ref().map(|doi| doi.as_str().to_owned());
    let by_title = |row: &Row<'_>| {
        let title = text::normalise(row.fields.title.as_deref()?);
        let author = row.fields.authors.first().map(|author| text::ascii(&author.family())).unwrap_or_default();
        Some(format!("{title}\u{1}{}\u{1}{author}", row.fields.year.unwrap_or_default()))
    };
    let by_title_alone = |row: &Row<'_>| {
        let title = text::normalise(row.fields.title.as_deref()?);
        let author = row.fields.authors.first().map(|author| text::ascii(&author.family())).unwrap_or_default();
        Some(format!("{title}\u{1}{author}"))
    };
    let keys: [Key<'_>; 4] = [&by_doi, &by_title, &by_title_alone, &by_id];
    for key in keys {
        pair_by(before, now, key, &mut pairs, &mut taken);
    }
    pair_by_place(before, now, &mut pairs, &mut taken);
    pairs
}

/// Pairs rows whose key is the same and comes once on each side; identifiers that are just row numbers pair rows only
/// if nothing else contradicts, so titles must not both be given and different in every word.
fn pair_by(before: &[Row<'_>], now: &[Row<'_>], key: Key<'_>, pairs: &mut [Option<usize>], taken: &mut [bool]) {
    let mut places: HashMap<(String, String), (usize, bool)> = HashMap::new();
    for (at, row) in before.iter().enumerate().filter(|(at, _)| !taken[*at]) {
        if let Some(key) = key(row) {
            places.entry((row.sheet.to_owned(), key)).and_modify(|place| place.1 = false).or_insert((at, true));
        }
    }
    for (at, row) in now.iter().enumerate().filter(|(at, _)| pairs[*at].is_none()).collect::<Vec<_>>() {
        let Some(key) = key(row) else { continue };
        if let Some((other, true)) = places.get(&(row.sheet.to_owned(), key))
            && !taken[*other]
            && not_strangers(before[*other].fields, row.fields)
        {
            pairs[at] = Some(*other);
            taken[*other] = true;
        }
    }
}

/// Whether two rows may be one text: their titles share at least half of their long words, or one has none, or their
/// identifier is more than a row's number.
fn not_strangers(a: &Fields, b: &Fields) -> bool {
    let named = |fields: &Fields| fields.id.as_ref().is_some_and(|id| id.chars().any(char::is_alphabetic));
    if named(a) && a.id == b.id {
        return true;
    }
    match (&a.title, &b.title) {
        (Some(a), Some(b)) => {
            let words = |text: &str| -> Vec<String> {
                text::normalise(text).split(' ').filter(|word| word.len() > 3).map(str::to_owned).collect()
            };
            let (a, b) = (words(a), words(b));
            let shared = a.iter().filter(|word| b.contains(word)).count();
            a.is_empty() || b.is_empty() || shared * 2 >= a.len().min(b.len())
        }
        _ => true,
    }
}

fn pair_by_place(before: &[Row<'_>], now: &[Row<'_>], pairs: &mut [Option<usize>], taken: &mut [bool]) {
    for at in 0..now.len() {
        if pairs[at].is_some() {
            continue;
        }
        let above = if at == 0 { Some(None) } else { pairs[at - 1].map(Some) };
        let below = if at + 1 == now.len() { Some(None) } else { pairs[at + 1].map(Some) };
        let (Some(above), Some(below)) = (above, below) else { continue };
        let expected = above.map_or(0, |above| above + 1);
        let fits = below.map_or(expected + 1 == before.len(), |below| below == expected + 1);
        if fits && expected < before.len() && !taken[expected] && before[expected].sheet == now[at].sheet {
            pairs[at] = Some(expected);
            taken[expected] = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use katsaus_model::Person;

    fn text_of(title: &str, year: i32) -> Fields {
        Fields {
            title: Some(title.into()),
            year: Some(year),
            authors: vec![Person::new("Virtanen", "M.")],
            ..Fields::default()
        }
    }

    fn pairs(before: &[Fields], now: &[Fields]) -> Vec<Option<usize>> {
        let row = |fields| Row { sheet: "A", fields };
        rows(&before.iter().map(row).collect::<Vec<_>>(), &now.iter().map(row).collect::<Vec<_>>())
    }

    #[test]
    fn rows_are_recognised_after_sorting_inserting_and_mending() {
        let before = [text_of("Job carving", 2001), text_of("Natural supports", 2002), text_of("Dual customer", 2003)];
        let mut mended = before[1].clone();
        mended.title = Some("Natural support in workplaces".into());
        let now = [before[0].clone(), mended.clone(), before[2].clone(), text_of("A new text", 2004)];
        assert_eq!(pairs(&before, &now), [Some(0), Some(1), Some(2), None]);
        let sorted = [before[2].clone(), before[0].clone(), before[1].clone()];
        assert_eq!(pairs(&before, &sorted), [Some(2), Some(0), Some(1)]);
    }

    #[test]
    fn a_renumbered_and_sorted_copy_is_recognised_by_titles() {
        let numbered = |title: &str, id: &str| Fields { id: Some(id.into()), ..text_of(title, 2001) };
        let before = [numbered("Working life and coping at work", "1"), numbered("A new article on coping", "2")];
        let now = [numbered("A new article on coping", "1"), numbered("Working life and coping at work", "2")];
        assert_eq!(pairs(&before, &now), [Some(1), Some(0)]);
    }

    #[test]
    fn row_numbers_do_not_pair_different_texts() {
        let numbered = |title: &str, id: &str| Fields { id: Some(id.into()), ..text_of(title, 2001) };
        let before = [numbered("Job carving", "1"), numbered("Natural supports", "2")];
        let now = [numbered("Natural supports", "1"), numbered("Dual customer", "2")];
        assert_eq!(pairs(&before, &now), [Some(1), None]);
    }
}
