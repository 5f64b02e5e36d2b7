//! Which bookings are chosen: `choix=<id>` as often as there are, in an address or a form.

use domain::Booker;
use domain::bookings::Booking;
use domain::ids::BookingId;
use url::form_urlencoded::{Serializer, parse};

use crate::bookings::validations;
use crate::form::Form;
use crate::query::Query;
use crate::sessions::local_path;
use crate::urls;
use crate::visit::{Failure, Reply, Result, redirect};

/// Bookings that may be chosen at once.
pub(crate) const MOST: usize = documents::MOST_IN_A_BATCH;

/// Chosen bookings of one school on one portal.
pub(crate) struct Batch {
    pub(crate) booker: Booker,
    pub(crate) bookings: Vec<Booking>,
}

/// The address of an act for one booking alone.
pub(crate) fn url(act: &str, booking: BookingId) -> String {
    format!("{act}?choix={booking}")
}

/// The same for several, and the list to go back to.
pub(super) fn url_of(act: &str, bookings: &[BookingId], back: &str) -> String {
    // The list first: of a long address not all names are read.
    let mut query = Serializer::new(String::new());
    query.append_pair("retour", back);
    query.extend_pairs(bookings.iter().map(|id| ("choix", id.to_string())));
    format!("{act}?{}", query.finish())
}

/// What an address chooses, and the list to go back to (`retour`).
pub(super) fn in_address(target: &str) -> (Vec<String>, String) {
    let query = target.split_once('?').map_or("", |(_, query)| query);
    // One more than may be chosen, so that who chose too many is told.
    let chosen = parse(query.as_bytes()).filter(|(name, _)| name == "choix").take(2 * MOST);
    let chosen = chosen.map(|(_, id)| id.into_owned()).collect();
    (chosen, back(Query::of(target).get("retour")))
}

/// The same of a form.
pub(super) fn in_form(form: &Form) -> (Vec<String>, String) {
    (form.all("choix").map(str::to_owned).collect(), back(form.sent("retour")))
}

/// The ids that were sent, each once. None at all, or too many: back to the list with a sentence. What is no
/// id is not there, and one that is not there is a 404 for all, whoever's it is.
pub(super) fn ids(
    sent: &[String],
    back: &str,
) -> Result<std::result::Result<Vec<BookingId>, Reply>> {
    let mut ids: Vec<BookingId> = Vec::new();
    for choice in sent {
        let (id, _) = validations::chosen(choice).ok_or(Failure::NotFound)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
        if ids.len() > MOST {
            let why = format!(
                "Choisissez {MOST} réservations au plus à la fois\u{a0}: rien n’a été fait."
            );
            return Ok(Err(redirect(back).bad(why)));
        }
    }
    Ok(match ids.is_empty() {
        true => Err(redirect(back).bad("Cochez d’abord une ou plusieurs réservations.")),
        false => Ok(ids),
    })
}

/// The list from which somebody comes, as its form says (`retour`).
fn back(sent: &str) -> String {
    back_to(urls::BOOKINGS, sent).unwrap_or_else(|| urls::BOOKINGS.to_owned())
}

/// The same for the list at this path; none where nothing of it was sent.
pub(crate) fn back_to(list: &str, sent: &str) -> Option<String> {
    let path = local_path(sent)?;
    let rest = path.strip_prefix(list)?;
    (rest.is_empty() || rest.starts_with(['?', '/', '#'])).then(|| path.to_owned())
}

/// The bookings themselves; one that is not hers is a 404 for all.
pub(super) async fn read(bookers: Vec<(Booker, Vec<BookingId>)>) -> Result<Vec<Batch>> {
    let mut batches = Vec::new();
    for (booker, ids) in bookers {
        let bookings = booker.chosen(&ids).await?.ok_or(Failure::NotFound)?;
        batches.push(Batch { booker, bookings });
    }
    Ok(batches)
}
