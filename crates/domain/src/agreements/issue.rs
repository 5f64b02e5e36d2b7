//! Issuing conventions: freezing what is printed.

use std::collections::HashMap;

use chrono::Offset;
use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::{Agreement, NoPaper};
use crate::Fault;
use crate::bookings::Booking;
use crate::entity::{agreements, template_versions};
use crate::history::Actor;
use crate::ids::{AgreementId, BookingId, TenantId};
use crate::store::Tx;
use crate::tenancy::{Portal, Tenant};

impl Portal {
    /// The convention of a booking as it stands: the newest that was issued, or a first one. None:
    /// there is no such booking, or it no longer holds a place. `site` is the address of the
    /// portal, to which the printed code leads.
    pub async fn issue_agreement(
        &self,
        booking: BookingId,
        site: &str,
    ) -> Result<Option<Agreement>, Fault> {
        let found = self.booking(booking).await?;
        if found.is_none_or(|booking| NoPaper::of(&booking).is_some()) {
            return Ok(None);
        }
        match self.newest_agreement(booking).await? {
            Some(issued) => Ok(Some(issued)),
            None => self.reissue_agreement(booking, site).await,
        }
    }

    /// The same for several bookings that hold their places: a few statements for all that were issued before.
    pub(super) async fn issue_agreements(
        &self,
        bookings: impl Iterator<Item = &Booking>,
        site: &str,
    ) -> Result<Vec<Agreement>, Fault> {
        let bookings: Vec<&Booking> = bookings.collect();
        let mut issued = self
            .read(async |tx| {
                newest_of(tx, self.tenant(), bookings.iter().map(|booking| booking.id)).await
            })
            .await?;
        let mut agreements = Vec::new();
        for booking in bookings {
            agreements.extend(match issued.remove(&booking.id) {
                Some(agreement) => Some(agreement),
                None => self.reissue_agreement(booking.id, site).await?,
            });
        }
        Ok(agreements)
    }

    /// A first convention, or a new version where something else is to be printed than last time and the
    /// signed copy is not back: run twice, it issues once.
    pub async fn reissue_agreement(
        &self,
        booking: BookingId,
        site: &str,
    ) -> Result<Option<Agreement>, Fault> {
        match self.try_reissue(booking, site).await {
            // Another node issued the same version at this moment: its paper is as good.
            Err(Fault::Constraint(error)) => {
                self.newest_agreement(booking).await?.ok_or(Fault::Constraint(error)).map(Some)
            }
            Ok(true) => self.newest_agreement(booking).await,
            Ok(false) => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// `false`: it holds no place.
    async fn try_reissue(&self, booking: BookingId, site: &str) -> Result<bool, Fault> {
        self.write(async |tx| {
            let lycee = tx.settings().await?;
            let mut drafts = self.held_drafts(tx, &lycee, &[booking], Some(site)).await?;
            drafts.retain(|draft| draft.booking.status.holds_place());
            let holds = !drafts.is_empty();
            drafts.retain(|draft| {
                let replaces = draft.differs(|_| true) && draft.may_replace(tx);
                draft.last.is_none() || replaces
            });
            tx.freeze(&drafts, Actor::System).await?;
            Ok(holds)
        })
        .await
    }

    /// Remembers the file that a convention was first printed as. `false`: it was another file
    /// then, which is what stays in the records.
    pub async fn agreement_printed(
        &self,
        id: AgreementId,
        pdf_sha256: &str,
    ) -> Result<bool, Fault> {
        self.write(async |tx| {
            let first = tx
                .set(agreements::ActiveModel {
                    id: Set(id),
                    pdf_sha256: Set(Some(pdf_sha256.to_owned())),
                    ..Default::default()
                })
                .filter(agreements::Column::PdfSha256.is_null());
            if tx.change(first).await? {
                return Ok(true);
            }
            let row = tx.get::<agreements::Entity>(id).await?;
            Ok(row.is_some_and(|row| row.pdf_sha256.as_deref() == Some(pdf_sha256)))
        })
        .await
    }

    /// The newest of each of these bookings that was issued; none is issued now.
    pub(crate) async fn issued_agreements(
        &self,
        bookings: &[BookingId],
    ) -> Result<Vec<Agreement>, Fault> {
        let newest = async |tx: &Tx<'_, TenantId>| {
            newest_of(tx, self.tenant(), bookings.iter().copied()).await
        };
        let mut issued = self.read(newest).await?;
        Ok(bookings.iter().filter_map(|id| issued.remove(id)).collect())
    }

    pub(super) async fn newest_agreement(
        &self,
        booking: BookingId,
    ) -> Result<Option<Agreement>, Fault> {
        let newest = self
            .read(async |tx| newest_of(tx, self.tenant(), std::iter::once(booking)).await)
            .await?;
        Ok(newest.into_values().next())
    }
}

/// The newest of each of these bookings that has one: two statements.
async fn newest_of(
    tx: &Tx<'_, TenantId>,
    tenant: &Tenant,
    bookings: impl Iterator<Item = BookingId>,
) -> Result<HashMap<BookingId, Agreement>, Fault> {
    let newest = tx.newest_rows(bookings).await?;
    let templates = newest.values().map(|row| row.template_id);
    let templates = tx.by_id::<template_versions::Entity>(templates).await?;
    newest
        .into_iter()
        .map(|(booking, row)| {
            let template = templates
                .get(&row.template_id)
                .ok_or_else(|| Fault::Damaged(format!("template of agreement {}", row.id)))?;
            Ok((booking, Agreement::read(row, template.source.clone(), tenant)?))
        })
        .collect()
}

impl Agreement {
    fn read(row: agreements::Model, template: String, tenant: &Tenant) -> Result<Self, Fault> {
        let local = row.issued_at.with_timezone(&tenant.time_zone);
        Ok(Self {
            id: row.id,
            booking: row.booking_id,
            version: row.version,
            template,
            data: serde_json::from_str(&row.data)?,
            data_sha256: row.data_sha256,
            pdf_sha256: row.pdf_sha256,
            issued_at: row.issued_at,
            issued_local: row.issued_at.with_timezone(&local.offset().fix()),
        })
    }
}
