//! A statement on paper: a title, facts, sections. One template prints certificates, notices and exports alike.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use documents::{Logo, PrintJob, Standard, Template};
use domain::Portal;
use education::french;
use serde::Serialize;
use serde_json::json;

use crate::app::App;
use crate::moments::Clock;
use crate::view::{PLATFORM, PLATFORM_ACCENT};
use crate::visit::Failure;

/// The template of all statements.
const TEMPLATE: &str = include_str!("../../../tenants/_default/documents/statement.typ");

/// What a statement says.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Statement {
    pub(crate) title: String,
    pub(crate) subtitle: String,
    /// Label and value.
    pub(crate) facts: Vec<(String, String)>,
    pub(crate) sections: Vec<Section>,
}

/// A heading with paragraphs, and a table below where there is one.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Section {
    pub(crate) title: String,
    pub(crate) paragraphs: Vec<String>,
    /// The first row is the head; all are of one length.
    pub(crate) rows: Vec<Vec<String>>,
}

impl Section {
    /// A heading with paragraphs.
    pub(crate) fn new<const N: usize>(title: &str, paragraphs: [&str; N]) -> Self {
        let paragraphs = paragraphs.map(str::to_owned).to_vec();
        Self { title: title.to_owned(), paragraphs, rows: Vec::new() }
    }
}

impl Statement {
    /// The file, dated at `now`, in the colours of a portal or of the platform.
    pub(crate) async fn print(
        &self,
        app: &App,
        portal: Option<&Portal>,
        now: DateTime<Utc>,
    ) -> Result<Bytes, Failure> {
        let (mut logo, mut clock, mut owner) = (None, Clock::FRANCE, 0);
        let (mut issuer, mut accent) = (PLATFORM.to_owned(), PLATFORM_ACCENT.to_owned());
        if let Some(portal) = portal {
            let tenant = portal.tenant();
            (clock, owner) = (Clock::of(tenant), portal.id().0.as_u128());
            (issuer, accent) = (tenant.name.clone(), tenant.accent.clone());
            let alt = format!("Logo\u{a0}: {}", tenant.name);
            logo = portal.logo().await?.map(|logo| Logo { png: logo.content.into(), alt });
        }
        let mut data = serde_json::to_value(self).map_err(domain::Fault::from)?;
        data["theme"] = json!({ "accent": accent });
        data["issuer"] = issuer.into();
        data["issued_on"] = french::date_long(clock.day(now)).into();
        let job = PrintJob {
            template: Template::new(TEMPLATE),
            data,
            logo,
            title: self.title.clone(),
            issued_at: clock.fixed(now),
            standard: Standard::Archival,
        };
        Ok(app.press.print(owner, job).await?.pdf)
    }
}
