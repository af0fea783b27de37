//! Text folded for comparison: what two databases write differently of one title, name or journal becomes the same.
//! It must not judge; nothing folded is ever shown or stored.

use deunicode::deunicode_with_tofu;

/// Lower-case ASCII words, single blanks between. Other scripts are transliterated; HTML marks and entities, and what
/// stands between digits of one number, are gone.
pub(super) fn words(text: &str) -> String {
    let plain = if text.contains(['<', '&']) { without_markup(text) } else { text.to_owned() };
    let ascii = if plain.is_ascii() { plain } else { deunicode_with_tofu(&plain, " ") };
    let bytes = ascii.as_bytes();
    let mut folded = String::with_capacity(bytes.len());
    for (at, byte) in bytes.iter().enumerate() {
        let around = |step: isize| at.checked_add_signed(step).and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => folded.push(*byte as char),
            b'A'..=b'Z' => folded.push(byte.to_ascii_lowercase() as char),
            // One number, and one word.
            b',' | b'.' if around(-1).is_ascii_digit() && around(1).is_ascii_digit() => {}
            b'\'' | b'`' if around(-1).is_ascii_alphabetic() => {}
            _ if !folded.is_empty() && !folded.ends_with(' ') => folded.push(' '),
            _ => {}
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// A family or given name: letters only, German and Nordic spellings of one sound alike (`Müller`, `Mueller`).
pub(super) fn name(text: &str) -> String {
    let mut letters: String = words(text).chars().filter(char::is_ascii_alphabetic).collect();
    for (long, short) in [("ue", "u"), ("oe", "o"), ("ae", "a"), ("aa", "a")] {
        if letters.contains(long) {
            letters = letters.replace(long, short);
        }
    }
    letters
}

/// A 64-bit hash that is the same in every build and on every machine (FNV-1a), since the order of things rests on it.
pub(super) fn hash(text: &str) -> u64 {
    hash_on(0xcbf2_9ce4_8422_2325, text)
}

/// Goes on with a hash.
pub(super) fn hash_on(state: u64, text: &str) -> u64 {
    text.bytes().fold(state, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The text without tags and with the entities that titles hold.
fn without_markup(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = if rest.starts_with('<') { rest.find('>') } else { rest.find(';') };
        let tag = rest.starts_with('<') && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        match end {
            Some(end) if tag && end < 60 => rest = &rest[end + 1..],
            Some(end) if rest.starts_with('&') && end < 10 => {
                match numbered(&rest[1..end]) {
                    Some(letter) => plain.push(letter),
                    None => plain.push_str(entity(&rest[1..end])),
                }
                rest = &rest[end + 1..];
            }
            _ => {
                plain.push(' ');
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// `#228` and `#xe4`.
fn numbered(name: &str) -> Option<char> {
    let number = name.strip_prefix('#')?;
    let number = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => number.parse(),
    };
    char::from_u32(number.ok()?)
}

fn entity(name: &str) -> &str {
    match name {
        "lt" | "gt" | "quot" | "nbsp" | "amp" => " ",
        "apos" | "rsquo" | "lsquo" => "'",
        letter if letter.len() > 4 && letter.is_ascii() => {
            // `eacute`, `ouml`, `oslash`: the letter that the mark is on. Greek letters keep their names.
            const MARKS: [&str; 8] = ["acute", "grave", "uml", "circ", "tilde", "cedil", "ring", "slash"];
            if MARKS.iter().any(|mark| letter[1..] == **mark) { &letter[..1] } else { letter }
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_title_are_alike() {
        assert_eq!(words("Työnantaja-yhteistyö: <i>Näkökulmia</i>!"), "tyonantaja yhteistyo nakokulmia");
        assert_eq!(words("TNF-&alpha; in 1,000 patients&#39; sera"), "tnf alpha in 1000 patients sera");
        assert_eq!(words("5 < 6 & 7 > 3"), "5 6 7 3");
        assert_eq!(words("α-blockers"), "a blockers");
        assert_eq!(words("Платформенная занятость"), "platformennaia zaniatost'".trim_end_matches('\''));
    }

    #[test]
    fn names_of_one_sound_are_alike() {
        assert_eq!(name("Müller"), name("Mueller"));
        assert_eq!(name("Frøyland"), name("Froeyland"));
        assert_eq!(name("Åkerblad"), name("Aakerblad"));
        assert_eq!(name("O'Brien"), name("O’Brien"));
    }
}
