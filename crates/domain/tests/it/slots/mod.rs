//! Creating, changing, publishing and cancelling stages.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use domain::bookings::{BookingStatus, Pupil};
use domain::slots::{Slot, SlotDraft, SlotFilter, SlotRefused, SlotStatus, VisitKind};
use domain::text::{Meeting, Note, Room};
use testing::{SampleLycee, World, reason};

mod found;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
}

fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).expect("an hour")
}

fn pupil(last_name: &str) -> Pupil {
    Pupil::new(last_name, "Maëlle", "3e B").expect("a plain name")
}

fn december() -> SlotFilter {
    SlotFilter::between(day(12, 1), day(12, 31))
}

/// Days of December on which a filter finds something.
async fn found(world: &World, lycee: &SampleLycee, filter: SlotFilter) -> Vec<u32> {
    use chrono::Datelike;
    let host = world.host(lycee).await;
    host.calendar(&filter)
        .await
        .expect("the database answers")
        .slots
        .iter()
        .map(|slot| slot.day.day())
        .collect()
}

/// A draft is the staff's until it is published; the wall clock is the lycée's.
#[tokio::test(flavor = "multi_thread")]
async fn a_draft_appears_when_it_is_published() {
    let world = World::new().await;
    let (host, portal) = (world.host(&world.atelier).await, &world.atelier.portal);
    let draft = world.atelier.draft_slot;
    assert!(portal.published_slot(draft).await.expect("read").is_none());
    let before = portal.calendar(&december()).await.expect("read").slots.len();
    let stale = host.publish_slot(draft, 0).await;
    assert!(matches!(stale, Err(SlotRefused::Conflict)), "{stale:?}");
    host.publish_slot(draft, 1).await.expect("published");
    host.publish_slot(draft, 1).await.expect("once more does nothing");
    let slot = portal.published_slot(draft).await.expect("read").expect("visible");
    assert_eq!((slot.starts, slot.ends, slot.version), (time(9, 0), time(12, 0), 2));
    assert_eq!(slot.starts_at.to_rfc3339(), "2026-12-11T08:00:00+00:00");
    assert_eq!(portal.calendar(&december()).await.expect("read").slots.len(), before + 1);
}

/// Two people edit: the second gets a conflict and nothing of hers is saved.
#[tokio::test(flavor = "multi_thread")]
async fn the_second_of_two_editors_gets_a_conflict() {
    let world = World::new().await;
    let host = world.host(&world.atelier).await;
    let slot = world.atelier.slot;
    let draft = world.atelier.draft(day(12, 2), 4);
    let first = SlotDraft {
        room: Room::parse("Atelier 7").unwrap(),
        teachers: Vec::new(),
        ..draft.clone()
    };
    host.change_slot(slot, 1, &first, false).await.expect("changed");
    let second = SlotDraft { room: Room::parse("Atelier 8").unwrap(), ..draft };
    let refused = host.change_slot(slot, 1, &second, false).await;
    assert!(matches!(refused, Err(SlotRefused::Conflict)), "{refused:?}");
    let now = host.slot(slot).await.expect("read").expect("there");
    assert_eq!((now.room.as_str(), now.version, now.teachers.len()), ("Atelier 7", 2, 0));
}

/// Capacity never drops under what is booked, and stays between 1 and 500.
#[tokio::test(flavor = "multi_thread")]
async fn capacity_never_drops_under_what_is_booked() {
    let world = World::new().await;
    let (host, slot) = (world.host(&world.atelier).await, world.atelier.slot);
    for name in ["Moreau", "Petit"] {
        world.book(&world.atelier, &world.cacault, slot, pupil(name)).await;
    }
    let refused = host.change_slot(slot, 1, &world.atelier.draft(day(12, 2), 1), false).await;
    assert!(matches!(refused, Err(SlotRefused::BelowBooked { booked: 2 })), "{refused:?}");
    for capacity in [0, -1, 501] {
        let refused =
            host.change_slot(slot, 1, &world.atelier.draft(day(12, 2), capacity), false).await;
        assert!(matches!(refused, Err(SlotRefused::CapacityOutOfRange)), "{refused:?}");
    }
    host.change_slot(slot, 1, &world.atelier.draft(day(12, 2), 2), false)
        .await
        .expect("as many as are booked");
}

/// What a convention says is told to every pupil's school when it changes; a number of places is not.
#[tokio::test(flavor = "multi_thread")]
async fn schools_are_told_when_a_stage_moves() {
    let world = World::new().await;
    let (host, slot) = (world.host(&world.atelier).await, world.atelier.slot);
    world.book(&world.atelier, &world.cacault, slot, pupil("Moreau")).await;
    world.book(&world.atelier, &world.langevin, slot, pupil("Petit")).await;
    world.forget_jobs().await;
    let told = async || world.backstage.worker().claim_jobs(10).await.expect("claimed").len();
    host.change_slot(slot, 1, &world.atelier.draft(day(12, 2), 5), false).await.expect("changed");
    assert_eq!(told().await, 0);
    let note =
        SlotDraft { note: Note::parse("Gants").unwrap(), ..world.atelier.draft(day(12, 2), 5) };
    host.change_slot(slot, 2, &note, false).await.expect("changed");
    assert_eq!(told().await, 2);
    // Its teacher, too.
    host.change_slot(slot, 3, &world.atelier.draft(day(12, 3), 4), false).await.expect("moved");
    assert_eq!(told().await, 3);
}

