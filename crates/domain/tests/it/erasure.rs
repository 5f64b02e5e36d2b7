//! What is known of pupils goes: when their time is over, by a word, and again after a restore. What is counted stays.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::bookings::{BookingStatus, Changer, ERASED, Pupil};
use domain::erasure::jobs::EraseIdentities;
use domain::erasure::{Applied, ApplyRefused, Certificate, EraseRefused, ErasureReason, Tombstone};
use domain::history::{Event, HistoryQuery, PupilErasure};
use domain::ids::{BookingId, SlotId};
use domain::queue::Job;
use domain::tenancy::TenantState;
use testing::{SampleLycee, TestDb, World, reason};

const SITE: &str = "https://atelier.ministage.test";

fn pupil(last_name: &str) -> Pupil {
    Pupil::new(last_name, "Zénobie", "3e Zeta").unwrap()
}

/// The rows in which a name stands, in any of the forms in which it is kept.
async fn stands(world: &World, name: &str) -> Vec<String> {
    world.backstage.fingerprint().await.unwrap().find(name)
}

fn until(world: &World, moment: &str) {
    let then: DateTime<Utc> = moment.parse().unwrap();
    world.clock.advance(then - world.clock.now());
}

/// A night: what is due at all portals is erased by its jobs.
async fn night(world: &World) -> usize {
    let worker = world.backstage.worker();
    let due = worker.schedule_erasures().await.unwrap();
    for job in worker.claim_jobs(100).await.unwrap() {
        if job.kind == EraseIdentities::KIND {
            let due: EraseIdentities = serde_json::from_str(&job.payload).unwrap();
            while worker.erase_identities(due.tenant, due.through).await.unwrap() {}
            worker.finish_job(&job).await.unwrap();
        }
    }
    due
}

async fn certificates(world: &World, lycee: &SampleLycee) -> Vec<Certificate> {
    world.staff(lycee, &lycee.admin).await.certificates().await.unwrap().unwrap()
}

async fn booking(world: &World, id: BookingId) -> domain::bookings::Booking {
    world.atelier.portal.booking(id).await.unwrap().unwrap()
}

