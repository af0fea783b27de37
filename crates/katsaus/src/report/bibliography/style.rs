//! Citation styles and languages: those built in by name, others from a CSL file.
//!
//! The styles and locales built in are those of the CSL project (CC BY-SA 3.0), as hayagriva carries them.

use super::mend::{for_lists, for_order, mend_locale, mended};
use super::sound::{endless_macro, too_deep};
use hayagriva::archive::{self, ArchivedStyle};
use hayagriva::citationberg::{self, CitationFormat, IndependentStyle, Locale, LocaleCode, StyleCategory, StyleClass};
use std::error::Error as _;

/// A citation style, ready to be used.
#[derive(Clone, Debug)]
pub struct Style {
    /// What it calls itself.
    pub title: String,
    /// The style as citations follow it.
    pub(super) csl: IndependentStyle,
    /// As the list follows it, texts being given in its order.
    pub(super) list: IndependentStyle,
    /// What tells the order of the list.
    pub(super) order: IndependentStyle,
    /// The language that the style asks for itself.
    pub(super) own_language: Option<LocaleCode>,
}

/// A style that is built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its names; the last is the shortest.
    pub names: &'static [&'static str],
    /// What it calls itself.
    pub title: &'static str,
}

/// Why a style cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StyleError {
    /// No style of that name.
    #[error("there is no style `{name}` in katsaus")]
    Unknown {
        /// What was given.
        name: String,
        /// Names like it.
        near: Vec<&'static str>,
    },
    /// A file that is no style.
    #[error("this is not a style in the Citation Style Language: {why}")]
    NotCsl {
        /// What the reader of styles says.
        why: String,
    },
    /// A style that only points to another, which is not here.
    #[error("`{title}` is no style of its own: it follows `{parent}`, which is not in katsaus")]
    NoParent {
        /// The style that points.
        title: String,
        /// The address of the one it points to.
        parent: String,
    },
    /// A style without a list, as some for notes are, when a list was asked for.
    #[error("`{title}` has no list of references")]
    NoList {
        /// The style.
        title: String,
    },
}

/// The styles that are built in, by name.
pub fn known_styles() -> Vec<Known> {
    // Alphanumeric is a part that typesetting programs make labels with; it has no references.
    let all = ArchivedStyle::all().iter().filter(|style| **style != ArchivedStyle::Alphanumeric);
    let mut styles: Vec<Known> = all.map(|style| Known { names: style.names(), title: style.display_name() }).collect();
    styles.sort_by_key(|style| style.names.last().copied());
    styles
}

impl Style {
    /// A style that is built in: `apa`, `vancouver`, `harvard-cite-them-right`.
    ///
    /// # Errors
    /// If no style has that name.
    pub fn named(name: &str) -> Result<Style, StyleError> {
        let plain = name.trim().to_lowercase().replace([' ', '_'], "-");
        match ArchivedStyle::by_name(&plain) {
            Some(style) => Style::independent(style.get(), style.display_name(), None),
            None => Err(StyleError::Unknown { name: name.to_owned(), near: near(&plain) }),
        }
    }

    /// A style from the text of a `.csl` file. Where that only points to another style, `beside` is asked for the text
    /// of `NAME.csl`, then the built-in ones are.
    ///
    /// # Errors
    /// If the text is no CSL style, or the style it follows is not found.
    pub fn read(csl: &str, beside: &dyn Fn(&str) -> Option<String>) -> Result<Style, StyleError> {
        match parse(csl)? {
            citationberg::Style::Independent(style) => Style::followed(style, None),
            citationberg::Style::Dependent(style) => {
                let title = style.info.title.value.clone();
                let address = style.parent_link.href.clone();
                let name = address.rsplit('/').next().unwrap_or_default();
                let language = style.default_locale.clone();
                if let Some(text) = beside(name) {
                    return match parse(&text)? {
                        citationberg::Style::Independent(parent) => Style::followed(parent, language),
                        citationberg::Style::Dependent(_) => Err(StyleError::NoParent { title, parent: address }),
                    };
                }
                match ArchivedStyle::by_id(&address).or_else(|| ArchivedStyle::by_name(name)) {
                    Some(parent) => Style::independent(parent.get(), parent.display_name(), language),
                    None => Err(StyleError::NoParent { title, parent: address }),
                }
            }
        }
    }

