//! `completions` and `man`: for shells and manuals.

use super::Out;
use crate::cli::Cli;
use crate::failure::Failure;
use clap::CommandFactory;

/// Print completions for a shell
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The shell
    shell: clap_complete::Shell,
}

/// Print the manual page
#[derive(Debug, clap::Args)]
pub(crate) struct ManArgs {
    /// The command whose page is wanted
    command: Option<String>,
}

pub(crate) fn run(args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "katsaus", &mut script);
    out.write_all(&script)?;
    Ok(())
}

pub(crate) fn man(args: &ManArgs, out: Out<'_>) -> Result<(), Failure> {
    let mut command = Cli::command();
    command.build();
    let wanted = match &args.command {
        None => command,
        Some(name) => match command.find_subcommand(name) {
            Some(found) => found.clone().name(format!("katsaus-{name}").leak() as &'static str),
            None => return Err(Failure::usage(format!("there is no command `{name}`"))),
        },
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(wanted).render(&mut page)?;
    out.write_all(&page)?;
    Ok(())
}
