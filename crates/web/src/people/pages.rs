//! « Personnes » as they are shown.

use chrono::{DateTime, Utc};
use domain::accounts::LinkPurpose;
use domain::people::{OpenLink, PersonFile, PersonLine, PersonState, Place};
use domain::sessions::SessionLine;
use serde::Serialize;

use crate::console::pages::MailRow;
use crate::form::Form;
use crate::history::pages::HistoryRow;
use crate::moments::{Clock, moment};
use crate::sessions::browsers;
use crate::urls;
use crate::view::{Badge, Listed, Search, Tone, page};
use crate::words;

/// Somebody, in a list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PersonRow {
    pub(crate) href: String,
    pub(crate) name: String,
    pub(crate) login: String,
    pub(crate) position: String,
    pub(crate) state: Badge,
    /// « Collège Cacault, gestionnaire ».
    pub(crate) places: Vec<String>,
}

/// Accounts that stay although nobody uses them.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct IdlePeople {
    /// Why they stay.
    pub(crate) says: String,
    /// Who, and since when: « dernière connexion le 3 mai 2026 ».
    pub(crate) rows: Vec<(PersonRow, String)>,
}

/// `/personnes`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PeoplePage {
    pub(crate) search: Search,
    /// Accounts that nobody uses and that stay: while nobody is looked for.
    pub(crate) idle: Option<IdlePeople>,
    #[serde(flatten)]
    pub(crate) list: Listed<PersonRow>,
}
page!(PeoplePage, "people/list.html");

/// Where somebody is: name, role, URL of the school's people or of the lycée, URL to look as her or empty.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PlaceRow {
    pub(crate) name: String,
    pub(crate) role: &'static str,
    pub(crate) href: String,
    pub(crate) see_as: String,
}

/// A session that lives, or a link that opens: what it is, on which host, « il y a 3 min », « jusqu’au 2 mai 2027 ».
#[derive(Clone, Debug, Serialize)]
pub(crate) struct WayIn {
    pub(crate) what: String,
    pub(crate) host: String,
    pub(crate) when: String,
}

/// `/personnes/{account}`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PersonPage {
    pub(crate) row: PersonRow,
    /// Label and value.
    pub(crate) facts: Vec<(String, String)>,
    pub(crate) places: Vec<PlaceRow>,
    /// The account with which hers is one: login and URL.
    pub(crate) merged_into: Option<(String, String)>,
    pub(crate) sessions: Vec<WayIn>,
    pub(crate) mails: Vec<MailRow>,
    pub(crate) links: Vec<WayIn>,
    pub(crate) history: Vec<HistoryRow>,
    pub(crate) older: Option<String>,
    /// What may be done: URL, label, icon.
    pub(crate) steps: Vec<(String, &'static str, &'static str)>,
}
page!(PersonPage, "people/show.html");

/// `/personnes/{account}/acte`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PersonActPage {
    pub(crate) row: PersonRow,
    /// What follows.
    pub(crate) follows: String,
    /// What would be left without anybody: sentences.
    pub(crate) alone: Vec<String>,
    /// It cannot be done, for that.
    pub(crate) blocked: bool,
    pub(crate) action: String,
    pub(crate) act: &'static str,
    pub(crate) ask: &'static str,
    pub(crate) icon: &'static str,
    pub(crate) danger: bool,
    pub(crate) form: Form,
}
page!(PersonActPage, "people/act.html");

/// `/personnes/{account}/reunion`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MergePage {
    pub(crate) stays: PersonRow,
    /// The account that goes, once it is found.
    pub(crate) gone: Option<PersonRow>,
    /// Its id.
    pub(crate) gone_id: String,
    /// What was typed to find it.
    pub(crate) typed: String,
    /// Why it cannot go, or empty.
    pub(crate) refused: &'static str,
    pub(crate) action: String,
    pub(crate) form: Form,
}
page!(MergePage, "people/merge.html");

impl PersonRow {
    pub(super) fn of(line: &PersonLine) -> Self {
        let place = |place: &Place| match place {
            Place::School(_, name, role) => {
                format!("{name}, {}", words::school_role(*role).to_lowercase())
            }
            Place::Portal(_, name, role) => {
                format!("{name}, {}", words::staff_role(*role).to_lowercase())
            }
        };
        let (tone, icon, label) = match line.state {
            PersonState::Open => (Tone::Good, "check", "Ouvert"),
            PersonState::Waiting => (Tone::Wait, "hourglass", "Adresse à confirmer"),
            PersonState::Closed => (Tone::Bad, "lock", "Fermé"),
            PersonState::Removed => (Tone::Neutral, "x", "Supprimé"),
            PersonState::Merged => (Tone::Neutral, "users", "Réuni à un autre"),
        };
        Self {
            href: urls::person(line.account),
            name: line.name.clone(),
            login: line.login.clone(),
            position: line.position.clone(),
            state: Badge::new(tone, icon, label),
            places: line.places.iter().map(place).collect(),
        }
    }
}

pub(super) fn place_rows(file: &PersonFile) -> Vec<PlaceRow> {
    let row = |place: &Place| match place {
        Place::School(uai, name, role) => PlaceRow {
            name: name.clone(),
            role: words::school_role(*role),
            href: urls::people_of(uai),
            see_as: String::new(),
        },
        Place::Portal(portal, name, role) => PlaceRow {
            name: name.clone(),
            role: words::staff_role(*role),
            href: urls::lycee(portal),
            see_as: urls::see_as_person(portal, &file.line.login),
        },
    };
    file.line.places.iter().map(row).collect()
}

pub(super) fn session_row(line: &SessionLine, now: DateTime<Utc>) -> WayIn {
    WayIn {
        what: browsers::name(&line.agent),
        host: line.host.clone(),
        when: words::ago(line.seen_at, now),
    }
}

pub(super) fn link_row(link: &OpenLink) -> WayIn {
    WayIn {
        what: match link.purpose {
            LinkPurpose::ConfirmLogin => "Confirmer l’adresse",
            LinkPurpose::ResetPassword => "Choisir un nouveau mot de passe",
            LinkPurpose::AllowLoginChange | LinkPurpose::ConfirmLoginChange => {
                "Changer d’identifiant"
            }
            LinkPurpose::AccessDecision => "Répondre à une demande d’accès",
            LinkPurpose::AddSchool => "Prendre un second établissement",
            _ => "Autre lien",
        }
        .to_owned(),
        host: link.host.clone(),
        when: format!("jusqu’au {}", moment(link.until, Clock::OPERATORS)),
    }
}
