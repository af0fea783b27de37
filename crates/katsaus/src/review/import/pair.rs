//! Recognising texts and rows: one text on several sheets, a row in an edited copy of its table.

use katsaus_model::{Fields, Identity, Place, Verbatim, text};
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
    sheets: Vec<String>,
    seen: HashMap<String, (usize, Identity)>,
}

impl Texts {
    pub(super) fn of(sheets: usize) -> Texts {
        Texts { several: sheets > 1, ..Texts::default() }
    }

    fn sheet(&mut self, name: &str) -> usize {
        self.sheets.iter().position(|known| known == name).unwrap_or_else(|| {
            self.sheets.push(name.to_owned());
            self.sheets.len() - 1
        })
    }

    /// The identity of the same text on another sheet. Rows of one sheet are never taken for one text.
    pub(super) fn on_another_sheet(&mut self, place: &Place, id: Identity, fields: &Fields) -> Option<Identity> {
        let mut found = None;
        if !self.several {
            return found;
        }
        let sheet = self.sheet(sheet_of(place));
        for mark in marks(fields) {
            match self.seen.get(&mark) {
                Some((other_sheet, other)) if *other_sheet != sheet => found = found.or(Some(*other)),
                Some(_) => {}
                None => {
                    self.seen.insert(mark, (sheet, id));
                }
            }
        }
        found
    }
}

/// The sheet that a place is on.
pub(super) fn sheet_of(place: &Place) -> &str {
    match place {
        Place::Sheet { sheet, .. } => sheet,
        _ => "",
    }
}

/// A row as far as recognising it goes.
pub(super) struct Row<'a> {
    pub(super) sheet: &'a str,
    pub(super) fields: &'a Fields,
    pub(super) cells: &'a [Verbatim],
}

impl Row<'_> {
    fn is_same_as(&self, other: &Row<'_>) -> bool {
        self.cells.iter().map(|cell| &cell.2).eq(other.cells.iter().map(|cell| &cell.2))
    }
}

/// What rows are recognised by, if they have it.
type Key = fn(&Fields) -> Option<String>;

fn by_doi(fields: &Fields) -> Option<String> {
    fields.doi.as_ref().map(|doi| doi.as_str().to_owned())
}

fn by_title(fields: &Fields) -> Option<String> {
    Some(format!("{}\u{1}{}", by_title_alone(fields)?, fields.year.unwrap_or_default()))
}

/// Without the year: it may have been mended.
fn by_title_alone(fields: &Fields) -> Option<String> {
    Some(format!("{}\u{1}{}", text::normalise(fields.title.as_deref()?), first_author(fields)))
}

fn by_id(fields: &Fields) -> Option<String> {
    fields.id.clone()
}

fn first_author(fields: &Fields) -> String {
    fields.authors.first().map(|author| text::ascii(&author.family())).unwrap_or_default()
}

/// Which row of `before` each row of `now` is: by its DOI, its title with first author and year, title with first
/// author alone, its own identifier (which may be a mere row number, so it comes late), and then by its place between
/// neighbours that are recognised. First within its sheet; then a text that left one sheet and stands on another is
/// the row that was moved.
pub(super) fn rows(before: &[Row<'_>], now: &[Row<'_>]) -> Vec<Option<usize>> {
    let mut pairing = Pairing { before, now, pairs: vec![None; now.len()], taken: vec![false; before.len()] };
    for key in [by_doi, by_title, by_title_alone, by_id] {
        pairing.by(key, true);
    }
    pairing.by_place();
    for key in [by_doi, by_title, by_title_alone] {
        pairing.by(key, false);
    }
    pairing.pairs
}

struct Pairing<'r, 'a> {
    before: &'r [Row<'a>],
    now: &'r [Row<'a>],
    pairs: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Pairing<'_, '_> {
    /// Pairs rows whose key is the same, unless they contradict each other. Where several have it, those that are the
    /// same in every cell come first, then the others in order.
    fn by(&mut self, key: Key, within_a_sheet: bool) {
        let named = |row: &Row<'_>| {
            let sheet = if within_a_sheet { row.sheet } else { "" };
            key(row.fields).map(|key| (sheet.to_owned(), key))
        };
        let mut places: HashMap<(String, String), Vec<usize>> = HashMap::new();
        for (at, row) in self.before.iter().enumerate().filter(|(at, _)| !self.taken[*at]) {
            if let Some(name) = named(row) {
                places.entry(name).or_default().push(at);
            }
        }
        for exactly in [true, false] {
            for (at, row) in self.now.iter().enumerate().filter(|(at, _)| self.pairs[*at].is_none()).collect::<Vec<_>>()
            {
                let Some(places) = named(row).and_then(|name| places.get_mut(&name)) else { continue };
                if exactly && places.len() < 2 {
                    continue;
                }
                let fits = places.iter().position(|other| {
                    let other = &self.before[*other];
                    if exactly { other.is_same_as(row) } else { may_be_one(other.fields, row.fields) }
                });
                if let Some(other) = fits.map(|fits| places.remove(fits)) {
                    self.pairs[at] = Some(other);
                    self.taken[other] = true;
                }
            }
        }
    }

    /// Pairs what stands between recognised neighbours where one row stood before, if it looks like that row mended.
    fn by_place(&mut self) {
        for at in 0..self.now.len() {
            if self.pairs[at].is_some() {
                continue;
            }
            let above = if at == 0 { Some(None) } else { self.pairs[at - 1].map(Some) };
            let below = if at + 1 == self.now.len() { Some(None) } else { self.pairs[at + 1].map(Some) };
            let (Some(above), Some(below)) = (above, below) else { continue };
            let expected = above.map_or(0, |above| above + 1);
            let fits = below.map_or(expected + 1 == self.before.len(), |below| below == expected + 1);
            if fits
                && self.before.get(expected).is_some_and(|row| row.sheet == self.now[at].sheet)
                && !self.taken[expected]
                && looks_mended(self.before[expected].fields, self.now[at].fields)
            {
                self.pairs[at] = Some(expected);
                self.taken[expected] = true;
            }
        }
    }
}

