//! `/demandes/{token}` at the account's home: a manager answers by the link that she was mailed,
//! without signing in. GET shows who asks and the choice, POST decides, once.

use axum::http::StatusCode;
use domain::access::{AccessStatus, AnswerRefused, DecisionView};
use domain::accounts::LinkRefused;
use domain::random::Token;

use super::decision;
use super::pages::{AnswerInvalidPage, AnswerPage};
use crate::form::Form;
use crate::moments::Clock;
use crate::signup::confirmation::path_part;
use crate::urls;
use crate::visit::{AnyVisit, Failure, Ids, Result, Visit, link_state, link_status};

/// `GET /demandes/{token}`.
pub(crate) async fn show(visit: AnyVisit, Ids(token): Ids<String>) -> Result {
    match seen(&visit, &token).await {
        Ok(view) => visit.page(&page(&token, &view)),
        Err(refused) => invalid(&visit, refused),
    }
}

/// `POST /demandes/{token}`.
pub(crate) async fn decide(visit: AnyVisit, Ids(token): Ids<String>, mut form: Form) -> Result {
    let view = match seen(&visit, &token).await {
        Ok(view) => view,
        Err(refused) => return invalid(&visit, refused),
    };
    let Some(decision) = decision(&mut form) else {
        return visit.again(&AnswerPage { form, ..page(&token, &view) });
    };
    let secret = Token::received(&token);
    let (status, news) = match visit.doors().decide_access(&secret, &decision).await {
        Ok((manager, news)) => {
            visit.trace("access_decided").by(manager).about(news.request.id).done();
            (StatusCode::OK, news)
        }
        Err(AnswerRefused::Already(news)) => (StatusCode::CONFLICT, *news),
        Err(AnswerRefused::Link(state)) => return invalid(&visit, LinkRefused::Link(state)),
        Err(AnswerRefused::Fault(fault)) => return Err(fault.into()),
        Err(_) => return Err(Failure::NotFound),
    };
    let done = status == StatusCode::OK && news.request.status != AccessStatus::Expired;
    let view = DecisionView { news, ..view };
    let page = AnswerPage { just_decided: done, ..page(&token, &view) };
    visit.page_with(status, &page)
}

async fn seen(visit: &Visit, token: &str) -> std::result::Result<DecisionView, LinkRefused> {
    visit.doors().access_decision(&Token::received(token)).await
}

fn page(token: &str, view: &DecisionView) -> AnswerPage {
    AnswerPage {
        manager: view.manager.clone(),
        action: urls::answer_request(path_part(token)),
        ..AnswerPage::of(&view.news, Clock::of_school(view.news.request.uai))
    }
}

fn invalid(visit: &Visit, refused: LinkRefused) -> Result {
    let state = link_state(refused)?;
    visit.page_with(link_status(state), &AnswerInvalidPage { state })
}
