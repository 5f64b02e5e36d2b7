//! Two schools behind one mailbox: a mailed link adds the second one to the account.

use axum::http::StatusCode;
use domain::accounts::LinkState;
use domain::random::Token;
use domain::signup::SchoolTaken;

use super::confirmation::{path_part, word};
use super::pages::{AddSchoolPage, SchoolCard};
use crate::visit::{Ids, Result, Visitor};

/// `GET /rattachement/{token}`.
pub(crate) async fn show(visitor: Visitor, Ids(token): Ids<String>) -> Result {
    page(&visitor, &token, None).await
}

/// `POST /rattachement/{token}`.
pub(crate) async fn take_in(visitor: Visitor, Ids(token): Ids<String>) -> Result {
    let secret = Token::received(&token);
    let backstage = &visitor.app.backstage;
    match backstage.take_school_in(&secret, &visitor.host_name).await? {
        SchoolTaken::Done { login, school } => {
            visitor.trace("school_taken_in").done();
            visitor.page(&AddSchoolPage {
                done: Some(school),
                ..AddSchoolPage::new(LinkState::Valid, login, None, &path_part(&token))
            })
        }
        SchoolTaken::Link(state) => {
            visitor.trace("add_school_link").refused(word(state));
            page(&visitor, &token, Some(state)).await
        }
    }
}

async fn page(visitor: &Visitor, token: &str, state: Option<LinkState>) -> Result {
    let secret = Token::received(token);
    let backstage = &visitor.app.backstage;
    let seen = backstage.school_addition(&secret, &visitor.host_name).await?;
    let state = state.unwrap_or(seen.state);
    let status = match state {
        LinkState::Valid => StatusCode::OK,
        LinkState::Unknown => StatusCode::NOT_FOUND,
        LinkState::Expired | LinkState::Used => StatusCode::GONE,
    };
    let card = seen.school.as_ref().map(SchoolCard::of);
    visitor.page_with(status, &AddSchoolPage::new(state, seen.login, card, &path_part(token)))
}
