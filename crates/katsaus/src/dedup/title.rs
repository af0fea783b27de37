//! Titles: what a database put around one, what kind of text it says it is, and how alike two are.
//! It must not know what else two records say.

use super::fold;
use super::kind::Kind;

/// A title made ready to be compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Title {
    /// Folded words, single blanks between.
    pub(super) text: Box<str>,
    /// Hash of the letters and digits alone.
    pub(super) hash: u64,
    /// A bit for each word of more than three letters: what two titles may share is seen at a glance.
    pub(super) bits: u64,
}

impl Title {
    pub(super) fn of(text: &str) -> Option<Title> {
        let text = fold::words(text);
        if text.is_empty() {
            return None;
        }
        let hash = text.split(' ').fold(fold::hash(""), fold::hash_on);
        let telling = text.split(' ').filter(|word| word.len() > 3);
        // Beginnings, so that endings do not part two words.
        let bits = telling.fold(0, |bits, word| bits | 1 << (fold::hash(&word[..4]) >> 58));
        Some(Title { text: text.into(), hash, bits })
    }

    /// Whether two titles can share half of their words; if not, a glance was enough.
    pub(super) fn may_be_like(&self, other: &Title) -> bool {
        let (fewer, shared) =
            (self.bits.count_ones().min(other.bits.count_ones()), (self.bits & other.bits).count_ones());
        shared * 2 >= fewer
    }

    /// Words.
    pub(super) fn words(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.text.split(' ')
    }

    /// Whether it is so short that several texts by one author may bear it.
    pub(super) fn is_short(&self) -> bool {
        self.words().count() < 4 || self.text.len() < 20
    }

    /// Whether it names a column of a journal, not a text.
    pub(super) fn is_column(&self) -> bool {
        const WORDS: [&str; 61] = [
            "a",
            "about",
            "and",
            "announcement",
            "announcements",
            "article",
            "articles",
            "author",
            "book",
            "books",
            "brief",
            "call",
            "calls",
            "chair",
            "column",
            "comment",
            "comments",
            "communication",
            "contents",
            "contributors",
            "conversation",
            "correspondence",
            "editor",
            "editorial",
            "editorials",
            "editors",
            "for",
            "foreword",
            "from",
            "guest",
            "in",
            "index",
            "information",
            "introduction",
            "issue",
            "its",
            "letter",
            "letters",
            "message",
            "news",
            "note",
            "notes",
            "of",
            "our",
            "papers",
            "preface",
            "president",
            "remarks",
            "report",
            "reports",
            "review",
            "reviewers",
            "reviews",
            "s",
            "section",
            "senior",
            "special",
            "the",
            "this",
            "to",
            "welcome",
        ];
        self.words().all(|word| WORDS.binary_search(&word).is_ok())
    }

    /// Whether it says so much that hardly two texts bear it.
    pub(super) fn is_telling(&self) -> bool {
        self.words().count() >= 5 && self.text.len() >= 30
    }
}

/// What stands in a title field: the title, a second one (a translation in brackets, the part before a subtitle), and
/// the kind of text that it says it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Titles {
    pub(super) main: Option<Title>,
    pub(super) second: Option<Title>,
    pub(super) kind: Option<Kind>,
}

/// Takes a title apart.
pub(super) fn titles(written: &str, original: Option<&str>) -> Titles {
    let (bare, corrects) = without_remarks(written);
    let (bare, kind) = Kind::of_title(bare);
    let (main, second) = bracketed(bare.trim());
    let second = original.or(second).and_then(Title::of);
    Titles { main: Title::of(main), second, kind: kind.or(corrects.then_some(Kind::Erratum)) }
}

