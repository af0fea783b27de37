//! Rule: every package that katsaus is built from may be passed on freely. It must not fetch anything.

use super::Problem;
use super::spdx::is_allowed;
use super::tree::Tree;
use serde_json::Value;

const RULE: &str = "licence";
const LOCK: &str = "Cargo.lock";
/// Licences that ask for no more than to be named. MPL-2.0 is not here: its files would have to stay open apart.
const ALLOWED: [&str; 14] = [
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "CC0-1.0",
    "Unlicense",
    "BSL-1.0",
    "0BSD",
    "MIT-0",
];

/// Packages whose licence is not on the list, or that name none.
pub(super) fn allowed(tree: &Tree) -> Vec<Problem> {
    tree.packages().filter_map(|package| judge(tree, package)).collect()
}

fn judge(tree: &Tree, package: &Value) -> Option<Problem> {
    let name = package["name"].as_str().unwrap_or_default();
    let version = package["version"].as_str().unwrap_or_default();
    let message = match package["license"].as_str() {
        None => format!("`{name}` {version} names no licence"),
        Some(licence) => match is_allowed(licence, &|name: &str| ALLOWED.contains(&name)) {
            Some(true) => return None,
            Some(false) => format!("`{name}` {version} is under `{licence}`, which is not on the list of {RULE}s"),
            None => format!("`{name}` {version} is under `{licence}`, which cannot be read"),
        },
    };
    let line = tree.line_starting(LOCK, &format!("name = \"{name}\""));
    Some(Problem::new(LOCK, line, RULE, message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn packages_that_may_not_be_passed_on_are_named() {
        let packages = json!({"packages": [
            {"name": "good", "version": "1.0.0", "license": "MIT/Apache-2.0"},
            {"name": "shared", "version": "2.0.0", "license": "MPL-2.0"},
            {"name": "silent", "version": "3.0.0", "license": null},
            {"name": "odd", "version": "4.0.0", "license": "MIT OR"},
        ]});
        let tree =
            Tree::with(&[("Cargo.lock", "[[package]]\nname = \"good\"\n[[package]]\nname = \"shared\"\n")], packages);
        let problems: Vec<String> = allowed(&tree).iter().map(ToString::to_string).collect();
        let expected = [
            "Cargo.lock:4: licence: `shared` 2.0.0 is under `MPL-2.0`, which is not on the list of licences",
            "Cargo.lock:1: licence: `silent` 3.0.0 names no licence",
            "Cargo.lock:1: licence: `odd` 4.0.0 is under `MIT OR`, which cannot be read",
        ];
        assert_eq!(problems, expected);
    }
}
