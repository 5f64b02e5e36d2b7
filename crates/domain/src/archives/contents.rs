//! What an archive is written from.

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};

use super::Writing;
use crate::Fault;
use crate::agreements::Agreement;
use crate::bookings::Booking;
use crate::entity::{accounts, bookings, slots, slugs, staff, tenants};
use crate::history::HistoryPage;
use crate::ids::{BookingId, EventId};
use crate::slots::Slot;
use crate::staff::StaffRole;
use crate::store::{self, OWN_TABLES};
use crate::tenancy::Worker;

/// Bookings that are read at once.
const AT_A_TIME: usize = 500;

/// What was done on a portal.
#[derive(Clone, Debug)]
pub struct Contents {
    /// All stages, of any state.
    pub stages: Vec<Slot>,
    /// All bookings, of any state.
    pub bookings: Vec<Booking>,
    /// Its people: name, login, role.
    pub team: Vec<(String, String, StaffRole)>,
}

impl Worker {
    /// What was done on the portal of an archive.
    pub async fn archive_contents(&self, writing: &Writing) -> Result<Contents, Fault> {
        let portal = &writing.portal;
        portal
            .read(async |tx| {
                let rows = tx.find::<slots::Entity>().order_by_asc(slots::Column::StartsAt);
                let stages = portal.assemble(tx, tx.all(rows).await?).await?;
                let ids = tx.find::<bookings::Entity>().order_by_asc(bookings::Column::Id);
                let ids = ids.select_only().column(bookings::Column::Id).into_tuple();
                let ids: Vec<BookingId> = tx.all(ids).await?;
                let mut bookings = Vec::with_capacity(ids.len());
                for some in ids.chunks(AT_A_TIME) {
                    bookings.extend(portal.bookings_by_id(tx, some).await?);
                }
                let people = tx.all(tx.find::<staff::Entity>()).await?;
                let named =
                    tx.by_id::<accounts::Entity>(people.iter().map(|row| row.account_id)).await?;
                let team = people.iter().filter_map(|row| {
                    let account = named.get(&row.account_id)?;
                    let name = format!("{} {}", account.last_name, account.first_name);
                    Some((name, account.login.clone(), row.role))
                });
                Ok(Contents { stages, bookings, team: team.collect() })
            })
            .await
    }

    /// The newest conventions of some bookings, as they were issued.
    pub async fn archive_papers(
        &self,
        writing: &Writing,
        bookings: &[BookingId],
    ) -> Result<Vec<Agreement>, Fault> {
        writing.portal.issued_agreements(bookings).await
    }

    /// Lines of the portal's history, the newest first.
    pub async fn archive_history(
        &self,
        writing: &Writing,
        before: Option<EventId>,
    ) -> Result<HistoryPage, Fault> {
        writing.portal.history_before(before).await
    }

    /// The tables of which an archive holds the rows as they are stored.
    pub fn archive_tables(&self) -> impl Iterator<Item = &'static str> + use<> {
        // Its own pieces are no contents of it.
        OWN_TABLES.iter().copied().filter(|table| *table != "archive_parts")
    }

    /// Some rows of a table, each an object with a value for each column; none after the last.
    pub async fn archive_rows(
        &self,
        writing: &Writing,
        table: &str,
        from: usize,
    ) -> Result<Vec<Value>, Fault> {
        writing.portal.read(async |tx| tx.own_rows(table, from as u64).await).await
    }

    /// What of tables that no lycée owns is this portal's: its settings, the addresses that it left. Of pupils what the
    /// lycée was told, of its people what they are called.
    pub async fn archive_beside(
        &self,
        writing: &Writing,
        contents: &Contents,
    ) -> Result<Value, Fault> {
        let id = writing.portal.id();
        let (settings, former) = writing
            .portal
            .read(async |tx| {
                let own = tx.shared::<tenants::Entity>().filter(tenants::Column::Id.eq(id));
                let former = tx.shared::<slugs::Entity>().filter(slugs::Column::LeadsTo.eq(id));
                Ok::<_, Fault>((tx.one(own).await?, tx.all(former).await?))
            })
            .await?;
        let settings = settings.as_ref().map(store::json::<tenants::Entity>).transpose()?;
        let former: Vec<Value> =
            former.iter().map(store::json::<slugs::Entity>).collect::<Result<_, _>>()?;
        let pupils = contents.bookings.iter().map(|booking| {
            let pupil = &booking.pupil;
            json!({
                "booking_id": booking.id,
                "pupil_id": pupil.id,
                "last_name": pupil.last_name,
                "first_name": pupil.first_name,
                "class": pupil.class,
            })
        });
        let team = contents.team.iter().map(
            |(name, login, role)| json!({ "name": name, "login": login, "role": role.as_str() }),
        );
        Ok(json!({
            "tenant": settings,
            "slugs": former,
            "pupils": pupils.collect::<Vec<_>>(),
            "team": team.collect::<Vec<_>>(),
        }))
    }
}
