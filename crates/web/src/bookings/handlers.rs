//! The pages of bookings: lists, one booking, its agenda file.

use domain::agreements::Redo;
use domain::bookings::{BookingFilter, BookingStatus, Period};
use domain::ids::BookingId;
use domain::tenancy::Standing;
use domain::{Booker, StaffMember};

use super::agenda::{self, Noted};
pub(crate) use super::book::{create, new};
pub(crate) use super::changes::{ask_move, ask_pupil, change_pupil, move_to, restore};
pub(crate) use super::decisions::{ask_cancel, ask_refuse, cancel, confirm, refuse};
use super::pages::BookingPage;
pub(crate) use super::received::{awaited, received};
pub(crate) use super::redo::{name_head, redo};
use super::show::clashes;
pub(crate) use super::validations::confirm_chosen;
use super::{lists, mine, show};
use crate::agreements::handlers::file;
use crate::form::Form;
use crate::query::Query;
use crate::school_information::offer_here;
use crate::staff::untied;
use crate::urls;
use crate::visit::{Failure, Ids, Read, Result, Signed};

/// `GET /reservations`: « Mes réservations ».
pub(crate) async fn upcoming(me: Signed<Booker>) -> Result {
    list(&me, Period::Upcoming).await
}

/// `GET /reservations/anterieures`.
pub(crate) async fn past(me: Signed<Booker>) -> Result {
    list(&me, Period::Past).await
}

async fn list(me: &Signed<Booker>, period: Period) -> Result {
    let query = Query::of(&me.target);
    let filter = mine::wanted(&query, period, me.role.booked_classes().await?);
    let page = me.role.bookings(&filter, query.page()).await?;
    let count = me.role.count_of(period).await?;
    me.reads(Read::List);
    me.page(&lists::mine(me.role.portal(), &query, &filter, &page, count, me.now))
}

/// `GET /stagiaires`.
pub(crate) async fn trainees(me: Signed<StaffMember>) -> Result {
    let query = Query::of(&me.target);
    let filter = BookingFilter {
        search: query.get("recherche").to_owned(),
        status: query.read::<BookingStatus>("statut"),
        late: query.get("statut") == lists::LATE,
        ..BookingFilter::of(query.read("periode").unwrap_or(Period::Upcoming))
    };
    let page = me.role.bookings(&filter, query.page()).await?;
    me.reads(Read::List);
    let untied = if page.rows.is_empty() { untied(&me.role).await? } else { None };
    me.page(&lists::trainees(&me.role, &query, &filter, &page, untied, me.now))
}

/// `GET /reservations/{booking}`.
pub(crate) async fn one(me: Signed<Standing>, Ids(id): Ids<BookingId>) -> Result {
    let head = me.typed().await.unwrap_or_default();
    let page = page(&me, id, head).await?;
    me.reads(Read::Booking(id));
    me.page(&page)
}

/// The page of a booking, with what was typed of the head of its school.
pub(super) async fn page(me: &Signed<Standing>, id: BookingId, head: Form) -> Result<BookingPage> {
    let booking = me.role.booking(id).await?.ok_or(Failure::NotFound)?;
    let portal = me.portal.as_ref().ok_or(Failure::NotFound)?;
    let news = show::News {
        history: portal.history_of(id.0, 50).await?,
        mails: portal.mails_about(id.0).await?,
        erased_at: match booking.pupil.is_erased() {
            true => portal.erased_at(booking.pupil.id).await?,
            false => None,
        },
        addressee: portal.addressee(booking.uai).await?,
        redo: match &me.role {
            Standing::Origin(origin) => origin.agreement_to_redo(&booking).await?,
            Standing::Host(_) | Standing::Nobody(_) => Redo::default(),
        },
        others: match &me.role {
            Standing::Origin(origin) if !Query::of(&me.target).get("chef").is_empty() => {
                offer_here(origin).await?
            }
            _ => None,
        },
        head,
        clashes: clashes(&me.role, &booking, me.now).await?,
        paper: match &me.role {
            Standing::Host(host) => match host.editor() {
                Some(editor) => Some(editor.version_read(id).await?),
                None => None,
            },
            Standing::Origin(_) | Standing::Nobody(_) => None,
        },
    };
    let fresh = !Query::of(&me.target).get("nouvelle").is_empty() && booking.status.holds_place();
    let page = show::page(&me.role, portal, &booking, &news, fresh, me.now);
    page.ok_or(Failure::NotFound)
}

/// `GET /reservations/{booking}/agenda.ics`.
pub(crate) async fn ics(me: Signed<Standing>, Ids(id): Ids<BookingId>) -> Result {
    let booking = me.role.booking(id).await?.ok_or(Failure::NotFound)?;
    if !booking.status.holds_place() {
        return Err(Failure::NotFound);
    }
    me.reads(Read::Booking(id));
    let portal = me.portal.as_ref().ok_or(Failure::NotFound)?;
    let url = me.app.url(&portal.host(), &urls::booking(id));
    let name = format!("mini-stage-{}.ics", booking.reference);
    let noted = [Noted { booking: &booking, tenant: portal.tenant(), url }];
    let text = agenda::of(&noted, me.now);
    Ok(file("text/calendar; charset=utf-8", "attachment", &name, &name, text))
}
