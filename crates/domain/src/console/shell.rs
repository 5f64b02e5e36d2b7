//! What an operator's commands list and take back: staff, invitations.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, Set};

use crate::accounts::LinkPurpose;
use crate::entity::{accounts, jobs, mailed_links, staff, tenants};
use crate::history::{Actor, Event};
use crate::ids::{AccountId, JobId};
use crate::invitations::jobs::{SendOperatorInvitation, SendStaffInvitation};
use crate::invitations::{OperatorInvitation, StaffInvitation};
use crate::queue::{Job, JobState};
use crate::staff::{StaffRefused, StaffRole};
use crate::store::{Scope, Tx};
use crate::tenancy::Portal;
use crate::{Backstage, Fault};

/// Somebody of a portal's staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonLine {
    /// Her login.
    pub login: String,
    /// « Nom », « Prénom ».
    pub name: String,
    /// As what.
    pub role: StaffRole,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// An invitation that nobody answered yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationLine {
    /// To which mailbox.
    pub login: String,
    /// To which host.
    pub host: String,
    /// To the staff: as what. Else to the console.
    pub role: Option<StaffRole>,
    /// Until when its link opens; `None`: its mail has not left yet.
    pub until: Option<DateTime<Utc>>,
}

impl Backstage {
    /// Invitations to the console and to any portal's staff that still open, and those whose mail leaves next.
    pub async fn invitation_lines(&self) -> Result<Vec<InvitationLine>, Fault> {
        self.read(async |tx| {
            let open = open_invitations(tx).order_by_asc(mailed_links::Column::ExpiresAt);
            let mut lines: Vec<_> =
                tx.all(open).await?.iter().filter_map(InvitationLine::of).collect();
            let queued = tx.all(queued_invitations(tx)).await?;
            let portals = queued.iter().filter_map(|job| job.tenant_id);
            let portals = tx.by_id::<tenants::Entity>(portals).await?;
            lines.extend(queued.iter().filter_map(|job| {
                let host = match job.tenant_id {
                    Some(id) => portals.get(&id).map(|row| row.slug.clone()),
                    None => Some("console".to_owned()),
                };
                InvitationLine::queued(job, host.unwrap_or_default())
            }));
            Ok(lines)
        })
        .await
    }

    /// Ends every open invitation of a mailbox, and those whose mail has not left yet. How many there were; and
    /// whether a mail leaves at this moment, whose link is not there yet.
    pub async fn withdraw_invitations(&self, login: &str) -> Result<(u64, bool), Fault> {
        let wanted = education::mailboxes::normalise(login);
        self.write(async |tx| {
            let rows = tx.all(open_invitations(tx)).await?;
            let hers = rows
                .iter()
                .filter(|row| InvitationLine::of(row).is_some_and(|line| line.login == wanted));
            let ids: Vec<_> = hers.map(|row| row.id).collect();
            let ended =
                mailed_links::ActiveModel { ended_at: Set(Some(tx.now())), ..Default::default() };
            let update = tx
                .update_shared::<mailed_links::Entity>()
                .set(ended)
                .filter(mailed_links::Column::Id.is_in(ids));
            let mut withdrawn = tx.run(update).await?;
            let queued = tx.all(queued_invitations(tx)).await?;
            let hers = queued.iter().filter(|job| {
                InvitationLine::queued(job, String::new()).is_some_and(|line| line.login == wanted)
            });
            let hers: Vec<JobId> = hers.map(|job| job.id).collect();
            let waiting = tx
                .delete_shared::<jobs::Entity>()
                .filter(jobs::Column::Id.is_in(hers.iter().copied()))
                .filter(jobs::Column::State.eq(JobState::Queued));
            let dropped = tx.run(waiting).await?;
            withdrawn += dropped;
            if withdrawn > 0 {
                tx.record(Actor::System, None, Event::InvitationsWithdrawn).await?;
            }
            Ok((withdrawn, dropped < hers.len() as u64))
        })
        .await
    }

