//! Cross-tabulation: how many texts, or excerpts, fall together into two sets of categories.
//!
//! It must not know what the categories are, or where the texts come from.

use super::grid::{Cell, Column, Grid, Kind, Section};
use super::words::{Tongue, Word};

/// A set of categories, and which of them each text is in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dimension {
    /// What it is: *Framework*, *Year*.
    pub label: String,
    /// Its categories, in order.
    pub categories: Vec<String>,
    /// The colour of each, if one was chosen; else empty.
    pub colours: Vec<String>,
    /// Whether its categories follow one another in time.
    pub in_time: bool,
    /// For each text the categories it is in, each once; none of one that nothing is known of.
    pub of: Vec<Vec<usize>>,
}

impl Dimension {
    /// Adds a category for texts that are in none, if there are such texts.
    #[must_use]
    pub fn with_rest(mut self, label: &str) -> Dimension {
        let rest = self.categories.len();
        let mut any = false;
        for text in self.of.iter_mut().filter(|text| text.is_empty()) {
            text.push(rest);
            any = true;
        }
        if any {
            self.categories.push(label.to_owned());
            self.colours.push(String::new());
        }
        self
    }

    /// Puts categories that are in the list first, in its order; the others stay behind as they are.
    pub fn in_order(&mut self, list: &[String]) {
        let rank = |name: &String| list.iter().position(|known| known == name).unwrap_or(list.len());
        let mut order: Vec<usize> = (0..self.categories.len()).collect();
        order.sort_by_key(|at| (rank(&self.categories[*at]), *at));
        let mut places = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            places[*old] = new;
        }
        self.categories = order.iter().map(|at| self.categories[*at].clone()).collect();
        self.colours = order.iter().map(|at| self.colours[*at].clone()).collect();
        for text in &mut self.of {
            text.iter_mut().for_each(|place| *place = places[*place]);
        }
    }

    /// Whether any text is in several categories.
    pub fn has_several(&self) -> bool {
        self.of.iter().any(|text| text.len() > 1)
    }
}

/// What a share is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// Of the texts of the row.
    Row,
    /// Of the texts of the column.
    Column,
    /// Of all texts.
    Total,
}

/// Counts by two dimensions, or by one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tab {
    /// The dimension of the rows.
    pub rows: String,
    /// The dimension of the columns; empty if there is one only.
    pub columns: String,
    /// The categories of the rows.
    pub row_names: Vec<String>,
    /// The categories of the columns; none if there is one dimension only.
    pub column_names: Vec<String>,
    /// For each row and column the texts that are in both, by their places.
    pub members: Vec<Vec<Vec<usize>>>,
    /// How many texts each row has, each counted once.
    pub row_totals: Vec<usize>,
    /// How many texts each column has, each counted once.
    pub column_totals: Vec<usize>,
    /// How many texts there are.
    pub total: usize,
    /// Whether any text is counted in several rows or columns.
    pub several: bool,
}

/// Counts texts by one dimension or two, which must be of the same texts.
pub fn tabulate(rows: &Dimension, columns: Option<&Dimension>) -> Tab {
    let width = columns.map_or(1, |columns| columns.categories.len());
    let mut members = vec![vec![Vec::new(); width]; rows.categories.len()];
    let mut row_totals = vec![0; rows.categories.len()];
    let mut column_totals = vec![0; width];
    for (text, own) in rows.of.iter().enumerate() {
        let across: &[usize] = match columns {
            Some(columns) => columns.of.get(text).map_or(&[], Vec::as_slice),
            None => &[0],
        };
        for row in own {
            row_totals[*row] += 1;
            for column in across {
                members[*row][*column].push(text);
            }
        }
        for column in across.iter().filter(|_| !own.is_empty()) {
            column_totals[*column] += 1;
        }
    }
    Tab {
        rows: rows.label.clone(),
        columns: columns.map(|columns| columns.label.clone()).unwrap_or_default(),
        row_names: rows.categories.clone(),
        column_names: columns.map(|columns| columns.categories.clone()).unwrap_or_default(),
        members,
        row_totals,
        column_totals,
        total: rows.of.len(),
        several: rows.has_several() || columns.is_some_and(Dimension::has_several),
    }
}

impl Tab {
    /// The counts, row by row.
    pub fn counts(&self) -> Vec<Vec<u64>> {
        self.members.iter().map(|row| row.iter().map(|cell| cell.len() as u64).collect()).collect()
    }

    /// The table of counts, or of shares in per cent.
    pub fn grid(&self, share: Option<Share>, unit: &str, tongue: Tongue) -> Grid {
        let two = !self.column_names.is_empty();
        let mut columns = vec![Column { head: self.rows.clone(), kind: Kind::Name }];
        let number = |head: &str| Column { head: head.to_owned(), kind: Kind::Number };
        columns.extend(self.column_names.iter().map(|name| number(name)));
        columns.push(number(if two { tongue.say(Word::Total) } else { unit }));
        if !two {
            columns.push(number(tongue.say(Word::PerCent)));
        }
        let mut rows: Vec<Vec<Cell>> = Vec::with_capacity(self.row_names.len() + 1);
        for (at, name) in self.row_names.iter().enumerate() {
            let counts: Vec<usize> = self.members[at].iter().map(Vec::len).collect();
            let cells = if two { self.line(&counts, Some(at), share) } else { self.alone(self.row_totals[at]) };
            rows.push(std::iter::once(Cell::Name(name.clone(), String::new())).chain(cells).collect());
        }
        let cells = if two { self.line(&self.column_totals, None, share) } else { self.alone(self.total) };
        let total = Cell::Name(tongue.say(Word::Total).to_owned(), String::new());
        rows.push(std::iter::once(total).chain(cells).collect());
        let title = if two { format!("{} × {}", self.rows, self.columns) } else { self.rows.clone() };
        let mut note = format!("n = {}.", self.total);
        if let (Some(share), true) = (share, two) {
            let word = match share {
                Share::Row => Word::ShareOfRow,
                Share::Column => Word::ShareOfColumn,
                Share::Total => Word::ShareOfTotal,
            };
            note = format!("{note} {}", tongue.say(word));
        }
        if self.several {
            note = format!("{note} {}", tongue.say(Word::Several));
        }
        Grid {
            title,
            note,
            language: tongue.code().to_owned(),
            columns,
            sections: vec![Section { heading: None, rows }],
        }
    }

