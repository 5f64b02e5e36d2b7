//! What is in the archive of a portal: tables for people, conventions on paper, all rows for machines.

use documents::PrintError;
use domain::archives::{Contents, Writing};
use domain::ids::BookingId;
use tokio::task::spawn_blocking;

use super::file::{File, Stop};
use super::sheets;
use crate::agreements::printing::PrintFailure;
use crate::history::acts;
use crate::history::pages::HistoryRow;
use crate::moments::{Clock, moment};
use crate::worker::{JobFailure, Work};

/// Bookings whose conventions are read at once.
const AT_A_TIME: usize = 50;

/// Writes it. Says how many bytes it has.
pub(super) async fn write(work: &Work, writing: &Writing) -> Result<usize, Stop> {
    let worker = &work.worker;
    let contents = worker.archive_contents(writing).await?;
    let mut file = File::new(worker, writing);
    let history = history(work, writing).await?;
    let tenant = writing.portal.tenant();
    let tables = sheets::of(&contents, &history, tenant);
    let book = spawn_blocking(move || sheets::book(&tables)).await.map_err(JobFailure::defect)?;
    file.put("portail.xlsx", false, &book.map_err(JobFailure::defect)?).await?;
    let missing = papers(work, writing, &contents, &mut file).await?;
    rows(work, writing, &contents, &mut file).await?;
    file.put("lisez-moi.txt", true, read_me(writing, &missing).as_bytes()).await?;
    Box::pin(file.finish()).await
}

/// All lines, the oldest first.
async fn history(work: &Work, writing: &Writing) -> Result<Vec<HistoryRow>, Stop> {
    let clock = Clock::of(writing.portal.tenant());
    let (mut all, mut before) = (Vec::new(), None);
    loop {
        let page = work.worker.archive_history(writing, before).await?;
        all.extend(acts(work, &page, clock));
        before = page.next;
        if before.is_none() {
            all.reverse();
            return Ok(all);
        }
    }
}

/// The newest convention of each booking that names somebody. Gives back the references of those that do not print.
async fn papers(
    work: &Work,
    writing: &Writing,
    contents: &Contents,
    file: &mut File<'_>,
) -> Result<Vec<String>, Stop> {
    let named = contents.bookings.iter().filter(|booking| !booking.pupil.is_erased());
    let named: Vec<BookingId> = named.map(|booking| booking.id).collect();
    let (mut done, mut missing) = (0, Vec::new());
    for some in named.chunks(AT_A_TIME) {
        if !work.worker.archive_progress(writing, done, named.len()).await? {
            return Err(Stop::Lost);
        }
        for agreement in work.worker.archive_papers(writing, some).await? {
            let reference = agreement.reference().to_owned();
            match work.print_agreement(&writing.portal, &agreement).await {
                Ok(pdf) => file.put(&format!("conventions/{reference}.pdf"), false, &pdf).await?,
                Err(PrintFailure::Fault(fault)) => return Err(fault.into()),
                Err(PrintFailure::Print(error @ PrintError::Crowded)) => {
                    return Err(JobFailure::defect(error).into());
                }
                // Its template does not print any more: what it says is among the rows.
                Err(PrintFailure::Print(_)) => missing.push(reference),
            }
        }
        done += some.len();
    }
    match work.worker.archive_progress(writing, done, named.len()).await? {
        true => Ok(missing),
        false => Err(Stop::Lost),
    }
}

/// Each table as it is stored, and what of others is the portal's.
async fn rows(
    work: &Work,
    writing: &Writing,
    contents: &Contents,
    file: &mut File<'_>,
) -> Result<(), Stop> {
    for table in work.worker.archive_tables() {
        file.begin(&format!("donnees/{table}.json"), true)?;
        let mut from = 0;
        loop {
            let rows = work.worker.archive_rows(writing, table, from).await?;
            let mut text = String::new();
            for (n, row) in rows.iter().enumerate() {
                text.push_str(if from + n == 0 { "[\n" } else { ",\n" });
                text.push_str(&row.to_string());
            }
            file.write(text.as_bytes()).await?;
            from += rows.len();
            if rows.is_empty() {
                break;
            }
        }
        file.write(if from == 0 { b"[]\n" } else { b"\n]\n" }).await?;
    }
    let beside = work.worker.archive_beside(writing, contents).await?;
    let beside = serde_json::to_vec_pretty(&beside).map_err(JobFailure::defect)?;
    file.put("donnees/portail.json", true, &beside).await
}

fn read_me(writing: &Writing, missing: &[String]) -> String {
    let tenant = writing.portal.tenant();
    let asked = moment(writing.archive.asked_at, Clock::of(tenant));
    let mut text = format!(
        "Archive du portail « {} » ({}), demandée le {asked}.\n\n\
         portail.xlsx : stages, réservations, élèves, établissements, équipe, historique.\n\
         conventions/ : la dernière version de chaque convention, sous la référence de la réservation (PDF).\n\
         donnees/ : toutes les lignes du portail, une table par fichier (JSON) ; portail.json dit ses réglages, ses \
         anciennes adresses, les élèves et l’équipe.\n\n\
         Ce fichier contient des données d’élèves mineurs : gardez-le comme telles, et détruisez-le quand il ne sert plus.\n",
        tenant.name, tenant.uai
    );
    if !missing.is_empty() {
        let missing = missing.join(", ");
        text.push_str(&format!(
            "\nLe modèle de ces conventions ne s’imprime plus ; leurs données sont dans donnees/agreements.json : {missing}\n"
        ));
    }
    // Windows’ Notepad.
    text.replace('\n', "\r\n")
}
