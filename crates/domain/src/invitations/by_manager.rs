//! Inviting a colleague, and thinking better of it. The invitation itself, its link and its mail are
//! in `school.rs`.

use chrono::{DateTime, Utc};
use education::mailboxes::normalise;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

use super::SchoolInvitation;
use super::instead::still_sent;
use crate::Fault;
use crate::accounts::MembershipRole;
use crate::colleagues::ColleagueRefused;
use crate::directory::{MailboxRefused, check_mailbox};
use crate::entity::school_invitations;
use crate::history::Event;
use crate::ids::{InvitationId, SchoolId};
use crate::tenancy::SchoolMember;

/// Somebody who was invited and has not answered.
#[derive(Clone, Debug)]
pub struct OpenInvitation {
    /// Which one.
    pub id: InvitationId,
    /// Her mailbox.
    pub login: String,
    /// As what.
    pub role: MembershipRole,
    /// Until when she may accept.
    pub expires_at: DateTime<Utc>,
}

/// What became of an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Invited {
    /// Its mail leaves.
    Sent,
    /// She acts for the school already.
    Colleague,
    /// Not an address for this school.
    Mailbox(MailboxRefused),
}

impl SchoolMember {
    /// Who was invited and has not answered, the latest first: for managers.
    pub async fn open_invitations(&self) -> Result<Vec<OpenInvitation>, Fault> {
        let rows = self
            .read(async |tx| {
                let open = tx
                    .shared::<school_invitations::Entity>()
                    .filter(school_invitations::Column::Uai.eq(SchoolId(self.uai())))
                    .filter(school_invitations::Column::EndedAt.is_null())
                    .filter(school_invitations::Column::ExpiresAt.gt(tx.now()))
                    .filter(still_sent())
                    .order_by_desc(school_invitations::Column::CreatedAt);
                tx.all(open).await
            })
            .await?;
        Ok(rows.into_iter().map(OpenInvitation::from).collect())
    }

    /// Invites a colleague into her school: the mail leaves from its job. A newer invitation of the
    /// same mailbox takes the place of the older one.
    pub async fn invite(
        &self,
        mailbox: &str,
        role: MembershipRole,
    ) -> Result<Invited, ColleagueRefused> {
        let login = normalise(mailbox);
        self.write(async |tx| {
            if !tx.manages(self).await? {
                return Err(ColleagueRefused::NotManager);
            }
            let school = tx.listed_school(self.uai()).await?.ok_or(ColleagueRefused::Unknown)?;
            if let Err(refused) = check_mailbox(&school, &login) {
                return Ok(Invited::Mailbox(refused));
            }
            if let Some(account) = tx.account_behind(&login).await?
                && tx.membership_of(account.id, self.uai()).await?.is_some()
            {
                return Ok(Invited::Colleague);
            }
            let by = self.person().name.clone();
            let invitation =
                SchoolInvitation { by, ..SchoolInvitation::new(&login, self.uai(), role) };
            tx.invite_to_school(self.actor(), &invitation).await?;
            Ok(Invited::Sent)
        })
        .await
    }

    /// Takes an invitation back: its link opens nothing any more.
    pub async fn withdraw_invitation(&self, id: InvitationId) -> Result<(), ColleagueRefused> {
        self.write(async |tx| {
            if !tx.manages(self).await? {
                return Err(ColleagueRefused::NotManager);
            }
            let query = tx
                .shared::<school_invitations::Entity>()
                .filter(school_invitations::Column::Id.eq(id))
                .filter(school_invitations::Column::Uai.eq(SchoolId(self.uai())));
            let own = tx.one(query).await?;
            if own.is_none() || !tx.end_invitation(id).await? {
                return Err(ColleagueRefused::Unknown);
            }
            let event = Event::InvitationWithdrawn { invitation: id };
            tx.record(self.actor(), Some(self.uai()), event).await?;
            Ok(())
        })
        .await
    }
}

impl From<school_invitations::Model> for OpenInvitation {
    fn from(row: school_invitations::Model) -> Self {
        Self { id: row.id, login: row.login, role: row.role, expires_at: row.expires_at }
    }
}
