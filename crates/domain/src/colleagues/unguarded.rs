//! The mistake that `verbs.rs` does not make: the managers counted before the transaction.
//!
//! Reached only in a test build that switches the guard off ([`crate::Guards`]), to prove that the
//! race test can go red.

use std::time::Duration;

use super::Managers;
use crate::Fault;
use crate::tenancy::SchoolMember;

/// How long a handler that checks before it acts may think in between.
const THOUGHT: Duration = Duration::from_millis(50);

/// The managers as they were a moment ago; `None` in a house whose guard is on.
pub(super) async fn seen(member: &SchoolMember) -> Result<Option<Managers>, Fault> {
    if member.store.guards().last_manager {
        return Ok(None);
    }
    let seen = member.read(async |tx| tx.managers(member.uai()).await).await?;
    tokio::time::sleep(THOUGHT).await;
    Ok(Some(seen))
}
