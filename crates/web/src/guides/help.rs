//! « Aide »: which chapter of which guide belongs to a page, for who reads it.
//!
//! A page is found by the longest beginning of its path; a test walks the route table, so that no page is without chapter.

use domain::staff::StaffRole;
use domain::tenancy::Standing;

use super::Guide;
use crate::urls;
use crate::view::HostKind;
use crate::visit::{Visit, Who};

/// Whose guide it is: the same page helps a school and a lycée in different words.
type Reader = Guide;

/// Beginnings of paths, `{}` for any part, and the chapter for each reader: a school, the lycée, a teacher.
const PAGES: &[(&str, [&str; 3])] = &[
    ("/inscription", ["compte", "connexion", "connexion"]),
    ("/confirmation", ["compte", "profil", "connexion"]),
    ("/rattachement", ["collegues", "profil", "connexion"]),
    ("/demande-inscription", ["compte", "connexion", "connexion"]),
    ("/connexion", ["connexion", "connexion", "connexion"]),
    ("/deconnexion", ["connexion", "profil", "connexion"]),
    ("/mot-de-passe", ["connexion", "profil", "connexion"]),
    ("/invitation", ["collegues", "connexion", "connexion"]),
    ("/recuperation", ["acces", "connexion", "connexion"]),
    ("/demande", ["acces", "connexion", "connexion"]),
    ("/demandes", ["collegues", "connexion", "connexion"]),
    ("/", ["suivre", "tableau-de-bord", "stages"]),
    ("/calendrier", ["chercher", "creer", "stages"]),
    ("/recherche", ["chercher", "liste", "stages"]),
    ("/votre-portail", ["chercher", "options", "jour"]),
    ("/contacts", ["chercher", "options", "jour"]),
    ("/reserver", ["reserver", "inscrire", "stages"]),
    ("/creneaux", ["chercher", "liste", "stages"]),
    ("/creneaux/nouveau", ["reserver", "creer", "stages"]),
    ("/creneaux/{}", ["reserver", "changer", "stages"]),
    ("/creneaux/{}/reservations", ["reserver", "inscrire", "stages"]),
    ("/reservations", ["suivre", "stagiaires", "jour"]),
    ("/reservations/annulation", ["modifier", "valider", "jour"]),
    ("/reservations/{}", ["convention", "conventions", "jour"]),
    ("/reservations/anterieures", ["suivre", "stagiaires", "jour"]),
    ("/reservations/{}/annulation", ["modifier", "valider", "jour"]),
    ("/reservations/{}/refus", ["modifier", "valider", "jour"]),
    ("/reservations/{}/eleve", ["modifier", "inscrire", "jour"]),
    ("/reservations/{}/deplacement", ["modifier", "inscrire", "jour"]),
    ("/reservations/{}/effacement", ["donnees", "donnees", "jour"]),
    ("/reservations/{}/donnees", ["donnees", "donnees", "jour"]),
    ("/reservations/{}/consultations", ["donnees", "donnees", "jour"]),
    ("/stagiaires", ["suivre", "valider", "stages"]),
    ("/tableau-de-bord", ["suivre", "tableau-de-bord", "stages"]),
    ("/c", ["convention", "conventions", "jour"]),
    ("/options", ["informations", "options", "connexion"]),
    ("/options/enseignants", ["informations", "enseignants", "connexion"]),
    ("/historique", ["collegues", "options", "stages"]),
    ("/effacements", ["donnees", "donnees", "jour"]),
    ("/information-des-familles", ["donnees", "donnees", "jour"]),
    ("/donnees-personnelles", ["donnees", "donnees", "jour"]),
    ("/durees-de-conservation", ["donnees", "donnees", "jour"]),
    ("/documents", ["donnees", "donnees", "jour"]),
    ("/mentions-legales", ["donnees", "donnees", "jour"]),
    ("/accessibilite", ["donnees", "donnees", "jour"]),
    ("/profil", ["profil", "profil", "connexion"]),
    ("/sessions", ["profil", "profil", "connexion"]),
    ("/etablissements", ["collegues", "profil", "connexion"]),
    ("/etablissements/{}/informations", ["informations", "options", "connexion"]),
];

