//! `/lycees/{tenant}/archive…`: a portal that is held is archived, its file downloaded, or it is kept after all.

use axum::body::Body;
use axum::http::{StatusCode, header};
use domain::archives::{Archive, ArchiveRefused, KEPT};
use domain::console::Lycee;
use domain::ids::TenantId;
use domain::tenancy::{FullOperator, Operator};
use education::french;
use futures::stream;

use super::pages::{ArchivePage, Archived, Download};
use crate::console::lycees::{REASON, found};
use crate::console::pages::LyceeStatePage;
use crate::form::Form;
use crate::moments::{Clock, moment};
use crate::urls;
use crate::visit::{Failure, Ids, Reply, Result, Signed, Visit, redirect};
use crate::words::counted;

/// What is typed stays beside the certificate.
const WHY: &str = "Indiquez le motif\u{a0}: il reste après l’effacement.";

const SERVING: &str = "Ce portail n’est ni suspendu ni fermé\u{a0}: suspendez-le ou fermez-le d’abord, puis archivez-le.";

/// `GET /lycees/{tenant}/archive`.
pub(crate) async fn show(visit: Signed<Operator>, Ids(id): Ids<TenantId>) -> Result {
    let lycee = found(&visit.role, id).await?;
    let archive = visit.role.archive_of(id).await?;
    if archive.is_none() && !lycee.tenant.state.is_held() {
        return Ok(redirect(&urls::lycee(id)).info(SERVING));
    }
    let form = visit.typed().await.unwrap_or_default();
    let page = page(&visit, &visit.role, &lycee, archive.as_ref(), form).await?;
    visit.page(&page)
}

/// `POST /lycees/{tenant}/archive`.
pub(crate) async fn send(
    visit: Signed<FullOperator>,
    Ids(id): Ids<TenantId>,
    mut form: Form,
) -> Result {
    let lycee = found(&visit.role, id).await?;
    let Some(reason) = form.reason_or(WHY) else {
        let archive = visit.role.archive_of(id).await?;
        let page = page(&visit, &visit.role, &lycee, archive.as_ref(), form).await?;
        return visit.again(&page);
    };
    match visit.role.archive_lycee(id, &reason).await {
        Ok(day) => {
            visit.trace("lycee_archived").about(id).done();
            let day = french::date_long(day);
            let said = format!("Le portail est archivé. Il sera effacé le {day}.");
            Ok(redirect(&urls::lycee_archive(id)).good(said))
        }
        // A second click, or a colleague.
        Err(ArchiveRefused::Already(_)) => {
            Ok(redirect(&urls::lycee_archive(id)).info("Ce portail est archivé déjà."))
        }
        Err(ArchiveRefused::Serving) => {
            let page = page(&visit, &visit.role, &lycee, None, form.fail(SERVING)).await?;
            visit.page_with(StatusCode::CONFLICT, &page)
        }
        Err(ArchiveRefused::NotArchived | ArchiveRefused::NotFound) => Err(Failure::NotFound),
        Err(ArchiveRefused::Fault(fault)) => Err(fault.into()),
    }
}

/// `GET /lycees/{tenant}/archive/annulation`.
pub(crate) async fn ask_keep(visit: Signed<FullOperator>, Ids(id): Ids<TenantId>) -> Result {
    let lycee = found(&visit.role, id).await?;
    if visit.role.archive_of(id).await?.is_none() {
        return Ok(not_archived(id));
    }
    visit.page(&keeping(&lycee, visit.typed().await.unwrap_or_default()))
}

/// `POST /lycees/{tenant}/archive/annulation`.
pub(crate) async fn keep(
    visit: Signed<FullOperator>,
    Ids(id): Ids<TenantId>,
    mut form: Form,
) -> Result {
    let lycee = found(&visit.role, id).await?;
    let Some(reason) = form.reason_or(REASON) else {
        return visit.again(&keeping(&lycee, form));
    };
    match visit.role.keep_lycee(id, &reason).await {
        Ok(()) => {
            visit.trace("lycee_kept").about(id).done();
            Ok(redirect(&urls::lycee(id))
                .good("Le portail ne sera pas effacé. Il reste hors ligne\u{a0}: rouvrez-le quand vous voulez."))
        }
        Err(ArchiveRefused::NotArchived) => Ok(not_archived(id)),
        Err(ArchiveRefused::Fault(fault)) => Err(fault.into()),
        Err(_) => Err(Failure::NotFound),
    }
}

fn not_archived(id: TenantId) -> Reply {
    redirect(&urls::lycee(id)).info("Ce portail n’est pas archivé\u{a0}: il n’y a rien à annuler.")
}

