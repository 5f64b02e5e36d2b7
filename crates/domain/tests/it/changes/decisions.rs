//! A decision is on what was read: another pupil, another stage or another day is not decided on.

use chrono::NaiveDate;
use domain::Editor;
use domain::bookings::{
    AgreementStatus, AsRead, BookingRefused, BookingStatus, CancelRefused, ChangeRefused, Changer,
    DecisionRefused, Difference, Pupil, ReceiptRefused, Wanted,
};
use domain::ids::{BookingId, SlotId};
use domain::slots::SlotRefused;
use testing::{World, reason};

use super::{book, booking, ines, later, lycee, pupil, school, world};
use crate::races::{Town, numbered};

/// What happens to a booking between the reading and the decision.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Meanwhile {
    Pupil,
    Spelling,
    Stage,
    Day,
    Hours,
}

async fn happens(world: &World, id: BookingId, what: Meanwhile) {
    let slot = world.atelier.slot;
    match what {
        Meanwhile::Pupil => {
            school(world).await.change_pupil(id, pupil("Petit", "Ali")).await.unwrap();
        }
        Meanwhile::Spelling => {
            lycee(world).await.change_pupil(id, pupil("Bernard", "Ines")).await.unwrap();
        }
        Meanwhile::Stage => {
            school(world).await.move_to(id, later(world, 4).await).await.unwrap();
        }
        Meanwhile::Day => edit(world, slot, |draft| draft.day = day(16)).await,
        Meanwhile::Hours => {
            edit(world, slot, |draft| draft.starts += chrono::TimeDelta::minutes(30)).await;
        }
    }
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, day).unwrap()
}

async fn edit(world: &World, slot: SlotId, change: impl Fn(&mut domain::slots::SlotDraft)) {
    let host = world.host(&world.atelier).await;
    let version = host.slot(slot).await.unwrap().unwrap().version;
    let mut draft = world.atelier.draft(day(2), 4);
    change(&mut draft);
    host.change_slot(slot, version, &draft, false).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_read_is_not_decided_on() {
    for (what, difference) in [
        (Meanwhile::Pupil, Difference::Pupil),
        (Meanwhile::Spelling, Difference::Pupil),
        (Meanwhile::Stage, Difference::Stage),
        (Meanwhile::Day, Difference::Hours),
        (Meanwhile::Hours, Difference::Hours),
    ] {
        let world = world().await;
        let id = book(&world, world.atelier.slot, ines()).await;
        let host = world.host(&world.atelier).await;
        let read = booking(&world, id).await.as_read();
        happens(&world, id, what).await;
        let now = booking(&world, id).await;
        assert!(read.differences(&now.as_read()).contains(&difference), "{what:?}");
        for read in [&read, &AsRead::default()] {
            let confirmed = host.confirm(id, read).await;
            assert!(matches!(confirmed, Err(DecisionRefused::Changed)), "{what:?}: {confirmed:?}");
            let received = host.agreement_received(id, read).await;
            assert!(matches!(received, Err(ReceiptRefused::Changed)), "{what:?}: {received:?}");
            let refused = host.refuse(id, read, &reason("complet")).await;
            assert!(matches!(refused, Err(DecisionRefused::Changed)), "{what:?}: {refused:?}");
        }
        let after = booking(&world, id).await;
        assert_eq!(
            (after.status, after.agreement),
            (BookingStatus::Pending, AgreementStatus::Issued)
        );
        // Read anew, it is decided on; and what the form carried is read back.
        let read: AsRead = now.as_read().to_string().parse().unwrap();
        host.agreement_received(id, &read).await.unwrap();
        host.confirm(id, &read).await.unwrap();
    }
}

/// Nor is it changed by the school that has not read it; and a second click is told that it is so already.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_read_is_not_changed() {
    for what in [Meanwhile::Pupil, Meanwhile::Spelling, Meanwhile::Stage, Meanwhile::Day] {
        let world = world().await;
        let id = book(&world, world.atelier.slot, ines()).await;
        let read = booking(&world, id).await.as_read();
        happens(&world, id, what).await;
        let before = booking(&world, id).await;
        let desk = world.origin(&world.atelier, &world.cacault).await;
        let cancelled = desk.cancel((id, read.clone()), &reason("malade")).await;
        assert!(matches!(cancelled, Err(CancelRefused::Changed)), "{what:?}: {cancelled:?}");
        let third = world.slot(&world.atelier, world.atelier.draft(day(9), 4)).await;
        for changer in [school(&world).await, lycee(&world).await] {
            let moved = changer.move_to((id, read.clone()), third).await;
            assert!(matches!(moved, Err(ChangeRefused::Changed)), "{what:?}: {moved:?}");
            let other = changer.change_pupil((id, read.clone()), pupil("Durand", "Zoé")).await;
            assert!(matches!(other, Err(ChangeRefused::Changed)), "{what:?}: {other:?}");
            let typed = Pupil::new(&before.pupil.last_name, &before.pupil.first_name, "3e B");
            let same = changer.change_pupil((id, read.clone()), typed.unwrap()).await;
            assert!(matches!(same, Err(ChangeRefused::Unchanged)), "{what:?}: {same:?}");
            let there = changer.move_to((id, read.clone()), before.slot.id).await;
            assert!(matches!(there, Err(ChangeRefused::Unchanged)), "{what:?}: {there:?}");
        }
        assert_eq!(booking(&world, id).await.as_read(), before.as_read());
        desk.cancel((id, before.as_read()), &reason("malade")).await.unwrap();
        // An end that is taken back was read too.
        if what == Meanwhile::Spelling {
            edit(&world, world.atelier.slot, |draft| draft.day = day(17)).await;
            let restored = school(&world).await.restore((id, before.as_read())).await;
            assert!(matches!(restored, Err(ChangeRefused::Changed)), "{restored:?}");
            let now = booking(&world, id).await.as_read();
            school(&world).await.restore((id, now)).await.unwrap();
        }
    }
}

