//! `/reserver/identite`: « Identité de l’élève », then « Confirmer la réservation ».

use axum::http::StatusCode;
use axum_extra::extract::cookie::Cookie;
use domain::slots::Slot;
use domain::tenancy::Standing;
use domain::wizard::Chosen;

use super::options::SlotOption;
use super::pages::IdentityPage;
use super::pupils::Pupils;
use super::steps::steps;
use super::trail::Trail;
use crate::bookings::{Inscribed, Inscriber, PupilForm, closed, sentence};
use crate::form::Form;
use crate::slots::SlotView;
use crate::urls;
use crate::visit::{Reply, Result, Signed, Visit, redirect};

/// A choice that is whole: who inscribes, on which stage.
struct Whole {
    trail: Trail,
    pupils: Pupils,
    who: Inscriber,
    slot: Slot,
}

/// `GET /reserver/identite`.
pub(crate) async fn identity(me: Signed<Standing>) -> Result {
    let whole = match whole(&me).await? {
        Ok(whole) => whole,
        Err(before) => return Ok(before),
    };
    if let Some(why) = closed(&whole.slot, me.now) {
        return Ok(redirect(&whole.other_slot()).bad(why));
    }
    let form = PupilForm::blank(&me, &whole.who, whole.trail.identity().url(), &whole.slot).await;
    me.page(&whole.page(&me, form).await?)
}

/// `POST /reserver/identite`: the choice is in the address, as it was for the form.
pub(crate) async fn confirm(me: Signed<Standing>, form: Form) -> Result {
    let whole = match whole(&me).await? {
        Ok(whole) => whole,
        Err(before) => return Ok(carrying(before, keep(&me, &form).await)),
    };
    if let Some(step) = whole.trail.step(form.sent("retour")) {
        return match keep(&me, &form).await {
            Some(cookie) => Ok(redirect(&step.url()).cookie(&cookie)),
            None => whole.unkept(&me, form.unread().fail(NOT_KEPT)).await,
        };
    }
    match whole.who.clone().inscribe(&me, whole.slot.id, form).await? {
        Inscribed::Booked(booking) => Ok(redirect(&urls::new_booking(booking))),
        Inscribed::Closed(refused, form) => {
            let why = sentence(&refused);
            match keep(&me, &form).await {
                Some(cookie) => {
                    let said = format!("{why} Votre saisie est gardée.");
                    Ok(redirect(&whole.other_slot()).bad(said).cookie(&cookie))
                }
                None => whole.unkept(&me, form.fail(format!("{why} {NOT_KEPT}"))).await,
            }
        }
        came => {
            let (status, action) = (came.status(), whole.trail.identity().url());
            let form = PupilForm::again(&me, &whole.who, action, came, &whole.slot);
            me.page_with(status, &whole.page(&me, form).await?)
        }
    }
}

/// Said in the form itself, which then stays: too many were kept for this address.
const NOT_KEPT: &str = "Votre saisie ne peut pas être gardée pour un autre créneau en ce moment\u{a0}: notez-la, ou réessayez plus tard.";

/// What is typed comes back in step 3, whichever stage is chosen then.
async fn keep(visit: &Visit, form: &Form) -> Option<Cookie<'static>> {
    visit.keep_draft(&visit.target, form).await
}

fn carrying(reply: Reply, kept: Option<Cookie<'static>>) -> Reply {
    match kept {
        Some(cookie) => reply.cookie(&cookie),
        None => reply,
    }
}

/// The choice, or the step at which something is missing.
async fn whole(me: &Signed<Standing>) -> Result<std::result::Result<Whole, Reply>> {
    let trail = Trail::of(&me.target);
    let mut pupils = Pupils::of(me, &trail).await?;
    let Some(who) = pupils.inscriber.take() else {
        return Ok(Err(redirect(&trail.ask_school().url())));
    };
    let Some(id) = trail.chosen.slot else {
        return Ok(Err(redirect(&trail.choose().url()).info("Choisissez un créneau.")));
    };
    let slot = who.slot(id).await?;
    let formation = trail.chosen.formation;
    if formation.is_some_and(|formation| formation != slot.programme) {
        // Another formation was chosen after the stage, and sent without seeing its stages.
        let before = trail.with_formation(formation).choose();
        return Ok(Err(redirect(&before.url()).info("Choisissez un créneau de cette formation.")));
    }
    Ok(Ok(Whole { trail, pupils, who, slot }))
}

impl Whole {
    /// The stages of the same formation, to choose another one.
    fn other_slot(&self) -> String {
        let chosen = Chosen { formation: Some(self.slot.programme), ..Chosen::default() };
        Trail { chosen, ..self.trail.clone() }.choose().url()
    }

    /// The form again, as it was filled in.
    async fn unkept(&self, visit: &Visit, form: Form) -> Result {
        let action = self.trail.identity().url();
        let form = PupilForm::of(visit, &self.who, action, form, self.slot.as_read());
        visit.page_with(StatusCode::CONFLICT, &self.page(visit, form).await?)
    }

    async fn page(&self, visit: &Visit, pupil: PupilForm) -> Result<IdentityPage> {
        Ok(IdentityPage {
            lead: self.pupils.lead(),
            steps: steps(3, &self.pupils, &self.trail),
            slot: SlotView::of(&self.slot, &self.who.portal().tenant().name, visit.now),
            option: SlotOption::of(&self.slot, false, visit.now),
            school: self.pupils.school.clone(),
            told: self.who.told().await?,
            pupil,
        })
    }
}
