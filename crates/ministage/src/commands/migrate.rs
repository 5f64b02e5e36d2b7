//! `migrate up`, `migrate status`.

use std::process::ExitCode;

use domain::{Backstage, Fault};

use super::say::say;
use crate::config::Config;

pub(super) async fn up(backstage: &Backstage) -> anyhow::Result<()> {
    let missing = missing(backstage).await?;
    backstage.migrate().await?;
    for name in &missing {
        say!("appliquée  {name}");
    }
    say!("La base est à jour.");
    Ok(())
}

/// Exits with 1 when a step is missing, so that a script can ask.
pub(super) async fn status(backstage: &Backstage) -> anyhow::Result<ExitCode> {
    let steps = backstage.schema().await?;
    for step in &steps {
        let state = match (step.applied, step.later) {
            (_, true) => "plus récente",
            (true, _) => "appliquée",
            (false, _) => "à appliquer",
        };
        say!("{state:12}  {}", step.name);
    }
    Ok(if steps.iter().all(|step| step.applied) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A schema that is behind would answer every question with an error: better not to ask.
pub(super) async fn must_be_done(backstage: &Backstage, config: &Config) -> anyhow::Result<()> {
    let missing = missing(backstage).await?.len();
    anyhow::ensure!(
        missing == 0,
        "{missing} migrations manquent à la base ({}) : lancez « ministage migrate up »",
        config.said()
    );
    Ok(())
}

/// The steps that are not applied yet.
pub(super) async fn missing(backstage: &Backstage) -> Result<Vec<String>, Fault> {
    let steps = backstage.schema().await?.into_iter();
    Ok(steps.filter(|step| !step.applied).map(|step| step.name).collect())
}
