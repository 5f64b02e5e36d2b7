//! `/reservations/{booking}/donnees`: for the managers of her school, and for the administrators of the lycée.

use domain::bookings::Attendance;
use domain::dossier::{Dossier, Held};
use domain::history::{Event, HistoryLine};
use domain::ids::BookingId;
use domain::tenancy::Standing;
use education::french;
use serde_json::{Value, json};

use super::pages::DossierPage;
use crate::agreements::handlers::file;
use crate::erasure::handlers::{may_erase, not_hers};
use crate::history::of_booking;
use crate::moments::{Clock, moment};
use crate::statement::{Section, Statement};
use crate::visit::{Failure, Ids, Read, Result, Signed};
use crate::{urls, words};

/// `GET /reservations/{booking}/donnees`.
pub(crate) async fn show(me: Signed<Standing>, Ids(id): Ids<BookingId>) -> Result {
    let Some(dossier) = found(&me, id).await? else { return Ok(not_hers(id)) };
    let Statement { facts, sections, .. } = statement(&dossier);
    me.page(&DossierPage {
        pupil: pupil(&dossier),
        reach: reach(&me.role),
        facts,
        sections,
        pdf: urls::dossier_pdf(id),
        json: urls::dossier_json(id),
        readings: urls::readings(id),
        back: urls::booking(id),
    })
}

/// `GET /reservations/{booking}/donnees.pdf`.
pub(crate) async fn print(me: Signed<Standing>, Ids(id): Ids<BookingId>) -> Result {
    let Some(dossier) = found(&me, id).await? else { return Ok(not_hers(id)) };
    let portal = me.portal.as_ref();
    let pdf = statement(&dossier).print(&me.app, portal, me.now).await?;
    Ok(file(
        "application/pdf",
        "inline",
        "donnees.pdf",
        &format!("Données {}.pdf", pupil(&dossier)),
        pdf,
    ))
}

/// `GET /reservations/{booking}/donnees.json`.
pub(crate) async fn export(me: Signed<Standing>, Ids(id): Ids<BookingId>) -> Result {
    let Some(dossier) = found(&me, id).await? else { return Ok(not_hers(id)) };
    let text = serde_json::to_string_pretty(&as_json(&dossier)).map_err(domain::Fault::from)?;
    let full = format!("Données {}.json", pupil(&dossier));
    Ok(file("application/json", "attachment", "donnees.json", &full, text))
}

/// `None`: she sees the booking, and does not answer for the data of pupils.
async fn found(me: &Signed<Standing>, id: BookingId) -> Result<Option<Dossier>> {
    if !may_erase(&me.role) && me.role.booking(id).await?.is_some() {
        return Ok(None);
    }
    let dossier = match &me.role {
        Standing::Origin(origin) => origin.dossier(id).await?,
        Standing::Host(host) => host.dossier(id).await?,
        Standing::Nobody(_) => None,
    };
    let dossier = dossier.ok_or(Failure::NotFound)?;
    me.reads(Read::Dossier(id));
    me.trace("pupil_data_read").about(id).done();
    Ok(Some(dossier))
}

fn reach(who: &Standing) -> &'static str {
    match who {
        Standing::Host(_) => {
            "Tout ce que ce lycée conserve sur cet élève. Son établissement peut sortir ce que conservent tous les portails."
        }
        Standing::Origin(_) | Standing::Nobody(_) => {
            "Tout ce que la plateforme conserve sur cet élève, sur tous les portails, tel qu’on le remet à la famille qui le demande."
        }
    }
}

fn pupil(dossier: &Dossier) -> String {
    dossier.bookings.first().map(|held| held.booking.pupil.in_class()).unwrap_or_default()
}

fn statement(dossier: &Dossier) -> Statement {
    let first = dossier.bookings.first();
    let named = |part: fn(&domain::bookings::BookedPupil) -> &String| {
        first.map(|held| part(&held.booking.pupil).clone()).unwrap_or_default()
    };
    let clock = first.map_or(Clock::FRANCE, |held| Clock::of(&held.lycee));
    let facts = [
        ("Nom", named(|pupil| &pupil.last_name)),
        ("Prénom", named(|pupil| &pupil.first_name)),
        ("Classe", named(|pupil| &pupil.class)),
        ("Établissement", first.map(|held| words::school(&held.booking)).unwrap_or_default()),
        ("Connu de la plateforme depuis", moment(dossier.known_since, clock)),
        ("Réservations", dossier.bookings.len().to_string()),
    ];
    Statement {
        title: "Données d’un élève".to_owned(),
        subtitle: pupil(dossier),
        facts: facts.into_iter().map(|(label, value)| (label.to_owned(), value)).collect(),
        sections: dossier.bookings.iter().map(section).collect(),
    }
}

