//! A forgotten password: the same answers whether or not somebody has the address.

use axum::http::{HeaderMap, StatusCode};
use domain::accounts::{LinkState, LinkView, RESET_LIFE};
use domain::passwords::PasswordChangeRefused;
use domain::random::Token;

use super::pages::{ForgotPage, ForgotSentPage, NewPasswordPage, PasswordDonePage};
use crate::form::{Form, meant};
use crate::limits::may_mail_to_own;
use crate::sessions::cookies;
use crate::sessions::strangers::Attempt;
use crate::signup::confirmation::path_part;
use crate::visit::{AnyVisit, Failure, Ids, Result, Visit, link_status, link_word};
use crate::{urls, words};

/// `GET /mot-de-passe`.
pub(crate) async fn ask(visit: AnyVisit) -> Result {
    visit.page(&ForgotPage::default())
}

/// `POST /mot-de-passe`.
pub(crate) async fn send(visit: AnyVisit, headers: HeaderMap, mut form: Form) -> Result {
    let Some(login) = form.mailbox("email") else {
        return visit.again(&ForgotPage { form });
    };
    if let Err(error) = may_mail_to_own(&visit, &headers, "reset", &login).await {
        let page = ForgotPage { form: form.fail(error) };
        return visit.page_with(StatusCode::TOO_MANY_REQUESTS, &page);
    }
    let browser = cookies::brought_sign_up(&headers);
    visit.doors().request_password_reset(&login, browser.as_ref()).await?;
    visit.trace("password_reset_asked").done();
    let lifetime = words::lifetime(RESET_LIFE);
    visit.page(&ForgotSentPage { meant: meant(&login), email: form.shown("email"), lifetime })
}

/// `GET /mot-de-passe/{token}`.
pub(crate) async fn choose(visit: AnyVisit, Ids(token): Ids<String>) -> Result {
    let seen = peek(&visit, &token).await?;
    show(&visit, &token, seen, Form::default()).await
}

/// `POST /mot-de-passe/{token}`.
pub(crate) async fn change(
    visit: AnyVisit,
    Ids(token): Ids<String>,
    headers: HeaderMap,
    mut form: Form,
) -> Result {
    let Some(password) = form.new_password(&[]) else {
        let seen = peek(&visit, &token).await?;
        return show(&visit, &token, seen, form).await;
    };
    let secret = Token::received(&token);
    let device = cookies::brought_device(&headers);
    match visit.doors().reset_password(&secret, &password, device.as_ref()).await {
        Ok(reset) => {
            visit.trace("password_reset").done();
            Attempt::forget_strangers(&visit, &reset.login).await;
            let done = visit.page(&PasswordDonePage { ended: reset.ended > 0 })?;
            Ok(done.cookie(&cookies::device(&reset.device)))
        }
        Err(PasswordChangeRefused::Password(refused)) => {
            let seen = peek(&visit, &token).await?;
            let form = form.wrong("mot_de_passe", words::password_refused(refused));
            show(&visit, &token, seen, form).await
        }
        Err(PasswordChangeRefused::Link(state)) => {
            visit.trace("password_link").refused(link_word(state));
            show(&visit, &token, state.into(), form).await
        }
        Err(PasswordChangeRefused::Fault(fault)) => Err(fault.into()),
        Err(PasswordChangeRefused::WrongPassword) => Err(Failure::NotFound),
    }
}

async fn peek(visit: &Visit, token: &str) -> Result<LinkView> {
    Ok(visit.doors().password_reset(&Token::received(token)).await?)
}

async fn show(visit: &Visit, token: &str, seen: LinkView, form: Form) -> Result {
    let status = match seen.state {
        LinkState::Valid if form.is_wrong() => StatusCode::UNPROCESSABLE_ENTITY,
        state => link_status(state),
    };
    let page = NewPasswordPage {
        state: seen.state,
        newer: visit.newer_mail(seen.state, token).await?,
        login: if seen.state == LinkState::Valid { seen.login } else { String::new() },
        action: urls::new_password(path_part(token)),
        form,
    };
    visit.page_with(status, &page)
}
