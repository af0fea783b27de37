//! Takes a whole reference in one cell apart, as far as that can be done with confidence.
//!
//! It must not guess: what is not sure stays out of the fields, and the caller keeps the whole text.

use crate::people::{is_body, is_initials, is_small_name_word, people};
use katsaus_model::{Doi, Fields, text::squeeze};

const DASHES: [char; 6] = ['-', '–', '—', '−', '‐', '‑'];

/// Signs around a part that are no part of it.
const AROUND: [char; 6] = [' ', ',', '.', ';', ':', '|'];

const NO_DATE: &[&str] = &[
    "n.d.",
    "n.d",
    "nd",
    "s.a.",
    "s. a.",
    "u.å.",
    "u.å",
    "u. å.",
    "päiväämätön",
    "ei vuotta",
    "i.v.",
    "o.j.",
    "o. j.",
    "in press",
    "forthcoming",
    "tulossa",
    "painossa",
    "under utgivning",
    "i tryck",
];

/// Words before a web address that only introduce it.
const LEAD_INS: &str = "from at available retrieved saatavilla saatavissa saatavana osoitteessa osoitteesta hämtad från tillgänglig \
     tillgängligt på url verkossa luettavissa verfügbar unter doi urn";

/// Words that say when somebody looked at a web page.
const ACCESS_WORDS: &[&str] =
    &["viitattu", "luettu", "haettu", "hämtad", "hämtat", "läst", "accessed", "cited", "abgerufen", "retrieved"];

const NUMBER_LABELS: &[&str] = &["isbn", "isbn-13", "isbn-10", "isbn13", "issn", "e-issn", "eissn", "pmid", "pmcid"];

/// Words in lower case that may stand in a list of authors beside particles and conjunctions.
const AUTHOR_MARKS: &str = "al ym m.fl u.a others muut andra toim red ed eds edd hrsg hg jr sr";

const EDITOR_MARKS: &[&str] = &[
    "(eds.)",
    "(eds)",
    "(ed.)",
    "(ed)",
    "(edd.)",
    "(toim.)",
    "(toim)",
    "(red.)",
    "(red)",
    "(hrsg.)",
    "(hg.)",
    ", editors,",
    ", editor,",
    ", eds.,",
    ", ed.,",
];

/// A full stop after these ends no sentence.
const ABBREVIATIONS: &str =
    "vs no nr nro vol pp p s ss ed eds toim red hrsg st dr prof cf e.g i.e esim mm nk ns bl.a t.ex jr sr suppl sid";

/// After these a capital letter is an initial, after other small words it ends the sentence: `hepatitis C.`
const BEFORE_INITIALS: &[&str] =
    &["of", "by", "on", "with", "from", "to", "and", "for", "in", "av", "och", "ja", "von"];

const VOLUME_WORDS: &[&str] = &["vol", "volume", "vsk", "bd", "årg", "v"];

const ISSUE_WORDS: &[&str] = &["no", "nr", "nro", "issue", "iss", "n:o", "num", "number", "häfte", "heft"];

const PAGE_WORDS: &[&str] = &["pp", "p", "pages", "page", "s", "ss", "sid", "sivut", "seiten"];

const THESIS_WORDS: &[&str] = &[
    "doctoral dissertation",
    "doctoral thesis",
    "phd thesis",
    "phd dissertation",
    "ph.d. thesis",
    "ph.d. dissertation",
    "väitöskirja",
    "doktorsavhandling",
    "master's thesis",
    "masters thesis",
    "pro gradu",
    "licentiate thesis",
    "lisensiaatintutkimus",
    "opinnäytetyö",
    "examensarbete",
    "magisteruppsats",
];

const REPORT_WORDS: &[&str] = &[
    "raportteja",
    "raportti",
    "raportit",
    "julkaisuja",
    "julkaisut",
    "selvityksiä",
    "muistioita",
    "työpapereita",
    "technical report",
    "research report",
    "working paper",
    "discussion paper",
    "rapport",
    "rapporter",
];

const CONFERENCE_WORDS: &[&str] = &["proceedings", "conference", "symposium", "workshop", "konferen"];

const PUBLISHER_WORDS: &str = "press publishing publishers publications verlag wiley wiley-blackwell sage routledge springer elsevier palgrave \
     gaudeamus vastapaino tammi otava wsoy duodecim studentlitteratur liber universitetsforlaget gyldendal kustannus \
     edita norton blackwell";

/// A reference longer than this is no reference, and is not taken apart.
const LONGEST: usize = 6000;

/// What a reference says, as far as it is sure.
pub fn reference(text: &str) -> Fields {
    let mut fields = Fields::default();
    let squeezed = squeeze(text);
    let body = take_identifiers(without_list_number(&squeezed), &mut fields);
    if body.len() > LONGEST {
        return fields;
    }
    let parts = after_date_in_brackets(&body)
        .or_else(|| after_bare_date(&body))
        .or_else(|| before_quotation(&body))
        .or_else(|| before_first_sentence(&body));
    let Some(Parts { authors, mut date, rest }) = parts else {
        return fields;
    };
    read_authors(authors, &mut fields);
    let mut rest = rest.trim_matches(AROUND);
    if date.is_none()
        && let Some((before, found)) = trailing_date(rest)
    {
        date = Some(found);
        rest = before;
    }
    read_rest(rest, &mut fields, &mut date);
    if let Some(date) = date {
        fields.year = date.year;
        fields.date = date.written;
    }
    fields
}

/// The book that `In: Editor (ed.). Book. Place: Publisher` speaks of, as the fields of a chapter in it. `None` unless
/// editors are named: then the text is left as it stands.
pub fn chapter_place(text: &str) -> Option<Fields> {
    let mut fields = Fields::default();
    read_chapter(chapter_text(text.trim())?, &mut fields);
    (!fields.editors.is_empty() && fields.container.is_some()).then_some(fields)
}

