//! What a colour makes of a letter and of a convention, before it is saved.

use axum::http::header;
use documents::{Logo, PrintJob, Standard, Template};
use domain::ids::TenantId;
use domain::onboarding::Draft;
use domain::tenancy::Operator;
use domain::tenants::DocumentKind;
use serde_json::{Value, json};

use super::{frame, mails};
use crate::console::mailbox::framed;
use crate::moments::Clock;
use crate::query::Query;
use crate::urls;
use crate::view::{Accent, Sender};
use crate::visit::{Failure, Ids, Reply, Result, Signed, Visit};

/// A convention of invented people, which templates are tried with too.
const SAMPLE: &str = include_str!("../../../../tenants/_default/documents/agreement.sample.json");

/// `GET /lycees/{tenant}/preparation/courriel?couleur=…`: the trial letter, for a frame.
pub(crate) async fn letter(visit: Signed<Operator>, Ids(id): Ids<TenantId>) -> Result {
    let Some(draft) = visit.role.draft(id).await? else {
        return frame::no_draft(&visit.role, id).await;
    };
    let accent = colour(&visit, &draft);
    let tenant = &draft.tenant;
    let sender = Sender {
        name: tenant.name.clone(),
        town: tenant.city.clone(),
        contact: tenant.details.mail.clone(),
        accent: Accent::parse(&accent).unwrap_or_default(),
    };
    let url = visit.app.url(&visit.app.console_host(), &urls::preparation(id));
    let letter = mails::trial(&tenant.name, url);
    Ok(framed(&visit.app.engine.render_mail(&sender, &letter)?.html))
}

/// `GET /lycees/{tenant}/preparation/convention.pdf?couleur=…`: printed by the press, with invented people.
pub(crate) async fn convention(visit: Signed<Operator>, Ids(id): Ids<TenantId>) -> Result {
    let Some(draft) = visit.role.draft(id).await? else {
        return frame::no_draft(&visit.role, id).await;
    };
    let bundle = &draft.bundle;
    let source = bundle.documents.get(&DocumentKind::Agreement).ok_or(Failure::NotFound)?;
    let alt = format!("Logo\u{a0}: {}", draft.tenant.name);
    let job = PrintJob {
        template: Template::new(source.clone()),
        data: specimen(&draft, &colour(&visit, &draft))?,
        logo: bundle.logo.clone().map(|png| Logo { png: png.into(), alt }),
        title: "Convention de mini-stage, spécimen".to_owned(),
        issued_at: Clock::of(&draft.tenant).fixed(visit.now),
        standard: Standard::Archival,
    };
    let printed = visit.app.press.print(id.0.as_u128(), job).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf"),
        (header::CONTENT_DISPOSITION, "inline; filename=\"convention-specimen.pdf\""),
    ];
    Ok(Reply::of((headers, printed.pdf)))
}

/// The colour that is tried; one that is none is the draft's own.
fn colour(visit: &Visit, draft: &Draft) -> String {
    let tried = Query::of(&visit.target).get("couleur").to_ascii_lowercase();
    match Accent::parse(&tried) {
        Ok(_) => tried,
        Err(_) => draft.tenant.accent.clone(),
    }
}

/// The sample with this lycée as the host. Its shape is agreed on in `tenants/_default/documents/README.md`.
fn specimen(draft: &Draft, accent: &str) -> Result<Value> {
    let mut data: Value =
        serde_json::from_str(SAMPLE).map_err(|_| Failure::Defect("the sample does not read"))?;
    let (tenant, details) = (&draft.tenant, &draft.tenant.details);
    data["specimen"] = json!(true);
    data["theme"] = json!({ "accent": accent });
    data["host"] = json!({
        "kind_and_name": tenant.name,
        "uai": tenant.uai.to_string(),
        "address_lines": details.address,
        "phone": details.phone,
        "mail": details.mail,
        "head_name": details.head_name,
        "head_quality": details.head_quality,
        "agricultural": details.agricultural,
    });
    data["signatories"][0]["name"] = json!(details.head_name);
    data["board_resolution"] = Value::Null;
    data["paragraphs"] = json!([]);
    Ok(data)
}
