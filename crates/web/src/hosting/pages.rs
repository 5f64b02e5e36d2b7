//! The pages of « Vous êtes un lycée ? ».

use domain::accounts::LinkState;
use serde::Serialize;

use crate::form::Form;
use crate::view::{Badge, Choice, page};

/// `/votre-portail`.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct AskPortalPage {
    /// It has a portal: its name, where it is, whom to ask.
    pub(crate) there: Option<(String, String, String)>,
    /// The form was mailed: the school, how its mailbox begins, how long the link lives.
    pub(crate) sent: Option<(String, String, String)>,
    pub(crate) contact: String,
    pub(crate) form: Form,
}
page!(AskPortalPage, "hosting/ask.html");

/// `/votre-portail/{token}`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PortalFormPage {
    pub(crate) state: LinkState,
    /// It has just been sent.
    pub(crate) done: bool,
    pub(crate) school: String,
    pub(crate) mailbox: String,
    pub(crate) action: String,
    pub(crate) titles: Vec<Choice>,
    pub(crate) form: Form,
}
page!(PortalFormPage, "hosting/form.html");

/// A request on the console.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PortalRequestRow {
    pub(crate) href: String,
    /// « Lycée Michelet, Nantes ».
    pub(crate) school: String,
    pub(crate) who: String,
    pub(crate) date: String,
    pub(crate) state: Badge,
}

/// `/demandes/portails/{portal}`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PortalRequestPage {
    pub(crate) head: PortalRequestRow,
    pub(crate) facts: Vec<(String, String)>,
    pub(crate) words: String,
    pub(crate) reason: String,
    /// The draft that was begun.
    pub(crate) draft: String,
    pub(crate) waiting: bool,
    /// « .ministage.example ».
    pub(crate) base: String,
    pub(crate) offered: Vec<(String, String)>,
    pub(crate) refuse: String,
    pub(crate) form: Form,
}
page!(PortalRequestPage, "hosting/request.html");

/// `/demandes/portails/{portal}/refus`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RefusePortalPage {
    pub(crate) head: PortalRequestRow,
    pub(crate) mail: String,
    pub(crate) action: String,
    pub(crate) form: Form,
}
page!(RefusePortalPage, "hosting/refuse.html");
