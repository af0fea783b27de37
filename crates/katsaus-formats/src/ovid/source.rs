//! The line that says where a text appeared, taken apart: `Journal of tests. 12(3):45-56, 2001 May.`
//!
//! It must not lose what it cannot take apart: a line that it does not understand is the container as a whole.

/// A line longer than this is no source that Ovid wrote.
const LONGEST: usize = 2000;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const SEASONS: [&str; 5] = ["spring", "summer", "autumn", "fall", "winter"];

/// What a source says. An empty part is one that it does not name.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) container: String,
    pub(super) editors: Vec<String>,
    pub(super) volume: String,
    pub(super) issue: String,
    pub(super) pages: String,
    pub(super) date: String,
    pub(super) place: String,
    pub(super) publisher: String,
    pub(super) is_book: bool,
}

/// Takes a source apart.
pub(super) fn source(text: &str) -> Source {
    let text = squeezed(text);
    if text.len() > LONGEST {
        return Source { container: text, ..Source::default() };
    }
    let (editors, rest) = editors(&text);
    let mut source = match year_in_brackets(rest) {
        Some((year, rest)) => book(year, rest),
        None => journal(rest),
    };
    source.is_book |= !editors.is_empty();
    source.editors = editors;
    source
}

/// Takes apart how the Zoological Record names the book of a chapter: editors, title, imprint, pages of the book and of
/// the chapter.
pub(super) fn book_of_chapter(text: &str) -> Source {
    let text = squeezed(text);
    let (editors, rest) = editors(&text);
    let (title, rest) = match rest.strip_prefix('[').and_then(|inside| inside.split_once(']')) {
        Some(parts) => parts,
        None => rest.split_once(". ").unwrap_or((rest, "")),
    };
    let pages = rest.split_once("Chapter pagination:").map(|(_, pages)| pages).unwrap_or_default();
    Source {
        container: trimmed(title),
        editors,
        pages: pages_of(pages.split(';').next().unwrap_or_default()),
        is_book: true,
        ..Source::default()
    }
}

fn squeezed(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

fn trimmed(text: &str) -> String {
    text.trim_matches([' ', '.', ',', ';']).to_owned()
}

/// Editors, who are named as such in brackets before a book's title: `Doe, Jane [Ed]; Roe, R. [Ed]. (2012). A book`.
fn editors(text: &str) -> (Vec<String>, &str) {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((name, behind)) = rest.split_once('[')
        && let Some((role, behind)) = behind.split_once(']')
        && is_editor(role)
    {
        names.push(name.trim_start_matches([' ', ',', ';', '.', '&']).trim_end().to_owned());
        rest = behind;
    }
    (names, rest.trim_start_matches([' ', ',', ';', '.']))
}

fn is_editor(role: &str) -> bool {
    let role = role.to_lowercase();
    role.starts_with("edit") || matches!(role.trim_end_matches('.'), "ed" | "eds")
}

/// The year of a book in brackets, and what follows: `(2012). A book`.
fn year_in_brackets(text: &str) -> Option<(&str, &str)> {
    let (before, inside) = text.split_once('(')?;
    let (year, behind) = inside.split_once(')')?;
    let behind = behind.strip_prefix('.')?;
    (before.len() < 200 && is_year(year)).then(|| (year, behind.trim_start()))
}

/// `A book: and more. (pp. 11-31). xvii, 254 pp. London: Publisher; UK`
fn book(year: &str, text: &str) -> Source {
    let mut source = Source { date: year.to_owned(), is_book: true, ..Source::default() };
    let imprint = match text.split_once("(pp") {
        Some((title, behind)) => {
            let (pages, behind) = behind.split_once(')').unwrap_or((behind, ""));
            source.container = trimmed(title);
            source.pages = pages_of(pages);
            behind.split_once("pp.").map_or(behind, |(_, imprint)| imprint)
        }
        None => {
            let (title, imprint) = text.split_once(" pp.").unwrap_or((text, ""));
            source.container = if imprint.is_empty() { trimmed(title) } else { without_extent(title) };
            imprint
        }
    };
    if let Some((place, publisher)) = imprint.split_once(": ") {
        source.place = trimmed(place);
        source.publisher = trimmed(publisher.split(';').next().unwrap_or_default());
    }
    source
}

/// A title without the number of pages behind it: `A book. xvii, 254`.
fn without_extent(title: &str) -> String {
    let mut words: Vec<&str> = title.split(' ').collect();
    if words.last().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit())) {
        words.pop();
    }
    let is_roman = |word: &str| {
        let word = word.trim_end_matches(',');
        !word.is_empty() && word.bytes().all(|byte| b"ivxlc".contains(&byte))
    };
    if words.last().is_some_and(|word| is_roman(word)) {
        words.pop();
    }
    trimmed(&words.join(" "))
}

