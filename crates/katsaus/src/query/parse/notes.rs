//! What a query's writer may want to know though nothing is wrong: habits from databases that mean something else here.

/// Of a word; `between` says that something stands on both sides of it.
pub(super) fn of_word(word: &str, between: bool) -> Option<String> {
    if matches!(word, "and" | "or" | "not") {
        return Some(format!("`{word}` is searched as a word; as an operator it is written {}", word.to_uppercase()));
    }
    if between && let Some(note) = foreign_nearness(word) {
        return Some(note);
    }
    if let Some(note) = foreign_signs(word) {
        return Some(note);
    }
    let ends_so = word.chars().count() > 2 && word.ends_with('?') && !word[..word.len() - 1].contains('?');
    ends_so.then(|| {
        format!("`{word}` is `{}` and exactly one more letter; leave out a question mark", word.trim_end_matches('?'))
    })
}

/// Signs behind words that mean something in other databases only.
fn foreign_signs(word: &str) -> Option<String> {
    if let Some(at) = word.find('[').filter(|at| *at > 0 && word.ends_with(']')) {
        return Some(format!(
            "`{}` is searched as words; a field stands before the word: ti:{}",
            &word[at..],
            &word[..at]
        ));
    }
    if let Some((bare, fields)) = word.split_once('.')
        && fields.ends_with('.')
        && !bare.is_empty()
        && fields.split(',').all(|field| field.trim_end_matches('.').len() <= 3)
    {
        return Some(format!("`.{fields}` is searched as words; a field stands before the word: ti:{bare}"));
    }
    if let Some((name, rest)) = word.split_once('=')
        && name.len() <= 12
        && !rest.is_empty()
        && name.chars().all(|c| c.is_ascii_alphabetic() || c == '-')
    {
        return Some(format!("`{word}` is searched as words; a field is written with a colon: ti:{rest}, year:2010"));
    }
    word.ends_with('$')
        .then(|| format!("`$` means nothing here: {}* stands for any ending", word.trim_end_matches('$')))
}

/// `TI(...)`: the name of a field before a parenthesis is a word here.
pub(super) fn before_parenthesis(word: &str) -> Option<String> {
    const NAMES: [&str; 12] =
        ["TI", "AB", "AU", "KW", "SU", "TX", "SO", "TITLE", "ABS", "TITLE-ABS", "TITLE-ABS-KEY", "NOFT"];
    NAMES
        .contains(&word)
        .then(|| format!("`{word}(` is searched as a word; a field is written with a colon: ti:(...), tiab:(...)"))
}

/// How other databases write that words stand near each other. Ovid counts a step more: ADJ1 is side by side.
fn foreign_nearness(word: &str) -> Option<String> {
    let digits = word.find(|c: char| c.is_ascii_digit())?;
    let (name, number) = word.split_at(digits);
    let number: u32 = number.parse().ok()?;
    let here = match name {
        "N" | "N/" | "NEAR" | "ADJ/" => format!("NEAR/{number}"),
        "W/" => format!("NEAR/{number}"),
        "W" | "P" | "P/" | "PRE" | "ONEAR/" => format!("PRE/{number}"),
        "ADJ" => format!("NEAR/{}", number.saturating_sub(1)),
        _ => return None,
    };
    Some(format!("`{word}` is searched as a word; that words stand near each other is written {here}"))
}
