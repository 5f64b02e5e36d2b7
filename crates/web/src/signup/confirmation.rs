//! The mailbox is proved: GET shows a button, POST uses the link, because mail scanners open links.

use axum::http::StatusCode;
use domain::accounts::LinkView;
use domain::random::Token;
use domain::signup::Confirmed;
use education::Uai;
use platform::limits::Verdict;

use super::pages::{
    ConfirmPage, ConfirmationSentPage, ConfirmedPage, ResendPage, ResendSentPage, SentState,
};
use crate::form::{Form, meant};
use crate::visit::{AnyVisit, Ids, Result, Visit, link_state, link_status, link_word, redirect};
use crate::{limits, urls, words};

/// `GET /confirmation/{token}`.
pub(crate) async fn show(visitor: AnyVisit, Ids(token): Ids<String>) -> Result {
    let seen = peek(&visitor, &token).await?;
    confirm_page(&visitor, &token, seen)
}

/// `POST /confirmation/{token}`.
pub(crate) async fn confirm(visitor: AnyVisit, Ids(token): Ids<String>, form: Form) -> Result {
    // Another link instead of this one.
    if form.sent("nouveau") == "oui" {
        return send_new(&visitor, &token).await;
    }
    match visitor.doors().confirm_login(&Token::received(&token)).await {
        Ok(Confirmed { login, school }) => {
            visitor.trace("login_confirmed").done();
            visitor.page(&ConfirmedPage { school, login })
        }
        Err(refused) => {
            let state = link_state(refused)?;
            visitor.trace("confirm_link").refused(link_word(state));
            let seen = peek(&visitor, &token).await?;
            confirm_page(&visitor, &token, LinkView { state, ..seen })
        }
    }
}

/// `GET /confirmation`: for those who lost the page that sends the mail again.
pub(crate) async fn ask_again(visitor: AnyVisit) -> Result {
    visitor.page(&ResendPage::default())
}

/// `POST /confirmation`: the same answer whether or not somebody unconfirmed has this address.
pub(crate) async fn send_again(visitor: AnyVisit, mut form: Form) -> Result {
    let Some(login) = form.mailbox("email") else {
        return visitor.again(&ResendPage { form });
    };
    if let Err(error) = may_mail(&visitor, "confirm", &login).await {
        let page = ResendPage { form: form.fail(error) };
        return visitor.page_with(StatusCode::TOO_MANY_REQUESTS, &page);
    }
    visitor.doors().request_confirmation(&login).await?;
    visitor.page(&ResendSentPage {
        meant: meant(&login),
        email: form.shown("email"),
        lifetime: lifetime(&visitor),
    })
}

async fn send_new(visitor: &AnyVisit, token: &str) -> Result {
    let seen = peek(visitor, token).await?;
    if seen.login.is_empty() {
        return confirm_page(visitor, token, seen);
    }
    if let Err(error) = may_mail(visitor, "confirm", &seen.login).await {
        return Ok(redirect(&urls::confirm_login(token)).bad(error));
    }
    visitor.doors().request_confirmation(&seen.login).await?;
    visitor.page(&ResendSentPage { meant: None, email: seen.login, lifetime: lifetime(visitor) })
}

async fn peek(visitor: &AnyVisit, token: &str) -> Result<LinkView> {
    Ok(visitor.doors().confirmation(&Token::received(token)).await?)
}

fn confirm_page(visitor: &AnyVisit, token: &str, seen: LinkView) -> Result {
    let page = ConfirmPage {
        state: seen.state,
        login: seen.login,
        action: urls::confirm_login(path_part(token)),
    };
    visitor.page_with(link_status(seen.state), &page)
}

/// A token as part of a path: ours have nothing to escape, others do not matter.
pub(crate) fn path_part(token: &str) -> String {
    token.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).take(64).collect()
}

/// Whether another mail may go to this address now; else the sentence that says when.
pub(crate) async fn may_mail(
    visit: &Visit,
    purpose: &str,
    login: &str,
) -> std::result::Result<(), String> {
    let key = format!("mail:{purpose}:{login}");
    for quota in [limits::MAILS_AN_HOUR, limits::MAILS_A_MINUTE] {
        if let Verdict::Denied { retry_after } = visit.app.limits.peek(&key, quota, visit.now).await
        {
            let wait = words::duration(retry_after);
            return Err(format!(
                "Un courriel vient de partir\u{a0}: attendez {wait} avant d’en demander un autre."
            ));
        }
    }
    for quota in [limits::MAILS_AN_HOUR, limits::MAILS_A_MINUTE] {
        visit.app.limits.check(&key, quota, visit.now).await;
    }
    Ok(())
}

pub(super) fn sent_page(
    visit: &Visit,
    uai: Uai,
    login: String,
    state: SentState,
) -> ConfirmationSentPage {
    ConfirmationSentPage {
        login,
        lifetime: lifetime(visit),
        state,
        action: urls::sign_up_mail(uai),
        ticket: uai.to_string(),
    }
}

fn lifetime(visit: &Visit) -> String {
    words::lifetime(visit.app.backstage.link_life())
}
