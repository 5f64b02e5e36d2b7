//! Who teaches is told: one letter a person and act, to the accounts that somebody tied to the teacher.

use sea_orm::{ColumnTrait, QueryFilter, Select};

use super::jobs::{TeacherNews, TellTeacher};
use super::{Slot, SlotStatus};
use crate::accounts::Addressee;
use crate::entity::{slot_teachers, staff};
use crate::ids::{SlotId, TeacherId, TenantId};
use crate::staff::StaffRole;
use crate::store::Tx;
use crate::{Fault, Portal};

impl Portal {
    /// What a teacher is told of a stage. `None`: it is not so any more, he has left, or the stage is not to come.
    pub async fn told_teacher(
        &self,
        job: &TellTeacher,
    ) -> Result<Option<(Addressee, Slot)>, Fault> {
        let slot = self.published_slot(job.slot).await?;
        self.read(async |tx| {
            let is_so = |slot: &Slot| match job.news {
                Some(TeacherNews::Cancelled) => slot.status == SlotStatus::Cancelled,
                _ => slot.is_to_come(tx.now()),
            };
            let Some(slot) = slot.filter(is_so) else { return Ok(None) };
            let hers = staff::Column::AccountId.eq(job.account);
            let Some(place) = tx.one(tx.teaching().filter(hers)).await? else { return Ok(None) };
            let is_his = slot.teachers.iter().any(|one| Some(one.id) == place.teacher_id);
            let account = tx.able([job.account]).await?.pop().filter(|_| is_his == job.tied);
            match account {
                Some(account) => Ok(Some((tx.addressee(account).await?, slot))),
                None => Ok(None),
            }
        })
        .await
    }
}

impl Tx<'_, TenantId> {
    /// Tells those whose stage it has become, those whose it was, and those whose it stays if there are `news`.
    pub(crate) async fn tell_teachers(
        &self,
        slot: SlotId,
        before: &[TeacherId],
        after: &[TeacherId],
        news: Option<TeacherNews>,
    ) -> Result<(), Fault> {
        let stays = |one: &TeacherId| before.contains(one) && after.contains(one);
        let told = before.iter().chain(after).filter(|one| !stays(one) || news.is_some());
        let told: Vec<TeacherId> = told.copied().collect();
        if told.is_empty() {
            return Ok(());
        }
        let people = self.teaching().filter(staff::Column::TeacherId.is_in(told));
        let letter = |row: staff::Model| {
            let is =
                |teachers: &[TeacherId]| row.teacher_id.is_some_and(|one| teachers.contains(&one));
            let news = news.filter(|_| is(before) && is(after));
            TellTeacher { account: row.account_id, slot, tied: is(after), news }
        };
        let letters: Vec<TellTeacher> = self.all(people).await?.into_iter().map(letter).collect();
        self.enqueue_all(&letters).await
    }

    /// The teachers of a stage.
    pub(crate) async fn teachers_of(&self, slot: SlotId) -> Result<Vec<TeacherId>, Fault> {
        let of = self.find::<slot_teachers::Entity>();
        let of = of.filter(slot_teachers::Column::SlotId.eq(slot));
        Ok(self.all(of).await?.into_iter().map(|row| row.teacher_id).collect())
    }

    /// Places on the staff of those who teach.
    fn teaching(&self) -> Select<staff::Entity> {
        self.find::<staff::Entity>().filter(staff::Column::Role.eq(StaffRole::Teacher))
    }
}
