//! A teacher sees the trainees of his own stages, and nobody else's.
//!
//! Which entry of the lycée's list of teachers a person is, is told by the name once, when he joins
//! or when the list changes, and kept: a name that he changes afterwards opens nothing.

use std::collections::HashMap;

use education::names::fold;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QuerySelect, QueryTrait, Set};

use super::StaffRole;
use crate::Fault;
use crate::entity::{accounts, slot_teachers, staff, teachers};
use crate::ids::{TeacherId, TenantId};
use crate::store::Tx;
use crate::tenancy::StaffMember;

/// Words of a teacher's name in the list that are no name.
const TITLES: [&str; 6] = ["m", "mr", "mme", "mlle", "monsieur", "madame"];

impl StaffMember {
    /// What `column`, which names a slot, must fulfil for her to see it with its pupils.
    pub(crate) fn sees<C: ColumnTrait>(&self, tx: &Tx<'_, TenantId>, column: C) -> Condition {
        self.sees_beside(tx, column, Condition::any())
    }

    /// The same, or what `others` admits.
    pub(crate) fn sees_beside<C: ColumnTrait>(
        &self,
        tx: &Tx<'_, TenantId>,
        column: C,
        others: Condition,
    ) -> Condition {
        match self.role() {
            StaffRole::Teacher => {
                Condition::any().add(others).add(column.in_subquery(self.taught(tx)))
            }
            StaffRole::Admin | StaffRole::Editor | StaffRole::FrontDesk => Condition::all(),
        }
    }

    fn taught(&self, tx: &Tx<'_, TenantId>) -> SelectStatement {
        let me = tx
            .find::<staff::Entity>()
            .filter(staff::Column::AccountId.eq(self.person.account))
            .filter(staff::Column::TeacherId.is_not_null())
            .select_only()
            .column(staff::Column::TeacherId);
        tx.find::<slot_teachers::Entity>()
            .filter(slot_teachers::Column::TeacherId.in_subquery(me.into_query()))
            .select_only()
            .column(slot_teachers::Column::SlotId)
            .into_query()
    }
}

impl Tx<'_, TenantId> {
    /// Ties the teachers on the staff to the lycée's list, where exactly one name of it is theirs.
    pub(crate) async fn tie_teachers(&self) -> Result<(), Fault> {
        let query = self
            .find::<staff::Entity>()
            .filter(staff::Column::Role.eq(StaffRole::Teacher))
            .filter(staff::Column::TeacherId.is_null());
        let untied = self.all(query).await?;
        if untied.is_empty() {
            return Ok(());
        }
        let list = self.all(self.find::<teachers::Entity>()).await?;
        let query = self
            .shared::<accounts::Entity>()
            .filter(accounts::Column::Id.is_in(untied.iter().map(|row| row.account_id)));
        let people = self.all(query).await?;
        let people: HashMap<_, _> = people.iter().map(|row| (row.id, row)).collect();
        for row in &untied {
            let person = people.get(&row.account_id);
            let Some(teacher) = person.and_then(|person| entry_of(person, &list)) else {
                continue;
            };
            let update = self
                .update::<staff::Entity>()
                .set(staff::ActiveModel { teacher_id: Set(Some(teacher)), ..Default::default() })
                .filter(staff::Column::Id.eq(row.id));
            self.run(update).await?;
        }
        Ok(())
    }
}

/// The one entry whose words are all in the person's name: « M. Kervella » is Yann Kervella, unless
/// there are two of them.
fn entry_of(person: &accounts::Model, list: &[teachers::Model]) -> Option<TeacherId> {
    let name = fold(&format!("{} {}", person.first_name, person.last_name));
    let name: Vec<&str> = name.split_whitespace().collect();
    let mut entries = list.iter().filter(|entry| {
        let entry = fold(&entry.name);
        let mut words = entry.split_whitespace().filter(|word| !TITLES.contains(word)).peekable();
        words.peek().is_some() && words.all(|word| name.contains(&word))
    });
    match (entries.next(), entries.next()) {
        (Some(entry), None) => Some(entry.id),
        _ => None,
    }
}
