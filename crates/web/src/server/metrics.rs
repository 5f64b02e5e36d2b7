//! What the process counts of itself, for Prometheus. `docs/metrics.md` lists it; no name of a person, a school or a
//! portal is in it, nor an address: routes are patterns.

use std::time::Duration;

use axum::extract::State;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::mails::MailStatus;
use domain::queue::{Backlog, JobState, Lane};
use metrics::{
    Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram,
};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

use crate::app::App;
use crate::view::HostKind;

/// Seconds that an answer, a job or a print may take: a page takes milliseconds, a relay up to half a minute.
const SECONDS: [f64; 12] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];

/// What was counted since the start.
#[derive(Clone)]
pub struct Counted(PrometheusHandle);

impl Counted {
    /// Begins to count, once a process; `build` is told with it: version, commit, newest step of the schema.
    pub fn start(version: &str, commit: &str, schema: &str) -> Result<Self, BuildError> {
        let handle = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)?
            .install_recorder()?;
        describe();
        let labels = [("version", version), ("commit", commit), ("schema", schema)]
            .map(|(name, value)| metrics::Label::new(name, value.to_owned()));
        gauge!("ministage_build_info", labels.to_vec()).set(1);
        Ok(Self(handle))
    }
}

fn describe() {
    describe_counter!("ministage_http_requests_total", "Answers, by house, route and class");
    describe_histogram!(
        "ministage_http_request_seconds",
        Unit::Seconds,
        "Time to the head of an answer"
    );
    describe_counter!("ministage_bookings_total", "Bookings asked for, by what became of them");
    describe_counter!("ministage_limits_hit_total", "Answers « trop souvent »");
    describe_counter!("ministage_cache_requests_total", "Look-ups in caches, by result");
    describe_histogram!("ministage_print_seconds", Unit::Seconds, "Time to print a convention");
    describe_counter!("ministage_jobs_total", "Jobs tried, by what became of them");
    describe_histogram!("ministage_job_seconds", Unit::Seconds, "Time that a job took");
    describe_gauge!("ministage_jobs", "Jobs that are due, in hand or given up");
    describe_gauge!(
        "ministage_jobs_oldest_seconds",
        Unit::Seconds,
        "For how long the oldest job is due"
    );
    describe_gauge!("ministage_mails", "Mails that wait, failed or came back");
    describe_gauge!("ministage_database_connections", "Open connections to the database");
    describe_gauge!("ministage_database_up", "1: the database answered just now");
    describe_gauge!("ministage_build_info", "1, with version, commit and schema");
}

/// Counts an answer. A house that nobody has, and a page that no house has, are counted as `none`.
pub(super) fn answered(
    house: Option<HostKind>,
    method: &Method,
    route: &'static str,
    status: u16,
    took: Duration,
) {
    let house = house.map_or("none", HostKind::word);
    // A method is a stranger's word: only those that we answer are told apart.
    let method = match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::HEAD => "HEAD",
        _ => "other",
    };
    let class = ["1xx", "2xx", "3xx", "4xx", "5xx"]
        .get(usize::from(status / 100).saturating_sub(1))
        .copied()
        .unwrap_or("other");
    counter!("ministage_http_requests_total",
        "house" => house, "method" => method, "route" => route, "class" => class)
    .increment(1);
    histogram!("ministage_http_request_seconds", "house" => house, "route" => route).record(took);
}

/// Counts a look-up in a cache.
pub(crate) fn looked_up(cache: &'static str, found: bool) {
    let result = if found { "hit" } else { "miss" };
    counter!("ministage_cache_requests_total", "cache" => cache, "result" => result).increment(1);
}

/// Everything that was counted, with what waits at this moment.
pub(super) async fn show(State((app, counted)): State<(App, Counted)>) -> Response {
    let (open, idle) = app.backstage.connections();
    let idle = u32::try_from(idle).unwrap_or(open).min(open);
    gauge!("ministage_database_connections", "state" => "idle").set(idle);
    gauge!("ministage_database_connections", "state" => "busy").set(open - idle);
    let backlog = app.backstage.backlog().await;
    gauge!("ministage_database_up").set(u8::from(backlog.is_ok()));
    match backlog {
        Ok(backlog) => tell(&app, &backlog),
        Err(fault) => tracing::warn!(error = %fault, "what waits was not counted"),
    }
    counted.0.run_upkeep();
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    (StatusCode::OK, kind, counted.0.render()).into_response()
}

#[expect(clippy::cast_precision_loss, reason = "nobody has 2^53 jobs")]
fn tell(app: &App, backlog: &Backlog) {
    let now = app.backstage.clock().now();
    for lane in Lane::ALL {
        for &state in JobState::ALL {
            gauge!("ministage_jobs", "lane" => lane.name(), "state" => state.as_str())
                .set(backlog.jobs(lane, state) as f64);
        }
        let waits = backlog.oldest(lane).map_or(0, |since| (now - since).num_seconds().max(0));
        gauge!("ministage_jobs_oldest_seconds", "lane" => lane.name()).set(waits as f64);
    }
    for status in MailStatus::UNSENT {
        gauge!("ministage_mails", "state" => status.as_str()).set(backlog.mails(status) as f64);
    }
}
