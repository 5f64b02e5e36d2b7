//! « Connexion », on a portal, on the account's home and on the console.

use serde::Serialize;

use crate::view::{Field, Page};

/// `/connexion`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SignInPage {
    /// Error of the whole form: the same for a wrong password and an unknown login.
    pub error: Option<String>,
    /// « Votre adresse Email ».
    pub email: Field,
    /// Only its error is shown, never its value.
    pub password: Field,
    /// « Maintenir ma connexion ».
    pub keep: bool,
    /// Path to go back to after signing in; a path of this host.
    pub next: String,
    /// Address and phone lines of the left panel (icon, text).
    pub facts: Vec<(String, String)>,
    /// URL of the guide, with its weight.
    pub guide: Option<(String, String)>,
}

impl Page for SignInPage {
    const TEMPLATE: &'static str = "sessions/sign_in.html";

    fn samples() -> Vec<Self> {
        let facts = vec![
            ("map-pin".into(), "12 allée des Serres, 49000 Angers".into()),
            (
                "phone".into(),
                "02 41 00 00 00, secrétariat des élèves".into(),
            ),
        ];
        vec![
            Self {
                email: Field::of("ce.0440008v@ac-nantes.fr"),
                facts,
                guide: Some(("/guide".into(), "PDF, 1,2 Mo".into())),
                ..Self::default()
            },
            Self {
                error: Some("L’adresse ou le mot de passe n’est pas le bon.".into()),
                email: Field::wrong(
                    "ce.0440008v",
                    "Écrivez l’adresse en entier, par exemple ce.0440008v@ac-nantes.fr.",
                ),
                keep: true,
                next: "/creneaux/0199".into(),
                ..Self::default()
            },
        ]
    }
}
