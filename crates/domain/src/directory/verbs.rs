//! What a school corrects about itself.

use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::OwnWords;
use crate::Fault;
use crate::entity::school_profiles;
use crate::history::Event;
use crate::tenancy::OriginSchool;

/// Why a correction was not kept.
#[derive(Debug, thiserror::Error)]
pub enum CorrectionRefused {
    /// A colleague corrected it meanwhile.
    #[error("changed by somebody else meanwhile")]
    Conflict,
    /// The unexpected.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<sea_orm::DbErr> for CorrectionRefused {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Fault(error.into())
    }
}

impl OriginSchool {
    /// Keeps what the school says of itself, if it is still what it was at `own.version`; what is
    /// `None` goes back to what is listed. The form has checked lengths.
    pub async fn correct_school(&self, own: &OwnWords) -> Result<(), CorrectionRefused> {
        let uai = self.uai();
        self.portal
            .backstage()
            .write(async |tx| {
                let row = school_profiles::ActiveModel {
                    name: Set(own.name.clone()),
                    address: Set(own.address.as_ref().map(|lines| lines.join("\n"))),
                    phone: Set(own.phone.clone()),
                    mail: Set(own.mail.clone()),
                    head_name: Set(own.head_name.clone()),
                    head_quality: Set(own.head_quality.clone()),
                    insurance: Set(own.insurance.clone()),
                    version: Set(own.version + 1),
                    updated_at: Set(tx.now()),
                    ..Default::default()
                };
                let of_school = school_profiles::Column::Uai.eq(uai.to_string());
                let known = tx
                    .shared::<school_profiles::Entity>()
                    .filter(of_school.clone())
                    .one(tx.db())
                    .await?;
                match known {
                    None if own.version == 0 => {
                        tx.insert_shared(school_profiles::ActiveModel {
                            uai: Set(uai.to_string()),
                            ..row
                        })
                        .await?;
                    }
                    None => return Err(CorrectionRefused::Conflict),
                    Some(_) => {
                        let same = school_profiles::Column::Version.eq(own.version);
                        let update = tx.update_shared::<school_profiles::Entity>().set(row);
                        let done = update.filter(of_school).filter(same).exec(tx.db()).await?;
                        if done.rows_affected == 0 {
                            return Err(CorrectionRefused::Conflict);
                        }
                    }
                }
                tx.record(
                    self.actor(),
                    Some(uai),
                    Event::SchoolCorrected {
                        by: self.person.account,
                    },
                )
                .await?;
                Ok(())
            })
            .await
    }
}
