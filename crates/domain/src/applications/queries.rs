//! What operators read before they decide.

use education::Uai;
use education::mailboxes::{Origin, origin};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect};

use super::{ApplicationState, SchoolApplication};
use crate::Fault;
use crate::entity::school_applications;
use crate::fault::that_read;
use crate::ids::{AccountId, ApplicationId, SchoolId};
use crate::paging::{Page, PageRequest};
use crate::signup::{SchoolAnswer, schools};
use crate::store::{Scope, Tx};
use crate::tenancy::Operator;

/// Other applications that are shown beside one.
const OTHERS: u64 = 20;

/// An application with all that there is to compare.
#[derive(Clone, Debug)]
pub struct ApplicationFile {
    /// What was asked.
    pub application: SchoolApplication,
    /// What the directory answers to this UAI today.
    pub answer: SchoolAnswer,
    /// Other applications of the same school or mailbox, the newest first.
    pub others: Vec<SchoolApplication>,
    /// Who has this mailbox already.
    pub holder: Option<HolderOfMailbox>,
    /// What the mailbox's domain tells.
    pub origin: Origin,
}

/// An account that has the applicant's mailbox.
#[derive(Clone, Debug)]
pub struct HolderOfMailbox {
    /// Whose.
    pub account: AccountId,
    /// "Mme Maëlle Le Goff".
    pub name: String,
    /// For which schools.
    pub schools: Vec<Uai>,
}

impl Operator {
    /// How many applications wait for an operator.
    pub async fn count_waiting_applications(&self) -> Result<u64, Fault> {
        self.read(async |tx| {
            let waiting = school_applications::Column::State.eq(ApplicationState::Waiting);
            let rows = tx.shared::<school_applications::Entity>().filter(waiting);
            tx.count(rows).await
        })
        .await
    }

    /// One page of applications whose mailbox is proved, the newest first.
    pub async fn application_page(
        &self,
        state: Option<ApplicationState>,
        page: PageRequest,
    ) -> Result<Page<SchoolApplication>, Fault> {
        self.read(async |tx| {
            let wanted = match state {
                Some(state) => school_applications::Column::State.eq(state),
                None => school_applications::Column::ProvedAt.is_not_null(),
            };
            let wanted = tx
                .shared::<school_applications::Entity>()
                .filter(wanted)
                .filter(school_applications::Column::ProvedAt.is_not_null());
            let query = wanted.order_by_desc(school_applications::Column::Id);
            let Page { rows, total, request } = tx.page(query, page).await?;
            Ok(Page { rows: read_all(rows), total, request })
        })
        .await
    }

    /// One application with what to compare it to; one whose mailbox nobody proved is not there.
    pub async fn application_file(
        &self,
        id: ApplicationId,
    ) -> Result<Option<ApplicationFile>, Fault> {
        self.read(async |tx| {
            let found = tx.application(id).await?;
            let Some(application) = found.filter(|one| one.state != ApplicationState::Unproved)
            else {
                return Ok(None);
            };
            Ok(Some(ApplicationFile {
                answer: schools::answer(tx, application.uai).await?,
                others: others(tx, &application).await?,
                holder: holder(tx, &application.mail).await?,
                origin: origin(application.uai, &application.mail),
                application,
            }))
        })
        .await
    }
}

impl<S: Scope> Tx<'_, S> {
    pub(super) async fn application(
        &self,
        id: ApplicationId,
    ) -> Result<Option<SchoolApplication>, Fault> {
        let row = self.get::<school_applications::Entity>(id).await?;
        row.map(SchoolApplication::try_from).transpose()
    }
}

async fn others<S: Scope>(
    tx: &Tx<'_, S>,
    one: &SchoolApplication,
) -> Result<Vec<SchoolApplication>, Fault> {
    let alike = Condition::any()
        .add(school_applications::Column::Uai.eq(SchoolId(one.uai)))
        .add(school_applications::Column::Mail.eq(&one.mail));
    let query = tx
        .shared::<school_applications::Entity>()
        .filter(alike)
        .filter(school_applications::Column::Id.ne(one.id))
        .filter(school_applications::Column::ProvedAt.is_not_null())
        .order_by_desc(school_applications::Column::Id)
        .limit(OTHERS);
    let rows = tx.all(query).await?;
    Ok(read_all(rows))
}

async fn holder<S: Scope>(tx: &Tx<'_, S>, mail: &str) -> Result<Option<HolderOfMailbox>, Fault> {
    let Some(account) = tx.account_behind(mail).await? else {
        return Ok(None);
    };
    let query = tx.places_of(account.id);
    let places = tx.all(query).await?;
    Ok(Some(HolderOfMailbox {
        account: account.id,
        name: account.display_name(),
        schools: places.iter().map(|place| place.uai.0).collect(),
    }))
}

fn read_all(rows: Vec<school_applications::Model>) -> Vec<SchoolApplication> {
    that_read(rows.into_iter().map(SchoolApplication::try_from))
}