/// A pupil with a paper, a corrected spelling, a reason in words.
async fn known_in_every_way(world: &World, slot: SlotId, name: &str) -> BookingId {
    let origin = world.origin(&world.atelier, &world.cacault).await;
    let id = world.book(&world.atelier, &world.cacault, slot, pupil(&format!("{name}x"))).await;
    world.atelier.portal.issue_agreement(id, SITE).await.unwrap().unwrap();
    Changer::School(origin.clone()).change_pupil(id, pupil(name)).await.unwrap();
    world.atelier.portal.reissue_agreement(id, SITE).await.unwrap().unwrap();
    origin.cancel(id, &reason(&format!("{name} est malade"))).await.unwrap();
    Changer::School(origin.clone()).restore(id).await.unwrap();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn identities_go_on_31_august_and_numbers_stay() {
    let world = World::new().await;
    let id = known_in_every_way(&world, world.atelier.slot, "Aubertinot").await;
    let elsewhere =
        world.book(&world.jardins, &world.cacault, world.jardins.slot, pupil("Aubertinot")).await;
    let other =
        world.book(&world.atelier, &world.langevin, world.atelier.slot, pupil("Brisebois")).await;
    let origin = world.origin(&world.atelier, &world.langevin).await;
    origin.cancel(other, &reason("Brisebois a changé d’avis")).await.unwrap();
    let before = world.backstage.fingerprint().await.unwrap();
    assert!(before.find("Aubertinot").len() > 4 && !before.find("Brisebois").is_empty());

    // In the last night before, nothing is due but what was before this year.
    until(&world, "2027-08-30T01:20:00Z");
    night(&world).await;
    assert_eq!(stands(&world, "Aubertinot").await.len(), before.find("Aubertinot").len());
    world.clock.advance(TimeDelta::days(1));
    assert_eq!(night(&world).await, 2, "both portals");
    for name in ["Aubertinot", "Brisebois", "Zénobie", "Zeta"] {
        assert_eq!(stands(&world, name).await, Vec::<String>::new(), "{name}");
    }
    let after = world.backstage.fingerprint().await.unwrap();
    for table in ["bookings", "slots", "agreements", "outgoing_mails"] {
        assert_eq!(after.count(table), before.count(table), "{table}");
    }
    assert_eq!(after.count("pupils"), 3, "one of nobody for each pupil and portal");
    world.db.places_hold().await;

    let read = booking(&world, id).await;
    assert_eq!((read.pupil.in_class().as_str(), read.status), (ERASED, BookingStatus::Pending));
    assert_eq!(
        (read.reason, booking(&world, other).await.status),
        (None, BookingStatus::Cancelled)
    );
    assert!(
        world.atelier.portal.issue_agreement(id, SITE).await.unwrap().is_none(),
        "no paper of nobody"
    );
    assert!(world.jardins.portal.booking(elsewhere).await.unwrap().unwrap().pupil.is_erased());

    // What is told of it, once, however often the job runs.
    assert_eq!(night(&world).await, 0);
    let [year] = certificates(&world, &world.atelier).await.try_into().unwrap();
    assert_eq!((year.number(), year.bookings, year.identities), (2026, 2, 2));
    assert_eq!((year.kept, year.named, year.first_at), (2, 0, world.clock.now()));
    let admin = world.staff(&world.atelier, &world.atelier.admin).await;
    let lines = admin.portal_history(HistoryQuery::default()).await.unwrap().unwrap().lines;
    let erased = lines
        .iter()
        .filter(|line| matches!(line.event, Some(Event::IdentitiesErased { bookings: 2, .. })));
    assert_eq!(erased.count(), 1);
    let editor = world.staff(&world.atelier, &world.atelier.editor).await;
    assert!(editor.certificates().await.unwrap().is_none(), "for administrators");
}

/// More than a transaction takes, cut off in between, done by two at once.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_begun_is_gone_on_with() {
    let world = World::new().await;
    let day = NaiveDate::from_ymd_opt(2027, 3, 3).unwrap();
    let slot = world.slot(&world.atelier, world.atelier.draft(day, 120)).await;
    let letters = |n: u8| format!("{}{}", char::from(b'A' + n / 26), char::from(b'a' + n % 26));
    for n in 0..120 {
        let name = format!("Quidam{}", letters(n));
        world.book(&world.atelier, &world.cacault, slot, pupil(&name)).await;
    }
    until(&world, "2027-08-31T01:20:00Z");
    let (worker, id) = (world.backstage.worker(), world.atelier.portal.id());
    let through = world.atelier.portal.tenant().erased_through(world.clock.now());
    assert!(worker.erase_identities(id, through).await.unwrap(), "the first some");
    assert!(!stands(&world, "Quidam").await.is_empty());
    assert_eq!(certificates(&world, &world.atelier).await[0].bookings, 50);
    let all = async || while worker.erase_identities(id, through).await.unwrap() {};
    tokio::join!(all(), all());
    assert_eq!(stands(&world, "Quidam").await, Vec::<String>::new());
    let year = &certificates(&world, &world.atelier).await[0];
    assert_eq!((year.bookings, year.identities, year.kept), (120, 120, 120));
    world.db.places_hold().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_may_be_earlier_and_one_that_is_held_is_no_later() {
    let world = World::new().await;
    let early =
        world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil("Aubertinot")).await;
    world.book(&world.jardins, &world.cacault, world.jardins.slot, pupil("Aubertinot")).await;
    world.db.run("UPDATE tenants SET erase_days = 20 WHERE slug = 'atelier'").await;
    until(&world, "2026-12-21T02:20:00Z");
    night(&world).await;
    assert!(!booking(&world, early).await.pupil.is_erased(), "the stage was on the second");
    world.clock.advance(TimeDelta::days(1));
    night(&world).await;
    assert!(booking(&world, early).await.pupil.is_erased());
    assert!(!stands(&world, "Aubertinot").await.is_empty(), "Les Jardins know her still");
    let stop = reason("Travaux");
    let operator = world.console().await;
    operator
        .set_lycee_state(world.jardins.portal.id(), TenantState::Suspended, &stop)
        .await
        .unwrap();
    until(&world, "2027-08-31T01:20:00Z");
    night(&world).await;
    assert_eq!(stands(&world, "Aubertinot").await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_school_has_a_pupil_erased_everywhere() {
    let world = World::new().await;
    let why = ErasureReason::Family;
    let id = known_in_every_way(&world, world.atelier.slot, "Aubertinot").await;
    let there =
        world.book(&world.jardins, &world.cacault, world.jardins.slot, pupil("Aubertinot")).await;
    let other =
        world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil("Brisebois")).await;
    let origin = world.origin(&world.atelier, &world.cacault).await;
    let refused = origin.erase_pupil(id, why).await;
    let Err(EraseRefused::ToCome(coming)) = refused else { panic!("{refused:?}") };
    let lycees: Vec<&str> = coming.iter().map(|(lycee, _)| lycee.as_str()).collect();
    assert_eq!(
        lycees,
        [world.atelier.portal.tenant().name.as_str(), world.jardins.portal.tenant().name.as_str()]
    );
    let foreign = world.origin(&world.atelier, &world.langevin).await.erase_pupil(id, why).await;
    assert!(matches!(foreign, Err(EraseRefused::NotFound)));

    world.clock.advance(TimeDelta::days(60));
    assert_eq!(origin.erase_pupil(id, why).await.unwrap(), 2);
    for name in ["Aubertinot", "malade"] {
        assert_eq!(stands(&world, name).await, Vec::<String>::new(), "{name}");
    }
    assert!(world.jardins.portal.booking(there).await.unwrap().unwrap().pupil.is_erased());
    assert_eq!(booking(&world, other).await.pupil.last_name, "Brisebois");
    assert!(matches!(origin.erase_pupil(id, why).await, Err(EraseRefused::Already)));
    for portal in [&world.atelier.portal, &world.jardins.portal] {
        let about = if portal.id() == world.atelier.portal.id() { id } else { there };
        let lines = portal.history_of(about.0, 50).await.unwrap();
        let told = lines.iter().any(|line| {
            matches!(
                line.event,
                Some(Event::PupilErased(PupilErasure { bookings: 1, by_host: false, .. }))
            )
        });
        assert!(told, "{lines:?}");
    }
    // Its job finds nothing left, and the same name is another pupil from now on.
    let job = domain::erasure::jobs::ErasePupil {
        pupil: booking(&world, id).await.pupil.id,
        by: world.cacault.manager.account,
        why,
    };
    assert_eq!(world.backstage.worker().erase_pupil(&job).await.unwrap(), 0);
    world.db.places_hold().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lycee_has_a_pupil_erased_in_its_own_bookings() {
    let world = World::new().await;
    let id =
        world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil("Aubertinot")).await;
    let there =
        world.book(&world.jardins, &world.cacault, world.jardins.slot, pupil("Aubertinot")).await;
    world.clock.advance(TimeDelta::days(60));
    let admin = world.staff(&world.atelier, &world.atelier.admin).await;
    for less in [&world.atelier.editor, &world.atelier.front_desk, &world.atelier.teacher] {
        let less = world.staff(&world.atelier, less).await;
        let refused = less.erase_pupil(id, ErasureReason::Other).await;
        assert!(matches!(refused, Err(EraseRefused::NotFound)), "{:?}", less.role());
    }
    let foreign = admin.erase_pupil(there, ErasureReason::Other).await;
    assert!(matches!(foreign, Err(EraseRefused::NotFound)), "not of this portal");
    assert_eq!(admin.erase_pupil(id, ErasureReason::Mistake).await.unwrap(), 1);
    assert!(booking(&world, id).await.pupil.is_erased());
    let kept = world.jardins.portal.booking(there).await.unwrap().unwrap();
    assert_eq!(kept.pupil.last_name, "Aubertinot", "another lycée answers for its own");
}

/// What a cancelled booking said before is not booked again for nobody.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_booked_again() {
    let world = World::new().await;
    let id =
        world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil("Aubertinot")).await;
    let origin = world.origin(&world.atelier, &world.cacault).await;
    origin.cancel(id, &reason("Erreur")).await.unwrap();
    assert_eq!(origin.erase_pupil(id, ErasureReason::Mistake).await.unwrap(), 1);
    assert!(Changer::School(origin.clone()).restore(id).await.is_err());
    // She may come all the same, as somebody new.
    let again =
        world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil("Aubertinot")).await;
    assert_eq!(booking(&world, again).await.pupil.homonym, 1);
    world.db.places_hold().await;
}

