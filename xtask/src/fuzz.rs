//! `cargo xtask fuzz`: damaged files for each reader, made by libFuzzer on stable Rust. It must not be a part of
//! `cargo xtask test`: it takes minutes for each target and needs a C++ compiler.

use crate::steps::cargo_program;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What cargo-fuzz gives a nightly compiler, for a stable one. <https://llvm.org/docs/LibFuzzer.html>
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// No file may keep a reader for longer, in seconds, or make it take more, in MB.
const LIMITS: [&str; 2] = ["-timeout=1", "-rss_limit_mb=512"];

/// Runs targets, all or those named, for so many seconds each. Ends in an error if one of them found something.
pub(crate) fn fuzz(root: &Path, targets: &[&str], seconds: u32) -> Result<(), String> {
    let all = targets_of(root)?;
    if let Some(unknown) = targets.iter().find(|target| !all.iter().any(|known| known == *target)) {
        return Err(format!("there is no target `{unknown}`; targets: {}", all.join(", ")));
    }
    let programs = build(root)?;
    let mut found = Vec::new();
    for target in all.iter().filter(|target| targets.is_empty() || targets.contains(&target.as_str())) {
        if !run(root, &programs, target, seconds)? {
            found.push(target.as_str());
        }
    }
    if found.is_empty() { Ok(()) } else { Err(format!("found something: {} (target/fuzz/found)", found.join(", "))) }
}

/// The targets: each format with a page of its own, and tables.
fn targets_of(root: &Path) -> Result<Vec<String>, String> {
    let folder = root.join("docs/formats");
    let pages = fs::read_dir(&folder).map_err(|error| format!("`{}`: {error}", folder.display()))?;
    let names = pages.flatten().map(|page| page.file_name().to_string_lossy().into_owned());
    let names = names.filter_map(|name| name.strip_suffix(".md").map(str::to_owned));
    // These are written only, or are several formats of tables.
    let mut targets: Vec<String> =
        names.filter(|name| !["markdown", "sheet", "workbook", "csv"].contains(&name.as_str())).collect();
    targets.extend(["csv", "xlsx", "ods"].map(str::to_owned));
    targets.sort();
    Ok(targets)
}

/// Compiles the targets, with the target named so that build scripts are not instrumented.
fn build(root: &Path) -> Result<std::path::PathBuf, String> {
    let triple = host()?;
    let folder = root.join("target/fuzz");
    let status = Command::new(cargo_program())
        .args(["build", "--release", "--manifest-path", "fuzz/Cargo.toml", "--target", &triple, "--target-dir"])
        .arg(&folder)
        .env("RUSTFLAGS", FLAGS)
        .current_dir(root)
        .status()
        .map_err(|error| format!("cargo cannot be started: {error}"))?;
    if status.success() { Ok(folder.join(triple).join("release")) } else { Err("the targets do not compile".into()) }
}

fn host() -> Result<String, String> {
    let output = Command::new("rustc").arg("-vV").output().map_err(|error| format!("rustc: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "rustc does not say its host".to_owned())
}

/// One target. Whether it found nothing.
fn run(root: &Path, programs: &Path, target: &str, seconds: u32) -> Result<bool, String> {
    let folder = root.join("target/fuzz");
    let (seeds, grown) = (folder.join("seeds").join(target), folder.join("grown").join(target));
    let found = folder.join("found");
    for folder in [&seeds, &grown, &found] {
        fs::create_dir_all(folder).map_err(|error| format!("`{}`: {error}", folder.display()))?;
    }
    let start = |error: std::io::Error| format!("`{target}` cannot be started: {error}");
    Command::new(programs.join("seeds")).arg(target).arg(&seeds).status().map_err(start)?;
    let output = Command::new(programs.join("katsaus-fuzz"))
        .env("KATSAUS_FUZZ", target)
        .args(LIMITS)
        .args([&format!("-max_total_time={seconds}"), "-max_len=16384", "-print_final_stats=1"])
        .arg(format!("-artifact_prefix={}/{target}-", found.display()))
        .args([&grown, &seeds])
        .output()
        .map_err(start)?;
    let said = String::from_utf8_lossy(&output.stderr);
    let runs = said.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    let good = output.status.success();
    let end = if good { "nothing found" } else { "FOUND SOMETHING" };
    println!("xtask: fuzz {target}: {} runs, {end}", runs.unwrap_or("?").trim());
    if !good {
        println!(
            "{}",
            said.lines().rev().take(30).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("\n")
        );
    }
    Ok(good)
}
