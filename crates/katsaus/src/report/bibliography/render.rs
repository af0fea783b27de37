//! Has references and citations rendered, and turns what hayagriva gives into rich text.

use super::capitals::shown;
use super::item::{item, printed};
use super::mend::for_same_authors;
use super::prepare::prepared;
use super::punctuation;
use super::repeated;
use super::style::{Language, Style, StyleError};
use crate::report::rich::{Document, Look, Paragraph, Run, Shift};
use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::taxonomy::Locator;
use hayagriva::citationberg::{
    Display, FontStyle, FontVariant, FontWeight, IndependentStyle, TextDecoration, VerticalAlign,
};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, CitePurpose, ElemChild, Formatting,
    LocatorPayload, SpecificLocator,
};
use katsaus_model::{Fields, Source};
use std::borrow::Cow;
use std::collections::HashMap;

/// The texts that references are made of, in the order in which a style that numbers by appearance counts them.
#[derive(Debug, Default)]
pub struct Bibliography {
    items: Vec<Item>,
    /// What each is known by first: the first author's family name, in lower case.
    first_names: Vec<String>,
}

/// A reference of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The source's key.
    pub key: String,
    /// The reference.
    pub paragraph: Paragraph,
}

/// How a text is named in the running text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Citation {
    /// `(Luecking, 2008)`
    #[default]
    Parenthetical,
    /// `Luecking (2008)`, as part of a sentence.
    Narrative,
}

/// What is cited: keys, and the pages of the last of them.
#[derive(Clone, Copy, Debug)]
pub struct Cited<'c> {
    /// The keys of the sources.
    pub keys: &'c [String],
    /// `12` or `12-14`.
    pub pages: Option<&'c str>,
    /// How they are named.
    pub form: Citation,
}

impl Bibliography {
    /// The texts of sources.
    pub fn of<'s>(sources: impl IntoIterator<Item = &'s Source>) -> Bibliography {
        let mut bibliography = Bibliography::default();
        for source in sources {
            bibliography.push(&source.key.0, &source.fields);
        }
        bibliography
    }

    /// Adds a text.
    pub fn push(&mut self, key: &str, fields: &Fields) {
        let fields = &prepared(fields);
        self.items.push(item(key, fields));
        let people = if fields.authors.is_empty() { &fields.editors } else { &fields.authors };
        self.first_names.push(people.first().map(|person| person.family().to_lowercase()).unwrap_or_default());
    }

    /// The list of references in a style, in the style's own order.
    ///
    /// # Errors
    /// If the style has no list.
    pub fn references(&self, style: &Style, language: &Language) -> Result<Vec<Reference>, StyleError> {
        // The letters of `2008a` and numbers go by the order of the list, so that is found first.
        let items: Vec<Item> =
            self.order(style, language).into_iter().map(|at| printed(self.items[at].clone())).collect();
        let mut driver = BibliographyDriver::new();
        for item in &items {
            driver.citation(request(vec![CitationItem::with_entry(item)], &style.csl, language, None));
        }
        let wanted = BibliographyRequest::new(&style.list, Some(language.code.clone()), &language.terms);
        let list = driver.finish(wanted).bibliography;
        let mut list = list.ok_or_else(|| StyleError::NoList { title: style.title.clone() })?;
        if let Some(sign) =
            style.csl.bibliography.as_ref().and_then(|list| list.subsequent_author_substitute.as_deref())
        {
            repeated::substitute(sign, &mut list.items);
        }
        let references = list.items.into_iter().map(|item| {
            let mut label = Vec::new();
            if let Some(first) = &item.first_field {
                runs(first, &mut label);
            }
            let mut text = Vec::new();
            item.content.0.iter().for_each(|child| runs(child, &mut text));
            let paragraph =
                Paragraph { label: tidy(label), runs: tidy(text), hanging: list.hanging_indent, heading: 0 };
            Reference { key: item.key, paragraph }
        });
        Ok(references.collect())
    }

    /// Where each text of the list stands among the texts.
    fn order(&self, style: &Style, language: &Language) -> Vec<usize> {
        let mut driver = BibliographyDriver::new();
        for item in &self.items {
            driver.citation(request(vec![CitationItem::with_entry(item)], &style.order, language, None));
        }
        let wanted = BibliographyRequest::new(&style.order, Some(language.code.clone()), &language.terms);
        let places: HashMap<Cow<'_, str>, usize> =
            self.items.iter().enumerate().filter_map(|(at, item)| Some((item.id()?, at))).collect();
        let Some(list) = driver.finish(wanted).bibliography else {
            return (0..self.items.len()).collect();
        };
        list.items.iter().filter_map(|item| places.get(item.key.as_str()).copied()).collect()
    }

    /// A citation of some of the texts, with the letters (`2008a`), initials and numbers that tell them from the
    /// others. Keys that are not among the texts are passed over.
    pub fn citation(&self, cited: &Cited<'_>, style: &Style, language: &Language) -> Vec<Run> {
        let among = self.told_apart_from(cited.keys, style);
        let items: Vec<Item> =
            among.order(style, language).into_iter().map(|at| printed(among.items[at].clone())).collect();
        let mut wanted: Vec<usize> = cited.keys.iter().filter_map(|key| place_of(key, &items)).collect();
        let last = wanted.last().copied();
        if style.csl.citation.sort.is_some() {
            wanted.sort_unstable();
        }
        let csl = if have_same_authors(&wanted, &items) { &for_same_authors(&style.csl) } else { &style.csl };
        let mut driver = BibliographyDriver::new();
        for (at, item) in items.iter().enumerate() {
            // A note names a text in full the first time only.
            if !(style.is_note() && wanted.contains(&at)) {
                driver.citation(request(vec![CitationItem::with_entry(item)], csl, language, None));
            }
        }
        let cluster = wanted.iter().map(|&at| {
            let pages = cited.pages.filter(|_| Some(at) == last);
            let locator = pages.map(|pages| SpecificLocator(Locator::Page, LocatorPayload::Str(pages)));
            let item = CitationItem::with_locator(&items[at], locator);
            if cited.form == Citation::Narrative { item.kind(CitePurpose::Prose) } else { item }
        });
        driver.citation(request(cluster.collect(), csl, language, Some(1)));
        let list = BibliographyRequest::new(&style.list, Some(language.code.clone()), &language.terms);
        let mut text = Vec::new();
        if let Some(last) = driver.finish(list).citations.last() {
            last.citation.0.iter().for_each(|child| runs(child, &mut text));
        }
        tidy(text)
    }

    /// The texts that a citation of some of them depends on. Numbers are places in the whole list; names are told
    /// apart from the same names only.
    fn told_apart_from(&self, keys: &[String], style: &Style) -> Bibliography {
        let cited: Vec<usize> = keys.iter().filter_map(|key| place_of(key, &self.items)).collect();
        let rival = |at: usize| cited.iter().any(|&cited| self.first_names[cited] == self.first_names[at]);
        let mut among = Bibliography::default();
        for at in (0..self.items.len()).filter(|&at| style.is_numeric() || rival(at)) {
            among.items.push(self.items[at].clone());
            among.first_names.push(self.first_names[at].clone());
        }
        among
    }
}