/// A reference cut in three.
struct Parts<'a> {
    authors: &'a str,
    date: Option<Date>,
    rest: &'a str,
}

/// A date of publication: its year, and its spelling where that says more.
struct Date {
    year: Option<i32>,
    written: Option<String>,
}

// ---- identifiers ----

/// `[12] Smith ...`, `12. Smith ...` without the number.
fn without_list_number(text: &str) -> &str {
    let Some((first, rest)) = text.split_once(' ') else {
        return text;
    };
    let number = first.trim_matches(['[', ']', '(', ')', '.']);
    let marked = number.len() < first.len();
    let is_number = !number.is_empty() && number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit());
    if (marked && is_number) || ["•", "-", "–", "*"].contains(&first) { rest } else { text }
}

/// Puts identifiers into the fields; gives the text without them and what introduces them.
fn take_identifiers(text: &str, fields: &mut Fields) -> String {
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

// ---- authors and date ----

/// `Luecking, R. G., & Fabian, E. S. (2004). ...`, also `(2019a)`, `(n.d.)`, `(2019, May 3)`.
fn after_date_in_brackets(text: &str) -> Option<Parts<'_>> {
    for (at, _) in text.match_indices('(') {
        let (authors, from) = text.split_at(at);
        let length = from.find(')')?;
        let inside = from.get(1..length).unwrap_or_default();
        if let Some(date) = read_date(inside)
            && looks_like_authors(authors)
        {
            return Some(Parts { authors, date: Some(date), rest: from.get(length + 1..).unwrap_or_default() });
        }
    }
    None
}

/// `Blanchon, Jean. 1999. ...`, `Kamangu, E.N., 2015. ...`
fn after_bare_date(text: &str) -> Option<Parts<'_>> {
    for (at, word) in words_at(text) {
        let core = word.trim_end_matches(['.', ',', ':', ';']);
        if at == 0 || !(4..=5).contains(&core.len()) || !core.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let rest = text.get(at + word.len()..).unwrap_or_default().trim_matches(AROUND);
        let authors = text.get(..at).unwrap_or_default();
        if let Some(date) = read_date(core)
            && rest.contains(' ')
            && looks_like_authors(authors)
        {
            return Some(Parts { authors, date: Some(date), rest });
        }
    }
    None
}

/// `D. Terzopoulos, "Image analysis ...," ...`
fn before_quotation(text: &str) -> Option<Parts<'_>> {
    let at = text.find(['“', '"', '”', '«', '„'])?;
    let (authors, rest) = text.split_at(at);
    looks_like_authors(authors).then_some(Parts { authors, date: None, rest })
}

/// `Smith J, Doe A. Title. ...`, `A. Cau, R. Kuiper, and W.-P. de Roever. Title. ...`
fn before_first_sentence(text: &str) -> Option<Parts<'_>> {
    for (at, _) in text.match_indices(". ") {
        let (before, after) = (text.get(..at)?, text.get(at + 2..)?);
        if !ends_authors(before, after) {
            continue;
        }
        let names = before.contains(',') || before.split(' ').any(is_initials);
        let authors = text.get(..=at)?;
        return (names && looks_like_authors(before)).then_some(Parts { authors, date: None, rest: after });
    }
    None
}

/// Whether a list of authors ends with the full stop between `before` and `after`.
fn ends_authors(before: &str, after: &str) -> bool {
    let mut following = after.split(' ');
    let (next, second) = (following.next().unwrap_or_default(), following.next().unwrap_or_default());
    if is_small_name_word(next) || (next.contains('.') && is_initials(next)) {
        return false;
    }
    let words: Vec<&str> = before.split(' ').collect();
    let parts_names = |word: &&str| word.ends_with(',') || ["and", "&", "ja", "och", "und", "og", "et"].contains(word);
    let start = words.iter().rposition(parts_names).map_or(0, |at| at + 1);
    let (earlier, current) = words.split_at(start);
    if current.iter().all(|word| is_initials(word)) {
        // After a family name initials end a name; after a whole name, or at the start, they begin one.
        let Some((comma, others)) = earlier.split_last() else {
            return false;
        };
        let family = others.iter().rev().take_while(|word| !parts_names(*word));
        let plain = !family.into_iter().any(|word| is_initials(word)) && !is_initials(comma.trim_end_matches(','));
        return comma.ends_with(',') && plain;
    }
    let ends_in_initial = current.last().is_some_and(|word| is_initials(word));
    let initials_before = earlier.iter().any(|word| is_initials(word.trim_end_matches(',')));
    if ends_in_initial && !initials_before {
        // `John A. Smith and ...`: the full stop is the initial's.
        return !(next.ends_with([',', '.']) || is_small_name_word(second));
    }
    true
}

/// Whether all words could stand in a list of names, or are the name of a body.
fn looks_like_authors(text: &str) -> bool {
    let text = text.trim_matches(AROUND);
    if text.is_empty() || text.chars().any(|c| c.is_ascii_digit() || matches!(c, '"' | '“' | '”' | '«' | '?')) {
        return false;
    }
    let words: Vec<&str> = text.split(' ').collect();
    if is_body(text) && !text.contains(". ") && looks_like_body(&words) {
        return true;
    }
    let fits = |word: &&str| {
        let core = word.trim_matches(['(', ')', ',', '.', ':', ';', '[', ']']);
        let small = core.chars().next().is_some_and(char::is_lowercase);
        !small || is_small_name_word(core) || is_listed(AUTHOR_MARKS, core)
    };
    let listed =
        text.contains([',', ';', '&']) || words.iter().any(|word| is_initials(word) || is_small_name_word(word));
    words.iter().all(fits) && (listed || words.len() <= 4)
}