/// Cancelling a stage cancels its bookings with the reason, tells the schools and its teacher, and is final.
#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_stage_takes_its_bookings_along() {
    let world = World::new().await;
    let (host, slot) = (world.host(&world.atelier).await, world.atelier.slot);
    let booking = world.book(&world.atelier, &world.cacault, slot, pupil("Moreau")).await;
    world.forget_jobs().await;
    assert_eq!(host.cancel_slot(slot, &reason("Enseignante absente")).await.expect("cancelled"), 1);
    assert_eq!(world.backstage.worker().claim_jobs(10).await.expect("claimed").len(), 2);
    let booking = host.booking(booking).await.expect("read").expect("there");
    assert_eq!(
        (booking.status, booking.reason.as_deref()),
        (BookingStatus::Cancelled, Some("Enseignante absente"))
    );
    let now = host.slot(slot).await.expect("read").expect("there");
    assert_eq!((now.status, now.booked), (SlotStatus::Cancelled, 0));
    assert!(matches!(host.cancel_slot(slot, &reason("encore")).await, Err(SlotRefused::Cancelled)));
    assert!(matches!(host.publish_slot(slot, 2).await, Err(SlotRefused::Cancelled)));
    let refused = host.change_slot(slot, 2, &world.atelier.draft(day(12, 2), 4), false).await;
    assert!(matches!(refused, Err(SlotRefused::Cancelled)), "{refused:?}");
}

/// What the conventions of a stage that took place say of it stays: each line of them is tried. The number of places may
/// be corrected; a stage without pupils is nobody's paper.
#[tokio::test(flavor = "multi_thread")]
async fn what_took_place_stays_what_it_was() {
    type Change = fn(&mut SlotDraft, &World);
    let changes: [(&str, Change); 9] = [
        ("formation", |draft, world| draft.programme = world.atelier.second_programme),
        ("type", |draft, _| draft.kind = VisitKind::Interview),
        ("day", |draft, _| draft.day = day(12, 3)),
        ("start", |draft, _| draft.starts += TimeDelta::minutes(15)),
        ("end", |draft, _| draft.ends += TimeDelta::minutes(15)),
        ("room", |draft, _| draft.room = Room::parse("Labo 9").unwrap()),
        ("meeting", |draft, _| draft.meeting_point = Meeting::parse("Grille").unwrap()),
        ("note", |draft, _| draft.note = Note::parse("Bottes").unwrap()),
        ("teachers", |draft, _| draft.teachers.clear()),
    ];
    let world = World::new().await;
    let host = world.host(&world.atelier).await;
    let slot = world.atelier.slot;
    let pupil = Pupil::new("Bernard", "Inès", "3e B").unwrap();
    world.book(&world.atelier, &world.cacault, slot, pupil).await;
    let empty = world.slot(&world.atelier, world.atelier.draft(day(12, 2), 4)).await;
    // It is going on, and it is long over.
    for later in [TimeDelta::days(9) + TimeDelta::hours(1), TimeDelta::days(30)] {
        world.clock.advance(later);
        for (what, change) in &changes {
            let before = host.slot(slot).await.unwrap().unwrap();
            let mut draft = as_typed(&before);
            change(&mut draft, &world);
            let refused = host.change_slot(slot, before.version, &draft, false).await;
            assert!(
                matches!(refused, Err(SlotRefused::Begun | SlotRefused::InThePast)),
                "{what}: {refused:?}"
            );
            let after = host.slot(slot).await.unwrap().unwrap();
            assert_eq!(
                (after.version, as_typed(&after).room),
                (before.version, as_typed(&before).room)
            );
        }
        let now = host.slot(slot).await.unwrap().unwrap();
        let more = SlotDraft { capacity: now.capacity + 1, ..as_typed(&now) };
        host.change_slot(slot, now.version, &more, false).await.unwrap();
    }
    let now = host.slot(empty).await.unwrap().unwrap();
    let other = SlotDraft { note: Note::parse("Bottes").unwrap(), ..as_typed(&now) };
    host.change_slot(empty, now.version, &other, false).await.unwrap();
    world.forget_jobs().await;
}

