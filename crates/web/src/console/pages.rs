//! The console: lycées, mailbox, jobs, directory.

use serde::Serialize;

use crate::form::Form;
use crate::history::pages::HistoryRow;
use crate::view::{Badge, Choice, Listed, Search, page};

/// One lycée.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LyceeRow {
    pub(crate) href: String,
    pub(crate) name: String,
    /// « Nantes · atelier ».
    pub(crate) place: String,
    pub(crate) academy: String,
    pub(crate) state: Badge,
    pub(crate) health: Badge,
    /// « 3 courriels non arrivés depuis 7 jours », or empty.
    pub(crate) why: String,
    pub(crate) slots: u64,
    /// « 71 % », or « – » where nothing is offered.
    pub(crate) fill: String,
    /// When anything was last done there.
    pub(crate) last_act: String,
}

/// `/` of the console.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ConsoleHomePage {
    pub(crate) search: Search,
    pub(crate) states: Vec<Choice>,
    #[serde(flatten)]
    pub(crate) list: Listed<LyceeRow>,
    /// « Comptes » 12, « Courriels en attente » 3: label, count, URL or empty.
    pub(crate) stats: Vec<(String, String, String)>,
}
page!(ConsoleHomePage, "console/show.html");

/// `/lycees/{tenant}`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LyceePage {
    pub(crate) row: LyceeRow,
    pub(crate) url: String,
    /// Label and value.
    pub(crate) facts: Vec<(String, String)>,
    /// What the platform did to it, the newest first.
    pub(crate) acts: Vec<HistoryRow>,
    /// What may be done: URL, label, icon.
    pub(crate) steps: Vec<(String, &'static str, &'static str)>,
}
page!(LyceePage, "console/lycee.html");

/// `/lycees/{tenant}/adresse`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MovePage {
    pub(crate) name: String,
    /// The host that it has now.
    pub(crate) host: String,
    /// « .ministage.example ».
    pub(crate) base: String,
    /// Of the portal, as it is read here.
    pub(crate) version: i32,
    pub(crate) action: String,
    pub(crate) back: String,
    pub(crate) form: Form,
}
page!(MovePage, "console/move.html");

/// `/lycees/{tenant}/etat`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LyceeStatePage {
    pub(crate) name: String,
    /// What follows.
    pub(crate) follows: String,
    pub(crate) action: String,
    pub(crate) back: String,
    pub(crate) state: &'static str,
    /// « Suspendre le portail ».
    pub(crate) ask: &'static str,
    pub(crate) icon: &'static str,
    pub(crate) danger: bool,
    /// Who reads the reason, and how long.
    pub(crate) hint: &'static str,
    pub(crate) form: Form,
}
page!(LyceeStatePage, "console/state.html");

/// One mail of the mailbox.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MailRow {
    pub(crate) href: String,
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) date: String,
    pub(crate) status: Badge,
    pub(crate) portal: String,
}

/// `/courriels`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MailListPage {
    pub(crate) search: Search,
    /// Rows, the latest first.
    #[serde(flatten)]
    pub(crate) list: Listed<MailRow>,
}
page!(MailListPage, "console/mails.html");

/// `/courriels/{mail}`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MailPage {
    pub(crate) mail: MailRow,
    pub(crate) from: String,
    /// URL of the account of its reader, if she has one.
    pub(crate) person: Option<String>,
    pub(crate) text: String,
    pub(crate) links: Vec<String>,
    /// URL of the HTML part, shown in a sandboxed frame; none if there is none.
    pub(crate) html: Option<String>,
}
page!(MailPage, "console/mail.html");

/// One job.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct JobRow {
    /// « Envoyer un lien de confirmation ».
    pub(crate) what: String,
    pub(crate) kind: String,
    pub(crate) state: Badge,
    pub(crate) attempts: String,
    /// « dans 4 min » or empty.
    pub(crate) next_run: String,
    /// Last error, without names; or empty.
    pub(crate) error: String,
    /// Given up: where it is tried again, and dropped.
    pub(crate) steps: Option<(String, String)>,
}

/// `/taches/{id}/suppression`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DropJobPage {
    pub(crate) what: String,
    pub(crate) error: String,
    pub(crate) action: String,
    pub(crate) back: String,
}
page!(DropJobPage, "console/drop.html");

/// `/taches`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct JobListPage {
    pub(crate) states: Vec<Choice>,
    #[serde(flatten)]
    pub(crate) list: Listed<JobRow>,
}
page!(JobListPage, "console/jobs.html");

/// `/annuaire`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DirectoryPage {
    /// « Établissements » 14 764, « Fermés » 120: label, count.
    pub(crate) counts: Vec<(String, u64)>,
    /// Date, file, and what it did: « 12 nouveaux, 4 modifiés ».
    pub(crate) imports: Vec<(String, String, String)>,
}
page!(DirectoryPage, "console/directory.html");

/// `/lycees/{tenant}/logo`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LogoPage {
    pub(crate) name: String,
    pub(crate) url: String,
    /// Where it is shown, if there is one.
    pub(crate) logo: Option<String>,
    pub(crate) action: String,
    pub(crate) remove: String,
    /// The lycée's page, or the step of a draft: URL and words.
    pub(crate) back: (String, &'static str),
    /// Why the file was not taken.
    pub(crate) error: String,
}
page!(LogoPage, "console/logo.html");
