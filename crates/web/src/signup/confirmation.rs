//! The mailbox is proved: GET shows who asked, POST uses the link, because mail scanners open links.

use axum::http::{HeaderMap, StatusCode};
use domain::accounts::{LinkState, Opened};
use domain::ids::SignUpId;
use domain::random::Token;
use domain::sessions::Arriving;
use domain::signup::{ConfirmRefused, Confirmation, Confirmed, Follower, SignUp};
use education::Uai;
use education::names::{definite, genitive};

use super::pages::{
    ConfirmPage, ConfirmationSentPage, OpenedCard, ResendPage, ResendSentPage, SentState,
    SignUpCard,
};
use crate::form::{Form, meant};
use crate::limits::may_mail_to_own;
use crate::moments::lately;
use crate::sessions::cookies;
use crate::sessions::handlers::come_in;
use crate::sessions::strangers::Attempt;
use crate::view::HostKind;
use crate::visit::{AnyVisit, Ids, Result, Visit, link_status, link_word, redirect};
use crate::{urls, words};

/// `GET /confirmation/{token}`.
pub(crate) async fn show(visitor: AnyVisit, Ids(token): Ids<String>, headers: HeaderMap) -> Result {
    let seen = peek(&visitor, &token, &headers).await?;
    confirm_page(&visitor, &token, seen, Form::default()).await
}

/// `POST /confirmation/{token}`.
pub(crate) async fn confirm(
    visitor: AnyVisit,
    Ids(token): Ids<String>,
    headers: HeaderMap,
    mut form: Form,
) -> Result {
    // Another link instead of this one.
    if form.sent("nouveau") == "oui" {
        return send_new(&visitor, &token, &headers, form.sent("inscription").parse().ok()).await;
    }
    let seen = peek(&visitor, &token, &headers).await?;
    let here = seen.sign_up.as_ref().is_none_or(|sign_up| sign_up.here);
    if seen.state != LinkState::Valid || here {
        return follow(&visitor, &token, &headers, None).await;
    }
    let asked = "Indiquez le mot de passe choisi à l’inscription.";
    let Some(password) = form.present_password("mot_de_passe", asked) else {
        return confirm_page(&visitor, &token, seen, form).await;
    };
    let attempt = match Attempt::of_link(&visitor, &Token::received(&token)).await {
        Ok(attempt) => attempt,
        Err(wait) => {
            let error = format!("Trop d’essais\u{a0}: réessayez dans {}.", words::duration(wait));
            return confirm_page(&visitor, &token, seen, form.fail(error)).await;
        }
    };
    follow(&visitor, &token, &headers, Some((&password, attempt))).await
}

