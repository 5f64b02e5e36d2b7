//! An editor sees which account is which teacher of the lycée's list, and says it.

use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect, Set};

use super::StaffRole;
use super::jobs::{AskWhoTeaches, TellTied};
use super::teachers::proposals;
use crate::accounts::Addressee;
use crate::entity::{accounts, staff, teachers};
use crate::fault::holds_fault;
use crate::history::Event;
use crate::ids::{AccountId, StaffId, TeacherId, TenantId};
use crate::offer::Teacher;
use crate::store::Tx;
use crate::{Editor, Fault, Portal, StaffMember};

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
    /// The mark of what is said of her, for whoever says something else.
    pub read: String,
}

/// Why nothing was said.
#[derive(Debug)]
pub enum TieRefused {
    /// The person or the teacher is not there.
    NotFound,
    /// Somebody else has said it since it was read.
    Changed,
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
                        read: mark(&row),
                        teacher: row.teacher_id.filter(is_listed),
                        proposed: proposed.get(&row.id).copied(),
                    })
                    .collect();
                accounts.sort_by(|one, other| one.login.cmp(&other.login));
                Ok(accounts)
            })
            .await
    }

    /// Says which teacher somebody of the staff is, if what is said of her still is what was `read`; `None`: none of
    /// the list.
    pub async fn tie_teacher(
        &self,
        person: StaffId,
        read: &str,
        teacher: Option<TeacherId>,
    ) -> Result<(), TieRefused> {
        self.portal
            .write(async |tx| {
                if let Some(teacher) = teacher
                    && tx.get::<teachers::Entity>(teacher).await?.is_none()
                {
                    return Err(TieRefused::NotFound);
                }
                let row = tx.find::<staff::Entity>().filter(staff::Column::Id.eq(person));
                let row = tx.one(row.lock(LockType::Update)).await?;
                let row = row.filter(|row| row.role == StaffRole::Teacher);
                let row = row.ok_or(TieRefused::NotFound)?;
                if row.teacher_id == teacher && row.teacher_chosen_at.is_some() {
                    return Ok(());
                }
                if mark(&row) != read {
                    return Err(TieRefused::Changed);
                }
                tx.say_teacher(person, teacher).await?;
                if row.teacher_id != teacher {
                    tx.enqueue(&TellTied { account: row.account_id, teacher }).await?;
                }
                let event = Event::TeacherTied { account: row.account_id, teacher };
                Ok(tx.record(self.actor(), None, event).await?)
            })
            .await
    }
}

/// The same while nobody says anything else.
fn mark(row: &staff::Model) -> String {
    let teacher = row.teacher_id.map(|id| id.to_string()).unwrap_or_default();
    let said = row.teacher_chosen_at.map(|at| at.timestamp_millis().to_string());
    format!("{teacher}.{}", said.unwrap_or_default())
}

/// Somebody who joined as a teacher, to an editor who may say which one she is.
#[derive(Clone, Debug)]
pub struct UnsaidTeacher {
    /// The editor.
    pub to: Addressee,
    /// "M. Yann Kervella", as she wrote it.
    pub name: String,
    /// Her login.
    pub login: String,
    /// The teacher of the list whom her name proposes.
    pub proposed: Option<String>,
}

impl Portal {
    /// What an editor is told of a teacher who joined. `None`: somebody has said who she is, or one of
    /// them has left.
    pub async fn unsaid_teacher(
        &self,
        editor: AccountId,
        teacher: AccountId,
    ) -> Result<Option<UnsaidTeacher>, Fault> {
        self.read(async |tx| {
            let editors = tx.editors().await?;
            let Some(to) = editors.into_iter().find(|one| one.id == editor) else {
                return Ok(None);
            };
            let people = tx.teachers_of_staff().await?;
            let list = tx.all(tx.find::<teachers::Entity>()).await?;
            let proposed = proposals(&people, &list);
            let waits = |(row, person): &(staff::Model, accounts::Model)| {
                person.id == teacher && row.teacher_chosen_at.is_none()
            };
            let Some((row, person)) = people.into_iter().find(waits) else { return Ok(None) };
            let proposed = proposed.get(&row.id);
            let entry = list.into_iter().find(|entry| Some(&entry.id) == proposed);
            Ok(Some(UnsaidTeacher {
                to: tx.addressee(to).await?,
                name: person.display_name(),
                login: person.login,
                proposed: entry.map(|entry| entry.name),
            }))
        })
        .await
    }

