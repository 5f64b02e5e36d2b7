//! « Demandes »: access requests that managers left without an answer for a day. Operators decide
//! only where the requester reads the school's own mailbox; elsewhere the page says why not.

use axum::http::StatusCode;
use domain::access::{AccessNews, AnswerRefused};
use domain::directory::is_own_mailbox;
use domain::ids::AccessRequestId;

use super::ROWS;
use crate::access::decision;
use crate::access::pages::{AnswerPage, EscalatedListPage, EscalatedPage, RequestRow};
use crate::form::Form;
use crate::hosting::console as hosting;
use crate::moments::{Clock, moment};
use crate::query::Query;
use crate::urls;
use crate::view::{Empty, Listed};
use crate::visit::{Failure, Ids, Result, Signed, redirect};
use domain::tenancy::{FullOperator, Operator};

const PATH: &str = "/demandes";

/// `GET /demandes`.
pub(crate) async fn list(visit: Signed<Operator>) -> Result {
    let query = Query::of(&visit.target);
    let page = visit.role.escalated_requests(query.page_of(ROWS)).await?;
    let mailboxes = page.rows.iter().map(|news| news.request.login.as_str());
    let people = visit.role.people_by_mailbox(mailboxes).await?;
    let page = page.map(|news| RequestRow {
        person: people.get(&news.request.login).map(urls::person),
        ..RequestRow::of(&news, urls::escalated(news.request.id), Clock::OPERATORS)
    });
    let pager = query.neighbours(&page);
    let list = Listed::new(page.rows, pager, || {
        Empty::new(
            "Aucune demande",
            "Les demandes restées 24\u{a0}heures sans réponse des gestionnaires apparaissent ici.",
        )
    });
    let portals = hosting::waiting(&visit.role).await?;
    visit.page(&EscalatedListPage { portals, list })
}

/// `GET /demandes/{request}`.
pub(crate) async fn show(visit: Signed<Operator>, Ids(id): Ids<AccessRequestId>) -> Result {
    let news = found(&visit.role, id).await?;
    let page = page(&visit.role, &news).await?;
    let form = visit.typed().await.unwrap_or_default();
    visit.page(&EscalatedPage { request: AnswerPage { form, ..page.request }, ..page })
}

/// `POST /demandes/{request}`.
pub(crate) async fn decide(
    visit: Signed<FullOperator>,
    Ids(id): Ids<AccessRequestId>,
    mut form: Form,
) -> Result {
    let Some(decision) = decision(&mut form) else {
        let again = page(&visit.role, &found(&visit.role, id).await?).await?;
        let request = AnswerPage { form, ..again.request };
        return visit.again(&EscalatedPage { request, ..again });
    };
    match visit.role.decide_access(id, &decision).await {
        Ok(request) => {
            visit.trace("access_decided").about(request.id).done();
            Ok(redirect(&urls::escalated(id))
                .good("C’est fait\u{a0}: les personnes concernées sont prévenues."))
        }
        Err(AnswerRefused::Already(news)) => {
            visit.page_with(StatusCode::CONFLICT, &page(&visit.role, &news).await?)
        }
        Err(AnswerRefused::NotOwnMailbox) => {
            let news = found(&visit.role, id).await?;
            visit.page_with(StatusCode::CONFLICT, &page(&visit.role, &news).await?)
        }
        Err(AnswerRefused::Fault(fault)) => Err(fault.into()),
        Err(_) => Err(Failure::NotFound),
    }
}

async fn found(role: &Operator, id: AccessRequestId) -> Result<AccessNews> {
    role.access_request(id).await?.ok_or(Failure::NotFound)
}

async fn page(role: &Operator, news: &AccessNews) -> Result<EscalatedPage> {
    let people = role.people_by_mailbox([news.request.login.as_str()]).await?;
    Ok(EscalatedPage {
        person: people.get(&news.request.login).map(urls::person),
        people: urls::people_of(news.request.uai),
        own_mailbox: is_own_mailbox(&news.school, &news.request.login),
        told: news
            .request
            .notified_at
            .map(|told| format!("le {}", moment(told, Clock::OPERATORS)))
            .unwrap_or_default(),
        request: AnswerPage {
            action: urls::escalated(news.request.id),
            back: PATH.to_owned(),
            ..AnswerPage::of(news, Clock::OPERATORS)
        },
    })
}
