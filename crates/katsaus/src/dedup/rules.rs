//! What follows from the evidence: one text, two that belong together, something for a person to judge, or nothing.
//!
//! Every rule asks for evidence that is there: a field that one record lacks speaks neither for nor against. What speaks
//! against comes first, and no sum of likenesses outweighs it. The rules know no set and no setting.

use super::card::Form;
use super::compare::{Evidence, Says};
use super::kind::Kind;
use super::people::Agree;
use super::place::Placed;
use super::title::Degree;
use katsaus_model::Link;
use std::fmt;

/// What two records are to each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Verdict {
    /// One text, by this rule.
    Same(Rule),
    /// Two texts that belong together.
    Linked(Link),
    /// A person should look, for this reason.
    Judge(Doubt),
    /// Two texts.
    Distinct,
}

/// Why two records are one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// They say the same in every field that is compared.
    Identical,
    /// The same DOI, and nothing against it.
    Doi,
    /// The same PubMed number, and nothing against it.
    Pmid,
    /// The same ISBN, title and edition.
    Isbn,
    /// The same title in the same place.
    TitleAndPlace,
    /// The same title by the same people in the same journal, volume or year.
    TitleAndAuthors,
    /// A title that hardly two texts bear, by the same people in the same year.
    TitleAndYear,
    /// The title alike, by the same people in the same place.
    AlikeInPlace,
    /// The same abstract by the same people.
    Abstract,
    /// Another title, as of a translation, by the same people on the same pages.
    AuthorsAndPages,
    /// A title without authors, in the same journal and place.
    TitleWithoutAuthors,
}

/// Why a pair is left to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// Alike, but too little is known.
    LittleKnown,
    /// The same DOI on different titles.
    OneDoiTwoTitles,
    /// Different DOIs or PubMed numbers.
    Identifiers,
    /// Different numbers or parts in the titles.
    Numbers,
    /// One title says the opposite of the other, or of another group.
    Opposed,
    /// Too many years between them.
    Years,
    /// Different volumes or pages.
    Place,
    /// A conference paper and an article, perhaps.
    Versions,
    /// Rows of one table, which are a person's own.
    OneTable,
    /// They would join records that cannot be one text.
    Conflict,
}

impl Rule {
    /// Its name in the log and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Rule::Identical => "identical",
            Rule::Doi => "doi",
            Rule::Pmid => "pmid",
            Rule::Isbn => "isbn",
            Rule::TitleAndPlace => "title-and-place",
            Rule::TitleAndAuthors => "title-and-authors",
            Rule::TitleAndYear => "title-and-year",
            Rule::AlikeInPlace => "alike-in-place",
            Rule::Abstract => "abstract",
            Rule::AuthorsAndPages => "authors-and-pages",
            Rule::TitleWithoutAuthors => "title-without-authors",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Doubt {
    /// Its name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Doubt::LittleKnown => "little-known",
            Doubt::OneDoiTwoTitles => "one-doi-two-titles",
            Doubt::Identifiers => "identifiers",
            Doubt::Numbers => "numbers",
            Doubt::Opposed => "opposed",
            Doubt::Years => "years",
            Doubt::Place => "place",
            Doubt::Versions => "versions",
            Doubt::OneTable => "one-table",
            Doubt::Conflict => "conflict",
        }
    }

    /// The reason in words, for people.
    pub fn in_words(self) -> &'static str {
        match self {
            Doubt::LittleKnown => "alike, but too little is known to be sure",
            Doubt::OneDoiTwoTitles => "one DOI on two titles: one of the two has a wrong DOI, or that of its book",
            Doubt::Identifiers => "alike, but their DOIs or PubMed numbers differ",
            Doubt::Numbers => "alike, but the titles differ in a number or part",
            Doubt::Opposed => "alike, but the titles speak of different groups or opposites",
            Doubt::Years => "alike, but years apart",
            Doubt::Place => "alike, but in another volume, issue or on other pages",
            Doubt::Versions => "perhaps two versions or kinds of one text",
            Doubt::OneTable => "two rows of one table of yours, which are never merged by a rule",
            Doubt::Conflict => "joined, their group would hold two records that cannot be one text",
        }
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

pub(super) fn verdict(e: &Evidence) -> Verdict {
    if let Some(link) = linked(e) {
        return Verdict::Linked(link);
    }
    match (accepted(e), against(e)) {
        (Some(rule), None) => Verdict::Same(rule),
        (_, doubt) if plausible(e) => Verdict::Judge(doubt.unwrap_or(Doubt::LittleKnown)),
        _ => Verdict::Distinct,
    }
}

/// Whether nothing speaks against two records being one text: they may stand in one group, joined by others.
pub(super) fn may_be_one(e: &Evidence) -> bool {
    linked(e).is_none() && against(e).is_none()
}

