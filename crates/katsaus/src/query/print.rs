//! A query as katsaus read it, in its own language.

use super::ast::{Node, TextField};
use std::fmt;

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Node::All => f.write_str("*"),
            Node::And(nodes) => join(f, nodes, " AND "),
            Node::Or(nodes) => join(f, nodes, " OR "),
            Node::Not(node) => {
                f.write_str("NOT ")?;
                inner(f, node)
            }
            Node::Word { field, word } => write!(f, "{}{word}", prefix(*field)),
            Node::Prefix { field, start } => write!(f, "{}{start}*", prefix(*field)),
            Node::Phrase { field, words, open } => {
                write!(f, "{}\"{words}{}\"", prefix(*field), if *open { "*" } else { "" })
            }
            Node::Year { from: Some(from), to: Some(to) } if from == to => write!(f, "year:{from}"),
            Node::Year { from, to } => {
                let year = |year: &Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
                write!(f, "year:{}..{}", year(from), year(to))
            }
            Node::Tag(path) => value(f, "tag", path),
            Node::Status(status) => value(f, "status", status),
            Node::Selection(name) => value(f, "selection", name),
            Node::Key(key) => value(f, "key", key),
            Node::Doi(doi) => value(f, "doi", doi),
            Node::Origin(origin) => value(f, "origin", origin),
            Node::Read(level) => write!(f, "read:{level}"),
            Node::Language(language) => value(f, "language", language),
            Node::Type(kind) => value(f, "type", kind),
            Node::Topic { topic, words: None } => write!(f, "topic:{topic}"),
            Node::Topic { topic, words: Some(words) } => {
                let words = words.to_string();
                write!(f, "topic:{topic}:{}", words.strip_prefix("cell:").unwrap_or(&words))
            }
            Node::Has(thing) => write!(f, "has:{thing}"),
        }
    }
}

fn prefix(field: Option<TextField>) -> String {
    field.map(|field| format!("{}:", field.as_str())).unwrap_or_default()
}

fn value(f: &mut fmt::Formatter<'_>, field: &str, value: &str) -> fmt::Result {
    if value.contains(char::is_whitespace) { write!(f, "{field}:\"{value}\"") } else { write!(f, "{field}:{value}") }
}

fn join(f: &mut fmt::Formatter<'_>, nodes: &[Node], operator: &str) -> fmt::Result {
    for (n, node) in nodes.iter().enumerate() {
        if n > 0 {
            f.write_str(operator)?;
        }
        inner(f, node)?;
    }
    Ok(())
}

/// A part inside another: what joins others stands in parentheses.
fn inner(f: &mut fmt::Formatter<'_>, node: &Node) -> fmt::Result {
    match node {
        Node::And(_) | Node::Or(_) => write!(f, "({node})"),
        other => write!(f, "{other}"),
    }
}
