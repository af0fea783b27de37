//! The project's own rules for its source, which no compiler checks. It lists them and shows what breaks them; each
//! rule has a file of its own, and must not change what it looks at.

mod code;
mod crates;
mod demo;
mod diagnostics;
mod licences;
mod modules;
mod opening;
mod prints;
mod pure;
mod sizes;
mod spdx;
mod sql;
mod texts;
mod tree;

use std::fmt;
use std::path::Path;
use tree::Tree;

/// A place that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Problem {
    path: String,
    line: usize,
    rule: &'static str,
    message: String,
}

impl Problem {
    fn new(path: &str, line: usize, rule: &'static str, message: impl Into<String>) -> Problem {
        Problem { path: path.to_owned(), line, rule, message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.path, self.line, self.rule, self.message)
    }
}

type Rule = fn(&Tree) -> Vec<Problem>;

const RULES: [Rule; 13] = [
    opening::module_docs,
    sql::statements,
    sql::driver,
    prints::macros,
    pure::reaches,
    crates::layers,
    modules::layers,
    sizes::limits,
    licences::allowed,
    texts::changelog,
    texts::readme,
    demo::copies,
    diagnostics::documented,
];

/// Looks for everything that breaks a rule and prints it, so that one run shows all there is to mend.
pub(crate) fn run(root: &Path) -> Result<(), String> {
    let tree = Tree::read(root)?;
    let mut problems: Vec<Problem> = RULES.iter().flat_map(|rule| rule(&tree)).collect();
    problems.sort();
    // A need of the crate and of its tests is one line of the manifest.
    problems.dedup();
    for problem in &problems {
        println!("{problem}");
    }
    match problems.len() {
        0 => Ok(()),
        1 => Err("1 place breaks a rule".to_owned()),
        many => Err(format!("{many} places break a rule")),
    }
}

/// Short for tests: where the problems are.
#[cfg(test)]
fn places(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(|problem| format!("{}:{}", problem.path, problem.line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_reads_as_place_rule_message() {
        let problem = Problem::new("crates/a/src/lib.rs", 3, "print", "use `ui`");
        assert_eq!(problem.to_string(), "crates/a/src/lib.rs:3: print: use `ui`");
    }
}
