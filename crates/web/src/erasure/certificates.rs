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
    let hint =
        "Un certificat paraît ici après chacun, et compte aussi ce qui a été effacé à la demande.";
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
        by_word: by_word(one),
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
    counted(one.identities, one.bookings)
}

/// What was erased because somebody asked for it; empty: nothing was.
fn by_word(one: &Certificate) -> String {
    match one.by_word {
        0 => String::new(),
        bookings => counted(one.pupils_by_word, bookings),
    }
}

fn counted(pupils: u64, bookings: u64) -> String {
    let pupils = words::counted(pupils, "identité d’élève", "identités d’élèves");
    format!("{pupils}, dans {}", words::counted(bookings, "réservation", "réservations"))
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
        ("Effacé à la date de la règle", erased(one)),
        ("Effacé avant, à la demande", by_word(one)),
        ("Ce qui reste", left(one)),
        (
            "Effacé par",
            match one.by_word {
                0 => "la plateforme, à la date de la règle",
                _ => "la plateforme, à la date de la règle\u{a0}; à la demande, les personnes que l’historique nomme",
            }
            .to_owned(),
        ),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    Statement {
        title: "Certificat d’effacement".to_owned(),
        subtitle: format!("Identités des élèves venus en mini-stage, année scolaire {}", one.year),
        facts: facts.map(|(label, value)| (label.to_owned(), value)).collect(),
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
