//! What is printed is what holds: whatever a convention says and that changes makes a new version, and only that.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use domain::agreements::{Agreement, Part};
use domain::bookings::{AgreementStatus, Booking, Changer, Pupil};
use domain::directory::OwnWords;
use domain::history::{Actor, Event};
use domain::ids::{BookingId, SlotId};
use domain::slots::{SlotDraft, SlotRefused, VisitKind};
use domain::tenants::{TeacherSpec, TenantSpec};
use domain::text::{AddressLine, HeadName, HeadQuality, Insurance, Meeting, Note, OwnName, Room};
use domain::{Booker, Editor};
use serde_json::Value;
use testing::{World, reason, receive};

use crate::races::{Town, numbered};

const SITE: &str = "https://atelier.ministage.test";

/// Fields that no change of ours reaches, and why.
const NEVER: [&str; 11] = [
    // A colour changes the look only, the day and the reference are the paper's own.
    "/theme/accent", "/specimen", "/issued_on", "/reference",
    // A booking stays its school's, and a lycée has no insurance here.
    "/origin/uai", "/origin/agricultural", "/host/insurance", "/signatories/0/title",
    "/signatories/0/stamp", "/signatories/1/title", "/signatories/1/stamp",
];

struct Paper<'a> {
    world: &'a World,
    booking: BookingId,
    last: Agreement,
    /// Fields that have changed so far.
    seen: BTreeSet<String>,
}

impl<'a> Paper<'a> {
    async fn of(world: &'a World, booking: BookingId) -> Self {
        let first = world.atelier.portal.issue_agreement(booking, SITE).await.unwrap();
        Self { world, booking, last: first.expect("it is booked"), seen: BTreeSet::new() }
    }

    async fn now(&self) -> Agreement {
        let now = self.world.atelier.portal.issue_agreement(self.booking, SITE).await.unwrap();
        now.expect("it is booked")
    }

    async fn row(&self) -> Booking {
        self.world.atelier.portal.booking(self.booking).await.unwrap().expect("it is there")
    }

    /// Each change is a new version, told line by line; the lines are these.
    async fn says(&mut self, labels: &[&str]) {
        let now = self.now().await;
        assert_eq!(now.version, self.last.version + 1, "{labels:?}");
        let portal = &self.world.atelier.portal;
        let telling = portal.telling(&self.row().await, None, Some(self.last.version), None).await;
        let told: Vec<_> = telling.unwrap().expect("there is one").changes;
        let told: Vec<_> = told.iter().map(|change| change.label).collect();
        assert_eq!(told, labels);
        let (mut before, mut after) = (Vec::new(), Vec::new());
        leaves("", &self.last.data, &mut before);
        leaves("", &now.data, &mut after);
        let differing = after.iter().filter(|field| !before.contains(field));
        self.seen.extend(differing.map(|(path, _)| path.clone()));
        self.last = now;
    }

    /// Nothing that is printed has changed.
    async fn stays(&self) {
        let now = self.world.atelier.portal.reissue_agreement(self.booking, SITE).await.unwrap();
        assert_eq!(now.expect("it is booked").version, self.last.version);
    }
}

fn leaves(at: &str, value: &Value, found: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| leaves(&format!("{at}/{name}"), value, found));
        }
        Value::Array(parts) if parts.iter().any(Value::is_object) => {
            let parts = parts.iter().take(2).enumerate();
            parts.for_each(|(number, value)| leaves(&format!("{at}/{number}"), value, found));
        }
        _ => found.push((at.to_owned(), value.clone())),
    }
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, day).expect("a day")
}

fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).expect("a time")
}

async fn change(host: &Editor, slot: SlotId, draft: &SlotDraft) -> usize {
    let version = host.slot(slot).await.unwrap().expect("it is there").version;
    host.change_slot(slot, version, draft, false).await.expect("changed").told
}

async fn settings(world: &World, differ: impl FnOnce(&mut TenantSpec)) {
    let mut bundle = world.backstage.export_tenant("atelier").await.unwrap().expect("it is there");
    differ(&mut bundle.spec);
    world.backstage.apply_tenant(&bundle, Actor::System).await.expect("it is sound");
    world.atelier.portal.renew_agreements(None, true).await.unwrap();
    // A job may run twice.
    world.atelier.portal.renew_agreements(None, true).await.unwrap();
}

async fn correct(desk: &Booker, differ: impl FnOnce(&mut OwnWords)) {
    let member = desk.membership();
    let mut own = member.school().await.unwrap().expect("it is there").own;
    differ(&mut own);
    member.correct_school(&own).await.expect("nobody else corrects it");
}

