//! Creating, changing and publishing a stage.

use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::Editor;
use domain::ids::SlotId;
use domain::slots::{Followed, Slot, SlotDraft, SlotRefused, SlotStatus};

use super::form::{self, day, draft, mistaken, publishes};
use super::merge::{before, merged};
use super::pages::SlotFormPage;
use crate::bookings::schools;
use crate::calendar::grid::no_school;
use crate::form::Form;
use crate::query::Query;
use crate::visit::{Failure, Ids, Reply, Result, Signed, redirect};
use crate::{urls, words};

/// `/creneaux/nouveau?date=…`: an empty form, on the day that was clicked.
pub(crate) async fn new(me: Signed<Editor>) -> Result {
    let blank = || form::blank(Query::of(&me.target).get("date"));
    let form = me.typed().await.unwrap_or_else(blank);
    me.page(&creation(&me, form).await?)
}

/// Creates the stage, as a draft or published at once.
pub(crate) async fn create(me: Signed<Editor>, mut form: Form) -> Result {
    let Some(draft) = draft(&mut form, today(&me)) else {
        return me.again(&creation(&me, form).await?);
    };
    if let Some(question) = question(&me, &form, &draft, None) {
        let page = SlotFormPage { question: Some(question), ..creation(&me, form).await? };
        return me.page_with(StatusCode::CONFLICT, &page);
    }
    let publish = publishes(&form);
    let Ok(once) = once(&me, &form).parse() else { return Err(Failure::NotFound) };
    match me.role.create_slot_once(once, &draft, publish).await {
        Ok(id) => Ok(saved(&me, id, &draft, created(publish))),
        Err(refused) => {
            let form = mistaken(form, refused).map_err(failure)?;
            me.again(&creation(&me, form).await?)
        }
    }
}

/// `/creneaux/{slot}/modification`: the stage as it is.
pub(crate) async fn edit(me: Signed<Editor>, Ids(id): Ids<SlotId>) -> Result {
    let slot = match changeable(&me, id).await? {
        Ok(slot) => slot,
        Err(ended) => return Ok(ended),
    };
    let form = me.typed().await.unwrap_or_else(|| form::of(&slot));
    me.page(&change(&me, &slot, form).await?)
}

/// Changes the stage, unless a colleague did meanwhile: then her words stay and the page says
/// what has changed under them.
pub(crate) async fn update(me: Signed<Editor>, Ids(id): Ids<SlotId>, mut form: Form) -> Result {
    let slot = match changeable(&me, id).await? {
        Ok(slot) => slot,
        Err(ended) => return Ok(ended),
    };
    let Some(draft) = draft(&mut form, today(&me)) else {
        return me.again(&change(&me, &slot, form).await?);
    };
    let asked = (slot.status != SlotStatus::Draft).then_some(slot.day);
    if let Some(question) = question(&me, &form, &draft, asked) {
        let page = SlotFormPage { question: Some(question), ..change(&me, &slot, form).await? };
        return me.page_with(StatusCode::CONFLICT, &page);
    }
    match me.role.change_slot(id, form.version(), &draft, publishes(&form)).await {
        Ok(followed) => {
            let done = format!("Le stage est enregistré.{}", now_told(&me, id, followed).await?);
            Ok(saved(&me, id, &draft, &done))
        }
        Err(SlotRefused::Conflict) => {
            let now = match changeable(&me, id).await? {
                Ok(now) => now,
                Err(ended) => return Ok(ended),
            };
            let (form, conflict) = merged(&form, &now);
            let page = SlotFormPage { conflict, ..change(&me, &now, form).await? };
            me.page_with(StatusCode::CONFLICT, &page)
        }
        Err(SlotRefused::Cancelled) => Ok(ended(id)),
        Err(refused) => {
            let form = mistaken(form, refused).map_err(failure)?;
            me.again(&change(&me, &slot, form).await?)
        }
    }
}

