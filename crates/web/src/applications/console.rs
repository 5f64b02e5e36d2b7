//! What operators compare, and their decision.

use domain::applications::{
    ApplicationFile, ApplicationState, HolderOfMailbox, SchoolApplication, VerdictRefused,
};
use domain::ids::ApplicationId;
use domain::signup::SchoolAnswer;
use education::mailboxes::Origin;

use super::form::label;
use super::pages::{ApplicationListPage, ApplicationPage, ApplicationRow, RefuseApplicationPage};
use crate::console::ROWS;
use crate::form::Form;
use crate::moments::{Clock, moment};
use crate::query::Query;
use crate::urls;
use crate::view::{Badge, Choice, Empty, Listed, Tone};
use crate::visit::{Failure, Ids, Reply, Result, Signed, Visit, redirect};
use domain::tenancy::{FullOperator, Operator};

/// The choice of « État » that is no state.
const ALL: &str = "toutes";

/// `GET /inscriptions`: those that wait, unless others are asked for.
pub(crate) async fn list(visit: Signed<Operator>) -> Result {
    let query = Query::of(&visit.target);
    let all = query.get("etat") == ALL;
    let state = (!all).then(|| query.read("etat").unwrap_or(ApplicationState::Waiting));
    let page = visit.role.application_page(state, query.page_of(ROWS)).await?;
    let mailboxes = page.rows.iter().map(|application| application.mail.as_str());
    let people = visit.role.people_by_mailbox(mailboxes).await?;
    let page = page.map(|application| ApplicationRow {
        person: people.get(application.mail.as_str()).map(urls::person),
        ..row(&application)
    });
    let pager = query.neighbours(&page);
    let hint = "Les demandes d’inscription arrivent ici quand leur adresse est confirmée.";
    let list = Listed::new(page.rows, pager, || Empty::new("Aucune demande", hint));
    visit.page(&ApplicationListPage { states: states(state), list })
}

/// `GET /inscriptions/{application}`.
pub(crate) async fn show(visit: Signed<Operator>, Ids(id): Ids<ApplicationId>) -> Result {
    let file = file(&visit.role, id).await?;
    visit.trace("application_read").about(id).done();
    visit.page(&page(&file))
}

/// `POST /inscriptions/{application}/acceptation`.
pub(crate) async fn accept(visit: Signed<FullOperator>, Ids(id): Ids<ApplicationId>) -> Result {
    file(&visit.role, id).await?;
    let decided = visit.role.accept_application(id).await;
    after(
        &visit,
        "application_accepted",
        id,
        decided,
        "La demande est acceptée\u{a0}: l’invitation part par courriel.",
    )
}

/// `GET /inscriptions/{application}/refus`.
pub(crate) async fn ask_refuse(visit: Signed<FullOperator>, Ids(id): Ids<ApplicationId>) -> Result {
    let file = file(&visit.role, id).await?;
    if file.application.state != ApplicationState::Waiting {
        return Ok(too_late(id));
    }
    visit.page(&refusal(&file, visit.typed().await.unwrap_or_default()))
}

/// `POST /inscriptions/{application}/refus`.
pub(crate) async fn refuse(
    visit: Signed<FullOperator>,
    Ids(id): Ids<ApplicationId>,
    mut form: Form,
) -> Result {
    let file = file(&visit.role, id).await?;
    let Some(reason) = form.reason() else {
        return visit.again(&refusal(&file, form));
    };
    let decided = visit.role.refuse_application(id, &reason).await;
    after(
        &visit,
        "application_refused",
        id,
        decided,
        "La demande est refusée\u{a0}: le motif part par courriel.",
    )
}

async fn file(role: &Operator, id: ApplicationId) -> Result<ApplicationFile> {
    let found = role.application_file(id).await?;
    found.ok_or(Failure::NotFound)
}

/// Back to the list with what was done, or to the application with why not.
fn after(
    visit: &Visit,
    event: &'static str,
    id: ApplicationId,
    decided: std::result::Result<(), VerdictRefused>,
    done: &str,
) -> Result {
    let line = visit.trace(event).about(id);
    match decided {
        Ok(()) => {
            line.done();
            Ok(redirect("/inscriptions").good(done))
        }
        Err(VerdictRefused::TooLate) => {
            line.refused("too_late");
            Ok(too_late(id))
        }
        Err(VerdictRefused::School(answer)) => {
            line.refused("another_way");
            let why = obstacle(&answer).unwrap_or_default();
            Ok(redirect(&urls::application(id)).bad(why))
        }
        Err(VerdictRefused::Fault(fault)) => Err(fault.into()),
    }
}

fn too_late(id: ApplicationId) -> Reply {
    redirect(&urls::application(id)).info("Cette demande n’attend plus de décision.")
}

