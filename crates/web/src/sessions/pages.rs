//! « Connexion », on a portal, on the account's home and on the console.

use serde::Serialize;

use crate::form::Form;
use crate::view::Page;

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
    /// URL of the guide, with its weight.
    pub(crate) guide: Option<(String, String)>,
    /// « Continuer comme … », instead of the form.
    pub(crate) offer: Option<Offer>,
    /// URL of « Continuer avec mon compte », where a browser does not tell that it has one.
    pub(crate) account: Option<String>,
    /// Name of the portal to which she goes on from her account's home.
    pub(crate) toward: Option<String>,
}

/// « Continuer comme … »: she is signed in at her account's home.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Offer {
    pub(crate) name: String,
    /// "Mme Nadia Belkacem, principale".
    pub(crate) detail: String,
    /// Opens the session, once.
    pub(crate) code: String,
    /// URL of « Utiliser un autre compte ».
    pub(crate) other: String,
}

impl Page for SignInPage {
    const TEMPLATE: &'static str = "sessions/sign_in.html";

    fn samples() -> Vec<Self> {
        let facts = vec![
            ("map-pin".into(), "12 allée des Serres, 49000 Angers".into()),
            ("phone".into(), "02 41 00 00 00, secrétariat des élèves".into()),
        ];
        vec![
            Self {
                form: Form::default().with("email", "ce.0440008v@ac-nantes.fr"),
                facts: facts.clone(),
                guide: Some(("/guide".into(), "PDF, 1,2 Mo".into())),
                account: Some("/connexion?compte=oui".into()),
                ..Self::default()
            },
            Self {
                next: "/creneaux/0199".into(),
                facts,
                offer: Some(Offer {
                    name: "Collège Cacault".into(),
                    detail: "Mme Maëlle Le Goff, secrétariat".into(),
                    code: "gallery".into(),
                    other: "/connexion?compte=autre&retour=%2Fcreneaux%2F0199".into(),
                }),
                ..Self::default()
            },
            Self { toward: Some("Lycée polyvalent des Jardins".into()), ..Self::default() },
            Self {
                form: Form::default()
                    .with("email", "ce.0440008v")
                    .wrong(
                        "email",
                        "Écrivez l’adresse en entier, par exemple ce.0440008v@ac-nantes.fr.",
                    )
                    .fail("L’adresse ou le mot de passe n’est pas le bon."),
                keep: true,
                next: "/creneaux/0199".into(),
                ..Self::default()
            },
        ]
    }
}

/// `/deconnexion`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SignOutPage {
    /// Name of the portal, or « Votre compte ».
    pub(crate) here: String,
    /// Where else this browser is signed in, from hop to hop.
    pub(crate) elsewhere: Vec<String>,
}

/// `/sessions` of the account's home.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SessionListPage {
    /// The last used first.
    pub(crate) rows: Vec<SessionRow>,
}

/// One session.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SessionRow {
    /// « Firefox sous Windows ».
    pub(crate) device: String,
    /// Name of the portal, or « Votre compte ».
    pub(crate) place: String,
    /// « il y a 5 minutes ».
    pub(crate) used: String,
    /// « Maintenir ma connexion ».
    pub(crate) kept: bool,
    /// The one that asks.
    pub(crate) here: bool,
    /// Opened from the same sign-in as the one that asks.
    pub(crate) same_browser: bool,
    /// Action of the form that ends it.
    pub(crate) end: String,
}

impl Page for SignOutPage {
    const TEMPLATE: &'static str = "sessions/sign_out.html";

    fn samples() -> Vec<Self> {
        vec![
            Self {
                here: "Lycée des métiers de l’Atelier".into(),
                elsewhere: vec!["Votre compte".into(), "Lycée polyvalent des Jardins".into()],
            },
            Self { here: "Votre compte".into(), elsewhere: Vec::new() },
        ]
    }
}

impl Page for SessionListPage {
    const TEMPLATE: &'static str = "sessions/list.html";

    fn samples() -> Vec<Self> {
        let row = |device: &str, place: &str, used: &str| SessionRow {
            device: device.into(),
            place: place.into(),
            used: used.into(),
            kept: false,
            here: false,
            same_browser: false,
            end: "/sessions/0199/fin".into(),
        };
        let here = SessionRow {
            here: true,
            same_browser: true,
            ..row("Firefox sous Windows", "Votre compte", "à l’instant")
        };
        let beside = SessionRow {
            same_browser: true,
            ..row("Firefox sous Windows", "Lycée des métiers de l’Atelier", "il y a 5\u{a0}minutes")
        };
        let phone = SessionRow {
            kept: true,
            ..row("Chrome sous Android", "Lycée polyvalent des Jardins", "il y a 12\u{a0}jours")
        };
        vec![Self { rows: vec![here.clone(), beside, phone] }, Self { rows: vec![here] }]
    }
}
