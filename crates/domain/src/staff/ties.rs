//! An editor sees which account is which teacher of the lycée's list, and says it.

use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::StaffRole;
use super::teachers::proposals;
use crate::entity::{staff, teachers};
use crate::fault::holds_fault;
use crate::history::Event;
use crate::ids::{StaffId, TeacherId};
use crate::offer::Teacher;
use crate::{Editor, Fault, StaffMember};

/// Somebody of the staff who teaches, and the teacher whose stages are hers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeacherAccount {
    /// Her place on the staff.
    pub id: StaffId,
    /// "M. Yann Kervella".
    pub name: String,
    /// Her login.
    pub login: String,
    /// Which teacher she is.
    pub teacher: Option<TeacherId>,
    /// Which one she seems to be, by her name, while nobody is said.
    pub proposed: Option<TeacherId>,
}

/// Why nothing was said.
#[derive(Debug)]
pub enum TieRefused {
    /// The person or the teacher is not there.
    NotFound,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(TieRefused);

impl Editor {
    /// The teachers on the staff, by name.
    pub async fn teacher_accounts(&self) -> Result<Vec<TeacherAccount>, Fault> {
        self.portal
            .read(async |tx| {
                let people = tx.teachers_of_staff().await?;
                let list = tx.all(tx.find::<teachers::Entity>()).await?;
                let proposed = proposals(&people, &list);
                let is_listed = |id: &TeacherId| list.iter().any(|entry| entry.id == *id);
                let mut accounts: Vec<TeacherAccount> = people
                    .into_iter()
                    .map(|(row, person)| TeacherAccount {
                        id: row.id,
                        name: person.display_name(),
                        login: person.login,
                        teacher: row.teacher_id.filter(is_listed),
                        proposed: proposed.get(&row.id).copied(),
                    })
                    .collect();
                accounts.sort_by(|one, other| one.login.cmp(&other.login));
                Ok(accounts)
            })
            .await
    }

    /// Says which teacher somebody of the staff is; `None`: none of the list.
    pub async fn tie_teacher(
        &self,
        person: StaffId,
        teacher: Option<TeacherId>,
    ) -> Result<(), TieRefused> {
        self.portal
            .write(async |tx| {
                if let Some(teacher) = teacher
                    && tx.get::<teachers::Entity>(teacher).await?.is_none()
                {
                    return Err(TieRefused::NotFound);
                }
                let row = tx.get::<staff::Entity>(person).await?;
                let row = row.filter(|row| row.role == StaffRole::Teacher);
                let row = row.ok_or(TieRefused::NotFound)?;
                if row.teacher_id == teacher && row.teacher_chosen_at.is_some() {
                    return Ok(());
                }
                let update = tx.set(staff::ActiveModel {
                    id: Set(person),
                    teacher_id: Set(teacher),
                    teacher_chosen_at: Set(Some(tx.now())),
                    ..Default::default()
                });
                tx.run(update).await?;
                let event = Event::TeacherTied { account: row.account_id, teacher };
                Ok(tx.record(self.actor(), None, event).await?)
            })
            .await
    }
}

impl StaffMember {
    /// Which teacher of the lycée's list she is.
    pub async fn as_teacher(&self) -> Result<Option<Teacher>, Fault> {
        self.portal
            .read(async |tx| {
                let me = tx
                    .find::<staff::Entity>()
                    .filter(staff::Column::AccountId.eq(self.person.account))
                    .filter(staff::Column::TeacherId.is_not_null());
                let Some(teacher) = tx.one(me).await?.and_then(|row| row.teacher_id) else {
                    return Ok(None);
                };
                let entry = tx.get::<teachers::Entity>(teacher).await?;
                Ok(entry.map(|row| Teacher { id: row.id, name: row.name, subject: row.subject }))
            })
            .await
    }
}
