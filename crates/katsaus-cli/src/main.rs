//! The `katsaus` program. All it does is hand the command line to `cli` and its result to the shell.

mod cli;
mod commands;
mod config;
mod ctx;
mod failure;
mod files;
mod grid;
mod table;
mod ui;
mod when;

fn main() -> std::process::ExitCode {
    cli::run()
}
