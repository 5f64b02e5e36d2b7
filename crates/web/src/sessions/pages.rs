//! « Connexion », on a portal, on the account's home and on the console.

use serde::Serialize;

use crate::form::Form;
use crate::view::page;

/// `/connexion`.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct SignInPage {
    pub(crate) form: Form,
    /// « Maintenir ma connexion ».
    pub(crate) keep: bool,
    /// Path to go back to after signing in; a path of this host.
    pub(crate) next: String,
    /// Address and phone lines of the left panel (icon, text).
    pub(crate) facts: Vec<(String, String)>,
    /// « Continuer comme … », instead of the form.
    pub(crate) offer: Option<Offer>,
    /// URL of « Continuer avec mon compte », where a browser does not tell that it has one.
    pub(crate) account: Option<String>,
    /// Name of the portal to which she goes on from her account's home.
    pub(crate) toward: Option<String>,
}
page!(SignInPage, "sessions/sign_in.html");

/// « Continuer comme … »: she is signed in at her account's home.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Offer {
    pub(crate) name: String,
    pub(crate) detail: String,
    /// Opens the session, once.
    pub(crate) code: String,
    /// URL of « Utiliser un autre compte ».
    pub(crate) other: String,
}

/// `/deconnexion`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SignOutPage {
    /// Name of the portal, or « Votre compte ».
    pub(crate) here: String,
    /// Where else this browser is signed in, from hop to hop.
    pub(crate) elsewhere: Vec<String>,
}
page!(SignOutPage, "sessions/sign_out.html");

/// `/sessions` of the account's home.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SessionListPage {
    /// The last used first.
    pub(crate) rows: Vec<SessionRow>,
}
page!(SessionListPage, "sessions/list.html");

/// One session.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SessionRow {
    pub(crate) device: String,
    /// Name of the portal, or « Votre compte ».
    pub(crate) place: String,
    pub(crate) used: String,
    pub(crate) kept: bool,
    /// The one that asks.
    pub(crate) here: bool,
    /// Opened from the same sign-in as the one that asks.
    pub(crate) same_browser: bool,
    pub(crate) end: String,
}
