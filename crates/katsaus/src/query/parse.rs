//! Tokens to a tree. A query that cannot be read is an error at its place, never a guess.

use super::ast::{Node, Span, TextField};
use super::lex::{Kind, Token, tokens};
use katsaus_model::ReadLevel;

/// A query, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// What was typed.
    pub typed: String,
    /// What it says.
    pub node: Node,
    /// What its writer may want to know: `and` in small letters is a word.
    pub notes: Vec<String>,
}

/// A query that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryError {
    /// The query.
    pub query: String,
    /// Where in it.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to try.
    pub hint: Option<String>,
}

/// Most parentheses inside each other.
const DEPTH: usize = 200;
/// Longest query in bytes.
const LENGTH: usize = 64 * 1024;

/// Reads one text as a query. `groups` are the code groups, which are fields too.
///
/// # Errors
/// If it cannot be read; the error says where and why.
pub fn parse(text: &str, groups: &[String]) -> Result<Query, QueryError> {
    let error = |span, message: &str, hint: Option<&str>| QueryError {
        query: text.to_owned(),
        span,
        message: message.to_owned(),
        hint: hint.map(str::to_owned),
    };
    if text.len() > LENGTH {
        return Err(error(Span { from: 0, to: 1 }, "the query is longer than 64 KB", None));
    }
    let tokens = tokens(text).map_err(|unclosed| {
        error(unclosed.0, "this quotation mark is not closed", Some("put a second \" behind the phrase"))
    })?;
    let mut parser = Parser { text, tokens: &tokens, at: 0, groups, notes: Vec::new(), depth: 0 };
    if tokens.is_empty() {
        return Ok(Query { typed: text.to_owned(), node: Node::All, notes: Vec::new() });
    }
    let node = parser.or(None)?;
    if let Some(token) = parser.peek() {
        return Err(error(token.span, "this parenthesis closes nothing", Some("take it away, or open one before it")));
    }
    Ok(Query { typed: text.to_owned(), node, notes: parser.notes })
}

/// Joins what stands on a command line to one query: one argument is the query as it stands; of several, one with a
/// blank in it is a phrase.
pub fn parse_arguments(arguments: &[String], groups: &[String]) -> Result<Query, QueryError> {
    match arguments {
        [] => parse("", groups),
        [one] => parse(one, groups),
        several => {
            let quoted = |argument: &String| {
                if argument.contains(char::is_whitespace) && !argument.contains(['"', '(', ':']) {
                    format!("\"{argument}\"")
                } else {
                    argument.clone()
                }
            };
            parse(&several.iter().map(quoted).collect::<Vec<_>>().join(" "), groups)
        }
    }
}

/// Plain words, any of which will do: no operator, wildcard, field or error.
pub fn plain_words(text: &str) -> Query {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let nodes: Vec<Node> = words.map(|word| Node::Word { field: None, word: word.to_owned() }).collect();
    let node = if nodes.is_empty() { Node::All } else { Node::Or(nodes) };
    Query { typed: text.to_owned(), node, notes: Vec::new() }
}

struct Parser<'a> {
    text: &'a str,
    tokens: &'a [Token],
    at: usize,
    groups: &'a [String],
    notes: Vec<String>,
    depth: usize,
}

const TEXT_FIELDS: [(&str, TextField); 20] = [
    ("title", TextField::Title),
    ("ti", TextField::Title),
    ("abstract", TextField::Abstract),
    ("ab", TextField::Abstract),
    ("author", TextField::Author),
    ("authors", TextField::Author),
    ("au", TextField::Author),
    ("container", TextField::Container),
    ("journal", TextField::Container),
    ("so", TextField::Container),
    ("keyword", TextField::Keyword),
    ("keywords", TextField::Keyword),
    ("kw", TextField::Keyword),
    ("note", TextField::Note),
    ("notes", TextField::Note),
    ("excerpt", TextField::Excerpt),
    ("excerpts", TextField::Excerpt),
    ("cell", TextField::Cell),
    ("cells", TextField::Cell),
    ("text", TextField::Cell),
];

const SET_FIELDS: [&str; 15] = [
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
    "type",
    "topic",
    "has",
    "missing",
];

const STATUSES: [&str; 6] = ["candidate", "undecided", "included", "excluded", "unsure", "conflict"];

