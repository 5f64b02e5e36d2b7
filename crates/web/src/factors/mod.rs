//! « Double authentification »: the second step of a sign-in on the console, and what an operator may change of hers.

pub(crate) mod handlers;
pub(crate) mod own;
pub(crate) mod pages;
pub(crate) mod passkeys;

use crate::query::Query;

/// The page of the second step.
pub(crate) const STEP: &str = "/connexion/code";

/// An operator's own page about it.
pub(crate) const OWN: &str = "/double-authentification";

/// Where she adds a key.
pub(crate) const NEW_PASSKEY: &str = "/double-authentification/cles/nouvelle";

/// The second step, and then on to `next`.
pub(crate) fn step(next: &str) -> String {
    Query::of(STEP).with("retour", next).url()
}
