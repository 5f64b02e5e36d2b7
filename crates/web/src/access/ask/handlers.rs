//! What may be told of a school's account: two letters of its login, never the domain. The form
//! below is answered alike whoever sends it: what there is to say is mailed to the address.

use axum::http::StatusCode;
use domain::access::PROOF_LIFE;
use domain::directory::School;
use domain::signup::SchoolAnswer;
use education::names::definite;

use super::form::request;
use super::pages::{AskedPage, RecoveryPage};
use crate::form::Form;
use crate::limits::may_mail;
use crate::signup::pages::SchoolCard;
use crate::visit::{AnyVisit, Ids, Result};
use crate::{urls, words};

/// `GET /recuperation/{uai}`.
pub(crate) async fn show(visitor: AnyVisit, Ids(uai): Ids<String>) -> Result {
    match visitor.school_answer(&uai).await? {
        SchoolAnswer::AlreadyRegistered { school, masked_logins } => {
            visitor.page(&page(&visitor, &school, masked_logins, Form::default()))
        }
        other => visitor.show_answer(&uai, other),
    }
}

/// `POST /recuperation/{uai}`: « VALIDER LA DEMANDE DE CRÉATION DE COMPTE ».
pub(crate) async fn ask(visitor: AnyVisit, Ids(uai): Ids<String>, mut form: Form) -> Result {
    let (school, masked_logins) = match visitor.school_answer(&uai).await? {
        SchoolAnswer::AlreadyRegistered { school, masked_logins } => (school, masked_logins),
        other => return visitor.show_answer(&uai, other),
    };
    let Some(request) = request(&mut form, &school) else {
        return visitor.again(&page(&visitor, &school, masked_logins, form));
    };
    if let Err(error) = may_mail(&visitor, "access", &request.login).await {
        let again = page(&visitor, &school, masked_logins, form.fail(error));
        return visitor.page_with(StatusCode::TOO_MANY_REQUESTS, &again);
    }
    visitor.doors().ask_access(&request).await?;
    visitor.trace("access_asked").about(school.uai).done();
    visitor.page(&AskedPage {
        email: request.login,
        lifetime: words::lifetime(PROOF_LIFE),
        school_with_article: definite(&school.listed.name),
        again: urls::ask_access(school.uai),
    })
}

fn page(
    visitor: &AnyVisit,
    school: &School,
    masked_logins: Vec<String>,
    form: Form,
) -> RecoveryPage {
    RecoveryPage {
        school_with_article: definite(&school.listed.name),
        school: SchoolCard::of(school),
        masked_logins,
        contact: visitor.app.address.contact.clone(),
        form,
    }
}
