//! One entry of an XML file as a tree of elements, flat in memory.
//!
//! It must not know what an element means.

use crate::normal::markup;
use memchr::memchr;
use quick_xml::events::attributes::Attributes;
use std::borrow::Cow;
use std::ops::Range;

/// A line break that somebody wrote as a reference (`&#xD;`), in the text of a tree. The ends of the file's own lines
/// are line feeds there; these were meant.
const BREAK: char = '\r';

/// An entry's elements in the order in which they begin, in buffers that the next entry uses again.
#[derive(Default)]
pub(super) struct Tree {
    /// All text of the entry in order, so that the text of an element, with that of the elements in it, is one stretch.
    text: String,
    /// Names, and attributes as they stand.
    marks: String,
    nodes: Vec<Node>,
}

struct Node {
    name: Range<usize>,
    attributes: Range<usize>,
    text: Range<usize>,
    /// The node behind the last one inside of this.
    end: usize,
}

impl Tree {
    /// The entry itself. There must be one.
    pub(super) fn entry(&self) -> Element<'_> {
        Element { tree: self, at: 0 }
    }

    /// How many elements there are, the entry among them.
    pub(super) fn size(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.marks.clear();
        self.nodes.clear();
    }

    pub(super) fn open(&mut self, name: &str, attributes: &str) -> usize {
        let (at, from, text) = (self.nodes.len(), self.marks.len(), self.text.len());
        self.marks.push_str(name);
        let middle = self.marks.len();
        self.marks.push_str(attributes);
        self.nodes.push(Node {
            name: from..middle,
            attributes: middle..self.marks.len(),
            text: text..text,
            end: at + 1,
        });
        at
    }

    pub(super) fn close(&mut self, at: usize) {
        let (text, end) = (self.text.len(), self.nodes.len());
        if let Some(node) = self.nodes.get_mut(at) {
            node.text.end = text;
            node.end = end;
        }
    }

    /// Takes the last node away with its text; whether it was the last, and nothing stood in it.
    pub(super) fn forget(&mut self, at: usize) -> bool {
        if at + 1 != self.nodes.len() {
            return false;
        }
        if let Some(node) = self.nodes.pop() {
            self.text.truncate(node.text.start);
        }
        true
    }

    /// Text with every line end as a line feed.
    pub(super) fn push_text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = memchr(b'\r', rest.as_bytes()) {
            self.text.push_str(&rest[..at]);
            self.text.push('\n');
            rest = &rest[at + 1..];
            rest = rest.strip_prefix('\n').unwrap_or(rest);
        }
        self.text.push_str(rest);
    }

    /// What a reference stands for: a sign by its number, or by a name that XML or HTML gives it. Others stay.
    pub(super) fn push_reference(&mut self, name: &str) {
        match markup::resolve(name) {
            Some(text) if text == "\r" || text == "\n" => self.text.push(BREAK),
            Some(text) => self.text.push_str(&text),
            None => {
                self.text.push('&');
                self.text.push_str(name);
                self.text.push(';');
            }
        }
    }
}

/// An element of an entry.
#[derive(Clone, Copy)]
pub(crate) struct Element<'t> {
    tree: &'t Tree,
    at: usize,
}

impl<'t> Element<'t> {
    fn node(self) -> &'t Node {
        &self.tree.nodes[self.at]
    }

    /// Its name without a prefix.
    pub(crate) fn name(self) -> &'t str {
        &self.tree.marks[self.node().name.clone()]
    }

    /// All text in it, also in the elements in it, without the blanks around.
    pub(crate) fn text(self) -> &'t str {
        self.as_written().trim()
    }

    /// The same with the blanks, for texts in which places are counted.
    pub(crate) fn as_written(self) -> &'t str {
        &self.tree.text[self.node().text.clone()]
    }

    /// An attribute by its name without a prefix.
    pub(crate) fn attribute(self, name: &str) -> Option<Cow<'t, str>> {
        let marks: &'t str = &self.tree.marks[self.node().attributes.clone()];
        if marks.is_empty() {
            return None;
        }
        let mut attributes = Attributes::new(marks, 0);
        attributes.with_checks(false);
        let wanted = attributes.flatten().find(|attribute| {
            let key = attribute.key.into_inner();
            key == name || key.ends_with(name) && !key.starts_with("xmlns:") && key.rsplit(':').next() == Some(name)
        });
        wanted.map(|attribute| unescaped(attribute.value))
    }

    /// Whether an attribute has this value.
    pub(crate) fn is(self, name: &str, value: &str) -> bool {
        self.attribute(name).as_deref() == Some(value)
    }

    /// The elements right below it.
    pub(crate) fn children(self) -> Children<'t> {
        Children { tree: self.tree, at: self.at + 1, end: self.node().end }
    }

    /// Those of a name.
    pub(crate) fn all(self, name: &str) -> impl Iterator<Item = Element<'t>> {
        self.children().filter(move |child| child.name() == name)
    }

    /// The first of a name.
    pub(crate) fn child(self, name: &str) -> Option<Element<'t>> {
        self.children().find(|child| child.name() == name)
    }

    /// The first at the end of a path of names.
    pub(crate) fn below(self, path: &[&str]) -> Option<Element<'t>> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// The text at the end of a path, empty if there is nothing.
    pub(crate) fn value(self, path: &[&str]) -> &'t str {
        self.below(path).map_or("", Element::text)
    }

    /// Every element in it, however deep.
    pub(crate) fn descendants(self) -> impl Iterator<Item = Element<'t>> {
        (self.at + 1..self.node().end).map(move |at| Element { tree: self.tree, at })
    }
}

/// The elements right below another.
pub(crate) struct Children<'t> {
    tree: &'t Tree,
    at: usize,
    end: usize,
}

impl<'t> Iterator for Children<'t> {
    type Item = Element<'t>;

    fn next(&mut self) -> Option<Element<'t>> {
        if self.at >= self.end {
            return None;
        }
        let element = Element { tree: self.tree, at: self.at };
        self.at = element.node().end;
        Some(element)
    }
}

fn unescaped(value: Cow<'_, str>) -> Cow<'_, str> {
    if memchr(b'&', value.as_bytes()).is_none() {
        return value;
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = &*value;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        // The longest name of an entity has some thirty letters.
        let end = rest.bytes().take(32).position(|byte| byte == b';');
        match end.and_then(|end| Some((end, markup::resolve(&rest[..end])?))) {
            Some((end, text)) => {
                out.push_str(&text);
                rest = &rest[end + 1..];
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}