/// Kinds of text that are never one, but belong together.
fn linked(e: &Evidence) -> Option<Link> {
    let people = e.authors >= Agree::Some;
    let titled = e.degree() >= Degree::Part && !e.generic;
    let near = e.years.is_none_or(|years| years <= 3);
    if let Some(kind) = e.kind
        && titled
        && near
        && (people && !e.container.differ() || e.container.same() && kind != Kind::Protocol)
    {
        return Some(kind.link());
    }
    match e.forms {
        (Form::Article | Form::Paper, Form::Preprint) | (Form::Preprint, Form::Chapter | Form::Book)
            if titled && e.authors >= Agree::Most =>
        {
            Some(Link::PreprintOf)
        }
        (Form::Chapter, Form::Book) if e.isbn.same() && e.degree() == Degree::Different => Some(Link::PartOf),
        (Form::Book, Form::Book)
            if titled && people && e.degree() >= Degree::Near && (e.edition.differ() || e.isbn.differ()) =>
        {
            Some(Link::VersionOf)
        }
        _ => None,
    }
}

/// What speaks against two records being one text.
fn against(e: &Evidence) -> Option<Doubt> {
    let in_place = e.volume.same() && e.pages >= Placed::First && !e.container.differ();
    let title = e.degree();
    if e.kinds_differ {
        return Some(Doubt::Versions);
    }
    if e.doi.same() && title == Degree::Different && e.title.is_some() && e.share() < 0.5 {
        return Some(Doubt::OneDoiTwoTitles);
    }
    if e.pmid.differ() || e.doi.differ() {
        return Some(Doubt::Identifiers);
    }
    if let Some(title) = e.title {
        if title.numbers_differ && !(e.doi.same() || in_place && e.pages == Placed::Same && e.authors >= Agree::Most) {
            return Some(Doubt::Numbers);
        }
        if title.opposed {
            return Some(Doubt::Opposed);
        }
    }
    let sure = e.doi.same() || e.pmid.same() || in_place || in_issue(e) && title >= Degree::Near;
    let most = if sure { 3 } else { 1 };
    if e.years.is_some_and(|years| years > most) {
        return Some(Doubt::Years);
    }
    if e.edition.differ() {
        return Some(Doubt::Versions);
    }
    misplaced(e).then_some(Doubt::Place)
}

/// Whether volume, issue and pages say that these are two texts.
fn misplaced(e: &Evidence) -> bool {
    if e.doi.same() || e.pmid.same() {
        return false;
    }
    let named = e.degree() == Degree::Same && !e.generic && e.authors >= Agree::Most;
    match (e.volume.differ(), e.pages == Placed::Differ) {
        (true, true) => true,
        // A slip in the volume, where all else agrees.
        (true, false) => !(named && e.pages >= Placed::First && !e.container.differ()),
        // Pages that were not final, or damaged.
        (false, true) => !(named && e.volume.same() && !e.issue.differ() && e.container.same() && e.years == Some(0)),
        (false, false) => e.issue.differ() && e.pages == Placed::Unknown,
    }
}

/// The first rule that says that two records are one text.
fn accepted(e: &Evidence) -> Option<Rule> {
    by_identifier(e).or_else(|| by_same_title(e)).or_else(|| by_like_title(e)).or_else(|| by_the_rest(e))
}

fn people(e: &Evidence) -> bool {
    e.authors >= Agree::Most
}

fn first_page(e: &Evidence) -> bool {
    e.pages >= Placed::First
}

fn same_year(e: &Evidence) -> bool {
    e.years == Some(0)
}

fn in_issue(e: &Evidence) -> bool {
    e.volume.same() && e.issue.same() && e.container.same()
}

/// On a page of a journal.
fn on_page(e: &Evidence) -> bool {
    first_page(e) && e.volume.same() && e.container.same() && same_year(e)
}

/// A meeting's abstract and the article that came of it bear one title in one year.
fn elsewhere(e: &Evidence) -> bool {
    e.container.differ() && e.one_placed
}

fn by_identifier(e: &Evidence) -> Option<Rule> {
    let title = e.degree();
    let half = e.share() >= 0.5 && people(e);
    if e.doi.same() && (title >= Degree::Part || half || e.title.is_none() && (people(e) || first_page(e))) {
        return Some(Rule::Doi);
    }
    if e.pmid.same() && (title >= Degree::Part || people(e) && first_page(e)) {
        return Some(Rule::Pmid);
    }
    let book = e.isbn.same() && title >= Degree::Near && people(e) && !e.generic && !e.edition.differ();
    book.then_some(Rule::Isbn)
}

