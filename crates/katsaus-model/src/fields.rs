//! Bibliographic fields, typed, and their one-line text form that people edit.

use crate::{Doi, Person};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// The bibliographic fields of a text. An absent field is one that nobody gave.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// CSL type: `article-journal`, `chapter`, `report` ...
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Title in the original language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_title: Option<String>,
    /// Authors in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Person>,
    /// Editors in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub editors: Vec<Person>,
    /// Year of publication, 0 to 2200.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Date of publication as written, also `2019a` or `n.d.`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Journal, book or site it appeared in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
    /// Series.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// Volume.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume: Option<String>,
    /// Issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    /// Pages, `157-168`, or an article number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<String>,
    /// Edition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// Publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Place of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher_place: Option<String>,
    /// DOI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doi: Option<Doi>,
    /// PubMed identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pmid: Option<String>,
    /// URN, as national repositories give it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urn: Option<String>,
    /// ISSNs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub issn: Vec<String>,
    /// ISBNs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub isbn: Vec<String>,
    /// Abstract.
    #[serde(rename = "abstract", skip_serializing_if = "Option::is_none")]
    pub abstract_text: Option<String>,
    /// Whose words the abstract is, where it was put in by hand: `publisher` or `reviewer`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub abstract_from: Option<String>,
    /// Keywords.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// Language, as a code where it could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Web address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The record's own identifier in the file it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What was not understood, verbatim, by its name in the file.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, String>,
}

/// A bibliographic field by its name in commands and JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the field of the same name in `Fields`")]
pub enum Field {
    Type,
    Title,
    OriginalTitle,
    Authors,
    Editors,
    Year,
    Date,
    Container,
    Series,
    Volume,
    Issue,
    Pages,
    Edition,
    Publisher,
    PublisherPlace,
    Doi,
    Pmid,
    Urn,
    Issn,
    Isbn,
    Abstract,
    AbstractFrom,
    Keywords,
    Language,
    Url,
}

/// A name that is no bibliographic field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a field of a source")]
pub struct UnknownField(pub String);

/// A value that a field does not take.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{value}` cannot be the {field} of a source: {why}")]
pub struct InvalidValue {
    /// The field.
    pub field: Field,
    /// What was given.
    pub value: String,
    /// What is wrong with it.
    pub why: &'static str,
}

impl Field {
    /// All fields, in the order in which tables show them.
    pub const ALL: [Field; 25] = [
        Field::Authors,
        Field::Year,
        Field::Title,
        Field::OriginalTitle,
        Field::Container,
        Field::Series,
        Field::Volume,
        Field::Issue,
        Field::Pages,
        Field::Edition,
        Field::Editors,
        Field::Publisher,
        Field::PublisherPlace,
        Field::Date,
        Field::Doi,
        Field::Pmid,
        Field::Urn,
        Field::Issn,
        Field::Isbn,
        Field::Url,
        Field::Type,
        Field::Language,
        Field::Keywords,
        Field::Abstract,
        Field::AbstractFrom,
    ];

