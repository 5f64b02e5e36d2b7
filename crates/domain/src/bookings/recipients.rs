//! Who is written to about a booking, and whom a person must call where nobody is.
//!
//! A booking belongs to the school and not to the person who typed it: she is told while she is of
//! that school and her address is proved; else the school's managers are. A school without an account is written
//! to at the mailbox that the directory lists, which would be its login. No other address is ever written to
//! that was not confirmed. Of the lycée's own pupils its staff are told.

use std::collections::{BTreeSet, HashMap};

use education::Uai;
use sea_orm::{ColumnTrait, QueryFilter};

use crate::Fault;
use crate::accounts::MembershipRole;
use crate::directory::School;
use crate::entity::{memberships, school_profiles, schools, staff};
use crate::ids::{AccountId, SchoolId, TenantId};
use crate::staff::StaffRole;
use crate::store::{Scope, Tx};
use crate::tenancy::Portal;
use crate::text::MailAddress;

/// An address to write to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Whose; `None`: a mailbox of the school or of the lycée.
    pub account: Option<AccountId>,
    /// The mailbox.
    pub address: String,
}

/// How news reach a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Somebody who has an account reads them.
    Account,
    /// It has no account: they go to the mailbox that the directory lists.
    Mailbox(String),
    /// Nobody gets them.
    Nobody,
}

/// A school as it can be told something.
#[derive(Clone, Debug)]
pub struct Addressee {
    /// As the directory and the school itself describe it.
    pub school: School,
    /// Those whose address is proved.
    people: Vec<Reader>,
    has_account: bool,
}

#[derive(Clone, Debug)]
struct Reader {
    account: AccountId,
    address: String,
    name: String,
    manages: bool,
}

impl Addressee {
    /// Who is told about a booking that `booked_by` typed.
    pub fn recipients(&self, booked_by: AccountId) -> Vec<Recipient> {
        let of = |wanted: &dyn Fn(&Reader) -> bool| -> Vec<Recipient> {
            let found = self.people.iter().filter(|one| wanted(one));
            let found = found
                .map(|one| Recipient { account: Some(one.account), address: one.address.clone() });
            found.collect()
        };
        let typist = of(&|one| one.account == booked_by);
        if !typist.is_empty() {
            return typist;
        }
        let managers = of(&|one| one.manages);
        if self.has_account {
            return managers;
        }
        let listed = self.school.mailbox();
        let listed = listed.address().map(str::to_owned);
        listed.map(|address| Recipient { account: None, address }).into_iter().collect()
    }

    /// One of its people.
    pub fn name_of(&self, account: AccountId) -> Option<&str> {
        let one = self.people.iter().find(|one| one.account == account);
        one.map(|one| one.name.as_str())
    }

    /// How news of a booking that `booked_by` typed reach it.
    pub fn reach(&self, booked_by: AccountId) -> Reach {
        match self.recipients(booked_by).as_slice() {
            [] => Reach::Nobody,
            [Recipient { account: None, address }] => Reach::Mailbox(address.clone()),
            _ => Reach::Account,
        }
    }
}

impl Portal {
    /// A school as it can be told something.
    pub async fn addressee(&self, uai: Uai) -> Result<Option<Addressee>, Fault> {
        Ok(self.addressees([uai]).await?.remove(&uai))
    }

    /// Schools as they can be told something: four statements, however many they are.
    pub async fn addressees(
        &self,
        schools: impl IntoIterator<Item = Uai>,
    ) -> Result<HashMap<Uai, Addressee>, Fault> {
        let wanted: BTreeSet<Uai> = schools.into_iter().collect();
        let ids = || wanted.iter().map(|uai| SchoolId(*uai));
        self.read(async |tx| {
            let members = memberships::Column::Uai.is_in(ids());
            let members = tx.all(tx.shared::<memberships::Entity>().filter(members)).await?;
            let house = match wanted.contains(&self.tenant().uai) {
                true => self.deciding(tx).await?,
                false => Vec::new(),
            };
            let known = members.iter().map(|row| row.account_id).chain(house.iter().copied());
            let able = tx.able(known).await?;
            let reader = |id: AccountId, manages: bool| {
                let row = able.iter().find(|row| row.id == id)?;
                let (address, name) = (row.login.clone(), row.display_name());
                Some(Reader { account: id, address, name, manages })
            };
            let own = school_profiles::Column::Uai.is_in(ids());
            let own = tx.all(tx.shared::<school_profiles::Entity>().filter(own)).await?;
            let listed = schools::Column::Uai.is_in(ids());
            let listed = tx.all(tx.shared::<schools::Entity>().filter(listed)).await?;
            let addressees = listed.into_iter().map(|row| {
                let uai = row.uai;
                // The lycée's own pupils are its staff's.
                let house: &[AccountId] = if uai.0 == self.tenant().uai { &house } else { &[] };
                let members = members.iter().filter(|member| member.uai == uai);
                let members = members.filter(|member| !house.contains(&member.account_id));
                let manages = |role| role == MembershipRole::Manager;
                let people: Vec<_> = members
                    .map(|member| (member.account_id, manages(member.role)))
                    .chain(house.iter().map(|staff| (*staff, true)))
                    .collect();
                let has_account = !people.is_empty();
                let people = people.into_iter().filter_map(|(id, manages)| reader(id, manages));
                let own = own.iter().find(|own| own.uai == uai).cloned();
                let school = self.in_its_words(School::read(row, own)?);
                Ok((uai.0, Addressee { people: people.collect(), school, has_account }))
            });
            addressees.collect()
        })
        .await
    }

    /// Who of the lycée is told of what schools do: its own mailbox, else those who may decide.
    pub async fn lycee_recipients(&self) -> Result<Vec<Recipient>, Fault> {
        let mailbox = &self.tenant().details.mail;
        // One of an older folder may be no address.
        match MailAddress::parse(mailbox).is_ok_and(|mailbox| !mailbox.is_empty()) {
            false => self.staff_recipients().await,
            true => Ok(vec![Recipient { account: None, address: mailbox.clone() }]),
        }
    }

    /// Those of its staff who may decide.
    pub async fn staff_recipients(&self) -> Result<Vec<Recipient>, Fault> {
        self.read(async |tx| reachable(tx, self.deciding(tx).await?).await).await
    }

    async fn deciding(&self, tx: &Tx<'_, TenantId>) -> Result<Vec<AccountId>, Fault> {
        let deciding = staff::Column::Role
            .is_in(StaffRole::ALL.iter().copied().filter(|role| role.may_edit()));
        let people = tx.all(tx.find::<staff::Entity>().filter(deciding)).await?;
        Ok(people.into_iter().map(|row| row.account_id).collect())
    }
}

async fn reachable<S: Scope>(
    tx: &Tx<'_, S>,
    people: Vec<AccountId>,
) -> Result<Vec<Recipient>, Fault> {
    let rows = tx.able(people).await?;
    Ok(rows
        .into_iter()
        .map(|row| Recipient { account: Some(row.id), address: row.login })
        .collect())
}
