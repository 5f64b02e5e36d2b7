//! What is done with all chosen bookings: printed in one file, noted in the agenda, ended with one reason.
//! The same on a portal, for her school, and at the account's home, for all of her schools.

use std::collections::HashMap;

use axum::http::StatusCode;
use domain::Booker;
use domain::agreements::NoPaper;
use domain::bookings::{AsRead, Booking, BookingStatus, CancelRefused};
use domain::ids::BookingId;
use domain::tenancy::{AccountHolder, Tenant, TenantState};
use education::names::genitive;
use tokio::time::timeout;

use super::chosen::{self, Batch};
use crate::agreements::handlers::file;
use crate::bookings::agenda::{self, Noted};
use crate::bookings::pages::{CancelChosenPage, CancelledPage, ChosenLine, PrintChosenPage};
use crate::bookings::{Told, validations};
use crate::form::Form;
use crate::visit::{Failure, Read, Reply, Result, Role, Signed, redirect};
use crate::{limits, urls};

/// Chosen bookings with who may reach them, or the way back to the list.
type Reached<T> = Result<std::result::Result<T, Reply>>;

/// Who chooses bookings, and as whom she reaches each of them.
pub(crate) trait Chooser: Role + Send + Sync {
    /// One [`Booker`] for each portal and school, whichever of hers she acts for. One booking that is not hers is a 404 for all.
    fn reach(
        &self,
        ids: Vec<BookingId>,
    ) -> impl Future<Output = Result<Vec<(Booker, Vec<BookingId>)>>> + Send;
}

impl Chooser for Booker {
    async fn reach(&self, ids: Vec<BookingId>) -> Result<Vec<(Booker, Vec<BookingId>)>> {
        self.about_each(&ids).await?.ok_or(Failure::NotFound)
    }
}

impl Chooser for AccountHolder {
    async fn reach(&self, ids: Vec<BookingId>) -> Result<Vec<(Booker, Vec<BookingId>)>> {
        self.chosen(&ids).await?.ok_or(Failure::NotFound)
    }
}

/// The same, unless one of the portals is held: then nothing is done from elsewhere either.
async fn reached<R: Chooser>(
    me: &Signed<R>,
    sent: &[String],
    back: &str,
) -> Reached<Vec<(Booker, Vec<BookingId>)>> {
    let ids = match chosen::ids(sent, back)? {
        Ok(ids) => ids,
        Err(elsewhere) => return Ok(Err(elsewhere)),
    };
    let reached = me.role.reach(ids).await?;
    let open = |tenant: &Tenant| tenant.state == TenantState::Open;
    Ok(match reached.iter().map(|(booker, _)| booker.portal().tenant()).find(|one| !open(one)) {
        Some(held) => {
            let of = genitive(&held.name);
            let why = format!("Le portail {of} est suspendu ou fermé\u{a0}: rien n’a été fait.");
            Err(redirect(back).bad(why))
        }
        None => Ok(reached),
    })
}

