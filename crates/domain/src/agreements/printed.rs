//! What anybody learns who holds a printed convention: whether it is worth something. Nothing of the pupil, the
//! stage or the school.

use sea_orm::{ColumnTrait, QueryFilter};

use crate::Fault;
use crate::bookings::quoted;
use crate::entity::bookings;
use crate::ids::BookingId;
use crate::tenancy::Portal;

/// What a printed code stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// « 7KQ4-2M9X ».
    pub reference: String,
    /// The booking, for those who may see it.
    pub booking: BookingId,
    /// What it is worth.
    pub worth: Worth,
}

/// What a printed convention is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// It is the newest, and its booking holds a place.
    Valid,
    /// A newer version is: this one.
    Replaced(i32),
    /// The code names no version, as papers of older releases do: this one is the newest.
    Newest(i32),
    /// The booking holds no place any more.
    Void,
}

impl Portal {
    /// The convention with this code, and this version of it. `None`: none was printed here.
    pub async fn printed(
        &self,
        code: &str,
        version: Option<i32>,
    ) -> Result<Option<Printed>, Fault> {
        self.read(async |tx| {
            let row = bookings::Column::Reference.eq(crate::bookings::unquoted(code));
            let Some(row) = tx.one(tx.find::<bookings::Entity>().filter(row)).await? else {
                return Ok(None);
            };
            let newest = tx.agreement_version(row.id).await?;
            let worth = match version {
                _ if newest == 0 => return Ok(None),
                Some(version) if !(1..=newest).contains(&version) => return Ok(None),
                _ if !row.status.holds_place() => Worth::Void,
                Some(version) if version < newest => Worth::Replaced(newest),
                None if newest > 1 => Worth::Newest(newest),
                _ => Worth::Valid,
            };
            Ok(Some(Printed { reference: quoted(&row.reference), booking: row.id, worth }))
        })
        .await
    }
}