    /// A style from a file, which may be anything.
    fn followed(csl: IndependentStyle, language: Option<LocaleCode>) -> Result<Style, StyleError> {
        match endless_macro(&csl) {
            Some(name) => Err(StyleError::NotCsl { why: format!("its macro `{name}` calls itself") }),
            None => Ok(Style::of(csl, language)),
        }
    }

    fn independent(style: citationberg::Style, title: &str, language: Option<LocaleCode>) -> Result<Style, StyleError> {
        match style {
            citationberg::Style::Independent(csl) => Ok(Style { title: title.to_owned(), ..Style::of(csl, language) }),
            citationberg::Style::Dependent(style) => {
                Err(StyleError::NoParent { title: title.to_owned(), parent: style.parent_link.href })
            }
        }
    }

    fn of(csl: IndependentStyle, language: Option<LocaleCode>) -> Style {
        let csl = mended(csl);
        let own_language = language.or_else(|| csl.default_locale.clone());
        Style { title: csl.info.title.value.clone(), list: for_lists(&csl), order: for_order(&csl), csl, own_language }
    }

    /// Whether texts are cited by number.
    pub fn is_numeric(&self) -> bool {
        let numeric = |category: &StyleCategory| {
            matches!(category, StyleCategory::CitationFormat { format: CitationFormat::Numeric })
        };
        self.csl.info.category.iter().any(numeric)
    }

    /// Whether texts are cited in notes at the foot of the page.
    pub fn is_note(&self) -> bool {
        self.csl.settings.class == StyleClass::Note
    }
}

fn parse(csl: &str) -> Result<citationberg::Style, StyleError> {
    if let Some(why) = too_deep(csl) {
        return Err(StyleError::NotCsl { why });
    }
    citationberg::Style::from_xml(csl).map_err(|error| {
        // The outer error says only where; what is wrong is inside.
        let why = error.source().map_or_else(|| error.to_string(), ToString::to_string);
        StyleError::NotCsl { why }
    })
}

/// Names that hold what was given or a part of it.
fn near(name: &str) -> Vec<&'static str> {
    let all = || ArchivedStyle::all().iter().flat_map(|style| style.names().iter().copied());
    let mut found: Vec<&str> = all().filter(|known| known.contains(name) || name.contains(known)).collect();
    if found.is_empty() {
        // Digits are editions: `apa7`, `mla-9`.
        let words: Vec<&str> =
            name.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 2).collect();
        found = all().filter(|known| words.iter().any(|word| known.contains(word))).collect();
    }
    found.truncate(5);
    found
}

/// A language that references are written in, with its terms.
#[derive(Clone, Debug)]
pub struct Language {
    pub(super) code: LocaleCode,
    pub(super) terms: Vec<Locale>,
}

/// A language without terms.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there are no terms in the language `{language}`")]
pub struct UnknownLanguage {
    /// What was given.
    pub language: String,
    /// The languages there are.
    pub known: Vec<String>,
}

impl Language {
    /// A language by its code, `fi`, `sv` or `de-AT`; without one that of the style, else American English. Of several
    /// regions a code alone means the one of the same name (`de-DE`), for English the American.
    ///
    /// # Errors
    /// If there are no terms in it.
    pub fn of(code: Option<&str>, style: &Style) -> Result<Language, UnknownLanguage> {
        let locales = archive::locales();
        let codes: Vec<&str> =
            locales.iter().filter_map(|locale| locale.lang.as_ref()).map(|code| code.0.as_str()).collect();
        let wanted = match (code, &style.own_language) {
            (Some(code), _) => code,
            (None, Some(own)) => own.0.as_str(),
            (None, None) => "en-US",
        };
        let Some(found) = closest(wanted, &codes) else {
            let known = codes.iter().map(|code| (*code).to_owned()).collect();
            return Err(UnknownLanguage { language: wanted.to_owned(), known });
        };
        let code = LocaleCode(found.to_owned());
        // English stands in for terms that a language lacks.
        let wanted = |locale: &Locale| locale.lang.as_ref().is_some_and(|lang| *lang == code || lang.0 == "en-US");
        let mut terms: Vec<Locale> = locales.into_iter().filter(wanted).collect();
        terms.iter_mut().for_each(mend_locale);
        Ok(Language { terms, code })
    }

