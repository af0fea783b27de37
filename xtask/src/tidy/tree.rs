//! The workspace as the rules see it: texts by path, and what cargo knows of packages. It must not judge.

use super::code::Code;
use crate::steps::cargo_program;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Ends of names of the files that some rule reads.
const READ: [&str; 5] = ["rs", "toml", "md", "lock", "xlsx"];
/// Folders that hold nothing written by hand: what is built, and what `katsaus demo` makes.
const SKIPPED: [&str; 2] = ["target", "katsaus-demo"];

/// One file.
pub(super) struct File {
    /// Its path from the root of the workspace, with `/` on every system.
    pub(super) path: String,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// Its code told from comments and strings, if it is Rust.
    pub(super) code: Option<Code>,
}

impl File {
    fn new(path: String, bytes: Vec<u8>) -> File {
        let code = path.ends_with(".rs").then(|| Code::of(&String::from_utf8_lossy(&bytes)));
        File { path, bytes, code }
    }

    /// Its text; empty if it is none.
    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap_or_default()
    }

    /// Whether it holds nothing but tests, which no program is built from.
    pub(super) fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.path.ends_with("/tests.rs")
    }
}

/// All files that rules look at.
pub(super) struct Tree {
    /// In order of their paths.
    pub(super) files: Vec<File>,
    /// What `cargo metadata` says.
    pub(super) metadata: Value,
}

impl Tree {
    /// Reads the workspace in `root`.
    pub(super) fn read(root: &Path) -> Result<Tree, String> {
        let mut files = Vec::new();
        read_folder(root, "", &mut files)?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Tree { files, metadata: metadata(root)? })
    }

    /// A made-up workspace.
    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)]) -> Tree {
        Tree::with(files, Value::Null)
    }

    /// A made-up workspace with packages.
    #[cfg(test)]
    pub(super) fn with(files: &[(&str, &str)], metadata: Value) -> Tree {
        let files = files.iter().map(|(path, text)| File::new((*path).to_owned(), text.as_bytes().to_vec()));
        Tree { files: files.collect(), metadata }
    }

    /// The file of this path.
    pub(super) fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// The Rust files of the workspace's packages, with their code.
    pub(super) fn rust(&self) -> impl Iterator<Item = (&File, &Code)> {
        const ROOTS: [&str; 3] = ["crates/", "xtask/", "bench/"];
        let files = self.files.iter().filter(|file| ROOTS.iter().any(|root| file.path.starts_with(root)));
        files.filter_map(|file| Some((file, file.code.as_ref()?)))
    }

    /// The packages that cargo knows, those of the workspace and those that it needs.
    pub(super) fn packages(&self) -> impl Iterator<Item = &Value> {
        self.metadata["packages"].as_array().into_iter().flatten()
    }

    /// The line, from 1, of the first line of a file that begins with `start`; 1 if there is none.
    pub(super) fn line_starting(&self, path: &str, start: &str) -> usize {
        let text = self.file(path).map(File::text).unwrap_or_default();
        text.lines().position(|line| line.starts_with(start)).map_or(1, |at| at + 1)
    }
}

fn read_folder(folder: &Path, prefix: &str, files: &mut Vec<File>) -> Result<(), String> {
    let fault = |error: std::io::Error| format!("`{}` cannot be read: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type().map_err(fault)?;
        let path = format!("{prefix}{name}");
        if kind.is_dir() && !name.starts_with('.') && !SKIPPED.contains(&name.as_str()) {
            read_folder(&entry.path(), &format!("{path}/"), files)?;
        } else if kind.is_file() && name.rsplit_once('.').is_some_and(|(_, end)| READ.contains(&end)) {
            let bytes = fs::read(entry.path()).map_err(|error| format!("`{path}` cannot be read: {error}"))?;
            files.push(File::new(path, bytes));
        }
    }
    Ok(())
}

/// All packages for all systems. Where cargo has fetched only this system's and there is no network, these: the
/// others are then judged wherever the whole can be had.
fn metadata(root: &Path) -> Result<Value, String> {
    let whole = ask_cargo(root, &[]);
    if whole.is_ok() {
        return whole;
    }
    let Ok(host) = host() else { return whole };
    match ask_cargo(root, &["--offline", "--filter-platform", host.as_str()]) {
        Ok(part) => {
            println!("xtask: only the packages for {host} are looked at; cargo cannot fetch the others now");
            Ok(part)
        }
        Err(_) => whole,
    }
}

fn ask_cargo(root: &Path, more: &[&str]) -> Result<Value, String> {
    let mut command = Command::new(cargo_program());
    command.args(["metadata", "--format-version", "1"]).args(more).current_dir(root);
    let output = command.output().map_err(|error| format!("`cargo metadata` cannot be started: {error}"))?;
    if !output.status.success() {
        return Err(format!("`cargo metadata` failed: {}", String::from_utf8_lossy(&output.stderr).trim()));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| format!("`cargo metadata` wrote no JSON: {error}"))
}

/// The system that the compiler builds for unless told otherwise.
fn host() -> Result<String, String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-vV").output().map_err(|error| format!("rustc: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "rustc names no host".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_packages_of_the_workspace_are_rust_to_look_at() {
        let tree = Tree::of(&[
            ("crates/a/src/lib.rs", "//! A.\n"),
            ("fixtures/odd.rs", "not ours"),
            ("README.md", "# katsaus\n"),
            ("xtask/src/main.rs", "//! X.\n"),
        ]);
        let paths: Vec<&str> = tree.rust().map(|(file, _)| file.path.as_str()).collect();
        assert_eq!(paths, ["crates/a/src/lib.rs", "xtask/src/main.rs"]);
    }

    #[test]
    fn lines_are_counted_from_one() {
        let tree = Tree::of(&[("Cargo.lock", "version = 4\n\nname = \"a\"\n")]);
        assert_eq!(tree.line_starting("Cargo.lock", "name = \"a\""), 3);
        assert_eq!(tree.line_starting("Cargo.lock", "name = \"b\""), 1);
    }
}