fn section(held: &Held) -> Section {
    let (booking, clock) = (&held.booking, Clock::of(&held.lycee));
    let slot = &booking.slot;
    let mut facts = vec![
        (
            "Stage",
            words::joined(
                ", ",
                [slot.programme_name.as_str(), &french::date_long(slot.day), &words::hours(slot)],
            ),
        ),
        ("Référence", booking.reference.clone()),
        ("Élève, comme il est écrit", booking.pupil.in_class()),
        ("État", words::status(booking.status).to_owned()),
        ("Motif", booking.reason.clone().unwrap_or_default()),
        ("Présence", attendance(booking.attendance).to_owned()),
        ("Identité effacée", french::date_long(held.lycee.erasing.day_for(slot.day))),
    ];
    facts.retain(|(_, value)| !value.is_empty());
    let facts = facts.into_iter().map(|(label, value)| format!("{label}\u{a0}: {value}"));
    let mut rows = vec![vec!["Quand".to_owned(), "Quoi".to_owned()]];
    let mut events: Vec<_> = held
        .papers
        .iter()
        .map(|paper| (paper.issued_at, format!("Convention, version\u{a0}{}", paper.version)))
        .collect();
    events.extend(held.history.iter().filter_map(|line| Some((line.at, happened(line)?))));
    events.extend(held.mails.iter().map(|mail| {
        let status = words::mail_status(mail.status).to_lowercase();
        let what = format!("Courriel à {}\u{a0}: {} ({status})", mail.recipient, mail.subject);
        (mail.created_at, what)
    }));
    events.sort_by_key(|(at, _)| *at);
    rows.extend(events.into_iter().map(|(at, what)| vec![moment(at, clock), what]));
    Section {
        title: format!("{}, {}", held.lycee.name, french::date_plain(slot.day)),
        paragraphs: vec![facts.collect::<Vec<_>>().join("\n")],
        rows,
    }
}

/// What happened, as it is said on the screen.
fn happened(line: &HistoryLine) -> Option<String> {
    match line.event.as_ref()? {
        Event::AgreementRead { .. } => Some("Convention ouverte".to_owned()),
        event => of_booking(event),
    }
}

pub(crate) fn attendance(attendance: Attendance) -> &'static str {
    match attendance {
        Attendance::Unmarked => "non notée",
        Attendance::Present => "présent",
        Attendance::Absent => "absent",
        Attendance::Excused => "excusé",
    }
}

fn as_json(dossier: &Dossier) -> Value {
    let booking = |held: &Held| {
        let booking = &held.booking;
        json!({
            "lycee": { "nom": held.lycee.name, "uai": held.lycee.uai.to_string() },
            "reference": booking.reference,
            "eleve": { "nom": booking.pupil.last_name, "prenom": booking.pupil.first_name, "classe": booking.pupil.class },
            "etablissement": { "nom": booking.school_name, "uai": booking.uai.to_string() },
            "stage": {
                "formation": booking.slot.programme_name,
                "jour": booking.slot.day.to_string(),
                "debut": booking.slot.starts_at.to_rfc3339(),
                "fin": booking.slot.ends_at.to_rfc3339(),
            },
            "etat": words::status(booking.status),
            "motif": booking.reason,
            "presence": attendance(booking.attendance),
            "reservation_le": booking.created_at.to_rfc3339(),
            "identite_effacee_le": held.lycee.erasing.day_for(booking.slot.day).to_string(),
            "conventions": held.papers.iter().map(|paper| json!({ "version": paper.version, "le": paper.issued_at.to_rfc3339() })).collect::<Vec<_>>(),
            "historique": held.history.iter().filter_map(|line| Some(json!({ "le": line.at.to_rfc3339(), "quoi": happened(line)? }))).collect::<Vec<_>>(),
            "courriels": held.mails.iter().map(|mail| json!({ "le": mail.created_at.to_rfc3339(), "a": mail.recipient, "objet": mail.subject, "etat": words::mail_status(mail.status) })).collect::<Vec<_>>(),
        })
    };
    json!({
        "connu_depuis": dossier.known_since.to_rfc3339(),
        "reservations": dossier.bookings.iter().map(booking).collect::<Vec<_>>(),
    })
}