/// A short name in which hardly a word is small: `Terveyden ja hyvinvoinnin laitos`, but no title of a text.
fn looks_like_body(words: &[&str]) -> bool {
    let is_small = |word: &&&str| word.chars().next().is_some_and(char::is_lowercase);
    let links = |word: &&&str| is_small_name_word(word) || ["of", "for", "the", "on", "in", "för"].contains(*word);
    let small = words.iter().filter(is_small).filter(|word| !links(word)).count();
    let capital = !words.iter().take(1).any(|word| is_small(&word));
    capital && small <= 2 && words.len() <= 10
}

fn read_authors(text: &str, fields: &mut Fields) {
    let edited = EDITOR_MARKS.iter().any(|mark| find_any_case(text, mark).is_some());
    let names = people(without_full_stop(text.trim_matches([' ', ',', ';', ':'])));
    if edited {
        fields.editors = names;
    } else {
        fields.authors = names;
    }
}

/// Takes off a full stop that belongs to the sentence and not to the last initial.
fn without_full_stop(authors: &str) -> &str {
    let Some(bare) = authors.strip_suffix('.') else {
        return authors;
    };
    let last_name = bare.rsplit(',').next().unwrap_or_default().trim();
    let last_word = bare.rsplit(' ').next().unwrap_or_default();
    let is_initial = is_initials(last_word) || is_listed(AUTHOR_MARKS, last_word);
    // `Smith J, Doe A.`: no other initial has a full stop.
    let undotted = !bare.contains('.') && last_name.contains(' ');
    if is_initial && !undotted { authors } else { bare }
}

/// A year, perhaps with a letter or the rest of a date after it; or words that say there is none.
fn read_date(text: &str) -> Option<Date> {
    let text = text.trim();
    if NO_DATE.contains(&text.to_lowercase().as_str()) {
        return Some(Date { year: None, written: Some(text.to_owned()) });
    }
    let (digits, rest) = (text.get(..4)?, text.get(4..)?);
    if !is_year(digits) || text.chars().count() > 30 {
        return None;
    }
    let letter = rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_lowercase());
    if !(rest.is_empty() || letter || rest.starts_with([',', ' ', '/', '-', '–'])) {
        return None;
    }
    Some(Date { year: digits.parse().ok(), written: (!rest.is_empty()).then(|| text.to_owned()) })
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse::<u16>().is_ok_and(|year| (1500..=2100).contains(&year))
}

/// A year as the last word: `..., Cambridge, 1992.`, `... (1970).`
fn trailing_date(text: &str) -> Option<(&str, Date)> {
    let (before, last) = text.trim_end_matches(AROUND).rsplit_once(' ')?;
    let core = last.trim_matches(['(', ')', '.', ',']);
    if !is_year(core) {
        return None;
    }
    Some((before.trim_end_matches(AROUND), read_date(core)?))
}

// ---- title and where it appeared ----

fn read_rest(rest: &str, fields: &mut Fields, date: &mut Option<Date>) {
    let (title, tail) = split_title(rest);
    let mut title = take_title_brackets(title, fields);
    let tail = tail.trim_matches(AROUND);
    if let Some(book) = chapter_text(tail) {
        read_chapter(book, fields);
    } else if let Some(found) = locator(tail) {
        found.put(fields, &mut title, date);
    } else if tail.is_empty()
        && let Some(found) = locator(&title)
    {
        // `Title, Journal, 12(3), 45-67`: the last comma before the volume parts title and journal.
        let Some((before, container)) = found.container.rsplit_once(", ") else {
            return;
        };
        let (before, container) = (before.to_owned(), container.to_owned());
        Locator { container, ..found }.put(fields, &mut String::new(), date);
        title = before;
    } else {
        read_publication(tail, fields);
    }
    let kept = title.trim_matches(AROUND);
    fields.title = (!kept.is_empty()).then(|| kept.to_owned());
}

/// The title, and what follows it.
fn split_title(text: &str) -> (&str, &str) {
    if let Some(split) = quoted_title(text) {
        return split;
    }
    text.split_at(sentence_end(text).unwrap_or(text.len()))
}

fn quoted_title(text: &str) -> Option<(&str, &str)> {
    let open = text.chars().next()?;
    let close: &[char] = match open {
        '"' => &['"'],
        '“' | '”' => &['”', '"'],
        '„' => &['“', '”'],
        '«' => &['»'],
        _ => return None,
    };
    let inside = text.get(open.len_utf8()..)?;
    let end = inside.find(close)?;
    let (title, after) = inside.split_at(end);
    let mut after = after.chars();
    after.next();
    Some((title, after.as_str()))
}

/// The title without `(2nd ed.)` and `[Doctoral dissertation, University of X]`, which go into the fields.
fn take_title_brackets(title: &str, fields: &mut Fields) -> String {
    let title = title.trim_matches(AROUND);
    let Some(open) = title.rfind(['(', '[']) else {
        return title.to_owned();
    };
    let (before, group) = title.split_at(open);
    let inside = group.trim_matches(['(', ')', '[', ']', ' ']);
    let lower = inside.to_lowercase();
    let edition = ["ed", "ed.", "edition", "painos", "uppl", "uppl.", "upplagan", "aufl."]
        .contains(&lower.rsplit(' ').next().unwrap_or_default());
    if edition && let Some((number, _)) = inside.rsplit_once(' ') {
        fields.edition = Some(number.trim_matches(AROUND).to_owned());
    } else if is_thesis(inside) {
        fields.kind = Some("thesis".to_owned());
        fields.publisher = inside.split_once(", ").map(|(_, school)| school.to_owned());
    } else {
        return title.to_owned();
    }
    before.trim_end().to_owned()
}