/// `GET /reservations/conventions.pdf`: one file for all. Where one of them cannot be in it, which one and why is said
/// first, with the address of the file of the others.
pub(crate) async fn print<R: Chooser>(me: Signed<R>) -> Result {
    let (sent, back) = chosen::in_address(&me.target);
    let reached = match reached(&me, &sent, &back).await? {
        Ok(reached) => reached,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let wanted: usize = reached.iter().map(|(_, ids)| ids.len()).sum();
    let mut turn = None;
    if let Some(person) = me.person().filter(|_| wanted > 1) {
        turn = me.app.files().turn(person.account);
        if turn.is_none() {
            return Ok(redirect(&back).bad(ONE_AT_A_TIME));
        }
        me.count(&format!("print:{}", person.account), limits::PRINTS).await?;
    }
    let batches = chosen::read(reached).await?;
    me.reads(Read::List);
    let all = || batches.iter().flat_map(|batch| &batch.bookings);
    if all().any(|booking| NoPaper::of(booking).is_some()) {
        return me.page(&partly(&batches, |booking| NoPaper::of(booking).map(without), back));
    }
    let mut papers = Vec::new();
    for Batch { booker, bookings } in &batches {
        let site = me.app.url(&booker.portal().host(), "");
        let ids: Vec<BookingId> = bookings.iter().map(|booking| booking.id).collect();
        let agreements = booker.agreements(&ids, &site).await?.ok_or(Failure::NotFound)?;
        let portal = booker.portal();
        papers.extend(agreements.into_iter().map(|agreement| (portal.clone(), agreement)));
    }
    let has = |booking: &Booking| papers.iter().any(|(_, paper)| paper.booking == booking.id);
    if !all().all(has) {
        let why = |booking: &Booking| (!has(booking)).then_some(ENDED_NOW);
        return me.page(&partly(&batches, why, back));
    }
    for (_, agreement) in &papers {
        me.trace("convention_read").about(agreement.id).done();
    }
    let pdf = match timeout(limits::PRINT_PATIENCE, me.app.print_agreements(&papers)).await {
        Ok(pdf) => pdf?,
        Err(_) => return Ok(redirect(&back).bad(TOO_LONG)),
    };
    drop(turn);
    let name = format!("conventions-{}.pdf", papers.len());
    Ok(file("application/pdf", "inline", &name, &name, pdf))
}

/// What is in the file and what is not, before it is asked for.
fn partly(
    batches: &[Batch],
    why: impl Fn(&Booking) -> Option<&'static str>,
    back: String,
) -> PrintChosenPage {
    let mut page = PrintChosenPage { back, ..PrintChosenPage::default() };
    let mut others = Vec::new();
    for Batch { booker, bookings } in batches {
        for booking in bookings {
            let line = ChosenLine::of(booking, booker.portal().tenant());
            match why(booking) {
                Some(why) => page.left.push(line.because(why)),
                None => {
                    others.push(booking.id);
                    page.printed.push(line);
                }
            }
        }
    }
    page.file =
        (!others.is_empty()).then(|| chosen::url_of(urls::PRINT_CHOSEN, &others, &page.back));
    page
}

fn without(paper: NoPaper) -> &'static str {
    match paper {
        NoPaper::NoPlace(BookingStatus::Refused) => "réservation refusée par le lycée",
        NoPaper::NoPlace(BookingStatus::Expired) => {
            "réservation supprimée, faute de convention à temps"
        }
        NoPaper::NoPlace(BookingStatus::Waitlisted) => "pas encore de place",
        NoPaper::NoPlace(_) => "réservation annulée",
        NoPaper::Erased => "l’identité de l’élève est effacée",
    }
}

