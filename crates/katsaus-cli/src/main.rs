//! The `katsaus` program. All it does is hand the command line to `cli` and its result to the shell.

mod cli;
mod commands;
mod config;
mod ctx;
mod failure;
mod files;
mod grid;
mod pdf;
mod records;
mod table;
mod ui;
#[cfg(feature = "voikko")]
mod voikko;
mod when;

fn main() -> std::process::ExitCode {
    #[cfg(feature = "voikko")]
    voikko::use_it();
    cli::run()
}