type Parsed = Result<Node, QueryError>;

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn error<T>(&self, span: Span, message: String, hint: impl Into<Option<String>>) -> Result<T, QueryError> {
        Err(QueryError { query: self.text.to_owned(), span, message, hint: hint.into() })
    }

    fn span_here(&self) -> Span {
        let end = self.text.len();
        self.peek().map_or(Span { from: end, to: end }, |token| token.span)
    }

    fn or(&mut self, field: Option<TextField>) -> Parsed {
        let mut any = vec![self.and(field)?];
        while matches!(self.peek(), Some(Token { kind: Kind::Or, .. })) {
            let operator = self.span_here();
            self.at += 1;
            if self.ends() {
                return self.error(
                    operator,
                    "nothing stands after OR".into(),
                    "add a word, or take OR away".to_owned(),
                );
            }
            any.push(self.and(field)?);
        }
        Ok(if any.len() == 1 { any.remove(0) } else { Node::Or(any) })
    }

    fn ends(&self) -> bool {
        matches!(self.peek(), None | Some(Token { kind: Kind::Close, .. }))
    }

    fn and(&mut self, field: Option<TextField>) -> Parsed {
        let mut all = vec![self.not(field)?];
        loop {
            match self.peek().map(|token| token.kind.clone()) {
                None | Some(Kind::Close | Kind::Or) => break,
                Some(Kind::And) => {
                    let operator = self.span_here();
                    self.at += 1;
                    if self.ends() || matches!(self.peek(), Some(Token { kind: Kind::Or, .. })) {
                        let hint = "add a word, or take AND away".to_owned();
                        return self.error(operator, "nothing stands after AND".into(), hint);
                    }
                }
                Some(_) => {}
            }
            all.push(self.not(field)?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Node::And(all) })
    }

    fn not(&mut self, field: Option<TextField>) -> Parsed {
        match self.peek().map(|token| token.kind.clone()) {
            Some(Kind::Not | Kind::Minus) => {
                let operator = self.span_here();
                self.at += 1;
                if self.ends() {
                    return self.error(operator, "nothing stands after NOT".into(), "say what to leave out".to_owned());
                }
                self.deeper(operator)?;
                let inner = self.not(field)?;
                self.depth -= 1;
                Ok(Node::Not(Box::new(inner)))
            }
            _ => self.one(field),
        }
    }

    fn one(&mut self, field: Option<TextField>) -> Parsed {
        let Some(token) = self.peek().cloned() else {
            return self.error(self.span_here(), "the query ends too early".into(), None);
        };
        self.at += 1;
        match token.kind {
            Kind::Open => self.group(token.span, field),
            Kind::Close => self.error(
                token.span,
                "there is nothing between these parentheses".into(),
                "take them away, or put words between them".to_owned(),
            ),
            Kind::And | Kind::Or => {
                let operator = &self.text[token.span.from..token.span.to];
                let hint = format!("to search for the word itself, write \"{}\"", operator.to_lowercase());
                self.error(token.span, format!("nothing stands before {operator}"), hint)
            }
            Kind::Not | Kind::Minus => self.error(token.span, "nothing stands after NOT".into(), None),
            Kind::Word(word) => self.word(field, &word, token.span),
            Kind::Phrase(words) => self.phrase(field, &words, token.span),
            Kind::Field(name) => self.field(&name, token.span),
        }
    }

    /// One step further in. Parentheses, NOT and `field:` all count, so that no query can exhaust the stack.
    fn deeper(&mut self, span: Span) -> Result<(), QueryError> {
        self.depth += 1;
        if self.depth > DEPTH {
            let message = format!("more than {DEPTH} parentheses, NOTs or fields stand inside each other");
            self.error(span, message, None)?;
        }
        Ok(())
    }

    fn group(&mut self, open: Span, field: Option<TextField>) -> Parsed {
        self.deeper(open)?;
        let node = self.or(field)?;
        if !matches!(self.peek(), Some(Token { kind: Kind::Close, .. })) {
            let hint = "put a ) behind what belongs together".to_owned();
            return self.error(open, "this parenthesis is not closed".into(), hint);
        }
        self.at += 1;
        self.depth -= 1;
        Ok(node)
    }

    fn word(&mut self, field: Option<TextField>, word: &str, span: Span) -> Parsed {
        if word == "*" && field.is_none() {
            return Ok(Node::All);
        }
        if matches!(word, "and" | "or" | "not") {
            self.notes
                .push(format!("`{word}` is searched as a word; as an operator it is written {}", word.to_uppercase()));
        }
        let stars = word.matches('*').count();
        if stars == 0 {
            if !word.chars().any(char::is_alphanumeric) {
                return self.error(span, format!("`{word}` holds no letter or digit to search for"), None);
            }
            return Ok(Node::Word { field, word: word.to_owned() });
        }
        let Some(start) = word.strip_suffix('*').filter(|start| !start.contains('*')) else {
            let hint = "a * may stand at the end of a word only: employ*".to_owned();
            return self.error(span, format!("`{word}` cannot be searched"), hint);
        };
        if !start.chars().any(char::is_alphanumeric) {
            let hint = "put at least one letter before the *".to_owned();
            return self.error(span, format!("`{word}` would find every word"), hint);
        }
        Ok(Node::Prefix { field, start: start.to_owned() })
    }

    fn phrase(&mut self, field: Option<TextField>, words: &str, span: Span) -> Parsed {
        if !words.chars().any(char::is_alphanumeric) {
            return self.error(span, "this phrase is empty".into(), None);
        }
        let open = words.trim_end().ends_with('*');
        let words = words.trim_end().trim_end_matches('*').to_owned();
        if words.contains('*') {
            let hint = "inside a phrase a * may stand at its end only: \"supported employ*\"".to_owned();
            return self.error(span, "this phrase cannot be searched".into(), hint);
        }
        Ok(Node::Phrase { field, words, open })
    }

    /// `field:` and what follows it: a value, or for fields of text a group in parentheses.
    fn field(&mut self, name: &str, span: Span) -> Parsed {
        let lower = name.to_lowercase();
        if let Some((_, field)) = TEXT_FIELDS.iter().find(|(known, _)| *known == lower) {
            let adjoining = self.peek().is_some_and(|token| token.span.from == span.to);
            if !adjoining {
                return self.error(span, format!("nothing stands after `{name}:`"), format!("write {name}:word"));
            }
            self.deeper(span)?;
            let inner = self.not(Some(*field));
            self.depth -= 1;
            return inner;
        }
        let lower = if lower == "kind" && !self.groups.contains(&lower) { "type".to_owned() } else { lower };
        let is_group = self.groups.contains(&lower) || self.groups.iter().any(|group| group == name);
        if !is_group && !SET_FIELDS.contains(&lower.as_str()) {
            return self.unknown_field(name, span);
        }
        let Some(token) = self.peek().cloned().filter(|token| token.span.from == span.to) else {
            return self.error(span, format!("nothing stands after `{name}:`"), None);
        };
        let value = match token.kind {
            Kind::Word(value) | Kind::Phrase(value) => value,
            Kind::Field(first) => {
                // `topic:aims:word`, `missing:topic:aims`: the rest of the value has a colon in it.
                self.at += 1;
                let rest = self.peek().cloned().filter(|next| next.span.from == token.span.to);
                let rest = match rest.map(|token| token.kind) {
                    Some(Kind::Word(rest) | Kind::Phrase(rest)) => rest,
                    _ => return self.error(token.span, format!("nothing stands after `{first}:`"), None),
                };
                format!("{first}:{rest}")
            }
            Kind::Open if is_group || lower == "tag" => {
                self.at += 1;
                return self.any_of(&lower, is_group.then_some(name), token.span);
            }
            _ => return self.error(token.span, format!("`{name}:` takes one value"), None),
        };
        self.at += 1;
        let span = Span { from: span.from, to: self.tokens[self.at - 1].span.to };
        if is_group && !SET_FIELDS.contains(&lower.as_str()) {
            return Ok(Node::Tag(format!("{name}/{value}").trim_end_matches("/*").to_owned()));
        }
        self.value(&lower, &value, span)
    }

    /// `framework:(demand-side OR support-side)`.
    fn any_of(&mut self, field: &str, group: Option<&str>, open: Span) -> Parsed {
        let mut any = Vec::new();
        loop {
            let Some(token) = self.peek().cloned() else {
                return self.error(open, "this parenthesis is not closed".into(), None);
            };
            self.at += 1;
            match token.kind {
                Kind::Close if any.is_empty() => {
                    return self.error(open, "there is nothing between these parentheses".into(), None);
                }
                Kind::Close => break,
                Kind::Or => {}
                Kind::Word(value) | Kind::Phrase(value) => any.push(match group {
                    Some(group) => Node::Tag(format!("{group}/{value}")),
                    None => self.value(field, &value, token.span)?,
                }),
                _ => return self.error(token.span, "only values and OR may stand here".into(), None),
            }
        }
        Ok(if any.len() == 1 { any.remove(0) } else { Node::Or(any) })
    }

    fn value(&mut self, field: &str, value: &str, span: Span) -> Parsed {
        Ok(match field {
            "year" => return self.year(value, span),
            "tag" | "code" => Node::Tag(value.to_owned()),
            "status" => {
                let lower = value.to_lowercase();
                // `employers/included`: in a selection.
                let word = lower.rsplit('/').next().unwrap_or(&lower);
                if !STATUSES.contains(&word) {
                    let hint = format!("a status is {}", STATUSES.join(", "));
                    return self.error(span, format!("`{value}` is no status"), hint);
                }
                Node::Status(lower)
            }
            "selection" => Node::Selection(value.to_owned()),
            "key" => Node::Key(value.to_owned()),
            "doi" => Node::Doi(value.to_owned()),
            "origin" | "database" => Node::Origin(value.to_owned()),
            "language" => Node::Language(value.to_owned()),
            "type" => Node::Type(value.to_owned()),
            "read" => match ReadLevel::parse(value) {
                Some(level) => Node::Read(level),
                None => {
                    let hint = "levels are not, title, abstract, partly, full".to_owned();
                    return self.error(span, format!("`{value}` is no read level"), hint);
                }
            },
            "topic" => return self.topic(value, span),
            "missing" => Node::Not(Box::new(self.has(value, span)?)),
            _ => return self.has(value, span),
        })
    }

    fn has(&mut self, value: &str, span: Span) -> Parsed {
        if let Some(topic) = value.strip_prefix("topic:") {
            return self.topic(topic, span);
        }
        const THINGS: [&str; 11] =
            ["abstract", "doi", "year", "url", "note", "tag", "cell", "decision", "excerpt", "author", "keyword"];
        let lower = value.to_lowercase();
        let singular = lower.strip_suffix('s').unwrap_or(&lower).to_owned();
        if THINGS.contains(&lower.as_str()) || THINGS.contains(&singular.as_str()) {
            return Ok(Node::Has(if THINGS.contains(&lower.as_str()) { lower } else { singular }));
        }
        if self.groups.contains(&lower) {
            return Ok(Node::Tag(lower));
        }
        let hint = format!("has: and missing: take {}, topic:NAME, or a code group", THINGS.join(", "));
        self.error(span, format!("`{value}` is nothing that a source has"), hint)
    }

    fn topic(&mut self, value: &str, span: Span) -> Parsed {
        match value.split_once(':') {
            None => Ok(Node::Topic { topic: value.to_owned(), words: None }),
            Some((topic, words)) => {
                let inner = if words.contains(char::is_whitespace) {
                    self.phrase(Some(TextField::Cell), words, span)?
                } else {
                    self.word(Some(TextField::Cell), words, span)?
                };
                Ok(Node::Topic { topic: topic.to_owned(), words: Some(Box::new(inner)) })
            }
        }
    }

    fn year(&self, value: &str, span: Span) -> Parsed {
        let hint = "years are written year:2008, year:1998..2010, year:1998.. or year:..2010".to_owned();
        let number = |text: &str| -> Result<Option<i32>, QueryError> {
            match text.trim() {
                "" => Ok(None),
                text => {
                    text.parse().map(Some).or_else(|_| self.error(span, format!("`{text}` is no year"), hint.clone()))
                }
            }
        };
        let parts = value.split_once("..").or_else(|| value.split_once('-').filter(|(from, _)| from.len() == 4));
        match parts {
            Some((from, to)) => {
                let (from, to) = (number(from)?, number(to)?);
                if let (Some(first), Some(last)) = (from, to)
                    && first > last
                {
                    return self.error(span, format!("{first} is later than {last}"), hint);
                }
                Ok(Node::Year { from, to })
            }
            None => {
                let year = number(value)?;
                Ok(Node::Year { from: year, to: year })
            }
        }
    }

    fn unknown_field(&self, name: &str, span: Span) -> Parsed {
        let lower = name.to_lowercase();
        let known = TEXT_FIELDS.iter().map(|(name, _)| *name).chain(SET_FIELDS);
        let known: Vec<&str> = known.chain(self.groups.iter().map(String::as_str)).collect();
        let start: String = lower.chars().take(3).collect();
        let near = known.iter().find(|known| known.starts_with(&start) && start.len() == 3);
        let hint = match near {
            Some(near) => {
                format!("did you mean `{near}:`? To search for the words themselves, put them in \"quotation marks\"")
            }
            None => {
                let groups =
                    if self.groups.is_empty() { String::new() } else { format!(", {}", self.groups.join(", ")) };
                format!(
                    "fields are title, abstract, author, container, keyword, note, cell, topic, year, tag, status, key, doi, origin, read, language, type, selection, has, missing{groups}"
                )
            }
        };
        self.error(span, format!("there is no field `{name}`"), hint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups() -> Vec<String> {
        vec!["framework".to_owned(), "kind".to_owned()]
    }

    #[track_caller]
    fn reads(query: &str, printed: &str) {
        let query = parse(query, &groups()).expect("a query");
        assert_eq!(query.node.to_string(), printed);
        let again = parse(printed, &groups()).expect("what is printed is a query");
        assert_eq!(again.node, query.node, "printed and read again");
    }

    #[track_caller]
    fn fails(query: &str, from: usize, message: &str) {
        let error = parse(query, &groups()).expect_err("no query");
        assert_eq!((error.span.from, error.message.as_str()), (from, message));
    }

    #[test]
    fn not_binds_before_and_and_before_or() {
        reads("a b OR c", "(a AND b) OR c");
        reads("(aa OR bb) AND cc AND NOT dd", "(aa OR bb) AND cc AND NOT dd");
        reads("a OR NOT b c", "a OR (NOT b AND c)");
        reads("not:a -b", "NOT a AND NOT b");
        reads("", "*");
    }

    #[test]
    fn fields_phrases_and_truncation() {
        reads(
            "\"dual customer\" AND employ* framework:demand-side year:1998..2010 -status:excluded author:luecking",
            "\"dual customer\" AND employ* AND tag:framework/demand-side AND year:1998..2010 AND NOT status:excluded AND author:luecking",
        );
        reads("title:(job OR work*)", "title:job OR title:work*");
        reads("“return to work”", "\"return to work\"");
        reads("ti:\"supported employ*\"", "title:\"supported employ*\"");
        reads("year:2008 year:..2010 year:1999..", "year:2008 AND year:..2010 AND year:1999..");
        reads("topic:aims:inclusion missing:topic:aims", "topic:aims:inclusion AND NOT topic:aims");
        reads("framework:(supply-side OR support-side)", "tag:framework/supply-side OR tag:framework/support-side");
        reads("missing:abstract has:framework", "NOT has:abstract AND tag:framework");
        reads("dual-customer", "dual-customer");
    }

    #[test]
    fn no_code_group_can_be_called_like_a_field() {
        for name in TEXT_FIELDS.iter().map(|(name, _)| *name).chain(SET_FIELDS) {
            assert!(katsaus_model::CodeGroup::is_reserved(name), "{name}");
        }
    }

    #[test]
    fn no_query_can_exhaust_the_stack() {
        for part in ["-", "NOT ", "title:", "(", "title:-"] {
            let text = part.repeat(5000) + "word";
            let error = parse(&text, &[]).expect_err("too deep");
            assert!(error.message.starts_with("more than 200"), "{}", error.message);
        }
    }

    #[test]
    fn errors_point_at_their_place() {
        fails("framework:()", 10, "there is nothing between these parentheses");
        fails("a AND (b OR c", 6, "this parenthesis is not closed");
        fails("a) b", 1, "this parenthesis closes nothing");
        fails("a \"b c", 2, "this quotation mark is not closed");
        fails("a AND", 2, "nothing stands after AND");
        fails("OR b", 0, "nothing stands before OR");
        fails("*work", 0, "`*work` cannot be searched");
        fails("titel:work", 0, "there is no field `titel`");
        fails("year:soon", 0, "`soon` is no year");
        fails("status:done", 0, "`done` is no status");
        fails("()", 1, "there is nothing between these parentheses");
        assert!(parse(&format!("{}a", "(".repeat(5000)), &[]).is_err());
    }

    #[test]
    fn arguments_with_blanks_are_phrases_beside_others() {
        let arguments = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let read = |words: &[&str]| parse_arguments(&arguments(words), &[]).expect("a query").node.to_string();
        assert_eq!(read(&["supported employment"]), "supported AND employment");
        assert_eq!(read(&["supported employment", "work"]), "\"supported employment\" AND work");
        assert_eq!(plain_words("Why? (not) title:x").node.to_string(), "Why OR not OR title OR x");
    }
}
