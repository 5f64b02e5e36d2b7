//! `/durees-de-conservation`: how long each kind of thing lives, said from the values by which it goes.

use chrono::TimeDelta;
use domain::accounts::{INVITATION_LIFE, LINKS_KEPT, RESET_LIFE, SIGN_UP_LIFE};
use domain::applications::FORGOTTEN_AFTER;
use domain::archives;
use domain::people::{TOLD_BEFORE, UNUSED_FOR};
use domain::readings::READINGS_KEPT;
use domain::sessions::{CONSOLE_IDLE, DEVICE_LIFE, IDLE, KEPT, LONGEST};
use domain::tenancy::{Erasing, Tenant};
use domain::upkeep::{GIVEN_UP_KEPT, HISTORY_KEPT, MAILS_KEPT, REQUESTS_KEPT};
use domain::viewing::VIEWINGS_KEPT;
use education::french;

use super::pages::RetentionPage;
use super::{families, guide};
use crate::agreements::printing;
use crate::app::App;
use crate::visit::{AnyVisit, Result, draft};
use crate::words::{counted, duration, lifetime};

/// How long what this house does not delete itself is kept, as its operator says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kept {
    /// Days of a backup.
    pub backups: u32,
    /// Days of the logs; 0: nobody said.
    pub logs: u32,
}

/// `GET /durees-de-conservation`.
pub(crate) async fn show(visit: AnyVisit) -> Result {
    let tenant = visit.portal.as_ref().map(domain::Portal::tenant);
    visit.page(&RetentionPage { groups: groups(&visit.app, tenant).into() })
}

