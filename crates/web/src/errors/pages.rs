//! Error pages: what happened, what is safe, what to do. No details.

use serde::Serialize;

use crate::view::{Empty, page};

/// Any error, by its HTTP status; the words are in the template. Statuses without words get those of 400, where it is
/// whoever asks that is wrong, or of 500.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct ErrorPage {
    /// 400, 403, 404, 409, 413, 415, 421, 422, 429, 500 or 503.
    pub(crate) status: u16,
    /// After how long to try again: « 4 minutes » (429 and 503).
    pub(crate) retry: Option<String>,
    /// `draft`, `suspended` or `closed`: the portal is not open to who asks.
    pub(crate) held: Option<&'static str>,
    /// Others wait for documents (503).
    pub(crate) crowded: bool,
    /// Where a school goes on by mail, of which too many were looked up.
    pub(crate) by_mail: Option<String>,
    /// Whom to call about a portal that is suspended: « Lycée de l’Atelier » and its telephone.
    pub(crate) call: Option<(String, String)>,
    /// Why it is not there any more for who asks: a sentence and what to do.
    pub(crate) ended: Option<Empty>,
    /// Something was sent, and is not stored.
    pub(crate) lost: bool,
    /// What was typed in it.
    pub(crate) typed: Vec<String>,
}
page!(ErrorPage, "errors/show.html");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Engine, HostKind, Look, Shell};

    #[test]
    fn a_crowd_before_the_press_is_no_broken_service() {
        let engine = Engine::load().unwrap();
        let shell = Shell::new(HostKind::Front, Look::platform());
        let shown = |crowded| {
            let page = ErrorPage { status: 503, crowded, ..ErrorPage::default() };
            engine.render(&shell, &page).unwrap()
        };
        assert!(
            shown(true).contains("Beaucoup de documents") && !shown(true).contains("indisponible")
        );
        assert!(shown(false).contains("indisponible"));
    }

    #[test]
    fn each_status_has_its_own_words() {
        let engine = Engine::load().unwrap();
        let shell = Shell::new(HostKind::Front, Look::platform());
        let heading = |status| {
            let retry = Some("4 minutes".to_owned());
            let html = engine
                .render(&shell, &ErrorPage { status, retry, ..ErrorPage::default() })
                .unwrap();
            assert!(html.contains(&format!("Erreur {status}")) && html.contains("4 minutes"));
            let (_, heading) = html.split_once("<h1>").unwrap();
            heading.split("</h1>").next().unwrap().to_owned()
        };
        let statuses = [400, 403, 404, 409, 413, 415, 421, 422, 429, 500, 503];
        let said: std::collections::BTreeSet<_> = statuses.into_iter().map(heading).collect();
        assert_eq!(said.len(), statuses.len());
        for status in 400..600 {
            let known = statuses.contains(&status);
            let said = heading(status);
            assert!(known || said == heading(if status < 500 { 400 } else { 500 }), "{status}");
        }
    }
}
