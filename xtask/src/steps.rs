//! The steps of `cargo xtask test`: what runs, in which order, and how long it took. It must not know what a step
//! looks for.

use crate::tidy;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// What a step does.
enum Work {
    /// Cargo with these arguments, and perhaps one variable for it alone.
    Cargo { args: &'static [&'static str], with: Option<(&'static str, &'static str)> },
    /// The project's own rules.
    Tidy,
}

struct Step {
    name: &'static str,
    work: Work,
}

const TIDY: Step = Step { name: "tidy", work: Work::Tidy };

/// Cheap steps first, so that a slip is known before anything is compiled. One profile and one set of features
/// throughout: dependencies are compiled once.
const STEPS: [Step; 5] = [
    cargo("fmt", &["fmt", "--all", "--check"]),
    TIDY,
    cargo("clippy", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
    cargo("test", &["test", "--workspace"]),
    Step {
        name: "doc",
        work: Work::Cargo { args: &["doc", "--workspace", "--no-deps"], with: Some(("RUSTDOCFLAGS", "-Dwarnings")) },
    },
];

const fn cargo(name: &'static str, args: &'static [&'static str]) -> Step {
    Step { name, work: Work::Cargo { args, with: None } }
}

/// Runs every step, up to the first that fails.
pub(crate) fn test(root: &Path) -> Result<(), String> {
    let start = Instant::now();
    for step in &STEPS {
        run(root, step)?;
    }
    println!("xtask: all {} steps passed, {:.1} s", STEPS.len(), start.elapsed().as_secs_f64());
    Ok(())
}

/// Runs the project's own rules alone.
pub(crate) fn tidy(root: &Path) -> Result<(), String> {
    run(root, &TIDY)
}

fn run(root: &Path, step: &Step) -> Result<(), String> {
    let start = Instant::now();
    let done = match &step.work {
        Work::Cargo { args, with } => run_cargo(root, args, *with),
        Work::Tidy => tidy::run(root),
    };
    let seconds = start.elapsed().as_secs_f64();
    match done {
        Ok(()) => {
            println!("xtask: {} passed, {seconds:.1} s", step.name);
            Ok(())
        }
        Err(why) => Err(format!("{} failed after {seconds:.1} s: {why}", step.name)),
    }
}

fn run_cargo(root: &Path, args: &[&str], with: Option<(&str, &str)>) -> Result<(), String> {
    let line = format!("cargo {}", args.join(" "));
    let mut command = Command::new(cargo_program());
    command.args(args).envs(with).current_dir(root);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{line}` ended with {status}")),
        Err(error) => Err(format!("`{line}` cannot be started: {error}")),
    }
}

/// The cargo that started this program, so that all steps use one toolchain.
pub(crate) fn cargo_program() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
