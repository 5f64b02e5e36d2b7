//! The lycée inscribes a pupil itself: « Type d’élève », then the school, then the same form.

use domain::Editor;
use domain::directory::School;
use domain::ids::{BookingId, SlotId};
use domain::slots::Slot;
use education::Uai;

use super::form::{PupilForm, closed};
use super::found::Found;
use super::inscription::{Inscribed, Inscriber};
use crate::form::Form;
use crate::query::Query;
use crate::slots::SlotView;
use crate::slots::pages::{BookPage, ChooseSchoolPage};
use crate::urls;
use crate::view::Search;
use crate::visit::{Failure, Ids, Reply, Result, Signed, redirect};

/// `GET /creneaux/{slot}/stagiaire`: of which school is the pupil?
pub(crate) async fn ask_school(me: Signed<Editor>, Ids(id): Ids<SlotId>) -> Result {
    let slot = match open_slot(&me, id).await? {
        Ok(slot) => slot,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let search: String = Query::of(&me.target).get("recherche").trim().chars().take(80).collect();
    let found = Found::of(&me.role, &search).await?;
    let tenant = me.role.portal().tenant();
    me.page(&ChooseSchoolPage {
        own: urls::book_for_school(id, tenant.uai),
        slot: SlotView::of(&slot, &tenant.name, me.now),
        schools: found.links(|school| urls::book_for_school(id, school.uai)),
        summary: found.summary,
        search: Search::new(urls::book_for(id), "Nom, ville ou code RNE", search),
    })
}

/// `GET /creneaux/{slot}/stagiaire/{uai}`: who is the pupil?
pub(crate) async fn new_for(me: Signed<Editor>, Ids((id, uai)): Ids<(SlotId, String)>) -> Result {
    let who = inscriber(&me, &uai).await?;
    let slot = match open_slot(&me, id).await? {
        Ok(slot) => slot,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let form = PupilForm::blank(&me, &who, urls::book_for_school(id, who.uai()), &slot).await;
    me.page(&page(&me, &slot, &who, form).await?)
}

/// `POST /creneaux/{slot}/stagiaire/{uai}`.
pub(crate) async fn create_for(
    me: Signed<Editor>,
    Ids((id, uai)): Ids<(SlotId, String)>,
    form: Form,
) -> Result {
    let who = inscriber(&me, &uai).await?;
    match who.clone().inscribe(&me, id, form).await? {
        Inscribed::Booked(booking) => Ok(next(&me, id, booking)),
        came => {
            let (status, slot) = (came.status(), who.slot(id).await?);
            let form = PupilForm::again(&me, &who, urls::book_for_school(id, who.uai()), came);
            me.page_with(status, &page(&me, &slot, &who, form).await?)
        }
    }
}

async fn page(
    me: &Signed<Editor>,
    slot: &Slot,
    who: &Inscriber,
    form: PupilForm,
) -> Result<BookPage> {
    let school = match who {
        Inscriber::Lycee(_, school) => Some((label(school), urls::book_for(slot.id))),
        Inscriber::School(_) => None,
    };
    Ok(BookPage { school, told: who.told().await?, ..form.page(who, slot, me.now) })
}

fn next(me: &Signed<Editor>, slot: SlotId, booking: BookingId) -> Reply {
    let to = match me.fragment {
        true => urls::slot(slot),
        false => urls::booking(booking),
    };
    redirect(&to)
        .good("La réservation est enregistrée. Elle reste «\u{a0}En attente\u{a0}» jusqu’à votre validation.")
}

/// The stage, if it takes pupils; else back to it, where it says why not.
async fn open_slot(me: &Signed<Editor>, id: SlotId) -> Result<std::result::Result<Slot, Reply>> {
    let slot = me.role.slot(id).await?.ok_or(Failure::NotFound)?;
    Ok(match closed(&slot, me.now) {
        None => Ok(slot),
        Some(why) => Err(redirect(&urls::slot(id)).info(why)),
    })
}

/// The lycée, for an open school of the directory.
async fn inscriber(me: &Signed<Editor>, uai: &str) -> Result<Inscriber> {
    let uai: Uai = uai.parse().map_err(|_| Failure::NotFound)?;
    let school = me.role.school(uai).await?.ok_or(Failure::NotFound)?;
    Ok(Inscriber::Lycee(me.role.clone(), Box::new(school)))
}

fn label(school: &School) -> String {
    format!("{}, {}", school.name(), school.listed.city)
}