fn is_thesis(text: &str) -> bool {
    THESIS_WORDS.iter().any(|word| find_any_case(text, word).is_some())
}

/// What follows `In`, `Teoksessa`, `I` where that names the book that a chapter is in.
fn chapter_text(tail: &str) -> Option<&str> {
    for start in ["in: ", "teoksessa: ", "teoksessa ", "kirjassa ", "ur: ", "i: "] {
        if find_any_case(tail, start) == Some(0) {
            return tail.get(start.len()..);
        }
    }
    let (first, rest) = tail.split_once(' ')?;
    let capital = rest.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    // `I` and `Ur` are too short to trust without an editor after them.
    let swedish = ["I", "i", "Ur"].contains(&first) && find_any_case(rest, "(red").is_some();
    (capital && (first == "In" || swedish)).then_some(rest)
}

fn read_chapter(book: &str, fields: &mut Fields) {
    let mut text = book;
    let mark = EDITOR_MARKS.iter().filter_map(|mark| Some((find_any_case(book, mark)?, mark.len()))).min();
    if let Some((at, length)) = mark {
        fields.editors = people(book.get(..at).unwrap_or_default());
        text = book.get(at + length..).unwrap_or_default().trim_matches(AROUND);
    }
    let (before, after) = match marked_pages(text) {
        Some((before, pages, after)) => {
            fields.pages = Some(pages);
            (before, after)
        }
        None => (text, ""),
    };
    let (container, more) = before.split_at(sentence_end(before).unwrap_or(before.len()));
    let container = take_trailing_range(container.trim_matches(AROUND), fields);
    let container = trailing_date(container).map_or(container, |(before, _)| before);
    let container = take_title_brackets(container, fields);
    let conference = CONFERENCE_WORDS.iter().any(|word| find_any_case(&container, word).is_some());
    let kind = if fields.editors.is_empty() && conference { "paper-conference" } else { "chapter" };
    fields.kind = Some(kind.to_owned());
    fields.container = (!container.is_empty()).then_some(container);
    for piece in [more, after] {
        let piece = take_trailing_range(piece.trim_matches(AROUND), fields);
        read_publisher(piece, fields);
        // After an edited book and its pages, a few words without a number can only be the publisher.
        let short = !piece.is_empty() && piece.split(' ').count() <= 6 && !piece.chars().any(|c| c.is_ascii_digit());
        if fields.publisher.is_none() && !fields.editors.is_empty() && short && !piece.contains(['.', ':']) {
            fields.publisher = Some(piece.to_owned());
        }
    }
}

/// Takes `, 45–67` off the end of a text.
fn take_trailing_range<'a>(text: &'a str, fields: &mut Fields) -> &'a str {
    let Some((before, last)) = text.rsplit_once(", ") else {
        return text;
    };
    match page_range(last) {
        Some(pages) if pages.range && pages.length == last.trim_end_matches(AROUND).len() => {
            fields.pages.get_or_insert(pages.text);
            before
        }
        _ => text,
    }
}

/// A text that is neither an article nor a chapter: a thesis, a report, a book.
fn read_publication(tail: &str, fields: &mut Fields) {
    if is_thesis(tail) {
        fields.kind = Some("thesis".to_owned());
        return;
    }
    let mut rest = tail;
    let (first, more) = tail.split_at(sentence_end(tail).unwrap_or(tail.len()));
    if REPORT_WORDS.iter().any(|word| find_any_case(first, word).is_some()) {
        fields.kind = Some("report".to_owned());
        fields.series = Some(first.trim_matches(AROUND).to_owned());
        rest = more;
    }
    read_publisher(rest.trim_matches(AROUND), fields);
    if fields.publisher.is_some() && fields.kind.is_none() {
        fields.kind = Some("book".to_owned());
    }
}

/// `Place: Publisher`, or a sentence that is known to name a publisher.
fn read_publisher(text: &str, fields: &mut Fields) {
    let mut rest = text;
    while !rest.is_empty() && fields.publisher.is_none() {
        let (sentence, more) = rest.split_at(sentence_end(rest).unwrap_or(rest.len()));
        rest = more.trim_start();
        let sentence = sentence.trim_matches(AROUND);
        if sentence.chars().any(|c| c.is_ascii_digit()) || sentence.split(' ').count() > 12 {
            continue;
        }
        if let Some((place, publisher)) = sentence.split_once(": ") {
            let capitals = place.split(' ').all(|word| !word.starts_with(char::is_lowercase) || word == "am");
            if capitals && place.split(' ').count() <= 4 && !publisher.is_empty() {
                fields.publisher_place = Some(place.to_owned());
                fields.publisher = Some(publisher.to_owned());
            }
            continue;
        }
        let known = |word: &str| is_listed(PUBLISHER_WORDS, &word.trim_matches(AROUND).to_lowercase());
        if sentence.split(' ').any(known) && sentence.split(' ').count() <= 6 {
            fields.publisher = Some(sentence.to_owned());
        }
    }
}

// ---- volume, issue, pages ----

/// Where in a journal a text stands.
#[derive(Default)]
struct Locator {
    container: String,
    date: Option<Date>,
    volume: Option<String>,
    issue: Option<String>,
    pages: Option<String>,
}