/// The school corrects itself, and has its conventions printed anew.
async fn redo(desk: &Booker, lines: &[&str], differ: impl FnOnce(&mut OwnWords)) {
    correct(desk, differ).await;
    let redo = desk.agreements_to_redo().await.unwrap();
    assert_eq!((redo.bookings.len(), redo.lines.as_slice()), (1, lines));
    assert_eq!(desk.redo_agreements(&redo.bookings).await.unwrap(), 1);
    assert_eq!(desk.agreements_to_redo().await.unwrap().bookings, []);
    assert_eq!(desk.redo_agreements(&redo.bookings).await.unwrap(), 0, "it says so already");
}

/// Every field of the paper, by what changes it.
#[tokio::test(flavor = "multi_thread")]
async fn every_field_that_changes_makes_a_version_that_says_so() {
    let world = World::new().await;
    let lycee = &world.atelier;
    let (host, desk) = (world.host(lycee).await, world.origin(lycee, &world.cacault).await);
    let slot = world.slot(lycee, lycee.draft(day(16), 4)).await;
    let pupil = Pupil::new("Moreau", "Maëlle", "3e B").unwrap();
    let booking = desk.book(slot, pupil).await.unwrap().id;
    let mut paper = Paper::of(&world, booking).await;

    // The stage.
    let mut draft = lycee.draft(day(16), 4);
    for (labels, differ) in [
        (
            ["Formation"].as_slice(),
            Box::new(|draft: &mut SlotDraft| draft.programme = lycee.second_programme)
                as Box<dyn Fn(&mut SlotDraft) + Send + Sync>,
        ),
        (&["Type de stage"], Box::new(|draft| draft.kind = VisitKind::Visit)),
        (&["Date", "Délai"], Box::new(|draft| draft.day = day(17))),
        (&["Horaires"], Box::new(|draft| draft.starts = time(8, 30))),
        (&["Lieu"], Box::new(|draft| draft.room = Room::parse("Labo 3").unwrap())),
        (&["Rendez-vous"], Box::new(|draft| draft.meeting_point = Meeting::parse("Loge").unwrap())),
        (&["Enseignant"], Box::new(|draft| draft.teachers.clear())),
        (&["Consignes"], Box::new(|draft| draft.note = Note::parse("Blouse en coton").unwrap())),
    ] {
        differ(&mut draft);
        assert_eq!(change(&host, slot, &draft).await, 1, "{labels:?}");
        paper.says(labels).await;
    }
    // What is not printed: places, and nothing at all.
    draft.capacity = 6;
    assert_eq!(change(&host, slot, &draft).await, 0);
    assert_eq!(change(&host, slot, &draft).await, 0);
    paper.stays().await;

    // Who comes.
    let spelled = Pupil::new("Moreau-Petit", "Maelle", "3e C").unwrap();
    Changer::School(desk.clone()).change_pupil(booking, spelled).await.unwrap();
    lycee.portal.reissue_agreement(booking, SITE).await.unwrap();
    paper.says(&["Élève"]).await;

    // The lycée.
    settings(&world, |spec| spec.name = "Lycée des Forges".into()).await;
    paper.says(&["Lycée"]).await;
    settings(&world, |spec| {
        let details = &mut spec.details;
        details.address = vec!["2 rue des Forges".into(), "44000 Nantes".into()];
        details.phone = "02 40 11 22 33".into();
        details.mail = "accueil@forges.example".into();
    })
    .await;
    paper.says(&["Adresse du lycée", "Téléphone du lycée", "Courriel du lycée"]).await;
    settings(&world, |spec| {
        spec.details.head_name = "M. Yann Prigent".into();
        spec.details.head_quality = "proviseur".into();
    })
    .await;
    paper.says(&["Représentant du lycée"]).await;
    settings(&world, |spec| {
        spec.details.board_number = Some("2026-12".into());
        spec.details.board_date = NaiveDate::from_ymd_opt(2026, 7, 4);
    })
    .await;
    paper.says(&["Délibération du conseil d’administration"]).await;
    settings(&world, |spec| spec.details.agricultural = true).await;
    paper.says(&["Droit cité"]).await;
    settings(&world, |spec| {
        spec.texts.insert("paragraphs".into(), "Repas au self.\n\nSac à dos.".into());
    })
    .await;
    paper.says(&["Paragraphes du lycée"]).await;
    settings(&world, |spec| spec.agreement_due_days = 5).await;
    paper.says(&["Délai"]).await;
    settings(&world, |spec| {
        spec.texts
            .insert("return".into(), "à la loge, ou par courriel à ddf@atelier.example.".into());
    })
    .await;
    paper.says(&["Délai"]).await;
    let note = paper.last.data["policy_note"].as_str().unwrap();
    assert!(
        note.ends_with(
            "Comment la rendre\u{a0}: à la loge, ou par courriel à ddf@atelier.example."
        )
    );
    settings(&world, |spec| {
        let programmes = spec.tracks.iter_mut().flat_map(|track| track.programmes.drain(..));
        let programmes = programmes.collect();
        spec.tracks[0].name = "Métiers".into();
        spec.tracks[0].programmes = programmes;
    })
    .await;
    paper.says(&["Filière"]).await;
    settings(&world, |spec| spec.uai = world.bellevue.uai.parse().unwrap()).await;
    paper.says(&["Code RNE du lycée"]).await;
    // A colour, a welcome, somebody new on the staff: nothing that is signed.
    settings(&world, |spec| {
        spec.accent = "#0f5c63".into();
        spec.texts.insert("welcome".into(), "Bienvenue".into());
        spec.teachers.push(TeacherSpec { name: "M. Neuf".into(), subject: "bois".into() });
    })
    .await;
    paper.stays().await;

    // The school.
    redo(&desk, &["Établissement"], |own| {
        own.name = Some(OwnName::parse("Collège de Clisson").unwrap())
    })
    .await;
    paper.says(&["Établissement"]).await;
    redo(&desk, &["Adresse de l’établissement"], |own| {
        own.address = Some(vec![AddressLine::parse("8 route de Gorges").unwrap()]);
    })
    .await;
    paper.says(&["Adresse de l’établissement"]).await;
    redo(&desk, &["Téléphone de l’établissement", "Courriel de l’établissement"], |own| {
        own.phone = Some("02 40 54 02 04".into());
        own.mail = Some("college@clisson.example".into());
    })
    .await;
    paper.says(&["Téléphone de l’établissement", "Courriel de l’établissement"]).await;
    let lines = ["Représentant de l’établissement", "Assurance de l’établissement"];
    redo(&desk, &lines, |own| {
        own.head_name = Some(HeadName::parse("M. Karim Haddad").unwrap());
        own.head_quality = Some(HeadQuality::parse("principal").unwrap());
        own.insurance = Some(Insurance::parse("MAIF").unwrap());
    })
    .await;
    paper.says(&lines).await;

    // The school year follows the date.
    draft.day = NaiveDate::from_ymd_opt(2027, 9, 15).expect("a day");
    change(&host, slot, &draft).await;
    paper.says(&["Date", "Délai"]).await;

    let mut all = Vec::new();
    leaves("", &paper.last.data, &mut all);
    let unseen = all.iter().map(|(path, _)| path.as_str());
    let unseen: Vec<_> =
        unseen.filter(|path| !paper.seen.contains(*path) && !NEVER.contains(path)).collect();
    assert!(unseen.is_empty(), "no step of this test changes {unseen:?}");
    world.forget_jobs().await;
}