/// The same on the console.
const CONSOLE: &[(&str, &str)] = &[
    ("/", "lycees"),
    ("/lycees/{}", "lycees"),
    ("/lycees/{}/etat", "etat"),
    ("/lycees/{}/adresse", "etat"),
    ("/lycees/{}/archive", "archiver"),
    ("/lycees/{}/archive.zip", "archiver"),
    ("/lycees/{}/abandon", "archiver"),
    ("/portails-effaces", "archiver"),
    ("/lycees/{}/domaine", "domaine"),
    ("/lycees/{}/logo", "logo"),
    ("/lycees/{}/voir-comme", "voir-comme"),
    ("/lycees/{}/preparation", "ouvrir"),
    ("/lycees/nouveau", "ouvrir"),
    ("/demandes", "demandes"),
    ("/demandes/portails/{}", "portails"),
    ("/personnes", "personnes"),
    ("/inscriptions", "inscriptions"),
    ("/courriels", "courriels"),
    ("/taches", "taches"),
    ("/annuaire", "annuaire"),
    ("/sites", "sites"),
    ("/exploitants", "exploitants"),
    ("/double-authentification", "connexion"),
    ("/connexion", "connexion"),
    ("/deconnexion", "connexion"),
    ("/mot-de-passe", "connexion"),
    ("/invitation", "connexion"),
    ("/profil", "connexion"),
    ("/documents", "documents"),
    ("/mentions-legales", "lycees"),
    ("/donnees-personnelles", "lycees"),
    ("/durees-de-conservation", "lycees"),
    ("/accessibilite", "lycees"),
];

/// Where « Aide » leads on this page; nowhere on the console until she is in, for its guide is hers alone.
pub(crate) fn address(visit: &Visit) -> Option<String> {
    let reader = reader(visit)?;
    let path = visit.target.split('?').next().unwrap_or("/");
    Some(match chapter(reader, path) {
        Some(chapter) => urls::chapter(reader.word(), chapter),
        None => urls::GUIDES.to_owned(),
    })
}

fn reader(visit: &Visit) -> Option<Reader> {
    match (&visit.who, visit.host) {
        (Who::Operator(_), _) => Some(Guide::Operator),
        (_, HostKind::Console) => None,
        (Who::OnPortal(Standing::Host(host)), _) => Some(match host.role() {
            StaffRole::Teacher => Guide::Teacher,
            StaffRole::Admin | StaffRole::Editor | StaffRole::FrontDesk => Guide::Lycee,
        }),
        _ => Some(Guide::College),
    }
}

/// The chapter of a page.
fn chapter(reader: Reader, path: &str) -> Option<&'static str> {
    let best = |one: &&str| fit(one, path);
    match reader {
        Guide::Operator => {
            let lines = CONSOLE.iter().filter(|(line, _)| best(line).is_some());
            lines.max_by_key(|(line, _)| best(line)).map(|(_, chapter)| *chapter)
        }
        reader => {
            let lines = PAGES.iter().filter(|(line, _)| best(line).is_some());
            let [college, lycee, teacher] = lines.max_by_key(|(line, _)| best(line))?.1;
            Some(match reader {
                Guide::Lycee => lycee,
                Guide::Teacher => teacher,
                Guide::College | Guide::Operator => college,
            })
        }
    }
}

