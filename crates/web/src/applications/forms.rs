//! What is typed to ask for an account by hand, and what is wrong with it.

use domain::accounts::{Identity, Title};
use domain::applications::{DescribedSchool, NewApplication, WordRefused, postal_code, words};
use domain::directory::School;
use education::mailboxes::normalise;
use education::natures::Kind;
use education::{Uai, academies};
use serde::Deserialize;

use crate::sessions::forms::mailbox;
use crate::signup::forms::{named, phone_field, positioned, title_error};
use crate::signup::phones;
use crate::view::{Choice, Field};

/// Letters of a name of a school, of a street, of a city, at most.
const LONGEST: [usize; 3] = [120, 200, 60];

/// « Demande d'inscription »: what the form of Nantes asks.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ApplicationForm {
    pub(crate) academie: String,
    pub(crate) type_etablissement: String,
    pub(crate) etablissement: String,
    pub(crate) adresse: String,
    pub(crate) code_postal: String,
    pub(crate) ville: String,
    pub(crate) civilite: String,
    pub(crate) nom: String,
    pub(crate) prenom: String,
    pub(crate) fonction: String,
    pub(crate) mail: String,
    pub(crate) telephone: String,
}

/// The fields as they are shown, empty or again.
#[derive(Clone, Debug, Default)]
pub(crate) struct ApplicationFields {
    pub(crate) academy: String,
    pub(crate) academy_error: Option<String>,
    pub(crate) kind: String,
    pub(crate) kind_error: Option<String>,
    pub(crate) school: Field,
    pub(crate) address: Field,
    pub(crate) postal_code: Field,
    pub(crate) city: Field,
    pub(crate) title: Option<Title>,
    pub(crate) title_error: Option<String>,
    pub(crate) last_name: Field,
    pub(crate) first_name: Field,
    pub(crate) position: Field,
    pub(crate) mail: Field,
    pub(crate) phone: Field,
}

impl ApplicationFields {
    /// Filled in with what the directory knows; for an unknown school only its académie, by the UAI.
    pub(super) fn known(uai: Uai, school: Option<&School>) -> Self {
        let academy = uai.academy().map(|academy| academy.code.clone());
        let blank = Self { academy: academy.unwrap_or_default(), ..Self::default() };
        let Some(school) = school else { return blank };
        Self {
            academy: Some(school.academy.clone())
                .filter(|code| !code.is_empty())
                .unwrap_or(blank.academy),
            kind: school.kind.as_str().to_owned(),
            school: Field::of(&school.listed.name),
            address: Field::of(school.listed.street.join(", ")),
            postal_code: Field::of(&school.listed.postal_code),
            city: Field::of(&school.listed.city),
            ..Self::default()
        }
    }

    fn is_wrong(&self) -> bool {
        let choices = [&self.academy_error, &self.kind_error, &self.title_error];
        let fields = [
            &self.school, &self.address, &self.postal_code, &self.city, &self.last_name,
            &self.first_name, &self.position, &self.mail, &self.phone,
        ];
        choices.into_iter().any(Option::is_some) || fields.iter().any(|field| field.error.is_some())
    }
}

impl ApplicationForm {
    /// The application, or the fields with what is wrong.
    pub(super) fn read(&self, uai: Uai) -> Result<NewApplication, Box<ApplicationFields>> {
        let fields = self.again(uai);
        match self.whole(phones::french(&self.telephone, uai)) {
            Some(application) if !fields.is_wrong() => Ok(application),
            _ => Err(Box::new(fields)),
        }
    }

    /// The fields as they were typed, to be shown again.
    pub(super) fn again(&self, uai: Uai) -> ApplicationFields {
        self.fields(phones::french(&self.telephone, uai).is_some())
    }

