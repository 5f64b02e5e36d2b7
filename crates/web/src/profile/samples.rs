//! As shown in the tests and in the gallery.

use super::pages::*;
use crate::signup::forms::titles;
use crate::view::{Field, Sampled};
use domain::accounts::Title;

impl Sampled for ProfilePage {
    fn samples() -> Vec<Self> {
        let school = FactGroup::new(
            "Votre établissement",
            &[("Nom", "Collège Cacault"), ("Code RNE", "0440008V"), ("Votre rôle", "Gestionnaire")],
        );
        let password =
            PageLink::new("key-round", "Changer le mot de passe", "", "/profil/mot-de-passe");
        let right = Self {
            titles: titles(Some(Title::Madam)),
            title_error: None,
            last_name: Field::of("Le Goff"),
            first_name: Field::of("Maëlle"),
            position: Field::of("Secrétariat"),
            phone: Field::of("02 40 54 02 04"),
            login: "ce.0440008v@ac-nantes.fr".into(),
            groups: vec![school],
            confirmed: true,
            resend: None,
            links: vec![password],
        };
        let wrong = Self {
            titles: titles(None),
            title_error: Some("Choisissez une civilité.".into()),
            last_name: Field::wrong("", "Indiquez votre nom."),
            phone: Field::wrong("poste 12", "Indiquez un numéro de téléphone français."),
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