/// The title without what databases hang on to it, `[Review] [33 refs]` or `[Erratum appears in ...]`; and whether that
/// says where the text is that this one corrects: `(vol 360, pg 544, 2009)`, `(Blood (2009) 113 (5-9))`.
fn without_remarks(title: &str) -> (&str, bool) {
    let mut title = title.trim();
    let mut corrects = false;
    while let Some(open) = opening(title) {
        let inside = title[open + 1..].trim_end_matches(['.', ' ', ']', ')']);
        let place = is_place(inside);
        if open == 0 || !place && !is_remark(inside) {
            break;
        }
        corrects |= place;
        title = title[..open].trim_end();
    }
    (title, corrects)
}

/// Where the bracket that ends a title was opened.
fn opening(title: &str) -> Option<usize> {
    let bytes = title.trim_end_matches(['.', ' ']).as_bytes();
    let mut depth = 0;
    for (at, byte) in bytes.iter().enumerate().rev() {
        match byte {
            b']' | b')' => depth += 1,
            b'[' | b'(' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return matches!(byte, b'[' | b'(').then_some(at);
        }
    }
    None
}

/// Whether a remark names the place of another text: volume and page, or a year in brackets with volume and pages.
fn is_place(inside: &str) -> bool {
    let folded = fold::words(inside);
    let words: Vec<&str> = folded.split(' ').collect();
    let number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let named = matches!(words.as_slice(), ["vol", volume, "pg" | "p" | "pp", ..] if number(volume));
    let year = |word: &&str| word.len() == 4 && number(word) && (word.starts_with("19") || word.starts_with("20"));
    let bracketed = words.iter().skip(1).any(|word| year(word) && inside.contains(&format!("({word})")));
    named || bracketed && words.iter().filter(|word| number(word)).count() >= 3
}

fn is_remark(inside: &str) -> bool {
    const STARTS: [&str; 21] = [
        "review",
        "vol ",
        "volume ",
        "multiple letters",
        "erratum",
        "published erratum",
        "retracted",
        "retraction",
        "correct",
        "comment",
        "see comment",
        "summary for patients",
        "abstract",
        "letter",
        "editorial",
        "article in",
        "in process",
        "original",
        "electronic",
        "record supplied",
        "reprint",
    ];
    let folded = fold::words(inside);
    let refs = folded.strip_suffix(" refs").or_else(|| folded.strip_suffix(" references"));
    refs.is_some_and(|count| count.bytes().all(|byte| byte.is_ascii_digit()))
        || STARTS.iter().any(|start| folded.starts_with(start.trim_end()))
        || is_language(&folded)
}

fn is_language(folded: &str) -> bool {
    const LANGUAGES: [&str; 16] = [
        "english",
        "german",
        "french",
        "spanish",
        "finnish",
        "swedish",
        "norwegian",
        "danish",
        "italian",
        "russian",
        "chinese",
        "japanese",
        "portuguese",
        "polish",
        "dutch",
        "korean",
    ];
    LANGUAGES.contains(&folded.strip_prefix("in ").unwrap_or(folded))
}

/// A title and the one in brackets behind it, `Työhönvalmennus [Job coaching]`; a title all in brackets is a translation
/// and stands alone.
fn bracketed(title: &str) -> (&str, Option<&str>) {
    let Some(open) = title.find('[') else { return (title, None) };
    let Some(close) = title[open..].find(']').map(|at| at + open) else { return (title, None) };
    let (before, inside, after) = (title[..open].trim(), &title[open + 1..close], title[close + 1..].trim());
    let telling = |text: &str| text.split_whitespace().count() >= 3;
    match (before.is_empty(), after.trim_matches(['.', ' ']).is_empty()) {
        (true, false) if telling(inside) && telling(after) => (after, Some(inside)),
        (false, true) if telling(inside) && telling(before) => (before, Some(inside)),
        _ => (title, None),
    }
}

/// How two titles stand to each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Likeness {
    pub(super) degree: Degree,
    /// How much of the longer title the two share, 0 to 1.
    pub(super) share: f32,
    /// They name different numbers, parts or phases.
    pub(super) numbers_differ: bool,
    /// One says the opposite of the other, or of another group: men and women, rats and mice.
    pub(super) opposed: bool,
}

