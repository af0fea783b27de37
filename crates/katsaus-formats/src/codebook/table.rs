//! A codebook as a table: a row a code, columns in any order, found by their heads.

use super::Listed;
use crate::sheet::{Book, BookError, Row};
use katsaus_model::{ANY_LANGUAGE, Code, text};
use std::ops::ControlFlow;

/// Heads of the table that is written, in order. The label of all languages is `label`.
pub const HEADS: [&str; 13] = [
    "code",
    "label",
    "label_en",
    "label_fi",
    "label_sv",
    "aliases",
    "definition",
    "include",
    "exclude",
    "examples",
    "colour",
    "terms",
    "also_under",
];

/// Heads that people write, and the column that each is.
const SPOKEN: [(&str, &str); 22] = [
    ("koodi", "code"),
    ("kod", "code"),
    ("path", "code"),
    ("name", "label"),
    ("nimi", "label"),
    ("namn", "label"),
    ("label en", "label_en"),
    ("label fi", "label_fi"),
    ("label sv", "label_sv"),
    ("alias", "aliases"),
    ("synonyms", "aliases"),
    ("määritelmä", "definition"),
    ("kuvaus", "definition"),
    ("description", "definition"),
    ("definition av koden", "definition"),
    ("inclusion", "include"),
    ("sisältää", "include"),
    ("exclusion", "exclude"),
    ("ei sisällä", "exclude"),
    ("esimerkit", "examples"),
    ("example", "examples"),
    ("color", "colour"),
];

/// The rows of a table of codes, its heads first.
pub fn rows<'c>(codes: impl IntoIterator<Item = &'c Listed>) -> Vec<Vec<String>> {
    let mut rows = vec![HEADS.map(str::to_owned).to_vec()];
    for listed in codes {
        let code = &listed.code;
        let label = |language: &str| code.label.get(language).cloned().unwrap_or_default();
        rows.push(vec![
            listed.path.join("/"),
            label(ANY_LANGUAGE),
            label("en"),
            label("fi"),
            label("sv"),
            code.aliases.join("; "),
            code.definition.clone(),
            code.include.clone(),
            code.exclude.clone(),
            code.examples.join("; "),
            code.colour.clone(),
            code.terms.join("; "),
            code.also_under.join("; "),
        ]);
    }
    rows
}

/// Codes, and heads of columns that are not read.
pub type Table = (Vec<Listed>, Vec<String>);

/// Reads the codes of the first sheet that has a column of them; none where no sheet has.
///
/// # Errors
/// If the file cannot be read to its end.
pub fn read_table(book: &mut Book) -> Result<Option<Table>, BookError> {
    for sheet in book.sheets() {
        let mut heads: Vec<(u32, &'static str)> = Vec::new();
        let (mut codes, mut unknown) = (Vec::new(), Vec::new());
        let mut looked = 0;
        book.rows(&sheet, &mut |row: Row<'_>| {
            if !heads.is_empty() {
                codes.extend(listed(&row, &heads));
                return ControlFlow::Continue(());
            }
            (heads, unknown) = found_heads(&row);
            looked += 1;
            // A table of codes has its heads near the top.
            if heads.is_empty() && looked > 20 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        if !heads.is_empty() {
            return Ok(Some((codes, unknown)));
        }
    }
    Ok(None)
}

/// The columns of a head row, and the heads that are not known; nothing if it has no column of codes.
fn found_heads(row: &Row<'_>) -> (Vec<(u32, &'static str)>, Vec<String>) {
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for (column, value) in &row.cells {
        let written = value.text();
        let folded = text::normalise(&written.replace('_', " "));
        let own = HEADS.iter().find(|head| head.replace('_', " ") == folded).copied();
        let spoken = || SPOKEN.iter().find(|(spoken, _)| *spoken == folded).map(|(_, head)| *head);
        match own.or_else(spoken) {
            Some(head) => known.push((*column, head)),
            None if folded.is_empty() => {}
            None => unknown.push(written.into_owned()),
        }
    }
    let has_codes = known.iter().any(|(_, head)| *head == "code");
    if has_codes && known.len() > 1 { (known, unknown) } else { (Vec::new(), Vec::new()) }
}

fn listed(row: &Row<'_>, heads: &[(u32, &'static str)]) -> Option<Listed> {
    let mut listed = Listed { codable: true, ..Listed::default() };
    for (column, head) in heads {
        let written = row.text(*column);
        let written = written.trim();
        if written.is_empty() {
            continue;
        }
        let list = || written.split(';').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect();
        let code: &mut Code = &mut listed.code;
        match *head {
            "code" => listed.path = written.split('/').map(|part| part.trim().to_owned()).collect(),
            "label" => drop(code.label.insert(ANY_LANGUAGE.to_owned(), written.to_owned())),
            "aliases" => code.aliases = list(),
            "definition" => written.clone_into(&mut code.definition),
            "include" => written.clone_into(&mut code.include),
            "exclude" => written.clone_into(&mut code.exclude),
            "examples" => code.examples = list(),
            "colour" => written.clone_into(&mut code.colour),
            "terms" => code.terms = list(),
            "also_under" => code.also_under = list(),
            label => {
                let language = label.strip_prefix("label_").unwrap_or(ANY_LANGUAGE);
                code.label.insert(language.to_owned(), written.to_owned());
            }
        }
    }
    (!listed.path.is_empty()).then_some(listed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn read(csv: &str) -> Option<(Vec<Listed>, Vec<String>)> {
        let bytes = csv.as_bytes().to_vec();
        let mut book = Book::open(&|| Ok(Box::new(Cursor::new(bytes.clone()))), "codes.csv").expect("a table");
        read_table(&mut book).expect("readable")
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut code = Code { definition: "Says, \"so\"\nand so".into(), ..Code::default() };
        code.label.insert("fi".into(), "kysyntäpainotteinen".into());
        code.terms = vec!["räätälöin*".into(), "job carving".into()];
        let path = vec!["framework".into(), "demand-side".into()];
        let all = vec![Listed { guid: None, path, code, codable: true }];
        let mut out = Vec::new();
        crate::table_text::write_csv(rows(&all).into_iter(), &mut out).expect("written");
        let (codes, unknown) = read(&String::from_utf8(out).expect("UTF-8")).expect("codes");
        assert_eq!((codes, unknown), (all, Vec::<String>::new()));
    }

    #[test]
    fn heads_are_those_that_people_write() {
        let (codes, unknown) = read("Koodi;Määritelmä;Väri\nkehys/kysyntä;Työn kysyntä;sininen\n;;\n").expect("codes");
        assert_eq!(unknown, ["Väri"]);
        assert_eq!(codes.len(), 1);
        assert_eq!(
            (codes[0].path.join("/"), codes[0].code.definition.as_str()),
            ("kehys/kysyntä".into(), "Työn kysyntä")
        );
        assert_eq!(read("title;year\nOne;2001\n"), None);
    }
}
