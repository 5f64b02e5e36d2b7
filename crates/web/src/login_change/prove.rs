//! `/profil/adresse/autorisation/{token}` from the old mailbox, `/profil/adresse/confirmation/{token}`
//! from the new one. Whoever reads the mailbox need not be signed in.

use axum::http::StatusCode;
use domain::accounts::LinkState;
use domain::login_change::{LoginChangeRefused, LoginChangeStep, LoginSide};
use domain::random::Token;

use super::pages::{LoginLinkPage, LoginStep, LoginStepPage};
use crate::signup::confirmation::path_part;
use crate::urls;
use crate::visit::{AnyVisit, Ids, Result, Visit, link_state, link_status};

/// `GET /profil/adresse/autorisation/{token}`.
pub(crate) async fn ask_old(visit: AnyVisit, Ids(token): Ids<String>) -> Result {
    show(&visit, LoginSide::Old, &token).await
}

/// `POST /profil/adresse/autorisation/{token}`.
pub(crate) async fn prove_old(visit: AnyVisit, Ids(token): Ids<String>) -> Result {
    prove(&visit, LoginSide::Old, &token).await
}

/// `GET /profil/adresse/confirmation/{token}`.
pub(crate) async fn ask_new(visit: AnyVisit, Ids(token): Ids<String>) -> Result {
    show(&visit, LoginSide::New, &token).await
}

/// `POST /profil/adresse/confirmation/{token}`.
pub(crate) async fn prove_new(visit: AnyVisit, Ids(token): Ids<String>) -> Result {
    prove(&visit, LoginSide::New, &token).await
}

/// The path of a link, for its mail and for its form.
pub(super) fn path(side: LoginSide, token: &str) -> String {
    match side {
        LoginSide::Old => urls::allow_login(token),
        LoginSide::New => urls::prove_login(token),
    }
}

async fn show(visit: &Visit, side: LoginSide, token: &str) -> Result {
    match visit.doors().login_change(side, &Token::received(token)).await {
        Ok(new) => link_page(visit, side, token, LinkState::Valid, new).await,
        Err(refused) => link_page(visit, side, token, link_state(refused)?, String::new()).await,
    }
}

async fn prove(visit: &Visit, side: LoginSide, token: &str) -> Result {
    let secret = Token::received(token);
    let step = match visit.doors().prove_login_change(side, &secret, visit.person()).await {
        Ok(LoginChangeStep::Half) => LoginStep::Half,
        Ok(LoginChangeStep::Done { account, login }) => {
            visit.trace("login_changed").by(account).done();
            LoginStep::Done { login }
        }
        Err(LoginChangeRefused::Taken) => LoginStep::Taken,
        Err(LoginChangeRefused::Link(state)) => {
            return link_page(visit, side, token, state, String::new()).await;
        }
        Err(LoginChangeRefused::Fault(fault)) => return Err(fault.into()),
    };
    let status = match step {
        LoginStep::Taken => StatusCode::CONFLICT,
        _ => StatusCode::OK,
    };
    let page = LoginStepPage {
        step,
        old: side == LoginSide::Old,
        contact: visit.app.address.contact.clone(),
    };
    visit.page_with(status, &page)
}

async fn link_page(
    visit: &Visit,
    side: LoginSide,
    token: &str,
    state: LinkState,
    new: String,
) -> Result {
    let page = LoginLinkPage {
        state,
        old: side == LoginSide::Old,
        new,
        newer: visit.newer_mail(state, token).await?,
        action: path(side, &path_part(token)),
    };
    visit.page_with(link_status(state), &page)
}
