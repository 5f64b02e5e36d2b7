//! `/information-des-familles`: what a lycée tells the families of those who come, made of what its portal is set to.
//!
//! RGPD, articles 13 and 14: who asks, why, what, who sees it, how long, whom to write to.

use std::sync::LazyLock;
use std::time::Duration;

use bytes::Bytes;
use domain::tenancy::{AgreementPolicy, Tenant};
use moka::future::Cache;

use super::pages::FamiliesPage;
use super::retention;
use crate::agreements::handlers::file;
use crate::statement::{Section, Statement};
use crate::visit::{Failure, Result, Visitor};
use crate::{urls, words};

/// How long a notice is kept.
pub(super) const KEPT_FOR: Duration = Duration::from_secs(3600);

/// Notices that were printed, by host and version: everybody may ask for one, so none is printed twice in an hour.
static PRINTED: LazyLock<Cache<(String, i32), Bytes>> =
    LazyLock::new(|| Cache::builder().max_capacity(200).time_to_live(KEPT_FOR).build());

/// `GET /information-des-familles`.
pub(crate) async fn show(visitor: Visitor) -> Result {
    let Statement { title, subtitle, sections, .. } =
        notice(visitor.portal.tenant(), &visitor.app.address.contact);
    visitor.page(&FamiliesPage { title, subtitle, sections, pdf: urls::FAMILIES_PDF })
}

/// `GET /information-des-familles.pdf`.
pub(crate) async fn print(visitor: Visitor) -> Result {
    let tenant = visitor.portal.tenant();
    let statement = notice(tenant, &visitor.app.address.contact);
    let printed = statement.print(&visitor.app, Some(&visitor.portal), visitor.now);
    let key = (visitor.host_name.clone(), tenant.version);
    let pdf = PRINTED.try_get_with(key, printed).await.map_err(Failure::Shared)?;
    let name = "information-des-familles.pdf";
    Ok(file("application/pdf", "inline", name, name, pdf))
}

fn notice(tenant: &Tenant, contact: &str) -> Statement {
    let details = &tenant.details;
    let paper = match tenant.agreement_policy {
        AgreementPolicy::BeforeVisit | AgreementPolicy::OnTheDay => {
            "Une convention, que vous signez, porte ces mêmes informations."
        }
        AgreementPolicy::YearlyFramework => {
            "Une convention-cadre est signée entre les deux établissements."
        }
    };
    let mail = if details.mail.is_empty() { contact } else { &details.mail };
    let ways = [
        format!("par courriel à {mail}"),
        match details.phone.as_str() {
            "" => String::new(),
            phone => format!("par téléphone au {phone}"),
        },
        match details.address.join(", ").as_str() {
            "" => String::new(),
            address => format!("par courrier\u{a0}: {}, {address}", tenant.name),
        },
    ];
    let ways = words::joined("\u{a0}; ", ways.iter().map(String::as_str));
    let head = words::joined(", ", [details.head_name.as_str(), &details.head_quality]);
    let head = if head.is_empty() { String::new() } else { format!(", représenté par {head}") };
    let own = |title: &str, paragraphs: Vec<String>| Section {
        title: title.to_owned(),
        paragraphs,
        rows: Vec::new(),
    };
    Statement {
        title: "Information des familles".to_owned(),
        subtitle: format!(
            "Les données de votre enfant, quand il vient en mini-stage\u{a0}: {}",
            tenant.name
        ),
        facts: Vec::new(),
        sections: vec![
            own(
                "Qui les demande",
                vec![format!(
                    "{}{head}, pour le mini-stage qu’il accueille\u{a0}; l’établissement de votre enfant, qui l’inscrit. La plateforme Ministage les traite pour eux.",
                    tenant.name
                )],
            ),
            Section::new(
                "Pourquoi",
                [
                    "Réserver une place, établir la convention et la convocation, accueillir votre enfant, dire à son établissement s’il est venu. C’est une mission d’intérêt public\u{a0}: l’information et l’orientation des élèves (code de l’éducation, article L.\u{a0}331-7).",
                ],
            ),
            own(
                "Ce qui est demandé",
                vec![format!(
                    "Nom, prénom et classe de votre enfant, et le stage choisi. Rien d’autre\u{a0}: ni adresse, ni date de naissance, ni donnée de santé. {paper}"
                )],
            ),
            Section::new(
                "Qui les voit",
                [
                    "Les personnes de son établissement qui inscrivent, et celles du lycée qui accueillent\u{a0}; pour dépanner, un exploitant de la plateforme, et c’est noté dans l’historique. Un autre lycée ne les voit pas. Rien n’est public\u{a0}: les pages ouvertes à tous ne montrent que des nombres de places. Rien n’est vendu ni transmis.",
                ],
            ),
            own(
                "Combien de temps",
                vec![format!(
                    "L’identité de votre enfant est effacée {}. Seuls des nombres restent. La convention signée sur papier est conservée par les établissements.",
                    retention::erased(tenant)
                )],
            ),
            own(
                "Vos droits",
                vec![format!(
                    "Vous pouvez demander à voir ce qui est conservé, à le corriger, à l’effacer ou à en limiter l’usage, et vous y opposer\u{a0}: {ways}\u{a0}; ou auprès de l’établissement de votre enfant. Le délégué à la protection des données de l’académie peut aussi être saisi, et la CNIL (www.cnil.fr)."
                )],
            ),
        ],
    }
}
