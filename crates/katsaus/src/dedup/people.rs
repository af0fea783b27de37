//! Authors as they are compared: family names and initials, whatever the order.
//! It must not read names: that was the readers' work.

use super::fold;
use katsaus_model::Person;
use std::borrow::Cow;

/// Authors, folded: `luecking,r;bond,g`. One text, for there may be a million of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Authors(Box<str>);

/// More authors than this are not compared.
const MOST: usize = 24;

impl Authors {
    pub(super) fn of(people: &[Person]) -> Authors {
        let mut folded = String::new();
        let mended = mended(people);
        let apart = mended.as_deref().unwrap_or(people).iter().flat_map(apart);
        for person in apart.take(MOST) {
            let (family, given) = parts(&person);
            if family.is_empty() || matches!(family.as_str(), "anonymous" | "anon" | "al" | "noauthor" | "others") {
                continue;
            }
            if !folded.is_empty() {
                folded.push(';');
            }
            folded.push_str(&family);
            folded.push(',');
            folded.push_str(&given);
        }
        Authors(folded.into())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Family and given name of each.
    pub(super) fn each(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.split(';').filter_map(|name| name.split_once(','))
    }

    pub(super) fn first_family(&self) -> &str {
        self.each().next().map_or("", |(family, _)| family)
    }
}

/// A name that holds several, run together where a separator was lost: `Adeli K.Lewis G. F.`, `Lewis, G.F., Adeli, K.`
fn apart(person: &Person) -> Vec<Cow<'_, Person>> {
    let Person::Named { family, given, .. } = person else { return vec![Cow::Borrowed(person)] };
    if !given.contains(',') && !family.contains('.') {
        return vec![Cow::Borrowed(person)];
    }
    let names: Vec<&str> = given.split(',').map(str::trim).collect();
    let initials =
        |text: &&str| text.len() <= 6 && text.chars().all(|c| c.is_uppercase() || matches!(c, '.' | ' ' | '-'));
    if names.len() >= 3 && names.len() % 2 == 1 && names.iter().step_by(2).all(initials) {
        let families = std::iter::once(family.as_str()).chain(names.iter().skip(1).step_by(2).copied());
        let people = families.zip(names.iter().step_by(2));
        return people.map(|(family, given)| Cow::Owned(Person::new(family, *given))).collect();
    }
    let whole = format!("{family} {given}");
    let letters: Vec<char> = whole.chars().collect();
    let seam = letters
        .windows(4)
        .position(|four| four[0].is_uppercase() && four[1] == '.' && four[2].is_uppercase() && four[3].is_lowercase());
    match seam {
        Some(at) if family.contains('.') => {
            let (one, other): (String, String) =
                (letters[..at + 2].iter().collect(), letters[at + 2..].iter().collect());
            [one, other].into_iter().map(|name| Cow::Owned(Person::literal(name))).collect()
        }
        _ => vec![Cow::Borrowed(person)],
    }
}

/// Names that were cut at the semicolon of an entity (`Lud&#228;scher`), put together again; `None` if none was.
fn mended(people: &[Person]) -> Option<Vec<Person>> {
    let in_order = |person: &Person| match person {
        Person::Named { family, given, .. } if !given.is_empty() => format!("{given} {family}"),
        other => other.family(),
    };
    let is_cut = |name: &str| {
        let tail = name.rsplit("&#").next().unwrap_or_default();
        name.contains("&#") && !tail.is_empty() && tail.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'x')
    };
    if !people.iter().any(|person| is_cut(&in_order(person))) {
        return None;
    }
    let mut mended = Vec::new();
    let mut begun = String::new();
    for person in people {
        let name = in_order(person);
        let cut = is_cut(&name);
        begun.push_str(&name);
        if cut {
            begun.push(';');
            continue;
        }
        let name = fold::words(&begun);
        begun.clear();
        mended.push(match name.rsplit_once(' ') {
            Some((given, family)) => Person::new(family, given),
            None => Person::literal(name),
        });
    }
    Some(mended)
}

fn parts(person: &Person) -> (String, String) {
    match person {
        Person::Named { given, .. } if given.is_empty() => literal(&person.family()),
        Person::Named { given, .. } => (fold::name(without_suffix(&person.family())), fold::name(given)),
        Person::Literal { literal: name } => literal(name),
    }
}

/// A family name without the `Jr.` that some databases leave in it.
fn without_suffix(family: &str) -> &str {
    let bare = family.trim_end_matches(['.', ' ', ',']);
    let suffix = ["jr", "sr", "iii"].into_iter().find(|suffix| {
        let head = bare.len().saturating_sub(suffix.len());
        bare.get(head..).is_some_and(|tail| tail.eq_ignore_ascii_case(suffix)) && bare[..head].ends_with([' ', ','])
    });
    suffix.map_or(family, |suffix| bare[..bare.len() - suffix.len()].trim_end_matches([' ', ',']))
}