fn place_of(key: &str, items: &[Item]) -> Option<usize> {
    items.iter().position(|item| item.id().as_deref() == Some(key))
}

/// Whether texts are all by the same people; texts by nobody are not.
fn have_same_authors(wanted: &[usize], items: &[Item]) -> bool {
    let author = |at: &usize| items[*at].0.get("author");
    let first = wanted.first().and_then(author);
    first.is_some() && wanted.iter().all(|at| author(at) == first)
}

impl Document {
    /// A document of references.
    pub fn of_references(title: &str, language: &Language, references: Vec<Reference>) -> Document {
        Document {
            title: title.to_owned(),
            language: language.code().to_owned(),
            paragraphs: references.into_iter().map(|reference| reference.paragraph).collect(),
        }
    }
}

fn request<'r>(
    items: Vec<CitationItem<'r, Item>>,
    style: &'r IndependentStyle,
    language: &'r Language,
    note: Option<usize>,
) -> CitationRequest<'r, Item> {
    CitationRequest::new(items, style, Some(language.code.clone()), &language.terms, note)
}

/// The runs of a rendered element.
fn runs(child: &ElemChild, out: &mut Vec<Run>) {
    match child {
        ElemChild::Text(text) => out.push(Run { text: shown(&text.text), look: look(text.formatting), link: None }),
        ElemChild::Link { text, url } => {
            out.push(Run { text: text.text.clone(), look: look(text.formatting), link: Some(url.clone()) });
        }
        ElemChild::Markup(text) => out.push(Run { text: shown(text), ..Run::default() }),
        ElemChild::Elem(element) => {
            let own_line = matches!(element.display, Some(Display::Block | Display::Indent));
            if own_line && !out.is_empty() {
                out.push(Run { text: "\n".to_owned(), ..Run::default() });
            }
            element.children.0.iter().for_each(|child| runs(child, out));
        }
        ElemChild::Transparent { .. } => {}
    }
}

fn look(formatting: Formatting) -> Look {
    Look {
        italic: formatting.font_style == FontStyle::Italic,
        bold: formatting.font_weight == FontWeight::Bold,
        small_caps: formatting.font_variant == FontVariant::SmallCaps,
        underline: formatting.text_decoration == TextDecoration::Underline,
        shift: match formatting.vertical_align {
            VerticalAlign::Sup => Shift::Super,
            VerticalAlign::Sub => Shift::Sub,
            VerticalAlign::None | VerticalAlign::Baseline => Shift::None,
        },
    }
}

/// One run for each look, with its punctuation in order and no white space at the ends.
fn tidy(runs: Vec<Run>) -> Vec<Run> {
    let mut runs = merged(runs);
    punctuation::collapse(&mut runs);
    runs.retain(|run| !run.text.is_empty());
    trimmed(runs)
}

/// Neighbours of one look as one run.
fn merged(runs: Vec<Run>) -> Vec<Run> {
    let mut whole: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        match whole.last_mut() {
            Some(last) if last.look == run.look && last.link.is_none() && run.link.is_none() => {
                last.text.push_str(&run.text);
            }
            _ if run.text.is_empty() => {}
            _ => whole.push(run),
        }
    }
    whole
}

/// Without white space at both ends.
fn trimmed(mut runs: Vec<Run>) -> Vec<Run> {
    if let Some(first) = runs.first_mut() {
        first.text = first.text.trim_start().to_owned();
    }
    if let Some(last) = runs.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    runs
}
