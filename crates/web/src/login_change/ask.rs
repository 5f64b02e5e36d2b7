//! `/profil/adresse`: the wish for another login.

use axum::http::StatusCode;
use domain::login_change::LoginWishRefused;

use super::pages::{AskLoginPage, PendingChange};
use crate::form::Form;
use crate::limits;
use crate::limits::may_mail;
use crate::visit::{Result, SignedPerson, redirect};

/// `GET /profil/adresse`.
pub(crate) async fn show(me: SignedPerson) -> Result {
    let form = me.typed().await.unwrap_or_default();
    me.page(&page(&me, form).await?)
}

/// `POST /profil/adresse`.
pub(crate) async fn ask(me: SignedPerson, mut form: Form) -> Result {
    let Some(wanted) = form.mailbox("email") else {
        return me.again(&page(&me, form).await?);
    };
    me.count(&format!("login-change:{}", me.role.person().account), limits::LOGIN_CHANGES).await?;
    if let Err(error) = may_mail(&me, "login", &wanted).await {
        let page = page(&me, form.fail(error)).await?;
        return me.page_with(StatusCode::TOO_MANY_REQUESTS, &page);
    }
    let wrong = match me.role.ask_login_change(&wanted, &me.host_name).await {
        Ok(()) => {
            me.trace("login_change_asked").done();
            let sent = "Deux courriels partent\u{a0}: ouvrez le lien de chacun.";
            return Ok(redirect("/profil/adresse").good(sent));
        }
        Err(LoginWishRefused::Same) => "C’est déjà votre identifiant.",
        Err(LoginWishRefused::NotAcademic) => {
            "Indiquez une adresse académique, par exemple prenom.nom@ac-nantes.fr."
        }
        Err(LoginWishRefused::Fault(fault)) => return Err(fault.into()),
        Err(LoginWishRefused::Official { school }) => {
            let official = Some(school);
            return me.again(&AskLoginPage { official, ..page(&me, Form::default()).await? });
        }
    };
    me.again(&page(&me, form.wrong("email", wrong)).await?)
}

/// `POST /profil/adresse/annulation`.
pub(crate) async fn cancel(me: SignedPerson) -> Result {
    me.role.cancel_login_change().await?;
    let kept = "Votre identifiant ne change pas. Les liens envoyés ne sont plus valables.";
    Ok(redirect("/profil/adresse").info(kept))
}

async fn page(me: &SignedPerson, form: Form) -> Result<AskLoginPage> {
    let pending = me.role.pending_login_change().await?;
    Ok(AskLoginPage {
        login: me.role.person().login.clone(),
        official: me.role.official_school().await?,
        home: me.app.url(&me.app.account_host(), "/etablissements"),
        pending: pending.map(|pending| PendingChange::of(pending, me.now)),
        form,
        contact: me.app.address.contact.clone(),
    })
}
