//! What a query names, in place of the name: selections, saved queries, concepts.

use crate::query::{Fields, Node, Part, Span, parse};
use crate::review::{Review, ReviewError};
use katsaus_model::text;

/// Names that stand for names that stand for names: more are a circle, or as good as one.
const DEEPEST: usize = 8;

impl Review {
    /// A query with what names stand for in their places.
    pub(in crate::review) fn expanded(&self, node: Node) -> Result<Node, ReviewError> {
        self.expanded_within(node, 0)
    }

    fn expanded_within(&self, node: Node, depth: usize) -> Result<Node, ReviewError> {
        let each = |nodes: Vec<Node>| -> Result<Vec<Node>, ReviewError> {
            nodes.into_iter().map(|node| self.expanded_within(node, depth)).collect()
        };
        let span = node.span;
        let part = match node.part {
            Part::And(nodes) => Part::And(each(nodes)?),
            Part::Or(nodes) => Part::Or(each(nodes)?),
            Part::Not(node) => Part::Not(Box::new(self.expanded_within(*node, depth)?)),
            Part::Near { most, ordered, left, right } => {
                let left = Box::new(self.near_side(*left, depth)?);
                Part::Near { most, ordered, left, right: Box::new(self.near_side(*right, depth)?) }
            }
            // What is undecided in a selection are texts of it.
            Part::Status(status) if status.contains('/') => {
                let name = status.rsplit_once('/').map(|(name, _)| name.to_owned()).unwrap_or_default();
                let members = self.expanded_within(Part::Selection(name).into(), depth)?;
                Part::And(vec![members, Part::Status(status).into()])
            }
            Part::Selection(name) => {
                let (name, selection) = self.selection(&name)?;
                if selection.query.trim().is_empty() {
                    Part::All
                } else {
                    self.within("selection", &name, &selection.query, depth)?.part
                }
            }
            Part::Saved { name, fields } => {
                let (name, query) = self.saved_query(&name)?;
                looked_for_in(fields, self.within("saved query", &name, &query, depth)?).part
            }
            Part::Concept { name, fields } => self.concept(&name, fields, depth)?,
            other => other,
        };
        Ok(Node { part, span })
    }

    fn within(&self, what: &str, name: &str, query: &str, depth: usize) -> Result<Node, ReviewError> {
        if depth >= DEEPEST {
            let why = format!("the {what} `{name}` would be defined by itself; its query stands in katsaus.toml");
            return Err(ReviewError::Wrong(why));
        }
        Ok(unplaced(self.expanded_within(parse(query, &self.groups())?.node, depth + 1)?))
    }

    /// What stands near something must be words, also where a name stands for them.
    fn near_side(&self, node: Node, depth: usize) -> Result<Node, ReviewError> {
        let typed = node.to_string();
        let side = self.expanded_within(node, depth)?;
        if side.may_be_near() {
            return Ok(side);
        }
        Err(ReviewError::Wrong(format!(
            "`{typed}` stands for `{side}`, and only words, phrases and alternatives can stand near something"
        )))
    }

    /// The search terms of a concept: any of them. Several words in one term are a phrase.
    fn concept(&self, typed: &str, fields: Fields, depth: usize) -> Result<Part, ReviewError> {
        let wanted = text::normalise(typed);
        let known = &self.protocol.terms;
        let Some(group) = known.iter().find(|group| text::normalise(&group.name) == wanted) else {
            return Err(ReviewError::UnknownConcept {
                name: typed.to_owned(),
                known: known.iter().map(|group| group.name.clone()).collect(),
            });
        };
        let mut any = Vec::with_capacity(group.terms.len());
        for term in &group.terms {
            let node = self.within("concept", &group.name, &as_query(term), depth)?;
            any.push(looked_for_in(fields, node));
        }
        match any.len() {
            0 => Err(ReviewError::Wrong(format!("the concept `{}` has no terms in katsaus.toml yet", group.name))),
            1 => Ok(any.remove(0).part),
            _ => Ok(Part::Or(any)),
        }
    }

    /// Whether a query names a selection, itself or by way of others.
    pub(in crate::review) fn leads_to(&self, node: &Node, wanted: &str, depth: usize) -> Result<bool, ReviewError> {
        let inner = match &node.part {
            Part::Selection(name) if name == wanted => return Ok(true),
            _ if depth >= DEEPEST => return Ok(false),
            Part::Selection(name) => {
                let (name, selection) = self.selection(name)?;
                if name == wanted {
                    return Ok(true);
                }
                Some(selection.query)
            }
            Part::Saved { name, .. } => Some(self.saved_query(name)?.1),
            _ => None,
        };
        if let Some(query) = inner {
            return self.leads_to(&parse(&query, &self.groups())?.node, wanted, depth + 1);
        }
        for child in node.children() {
            if self.leads_to(child, wanted, depth)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// A search term of the protocol as a query: several words are a phrase, unless it is a query already.
fn as_query(term: &str) -> String {
    let term = term.trim();
    let is_query = term.contains(['"', '(', '“', '”', ':']) || term.contains(" OR ") || term.contains(" AND ");
    let is_near = term.contains("NEAR/") || term.contains("PRE/");
    if term.contains(char::is_whitespace) && !is_query && !is_near { format!("\"{term}\"") } else { term.to_owned() }
}

/// A part that nobody typed here: places in another text mean nothing.
fn unplaced(mut node: Node) -> Node {
    node.span = Span::default();
    match &mut node.part {
        Part::And(nodes) | Part::Or(nodes) => nodes.iter_mut().for_each(|node| *node = unplaced(node.clone())),
        Part::Not(inner) => **inner = unplaced((**inner).clone()),
        Part::Near { left, right, .. } => {
            **left = unplaced((**left).clone());
            **right = unplaced((**right).clone());
        }
        _ => {}
    }
    node
}

/// Words that are looked for anywhere, looked for in these fields instead; also those that a name stands for. A
/// selection's own query stays what it is.
pub(super) fn looked_for_in(fields: Fields, node: Node) -> Node {
    if fields == Fields::ANY {
        return node;
    }
    let all = |nodes: Vec<Node>| nodes.into_iter().map(|node| looked_for_in(fields, node)).collect();
    let part = match node.part {
        Part::Words { fields: Fields::ANY, patterns } => Part::Words { fields, patterns },
        Part::Saved { name, fields: Fields::ANY } => Part::Saved { name, fields },
        Part::Concept { name, fields: Fields::ANY } => Part::Concept { name, fields },
        Part::And(nodes) => Part::And(all(nodes)),
        Part::Or(nodes) => Part::Or(all(nodes)),
        Part::Not(node) => Part::Not(Box::new(looked_for_in(fields, *node))),
        Part::Near { most, ordered, left, right } => Part::Near {
            most,
            ordered,
            left: Box::new(looked_for_in(fields, *left)),
            right: Box::new(looked_for_in(fields, *right)),
        },
        other => other,
    };
    Node { part, span: node.span }
}
