//! Issuing conventions: freezing what is printed.

use std::collections::HashMap;

use chrono::Offset;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, Set};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::Agreement;
use super::paper::{Listed, Paper};
use crate::Fault;
use crate::bookings::Booking;
use crate::entity::{agreements, school_profiles, schools, template_versions};
use crate::history::{Actor, Event};
use crate::ids::{AgreementId, BookingId, TenantId};
use crate::store::Tx;
use crate::tenancy::{Portal, Tenant};
use crate::tenants::DocumentKind;

impl Portal {
    /// The convention of a booking as it stands: the newest that was issued, or a first one. None:
    /// there is no such booking, or it no longer holds a place. `site` is the address of the
    /// portal, to which the printed code leads.
    pub async fn issue_agreement(
        &self,
        booking: BookingId,
        site: &str,
    ) -> Result<Option<Agreement>, Fault> {
        let Some(booking) =
            self.booking(booking).await?.filter(|booking| booking.status.holds_place())
        else {
            return Ok(None);
        };
        if let Some(issued) = self.newest_agreement(booking.id).await? {
            return Ok(Some(issued));
        }
        self.freeze(&booking, site).await.map(Some)
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
            agreements.push(match issued.remove(&booking.id) {
                Some(agreement) => agreement,
                None => self.freeze(booking, site).await?,
            });
        }
        Ok(agreements)
    }

    /// A new version, if what is printed has changed since the last one: run twice, it issues once.
    pub async fn reissue_agreement(
        &self,
        booking: BookingId,
        site: &str,
    ) -> Result<Option<Agreement>, Fault> {
        match self.booking(booking).await?.filter(|booking| booking.status.holds_place()) {
            Some(booking) => self.freeze(&booking, site).await.map(Some),
            None => Ok(None),
        }
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

    pub(super) async fn newest_agreement(
        &self,
        booking: BookingId,
    ) -> Result<Option<Agreement>, Fault> {
        self.read(async |tx| newest(tx, self.tenant(), booking).await).await
    }

    /// Freezes what would be printed now, unless the newest version says the same already.
    async fn freeze(&self, booking: &Booking, site: &str) -> Result<Agreement, Fault> {
        match self.try_freeze(booking, site).await {
            // Another node issued the same version at this moment: its paper is as good.
            Err(Fault::Constraint(error)) => {
                self.newest_agreement(booking.id).await?.ok_or(Fault::Constraint(error))
            }
            done => done,
        }
    }

    async fn try_freeze(&self, booking: &Booking, site: &str) -> Result<Agreement, Fault> {
        self.write(async |tx| {
            let url = format!("{site}/c/{}", booking.reference);
            let today = self.tenant().local_day(tx.now());
            let paper = Paper::new(self.tenant(), booking, listed(tx, booking).await?, today, url);
            let data = serde_json::to_value(paper)?;
            let last = newest(tx, self.tenant(), booking.id).await?;
            if let Some(same) = last.as_ref().filter(|last| says_the_same(&last.data, &data)) {
                return Ok(same.clone());
            }
            let template = tx.template(DocumentKind::Agreement).await?.ok_or_else(|| {
                Fault::Damaged("a portal without a template for its conventions".into())
            })?;
            let text = data.to_string();
            let row = agreements::ActiveModel {
                id: Set(tx.id()),
                tenant_id: Set(self.id()),
                booking_id: Set(booking.id),
                version: Set(last.map_or(1, |last| last.version + 1)),
                template_id: Set(template.id),
                data_sha256: Set(hex::encode(Sha256::digest(text.as_bytes()))),
                data: Set(text),
                pdf_sha256: Set(None),
                issued_at: Set(tx.now()),
            };
            let row = tx.insert_returning(row).await?;
            let event = Event::AgreementIssued {
                booking: booking.id,
                agreement: row.id,
                version: row.version,
            };
            tx.record(Actor::System, Some(booking.uai), event).await?;
            Agreement::read(row, template.source, self.tenant())
        })
        .await
    }
}

async fn newest(
    tx: &Tx<'_, TenantId>,
    tenant: &Tenant,
    booking: BookingId,
) -> Result<Option<Agreement>, Fault> {
    Ok(newest_of(tx, tenant, std::iter::once(booking)).await?.remove(&booking))
}

/// The newest of each of these bookings that has one: two statements.
async fn newest_of(
    tx: &Tx<'_, TenantId>,
    tenant: &Tenant,
    bookings: impl Iterator<Item = BookingId>,
) -> Result<HashMap<BookingId, Agreement>, Fault> {
    let query = tx
        .find::<agreements::Entity>()
        .filter(agreements::Column::BookingId.is_in(bookings))
        .order_by_asc(agreements::Column::Version);
    let rows = tx.all(query).await?;
    let newest: HashMap<BookingId, agreements::Model> =
        rows.into_iter().map(|row| (row.booking_id, row)).collect();
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

async fn listed(tx: &Tx<'_, TenantId>, booking: &Booking) -> Result<Listed, Fault> {
    Ok(Listed {
        school: tx.get::<schools::Entity>(booking.uai).await?,
        profile: tx.get::<school_profiles::Entity>(booking.uai).await?,
    })
}

/// Whether two papers differ in nothing but the day on which they were issued.
fn says_the_same(one: &Value, other: &Value) -> bool {
    let undated = |data: &Value| {
        let mut data = data.clone();
        data["issued_on"] = Value::Null;
        data
    };
    undated(one) == undated(other)
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
