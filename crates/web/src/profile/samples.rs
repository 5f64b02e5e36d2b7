//! As shown in the tests and in the gallery.

use super::pages::*;
use crate::form::Form;
use crate::view::Sampled;

impl Sampled for ProfilePage {
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

impl Sampled for OptionsPage {
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
