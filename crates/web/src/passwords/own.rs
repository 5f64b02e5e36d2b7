//! Another password for somebody who is signed in and knows the present one: on every host.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::passwords::PasswordChangeRefused;
use serde::Deserialize;

use super::pages::OwnPasswordPage;
use crate::sessions::strangers::Attempt;
use crate::signup::forms::confirmation;
use crate::view::Field;
use crate::visit::{Failure, Form, Result, SignedPerson, redirect};
use crate::words::counted;

/// The present password, and the new one twice. None of them is ever sent back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct OwnPasswordForm {
    actuel: String,
    mot_de_passe: String,
    confirmation: String,
}

/// `GET /profil/mot-de-passe`.
pub(crate) async fn ask(me: SignedPerson) -> Result {
    me.page(&blank(&me).await?)
}

/// `POST /profil/mot-de-passe`.
pub(crate) async fn change(me: SignedPerson, Form(form): Form<OwnPasswordForm>) -> Result {
    let blank = blank(&me).await?;
    let again = confirmation(&form.mot_de_passe, &form.confirmation);
    if form.actuel.is_empty() || again.error.is_some() {
        let missing = form.actuel.is_empty();
        return refused(
            &me,
            &OwnPasswordPage {
                present: Field {
                    error: missing.then(|| "Indiquez votre mot de passe actuel.".to_owned()),
                    ..Field::default()
                },
                confirmation: again,
                ..blank
            },
        );
    }
    // Whoever sits at an open session is no better known than a stranger at the door.
    let attempt = match Attempt::of_person(&me, &me.person).await {
        Ok(attempt) => attempt,
        Err(wait) => {
            let wait = crate::server::words(wait);
            let error = Some(format!("Trop d’essais\u{a0}: réessayez dans {wait}."));
            let page = OwnPasswordPage { error, ..blank };
            return me.page_with(StatusCode::TOO_MANY_REQUESTS, &page);
        }
    };
    let backstage = &me.app.backstage;
    match backstage
        .change_password(&me.person, &form.actuel, &form.mot_de_passe, &me.host_name)
        .await
    {
        Ok(ended) => {
            attempt.succeeded().await;
            me.trace("password_changed").done();
            Ok(redirect("/profil").good(done(ended)).into_response())
        }
        Err(PasswordChangeRefused::WrongPassword) => {
            attempt.failed().await;
            me.trace("password_change_refused").done();
            let present = Field::wrong("", "Ce n’est pas votre mot de passe actuel.");
            refused(&me, &OwnPasswordPage { present, ..blank })
        }
        Err(PasswordChangeRefused::Password(why)) => {
            attempt.succeeded().await;
            let password = Field::wrong("", why.to_string());
            refused(&me, &OwnPasswordPage { password, ..blank })
        }
        Err(PasswordChangeRefused::Fault(fault)) => Err(fault.into()),
        Err(PasswordChangeRefused::Link(_)) => Err(Failure::NotFound),
    }
}

async fn blank(me: &SignedPerson) -> Result<OwnPasswordPage> {
    let login = me.person.login.clone();
    Ok(OwnPasswordPage {
        minimum: me.app.backstage.password_minimum(&login).await?,
        login,
        ..OwnPasswordPage::default()
    })
}

fn refused(me: &SignedPerson, page: &OwnPasswordPage) -> Result {
    me.page_with(StatusCode::UNPROCESSABLE_ENTITY, page)
}

fn done(ended: u64) -> String {
    let changed = "Votre mot de passe est changé, pour tous les portails.";
    match ended {
        0 => changed.to_owned(),
        1 => format!("{changed} Une autre connexion a été fermée."),
        many => format!(
            "{changed} {} ont été fermées.",
            counted(many, "autre connexion", "autres connexions")
        ),
    }
}
