//! Which house is called: the exact `Host` header decides, and nothing else. `X-Forwarded-Host`
//! and `Forwarded` are never read. A name that nobody has gets one neutral page (421); with `www.` before it or
//! a dot behind it, it leads to the name itself.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::Portal;
use domain::sites::Site;
use domain::tenancy::Tenant;
use tower::ServiceExt;
use tower::util::BoxCloneSyncService;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;
use tracing::Instrument;

use super::metrics::Counted;
use super::{client, errors, headers, moved};
use crate::app::App;
use crate::query::Query;
use crate::routes;
use crate::view::{HostKind, assets};
use crate::viewing::only_look;
use crate::visit::{Failure, identify};

/// Bytes that a form may weigh.
const LARGEST_FORM: usize = 64 * 1024;

/// Where style and scripts are.
pub(crate) const ASSETS: &str = "/assets/";

/// How long a handler may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The house that was called.
#[derive(Clone)]
pub(crate) struct House {
    pub(crate) kind: HostKind,
    pub(crate) name: String,
    pub(crate) portal: Option<Portal>,
    pub(crate) site: Option<Arc<Site>>,
}

/// What the page of a portal that is held looks like comes from there.
fn is_asset(path: &str) -> bool {
    path.strip_prefix(ASSETS).is_some_and(|name| assets::find(name).is_some())
}

impl House {
    /// The lycée of a portal that nobody gets into.
    fn held(&self) -> Option<&Tenant> {
        self.portal.as_ref().map(Portal::tenant).filter(|tenant| tenant.state.is_held())
    }
}

/// Quoted in logs, on error pages, and in the `X-Request-Id` of the answer.
#[derive(Clone)]
pub(crate) struct RequestId(pub(crate) String);

#[derive(Clone)]
struct Houses {
    app: App,
    portal: Router,
    front: Router,
    common: Router,
    account: Router,
    console: Router,
}

/// The whole product as one service.
pub fn service(app: App) -> BoxCloneSyncService<Request, Response, Infallible> {
    let houses = Houses {
        portal: house(&app, HostKind::Portal),
        front: house(&app, HostKind::Front),
        common: house(&app, HostKind::Common),
        account: house(&app, HostKind::Account),
        console: house(&app, HostKind::Console),
        app: app.clone(),
    };
    let router = Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready).with_state(app.clone()))
        .route("/domaine", get(certifiable).with_state(app.clone()))
        .fallback_service(Router::new().fallback(dispatch).with_state(houses))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(app.clone(), headers::harden))
        .layer(from_fn_with_state(app.clone(), client::find_client))
        .layer(from_fn_with_state(app, trace));
    BoxCloneSyncService::new(router)
}

/// Whether the process lives and is ready, and what it counted: for an address that only supervisors reach.
pub fn health(app: App, counted: Counted) -> BoxCloneSyncService<Request, Response, Infallible> {
    let router = Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready).with_state(app.clone()))
        .route("/domaine", get(certifiable).with_state(app.clone()))
        .route("/metrics", get(super::metrics::show).with_state((app, counted)));
    BoxCloneSyncService::new(router)
}

fn house(app: &App, kind: HostKind) -> Router {
    routes::router(kind)
        .fallback(async || Failure::NotFound)
        .method_not_allowed_fallback(async || Failure::NotFound)
        .layer(from_fn(only_look))
        .layer(from_fn_with_state(app.clone(), errors::draw))
        .layer(from_fn_with_state(app.clone(), identify))
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(app.clone(), own_origin))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .with_state(app.clone())
}

/// Refuses a form of the same name under another scheme: [`CsrfLayer`] compares the names alone, where the browser
/// does not say where the form came from.
async fn own_origin(State(app): State<App>, request: Request, next: Next) -> Response {
    let posts = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let origins = request.headers().get_all(header::ORIGIN).iter();
    let own = format!("{}://", app.address.scheme);
    let others =
        |origin: &HeaderValue| !origin.as_bytes().to_ascii_lowercase().starts_with(own.as_bytes());
    let said = |origin: &HeaderValue| origin.as_bytes() != b"null";
    if posts && origins.into_iter().any(|origin| said(origin) && others(origin)) {
        return StatusCode::FORBIDDEN.into_response();
    }
    next.run(request).await
}

async fn dispatch(State(houses): State<Houses>, mut request: Request) -> Response {
    let Some(name) = host_name(&request) else {
        return errors::nobody(&houses.app);
    };
    match find(&houses.app, name.clone()).await {
        Ok(Some(house)) => {
            if let Some(tenant) = house.held().filter(|_| !is_asset(request.uri().path())) {
                return errors::held(&houses.app, tenant, request).await;
            }
            let router = match house.kind {
                HostKind::Portal => houses.portal,
                HostKind::Front => houses.front,
                HostKind::Common => houses.common,
                HostKind::Account => houses.account,
                HostKind::Console => houses.console,
            };
            request.extensions_mut().insert(house.clone());
            let answer = into_response(router.oneshot(request).await);
            let mut answer = errors::draw_outside(&houses.app, &house, answer);
            answer.extensions_mut().insert(house);
            answer
        }
        Ok(None) => lead(&houses.app, &name, request).await,
        Err(failure) => errors::bare(&houses.app, &failure.into_response()),
    }
}

