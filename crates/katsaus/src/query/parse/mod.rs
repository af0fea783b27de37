//! Tokens to a tree. A query that cannot be read is an error at its place, never a guess. It must not run anything.

mod field;
mod notes;
mod value;
mod words;

#[cfg(test)]
mod tests;

use super::ast::{Node, Part, Span};
use super::fields::Fields;
use super::lex::{Kind, Token, tokens};

pub use field::field_names;

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
pub const DEPTH: usize = 200;
/// Longest query in bytes: some 50,000 words with OR between.
pub const LENGTH: usize = 1 << 20;
/// Most words that may stand between two that are near each other.
pub const FARTHEST: u32 = 255;

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
        return Err(error(Span { from: 0, to: 1 }, "the query is longer than 1 MB", None));
    }
    let tokens = tokens(text).map_err(|unclosed| {
        error(unclosed.0, "this quotation mark is not closed", Some("put a second \" behind the phrase"))
    })?;
    let mut parser = Parser { text, tokens: &tokens, at: 0, groups, notes: Vec::new(), depth: 0, tall: 0 };
    if tokens.is_empty() {
        return Ok(Query { typed: text.to_owned(), node: Part::All.into(), notes: Vec::new() });
    }
    let node = parser.or(Fields::ANY)?;
    if let Some(token) = parser.peek() {
        return Err(error(token.span, "this parenthesis closes nothing", Some("take it away, or open one before it")));
    }
    Ok(Query { typed: text.to_owned(), node, notes: parser.notes })
}

/// Joins what stands on a command line to one query: one argument is the query as it stands; of several, one with a
/// blank in it is a phrase.
///
/// # Errors
/// If it cannot be read.
pub fn parse_arguments(arguments: &[String], groups: &[String]) -> Result<Query, QueryError> {
    parse(&joined_arguments(arguments), groups)
}

/// What stands on a command line as the text of one query.
pub fn joined_arguments(arguments: &[String]) -> String {
    let is_query = |text: &str| {
        let operator =
            |word: &str| matches!(word, "AND" | "OR" | "NOT") || word.starts_with("NEAR/") || word.starts_with("PRE/");
        let field = |word: &str| word.split_once(':').is_some_and(|(name, _)| !name.is_empty());
        text.contains(['"', '(', '“', '”'])
            || text.split_whitespace().any(|word| operator(word) || field(word) || word.starts_with('@'))
    };
    match arguments {
        [] => String::new(),
        [one] => one.clone(),
        several => {
            let quoted = |argument: &String| {
                let is_phrase = argument.contains(char::is_whitespace) && !is_query(argument);
                if is_phrase { format!("\"{argument}\"") } else { argument.clone() }
            };
            several.iter().map(quoted).collect::<Vec<_>>().join(" ")
        }
    }
}

/// Plain words, any of which will do: no operator, wildcard, field or error. Words that only hold sentences together
/// (`the`, `ja`) are left out, unless there are no others.
pub fn plain_words(text: &str) -> Query {
    let words: Vec<String> = crate::analysis::tokens(text).map(|(_, _, word)| word).collect();
    let telling: Vec<&String> = words.iter().filter(|word| !crate::analysis::is_function_word(word)).collect();
    let kept = if telling.is_empty() { words.iter().collect() } else { telling };
    let mut nodes: Vec<Node> = kept.into_iter().map(|word| Node::kin(word)).collect();
    let node = match nodes.len() {
        0 => Part::All.into(),
        1 => nodes.remove(0),
        _ => Part::Or(nodes).into(),
    };
    Query { typed: text.to_owned(), node, notes: Vec::new() }
}

struct Parser<'a> {
    text: &'a str,
    tokens: &'a [Token],
    at: usize,
    groups: &'a [String],
    notes: Vec<String>,
    depth: usize,
    /// How tall the tree is that was read last.
    tall: usize,
}

type Parsed = Result<Node, QueryError>;

/// A node that stands at a place.
fn at(span: Span, part: Part) -> Node {
    Node { part, span }
}

