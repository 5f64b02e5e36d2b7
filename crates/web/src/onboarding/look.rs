//! « Couleur »: the accent, judged as everywhere, and what it makes of a portal.

use axum::http::StatusCode;
use domain::ids::TenantId;
use domain::onboarding::{Draft, Step};
use domain::tenancy::{FullOperator, Operator};

use super::frame::{self, Frame};
use super::pages::PrepareLookPage;
use super::swatch::Swatch;
use crate::console::logo::shown;
use crate::form::Form;
use crate::picture::colours;
use crate::query::Query;
use crate::urls;
use crate::visit::{Failure, Ids, Result, Signed, Visit};

/// `GET /lycees/{tenant}/preparation/couleur?couleur=…`: a colour that is tried is saved nowhere.
pub(crate) async fn ask(visit: Signed<Operator>, Ids(id): Ids<TenantId>) -> Result {
    let Some(draft) = visit.role.draft(id).await? else {
        return frame::no_draft(&visit.role, id).await;
    };
    let tried = Query::of(&visit.target).get("couleur").to_owned();
    let tried = if tried.is_empty() { draft.tenant.accent.clone() } else { tried };
    let form = visit.typed().await.unwrap_or_else(|| Form::default().with("couleur", &tried));
    let form = match Swatch::of(form.sent("couleur").trim()) {
        Some(_) => form,
        None => form.wrong("couleur", WRONG),
    };
    visit.page(&page(&visit, &draft, form)?)
}

/// `POST /lycees/{tenant}/preparation/couleur`.
pub(crate) async fn send(
    visit: Signed<FullOperator>,
    Ids(id): Ids<TenantId>,
    mut form: Form,
) -> Result {
    let version = form.version();
    let colour = form.check("couleur", |typed| {
        let typed = typed.trim().to_ascii_lowercase();
        Swatch::of(&typed).map(|_| typed).ok_or_else(|| WRONG.to_owned())
    });
    let (status, form) = match colour {
        None => (StatusCode::UNPROCESSABLE_ENTITY, form),
        Some(colour) => match visit.role.colour_draft(id, version, &colour).await {
            Ok(()) => {
                return Ok(frame::done(
                    &visit,
                    Step::Look,
                    id,
                    "La couleur du portail est enregistrée.",
                ));
            }
            Err(why) => frame::refused(form, "couleur", why)?,
        },
    };
    let Some(draft) = visit.role.draft(id).await? else {
        return frame::no_draft(&visit.role, id).await;
    };
    visit.page_with(status, &page(&visit, &draft, form)?)
}

/// The colours of the logo, each as it is judged.
fn proposed(draft: &Draft) -> Vec<(String, String, String)> {
    let look = urls::prepare_look(draft.tenant.id);
    let judged = |colour: String| {
        let swatch = Swatch::of(&colour)?;
        let tried = Query::of(&look).with("couleur", &colour).url();
        Some((colour, tried, swatch.verdict))
    };
    let colours = draft.bundle.logo.as_deref().map(colours).unwrap_or_default();
    colours.into_iter().filter_map(judged).collect()
}

const WRONG: &str = "Écrivez une couleur de la forme #0f5c63.";

fn page(visit: &Visit, draft: &Draft, form: Form) -> Result<PrepareLookPage> {
    let tenant = &draft.tenant;
    let id = tenant.id;
    let tried = Some(form.sent("couleur").trim()).filter(|tried| Swatch::of(tried).is_some());
    let tried = tried.unwrap_or(&draft.tenant.accent);
    let in_colour = |page: String| Query::of(&page).with("couleur", tried).url();
    let swatch = Swatch::of(tried);
    Ok(PrepareLookPage {
        letter: in_colour(urls::preview_letter(id)),
        convention: in_colour(urls::preview_convention(id)),
        frame: Frame::of(visit, draft, Some(Step::Look)),
        logo: tenant.logo_sha256.as_deref().map(|version| shown(id, version)).unwrap_or_default(),
        logo_page: urls::lycee_logo(id),
        proposed: proposed(draft),
        swatch: swatch.ok_or(Failure::Defect("a stored accent is no colour"))?,
        form,
    })
}
