//! `/profil/adresse`: the wish for another login.

use std::time::Duration;

use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::login_change::LoginWishRefused;
use education::mailboxes::normalise;
use platform::limits::{Quota, Verdict};
use serde::Deserialize;

use super::pages::{AskLoginPage, PendingChange};
use crate::sessions::forms::mailbox;
use crate::signup::confirmation::may_mail;
use crate::view::Field;
use crate::visit::{Failure, Form, Result, SignedPerson, redirect};

/// Wishes of one person: each sends two mails, one of them to a stranger's mailbox maybe.
const WISHES: Quota = Quota::new(10, Duration::from_secs(60 * 60));

/// The wanted address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AddressForm {
    email: String,
}

/// `GET /profil/adresse`.
pub(crate) async fn show(me: SignedPerson) -> Result {
    me.page(&page(&me).await?)
}

/// `POST /profil/adresse`.
pub(crate) async fn ask(me: SignedPerson, Form(form): Form<AddressForm>) -> Result {
    let page = page(&me).await?;
    let email = mailbox(&form.email);
    if email.error.is_some() {
        return refused(&me, AskLoginPage { email, ..page });
    }
    if let Verdict::Denied { retry_after } = wishes(&me).await {
        return Err(Failure::TooMany(retry_after));
    }
    let wanted = normalise(&email.value);
    if let Err(error) = may_mail(&me, "login", &wanted).await {
        let error = Some(error);
        let page = AskLoginPage { error, email, ..page };
        return me.page_with(StatusCode::TOO_MANY_REQUESTS, &page);
    }
    let backstage = &me.app.backstage;
    let wrong = match backstage.ask_login_change(&me.person, &wanted, &me.host_name).await {
        Ok(()) => {
            me.trace("login_change_asked").done();
            let sent = "Deux courriels partent\u{a0}: ouvrez le lien de chacun.";
            return Ok(redirect("/profil/adresse").good(sent).into_response());
        }
        Err(LoginWishRefused::Same) => "C’est déjà votre identifiant.",
        Err(LoginWishRefused::NotAcademic) => {
            "Indiquez une adresse académique, par exemple prenom.nom@ac-nantes.fr."
        }
        Err(LoginWishRefused::Fault(fault)) => return Err(fault.into()),
        Err(LoginWishRefused::Official { school }) => {
            let official = Some(school);
            return refused(&me, AskLoginPage { official, ..page });
        }
    };
    let email = Field::wrong(email.value, wrong);
    refused(&me, AskLoginPage { email, ..page })
}

/// `POST /profil/adresse/annulation`.
pub(crate) async fn cancel(me: SignedPerson) -> Result {
    me.app.backstage.cancel_login_change(&me.person).await?;
    let kept = "Votre identifiant ne change pas. Les liens envoyés ne sont plus valables.";
    Ok(redirect("/profil/adresse").info(kept).into_response())
}

async fn wishes(me: &SignedPerson) -> Verdict {
    let key = format!("login-change:{}", me.person.account);
    me.app.limits.check(&key, WISHES, me.now).await
}

async fn page(me: &SignedPerson) -> Result<AskLoginPage> {
    let backstage = &me.app.backstage;
    let pending = backstage.pending_login_change(&me.person).await?;
    Ok(AskLoginPage {
        login: me.person.login.clone(),
        official: backstage.official_school(&me.person).await?,
        home: me.app.url(&me.app.account_host(), "/"),
        pending: pending.map(|pending| PendingChange::of(pending, me.now)),
        error: None,
        email: Field::default(),
        contact: me.app.address.contact.clone(),
    })
}

fn refused(me: &SignedPerson, page: AskLoginPage) -> Result {
    me.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