/// The same, alike, one part of the other, or different.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Degree {
    Different,
    /// One is the beginning or end of the other.
    Part,
    /// But for a few letters or small words.
    Near,
    Same,
}

const SAME: Likeness = Likeness { degree: Degree::Same, share: 1.0, numbers_differ: false, opposed: false };

/// Compares two titles.
pub(super) fn likeness(a: &Title, b: &Title) -> Likeness {
    if a.hash == b.hash {
        return SAME;
    }
    let (a_words, b_words): (Vec<&str>, Vec<&str>) = (a.words().collect(), b.words().collect());
    let mut left = Left::of(&a_words, &b_words);
    left.pair_exact();
    let all = letters(&a_words) + letters(&b_words);
    let share = |left: &Left<'_>| (all - letters(&left.a) - letters(&left.b)) as f32 / all.max(1) as f32;
    let numbers_differ = left.numbers_differ();
    // Most pairs are of two texts: hardly a word in common, and slips would not make them one.
    if share(&left) < 0.25 {
        return Likeness { degree: Degree::Different, share: share(&left), numbers_differ, opposed: false };
    }
    left.pair_alike();
    let share = share(&left);
    let opposed = left.opposed();
    left.drop_small();
    let shorter = if a_words.len() <= b_words.len() { &a_words } else { &b_words };
    let enough = shorter.len() >= 5 || letters(shorter) >= 40;
    let degree = match (left.a.is_empty(), left.b.is_empty()) {
        (true, true) => Degree::Near,
        (true, false) | (false, true) if is_end(&a_words, &b_words) => Degree::Part,
        _ if enough && share >= 0.88 && joined_alike(&left) => Degree::Near,
        _ => Degree::Different,
    };
    Likeness { degree, share, numbers_differ, opposed }
}

fn letters(words: &[&str]) -> usize {
    words.iter().map(|word| word.len()).sum()
}

/// Whether the shorter is how the longer begins or ends, but for a word.
fn is_end(a: &[&str], b: &[&str]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let same = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| pairs.filter(|(a, b)| alike(a, b)).count();
    let need = short.len().saturating_sub(1);
    same(&mut short.iter().zip(long)) >= need || same(&mut short.iter().rev().zip(long.iter().rev())) >= need
}

/// Whether what is left is one text spelt in two ways: `work place`, `workplace`.
fn joined_alike(left: &Left<'_>) -> bool {
    let (a, b) = (left.a.concat(), left.b.concat());
    !a.is_empty() && !b.is_empty() && strsim::osa_distance(&a, &b) * 5 <= a.len().max(b.len())
}

/// Whether two words are one, but for an ending or a slip.
fn alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if has_digit(a) || has_digit(b) || short.len() < 4 || long.len() - short.len() > 2 {
        return false;
    }
    // A slip is seldom in the first letter and the last one at once.
    let (a_bytes, b_bytes) = (a.as_bytes(), b.as_bytes());
    if a_bytes[0] != b_bytes[0] && a_bytes[a.len() - 1] != b_bytes[b.len() - 1] {
        return false;
    }
    let slips = if long.len() >= 8 { 2 } else { 1 };
    strsim::osa_distance(a, b) <= slips && !is_opposed(a, b)
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

/// Words of two titles that have no fellow yet.
struct Left<'w> {
    a: Vec<&'w str>,
    b: Vec<&'w str>,
}

