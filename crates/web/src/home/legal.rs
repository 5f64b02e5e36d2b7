//! Mentions légales, données personnelles, accessibilité: of a lycée on its portal, of the platform
//! on the other hosts. A lycée adds its own words under `legal`, `privacy` and `accessibility`.
//!
//! Sources: LCEN, article 6 (who publishes); RGPD, articles 13 and 14 (what people are told);
//! RGAA 4.1, decree 2019-768 (what an accessibility page says).

use domain::tenancy::Tenant;

use super::pages::LegalPage;
use super::retention;
use crate::visit::{AnyVisit, Result};
use crate::words::joined;

/// `/mentions-legales`.
pub(crate) async fn notice(visit: AnyVisit) -> Result {
    visit.page(&notice_of(&visit.app.address.contact, tenant(&visit)))
}

/// `/donnees-personnelles`.
pub(crate) async fn privacy(visit: AnyVisit) -> Result {
    visit.page(&privacy_of(&visit.app.address.contact, tenant(&visit)))
}

/// `/accessibilite`.
pub(crate) async fn accessibility(visit: AnyVisit) -> Result {
    visit.page(&accessibility_of(&visit.app.address.contact, tenant(&visit)))
}

/// The three pages of a lycée, or of the platform.
pub(crate) fn all_of(contact: &str, tenant: Option<&Tenant>) -> [LegalPage; 3] {
    [notice_of(contact, tenant), privacy_of(contact, tenant), accessibility_of(contact, tenant)]
}

fn notice_of(contact: &str, tenant: Option<&Tenant>) -> LegalPage {
    let publisher = match tenant {
        Some(tenant) => section("Éditeur", &[of_lycee(tenant), publication(tenant)]),
        None => section(
            "Éditeur",
            &[format!(
                "Ministage, la plateforme des mini-stages en lycée. Contact\u{a0}: {contact}."
            )],
        ),
    };
    let sections = vec![
        publisher,
        section("Plateforme et hébergement", &[
            format!("Ce site fonctionne avec Ministage, un logiciel libre sous licence EUPL-1.2. La personne morale qui exploite cette plateforme et l’héberge répond à l’adresse {contact}."),
        ]),
        section("Propriété", &[
            "Le nom, le logo et les textes du lycée lui appartiennent. La police Inter est distribuée sous licence OFL, les icônes Lucide sous licence ISC.".to_owned(),
        ]),
        section("Cookies", &[
            "Ce site ne pose que les cookies nécessaires à la connexion, à ce que vous aviez saisi quand elle a pris fin et aux messages affichés d’une page à l’autre. Aucun outil de mesure d’audience, aucun service tiers\u{a0}: aucun consentement n’est donc demandé.".to_owned(),
        ]),
    ];
    page(tenant, "Mentions légales", sections, "legal")
}

fn privacy_of(contact: &str, tenant: Option<&Tenant>) -> LegalPage {
    let controller = match tenant {
        Some(tenant) => format!("{}, représenté par son chef d’établissement, pour les mini-stages qu’il accueille\u{a0}; l’établissement d’origine, pour les élèves qu’il inscrit. L’exploitant de la plateforme est leur sous-traitant.", of_lycee(tenant)),
        None => "Chaque lycée d’accueil pour les mini-stages qu’il propose, chaque établissement d’origine pour les élèves qu’il inscrit. L’exploitant de la plateforme est leur sous-traitant.".to_owned(),
    };
    let ask = answers(contact, tenant);
    let sections = vec![
        section("Responsables du traitement", &[controller]),
        section("Pourquoi", &[
            "Organiser les mini-stages\u{a0}: réserver une place, établir la convention et la convocation, accueillir l’élève, dire à son établissement s’il est venu. Base légale\u{a0}: la mission d’intérêt public d’information et d’orientation (code de l’éducation, articles L. 331-7 et D. 331-23 et suivants).".to_owned(),
        ]),
        section("Quelles données", &[
            "De l’élève\u{a0}: nom, prénom, classe, établissement, stages réservés et présence. Jamais de donnée de santé.\n\nDes personnels\u{a0}: civilité, nom, prénom, fonction, téléphone, adresse électronique professionnelle, et la trace de leurs actions sur la plateforme.".to_owned(),
        ]),
        section("Qui les voit", &[
            "L’établissement qui a inscrit l’élève et le lycée qui l’accueille. Un lycée ne voit pas les réservations faites chez un autre. Les pages publiques ne montrent que des nombres de places.".to_owned(),
        ]),
        section("Combien de temps", &[
            format!("L’identité des élèves est effacée {}\u{a0}; seuls des nombres sont conservés. Un compte que personne n’utilise pendant deux ans est supprimé, après un courriel qui prévient. Toutes les durées, une à une\u{a0}: page «\u{a0}Durées de conservation\u{a0}», en bas de chaque page.", retention::rule(tenant.map(|tenant| tenant.erasing).unwrap_or_default())),
        ]),
        section("Vos droits", &[
            format!("Vous pouvez demander l’accès à vos données, leur rectification, leur effacement, la limitation du traitement, ou vous y opposer, en écrivant à {ask} ou au délégué à la protection des données de l’académie. Vous pouvez aussi saisir la CNIL (www.cnil.fr)."),
        ]),
    ];
    page(tenant, "Données personnelles", sections, "privacy")
}

