//! One module for each command. Results are printed on standard output, progress and logs on standard error.

mod demo;
mod directory;
mod doctor;
mod erasures;
mod house;
mod jobs;
mod migrate;
mod people;
mod press;
pub(crate) mod say;
mod serve;
mod tenant;

use std::process::ExitCode;

use crate::cli::{Cli, Command, Migrate};
use crate::config::{self, Config};
use crate::{telemetry, wiring};
use say::say;

/// Does what was asked for.
pub(crate) async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let (file, etc) = (cli.config.as_deref(), cli.etc.as_path());
    if let Command::Demo(options) = cli.command {
        return demo::run(options).await;
    }
    if let Command::Doctor = cli.command {
        return doctor::run(file, etc).await;
    }
    if let Command::Settings = cli.command {
        say!("{}", config::DEFAULTS.trim_end());
        return Ok(ExitCode::SUCCESS);
    }
    if let Command::Proof = cli.command {
        return crate::portals::prove().map(|()| ExitCode::SUCCESS);
    }
    if let Command::Press = cli.command {
        return press::run().map(|()| ExitCode::SUCCESS);
    }
    let config = Config::load(file, etc)?;
    if cli.command.changes() {
        eprintln!("{}", config.said());
    }
    let stays = matches!(cli.command, Command::Serve { .. } | Command::Work);
    telemetry::start(&config, stays)?;
    let first = matches!(cli.command, Command::Migrate(Migrate::Up));
    // Whoever only looks makes no database, and one without its schema answers nothing.
    anyhow::ensure!(
        first || !wiring::is_missing(&config),
        "la base ({}) n’existe pas encore : lancez « ministage migrate up »",
        config.said()
    );
    let backstage = wiring::open(&config).await?;
    if !matches!(cli.command, Command::Migrate(_)) {
        migrate::must_be_done(&backstage, &config).await?;
    }
    match cli.command {
        Command::Demo(_) | Command::Doctor | Command::Settings => {}
        Command::Proof | Command::Press => {}
        Command::Serve { no_work } => serve::serve(&config, backstage, !no_work).await?,
        Command::Work => serve::work(&config, backstage).await?,
        Command::Migrate(Migrate::Up) => migrate::up(&backstage).await?,
        Command::Migrate(Migrate::Status) => return migrate::status(&backstage).await,
        Command::Directory(command) => return directory::run(&backstage, command).await,
        Command::Tenant(command) => tenant::run(&backstage, command).await?,
        Command::Staff(command) => people::staff(&backstage, command).await?,
        Command::Operator(command) => people::operator(&backstage, command).await?,
        Command::Invitation(command) => people::invitation(&backstage, command).await?,
        Command::Job(command) => jobs::run(&backstage, command).await?,
        Command::Erasures(command) => erasures::run(&config, &backstage, command).await?,
    }
    Ok(ExitCode::SUCCESS)
}
