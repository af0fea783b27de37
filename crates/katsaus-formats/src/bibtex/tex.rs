//! TeX to text: accents, letters, signs, what stands in braces, a little mathematics.
//!
//! It never runs into itself however deep braces go, and leaves a command that it does not know as it stands.

use crate::normal::markup;

/// A TeX value as text on one line.
pub(crate) fn plain(value: &str) -> String {
    let value = value.trim();
    if !has_signs(value) {
        return value.to_owned();
    }
    let mut reader =
        Tex { rest: value, out: String::with_capacity(value.len()), math: false, accents: Vec::new(), depth: 0 };
    reader.run();
    if markup::is_squeezed(&reader.out) { reader.out } else { squeeze(&reader.out) }
}

/// Whether anything in a value means something to TeX, or has blanks that it would join.
fn has_signs(value: &str) -> bool {
    // Without a way out of the loop the compiler looks at many bytes at once.
    let mut any = false;
    for byte in value.bytes() {
        any |= matches!(byte, b'\\' | b'{' | b'}' | b'$' | b'~' | b'`') | (byte < b' ');
    }
    let pair = |pair: &str| memchr::memmem::find(value.as_bytes(), pair.as_bytes()).is_some();
    any || pair("--") || pair("''") || pair("  ")
}

/// Bytes at which reading stops to think.
fn is_sign(byte: u8) -> bool {
    matches!(byte, b'\\' | b'{' | b'}' | b'$' | b'~' | b'`' | b'\'' | b'-' | b'^' | b'_')
}

/// The text of a web address or DOI: only what TeX needs escaped is taken back.
pub(crate) fn address(value: &str) -> String {
    let mut text = value.trim();
    if let Some(inner) = text.strip_prefix("\\url{").and_then(|rest| rest.strip_suffix('}')) {
        text = inner;
    }
    let mut out = text.replace("$\\sim$", "~").replace("\\textasciitilde{}", "~").replace("\\textasciitilde", "~");
    loop {
        let before = out.len();
        for sign in ['_', '%', '&', '#', '~', '$', '{', '}'] {
            let escaped = ['\\', sign].iter().collect::<String>();
            out = out.replace(&format!("{{{escaped}}}"), &sign.to_string()).replace(&escaped, &sign.to_string());
        }
        if out.len() == before {
            break;
        }
    }
    if is_one_group(&out) {
        out = out[1..out.len() - 1].to_owned();
    }
    out.split_whitespace().collect::<Vec<_>>().join(if out.contains("://") { "" } else { " " })
}

/// Accents with a tilde as the letters that they make, so that no tilde in the value is an accent.
pub(crate) fn tildes(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find("\\~") {
        out.push_str(&rest[..at]);
        let after = &rest[at + 2..];
        let (base, used) = match after.strip_prefix('{') {
            Some(group) => (group.chars().next(), group.find('}').map_or(0, |end| end + 2)),
            None => (after.chars().next(), after.chars().next().map_or(0, char::len_utf8)),
        };
        match base {
            Some(base) if base.is_alphabetic() && used > 0 => {
                out.push_str(&composed(base, '\u{303}'));
                rest = &after[used..];
            }
            _ => {
                out.push_str("\\~");
                rest = after;
            }
        }
    }
    out + rest
}

/// Whether a text is one group in braces from end to end.
pub(crate) fn is_one_group(text: &str) -> bool {
    if !text.starts_with('{') || !text.ends_with('}') {
        return false;
    }
    let mut depth = 0i32;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 && at + 1 < text.len() {
            return false;
        }
    }
    depth == 0
}

fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace()) {
        if !word.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

fn composed(base: char, mark: char) -> String {
    katsaus_model::text::composed(&[base, mark].iter().collect::<String>())
}

struct Tex<'t> {
    rest: &'t str,
    out: String,
    math: bool,
    /// Accents that wait for their letter.
    accents: Vec<char>,
    depth: usize,
}

