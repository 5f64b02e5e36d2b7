//! `/portails-effaces`: what is kept of the portals that were erased; on paper, too.

use domain::erasure::{ErasedCounts, ErasedPortal, PortalEnd};
use domain::ids::PortalErasureId;
use domain::tenancy::Operator;
use education::french;

use super::pages::{ErasedPortalsPage, ErasedRow};
use crate::agreements::handlers::file;
use crate::moments::{Clock, moment};
use crate::query::Query;
use crate::statement::{Section, Statement};
use crate::urls;
use crate::view::{Empty, Listed};
use crate::visit::{Failure, Ids, Result, Signed};
use crate::words::counted;

/// `GET /portails-effaces`.
pub(crate) async fn list(visit: Signed<Operator>) -> Result {
    let query = Query::of(&visit.target);
    let page = visit.role.erased_portals(query.page()).await?;
    let pager = query.pager(&page);
    let none = || {
        Empty::new(
            "Aucun portail effacé",
            "Un certificat paraît ici quand un portail archivé est effacé, ou un brouillon abandonné.",
        )
    };
    let rows = page.rows.iter().map(row).collect();
    visit.page(&ErasedPortalsPage { list: Listed::new(rows, pager, none) })
}

/// `GET /portails-effaces/{erasure}/certificat.pdf`.
pub(crate) async fn print(visit: Signed<Operator>, Ids(id): Ids<PortalErasureId>) -> Result {
    let one = visit.role.erased_portal(id).await?.ok_or(Failure::NotFound)?;
    let pdf = certificate(&one).print(&visit.app, None, visit.now).await?;
    let name = format!("certificat-effacement-{}.pdf", one.slug);
    Ok(file("application/pdf", "inline", &name, &name, pdf))
}

fn row(one: &ErasedPortal) -> ErasedRow {
    ErasedRow {
        name: one.name.clone(),
        place: format!("{} · {}", one.city, one.slug),
        end: end(one),
        erased: moment(one.erased_at, Clock::OPERATORS),
        counts: counts(&one.counts).join(", "),
        reason: one.reason.clone().unwrap_or_default(),
        pdf: urls::erased_portal(one.id),
    }
}

fn end(one: &ErasedPortal) -> String {
    let day = |at| french::date_plain(Clock::OPERATORS.day(at));
    match (one.why, one.archived_at) {
        (PortalEnd::Archived, Some(at)) => format!("Archivé le {}", day(at)),
        (PortalEnd::Archived, None) => "Archivé".to_owned(),
        (PortalEnd::Abandoned, _) => "Brouillon abandonné".to_owned(),
        (PortalEnd::Restored, _) => "Revenu avec une sauvegarde, effacé de nouveau".to_owned(),
    }
}

fn counts(counts: &ErasedCounts) -> Vec<String> {
    [
        (counts.stages, "stage", "stages"),
        (counts.bookings, "réservation", "réservations"),
        (counts.pupils, "élève", "élèves"),
        (counts.conventions, "version de convention", "versions de conventions"),
        (counts.staff, "place dans l’équipe", "places dans l’équipe"),
        (counts.accounts, "compte", "comptes"),
        (counts.mails, "courriel", "courriels"),
        (counts.history, "ligne d’historique", "lignes d’historique"),
    ]
    .map(|(count, one, many)| counted(count, one, many))
    .to_vec()
}

fn certificate(one: &ErasedPortal) -> Statement {
    let at = |at| moment(at, Clock::FRANCE);
    let mut facts = vec![
        ("Portail", one.name.clone()),
        ("Code RNE", one.uai.to_string()),
        ("Adresse", one.slug.clone()),
        ("Créé le", at(one.opened_at)),
        ("Fin du portail", end(one)),
    ];
    facts.extend(one.archived_at.map(|archived| ("Archivé le", at(archived))));
    facts.push(("Effacé le", at(one.erased_at)));
    let mut gone = Section::new(
        "Ce qui a été effacé",
        [
            "Toutes les données du portail\u{a0}: stages, réservations, élèves qui n’étaient inscrits nulle part ailleurs, conventions, équipe, réglages, modèles et fichiers, courriels, historique, connexions, liens et invitations. Les comptes des personnes qui n’étaient qu’à ce portail. L’archive du portail.",
        ],
    );
    gone.paragraphs.push(counts(&one.counts).join("\n"));
    Statement {
        title: "Certificat d’effacement d’un portail".to_owned(),
        subtitle: format!("{}, {}", one.name, one.city),
        facts: facts.into_iter().map(|(label, value)| (label.to_owned(), value)).collect(),
        sections: vec![
            gone,
            Section::new(
                "Ce qui est gardé",
                [
                    "Ce certificat, sans nom de personne. Les comptes des établissements, et ceux des personnes qui ont une place ailleurs. Une marque sans nom, pour qu’une sauvegarde restaurée ne ramène pas le portail.",
                ],
            ),
            Section::new(
                "Ce qui n’est pas sur la plateforme",
                [
                    "Les archives téléchargées avant l’effacement, les conventions imprimées et les courriels reçus sont conservés par ceux qui les ont, sous leur responsabilité. Les sauvegardes disparaissent à leur terme.",
                ],
            ),
        ],
    }
}
