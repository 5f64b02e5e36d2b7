//! `/lycees/{tenant}/logo`: a portal's logo is sent, shown, taken away.

use axum::extract::Multipart;
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use domain::console::Lycee;
use domain::ids::TenantId;
use domain::tenancy::{FullOperator, Operator, TenantState};
use domain::tenants::LogoRefused;

use super::lycees::found;
use super::pages::LogoPage;
use crate::picture::{PictureRefused, redraw};
use crate::urls;
use crate::visit::{Failure, Ids, Reply, Result, Signed, Visit, redirect};

/// `GET /lycees/{tenant}/logo`.
pub(crate) async fn ask(visit: Signed<Operator>, Ids(id): Ids<TenantId>) -> Result {
    let lycee = found(&visit.role, id).await?;
    visit.page(&page(&visit, &lycee, ""))
}

/// `POST /lycees/{tenant}/logo`, with a file.
pub(crate) async fn send(
    visit: Signed<FullOperator>,
    Ids(id): Ids<TenantId>,
    sent: std::result::Result<Multipart, MultipartRejection>,
) -> Result {
    let lycee = found(&visit.role, id).await?;
    let again = |status, why: &str| visit.page_with(status, &page(&visit, &lycee, why));
    let file = match sent {
        Ok(parts) => read(parts).await,
        Err(_) => Err(Unread::Nothing),
    };
    let file = match file {
        Ok(file) => file,
        Err(Unread::Heavy) => return again(StatusCode::PAYLOAD_TOO_LARGE, HEAVY),
        Err(Unread::Nothing) => return again(StatusCode::UNPROCESSABLE_ENTITY, NOTHING),
    };
    let is_svg = file.windows(4).take(1024).any(|part| part.eq_ignore_ascii_case(b"<svg"));
    let drawn = tokio::task::spawn_blocking(move || redraw(&file)).await;
    let drawn = drawn.map_err(|_| Failure::Defect("a picture was not drawn to its end"))?;
    let png = match drawn {
        Ok(png) => png,
        Err(PictureRefused::Kind) if is_svg => return again(StatusCode::UNPROCESSABLE_ENTITY, SVG),
        Err(why) => return again(StatusCode::UNPROCESSABLE_ENTITY, sentence(why)),
    };
    match visit.role.set_logo(id, Some(&png)).await {
        Ok(true) => {
            visit.trace("logo_changed").about(id).done();
            Ok(redirect(&urls::lycee_logo(id)).good("Le logo du portail est enregistré."))
        }
        Ok(false) => Ok(redirect(&urls::lycee_logo(id)).info("C’est déjà le logo du portail.")),
        Err(LogoRefused::TooHeavy) => again(StatusCode::UNPROCESSABLE_ENTITY, HEAVY),
        Err(LogoRefused::NotFound) => Err(Failure::NotFound),
        Err(LogoRefused::Fault(fault)) => Err(fault.into()),
    }
}

/// `POST /lycees/{tenant}/logo/retrait`.
pub(crate) async fn remove(visit: Signed<FullOperator>, Ids(id): Ids<TenantId>) -> Result {
    let back = redirect(&urls::lycee_logo(id));
    match visit.role.set_logo(id, None).await {
        Ok(true) => {
            visit.trace("logo_changed").about(id).done();
            Ok(back.good("Le portail n’a plus de logo."))
        }
        Ok(false) => Ok(back.info("Le portail n’a pas de logo.")),
        Err(LogoRefused::Fault(fault)) => Err(fault.into()),
        Err(_) => Err(Failure::NotFound),
    }
}

/// `GET /lycees/{tenant}/logo/image`: as the portal serves it, also of one that is being prepared.
pub(crate) async fn image(visit: Signed<Operator>, Ids(id): Ids<TenantId>) -> Result {
    let portal = visit.app.backstage.portal(id).await?.ok_or(Failure::NotFound)?;
    let logo = portal.logo().await?.ok_or(Failure::NotFound)?;
    let headers = [(header::CONTENT_TYPE, logo.media_type)];
    Ok(Reply::of((headers, logo.content).into_response()))
}

const HEAVY: &str = "Ce fichier pèse plus de 2\u{a0}Mo\u{a0}: enregistrez-le plus petit.";
const NOTHING: &str = "Choisissez un fichier PNG ou JPEG.";
const SVG: &str = "Un fichier SVG n’est pas pris ici\u{a0}: exportez-le en PNG.";

fn sentence(refused: PictureRefused) -> &'static str {
    match refused {
        PictureRefused::Heavy => HEAVY,
        PictureRefused::Kind => "Ce n’est ni un PNG, ni un JPEG, ni un WebP.",
        PictureRefused::Large => {
            "Cette image est démesurée\u{a0}: 4\u{a0}096\u{a0}pixels de côté au plus."
        }
        PictureRefused::Broken => "Ce fichier est illisible\u{a0}: exportez-le à nouveau.",
    }
}

/// Why there is no file.
enum Unread {
    Nothing,
    Heavy,
}

impl From<MultipartError> for Unread {
    fn from(error: MultipartError) -> Self {
        match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::Heavy,
            _ => Self::Nothing,
        }
    }
}

/// The file of the form.
async fn read(mut parts: Multipart) -> std::result::Result<Vec<u8>, Unread> {
    while let Some(part) = parts.next_field().await? {
        if part.name() == Some("logo") {
            let file = part.bytes().await?;
            return if file.is_empty() { Err(Unread::Nothing) } else { Ok(file.into()) };
        }
    }
    Err(Unread::Nothing)
}

fn page(visit: &Visit, lycee: &Lycee, error: &str) -> LogoPage {
    let tenant = &lycee.tenant;
    let id = tenant.id;
    LogoPage {
        name: tenant.name.clone(),
        url: visit.app.url(&lycee.host, "/"),
        logo: tenant.logo_sha256.as_deref().map(|version| shown(id, version)),
        action: urls::lycee_logo(id),
        remove: urls::remove_logo(id),
        back: match tenant.state {
            TenantState::Draft => (urls::prepare_look(id), "Revenir à la couleur"),
            _ => (urls::lycee(id), "Revenir au lycée"),
        },
        error: error.to_owned(),
    }
}

/// Where the console shows a portal's logo: another content has another address.
pub(crate) fn shown(id: TenantId, version: &str) -> String {
    format!("{}?v={}", urls::logo_image(id), version.get(..12).unwrap_or(version))
}
