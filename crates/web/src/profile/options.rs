//! « Options »: what is printed on conventions. A school corrects it by the guide's path, « Options
//! Générales » → « Calendrier, Information »; the staff see what the portal says.

use domain::staff::StaffRole;
use domain::tenancy::{AgreementPolicy, RELEASED_AT, Standing};
use domain::{Booker, StaffMember};
use education::french;

use super::pages::{FactGroup, OptionsPage, PageLink};
use crate::home::retention;
use crate::staff::untied;
use crate::visit::{Failure, Result, Signed, Visit};
use crate::{urls, words};

/// `/options`.
pub(crate) async fn show(me: Signed<Standing>) -> Result {
    let page = match &me.role {
        Standing::Host(host) => of_portal(host, &me.app.address.contact).await?,
        Standing::Origin(origin) => of_school(&me, origin),
        Standing::Nobody(_) => return Err(Failure::NotFound),
    };
    me.page(&page)
}

/// Who is which teacher is for its editors, what happened on the portal for its administrators.
async fn links_of(host: &StaffMember) -> Result<Vec<PageLink>> {
    let mut links = Vec::new();
    if let Some(editor) = host.editor() {
        let accounts = editor.teacher_accounts().await?;
        let untied = accounts.iter().filter(|account| account.teacher.is_none()).count();
        let hint = match untied {
            0 => "Quel compte voit les stages de quel enseignant".to_owned(),
            1 => "1 compte d’enseignant n’est relié à personne".to_owned(),
            several => format!("{several} comptes d’enseignants ne sont reliés à personne"),
        };
        links.push(PageLink::new("users", "Enseignants", hint, "/options/enseignants"));
    }
    if host.role() == StaffRole::Admin {
        let hint = "Qui a fait quoi sur ce portail, et quand";
        links.push(PageLink::new("clock", "Historique", hint, "/historique"));
        let hint = "Ce qui a été effacé de chaque année scolaire, avec le certificat";
        links.push(PageLink::new(
            "user-minus",
            "Effacement des identités",
            hint,
            urls::CERTIFICATES,
        ));
    }
    Ok(links)
}

/// To a teacher: who he is in the lycée's list.
async fn teacher(host: &StaffMember) -> Result<Option<FactGroup>> {
    if host.role() != StaffRole::Teacher {
        return Ok(None);
    }
    let entry = match host.as_teacher().await? {
        Some(entry) => words::joined(", ", [entry.name.as_str(), entry.subject.as_str()]),
        None => untied(host).await?.unwrap_or_default(),
    };
    let facts = [("Compte", host.person().login.clone()), ("Enseignant", entry)];
    Ok(Some(group("Vos stages", &facts)))
}

fn of_school(visit: &Visit, origin: &Booker) -> OptionsPage {
    let colleagues = urls::colleagues(origin.uai());
    OptionsPage {
        links: vec![
            PageLink::new(
                "school",
                "Calendrier, Information",
                "Informations de l’Établissement\u{a0}: nom, adresse, chef d’établissement et assurance imprimés sur les conventions",
                "/options/informations",
            ),
            PageLink::new(
                "users",
                "Collègues",
                "Qui réserve pour votre établissement",
                visit.app.url(&visit.app.account_host(), &colleagues),
            ),
            PageLink::new(
                "user",
                "Profil",
                "Votre nom, votre fonction, votre mot de passe",
                "/profil",
            ),
        ],
        groups: Vec::new(),
        hint: String::new(),
    }
}

async fn of_portal(host: &StaffMember, contact: &str) -> Result<OptionsPage> {
    let tenant = host.portal().tenant();
    let details = &tenant.details;
    let lycee = [
        ("Nom", tenant.name.clone()),
        ("Code RNE", tenant.uai.to_string()),
        ("Adresse", details.address.join(", ")),
        ("Téléphone", details.phone.clone()),
        ("Courriel", details.mail.clone()),
        (
            "Chef d’établissement",
            joined(&Some(details.head_name.clone()), &Some(details.head_quality.clone())),
        ),
    ];
    let board = match (&details.board_number, details.board_date) {
        (Some(number), Some(date)) => format!("n°\u{a0}{number} du {}", french::date_plain(date)),
        (Some(number), None) => format!("n°\u{a0}{number}"),
        (None, Some(date)) => format!("du {}", french::date_plain(date)),
        (None, None) => String::new(),
    };
    let school_days = |days: i32| {
        let days = u64::try_from(days).unwrap_or_default();
        words::counted(days, "jour de classe", "jours de classe")
    };
    let days = school_days(tenant.agreement_due_days);
    let release = match (tenant.agreement_policy, tenant.release_days) {
        (AgreementPolicy::BeforeVisit, Some(days)) => format!(
            "Supprimées {} avant le stage, à {}",
            school_days(days),
            french::hour(RELEASED_AT)
        ),
        _ => "Jamais supprimées d’elles-mêmes".to_owned(),
    };
    let policy = match tenant.agreement_policy {
        AgreementPolicy::BeforeVisit => format!("Revenue signée {days} avant le stage"),
        AgreementPolicy::OnTheDay => "Apportée signée le jour du stage".to_owned(),
        AgreementPolicy::YearlyFramework => {
            "Une convention-cadre par établissement et par année".to_owned()
        }
    };
    let erased = retention::erased(tenant);
    let rules = [
        ("Convention", policy),
        ("Réservations non confirmées", release),
        ("Identité des élèves", format!("Effacée {erased}")),
        ("Délibération du conseil d’administration", board),
        ("Vacances scolaires", tenant.holiday_zone.clone()),
        ("Fuseau horaire", tenant.time_zone.name().to_owned()),
    ];
    let mut groups = Vec::from_iter(teacher(host).await?);
    groups.extend([group("Le lycée", &lycee), group("Calendrier et règles", &rules)]);
    Ok(OptionsPage {
        links: links_of(host).await?,
        groups,
        hint: format!(
            "Ces informations sont imprimées sur les conventions. Pour les modifier, écrivez à {contact}."
        ),
    })
}

fn group(title: &str, facts: &[(&str, String)]) -> FactGroup {
    let facts: Vec<(&str, &str)> =
        facts.iter().map(|(label, value)| (*label, value.as_str())).collect();
    FactGroup::new(title, &facts)
}

fn joined(name: &Option<String>, quality: &Option<String>) -> String {
    words::joined(", ", [name, quality].into_iter().flatten().map(String::as_str))
}