fn journal(text: &str) -> Source {
    let text = text.trim_end_matches([' ', '.', ',', ';']);
    let with = |container: &str, found: Source| Source { container: trimmed(container), ..found };
    // `Journal of tests January/February 2010;14(1):56`
    for (at, _) in text.match_indices(';') {
        if let Some((container, date)) = dated(&text[..at])
            && let Some(found) = located(text[at + 1..].trim_start())
        {
            return Source { date: date.to_owned(), ..with(container, found) };
        }
    }
    for word in ["Vol.", "Vol ", "vol.", "Volume "] {
        for (at, _) in text.match_indices(word).filter(|(at, _)| text[..*at].ends_with(' ')) {
            if let Some(found) = located(text[at + word.len()..].trim_start()) {
                return with(&text[..at], found);
            }
        }
    }
    // A chapter's pages stand behind its book at once.
    if let Some((container, pages)) = text.split_once(".:")
        && let Some(found) = located(&format!(":{pages}"))
    {
        return Source { is_book: true, ..with(container, found) };
    }
    for sign in [". ", ", ", " "] {
        for (at, _) in text.match_indices(sign) {
            if let Some(found) = located(&text[at + sign.len()..]) {
                return with(&text[..at], found);
            }
        }
    }
    match dated(text) {
        Some((container, date)) => Source { container: trimmed(container), date: date.to_owned(), ..Source::default() },
        None => Source { container: trimmed(text), ..Source::default() },
    }
}

/// Volume, issue, pages and date, if a text begins with them and is nothing else.
fn located(text: &str) -> Option<Source> {
    let end = text.find([' ', '(', ':', ',', ';']).unwrap_or(text.len());
    let (volume, rest) = text.split_at(end);
    if volume.is_empty() && !rest.starts_with(':') {
        return None;
    }
    if volume.len() > 12 || !volume.is_empty() && !volume.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut source = Source { volume: volume.to_owned(), ..Source::default() };
    let mut rest = rest.trim_start();
    let mut is_sure = false;
    if let Some((words, behind)) = supplement(rest) {
        source.issue = words.to_owned();
        rest = behind;
        is_sure = true;
    }
    if let Some((inside, behind)) = brackets(rest).filter(|(inside, _)| !says_pages(inside)) {
        let sign = if source.issue.is_empty() { "" } else { " " };
        source.issue = format!("{inside}{sign}{}", source.issue);
        rest = behind.trim_start();
        is_sure = true;
    }
    if let Some((inside, behind)) = brackets(rest) {
        source.pages = pages_of(inside);
        rest = behind;
        is_sure = true;
    } else if let Some(behind) = rest.strip_prefix(':') {
        let behind = behind.trim_start();
        let end = [behind.find([',', ';']), behind.find(". ")].into_iter().flatten().min().unwrap_or(behind.len());
        source.pages = pages_of(&behind[..end]);
        rest = &behind[end..];
        is_sure = true;
    }
    if !(is_sure || rest.starts_with(',') && rest.split([' ', ',', ':', '.']).any(is_year)) {
        return None;
    }
    put_rest(&mut source, rest);
    Some(source)
}

/// What is between brackets at the beginning, others inside it included, and what follows.
fn brackets(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('(')?;
    let mut depth = 1;
    for (at, sign) in inside.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&inside[..at], &inside[at + 1..]));
        }
    }
    None
}

