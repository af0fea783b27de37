//! `field:` and what stands behind it.

use super::{Parsed, Parser, at};
use crate::query::ast::{Part, Span};
use crate::query::fields::Fields;
use crate::query::lex::Kind;
use crate::query::pattern::edits_between;

/// Fields that take a value.
pub(super) const VALUE_FIELDS: [&str; 24] = [
    "year",
    "tag",
    "code",
    "status",
    "selection",
    "key",
    "doi",
    "origin",
    "database",
    "read",
    "language",
    "lang",
    "type",
    "topic",
    "has",
    "missing",
    "round",
    "decided-by",
    "reason",
    "retrieval",
    "added",
    "similar",
    "cites",
    "concept",
];

/// All names that may stand before a colon, code groups aside.
pub fn field_names() -> impl Iterator<Item = &'static str> {
    Fields::names().chain(VALUE_FIELDS)
}

impl Parser<'_> {
    pub(super) fn field(&mut self, name: &str, span: Span, outer: Fields) -> Parsed {
        let lower = name.to_lowercase();
        let adjoining = self.peek().is_some_and(|token| token.span.from == span.to);
        let lower = if lower == "kind" && !self.groups.contains(&lower) { "type".to_owned() } else { lower };
        let is_value = VALUE_FIELDS.contains(&lower.as_str());
        let group = self.groups.iter().find(|group| **group == lower || *group == name).cloned();
        let fields = Fields::named(&lower);
        if fields.is_none() && !is_value && group.is_none() {
            return self.unknown_field(name, span);
        }
        if !adjoining {
            let hint = format!("the value stands right behind the colon: {name}:value");
            return self.error(span, format!("nothing stands after `{name}:`"), hint);
        }
        if let Some(fields) = fields {
            self.deeper(span)?;
            let inner = match self.peek().map(|token| &token.kind) {
                Some(Kind::Not | Kind::Minus) => self.not(fields),
                _ => self.one(fields),
            };
            self.depth -= 1;
            let mut inner = inner?;
            inner.span = span.to(inner.span);
            return Ok(inner);
        }
        let group = group.filter(|_| !is_value);
        self.value_or_several(&lower, group.as_deref(), span, outer)
    }

    fn value_or_several(&mut self, field: &str, group: Option<&str>, span: Span, outer: Fields) -> Parsed {
        if matches!(self.peek().map(|token| &token.kind), Some(Kind::Open)) {
            let open = self.span_here();
            self.at += 1;
            return self.any_of(field, group, span, open, outer);
        }
        let (value, end) = self.one_value(field)?;
        self.of_value(field, group, &value, span.to(end), outer)
    }

    /// One value: a word, a phrase, or what has colons in it: `topic:aims:word`.
    fn one_value(&mut self, field: &str) -> Result<(String, Span), super::QueryError> {
        let Some(token) = self.peek().cloned() else {
            return self.error(self.span_here(), format!("nothing stands after `{field}:`"), None);
        };
        self.at += 1;
        match token.kind {
            Kind::Word(value) | Kind::Phrase(value) => Ok((value, token.span)),
            // `-` may stand before a number only; in a value it is a sign like any other.
            Kind::Near { .. } | Kind::And | Kind::Or | Kind::Not | Kind::Saved(_) => {
                Ok((self.text[token.span.from..token.span.to].to_owned(), token.span))
            }
            Kind::Field(first) => {
                let adjoining = self.peek().is_some_and(|next| next.span.from == token.span.to);
                if !adjoining {
                    return self.error(token.span, format!("nothing stands after `{first}:`"), None);
                }
                self.deeper(token.span)?;
                let (rest, end) = self.one_value(&first)?;
                self.depth -= 1;
                Ok((format!("{first}:{rest}"), end))
            }
            _ => self.error(token.span, format!("`{field}:` takes a value"), None),
        }
    }

    fn of_value(&mut self, field: &str, group: Option<&str>, value: &str, span: Span, outer: Fields) -> Parsed {
        match group {
            Some(group) => Ok(at(span, Part::Tag(format!("{group}/{value}").trim_end_matches("/*").to_owned()))),
            None => self.value(field, value, span, outer),
        }
    }

    /// `framework:(demand-side OR support-side)`.
    fn any_of(&mut self, field: &str, group: Option<&str>, start: Span, open: Span, outer: Fields) -> Parsed {
        let mut any = Vec::new();
        let mut after_value = false;
        loop {
            let Some(token) = self.peek().cloned() else {
                let hint = "put a ) behind the last value".to_owned();
                return self.error(open, "this parenthesis is not closed".into(), hint);
            };
            match token.kind {
                Kind::Close if any.is_empty() => {
                    return self.error(open, "there is nothing between these parentheses".into(), None);
                }
                Kind::Close if after_value => {
                    self.at += 1;
                    let mut node = super::joined(any, Part::Or);
                    node.span = start.to(token.span);
                    return Ok(node);
                }
                Kind::Or if after_value => {
                    self.at += 1;
                    after_value = false;
                    continue;
                }
                Kind::Word(_) | Kind::Phrase(_) | Kind::Field(_) if !after_value => {
                    let (value, end) = self.one_value(field)?;
                    any.push(self.of_value(field, group, &value, token.span.to(end), outer)?);
                    after_value = true;
                }
                _ => {
                    let hint = format!("{field}:(one OR another); for both, {field}:one {field}:another");
                    return self.error(token.span, "only values with OR between may stand here".into(), hint);
                }
            }
        }
    }

    fn unknown_field(&self, name: &str, span: Span) -> Parsed {
        let lower = name.to_lowercase();
        let mut known: Vec<&str> = field_names().collect();
        known.extend(self.groups.iter().map(String::as_str));
        let most = if lower.chars().count() < 5 { 1 } else { 2 };
        let near =
            known.iter().filter_map(|known| Some((edits_between(&lower, known, most)?, (*known).to_owned()))).min();
        let hint = match near {
            Some((_, near)) => {
                format!("did you mean `{near}:`? To search for the words themselves, put them in \"quotation marks\"")
            }
            None => {
                let groups =
                    if self.groups.is_empty() { String::new() } else { format!(", {}", self.groups.join(", ")) };
                format!(
                    "fields are title, abstract, tiab, author, container, keyword, note, excerpt, cell, topic, fulltext, \
                     year, tag, status, key, doi, origin, added, round, decided-by, reason, retrieval, read, language, type, selection, \
                     concept, similar, cites, has, missing{groups}. Words with a colon go in \"quotation marks\""
                )
            }
        };
        self.error(span, format!("there is no field `{name}`"), hint)
    }
}