/// A stage that is chosen is the one that was read: to be booked, to be moved to, to be cancelled.
#[tokio::test(flavor = "multi_thread")]
async fn a_stage_that_was_not_read_is_not_chosen() {
    let world = world().await;
    let host = world.host(&world.atelier).await;
    let desk = world.origin(&world.atelier, &world.cacault).await;
    let to = later(&world, 4).await;
    let before = host.slot(world.atelier.slot).await.unwrap().unwrap().as_read();
    let wanted = |read: &AsRead, first: &str| Wanted {
        read: read.clone(),
        ..pupil("Bernard", first).into()
    };
    let id = desk.book(world.atelier.slot, wanted(&before, "Inès")).await.unwrap().id;

    edit(&world, world.atelier.slot, |draft| draft.starts += chrono::TimeDelta::minutes(30)).await;
    let booked = desk.book(world.atelier.slot, wanted(&before, "Zoé")).await;
    assert!(matches!(booked, Err(BookingRefused::Changed)), "{booked:?}");
    assert_eq!(super::taken(&world, world.atelier.slot).await, 1);
    let now = host.slot(world.atelier.slot).await.unwrap().unwrap().as_read();
    desk.book(world.atelier.slot, wanted(&now, "Zoé")).await.unwrap();

    let before = host.slot(to).await.unwrap().unwrap().as_read();
    let version = host.slot(to).await.unwrap().unwrap().version;
    host.change_slot(to, version, &world.atelier.draft(day(17), 4), false).await.unwrap();
    let moved = school(&world).await.move_to(id, (to, before.clone())).await;
    assert!(matches!(moved, Err(ChangeRefused::TargetChanged)), "{moved:?}");
    let now = host.slot(to).await.unwrap().unwrap();
    school(&world).await.move_to(id, (to, now.as_read())).await.unwrap();

    // « Personne n’est inscrit » was read, and somebody is.
    let there = async || {
        let bookings = host.bookings_on(to).await.unwrap();
        let pupils: Vec<_> = bookings.iter().map(|booking| booking.pupil.id).collect();
        let read = now.as_read().with_pupils(pupils).to_string();
        read.parse::<AsRead>().unwrap()
    };
    let ines = there().await;
    desk.cancel(id, &reason("malade")).await.unwrap();
    desk.book(to, wanted(&now.as_read(), "Paul")).await.unwrap();
    // As many as were read, but another pupil.
    for read in [before, now.as_read().with_pupils([]), ines] {
        let cancelled = host.cancel_slot((to, read), &reason("absent")).await;
        assert!(matches!(cancelled, Err(SlotRefused::Conflict)), "{cancelled:?}");
    }
    let cancelled = host.cancel_slot((to, there().await), &reason("absent")).await;
    assert_eq!(cancelled.unwrap(), 1);
}