fn by_same_title(e: &Evidence) -> Option<Rule> {
    if e.degree() != Degree::Same {
        return None;
    }
    let named = people(e) || !e.generic && (e.authors != Agree::Differ || on_page(e) && e.telling);
    if first_page(e) && e.volume.same() && named {
        return Some(Rule::TitleAndPlace);
    }
    if first_page(e) && people(e) && (!e.generic || e.container.same() && same_year(e) && !e.column) {
        return Some(Rule::TitleAndPlace);
    }
    let near_year = e.years.is_none_or(|years| years <= 1);
    let published = e.volume.same() || e.container.same() || e.summary.same();
    let known = [e.volume.same(), e.container.same(), e.summary.same(), same_year(e)];
    let two = published && known.into_iter().filter(|known| *known).count() >= 2;
    if people(e) && !e.column && two && (in_issue(e) || !e.generic && near_year) {
        return Some(Rule::TitleAndAuthors);
    }
    if e.authors >= Agree::Some && e.telling && same_year(e) && in_issue(e) {
        return Some(Rule::TitleAndAuthors);
    }
    let only = !e.generic || !e.column && e.authors == Agree::All;
    // A conference's papers are dated by the meeting or by the book.
    let at_conference = e.container.same() && e.forms == (Form::Paper, Form::Paper);
    let paper = e.authors == Agree::All && e.telling && near_year && at_conference;
    if people(e) && only && same_year(e) && !elsewhere(e) || paper {
        return Some(Rule::TitleAndYear);
    }
    let some_place = first_page(e) || e.volume.same();
    let alone = e.authors == Agree::Unknown && e.telling && near_year && e.container.same() && some_place;
    alone.then_some(Rule::TitleWithoutAuthors)
}

fn by_like_title(e: &Evidence) -> Option<Rule> {
    let near = e.degree() == Degree::Near;
    let all = e.authors == Agree::All;
    if e.degree() >= Degree::Part && !e.generic {
        let placed = first_page(e) && (e.volume.same() || same_year(e) && !e.container.differ())
            || e.volume.same() && e.container.same() && same_year(e) && (near || in_issue(e));
        let same_page = near && e.telling && on_page(e) && e.authors >= Agree::Some;
        if people(e) && placed || same_page || all && near && in_issue(e) {
            return Some(Rule::AlikeInPlace);
        }
        if all && near && e.telling && same_year(e) && !elsewhere(e) {
            return Some(Rule::TitleAndYear);
        }
    }
    // Three quarters of a long title, by the same people in the same issue.
    let much = all && e.telling && e.share() >= 0.75 && in_issue(e) && same_year(e);
    much.then_some(Rule::AlikeInPlace)
}

fn by_the_rest(e: &Evidence) -> Option<Rule> {
    if e.summary.same() && people(e) && e.share() >= 0.5 && !e.container.differ() {
        return Some(Rule::Abstract);
    }
    let in_volume = e.volume.same() && e.container.same() && same_year(e) && !e.issue.differ();
    let on_pages = e.pages == Placed::Same && e.share() >= 0.3 || e.title.is_none() && first_page(e);
    (e.authors == Agree::All && in_volume && on_pages).then_some(Rule::AuthorsAndPages)
}

/// Whether a person should look at all.
fn plausible(e: &Evidence) -> bool {
    // A column of a journal in another issue is another text, however alike all else is.
    let another_issue = e.column && (e.issue.differ() || e.doi.differ() || e.volume.differ());
    !another_issue && likelihood(e) >= PLAUSIBLE
}

/// Below this a person would say *distinct* nearly every time. On five labelled sets of 15,905 records, 187 pairs are above.
const PLAUSIBLE: f32 = 0.2;

/// How likely two records are one text, from 0 to 1: what agrees against what does not. It orders what a person is
/// shown, and below which likelihood nothing is shown; it merges nothing.
pub(super) fn likelihood(e: &Evidence) -> f32 {
    let mut sum = 0.0f32;
    sum += match e.degree() {
        Degree::Same if e.generic => 1.5,
        Degree::Same => 4.0,
        Degree::Near => 3.2,
        Degree::Part => 2.2,
        Degree::Different if e.title.is_none() => 0.0,
        Degree::Different => (e.share() - 0.6) * 6.0,
    };
    sum += match e.authors {
        Agree::All => 2.0,
        Agree::Most => 1.4,
        Agree::Some => 0.3,
        Agree::Unknown => 0.0,
        Agree::Differ => -2.5,
    };
    sum += match e.years {
        Some(0) => 0.7,
        Some(1) => 0.2,
        Some(_) => -1.0,
        None => 0.0,
    };
    sum += match e.pages {
        Placed::Same => 2.0,
        Placed::First => 1.4,
        Placed::Differ => -1.2,
        Placed::Unknown => 0.0,
    };
    let two = |says: Says, yes: f32, no: f32| match says {
        Says::Same => yes,
        Says::Differ => no,
        Says::Unknown => 0.0,
    };
    sum += two(e.volume, 0.8, -0.9) + two(e.container, 0.6, -0.4) + two(e.issue, 0.2, -0.3);
    sum += two(e.doi, 4.0, -4.0) + two(e.pmid, 4.0, -4.0) + two(e.summary, 2.5, -0.2) + two(e.isbn, 1.0, -1.0);
    if let Some(title) = e.title {
        sum -= if title.numbers_differ { 2.0 } else { 0.0 } + if title.opposed { 1.5 } else { 0.0 };
    }
    sum -= if e.kinds_differ { 3.0 } else { 0.0 };
    1.0 / (1.0 + (-(sum - 4.5) * 0.8).exp())
}