/// A stage as its form would send it unchanged.
fn as_typed(slot: &Slot) -> SlotDraft {
    SlotDraft {
        programme: slot.programme,
        kind: slot.kind,
        day: slot.day,
        starts: slot.starts,
        ends: slot.ends,
        capacity: slot.capacity,
        room: Room::parse(&slot.room).unwrap(),
        meeting_point: Meeting::parse(&slot.meeting_point).unwrap(),
        note: Note::parse(&slot.note).unwrap(),
        teachers: slot.teachers.iter().map(|teacher| teacher.id).collect(),
    }
}

/// What has begun is neither cancelled nor published nor moved.
#[tokio::test(flavor = "multi_thread")]
async fn the_past_is_left_alone() {
    let world = World::new().await;
    let host = world.host(&world.atelier).await;
    let refused = host.create_slot(&world.atelier.draft(day(11, 20), 4), true).await;
    assert!(matches!(refused, Err(SlotRefused::InThePast)), "{refused:?}");
    world.clock.advance(TimeDelta::days(30));
    assert!(matches!(
        host.cancel_slot(world.atelier.slot, &reason("trop tard")).await,
        Err(SlotRefused::InThePast)
    ));
    assert!(matches!(
        host.publish_slot(world.atelier.draft_slot, 1).await,
        Err(SlotRefused::InThePast)
    ));
    let refused =
        host.change_slot(world.atelier.slot, 1, &world.atelier.draft(day(12, 3), 4), false).await;
    assert!(matches!(refused, Err(SlotRefused::InThePast)), "{refused:?}");
    let note = SlotDraft {
        note: Note::parse("Rien n’est oublié").unwrap(),
        ..world.atelier.draft(day(12, 2), 4)
    };
    host.change_slot(world.atelier.slot, 1, &note, false).await.expect("a note may be mended");
}

/// The hour that the change of clocks leaves out, or repeats, is refused.
#[tokio::test(flavor = "multi_thread")]
async fn an_hour_that_does_not_exist_is_refused() {
    let world = World::new().await;
    let host = world.host(&world.atelier).await;
    let night = |date: (i32, u32, u32)| SlotDraft {
        day: NaiveDate::from_ymd_opt(date.0, date.1, date.2).expect("a day"),
        starts: time(2, 30),
        ends: time(5, 0),
        ..world.atelier.draft(day(12, 2), 4)
    };
    for date in [(2027, 3, 28), (2027, 10, 31)] {
        let refused = host.create_slot(&night(date), true).await;
        assert!(matches!(refused, Err(SlotRefused::NoSuchHour)), "{refused:?}");
    }
    let backwards =
        SlotDraft { starts: time(12, 0), ends: time(12, 0), ..world.atelier.draft(day(12, 2), 4) };
    assert!(matches!(host.create_slot(&backwards, true).await, Err(SlotRefused::EndsBeforeStart)));
}

/// Programmes, teachers and slots of another lycée do not exist here.
#[tokio::test(flavor = "multi_thread")]
async fn another_lycee_is_not_there() {
    let world = World::new().await;
    let host = world.host(&world.atelier).await;
    let before = world.backstage.fingerprint().await.expect("read");
    let programme =
        SlotDraft { programme: world.jardins.programme, ..world.atelier.draft(day(12, 2), 4) };
    assert!(matches!(host.create_slot(&programme, true).await, Err(SlotRefused::UnknownProgramme)));
    let teacher = SlotDraft {
        teachers: vec![world.jardins.teacher_row],
        ..world.atelier.draft(day(12, 2), 4)
    };
    assert!(matches!(host.create_slot(&teacher, true).await, Err(SlotRefused::UnknownTeacher)));
    let theirs = world.jardins.slot;
    assert!(host.slot(theirs).await.expect("read").is_none());
    assert!(matches!(host.cancel_slot(theirs, &reason("non")).await, Err(SlotRefused::NotFound)));
    assert!(matches!(
        host.publish_slot(world.jardins.draft_slot, 1).await,
        Err(SlotRefused::NotFound)
    ));
    let refused = host.change_slot(theirs, 1, &world.atelier.draft(day(12, 2), 4), true).await;
    assert!(matches!(refused, Err(SlotRefused::NotFound)), "{refused:?}");
    let after = world.backstage.fingerprint().await.expect("read");
    assert_eq!(before.changes(&after), Vec::<String>::new());
    let filter = SlotFilter { teacher: Some(world.jardins.teacher_row), ..december() };
    assert_eq!(found(&world, &world.atelier, filter).await, Vec::<u32>::new());
    let filter = SlotFilter { track: Some(world.jardins.track), ..december() };
    assert_eq!(found(&world, &world.atelier, filter).await, Vec::<u32>::new());
}

/// A teacher or the front desk may look, not change.
#[tokio::test(flavor = "multi_thread")]
async fn not_every_role_may_change() {
    let world = World::new().await;
    for person in [&world.atelier.front_desk, &world.atelier.teacher] {
        let staff = world.staff(&world.atelier, person).await;
        assert!(staff.editor().is_none(), "{}", person.last_name);
    }
}
