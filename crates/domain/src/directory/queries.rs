//! Finding schools.

use education::Uai;

use super::School;
use crate::entity::{school_profiles, schools};
use crate::store::{Scope, Tx};
use crate::tenancy::{Doors, SchoolMember, Worker};
use crate::{Backstage, Fault};

impl SchoolMember {
    /// Her school, with its own corrections beside what is listed.
    pub async fn school(&self) -> Result<Option<School>, Fault> {
        self.read(async |tx| tx.school(self.uai()).await).await
    }
}

impl Doors {
    /// A school by its number, closed ones too; its own corrections beside what is listed.
    pub async fn school(&self, uai: Uai) -> Result<Option<School>, Fault> {
        self.read(async |tx| tx.school(uai).await).await
    }
}

impl Worker {
    /// A school by its number, closed ones too; its own corrections beside what is listed.
    pub async fn school(&self, uai: Uai) -> Result<Option<School>, Fault> {
        self.read(async |tx| tx.school(uai).await).await
    }
}

impl Backstage {
    /// A school by its number, closed ones too; its own corrections beside what is listed.
    pub async fn school(&self, uai: Uai) -> Result<Option<School>, Fault> {
        self.read(async |tx| tx.school(uai).await).await
    }

    /// How many schools are known, closed ones too. None: the directory was never imported.
    pub async fn count_schools(&self) -> Result<u64, Fault> {
        self.read(async |tx| tx.count(tx.shared::<schools::Entity>()).await).await
    }
}

impl<S: Scope> Tx<'_, S> {
    pub(crate) async fn school(&self, uai: Uai) -> Result<Option<School>, Fault> {
        let Some(row) = self.get::<schools::Entity>(uai).await? else {
            return Ok(None);
        };
        let own = self.get::<school_profiles::Entity>(uai).await?;
        School::read(row, own).map(Some)
    }

    /// A school as the directory lists it: its own words have no say in its login.
    pub(crate) async fn listed_school(&self, uai: Uai) -> Result<Option<School>, Fault> {
        let row = self.get::<schools::Entity>(uai).await?;
        row.map(|row| School::read(row, None)).transpose()
    }
}
