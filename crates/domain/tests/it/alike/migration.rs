//! Rows of the release before, whose key held the class: united where they are one child, marked where they may not be.

use super::*;

/// As the release before left it.
async fn before(world: &World) {
    for sql in [
        "DROP INDEX pupils_one_uai_identity_key_homonym",
        "CREATE UNIQUE INDEX pupils_one_uai_identity_key ON pupils (uai, identity_key)",
        "ALTER TABLE pupils DROP COLUMN homonym",
        "ALTER TABLE bookings DROP COLUMN class",
        "DELETE FROM seaql_migrations WHERE version = 'm0018_who_a_pupil_is'",
    ] {
        world.db.run(sql).await;
    }
}

/// A pupil of its own, under the key of the release before.
async fn old(world: &World, slot: SlotId, pupil: Pupil, key: &str) -> BookingId {
    let desk = world.origin(&world.atelier, &world.cacault).await;
    world.clock.advance(chrono::TimeDelta::minutes(1));
    let key = key.replace('\'', "''");
    let (last_name, class) = (pupil.last_name.to_string(), pupil.class.to_string());
    let id = match desk.book(slot, pupil.clone()).await {
        Err(BookingRefused::Alike(alike)) => desk.book(slot, other(pupil, &alike)).await,
        done => done,
    };
    world
        .db
        .run(&format!(
            "UPDATE pupils SET identity_key = '{key}', homonym = 1 WHERE last_name = '{last_name}' AND class = '{class}'"
        ))
        .await;
    id.unwrap().id
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_share_a_key_survive() {
    let world = World::new().await;
    let slot = world.atelier.slot;
    let (week, next_year) = (later(&world, 7).await, later(&world, 308).await);
    // One child, typed twice.
    let zoe =
        old(&world, slot, pupil("Martin-Dubois", "Zoé", "3e B"), "martin-dubois|zoe|3e b").await;
    let same =
        old(&world, week, pupil("Martin Dubois", "Zoé", "3°B"), "martin dubois|zoe|3°b").await;
    // Twice on one stage: nobody knows.
    let lina_d = old(&world, slot, lina("3e D"), "nguyen|lina|3e d").await;
    let lina_e = old(&world, slot, lina("3eD"), "nguyen|lina|3ed").await;
    // Two classes in one year.
    let ali = old(&world, week, pupil("L’Été", "Ali", "3e A"), "l'ete|ali|3e a").await;
    let other_ali = old(&world, slot, pupil("L’Été", "Ali", "4e A"), "l'ete|ali|4e a").await;
    // Two classes in two years.
    let leo = old(&world, week, pupil("Petit", "Léo", "4e A"), "petit|leo|4e a").await;
    let grown = old(&world, next_year, pupil("Petit", "Léo", "3e B"), "petit|leo|3e b").await;
    let last_year = if world.db.is_postgres() {
        "created_at - interval '1 year'"
    } else {
        "datetime(created_at, '-1 year') || '+00:00'"
    };
    let aged = format!(
        "UPDATE bookings SET created_at = {last_year} WHERE class IS NULL AND pupil_id = \
        (SELECT id FROM pupils WHERE identity_key = 'petit|leo|4e a')"
    );
    world.db.run(&aged).await;
    // Spelled otherwise than its row, which was possible since « Corriger l’élève ».
    let spelled = r#"{"last_name":"Petit","first_name":"Leo","class":"4e Z"}"#;
    world
        .db
        .run(&format!(
            "UPDATE bookings SET spelling = '{spelled}' WHERE pupil_id = \
             (SELECT id FROM pupils WHERE identity_key = 'petit|leo|4e a')"
        ))
        .await;
    before(&world).await;
    world.backstage.migrate().await.unwrap();
    let named = async |id| {
        let pupil = booking(&world, id).await.pupil;
        (pupil.id, format!("{}, {}", pupil.display_name(), pupil.class))
    };
    assert_eq!(named(zoe).await.0, named(same).await.0);
    assert_eq!(named(zoe).await.1, "MARTIN-DUBOIS Zoé, 3e B");
    assert_eq!(named(same).await.1, "MARTIN DUBOIS Zoé, 3°B", "what was typed stays");
    assert_eq!(named(lina_d).await.1, "NGUYEN Lina, 3e D");
    assert_eq!(named(lina_e).await.1, "NGUYEN Lina (homonyme\u{a0}2), 3eD");
    assert_ne!(named(ali).await.0, named(other_ali).await.0);
    assert_eq!(named(leo).await, (named(grown).await.0, "PETIT Leo, 4e Z".into()));
    assert_eq!(pupils(&world).await, 6);
    // They are known again, and listed under the class of each booking.
    let desk = world.origin(&world.atelier, &world.cacault).await;
    let fortnight = later(&world, 14).await;
    let known = desk.book(fortnight, pupil("martin dubois", "zoe", "3B")).await.unwrap().id;
    assert_eq!(named(known).await.0, named(zoe).await.0);
    assert_eq!(asked(&desk, fortnight, lina("3e D")).await.len(), 2);
    let classes = desk.booked_classes().await.unwrap();
    assert_eq!(
        (classes.label("4eme Z"), classes.label("Troisième B")),
        ("4e Z", classes.label("3°B"))
    );
    world.backstage.migrate().await.unwrap();
}
