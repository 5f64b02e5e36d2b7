//! `/creneaux/{slot}`: a page, or what the drawer shows.

use chrono::{DateTime, Utc};
use domain::bookings::{Booking, BookingStatus};
use domain::ids::SlotId;
use domain::slots::{Slot, SlotStatus};
use domain::tenancy::{AgreementPolicy, Standing, Tenant};
use domain::{Booker, StaffMember};
use education::french;

use super::pages::{Enrolled, SlotActions, SlotPage};
use crate::query::Query;
use crate::visit::{Failure, Ids, Result, Visitor};
use crate::words;

/// Everybody sees the facts and how many places are left; a school its own pupils; the staff all.
pub(crate) async fn show(visitor: Visitor, Ids(id): Ids<SlotId>) -> Result {
    let page = match visitor.standing() {
        Some(Standing::Host(host)) => for_staff(&visitor, host, id).await?,
        Some(Standing::Origin(origin)) => for_school(&visitor, origin, id).await?,
        _ => for_anyone(&visitor, id).await?,
    };
    visitor.page(&page)
}

async fn for_anyone(visitor: &Visitor, id: SlotId) -> Result<SlotPage> {
    let slot = visitor.portal.published_slot(id).await?.ok_or(Failure::NotFound)?;
    let mut page = bare(visitor, &slot);
    page.book_hint = Some(match closed_because(visitor, &slot) {
        Some(why) => (why, None),
        None => {
            let sign_in = Query::of("/connexion").with("retour", &page.slot.href).url();
            ("Connectez-vous pour inscrire un stagiaire".to_owned(), Some(sign_in))
        }
    });
    Ok(page)
}

async fn for_school(visitor: &Visitor, origin: &Booker, id: SlotId) -> Result<SlotPage> {
    let slot = visitor.portal.published_slot(id).await?.ok_or(Failure::NotFound)?;
    let mut page = bare(visitor, &slot);
    match closed_because(visitor, &slot) {
        Some(why) => page.book_hint = Some((why, None)),
        None => page.book = Some(format!("{}/reservations/nouvelle", page.slot.href)),
    }
    let bookings = origin.bookings_on(id).await?;
    let past = slot.is_past(visitor.now);
    page.pupils_title = Some("Vos élèves inscrits".to_owned());
    page.pupils = bookings
        .iter()
        .map(|booking| Enrolled {
            cancel: (!past).then(|| format!("/reservations/{}/annulation", booking.id)),
            ..enrolled(booking)
        })
        .collect();
    page.notices.extend(
        slot.cancel_reason.iter().map(|reason| format!("Motif de l’annulation\u{a0}: {reason}")),
    );
    if !past && !bookings.is_empty() {
        page.notices.extend(agreement_due(&slot, visitor.portal.tenant(), visitor.now));
    }
    Ok(page)
}

async fn for_staff(visitor: &Visitor, host: &StaffMember, id: SlotId) -> Result<SlotPage> {
    let slot = host.slot(id).await?.ok_or(Failure::NotFound)?;
    let mut page = bare(visitor, &slot);
    let edits = host.role().may_edit();
    page.pupils_title = Some("Élèves inscrits".to_owned());
    page.pupils = host
        .bookings_on(id)
        .await?
        .iter()
        .map(|booking| {
            let decides = edits && booking.status == BookingStatus::Pending;
            Enrolled {
                school: words::school(booking),
                confirm: decides.then(|| format!("/reservations/{}/validation", booking.id)),
                refuse: decides.then(|| format!("/reservations/{}/refus", booking.id)),
                ..enrolled(booking)
            }
        })
        .collect();
    page.notices.extend(
        slot.cancel_reason.iter().map(|reason| format!("Motif de l’annulation\u{a0}: {reason}")),
    );
    page.book = (edits && slot.is_open(visitor.now) && !slot.is_full())
        .then(|| format!("{}/stagiaire", page.slot.href));
    if edits && slot.status != SlotStatus::Cancelled {
        let coming = !slot.is_past(visitor.now);
        let action = |word| format!("{}/{word}", page.slot.href);
        page.actions = SlotActions {
            edit: Some(action("modification")),
            cancel: coming.then(|| action("annulation")),
            publish: (coming && slot.status != SlotStatus::Published)
                .then(|| action("publication")),
            reopens: slot.status == SlotStatus::Closed,
            close: (coming && slot.status == SlotStatus::Published).then(|| action("fermeture")),
        };
    }
    Ok(page)
}

fn bare(visitor: &Visitor, slot: &Slot) -> SlotPage {
    let back = Query::of("/calendrier").with("date", &slot.day.to_string()).url();
    SlotPage {
        slot: words::facts(slot, &visitor.portal, visitor.now),
        book: None,
        book_hint: None,
        pupils_title: None,
        pupils: Vec::new(),
        actions: SlotActions::default(),
        notices: Vec::new(),
        back,
    }
}

fn enrolled(booking: &Booking) -> Enrolled {
    Enrolled {
        href: format!("/reservations/{}", booking.id),
        name: booking.pupil.display_name(),
        class: booking.pupil.class.clone(),
        school: String::new(),
        status: words::booking_badge(booking.status),
        agreement: Some(format!("/reservations/{}/convention.pdf", booking.id)),
        cancel: None,
        confirm: None,
        refuse: None,
    }
}

/// Why nobody can be booked, if so.
fn closed_because(visitor: &Visitor, slot: &Slot) -> Option<String> {
    let why = match slot.status {
        SlotStatus::Cancelled => "Ce stage est annulé.",
        _ if slot.is_past(visitor.now) => "Ce stage est passé.",
        SlotStatus::Closed => "Les inscriptions à ce stage sont closes.",
        SlotStatus::Draft => "Ce stage n’est pas encore publié.",
        SlotStatus::Published if slot.is_full() => "Ce stage est complet.",
        SlotStatus::Published => return None,
    };
    Some(why.to_owned())
}

/// When the signed convention must be back.
fn agreement_due(slot: &Slot, tenant: &Tenant, now: DateTime<Utc>) -> Option<String> {
    match tenant.agreement_policy {
        AgreementPolicy::BeforeVisit => {
            Some(match tenant.agreement_due(slot.day, tenant.local_day(now)) {
                Some(due) => format!(
                    "La convention signée doit être revenue au lycée au plus tard le {}.",
                    french::date_long(due)
                ),
                None => {
                    "La convention signée doit être revenue au lycée avant le stage.".to_owned()
                }
            })
        }
        AgreementPolicy::OnTheDay => {
            Some("L’élève apporte la convention signée le jour du stage.".to_owned())
        }
        AgreementPolicy::YearlyFramework => None,
    }
}
