//! Where the marks of a web page end.
//!
//! It must not search for an end again that was found missing: pages of nothing but beginnings take no longer.

use memchr::{memchr, memchr3, memmem};

/// The longest name that means anything here.
const LONGEST: usize = 16;

/// A mark of an element.
pub(super) struct Tag {
    /// Its name in small letters; of a long one, its beginning.
    pub(super) name: String,
    /// `</p>`
    pub(super) closing: bool,
    /// `<p/>`
    pub(super) empty: bool,
}

/// Which ends were found missing in the rest of a page.
#[derive(Default)]
pub(super) struct Ends {
    no_comments: bool,
    no_quotes: bool,
    no_marks: bool,
}

impl Ends {
    /// What is behind a comment or a declaration that a text begins with; `None` if it begins with neither.
    pub(super) fn comment<'t>(&mut self, from: &'t str) -> Option<&'t str> {
        let inside = from.strip_prefix("<!").or_else(|| from.strip_prefix("<?"))?;
        if inside.starts_with("--") && !self.no_comments {
            let end = memmem::find(from.as_bytes(), b"-->").and_then(|end| from.get(end + 3..));
            self.no_comments = end.is_none();
            if end.is_some() {
                return end;
            }
        }
        self.end(inside, false).and_then(|end| inside.get(end + 1..))
    }

    /// The element's mark that a text begins with, and what is behind it; `None` if it begins with none.
    pub(super) fn tag<'t>(&mut self, from: &'t str) -> Option<(Tag, &'t str)> {
        let inside = from.strip_prefix('<')?;
        let closing = inside.starts_with('/');
        let inside = inside.strip_prefix('/').unwrap_or(inside);
        if closing && inside.starts_with('>') {
            let nameless = Tag { name: String::new(), closing, empty: false };
            return Some((nameless, inside.get(1..).unwrap_or_default()));
        }
        if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let end = self.end(inside, true)?;
        let (mark, behind) = (inside.get(..end)?, inside.get(end + 1..)?);
        let name = mark.bytes().take(LONGEST).take_while(|byte| byte.is_ascii_alphanumeric());
        let name = name.map(|byte| char::from(byte.to_ascii_lowercase())).collect();
        Some((Tag { name, closing, empty: mark.ends_with('/') }, behind))
    }

    /// Where the `>` of a mark is; those in quotes do not count, unless no other comes.
    fn end(&mut self, inside: &str, quoted: bool) -> Option<usize> {
        if self.no_marks {
            return None;
        }
        if quoted && !self.no_quotes {
            let end = unquoted_end(inside.as_bytes());
            self.no_quotes = end.is_none();
            if end.is_some() {
                return end;
            }
        }
        let end = memchr(b'>', inside.as_bytes());
        self.no_marks = end.is_none();
        end
    }
}

/// Where the first `>` is that stands in no value in quotes.
fn unquoted_end(mark: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + memchr3(b'>', b'"', b'\'', mark.get(from..)?)?;
        let quote = *mark.get(at)?;
        if quote == b'>' {
            return Some(at);
        }
        // Elsewhere a quote is a sign like any other.
        let before = mark.get(from..at)?.iter().rev().find(|byte| !byte.is_ascii_whitespace());
        from = at + 1;
        if before == Some(&b'=') {
            from += memchr(quote, mark.get(from..)?)? + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_end_where_browsers_end_them() {
        let found = |text: &str| {
            Ends::default().tag(text).map(|(tag, rest)| format!("{} {} {} {rest}", tag.name, tag.closing, tag.empty))
        };
        for (text, expected) in [
            ("<P class = 'a>b' x=\"c>d\">e", "p false false e"),
            ("</h1 >a", "h1 true false a"),
            ("<br/>a", "br false true a"),
            ("<a b=\"c>d", "a false false d"),
            ("<a it's>b", "a false false b"),
        ] {
            assert_eq!(found(text).as_deref(), Some(expected));
        }
        assert!(found("<a b").is_none() && found("< a>").is_none() && found("<").is_none());
        let comment = |text| Ends::default().comment(text);
        assert_eq!(comment("<!-- a > b -->c"), Some("c"));
        assert_eq!(comment("<!doctype html>c"), Some("c"));
        assert_eq!((comment("<!-- a > b"), comment("<!-- a"), comment("<b>")), (Some(" b"), None, None));
    }
}
