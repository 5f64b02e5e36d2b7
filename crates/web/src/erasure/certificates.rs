//! `/effacements`: what was erased of each school year, for the administrators of a portal; on paper, too.

use domain::StaffMember;
use domain::erasure::Certificate;
use domain::tenancy::Tenant;
use education::french;

use super::pages::{CertificateRow, CertificatesPage};
use crate::agreements::handlers::file;
use crate::home::retention;
use crate::moments::{Clock, moment};
use crate::statement::{Section, Statement};
use crate::view::Empty;
use crate::visit::{Failure, Ids, Result, Signed};
use crate::{urls, words};

/// `GET /effacements`.
pub(crate) async fn list(me: Signed<StaffMember>) -> Result {
    let all = me.role.certificates().await?.ok_or(Failure::NotFound)?;
    let tenant = me.role.portal().tenant();
    let none = "Aucun effacement à date n’a encore eu lieu";
    let hint = "Un certificat paraît ici après chacun. Ce qui est effacé à la demande est dans l’historique.";
    me.page(&CertificatesPage {
        rule: retention::erased(tenant),
        empty: all.is_empty().then(|| Empty::new(none, hint)),
        rows: all.iter().map(|one| row(one, tenant)).collect(),
    })
}

/// `GET /effacements/{year}/certificat.pdf`.
pub(crate) async fn print(me: Signed<StaffMember>, Ids(year): Ids<i32>) -> Result {
    let one = me.role.certificate(year).await?.ok_or(Failure::NotFound)?;
    let portal = me.role.portal();
    let statement = certificate(&one, portal.tenant());
    let pdf = statement.print(&me.app, Some(portal), me.now).await?;
    let name = format!("certificat-effacement-{}.pdf", one.year);
    Ok(file("application/pdf", "inline", &name, &name, pdf))
}

fn row(one: &Certificate, tenant: &Tenant) -> CertificateRow {
    CertificateRow {
        year: one.year.to_string(),
        when: when(one, tenant),
        erased: erased(one),
        left: left(one),
        pdf: urls::certificate(one.number()),
    }
}

fn when(one: &Certificate, tenant: &Tenant) -> String {
    let day = |at| french::date_plain(tenant.local_day(at));
    match (day(one.first_at), day(one.last_at)) {
        (first, last) if first == last => format!("le {first}"),
        (first, last) => format!("du {first} au {last}"),
    }
}

fn erased(one: &Certificate) -> String {
    let pupils = words::counted(one.identities, "identité d’élève", "identités d’élèves");
    format!("{pupils}, dans {}", words::counted(one.bookings, "réservation", "réservations"))
}

fn left(one: &Certificate) -> String {
    let (bookings, stages) = (
        words::counted(one.kept, "réservation", "réservations"),
        words::counted(one.stages, "stage", "stages"),
    );
    let named = match one.named {
        0 => "sans aucune identité".to_owned(),
        named => format!(
            "dont {} avec une identité",
            words::counted(named, "réservation", "réservations")
        ),
    };
    format!("{bookings} et {stages}, {named}")
}

fn kept(one: &Certificate) -> String {
    let kept = "Les stages, les réservations, leur état, l’établissement d’origine et les dates, pour les nombres.";
    match one.named {
        0 => format!("{kept} Aucune de ces lignes ne mène plus à un élève."),
        named => format!(
            "{kept} {} encore à un élève\u{a0}: {} pas atteint la date de la règle.",
            words::counted(named, "réservation mène", "réservations mènent"),
            if named == 1 { "elle n’a" } else { "elles n’ont" }
        ),
    }
}

fn certificate(one: &Certificate, tenant: &Tenant) -> Statement {
    let clock = Clock::of(tenant);
    let facts = [
        ("Portail", tenant.name.clone()),
        ("Code RNE", tenant.uai.to_string()),
        ("Année scolaire des stages", one.year.to_string()),
        ("Règle du portail", format!("Identité effacée {}", retention::erased(tenant))),
        ("Premier effacement", moment(one.first_at, clock)),
        ("Dernier effacement", moment(one.last_at, clock)),
        ("Effacé", erased(one)),
        ("Ce qui reste", left(one)),
        ("Effacé par", "la plateforme, à la date de la règle".to_owned()),
    ];
    Statement {
        title: "Certificat d’effacement".to_owned(),
        subtitle: format!("Identités des élèves venus en mini-stage, année scolaire {}", one.year),
        facts: facts.into_iter().map(|(label, value)| (label.to_owned(), value)).collect(),
        sections: vec![
            Section::new(
                "Ce qui a été effacé",
                [
                    "Nom, prénom et classe de chaque élève\u{a0}; l’orthographe propre à une réservation\u{a0}; les motifs écrits à la main\u{a0}; l’élève sur chaque version de la convention\u{a0}; ce qui était gardé des courriels de la réservation\u{a0}; les tâches en attente qui la concernaient.",
                ],
            ),
            Section::new("Ce qui est gardé", [kept(one).as_str()]),
            Section::new(
                "Ce qui n’est pas sur la plateforme",
                [
                    "Les conventions imprimées ou téléchargées et les courriels reçus par les établissements sont conservés par eux, sous leur responsabilité.",
                ],
            ),
        ],
    }
}
