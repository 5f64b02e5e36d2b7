//! As shown in the tests and in the gallery.

use super::pages::*;
use crate::form::Form;
use crate::view::Sampled;

impl Sampled for SignInPage {
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

impl Sampled for SignOutPage {
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

impl Sampled for SessionListPage {
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