impl<'t> Tex<'t> {
    fn run(&mut self) {
        while let Some(c) = self.rest.chars().next() {
            if self.accents.is_empty() {
                let plain = self.rest.bytes().position(is_sign).unwrap_or(self.rest.len());
                if plain > 0 {
                    self.out.push_str(&self.rest[..plain]);
                    self.rest = &self.rest[plain..];
                    continue;
                }
            }
            self.rest = &self.rest[c.len_utf8()..];
            match c {
                '\\' => self.command(),
                '{' => self.depth += 1,
                '}' => {
                    self.depth = self.depth.saturating_sub(1);
                    self.accents.clear();
                }
                '$' => {
                    self.math = !self.math && self.rest.contains('$');
                    if self.rest.starts_with('$') {
                        self.rest = &self.rest[1..];
                    }
                }
                '^' | '_' if self.math => {}
                '~' => self.out.push(' '),
                '-' if self.rest.starts_with("--") => self.sign("—", 2),
                '-' if self.rest.starts_with('-') => self.sign("–", 1),
                '`' if self.rest.starts_with('`') => self.sign("“", 1),
                '\'' if self.rest.starts_with('\'') => self.sign("”", 1),
                _ => self.letter(c),
            }
        }
    }

    fn sign(&mut self, sign: &str, more: usize) {
        self.out.push_str(sign);
        self.rest = &self.rest[more..];
    }

    /// A letter, with the accents that wait for one.
    fn letter(&mut self, c: char) {
        if self.accents.is_empty() || c.is_whitespace() {
            self.out.push(c);
            return;
        }
        let mut text = String::from(c);
        for mark in self.accents.drain(..).rev() {
            text.push(mark);
        }
        self.out.push_str(&katsaus_model::text::composed(&text));
    }

    fn command(&mut self) {
        let Some(first) = self.rest.chars().next() else { return };
        if !first.is_ascii_alphabetic() {
            self.rest = &self.rest[first.len_utf8()..];
            return self.sign_command(first);
        }
        let end = self.rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        let name = &self.rest[..end];
        let after = &self.rest[end..];
        // A blank behind a command only ends its name.
        let unspaced = after.trim_start_matches([' ', '\t', '\n', '\r']);
        if let Some(mark) = accent_by_name(name)
            && (unspaced.len() < after.len() || after.starts_with(['{', '\\']))
        {
            self.rest = unspaced;
            self.accents.push(mark);
            return;
        }
        if let Some(letter) = letter_by_name(name) {
            // `\i` under an accent is the plain letter.
            let bare = match (letter, self.accents.is_empty()) {
                ("ı", false) => "i",
                ("ȷ", false) => "j",
                _ => letter,
            };
            self.rest = if unspaced.len() < after.len() { unspaced } else { after.strip_prefix("{}").unwrap_or(after) };
            let mut signs = bare.chars();
            if let (Some(only), None) = (signs.next(), signs.next()) {
                self.letter(only);
            } else {
                self.out.push_str(bare);
            }
            return;
        }
        self.rest = after;
        self.other_command(name, unspaced);
    }

    /// A command that makes no letter: what it sets off is kept, itself is not; an unknown one stays.
    fn other_command(&mut self, name: &str, unspaced: &'t str) {
        match name {
            "href" => {
                // The address goes, the text that stands for it stays.
                if let Some(group) = unspaced.strip_prefix('{')
                    && let Some(end) = group.find('}')
                {
                    self.rest = &group[end + 1..];
                }
            }
            "par" | "newline" | "linebreak" | "quad" | "qquad" | "newblock" | "hfill" => self.out.push(' '),
            "allowbreak" | "relax" | "noopsort" | "protect" | "nobreak" | "break" | "hyphenation" | "displaystyle"
            | "left" | "right" => self.rest = unspaced,
            "it" | "em" | "bf" | "rm" | "sc" | "tt" | "sl" | "sf" | "itshape" | "bfseries" | "scshape" | "upshape"
            | "ttfamily" | "small" | "large" | "cal" | "mit" => self.rest = unspaced,
            _ if unspaced.starts_with('{') => self.rest = unspaced,
            _ if self.math => {}
            _ => {
                self.out.push('\\');
                self.out.push_str(name);
            }
        }
    }

