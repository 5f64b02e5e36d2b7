//! Another password for somebody who is signed in and knows the present one: on every host.

use axum::http::StatusCode;
use domain::passwords::PasswordChangeRefused;

use super::pages::OwnPasswordPage;
use crate::form::Form;
use crate::sessions::strangers::Attempt;
use crate::visit::{Failure, Result, SignedPerson, redirect};
use crate::words::{self, counted, password_refused};

/// `GET /profil/mot-de-passe`.
pub(crate) async fn ask(me: SignedPerson) -> Result {
    me.page(&page(&me, Form::default()).await?)
}

/// `POST /profil/mot-de-passe`.
pub(crate) async fn change(me: SignedPerson, mut form: Form) -> Result {
    let present = form.present_password("actuel", "Indiquez votre mot de passe actuel.");
    let (Some(present), Some(password)) = (present, form.new_password(&[])) else {
        return me.again(&page(&me, form).await?);
    };
    // Whoever sits at an open session is no better known than a stranger at the door.
    let attempt = match Attempt::of_person(&me, me.role.person()).await {
        Ok(attempt) => attempt,
        Err(wait) => {
            let wait = words::duration(wait);
            let form = form.fail(format!("Trop d’essais\u{a0}: réessayez dans {wait}."));
            return me.page_with(StatusCode::TOO_MANY_REQUESTS, &page(&me, form).await?);
        }
    };
    match me.role.change_password(&present, &password, &me.host_name).await {
        Ok(ended) => {
            attempt.succeeded().await;
            me.trace("password_changed").done();
            Ok(redirect("/profil").good(done(ended)))
        }
        Err(PasswordChangeRefused::WrongPassword) => {
            attempt.failed().await;
            me.trace("password_change_refused").done();
            let form = form.wrong("actuel", "Ce n’est pas votre mot de passe actuel.");
            me.again(&page(&me, form).await?)
        }
        Err(PasswordChangeRefused::Password(why)) => {
            attempt.succeeded().await;
            let form = form.wrong("mot_de_passe", password_refused(why));
            me.again(&page(&me, form).await?)
        }
        Err(PasswordChangeRefused::Fault(fault)) => Err(fault.into()),
        Err(PasswordChangeRefused::Link(_)) => Err(Failure::NotFound),
    }
}

async fn page(me: &SignedPerson, form: Form) -> Result<OwnPasswordPage> {
    let login = me.role.person().login.clone();
    let minimum = me.role.password_minimum().await?;
    Ok(OwnPasswordPage { login, minimum, form })
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
