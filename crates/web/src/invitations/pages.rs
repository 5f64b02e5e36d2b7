//! Accepting an invitation: staff of a portal, people of a school, operators.

use domain::accounts::LinkState;
use serde::Serialize;

use crate::form::Form;
use crate::view::{Choice, page};

/// `/invitation/{token}`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AcceptInvitationPage {
    /// « l'équipe du Lycée des métiers de l'Atelier », « le compte du Collège Cacault », « la console ».
    pub(crate) into: String,
    pub(crate) role: String,
    pub(crate) email: String,
    pub(crate) action: String,
    /// Least length of the password: 12, or 16 for operators.
    pub(crate) minimum: usize,
    /// She has an account and keeps its password: one press accepts.
    pub(crate) known: bool,
    pub(crate) titles: Vec<Choice>,
    pub(crate) form: Form,
    /// `fonction`, for the people of a school; she gave it already, or will.
    pub(crate) says_position: bool,
}
page!(AcceptInvitationPage, "invitations/accept.html");

/// An invitation that opens nothing, and why.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct InvitationInvalidPage {
    pub(crate) state: LinkState,
    /// « à 10 h 02 »: a newer one left.
    pub(crate) newer: Option<String>,
    /// « Demander un accès »: the school opened its account meanwhile.
    pub(crate) ask: Option<String>,
}
page!(InvitationInvalidPage, "invitations/invalid.html");
