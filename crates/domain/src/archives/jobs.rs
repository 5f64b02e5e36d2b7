//! What is written later, as data.

use crate::ids::TenantId;
use crate::queue::jobs;

jobs! {
    /// Writes the archive of a portal. Of no portal itself: those that are archived are held.
    "archives.write" WriteArchive in Ordinary { tenant: TenantId }
}
