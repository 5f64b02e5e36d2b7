//! « Profil »: what a person says of herself, and corrects.

use sea_orm::Set;

use crate::Fault;
use crate::accounts::{Identity, Title, name_key};
use crate::entity::accounts;
use crate::history::Event;
use crate::tenancy::AccountHolder;

/// A person as she stands in her account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// « Civilité ».
    pub title: Title,
    /// « Nom ».
    pub last_name: String,
    /// « Prénom ».
    pub first_name: String,
    /// « Fonction ».
    pub position: String,
    /// « Téléphone », in its national form, if she gave one.
    pub phone: Option<String>,
}

impl AccountHolder {
    /// What a person says of herself.
    pub async fn profile(&self) -> Result<Profile, Fault> {
        let account = self.read(async |tx| self.row(tx).await).await?;
        Ok(Profile {
            title: account.title,
            last_name: account.last_name,
            first_name: account.first_name,
            position: account.position,
            phone: account.phone,
        })
    }

    /// Keeps what a person says of herself now: on every portal, from the next page on.
    pub async fn change_profile(&self, who: &Identity) -> Result<(), Fault> {
        let account = self.person.account;
        self.write(async |tx| {
            let update = tx.set(accounts::ActiveModel {
                id: Set(account),
                title: Set(who.title),
                last_name: Set(who.last_name.to_string()),
                first_name: Set(who.first_name.to_string()),
                name_key: Set(Some(name_key(&who.last_name, &who.first_name))),
                position: Set(who.position.to_string()),
                phone: Set(who.phone.clone()),
                ..Default::default()
            });
            tx.run(update).await?;
            let event = Event::ProfileChanged { account };
            tx.record(self.actor(), None, event).await
        })
        .await
    }
}

impl accounts::Model {
    /// "Mme Maëlle Le Goff".
    pub(crate) fn display_name(&self) -> String {
        self.title.before(&self.first_name, &self.last_name)
    }
}