fn page(file: &ApplicationFile) -> ApplicationPage {
    let application = &file.application;
    let fact = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    ApplicationPage {
        head: ApplicationRow {
            person: file.holder.as_ref().map(|holder| urls::person(holder.account)),
            ..row(application)
        },
        listed: !matches!(file.answer, SchoolAnswer::Unknown { .. }),
        facts: ApplicationPage::facts(file),
        applicant: vec![
            fact("Nom", &application.name()),
            fact("Fonction", &application.position),
            fact("Mail", &application.mail),
            fact("Téléphone", application.phone.as_deref().unwrap_or("–")),
            fact("Portail", &application.host),
        ],
        origin: origin(file.origin),
        holder: file.holder.as_ref().map(holder),
        others: file.others.iter().map(row).collect(),
        obstacle: obstacle(&file.answer),
        mailbox: match &file.answer {
            SchoolAnswer::Ready { login, .. } => Some(login.clone()),
            _ => None,
        },
        waiting: application.state == ApplicationState::Waiting,
        accept: urls::accept_application(application.id),
        refuse: urls::refuse_application(application.id),
        reason: application.reason.clone(),
    }
}

fn refusal(file: &ApplicationFile, form: Form) -> RefuseApplicationPage {
    RefuseApplicationPage {
        head: row(&file.application),
        mail: file.application.mail.clone(),
        action: urls::refuse_application(file.application.id),
        form,
    }
}

fn row(application: &SchoolApplication) -> ApplicationRow {
    ApplicationRow {
        href: urls::application(application.id),
        school: format!("{}, {}", application.school.name, label(application.school.kind)),
        uai: application.uai.to_string(),
        city: application.school.city.to_string(),
        applicant: format!("{}, {}", application.name(), application.position),
        person: None,
        date: moment(application.proved_at.unwrap_or(application.created_at), Clock::OPERATORS),
        state: badge(application.state),
    }
}

fn states(chosen: Option<ApplicationState>) -> Vec<Choice> {
    let all = [
        (ApplicationState::Waiting.as_str(), "À vérifier"),
        (ApplicationState::Accepted.as_str(), "Acceptées"),
        (ApplicationState::Refused.as_str(), "Refusées"),
        (ALL, "Toutes"),
    ];
    Choice::list(chosen.map_or(ALL, ApplicationState::as_str), all)
}

fn badge(state: ApplicationState) -> Badge {
    match state {
        ApplicationState::Unproved => Badge::new(Tone::Neutral, "mail", "Adresse à confirmer"),
        ApplicationState::Waiting => Badge::new(Tone::Wait, "hourglass", "À vérifier"),
        ApplicationState::Accepted => Badge::new(Tone::Good, "check", "Acceptée"),
        ApplicationState::Refused => Badge::new(Tone::Bad, "circle-x", "Refusée"),
        ApplicationState::Replaced => Badge::new(Tone::Neutral, "refresh-cw", "Remplacée"),
    }
}

fn origin(origin: Origin) -> Badge {
    match origin {
        Origin::School => Badge::new(Tone::Good, "check", "Adresse de cet établissement"),
        Origin::Academy => Badge::new(Tone::Good, "check", "Adresse académique"),
        Origin::Agricultural => {
            Badge::new(Tone::Good, "check", "Adresse de l’enseignement agricole")
        }
        Origin::Provider => {
            Badge::new(Tone::Bad, "triangle-alert", "Adresse ouverte à tous, sans garantie")
        }
        Origin::Other => Badge::new(Tone::Wait, "mail", "Adresse d’un autre domaine"),
    }
}

fn holder(holder: &HolderOfMailbox) -> String {
    let schools: Vec<_> = holder.schools.iter().map(ToString::to_string).collect();
    let of = match schools.as_slice() {
        [] => "sans établissement".to_owned(),
        schools => schools.join(", "),
    };
    format!(
        "Cette adresse a déjà un compte\u{a0}: {} ({of}). Acceptée, la personne garde son mot de passe.",
        holder.name
    )
}

/// What hinders accepting, or what follows from it.
fn obstacle(answer: &SchoolAnswer) -> Option<String> {
    Some(
        match answer {
            SchoolAnswer::Ready { .. }
            | SchoolAnswer::NoMailbox(_)
            | SchoolAnswer::Unknown { .. } => return None,
            SchoolAnswer::AlreadyRegistered { .. } => {
                "Cet établissement a un compte depuis. Refusez, en disant de passer par « Récupération d’identifiant »."
            }
            SchoolAnswer::Closed(_) => "L’annuaire dit que cet établissement est fermé.",
            SchoolAnswer::Section { .. } => {
                "Ce code est celui d’une section\u{a0}: le compte est celui de l’établissement."
            }
            SchoolAnswer::Unreadable(_) | SchoolAnswer::WrongLetter { .. } => {
                "Ce code n’est pas valable."
            }
        }
        .to_owned(),
    )
}