/// Shows a draft to everybody.
pub(crate) async fn publish(me: Signed<Editor>, Ids(id): Ids<SlotId>, form: Form) -> Result {
    let page = urls::slot(id);
    Ok(match me.role.publish_slot(id, form.version()).await {
        Ok(()) => {
            redirect(&page).good("Le stage est publié\u{a0}: tous les établissements le voient.")
        }
        Err(SlotRefused::InThePast) => {
            redirect(&page).bad("Un stage passé ne peut plus être publié.")
        }
        Err(SlotRefused::Cancelled) => {
            redirect(&page).bad("Ce stage est annulé\u{a0}: il ne peut plus être publié.")
        }
        Err(SlotRefused::Conflict) => redirect(&page)
            .bad("Rien n’est publié\u{a0}: ce stage a changé depuis votre lecture. Le voici, relisez-le avant de le publier."),
        Err(refused) => return Err(failure(refused)),
    })
}

/// Takes no more bookings; those that are there stay.
pub(crate) async fn close(me: Signed<Editor>, Ids(id): Ids<SlotId>) -> Result {
    let page = urls::slot(id);
    Ok(match me.role.close_slot(id).await {
        Ok(()) => redirect(&page).good(
            "Les inscriptions sont fermées\u{a0}: les élèves déjà inscrits gardent leur place.",
        ),
        Err(SlotRefused::NotPublished) => {
            redirect(&page).bad("Ce stage est un brouillon\u{a0}: personne ne peut s’y inscrire.")
        }
        Err(SlotRefused::Cancelled) => redirect(&page).bad("Ce stage est annulé."),
        Err(SlotRefused::Conflict) => redirect(&page)
            .bad("Un collègue vient de modifier ce stage\u{a0}: relisez-le avant de le fermer."),
        Err(refused) => return Err(failure(refused)),
    })
}

async fn creation(me: &Signed<Editor>, form: Form) -> Result<SlotFormPage> {
    let offer = me.role.portal().offer().await?;
    let day = day(&form);
    Ok(SlotFormPage {
        heading: "Créer un stage".to_owned(),
        action: "/creneaux".to_owned(),
        once: once(me, &form),
        date_hint: day.and_then(|day| warning(me, day)).unwrap_or_default(),
        back: day.map_or_else(|| "/calendrier".to_owned(), |day| format!("/calendrier?date={day}")),
        ..form::page(form, &offer)
    })
}

/// Drawn with the form: a second click on « Publier » makes no second stage.
fn once(me: &Signed<Editor>, form: &Form) -> String {
    match form.sent("once") {
        "" => me.app.backstage.random().id(me.now).to_string(),
        sent => sent.to_owned(),
    }
}

async fn change(me: &Signed<Editor>, slot: &Slot, form: Form) -> Result<SlotFormPage> {
    let offer = me.role.portal().offer().await?;
    Ok(SlotFormPage {
        heading: "Modifier le stage".to_owned(),
        action: urls::change_slot(slot.id),
        date_hint: day(&form).and_then(|day| warning(me, day)).unwrap_or_default(),
        published: slot.status != SlotStatus::Draft,
        told: told(me, slot).await?,
        before: before(&form, slot),
        back: urls::slot(slot.id),
        ..form::page(form, &offer)
    })
}

/// Who will be told of a change; none when nobody has pupils on the stage.
async fn told(me: &Signed<Editor>, slot: &Slot) -> Result<Option<String>> {
    if slot.booked == 0 {
        return Ok(None);
    }
    if slot.took_place(me.now) {
        return Ok(Some(form::TOOK_PLACE.to_owned()));
    }
    let said = to_be_told(me, slot.id, |_| {
        " Les établissements qui ont des élèves inscrits seront prévenus par courriel de tout ce qui change pour eux\u{a0}: \
         formation, type, date, horaires, salle, rendez-vous, enseignants, consignes."
            .to_owned()
    });
    let cost = match me.role.signed_copies(slot.id).await? {
        0 => String::new(),
        signed => format!(
            " {} plus si la formation, le type, la date ou les horaires changent.",
            words::counted(
                signed,
                "convention revenue ne vaudra",
                "conventions revenues ne vaudront"
            )
        ),
    };
    Ok(Some(format!("{}{cost}", said.await?.trim_start())))
}

