//! Text that was read in the wrong encoding once: `VetenskapsrÃ¥det`.

use std::borrow::Cow;

/// The text as it was before UTF-8 was taken for Windows-1252, if that is what happened to it.
pub(crate) fn mended(text: &str) -> Option<String> {
    if !suspicious(text) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut any = false;
    for word in text.split_inclusive(char::is_whitespace) {
        match word_mended(word) {
            Some(mended) => {
                out.push_str(&mended);
                any = true;
            }
            None => out.push_str(word),
        }
    }
    any.then_some(out)
}

/// Whether a text has signs that begin such words.
pub(crate) fn suspicious(text: &str) -> bool {
    // U+00C2, U+00C3 and U+00E2 as UTF-8 writes them.
    memchr::memchr(0xc3, text.as_bytes()).is_some() && text.contains(['Ã', 'Â', 'â'])
}

fn word_mended(word: &str) -> Option<Cow<'_, str>> {
    if !word.contains(['Ã', 'Â', 'â']) {
        return None;
    }
    let mut bytes = Vec::with_capacity(word.len());
    for c in word.chars() {
        bytes.push(byte_of(c)?);
    }
    let text = String::from_utf8(bytes).ok()?;
    (text != word).then_some(Cow::Owned(text))
}

/// The byte that Windows-1252 (or Latin-1 where that has none) reads as a letter.
fn byte_of(c: char) -> Option<u8> {
    if (c as u32) < 0x100 {
        return Some(c as u8);
    }
    let mut buffer = [0; 4];
    let (bytes, _, wrong) = encoding_rs::WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    match (*bytes).first() {
        Some(byte) if !wrong && bytes.len() == 1 => Some(*byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_were_read_wrongly_are_known() {
        assert_eq!(mended("VetenskapsrÃ¥det och sjÃ¤lv").as_deref(), Some("Vetenskapsrådet och själv"));
        assert_eq!(mended("the authorâ€™s view").as_deref(), Some("the author’s view"));
        for good in ["Työhön kuntoutus", "Âge et travail", "tâche à São Paulo", "plain"] {
            assert_eq!(mended(good), None, "{good}");
        }
    }
}
