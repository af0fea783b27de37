//! Takes identifiers, web addresses and dates of access out of a reference, wherever they stand in it.
//!
//! It must not touch other words, except those that only introduce what it takes.

use super::date::is_year;
use super::text::find_any_case;
use super::words::{ACCESS_WORDS, LEAD_INS, NUMBER_LABELS, is_listed};
use katsaus_model::{Doi, Fields};

/// Puts identifiers into the fields; gives the text without them and what introduces them.
pub(super) fn take_identifiers(text: &str, fields: &mut Fields) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let mut kept: Vec<&str> = Vec::new();
    let mut rest = words.as_slice();
    while let Some((word, after)) = rest.split_first() {
        let used = take_identifier(rest, kept.len(), fields);
        if used == 0 {
            kept.push(word);
            rest = after;
        } else {
            drop_lead_in(&mut kept);
            rest = rest.get(used..).unwrap_or_default();
        }
    }
    kept.join(" ")
}

/// How many words at the start are an identifier; 0 if there is none.
fn take_identifier(words: &[&str], before: usize, fields: &mut Fields) -> usize {
    let used = take_doi(words, fields);
    if used > 0 {
        return used;
    }
    if take_web_address(words, fields) || take_urn(words, fields) {
        return 1;
    }
    let used = take_number(words, fields);
    if used > 0 {
        return used;
    }
    if before > 3 { access_date(words) } else { 0 }
}

fn take_doi(words: &[&str], fields: &mut Fields) -> usize {
    let Some(word) = words.first() else {
        return 0;
    };
    let label = word.trim_matches(['(', '[', '<', ':', '.', ',']).to_lowercase();
    let (word, used) = match words.get(1) {
        Some(next) if ["doi", "https://doi.org/", "https://doi.org", "doi.org"].contains(&label.as_str()) => (next, 2),
        _ => (word, 1),
    };
    let Some(at) = word.find("10.") else {
        return 0;
    };
    let (prefix, candidate) = word.split_at(at);
    let prefix = prefix.trim_start_matches(['(', '[', '<']).to_lowercase();
    if !(prefix.is_empty() || prefix.contains("doi")) {
        return 0;
    }
    match Doi::parse(without_closing_signs(candidate)) {
        Ok(doi) => {
            fields.doi.get_or_insert(doi);
            used
        }
        Err(_) => 0,
    }
}

/// A full stop or closing bracket after an identifier belongs to the sentence, but not one that it opened itself.
fn without_closing_signs(text: &str) -> &str {
    let trimmed = text.trim_end_matches(['.', ',', ';', '>', ']', '"', '”']);
    let opened = trimmed.matches('(').count();
    let closed = trimmed.matches(')').count();
    if closed > opened { trimmed.trim_end_matches([')', '.']) } else { trimmed }
}

fn take_web_address(words: &[&str], fields: &mut Fields) -> bool {
    let Some(word) = words.first() else {
        return false;
    };
    let at = ["http://", "https://", "www."].iter().filter_map(|start| find_any_case(word, start)).min();
    let Some(address) = at.and_then(|at| word.get(at..)) else {
        return false;
    };
    let address = without_closing_signs(address);
    if !address.contains('.') {
        return false;
    }
    if let Some(urn) = find_any_case(address, "urn:").and_then(|at| address.get(at..)) {
        set_urn(urn, fields);
    }
    fields.url.get_or_insert_with(|| address.to_owned());
    true
}

fn take_urn(words: &[&str], fields: &mut Fields) -> bool {
    let Some(word) = words.first() else {
        return false;
    };
    let word = word.trim_start_matches(['(', '[', '<']);
    if find_any_case(word, "urn:") != Some(0) || word.len() < 8 {
        return false;
    }
    set_urn(without_closing_signs(word), fields);
    true
}

fn set_urn(urn: &str, fields: &mut Fields) {
    const ISBN: &str = "urn:isbn:";
    if find_any_case(urn, ISBN) == Some(0)
        && let Some(isbn) = urn.get(ISBN.len()..)
    {
        add(&mut fields.isbn, isbn);
    }
    fields.urn.get_or_insert_with(|| urn.to_owned());
}

/// `ISBN 978-951-...`, `ISSN: 1234-5678`, `PMID: 123`.
fn take_number(words: &[&str], fields: &mut Fields) -> usize {
    let Some((word, after)) = words.split_first() else {
        return 0;
    };
    let (label, glued) = word.split_once(':').unwrap_or((*word, ""));
    let label = label.trim_matches(['(', '[', '.', ',']).to_lowercase();
    if !NUMBER_LABELS.contains(&label.as_str()) {
        return 0;
    }
    let mut number = String::new();
    let mut used = 1;
    add_digits(&mut number, glued);
    for word in after {
        let wanted = match label.contains("isbn") {
            true if number.starts_with("978") || number.starts_with("979") => 13,
            true => 10,
            false => 8,
        };
        let signs = number.chars().filter(char::is_ascii_alphanumeric).count();
        if signs >= wanted || !add_digits(&mut number, word) {
            break;
        }
        used += 1;
    }
    if number.is_empty() {
        return 0;
    }
    match label.as_str() {
        "pmid" => fields.pmid = Some(number),
        "pmcid" => {}
        "issn" | "e-issn" | "eissn" => add(&mut fields.issn, &number),
        _ => add(&mut fields.isbn, &number),
    }
    used
}

/// Adds a word to a number if it is made of digits and hyphens (`X` ends an ISBN, `PMC` begins a PMCID).
fn add_digits(number: &mut String, word: &str) -> bool {
    let core = word.trim_matches(['.', ',', ';', '(', ')', ']']);
    let fits = core.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | 'X' | 'x') || "PMC".contains(c));
    if core.is_empty() || !fits || !core.chars().any(|c| c.is_ascii_digit()) {
        return false;
    }
    number.push_str(&core.replace('–', "-"));
    true
}

fn add(list: &mut Vec<String>, value: &str) {
    if !list.iter().any(|known| known == value) {
        list.push(value.to_owned());
    }
}

/// How many words say when a page was looked at: `Viitattu 3.2.2020.`, `[Accessed 3 May 2020]`.
fn access_date(words: &[&str]) -> usize {
    let Some(first) = words.first() else {
        return 0;
    };
    let opens = first.chars().next().is_some_and(|c| c.is_uppercase() || matches!(c, '(' | '['));
    let core = first.trim_matches(['(', '[', ':', ',', '.']).to_lowercase();
    let bracket_needed = core == "cited" && !first.starts_with(['(', '[']);
    if !opens || bracket_needed || !ACCESS_WORDS.contains(&core.as_str()) {
        return 0;
    }
    let year_at = words.iter().skip(1).take(5).position(|word| holds_year(word));
    year_at.map_or(0, |at| at + 2)
}

fn holds_year(word: &str) -> bool {
    word.split(|c: char| !c.is_ascii_digit()).any(is_year)
}

fn drop_lead_in(kept: &mut Vec<&str>) {
    while kept.len() > 1
        && kept.last().is_some_and(|word| {
            let core = word.trim_matches(['(', '[', '<', ':', ',', '.']).to_lowercase();
            core.is_empty() || is_listed(LEAD_INS, &core)
        })
    {
        kept.pop();
    }
}