    fn fields(&self, phone: bool) -> ApplicationFields {
        let [name, street, city] = LONGEST;
        ApplicationFields {
            academy_error: academies::by_code(&self.academie)
                .is_none()
                .then(|| "Choisissez l’académie.".to_owned()),
            academy: self.academie.clone(),
            kind_error: kind(&self.type_etablissement)
                .is_none()
                .then(|| "Choisissez le type d’établissement.".to_owned()),
            kind: self.type_etablissement.clone(),
            school: worded(&self.etablissement, name, "Indiquez le nom de l’établissement."),
            address: worded(&self.adresse, street, "Indiquez l’adresse."),
            postal_code: match postal_code(&self.code_postal) {
                Some(code) => Field::of(code),
                None => Field::wrong(
                    shown(&self.code_postal),
                    "Indiquez les cinq chiffres du code postal.",
                ),
            },
            city: worded(&self.ville, city, "Indiquez la ville."),
            title: self.civilite.parse().ok(),
            title_error: title_error(&self.civilite),
            last_name: named(&self.nom, "Indiquez votre nom."),
            first_name: named(&self.prenom, "Indiquez votre prénom."),
            position: positioned(&self.fonction),
            mail: mailbox(&self.mail),
            phone: phone_field(&self.telephone, phone),
        }
    }

    fn whole(&self, phone: Option<String>) -> Option<NewApplication> {
        let [name, street, city] = LONGEST;
        Some(NewApplication {
            school: DescribedSchool {
                academy: academies::by_code(&self.academie)?.code.clone(),
                kind: kind(&self.type_etablissement)?,
                name: words(&self.etablissement, name).ok()?,
                address: words(&self.adresse, street).ok()?,
                postal_code: postal_code(&self.code_postal)?,
                city: words(&self.ville, city).ok()?,
            },
            applicant: Identity::new(
                self.civilite.parse().ok()?,
                &self.nom,
                &self.prenom,
                &self.fonction,
                phone,
            )
            .ok()?,
            mail: normalise(&self.mail),
        })
    }
}

/// « Académie » as it is chosen.
pub(super) fn academies(chosen: &str) -> Vec<Choice> {
    let mut all: Vec<_> = academies::all().iter().collect();
    all.sort_by(|one, other| one.name.cmp(&other.name));
    let first = Choice::new("", "Choix de l’académie", chosen.is_empty());
    std::iter::once(first)
        .chain(
            all.into_iter()
                .map(|academy| Choice::new(&academy.code, &academy.name, academy.code == chosen)),
        )
        .collect()
}

/// « Type d'établissement » as it is chosen: kinds that may hold an account.
pub(super) fn kinds(chosen: &str) -> Vec<Choice> {
    let first = Choice::new("", "Choix du type", chosen.is_empty());
    let all = Kind::ALL.into_iter().filter(|kind| kind.may_hold_account());
    std::iter::once(first)
        .chain(all.map(|kind| Choice::new(kind.as_str(), label(kind), kind.as_str() == chosen)))
        .collect()
}

/// A kind in the list: « Autre établissement » stands last.
pub(super) fn label(kind: Kind) -> &'static str {
    match kind {
        Kind::Other => "Autre établissement",
        kind => kind.label(),
    }
}

fn kind(word: &str) -> Option<Kind> {
    word.parse().ok().filter(|kind: &Kind| kind.may_hold_account())
}

fn worded(typed: &str, longest: usize, missing: &str) -> Field {
    match words(typed, longest) {
        Ok(words) => Field::of(words),
        Err(WordRefused::Missing) => Field::wrong("", missing),
        Err(WordRefused::TooLong(longest)) => {
            Field::wrong(shown(typed), format!("Écrivez {longest}\u{a0}caractères au plus."))
        }
        Err(WordRefused::Sign(sign)) if sign.is_ascii_graphic() => Field::wrong(
            shown(typed),
            format!("Le signe «\u{a0}{sign}\u{a0}» ne peut pas être écrit ici."),
        ),
        Err(WordRefused::Sign(_)) => {
            Field::wrong(shown(typed), "Un des signes ne peut pas être écrit ici.")
        }
    }
}

/// What is sent back stays short, whatever was sent.
fn shown(typed: &str) -> String {
    typed.trim().chars().take(200).collect()
}
