//! What is typed at sign-up, and what is wrong with it.

use domain::accounts::{Identity, Title};
use domain::bookings::PupilRefused;
use domain::signup::NewAccount;
use education::Uai;
use serde::Deserialize;

use super::phones;
use crate::view::{Choice, Field};

/// « Code RNE ».
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct UaiForm {
    pub(crate) rne: String,
}

/// The person. Passwords are never sent back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PersonForm {
    pub(crate) civilite: String,
    pub(crate) nom: String,
    pub(crate) prenom: String,
    pub(crate) fonction: String,
    pub(crate) telephone: String,
    pub(crate) mot_de_passe: String,
    pub(crate) confirmation: String,
}

/// The fields of a person as they are shown again.
#[derive(Debug, Default)]
pub(crate) struct PersonFields {
    pub(crate) title: Option<Title>,
    pub(crate) title_error: Option<String>,
    pub(crate) last_name: Field,
    pub(crate) first_name: Field,
    pub(crate) position: Field,
    pub(crate) phone: Field,
    pub(crate) password: Field,
    pub(crate) confirmation: Field,
}

impl PersonForm {
    /// The person, or the fields with what is wrong.
    pub(crate) fn read(self, school: Uai) -> Result<(NewAccount, PersonFields), Box<PersonFields>> {
        let phone = phones::french(&self.telephone, school);
        let fields = PersonFields {
            title: self.civilite.parse().ok(),
            title_error: title_error(&self.civilite),
            last_name: named(&self.nom, "Indiquez votre nom."),
            first_name: named(&self.prenom, "Indiquez votre prénom."),
            position: positioned(&self.fonction),
            phone: phone_field(&self.telephone, phone.is_some()),
            password: Field::default(),
            confirmation: confirmation(&self.mot_de_passe, &self.confirmation),
        };
        let identity = fields.title.and_then(|title| {
            Identity::new(title, &self.nom, &self.prenom, &self.fonction, phone).ok()
        });
        match identity {
            Some(identity) if !fields.is_wrong() => {
                Ok((NewAccount { identity, password: self.mot_de_passe }, fields))
            }
            _ => Err(Box::new(fields)),
        }
    }
}

impl PersonFields {
    fn is_wrong(&self) -> bool {
        let fields = [
            &self.last_name, &self.first_name, &self.position, &self.phone, &self.password,
            &self.confirmation,
        ];
        self.title_error.is_some() || fields.iter().any(|field| field.error.is_some())
    }
}

/// « Civilité » as it is chosen.
pub(crate) fn titles(chosen: Option<Title>) -> Vec<Choice> {
    Title::ALL
        .iter()
        .map(|title| Choice::new(title.as_str(), title.label(), chosen == Some(*title)))
        .collect()
}

/// What is wrong with a civilité.
pub(crate) fn title_error(typed: &str) -> Option<String> {
    typed.parse::<Title>().is_err().then(|| "Choisissez une civilité.".to_owned())
}

/// A name, with what is wrong with it.
pub(crate) fn named(typed: &str, missing: &str) -> Field {
    checked(typed, Identity::name(typed), missing)
}

/// « Fonction », with what is wrong with it.
pub(crate) fn positioned(typed: &str) -> Field {
    checked(typed, Identity::position(typed), "Indiquez votre fonction.")
}

/// « Téléphone », as [`phones::french`] found it.
pub(crate) fn phone_field(typed: &str, is_french: bool) -> Field {
    let shown: String = typed.trim().chars().take(40).collect();
    match is_french {
        true => Field::of(shown),
        false => Field::wrong(
            shown,
            "Indiquez un numéro de téléphone français, par exemple 02\u{a0}40\u{a0}12\u{a0}34\u{a0}56.",
        ),
    }
}

/// « Confirmation du mot de passe ».
pub(crate) fn confirmation(password: &str, again: &str) -> Field {
    match password == again {
        true => Field::default(),
        false => Field::wrong("", "Les deux mots de passe ne sont pas les mêmes."),
    }
}

fn checked(typed: &str, outcome: Result<String, PupilRefused>, missing: &str) -> Field {
    // What is sent back stays short, whatever was sent.
    let shown: String = typed.trim().chars().take(100).collect();
    match outcome {
        Ok(name) => Field::of(name),
        Err(PupilRefused::Missing) => Field::wrong(shown, missing),
        Err(PupilRefused::TooLong) => Field::wrong(shown, "Écrivez 60\u{a0}caractères au plus."),
        Err(PupilRefused::Sign(sign))
            if sign.is_control() || !sign.is_ascii() && !sign.is_alphanumeric() =>
        {
            Field::wrong(shown, "Un des signes ne peut pas être écrit ici.")
        }
        Err(PupilRefused::Sign(sign)) => Field::wrong(
            shown,
            format!("Le signe «\u{a0}{sign}\u{a0}» ne peut pas être écrit ici."),
        ),
    }
}
