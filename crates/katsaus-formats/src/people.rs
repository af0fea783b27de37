//! Reads the names of people and bodies out of one cell, however somebody wrote them.
//!
//! Its job is to part the cell into names. It must not lose a name: what cannot be taken apart with confidence stays as
//! a literal. What one name is made of, it leaves to `one_name`.

mod cell;
mod one_name;
mod plain;
mod segment;
mod words;

use cell::{chunks, decode_entities, without_cut_marker};
use katsaus_model::Person;
use one_name::{inverted, single, with_initials};
use segment::{ends_with_initials, has_initials, is_given_initials, looks_like_family, starts_with_dotted_initials};
use words::{
    CONJUNCTIONS, CONJUNCTIONS_IN_NAMES, DEGREES, bare, is_acronym, is_body_word, is_given_name, is_nobody,
    is_particle_in_any_case, may_be_initials,
};
pub(crate) use words::{is_body, is_initials, is_particle, is_small_name_word, is_suffix};

/// How many words on either side of a conjunction say what it joins.
const CONTEXT: usize = 12;

/// Authors or editors in one cell, in order.
pub fn people(cell: &str) -> Vec<Person> {
    plain::plain_list(cell).unwrap_or_else(|| taken_apart(cell))
}

/// The names of a cell, however they are written.
fn taken_apart(cell: &str) -> Vec<Person> {
    if is_nobody(cell) {
        return Vec::new();
    }
    let chunks = chunks(cell);
    let many = chunks.len() > 1;
    let mut found = Vec::new();
    for chunk in &chunks {
        read_chunk(chunk, many, &mut found);
    }
    found
}

/// One name without a comma.
pub(crate) fn person(name: &str) -> Person {
    single(name)
}

/// Whether the cell says that there are more names than it gives (`et al.`, `ym.`, `…`).
pub fn is_cut(cell: &str) -> bool {
    decode_entities(cell).split([';', '\n', '\r', '|']).any(|piece| without_cut_marker(piece.trim()).1)
}

fn read_chunk(chunk: &str, many: bool, found: &mut Vec<Person>) {
    if is_one_body(chunk) {
        found.push(Person::literal(chunk.trim_matches([' ', ','])));
        return;
    }
    let parts: Vec<Vec<String>> =
        split_at_conjunctions(chunk).iter().map(|part| segments(part)).filter(|part| !part.is_empty()).collect();
    if let [only] = parts.as_slice()
        && let [segment] = only.as_slice()
        && chunk.ends_with(',')
        && segment.split_whitespace().next().is_some_and(is_particle_in_any_case)
    {
        // `Van Dung,`: the comma says that all before it is the family name.
        found.push(Person::new(segment.as_str(), ""));
        return;
    }
    let in_pairs = parts.len() > 1 && parts.iter().all(|part| core(part).len() == 2);
    let last_is_family = parts.last().is_some_and(|part| match part.as_slice() {
        [segment] => looks_like_family(segment),
        _ => false,
    });
    let families_only = parts.len() > 1 && last_is_family;
    for part in &parts {
        found.extend(names(part, many || in_pairs, families_only));
    }
}

