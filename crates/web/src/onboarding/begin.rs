//! `/lycees/nouveau`: the school is found, and gets its address.

use axum::http::StatusCode;
use domain::directory::School;
use domain::onboarding::{BeginRefused, Candidate};
use domain::tenancy::FullOperator;
use education::{Uai, academies};

use super::frame::{SECTION, cannot_be};
use super::pages::{BeginLyceePage, FindLyceePage, SchoolRow};
use crate::console::lycees::state_badge;
use crate::form::Form;
use crate::query::Query;
use crate::urls;
use crate::view::{Empty, Search};
use crate::visit::{Failure, Ids, Result, Signed, Visit, redirect};
use crate::words::joined;

/// `GET /lycees/nouveau?recherche=…`: a number leads on at once.
pub(crate) async fn find(visit: Signed<FullOperator>) -> Result {
    let typed = Query::of(&visit.target).get("recherche").to_owned();
    if let Ok(uai) = typed.parse::<Uai>()
        && visit.role.is_listed(uai).await?
    {
        return Ok(redirect(&urls::new_lycee(uai)));
    }
    let found = visit.role.find_schools(&typed).await?;
    let empty = (!typed.is_empty() && found.is_empty()).then(|| {
        Empty::new(
            "Aucun établissement trouvé",
            "Essayez le code RNE, le début du nom ou la ville. Un établissement qui vient d’ouvrir n’est dans l’annuaire qu’à la prochaine mise à jour.",
        )
    });
    let hint = Uai::suggestion(&typed).filter(|_| typed.parse::<Uai>().is_err());
    visit.page(&FindLyceePage {
        search: Search::new(urls::NEW_LYCEE, "Code RNE (UAI), nom ou ville", typed),
        rows: found.iter().map(row).collect(),
        empty,
        hint: hint.map(|uai| (urls::new_lycee(uai), uai.to_string())),
    })
}

/// `GET /lycees/nouveau/{uai}?adresse=…`.
pub(crate) async fn ask(visit: Signed<FullOperator>, Ids(uai): Ids<String>) -> Result {
    let found = candidate(&visit, &uai).await?;
    let chosen = Query::of(&visit.target).get("adresse").to_owned();
    let first = match chosen.is_empty() {
        true => found.offered.first().cloned().unwrap_or_default(),
        false => chosen,
    };
    let form = visit.typed().await.unwrap_or_else(|| Form::default().with("adresse", first));
    visit.page(&page(&visit, &found, form))
}

/// `POST /lycees/nouveau/{uai}`.
pub(crate) async fn send(
    visit: Signed<FullOperator>,
    Ids(uai): Ids<String>,
    mut form: Form,
) -> Result {
    let found = candidate(&visit, &uai).await?;
    let slug = form.check("adresse", |typed| Ok(typed.trim().to_lowercase())).unwrap_or_default();
    let second = form.check("deuxieme", |typed| Ok(typed == "oui")).unwrap_or_default();
    let begun = visit.role.begin_lycee(found.school.uai, &slug, &visit.app.start, second).await;
    let form = match begun {
        Ok(id) => {
            visit.trace("lycee_begun").about(id).done();
            return Ok(redirect(&urls::prepare_about(id))
                .good("Le portail est commencé\u{a0}: il reste un brouillon jusqu’à son ouverture."));
        }
        // A second click, or a colleague.
        Err(BeginRefused::Begun(id)) => {
            return Ok(redirect(&urls::lycee(id)).info("Cet établissement a déjà un portail à cette adresse\u{a0}: le voici."));
        }
        Err(BeginRefused::Second(_)) => {
            form.wrong("deuxieme", "Cet établissement a déjà un portail\u{a0}: cochez la case s’il lui en faut un deuxième.")
        }
        Err(BeginRefused::Portal(why)) => form.wrong("adresse", cannot_be(&why)),
        Err(BeginRefused::Unknown) => return Err(Failure::NotFound),
        Err(BeginRefused::Fault(fault)) => return Err(fault.into()),
    };
    // What a colleague made meanwhile is shown.
    let found = candidate(&visit, &uai).await?;
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page(&visit, &found, form))
}

async fn candidate(visit: &Signed<FullOperator>, uai: &str) -> Result<Candidate> {
    let uai = uai.parse().map_err(|_| Failure::NotFound)?;
    visit.role.candidate(uai).await?.ok_or(Failure::NotFound)
}

fn row(school: &School) -> SchoolRow {
    SchoolRow {
        href: urls::new_lycee(school.uai),
        name: school.listed.name.clone(),
        kind: format!("{} · {}", school.kind.label(), school.uai),
        city: school.listed.city.clone(),
    }
}

fn page(visit: &Visit, found: &Candidate, form: Form) -> BeginLyceePage {
    let Candidate { school, portals, offered, is_section } = found;
    let academy = academies::by_code(&school.academy).or_else(|| academies::by_uai(school.uai));
    let fact = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    let address = school.listed_address();
    let mailbox = school.mailbox();
    BeginLyceePage {
        name: school.listed.name.clone(),
        facts: vec![
            fact("Code RNE", &school.uai.to_string()),
            fact("Nature", school.kind.label()),
            fact("Académie", academy.map_or("–", |academy| &academy.name)),
            fact("Adresse", &joined(", ", address.iter().map(String::as_str))),
            fact("Téléphone", school.listed.phone.as_deref().unwrap_or("–")),
            fact("Boîte de l’établissement", mailbox.address().unwrap_or("aucune connue")),
        ],
        barred: if *is_section {
            SECTION.to_owned()
        } else if !school.is_open() {
            "L’annuaire donne cet établissement pour fermé.".to_owned()
        } else {
            String::new()
        },
        portals: portals
            .iter()
            .map(|one| {
                let name = format!("{} ({})", one.name, one.slug);
                (urls::lycee(one.id), name, state_badge(one.state))
            })
            .collect(),
        action: urls::new_lycee(school.uai),
        base: format!(".{}", visit.app.backstage.base_domain()),
        offered: offers(&urls::new_lycee(school.uai), offered),
        form,
    }
}

/// Addresses to choose from: each, and where the page shows it chosen.
pub(super) fn offers(page: &str, offered: &[String]) -> Vec<(String, String)> {
    offered.iter().map(|one| (one.clone(), format!("{page}?adresse={one}"))).collect()
}
