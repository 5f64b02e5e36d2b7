//! The pages of « Domaine du lycée ».

use serde::Serialize;

use crate::form::Form;
use crate::view::{Badge, page};

/// A host with what its DNS must say.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct HostCard {
    pub(crate) host: String,
    /// Empty while it is not served.
    pub(crate) url: String,
    pub(crate) badge: Badge,
    /// The name of the TXT record, and its text.
    pub(crate) record: String,
    pub(crate) token: String,
    /// What was found last, and whether that is well.
    pub(crate) found: String,
    pub(crate) well: bool,
    /// Where it is taken away.
    pub(crate) leave: String,
}

/// `/lycees/{tenant}/domaine`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct HostPage {
    pub(crate) name: String,
    pub(crate) url: String,
    /// The platform's own name, to which the host points.
    pub(crate) base: String,
    /// On which it lives by a proof.
    pub(crate) served: Option<HostCard>,
    /// On which it lives by a folder.
    pub(crate) by_folder: String,
    pub(crate) wanted: Option<HostCard>,
    pub(crate) action: String,
    pub(crate) check: String,
    /// The lycée's page, or the step of a draft: URL and words.
    pub(crate) back: (String, &'static str),
    pub(crate) form: Form,
}
page!(HostPage, "hosts/show.html");

/// `/lycees/{tenant}/domaine/retrait`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LeaveHostPage {
    pub(crate) name: String,
    pub(crate) host: String,
    /// Where the portal answers from then on; empty: nothing is served there.
    pub(crate) then: String,
    pub(crate) action: String,
    pub(crate) back: String,
    pub(crate) form: Form,
}
page!(LeaveHostPage, "hosts/leave.html");