    /// When the oldest job was due that nobody has done yet.
    pub async fn oldest_due_job(&self) -> Result<Option<DateTime<Utc>>, Fault> {
        self.read(async |tx| {
            let due = tx
                .shared::<jobs::Entity>()
                .filter(jobs::Column::State.eq(JobState::Queued))
                .filter(jobs::Column::RunAt.lte(tx.now()))
                .order_by_asc(jobs::Column::RunAt);
            Ok(tx.one(due).await?.map(|job| job.run_at))
        })
        .await
    }
}

impl Portal {
    /// The portal's staff.
    pub async fn staff_lines(&self) -> Result<Vec<PersonLine>, Fault> {
        self.read(async |tx| {
            let rows = tx.all(tx.find::<staff::Entity>()).await?;
            let mut lines = Vec::new();
            for row in rows {
                lines.extend(tx.person_line(row.account_id, row.role, row.created_at).await?);
            }
            Ok(lines)
        })
        .await
    }

    /// Takes the portal from somebody of its staff, at her next click. `false`: nobody has this login there. `last`:
    /// even if nobody administers it then.
    pub async fn remove_staff(&self, login: &str, last: bool) -> Result<bool, StaffRefused> {
        let host = self.host();
        self.write(async |tx| {
            let Some(account) = tx.account_behind(login).await? else { return Ok(false) };
            if !last {
                tx.held_admins().await?.remain_without(account.id)?;
            }
            let own = staff::Column::AccountId.eq(account.id);
            let removed = tx.change(tx.delete::<staff::Entity>().filter(own)).await?;
            if removed {
                tx.end_staff_invitations(&host, login).await?;
                tx.record(Actor::System, None, Event::StaffRemoved { account: account.id }).await?;
            }
            Ok(removed)
        })
        .await
    }
}

impl InvitationLine {
    fn of(link: &mailed_links::Model) -> Option<Self> {
        let (login, role) = match link.purpose {
            LinkPurpose::StaffInvitation => {
                let says: StaffInvitation = serde_json::from_str(&link.payload).ok()?;
                (says.login, Some(says.role))
            }
            _ => (serde_json::from_str::<OperatorInvitation>(&link.payload).ok()?.login, None),
        };
        Some(Self { login, host: link.host.clone(), role, until: Some(link.expires_at) })
    }

    fn queued(job: &jobs::Model, host: String) -> Option<Self> {
        let (login, role) = match job.kind.as_str() {
            SendStaffInvitation::KIND => {
                let says: SendStaffInvitation = serde_json::from_str(&job.payload).ok()?;
                (says.invitation.login, Some(says.invitation.role))
            }
            _ => {
                let says: SendOperatorInvitation = serde_json::from_str(&job.payload).ok()?;
                (says.invitation.login, None)
            }
        };
        Some(Self { login, host, role, until: None })
    }
}

fn open_invitations<S: Scope>(tx: &Tx<'_, S>) -> sea_orm::Select<mailed_links::Entity> {
    let kinds = [LinkPurpose::StaffInvitation, LinkPurpose::OperatorInvitation];
    tx.shared::<mailed_links::Entity>()
        .filter(mailed_links::Column::Purpose.is_in(kinds))
        .filter(mailed_links::Column::UsedAt.is_null())
        .filter(mailed_links::Column::EndedAt.is_null())
        .filter(mailed_links::Column::ExpiresAt.gt(tx.now()))
}

/// Invitations whose mail has not left: waiting, or in hand.
fn queued_invitations<S: Scope>(tx: &Tx<'_, S>) -> sea_orm::Select<jobs::Entity> {
    let kinds = [SendStaffInvitation::KIND, SendOperatorInvitation::KIND];
    tx.shared::<jobs::Entity>()
        .filter(jobs::Column::Kind.is_in(kinds))
        .filter(jobs::Column::State.ne(JobState::Dead))
        .order_by_asc(jobs::Column::Id)
}

impl<S: Scope> Tx<'_, S> {
    async fn person_line(
        &self,
        account: AccountId,
        role: StaffRole,
        since: DateTime<Utc>,
    ) -> Result<Option<PersonLine>, Fault> {
        let account = self.account(account).await?;
        let line = |row: accounts::Model| PersonLine {
            login: row.login,
            name: format!("{} {}", row.first_name, row.last_name),
            role,
            since,
        };
        Ok(account.map(line))
    }
}
