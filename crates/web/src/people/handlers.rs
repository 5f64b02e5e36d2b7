//! `/personnes`: found by a mailbox, a name or a school; and one of them.

use chrono::{DateTime, Utc};
use domain::ids::AccountId;
use domain::people::{Idle, PersonFile, PersonLine};
use domain::tenancy::Operator;
use education::french;

use super::acts;
use super::pages::{
    IdlePeople, PeoplePage, PersonPage, PersonRow, link_row, place_rows, session_row,
};
use crate::console::mails;
use crate::history::acts as lines;
use crate::moments::{Clock, moment};
use crate::query::Query;
use crate::urls;
use crate::view::{Empty, Listed, Search};
use crate::visit::{Failure, Ids, Result, Signed};
use crate::words;

/// `GET /personnes`.
pub(crate) async fn list(visit: Signed<Operator>) -> Result {
    let query = Query::of(&visit.target);
    let words = query.get("recherche").to_owned();
    let page = visit.role.people(&words, query.page()).await?;
    let pager = query.pager(&page);
    let rows = page.rows.iter().map(PersonRow::of).collect();
    let idle = match words.trim() {
        "" => idle(visit.role.idle_people().await?),
        _ => None,
    };
    visit.page(&PeoplePage {
        idle,
        search: Search::new(urls::PEOPLE, "Adresse, début du nom de famille, ou code RNE", &words),
        list: Listed::new(rows, pager, || match words.trim() {
            "" => Empty::new("Qui cherchez-vous\u{a0}?", "Les comptes se cherchent un par un."),
            words => Empty::new(
                format!("Personne n’a été trouvé pour «\u{a0}{words}\u{a0}»"),
                "Écrivez l’adresse entière, le début du nom de famille, ou les huit signes du code RNE.",
            ),
        }),
    })
}

/// Whoever decides alone is not removed by a rule: an operator finds somebody else, or closes the account.
fn idle(idle: Idle) -> Option<IdlePeople> {
    let row = |(line, since): &(PersonLine, DateTime<Utc>)| {
        let day = french::date_plain(Clock::OPERATORS.day(*since));
        (PersonRow::of(line), format!("dernière connexion le {day}"))
    };
    let accounts = words::counted(
        idle.total,
        "compte n’est plus utilisé, et reste",
        "comptes ne sont plus utilisés, et restent",
    );
    (idle.total > 0).then(|| IdlePeople {
        says: format!(
            "{accounts}\u{a0}: personne d’autre ne gère l’établissement ou n’administre le portail. Trouvez-leur un successeur\u{a0}; ensuite, la personne est prévenue puis son compte supprimé."
        ),
        rows: idle.lines.iter().map(row).collect(),
    })
}

/// `GET /personnes/{account}`.
pub(crate) async fn show(visit: Signed<Operator>, Ids(id): Ids<AccountId>) -> Result {
    let file = found(&visit.role, id).await?;
    let query = Query::of(&visit.target);
    let history = visit.role.history_of_person(id, query.read("avant")).await?;
    let clock = Clock::OPERATORS;
    let fact = |label: &str, value: String| (label.to_owned(), value);
    let bounced = file.bounced.as_ref().map(|(since, code)| {
        fact("Courriels refusés", words::joined(", ", [&*moment(*since, clock), code]))
    });
    let runs = file.operator.map(|role| fact("Console", words::operator_role(role).to_owned()));
    visit.page(&PersonPage {
        row: PersonRow::of(&file.line),
        facts: [
            fact("Identifiant", file.line.login.clone()),
            fact("Fonction", file.line.position.clone()),
            fact("Compte ouvert", moment(file.since, clock)),
        ]
        .into_iter()
        .chain(runs)
        .chain(bounced)
        .collect(),
        places: place_rows(&file),
        merged_into: file.merged_into.as_ref().map(|(id, login)| (login.clone(), urls::person(id))),
        sessions: file.sessions.iter().map(|line| session_row(line, visit.now)).collect(),
        mails: file.mails.iter().cloned().map(mails::row).collect(),
        links: file.links.iter().map(link_row).collect(),
        history: lines(&visit.app, &history, clock),
        older: history.next.map(|next| query.clone().with("avant", &next.to_string()).url()),
        steps: acts::steps(&file),
    })
}

pub(super) async fn found(role: &Operator, id: AccountId) -> Result<PersonFile> {
    role.person_file(id).await?.ok_or(Failure::NotFound)
}
