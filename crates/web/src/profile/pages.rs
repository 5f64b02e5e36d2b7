//! « Profil » and « Options ».

use serde::Serialize;

use crate::form::Form;
use crate::view::{Choice, Page};

/// Facts under one heading: label and value.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FactGroup {
    pub(crate) title: String,
    /// Label and value; an empty value is shown as « non renseigné ».
    pub(crate) facts: Vec<(String, String)>,
    /// A sentence below, or empty.
    pub(crate) note: String,
}

/// The way to another page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PageLink {
    /// Name in `assets/icons.txt`.
    pub(crate) icon: &'static str,
    pub(crate) label: String,
    pub(crate) hint: String,
    pub(crate) href: String,
}

/// `/profil`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ProfilePage {
    /// « Civilité » (`civilite`).
    pub(crate) titles: Vec<Choice>,
    pub(crate) form: Form,
    /// Not corrected here.
    pub(crate) login: String,
    /// What she is on this host.
    pub(crate) groups: Vec<FactGroup>,
    /// The login is confirmed; until then no convocation is mailed.
    pub(crate) confirmed: bool,
    /// Action of the POST form that sends the confirmation again, when it is not.
    pub(crate) resend: Option<String>,
    /// Password, login, schools.
    pub(crate) links: Vec<PageLink>,
}

/// `/options`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OptionsPage {
    /// « Options Générales », for a school.
    pub(crate) links: Vec<PageLink>,
    /// What the portal says, for its staff.
    pub(crate) groups: Vec<FactGroup>,
    /// How to have something corrected, or empty.
    pub(crate) hint: String,
}

impl PageLink {
    /// A link.
    pub(crate) fn new(
        icon: &'static str,
        label: impl Into<String>,
        hint: impl Into<String>,
        href: impl Into<String>,
    ) -> Self {
        Self { icon, label: label.into(), hint: hint.into(), href: href.into() }
    }
}

impl FactGroup {
    /// A group without note.
    pub(crate) fn new(title: impl Into<String>, facts: &[(&str, &str)]) -> Self {
        Self {
            title: title.into(),
            facts: facts.iter().map(|(label, value)| ((*label).into(), (*value).into())).collect(),
            note: String::new(),
        }
    }
}

impl Page for ProfilePage {
    const TEMPLATE: &'static str = "profile/show.html";

    fn samples() -> Vec<Self> {
        let school = FactGroup::new(
            "Votre établissement",
            &[("Nom", "Collège Cacault"), ("Code RNE", "0440008V"), ("Votre rôle", "Gestionnaire")],
        );
        let password =
            PageLink::new("key-round", "Changer le mot de passe", "", "/profil/mot-de-passe");
        let form = Form::default()
            .with("civilite", "mme")
            .with("nom", "Le Goff")
            .with("prenom", "Maëlle")
            .with("fonction", "Secrétariat")
            .with("telephone", "02 40 54 02 04");
        let right = Self {
            titles: form.titles(),
            form: form.clone(),
            login: "ce.0440008v@ac-nantes.fr".into(),
            groups: vec![school],
            confirmed: true,
            resend: None,
            links: vec![password],
        };
        let wrong = Self {
            titles: Form::default().titles(),
            form: form
                .wrong("civilite", "Choisissez une civilité.")
                .with("nom", "")
                .wrong("nom", "Indiquez votre nom.")
                .with("telephone", "poste 12")
                .wrong("telephone", "Indiquez un numéro de téléphone français."),
            groups: Vec::new(),
            confirmed: false,
            resend: Some("/inscription/0440008V/courriel".into()),
            ..right.clone()
        };
        vec![right, wrong]
    }
}

impl Page for OptionsPage {
    const TEMPLATE: &'static str = "profile/options.html";

    fn samples() -> Vec<Self> {
        let school = Self {
            links: vec![PageLink::new(
                "school",
                "Calendrier, Information",
                "Informations de l’Établissement\u{a0}: nom, adresse, chef d’établissement et assurance",
                "/options/informations",
            )],
            groups: Vec::new(),
            hint: String::new(),
        };
        let portal = Self {
            links: Vec::new(),
            groups: vec![FactGroup::new(
                "Le lycée",
                &[
                    ("Nom", "Lycée des métiers de l’Atelier"),
                    ("Code RNE", "0440001M"),
                    ("Chef d’établissement", ""),
                ],
            )],
            hint: "Ces informations sont imprimées sur les conventions. Pour les modifier, écrivez à contact@ministage.example.".into(),
        };
        vec![school, portal]
    }
}
