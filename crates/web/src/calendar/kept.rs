//! The calendar as everybody sees it, kept for a moment.
//!
//! At eight o'clock everybody looks at the same month, and a month of two hundred stages costs more
//! to read and draw than all the rest of its page. What is kept holds nothing of the visitor: who
//! sees more than everybody (the staff) is never shown it.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::ids::TenantId;
use moka::future::Cache;

use super::pages::KeptCalendarPage;
use crate::server::looked_up;
use crate::visit::{Failure, Visitor};

/// How long what another node commits may go unseen. What this node commits is seen at once.
const KEPT_FOR: Duration = Duration::from_secs(1);

/// Bytes that are kept, in all.
const KEPT: u64 = 16 * 1024 * 1024;

/// Of whom and of what, as of when.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    tenant: TenantId,
    /// See [`domain::Portal::revision`].
    revision: u64,
    /// What was asked for, as it was asked.
    target: String,
    /// Stages begin on a minute, and then they are past.
    minute: i64,
}

/// Calendars that were drawn just now.
pub(crate) struct Kept(Cache<Key, Arc<KeptCalendarPage>>);

impl Default for Kept {
    fn default() -> Self {
        let weight = |key: &Key, page: &Arc<KeptCalendarPage>| {
            u32::try_from(key.target.len() + page.content.len()).unwrap_or(u32::MAX)
        };
        Self(Cache::builder().weigher(weight).max_capacity(KEPT).time_to_live(KEPT_FOR).build())
    }
}

impl Kept {
    /// What was kept, or what `draw` makes: once, for all who ask meanwhile.
    pub(super) async fn or(
        &self,
        visitor: &Visitor,
        draw: impl Future<Output = Result<KeptCalendarPage, Failure>>,
    ) -> Result<Arc<KeptCalendarPage>, Failure> {
        let key = Key {
            tenant: visitor.portal.id(),
            revision: visitor.portal.revision(),
            target: visitor.target.clone(),
            minute: minute(visitor.now),
        };
        let drawn = async { draw.await.map(Arc::new) };
        let kept = self.0.entry(key).or_try_insert_with(drawn).await.map_err(Failure::Shared)?;
        looked_up("calendars", !kept.is_fresh());
        Ok(kept.into_value())
    }
}

fn minute(now: DateTime<Utc>) -> i64 {
    now.timestamp().div_euclid(60)
}