/// `GET /lycees/{tenant}/archive.zip`.
pub(crate) async fn download(visit: Signed<FullOperator>, Ids(id): Ids<TenantId>) -> Result {
    let lycee = found(&visit.role, id).await?;
    let Some(archive) = visit.role.take_archive(id).await? else {
        return Ok(redirect(&urls::lycee_archive(id)).info("L’archive n’est pas encore écrite."));
    };
    visit.trace("archive_read").about(id).done();
    let name = format!("archive-{}.zip", lycee.tenant.slug);
    let (role, id) = (visit.role.clone(), archive.id);
    let tenant = archive.tenant;
    // One piece after the other: the file is as long as it is said, or the download is cut.
    let pieces = stream::try_unfold(0, move |number| {
        let role = role.clone();
        async move {
            let piece =
                role.archive_part(tenant, id, number).await.map_err(std::io::Error::other)?;
            Ok::<_, std::io::Error>(piece.map(|piece| (piece, number + 1)))
        }
    });
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_LENGTH, archive.bytes.to_string()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok(Reply::of((headers, Body::from_stream(pieces))))
}

async fn page(
    visit: &Visit,
    role: &Operator,
    lycee: &Lycee,
    archive: Option<&Archive>,
    form: Form,
) -> Result<ArchivePage> {
    let id = lycee.tenant.id;
    let rows = role.rows_of_lycee(id).await?;
    let of = |table| rows.get(table).copied().unwrap_or_default();
    let goes = [
        ("Stages", of("slots")),
        ("Réservations", of("bookings")),
        ("Conventions, toutes versions", of("agreements")),
        ("Places dans l’équipe", of("staff")),
        ("Enseignants et formations de la liste", of("teachers") + of("programmes")),
        ("Modèles et fichiers", of("template_versions") + of("tenant_files")),
        ("Courriels gardés et en attente", of("outgoing_mails") + of("jobs")),
        ("Lignes d’historique", of("history")),
    ];
    let erase_on = match archive {
        Some(archive) => archive.erase_on,
        None => Clock::OPERATORS.day(visit.now + KEPT),
    };
    Ok(ArchivePage {
        name: lycee.tenant.name.clone(),
        host: lycee.host.clone(),
        erase_on: french::date_long(erase_on),
        goes: goes.into_iter().map(|(label, count)| (label.to_owned(), count)).collect(),
        archived: archive.map(|archive| archived(visit, archive)),
        action: urls::lycee_archive(id),
        back: urls::lycee(id),
        form,
    })
}

fn archived(visit: &Visit, archive: &Archive) -> Archived {
    let progress = match (archive.done, archive.total) {
        (_, 0) => "L’archive commence dans un instant.".to_owned(),
        (done, total) => format!(
            "{} sur {total}.",
            counted(done.into(), "convention imprimée", "conventions imprimées")
        ),
    };
    let days = (archive.erase_on - Clock::OPERATORS.day(visit.now)).num_days();
    Archived {
        asked: moment(archive.asked_at, Clock::OPERATORS),
        reason: archive.reason.clone(),
        left: match days {
            ..=0 => "la nuit prochaine".to_owned(),
            1 => "demain".to_owned(),
            days => format!("dans {days}\u{a0}jours"),
        },
        file: archive.written_at.map(|at| Download {
            url: urls::archive_file(archive.tenant),
            size: size(archive.bytes),
            written: moment(at, Clock::OPERATORS),
        }),
        progress,
        keep: urls::keep_lycee(archive.tenant),
    }
}

/// « 12 Mo ».
fn size(bytes: u64) -> String {
    match bytes / 1_000 {
        0 => "1\u{a0}ko".to_owned(),
        kilo @ 1..1_000 => format!("{kilo}\u{a0}ko"),
        kilo => format!("{}\u{a0}Mo", kilo.div_ceil(1_000)),
    }
}

fn keeping(lycee: &Lycee, form: Form) -> LyceeStatePage {
    LyceeStatePage {
        name: lycee.tenant.name.clone(),
        follows: "Le portail n’est plus effacé, et son archive disparaît. Il reste hors ligne jusqu’à ce qu’un exploitant le rouvre.".to_owned(),
        action: urls::keep_lycee(lycee.tenant.id),
        back: urls::lycee_archive(lycee.tenant.id),
        state: "",
        ask: "Garder le portail",
        icon: "check",
        danger: false,
        hint: "Il reste dans l’historique du portail, que ses administrateurs lisent.",
        form,
    }
}
