//! What managers, operators and mails see of requests.

use education::Uai;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::{AccessRequest, AccessStatus, PATIENCE};
use crate::Fault;
use crate::accounts::{LinkRefused, LinkState, MembershipRole};
use crate::directory::School;
use crate::entity::{access_requests, accounts, memberships, schools};
use crate::fault::that_read;
use crate::ids::{AccessRequestId, SchoolId};
use crate::paging::{Page, PageRequest};
use crate::random::Token;
use crate::store::{Scope, Tx};
use crate::tenancy::{AccountHolder, Doors, Operator, SchoolMember, Worker};

/// A request with what is needed to speak of it.
#[derive(Clone, Debug)]
pub struct AccessNews {
    /// The request.
    pub request: AccessRequest,
    /// The school, as listed.
    pub school: School,
    /// « Mme Nadia Belkacem », who decided; or empty.
    pub decided_by: String,
}

/// What the mailed link of a manager shows.
#[derive(Clone, Debug)]
pub struct DecisionView {
    /// Whose link it is: « Mme Nadia Belkacem ».
    pub manager: String,
    /// The request, open or decided.
    pub news: AccessNews,
}

impl SchoolMember {
    /// The requests to her school, open ones first, then what was decided lately. `None`: she
    /// is no manager of it.
    pub async fn access_requests(&self, closed: u64) -> Result<Option<Vec<AccessNews>>, Fault> {
        self.read(async |tx| {
            if !tx.manages(self).await? {
                return Ok(None);
            }
            let of_school = || {
                tx.shared::<access_requests::Entity>()
                    .filter(access_requests::Column::Uai.eq(SchoolId(self.uai())))
            };
            let query = of_school()
                .filter(access_requests::Column::Status.is_in(AccessStatus::OPEN))
                .order_by_asc(access_requests::Column::Id);
            let open = tx.all(query).await?;
            let query = of_school()
                .filter(access_requests::Column::Status.is_not_in(AccessStatus::OPEN))
                .order_by_desc(access_requests::Column::DecidedAt)
                .limit(closed);
            let decided = tx.all(query).await?;
            Ok(Some(tx.news_of(open.into_iter().chain(decided)).await?))
        })
        .await
    }

    /// One request to her school. `None`: there is none, or she is no manager.
    pub async fn access_request(&self, id: AccessRequestId) -> Result<Option<AccessNews>, Fault> {
        self.read(async |tx| match tx.request(id).await? {
            Some(found) if found.uai == self.uai() && tx.manages(self).await? => {
                tx.news(found).await
            }
            _ => Ok(None),
        })
        .await
    }
}

impl AccountHolder {
    /// How many requests wait for a person's answer, by school that she manages: one statement.
    pub async fn requests_to_answer(&self) -> Result<Vec<(Uai, u64)>, Fault> {
        self.read(async |tx| {
            let request = |column| Expr::col((access_requests::Entity, column));
            let open = request(access_requests::Column::Uai)
                .equals((memberships::Entity, memberships::Column::Uai))
                .and(request(access_requests::Column::Status).is_in(AccessStatus::OPEN));
            let mut query = tx
                .places_of(self.person.account)
                .filter(memberships::Column::Role.eq(MembershipRole::Manager))
                .order_by_asc(memberships::Column::Id)
                .group_by(memberships::Column::Id)
                .group_by(memberships::Column::Uai)
                .select_only()
                .column(memberships::Column::Uai);
            QueryTrait::query(&mut query)
                .left_join(access_requests::Entity, open)
                .expr(request(access_requests::Column::Id).count());
            let counted: Vec<(SchoolId, i64)> = tx.all(query.into_tuple()).await?;
            Ok(counted.into_iter().map(|(uai, count)| (*uai, count.unsigned_abs())).collect())
        })
        .await
    }
}

impl Worker {
    /// A request with its school, for its mails.
    pub async fn access_news(&self, id: AccessRequestId) -> Result<Option<AccessNews>, Fault> {
        self.read(async |tx| match tx.request(id).await? {
            Some(request) => tx.news(request).await,
            None => Ok(None),
        })
        .await
    }
}

impl Doors {
    /// What the mailed link of a manager shows. It is not used.
    pub async fn access_decision(&self, token: &Token) -> Result<DecisionView, LinkRefused> {
        self.read(async |tx| {
            let (manager, request) = tx.decision_link(token, &self.host).await?;
            let manager =
                tx.account(manager).await?.map(|one| one.display_name()).unwrap_or_default();
            let news = tx.news(request).await?.ok_or(LinkRefused::Link(LinkState::Unknown))?;
            Ok(DecisionView { manager, news })
        })
        .await
    }
}

impl Operator {
    /// A request that operators may look at: escalated, or decided since.
    pub async fn access_request(&self, id: AccessRequestId) -> Result<Option<AccessNews>, Fault> {
        self.read(async |tx| match tx.request(id).await? {
            Some(found) if !found.status.is_open() || found.is_escalated(tx.now()) => {
                tx.news(found).await
            }
            _ => Ok(None),
        })
        .await
    }

    /// Requests that managers left without an answer for a day, the oldest first.
    pub async fn escalated_requests(&self, page: PageRequest) -> Result<Page<AccessNews>, Fault> {
        self.read(async |tx| {
            let late = Condition::all()
                .add(access_requests::Column::Status.is_in(AccessStatus::OPEN))
                .add(access_requests::Column::NotifiedAt.lte(tx.now() - PATIENCE));
            let query = tx
                .shared::<access_requests::Entity>()
                .filter(late)
                .order_by_asc(access_requests::Column::Id);
            let Page { rows, total, request } = tx.page(query, page).await?;
            Ok(Page { rows: tx.news_of(rows).await?, total, request })
        })
        .await
    }
}

impl<S: Scope> Tx<'_, S> {
    /// One request with its school.
    pub(super) async fn news(&self, request: AccessRequest) -> Result<Option<AccessNews>, Fault> {
        Ok(self.news_of([request]).await?.pop())
    }

    /// Requests with their schools and who decided, in two statements however many they are.
    async fn news_of<R: Into<AccessRequest>>(
        &self,
        requests: impl IntoIterator<Item = R>,
    ) -> Result<Vec<AccessNews>, Fault> {
        let requests: Vec<AccessRequest> = requests.into_iter().map(R::into).collect();
        let uais = requests.iter().map(|request| SchoolId(request.uai));
        let listed = self.by_id::<schools::Entity>(uais).await?;
        let deciders = requests.iter().filter_map(|request| request.decided_by);
        let deciders = self.by_id::<accounts::Entity>(deciders).await?;
        let news = requests.into_iter().filter_map(|request| {
            let school = listed.get(&SchoolId(request.uai))?.clone();
            let by = request.decided_by.and_then(|by| deciders.get(&by));
            let decided_by = by.map(accounts::Model::display_name).unwrap_or_default();
            Some(School::read(school, None).map(|school| AccessNews {
                request,
                school,
                decided_by,
            }))
        });
        Ok(that_read(news))
    }
}
