//! Which entry of the lycée's list of teachers a person is.
//!
//! The name tells it once, when he joins or when the list changes, and it is kept: a name that he
//! changes afterwards opens nothing.

use education::names::fold;
use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::StaffRole;
use crate::Fault;
use crate::entity::{accounts, staff, teachers};
use crate::ids::{TeacherId, TenantId};
use crate::store::Tx;

/// Words of a teacher's name in the list that are no name.
const TITLES: [&str; 6] = ["m", "mr", "mme", "mlle", "monsieur", "madame"];

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
        let people =
            self.by_id::<accounts::Entity>(untied.iter().map(|row| row.account_id)).await?;
        for row in &untied {
            let person = people.get(&row.account_id);
            let Some(teacher) = person.and_then(|person| entry_of(person, &list)) else {
                continue;
            };
            let update = self.set(staff::ActiveModel {
                id: Set(row.id),
                teacher_id: Set(Some(teacher)),
                ..Default::default()
            });
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