fn says_pages(text: &str) -> bool {
    text.starts_with("pp") || text.starts_with("p ") || text.contains("agination")
}

/// `Suppl 3` between a volume and its pages.
fn supplement(text: &str) -> Option<(&str, &str)> {
    if !["Suppl", "Pt ", "Part ", "Spec ", "Special "].iter().any(|word| text.starts_with(word)) {
        return None;
    }
    let end = text.find([':', '(', ','])?;
    Some((text[..end].trim_end(), &text[end..]))
}

/// Pages, unless it is said that there are none.
fn pages_of(text: &str) -> String {
    if text.contains("agination") {
        return String::new();
    }
    let text = text.trim();
    let bare = text.strip_prefix("pp").or_else(|| text.strip_prefix("p.")).unwrap_or(text);
    trimmed(bare)
}

/// The date and pages that may stand behind all else, and what databases add in sentences.
fn put_rest(source: &mut Source, rest: &str) {
    let mut end = rest.len();
    for (label, slot) in [("Article Number:", &mut source.pages), ("Date of Publication:", &mut source.date)] {
        if let Some(at) = rest.find(label) {
            if slot.is_empty() {
                *slot = trimmed(rest[at + label.len()..].split(". ").next().unwrap_or_default());
            }
            end = end.min(at);
        }
    }
    let mut date: Vec<&str> = Vec::new();
    for part in rest[..end].split([',', ';']) {
        let part = part.trim_matches([' ', '.']);
        let (before, pages) = part.split_once(": ").unwrap_or((part, ""));
        if part.starts_with("pp") {
            source.pages = pages_of(part);
        } else if source.pages.is_empty() && is_range(part) {
            source.pages = part.to_owned();
        } else if !part.is_empty() && before.split_whitespace().all(is_date_word) {
            date.push(before);
            if source.pages.is_empty() && is_range(pages) {
                source.pages = pages.to_owned();
            }
        }
    }
    if source.date.is_empty() {
        source.date = date.join(", ");
    }
}

/// `103-106`
fn is_range(text: &str) -> bool {
    let is_page = |page: &str| page.contains(|c: char| c.is_ascii_digit()) && page.len() < 8 && !page.contains(' ');
    text.split_once('-').is_some_and(|(first, last)| is_page(first) && is_page(last))
}

/// A text without the date at its end, and the date, which has a year.
fn dated(text: &str) -> Option<(&str, &str)> {
    let mut at = text.len();
    let mut has_year = false;
    let mut behind = "";
    loop {
        let head = text[..at].trim_end();
        let start = head.rfind(' ').map_or(0, |blank| blank + 1);
        let word = &head[start..];
        let is_day = word.len() < 4 && word.starts_with(|c: char| c.is_ascii_digit());
        // A number is a day if a month stands beside it; else it may be the volume.
        let month_before = head[..start].trim_end().rsplit(' ').next().is_some_and(is_month);
        let is_part = if is_day { is_month(behind) || month_before } else { is_date_word(word) };
        if word.is_empty() || !is_part {
            break;
        }
        has_year |= is_year(word);
        behind = word;
        at = start;
    }
    has_year.then(|| (text[..at].trim_end(), text[at..].trim()))
}

fn is_date_word(word: &str) -> bool {
    let number = word.trim_matches([',', '.', '(', ')']);
    let is_day = number.len() < 3 && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_day || is_year(word) || is_month(word)
}

