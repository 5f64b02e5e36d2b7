//! « Demandes » at the account's home: a manager who is signed in answers those who want to act for
//! her school. Somebody who is no manager of it finds nothing there (404).

use axum::http::StatusCode;
use domain::access::{AccessNews, AccessStatus, AnswerRefused};
use domain::ids::AccessRequestId;
use domain::tenancy::SchoolMember;

use super::decision;
use super::pages::{AnswerPage, MyRequestsPage, RequestListPage, RequestRow};
use crate::form::Form;
use crate::moments::Clock;
use crate::signup::pages::SchoolCard;
use crate::urls;
use crate::visit::{Failure, Ids, Result, SignedPerson, redirect};

/// How many requests that were decided are shown below the open ones.
const DECIDED: u64 = 10;

/// `GET /demandes`: of all her schools; straight on where there is one.
pub(crate) async fn mine(me: SignedPerson) -> Result {
    let counts = me.role.requests_to_answer().await?;
    if let [(uai, _)] = counts.as_slice() {
        return Ok(redirect(&urls::requests(uai)));
    }
    let mut schools = Vec::new();
    for (uai, count) in counts {
        if let Some(school) = me.doors().school(uai).await? {
            let words = match count {
                0 => "aucune demande".to_owned(),
                1 => "1 demande à traiter".to_owned(),
                many => format!("{many} demandes à traiter"),
            };
            schools.push((SchoolCard::of(&school), words, urls::requests(uai)));
        }
    }
    me.page(&MyRequestsPage { schools })
}

/// `GET /etablissements/{uai}/demandes`.
pub(crate) async fn list(me: SignedPerson, Ids(uai): Ids<String>) -> Result {
    let membership = me.membership(&uai).await?;
    let all = membership.access_requests(DECIDED).await?.ok_or(Failure::NotFound)?;
    let school = membership.school().await?.ok_or(Failure::NotFound)?;
    let (open, closed) = all.iter().partition::<Vec<_>, _>(|news| is_open(news));
    let rows = |list: Vec<&AccessNews>| list.into_iter().map(row).collect::<Vec<RequestRow>>();
    me.page(&RequestListPage {
        school: SchoolCard::of(&school),
        open: rows(open),
        closed: rows(closed),
    })
}

/// `GET /etablissements/{uai}/demandes/{request}`.
pub(crate) async fn show(
    me: SignedPerson,
    Ids((uai, id)): Ids<(String, AccessRequestId)>,
) -> Result {
    let membership = me.membership(&uai).await?;
    let news = found(&membership, id).await?;
    let page = page(&news);
    let form = me.typed().await.unwrap_or_default();
    me.page(&AnswerPage { form, ..page })
}

/// `POST /etablissements/{uai}/demandes/{request}`.
pub(crate) async fn decide(
    me: SignedPerson,
    Ids((uai, id)): Ids<(String, AccessRequestId)>,
    mut form: Form,
) -> Result {
    let membership = me.membership(&uai).await?;
    let Some(decision) = decision(&mut form) else {
        let news = found(&membership, id).await?;
        return me.again(&AnswerPage { form, ..page(&news) });
    };
    match membership.decide_access(id, &decision).await {
        Ok(request) => {
            me.trace("access_decided").about(request.id).done();
            let told = match request.status {
                AccessStatus::Accepted => {
                    "La demande est acceptée. L’invitation part à l’adresse de la personne."
                }
                _ => "La demande est refusée. La personne reçoit le motif.",
            };
            let back = urls::requests(membership.uai());
            Ok(redirect(&back).good(told))
        }
        Err(AnswerRefused::Already(news)) => me.page_with(StatusCode::CONFLICT, &page(&news)),
        Err(AnswerRefused::Fault(fault)) => Err(fault.into()),
        Err(_) => Err(Failure::NotFound),
    }
}

async fn found(membership: &SchoolMember, id: AccessRequestId) -> Result<AccessNews> {
    let news = membership.access_request(id).await?;
    news.ok_or(Failure::NotFound)
}

fn page(news: &AccessNews) -> AnswerPage {
    let request = &news.request;
    let action = urls::request(request.uai, request.id);
    AnswerPage {
        action,
        back: urls::requests(request.uai),
        ..AnswerPage::of(news, Clock::of_school(request.uai))
    }
}

fn row(news: &AccessNews) -> RequestRow {
    let uai = news.request.uai;
    RequestRow::of(news, urls::request(uai, news.request.id), Clock::of_school(uai))
}

fn is_open(news: &AccessNews) -> bool {
    news.request.status.is_open()
}
