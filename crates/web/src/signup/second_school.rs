//! Two schools behind one mailbox: a mailed link adds the second one to the account.

use domain::accounts::LinkState;
use domain::random::Token;

use super::confirmation::path_part;
use super::pages::{AddSchoolPage, SchoolCard};
use crate::visit::{AnyVisit, Ids, Result, link_state, link_status, link_word};

/// `GET /rattachement/{token}`.
pub(crate) async fn show(visitor: AnyVisit, Ids(token): Ids<String>) -> Result {
    page(&visitor, &token, None).await
}

/// `POST /rattachement/{token}`.
pub(crate) async fn take_in(visitor: AnyVisit, Ids(token): Ids<String>) -> Result {
    let secret = Token::received(&token);
    match visitor.doors().take_school_in(&secret).await {
        Ok((login, school)) => {
            visitor.trace("school_taken_in").done();
            visitor.page(&AddSchoolPage {
                done: Some(school),
                ..AddSchoolPage::new(LinkState::Valid, login, None, &path_part(&token))
            })
        }
        Err(refused) => {
            let state = link_state(refused)?;
            visitor.trace("add_school_link").refused(link_word(state));
            page(&visitor, &token, Some(state)).await
        }
    }
}

async fn page(visitor: &AnyVisit, token: &str, state: Option<LinkState>) -> Result {
    let secret = Token::received(token);
    let seen = visitor.doors().school_addition(&secret).await?;
    let state = state.unwrap_or(seen.state);
    let card = seen.school.as_ref().map(SchoolCard::of);
    let newer = visitor.newer_mail(state, token).await?;
    let page =
        AddSchoolPage { newer, ..AddSchoolPage::new(state, seen.login, card, &path_part(token)) };
    visitor.page_with(link_status(state), &page)
}
