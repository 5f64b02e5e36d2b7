//! What would be printed now for bookings, beside what was printed last; and freezing it.

use std::collections::HashMap;

use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::paper::{Listed, Paper};
use super::said::{Change, Part, Said};
use crate::Fault;
use crate::bookings::{AgreementStatus, Booking};
use crate::entity::{agreements, bookings, school_profiles, schools};
use crate::history::{Actor, Entry, Event, PaperIssue};
use crate::ids::{BookingId, SchoolId, TenantId};
use crate::store::Tx;
use crate::tenancy::{Portal, Tenant};
use crate::tenants::DocumentKind;

/// The convention of a booking as it would be printed now.
pub(super) struct Draft {
    pub(super) booking: Booking,
    /// The newest that was issued.
    pub(super) last: Option<agreements::Model>,
    /// Which one it would be.
    version: i32,
    pub(super) data: Value,
    /// What it says otherwise than that one.
    pub(super) changes: Vec<Change>,
}

impl Draft {
    /// Whether it says something else in what `wanted` picks.
    pub(super) fn differs(&self, wanted: impl Fn(Part) -> bool) -> bool {
        self.changes.iter().any(|change| wanted(change.part))
    }

    /// Whether a new version may replace the last: a paper that came back signed is never replaced, nor one of
    /// a stage that has begun.
    pub(super) fn may_replace(&self, tx: &Tx<'_, TenantId>) -> bool {
        let booking = &self.booking;
        let back = !AgreementStatus::OUT.contains(&booking.agreement);
        booking.status.holds_place()
            && !booking.slot.is_past(tx.now())
            && !(back && tx.guards().returned)
    }
}

impl Tx<'_, TenantId> {
    /// Holds bookings, in the order of their ids, until the transaction ends: what comes back meanwhile waits.
    pub(crate) async fn hold_bookings(&self, ids: &[BookingId]) -> Result<(), Fault> {
        let held = self
            .find::<bookings::Entity>()
            .filter(bookings::Column::Id.is_in(ids.iter().copied()))
            .order_by_asc(bookings::Column::Id)
            .lock(LockType::Update);
        self.all(held).await.map(drop)
    }

    /// The newest convention of each of these bookings that has one.
    pub(super) async fn newest_rows(
        &self,
        bookings: impl IntoIterator<Item = BookingId>,
    ) -> Result<HashMap<BookingId, agreements::Model>, Fault> {
        let query = self
            .find::<agreements::Entity>()
            .filter(agreements::Column::BookingId.is_in(bookings))
            .order_by_asc(agreements::Column::Version);
        let rows = self.all(query).await?;
        Ok(rows.into_iter().map(|row| (row.booking_id, row)).collect())
    }

    /// What would be printed now for these bookings: three statements, however many. A first convention needs
    /// the address of the portal, `site`; without it, bookings that have none yet are left out.
    pub(super) async fn drafts(
        &self,
        lycee: &Tenant,
        bookings: Vec<Booking>,
        site: Option<&str>,
    ) -> Result<Vec<Draft>, Fault> {
        if bookings.is_empty() {
            return Ok(Vec::new());
        }
        let mut last = self.newest_rows(bookings.iter().map(|booking| booking.id)).await?;
        let schools = || bookings.iter().map(|booking| SchoolId(booking.uai));
        let listed = self.by_id::<schools::Entity>(schools()).await?;
        let own = self.by_id::<school_profiles::Entity>(schools()).await?;
        let today = lycee.local_day(self.now());
        let mut drafts = Vec::new();
        for booking in bookings {
            let last = last.remove(&booking.id);
            let before =
                last.as_ref().map(|row| serde_json::from_str::<Value>(&row.data)).transpose()?;
            let printed = before.as_ref().and_then(|data| data["verification_url"].as_str());
            let version = last.as_ref().map_or(1, |last| last.version + 1);
            let code = match (printed, site) {
                (Some(url), _) => url.split('?').next().unwrap_or_default().to_owned(),
                (None, Some(site)) => format!("{site}/c/{}", booking.reference),
                (None, None) => continue,
            };
            // Whoever holds the paper learns by this address whether a newer one replaces it.
            let url = format!("{code}?v={version}");
            let uai = SchoolId(booking.uai);
            let school =
                Listed { school: listed.get(&uai).cloned(), profile: own.get(&uai).cloned() };
            let paper = Paper::new(lycee, &booking, school, today, url, version);
            let data = serde_json::to_value(paper)?;
            let changes = before.map(|before| Said::of(&before).changes(&Said::of(&data)));
            drafts.push(Draft {
                booking,
                last,
                version,
                data,
                changes: changes.unwrap_or_default(),
            });
        }
        Ok(drafts)
    }

    /// Freezes what is to be printed, as new versions.
    pub(super) async fn freeze(&self, drafts: &[Draft], actor: Actor) -> Result<(), Fault> {
        if drafts.is_empty() {
            return Ok(());
        }
        let template = self.template(DocumentKind::Agreement).await?.ok_or_else(|| {
            Fault::Damaged("a portal without a template for its conventions".into())
        })?;
        let (mut rows, mut entries) = (Vec::new(), Vec::new());
        for &Draft { ref booking, version, ref data, ref changes, .. } in drafts {
            let (id, text) = (self.id(), data.to_string());
            rows.push(agreements::ActiveModel {
                id: Set(id),
                tenant_id: Set(self.tenant_id()),
                booking_id: Set(booking.id),
                version: Set(version),
                template_id: Set(template.id),
                data_sha256: Set(hex::encode(Sha256::digest(text.as_bytes()))),
                data: Set(text),
                pdf_sha256: Set(None),
                issued_at: Set(self.now()),
            });
            entries.push(Entry {
                actor,
                school: Some(booking.uai),
                event: Event::AgreementIssued(PaperIssue {
                    booking: booking.id,
                    agreement: id,
                    version,
                    lines: changes.iter().map(|change| change.label.to_owned()).collect(),
                }),
            });
        }
        self.insert_all(rows).await?;
        self.record_all(entries).await
    }
}

impl Portal {
    /// The same as [`Tx::drafts`] for bookings that stay as they are until the transaction ends.
    pub(super) async fn held_drafts(
        &self,
        tx: &Tx<'_, TenantId>,
        lycee: &Tenant,
        ids: &[BookingId],
        site: Option<&str>,
    ) -> Result<Vec<Draft>, Fault> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        tx.hold_bookings(ids).await?;
        let bookings = self.bookings_by_id(tx, ids).await?;
        tx.drafts(lycee, bookings, site).await
    }
}
