//! Text folded for comparison: what two databases write differently of one title, name or journal becomes the same.
//! It must not judge; nothing folded is ever shown or stored.

use deunicode::deunicode_with_tofu;
use katsaus_formats::plain_line;

/// Lower-case ASCII words, single blanks between. Other scripts are transliterated; markup, and what stands between digits
/// of one number, are gone.
pub(super) fn words(text: &str) -> String {
    let plain = plain_line(text);
    let ascii = if plain.is_ascii() { plain } else { deunicode_with_tofu(&greek_spelt(&plain), " ").into() };
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

/// Greek letters that stand alone among others by their names: `TNF-α` is `TNF-alpha`. Words in Greek stay words.
fn greek_spelt(text: &str) -> String {
    const LETTERS: [(char, &str); 24] = [
        ('α', "alpha"),
        ('β', "beta"),
        ('γ', "gamma"),
        ('δ', "delta"),
        ('ε', "epsilon"),
        ('ζ', "zeta"),
        ('η', "eta"),
        ('θ', "theta"),
        ('ι', "iota"),
        ('κ', "kappa"),
        ('λ', "lambda"),
        ('μ', "mu"),
        ('ν', "nu"),
        ('ξ', "xi"),
        ('ο', "omicron"),
        ('π', "pi"),
        ('ρ', "rho"),
        ('σ', "sigma"),
        ('τ', "tau"),
        ('υ', "upsilon"),
        ('φ', "phi"),
        ('χ', "chi"),
        ('ψ', "psi"),
        ('ω', "omega"),
    ];
    let name = |letter: char| {
        let lower = letter.to_lowercase().next().unwrap_or(letter);
        LETTERS.iter().find(|(greek, _)| *greek == lower).map(|(_, name)| *name)
    };
    let letters: Vec<char> = text.chars().collect();
    let mut spelt = String::with_capacity(text.len());
    for (at, letter) in letters.iter().enumerate() {
        let is_greek = |at: usize| letters.get(at).is_some_and(|letter| matches!(letter, '\u{370}'..='\u{3ff}'));
        match name(*letter) {
            Some(name) if !is_greek(at + 1) && !at.checked_sub(1).is_some_and(is_greek) => spelt.push_str(name),
            _ => spelt.push(*letter),
        }
    }
    spelt
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_title_are_alike() {
        assert_eq!(words("Työnantaja-yhteistyö: <i>Näkökulmia</i>!"), "tyonantaja yhteistyo nakokulmia");
        assert_eq!(words("TNF-&alpha; in 1,000 patients&#39; sera"), "tnf alpha in 1000 patients sera");
        assert_eq!(words("5 < 6 & 7 > 3"), "5 6 7 3");
        assert_eq!(words("TNF-α in patients"), words("TNF-&alpha; in <b>patients</b>"));
        assert_eq!(words("TNF-α in patients"), "tnf alpha in patients");
        assert_eq!(words("Εργασία"), "ergasia");
        assert_eq!(words("Платформенная занятость"), "platformennaia zaniatost");
    }

    #[test]
    fn names_of_one_sound_are_alike() {
        assert_eq!(name("Müller"), name("Mueller"));
        assert_eq!(name("Frøyland"), name("Froeyland"));
        assert_eq!(name("Åkerblad"), name("Aakerblad"));
        assert_eq!(name("O'Brien"), name("O’Brien"));
    }
}
