//! `/creneaux/{slot}`: a page, or what the drawer shows.

use chrono::{DateTime, Utc};
use domain::bookings::{AgreementStatus, Awaited, Booking, Side};
use domain::ids::{BookingId, SlotId};
use domain::slots::{Slot, SlotStatus, Taken};
use domain::staff::StaffRole;
use domain::tenancy::{Standing, Tenant};
use domain::{Booker, StaffMember};
use education::french;

use super::SlotView;
use super::pages::{SlotActions, SlotPage};
use crate::bookings::{BookingView, OWN_STAGES, brought, clashes, rule_where, schools, sentences};
use crate::calendar::grid::no_school;
use crate::form::Form;
use crate::query::Query;
use crate::staff::untied;
use crate::visit::{Failure, Ids, Read, Result, Visitor};
use crate::{urls, words};

/// Everybody sees the facts and how many places are left; a school its own pupils; the staff all.
pub(crate) async fn show(visitor: Visitor, Ids(id): Ids<SlotId>) -> Result {
    let page = match visitor.standing() {
        Some(Standing::Host(host)) => for_staff(&visitor, host, id).await?,
        Some(Standing::Origin(origin)) => for_school(&visitor, origin, id).await?,
        _ => for_anyone(&visitor, id).await?,
    };
    if !page.pupils.is_empty() {
        visitor.reads(Read::Stage(id));
    }
    visitor.page(&page)
}

async fn for_anyone(visitor: &Visitor, id: SlotId) -> Result<SlotPage> {
    let slot = visitor.portal.published_slot(id).await?.ok_or(Failure::NotFound)?;
    let mut page = bare(visitor, &slot);
    page.book_hint = Some(match closed_because(visitor, &slot) {
        Some(why) => (why, None),
        None if visitor.person().is_some() => {
            let untied = visitor.untied().await?;
            let said = untied.map(|one| format!("{}. {}", one.title, one.hint));
            (said.unwrap_or_default(), None)
        }
        None => {
            let sign_in = Query::of("/connexion").with("retour", &page.slot.href).url();
            ("Connectez-vous pour inscrire un stagiaire".to_owned(), Some(sign_in))
        }
    });
    Ok(page)
}

async fn for_school(visitor: &Visitor, origin: &Booker, id: SlotId) -> Result<SlotPage> {
    let slot = visitor.portal.published_slot(id).await?.ok_or(Failure::NotFound)?;
    let bookings = match slot.status {
        SlotStatus::Cancelled => origin.called_off(&slot).await?,
        _ => origin.bookings_on(id).await?,
    };
    let mut page = for_side(visitor, &slot, Side::School, &bookings);
    page.book_hint = closed_because(visitor, &slot).map(|why| (why, None));
    if let (Some(fresh), Some(who)) = (fresh(visitor, &bookings), visitor.standing()) {
        page.notices.extend(clashes(who, fresh, visitor.now).await?);
    }
    if let Some(fresh) = &page.fresh {
        let school = origin.membership().school().await?;
        let unnamed = school.is_some_and(|school| school.own.head_name.is_none());
        page.head = unnamed.then(|| (fresh.href.clone(), Form::default()));
    }
    if !slot.is_past(visitor.now) && !bookings.is_empty() {
        page.notices.extend(agreement_due(&bookings, visitor.portal.tenant(), visitor.now));
    }
    Ok(page)
}

async fn for_staff(visitor: &Visitor, host: &StaffMember, id: SlotId) -> Result<SlotPage> {
    let mut page = of_staff(visitor, host, id).await?;
    if page.pupils.is_empty()
        && let Some(why) = untied(host).await?
    {
        page.no_pupils = why;
    }
    Ok(page)
}

async fn of_staff(visitor: &Visitor, host: &StaffMember, id: SlotId) -> Result<SlotPage> {
    let slot = host.slot(id).await?.ok_or(Failure::NotFound)?;
    if slot.status == SlotStatus::Cancelled {
        let bookings = host.called_off(&slot).await?;
        let mut page = for_side(visitor, &slot, host.side(), &bookings);
        let told = schools(host.portal(), &bookings).await?;
        let at: Vec<String> = told.iter().filter_map(|(told, _)| told.at()).collect();
        page.notices.extend(
            (!at.is_empty()).then(|| {
                format!("Pour appeler les établissements\u{a0}: {}.", at.join("\u{a0}; "))
            }),
        );
        return Ok(page);
    }
    let mut page = for_side(visitor, &slot, host.side(), &host.bookings_on(id).await?);
    page.others = host.role().may_edit() && page.book.is_none();
    if host.role().may_edit() {
        if !slot.is_past(visitor.now) {
            let taken = host.taken_twice(&slot).await?;
            page.notices.extend(taken.iter().map(taken_twice));
        }
        let coming = !slot.is_past(visitor.now);
        let published = slot.status == SlotStatus::Published;
        page.actions = SlotActions {
            edit: Some(urls::change_slot(id)),
            cancel: coming.then(|| urls::cancel_slot(id)),
            publish: (coming && !published).then(|| urls::publish_slot(id)),
            version: slot.version,
            reopens: slot.status == SlotStatus::Closed,
            close: (coming && published).then(|| urls::close_slot(id)),
        };
    }
    Ok(page)
}