impl Locator {
    fn put(self, fields: &mut Fields, title: &mut String, date: &mut Option<Date>) {
        let mut container = self.container.as_str();
        // A second sentence of the title has got in front of the journal's name.
        while let Some(end) = sentence_end(container) {
            let (sentence, rest) = container.split_at(end);
            let words = sentence.split(' ').count();
            let prose = sentence.split(' ').any(|word| word.starts_with(char::is_lowercase));
            let belongs_to_title = sentence.ends_with(['?', '!']) || (words >= 4 && prose);
            if rest.trim().is_empty() || !belongs_to_title {
                break;
            }
            title.push_str(if title.ends_with(['?', '!']) { " " } else { ". " });
            title.push_str(sentence.trim_matches(AROUND));
            container = rest.trim_start();
        }
        fields.kind = Some("article-journal".to_owned());
        fields.container = Some(container.to_owned());
        fields.volume = self.volume;
        fields.issue = self.issue;
        fields.pages = self.pages;
        if date.is_none() {
            *date = self.date;
        }
    }

    /// `12`, or Finnish `3/2019`, which is an issue of a year.
    fn set_volume(&mut self, volume: &str) {
        match volume.split_once('/') {
            Some((issue, year)) if is_year(year) => {
                self.issue.get_or_insert_with(|| issue.to_owned());
                self.date = self.date.take().or_else(|| read_date(year));
            }
            _ => self.volume = Some(volume.to_owned()),
        }
    }
}

/// The first place in the text that can only be a volume with what belongs to it.
fn locator(text: &str) -> Option<Locator> {
    for (at, word) in words_at(text) {
        let lower = word.trim_matches(['(', '.', ',']).to_lowercase();
        let glued = find_any_case(word, "vol.") == Some(0) && word.len() > "vol.".len();
        let (named, start) = if glued {
            (true, at + "vol.".len())
        } else if VOLUME_WORDS.contains(&lower.as_str()) {
            (true, at + word.len() + 1)
        } else {
            (false, at)
        };
        let container = text.get(..at).unwrap_or_default().trim_matches(AROUND).trim_end_matches([' ', '(', ',']);
        if !container.chars().any(char::is_alphabetic) {
            continue;
        }
        if let Some(mut found) = locator_at(text.get(start..).unwrap_or_default(), named) {
            container.clone_into(&mut found.container);
            return Some(found);
        }
    }
    None
}

/// Reads `12(3), 45-67`, `2008;12(3):45-67`, `12, no. 3, pp. 45-67`. `named` says that `vol.` stood before it.
fn locator_at(text: &str, named: bool) -> Option<Locator> {
    let mut found = Locator::default();
    let mut rest = text;
    if let Some((date, after)) = year_before_semicolon(text) {
        found.date = Some(date);
        rest = after;
    }
    let dated = found.date.is_some();
    let volume = leading(rest, |c| c.is_alphanumeric() || c == '/');
    let plausible = volume.starts_with(|c: char| c.is_ascii_digit()) && volume.chars().count() <= 9;
    if !plausible || (is_year(volume) && !dated && !named) {
        return None;
    }
    rest = rest.get(volume.len()..)?.trim_start();
    rest = read_bracket(rest, &mut found, dated)?;
    let (mut separator, after) = after_separator(rest, named || found.issue.is_some());
    rest = after;
    if found.issue.is_none()
        && let Some((issue, after)) = named_issue(rest)
    {
        found.issue = Some(issue);
        (separator, rest) = after_separator(after, true);
    }
    let at_pages = without_page_word(rest);
    let introduced = separator.is_some() || at_pages.len() < rest.len();
    let pages = page_range(at_pages).filter(|pages| introduced && (pages.range || !is_year(&pages.text)));
    let range = pages.as_ref().is_some_and(|pages| pages.range);
    let sure = dated
        || found.issue.is_some()
        || range
        || (pages.is_some() && (named || separator == Some(':') || found.date.is_some()));
    if !sure {
        return None;
    }
    found.pages = pages.map(|pages| pages.text);
    found.set_volume(volume);
    Some(found)
}

/// `2008;` or `2008 May 3;` at the start.
fn year_before_semicolon(text: &str) -> Option<(Date, &str)> {
    let end = text.find(';').filter(|end| *end <= 24)?;
    let head = text.get(..end)?.trim();
    let plain = head.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '–' | '/'));
    let date = read_date(head).filter(|date| plain && date.year.is_some())?;
    Some((date, text.get(end + 1..)?.trim_start()))
}

/// The issue, or the year, in brackets after a volume; nothing if what is there can be neither.
fn read_bracket<'a>(text: &'a str, found: &mut Locator, dated: bool) -> Option<&'a str> {
    let Some(inside) = text.strip_prefix('(') else {
        return Some(text);
    };
    let (content, after) = inside.split_once(')')?;
    let content = content.trim();
    if is_year(content) {
        found.date = found.date.take().or_else(|| read_date(content));
    } else if content.chars().count() <= 20 && content.chars().any(|c| c.is_ascii_digit()) {
        let number = content.trim_start_matches(|c: char| c.is_alphabetic() || matches!(c, '.' | ' '));
        let issue_word = content.split([' ', '.']).next().unwrap_or_default().to_lowercase();
        let issue = if ISSUE_WORDS.contains(&issue_word.as_str()) { number } else { content };
        found.issue = Some(issue.to_owned());
    } else if !dated {
        return None;
    }
    Some(after.trim_start())
}

fn after_separator(text: &str, full_stop: bool) -> (Option<char>, &str) {
    match text.chars().next() {
        Some(c) if matches!(c, ',' | ':' | ';') || (full_stop && c == '.') => {
            (Some(c), text.get(1..).unwrap_or_default().trim_start())
        }
        _ => (None, text),
    }
}

