//! « Exploitants » as they are shown.

use domain::operators::{OperatorLine, OperatorRole};
use education::french;
use serde::Serialize;

use crate::form::Form;
use crate::moments::Clock;
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
    /// The reader herself.
    pub(crate) me: bool,
}

/// `/exploitants`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OperatorsPage {
    pub(crate) rows: Vec<OperatorRow>,
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
            me,
        }
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