/// Nobody has the name as it was written: to the same page of the name without `www.` and final dot (no page of ours
/// was ever drawn there, so nothing is sent there), or of the address to which its portal moved.
async fn lead(app: &App, name: &str, request: Request) -> Response {
    let bare = bare(name).unwrap_or(name);
    let looks = matches!(*request.method(), Method::GET | Method::HEAD);
    match find(app, bare.to_owned()).await {
        Ok(Some(_)) if looks => {
            let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
            Redirect::permanent(&app.url(bare, path)).into_response()
        }
        Ok(Some(_)) => errors::nobody(app),
        Ok(None) => moved::lead(app, bare, request).await,
        Err(failure) => errors::bare(app, &failure.into_response()),
    }
}

/// The name without `www.` before it and the dot of the whole world behind it, if it has one of them.
fn bare(name: &str) -> Option<&str> {
    let without_dot = name.strip_suffix('.').unwrap_or(name);
    let bare = without_dot.strip_prefix("www.").unwrap_or(without_dot);
    (bare != name).then_some(bare)
}

fn into_response(result: Result<Response, Infallible>) -> Response {
    match result {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

async fn find(app: &App, name: String) -> Result<Option<House>, Failure> {
    let kind = match name.as_str() {
        host if host == app.backstage.base_domain() => HostKind::Front,
        host if host == app.account_host() => HostKind::Account,
        host if host == app.console_host() => HostKind::Console,
        host => {
            if let Some(portal) = app.backstage.portal_at(host).await? {
                let kind = HostKind::Portal;
                return Ok(Some(House { kind, name, portal: Some(portal), site: None }));
            }
            let site = app.backstage.site_at(host).await?;
            let house =
                |site| House { kind: HostKind::Common, name, portal: None, site: Some(site) };
            return Ok(site.map(house));
        }
    };
    Ok(Some(House { kind, name, portal: None, site: None }))
}

/// The host that was called, lower case, without port. Two `Host` headers are none.
fn host_name(request: &Request<Body>) -> Option<String> {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let host = match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.to_str().ok()?.to_owned(),
        (None, None) => request.uri().authority()?.as_str().to_owned(),
        _ => return None,
    };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name.to_owned(),
        _ => host,
    };
    Some(name.to_ascii_lowercase())
}

async fn ready(State(app): State<App>) -> Response {
    if app.closing().is_cancelled() {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    match app.backstage.ping().await {
        Ok(()) => "ready\n".into_response(),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// `/domaine?domain=…`: whether a proxy may get a certificate for a name (Caddy's `on_demand_tls`). For the own domain of
/// a portal, and for nothing else: a stranger's name that points here costs no certificate.
async fn certifiable(State(app): State<App>, request: Request) -> Response {
    let asked = Query::of(request.uri().path_and_query().map_or("", |target| target.as_str()));
    let host = asked.get("domain").to_ascii_lowercase();
    match app.backstage.portal_at(&host).await {
        Ok(Some(portal)) if portal.tenant().custom_host.as_ref() == Some(&host) => {
            "yes\n".into_response()
        }
        Ok(_) => StatusCode::NOT_FOUND.into_response(),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// The line of the table that answered: what is logged of an address, for the address itself may hold a secret.
#[derive(Clone, Copy)]
pub(crate) struct Answered(pub(crate) &'static str);

/// One span and one line a request, with what may be logged: no query, which can hold a search, and no address of
/// whoever asks.
async fn trace(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let id = RequestId(app.backstage.random().code(12));
    let method = request.method().clone();
    let span = tracing::info_span!("request", id = %id.0, %method, route = tracing::field::Empty);
    let path = request.uri().path();
    let is_machinery =
        path.starts_with(ASSETS) || ["/healthz", "/readyz", "/domaine"].contains(&path);
    let header = HeaderValue::from_str(&id.0).unwrap_or(HeaderValue::from_static("-"));
    request.extensions_mut().insert(id);
    let started = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let took = started.elapsed();
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    let status = response.status().as_u16();
    let house = response.extensions().get::<House>();
    let host = house.map_or("-", |house| house.name.as_str());
    let route = response.extensions().get::<Answered>().map_or("-", |answered| answered.0);
    if !is_machinery {
        super::metrics::answered(house.map(|house| house.kind), &method, route, status, took);
    }
    span.in_scope(|| match is_machinery {
        true => tracing::debug!(host, route, status, ms, "answered"),
        false => tracing::info!(host, route, status, ms, "answered"),
    });
    response.headers_mut().insert(HeaderName::from_static("x-request-id"), header);
    response
}

fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a handler panicked");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
