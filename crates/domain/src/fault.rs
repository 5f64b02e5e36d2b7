//! What nobody expected: the database is away, a row contradicts itself.
//!
//! An outcome that a person can meet by doing something ordinary is not a fault: it is a variant
//! of the enum beside its verb.

use std::collections::HashSet;
use std::sync::{LazyLock, Mutex, PoisonError};

use sea_orm::DbErr;

/// Something went wrong that the person asking can do nothing about.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The database cannot be reached or has no connection free: nothing was saved, try again.
    #[error("the database does not answer")]
    Unavailable(#[source] DbErr),
    /// Another transaction was in the way (deadlock, lock time limit, busy file): nothing was saved, try again.
    #[error("the database was busy")]
    Contended(#[source] DbErr),
    /// A constraint was broken that no verb expected.
    #[error("a constraint was broken")]
    Constraint(#[source] DbErr),
    /// Any other database error: a defect of ours.
    #[error("the database refused a statement")]
    Database(#[source] DbErr),
    /// A stored value does not read as what it should be.
    #[error("a stored value is damaged: {0}")]
    Damaged(String),
    /// The work was cut short before it was committed: nothing was saved, try again.
    #[error("the work was interrupted")]
    Interrupted,
    /// One fault that several people met, because their work was committed together.
    #[error("{0}")]
    Shared(std::sync::Arc<Fault>),
    /// Whoever sees a portal as somebody else changes nothing.
    #[error("whoever only looks changes nothing")]
    Looking,
    /// Hashing a password failed, or its worker is gone.
    #[error("hashing failed")]
    Hashing,
}

impl Fault {
    /// Whether trying again soon may succeed.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Unavailable(_) | Self::Contended(_) | Self::Interrupted => true,
            Self::Shared(fault) => fault.is_passing(),
            _ => false,
        }
    }

    /// Whether it was refused because whoever asked only looks.
    pub fn is_of_looking(&self) -> bool {
        match self {
            Self::Looking => true,
            Self::Shared(fault) => fault.is_of_looking(),
            _ => false,
        }
    }
}

/// Faults that are remembered as traced, at most.
const MOST_TRACED: usize = 1_000;

/// Says of a damaged row what it is, once in the life of the process: a page that many ask for must not fill the log.
pub(crate) fn trace_once(fault: &Fault) {
    static TRACED: LazyLock<Mutex<HashSet<String>>> = LazyLock::new(Mutex::default);
    let said = fault.to_string();
    let mut traced = TRACED.lock().unwrap_or_else(PoisonError::into_inner);
    if traced.len() < MOST_TRACED && traced.insert(said) {
        tracing::error!(error = %fault, "a row is left out");
    }
}

/// The rows that read, for a page that shows many: one that is damaged takes none of the others with it.
pub(crate) fn that_read<T>(rows: impl IntoIterator<Item = Result<T, Fault>>) -> Vec<T> {
    let read = |row: Result<T, Fault>| row.inspect_err(trace_once).ok();
    rows.into_iter().filter_map(read).collect()
}

/// How often something is tried when another transaction came between.
const TRIES: u32 = 4;

/// Does something in a transaction of its own, anew when another one came between: what that one committed is
/// then seen and told.
pub(crate) async fn anew<T, E: HoldsFault, F>(attempt: impl Fn() -> F) -> Result<T, E>
where
    F: Future<Output = Result<T, E>>,
{
    let mut tries = 1;
    loop {
        match attempt().await {
            Err(refused)
                if tries < TRIES
                    && matches!(
                        refused.fault(),
                        Some(Fault::Constraint(_) | Fault::Contended(_))
                    ) =>
            {
                tries += 1;
            }
            done => return done,
        }
    }
}

/// What may hold the unexpected.
pub(crate) trait HoldsFault {
    fn fault(&self) -> Option<&Fault>;
}

impl HoldsFault for Fault {
    fn fault(&self) -> Option<&Fault> {
        Some(self)
    }
}

/// Lets refusals hold the unexpected, in their variant `Fault`.
macro_rules! holds_fault {
    ($($refused:ident),+) => {$(
        impl From<$crate::Fault> for $refused {
            fn from(fault: $crate::Fault) -> Self {
                Self::Fault(fault)
            }
        }

        impl $crate::fault::HoldsFault for $refused {
            fn fault(&self) -> Option<&$crate::Fault> {
                match self {
                    Self::Fault(fault) => Some(fault),
                    _ => None,
                }
            }
        }
    )+};
}
pub(crate) use holds_fault;

impl From<DbErr> for Fault {
    fn from(error: DbErr) -> Self {
        crate::store::classify(error)
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self::Damaged(error.to_string())
    }
}
