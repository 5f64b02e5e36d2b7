//! `/etablissements` of `compte.<base>`: my schools, and what a person may do for each.

use std::collections::HashMap;

use domain::account_home::OwnSchool;
use education::{Uai, names};

use super::pages::{SchoolCorner, SchoolsPage};
use crate::profile::pages::PageLink;
use crate::signup::pages::SchoolCard;
use crate::urls;
use crate::visit::{Result, SignedPerson};
use crate::words::{counted, school_role};

/// Shows the person's schools.
pub(crate) async fn schools(visit: SignedPerson) -> Result {
    let schools = visit.role.schools().await?;
    let requests: HashMap<Uai, u64> = visit.role.requests_to_answer().await?.into_iter().collect();
    let untied = if schools.is_empty() { visit.untied().await? } else { None };
    visit.page(&SchoolsPage {
        untied,
        acts_for: acts_for(visit.role.person().school, &schools),
        schools: schools
            .into_iter()
            .map(|school| {
                let waiting = requests.get(&school.uai);
                corner(school, waiting.copied())
            })
            .collect(),
        contact: visit.app.address.contact.clone(),
    })
}

/// The school that she chose, while it is hers, else her first; where there is a choice.
fn acts_for(chosen: Option<Uai>, schools: &[OwnSchool]) -> Option<String> {
    let hers = schools.iter().find(|school| Some(school.uai) == chosen);
    let one = hers.or(schools.first()).filter(|_| schools.len() > 1)?;
    Some(one.uai.to_string())
}

/// A school and its pages; `waiting` is the number of requests to answer, for its managers.
fn corner(school: OwnSchool, waiting: Option<u64>) -> SchoolCorner {
    let street = school.address.lines().collect::<Vec<_>>().join(", ");
    let information = PageLink::new(
        "building-2",
        "Informations de l’Établissement",
        "Ce qui est imprimé sur vos conventions",
        urls::school_information(school.uai),
    );
    let colleagues = PageLink::new(
        "users",
        "Collègues",
        "Qui réserve pour l’établissement",
        urls::colleagues(school.uai),
    );
    let requests = waiting.map(|waiting| {
        let words = match waiting {
            0 => "Aucune demande de création de compte".to_owned(),
            waiting => format!("{} à traiter", counted(waiting, "demande", "demandes")),
        };
        PageLink::new("inbox", "Demandes", words, urls::requests(school.uai))
    });
    let history = PageLink::new(
        "clock",
        "Historique",
        "Qui a fait quoi, et quand",
        urls::school_history(school.uai),
    );
    SchoolCorner {
        role: school_role(school.role).to_owned(),
        links: [information, colleagues].into_iter().chain(requests).chain([history]).collect(),
        card: SchoolCard {
            name: names::display(&school.name),
            with_article: names::definite(&school.name),
            address: format!("{street}, {} {}", school.postal_code, school.city),
            uai: school.uai.to_string(),
        },
    }
}