/// A signed copy that is back stays, but where the family signed for something else.
#[tokio::test(flavor = "multi_thread")]
async fn a_paper_that_came_back_is_not_replaced() {
    let world = World::new().await;
    let lycee = &world.atelier;
    let (host, desk) = (world.host(lycee).await, world.origin(lycee, &world.cacault).await);
    let slot = world.slot(lycee, lycee.draft(day(16), 4)).await;
    let booking =
        desk.book(slot, Pupil::new("Moreau", "Maëlle", "3e B").unwrap()).await.unwrap().id;
    let mut paper = Paper::of(&world, booking).await;
    receive(&host, booking).await.unwrap();

    correct(&desk, |own| own.insurance = Some(Insurance::parse("MAIF").unwrap())).await;
    assert_eq!(desk.agreements_to_redo().await.unwrap().bookings, []);
    assert_eq!(desk.redo_agreements(&[booking]).await.unwrap(), 0);
    settings(&world, |spec| spec.details.head_name = "M. Yann Prigent".into()).await;
    let mut draft = SlotDraft { room: Room::parse("Labo 3").unwrap(), ..lycee.draft(day(16), 4) };
    assert_eq!(change(&host, slot, &draft).await, 1, "she is told where to go");
    paper.stays().await;
    assert_eq!(paper.row().await.agreement, AgreementStatus::Returned);
    let telling =
        lycee.portal.telling(&paper.row().await, None, None, None).await.unwrap().unwrap();
    let told: Vec<_> = telling.changes.iter().map(|change| (change.label, change.part)).collect();
    assert_eq!(told, [("Lieu", Part::Practice)], "and nothing of what stays");

    // Another day: what was signed is for nothing, all is printed anew.
    draft.day = day(17);
    change(&host, slot, &draft).await;
    assert_eq!(paper.row().await.agreement, AgreementStatus::Issued);
    let lines = ["Date", "Lieu", "Délai", "Représentant du lycée", "Assurance de l’établissement"];
    paper.says(&lines).await;

    // A stage that has begun is past printing, and so is a booking that has ended.
    world.clock.advance(TimeDelta::days(25));
    correct(&desk, |own| own.insurance = None).await;
    assert_eq!(desk.agreements_to_redo().await.unwrap().bookings, []);
    settings(&world, |spec| spec.details.head_name = "Mme Claire Morvan".into()).await;
    draft.note = Note::parse("Trop tard").unwrap();
    let version = host.slot(slot).await.unwrap().expect("it is there").version;
    let late = host.change_slot(slot, version, &draft, false).await;
    assert!(matches!(late, Err(SlotRefused::Begun)), "{late:?}");
    paper.stays().await;
    world.forget_jobs().await;
}

