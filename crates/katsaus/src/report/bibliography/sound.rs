//! Whether a style from a file can be followed to an end: a macro that calls itself, or elements inside one another
//! without end, would take the program down.

use super::mend::each_of;
use hayagriva::citationberg::{IndependentStyle, LayoutRenderingElement, TextTarget};
use std::collections::HashMap;

/// Styles are some dozens deep.
const DEEPEST: usize = 200;

/// What makes a text too deep to be read, if anything does. It looks at tags alone: what is no XML is found later.
pub(super) fn too_deep(csl: &str) -> Option<String> {
    let mut depth = 0usize;
    for tag in csl.split('<').skip(1) {
        let inside = tag.split('>').next().unwrap_or_default();
        match inside.chars().next() {
            Some('/') => depth = depth.saturating_sub(1),
            Some('!' | '?') | None => {}
            Some(_) if inside.ends_with('/') => {}
            Some(_) => depth += 1,
        }
        if depth > DEEPEST {
            return Some(format!("more than {DEEPEST} elements stand inside one another"));
        }
    }
    None
}

/// The first macro that calls itself, by way of others or not.
pub(super) fn endless_macro(style: &IndependentStyle) -> Option<String> {
    let mut calls: HashMap<&str, Vec<String>> = HashMap::new();
    for one in &style.macros {
        let mut called = Vec::new();
        each_of(&mut one.children.clone(), &mut |element| {
            if let LayoutRenderingElement::Text(text) = element
                && let TextTarget::Macro { name } = &text.target
            {
                called.push(name.clone());
            }
        });
        calls.insert(&one.name, called);
    }
    let mut done: HashMap<&str, bool> = HashMap::new();
    calls.keys().find(|name| ends_nowhere(name, &calls, &mut done)).map(|name| (*name).to_owned())
}

/// `done` says of a macro whether it has been left again (true) or is being followed (false).
fn ends_nowhere<'s>(name: &'s str, calls: &'s HashMap<&str, Vec<String>>, done: &mut HashMap<&'s str, bool>) -> bool {
    match done.get(name) {
        Some(left) => return !left,
        None => done.insert(name, false),
    };
    let endless = calls.get(name).into_iter().flatten().any(|called| ends_nowhere(called, calls, done));
    done.insert(name, true);
    endless
}
