//! Access requests, as the requester, the managers and the operators see them.

use domain::access::{AccessNews, AccessStatus};
use domain::accounts::LinkState;
use education::names::definite;
use serde::Serialize;

use super::words::{badge, outcome, waiting_since};
use crate::form::Form;
use crate::hosting::PortalRequestRow;
use crate::moments::{Clock, moment};
use crate::signup::pages::SchoolCard;
use crate::view::{Badge, Listed, page};

/// `/demande/{token}` on a portal: the requester proves her mailbox.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ProofPage {
    /// Anything but `Valid` says what to do instead.
    pub(crate) state: LinkState,
    /// « le Collège Cacault »; empty, like the rest, unless the link is valid.
    pub(crate) school_with_article: String,
    pub(crate) name: String,
    pub(crate) position: String,
    /// The mailbox to prove.
    pub(crate) email: String,
    pub(crate) action: String,
}
page!(ProofPage, "access/proof.html");

/// What a proof led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ProvedState {
    /// Managers are told.
    Told,
    /// Their notifications of the day have left; the request waits on their page.
    Later,
    /// There was an open request already.
    Open,
    /// She acts for the school already.
    Member,
}

/// After the proof.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ProvedPage {
    /// What happens next.
    pub(crate) state: ProvedState,
    /// Where the answer goes; empty for a member.
    pub(crate) email: String,
}
page!(ProvedPage, "access/proved.html");

/// One request, to be answered: signed in, or by the mailed link.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AnswerPage {
    pub(crate) school: SchoolCard,
    pub(crate) school_with_article: String,
    /// Whose mailed link it is; empty for whoever is signed in.
    pub(crate) manager: String,
    pub(crate) name: String,
    pub(crate) position: String,
    /// Her mailbox, proved.
    pub(crate) email: String,
    pub(crate) since: String,
    /// An operator will open the access then, unless somebody answers.
    pub(crate) notice: Option<String>,
    /// What was decided, in a sentence; nothing yet while there is a choice.
    pub(crate) outcome: Option<String>,
    pub(crate) given_reason: Option<String>,
    /// It was she who decided, just now.
    pub(crate) just_decided: bool,
    pub(crate) action: String,
    /// The list, for whoever is signed in; or empty.
    pub(crate) back: String,
    pub(crate) form: Form,
}
page!(AnswerPage, "access/answer.html");

/// A mailed link that opens nothing.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AnswerInvalidPage {
    pub(crate) state: LinkState,
}
page!(AnswerInvalidPage, "access/invalid.html");

/// One line of a list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RequestRow {
    pub(crate) href: String,
    pub(crate) name: String,
    pub(crate) position: String,
    pub(crate) email: String,
    /// URL of her account on the console.
    pub(crate) person: Option<String>,
    /// « 0440008V, Collège Cacault ».
    pub(crate) school: String,
    pub(crate) since: String,
    pub(crate) status: Badge,
}

/// `/etablissements/{uai}/demandes`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RequestListPage {
    pub(crate) school: SchoolCard,
    /// To be answered, the oldest first.
    pub(crate) open: Vec<RequestRow>,
    pub(crate) closed: Vec<RequestRow>,
}
page!(RequestListPage, "access/list.html");

/// `/demandes` of somebody who manages no school, or several: school, words, URL.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MyRequestsPage {
    pub(crate) schools: Vec<(SchoolCard, String, String)>,
}
page!(MyRequestsPage, "access/mine.html");

/// `/demandes` of the console.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EscalatedListPage {
    /// Lycées that ask for a portal.
    pub(crate) portals: Vec<PortalRequestRow>,
    /// Requests that managers left without an answer.
    #[serde(flatten)]
    pub(crate) list: Listed<RequestRow>,
}
page!(EscalatedListPage, "access/escalated_list.html");

/// `/demandes/{request}` of the console.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EscalatedPage {
    /// The request, with the form's action and reason.
    pub(crate) request: AnswerPage,
    /// Its mailbox is the school's own: operators may decide.
    pub(crate) own_mailbox: bool,
    /// When managers were told, and that they were reminded.
    pub(crate) told: String,
    /// URL of the requester's account, if she has one.
    pub(crate) person: Option<String>,
    /// URL of the people of the school.
    pub(crate) people: String,
}
page!(EscalatedPage, "access/escalated.html");

impl ProofPage {
    /// A link by its worth, without what it says.
    pub(super) fn closed(state: LinkState) -> Self {
        Self {
            state,
            school_with_article: String::new(),
            name: String::new(),
            position: String::new(),
            email: String::new(),
            action: String::new(),
        }
    }
}

impl AnswerPage {
    /// A request; whose page it is and where it posts is the caller's.
    pub(crate) fn of(news: &AccessNews, clock: Clock) -> Self {
        let request = &news.request;
        let noticed = request.status == AccessStatus::Noticed;
        Self {
            school: SchoolCard::of(&news.school),
            school_with_article: definite(&news.school.listed.name),
            manager: String::new(),
            name: request.name(),
            position: request.position.clone(),
            email: request.login.clone(),
            since: waiting_since(news, clock),
            notice: request.effective_at.filter(|_| noticed).map(|at| moment(at, clock)),
            outcome: outcome(news, clock),
            given_reason: request.reason.clone(),
            just_decided: false,
            action: String::new(),
            back: String::new(),
            form: Form::default(),
        }
    }
}

impl RequestRow {
    /// A request that is at `href`.
    pub(crate) fn of(news: &AccessNews, href: String, clock: Clock) -> Self {
        let request = &news.request;
        Self {
            href,
            name: request.name(),
            position: request.position.clone(),
            email: request.login.clone(),
            person: None,
            school: format!("{}, {}", request.uai, news.school.listed.name),
            since: waiting_since(news, clock),
            status: badge(request.status),
        }
    }
}
