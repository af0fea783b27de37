//! Rewrites a style where hayagriva 0.10.1 would print it wrongly, without changing what the style says.
//!
//! - `cs:names` with a label or a substitute but no `cs:name` is taken for empty, and authors are lost (NLM's
//!   Vancouver). A `cs:name` that says nothing is put in: the specification has it implied.
//! - `cs:date` with month and day only is thought to print something where only the year is known, so delimiters
//!   are left hanging (`28 : 267`). It is put under a condition on [`MONTH_KNOWN`], which the items set.
//! - A date that begins with its year has its delimiter printed before parts that are not known (`2020 ;53`). The
//!   delimiter becomes the prefix of the later parts, which is printed with them only.
//! - `plural="never"` is not heeded for pages: the label becomes its term, where there are pages.
//! - Names that citations are told apart by are carried over to the list of references, which then lacks initials and
//!   authors. A list of its own looks for [`NOBODY`] as well, which keeps them apart.
//! - `cite-group-delimiter` is `, ` where a style says none, and stands between all texts where one has several; so
//!   it is given for citations of the same authors alone.
//! - Of names that stand for the same ones in the reference before, commas and `et al.` are left; the list is made
//!   without, and [`super::repeated`] does it.

use hayagriva::citationberg::taxonomy::{NameVariable, NumberOrPageVariable, StandardVariable, Term, Variable};
use hayagriva::citationberg::{
    Choose, ChooseBranch, ChooseMatch, Collapse, Date, DatePartName, IndependentStyle, Label, LabelPluralize,
    LayoutRenderingElement, Locale, Name, Names, NamesChild, Text, TextTarget,
};

/// A variable that no style prints, set where the month of publication is known.
pub(super) const MONTH_KNOWN: StandardVariable = StandardVariable::Annote;

/// A role that no text of a review has anybody in.
const NOBODY: NameVariable = NameVariable::Curator;

/// The terms and date forms of a language, mended.
pub(super) fn mend_locale(locale: &mut Locale) {
    locale.date.iter_mut().for_each(delimiter_as_prefix);
}

/// The style, mended.
pub(super) fn mended(mut style: IndependentStyle) -> IndependentStyle {
    style.locale.iter_mut().for_each(mend_locale);
    each_element(&mut style, &mut mend);
    style
}

/// The style as texts of the same authors are cited by it: `(Bond, 2004, 2008)`.
pub(super) fn for_same_authors(style: &IndependentStyle) -> IndependentStyle {
    let mut style = style.clone();
    if matches!(style.citation.collapse, Some(Collapse::Year | Collapse::YearSuffix | Collapse::YearSuffixRanged)) {
        style.citation.cite_group_delimiter.get_or_insert_with(|| ", ".to_owned());
    }
    style
}

/// The style as lists are made by it: in the order in which texts are given, with names of their own.
pub(super) fn for_lists(style: &IndependentStyle) -> IndependentStyle {
    let mut style = style.clone();
    if let Some(list) = &mut style.bibliography {
        list.sort = None;
        list.subsequent_author_substitute = None;
    }
    each_element(&mut style, &mut |element| {
        if let LayoutRenderingElement::Names(names) = element
            && !names.variable.contains(&NOBODY)
        {
            names.variable.push(NOBODY);
        }
    });
    style
}

/// The style without anything that is printed: what is left is the order of its list.
pub(super) fn for_order(style: &IndependentStyle) -> IndependentStyle {
    let mut style = style.clone();
    style.citation.sort = None;
    style.citation.layout.elements.clear();
    style.citation.disambiguate_add_givenname = false;
    style.citation.disambiguate_add_names = false;
    style.citation.disambiguate_add_year_suffix = false;
    style.citation.collapse = None;
    if let Some(list) = &mut style.bibliography {
        list.layout.elements.clear();
        list.subsequent_author_substitute = None;
    }
    style
}

