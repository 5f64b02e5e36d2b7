//! A forgotten password: the same answers whether or not somebody has the address.

use axum::http::StatusCode;
use domain::accounts::{LinkState, LinkView, RESET_LIFE};
use domain::passwords::PasswordChangeRefused;
use domain::random::Token;
use education::mailboxes::normalise;
use serde::Deserialize;

use super::pages::{ForgotPage, ForgotSentPage, NewPasswordPage, PasswordDonePage};
use crate::sessions::forms::{mailbox, meant};
use crate::signup::confirmation::{may_mail, path_part};
use crate::signup::forms::confirmation;
use crate::urls;
use crate::view::Field;
use crate::visit::{AnyVisit, Failure, Form, Ids, Result, Visit, link_status, link_word};

/// « Votre adresse Email ».
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ForgotForm {
    email: String,
}

/// The new password, twice.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct NewPasswordForm {
    mot_de_passe: String,
    confirmation: String,
}

/// `GET /mot-de-passe`.
pub(crate) async fn ask(visit: AnyVisit) -> Result {
    visit.page(&ForgotPage::default())
}

/// `POST /mot-de-passe`.
pub(crate) async fn send(visit: AnyVisit, Form(form): Form<ForgotForm>) -> Result {
    let email = mailbox(&form.email);
    if email.error.is_some() {
        return visit
            .page_with(StatusCode::UNPROCESSABLE_ENTITY, &ForgotPage { error: None, email });
    }
    let login = normalise(&email.value);
    if let Err(error) = may_mail(&visit, "reset", &login).await {
        return visit
            .page_with(StatusCode::TOO_MANY_REQUESTS, &ForgotPage { error: Some(error), email });
    }
    visit.doors().request_password_reset(&login).await?;
    visit.trace("password_reset_asked").done();
    let lifetime = crate::server::words(RESET_LIFE.to_std().unwrap_or_default());
    visit.page(&ForgotSentPage { meant: meant(&login), email: email.value, lifetime })
}

/// `GET /mot-de-passe/{token}`.
pub(crate) async fn choose(visit: AnyVisit, Ids(token): Ids<String>) -> Result {
    let seen = peek(&visit, &token).await?;
    show(&visit, &token, seen, Field::default(), Field::default())
}

/// `POST /mot-de-passe/{token}`.
pub(crate) async fn change(
    visit: AnyVisit,
    Ids(token): Ids<String>,
    Form(form): Form<NewPasswordForm>,
) -> Result {
    let again = confirmation(&form.mot_de_passe, &form.confirmation);
    if again.error.is_some() {
        let seen = peek(&visit, &token).await?;
        return show(&visit, &token, seen, Field::default(), again);
    }
    let secret = Token::received(&token);
    match visit.doors().reset_password(&secret, &form.mot_de_passe).await {
        Ok(ended) => {
            visit.trace("password_reset").done();
            visit.page(&PasswordDonePage { ended: ended > 0 })
        }
        Err(PasswordChangeRefused::Password(refused)) => {
            let seen = peek(&visit, &token).await?;
            show(&visit, &token, seen, Field::wrong("", refused.to_string()), Field::default())
        }
        Err(PasswordChangeRefused::Link(state)) => {
            visit.trace("password_link").refused(link_word(state));
            let seen = LinkView { state, login: String::new() };
            show(&visit, &token, seen, Field::default(), Field::default())
        }
        Err(PasswordChangeRefused::Fault(fault)) => Err(fault.into()),
        Err(PasswordChangeRefused::WrongPassword) => Err(Failure::NotFound),
    }
}

async fn peek(visit: &Visit, token: &str) -> Result<LinkView> {
    Ok(visit.doors().password_reset(&Token::received(token)).await?)
}

fn show(
    visit: &Visit,
    token: &str,
    seen: LinkView,
    password: Field,
    confirmation: Field,
) -> Result {
    let status = match seen.state {
        LinkState::Valid if password.error.is_some() || confirmation.error.is_some() => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        state => link_status(state),
    };
    let page = NewPasswordPage {
        state: seen.state,
        login: if seen.state == LinkState::Valid { seen.login } else { String::new() },
        action: urls::new_password(path_part(token)),
        password,
        confirmation,
    };
    visit.page_with(status, &page)
}
