//! `———` for authors who are those of the reference before, where a style wants that.
//!
//! CSL 1.0.2, `subsequent-author-substitute`, by its rule `complete-all`; styles that name another rule are rare, and
//! are followed as if they named this one.

use hayagriva::{BibliographyItem, BufWriteFormat, ElemChild, ElemChildren, Formatted, Formatting};

/// Puts the sign in place of names that print like those of the reference before.
pub(super) fn substitute(sign: &str, items: &mut [BibliographyItem]) {
    let mut before: Option<String> = None;
    for item in items {
        let Some(names) = item.content.find_names_mut() else {
            before = None;
            continue;
        };
        let mut text = String::new();
        let _ = names.children.write_buf(&mut text, BufWriteFormat::Plain);
        let same = before.as_ref() == Some(&text) && !text.is_empty();
        if same {
            let sign = Formatted { text: sign.to_owned(), formatting: Formatting::default() };
            names.children = ElemChildren(vec![ElemChild::Text(sign)]);
        }
        before = Some(text);
    }
}
