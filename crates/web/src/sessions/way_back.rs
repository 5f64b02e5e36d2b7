//! The way back after signing in.

use axum::http::HeaderMap;

use super::cookies;
use super::handlers::after;
use crate::app::App;
use crate::query::Query;
use crate::visit::{Failure, Reply, Result, SignedPerson, Visit, redirect};

/// Where `compte` sends back to a common site, or to the front door.
pub(super) const ADDRESS: &str = "/retour";

/// Bytes of a way back, at most: it may hold another one.
const LONGEST_PATH: usize = 2_000;

/// `path`, if it is a path of this host and nothing else: never `//elsewhere`, `/\elsewhere`, a scheme.
pub(crate) fn local_path(path: &str) -> Option<&str> {
    let rest = path.strip_prefix('/')?;
    let leads_away =
        rest.starts_with(['/', '\\']) || path.contains('\\') || path.chars().any(char::is_control);
    (!leads_away && path.is_ascii() && path.len() <= LONGEST_PATH).then_some(path)
}

/// The link « Se connecter » of a common site, or of the front door: signed in, she is where she was.
pub(crate) fn sign_in_and_back(visit: &Visit) -> String {
    let way = Query::of(ADDRESS).with("vers", &visit.host_name).with("retour", &visit.target);
    visit.app.url(&visit.app.account_host(), &way.url())
}

/// `GET /retour` of `compte`. Never to a host that is not ours.
pub(crate) async fn go(visit: SignedPerson, headers: HeaderMap) -> Result {
    let asked = Query::of(&visit.target);
    let host = asked.get("vers");
    if showcase(&visit.app, host).await?.is_none() {
        return Err(Failure::NotFound);
    }
    let next = local_path(asked.get("retour")).unwrap_or_default();
    let back: Reply = redirect(&visit.app.url(host, after(next)));
    Ok(match cookies::has_hint(&headers) {
        true => back,
        // Else she would be a stranger there.
        false => back.cookie(&cookies::hint(&visit, false, None)),
    })
}

/// « le site Mini-Stages 44 »: the common site, or the front door, that this host is.
pub(super) async fn showcase(app: &App, host: &str) -> Result<Option<String>> {
    if host == app.backstage.base_domain() {
        return Ok(Some("la page d’accueil".to_owned()));
    }
    let site = app.backstage.site_at(host).await?;
    Ok(site.map(|site| format!("le site {}", site.spec.name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_stays_on_this_host() {
        for path in ["/", "/calendrier?date=2026-12-01", "/creneaux/0199/reservation"] {
            assert_eq!(local_path(path), Some(path));
        }
        for path in [
            "", "calendrier", "//evil.example", "/\\evil.example", "https://evil.example", "/a\\b",
            "/a\r\nSet-Cookie: b", "/\t/evil.example",
        ] {
            assert_eq!(local_path(path), None, "{path:?}");
        }
    }
}