/// How well a line fits a path: how many parts, and how many of them in its own words. The first page is one path only.
fn fit(line: &str, path: &str) -> Option<(usize, usize)> {
    let (parts, own): (Vec<_>, Vec<_>) = (path.split('/').collect(), line.split('/').collect());
    let fits = match line {
        "/" => path == "/",
        _ => {
            own.len() <= parts.len()
                && own.iter().zip(&parts).all(|(one, part)| *one == "{}" || one == part)
        }
    };
    fits.then(|| (own.len(), own.iter().filter(|one| **one != "{}").count()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::table;
    use crate::visit::Access;

    /// What a browser shows as no page of ours.
    const NO_PAGES: [&str; 15] = [
        "/logo",
        "/passage",
        "/arrivee",
        "/retour",
        "/voir-comme",
        "/assets/{name}",
        "/guide",
        "/guides",
        "/guides/{guide}",
        "/courriels/{id}/corps",
        "/lycees/{tenant}/voir-comme/passage",
        "/lycees/{tenant}/preparation/courriel",
        "/lycees/{tenant}/logo/image",
        "/metrics",
        "/guides/{guide}/guide.pdf",
    ];

    fn readers(host: HostKind, access: Access) -> &'static [Reader] {
        match (host, access) {
            (HostKind::Console, _) => &[Guide::Operator],
            (HostKind::Portal, Access::Origin) => &[Guide::College],
            (HostKind::Portal, Access::Editor) => &[Guide::Lycee],
            (HostKind::Portal, Access::Staff) => &[Guide::Lycee, Guide::Teacher],
            (HostKind::Portal, Access::Changer) => &[Guide::College, Guide::Lycee],
            (HostKind::Portal, _) => &[Guide::College, Guide::Lycee, Guide::Teacher],
            _ => &[Guide::College],
        }
    }

    #[test]
    fn each_page_has_its_chapter_and_it_exists() {
        let mut pages = 0;
        let mut wrong = Vec::new();
        for host in HostKind::ALL {
            for route in table(host) {
                let is_file = [".pdf", ".json", ".ics"].iter().any(|end| route.path.ends_with(end));
                if route.method != "GET" || is_file || NO_PAGES.contains(&route.path) {
                    continue;
                }
                pages += 1;
                let path: Vec<&str> = route.path.split('/').collect();
                let path = path.iter().map(|part| if part.starts_with('{') { "1" } else { part });
                let path = path.collect::<Vec<_>>().join("/");
                for reader in readers(host, route.access) {
                    let chapter = chapter(*reader, &path);
                    let exists = |id| reader.text().chapters.iter().any(|one| one.id == id);
                    if !chapter.is_some_and(exists) {
                        wrong.push(format!(
                            "{} on {host:?} for {reader:?}: {chapter:?}",
                            route.path
                        ));
                    }
                }
            }
        }
        assert!(pages > 100, "hardly a page was looked at: {pages}");
        assert!(wrong.is_empty(), "no chapter:\n{}", wrong.join("\n"));
    }

    /// Each line of the tables leads to a chapter, and each chapter is the help of some page.
    #[test]
    fn each_chapter_helps_somewhere() {
        for (at, guide) in [Guide::College, Guide::Lycee, Guide::Teacher].into_iter().enumerate() {
            for chapter in &guide.text().chapters {
                let leads = PAGES.iter().any(|(_, chapters)| chapters[at] == chapter.id);
                assert!(leads, "no « Aide » opens #{} of {guide:?}", chapter.id);
            }
        }
        for chapter in &Guide::Operator.text().chapters {
            assert!(CONSOLE.iter().any(|(_, id)| *id == chapter.id), "#{}", chapter.id);
        }
    }

    #[test]
    fn the_line_with_more_words_of_its_own_counts() {
        let found = |path| chapter(Guide::Lycee, path);
        assert_eq!(found("/creneaux/nouveau"), Some("creer"));
        assert_eq!(found("/creneaux/0192-8e"), Some("changer"));
        assert_eq!(found("/creneaux/0192-8e/annulation"), Some("changer"));
        assert_eq!(found("/"), Some("tableau-de-bord"));
        assert_eq!(found("/nulle-part"), None);
    }
}