/// Uses the link: she is in, or reads why not.
async fn follow(
    visitor: &AnyVisit,
    token: &str,
    headers: &HeaderMap,
    typed: Option<(&str, Attempt<'_>)>,
) -> Result {
    let (password, attempt) = typed.unzip();
    let (browser, device) = (cookies::brought_sign_up(headers), cookies::brought_device(headers));
    let follower = Follower {
        browser: browser.as_ref(),
        password,
        arriving: Arriving { device: device.as_ref(), keep: false, agent: &visitor.agent },
    };
    let refused = match visitor.doors().confirm_login(&Token::received(token), follower).await {
        Ok(Confirmed { school, opened }) => {
            visitor.trace("login_confirmed").by(opened.account).done();
            if let Some(attempt) = attempt {
                attempt.succeeded().await;
            }
            let next = match visitor.host {
                HostKind::Portal => "/calendrier",
                _ => "/",
            };
            let welcome = format!(
                "Votre adresse est confirmée\u{a0}: votre session est ouverte pour {}.",
                definite(&school)
            );
            return Ok(come_in(visitor, &opened, false, next).await?.good(welcome));
        }
        Err(refused) => refused,
    };
    let seen = peek(visitor, token, headers).await?;
    match refused {
        ConfirmRefused::Fault(fault) => Err(fault.into()),
        ConfirmRefused::Link(state) => {
            visitor.trace("confirm_link").refused(link_word(state));
            confirm_page(visitor, token, Confirmation { state, ..seen }, Form::default()).await
        }
        ConfirmRefused::Password => {
            visitor.trace("confirm_link").refused("password");
            if let Some(attempt) = attempt {
                attempt.failed().await;
            }
            let sentence = "Ce n’est pas le mot de passe choisi à cette inscription.";
            let form = Form::default().wrong("mot_de_passe", sentence);
            confirm_page(visitor, token, seen, form).await
        }
    }
}

/// `GET /confirmation`: for those who lost the page that sends the mail again.
pub(crate) async fn ask_again(visitor: AnyVisit) -> Result {
    visitor.page(&ResendPage::default())
}

/// `POST /confirmation`: the same answer whether or not somebody unconfirmed has this address.
pub(crate) async fn send_again(visitor: AnyVisit, headers: HeaderMap, mut form: Form) -> Result {
    let Some(login) = form.mailbox("email") else {
        return visitor.again(&ResendPage { form });
    };
    if let Err(error) = may_mail_to_own(&visitor, &headers, "confirm", &login).await {
        let page = ResendPage { form: form.fail(error) };
        return visitor.page_with(StatusCode::TOO_MANY_REQUESTS, &page);
    }
    let browser = cookies::brought_sign_up(&headers);
    visitor.doors().request_confirmation(&login, browser.as_ref()).await?;
    visitor.page(&ResendSentPage {
        meant: meant(&login),
        email: form.shown("email"),
        lifetime: lifetime(&visitor),
    })
}

async fn send_new(
    visitor: &AnyVisit,
    token: &str,
    headers: &HeaderMap,
    other: Option<SignUpId>,
) -> Result {
    let seen = peek(visitor, token, headers).await?;
    if seen.login.is_empty() || seen.confirmed || seen.opened.is_some() {
        return confirm_page(visitor, token, seen, Form::default()).await;
    }
    if let Err(error) = may_mail_to_own(visitor, headers, "confirm", &seen.login).await {
        return Ok(redirect(&urls::confirm_login(path_part(token))).bad(error));
    }
    visitor.doors().request_confirmation_again(&Token::received(token), other).await?;
    visitor.page(&ResendSentPage { meant: None, email: seen.login, lifetime: lifetime(visitor) })
}

async fn peek(visitor: &AnyVisit, token: &str, headers: &HeaderMap) -> Result<Confirmation> {
    let browser = cookies::brought_sign_up(headers);
    Ok(visitor.doors().confirmation(&Token::received(token), browser.as_ref()).await?)
}

async fn confirm_page(visitor: &AnyVisit, token: &str, seen: Confirmation, form: Form) -> Result {
    let Confirmation { state, login, confirmed, sign_up, others, opened } = seen;
    let card = |sign_up: SignUp| SignUpCard {
        name: sign_up.name,
        position: sign_up.position,
        school: sign_up.school,
        at: lately(sign_up.at, visitor.now, visitor.clock()),
        here: sign_up.here,
        id: sign_up.id.map(|id| id.to_string()).unwrap_or_default(),
        anew: sign_up.uai.map_or_else(|| "/inscription".to_owned(), urls::sign_up),
    };
    let status = match state {
        LinkState::Valid if form.is_wrong() => StatusCode::UNPROCESSABLE_ENTITY,
        state => link_status(state),
    };
    let page = ConfirmPage {
        state,
        login,
        confirmed,
        sign_up: sign_up.map(card),
        others: others.into_iter().map(card).collect(),
        opened: opened.map(|opened| OpenedCard::of(opened, visitor)),
        newer: visitor.newer_mail(state, token).await?,
        action: urls::confirm_login(path_part(token)),
        form,
    };
    visitor.page_with(status, &page)
}

/// A token as part of a path: ours have nothing to escape, others do not matter.
pub(crate) fn path_part(token: &str) -> String {
    token.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).take(64).collect()
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

impl OpenedCard {
    fn of(opened: Opened, visit: &Visit) -> Self {
        Self {
            by: opened.by,
            position: opened.position,
            of_school: genitive(&opened.school),
            at: lately(opened.at, visit.now, visit.clock()),
            ask: urls::ask_access(opened.uai),
        }
    }
}

fn lifetime(visit: &Visit) -> String {
    words::lifetime(visit.app.backstage.link_life())
}