/// A form that does not say what was read counts as drawn before anything changed: it does what it says while nothing
/// has, and nothing afterwards.
#[tokio::test(flavor = "multi_thread")]
async fn a_form_without_a_mark_is_compared_too() {
    let blank = || ["", ".", "..", "x.y", "..."].map(|text| text.parse::<AsRead>().unwrap());
    for what in
        [Meanwhile::Pupil, Meanwhile::Spelling, Meanwhile::Stage, Meanwhile::Day, Meanwhile::Hours]
    {
        let world = world().await;
        let id = book(&world, world.atelier.slot, ines()).await;
        happens(&world, id, what).await;
        let before = booking(&world, id).await;
        let desk = world.origin(&world.atelier, &world.cacault).await;
        let third = world.slot(&world.atelier, world.atelier.draft(day(9), 4)).await;
        for read in blank() {
            let cancelled = desk.cancel((id, read.clone()), &reason("malade")).await;
            assert!(matches!(cancelled, Err(CancelRefused::Changed)), "{what:?}: {cancelled:?}");
            for changer in [school(&world).await, lycee(&world).await] {
                let moved = changer.move_to((id, read.clone()), third).await;
                assert!(matches!(moved, Err(ChangeRefused::Changed)), "{what:?}: {moved:?}");
                let other = changer.change_pupil((id, read.clone()), pupil("Durand", "Zoé")).await;
                assert!(matches!(other, Err(ChangeRefused::Changed)), "{what:?}: {other:?}");
            }
            assert_eq!(read.differences(&before.as_read()), []);
        }
        assert_eq!(booking(&world, id).await.as_read(), before.as_read());
        desk.cancel(id, &reason("malade")).await.unwrap();
        for read in blank() {
            let restored = school(&world).await.restore((id, read)).await;
            assert!(matches!(restored, Err(ChangeRefused::Changed)), "{what:?}: {restored:?}");
        }
    }
    // A stage: nobody was on it, and it said what it says.
    let world = world().await;
    let (host, slot) = (world.host(&world.atelier).await, world.atelier.slot);
    let desk = world.origin(&world.atelier, &world.cacault).await;
    let wanted = |first: &str, read: AsRead| Wanted { read, ..pupil("Bernard", first).into() };
    let [unread, ..] = blank();
    let id = desk.book(slot, wanted("Inès", unread.clone())).await.unwrap().id;
    let cancelled = host.cancel_slot((slot, unread.clone()), &reason("absent")).await;
    assert!(matches!(cancelled, Err(SlotRefused::Conflict)), "{cancelled:?}");
    desk.cancel((id, unread.clone()), &reason("malade")).await.unwrap();
    edit(&world, slot, |draft| draft.capacity = 6).await;
    let booked = desk.book(slot, wanted("Zoé", unread.clone())).await;
    assert!(matches!(booked, Err(BookingRefused::Changed)), "{booked:?}");
    let cancelled = host.cancel_slot((slot, unread), &reason("absent")).await;
    assert!(matches!(cancelled, Err(SlotRefused::Conflict)), "{cancelled:?}");
}

