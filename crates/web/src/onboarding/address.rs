//! « Adresse du portail » of a draft.

use domain::ids::TenantId;
use domain::onboarding::{Draft, Step};
use domain::tenancy::{FullOperator, Operator};

use super::begin::offers;
use super::frame::{self, Frame};
use super::pages::PrepareAddressPage;
use crate::form::Form;
use crate::query::Query;
use crate::urls;
use crate::visit::{Ids, Result, Signed, Visit};

/// `GET /lycees/{tenant}/preparation/adresse?adresse=…`.
pub(crate) async fn ask(visit: Signed<Operator>, Ids(id): Ids<TenantId>) -> Result {
    let Some(draft) = visit.role.draft(id).await? else {
        return frame::no_draft(&visit.role, id).await;
    };
    let chosen = Query::of(&visit.target).get("adresse").to_owned();
    let slug = if chosen.is_empty() { draft.tenant.slug.clone() } else { chosen };
    let form = visit.typed().await.unwrap_or_else(|| Form::default().with("adresse", slug));
    visit.page(&page(&visit, &visit.role, &draft, form).await?)
}

/// `POST /lycees/{tenant}/preparation/adresse`.
pub(crate) async fn send(
    visit: Signed<FullOperator>,
    Ids(id): Ids<TenantId>,
    mut form: Form,
) -> Result {
    let slug = form.check("adresse", |typed| Ok(typed.trim().to_lowercase())).unwrap_or_default();
    let (status, form) = match visit.role.address_draft(id, form.version(), &slug).await {
        Ok(()) => {
            return Ok(frame::done(&visit, Step::Address, id, "L’adresse est enregistrée."));
        }
        Err(why) => frame::refused(form, "adresse", why)?,
    };
    let Some(draft) = visit.role.draft(id).await? else {
        return frame::no_draft(&visit.role, id).await;
    };
    visit.page_with(status, &page(&visit, &visit.role, &draft, form).await?)
}

async fn page(
    visit: &Visit,
    role: &Operator,
    draft: &Draft,
    form: Form,
) -> Result<PrepareAddressPage> {
    let id = draft.tenant.id;
    let offered = role.offered_addresses(&draft.school).await?;
    Ok(PrepareAddressPage {
        frame: Frame::of(visit, draft, Some(Step::Address)),
        base: format!(".{}", visit.app.backstage.base_domain()),
        own: urls::lycee_host(id),
        offered: offers(&urls::prepare_address(id), &offered),
        form,
    })
}
