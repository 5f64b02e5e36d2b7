//! A UAI is typed: what the directory answers, and whether the school may open an account.

use education::directory::State;
use education::mailboxes::mask;
use education::names::display;
use education::{Uai, UaiError};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

use crate::Fault;
use crate::accounts::MembershipRole;
use crate::directory::School;
use crate::entity::{accounts, memberships};
use crate::store::{Scope, Tx};
use crate::tenancy::Doors;

/// What the directory answers to a typed UAI.
#[derive(Clone, Debug, PartialEq)]
pub enum SchoolAnswer {
    /// The school may open its account; its login is the mailbox that the directory gives. Where
    /// that is somebody's already, she is asked to take the school in.
    Ready {
        /// The school.
        school: School,
        /// Its mailbox, lower case.
        login: String,
    },
    /// Nothing, or not seven digits and a letter.
    Unreadable(UaiError),
    /// The check letter is not the one that the digits call for.
    WrongLetter {
        /// The same digits with their letter.
        expected: Uai,
        /// The school that has this code.
        school: Option<School>,
    },
    /// Well formed, and no school's.
    Unknown {
        /// What was typed.
        uai: Uai,
    },
    /// The school is closed.
    Closed(School),
    /// A section (SEGPA, SEP, SGT): the account is that of its school.
    Section {
        /// The section.
        section: Box<School>,
        /// The school to go on with.
        mother: Box<School>,
    },
    /// Somebody proved the mailbox of an account of this school, or its mailbox is a closed account's.
    AlreadyRegistered {
        /// The school.
        school: School,
        /// "ce.....", one a manager.
        masked_logins: Vec<String>,
    },
    /// The directory has no mailbox and none can be derived: an operator has to check.
    NoMailbox(School),
}

impl Doors {
    /// What the directory answers to `typed`.
    pub async fn look_up_school(&self, typed: &str) -> Result<SchoolAnswer, Fault> {
        let uai = match typed.parse::<Uai>() {
            Ok(uai) => uai,
            Err(error @ UaiError::CheckLetter { .. }) => {
                let Some(expected) = Uai::suggestion(typed) else {
                    return Ok(SchoolAnswer::Unreadable(error));
                };
                let school = self.read(async |tx| tx.listed_school(expected).await).await?;
                return Ok(SchoolAnswer::WrongLetter { expected, school });
            }
            Err(error) => return Ok(SchoolAnswer::Unreadable(error)),
        };
        self.read(async |tx| answer(tx, uai).await).await
    }
}

impl Doors {
    /// The name of a school: a public fact.
    pub async fn school_name(&self, uai: Uai) -> Result<Option<String>, Fault> {
        let school = self.read(async |tx| tx.listed_school(uai).await).await?;
        Ok(school.map(|school| display(&school.listed.name)))
    }

    /// The open schools that a word names, for whoever does not know her code: those of the place of `near`
    /// first. Public facts, whoever has an account.
    pub async fn named_schools(
        &self,
        words: &str,
        near: Option<Uai>,
        most: u64,
    ) -> Result<Vec<School>, Fault> {
        self.read(async |tx| match near {
            Some(near) => tx.search_schools_near(near, None, words, most).await,
            None => tx.search_schools(words, most).await,
        })
        .await
    }
}

/// The answer for a UAI that reads; asked again inside the transaction that signs up.
pub(crate) async fn answer<S: Scope>(tx: &Tx<'_, S>, uai: Uai) -> Result<SchoolAnswer, Fault> {
    let Some(school) = tx.listed_school(uai).await? else {
        return Ok(SchoolAnswer::Unknown { uai });
    };
    if school.state == State::Closed {
        return Ok(SchoolAnswer::Closed(school));
    }
    if !school.kind.may_hold_account() {
        let mother = match school.mother {
            Some(mother) => tx.listed_school(mother).await?,
            None => None,
        };
        return Ok(match mother {
            Some(mother) => {
                SchoolAnswer::Section { section: Box::new(school), mother: Box::new(mother) }
            }
            None => SchoolAnswer::NoMailbox(school),
        });
    }
    let masked_logins = managers(tx, uai).await?;
    if !masked_logins.is_empty() {
        return Ok(SchoolAnswer::AlreadyRegistered { school, masked_logins });
    }
    let Some(login) = school.mailbox().address().map(str::to_owned) else {
        return Ok(SchoolAnswer::NoMailbox(school));
    };
    if is_closed(tx, &login).await? {
        return Ok(SchoolAnswer::AlreadyRegistered { masked_logins: vec![mask(&login)], school });
    }
    Ok(SchoolAnswer::Ready { school, login })
}

/// The masked logins of those who hold the school's account. Only proved mailboxes count: a
/// sign-up that nobody confirmed keeps nobody out.
async fn managers<S: Scope>(tx: &Tx<'_, S>, uai: Uai) -> Result<Vec<String>, Fault> {
    let query = tx.members_of(uai).order_by_asc(memberships::Column::Id);
    let members = tx.all(query).await?;
    if members.is_empty() {
        return Ok(Vec::new());
    }
    let query = tx
        .shared::<accounts::Entity>()
        .filter(accounts::Column::Id.is_in(members.iter().map(|member| member.account_id)))
        .filter(accounts::Column::ConfirmedAt.is_not_null())
        .order_by_asc(accounts::Column::Id);
    let proved = tx.all(query).await?;
    let is_manager = |account: &&accounts::Model| {
        members
            .iter()
            .any(|member| member.account_id == account.id && member.role == MembershipRole::Manager)
    };
    let mut shown: Vec<String> =
        proved.iter().filter(is_manager).map(|account| mask(&account.login)).collect();
    if shown.is_empty() {
        shown = proved.iter().map(|account| mask(&account.login)).collect();
    }
    Ok(shown)
}

/// Whether this mailbox is the login of a closed account. An open one that is proved may take in
/// one school more (`second_school`): the answer does not tell.
async fn is_closed<S: Scope>(tx: &Tx<'_, S>, login: &str) -> Result<bool, Fault> {
    let account = tx.account_by_login(login).await?;
    Ok(account.is_some_and(|account| account.disabled_at.is_some()))
}