/// Whoever chooses a stage has read its type, its room and where to meet; what else it says hinders nobody.
#[tokio::test(flavor = "multi_thread")]
async fn a_stage_of_another_type_or_place_is_not_chosen() {
    type Change = fn(&mut domain::slots::SlotDraft);
    let changes: [(Change, bool); 5] = [
        (|draft| draft.kind = domain::slots::VisitKind::Visit, true),
        (|draft| draft.room = domain::text::Room::parse("Labo 3").unwrap(), true),
        (|draft| draft.meeting_point = domain::text::Meeting::parse("Loge").unwrap(), true),
        (|draft| draft.note = domain::text::Note::parse("Blouse").unwrap(), false),
        (|draft| draft.capacity = 9, false),
    ];
    for (number, (change, hinders)) in changes.into_iter().enumerate() {
        let world = world().await;
        let (host, slot) = (world.host(&world.atelier).await, world.atelier.slot);
        let desk = world.origin(&world.atelier, &world.cacault).await;
        let elsewhere = later(&world, 4).await;
        let id = book(&world, elsewhere, pupil("Petit", "Ali")).await;
        let read = || async { host.slot(slot).await.unwrap().unwrap().as_read().to_string() };
        let before: AsRead = read().await.parse().unwrap();
        edit(&world, slot, change).await;
        let now: AsRead = read().await.parse().unwrap();
        let wanted = |read: &AsRead| Wanted { read: read.clone(), ..ines().into() };
        let booked = desk.book(slot, wanted(&before)).await;
        assert_eq!(matches!(booked, Err(BookingRefused::Changed)), hinders, "{number}: {booked:?}");
        let moved = school(&world).await.move_to(id, (slot, before)).await;
        assert_eq!(
            matches!(moved, Err(ChangeRefused::TargetChanged)),
            hinders,
            "{number}: {moved:?}"
        );
        if hinders {
            desk.book(slot, wanted(&now)).await.unwrap();
            school(&world).await.move_to(id, (slot, now)).await.unwrap();
        }
    }
}

/// A refusal takes back no validation that was not read.
#[tokio::test(flavor = "multi_thread")]
async fn a_validation_that_was_not_read_is_not_taken_back() {
    let world = world().await;
    let id = book(&world, world.atelier.slot, ines()).await;
    let host = world.host(&world.atelier).await;
    let read = booking(&world, id).await.as_read();
    let read_pending = read.clone().with_status(BookingStatus::Pending);
    let read_pending: AsRead = read_pending.to_string().parse().unwrap();
    host.confirm(id, &read).await.unwrap();
    let refused = host.refuse(id, &read_pending, &reason("complet")).await;
    assert!(matches!(refused, Err(DecisionRefused::Changed)), "{refused:?}");
    let now = read.clone().with_status(BookingStatus::Confirmed);
    assert_eq!(read_pending.differences(&now), [Difference::Status]);
    host.refuse(id, &now, &reason("complet")).await.unwrap();
}

/// What is not printed on the line that was read, a note or the places, hinders no decision.
#[tokio::test(flavor = "multi_thread")]
async fn other_changes_of_a_stage_do_not_hinder() {
    let world = world().await;
    let id = book(&world, world.atelier.slot, ines()).await;
    let read = booking(&world, id).await.as_read();
    edit(&world, world.atelier.slot, |draft| draft.capacity = 12).await;
    world.host(&world.atelier).await.confirm(id, &read).await.unwrap();
}