/// Goes through all elements, those inside others first.
fn each_element(style: &mut IndependentStyle, change: &mut dyn FnMut(&mut LayoutRenderingElement)) {
    for one in &mut style.macros {
        each_of(&mut one.children, change);
    }
    each_of(&mut style.citation.layout.elements, change);
    if let Some(list) = &mut style.bibliography {
        each_of(&mut list.layout.elements, change);
    }
}

pub(super) fn each_of(elements: &mut [LayoutRenderingElement], change: &mut dyn FnMut(&mut LayoutRenderingElement)) {
    for element in elements {
        match element {
            LayoutRenderingElement::Names(names) => {
                for child in &mut names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        each_of(&mut substitute.children, change);
                    }
                }
            }
            LayoutRenderingElement::Group(group) => each_of(&mut group.children, change),
            LayoutRenderingElement::Choose(choose) => {
                each_of(&mut choose.if_.children, change);
                choose.else_if.iter_mut().for_each(|branch| each_of(&mut branch.children, change));
                if let Some(otherwise) = &mut choose.otherwise {
                    each_of(&mut otherwise.children, change);
                }
            }
            LayoutRenderingElement::Date(_)
            | LayoutRenderingElement::Text(_)
            | LayoutRenderingElement::Number(_)
            | LayoutRenderingElement::Label(_) => {}
        }
        change(element);
    }
}

fn mend(element: &mut LayoutRenderingElement) {
    match element {
        LayoutRenderingElement::Names(names) => imply_name(names),
        LayoutRenderingElement::Date(date) if lacks_year(date) => {
            let date = LayoutRenderingElement::Date(date.clone());
            *element = if_there_is(Variable::Standard(MONTH_KNOWN), date);
        }
        LayoutRenderingElement::Date(date) => delimiter_as_prefix(date),
        LayoutRenderingElement::Label(label) if label.label.plural == LabelPluralize::Never => {
            if let NumberOrPageVariable::Page(page) = label.variable {
                let term = page_term(label);
                *element = if_there_is(Variable::Page(page), term);
            }
        }
        _ => {}
    }
}

fn imply_name(names: &mut Names) {
    let named = names.children.iter().any(|child| matches!(child, NamesChild::Name(_)));
    if !named && !names.children.is_empty() {
        names.children.insert(0, NamesChild::Name(Name::default()));
    }
}

fn page_term(label: &Label) -> LayoutRenderingElement {
    let term = Term::from(label.variable);
    let mut text = Text::with_target(TextTarget::Term { term, form: label.label.form, plural: false });
    text.formatting = label.label.formatting;
    text.affixes = label.label.affixes.clone();
    text.text_case = label.label.text_case;
    text.strip_periods = label.label.strip_periods;
    LayoutRenderingElement::Text(text)
}

fn delimiter_as_prefix(date: &mut Date) {
    if date.date_part.first().is_none_or(|part| part.name != DatePartName::Year) {
        return;
    }
    let Some(delimiter) = date.delimiter.take() else { return };
    for part in date.date_part.iter_mut().skip(1) {
        let own = part.affixes.prefix.take().unwrap_or_default();
        part.affixes.prefix = Some(format!("{delimiter}{own}"));
    }
}

fn lacks_year(date: &Date) -> bool {
    let year = date.date_part.iter().any(|part| part.name == DatePartName::Year);
    date.form.is_none() && !date.date_part.is_empty() && !year
}

fn if_there_is(variable: Variable, element: LayoutRenderingElement) -> LayoutRenderingElement {
    let branch = ChooseBranch {
        disambiguate: None,
        is_numeric: None,
        is_uncertain_date: None,
        locator: None,
        position: None,
        type_: None,
        variable: Some(vec![variable]),
        match_: ChooseMatch::All,
        children: vec![element],
    };
    LayoutRenderingElement::Choose(Choose { if_: branch, else_if: Vec::new(), otherwise: None })
}
