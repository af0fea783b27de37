//! Text as cells write it: what XML forbids stands as `_x0007_`, and what looks like that is marked.

/// Text as it is written into a cell. Line ends become line feeds, as the program writes them.
pub(super) fn written(text: &str) -> String {
    let text = lines(text);
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '_' if reads_as_code(&text[at..]) => out.push_str("_x005F_"),
            c if forbidden(c) => out.push_str(&format!("_x{:04X}_", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// Text with every line end as a line feed.
pub(super) fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// What a cell's text stands for.
pub(super) fn read(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut units: Vec<u16> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // Two codes may be the halves of one letter.
        if let Some(unit) = code(rest) {
            units.push(unit);
            rest = rest.get(7..).unwrap_or_default();
            continue;
        }
        flush(&mut out, &mut units);
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    flush(&mut out, &mut units);
    out
}

fn flush(out: &mut String, units: &mut Vec<u16>) {
    out.extend(char::decode_utf16(units.drain(..)).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
}

/// The number in `_x0041_` at the start of a text.
fn code(text: &str) -> Option<u16> {
    let digits = digits(text)?;
    text.get(6..)?.starts_with('_').then(|| u16::from_str_radix(digits, 16).ok()).flatten()
}

/// The digits of `_x0041` at the start of a text.
fn digits(text: &str) -> Option<&str> {
    let digits = text.strip_prefix("_x")?.get(..4)?;
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(digits)
}

/// Whether a text begins with what would be read as a code. The code of a forbidden letter begins with the `_` that
/// ends one.
fn reads_as_code(text: &str) -> bool {
    digits(text).is_some() && text[6..].chars().next().is_some_and(|c| c == '_' || forbidden(c))
}

fn forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn codes_are_marked_and_forbidden_letters_coded() {
        for (text, out) in [
            ("a < b & \"c\" > d", "a &lt; b &amp; \"c\" &gt; d"),
            ("\u{7}\u{0}\u{ffff}\t", "_x0007__x0000__xFFFF_\t"),
            ("_x0041_x0042_", "_x005F_x0041_x005F_x0042_"),
            ("_x0041\u{1}", "_x005F_x0041_x0001_"),
            ("_x00_ _xäöüß_ __", "_x00_ _xäöüß_ __"),
            ("a\r\nb\rc\n", "a\nb\nc\n"),
        ] {
            assert_eq!(written(text), out);
            let plain = out.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            assert_eq!(read(&plain), lines(text));
        }
        assert_eq!(read("_xD834__xDD1E_ _xD834_"), "\u{1d11e} \u{fffd}");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(text in "[_x0-4AF\u{0}\u{1}<&ä\r\n]{0,24}") {
            let plain = written(&text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            prop_assert_eq!(read(&plain), lines(&text));
        }
    }
}
