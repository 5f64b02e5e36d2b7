//! A forgotten password: the same answers whether or not somebody has the address.

use axum::http::StatusCode;
use domain::accounts::{LinkPurpose, LinkState, LinkView, RESET_LIFE};
use domain::passwords::PasswordReset;
use domain::random::Token;

use super::pages::{ForgotPage, ForgotSentPage, NewPasswordPage, PasswordDonePage};
use crate::form::{Form, meant};
use crate::signup::confirmation::{may_mail, path_part, word};
use crate::signup::pages;
use crate::urls;
use crate::visit::{AnyVisit, Ids, Result, Visit};

/// `GET /mot-de-passe`.
pub(crate) async fn ask(visit: AnyVisit) -> Result {
    visit.page(&ForgotPage::default())
}

/// `POST /mot-de-passe`.
pub(crate) async fn send(visit: AnyVisit, mut form: Form) -> Result {
    let Some(login) = form.mailbox("email") else {
        return visit.again(&ForgotPage { form });
    };
    if let Err(error) = may_mail(&visit, "reset", &login).await {
        let page = ForgotPage { form: form.fail(error) };
        return visit.page_with(StatusCode::TOO_MANY_REQUESTS, &page);
    }
    visit.app.backstage.request_password_reset(&login, &visit.host_name).await?;
    visit.trace("password_reset_asked").done();
    let lifetime = crate::server::words(RESET_LIFE.to_std().unwrap_or_default());
    visit.page(&ForgotSentPage { meant: meant(&login), email: form.shown("email"), lifetime })
}

/// `GET /mot-de-passe/{token}`.
pub(crate) async fn choose(visit: AnyVisit, Ids(token): Ids<String>) -> Result {
    let seen = peek(&visit, &token).await?;
    show(&visit, &token, seen, Form::default())
}

/// `POST /mot-de-passe/{token}`.
pub(crate) async fn change(visit: AnyVisit, Ids(token): Ids<String>, mut form: Form) -> Result {
    let Some(password) = form.new_password() else {
        let seen = peek(&visit, &token).await?;
        return show(&visit, &token, seen, form);
    };
    let secret = Token::received(&token);
    match visit.app.backstage.reset_password(&secret, &visit.host_name, &password).await? {
        PasswordReset::Done { ended, .. } => {
            visit.trace("password_reset").done();
            visit.page(&PasswordDonePage { ended })
        }
        PasswordReset::Password(refused) => {
            let seen = peek(&visit, &token).await?;
            show(&visit, &token, seen, form.wrong("mot_de_passe", refused.to_string()))
        }
        PasswordReset::Link(state) => {
            visit.trace("password_link").refused(word(state));
            let seen = LinkView { state, login: String::new() };
            show(&visit, &token, seen, form)
        }
    }
}

async fn peek(visit: &Visit, token: &str) -> Result<LinkView> {
    let token = Token::received(token);
    Ok(visit.app.backstage.peek_link(LinkPurpose::ResetPassword, &token, &visit.host_name).await?)
}

fn show(visit: &Visit, token: &str, seen: LinkView, form: Form) -> Result {
    let status = match seen.state {
        LinkState::Valid if form.is_wrong() => StatusCode::UNPROCESSABLE_ENTITY,
        LinkState::Valid => StatusCode::OK,
        LinkState::Unknown => StatusCode::NOT_FOUND,
        LinkState::Expired | LinkState::Used => StatusCode::GONE,
    };
    let page = NewPasswordPage {
        state: pages::LinkState::from(seen.state),
        login: if seen.state == LinkState::Valid { seen.login } else { String::new() },
        action: urls::new_password(path_part(token)),
        form,
    };
    visit.page_with(status, &page)
}
