//! `/sessions` of `compte.<base>`: where I am signed in, on which device, and how to end it.

use domain::ids::SessionId;

use super::browsers;
use super::pages::{SessionListPage, SessionRow};
use crate::app::App;
use crate::visit::{Failure, Ids, Result, SignedPerson, redirect};
use crate::{urls, words};

/// `GET /sessions`.
pub(crate) async fn list(me: SignedPerson) -> Result {
    let lines = me.role.sessions().await?;
    let mut rows = Vec::new();
    for line in &lines {
        rows.push(SessionRow {
            device: browsers::name(&line.agent),
            place: place(&me.app, &line.host).await?,
            used: words::ago(line.seen_at, me.now),
            kept: line.kept,
            here: line.id == me.role.person().session,
            same_browser: line.chain == me.role.person().chain,
            end: urls::end_session(line.id),
        });
    }
    me.page(&SessionListPage { rows })
}

/// `POST /sessions/{session}/fin`.
pub(crate) async fn end(me: SignedPerson, Ids(session): Ids<SessionId>) -> Result {
    if !me.role.end_session(session).await? {
        return Err(Failure::NotFound);
    }
    me.trace("session_ended").about(session).done();
    Ok(redirect("/sessions").good("La connexion est fermée."))
}

/// `POST /sessions/fin`: all but this one.
pub(crate) async fn end_others(me: SignedPerson) -> Result {
    let ended = me.role.end_other_sessions().await?;
    me.trace("sessions_ended").done();
    let said = match ended {
        0 => "Il n’y avait pas d’autre connexion.".to_owned(),
        1 => "L’autre connexion est fermée.".to_owned(),
        many => format!("Les {many} autres connexions sont fermées."),
    };
    Ok(redirect("/sessions").good(said))
}

/// A host in words: the name of the portal.
pub(super) async fn place(app: &App, host: &str) -> Result<String> {
    if host == app.account_host() {
        return Ok("Votre compte".to_owned());
    }
    if host == app.console_host() {
        return Ok("Console des exploitants".to_owned());
    }
    let portal = app.backstage.portal_at(host).await?;
    Ok(portal.map_or_else(|| host.to_owned(), |portal| portal.tenant().name.clone()))
}