    /// The field's name in commands and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Field::Type => "type",
            Field::Title => "title",
            Field::OriginalTitle => "original_title",
            Field::Authors => "authors",
            Field::Editors => "editors",
            Field::Year => "year",
            Field::Date => "date",
            Field::Container => "container",
            Field::Series => "series",
            Field::Volume => "volume",
            Field::Issue => "issue",
            Field::Pages => "pages",
            Field::Edition => "edition",
            Field::Publisher => "publisher",
            Field::PublisherPlace => "publisher_place",
            Field::Doi => "doi",
            Field::Pmid => "pmid",
            Field::Urn => "urn",
            Field::Issn => "issn",
            Field::Isbn => "isbn",
            Field::Abstract => "abstract",
            Field::AbstractFrom => "abstract_from",
            Field::Keywords => "keywords",
            Field::Language => "language",
            Field::Url => "url",
        }
    }

    /// Reads a field's name, also in the singular (`author`, `keyword`).
    ///
    /// # Errors
    /// If there is no such field.
    pub fn parse(name: &str) -> Result<Field, UnknownField> {
        let wanted = name.trim().to_lowercase().replace('-', "_");
        let alias = match wanted.as_str() {
            "author" => "authors",
            "editor" => "editors",
            "keyword" => "keywords",
            "journal" => "container",
            other => other,
        };
        Field::ALL.into_iter().find(|field| field.as_str() == alias).ok_or_else(|| UnknownField(name.to_owned()))
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Fields {
    /// A field as one text, as people read and edit it; lists joined by `; `. Empty if absent.
    pub fn get(&self, field: Field) -> String {
        let people = |people: &[Person]| people.iter().map(Person::inverted).collect::<Vec<_>>().join("; ");
        match field {
            Field::Authors => people(&self.authors),
            Field::Editors => people(&self.editors),
            Field::Year => self.year.map(|year| year.to_string()).unwrap_or_default(),
            Field::Doi => self.doi.as_ref().map(ToString::to_string).unwrap_or_default(),
            Field::Issn => self.issn.join("; "),
            Field::Isbn => self.isbn.join("; "),
            Field::Keywords => self.keywords.join("; "),
            other => self.text(other).clone().unwrap_or_default(),
        }
    }

    /// Whether a field says something.
    pub fn has(&self, field: Field) -> bool {
        match field {
            Field::Authors => !self.authors.is_empty(),
            Field::Editors => !self.editors.is_empty(),
            Field::Year => self.year.is_some(),
            Field::Doi => self.doi.is_some(),
            Field::Issn => !self.issn.is_empty(),
            Field::Isbn => !self.isbn.is_empty(),
            Field::Keywords => !self.keywords.is_empty(),
            other => self.text(other).as_ref().is_some_and(|text| !text.is_empty()),
        }
    }

    /// Sets a field from the text that [`Fields::get`] gives; an empty text takes the field away.
    ///
    /// # Errors
    /// If the text cannot be that field: a year that is no number, a DOI that is none.
    pub fn set(&mut self, field: Field, text: &str) -> Result<(), InvalidValue> {
        let text = text.trim();
        let invalid = |why| InvalidValue { field, value: text.to_owned(), why };
        let list = || text.split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect();
        let people = || {
            let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
            parts.map(Person::from_inverted).collect()
        };
        match field {
            Field::Authors => self.authors = people(),
            Field::Editors => self.editors = people(),
            Field::Issn => self.issn = list(),
            Field::Isbn => self.isbn = list(),
            Field::Keywords => self.keywords = list(),
            Field::Year if text.is_empty() => self.year = None,
            Field::Year => {
                let year: i32 = text.parse().map_err(|_| invalid("a year is a number such as 2008"))?;
                if !(0..=2200).contains(&year) {
                    return Err(invalid("a year is between 0 and 2200"));
                }
                self.year = Some(year);
            }
            Field::Doi if text.is_empty() => self.doi = None,
            Field::Doi => {
                self.doi = Some(Doi::parse(text).map_err(|_| invalid("a DOI looks like 10.1177/1049731508314275"))?);
            }
            other => *self.text_mut(other) = (!text.is_empty()).then(|| text.to_owned()),
        }
        Ok(())
    }

    /// Takes from `other` what is absent here.
    pub fn fill_from(&mut self, other: &Fields) {
        for field in Field::ALL {
            if !self.has(field) && other.has(field) {
                self.copy(field, other);
            }
        }
        for (name, value) in &other.extra {
            self.extra.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }

    /// Copies one field, keeping its parts (names taken apart) as they are.
    pub(crate) fn copy(&mut self, field: Field, other: &Fields) {
        match field {
            Field::Authors => self.authors = other.authors.clone(),
            Field::Editors => self.editors = other.editors.clone(),
            Field::Year => self.year = other.year,
            Field::Doi => self.doi = other.doi.clone(),
            Field::Issn => self.issn = other.issn.clone(),
            Field::Isbn => self.isbn = other.isbn.clone(),
            Field::Keywords => self.keywords = other.keywords.clone(),
            text => *self.text_mut(text) = other.text(text).clone(),
        }
    }

    fn text(&self, field: Field) -> &Option<String> {
        match field {
            Field::Type => &self.kind,
            Field::OriginalTitle => &self.original_title,
            Field::Date => &self.date,
            Field::Container => &self.container,
            Field::Series => &self.series,
            Field::Volume => &self.volume,
            Field::Issue => &self.issue,
            Field::Pages => &self.pages,
            Field::Edition => &self.edition,
            Field::Publisher => &self.publisher,
            Field::PublisherPlace => &self.publisher_place,
            Field::Pmid => &self.pmid,
            Field::Urn => &self.urn,
            Field::Abstract => &self.abstract_text,
            Field::AbstractFrom => &self.abstract_from,
            Field::Language => &self.language,
            Field::Url => &self.url,
            // The list fields have no text of their own; `get` and `set` never ask for them here.
            _ => &self.title,
        }
    }

    fn text_mut(&mut self, field: Field) -> &mut Option<String> {
        match field {
            Field::Type => &mut self.kind,
            Field::OriginalTitle => &mut self.original_title,
            Field::Date => &mut self.date,
            Field::Container => &mut self.container,
            Field::Series => &mut self.series,
            Field::Volume => &mut self.volume,
            Field::Issue => &mut self.issue,
            Field::Pages => &mut self.pages,
            Field::Edition => &mut self.edition,
            Field::Publisher => &mut self.publisher,
            Field::PublisherPlace => &mut self.publisher_place,
            Field::Pmid => &mut self.pmid,
            Field::Urn => &mut self.urn,
            Field::Abstract => &mut self.abstract_text,
            Field::AbstractFrom => &mut self.abstract_from,
            Field::Language => &mut self.language,
            Field::Url => &mut self.url,
            _ => &mut self.title,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_takes_back_what_it_gives() {
        let mut fields = Fields::default();
        for field in Field::ALL {
            let value = match field {
                Field::Year => "2008",
                Field::Doi => "10.1177/1049731508314275",
                Field::Authors | Field::Editors => "Luecking, R.; Kela",
                Field::Issn | Field::Isbn | Field::Keywords => "one; two",
                _ => "some text",
            };
            fields.set(field, value).expect("a good value");
            assert_eq!(fields.get(field), value, "{field}");
            assert_eq!(Field::parse(field.as_str()), Ok(field));
        }
        let mut copy = Fields::default();
        copy.fill_from(&fields);
        assert_eq!(copy, fields);
        for field in Field::ALL {
            fields.set(field, "").expect("nothing");
        }
        assert_eq!(fields, Fields::default());
    }

    #[test]
    fn bad_values_are_named() {
        let error = Fields::default().set(Field::Year, "soon").expect_err("no year");
        assert_eq!(error.to_string(), "`soon` cannot be the year of a source: a year is a number such as 2008");
        assert!(Fields::default().set(Field::Year, "99999").is_err());
        assert!(Fields::default().set(Field::Doi, "none").is_err());
    }
}