/// What `saved_pupils` holds is there again, as after a backup was restored, and no mark is.
async fn names_come_back(world: &World) {
    world.db.run("DELETE FROM tombstones").await;
    let gone = "SELECT * FROM saved_pupils WHERE id NOT IN (SELECT id FROM pupils)";
    world.db.run(&format!("INSERT INTO pupils {gone}")).await;
}

/// A mark names nobody, and finds her again where a backup brought her back.
#[tokio::test(flavor = "multi_thread")]
async fn marks_find_again_who_was_erased() {
    let world = World::new().await;
    let id =
        world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil("Aubertinot")).await;
    let there =
        world.book(&world.jardins, &world.langevin, world.jardins.slot, pupil("Brisebois")).await;
    let stays =
        world.book(&world.atelier, &world.langevin, world.atelier.slot, pupil("Corentine")).await;
    world.clock.advance(TimeDelta::days(60));
    // The same deployment before: the rows as a backup has them.
    let save = ["pupils", "bookings"];
    for table in save {
        world.db.run(&format!("CREATE TABLE saved_{table} AS SELECT * FROM {table}")).await;
    }
    let pupil = booking(&world, id).await.pupil.id.to_string();
    let origin = world.origin(&world.atelier, &world.cacault).await;
    origin.erase_pupil(id, ErasureReason::Family).await.unwrap();
    let admin = world.staff(&world.jardins, &world.jardins.admin).await;
    admin.erase_pupil(there, ErasureReason::Family).await.unwrap();
    let marks = world.backstage.worker().all_tombstones().await.unwrap();
    assert_eq!(marks.len(), 2);
    for mark in &marks {
        assert_eq!(
            Tombstone::read(&mark.line()).as_ref(),
            Some(&Tombstone { erased_at: world.clock.now(), ..mark.clone() })
        );
        assert!(!mark.line().contains(&pupil) && mark.mark.len() == 64);
    }
    assert_eq!(
        world.backstage.apply_tombstones(&marks).await.unwrap().bookings,
        0,
        "all are known"
    );

    // Yesterday's backup: names, and no marks.
    names_come_back(&world).await;
    world.db.run("UPDATE bookings SET pupil_id = (SELECT pupil_id FROM saved_bookings AS old WHERE old.id = bookings.id)").await;
    for table in save {
        world.db.run(&format!("DROP TABLE saved_{table}")).await;
    }
    assert_eq!(booking(&world, id).await.pupil.last_name, "Aubertinot", "she came back");
    assert_eq!(world.backstage.apply_tombstones(&marks).await.unwrap().bookings, 2);
    for name in ["Aubertinot", "Brisebois"] {
        assert_eq!(stands(&world, name).await, Vec::<String>::new(), "{name}");
    }
    assert_eq!(booking(&world, stays).await.pupil.last_name, "Corentine");
    assert_eq!(world.backstage.worker().all_tombstones().await.unwrap().len(), 2);
}

