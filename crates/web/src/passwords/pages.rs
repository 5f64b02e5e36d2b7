//! « Mot de passe oublié ? »: asked, sent, chosen, done.

use domain::accounts::LinkState;
use serde::Serialize;

use crate::form::Form;
use crate::view::page;

/// `/mot-de-passe`.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct ForgotPage {
    pub(crate) form: Form,
}
page!(ForgotPage, "passwords/forgot.html");

/// The same answer whether or not the address exists.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ForgotSentPage {
    pub(crate) email: String,
    /// « Vouliez-vous dire … ? », by the letters alone.
    pub(crate) meant: Option<String>,
    pub(crate) lifetime: String,
}
page!(ForgotSentPage, "passwords/sent.html");

/// `/mot-de-passe/{token}`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NewPasswordPage {
    /// Anything but `Valid` offers to ask again.
    pub(crate) state: LinkState,
    /// Whose password; empty unless valid.
    pub(crate) login: String,
    /// « à 10 h 02 »: a newer mail left.
    pub(crate) newer: Option<String>,
    pub(crate) action: String,
    pub(crate) form: Form,
}
page!(NewPasswordPage, "passwords/new.html");

/// The password was changed.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PasswordDonePage {
    /// Other sessions that were ended.
    pub(crate) ended: bool,
}
page!(PasswordDonePage, "passwords/done.html");

/// `/profil/mot-de-passe`.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct OwnPasswordPage {
    pub(crate) form: Form,
    /// Whose, for password managers.
    pub(crate) login: String,
    /// Characters that it must have, at least: 12, or 16 for operators.
    pub(crate) minimum: usize,
}
page!(OwnPasswordPage, "passwords/own.html");
