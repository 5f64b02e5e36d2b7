//! The hop between a portal and `compte.<base>`, in the same browser: one asks, the other gives a
//! code, the first takes it (`docs/decisions/0013-one-sign-in-for-every-portal.md`).
//!
//! | who asks | when | who takes |
//! |---|---|---|
//! | `compte` | somebody typed her password on a portal: [`arrive`] | [`arrive`], at once |
//! | a portal | its sign-in page is opened: [`offer`] | [`pass`], when she clicks « Continuer comme … » |

use axum::http::{HeaderMap, StatusCode};
use domain::Portal;
use domain::accounts::{LinkRefused, LinkState};
use domain::random::{Token, is_hash};
use domain::sessions::{Arrival, Guest, PassageRefused, Passed};
use domain::tenancy::Standing;

use super::cookies;
use super::handlers::{after, draw, page};
use super::pages::{Offer, SignInPage};
use super::way_back::{self, local_path};
use crate::form::Form;
use crate::query::Query;
use crate::view::HostKind;
use crate::visit::{AnyVisit, Failure, FormTarget, Reply, Result, Visit, Visitor, redirect};
use crate::words;

/// What a portal's sign-in page does about the account's home (`/connexion?compte=…`).
enum Wish {
    /// The form: « Utiliser un autre compte », or there was nothing to find.
    Form,
    /// « Continuer avec mon compte »: one may sign in there.
    Account,
    /// A look: if nobody is signed in there, straight back.
    Look,
    /// Back with a code.
    Code(Token),
}

impl Wish {
    fn of(asked: &Query, headers: &HeaderMap) -> Self {
        match (asked.get("compte"), asked.get("passage")) {
            ("autre", _) => Self::Form,
            ("oui", _) => Self::Account,
            (_, "") if cookies::has_hint(headers) => Self::Look,
            (_, "") => Self::Form,
            (_, code) => Self::Code(Token::received(code)),
        }
    }
}

/// What a portal's sign-in page answers to somebody who may be signed in at her account's home;
/// `None`: the form.
pub(super) async fn offer(
    visit: &Visit,
    portal: &Portal,
    asked: &Query,
    headers: &HeaderMap,
) -> Result<Option<Reply>> {
    let next = local_path(asked.get("retour")).unwrap_or_default();
    let code = match Wish::of(asked, headers) {
        Wish::Form => return Ok(None),
        Wish::Account => return Ok(Some(ask_home(visit, headers, next, false))),
        Wish::Look => return Ok(Some(ask_home(visit, headers, next, true))),
        Wish::Code(code) => code,
    };
    // A browser that keeps no cookie would go round for ever: it gets the form.
    let Some(browser) = cookies::brought_passage(headers) else {
        return Ok(None);
    };
    match visit.doors().guest(portal, &arrival(visit, &code, &browser, None)).await {
        Ok(guest) => {
            let (name, detail) = match guest {
                Guest::School(school, name, position) => (school, [name, position].join(", ")),
                Guest::Staff(name, role) => (name, words::staff_role(role).to_owned()),
                Guest::Nobody(name, login) => (name, login),
            };
            let other = Query::of("/connexion").with("compte", "autre").with("retour", next);
            let page = SignInPage {
                offer: Some(Offer {
                    name,
                    detail,
                    code: code.reveal().to_owned(),
                    other: other.url(),
                }),
                next: next.to_owned(),
                ..page(visit)
            };
            draw(visit, StatusCode::OK, &page).await.map(Some)
        }
        Err(LinkRefused::Fault(fault)) => Err(fault.into()),
        Err(LinkRefused::Link(LinkState::Unknown)) => Ok(None),
        // Too old, or used: the page was opened again.
        Err(LinkRefused::Link(_)) => Ok(Some(ask_home(visit, headers, next, true))),
    }
}

/// `POST /passage` of a portal: the click on « Continuer comme … ».
pub(crate) async fn pass(visit: Visitor, headers: HeaderMap, form: Form) -> Result {
    let next = local_path(form.sent("retour")).unwrap_or_default();
    if visit.person().is_some() {
        return Ok(redirect(after(next)));
    }
    let code = Token::received(form.sent("code"));
    let device = cookies::brought_device(&headers);
    if let Some(browser) = cookies::brought_passage(&headers) {
        let arrival = arrival(&visit, &code, &browser, device.as_ref());
        match visit.doors().take_passage(arrival).await {
            Ok(Passed { opened, kept }) => {
                visit.trace("hopped").by(opened.account).done();
                return Ok(cookies::signed_in(redirect(after(next)), &opened, kept));
            }
            Err(PassageRefused::Fault(fault)) => return Err(fault.into()),
            Err(PassageRefused::Occupied | PassageRefused::Link(_)) => {}
        }
    }
    visit.trace("hop_link").refused("refused");
    let late =
        "La page est restée ouverte plus d’une minute\u{a0}: vérifiez le nom, puis continuez.";
    Ok(ask_home(&visit, &headers, next, true).info(late))
}