/// `no. 3`, `nro 3`, `Issue 3`.
fn named_issue(text: &str) -> Option<(String, &str)> {
    let (word, rest) = text.split_once([' ', '.'])?;
    if !ISSUE_WORDS.contains(&word.to_lowercase().as_str()) {
        return None;
    }
    let rest = rest.trim_start_matches(['.', ' ']);
    let issue = leading(rest, |c| c.is_alphanumeric() || DASHES.contains(&c) || c == '/');
    let numbered = issue.starts_with(|c: char| c.is_ascii_digit());
    numbered.then(|| (issue.to_owned(), rest.get(issue.len()..).unwrap_or_default().trim_start()))
}

fn without_page_word(text: &str) -> &str {
    let word = leading(text, char::is_alphabetic);
    let rest = text.get(word.len()..).unwrap_or_default();
    let ended = rest.starts_with(['.', ' ']);
    let number = rest.trim_start_matches(['.', ' ']);
    let known = PAGE_WORDS.contains(&word.to_lowercase().as_str());
    if known && ended && token(number).is_some() { number } else { text }
}

/// Pages with `pp.`, `s.` or such before them: what stands before, the pages, what stands after.
fn marked_pages(text: &str) -> Option<(&str, String, &str)> {
    for (at, word) in words_at(text) {
        let opened = word.len() - word.trim_start_matches(['(', '[']).len();
        let from = text.get(at + opened..).unwrap_or_default();
        let number = without_page_word(from);
        if number.len() == from.len() {
            continue;
        }
        if let Some(pages) = page_range(number) {
            let before = text.get(..at).unwrap_or_default().trim_matches(AROUND);
            let after = number.get(pages.length..).unwrap_or_default();
            return Some((before, pages.text, after.trim_start_matches([')', ']']).trim_matches(AROUND)));
        }
    }
    None
}

struct Pages {
    text: String,
    /// Bytes of the text that was read.
    length: usize,
    range: bool,
}

/// `45–67` or one page or article number, at the start of the text.
fn page_range(text: &str) -> Option<Pages> {
    let first = token(text)?;
    let after = text.get(first.len()..).unwrap_or_default().trim_start();
    let last_text = after.trim_start_matches(DASHES).trim_start();
    if after.starts_with(DASHES)
        && let Some(last) = token(last_text)
    {
        let length = text.len() - last_text.len() + last.len();
        return Some(Pages { text: format!("{first}-{last}"), length, range: true });
    }
    Some(Pages { text: first.to_owned(), length: first.len(), range: false })
}

/// Letters and digits at the start, at least one of them a digit.
fn token(text: &str) -> Option<&str> {
    let token = leading(text, char::is_alphanumeric);
    (token.len() <= 14 && token.chars().any(|c| c.is_ascii_digit())).then_some(token)
}

// ---- text ----