impl<'w> Left<'w> {
    /// What is left of two titles when the same beginning and the same end are taken away.
    fn of(a: &[&'w str], b: &[&'w str]) -> Left<'w> {
        let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
        let (a, b) = (&a[start..], &b[start..]);
        let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
        Left { a: a[..a.len() - end].to_vec(), b: b[..b.len() - end].to_vec() }
    }

    fn pair_exact(&mut self) {
        let b = &mut self.b;
        self.a.retain(|word| match b.iter().position(|other| other == word) {
            Some(at) => {
                b.remove(at);
                false
            }
            None => true,
        });
    }

    fn pair_alike(&mut self) {
        let b = &mut self.b;
        self.a.retain(|word| match b.iter().position(|other| alike(word, other)) {
            Some(at) => {
                b.remove(at);
                false
            }
            None => true,
        });
    }

    fn drop_small(&mut self) {
        const SMALL: [&str; 26] = [
            "a", "an", "the", "of", "and", "in", "on", "for", "to", "with", "from", "by", "at", "or", "s", "its", "is",
            "as", "amp", "via", "der", "die", "das", "i", "sub", "sup",
        ];
        for side in [&mut self.a, &mut self.b] {
            side.retain(|word| !SMALL.contains(word));
        }
    }

    /// Numbers that only one of the two names. Digits count as they stand, whatever letters are around them.
    fn numbers_differ(&self) -> bool {
        numbers(&self.a) != numbers(&self.b)
    }

    fn opposed(&self) -> bool {
        self.a.iter().any(|a| self.b.iter().any(|b| is_opposed(a, b)))
    }
}

fn numbers(words: &[&str]) -> Vec<String> {
    const ROMAN: [&str; 14] =
        ["ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xx"];
    const WRITTEN: [(&str, &str); 12] = [
        ("one", "1"),
        ("two", "2"),
        ("three", "3"),
        ("four", "4"),
        ("five", "5"),
        ("six", "6"),
        ("seven", "7"),
        ("eight", "8"),
        ("nine", "9"),
        ("ten", "10"),
        ("first", "1"),
        ("second", "2"),
    ];
    let mut numbers: Vec<String> = Vec::new();
    for word in words {
        if let Some(at) = ROMAN.iter().position(|roman| roman == word) {
            const VALUES: [u32; 14] = [2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 20];
            numbers.push(VALUES[at].to_string());
        } else if let Some((_, digits)) = WRITTEN.iter().find(|(written, _)| written == word) {
            numbers.push((*digits).to_owned());
        }
        let mut digits = word.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
        numbers.extend(digits.by_ref().map(|run| run.trim_start_matches('0').to_owned()));
    }
    numbers.sort();
    numbers
}

/// Words that make two titles speak of two things, in stems.
fn is_opposed(a: &str, b: &str) -> bool {
    const GROUPS: [&[&str]; 16] = [
        &["women", "woman", "female"],
        &["men", "man", "male"],
        &["adult"],
        &["child", "pediatric", "paediatric", "infant", "neonat", "adolescen"],
        &["rat", "rats"],
        &["mice", "mouse"],
        &["rabbit"],
        &["vitro"],
        &["vivo"],
        &["sensitive"],
        &["resistan"],
        &["acute"],
        &["chronic"],
        &["protocol"],
        &["result"],
        &["baseline"],
    ];
    const AGAINST: [&[usize]; 7] = [&[0, 1], &[2, 3], &[4, 5, 6], &[7, 8], &[9, 10], &[11, 12], &[13, 14, 15]];
    let group = |word: &str| {
        GROUPS
            .iter()
            .position(|stems| stems.iter().any(|stem| word == *stem || stem.len() > 4 && word.starts_with(stem)))
    };
    // `hypertension` and `hypotension`, `employer` and `employee`: a letter or two that turn the sense.
    const BEGINNINGS: [(&str, &str); 7] = [
        ("hyper", "hypo"),
        ("intra", "inter"),
        ("intra", "extra"),
        ("macro", "micro"),
        ("increas", "decreas"),
        ("pre", "post"),
        ("employer", "employee"),
    ];
    let turned = |a: &str, b: &str| {
        BEGINNINGS.iter().any(|(one, other)| {
            matches!((a.strip_prefix(one), b.strip_prefix(other)), (Some(x), Some(y)) if x == y || one.len() > 6)
        })
    };
    if turned(a, b) || turned(b, a) {
        return true;
    }
    match (group(a), group(b)) {
        (Some(a), Some(b)) => a != b && AGAINST.iter().any(|groups| groups.contains(&a) && groups.contains(&b)),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
