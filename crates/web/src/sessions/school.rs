//! `POST /etablissement`: whoever serves several schools chooses for which one she acts.

use axum::response::IntoResponse;
use education::Uai;
use serde::Deserialize;

use crate::visit::{Failure, Form, Result, SignedPerson, redirect};

/// Which one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SchoolForm {
    uai: String,
}

/// Chooses a school; one that is not hers is not there (404).
pub(crate) async fn choose(me: SignedPerson, Form(form): Form<SchoolForm>) -> Result {
    let uai: Uai = form.uai.parse().map_err(|_| Failure::NotFound)?;
    if !me.app.backstage.choose_school(&me.person, uai).await? {
        return Err(Failure::NotFound);
    }
    me.trace("school_chosen").done();
    Ok(redirect("/").good("Vous agissez maintenant pour cet établissement.").into_response())
}