/// Whether a list that is written as one text holds the word.
fn is_listed(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

/// The longest beginning of which every sign fits.
fn leading(text: &str, fits: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c: char| !fits(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// Words with the byte at which each begins. The text has single blanks only.
fn words_at(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = 0;
    text.split(' ').map(move |word| {
        let at = next;
        next += word.len() + 1;
        (at, word)
    })
}

/// Where `wanted` first stands, ASCII letters in any case.
fn find_any_case(text: &str, wanted: &str) -> Option<usize> {
    text.char_indices()
        .map(|(at, _)| at)
        .find(|at| text.get(*at..*at + wanted.len()).is_some_and(|here| here.eq_ignore_ascii_case(wanted)))
}

/// The byte after the first sentence and what closes it.
fn sentence_end(text: &str) -> Option<usize> {
    let mut brackets = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        // No sentence ends inside brackets: `(2. Aufl.)`.
        if brackets > 0 || !matches!(c, '.' | '?' | '!') {
            continue;
        }
        let after = text.get(at + 1..).unwrap_or_default();
        let closed = after.trim_start_matches(['”', '"', '’', '»', ')', ']']);
        let end = text.len() - closed.len();
        let Some(following) = closed.trim_start().chars().next() else {
            return Some(end);
        };
        if !closed.starts_with(' ') || following.is_lowercase() {
            continue;
        }
        if c == '.' && is_abbreviated(text.get(..at).unwrap_or_default()) {
            continue;
        }
        return Some(end);
    }
    None
}

/// Whether a full stop after this text belongs to its last word.
fn is_abbreviated(text: &str) -> bool {
    let mut words = text.rsplit(' ');
    let last = words.next().unwrap_or_default().trim_start_matches(['(', '[', '“', '"']);
    if is_listed(ABBREVIATIONS, &last.to_lowercase()) {
        return true;
    }
    if last.chars().count() == 1 && last.chars().all(char::is_uppercase) {
        let previous = words.next().unwrap_or_default();
        let small = previous.chars().next().is_some_and(char::is_lowercase);
        return !small || BEFORE_INITIALS.contains(&previous);
    }
    last.contains('.') && is_initials(&format!("{last}."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use katsaus_model::Field;

    /// Compares the named fields; an empty value means that the field is absent.
    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let fields = reference(text);
        for (name, value) in expected {
            let field = Field::parse(name).expect("a field's name");
            assert_eq!(fields.get(field), *value, "{name} of {text}\n{fields:#?}");
        }
    }

    #[test]
    fn apa() {
        check(
            "Luecking, R. G., Fabian, E. S., & Tilson, G. P. (2004). Working relationships: Creating career \
             opportunities for job seekers. Baltimore, MD: Paul H. Brookes Publishing.",
            &[
                ("authors", "Luecking, R. G.; Fabian, E. S.; Tilson, G. P."),
                ("year", "2004"),
                ("title", "Working relationships: Creating career opportunities for job seekers"),
                ("publisher_place", "Baltimore, MD"),
                ("publisher", "Paul H. Brookes Publishing"),
                ("type", "book"),
            ],
        );
        check(
            "Bezyak, J., Moser, E., & Chan, F. (2020). Disability inclusion strategies: An exploratory study. Journal \
             of Vocational Rehabilitation, 53(2), 183–188. https://doi.org/10.3233/JVR-201095",
            &[
                ("authors", "Bezyak, J.; Moser, E.; Chan, F."),
                ("title", "Disability inclusion strategies: An exploratory study"),
                ("container", "Journal of Vocational Rehabilitation"),
                ("volume", "53"),
                ("issue", "2"),
                ("pages", "183-188"),
                ("doi", "10.3233/jvr-201095"),
                ("url", ""),
                ("date", ""),
                ("type", "article-journal"),
            ],
        );
        check(
            "Smith, J. (2019, May 3). Why don't employers hire? Work, 12, 45–67.",
            &[
                ("year", "2019"),
                ("date", "2019, May 3"),
                ("title", "Why don't employers hire?"),
                ("container", "Work"),
                ("volume", "12"),
                ("pages", "45-67"),
            ],
        );
        check(
            "Doe, A. (n.d.). About us. Retrieved May 3, 2020, from https://example.org/about.",
            &[
                ("authors", "Doe, A."),
                ("year", ""),
                ("date", "n.d."),
                ("title", "About us"),
                ("url", "https://example.org/about"),
            ],
        );
    }

    #[test]
    fn chapters() {
        check(
            "Chan, F., & Bezyak, J. (2009a). Employers' perspectives. In M. Feuerstein & J. Doe (Eds.), Work and cancer \
             survivors (pp. 73–89). Springer.",
            &[
                ("year", "2009"),
                ("date", "2009a"),
                ("title", "Employers' perspectives"),
                ("editors", "Feuerstein, M.; Doe, J."),
                ("container", "Work and cancer survivors"),
                ("pages", "73-89"),
                ("publisher", "Springer"),
                ("type", "chapter"),
            ],
        );
        check(
            "Virtanen, Matti (2012) Työ ja osallisuus. Teoksessa Anna Korhonen & Pekka Laine (toim.) Työelämän muutos. \
             Helsinki: Gaudeamus, 45–67.",
            &[
                ("authors", "Virtanen, Matti"),
                ("title", "Työ ja osallisuus"),
                ("editors", "Korhonen, Anna; Laine, Pekka"),
                ("container", "Työelämän muutos"),
                ("publisher_place", "Helsinki"),
                ("publisher", "Gaudeamus"),
                ("pages", "45-67"),
                ("type", "chapter"),
            ],
        );
        check(
            "Gustafsson, J. (2015). Arbetsgivares syn. I: B. Danermark (red.), Arbete för alla (s. 101–120). Lund: \
             Studentlitteratur.",
            &[
                ("title", "Arbetsgivares syn"),
                ("editors", "Danermark, B."),
                ("container", "Arbete för alla"),
                ("pages", "101-120"),
                ("publisher_place", "Lund"),
                ("publisher", "Studentlitteratur"),
                ("type", "chapter"),
            ],
        );
        check(
            "A. Aggarwal, B. Alpern, A. K. Chandra, and M. Snil. A model for hierarchical memory. In Proceedings of the \
             Nineteenth Annual ACM Symposium on Theory of Computing, pages 305-313, 1987.",
            &[
                ("authors", "Aggarwal, A.; Alpern, B.; Chandra, A. K.; Snil, M."),
                ("year", "1987"),
                ("title", "A model for hierarchical memory"),
                ("container", "Proceedings of the Nineteenth Annual ACM Symposium on Theory of Computing"),
                ("pages", "305-313"),
                ("type", "paper-conference"),
            ],
        );
    }

    #[test]
    fn vancouver() {
        check(
            "Smith J, Doe A. Return to work after stroke. J Occup Rehabil. 2008;12(3):45-67.",
            &[
                ("authors", "Smith, J; Doe, A"),
                ("year", "2008"),
                ("title", "Return to work after stroke"),
                ("container", "J Occup Rehabil"),
                ("volume", "12"),
                ("issue", "3"),
                ("pages", "45-67"),
            ],
        );
        check(
            "12. Corrigan PW, Mueser KT, Bond GR, et al. Treatment of hepatitis C. Lancet. 2010 May;375:e12. \
             doi: 10.1016/S0140-6736(10)60001-2. PMID: 12345678.",
            &[
                ("authors", "Corrigan, PW; Mueser, KT; Bond, GR"),
                ("year", "2010"),
                ("date", "2010 May"),
                ("title", "Treatment of hepatitis C"),
                ("container", "Lancet"),
                ("volume", "375"),
                ("pages", "e12"),
                ("doi", "10.1016/s0140-6736(10)60001-2"),
                ("pmid", "12345678"),
            ],
        );
        check(
            "Korhonen L, Laine P. Osatyökykyiset työssä. Miten onnistua? Suomen Lääkärilehti 2019;74(5):345–50.",
            &[
                ("authors", "Korhonen, L; Laine, P"),
                ("title", "Osatyökykyiset työssä. Miten onnistua?"),
                ("year", "2019"),
                ("container", "Suomen Lääkärilehti"),
                ("volume", "74"),
                ("issue", "5"),
                ("pages", "345-50"),
            ],
        );
    }

    #[test]
    fn finnish() {
        check(
            "Tekijä, Etu (2019) Otsikko tässä. Yhteiskuntapolitiikka 84 (3), 45–67.",
            &[
                ("authors", "Tekijä, Etu"),
                ("year", "2019"),
                ("title", "Otsikko tässä"),
                ("container", "Yhteiskuntapolitiikka"),
                ("volume", "84"),
                ("issue", "3"),
                ("pages", "45-67"),
            ],
        );
        check(
            "Ala-Kauhaluoma, M. ja Härkäpää, K. 2006. Yksityisen palvelusektorin työnantajat heikossa asemassa olevien \
             työllistäjinä. Työpoliittinen tutkimus. Helsinki: Työministeriö.",
            &[
                ("authors", "Ala-Kauhaluoma, M.; Härkäpää, K."),
                ("year", "2006"),
                ("publisher_place", "Helsinki"),
                ("publisher", "Työministeriö"),
            ],
        );
        check(
            "Sosiaali- ja terveysministeriö (2019) Työkykyohjelma. Sosiaali- ja terveysministeriön raportteja ja \
             muistioita 2019:12. Saatavilla: http://urn.fi/URN:ISBN:978-952-00-4095-1. Viitattu 3.2.2020.",
            &[
                ("authors", "Sosiaali- ja terveysministeriö"),
                ("year", "2019"),
                ("title", "Työkykyohjelma"),
                ("series", "Sosiaali- ja terveysministeriön raportteja ja muistioita 2019:12"),
                ("urn", "URN:ISBN:978-952-00-4095-1"),
                ("isbn", "978-952-00-4095-1"),
                ("url", "http://urn.fi/URN:ISBN:978-952-00-4095-1"),
                ("type", "report"),
            ],
        );
        check(
            "Kela (päiväämätön) Kuntoutuksen tuki. https://www.kela.fi/kuntoutus",
            &[("authors", "Kela"), ("year", ""), ("date", "päiväämätön"), ("title", "Kuntoutuksen tuki")],
        );
        check(
            "Nieminen, K. (2015) Työnantajien asenteet. Akateeminen väitöskirja. urn:nbn:fi-fe2015091512345",
            &[("title", "Työnantajien asenteet"), ("urn", "urn:nbn:fi-fe2015091512345"), ("type", "thesis")],
        );
    }

    #[test]
    fn swedish_norwegian_german() {
        check(
            "Strindlund, L., Abrandt-Dahlgren, M. och Ståhl, C. (u.å.) Arbetsgivares perspektiv. Linköping: Linköpings \
             universitet.",
            &[
                ("authors", "Strindlund, L.; Abrandt-Dahlgren, M.; Ståhl, C."),
                ("date", "u.å."),
                ("title", "Arbetsgivares perspektiv"),
                ("publisher_place", "Linköping"),
                ("publisher", "Linköpings universitet"),
            ],
        );
        check(
            "Frøyland, K., Andreassen, T. A. & Innvær, S. (2019). Contrasting supply-side approaches. Journal of Social \
             Policy, 48(2), 311-328.",
            &[("container", "Journal of Social Policy"), ("volume", "48"), ("issue", "2"), ("pages", "311-328")],
        );
        check(
            "Meier, A. und Schmidt, K. (2010). Arbeit und Behinderung (2. Aufl.). Wiesbaden: Springer VS.",
            &[
                ("title", "Arbeit und Behinderung"),
                ("edition", "2"),
                ("publisher_place", "Wiesbaden"),
                ("publisher", "Springer VS"),
                ("type", "book"),
            ],
        );
    }

    #[test]
    fn other_styles() {
        check(
            "D. Terzopoulos, \"Image Analysis using Multigrid Relaxation Methods,\" IEEE Trans. Patt. Anal. Mach. \
             Intell., Vol. 8, No. 2, pp. 129-139, March 1986.",
            &[
                ("authors", "Terzopoulos, D."),
                ("year", "1986"),
                ("title", "Image Analysis using Multigrid Relaxation Methods"),
                ("container", "IEEE Trans. Patt. Anal. Mach. Intell"),
                ("volume", "8"),
                ("issue", "2"),
                ("pages", "129-139"),
            ],
        );
        check(
            "Kamangu, E.N., Chatté, A., Mol, P.D., 2015. Genetic diversity among patients. PLoS One 10, 1–6.",
            &[
                ("authors", "Kamangu, E.N.; Chatté, A.; Mol, P.D."),
                ("year", "2015"),
                ("container", "PLoS One"),
                ("volume", "10"),
                ("pages", "1-6"),
            ],
        );
        check(
            "Nimrod Megiddo. Linear programming in linear time. Journal of the ACM, 31(1):114-127, 1984.",
            &[("title", ""), ("authors", ""), ("year", "")],
        );
        check(
            "M. Kitsuregawa, H. Tanaka, and T. Moto-oka. Application of hash. New Generation Computing, 1(1), 1983.",
            &[
                ("authors", "Kitsuregawa, M.; Tanaka, H.; Moto-oka, T."),
                ("year", "1983"),
                ("container", "New Generation Computing"),
                ("volume", "1"),
                ("issue", "1"),
                ("pages", ""),
            ],
        );
        check(
            "Salomons, O. (1994). Computer support in design [Doctoral dissertation, Universiteit Twente].",
            &[("title", "Computer support in design"), ("publisher", "Universiteit Twente"), ("type", "thesis")],
        );
        check(
            "World Health Organization. (2011). World report on disability. Geneva: WHO. ISBN 978 92 4 156418 2.",
            &[
                ("authors", "World Health Organization"),
                ("title", "World report on disability"),
                ("publisher", "WHO"),
                ("isbn", "9789241564182"),
            ],
        );
    }

    #[test]
    fn what_is_not_sure_stays_out() {
        for text in ["", " ", "see above", "Willing to Work", "(", "(2019", "2019", "10.", "doi:", "ISBN", "https://"] {
            let fields = reference(text);
            assert_eq!((fields.title, fields.authors.len()), (None, 0), "{text}");
        }
        check("Working to live. 12(3)", &[("title", ""), ("authors", ""), ("volume", "")]);
    }
}
