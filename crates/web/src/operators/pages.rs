//! « Exploitants » as they are shown.

use domain::invitations::OpenOperatorInvitation;
use domain::operators::{OperatorLine, OperatorRole};
use education::french;
use serde::Serialize;

use crate::form::Form;
use crate::moments::{Clock, moment};
use crate::urls;
use crate::view::{Badge, Choice, Tone, page};
use crate::words;

/// One operator.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OperatorRow {
    pub(crate) href: String,
    pub(crate) name: String,
    pub(crate) login: String,
    /// URL of her account.
    pub(crate) person: String,
    pub(crate) role: &'static str,
    pub(crate) since: String,
    /// Whether she can come in.
    pub(crate) state: Badge,
    /// By what, after her password: « Application, 2 clés d’accès, 9 codes de secours ».
    pub(crate) factors: String,
    /// Somebody may have a copy of a key of hers.
    pub(crate) copied: bool,
    /// The reader herself.
    pub(crate) me: bool,
}

/// Somebody who was invited and has not answered.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct InvitedRow {
    pub(crate) login: String,
    pub(crate) role: &'static str,
    /// « Mme Odile Lenoir », « l’installation ».
    pub(crate) by: String,
    /// « jusqu’au 30 novembre 2026, 9 h ».
    pub(crate) until: String,
}

/// `/exploitants`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OperatorsPage {
    pub(crate) rows: Vec<OperatorRow>,
    /// Who has not answered.
    pub(crate) invited: Vec<InvitedRow>,
}
page!(OperatorsPage, "operators/list.html");

/// `/exploitants/nouveau`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct InviteOperatorPage {
    pub(crate) form: Form,
    pub(crate) roles: Vec<Choice>,
}
page!(InviteOperatorPage, "operators/invite.html");

/// `/exploitants/{operator}`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OperatorPage {
    pub(crate) form: Form,
    pub(crate) row: OperatorRow,
    /// What may be done.
    pub(crate) acts: Vec<Choice>,
}
page!(OperatorPage, "operators/show.html");

impl InvitedRow {
    pub(super) fn of(invited: OpenOperatorInvitation) -> Self {
        Self {
            role: words::operator_role(invited.role),
            by: invited.by.unwrap_or_else(|| "l’installation".to_owned()),
            until: match invited.until {
                Some(until) => format!("valable jusqu’au {}", moment(until, Clock::OPERATORS)),
                None => "courriel pas encore parti".to_owned(),
            },
            login: invited.login,
        }
    }
}

impl OperatorRow {
    pub(super) fn of(line: &OperatorLine, me: bool) -> Self {
        Self {
            href: urls::operator(line.account),
            name: line.name.clone(),
            login: line.login.clone(),
            person: urls::person(line.account),
            role: words::operator_role(line.role),
            since: french::date_plain(Clock::OPERATORS.day(line.since)),
            state: match (line.closed, line.has_factor) {
                (true, _) => Badge::new(Tone::Bad, "lock", "Compte fermé"),
                (_, true) => Badge::new(Tone::Good, "check", "Application installée"),
                _ => Badge::new(Tone::Wait, "hourglass", "Application à installer"),
            },
            factors: factors(line),
            copied: line.copied,
            me,
        }
    }
}

fn factors(line: &OperatorLine) -> String {
    if !line.has_factor {
        return String::new();
    }
    let keys = words::counted(line.passkeys, "clé d’accès", "clés d’accès");
    let codes = words::counted(line.codes_left, "code de secours", "codes de secours");
    match line.passkeys {
        0 => format!("Application, {codes}"),
        _ => format!("Application, {keys}, {codes}"),
    }
}

/// The roles, to choose from.
pub(super) fn roles(chosen: Option<OperatorRole>) -> Vec<Choice> {
    let label = |role| match role {
        OperatorRole::Full => "Tout\u{a0}: il décide, change et invite",
        OperatorRole::Reader => "Lecture seule\u{a0}: il voit chaque page, et ne change rien",
    };
    OperatorRole::ALL
        .iter()
        .map(|role| Choice::new(role.as_str(), label(*role), chosen == Some(*role)))
        .collect()
}
