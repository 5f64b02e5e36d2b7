//! « Récupération d'identifiant pour le … ».

use serde::Serialize;

use crate::form::Form;
use crate::signup::pages::SchoolCard;
use crate::view::page;

/// `/recuperation/{uai}`: what may be told, and the form that asks for an access.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RecoveryPage {
    pub(crate) school: SchoolCard,
    /// « Collège Cacault » after « pour le », with its article as needed: « le Collège Cacault », « la MFR … ».
    pub(crate) school_with_article: String,
    /// « ce..... », one a manager.
    pub(crate) masked_logins: Vec<String>,
    /// Where to write when all else fails.
    pub(crate) contact: String,
    pub(crate) form: Form,
}
page!(RecoveryPage, "access/recovery.html");

/// The same answer for everybody.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AskedPage {
    /// As it was read: lower case, without spaces.
    pub(crate) email: String,
    pub(crate) lifetime: String,
    pub(crate) school_with_article: String,
    pub(crate) again: String,
}
page!(AskedPage, "access/asked.html");