/// What lives how long, by what it is about: of a lycée, or by the rule that holds where a lycée says nothing.
pub(crate) fn groups(app: &App, tenant: Option<&Tenant>) -> [(&'static str, Rows); 4] {
    let erasing = tenant.map(|tenant| tenant.erasing).unwrap_or_default();
    [
        ("Élèves", pupils(erasing)),
        ("Comptes et connexions", accounts(app.backstage.link_life())),
        ("Courriels et demandes", mails()),
        ("Traces et sauvegardes", records(app.kept)),
    ]
}

/// « le 31 août qui suit le stage ».
pub(crate) fn erased(tenant: &Tenant) -> String {
    rule(tenant.erasing)
}

/// The same of a rule.
pub(crate) fn rule(Erasing { days, on }: Erasing) -> String {
    let days = days
        .and_then(|days| u64::try_from(days).ok())
        .map(|days| format!("{} après le stage", counted(days, "jour", "jours")));
    // The year says nothing.
    let on = on.and_then(|on| on.of_year(2027)).map(|day| {
        let day = french::date_plain(day);
        format!("le {} qui suit le stage", day.trim_end_matches(" 2027"))
    });
    let earlier: Vec<String> = days.into_iter().chain(on).collect();
    match earlier.is_empty() {
        true => "le 31 août qui suit le stage".to_owned(),
        false => format!("{}, et au plus tard le 31 août", earlier.join(" ou ")),
    }
}

/// What, and how long.
type Rows = Vec<(String, String)>;

fn pupils(erasing: Erasing) -> Rows {
    rows([
        ("Nom, prénom et classe d’un élève", format!("effacés {}", rule(erasing))),
        (
            "L’élève sur la convention, les motifs écrits, la trace de ce que disait un courriel",
            "effacés le même jour".to_owned(),
        ),
        (
            "Élève remplacé sur une réservation",
            "effacé aussitôt\u{a0}; des conventions précédentes, au bout de 3\u{a0}jours"
                .to_owned(),
        ),
        (
            "Stages, réservations et leur état, sans identité",
            "conservés pour les nombres".to_owned(),
        ),
        (
            "Convention en PDF",
            format!(
                "pas conservée\u{a0}: elle est réimprimée à la demande, et gardée {} en mémoire",
                duration(printing::KEPT_FOR)
            ),
        ),
        (
            "Ce que vous aviez saisi quand votre connexion a pris fin",
            format!("{}, chiffré", duration(draft::LIFE)),
        ),
    ])
}

fn accounts(link_life: TimeDelta) -> Rows {
    rows([
        (
            "Compte d’un personnel",
            format!(
                "supprimé après {}\u{a0}ans sans connexion, {} après un courriel qui prévient\u{a0}; le dernier gestionnaire d’un établissement ou administrateur d’un portail est gardé jusqu’à ce qu’il ait un successeur",
                UNUSED_FOR.num_days() / 365,
                lifetime(TOLD_BEFORE)
            ),
        ),
        ("Connexion", format!("{} sans activité, {} au plus", lifetime(IDLE), lifetime(LONGEST))),
        ("Connexion maintenue («\u{a0}Maintenir ma connexion\u{a0}»)", lifetime(KEPT)),
        ("Connexion d’un exploitant", format!("{} sans activité", lifetime(CONSOLE_IDLE))),
        ("Navigateur reconnu", format!("{} après sa dernière connexion", lifetime(DEVICE_LIFE))),
        ("Inscription non confirmée", lifetime(SIGN_UP_LIFE)),
        ("Lien de confirmation", format!("valable {}", lifetime(link_life))),
        ("Lien de mot de passe", format!("valable {}", lifetime(RESET_LIFE))),
        ("Lien d’invitation", format!("valable {}", lifetime(INVITATION_LIFE))),
        ("Trace d’un lien, sans son secret", format!("{} après sa fin", lifetime(LINKS_KEPT))),
    ])
}

fn mails() -> Rows {
    rows([
        ("Texte et pièces jointes d’un courriel", "pas conservés".to_owned()),
        ("Trace d’un envoi (destinataire, objet, date)", lifetime(MAILS_KEPT)),
        ("Demande d’inscription non confirmée", lifetime(FORGOTTEN_AFTER)),
        (
            "Demande d’accès ou d’inscription traitée, invitation",
            format!("{} après sa fin", lifetime(REQUESTS_KEPT)),
        ),
        ("Tâche en attente", "supprimée dès qu’elle est faite".to_owned()),
        ("Tâche abandonnée", lifetime(GIVEN_UP_KEPT)),
        (
            "Guide et information des familles en PDF",
            format!("{} en mémoire", duration(guide::KEPT_FOR.max(families::KEPT_FOR))),
        ),
    ])
}

fn records(kept: Kept) -> Rows {
    let days = |days: u32| counted(days.into(), "jour", "jours");
    rows([
        (
            "Historique (qui a fait quoi, sans nom d’élève)",
            format!("{}\u{a0}ans", HISTORY_KEPT.num_days() / 365),
        ),
        (
            "Vue d’un portail par un exploitant («\u{a0}Voir comme\u{a0}»)",
            format!(
                "{} après sa fin\u{a0}; l’historique la mentionne aussi longtemps que le reste",
                lifetime(VIEWINGS_KEPT)
            ),
        ),
        (
            "Portail qu’un exploitant archive, et l’archive qu’il en télécharge",
            format!("{}, puis effacés en entier", lifetime(archives::KEPT)),
        ),
        (
            "Consultations d’un élève (qui a ouvert sa réservation, ses documents, les listes où il figure)",
            format!("{}\u{a0}; effacées avec l’identité de l’élève", lifetime(READINGS_KEPT)),
        ),
        (
            "Journaux techniques, sans nom ni adresse électronique",
            match kept.logs {
                0 => "non renseigné par l’exploitant".to_owned(),
                logs => days(logs),
            },
        ),
        (
            "Sauvegardes",
            format!(
                "{}\u{a0}; un élève effacé est effacé de nouveau si l’une d’elles est restaurée",
                days(kept.backups)
            ),
        ),
    ])
}

fn rows<const N: usize>(rows: [(&str, String); N]) -> Rows {
    rows.into_iter().map(|(what, how_long)| (what.to_owned(), how_long)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_of_a_portal_in_words() {
        let said = |days, on: Option<&str>| {
            rule(Erasing { days, on: on.and_then(|on| on.parse().ok()) }).replace('\u{a0}', " ")
        };
        assert_eq!(said(None, None), "le 31 août qui suit le stage");
        assert_eq!(said(Some(30), None), "30 jours après le stage, et au plus tard le 31 août");
        assert_eq!(
            said(None, Some("07-15")),
            "le 15 juillet qui suit le stage, et au plus tard le 31 août"
        );
    }
}
