//! `/demandes/portails/{portal}`: what a lycée asked, and the decision.

use domain::hosting::{PortalRequest, RequestRefused, RequestState};
use domain::ids::PortalRequestId;
use domain::onboarding::{BeginRefused, Candidate};
use domain::tenancy::{FullOperator, Operator};

use super::pages::{PortalRequestPage, PortalRequestRow, RefusePortalPage};
use crate::form::Form;
use crate::moments::{Clock, moment};
use crate::onboarding::cannot_be;
use crate::query::Query;
use crate::urls;
use crate::view::{Badge, Tone};
use crate::visit::{Failure, Ids, Reply, Result, Signed, Visit, redirect};

/// Requests that wait, for the list of all requests.
pub(crate) async fn waiting(role: &Operator) -> Result<Vec<PortalRequestRow>> {
    let mut rows = Vec::new();
    for request in role.portal_requests().await? {
        rows.push(row(&request, &school(role, &request).await?));
    }
    Ok(rows)
}

/// `GET /demandes/portails/{portal}?adresse=…`.
pub(crate) async fn show(visit: Signed<Operator>, Ids(id): Ids<PortalRequestId>) -> Result {
    let request = found(&visit.role, id).await?;
    let candidate = school(&visit.role, &request).await?;
    let chosen = Query::of(&visit.target).get("adresse").to_owned();
    let first = match chosen.is_empty() {
        true => candidate.offered.first().cloned().unwrap_or_default(),
        false => chosen,
    };
    let form = visit.typed().await.unwrap_or_else(|| Form::default().with("adresse", first));
    visit.trace("portal_request_read").about(id).done();
    visit.page(&page(&visit, &request, &candidate, form))
}

/// `POST /demandes/portails/{portal}`: the portal is begun, and the lycée is told.
pub(crate) async fn accept(
    visit: Signed<FullOperator>,
    Ids(id): Ids<PortalRequestId>,
    mut form: Form,
) -> Result {
    let request = found(&visit.role, id).await?;
    if request.state != RequestState::Waiting {
        return Ok(too_late(id));
    }
    let slug = form.check("adresse", |typed| Ok(typed.trim().to_lowercase())).unwrap_or_default();
    let begun = visit.role.begin_lycee(request.uai, &slug, &visit.app.start, false).await;
    let portal = match begun {
        // A second click, or a request that was cut short after the portal was begun.
        Ok(portal) | Err(BeginRefused::Begun(portal)) => portal,
        Err(BeginRefused::Second(_)) => {
            let form = form.fail("Cet établissement a déjà un portail\u{a0}: refusez la demande en le nommant, ou commencez le deuxième à la main.");
            let candidate = school(&visit.role, &request).await?;
            return visit.again(&page(&visit, &request, &candidate, form));
        }
        Err(BeginRefused::Portal(why)) => {
            let form = form.wrong("adresse", cannot_be(&why));
            let candidate = school(&visit.role, &request).await?;
            return visit.again(&page(&visit, &request, &candidate, form));
        }
        Err(BeginRefused::Unknown) => return Err(Failure::NotFound),
        Err(BeginRefused::Fault(fault)) => return Err(fault.into()),
    };
    match visit.role.accept_portal(id, portal).await {
        Ok(()) => {
            visit.trace("portal_granted").about(id).done();
            Ok(redirect(&urls::prepare_about(portal)).good(
                "La demande est acceptée, et le portail commencé\u{a0}: le lycée est prévenu.",
            ))
        }
        Err(RequestRefused::TooLate) => Ok(too_late(id)),
        Err(RequestRefused::Fault(fault)) => Err(fault.into()),
    }
}

/// `GET /demandes/portails/{portal}/refus`.
pub(crate) async fn ask_refuse(
    visit: Signed<FullOperator>,
    Ids(id): Ids<PortalRequestId>,
) -> Result {
    let request = found(&visit.role, id).await?;
    if request.state != RequestState::Waiting {
        return Ok(too_late(id));
    }
    let candidate = school(&visit.role, &request).await?;
    visit.page(&refusal(&request, &candidate, visit.typed().await.unwrap_or_default()))
}

/// `POST /demandes/portails/{portal}/refus`.
pub(crate) async fn refuse(
    visit: Signed<FullOperator>,
    Ids(id): Ids<PortalRequestId>,
    mut form: Form,
) -> Result {
    let request = found(&visit.role, id).await?;
    let Some(reason) = form.reason() else {
        let candidate = school(&visit.role, &request).await?;
        return visit.again(&refusal(&request, &candidate, form));
    };
    match visit.role.refuse_portal(id, &reason).await {
        Ok(()) => {
            visit.trace("portal_refused").about(id).done();
            Ok(redirect("/demandes")
                .good("La demande est refusée\u{a0}: le motif part par courriel."))
        }
        Err(RequestRefused::TooLate) => Ok(too_late(id)),
        Err(RequestRefused::Fault(fault)) => Err(fault.into()),
    }
}

async fn found(role: &Operator, id: PortalRequestId) -> Result<PortalRequest> {
    role.portal_request(id).await?.ok_or(Failure::NotFound)
}

async fn school(role: &Operator, request: &PortalRequest) -> Result<Candidate> {
    role.candidate(request.uai).await?.ok_or(Failure::NotFound)
}

fn too_late(id: PortalRequestId) -> Reply {
    redirect(&urls::portal_request(id)).info("Cette demande n’attend plus de décision.")
}

fn row(request: &PortalRequest, candidate: &Candidate) -> PortalRequestRow {
    let listed = &candidate.school.listed;
    PortalRequestRow {
        href: urls::portal_request(request.id),
        school: format!("{}, {}", listed.name, listed.city),
        who: format!("{}, {}", request.name(), request.position),
        date: moment(request.created_at, Clock::OPERATORS),
        state: match request.state {
            RequestState::Waiting => Badge::new(Tone::Wait, "hourglass", "À décider"),
            RequestState::Accepted => Badge::new(Tone::Good, "check", "Acceptée"),
            RequestState::Refused => Badge::new(Tone::Bad, "circle-x", "Refusée"),
            RequestState::Replaced => Badge::new(Tone::Neutral, "refresh-cw", "Remplacée"),
        },
    }
}

fn page(
    visit: &Visit,
    request: &PortalRequest,
    candidate: &Candidate,
    form: Form,
) -> PortalRequestPage {
    let fact = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    let path = urls::portal_request(request.id);
    let offered = candidate.offered.iter();
    PortalRequestPage {
        head: row(request, candidate),
        facts: vec![
            fact("Code RNE", &request.uai.to_string()),
            fact("Qui demande", &request.name()),
            fact("Fonction", &request.position),
            fact("Téléphone", request.phone.as_deref().unwrap_or("–")),
            fact("Boîte qui l’a prouvé", &request.mail),
            fact("Nom souhaité", &request.wish),
        ],
        words: request.words.clone(),
        reason: request.reason.clone().unwrap_or_default(),
        draft: request.portal.map(urls::lycee).unwrap_or_default(),
        waiting: request.state == RequestState::Waiting,
        base: format!(".{}", visit.app.backstage.base_domain()),
        offered: offered.map(|one| (one.clone(), format!("{path}?adresse={one}"))).collect(),
        refuse: urls::refuse_portal_request(request.id),
        form,
    }
}

fn refusal(request: &PortalRequest, candidate: &Candidate, form: Form) -> RefusePortalPage {
    RefusePortalPage {
        head: row(request, candidate),
        mail: request.mail.clone(),
        action: urls::refuse_portal_request(request.id),
        form,
    }
}
