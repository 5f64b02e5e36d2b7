//! `/profil/adresse/autorisation/{token}` from the old mailbox, `/profil/adresse/confirmation/{token}`
//! from the new one. Whoever reads the mailbox need not be signed in.

use axum::http::StatusCode;
use domain::accounts::LinkState;
use domain::login_change::{LoginChangeStep, LoginChangeView, LoginSide};
use domain::random::Token;

use super::pages::{LoginLinkPage, LoginStep, LoginStepPage};
use crate::signup::confirmation::path_part;
use crate::urls;
use crate::visit::{AnyVisit, Ids, Result, Visit};

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
    let secret = Token::received(token);
    let seen = visit.app.backstage.login_change_view(side, &secret, &visit.host_name).await?;
    link_page(visit, side, token, seen)
}

async fn prove(visit: &Visit, side: LoginSide, token: &str) -> Result {
    let secret = Token::received(token);
    let done = visit
        .app
        .backstage
        .prove_login_change(side, &secret, &visit.host_name, visit.person())
        .await?;
    let step = match done {
        LoginChangeStep::Half => LoginStep::Half,
        LoginChangeStep::Taken => LoginStep::Taken,
        LoginChangeStep::Done { account, login } => {
            visit.trace("login_changed").by(account).done();
            LoginStep::Done { login }
        }
        LoginChangeStep::Link(state) => {
            let new = String::new();
            return link_page(visit, side, token, LoginChangeView { state, new });
        }
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

fn link_page(visit: &Visit, side: LoginSide, token: &str, seen: LoginChangeView) -> Result {
    let status = match seen.state {
        LinkState::Valid => StatusCode::OK,
        LinkState::Unknown => StatusCode::NOT_FOUND,
        LinkState::Expired | LinkState::Used => StatusCode::GONE,
    };
    let page = LoginLinkPage {
        state: seen.state.into(),
        old: side == LoginSide::Old,
        new: seen.new,
        action: path(side, &path_part(token)),
    };
    visit.page_with(status, &page)
}
