//! What is known of a file before anything is changed.

use std::collections::HashSet;
use std::io::Read;

use education::Uai;
use education::directory::{DirectoryReader, RefusalReason};

/// What is known of a file before anything is changed.
pub(super) struct Survey {
    /// Every school that it lists.
    pub(super) seen: HashSet<Uai>,
    /// Those whose rows do not follow each other.
    pub(super) scattered: HashSet<Uai>,
    /// Whether it could be read to its end.
    pub(super) whole: bool,
}

impl Survey {
    pub(super) fn of<R: Read>(reader: DirectoryReader<R>) -> Self {
        let mut survey = Self { seen: HashSet::new(), scattered: HashSet::new(), whole: true };
        for read in reader {
            match read {
                Ok(school) if !survey.seen.insert(school.uai) => {
                    survey.scattered.insert(school.uai);
                }
                Ok(_) => {}
                Err(refused)
                    if matches!(
                        refused.reason,
                        RefusalReason::TooLong | RefusalReason::Unreadable
                    ) =>
                {
                    survey.whole = false;
                }
                Err(_) => {}
            }
        }
        survey
    }
}
