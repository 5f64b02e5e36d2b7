//! `/annuaire`: how complete the directory is, and what its last readings did.

use domain::console::ImportLine;

use super::pages::DirectoryPage;
use crate::moments::{Clock, moment};
use crate::visit::{Result, Signed};
use domain::tenancy::Operator;

/// Readings that are shown.
const IMPORTS: u64 = 20;

/// Shows the counts.
pub(crate) async fn show(visit: Signed<Operator>) -> Result {
    let counts = visit.role.directory_counts().await?;
    let imports = visit.role.directory_imports(IMPORTS).await?;
    visit.page(&DirectoryPage {
        counts: vec![
            ("Établissements".into(), counts.schools),
            ("Fermés".into(), counts.closed),
            ("Sans adresse".into(), counts.without_mail),
        ],
        imports: imports
            .into_iter()
            .map(|import| {
                (moment(import.ended_at, Clock::OPERATORS), import.file.clone(), outcome(&import))
            })
            .collect(),
    })
}

/// « 12 nouveaux, 4 modifiés, 1 fermé, 0 refusé ».
fn outcome(import: &ImportLine) -> String {
    let several = |count: i32, one: &str, many: &str| {
        format!("{count} {}", if count.abs() < 2 { one } else { many })
    };
    [
        several(import.added, "nouveau", "nouveaux"),
        several(import.changed, "modifié", "modifiés"),
        several(import.closed, "fermé", "fermés"),
        several(import.refused, "refusé", "refusés"),
    ]
    .join(", ")
}
