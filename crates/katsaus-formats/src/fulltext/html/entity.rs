//! What `&...;` stands for in a web page.
//!
//! It must not take a plain `&` for more than it is.

use crate::normal::markup;

/// Longer names do not exist.
const LONGEST: usize = 32;

/// The text that the beginning of `from`, an `&`, stands for, and what is behind it; `None` if it is an `&` only.
pub(super) fn read(from: &str) -> Option<(String, &str)> {
    let inside = from.strip_prefix('&')?;
    let is_part = |(n, byte): (usize, u8)| byte.is_ascii_alphanumeric() || n == 0 && byte == b'#';
    let end = inside.bytes().take(LONGEST + 1).enumerate().position(|at| !is_part(at)).unwrap_or(inside.len());
    let (name, behind) = inside.split_at_checked(end)?;
    if name.len() > LONGEST {
        return None;
    }
    let text = numbered(name).map_or_else(|| markup::resolve(name), |c| Some(c.to_string()))?;
    match behind.strip_prefix(';') {
        Some(behind) => Some((text, behind)),
        // Old pages leave the semicolon out of old names; in `?a=1&copy=2` it is none.
        None if is_old(name, &text) && !behind.starts_with('=') => Some((text, behind)),
        None => None,
    }
}

/// Numbers of control characters mean those of Windows-1252, as browsers have it.
fn numbered(name: &str) -> Option<char> {
    let number = name.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u8::from_str_radix(digits, 16).ok()?,
        None => number.parse::<u8>().ok()?,
    };
    let c = *(0x80..0xa0).contains(&code).then_some(&code)?;
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[c]).0.chars().next()
}

fn is_old(name: &str, text: &str) -> bool {
    name.starts_with('#') || text.chars().all(|c| c < '\u{100}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_stand_for_signs() {
        let found = |text: &str| read(text).map(|(sign, behind)| format!("{sign}|{behind}"));
        for (text, expected) in
            [("&amp;lt;", "&|lt;"), ("&auml", "ä|"), ("&#228 x", "ä| x"), ("&#x96;b", "–|b"), ("&ndash;", "–|")]
        {
            assert_eq!(found(text).as_deref(), Some(expected), "{text}");
        }
        let long = format!("&{};", "a".repeat(100));
        for text in ["&", "&;", "&#;", "&ndash", "&T", "&copy=2", "&#x110000;", "&ä", long.as_str()] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
