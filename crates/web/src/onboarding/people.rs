//! « Responsable », « Textes légaux », « Courriel d’essai »: buttons beside what they are about.

use domain::ids::TenantId;
use domain::onboarding::{InviteRefused, Step, StepRefused};
use domain::tenancy::{FullOperator, Operator};

use super::frame::{self, Frame};
use super::pages::{PrepareLegalPage, PrepareManagerPage, PrepareTrialPage};
use crate::home::legal_pages;
use crate::limits;
use crate::visit::{Failure, Ids, Reply, Result, Signed, redirect};

/// `GET /lycees/{tenant}/preparation/responsable`.
pub(crate) async fn ask_manager(visit: Signed<Operator>, Ids(id): Ids<TenantId>) -> Result {
    let Some(draft) = visit.role.draft(id).await? else {
        return frame::no_draft(&visit.role, id).await;
    };
    visit.page(&PrepareManagerPage {
        frame: Frame::of(&visit, &draft, Some(Step::Manager)),
        mailbox: draft.school.mailbox().address().map(str::to_owned),
        managers: draft.managers,
    })
}

/// `POST /lycees/{tenant}/preparation/responsable`.
pub(crate) async fn invite(visit: Signed<FullOperator>, Ids(id): Ids<TenantId>) -> Result {
    let key = format!("invite-operators:{}", visit.role.person().account);
    visit.count(&key, limits::INVITATIONS).await?;
    match visit.role.invite_first_manager(id).await {
        Ok(login) => {
            let said = format!("Une invitation part à {login}.");
            Ok(frame::done(&visit, Step::Manager, id, said))
        }
        Err(InviteRefused::NoMailbox) => Ok(redirect(&frame::page_of(Step::Manager, id))
            .bad("L’annuaire ne donne aucune boîte de cet établissement.")),
        Err(InviteRefused::Step(why)) => stopped(id, why),
        Err(InviteRefused::Fault(fault)) => Err(fault.into()),
    }
}

/// `GET /lycees/{tenant}/preparation/textes`.
pub(crate) async fn legal(visit: Signed<Operator>, Ids(id): Ids<TenantId>) -> Result {
    let Some(draft) = visit.role.draft(id).await? else {
        return frame::no_draft(&visit.role, id).await;
    };
    visit.page(&PrepareLegalPage {
        frame: Frame::of(&visit, &draft, Some(Step::Legal)),
        texts: legal_pages(&visit.app.address.contact, Some(&draft.tenant)).into(),
    })
}

/// `POST /lycees/{tenant}/preparation/textes`.
pub(crate) async fn read_legal(visit: Signed<FullOperator>, Ids(id): Ids<TenantId>) -> Result {
    if let Some(first) = first_about(&visit, id).await? {
        return Ok(first);
    }
    match visit.role.read_legal_pages(id).await {
        Ok(()) => {
            visit.trace("lycee_prepared").about(id).done();
            Ok(redirect(&frame::after(Step::Legal, id)))
        }
        Err(why) => stopped(id, why),
    }
}

/// `GET /lycees/{tenant}/preparation/essai`.
pub(crate) async fn ask_trial(visit: Signed<Operator>, Ids(id): Ids<TenantId>) -> Result {
    let Some(draft) = visit.role.draft(id).await? else {
        return frame::no_draft(&visit.role, id).await;
    };
    visit.page(&PrepareTrialPage {
        frame: Frame::of(&visit, &draft, Some(Step::Trial)),
        login: visit.role.person().login.clone(),
        sent: draft.is_done(Step::Trial),
    })
}

/// `POST /lycees/{tenant}/preparation/essai`.
pub(crate) async fn try_out(visit: Signed<FullOperator>, Ids(id): Ids<TenantId>) -> Result {
    let key = format!("invite-operators:{}", visit.role.person().account);
    visit.count(&key, limits::INVITATIONS).await?;
    if let Some(first) = first_about(&visit, id).await? {
        return Ok(first);
    }
    match visit.role.send_trial(id).await {
        Ok(()) => {
            let said = format!("Un courriel d’essai part à {}.", visit.role.person().login);
            Ok(frame::done(&visit, Step::Trial, id, said))
        }
        Err(why) => stopped(id, why),
    }
}

/// Texts and letters say who the lycée is: back to where that is typed, while nobody did.
async fn first_about(visit: &Signed<FullOperator>, id: TenantId) -> Result<Option<Reply>> {
    let draft = visit.role.draft(id).await?;
    let lacks = draft.is_some_and(|draft| !draft.is_done(Step::About));
    Ok(lacks.then(|| {
        redirect(&frame::page_of(Step::About, id))
            .bad("Enregistrez d’abord les coordonnées du lycée\u{a0}: les textes et les courriels les portent.")
    }))
}

/// A button that came too late.
fn stopped(id: TenantId, why: StepRefused) -> Result {
    match why {
        StepRefused::NotFound => Err(Failure::NotFound),
        StepRefused::Fault(fault) => Err(fault.into()),
        _ => Ok(frame::is_open(id)),
    }
}