    /// Its code, with the region: `fi-FI`.
    pub fn code(&self) -> &str {
        &self.code.0
    }
}

fn closest<'c>(wanted: &str, codes: &[&'c str]) -> Option<&'c str> {
    let wanted = wanted.trim().replace('_', "-");
    let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
    if let Some(exact) = codes.iter().find(|code| same(code, &wanted)) {
        return Some(exact);
    }
    let language = match wanted.split('-').next().unwrap_or_default().to_lowercase().as_str() {
        // Norwegian without more is Bokmål.
        "no" => "nb".to_owned(),
        language => language.to_owned(),
    };
    let region = if language == "en" { "us" } else { language.as_str() };
    let own = format!("{language}-{region}");
    let of_language = |code: &&&str| same(code.split('-').next().unwrap_or_default(), &language);
    codes.iter().find(|code| same(code, &own)).or_else(|| codes.iter().find(of_language)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_found_by_their_names() {
        assert!(Style::named("APA").is_ok_and(|style| !style.is_numeric()));
        assert!(Style::named("vancouver").is_ok_and(|style| style.is_numeric()));
        assert!(Style::named("Harvard Cite Them Right").is_ok());
        let near = |name: &str| match Style::named(name) {
            Err(StyleError::Unknown { near, .. }) => near,
            other => panic!("{name}: {other:?}"),
        };
        assert!(near("harvard").contains(&"harvard-cite-them-right"));
        assert!(near("apa7").contains(&"apa"));
        assert!(near("chicago-17").contains(&"chicago-author-date"));
    }

    #[test]
    fn each_known_style_can_be_used() {
        for known in known_styles() {
            for name in known.names {
                assert!(Style::named(name).is_ok(), "{name}");
            }
        }
    }

    #[test]
    fn a_style_that_follows_another_finds_it() {
        let follows = |parent: &str| {
            format!(
                r#"<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" default-locale="fi-FI">
<info><title>Oma lehti</title><id>http://www.zotero.org/styles/oma-lehti</id>
<link href="http://www.zotero.org/styles/oma-lehti" rel="self"/>
<link href="http://www.zotero.org/styles/{parent}" rel="independent-parent"/>
<category citation-format="author-date"/><updated>2020-01-01T00:00:00+00:00</updated></info></style>"#
            )
        };
        let style = Style::read(&follows("apa"), &|_| None).expect("apa is built in");
        assert_eq!(style.own_language, Some(LocaleCode("fi-FI".into())));
        let lost = Style::read(&follows("not-here"), &|_| None).expect_err("its parent is not here");
        assert!(matches!(lost, StyleError::NoParent { .. }));
        let why = |text: &str| match Style::read(text, &|_| None) {
            Err(StyleError::NotCsl { why }) => why,
            other => panic!("{other:?}"),
        };
        assert!(why(&"<group>".repeat(100_000)).contains("inside one another"));
        let endless = r#"<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Endless</title><id>http://example.org/endless</id><category citation-format="author-date"/>
<updated>2020-01-01T00:00:00+00:00</updated></info>
<macro name="a"><group><text macro="b"/></group></macro><macro name="b"><text macro="a"/></macro>
<citation><layout><text macro="a"/></layout></citation></style>"#;
        assert!(why(endless).contains("calls itself"));
        assert!(matches!(Style::read("<html/>", &|_| None), Err(StyleError::NotCsl { .. })));
    }

    #[test]
    fn languages_are_found_by_their_codes() {
        let style = Style::named("apa").expect("apa");
        let code = |wanted: &str| Language::of(Some(wanted), &style).map(|language| language.code().to_owned());
        for (wanted, found) in
            [("fi", "fi-FI"), ("sv", "sv-SE"), ("en", "en-US"), ("en_GB", "en-GB"), ("de", "de-DE"), ("no", "nb-NO")]
        {
            assert_eq!(code(wanted).as_deref(), Ok(found), "{wanted}");
        }
        assert!(code("xx").is_err_and(|error| error.known.iter().any(|known| known == "fi-FI")));
    }
}