    /// What a teacher is told of whose stages are his: to whom, and the name on the list. `None`: somebody has said
    /// something else since, or he has left.
    pub async fn told_tied(
        &self,
        job: &TellTied,
    ) -> Result<Option<(Addressee, Option<String>)>, Fault> {
        self.read(async |tx| {
            let people = tx.teachers_of_staff().await?;
            let still = |(row, _): &(staff::Model, accounts::Model)| {
                row.account_id == job.account && row.teacher_id == job.teacher
            };
            if !people.iter().any(still) {
                return Ok(None);
            }
            let Some(account) = tx.able([job.account]).await?.pop() else { return Ok(None) };
            let entry = match job.teacher {
                Some(teacher) => tx.get::<teachers::Entity>(teacher).await?,
                None => None,
            };
            Ok(Some((tx.addressee(account).await?, entry.map(|entry| entry.name))))
        })
        .await
    }

    /// Says which teacher of the list somebody of the staff is. For demonstrations and tests.
    pub async fn add_teacher(&self, account: AccountId, teacher: TeacherId) -> Result<(), Fault> {
        self.write(async |tx| {
            let people = tx.teachers_of_staff().await?;
            match people.iter().find(|(row, _)| row.account_id == account) {
                Some((row, _)) => tx.say_teacher(row.id, Some(teacher)).await,
                None => Ok(()),
            }
        })
        .await
    }
}

impl Tx<'_, TenantId> {
    /// Asks the editors which teacher somebody is who joined as one, unless it was said before.
    pub(crate) async fn ask_who_teaches(&self, account: AccountId) -> Result<(), Fault> {
        let waits = self
            .find::<staff::Entity>()
            .filter(staff::Column::AccountId.eq(account))
            .filter(staff::Column::Role.eq(StaffRole::Teacher))
            .filter(staff::Column::TeacherChosenAt.is_null());
        if !self.any(waits).await? {
            return Ok(());
        }
        let editors = self.editors().await?.into_iter();
        let mails: Vec<_> =
            editors.map(|editor| AskWhoTeaches { editor: editor.id, teacher: account }).collect();
        self.enqueue_all(&mails).await
    }

    /// Those of the staff who may edit: proved, and not closed.
    async fn editors(&self) -> Result<Vec<accounts::Model>, Fault> {
        let roles = StaffRole::ALL.iter().copied().filter(|role| role.may_edit());
        let rows = self.find::<staff::Entity>().filter(staff::Column::Role.is_in(roles));
        let rows = self.all(rows).await?;
        self.able(rows.iter().map(|row| row.account_id)).await
    }

    async fn say_teacher(&self, person: StaffId, teacher: Option<TeacherId>) -> Result<(), Fault> {
        let update = self.set(staff::ActiveModel {
            id: Set(person),
            teacher_id: Set(teacher),
            teacher_chosen_at: Set(Some(self.now())),
            ..Default::default()
        });
        self.run(update).await.map(drop)
    }
}

/// A teacher on the staff who is tied to nobody of the lycée's list yet.
#[derive(Clone, Debug)]
pub struct UntiedTeacher {
    /// Whom her name proposes, until somebody of the lycée says it.
    pub proposed: Option<String>,
    /// Who may say it: « Mme Vasseur ».
    pub editors: Vec<String>,
}

impl StaffMember {
    /// What she waits for, if she is a teacher and nobody has said which.
    pub async fn untied_teacher(&self) -> Result<Option<UntiedTeacher>, Fault> {
        if self.role() != StaffRole::Teacher || self.as_teacher().await?.is_some() {
            return Ok(None);
        }
        self.portal
            .read(async |tx| {
                let people = tx.teachers_of_staff().await?;
                let list = tx.all(tx.find::<teachers::Entity>()).await?;
                let proposed = proposals(&people, &list);
                let own = |(row, _): &&(staff::Model, accounts::Model)| {
                    row.account_id == self.person.account && row.teacher_chosen_at.is_none()
                };
                let own = people.iter().find(own).and_then(|(row, _)| proposed.get(&row.id));
                let entry = list.into_iter().find(|entry| Some(&entry.id) == own);
                let editors = tx.editors().await?;
                Ok(Some(UntiedTeacher {
                    proposed: entry.map(|entry| entry.name),
                    editors: editors.iter().map(accounts::Model::display_name).collect(),
                }))
            })
            .await
    }

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