    /// A count and its share of all, of a table with one dimension.
    fn alone(&self, count: usize) -> Vec<Cell> {
        vec![Cell::Number(count as f64, 0), Cell::Number(per_cent(count, self.total), 1)]
    }

    /// The cells of a row, or of the last line, which is none.
    fn line(&self, counts: &[usize], row: Option<usize>, share: Option<Share>) -> Vec<Cell> {
        let own = row.map_or(self.total, |row| self.row_totals[row]);
        let shown = |count: usize, column: Option<usize>| match share {
            None => Cell::Number(count as f64, 0),
            Some(Share::Row) => Cell::Number(per_cent(count, own), 1),
            Some(Share::Column) => {
                Cell::Number(per_cent(count, column.map_or(self.total, |column| self.column_totals[column])), 1)
            }
            Some(Share::Total) => Cell::Number(per_cent(count, self.total), 1),
        };
        let mut cells: Vec<Cell> = counts.iter().enumerate().map(|(at, count)| shown(*count, Some(at))).collect();
        cells.push(shown(own, None));
        cells
    }

    /// The table of what stands in each cell: `name` says it of a text, each in a line of its own.
    pub fn list(&self, name: &dyn Fn(usize) -> String, tongue: Tongue) -> Grid {
        let two = !self.column_names.is_empty();
        let mut columns = vec![Column { head: self.rows.clone(), kind: Kind::Name }];
        let text = |head: &str| Column { head: head.to_owned(), kind: Kind::Text };
        if two {
            columns.extend(self.column_names.iter().map(|name| text(name)));
        } else {
            columns.push(text(""));
        }
        let rows = self.row_names.iter().zip(&self.members).map(|(row, cells)| {
            let listed = |cell: &Vec<usize>| match cell.as_slice() {
                [] => Cell::Blank,
                texts => {
                    let lines: Vec<String> = texts.iter().map(|text| format!("- {}", name(*text))).collect();
                    Cell::Text(lines.join("\n"))
                }
            };
            std::iter::once(Cell::Name(row.clone(), String::new())).chain(cells.iter().map(listed)).collect()
        });
        let title = if two { format!("{} × {}", self.rows, self.columns) } else { self.rows.clone() };
        let sections = vec![Section { heading: None, rows: rows.collect() }];
        Grid { title, note: format!("n = {}.", self.total), language: tongue.code().to_owned(), columns, sections }
    }
}

fn per_cent(count: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { 100.0 * count as f64 / of as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dimension(label: &str, categories: &[&str], of: &[&[usize]]) -> Dimension {
        Dimension {
            label: label.to_owned(),
            categories: categories.iter().map(|name| (*name).to_owned()).collect(),
            colours: vec![String::new(); categories.len()],
            of: of.iter().map(|text| text.to_vec()).collect(),
            in_time: false,
        }
    }

    #[test]
    fn a_text_with_two_codes_stands_in_both_and_counts_once_in_totals() {
        let framework = dimension("Framework", &["demand", "supply"], &[&[0, 1], &[0], &[]]).with_rest("no code");
        let year = dimension("Year", &["2001", "2002"], &[&[0], &[1], &[1]]);
        let tab = tabulate(&framework, Some(&year));
        assert_eq!(tab.counts(), [[1, 1], [1, 0], [0, 1]]);
        assert_eq!((tab.row_totals.as_slice(), tab.column_totals.as_slice()), (&[2, 1, 1][..], &[1, 2][..]));
        assert!(tab.several);
        let grid = tab.grid(Some(Share::Column), "Sources", Tongue::English);
        let texts: Vec<String> =
            grid.sections[0].rows.iter().map(|row| row.iter().map(Cell::text).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(
            texts,
            ["demand 100.0 50.0 66.7", "supply 100.0 0.0 33.3", "no code 0.0 50.0 33.3", "Total 100.0 100.0 100.0"]
        );
        let alone = tabulate(&framework, None).grid(None, "Sources", Tongue::English);
        assert_eq!(alone.sections[0].rows[0].iter().map(Cell::text).collect::<Vec<_>>(), ["demand", "2", "66.7"]);
    }

    #[test]
    fn members_are_listed() {
        let framework = dimension("Framework", &["demand"], &[&[0], &[0]]);
        let list = tabulate(&framework, None).list(&|text| format!("text {text}"), Tongue::Finnish);
        assert_eq!(list.sections[0].rows[0][1], Cell::Text("- text 0\n- text 1".to_owned()));
    }
}
