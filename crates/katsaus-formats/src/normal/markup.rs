//! Text without HTML and JATS, and with what entities stand for.

use std::borrow::Cow;

/// Elements that stand in a line of text: taken out as if they were not there.
const INLINE: [&str; 26] = [
    "i",
    "b",
    "u",
    "em",
    "strong",
    "sub",
    "sup",
    "span",
    "font",
    "a",
    "small",
    "sc",
    "scp",
    "inf",
    "tt",
    "italic",
    "bold",
    "underline",
    "monospace",
    "xref",
    "inline-formula",
    "tex-math",
    "abstract",
    "q",
    "big",
    "mark",
];
/// Elements that part a text: a line ends where one begins or ends.
const BLOCK: [&str; 16] =
    ["p", "br", "div", "sec", "title", "li", "ul", "ol", "list", "list-item", "h1", "h2", "h3", "h4", "tr", "section"];

/// A value on one line, without markup and needless blanks.
pub fn line(value: &str) -> Cow<'_, str> {
    squeezed(plain(value))
}

/// A text of several lines, without markup; lines stay lines.
pub(crate) fn text(value: &str) -> String {
    let plain = plain(value);
    let mut out = String::with_capacity(plain.len());
    for part in plain.split('\n') {
        let part = squeezed(Cow::Borrowed(part));
        if !part.is_empty() {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&part);
        }
    }
    out
}

/// Whether a text is on one line, with one blank between words.
pub(crate) fn is_squeezed(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Without a way out of the loop the compiler looks at many bytes at once.
    let mut odd = false;
    for byte in bytes {
        odd |= (*byte < b' ') | (*byte == 0x7f);
    }
    if odd || text.starts_with(' ') || text.ends_with(' ') || memchr::memmem::find(bytes, b"  ").is_some() {
        return false;
    }
    // No-break and other wide blanks, and signs of direction, begin with these.
    let holds = |first: u8| memchr::memchr(first, bytes).is_some();
    !(holds(0xc2) && text.contains(|c: char| c == '\u{a0}' || c.is_control())
        || holds(0xe2) && text.contains(is_blank_or_nothing))
}

fn is_blank_or_nothing(c: char) -> bool {
    matches!(c, '\u{2000}'..='\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{2060}')
}

/// Control characters that are quotation marks and dashes of Windows-1252, read as Latin-1 once.
fn is_old_sign(c: char) -> bool {
    matches!(c, '\u{82}'..='\u{84}' | '\u{91}'..='\u{97}')
}

fn with_signs(text: &str) -> String {
    let sign = |c: char| match c {
        c if is_old_sign(c) => {
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[c as u8]).0.chars().next().unwrap_or(c)
        }
        c => c,
    };
    text.chars().map(sign).collect()
}

fn squeezed(text: Cow<'_, str>) -> Cow<'_, str> {
    if is_squeezed(&text) {
        return text;
    }
    if text.contains(is_old_sign) {
        return Cow::Owned(squeezed(with_signs(&text).into()).into_owned());
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control() || is_blank_or_nothing(c)) {
        if !word.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    Cow::Owned(out)
}

/// Without elements that are known, and with entities resolved; `a < b` stays. What was written as an entity may be
/// markup again (`&lt;i&gt;`), so it is looked at more than once.
fn plain(value: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(value);
    for _ in 0..4 {
        match plainer(&text) {
            Some(next) => text = Cow::Owned(next),
            None => break,
        }
    }
    text
}

/// The text with its marks taken out; `None` if there are none.
fn plainer(value: &str) -> Option<String> {
    memchr::memchr2(b'<', b'&', value.as_bytes())?;
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    let mut any = false;
    while let Some(at) = memchr::memchr2(b'<', b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let used = if rest.starts_with('<') { element(rest, &mut out) } else { entity(rest, &mut out) };
        if used == 0 {
            out.push_str(&rest[..1]);
            rest = &rest[1..];
        } else {
            any = true;
            rest = &rest[used..];
        }
    }
    out.push_str(rest);
    any.then_some(out)
}

/// Passes over an element's mark; how long it is, 0 if it is none.
fn element(text: &str, out: &mut String) -> usize {
    let Some(end) = text.find('>') else { return 0 };
    let inside = text[1..end].trim_start_matches('/');
    let name = inside.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_'))).next();
    let name = name.unwrap_or_default().to_ascii_lowercase();
    let bare = name.strip_prefix("jats:").or_else(|| name.strip_prefix("mml:")).unwrap_or(&name);
    let foreign = bare.len() != name.len();
    if BLOCK.contains(&bare) {
        if !out.ends_with('\n') && !out.is_empty() {
            out.push('\n');
        }
    } else if !foreign && !INLINE.contains(&bare) {
        return 0;
    }
    end + 1
}

/// What an entity stands for; how long it is, 0 if it is none.
fn entity(text: &str, out: &mut String) -> usize {
    let Some(end) = text[..text.floor_char_boundary(32.min(text.len()))].find(';') else { return 0 };
    let name = &text[1..end];
    match resolve(name) {
        Some(value) => {
            out.push_str(&value);
            end + 1
        }
        None => 0,
    }
}

/// The text of an entity by its name without signs: `amp`, `#228`, `auml`.
pub(crate) fn resolve(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| *c != '\0').map(String::from);
    }
    let entity = format!("&{name};");
    let text = html_escape::decode_html_entities(&entity);
    (text != entity).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_signs_stay() {
        for (value, expected) in [
            ("Growth of <i>E. coli</i> in H<sub>2</sub>O", "Growth of E. coli in H2O"),
            ("p < 0.05 and x > 3", "p < 0.05 and x > 3"),
            ("R&amp;D &#8211; k&auml;yt&#xe4;nn&ouml;t &unknown; AT&T", "R&D – käytännöt &unknown; AT&T"),
            ("&lt;i&gt;Taxus&lt;/i&gt; trees", "Taxus trees"),
            ("TNF-&alpha; &beta;&Delta;&omega; by &Scaron;ar&ccaron;i&cacute; &amp;", "TNF-α βΔω by Šarčić &"),
            ("  two\u{a0}blanks \n and a line", "two blanks and a line"),
            ("<jats:title>Abstract</jats:title><jats:p>Text</jats:p>", "Abstract Text"),
            ("a <unknown> b", "a <unknown> b"),
            ("the \u{91}Photo\u{92} \u{96} now", "the ‘Photo’ – now"),
        ] {
            assert_eq!(line(value), expected);
        }
        assert_eq!(text("<p>One</p>\n\n<p>Two  words</p>"), "One\nTwo words");
    }
}
