//! Rule: crates depend on one another in one direction only. It must not look at crates from elsewhere.

use super::Problem;
use super::tree::Tree;
use serde_json::Value;

const RULE: &str = "crate-layers";
const CLI: &str = "katsaus-cli";
/// What each crate may depend on, of those in the workspace.
const MAY: [(&str, &[&str]); 5] = [
    ("katsaus-model", &[]),
    ("katsaus-formats", &["katsaus-model"]),
    ("katsaus", &["katsaus-model", "katsaus-formats"]),
    // Calls into a library that may be there; it knows nothing of ours.
    ("katsaus-voikko", &[]),
    (CLI, &["katsaus-model", "katsaus-formats", "katsaus", "katsaus-voikko"]),
];

/// Manifests that name a crate of the workspace which is not below theirs. Needs of tests count too.
pub(super) fn layers(tree: &Tree) -> Vec<Problem> {
    let ours = members(tree);
    let mut problems = Vec::new();
    for package in &ours {
        let name = text(package, "name");
        let needs = package["dependencies"].as_array().into_iter().flatten().map(|need| text(need, "name"));
        for need in needs.filter(|need| ours.iter().any(|ours| text(ours, "name") == *need)) {
            let may = MAY.iter().find(|(of, _)| *of == name);
            if need == CLI || may.is_some_and(|(_, may)| !may.contains(&need)) {
                let path = manifest(tree, package);
                let line = tree.line_starting(&path, need);
                problems.push(Problem::new(&path, line, RULE, format!("`{name}` must not depend on `{need}`")));
            }
        }
    }
    problems
}

fn members(tree: &Tree) -> Vec<&Value> {
    let ids = tree.metadata["workspace_members"].as_array().map(Vec::as_slice).unwrap_or_default();
    tree.packages().filter(|package| ids.contains(&package["id"])).collect()
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}

/// The path of a package's manifest from the root of the workspace.
fn manifest(tree: &Tree, package: &Value) -> String {
    let path = text(package, "manifest_path");
    let root = text(&tree.metadata, "workspace_root");
    path.strip_prefix(root).unwrap_or(path).replace('\\', "/").trim_start_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn package(name: &str, needs: &[&str]) -> Value {
        let needs: Vec<Value> = needs.iter().map(|need| json!({"name": need})).collect();
        json!({
            "id": format!("path+file:///w/{name}"), "name": name, "dependencies": needs,
            "manifest_path": format!("/w/crates/{name}/Cargo.toml"),
        })
    }

    fn check(packages: &[Value]) -> Vec<String> {
        let ids: Vec<Value> = packages.iter().map(|package| package["id"].clone()).collect();
        let metadata = json!({"workspace_root": "/w", "workspace_members": ids, "packages": packages});
        let manifest = "[dependencies]\nserde.workspace = true\nkatsaus-cli.workspace = true\n";
        let tree = Tree::with(&[("crates/katsaus-web/Cargo.toml", manifest)], metadata);
        layers(&tree).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn arrows_that_point_down_are_fine() {
        let below = ["katsaus-model", "katsaus-formats"];
        let packages = [
            package("katsaus-model", &["serde"]),
            package("katsaus-formats", &["katsaus-model"]),
            package("katsaus", &below),
            package("bench", &["katsaus"]),
        ];
        assert_eq!(check(&packages), Vec::<String>::new());
    }

    #[test]
    fn arrows_that_point_up_are_named() {
        let packages = [
            package("katsaus-model", &["katsaus-formats"]),
            package("katsaus-formats", &["clap"]),
            package("katsaus-cli", &["katsaus-formats"]),
            package("katsaus-web", &["katsaus-cli"]),
        ];
        let expected = [
            "crates/katsaus-model/Cargo.toml:1: crate-layers: `katsaus-model` must not depend on `katsaus-formats`",
            "crates/katsaus-web/Cargo.toml:3: crate-layers: `katsaus-web` must not depend on `katsaus-cli`",
        ];
        assert_eq!(check(&packages), expected);
    }
}