/// What was cancelled after yesterday's backup is booked again in it, of nobody: whoever restored it reads which.
#[tokio::test(flavor = "multi_thread")]
async fn who_comes_back_with_a_place_is_named_to_the_operator() {
    let world = World::new().await;
    let id =
        world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil("Aubertinot")).await;
    let reference = booking(&world, id).await.reference;
    let origin = world.origin(&world.atelier, &world.cacault).await;
    origin.cancel(id, &reason("Erreur")).await.unwrap();
    world.db.run("CREATE TABLE saved_pupils AS SELECT * FROM pupils").await;
    let pupil: String = booking(&world, id).await.pupil.id.to_string();
    origin.erase_pupil(id, ErasureReason::Family).await.unwrap();
    let marks = world.backstage.worker().all_tombstones().await.unwrap();
    names_come_back(&world).await;
    world
        .db
        .run("UPDATE bookings SET status = 'pending', pupil_id = (SELECT id FROM saved_pupils)")
        .await;
    world.db.run("UPDATE slots SET booked = 1 WHERE id = (SELECT slot_id FROM bookings)").await;
    world.db.run("DROP TABLE saved_pupils").await;
    assert_eq!(booking(&world, id).await.pupil.id.to_string(), pupil, "she came back");
    let applied = world.backstage.apply_tombstones(&marks).await.unwrap();
    assert_eq!(applied, Applied { bookings: 1, to_come: vec![reference], ..Applied::default() });
}

/// Marks that another secret made, or that were cut, erase nobody and are not remembered.
#[tokio::test(flavor = "multi_thread")]
async fn marks_of_another_deployment_are_refused() {
    let world = World::new().await;
    let id =
        world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil("Aubertinot")).await;
    let origin = world.origin(&world.atelier, &world.cacault).await;
    origin.cancel(id, &reason("Erreur")).await.unwrap();
    origin.erase_pupil(id, ErasureReason::Family).await.unwrap();
    let mut marks = world.backstage.worker().all_tombstones().await.unwrap();
    world.db.run("DELETE FROM tombstones").await;
    let own = marks[0].clone();
    for turned in
        [own.mark.replace(|digit: char| digit.is_ascii_digit(), "a"), "0".repeat(64), String::new()]
    {
        marks[0].mark = turned;
        let refused = world.backstage.apply_tombstones(&[own.clone(), marks[0].clone()]).await;
        assert!(matches!(refused, Err(ApplyRefused::Foreign)), "{refused:?}");
    }
    assert_eq!(world.backstage.worker().all_tombstones().await.unwrap(), Vec::new());
    world.backstage.apply_tombstones(&[own]).await.unwrap();
    assert_eq!(world.backstage.worker().all_tombstones().await.unwrap().len(), 1);
}

