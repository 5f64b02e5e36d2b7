//! « DÉCONNEXION »: here, or everywhere that this browser hopped to.

use super::cookies;
use super::mine::place;
use super::pages::SignOutPage;
use crate::form::Form;
use crate::view::HostKind;
use crate::visit::{AnyVisit, Result, Visit, redirect};

/// `GET /deconnexion`: says what either choice ends.
pub(crate) async fn ask(visit: AnyVisit) -> Result {
    let Some(account) = visit.account() else {
        return Ok(redirect(home(&visit)));
    };
    let person = account.person();
    let lines = account.sessions().await?;
    let mut elsewhere = Vec::new();
    for line in lines.iter().filter(|line| line.chain == person.chain && line.id != person.session)
    {
        elsewhere.push(place(&visit.app, &line.host).await?);
    }
    visit.page(&SignOutPage { here: place(&visit.app, &visit.host_name).await?, elsewhere })
}

/// `POST /deconnexion`.
pub(crate) async fn sign_out(visit: AnyVisit, form: Form) -> Result {
    let everywhere = form.sent("partout") == "oui";
    visit.forget_draft().await;
    if let Some(account) = visit.holder() {
        if everywhere {
            account.sign_out_everywhere().await?;
        } else {
            account.sign_out().await?;
        }
        let event = if everywhere { "sign_out_everywhere" } else { "sign_out" };
        visit.trace(event).done();
    }
    let said = match everywhere {
        true => "Vous êtes déconnecté de tous les portails dans ce navigateur.",
        false => "Vous êtes déconnecté.",
    };
    Ok(redirect(home(&visit))
        .good(said)
        .cookie(&cookies::no_session())
        .cookie(&cookies::no_hint(&visit))
        .forget_pages())
}

fn home(visit: &Visit) -> &'static str {
    match visit.host {
        HostKind::Portal => "/",
        _ => "/connexion",
    }
}
