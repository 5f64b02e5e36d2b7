//! « Profil » and « Options »: read-only for now.

use serde::Serialize;

use crate::view::Page;

/// Facts under one heading: label and value.
#[derive(Clone, Debug, Serialize)]
pub struct FactGroup {
    /// « Informations de l'Établissement ».
    pub title: String,
    /// Label and value; an empty value is shown as « non renseigné ».
    pub facts: Vec<(String, String)>,
    /// A sentence below, or empty.
    pub note: String,
}

/// `/profil`.
#[derive(Clone, Debug, Serialize)]
pub struct ProfilePage {
    /// The person.
    pub groups: Vec<FactGroup>,
    /// The login is confirmed; until then no convocation is mailed.
    pub confirmed: bool,
    /// Action of the POST form that sends the confirmation again, when it is not.
    pub resend: Option<String>,
}

/// `/options`.
#[derive(Clone, Debug, Serialize)]
pub struct OptionsPage {
    /// The portal's for staff, the school's for a collège.
    pub groups: Vec<FactGroup>,
    /// How to have something corrected.
    pub hint: String,
}

impl FactGroup {
    /// A group without note.
    pub fn new(title: impl Into<String>, facts: &[(&str, &str)]) -> Self {
        Self {
            title: title.into(),
            facts: facts
                .iter()
                .map(|(label, value)| ((*label).into(), (*value).into()))
                .collect(),
            note: String::new(),
        }
    }
}

impl Page for ProfilePage {
    const TEMPLATE: &'static str = "profile/show.html";

    fn samples() -> Vec<Self> {
        let person = FactGroup::new(
            "Vous",
            &[
                ("Civilité", "Mme"),
                ("Nom", "LE GOFF"),
                ("Prénom", "Maëlle"),
                ("Fonction", "Secrétariat"),
                ("Téléphone", "02 40 54 02 04"),
                ("Identifiant", "ce.0440008v@ac-nantes.fr"),
            ],
        );
        vec![
            Self {
                groups: vec![person.clone()],
                confirmed: true,
                resend: None,
            },
            Self {
                groups: vec![person],
                confirmed: false,
                resend: Some("/inscription/0440008V/courriel".into()),
            },
        ]
    }
}

impl Page for OptionsPage {
    const TEMPLATE: &'static str = "profile/options.html";

    fn samples() -> Vec<Self> {
        vec![Self {
            groups: vec![FactGroup::new(
                "Informations de l’Établissement",
                &[("Nom", "Collège Cacault"), ("Code RNE", "0440008V"), ("Adresse", "8 route de Gorges, 44196 Clisson"), ("Téléphone", "02 40 54 02 04"), ("Chef d’établissement", "")],
            )],
            hint: "Ces informations sont imprimées sur les conventions. Pour les corriger, écrivez à contact@ministage.example.".into(),
        }]
    }
}