/// Whether commas and conjunctions stand inside the name of one body: `Ministry of Education, Culture and Sports`.
fn is_one_body(chunk: &str) -> bool {
    let mut pieces: Vec<Vec<&str>> = vec![Vec::new()];
    for word in chunk.split_whitespace() {
        if CONJUNCTIONS.contains(&word) {
            pieces.push(Vec::new());
            continue;
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(word.trim_end_matches(','));
        }
        if word.ends_with(',') {
            pieces.push(Vec::new());
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    let Some((first, others)) = pieces.split_first() else {
        return false;
    };
    let is_plain_word = |piece: &Vec<&str>| match piece.as_slice() {
        [word] => !is_acronym(word) && !is_initials(word) && !is_body_word(word),
        _ => false,
    };
    !others.is_empty() && first.len() >= 2 && is_body(&first.join(" ")) && others.iter().all(is_plain_word)
}

fn split_at_conjunctions(chunk: &str) -> Vec<String> {
    let spaced = space_ampersands(chunk);
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut parts: Vec<Vec<&str>> = vec![Vec::new()];
    for (at, word) in words.iter().enumerate() {
        let Some(part) = parts.last_mut() else {
            break;
        };
        if CONJUNCTIONS.contains(word) {
            let near = part.len().saturating_sub(CONTEXT);
            let left: Vec<&str> = part.iter().skip(near).copied().collect();
            let right: Vec<&str> = words.iter().skip(at + 1).take(CONTEXT).copied().collect();
            if joins_names(&left.join(" "), &right.join(" "), word) {
                parts.push(Vec::new());
                continue;
            }
        }
        part.push(word);
    }
    parts.iter().map(|part| part.join(" ")).collect()
}

/// `Smith&Jones` with blanks, but `R&D` as it stands.
fn space_ampersands(chunk: &str) -> String {
    let words: Vec<String> = chunk
        .split_whitespace()
        .map(|word| match word.split_once('&') {
            Some((left, right)) if bare(left).chars().count() > 1 && right.chars().count() > 1 => {
                format!("{left} & {right}")
            }
            _ => word.to_owned(),
        })
        .collect();
    words.join(" ")
}

/// Whether `conjunction` stands between two names and not inside one.
fn joins_names(left: &str, right: &str, conjunction: &str) -> bool {
    let left = left.trim_end_matches([',', ' ']);
    let before = left.rsplit(',').next().unwrap_or_default().trim();
    let after = first_name(right);
    let (Some(first_before), Some(first_after)) = (before.split_whitespace().next(), after.split_whitespace().next())
    else {
        return false;
    };
    if before.ends_with('-') {
        return false;
    }
    let words_before = before.split_whitespace().count();
    let words_after = after.split_whitespace().count();
    let small = first_after.chars().next().is_some_and(char::is_lowercase) && !is_particle(first_after);
    let inside_names = CONJUNCTIONS_IN_NAMES.contains(&conjunction);
    let (body_before, body_after) = (is_body(before), is_body(&after));
    let right_segments: Vec<&str> = right.split(',').map(str::trim).collect();
    let person_after = after.split_whitespace().any(is_initials)
        || right_segments.get(1).is_some_and(|segment| is_given_initials(segment));
    if small && (body_after || inside_names) {
        return false;
    }
    match (body_before, body_after) {
        (true, true) => words_after > 1 || words_before == 1 || is_acronym(bare(&after)) || after == "Kela",
        (true, false) => person_after || right_segments.len() > 1 || words_before == 1 && words_after >= 2,
        (false, true) => words_before >= 2 || left.contains(',') || is_given_initials(before),
        (false, false) if words_before == 1 && first_before.chars().count() == 1 && !left.contains(',') => false,
        (false, false) if inside_names => {
            is_given_initials(before)
                || ends_with_initials(before)
                || (right_segments.len() == 1 || left.contains(',')) && (words_before > 1) == (words_after > 1)
        }
        (false, false) => true,
    }
}

/// The words up to the next comma or conjunction.
fn first_name(text: &str) -> String {
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        if CONJUNCTIONS.contains(&word) {
            break;
        }
        words.push(word.trim_end_matches(','));
        if word.ends_with(',') {
            break;
        }
    }
    words.join(" ")
}

/// What stands between commas, without degrees and left-over numbers.
fn segments(part: &str) -> Vec<String> {
    let all: Vec<&str> = part.split(',').map(str::trim).collect();
    let kept = all.iter().enumerate().filter(|(at, segment)| {
        let numbers = segment.chars().all(|c| c.is_ascii_digit());
        // After a family name alone they are its initials: `Smith, M.D.`
        let initials = **segment == "M.D." && *at > 0 && !all[at - 1].contains([' ', '.']) && !all[at - 1].is_empty();
        !numbers && (initials || !DEGREES.contains(&segment.to_lowercase().as_str()))
    });
    kept.map(|(_, segment)| (*segment).to_owned()).collect()
}

/// The segments that are no suffix.
fn core(segments: &[String]) -> Vec<&str> {
    segments.iter().map(String::as_str).filter(|segment| !is_suffix(segment)).collect()
}

/// The names of one part. `one` says that a part with two segments is expected to hold one name.
fn names(segments: &[String], one: bool, families_only: bool) -> Vec<Person> {
    let pairs = are_pairs(&core(segments), one, families_only);
    let mut found = Vec::new();
    let mut rest = segments;
    while let Some((segment, after)) = rest.split_first() {
        let used = take_name(segment, after, pairs, &mut found);
        rest = after.get(used..).unwrap_or_default();
    }
    found
}

/// Whether the segments are family, given, family, given ... where no initials show it.
fn are_pairs(core: &[&str], one: bool, families_only: bool) -> bool {
    if let [first, second] = core {
        // In a list parted by semicolons a comma stands between family and given names: `Center, Sharon A.`
        let somebody = second.split_whitespace().any(|word| is_initials(word) || is_given_name(word));
        if is_body(first) && !(one && somebody && first.split_whitespace().count() == 1) {
            return false;
        }
        if one && !(has_initials(first) && has_initials(second) && !is_given_initials(second)) {
            return true;
        }
        let long_family = !looks_like_family(first) && first.split_whitespace().count() <= 3;
        if long_family && looks_like_family(second) && !is_body(second) && !has_initials(first) && !families_only {
            return true;
        }
    }
    alternate(core, families_only)
}

fn alternate(core: &[&str], families_only: bool) -> bool {
    let even = core.len() >= 2 && core.len().is_multiple_of(2);
    if !even || core.iter().any(|segment| is_body(segment)) {
        return false;
    }
    if !core.iter().step_by(2).all(|segment| looks_like_family(segment)) {
        return false;
    }
    let mut given = core.iter().skip(1).step_by(2);
    if given.clone().any(|name| !looks_like_family(name) || is_given_initials(name) || ends_with_initials(name)) {
        return true;
    }
    let known = given.any(|name| name.split_whitespace().next().is_some_and(is_given_name));
    !families_only && (core.len() == 2 || known)
}

/// Puts the name that begins with `segment`; says how many of the segments after it belong to it.
fn take_name(segment: &str, after: &[String], pairs: bool, found: &mut Vec<Person>) -> usize {
    let next = after.first().map(String::as_str);
    let second = after.get(1).map(String::as_str);
    if let Some(given) = next
        && may_be_initials(given)
        && !segment.contains(' ')
        && !second.is_some_and(is_given_initials)
    {
        found.push(Person::new(segment, given));
        return 1;
    }
    if is_suffix(segment) {
        add_suffix(found, segment);
        return 0;
    }
    if let (Some(suffix), Some(given)) = (next, second)
        && is_suffix(suffix)
        && (pairs || is_given_initials(given))
        && !has_initials(segment)
    {
        found.push(inverted(segment, given, suffix));
        return 2;
    }
    let dotted = starts_with_dotted_initials(segment) && is_given_initials(segment);
    if let Some(given) = next
        && is_given_initials(given)
        && !(is_acronym(given) && is_acronym(segment))
        && (!dotted || found.is_empty())
    {
        found.push(with_initials(segment, given));
        return 1;
    }
    if dotted && !pairs && add_given(found, segment) {
        return 0;
    }
    if let Some(given) = next
        && pairs
        && !is_suffix(given)
    {
        found.push(inverted(segment, given, ""));
        return 1;
    }
    found.push(single(segment));
    0
}

fn add_suffix(found: &mut Vec<Person>, new: &str) {
    match found.last_mut() {
        Some(Person::Named { suffix, .. }) if suffix.is_empty() => new.clone_into(suffix),
        _ => found.push(Person::literal(new)),
    }
}

/// Adds initials that stand alone to the name before them, if there is one.
fn add_given(found: &mut [Person], initials: &str) -> bool {
    match found.last_mut() {
        Some(Person::Named { given, .. }) => {
            if !given.is_empty() {
                given.push(' ');
            }
            given.push_str(initials);
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
