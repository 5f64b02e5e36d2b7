//! `demo`: the whole product on one machine, with nothing to set up.

use std::process::ExitCode;

use anyhow::Context;
use web::app::App;

use super::say::say;
use super::{directory, serve};
use crate::cli::Demo;
use crate::config::Config;
use crate::demo::{self, Demonstration, Login, PASSWORD};
use crate::{telemetry, wiring};

pub(super) async fn run(options: Demo) -> anyhow::Result<ExitCode> {
    let mut config = settings(&options)?;
    telemetry::start(&config, true)?;
    // First the address: a port that is taken is told before anything is made.
    let listener = serve::listen(&config).await?;
    config.listen = listener.local_addr()?;

    eprintln!("Préparation de la démonstration dans {}…", options.data.display());
    let backstage = wiring::open(&config).await?;
    backstage.migrate().await?;
    demo::load_directory(&backstage, directory::progress()).await?;
    let made = demo::plant(&backstage).await?;

    let app = wiring::wire(&config, backstage, true).await?;
    print(&app, &made);
    serve::run(app, listener.into(), true, serve::ready_line(&config)).await?;
    Ok(ExitCode::SUCCESS)
}

/// The defaults, in the folder and at the address that were asked for. Neither a file nor
/// variables change a demonstration.
fn settings(options: &Demo) -> anyhow::Result<Config> {
    let mut config = Config::defaults()?;
    let folder = options.data.to_str().context("le nom du dossier n’est pas en UTF-8")?;
    config.listen = options.listen;
    config.public.base_domain = options.base_domain.to_ascii_lowercase();
    config.database.url = format!("sqlite://{folder}/ministage.db");
    config.mail.url = format!("mailbox:{folder}/mailbox");
    config.dns.servers.extend(options.dns);
    Ok(config)
}

fn print(app: &App, made: &Demonstration) {
    let base = app.backstage.base_domain();
    say!();
    say!("  Ministage : démonstration");
    say!();
    row("Accueil de la plateforme", &app.url(base, "/"));
    row("Site commun Mini-Stages 44", &app.url(&made.site, "/"));
    for portal in &made.portals {
        say!();
        row(&portal.name, &app.url(&portal.host, "/"));
        portal.staff.iter().for_each(login);
    }
    say!();
    row("Établissements qui réservent", "sur chacun des portails");
    made.schools.iter().for_each(login);
    say!();
    row("Console", &app.url(&app.console_host(), "/"));
    login(&made.operator);
    row("Courriels envoyés", &app.url(&app.console_host(), "/courriels"));
    say!();
    row("Mot de passe de tous", PASSWORD);
    say!();
}

fn row(what: &str, value: &str) {
    say!("  {what:<46} {value}");
}

fn login(login: &Login) {
    say!("    {:<44} {}", login.who, login.login);
}
