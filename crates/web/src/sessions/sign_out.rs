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
        let over =
            "Votre session ici est déjà terminée. Celles des portails se ferment sur chacun d’eux.";
        return Ok(redirect(home(&visit)).info(over).cookie(&cookies::no_hint(&visit)));
    };
    let mut elsewhere = Vec::new();
    for (host, hers) in account.elsewhere().await? {
        let place = place(&visit.app, &host).await?;
        elsewhere.push(if hers { place } else { format!("{place}, avec un autre compte") });
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
        true => "Votre session est fermée sur tous les portails dans ce navigateur.",
        false => "Votre session est fermée.",
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