    /// A command of one sign that is no letter: an accent, an escaped sign, a blank.
    fn sign_command(&mut self, sign: char) {
        let mark = match sign {
            '`' => '\u{300}',
            '\'' => '\u{301}',
            '^' => '\u{302}',
            '~' => '\u{303}',
            '"' => '\u{308}',
            '=' => '\u{304}',
            '.' => '\u{307}',
            '&' | '%' | '$' | '#' | '_' | '{' | '}' | '@' => return self.letter(sign),
            ' ' | '\\' | '\n' | '\t' | ',' | ';' | ':' => return self.out.push(' '),
            '-' | '/' | '!' | '*' | '(' | ')' | '[' | ']' => return,
            other => {
                self.out.push('\\');
                return self.out.push(other);
            }
        };
        let unspaced = self.rest.trim_start_matches([' ', '\t']);
        let next = unspaced.trim_start_matches('{').chars().next();
        // `\~{}` and `\^{}` are the signs themselves.
        if unspaced.starts_with("{}") || next.is_none() {
            self.rest = unspaced.strip_prefix("{}").unwrap_or(unspaced);
            return self.out.push(sign);
        }
        self.rest = unspaced;
        self.accents.push(mark);
    }
}

fn accent_by_name(name: &str) -> Option<char> {
    Some(match name {
        "v" => '\u{30c}',
        "u" => '\u{306}',
        "H" => '\u{30b}',
        "c" => '\u{327}',
        "k" => '\u{328}',
        "d" => '\u{323}',
        "b" => '\u{331}',
        "r" => '\u{30a}',
        _ => return None,
    })
}

/// Commands that stand for a letter or sign.
fn letter_by_name(name: &str) -> Option<&'static str> {
    SIGNS.binary_search_by(|(known, _)| (*known).cmp(name)).ok().map(|at| SIGNS[at].1)
}