/// The stage with the pupils on it that a side sees.
fn for_side(visitor: &Visitor, slot: &Slot, side: Side, bookings: &[Booking]) -> SlotPage {
    let cancelled = slot.status == SlotStatus::Cancelled;
    let title = match (side, cancelled) {
        (Side::School, true) => "Vos élèves qui étaient inscrits",
        (Side::School, false) => "Vos élèves inscrits",
        (Side::Lycee(_), true) => "Élèves qui étaient inscrits",
        (Side::Lycee(_), false) => "Élèves inscrits",
    };
    let book = match side {
        Side::School => urls::book(slot.id),
        Side::Lycee(_) => urls::reserve(slot.id),
    };
    let tenant = visitor.portal.tenant();
    let pupil = |booking| BookingView::of(booking, tenant, side, visitor.now);
    let phone = Some(tenant.details.phone.as_str()).filter(|phone| !phone.is_empty());
    let call = phone.filter(|_| cancelled && side == Side::School);
    let call = call.map(|phone| format!("Pour toute question, appelez le lycée\u{a0}: {phone}."));
    let reason = slot.cancel_reason.iter();
    SlotPage {
        books_outside: side != Side::School,
        book: side.may_book(slot, visitor.now).then_some(book),
        fresh: fresh(visitor, bookings).map(pupil),
        pupils_title: Some(title.to_owned()),
        pupils: bookings.iter().map(pupil).collect(),
        no_pupils: no_pupils(side, slot).to_owned(),
        notices: reason
            .map(|why| format!("Motif de l’annulation\u{a0}: {why}"))
            .chain(call)
            .chain(no_school(slot.day, tenant).filter(|_| !slot.is_past(visitor.now)))
            .collect(),
        ..bare(visitor, slot)
    }
}

/// The booking that was made just now.
fn fresh<'a>(visitor: &Visitor, bookings: &'a [Booking]) -> Option<&'a Booking> {
    let made = Query::of(&visitor.target).read::<BookingId>("inscrit")?;
    bookings.iter().find(|booking| booking.id == made)
}

fn bare(visitor: &Visitor, slot: &Slot) -> SlotPage {
    let back = Query::of("/calendrier").with("date", &slot.day.to_string()).url();
    SlotPage {
        slot: SlotView::of(slot, &visitor.portal.tenant().name, visitor.now),
        book: None,
        books_outside: false,
        book_hint: None,
        others: false,
        fresh: None,
        head: None,
        called_off: slot.status == SlotStatus::Cancelled,
        pupils_title: None,
        pupils: Vec::new(),
        no_pupils: String::new(),
        actions: SlotActions::default(),
        notices: Vec::new(),
        back,
    }
}

/// What is said where a side sees no pupil: that there is none, or that these are not hers to see.
fn no_pupils(side: Side, slot: &Slot) -> &'static str {
    match side {
        Side::School if slot.status == SlotStatus::Cancelled => {
            "Aucun de vos élèves n’était inscrit."
        }
        Side::Lycee(StaffRole::Teacher) if slot.status == SlotStatus::Cancelled => OWN_STAGES,
        Side::Lycee(_) if slot.status == SlotStatus::Cancelled => "Personne n’était inscrit.",
        Side::School => "Aucun de vos élèves n’est inscrit.",
        Side::Lycee(_) if slot.booked == 0 => "Aucun élève inscrit.",
        Side::Lycee(_) => OWN_STAGES,
    }
}

/// « À la même heure, de 10 h à 11 h 30, CAP Menuisier a aussi M. Guérin et Bois 9. »
fn taken_twice(taken: &Taken) -> String {
    let Taken { programme, from, to, what } = taken;
    format!(
        "À la même heure, de {} à {}, {programme} a aussi\u{a0}: {}.",
        french::hour(*from),
        french::hour(*to),
        words::joined(", ", what.iter().map(String::as_str))
    )
}

/// Why nobody can be booked, if so.
fn closed_because(visitor: &Visitor, slot: &Slot) -> Option<String> {
    let why = match slot.status {
        SlotStatus::Cancelled => "Ce stage est annulé.",
        _ if slot.is_over(visitor.now) => "Ce stage est passé.",
        _ if slot.is_past(visitor.now) => "Ce stage est en cours.",
        SlotStatus::Closed => "Les inscriptions à ce stage sont closes.",
        SlotStatus::Draft => "Ce stage n’est pas encore publié.",
        SlotStatus::Published if slot.is_full() => "Ce stage est complet.",
        SlotStatus::Published => return None,
    };
    Some(why.to_owned())
}

/// When the first of the awaited conventions must be back, and what the lycée makes of it.
fn agreement_due(bookings: &[Booking], tenant: &Tenant, now: DateTime<Utc>) -> Vec<String> {
    let awaited: Vec<_> =
        bookings.iter().filter_map(|booking| booking.awaited(tenant, now)).collect();
    let day = |awaited: &&Awaited| awaited.due.day(tenant);
    let soonest = awaited.iter().min_by_key(|one| (day(one).is_none(), day(one)));
    let asked =
        bookings.iter().any(|booking| AgreementStatus::AWAITED.contains(&booking.agreement));
    match soonest {
        Some(soonest) => {
            let released = awaited.iter().any(|awaited| awaited.release_at.is_some());
            sentences(*soonest, tenant).into_iter().chain(rule_where(tenant, released)).collect()
        }
        None if asked => brought(tenant).into_iter().collect(),
        None => Vec::new(),
    }
}
