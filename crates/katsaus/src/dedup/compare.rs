//! What two records say for and against being one text, field by field. It must not decide.

use super::card::{Card, Form};
use super::kind::Kind;
use super::people::{self, Agree};
use super::place::{self, Placed};
use super::title::{self, Degree, Likeness};

/// Whether two statements agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    Unknown,
    Differ,
    Same,
}

impl Says {
    fn of<T: PartialEq>(a: Option<T>, b: Option<T>) -> Says {
        match (a, b) {
            (Some(a), Some(b)) if a == b => Says::Same,
            (Some(_), Some(_)) => Says::Differ,
            _ => Says::Unknown,
        }
    }

    fn number(a: u32, b: u32) -> Says {
        Says::of(nonzero(a), nonzero(b))
    }

    pub(super) fn same(self) -> bool {
        self == Says::Same
    }

    pub(super) fn differ(self) -> bool {
        self == Says::Differ
    }
}

/// A value that stands for none where it is 0.
fn nonzero<T: Default + PartialEq>(value: T) -> Option<T> {
    (value != T::default()).then_some(value)
}

/// Evidence on a pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Evidence {
    /// `None` if a record has no title.
    pub(super) title: Option<Likeness>,
    /// The title names a column, or is borne by several texts: it proves nothing.
    pub(super) column: bool,
    /// It is that, or short: it proves little.
    pub(super) generic: bool,
    /// The title is long enough to be one text's alone.
    pub(super) telling: bool,
    pub(super) authors: Agree,
    /// Years between them.
    pub(super) years: Option<u32>,
    pub(super) container: Says,
    pub(super) volume: Says,
    pub(super) issue: Says,
    pub(super) pages: Placed,
    /// One of them says where it stands, in a volume or on pages, and the other does not.
    pub(super) one_placed: bool,
    pub(super) edition: Says,
    pub(super) doi: Says,
    pub(super) pmid: Says,
    pub(super) isbn: Says,
    pub(super) summary: Says,
    pub(super) kinds_differ: bool,
    /// The kind that one of the two says it is, and the other does not.
    pub(super) kind: Option<Kind>,
    pub(super) forms: (Form, Form),
}

impl Evidence {
    /// Weighs two records. `common` says whether a title is borne by several texts.
    pub(super) fn of(a: &Card, b: &Card, common: &dyn Fn(u64) -> bool) -> Evidence {
        let (likeness, title) = best_titles(a, b);
        let column = title.is_none_or(|title| title.is_column() || common(title.hash));
        let generic = column || title.is_none_or(title::Title::is_short);
        Evidence {
            title: likeness,
            column,
            generic,
            telling: title.is_some_and(title::Title::is_telling) && !generic,
            authors: people::compare(&a.authors, &b.authors),
            years: a.year.zip(b.year).map(|(a, b)| a.abs_diff(b)),
            container: container(a, b),
            volume: Says::number(a.volume, b.volume),
            issue: Says::number(a.issue, b.issue),
            pages: place::compare(a.pages, b.pages),
            one_placed: is_placed(a) != is_placed(b),
            edition: Says::number(a.edition, b.edition),
            doi: Says::of(a.doi.as_ref(), b.doi.as_ref()),
            pmid: Says::number(a.pmid, b.pmid),
            isbn: any_shared(&a.isbn, &b.isbn),
            summary: Says::of(nonzero(a.summary), nonzero(b.summary)),
            kinds_differ: a.kind != b.kind,
            kind: if a.kind.is_some() && b.kind.is_some() { None } else { a.kind.or(b.kind) },
            forms: if a.form <= b.form { (a.form, b.form) } else { (b.form, a.form) },
        }
    }

    pub(super) fn degree(&self) -> Degree {
        self.title.map_or(Degree::Different, |title| title.degree)
    }

    pub(super) fn share(&self) -> f32 {
        self.title.map_or(0.0, |title| title.share)
    }
}

/// The likeness of those of their titles that are most alike, and the shorter of these.
fn best_titles<'c>(a: &'c Card, b: &'c Card) -> (Option<Likeness>, Option<&'c title::Title>) {
    let mut best: Option<(Likeness, &title::Title)> = None;
    for mine in [&a.title, &a.second].into_iter().flatten() {
        for theirs in [&b.title, &b.second].into_iter().flatten() {
            let found = title::likeness(mine, theirs);
            let better = best.is_none_or(|(best, _)| (found.degree, found.share) > (best.degree, best.share));
            if better {
                best = Some((found, if mine.text.len() <= theirs.text.len() { mine } else { theirs }));
            }
        }
    }
    (best.map(|(likeness, _)| likeness), best.map(|(_, title)| title))
}

fn is_placed(card: &Card) -> bool {
    card.volume != 0 || card.pages.is_some()
}

fn container(a: &Card, b: &Card) -> Says {
    if any_shared(&a.issn, &b.issn).same() {
        return Says::Same;
    }
    match place::one_container(&a.container, &b.container) {
        Some(true) => Says::Same,
        Some(false) => Says::Differ,
        None => Says::Unknown,
    }
}

fn any_shared(a: &str, b: &str) -> Says {
    if a.is_empty() || b.is_empty() {
        return Says::Unknown;
    }
    if a.split(' ').any(|one| b.split(' ').any(|other| one == other)) { Says::Same } else { Says::Differ }
}
