//! The encoding of a web page.
//!
//! It must not believe a page that says something else than its bytes: a saved page is often encoded anew.

use crate::fulltext::plain;
use crate::fulltext::unreadable::Unreadable;
use encoding_rs::{Encoding, UTF_8};

/// How far into a page it may say its encoding.
const HEAD: usize = 4096;

/// A page as text.
///
/// # Errors
/// If the bytes are no text.
pub(super) fn decoded(bytes: &[u8]) -> Result<String, Unreadable> {
    // Texts in other encodings are hardly ever UTF-8 by chance.
    let is_utf8 = !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok();
    if is_utf8 || Encoding::for_bom(bytes).is_some() {
        return plain::decoded(bytes);
    }
    match declared(bytes.get(..HEAD).unwrap_or(bytes)) {
        Some(encoding) => plain::checked(encoding.decode_without_bom_handling(bytes).0.into_owned()),
        None => plain::decoded(bytes),
    }
}

/// What a `meta` says, if it is not UTF-8. UTF-16 is not believed: who reads the `meta` byte by byte has none.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let label = head.split("<meta").skip(1).find_map(|meta| {
        let (_, value) = meta.split('>').next()?.split_once("charset")?;
        let value = value.trim_start().strip_prefix('=')?;
        value.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '/')).find(|label| !label.is_empty())
    })?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    (encoding != UTF_8 && encoding.output_encoding() == encoding).then_some(encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_says_its_encoding() {
        let found = |bytes: &[u8]| decoded(bytes).expect("a text").replace(|c: char| c.is_ascii(), "");
        assert_eq!(found(b"<meta charset=\"iso-8859-2\">\xb1"), "ą");
        assert_eq!(found(b"<META http-equiv=x content='text/html; charset = windows-1251'>\xe4"), "д");
        assert_eq!(found("<meta charset=iso-8859-1>ä".as_bytes()), "ä");
        assert_eq!(found(b"<meta charset=utf-8>Ty\xf6 on k\xe4ynniss\xe4"), "öää");
        assert_eq!(found(b"<p>Ty\xf6 on k\xe4ynniss\xe4"), "öää");
        assert_eq!(found(b"\xef\xbb\xbf<meta charset=koi8-r>\xc3\xa4"), "ä");
    }
}