/// A name left as it stood: `Zuna R E` and `Gottfried Vossen` are people all the same; what has other words is a body.
fn literal(name: &str) -> (String, String) {
    let words: Vec<&str> = name.split([' ', '.']).filter(|word| !word.is_empty()).collect();
    let initials = |word: &&&str| word.len() <= 3 && word.chars().all(char::is_uppercase);
    let capitals = words.iter().rev().take_while(initials).count();
    match words.as_slice() {
        [family @ .., _] if capitals > 0 && capitals < words.len() => {
            let family = &family[..words.len() - capitals];
            (fold::name(&family.concat()), fold::name(&words[words.len() - capitals..].concat()))
        }
        _ => (fold::name(name), String::new()),
    }
}

/// How two lists of authors stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Agree {
    Differ,
    Unknown,
    /// Some are in both.
    Some,
    /// All of the shorter list, which leaves some out; or the first of both.
    Most,
    /// The same people.
    All,
}

pub(super) fn compare(a: &Authors, b: &Authors) -> Agree {
    if a.is_empty() || b.is_empty() {
        return Agree::Unknown;
    }
    if a.0 == b.0 {
        return Agree::All;
    }
    let (a, b): (Vec<_>, Vec<_>) = (a.each().collect(), b.each().collect());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut free: Vec<Option<(&str, &str)>> = long.iter().copied().map(Some).collect();
    let mut shared = 0;
    for name in &short {
        if let Some(slot) = free.iter_mut().find(|slot| slot.is_some_and(|other| one_person(*name, other))) {
            *slot = None;
            shared += 1;
        }
    }
    let first = one_person(short[0], long[0]);
    match shared {
        _ if shared == long.len() => Agree::All,
        _ if shared == short.len() && (first || short.len() > 1) => Agree::Most,
        // One of many names is written in another way, or left out.
        _ if shared > 0 && shared * 3 >= long.len() * 2 => Agree::Most,
        0 => Agree::Differ,
        _ => Agree::Some,
    }
}

/// Whether two names may be one person's.
fn one_person((family, given): (&str, &str), (other, other_given): (&str, &str)) -> bool {
    // `J. Yannis` and `Yannis`: one of a person's given names may be left out.
    let initial = |a: &str, b: &str| {
        let within = |a: &str, b: &str| a.len() >= 3 && b.contains(a);
        a.is_empty() || b.is_empty() || a.as_bytes()[0] == b.as_bytes()[0] || within(a, b) || within(b, a)
    };
    if family == other {
        return initial(given, other_given);
    }
    let (short, long) = if family.len() <= other.len() { (family, other) } else { (other, family) };
    // `Le Quintrec` and `Quintrec`; a name whose parts were not told apart holds the other's.
    if short.len() >= 4 && (long.ends_with(short) || long.starts_with(short)) {
        // `Van de Ven, A.` and `de Ven, Van`.
        let (short_given, rest) = if short == family {
            (given, &long[..long.len() - short.len()])
        } else {
            (other_given, &long[..long.len() - short.len()])
        };
        return initial(given, other_given) || rest == short_given && long.ends_with(short);
    }
    let turned = |family: &str, given: &str, other: &str, other_given: &str| {
        family == other_given && family.len() >= 3 && !given.is_empty() && initial(given, other)
    };
    turned(family, given, other, other_given)
        || turned(other, other_given, family, given)
        || short.len() >= 5 && initial(given, other_given) && strsim::osa_distance(short, long) <= 1 + short.len() / 8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn authors(names: &[&str]) -> Authors {
        Authors::of(&names.iter().map(|name| Person::from_inverted(name)).collect::<Vec<_>>())
    }

    #[test]
    fn people_agree_however_they_are_written() {
        let zuber = authors(&["Zuber, J", "Le Quintrec, M"]);
        assert_eq!(compare(&zuber, &authors(&["Zuber, Julien", "Quintrec, M."])), Agree::All);
        assert_eq!(compare(&zuber, &authors(&["Zuber, J."])), Agree::Most);
        assert_eq!(compare(&zuber, &authors(&["Zuber J", "Le Quintrec M"])), Agree::All);
        assert_eq!(compare(&zuber, &authors(&["Bond, G.", "Drake, R."])), Agree::Differ);
        assert_eq!(compare(&authors(&["Wang, Wei"]), &authors(&["Wei, Wang"])), Agree::All);
        assert_eq!(compare(&authors(&["Müller, K."]), &authors(&["Mueller, Karl"])), Agree::All);
        assert_eq!(compare(&authors(&["Anonymous"]), &zuber), Agree::Unknown);
        assert_eq!(compare(&authors(&["Smith, J."]), &authors(&["Smith, K."])), Agree::Differ);
        assert_eq!(compare(&authors(&["Carignani, Andrea"]), &authors(&["Andrea, C."])), Agree::All);
        let run_together = authors(&["Adeli K.Lewis, G. F."]);
        assert_eq!(compare(&run_together, &authors(&["Adeli, K.", "Lewis, G. F."])), Agree::All);
        let commas = Authors::of(&[Person::new("Lewis", "G.F., Adeli, K.")]);
        assert_eq!(compare(&commas, &authors(&["Lewis, G.", "Adeli, K."])), Agree::All);
        let cut = authors(&["Bertram Lud&#228", "scher", "Chu, Vincent"]);
        assert_eq!(compare(&cut, &authors(&["Ludäscher, Bertram", "Chu, V."])), Agree::All);
    }
}
