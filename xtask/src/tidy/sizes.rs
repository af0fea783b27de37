//! Rule: functions and files stay short enough to be read at once. It must not weigh what is in them.

use super::Problem;
use super::code::{Code, item_end, line_of, words};
use super::tree::{File, Tree};

const RULE: &str = "size";
const FUNCTION: usize = 100;
const FILE: usize = 700;

/// Functions and files that are too long.
pub(super) fn limits(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (file, code) in tree.rust() {
        let lines = file.text().lines().count();
        if lines > FILE {
            problems.push(Problem::new(&file.path, 1, RULE, format!("{lines} lines; a file has at most {FILE}")));
        }
        functions(file, code, &mut problems);
    }
    problems
}

fn functions(file: &File, code: &Code, problems: &mut Vec<Problem>) {
    for at in words(&code.all, "fn ") {
        let end = item_end(&code.all, at);
        let lines = 1 + code.all[at..end].matches('\n').count();
        if lines > FUNCTION {
            let message =
                format!("`{}` has {lines} lines; a function has at most {FUNCTION}", name(&code.all[at..end]));
            problems.push(Problem::new(&file.path, line_of(&code.all, at), RULE, message));
        }
    }
}

/// The name in `fn name(`.
fn name(function: &str) -> &str {
    let rest = function.trim_start_matches("fn ").trim_start();
    rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Vec<String> {
        limits(&Tree::of(&[("bench/src/main.rs", text)])).iter().map(ToString::to_string).collect()
    }

    fn function(lines: usize) -> String {
        format!(
            "//! A.\n    pub(crate) const fn long<T>(a: [u8; 3]) {{\n{}    }}\n",
            "        // }\n".repeat(lines - 2)
        )
    }

    #[test]
    fn a_function_is_counted_from_its_head_to_its_brace() {
        assert_eq!(check(&function(100)), Vec::<String>::new());
        let expected = "bench/src/main.rs:2: size: `long` has 101 lines; a function has at most 100";
        assert_eq!(check(&function(101)), [expected]);
    }

    #[test]
    fn what_has_no_body_has_no_length() {
        let mut text = "//! A.\ntype F = fn(u8);\ntrait A { fn short(&self) -> [u8; 2]; }\n".to_owned();
        text.push_str(&"\n".repeat(200));
        text.push_str("fn b() {}\n");
        assert_eq!(check(&text), Vec::<String>::new());
    }

    #[test]
    fn a_file_is_counted_whole() {
        assert_eq!(check(&"//! A.\n".repeat(700)), Vec::<String>::new());
        assert_eq!(check(&"//! A.\n".repeat(701)), ["bench/src/main.rs:1: size: 701 lines; a file has at most 700"]);
    }
}