/// Whatever a booking becomes, no moment passes in which its old paper can be printed or received.
#[tokio::test(flavor = "multi_thread")]
async fn a_paper_follows_its_booking_at_once() {
    let world = World::new().await;
    let lycee = &world.atelier;
    let (host, desk) = (world.host(lycee).await, world.origin(lycee, &world.cacault).await);
    let slot = world.slot(lycee, lycee.draft(day(16), 4)).await;
    let other = world.slot(lycee, lycee.draft(day(17), 4)).await;
    let booked = desk.book(slot, Pupil::new("Moreau", "Maëlle", "3e B").unwrap()).await.unwrap();
    let (booking, school) = (booked.id, Changer::School(desk.clone()));
    let mut paper = Paper::of(&world, booking).await;

    school.change_pupil(booking, Pupil::new("Petit", "Paul", "3e A").unwrap()).await.unwrap();
    paper.says(&["Élève"]).await;
    receive(&host, booking).await.unwrap();
    paper.stays().await;
    let corrected = Pupil::new("Petit", "Paul", "3e C").unwrap();
    Changer::Lycee(host.clone()).change_pupil(booking, corrected).await.unwrap();
    paper.says(&["Élève"]).await;
    school.move_to(booking, other).await.unwrap();
    paper.says(&["Date", "Délai"]).await;

    // It comes back to a stage that is another meanwhile: what was signed is for nothing.
    receive(&host, booking).await.unwrap();
    desk.cancel(booking, &reason("malade")).await.unwrap();
    let draft = SlotDraft { starts: time(8, 30), ..lycee.draft(day(17), 4) };
    change(&host, other, &draft).await;
    school.restore(booking).await.unwrap();
    assert_eq!(paper.row().await.agreement, AgreementStatus::Issued);
    paper.says(&["Horaires"]).await;
    receive(&host, booking).await.unwrap();
    desk.cancel(booking, &reason("malade")).await.unwrap();
    school.restore(booking).await.unwrap();
    assert_eq!(paper.row().await.agreement, AgreementStatus::Returned, "it is the same stage");

    // What changed while the signed copy was back is printed when it is not after all.
    change(&host, other, &SlotDraft { room: Room::parse("Labo 3").unwrap(), ..draft }).await;
    paper.stays().await;
    host.agreement_awaited(booking).await.unwrap();
    paper.says(&["Lieu"]).await;
    world.forget_jobs().await;
}

