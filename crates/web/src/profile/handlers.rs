//! « Profil » and « Options ».

use domain::directory::School;
use domain::tenancy::{AgreementPolicy, Standing, Tenant};
use domain::{HostSchool, OriginSchool};
use education::french;

use super::pages::{FactGroup, OptionsPage, ProfilePage};
use crate::visit::{Failure, Result, Signed, SignedPerson};

/// `/profil`: who is signed in, and as what.
pub async fn profile(me: SignedPerson) -> Result {
    let person = &me.person;
    let mut groups = vec![FactGroup::new(
        "Vous",
        &[
            ("Nom", person.name.as_str()),
            ("Fonction", person.position.as_str()),
            ("Identifiant", person.login.as_str()),
        ],
    )];
    match me.standing() {
        Some(Standing::Origin(origin)) => groups.push(of_membership(origin)),
        Some(Standing::Host(host)) => groups.push(of_staff(host)),
        _ => {}
    }
    let resend = match me.standing() {
        Some(Standing::Origin(origin)) if !person.confirmed => {
            Some(format!("/inscription/{}/courriel", origin.uai()))
        }
        _ => None,
    };
    me.page(&ProfilePage {
        groups,
        confirmed: person.confirmed,
        resend,
    })
}

/// `/options`: what is printed on conventions, of the school for a collège, of the portal for the staff.
pub async fn options(me: Signed<Standing>) -> Result {
    let page = match &me.role {
        Standing::Host(host) => of_portal(host.portal().tenant(), &me.app.address.contact),
        Standing::Origin(origin) => {
            let school = me
                .app
                .backstage
                .school(origin.uai())
                .await?
                .ok_or(Failure::NotFound)?;
            of_school(&school, &me.app.address.contact)
        }
        Standing::Nobody(_) => return Err(Failure::NotFound),
    };
    me.page(&page)
}

fn of_membership(origin: &OriginSchool) -> FactGroup {
    let role = match origin.role() {
        domain::accounts::MembershipRole::Manager => "Gestionnaire",
        domain::accounts::MembershipRole::Member => "Saisie",
    };
    let uai = origin.uai().to_string();
    FactGroup::new(
        "Votre établissement",
        &[
            ("Nom", origin.school_name()),
            ("Code RNE", &uai),
            ("Votre rôle", role),
        ],
    )
}

fn of_staff(host: &HostSchool) -> FactGroup {
    FactGroup::new(
        "Votre lycée",
        &[
            ("Nom", &host.portal().tenant().name),
            ("Votre rôle", host.role().label()),
        ],
    )
}

fn of_school(school: &School, contact: &str) -> OptionsPage {
    let address = school.address().join(", ");
    let facts = [
        ("Nom", school.name().to_owned()),
        ("Code RNE", school.uai.to_string()),
        ("Adresse", address),
        ("Téléphone", school.phone().unwrap_or_default().to_owned()),
        (
            "Chef d’établissement",
            joined(&school.own.head_name, &school.own.head_quality),
        ),
        (
            "Assurance",
            school.own.insurance.clone().unwrap_or_default(),
        ),
    ];
    OptionsPage {
        groups: vec![group("Informations de l’Établissement", &facts)],
        hint: format!(
            "Ces informations sont imprimées sur les conventions. Pour les corriger, écrivez à {contact}."
        ),
    }
}

fn of_portal(tenant: &Tenant, contact: &str) -> OptionsPage {
    let details = &tenant.details;
    let lycee = [
        ("Nom", tenant.name.clone()),
        ("Code RNE", tenant.uai.to_string()),
        ("Adresse", details.address.join(", ")),
        ("Téléphone", details.phone.clone()),
        ("Courriel", details.mail.clone()),
        (
            "Chef d’établissement",
            joined(
                &Some(details.head_name.clone()),
                &Some(details.head_quality.clone()),
            ),
        ),
    ];
    let board = match (&details.board_number, details.board_date) {
        (Some(number), Some(date)) => format!("n°\u{a0}{number} du {}", french::date_plain(date)),
        (Some(number), None) => format!("n°\u{a0}{number}"),
        (None, Some(date)) => format!("du {}", french::date_plain(date)),
        (None, None) => String::new(),
    };
    let days = crate::words::counted(
        u64::try_from(tenant.agreement_due_days).unwrap_or_default(),
        "jour",
        "jours",
    );
    let policy = match tenant.agreement_policy {
        AgreementPolicy::BeforeVisit => format!("Revenue signée {days} avant le stage"),
        AgreementPolicy::OnTheDay => "Apportée signée le jour du stage".to_owned(),
        AgreementPolicy::YearlyFramework => {
            "Une convention-cadre par établissement et par année".to_owned()
        }
    };
    let rules = [
        ("Convention", policy),
        ("Délibération du conseil d’administration", board),
        ("Vacances scolaires", tenant.holiday_zone.clone()),
        ("Fuseau horaire", tenant.time_zone.name().to_owned()),
    ];
    OptionsPage {
        groups: vec![
            group("Le lycée", &lycee),
            group("Calendrier et règles", &rules),
        ],
        hint: format!(
            "Ces informations sont imprimées sur les conventions. Pour les modifier, écrivez à {contact}."
        ),
    }
}

fn group(title: &str, facts: &[(&str, String)]) -> FactGroup {
    let facts: Vec<(&str, &str)> = facts
        .iter()
        .map(|(label, value)| (*label, value.as_str()))
        .collect();
    FactGroup::new(title, &facts)
}

fn joined(name: &Option<String>, quality: &Option<String>) -> String {
    let parts = [name, quality]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty());
    parts.map(String::as_str).collect::<Vec<_>>().join(", ")
}
