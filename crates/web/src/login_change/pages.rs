//! The wish for another login, and what its two links show.

use chrono::{DateTime, Utc};
use domain::accounts::LinkState;
use domain::login_change::PendingLogin;
use serde::Serialize;

use crate::form::Form;
use crate::view::page;
use crate::words;

/// A change that waits for its proofs.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PendingChange {
    pub(crate) new: String,
    /// The present mailbox has allowed it.
    pub(crate) old_proved: bool,
    /// The wanted mailbox has confirmed it.
    pub(crate) new_proved: bool,
    pub(crate) left: String,
}

/// `/profil/adresse`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AskLoginPage {
    pub(crate) login: String,
    /// The login is the official mailbox of this school, which she manages: it stays.
    pub(crate) official: Option<String>,
    /// Her account's home, where colleagues are invited.
    pub(crate) home: String,
    /// The change that she has begun.
    pub(crate) pending: Option<PendingChange>,
    pub(crate) form: Form,
    /// Where to write when the old mailbox is gone.
    pub(crate) contact: String,
}
page!(AskLoginPage, "login_change/ask.html");

/// What a link shows before it is used.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LoginLinkPage {
    /// Anything but `Valid` says what to do.
    pub(crate) state: LinkState,
    /// It was mailed to the present login, and allows; else to the wanted one, and confirms.
    pub(crate) old: bool,
    /// The wanted login; empty unless valid.
    pub(crate) new: String,
    /// « à 10 h 02 »: a newer mail left.
    pub(crate) newer: Option<String>,
    pub(crate) action: String,
}
page!(LoginLinkPage, "login_change/link.html");

/// What became of a link.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum LoginStep {
    /// The other mailbox is still to be proved.
    Half,
    /// The login has changed.
    Done {
        /// To this.
        login: String,
    },
    /// Somebody's login already.
    Taken,
}

/// A link was used.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LoginStepPage {
    pub(crate) step: LoginStep,
    /// It was the present login's.
    pub(crate) old: bool,
    pub(crate) contact: String,
}
page!(LoginStepPage, "login_change/step.html");

impl PendingChange {
    /// As it stands at `now`.
    pub(crate) fn of(pending: PendingLogin, now: DateTime<Utc>) -> Self {
        let left = (pending.expires_at - now).to_std().unwrap_or_default();
        Self {
            new: pending.new,
            old_proved: pending.old_proved,
            new_proved: pending.new_proved,
            left: words::duration(left),
        }
    }
}