/// Several as one: a list of one is the one.
fn joined(mut nodes: Vec<Node>, join: fn(Vec<Node>) -> Part) -> Node {
    if nodes.len() == 1 {
        return nodes.remove(0);
    }
    let span = match (nodes.first(), nodes.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => Span::default(),
    };
    at(span, join(nodes))
}

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

    /// Goes past an operator, behind which something must stand.
    fn operator(&mut self, name: &str) -> Result<Span, QueryError> {
        let span = self.span_here();
        self.at += 1;
        match self.peek().map(|token| &token.kind) {
            None | Some(Kind::Close | Kind::Or) => {
                let hint = match name {
                    "NOT" => "say what to leave out".to_owned(),
                    _ => format!("add a word, or take {name} away"),
                };
                self.error(span, format!("nothing stands after {name}"), hint)
            }
            Some(Kind::And) if name != "OR" => {
                let hint = format!("one of {name} and AND is too many; leaving something out is written AND NOT");
                self.error(span, format!("nothing stands after {name}"), hint)
            }
            _ => Ok(span),
        }
    }

    fn or(&mut self, fields: Fields) -> Parsed {
        let mut any = vec![self.and(fields)?];
        let mut tall = self.tall;
        while matches!(self.peek(), Some(Token { kind: Kind::Or, .. })) {
            self.operator("OR")?;
            any.push(self.and(fields)?);
            tall = tall.max(self.tall);
        }
        self.tall = tall + usize::from(any.len() > 1);
        Ok(joined(any, Part::Or))
    }

    fn and(&mut self, fields: Fields) -> Parsed {
        let mut all = vec![self.not(fields)?];
        let mut tall = self.tall;
        loop {
            match self.peek().map(|token| &token.kind) {
                None | Some(Kind::Close | Kind::Or) => break,
                Some(Kind::And) => {
                    self.operator("AND")?;
                }
                Some(_) => {}
            }
            all.push(self.not(fields)?);
            tall = tall.max(self.tall);
        }
        self.tall = tall + usize::from(all.len() > 1);
        Ok(joined(all, Part::And))
    }

    fn not(&mut self, fields: Fields) -> Parsed {
        match self.peek().map(|token| &token.kind) {
            Some(Kind::Not | Kind::Minus) => {
                let operator = self.operator("NOT")?;
                self.deeper(operator)?;
                let inner = self.not(fields)?;
                self.depth -= 1;
                self.tall += 1;
                Ok(at(operator.to(inner.span), Part::Not(Box::new(inner))))
            }
            _ => self.near(fields),
        }
    }

    /// `a NEAR/3 b PRE/2 c`: from left to right.
    fn near(&mut self, fields: Fields) -> Parsed {
        let mut left = self.one(fields)?;
        let mut tall = self.tall;
        while let Some(Token { kind: Kind::Near { most, ordered }, .. }) = self.peek() {
            let (most, ordered) = (*most, *ordered);
            let name = if ordered { "PRE" } else { "NEAR" };
            let operator = self.operator(name)?;
            let Some(most) = most else {
                let hint = format!("{name}/5: at most five words between; to find the word itself, write \"{name}\"");
                return self.error(operator, format!("how near {name} is must be said"), hint);
            };
            if most > FARTHEST {
                return self.error(
                    operator,
                    format!("{name} reaches over at most {FARTHEST} words"),
                    "for words anywhere in a text, use AND".to_owned(),
                );
            }
            let right = self.one(fields)?;
            // What is near something already was looked at when it was joined.
            if !matches!(left.part, Part::Near { .. }) {
                self.must_be_near(&left)?;
            }
            self.must_be_near(&right)?;
            self.note_other_fields(&left, &right);
            // Nearness stands inside nearness: a chain is a tall tree, and no query may exhaust the stack.
            tall = tall.max(self.tall) + 1;
            if tall > DEPTH {
                return self.error(operator, format!("more than {DEPTH} things stand near one another"), None);
            }
            let span = left.span.to(right.span);
            left = at(span, Part::Near { most, ordered, left: Box::new(left), right: Box::new(right) });
        }
        self.tall = tall;
        Ok(left)
    }

    /// Words of different fields are never near each other: no error, since nothing is misread, but no hit either.
    fn note_other_fields(&mut self, left: &Node, right: &Node) {
        if let (Part::Words { fields: one, .. }, Part::Words { fields: other, .. }) = (&left.part, &right.part)
            && !one.meet(*other)
        {
            self.notes
                .push(format!("`{left}` and `{right}` are in different fields, and so never near each other: use AND"));
        }
    }

    fn must_be_near(&self, node: &Node) -> Result<(), QueryError> {
        if node.may_be_near() {
            return Ok(());
        }
        let hint = match &node.part {
            Part::And(_) => "words side by side are AND; write \"a phrase\", or (one OR another)",
            Part::Not(_) => "leave it out of the whole: a NEAR/3 b AND NOT c",
            _ => "AND puts it beside what is near",
        };
        self.error(
            node.span,
            "only words, phrases and alternatives can stand near something".to_owned(),
            hint.to_owned(),
        )
    }

    fn one(&mut self, fields: Fields) -> Parsed {
        let Some(token) = self.peek().cloned() else {
            return self.error(self.span_here(), "something is missing here".to_owned(), None);
        };
        self.at += 1;
        self.tall = 1;
        match token.kind {
            Kind::Open => self.group(token.span, fields),
            Kind::Close => self.error(
                token.span,
                "there is nothing between these parentheses".into(),
                "take them away, or put words between them".to_owned(),
            ),
            Kind::And | Kind::Or | Kind::Near { .. } => {
                let operator = &self.text[token.span.from..token.span.to];
                let hint = format!("to search for the word itself, write \"{}\"", operator.to_lowercase());
                self.error(token.span, format!("nothing stands before {operator}"), hint)
            }
            Kind::Not | Kind::Minus => {
                let hint = "NOT stands before what is left out: a AND NOT b".to_owned();
                self.error(token.span, "NOT cannot stand here".into(), hint)
            }
            Kind::Word(word) => self.word(fields, &word, token.span),
            Kind::Phrase(words) => self.phrase(fields, &words, token.span),
            Kind::Saved(name) => Ok(at(token.span, Part::Saved { name, fields })),
            Kind::Field(name) => self.field(&name, token.span, fields),
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

    fn group(&mut self, open: Span, fields: Fields) -> Parsed {
        self.deeper(open)?;
        if self.peek().is_none() {
            return self.unclosed(open);
        }
        let mut node = self.or(fields)?;
        let Some(Token { kind: Kind::Close, span: close }) = self.peek().cloned() else {
            return self.unclosed(open);
        };
        self.at += 1;
        self.depth -= 1;
        node.span = open.to(close);
        Ok(node)
    }

    fn unclosed(&self, open: Span) -> Parsed {
        let hint = "put a ) behind what belongs together".to_owned();
        self.error(open, "this parenthesis is not closed".into(), hint)
    }
}
