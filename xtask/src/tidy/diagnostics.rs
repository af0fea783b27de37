//! Rule: every diagnostic code that a person may see is explained in the docs. It must not judge how.

use super::Problem;
use super::tree::Tree;

const RULE: &str = "diagnostics";
/// How codes begin: with what they are about.
const FAMILIES: [&str; 3] = ["sheet-", "workbook-", "protocol-"];

/// Codes in the library's source that no page of `docs/` names.
pub(super) fn documented(tree: &Tree) -> Vec<Problem> {
    let docs: Vec<&str> =
        tree.files.iter().filter(|file| file.path.starts_with("docs/")).map(super::tree::File::text).collect();
    let mut problems = Vec::new();
    for file in
        tree.files.iter().filter(|file| file.path.ends_with(".rs") && file.path.contains("/src/") && !file.is_test())
    {
        if file.path.starts_with("xtask/") {
            continue;
        }
        for (at, line) in file.text().lines().enumerate() {
            for code in codes(line) {
                if !docs.iter().any(|page| page.contains(&format!("`{code}`"))) {
                    problems.push(Problem::new(
                        &file.path,
                        at + 1,
                        RULE,
                        format!("`{code}` is explained nowhere in docs/"),
                    ));
                }
            }
        }
    }
    problems
}

/// Literals in a line that look like a diagnostic's code.
fn codes(line: &str) -> Vec<&str> {
    let literals = line.split('"').skip(1).step_by(2);
    let is_code = |text: &&str| {
        let plain = text.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        plain && FAMILIES.iter().any(|family| text.starts_with(family) && text.len() > family.len())
    };
    literals.filter(is_code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_no_page_names_are_found() {
        let source = "//! x\nfn f() { warn(\"sheet-odd\", \"sheet-known\", \"a sheet-like thing\"); }\n";
        let tree = Tree::of(&[("crates/a/src/b.rs", source), ("docs/x.md", "| `sheet-known` | yes |\n")]);
        let problems = documented(&tree);
        assert_eq!(problems.len(), 1);
        assert_eq!((problems[0].line, problems[0].message.as_str()), (2, "`sheet-odd` is explained nowhere in docs/"));
    }
}