/// `GET /reservations/agenda.ics`: one file with an event for each that is still to come.
pub(crate) async fn note<R: Chooser>(me: Signed<R>) -> Result {
    let (sent, back) = chosen::in_address(&me.target);
    let batches = match batches(&me, &sent, &back).await? {
        Ok(batches) => batches,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let noted = batches.iter().flat_map(|Batch { booker, bookings }| {
        let portal = booker.portal();
        let coming = bookings
            .iter()
            .filter(|booking| booking.status.holds_place() && !booking.slot.is_past(me.now));
        coming.map(|booking| Noted {
            booking,
            tenant: portal.tenant(),
            url: me.app.url(&portal.host(), &urls::booking(booking.id)),
        })
    });
    let noted: Vec<Noted<'_>> = noted.collect();
    if noted.is_empty() {
        return Ok(redirect(&back).bad(NOTHING_TO_NOTE));
    }
    let text = agenda::of(&noted, me.now);
    Ok(file(
        "text/calendar; charset=utf-8",
        "attachment",
        "mini-stages.ics",
        "mini-stages.ics",
        text,
    ))
}

/// `GET /reservations/annulation`: who they are, and who will be told.
pub(crate) async fn ask_cancel<R: Chooser>(me: Signed<R>) -> Result {
    let typed = me.typed().await;
    let (sent, back) = match &typed {
        Some(form) => chosen::in_form(form),
        None => chosen::in_address(&me.target),
    };
    match batches(&me, &sent, &back).await? {
        Ok(batches) => me.page(&question(&me, &batches, back, typed.unwrap_or_default()).await?),
        Err(elsewhere) => Ok(elsewhere),
    }
}

/// `POST /reservations/annulation`: each by its own verb; what became of each is said.
pub(crate) async fn cancel<R: Chooser>(me: Signed<R>, mut form: Form) -> Result {
    let (sent, back) = chosen::in_form(&form);
    let batches = match batches(&me, &sent, &back).await? {
        Ok(batches) => batches,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let Some(reason) = form.reason() else {
        let page = question(&me, &batches, back, form).await?;
        return me.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let read: HashMap<BookingId, AsRead> =
        sent.iter().filter_map(|choice| validations::chosen(choice)).collect();
    let (done, told, kept) = (Vec::new(), Vec::new(), Vec::new());
    let mut page = CancelledPage { done, pupils: 0, told, kept, back };
    for Batch { booker, bookings } in &batches {
        let before = page.done.len();
        for booking in bookings {
            let line = ChosenLine::of(booking, booker.portal().tenant());
            let read = read.get(&booking.id).cloned().unwrap_or_else(AsRead::unread);
            match booker.cancel((booking.id, read), &reason).await {
                Ok(()) => page.done.push(line),
                Err(CancelRefused::AlreadyEnded) => page.kept.push(line.because(ENDED)),
                Err(CancelRefused::TooLate) => page.kept.push(line.because(BEGUN)),
                Err(CancelRefused::Changed) => page.kept.push(line.because(CHANGED)),
                Err(CancelRefused::NotFound) => return Err(Failure::NotFound),
                Err(CancelRefused::Fault(fault)) => {
                    tracing::error!(error = %fault, "one of several bookings was not cancelled");
                    page.kept.push(line.because(FAILED));
                }
            }
        }
        if page.done.len() > before {
            once(&mut page.told, Told::lycee(booker.portal()).await?.gets("Le motif est envoyé"));
        }
    }
    page.pupils = ChosenLine::pupils(&page.done);
    me.page(&page)
}

const ENDED_NOW: &str = "n’a plus de convention depuis un instant";
const ONE_AT_A_TIME: &str = "Un fichier de conventions est déjà en préparation pour vous\u{a0}: attendez qu’il s’ouvre, puis demandez le suivant.";
const TOO_LONG: &str = "Ces conventions demandent trop de temps en ce moment\u{a0}: réessayez dans une minute, ou choisissez-en moins.";
const NOTHING_TO_NOTE: &str =
    "Aucune des réservations choisies n’est à venir\u{a0}: il n’y a rien à ajouter à l’agenda.";
const ENDED: &str = "n’a déjà plus de place";
const BEGUN: &str = "le stage a commencé";
const CHANGED: &str = "a changé depuis votre lecture";
const FAILED: &str = "non enregistrée\u{a0}: réessayez dans un moment";

async fn batches<R: Chooser>(me: &Signed<R>, sent: &[String], back: &str) -> Reached<Vec<Batch>> {
    Ok(match reached(me, sent, back).await? {
        Ok(reached) => {
            me.reads(Read::List);
            Ok(chosen::read(reached).await?)
        }
        Err(elsewhere) => Err(elsewhere),
    })
}

/// Those that can still be ended are asked about, the others named with what hinders.
async fn question<R>(
    me: &Signed<R>,
    batches: &[Batch],
    back: String,
    form: Form,
) -> Result<CancelChosenPage> {
    let mut page = CancelChosenPage { back, form, ..CancelChosenPage::default() };
    for Batch { booker, bookings } in batches {
        let tenant = booker.portal().tenant();
        let before = page.asked.len();
        for booking in bookings {
            // Sent along with the reason, so that the page says the same after a mistake in it.
            page.choices.push(validations::choice(booking.id, &booking.as_read()));
            let line = ChosenLine::of(booking, tenant);
            match (booking.status.holds_place(), booking.slot.is_past(me.now)) {
                (false, _) => page.kept.push(line.because(ENDED)),
                (true, true) => page.kept.push(line.because(BEGUN)),
                (true, false) => {
                    page.asked.push(line);
                }
            }
        }
        if page.asked.len() > before {
            once(&mut page.told, Told::lycee(booker.portal()).await?.gets("Le motif est envoyé"));
        }
    }
    page.pupils = ChosenLine::pupils(&page.asked);
    Ok(page)
}

/// A lycée where bookings of several schools are chosen is named once.
fn once(told: &mut Vec<String>, sentence: String) {
    if !told.contains(&sentence) {
        told.push(sentence);
    }
}
