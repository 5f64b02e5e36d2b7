//! `/historique` of the account's home: what was done to one's own account, and by whom.

use super::pages::OwnHistoryPage;
use crate::history::acts as lines;
use crate::query::Query;
use crate::visit::{Result, SignedPerson};

/// `GET /historique`.
pub(crate) async fn show(me: SignedPerson) -> Result {
    let query = Query::of(&me.target);
    let history = me.role.own_history(query.read("avant")).await?;
    me.page(&OwnHistoryPage {
        rows: lines(&me.app, &history, me.clock()),
        older: history.next.map(|next| query.clone().with("avant", &next.to_string()).url()),
    })
}
