//! The lycée inscribes a pupil itself: « Type d’élève », then the school, then the same form.

use axum::http::StatusCode;
use domain::Editor;
use domain::bookings::BookingRefused;
use domain::directory::School;
use domain::ids::{BookingId, SlotId};
use domain::slots::Slot;
use education::Uai;

use super::form::{self, blank, closed, pupil, sent_twice, sentence};
use crate::form::Form;
use crate::query::Query;
use crate::slots::SlotView;
use crate::slots::pages::{BookPage, ChooseSchoolPage, SchoolLink};
use crate::view::Search;
use crate::visit::{Failure, Ids, Reply, Result, Signed, redirect};
use crate::{urls, words};

/// Schools that are shown, at most: whoever has more to read types another word.
const MOST_SCHOOLS: usize = 20;

/// `GET /creneaux/{slot}/stagiaire`: of which school is the pupil?
pub(crate) async fn ask_school(me: Signed<Editor>, Ids(id): Ids<SlotId>) -> Result {
    let slot = match open_slot(&me, id).await? {
        Ok(slot) => slot,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let search: String = Query::of(&me.target).get("recherche").trim().chars().take(80).collect();
    let found = me.role.search_schools(&search, MOST_SCHOOLS as u64 + 1).await?;
    let tenant = me.role.portal().tenant();
    me.page(&ChooseSchoolPage {
        own: urls::book_for_school(id, tenant.uai),
        slot: SlotView::of(&slot, &tenant.name, me.now),
        summary: summary(found.len(), &search),
        schools: found.iter().take(MOST_SCHOOLS).map(|school| link(id, school)).collect(),
        search: Search::new(urls::book_for(id), "Nom, ville ou code RNE", search),
    })
}

/// `GET /creneaux/{slot}/stagiaire/{uai}`: who is the pupil?
pub(crate) async fn new_for(me: Signed<Editor>, Ids((id, uai)): Ids<(SlotId, String)>) -> Result {
    let school = school(&me, &uai).await?;
    let slot = match open_slot(&me, id).await? {
        Ok(slot) => slot,
        Err(elsewhere) => return Ok(elsewhere),
    };
    me.page(&page(&me, &slot, &school, blank(&slot)))
}

/// `POST /creneaux/{slot}/stagiaire/{uai}`.
pub(crate) async fn create_for(
    me: Signed<Editor>,
    Ids((id, uai)): Ids<(SlotId, String)>,
    mut form: Form,
) -> Result {
    let school = school(&me, &uai).await?;
    let Some(pupil) = pupil(&mut form) else {
        return again(&me, id, &school, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    match me.role.book_for(id, school.uai, pupil).await {
        Ok(booked) => Ok(next(&me, id, booked.id)),
        Err(BookingRefused::NotFound | BookingRefused::UnknownSchool) => Err(Failure::NotFound),
        Err(BookingRefused::Fault(fault)) => Err(fault.into()),
        Err(BookingRefused::AlreadyBooked(twin))
            if sent_twice(&form, me.role.booking(twin).await?, me.role.person().account) =>
        {
            Ok(next(&me, id, twin))
        }
        Err(refused) => {
            again(&me, id, &school, form.fail(sentence(&refused)), StatusCode::CONFLICT).await
        }
    }
}

async fn again(
    me: &Signed<Editor>,
    id: SlotId,
    school: &School,
    form: Form,
    status: StatusCode,
) -> Result {
    let slot = me.role.slot(id).await?.ok_or(Failure::NotFound)?;
    me.page_with(status, &page(me, &slot, school, form))
}

fn page(me: &Signed<Editor>, slot: &Slot, school: &School, form: Form) -> BookPage {
    BookPage {
        action: urls::book_for_school(slot.id, school.uai),
        school: Some((label(school), urls::book_for(slot.id))),
        ..form::page(me, me.role.portal(), slot, form)
    }
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

async fn school(me: &Signed<Editor>, uai: &str) -> Result<School> {
    let uai: Uai = uai.parse().map_err(|_| Failure::NotFound)?;
    me.role.school(uai).await?.ok_or(Failure::NotFound)
}

fn link(slot: SlotId, school: &School) -> SchoolLink {
    SchoolLink {
        href: urls::book_for_school(slot, school.uai),
        name: school.name().to_owned(),
        detail: format!("{} · {}", school.listed.city, school.uai),
    }
}

fn label(school: &School) -> String {
    format!("{}, {}", school.name(), school.listed.city)
}

fn summary(found: usize, search: &str) -> String {
    match (found, search) {
        (_, "") => String::new(),
        (0, _) => "Aucun établissement ne correspond. Essayez la ville, ou le code RNE.".to_owned(),
        _ if found > MOST_SCHOOLS => {
            format!(
                "Plus de {MOST_SCHOOLS} établissements correspondent\u{a0}: précisez la recherche."
            )
        }
        _ => words::counted(found as u64, "établissement trouvé", "établissements trouvés"),
    }
}