fn accessibility_of(contact: &str, tenant: Option<&Tenant>) -> LegalPage {
    let ask = answers(contact, tenant);
    let sections = vec![
        section("État de conformité", &[
            "Ce site n’a pas encore fait l’objet d’un audit de conformité au RGAA 4.1\u{a0}: son accessibilité est «\u{a0}non évaluée\u{a0}». Il est conçu pour être utilisable au clavier, avec un lecteur d’écran, agrandi à 400\u{a0}% et sans JavaScript, et ses pages sont vérifiées automatiquement.".to_owned(),
        ]),
        section("Documents", &[
            "Les conventions et le guide sont des PDF balisés, produits au format PDF/UA-1.".to_owned(),
        ]),
        section("Signaler une difficulté", &[
            format!("Si une page ou un document vous résiste, écrivez à {ask}\u{a0}: le contenu vous sera donné sous une autre forme et le défaut corrigé."),
        ]),
        section("Voies de recours", &[
            "Si vous n’obtenez pas de réponse, vous pouvez écrire au Défenseur des droits (www.defenseurdesdroits.fr), ou appeler le 09\u{a0}69\u{a0}39\u{a0}00\u{a0}00.".to_owned(),
        ]),
    ];
    page(tenant, "Accessibilité\u{a0}: non évaluée", sections, "accessibility")
}

/// Who answers: the lycée, else the platform.
fn answers<'a>(contact: &'a str, tenant: Option<&'a Tenant>) -> &'a str {
    let mail = tenant.map(|tenant| tenant.details.mail.as_str());
    mail.filter(|mail| !mail.is_empty()).unwrap_or(contact)
}

fn tenant(visit: &AnyVisit) -> Option<&Tenant> {
    visit.portal.as_ref().map(domain::Portal::tenant)
}

fn section(title: &str, paragraphs: &[String]) -> (String, String) {
    (title.to_owned(), paragraphs.join("\n\n"))
}

/// The page, with the lycée's own words last.
fn page(
    tenant: Option<&Tenant>,
    title: &str,
    mut sections: Vec<(String, String)>,
    own: &str,
) -> LegalPage {
    if let Some(tenant) = tenant.filter(|tenant| !tenant.text(own).is_empty()) {
        sections.push((tenant.name.clone(), tenant.text(own).to_owned()));
    }
    LegalPage { title: title.to_owned(), sections }
}

/// « Lycée de l'Atelier, 12 rue de l'Atelier, 44000 Nantes ».
fn of_lycee(tenant: &Tenant) -> String {
    let parts = std::iter::once(&tenant.name).chain(&tenant.details.address);
    joined(", ", parts.map(String::as_str))
}

fn publication(tenant: &Tenant) -> String {
    let details = &tenant.details;
    let head = joined(", ", [details.head_name.as_str(), &details.head_quality]);
    let lines = [
        ("Direction de la publication", head.as_str()),
        ("Téléphone", details.phone.as_str()),
        ("Courriel", details.mail.as_str()),
    ];
    let known = lines.into_iter().filter(|(_, value)| !value.is_empty());
    known.map(|(label, value)| format!("{label}\u{a0}: {value}")).collect::<Vec<_>>().join("\n")
}
