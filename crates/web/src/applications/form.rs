//! What is typed to ask for an account by hand, and what is wrong with it.

use domain::accounts::Identity;
use domain::applications::{NewApplication, postal_code};
use domain::directory::{DescribedSchool, School};
use domain::text::{City, SchoolName, Street};
use education::natures::Kind;
use education::{Uai, academies};

use crate::form::Form;
use crate::view::Choice;

/// Filled in with what the directory knows; for an unknown school only its académie, by the UAI.
pub(super) fn known(uai: Uai, school: Option<&School>) -> Form {
    let listed = school.map(|school| &school.academy).filter(|code| !code.is_empty());
    let academy = listed.or(uai.academy().map(|academy| &academy.code));
    let form = Form::default().with("academie", academy.cloned().unwrap_or_default());
    let Some(school) = school else { return form };
    form.with("type_etablissement", school.kind.as_str())
        .with("etablissement", &school.listed.name)
        .with("adresse", school.listed.street.join(", "))
        .with("code_postal", &school.listed.postal_code)
        .with("ville", &school.listed.city)
}

/// « Demande d'inscription »: what the form of Nantes asks.
pub(super) fn application(form: &mut Form, uai: Uai) -> Option<NewApplication> {
    let academy =
        form.read("academie", |code| academies::by_code(code).ok_or(()), "Choisissez l’académie.");
    let kind = form.read("type_etablissement", kind, "Choisissez le type d’établissement.");
    let name = form.read("etablissement", SchoolName::parse, "Indiquez le nom de l’établissement.");
    let address = form.read("adresse", Street::parse, "Indiquez l’adresse.");
    let postal_code = form.read(
        "code_postal",
        |typed| postal_code(typed).ok_or(()),
        "Indiquez les cinq chiffres du code postal.",
    );
    let city = form.read("ville", City::parse, "Indiquez la ville.");
    let (title, last_name, first_name) = (form.title(), form.last_name(), form.first_name());
    let (position, mail, phone) = (form.position(), form.mailbox("mail"), form.phone(uai));
    Some(NewApplication {
        school: DescribedSchool {
            academy: academy?.code.clone(),
            kind: kind?,
            name: name?,
            address: address?,
            postal_code: postal_code?,
            city: city?,
        },
        applicant: Identity {
            title: title?,
            last_name: last_name?,
            first_name: first_name?,
            position: position?,
            phone: Some(phone?),
        },
        mail: mail?,
    })
}

/// « Académie » as it is chosen.
pub(super) fn academies(form: &Form) -> Vec<Choice> {
    let all = academies::all().iter().map(|one| (one.code.as_str(), one.name.as_str()));
    let mut all: Vec<_> = all.collect();
    all.sort_by_key(|(_, name)| *name);
    Choice::list_below("Choix de l’académie", form.sent("academie"), all)
}

/// « Type d'établissement » as it is chosen: kinds that may hold an account.
pub(super) fn kinds(form: &Form) -> Vec<Choice> {
    let all = Kind::ALL.into_iter().filter(|kind| kind.may_hold_account());
    let all = all.map(|kind| (kind.as_str(), label(kind)));
    Choice::list_below("Choix du type", form.sent("type_etablissement"), all)
}

/// A kind in the list: « Autre établissement » stands last.
pub(super) fn label(kind: Kind) -> &'static str {
    match kind {
        Kind::Other => "Autre établissement",
        kind => kind.label(),
    }
}

fn kind(word: &str) -> Result<Kind, ()> {
    word.parse().ok().filter(|kind: &Kind| kind.may_hold_account()).ok_or(())
}
