//! A query as katsaus read it, in its own language: what is printed is read as the same query.

use super::ast::{Node, Part};
use super::pattern::Pattern;
use std::fmt;

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.part.fmt(f)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Part::All => f.write_str("*"),
            Part::And(nodes) => join(f, nodes, " AND "),
            Part::Or(nodes) => join(f, nodes, " OR "),
            Part::Not(node) => {
                f.write_str("NOT ")?;
                inner(f, node)
            }
            Part::Words { fields, patterns } => {
                write!(f, "{fields}")?;
                words(f, patterns)
            }
            Part::Near { most, ordered, left, right } => {
                near_operand(f, left, true)?;
                write!(f, " {}/{most} ", if *ordered { "PRE" } else { "NEAR" })?;
                near_operand(f, right, false)
            }
            Part::Year { from: Some(from), to: Some(to) } if from == to => write!(f, "year:{from}"),
            Part::Year { from, to } => {
                let year = |year: &Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
                write!(f, "year:{}..{}", year(from), year(to))
            }
            Part::Added { from: Some(from), to: Some(to) } if from == to => write!(f, "added:{from}"),
            Part::Added { from, to } => {
                write!(f, "added:{}..{}", from.as_deref().unwrap_or_default(), to.as_deref().unwrap_or_default())
            }
            Part::Tag(path) => value(f, "tag", path),
            Part::Status(status) => value(f, "status", status),
            Part::Selection(name) => value(f, "selection", name),
            Part::Saved { name, fields } => write!(f, "{fields}@{name}"),
            Part::Concept { name, fields } => {
                write!(f, "{fields}")?;
                value(f, "concept", name)
            }
            Part::Key(key) => value(f, "key", key),
            Part::Doi(doi) => value(f, "doi", doi),
            Part::Origin(origin) => value(f, "origin", origin),
            Part::Round(round) => write!(f, "round:{round}"),
            Part::DecidedBy(name) => value(f, "decided-by", name),
            Part::Reason(name) => value(f, "reason", name),
            Part::Retrieval(word) => value(f, "retrieval", word),
            Part::Similar(key) => value(f, "similar", key),
            Part::Cites(key) => value(f, "cites", key),
            Part::Read(level) => write!(f, "read:{level}"),
            Part::Language(language) => value(f, "language", language),
            Part::Type(kind) => value(f, "type", kind),
            Part::Topic { topic, words: None } => value(f, "topic", topic),
            Part::Topic { topic, words: Some(words) } => {
                let words = words.to_string();
                let words = words.strip_prefix("cell:").unwrap_or(&words);
                if topic.contains(char::is_whitespace) {
                    write!(f, "topic:\"{topic}:{}\"", words.trim_matches('"'))
                } else {
                    write!(f, "topic:{topic}:{words}")
                }
            }
            Part::Has(thing) => write!(f, "has:{thing}"),
        }
    }
}

/// One word as it is; several, or one as written, in quotation marks.
fn words(f: &mut fmt::Formatter<'_>, patterns: &[Pattern]) -> fmt::Result {
    if let [one] = patterns
        && !matches!(one, Pattern::Exact(_))
    {
        return write!(f, "{one}");
    }
    let words: Vec<String> = patterns.iter().map(Pattern::to_string).collect();
    write!(f, "\"{}\"", words.join(" "))
}

fn value(f: &mut fmt::Formatter<'_>, field: &str, value: &str) -> fmt::Result {
    let quoted = value.is_empty()
        || value.contains(|c: char| {
            c.is_whitespace() || matches!(c, '(' | ')' | '-' if value.starts_with('-')) || matches!(c, '(' | ')')
        });
    if quoted { write!(f, "{field}:\"{value}\"") } else { write!(f, "{field}:{value}") }
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

/// What stands near something: alternatives in parentheses, nearness too where it is not the chain's beginning.
fn near_operand(f: &mut fmt::Formatter<'_>, node: &Node, first: bool) -> fmt::Result {
    match &node.part {
        Part::Near { .. } if !first => write!(f, "({node})"),
        _ => inner(f, node),
    }
}

/// A part inside another: what joins others stands in parentheses.
fn inner(f: &mut fmt::Formatter<'_>, node: &Node) -> fmt::Result {
    match &node.part {
        Part::And(_) | Part::Or(_) => write!(f, "({node})"),
        _ => write!(f, "{node}"),
    }
}
