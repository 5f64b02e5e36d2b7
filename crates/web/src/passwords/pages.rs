//! « Mot de passe oublié ? »: asked, sent, chosen, done.

use serde::Serialize;

use crate::form::Form;
use crate::{signup::pages::LinkState, view::Page};

/// `/mot-de-passe`.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct ForgotPage {
    pub(crate) form: Form,
}

/// The same answer whether or not the address exists.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ForgotSentPage {
    /// As typed.
    pub(crate) email: String,
    /// « Vouliez-vous dire … ? », by the letters alone.
    pub(crate) meant: Option<String>,
    /// « 30 minutes ».
    pub(crate) lifetime: String,
}

/// `/mot-de-passe/{token}`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NewPasswordPage {
    /// Anything but `Valid` offers to ask again.
    pub(crate) state: LinkState,
    /// Whose password; empty unless valid.
    pub(crate) login: String,
    pub(crate) action: String,
    pub(crate) form: Form,
}

/// The password was changed.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PasswordDonePage {
    /// Other sessions that were ended.
    pub(crate) ended: bool,
}

/// `/profil/mot-de-passe`.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct OwnPasswordPage {
    pub(crate) form: Form,
    /// Whose, for password managers.
    pub(crate) login: String,
    /// Characters that it must have, at least: 12, or 16 for operators.
    pub(crate) minimum: usize,
}

impl Page for OwnPasswordPage {
    const TEMPLATE: &'static str = "passwords/own.html";

    fn samples() -> Vec<Self> {
        let blank =
            Self { login: "ce.0440008v@ac-nantes.fr".into(), minimum: 12, ..Self::default() };
        let wrong = Self {
            form: Form::default()
                .wrong("actuel", "Ce n’est pas votre mot de passe actuel.")
                .wrong("confirmation", "Les deux mots de passe ne sont pas les mêmes."),
            ..blank.clone()
        };
        let slowed = Self {
            form: Form::default().fail("Trop d’essais\u{a0}: réessayez dans une minute."),
            minimum: 16,
            ..blank.clone()
        };
        vec![blank, wrong, slowed]
    }
}

impl Page for ForgotPage {
    const TEMPLATE: &'static str = "passwords/forgot.html";

    fn samples() -> Vec<Self> {
        vec![
            Self::default(),
            Self { form: Form::default().with("email", "ce.0440008v").wrong("email", "Écrivez l’adresse en entier.") },
            Self { form: Form::default().with("email", "ce.0440008v@ac-nantes.fr").fail("Un courriel vient de partir : attendez une minute avant d’en demander un autre.") },
        ]
    }
}

impl Page for ForgotSentPage {
    const TEMPLATE: &'static str = "passwords/sent.html";

    fn samples() -> Vec<Self> {
        vec![Self {
            email: "ce.0440008x@ac-nantes.fr".into(),
            meant: Some("Vouliez-vous dire ce.0440008v@ac-nantes.fr\u{a0}?".into()),
            lifetime: "30 minutes".into(),
        }]
    }
}

impl Page for NewPasswordPage {
    const TEMPLATE: &'static str = "passwords/new.html";

    fn samples() -> Vec<Self> {
        let valid = Self {
            state: LinkState::Valid,
            login: "ce.0440008v@ac-nantes.fr".into(),
            action: "/mot-de-passe/abc".into(),
            form: Form::default(),
        };
        let wrong = Self {
            form: Form::default()
                .wrong("mot_de_passe", "Ce mot de passe est trop connu : choisissez-en un autre."),
            ..valid.clone()
        };
        let gone = [LinkState::Expired, LinkState::Used, LinkState::Foreign].map(|state| Self {
            state,
            login: String::new(),
            ..valid.clone()
        });
        [valid.clone(), wrong].into_iter().chain(gone).collect()
    }
}

impl Page for PasswordDonePage {
    const TEMPLATE: &'static str = "passwords/done.html";

    fn samples() -> Vec<Self> {
        vec![Self { ended: true }, Self { ended: false }]
    }
}
