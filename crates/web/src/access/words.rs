//! How a request and its end are said, to managers and to operators alike.

use domain::access::{AccessNews, AccessStatus};

use crate::moments::{Clock, moment};
use crate::view::{Badge, Tone};

/// « le 11 janvier 2027, 10 h 02 ».
pub(super) fn waiting_since(news: &AccessNews, clock: Clock) -> String {
    format!("le {}", moment(news.request.proved_at, clock))
}

/// What was decided, in a sentence; `None`: nothing yet.
pub(super) fn outcome(news: &AccessNews, clock: Clock) -> Option<String> {
    let request = &news.request;
    let when = request.decided_at.map(|at| moment(at, clock)).unwrap_or_default();
    let by = match news.decided_by.as_str() {
        "" => String::new(),
        name => format!(" par {name}"),
    };
    Some(match request.status {
        AccessStatus::Waiting | AccessStatus::Noticed => return None,
        AccessStatus::Accepted if by.is_empty() => format!(
            "La demande a été acceptée le {when}, à la fin du délai laissé aux gestionnaires."
        ),
        AccessStatus::Accepted => format!("La demande a été acceptée{by}, le {when}."),
        AccessStatus::Refused => format!("La demande a été refusée{by}, le {when}."),
        AccessStatus::Expired => {
            format!("Personne n’a répondu\u{a0}: la demande a pris fin le {when}.")
        }
    })
}

/// The state of a request, in a list.
pub(super) fn badge(status: AccessStatus) -> Badge {
    match status {
        AccessStatus::Waiting => Badge::new(Tone::Wait, "hourglass", "À traiter"),
        AccessStatus::Noticed => Badge::new(Tone::Wait, "clock", "Accès annoncé"),
        AccessStatus::Accepted => Badge::new(Tone::Good, "check", "Acceptée"),
        AccessStatus::Refused => Badge::new(Tone::Bad, "circle-x", "Refusée"),
        AccessStatus::Expired => Badge::new(Tone::Neutral, "ban", "Sans réponse"),
    }
}
