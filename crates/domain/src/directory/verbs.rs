//! What a school corrects about itself.

use education::Uai;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::OwnWords;
use crate::Fault;
use crate::entity::school_profiles;
use crate::fault::holds_fault;
use crate::history::Event;
use crate::ids::SchoolId;
use crate::store::{Tx, Whole};
use crate::tenancy::SchoolMember;
use crate::text::{HeadName, HeadQuality};

/// Why a correction was not kept.
#[derive(Debug)]
pub enum CorrectionRefused {
    /// A colleague corrected it meanwhile.
    Conflict,
    /// Only a manager says what conventions say of a school.
    NotManager,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(CorrectionRefused);

impl SchoolMember {
    /// Keeps what the school says of itself, if it is still what it was at `own.version`; what is
    /// `None` goes back to what is listed. A manager's: it is what the school signs.
    pub async fn correct_school(&self, own: &OwnWords) -> Result<(), CorrectionRefused> {
        if !self.is_manager() {
            return Err(CorrectionRefused::NotManager);
        }
        let uai = self.uai();
        self.write(async |tx| {
            tx.begin_profile(uai).await?;
            let row = school_profiles::ActiveModel {
                uai: Set(SchoolId(uai)),
                name: Set(own.name.as_deref().map(str::to_owned)),
                address: Set(own.address.as_ref().map(|lines| lines.join("\n"))),
                phone: Set(own.phone.clone()),
                mail: Set(own.mail.clone()),
                head_name: Set(own.head_name.as_deref().map(str::to_owned)),
                head_quality: Set(own.head_quality.as_deref().map(str::to_owned)),
                insurance: Set(own.insurance.as_deref().map(str::to_owned)),
                updated_at: Set(tx.now()),
                ..Default::default()
            };
            if !tx.bump_from(own.version, row).await? {
                return Err(CorrectionRefused::Conflict);
            }
            let by = self.person.account;
            tx.record(self.actor(), Some(uai), Event::SchoolCorrected { by }).await?;
            Ok(())
        })
        .await
    }
}

impl SchoolMember {
    /// Names the head of the school, who signs its conventions, where nobody is named: any member may.
    /// `false`: a colleague has named one.
    pub async fn name_head(
        &self,
        name: &HeadName,
        quality: Option<&HeadQuality>,
    ) -> Result<bool, Fault> {
        let uai = self.uai();
        self.write(async |tx| {
            tx.begin_profile(uai).await?;
            let named = school_profiles::ActiveModel {
                head_name: Set(Some(name.to_string())),
                head_quality: Set(quality.map(|quality| quality.to_string())),
                updated_at: Set(tx.now()),
                ..Default::default()
            };
            let version = school_profiles::Column::Version;
            let name_once = tx
                .update_shared::<school_profiles::Entity>()
                .set(named)
                .col_expr(version, Expr::col(version).add(1))
                .filter(school_profiles::Column::Uai.eq(SchoolId(uai)))
                .filter(school_profiles::Column::HeadName.is_null());
            if !tx.change(name_once).await? {
                return Ok(false);
            }
            let by = self.person.account;
            tx.record(self.actor(), Some(uai), Event::SchoolCorrected { by }).await?;
            Ok(true)
        })
        .await
    }
}

impl Tx<'_, Whole> {
    /// The row of a school that has said nothing yet: of two who are the first, one then meets the
    /// other's version.
    async fn begin_profile(&self, uai: Uai) -> Result<(), Fault> {
        let row = school_profiles::ActiveModel {
            uai: Set(SchoolId(uai)),
            version: Set(0),
            updated_at: Set(self.now()),
            ..Default::default()
        };
        let known = OnConflict::column(school_profiles::Column::Uai).do_nothing().to_owned();
        self.insert_missing_shared(vec![row], known).await
    }
}
