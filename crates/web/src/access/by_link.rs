//! `/demandes/{token}` at the account's home: a manager answers by the link that she was mailed,
//! without signing in. GET shows who asks and the choice, POST decides, once.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::access::{AccessStatus, Decided, DecisionView, LinkDecided};
use domain::accounts::LinkState;
use domain::random::Token;

use super::AnswerForm;
use super::pages::{AnswerInvalidPage, AnswerPage};
use crate::signup::confirmation::path_part;
use crate::signup::pages;
use crate::urls;
use crate::view::Field;
use crate::visit::{AnyVisit, Failure, Form, Ids, Result, Visit};

/// `GET /demandes/{token}`.
pub(crate) async fn show(visit: AnyVisit, Ids(token): Ids<String>) -> Result {
    match seen(&visit, &token).await? {
        Ok(view) => visit.page(&page(&token, &view)),
        Err(state) => invalid(&visit, state),
    }
}

/// `POST /demandes/{token}`.
pub(crate) async fn decide(
    visit: AnyVisit,
    Ids(token): Ids<String>,
    Form(form): Form<AnswerForm>,
) -> Result {
    let view = match seen(&visit, &token).await? {
        Ok(view) => view,
        Err(state) => return invalid(&visit, state),
    };
    let decision = match form.read() {
        Ok(decision) => decision,
        Err(reason) => {
            let again = AnswerPage { reason, ..page(&token, &view) };
            return visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &again);
        }
    };
    let backstage = &visit.app.backstage;
    let secret = Token::received(&token);
    let decided = backstage.decide_access_by_link(&secret, &visit.host_name, &decision).await?;
    let (manager, decided) = match decided {
        LinkDecided::Link(state) => return invalid(&visit, state),
        LinkDecided::Decided(manager, decided) => (manager, decided),
    };
    let (status, holds) = match decided {
        Decided::NotFound => return Err(Failure::NotFound),
        Decided::Already(request) => (StatusCode::CONFLICT, request),
        Decided::Done(request) => {
            visit.trace("access_decided").by(manager).about(request.id).done();
            (StatusCode::OK, request)
        }
    };
    let news = backstage.access_news(holds.id).await?.ok_or(Failure::NotFound)?;
    let done = status == StatusCode::OK && holds.status != AccessStatus::Expired;
    let view = DecisionView { news, ..view };
    let page = AnswerPage { just_decided: done, ..page(&token, &view) };
    Ok(visit.page_with(status, &page)?.into_response())
}

async fn seen(visit: &Visit, token: &str) -> Result<std::result::Result<DecisionView, LinkState>> {
    let token = Token::received(token);
    let backstage = &visit.app.backstage;
    Ok(backstage.access_decision(&token, &visit.host_name).await?)
}

fn page(token: &str, view: &DecisionView) -> AnswerPage {
    AnswerPage {
        manager: view.manager.clone(),
        reason: Field::default(),
        action: urls::answer_request(path_part(token)),
        ..AnswerPage::of(&view.news)
    }
}

fn invalid(visit: &Visit, state: LinkState) -> Result {
    let status = match state {
        LinkState::Unknown => StatusCode::NOT_FOUND,
        _ => StatusCode::GONE,
    };
    let state = pages::LinkState::from(state);
    visit.page_with(status, &AnswerInvalidPage { state })
}