fn is_year(word: &str) -> bool {
    let word = word.trim_matches([',', '.', '(', ')']);
    word.len() == 4
        && ["15", "16", "17", "18", "19", "20"].iter().any(|century| word.starts_with(century))
        && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// A month or season, also two of them: `Jan/Feb`, `Fall-Winter`.
fn is_month(word: &str) -> bool {
    let mut parts = word.trim_matches([',', '.']).split(['/', '-']);
    parts.all(|part| {
        let part = part.trim_end_matches('.').to_lowercase();
        SEASONS.contains(&part.as_str()) || part.len() > 2 && MONTHS.iter().any(|month| month.starts_with(&part))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn journals_are_taken_apart_in_every_order() {
        for (text, container, volume, issue, pages, date) in [
            ("Journal of tests. 12(3):45-56, 2001 May.", "Journal of tests", "12", "3", "45-56", "2001 May"),
            ("J. Test. 12:45-6, 2001 May 3.", "J. Test", "12", "", "45-6", "2001 May 3"),
            ("Journal of tests. 12 Suppl 3:S45-56, 2001.", "Journal of tests", "12", "Suppl 3", "S45-56", "2001"),
            ("A & B. 12(3-4):45-56, November 15, 2004.", "A & B", "12", "3-4", "45-56", "November 15, 2004"),
            ("Tests. 12(3), Nov. 16, 2004.", "Tests", "12", "3", "", "Nov. 16, 2004"),
            ("Tests January/February 2010;14(1):56", "Tests", "14", "1", "56", "January/February 2010"),
            ("Tests 15 December 2010;6:611-613", "Tests", "6", "", "611-613", "15 December 2010"),
            ("A and B. Vol.43(5), Sep 2015, pp. 562-577. ", "A and B", "43", "5", "562-577", "Sep 2015"),
            ("Tests. Vol.75(2-A(E)),2014, pp. No Pagination Specified.", "Tests", "75", "2-A(E)", "", "2014"),
            ("A Title. Vol 28(2) April 2015, 103-106.", "A Title", "28", "2", "103-106", "April 2015"),
            ("Journal of tests, 2013(1): 3-28.", "Journal of tests", "2013", "1", "3-28", ""),
            ("Journal of tests 12, Winter 2007: 7-14.", "Journal of tests", "12", "", "7-14", "Winter 2007"),
            ("A. 12 (3) (pp 4-5), 2001. Date of Publication: 01 May 2001.", "A", "12", "3", "4-5", "01 May 2001"),
            ("Tests. 12(3) (no pagination), 2001. Article Number: e5.", "Tests", "12", "3", "e5", "2001"),
            ("Tests. 12(3):S1-S9; discussion 10, 2001.", "Tests", "12", "3", "S1-S9", "2001"),
            ("Marine 2000 Tests. May 2004", "Marine 2000 Tests", "", "", "", "May 2004"),
            ("Only a name.", "Only a name", "", "", "", ""),
        ] {
            let expected = Source {
                container: container.into(),
                volume: volume.into(),
                issue: issue.into(),
                pages: pages.into(),
                date: date.into(),
                ..Source::default()
            };
            assert_eq!(source(text), expected, "{text}");
        }
    }

    #[test]
    fn books_are_taken_apart() {
        let found = source(
            "Doe, Jane [Ed]; Roe, R. [Ed]. (2012). A book: And more. (pp. 11-31). xvii, 54 pp. Oulu, Finland: Sage; UK",
        );
        assert_eq!(found.editors, ["Doe, Jane", "Roe, R."]);
        assert_eq!((found.container.as_str(), found.pages.as_str()), ("A book: And more", "11-31"));
        assert_eq!((found.place.as_str(), found.publisher.as_str()), ("Oulu, Finland", "Sage"));
        let found = source("(2014). A book. xvii, 58 pp. Oulu: Sage.");
        assert_eq!((found.container.as_str(), found.date.as_str(), found.is_book), ("A book", "2014", true));
        let found = source("Doe, Jane [Editor, Reprint Author], Roe, R. [Editor]. A book of tests.:371-397, 2004.");
        assert_eq!(found.editors, ["Doe, Jane", "Roe, R."]);
        assert_eq!((found.container.as_str(), found.pages.as_str()), ("A book of tests", "371-397"));
        let found = book_of_chapter(
            "Doe, J.D. [Ed.]. [A book.] [Kirja.] Sage, Oulu. 2002: 1-234. Chapter pagination: 214-218.",
        );
        assert_eq!((found.editors, found.container), (vec!["Doe, J.D.".to_owned()], "A book".to_owned()));
        assert_eq!(found.pages, "214-218");
    }
}
