//! Who was replaced: her name leaves the papers and the letters that nothing shows any more.

use chrono::TimeDelta;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, Set};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::jobs::ForgetReplaced;
use super::paper::of_booking;
use super::said::Said;
use crate::Fault;
use crate::entity::{agreements, outgoing_mails};
use crate::ids::{AgreementId, BookingId, TenantId};
use crate::store::Tx;
use crate::tenancy::Portal;

/// Letters say « BERNARD Inès → PETIT Ali » from the paper before; one that cannot leave is tried for two days.
const COMPARED_FOR: TimeDelta = TimeDelta::days(3);

impl Tx<'_, TenantId> {
    /// Has the name of whoever was replaced on a booking forgotten once its letters have left.
    pub(crate) async fn forget_replaced_later(&self, booking: BookingId) -> Result<(), Fault> {
        self.enqueue_at(self.now() + COMPARED_FOR, &ForgetReplaced { booking }).await
    }
}

impl Portal {
    /// Takes everybody but the present pupil out of the conventions that newer ones replaced, and out of what is kept
    /// of letters. The newest stays as it was frozen. Idempotent; called by its job.
    pub async fn forget_replaced(&self, id: BookingId) -> Result<(), Fault> {
        self.write(async |tx| {
            tx.hold_bookings(&[id]).await?;
            let Some(booking) = self.bookings_by_id(tx, &[id]).await?.pop() else { return Ok(()) };
            let now = of_booking(self.tenant(), &booking);
            let of_booking = agreements::Column::BookingId.eq(id);
            let versions = tx.find::<agreements::Entity>().filter(of_booking);
            let versions = tx.all(versions.order_by_asc(agreements::Column::Version)).await?;
            for old in versions.iter().rev().skip(1) {
                let data: Value = serde_json::from_str(&old.data)?;
                if data["pupil"] != now["pupil"] {
                    tx.blank_agreement(old.id, data).await?;
                }
            }
            tx.forget_readings_before(id, tx.now() - COMPARED_FOR).await?;
            tx.forget_said(id, &Said::of(&now)).await
        })
        .await
    }
}

impl Tx<'_, TenantId> {
    /// Takes whoever came out of every convention of these bookings; what else they say stays. Nobody is left to be
    /// forgotten later.
    pub(crate) async fn blank_agreements(&self, bookings: &[BookingId]) -> Result<(), Fault> {
        let theirs = agreements::Column::BookingId.is_in(bookings.iter().copied());
        for row in self.all(self.find::<agreements::Entity>().filter(theirs)).await? {
            self.blank_agreement(row.id, serde_json::from_str(&row.data)?).await?;
        }
        self.drop_jobs::<ForgetReplaced>(|job| bookings.contains(&job.booking)).await
    }

    async fn blank_agreement(&self, id: AgreementId, mut data: Value) -> Result<(), Fault> {
        data["pupil"] = json!({ "last_name": "", "first_name": "", "class": "" });
        let text = data.to_string();
        let blank = agreements::ActiveModel {
            id: Set(id),
            // By the hash of the old text a name could be guessed.
            data_sha256: Set(hex::encode(Sha256::digest(text.as_bytes()))),
            data: Set(text),
            pdf_sha256: Set(None),
            ..Default::default()
        };
        self.run(self.set(blank)).await.map(drop)
    }

    async fn forget_said(&self, booking: BookingId, now: &Said) -> Result<(), Fault> {
        let about = self
            .shared::<outgoing_mails::Entity>()
            .filter(outgoing_mails::Column::TenantId.eq(self.tenant_id()))
            .filter(outgoing_mails::Column::About.eq(booking.0))
            .filter(outgoing_mails::Column::Said.is_not_null());
        for mail in self.all(about).await? {
            let said =
                mail.said.as_deref().and_then(|said| serde_json::from_str::<Said>(said).ok());
            let Some(blank) = said.and_then(|said| said.without_others(now)) else { continue };
            let update = self
                .update_shared::<outgoing_mails::Entity>()
                .col_expr(outgoing_mails::Column::Said, Expr::value(serde_json::to_string(&blank)?))
                .filter(outgoing_mails::Column::Id.eq(mail.id));
            self.run(update).await?;
        }
        Ok(())
    }
}
