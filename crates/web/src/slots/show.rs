//! `/creneaux/{slot}`: a page, or what the drawer shows.

use chrono::{DateTime, Utc};
use domain::bookings::{Booking, Side};
use domain::ids::{BookingId, SlotId};
use domain::slots::{Slot, SlotStatus};
use domain::tenancy::{AgreementPolicy, Standing, Tenant};
use domain::{Booker, StaffMember};
use education::french;

use super::SlotView;
use super::pages::{SlotActions, SlotPage};
use crate::bookings::{BookingView, rule};
use crate::calendar::grid::no_school;
use crate::query::Query;
use crate::urls;
use crate::visit::{Failure, Ids, Result, Visitor};

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
    let bookings = origin.bookings_on(id).await?;
    let mut page = for_side(visitor, &slot, Side::School, &bookings);
    page.book_hint = closed_because(visitor, &slot).map(|why| (why, None));
    if !slot.is_past(visitor.now) && !bookings.is_empty() {
        page.notices.extend(agreement_due(&slot, visitor.portal.tenant(), visitor.now));
    }
    Ok(page)
}

async fn for_staff(visitor: &Visitor, host: &StaffMember, id: SlotId) -> Result<SlotPage> {
    let slot = host.slot(id).await?.ok_or(Failure::NotFound)?;
    let mut page = for_side(visitor, &slot, host.side(), &host.bookings_on(id).await?);
    if host.role().may_edit() && slot.status != SlotStatus::Cancelled {
        let coming = !slot.is_past(visitor.now);
        let published = slot.status == SlotStatus::Published;
        page.actions = SlotActions {
            edit: Some(urls::change_slot(id)),
            cancel: coming.then(|| urls::cancel_slot(id)),
            publish: (coming && !published).then(|| urls::publish_slot(id)),
            reopens: slot.status == SlotStatus::Closed,
            close: (coming && published).then(|| urls::close_slot(id)),
        };
    }
    Ok(page)
}

/// The stage with the pupils on it that a side sees.
fn for_side(visitor: &Visitor, slot: &Slot, side: Side, bookings: &[Booking]) -> SlotPage {
    let (title, book) = match side {
        Side::School => ("Vos élèves inscrits", urls::book(slot.id)),
        Side::Lycee(_) => ("Élèves inscrits", urls::reserve(slot.id)),
    };
    let tenant = visitor.portal.tenant();
    let pupil = |booking| BookingView::of(booking, tenant, side, visitor.now);
    let fresh = Query::of(&visitor.target).read::<BookingId>("inscrit");
    let fresh = bookings.iter().find(|booking| Some(booking.id) == fresh);
    let reason = slot.cancel_reason.iter();
    SlotPage {
        books_outside: side != Side::School,
        book: side.may_book(slot, visitor.now).then_some(book),
        fresh: fresh.map(pupil),
        pupils_title: Some(title.to_owned()),
        pupils: bookings.iter().map(pupil).collect(),
        notices: reason
            .map(|why| format!("Motif de l’annulation\u{a0}: {why}"))
            .chain(no_school(slot.day, tenant).filter(|_| !slot.is_past(visitor.now)))
            .collect(),
        ..bare(visitor, slot)
    }
}

fn bare(visitor: &Visitor, slot: &Slot) -> SlotPage {
    let back = Query::of("/calendrier").with("date", &slot.day.to_string()).url();
    SlotPage {
        slot: SlotView::of(slot, &visitor.portal.tenant().name, visitor.now),
        book: None,
        books_outside: false,
        book_hint: None,
        fresh: None,
        pupils_title: None,
        pupils: Vec::new(),
        actions: SlotActions::default(),
        notices: Vec::new(),
        back,
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

/// When the signed convention must be back, and what the lycée makes of it.
fn agreement_due(slot: &Slot, tenant: &Tenant, now: DateTime<Utc>) -> Vec<String> {
    match tenant.agreement_policy {
        AgreementPolicy::BeforeVisit => {
            let due = match tenant.agreement_due(slot.day, tenant.local_day(now)) {
                Some(due) => format!(
                    "La convention signée doit être revenue au lycée au plus tard le {}.",
                    french::date_long(due)
                ),
                None => {
                    "La convention signée doit être revenue au lycée avant le stage.".to_owned()
                }
            };
            [due].into_iter().chain(rule(tenant)).collect()
        }
        AgreementPolicy::OnTheDay => {
            vec!["L’élève apporte la convention signée le jour du stage.".to_owned()]
        }
        AgreementPolicy::YearlyFramework => Vec::new(),
    }
}