/// Another school's bookings, and those of another lycée, are nobody's to redo.
#[tokio::test(flavor = "multi_thread")]
async fn a_school_redoes_its_own() {
    let world = World::new().await;
    let pupil = || Pupil::new("Moreau", "Maëlle", "3e B").unwrap();
    let here = world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil()).await;
    let there = world.book(&world.jardins, &world.cacault, world.jardins.slot, pupil()).await;
    world.atelier.portal.issue_agreement(here, SITE).await.unwrap();
    world.jardins.portal.issue_agreement(there, SITE).await.unwrap();
    let desk = world.origin(&world.atelier, &world.cacault).await;
    correct(&desk, |own| own.insurance = Some(Insurance::parse("MAIF").unwrap())).await;
    assert_eq!(desk.agreements_to_redo().await.unwrap().bookings, [here]);
    assert_eq!(desk.redo_agreements(&[there]).await.unwrap(), 0);
    let langevin = world.origin(&world.atelier, &world.langevin).await;
    assert_eq!(langevin.redo_agreements(&[here]).await.unwrap(), 0);
    let desks = desk.membership().desks().await.unwrap();
    assert_eq!(desks.len(), 2, "from her account's home she reaches both");
    for desk in desks {
        let redo = desk.agreements_to_redo().await.unwrap();
        assert_eq!(desk.redo_agreements(&redo.bookings).await.unwrap(), 1);
    }
    world.forget_jobs().await;
}

/// « Convention reçue » against a new version, on two nodes: how often a paper that was back was replaced.
async fn replaced(guard: bool) -> usize {
    const PUPILS: usize = 10;
    let town = Town::guarded(|guards| guards.returned = guard).await;
    let world = &town.world;
    let slot = world.slot(&world.atelier, world.atelier.draft(day(16), 20)).await;
    let host = world.host(&world.atelier).await;
    let portal = &world.atelier.portal;
    let mut replaced = 0;
    for number in 0..PUPILS {
        let id = town.desks[1].book(slot, numbered(number)).await.unwrap().id;
        portal.issue_agreement(id, SITE).await.unwrap();
        let insurance = Insurance::parse(&format!("MAIF {number}")).unwrap();
        correct(&town.desks[1], |own| own.insurance = Some(insurance)).await;
        let desk = town.desks[1].clone();
        let printing = tokio::spawn(async move { desk.redo_agreements(&[id]).await.unwrap() });
        let editor = host.clone();
        let receiving = tokio::spawn(async move { receive(&editor, id).await });
        printing.await.expect("no panic");
        receiving.await.expect("no panic").unwrap();
        let newest = portal.issue_agreement(id, SITE).await.unwrap().expect("it is booked");
        let back =
            portal.history_of(id.0, 20).await.unwrap().into_iter().find_map(|line| {
                match line.event {
                    Some(Event::AgreementReturned { version, .. }) => version,
                    _ => None,
                }
            });
        assert!((1..=2).contains(&newest.version));
        replaced += usize::from(back != Some(newest.version));
    }
    world.forget_jobs().await;
    replaced
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn receiving_against_printing_anew() {
    assert_eq!(replaced(true).await, 0);
}

/// The control of the test above.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_a_paper_that_is_back_is_replaced() {
    assert!(replaced(false).await > 0);
}

/// « Convention reçue », read of the first version, against a new one, on two nodes: how often the new paper was noted as
/// back although nobody had read it.
async fn received_unread(guard: bool) -> usize {
    const PUPILS: usize = 10;
    let town = Town::guarded(|guards| guards.as_read = guard).await;
    let world = &town.world;
    let slot = world.slot(&world.atelier, world.atelier.draft(day(16), 20)).await;
    let host = world.host(&world.atelier).await;
    let portal = &world.atelier.portal;
    let mut unread = 0;
    for number in 0..PUPILS {
        let id = town.desks[1].book(slot, numbered(number)).await.unwrap().id;
        portal.issue_agreement(id, SITE).await.unwrap();
        let version = host.version_read(id).await.unwrap();
        let read = testing::read(&host, id).await.with_paper(version);
        let insurance = Insurance::parse(&format!("MAIF {number}")).unwrap();
        correct(&town.desks[1], |own| own.insurance = Some(insurance)).await;
        let desk = town.desks[1].clone();
        let printing = tokio::spawn(async move { desk.redo_agreements(&[id]).await.unwrap() });
        let (editor, seen) = (host.clone(), read.to_string().parse().unwrap());
        let receiving =
            tokio::spawn(async move { editor.agreement_received(id, &seen).await.is_ok() });
        let redone = printing.await.expect("no panic");
        let noted = receiving.await.expect("no panic");
        assert!(redone == 1 || noted, "one of both is done");
        unread += usize::from(noted && host.version_read(id).await.unwrap() != version);
    }
    world.forget_jobs().await;
    unread
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn receiving_what_was_read_against_printing_anew() {
    assert_eq!(received_unread(true).await, 0);
}

/// The control of the test above.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_a_paper_that_nobody_read_is_back() {
    assert!(received_unread(false).await > 0);
}