/// Rounds in which a pupil is erased, by her school or by the lycée, while her school books her again. Says how often
/// she was erased with a place.
async fn erased_while_booked(guard: bool) -> usize {
    const ROUNDS: usize = 26;
    let db = TestDb::new().await;
    let mut settings = db.settings();
    settings.guards.erasing = guard;
    let world = World::with(db, settings).await;
    let origin = world.origin(&world.atelier, &world.cacault).await;
    let admin = world.staff(&world.atelier, &world.atelier.admin).await;
    let mut nobodys = 0;
    for (round, letter) in ('a'..='z').take(ROUNDS).enumerate() {
        let her = || pupil(&format!("Aubertinot {letter}"));
        let id = world.book(&world.atelier, &world.cacault, world.atelier.slot, her()).await;
        origin.cancel(id, &reason("Erreur")).await.unwrap();
        let erase = async {
            match round % 2 {
                0 => origin.erase_pupil(id, ErasureReason::Family).await,
                _ => admin.erase_pupil(id, ErasureReason::Family).await,
            }
        };
        let book = async {
            tokio::time::sleep(std::time::Duration::from_millis(round as u64)).await;
            world.book(&world.atelier, &world.cacault, world.atelier.slot, her()).await
        };
        let (erased, booked) = tokio::join!(erase, book);
        assert!(matches!(erased, Ok(_) | Err(EraseRefused::ToCome(_))), "{erased:?}");
        let booked = booking(&world, booked).await;
        nobodys += usize::from(booked.pupil.is_erased());
        origin.cancel(booked.id, &reason("Erreur")).await.unwrap();
    }
    world.db.places_hold().await;
    nobodys
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nobody_is_booked_as_who_is_being_erased() {
    assert_eq!(erased_while_booked(true).await, 0);
}

/// Two clicks erase once, and the second is told so.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_clicks_erase_once() {
    let world = World::new().await;
    let origin = world.origin(&world.atelier, &world.cacault).await;
    let admin = world.staff(&world.atelier, &world.atelier.admin).await;
    for name in ["Aubertinot", "Brisebois", "Corentine", "Delmasse"] {
        let id = world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil(name)).await;
        origin.cancel(id, &reason("Erreur")).await.unwrap();
        let why = ErasureReason::Family;
        let answers = match name.len() % 2 {
            0 => tokio::join!(origin.erase_pupil(id, why), origin.erase_pupil(id, why)),
            _ => tokio::join!(admin.erase_pupil(id, why), admin.erase_pupil(id, why)),
        };
        assert!(
            matches!(
                answers,
                (Ok(1), Err(EraseRefused::Already)) | (Err(EraseRefused::Already), Ok(1))
            ),
            "{answers:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_somebody_is_erased_with_a_place() {
    assert!(erased_while_booked(false).await > 0);
}

/// What is erased by word counts on the certificate of its year, apart from what time erases, and once.
#[tokio::test(flavor = "multi_thread")]
async fn erasures_by_word_are_counted_apart() {
    let world = World::new().await;
    let id = known_in_every_way(&world, world.atelier.slot, "Aubertinot").await;
    world.book(&world.atelier, &world.langevin, world.atelier.slot, pupil("Brisebois")).await;
    until(&world, "2026-12-20T08:00:00Z");
    let origin = world.origin(&world.atelier, &world.cacault).await;
    origin.erase_pupil(id, ErasureReason::Family).await.unwrap();
    let counts =
        |year: &Certificate| (year.by_word, year.pupils_by_word, year.bookings, year.identities);
    let [year] = certificates(&world, &world.atelier).await.try_into().unwrap();
    assert_eq!((year.number(), counts(&year)), (2026, (1, 1, 0, 0)));
    until(&world, "2027-08-31T04:00:00Z");
    night(&world).await;
    let [year] = certificates(&world, &world.atelier).await.try_into().unwrap();
    assert_eq!((counts(&year), year.kept, year.named), ((1, 1, 1, 1), 2, 0));
}