/// `GET /passage`: gives a code to another host, if somebody is signed in here. A portal gives to
/// the account's home only, and the home to any portal that exists.
pub(crate) async fn give(visit: AnyVisit) -> Result {
    let asked = Query::of(&visit.target);
    let (host, browser) = (asked.get("vers"), asked.get("lien"));
    let next = local_path(asked.get("retour")).unwrap_or_default();
    let known = match visit.host {
        HostKind::Portal => host == visit.app.account_host(),
        _ => visit.app.backstage.portal_at(host).await?.is_some(),
    };
    if !known || !is_hash(browser) {
        return Err(Failure::NotFound);
    }
    let landing = match visit.host {
        HostKind::Portal => Query::of("/arrivee").with("de", &visit.host_name),
        _ => Query::of("/connexion"),
    };
    let landing = landing.with("retour", next);
    if let Some(account) = visit.account() {
        let code = account.give_passage(host, browser).await?;
        let landing = match visit.host {
            HostKind::Portal => landing.with("code", code.reveal()).with("pour", &acts_for(&visit)),
            _ => landing.with("passage", code.reveal()),
        };
        return Ok(redirect(&visit.app.url(host, &landing.url())));
    }
    Ok(match visit.host {
        // Whoever typed her password here refuses cookies.
        HostKind::Portal => redirect(after(next)),
        _ if asked.get("essai").is_empty() => {
            redirect(&Query::of("/connexion").with("retour", &visit.target).url())
        }
        _ => {
            let back = landing.with("compte", "autre").url();
            redirect(&visit.app.url(host, &back)).cookie(&cookies::no_hint(&visit))
        }
    })
}

/// The school for which she acts on this portal, or empty: what the next portals call her by.
fn acts_for(visit: &Visit) -> String {
    match visit.standing() {
        Some(Standing::Origin(origin)) => origin.uai().to_string(),
        _ => String::new(),
    }
}

/// `GET /arrivee` of `compte`: somebody typed her password on the portal `de`. Asks that portal for a
/// code, takes it when it comes back, and sends her where she wanted to go, whatever came of it. No
/// click is needed: the code is bound to a secret that only this browser has, for this host.
pub(crate) async fn arrive(visit: AnyVisit, headers: HeaderMap) -> Result {
    let asked = Query::of(&visit.target);
    let portal = asked.get("de");
    if visit.app.backstage.portal_at(portal).await?.is_none() {
        return Err(Failure::NotFound);
    }
    let next = local_path(asked.get("retour")).unwrap_or_default();
    if asked.get("code").is_empty() {
        return Ok(ask(&visit, &headers, portal, next, false));
    }
    let back = redirect(&visit.app.url(portal, after(next)));
    let Some(browser) = cookies::brought_passage(&headers) else {
        return Ok(back);
    };
    let code = Token::received(asked.get("code"));
    let device = cookies::brought_device(&headers);
    let arrival = arrival(&visit, &code, &browser, device.as_ref());
    Ok(match visit.doors().take_passage(arrival).await {
        Ok(Passed { opened, kept }) => {
            visit.trace("came_home").by(opened.account).done();
            cookies::signed_in(back, &opened, kept).cookie(&cookies::hint(
                &visit,
                kept,
                asked.read("pour"),
            ))
        }
        Err(PassageRefused::Fault(fault)) => return Err(fault.into()),
        Err(PassageRefused::Occupied) => back,
        Err(PassageRefused::Link(_)) => {
            visit.trace("hop_link").refused("refused");
            back
        }
    })
}

/// Where a browser goes that has just typed its password on a portal.
pub(super) fn homewards(visit: &Visit, next: &str) -> String {
    let target = Query::of("/arrivee").with("de", &visit.host_name).with("retour", next).url();
    visit.app.url(&visit.app.account_host(), &target)
}

/// Where a sign-in page of the account's home leads on, in words, and its origin: to a portal, or back
/// to a common site.
pub(super) async fn led_to(visit: &Visit, next: &str) -> Result<Option<(String, FormTarget)>> {
    if visit.host != HostKind::Account {
        return Ok(None);
    }
    let asked = Query::of(next);
    let host = asked.get("vers");
    let name = match next.split_once('?') {
        Some(("/passage", _)) => {
            let portal = visit.app.backstage.portal_at(host).await?;
            portal.map(|portal| format!("le portail {}", portal.tenant().name))
        }
        Some((way_back::ADDRESS, _)) => way_back::showcase(&visit.app, host).await?,
        _ => None,
    };
    Ok(name.map(|name| (name, FormTarget(visit.app.url(host, "")))))
}

/// « Continuer avec mon compte »: on a portal of its own domain, to which no hint comes.
pub(super) fn account_link(visit: &Visit, next: &str) -> Option<String> {
    let base = visit.app.backstage.base_domain();
    let own_domain = visit.portal.is_some() && !visit.host_name.ends_with(&format!(".{base}"));
    let link = Query::of("/connexion").with("compte", "oui").with("retour", next);
    own_domain.then(|| link.url())
}

fn ask_home(visit: &Visit, headers: &HeaderMap, next: &str, look: bool) -> Reply {
    ask(visit, headers, &visit.app.account_host(), next, look)
}

/// Asks `host` for a code that this browser may take here. One secret serves all its tabs.
fn ask(visit: &Visit, headers: &HeaderMap, host: &str, next: &str, look: bool) -> Reply {
    let secret =
        cookies::brought_passage(headers).unwrap_or_else(|| visit.app.backstage.random().token());
    let target = Query::of("/passage")
        .with("vers", &visit.host_name)
        .with("lien", &secret.hash())
        .with("essai", if look { "oui" } else { "" })
        .with("retour", next)
        .url();
    redirect(&visit.app.url(host, &target)).cookie(&cookies::passage(&secret))
}

fn arrival<'a>(
    visit: &'a Visit,
    code: &'a Token,
    browser: &'a Token,
    device: Option<&'a Token>,
) -> Arrival<'a> {
    Arrival { code, browser, device, agent: &visit.agent, present: visit.person() }
}