/// What a change that was saved costs, and who is told of it.
async fn now_told(me: &Signed<Editor>, slot: SlotId, followed: Followed) -> Result<String> {
    let Followed { told: 1.., void, .. } = followed else { return Ok(String::new()) };
    let cost = match void {
        0 => String::new(),
        1 => " 1\u{a0}convention revenue ne vaut plus\u{a0}: elle est de nouveau attendue."
            .to_owned(),
        void => format!(
            " {void}\u{a0}conventions revenues ne valent plus\u{a0}: elles sont de nouveau attendues."
        ),
    };
    let told = to_be_told(me, slot, |schools| {
        let are = ("établissement est prévenu", "établissements sont prévenus");
        format!(" {} de ce qui change.", words::counted(schools, are.0, are.1))
    });
    Ok(format!("{cost}{}", told.await?))
}

/// What is said of the schools that are written to, and whom a person must call.
async fn to_be_told(
    me: &Signed<Editor>,
    slot: SlotId,
    mailed: impl FnOnce(u64) -> String,
) -> Result<String> {
    let told = schools(me.role.portal(), &me.role.bookings_on(slot).await?).await?;
    let call: Vec<String> = told.iter().filter_map(|(told, _)| told.call()).collect();
    let mut said = match told.len() - call.len() {
        0 => String::new(),
        schools => mailed(schools as u64),
    };
    if !call.is_empty() {
        said += &format!(" À prévenir par téléphone\u{a0}: {}.", call.join(", "));
    }
    Ok(said)
}

/// The stage, if it is this portal's; one that a colleague has cancelled cannot be changed any more.
pub(super) async fn changeable(
    me: &Signed<Editor>,
    id: SlotId,
) -> Result<std::result::Result<Slot, Reply>> {
    let slot = me.role.slot(id).await?.ok_or(Failure::NotFound)?;
    Ok(match slot.status {
        SlotStatus::Cancelled => Err(ended(id)),
        _ => Ok(slot),
    })
}

fn ended(id: SlotId) -> Reply {
    redirect(&urls::slot(id)).bad("Ce stage est annulé\u{a0}: rien n’est enregistré.")
}

fn today(me: &Signed<Editor>) -> NaiveDate {
    me.role.portal().tenant().local_day(me.now)
}

fn created(published: bool) -> &'static str {
    match published {
        true => "Le stage est créé et publié.",
        false => "Le stage est enregistré en brouillon\u{a0}: seul le lycée le voit.",
    }
}

/// To the stage, with a warning if there is no school on that day: it is said, not refused.
fn saved(me: &Signed<Editor>, id: SlotId, draft: &SlotDraft, done: &str) -> Reply {
    let reply = redirect(&urls::slot(id));
    match warning(me, draft.day) {
        Some(warning) => reply.info(format!("{done} {warning}")),
        None => reply.good(done),
    }
}

fn warning(me: &Signed<Editor>, day: NaiveDate) -> Option<String> {
    no_school(day, me.role.portal().tenant())
}

/// What is asked before a stage is published on a day without school, and the day that the answer (`jour`)
/// is about. A day that it had `before` was asked about then.
fn question(
    me: &Signed<Editor>,
    form: &Form,
    draft: &SlotDraft,
    before: Option<NaiveDate>,
) -> Option<(String, String)> {
    let day = draft.day.to_string();
    let asks = publishes(form) && before != Some(draft.day) && form.sent("jour") != day;
    let warning = asks.then(|| warning(me, draft.day)).flatten()?;
    Some((format!("{warning} Publier quand même\u{a0}?"), day))
}

/// What no form can mend.
pub(super) fn failure(refused: SlotRefused) -> Failure {
    match refused {
        SlotRefused::Fault(fault) => Failure::Fault(fault),
        _ => Failure::NotFound,
    }
}