/// A decision against a change of the pupil, on two nodes: how often both were done although nobody read the
/// new pupil.
async fn decided_unread(guard: bool, receive: bool) -> usize {
    const PUPILS: usize = 10;
    let town = Town::guarded(|guards| guards.as_read = guard).await;
    let slot = town.world.slot(&town.world.atelier, town.world.atelier.draft(day(16), 20)).await;
    let host: Editor = town.world.host(&town.world.atelier).await;
    let mut unread = 0;
    for number in 0..PUPILS {
        let id = town.desks[1].book(slot, numbered(number)).await.unwrap().id;
        let portal = &town.world.atelier.portal;
        let read = portal.booking(id).await.unwrap().unwrap().as_read();
        let changer = Changer::School(town.desks[1].clone());
        let changing = tokio::spawn(async move {
            changer.change_pupil(id, numbered(100 + number)).await.unwrap();
        });
        let (editor, seen) = (host.clone(), read.clone());
        let deciding = tokio::spawn(async move {
            match receive {
                true => editor.agreement_received(id, &seen).await.is_ok(),
                false => editor.confirm(id, &seen).await.is_ok(),
            }
        });
        changing.await.expect("no panic");
        let decided = deciding.await.expect("no panic");
        let now = portal.booking(id).await.unwrap().unwrap();
        assert_ne!(now.as_read(), read, "the pupil was changed");
        // Decided first and changed afterwards, it waits again.
        let stands = match receive {
            true => now.agreement == AgreementStatus::Returned,
            false => now.status == BookingStatus::Confirmed,
        };
        assert!(decided || !stands);
        unread += usize::from(stands);
    }
    unread
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn confirming_against_a_change_of_pupil() {
    assert_eq!(decided_unread(true, false).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn receiving_against_a_change_of_pupil() {
    assert_eq!(decided_unread(true, true).await, 0);
}

/// The control of the two above.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_somebody_unread_is_decided_on() {
    assert!(decided_unread(false, false).await > 0);
    assert!(decided_unread(false, true).await > 0);
}

/// A cancellation against a change of the pupil by a colleague: how often both were done, so that somebody was
/// cancelled whom nobody had read.
async fn cancelled_unread(guard: bool) -> usize {
    const PUPILS: usize = 10;
    let town = Town::guarded(|guards| guards.as_read = guard).await;
    let slot = town.world.slot(&town.world.atelier, town.world.atelier.draft(day(16), 20)).await;
    let mut unread = 0;
    for number in 0..PUPILS {
        let id = town.desks[1].book(slot, numbered(number)).await.unwrap().id;
        let read = town.world.atelier.portal.booking(id).await.unwrap().unwrap().as_read();
        let changer = Changer::School(town.desks[1].clone());
        let changing =
            tokio::spawn(async move { changer.change_pupil(id, numbered(100 + number)).await });
        let desk = town.desks[1].clone();
        let cancelling =
            tokio::spawn(async move { desk.cancel((id, read), &reason("malade")).await });
        let changed = changing.await.expect("no panic").is_ok();
        let cancelled = cancelling.await.expect("no panic").is_ok();
        assert!(changed || cancelled, "one of them was first");
        unread += usize::from(changed && cancelled);
    }
    unread
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn cancelling_against_a_change_of_pupil() {
    assert_eq!(cancelled_unread(true).await, 0);
}

/// The control of the test above.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_somebody_unread_is_cancelled() {
    assert!(cancelled_unread(false).await > 0);
}

/// The stage moves to another day while a pupil is replaced: how often the convention is then awaited by the
/// day that the stage had.
async fn late_deadlines(guard: bool) -> usize {
    const ROUNDS: usize = 8;
    let town = Town::guarded(|guards| guards.as_read = guard).await;
    let host = town.world.host(&town.world.atelier).await;
    let mut late = 0;
    for number in 0..ROUNDS {
        let draft = town.world.atelier.draft(day(9), 4);
        let slot = town.world.slot(&town.world.atelier, draft).await;
        let id = town.desks[1].book(slot, numbered(number)).await.unwrap().id;
        let version = host.slot(slot).await.unwrap().unwrap().version;
        let changer = Changer::School(town.desks[1].clone());
        let changing = tokio::spawn(async move {
            changer.change_pupil(id, numbered(100 + number)).await.unwrap();
        });
        let (editor, moved) = (host.clone(), town.world.atelier.draft(day(16), 4));
        let editing =
            tokio::spawn(async move { editor.change_slot(slot, version, &moved, false).await });
        changing.await.expect("no panic");
        editing.await.expect("no panic").unwrap();
        let now = town.world.atelier.portal.booking(id).await.unwrap().unwrap();
        assert_eq!(now.slot.day, day(16));
        let by = now.release_at.expect("it waits").date_naive();
        late += usize::from(by != day(15));
    }
    late
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_stage_that_moves_against_a_change_of_pupil() {
    assert_eq!(late_deadlines(true).await, 0);
}

/// The control of the test above.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_the_old_day_counts() {
    assert!(late_deadlines(false).await > 0);
}
