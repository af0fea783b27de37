//! Page numbers.

/// Pages as katsaus writes them: a hyphen between, no `pp.` before, `454-81` as `454-481`.
pub(crate) fn pages(text: &str) -> String {
    let text = text.trim();
    let bare =
        ["pages", "page", "pp.", "pp", "p.", "ss.", "s."].iter().find_map(|mark| strip(text, mark)).unwrap_or(text);
    let plain = if bare.is_ascii() && !bare.contains("--") && !bare.contains(" -") && !bare.contains("- ") {
        bare.to_owned()
    } else {
        bare.replace(['–', '—', '‐', '−', '‑'], "-")
            .replace(" - ", "-")
            .replace("---", "-")
            .replace("--", "-")
            .replace(" -", "-")
    };
    let plain = plain.trim_end_matches(['.', ',', ';']).to_owned();
    match plain.split_once('-') {
        Some((first, last)) if !last.contains('-') => range(first.trim(), last.trim()),
        _ => plain,
    }
}

fn strip<'t>(text: &'t str, mark: &str) -> Option<&'t str> {
    let head = text.get(..mark.len())?;
    let rest = &text[mark.len()..];
    let apart = rest.starts_with([' ', '.'])
        || mark.ends_with('.') && rest.starts_with(|c: char| c.is_ascii_digit())
        || mark.len() > 1 && rest.starts_with(|c: char| c.is_ascii_digit());
    (head.eq_ignore_ascii_case(mark) && apart).then(|| rest.trim_start_matches([' ', '.']))
}

/// Whether a publisher's number of an article stands where pages would: `e42692`, `102134`.
/// `S0022-0302(15)00395-1` is for machines.
pub(crate) fn is_article_number(number: &str) -> bool {
    let digits = number.strip_prefix(['e', 'E']).unwrap_or(number);
    (2..=8).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// First and last page; a page alone if they are one.
pub(crate) fn range(first: &str, last: &str) -> String {
    if last.is_empty() || first == last {
        return first.to_owned();
    }
    if first.is_empty() {
        return last.to_owned();
    }
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if last.len() < first.len() && digits(first) && digits(last) {
        let whole = format!("{}{last}", &first[..first.len() - last.len()]);
        if whole.as_str() > first {
            return format!("{first}-{whole}");
        }
    }
    format!("{first}-{last}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_read_however_they_are_written() {
        for (text, expected) in [
            ("157-168", "157-168"),
            ("pp 37-64", "37-64"),
            ("pp. 37 – 64", "37-64"),
            ("454-81", "454-481"),
            ("6913-7", "6913-6917"),
            ("12--15", "12-15"),
            ("S1-S9", "S1-S9"),
            ("e0266208", "e0266208"),
            ("3-3", "3"),
            ("1-3, 7", "1-3, 7"),
            ("p53", "p53"),
            ("99-8", "99-8"),
        ] {
            assert_eq!(pages(text), expected, "{text}");
        }
    }
}