/// In order of their bytes.
const SIGNS: &[(&str, &str)] = &[
    ("AA", "Å"),
    ("AE", "Æ"),
    ("DH", "Ð"),
    ("DJ", "Đ"),
    ("Delta", "Δ"),
    ("Gamma", "Γ"),
    ("L", "Ł"),
    ("LaTeX", "LaTeX"),
    ("Lambda", "Λ"),
    ("NG", "Ŋ"),
    ("O", "Ø"),
    ("OE", "Œ"),
    ("Omega", "Ω"),
    ("P", "¶"),
    ("Phi", "Φ"),
    ("Pi", "Π"),
    ("Psi", "Ψ"),
    ("S", "§"),
    ("SS", "SS"),
    ("Sigma", "Σ"),
    ("TH", "Þ"),
    ("TeX", "TeX"),
    ("Theta", "Θ"),
    ("Upsilon", "Υ"),
    ("Xi", "Ξ"),
    ("aa", "å"),
    ("ae", "æ"),
    ("alpha", "α"),
    ("approx", "≈"),
    ("beta", "β"),
    ("bullet", "•"),
    ("cdot", "·"),
    ("cdots", "⋯"),
    ("chi", "χ"),
    ("circ", "°"),
    ("copyright", "©"),
    ("dag", "†"),
    ("ddag", "‡"),
    ("degree", "°"),
    ("delta", "δ"),
    ("dh", "ð"),
    ("dj", "đ"),
    ("dots", "…"),
    ("ell", "ℓ"),
    ("epsilon", "ε"),
    ("eta", "η"),
    ("euro", "€"),
    ("gamma", "γ"),
    ("ge", "≥"),
    ("geq", "≥"),
    ("guillemotleft", "«"),
    ("guillemotright", "»"),
    ("i", "ı"),
    ("in", "∈"),
    ("infty", "∞"),
    ("iota", "ι"),
    ("j", "ȷ"),
    ("kappa", "κ"),
    ("l", "ł"),
    ("lambda", "λ"),
    ("langle", "⟨"),
    ("ldots", "…"),
    ("le", "≤"),
    ("leftarrow", "←"),
    ("leq", "≤"),
    ("mathsection", "§"),
    ("mu", "μ"),
    ("nabla", "∇"),
    ("neq", "≠"),
    ("ng", "ŋ"),
    ("nu", "ν"),
    ("o", "ø"),
    ("oe", "œ"),
    ("omega", "ω"),
    ("partial", "∂"),
    ("phi", "φ"),
    ("pi", "π"),
    ("pm", "±"),
    ("pounds", "£"),
    ("psi", "ψ"),
    ("quotedblbase", "„"),
    ("quotesinglbase", "‚"),
    ("rangle", "⟩"),
    ("rho", "ρ"),
    ("rightarrow", "→"),
    ("sigma", "σ"),
    ("sim", "∼"),
    ("ss", "ß"),
    ("sum", "∑"),
    ("tau", "τ"),
    ("textasciicircum", "^"),
    ("textasciitilde", "~"),
    ("textasteriskcentered", "*"),
    ("textbackslash", "\\"),
    ("textbar", "|"),
    ("textbraceleft", "{"),
    ("textbraceright", "}"),
    ("textbullet", "•"),
    ("textcopyright", "©"),
    ("textdegree", "°"),
    ("textdollar", "$"),
    ("textellipsis", "…"),
    ("textemdash", "—"),
    ("textendash", "–"),
    ("texteuro", "€"),
    ("textgreater", ">"),
    ("textless", "<"),
    ("textmu", "µ"),
    ("textnumero", "№"),
    ("textordfeminine", "ª"),
    ("textordmasculine", "º"),
    ("textquotedbl", "\""),
    ("textquotedblleft", "“"),
    ("textquotedblright", "”"),
    ("textquoteleft", "‘"),
    ("textquoteright", "’"),
    ("textquotesingle", "'"),
    ("textregistered", "®"),
    ("textsection", "§"),
    ("textsterling", "£"),
    ("texttrademark", "™"),
    ("textunderscore", "_"),
    ("th", "þ"),
    ("theta", "θ"),
    ("times", "×"),
    ("to", "→"),
    ("upsilon", "υ"),
    ("varepsilon", "ε"),
    ("varphi", "φ"),
    ("vartheta", "ϑ"),
    ("xi", "ξ"),
    ("zeta", "ζ"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_in_order() {
        assert!(SIGNS.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn tex_becomes_text() {
        for (tex, text) in [
            ("{\\\"a}\\\"{o}\\\"u {\\'e} \\'{\\i} \\v{s}\\v c \\c{c} \\aa{} \\O stfold", "äöü é í šč ç å Østfold"),
            ("The {PRISMA} \\emph{statement}", "The PRISMA statement"),
            ("R\\&D at 50\\% -- a ``new'' way --- now", "R&D at 50% – a “new” way — now"),
            ("H$_2$O and $\\alpha$-helix, $x^{2}$", "H2O and α-helix, x2"),
            ("Stra{\\ss}e, {\\O}rsted, \\L{}\\'od\\'z", "Straße, Ørsted, Łódź"),
            ("a~b\n   c", "a b c"),
            ("{{Deep} {{braces}}}", "Deep braces"),
            ("\\unknown stays, \\textit{this} goes", "\\unknown stays, this goes"),
            ("\\textbraceleft{}x\\textbraceright{} \\textbackslash{}", "{x} \\"),
            ("\\textasciitilde{}x\\textasciicircum{}2", "~x^2"),
            ("$5 and $10", "5 and 10"),
            ("costs \\$5", "costs $5"),
        ] {
            assert_eq!(plain(tex), text, "{tex}");
        }
        let deep = format!("{}x{}", "{".repeat(200_000), "}".repeat(200_000));
        assert_eq!(plain(&deep), "x");
    }

    #[test]
    fn addresses_keep_their_signs() {
        assert_eq!(address("https://x.org/a\\_b?c=1\\&d=\\%20"), "https://x.org/a_b?c=1&d=%20");
        assert_eq!(address("\\url{http://x.org/~a}"), "http://x.org/~a");
        assert_eq!(address("10.1002/{(SICI)}1{\\_}2"), "10.1002/{(SICI)}1_2");
    }
}
