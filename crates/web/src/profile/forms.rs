//! Who one is, as typed, and what is wrong with it.

use domain::accounts::{Identity, Title};
use domain::profile::Profile;
use education::Uai;
use serde::Deserialize;

use crate::signup::forms::{named, positioned, title_error};
use crate::signup::phones;
use crate::view::Field;

/// The person.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ProfileForm {
    pub(crate) civilite: String,
    pub(crate) nom: String,
    pub(crate) prenom: String,
    pub(crate) fonction: String,
    pub(crate) telephone: String,
}

/// The fields as they are shown again.
#[derive(Clone, Debug, Default)]
pub(crate) struct ProfileFields {
    pub(crate) title: Option<Title>,
    pub(crate) title_error: Option<String>,
    pub(crate) last_name: Field,
    pub(crate) first_name: Field,
    pub(crate) position: Field,
    pub(crate) phone: Field,
}

impl ProfileForm {
    /// The person, or the fields with what is wrong. A phone is looked for where she works first.
    pub(crate) fn read(&self, place: Option<Uai>) -> Result<Identity, Box<ProfileFields>> {
        let phone = phones::french(&self.telephone, place);
        let given = !self.telephone.trim().is_empty();
        let fields = ProfileFields {
            title: self.civilite.parse().ok(),
            title_error: title_error(&self.civilite),
            last_name: named(&self.nom, "Indiquez votre nom."),
            first_name: named(&self.prenom, "Indiquez votre prénom."),
            position: positioned(&self.fonction),
            phone: match (given, &phone) {
                (true, None) => Field::wrong(
                    self.telephone.trim().chars().take(40).collect::<String>(),
                    "Indiquez un numéro de téléphone français, par exemple 02\u{a0}40\u{a0}12\u{a0}34\u{a0}56.",
                ),
                (_, phone) => Field::of(phone.clone().unwrap_or_default()),
            },
        };
        let identity = fields.title.and_then(|title| {
            Identity::new(title, &self.nom, &self.prenom, &self.fonction, phone).ok()
        });
        match identity {
            Some(identity) if fields.phone.error.is_none() => Ok(identity),
            _ => Err(Box::new(fields)),
        }
    }
}

impl From<Profile> for ProfileFields {
    fn from(profile: Profile) -> Self {
        Self {
            title: Some(profile.title),
            title_error: None,
            last_name: Field::of(profile.last_name),
            first_name: Field::of(profile.first_name),
            position: Field::of(profile.position),
            phone: Field::of(profile.phone.unwrap_or_default()),
        }
    }
}
