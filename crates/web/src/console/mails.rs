//! `/courriels`: what left. Where mails are kept as files it is a mailbox to read; where they
//! leave by a relay it is the log of their fates, without bodies, because none is stored.

use axum::extract::Path;
use domain::ids::JobId;
use domain::mails::{MailLine, MailStatus};
use domain::tenancy::Operator;

use super::pages::{MailListPage, MailPage, MailRow};
use super::{ROWS, mailbox};
use crate::moments::{Clock, moment};
use crate::query::Query;
use crate::view::{Badge, Empty, Listed, Search, Tone};
use crate::visit::{AnyVisit, Failure, Result, Role, Visit};
use crate::{urls, words};

/// Address of the list.
pub(super) const PATH: &str = "/courriels";

/// Shows the list.
pub(crate) async fn list(visit: AnyVisit) -> Result {
    let query = Query::of(&visit.target);
    match &visit.app.mailbox {
        Some(kept) => mailbox::list(&visit, kept, &query).await,
        None => log(&visit, &operator(&visit)?, &query).await,
    }
}

/// Shows one mail.
pub(crate) async fn show(visit: AnyVisit, Path(id): Path<String>) -> Result {
    match &visit.app.mailbox {
        Some(kept) => mailbox::show(&visit, kept, &id).await,
        None => fate(&visit, &operator(&visit)?, &id).await,
    }
}

/// The HTML body of a kept mail, for the frame of its page.
pub(crate) async fn body(visit: AnyVisit, Path(id): Path<String>) -> Result {
    let kept = visit.app.mailbox.as_ref().ok_or(Failure::NotFound)?;
    mailbox::body(kept, &id).await
}

/// A stranger reads the mails that a demonstration keeps, and no others.
fn operator(visit: &Visit) -> Result<Operator> {
    Operator::of(visit).ok_or(Failure::NotFound)
}

async fn log(visit: &Visit, operator: &Operator, query: &Query) -> Result {
    let page = operator.mail_page(query.get("recherche"), query.page_of(ROWS)).await?.map(row);
    let pager = query.neighbours(&page);
    visit.page(&MailListPage {
        search: search(query),
        list: Listed::new(page.rows, pager, || empty(query)),
    })
}

async fn fate(visit: &Visit, operator: &Operator, id: &str) -> Result {
    let id: JobId = id.parse().map_err(|_| Failure::NotFound)?;
    let mail = operator.mail_line(id).await?.ok_or(Failure::NotFound)?;
    visit.trace("mail_read").about(id).done();
    let text = match &mail.error {
        Some(error) => format!("Le relais a répondu : {error}"),
        None => "Le texte des courriels n’est pas conservé.".to_owned(),
    };
    let people = operator.people_by_mailbox([mail.recipient.as_str()]).await?;
    visit.page(&MailPage {
        person: people.get(&mail.recipient).map(urls::person),
        mail: row(mail),
        from: visit.app.address.contact.clone(),
        text,
        links: Vec::new(),
        html: None,
    })
}

pub(crate) fn row(mail: MailLine) -> MailRow {
    MailRow {
        href: urls::mail(mail.id),
        to: mail.recipient,
        subject: mail.subject,
        date: moment(mail.sent_at.unwrap_or(mail.created_at), Clock::OPERATORS),
        status: status(mail.status),
        portal: mail.host,
    }
}

fn status(status: MailStatus) -> Badge {
    let (tone, icon) = match status {
        MailStatus::Queued => (Tone::Wait, "clock"),
        MailStatus::Sent => (Tone::Good, "check"),
        MailStatus::Failed | MailStatus::Bounced => (Tone::Bad, "mail-x"),
    };
    Badge::new(tone, icon, words::mail_status(status))
}

pub(super) fn search(query: &Query) -> Search {
    Search::new(PATH, "Début de l’adresse, ou mot de l’objet", query.get("recherche"))
}

pub(super) fn empty(query: &Query) -> Empty {
    if query.get("recherche").is_empty() {
        return Empty::new(
            "Aucun courriel",
            "Les courriels envoyés par les portails apparaissent ici.",
        );
    }
    Empty::new("Aucun courriel trouvé", "Essayez une partie de l’adresse ou de l’objet.")
        .leading("Tous les courriels", PATH)
}