/// Whether nothing speaks against two rows being one text: one DOI, and titles that share at least half of their long
/// words, or the same first author and year.
fn may_be_one(a: &Fields, b: &Fields) -> bool {
    !doi_differs(a, b) && alike(a, b).unwrap_or(true)
}

/// Whether a row looks like another one with something mended in it.
fn looks_mended(a: &Fields, b: &Fields) -> bool {
    !doi_differs(a, b) && alike(a, b).unwrap_or_else(|| first_author(a) == first_author(b) || a.year == b.year)
}

fn doi_differs(a: &Fields, b: &Fields) -> bool {
    matches!((&a.doi, &b.doi), (Some(a), Some(b)) if a != b)
}

/// Whether two texts look alike; `None` if too little is known of one of them.
fn alike(a: &Fields, b: &Fields) -> Option<bool> {
    let authors = (first_author(a), first_author(b));
    let same_author = (!authors.0.is_empty() && !authors.1.is_empty()).then(|| authors.0 == authors.1);
    let same_year = a.year.and_then(|year| b.year.map(|other| year == other));
    if same_author == Some(true) && same_year == Some(true) {
        return Some(true);
    }
    let words = |title: &Option<String>| -> Vec<String> {
        let title = text::normalise(title.as_deref().unwrap_or_default());
        title.split(' ').filter(|word| word.len() > 3).map(str::to_owned).collect()
    };
    let (a, b) = (words(&a.title), words(&b.title));
    let fewer = a.len().min(b.len());
    if fewer == 0 {
        return None;
    }
    let shared = a.iter().filter(|word| b.contains(word)).count();
    let strangers = same_author == Some(false) && same_year == Some(false);
    Some(if strangers { shared == a.len().max(b.len()) } else { shared * 2 >= fewer })
}

#[cfg(test)]
mod tests {
    use super::*;
    use katsaus_model::{Doi, Person};

    fn text_of(title: &str, year: i32) -> Fields {
        Fields {
            title: Some(title.into()),
            year: Some(year),
            authors: vec![Person::new("Virtanen", "M.")],
            ..Fields::default()
        }
    }

    fn pairs(before: &[Fields], now: &[Fields]) -> Vec<Option<usize>> {
        let row = |fields| Row { sheet: "A", fields, cells: &[] };
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

    #[test]
    fn a_row_replaced_by_another_text_is_not_the_old_one_mended() {
        let by = |title: &str, year, family: &str| Fields {
            authors: vec![Person::new(family, "A.")],
            ..text_of(title, year)
        };
        let before = [by("Job carving", 2001, "Doe"), by("Natural supports", 2002, "Poe"), by("Last one", 2003, "Roe")];
        let now = [before[0].clone(), by("Wage subsidies in Denmark", 2011, "Lund"), before[2].clone()];
        assert_eq!(pairs(&before, &now), [Some(0), None, Some(2)]);
    }

    #[test]
    fn another_doi_is_another_text_even_under_the_same_number() {
        let with =
            |doi: &str| Fields { id: Some("A1".into()), doi: Doi::parse(doi).ok(), ..text_of("Job carving", 2001) };
        assert_eq!(pairs(&[with("10.1000/a")], &[with("10.1000/b")]), [None]);
    }

    #[test]
    fn rows_that_are_alike_pair_in_order_and_moved_rows_across_sheets() {
        let twice = [text_of("Job carving", 2001), text_of("Job carving", 2001)];
        assert_eq!(pairs(&twice, &twice), [Some(0), Some(1)]);
        let (a, b) = (text_of("Job carving", 2001), text_of("Natural supports", 2002));
        let before = [Row { sheet: "In", fields: &a, cells: &[] }, Row { sheet: "In", fields: &b, cells: &[] }];
        let now = [Row { sheet: "In", fields: &a, cells: &[] }, Row { sheet: "Out", fields: &b, cells: &[] }];
        assert_eq!(rows(&before, &now), [Some(0), Some(1)]);
    }
}
