//! Mends what programs and people get wrong in JSON, where it can mean one thing only: line breaks inside texts, a
//! comma before a closing bracket, and numbers that are none (`NaN`).
//!
//! It must not touch the words of a text.

/// Ways to write that a number is missing.
const NO_NUMBERS: [&[u8]; 3] = [b"NaN", b"-Infinity", b"Infinity"];

/// The text mended; nothing if there is nothing of this kind in it.
pub(super) fn mended(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let mut changed = false;
    let mut inside = false;
    let mut at = 0;
    while let Some(byte) = text.get(at).copied() {
        at += 1;
        match byte {
            b'"' => {
                inside = !inside;
                out.push(byte);
            }
            b'\\' if inside => {
                out.push(byte);
                out.extend(text.get(at));
                at += 1;
            }
            _ if inside && byte < b' ' => {
                out.push(b' ');
                changed = true;
            }
            b',' if !inside && is_before_closing(&text[at..]) => changed = true,
            b'N' | b'I' | b'-' if !inside => match no_number(&text[at - 1..]) {
                Some(length) => {
                    out.extend_from_slice(b"null");
                    at += length - 1;
                    changed = true;
                }
                None => out.push(byte),
            },
            _ => out.push(byte),
        }
    }
    changed.then_some(out)
}

fn is_before_closing(text: &[u8]) -> bool {
    matches!(text.trim_ascii_start().first(), Some(b'}' | b']'))
}

fn no_number(text: &[u8]) -> Option<usize> {
    NO_NUMBERS.iter().find(|known| text.starts_with(known)).map(|known| known.len())
}

#[cfg(test)]
mod tests {
    use super::mended;

    #[test]
    fn only_what_is_sure_is_mended() {
        let text = |text: &str| mended(text.as_bytes()).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        assert_eq!(text("{\"a\":\"b\nc\",}").as_deref(), Some("{\"a\":\"b c\"}"));
        assert_eq!(text("[NaN,-Infinity,1, ]").as_deref(), Some("[null,null,1 ]"));
        assert_eq!(text("{\"a\":\"NaN,]\\\"\t\"}").as_deref(), Some("{\"a\":\"NaN,]\\\" \"}"));
        assert_eq!(text("{\"a\":-1,\"b\":\"x,}\"}"), None);
    }
}
