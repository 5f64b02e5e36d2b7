//! The end of a portal: archived, kept after all, erased whole; and a draft that is given up.

use chrono::{DateTime, TimeDelta, Utc};
use domain::archives::{ArchiveRefused, Writing};
use domain::bookings::Pupil;
use domain::erasure::jobs::ErasePortal;
use domain::erasure::{Applied, DueErasure, ErasureReason, PortalEnd};
use domain::history::Actor;
use domain::ids::TenantId;
use domain::onboarding::StepRefused;
use domain::paging::PageRequest;
use domain::queue::Job;
use domain::tenancy::TenantState;
use domain::tenants::{MoveRefused, StateRefused};
use domain::viewing::AsWhom;
use testing::{World, reason};
use uuid::Uuid;

use crate::tenants::bundle;

/// What stands in each word of the portal that goes.
const MARK: &str = "zzmarqueur";

/// What becomes of the tables that are nobody's when a portal goes. A new table: is it a lycée's? Then it has a
/// `tenant_id` and a line in `domain/src/store/own.rs`. Else it stands here, once it is known what of it goes.
const SHARED: [&str; 27] = [
    "access_requests",     // of schools
    "accounts",            // those that were nowhere else: `erasure/people.rs`
    "devices",             // with their accounts
    "directory_imports",   // of the house
    "formation_words",     // of the house
    "login_changes",       // with their accounts
    "mailed_links",        // of its hosts: `tenants/moved.rs`
    "memberships",         // of schools
    "operators",           // of the house
    "passkey_challenges",  // with their sessions
    "passkeys",            // with their accounts
    "portal_erasures",     // what is kept
    "portal_requests",     // who asked for it
    "pupils",              // those who were booked nowhere else
    "recovery_codes",      // with their accounts
    "school_applications", // of schools: their host becomes the accounts' home
    "school_invitations",  // of schools
    "school_profiles",     // of schools
    "schools",             // of the house
    "seaql_migrations",    // of the house
    "sessions",            // of its hosts
    "sign_ups",            // of schools
    "sites",               // they name it no more
    "slugs",               // its addresses are free
    "sqlite_sequence",     // of SQLite
    "tenants",             // its own row
    "tombstones",          // one more
];

/// All tables, or those with a `tenant_id`.
async fn tables(world: &World, own: bool) -> Vec<String> {
    let sql = match (world.db.is_postgres(), own) {
        (true, false) => {
            "SELECT string_agg(tablename, ',') FROM pg_tables WHERE schemaname = 'public'"
        }
        (true, true) => {
            "SELECT string_agg(table_name, ',') FROM information_schema.columns WHERE table_schema = 'public' \
             AND column_name = 'tenant_id'"
        }
        (false, false) => "SELECT group_concat(name) FROM sqlite_master WHERE type = 'table'",
        (false, true) => {
            "SELECT group_concat(t.name) FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c \
             WHERE t.type = 'table' AND c.name = 'tenant_id'"
        }
    };
    let mut names: Vec<String> = world.db.text(sql).await.split(',').map(str::to_owned).collect();
    names.sort();
    names
}

/// The columns of a table that hold words without a length.
async fn words_of(world: &World, table: &str) -> Vec<String> {
    let sql = match world.db.is_postgres() {
        true => format!(
            "SELECT coalesce(string_agg(column_name, ','), '') FROM information_schema.columns \
             WHERE table_name = '{table}' AND data_type IN ('text', 'character varying') \
             AND character_maximum_length IS NULL"
        ),
        false => format!(
            "SELECT coalesce(group_concat(name), '') FROM pragma_table_info('{table}') WHERE type IN ('text', 'varchar')"
        ),
    };
    let names = world.db.text(&sql).await;
    names.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// An id as a statement of this engine writes it.
fn written(world: &World, id: Uuid) -> String {
    match world.db.is_postgres() {
        true => format!("'{id}'"),
        false => format!("X'{}'", id.simple()),
    }
}

fn pupil(name: &str) -> Pupil {
    Pupil::new(name, "Zénobie", "3e Zeta").unwrap()
}

fn until(world: &World, moment: &str) {
    let then: DateTime<Utc> = moment.parse().unwrap();
    world.clock.advance(then - world.clock.now());
}

async fn count(world: &World, table: &str, of: TenantId) -> i64 {
    let of = written(world, of.0);
    world.db.number(&format!("SELECT COUNT(*) FROM {table} WHERE tenant_id = {of}")).await
}

/// Something of every kind on L'Atelier, and some of it on Les Jardins too.
async fn busy(world: &World) {
    let only =
        world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil("Aubertinot")).await;
    let both =
        world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil("Brisebarre")).await;
    world.book(&world.jardins, &world.cacault, world.jardins.slot, pupil("Brisebarre")).await;
    for booking in [only, both] {
        world
            .atelier
            .portal
            .issue_agreement(booking, "https://atelier.ministage.test")
            .await
            .unwrap();
    }
    let odile = world.console().await;
    let whom = AsWhom { account: world.atelier.admin.account, school: None };
    odile.ask_viewing(world.atelier.portal.id(), whom, &reason("pour voir")).await.unwrap();
    // What no verb of this test brings about: a file, a mail, what was erased of a year.
    let id = written(world, world.atelier.portal.id().0);
    let who = written(world, world.atelier.admin.account.0);
    let (blob, at) = match world.db.is_postgres() {
        true => ("'\\x00'", "'2026-11-23T08:00:00Z'"),
        false => ("X'00'", "'2026-11-23 08:00:00 +00:00'"),
    };
    for row in [
        format!(
            "INSERT INTO tenant_files (tenant_id, name, media_type, content, sha256, updated_at) VALUES ({id}, 'plan', 'image/png', {blob}, 'x', {at})"
        ),
        format!(
            "INSERT INTO outgoing_mails (id, tenant_id, kind, recipient, subject, host, status, attempts, created_at) VALUES ({id}, {id}, 'x', 'x@y.fr', 'x', 'atelier.ministage.test', 'sent', 1, {at})"
        ),
        format!(
            "INSERT INTO erasures (id, tenant_id, school_year, bookings, identities, told, first_at, last_at) VALUES ({id}, {id}, 2025, 1, 1, 1, {at}, {at})"
        ),
        format!(
            "INSERT INTO own_hosts (id, tenant_id, host, token, asked_at, rounds, failures) VALUES ({id}, {id}, 'stages.atelier.fr', 'x', {at}, 0, 0)"
        ),
        format!(
            "INSERT INTO readings (id, tenant_id, account_id, side, kind, times, first_at, last_at) VALUES ({id}, {id}, {who}, 'lycee', 'list', 1, {at}, {at})"
        ),
    ] {
        world.db.run(&row).await;
    }
}

/// Writes the archive as its job does, in two pieces.
async fn written_archive(world: &World) -> Writing {
    let worker = world.backstage.worker();
    let writing = worker.begin_archive(world.atelier.portal.id()).await.unwrap().unwrap();
    for number in 0..2 {
        assert!(worker.add_to_archive(&writing, number, vec![7; 9]).await.unwrap());
    }
    assert!(worker.archive_written(&writing).await.unwrap());
    writing
}

async fn archived(world: &World) -> Writing {
    let (odile, id) = (world.console().await, world.atelier.portal.id());
    odile.set_lycee_state(id, TenantState::Closed, &reason("fin du lycée")).await.unwrap();
    odile.archive_lycee(id, &reason("fin du lycée")).await.unwrap();
    written_archive(world).await
}

/// The jobs of this kind that the night finds, each done once.
async fn night(world: &World) -> Vec<DueErasure> {
    let worker = world.backstage.worker();
    worker.schedule_portal_erasures().await.unwrap();
    let mut done = Vec::new();
    for job in worker.claim_jobs(100).await.unwrap() {
        if job.kind == ErasePortal::KIND {
            let due: ErasePortal = serde_json::from_str(&job.payload).unwrap();
            done.push(worker.erase_portal(&due).await.unwrap());
        }
        worker.finish_job(&job).await.unwrap();
    }
    done
}

#[tokio::test(flavor = "multi_thread")]
async fn every_table_is_somebodys() {
    let world = World::new().await;
    let mut own: Vec<String> =
        world.backstage.worker().archive_tables().map(str::to_owned).collect();
    own.push("archive_parts".to_owned());
    own.sort();
    assert_eq!(
        tables(&world, true).await,
        own,
        "a table with a tenant_id is archived and erased: domain/src/store/own.rs"
    );
    let of_nobody = tables(&world, false).await.into_iter().filter(|name| !own.contains(name));
    for table in of_nobody {
        assert!(
            SHARED.contains(&table.as_str()),
            "{table}: what of it goes with a portal? See SHARED"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_an_erased_portal_is_left_and_all_of_the_others() {
    let world = World::new().await;
    busy(&world).await;
    let id = world.atelier.portal.id();
    let admin = world.atelier.admin.clone();
    archived(&world).await;
    for table in tables(&world, true).await {
        assert!(
            count(&world, &table, id).await > 0,
            "{table} holds nothing of the portal: see busy()"
        );
        let of = written(&world, id.0);
        for column in words_of(&world, &table).await {
            // Why it is archived stays beside the certificate.
            if (table.as_str(), column.as_str()) != ("archives", "reason") {
                let set = format!("{column} = coalesce({column}, '') || '{MARK}'");
                world.db.run(&format!("UPDATE {table} SET {set} WHERE tenant_id = {of}")).await;
            }
        }
    }
    for column in ["short_name", "details", "texts", "search_key"] {
        let set = format!("{column} = {column} || '{MARK}'");
        let of = written(&world, id.0);
        world.db.run(&format!("UPDATE tenants SET {set} WHERE id = {of}")).await;
    }
    let before = world.backstage.fingerprint().await.unwrap();
    assert!(before.find(MARK).len() > 20 && !before.find(&admin.login).is_empty());

    until(&world, "2026-12-22T03:00:00Z");
    assert_eq!(night(&world).await, [], "not before its day");
    until(&world, "2026-12-23T03:00:00Z");
    assert_eq!(night(&world).await, [DueErasure::Erased]);
    let after = world.backstage.fingerprint().await.unwrap();
    let people = [&admin, &world.atelier.editor, &world.atelier.front_desk, &world.atelier.teacher];
    let gone = people.iter().map(|person| person.login.as_str());
    for word in gone.chain([MARK, "Aubertinot", "atelier.ministage.test"]) {
        assert_eq!(after.find(word), Vec::<String>::new(), "{word}");
    }
    for table in tables(&world, true).await {
        assert_eq!(count(&world, &table, id).await, 0, "{table}");
    }
    // Who is known elsewhere stays, and what is of others is as it was, byte by byte.
    for word in ["Brisebarre", &world.jardins.admin.login, &world.cacault.manager.login] {
        assert!(!after.find(word).is_empty(), "{word}");
    }
    let ids = people.iter().map(|person| person.account.0).chain([id.0]);
    let ids: Vec<[String; 2]> = ids.map(|id| [id.to_string(), id.simple().to_string()]).collect();
    let is_its = |line: &str| {
        let line = line.to_lowercase();
        let of = |id: &[String; 2]| id.iter().any(|form| line.contains(form));
        line.contains(MARK)
            || line.contains("aubertinot")
            || line.contains("atelier.ministage.test")
            || line.contains("'atelier'")
            || line.contains("(atelier,")
            || ids.iter().any(of)
    };
    for line in before.changes(&after) {
        let (table, change) = line.split_once(": ").unwrap();
        match change.starts_with('−') {
            true => assert!(is_its(&line) || table == "jobs", "{line} was another's"),
            false => assert!(["portal_erasures", "tombstones", "jobs"].contains(&table), "{line}"),
        }
    }
    world.db.places_hold().await;

    // The certificate says how much.
    let odile = world.console().await;
    let all = odile.erased_portals(PageRequest::new(1, 10)).await.unwrap().rows;
    let [one] = all.as_slice() else { panic!("one certificate: {all:?}") };
    assert_eq!((one.slug.as_str(), one.why), ("atelier", PortalEnd::Archived));
    assert_eq!((one.counts.bookings, one.counts.pupils, one.counts.accounts), (2, 1, 4));
    assert_eq!(one.erased_at, world.clock.now());
    assert!(odile.erased_portal(one.id).await.unwrap().is_some());
    assert!(world.backstage.portal_at("atelier.ministage.test").await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_keeps_what_she_archived() {
    let world = World::new().await;
    let (odile, id) = (world.console().await, world.atelier.portal.id());
    let why = reason("fin du lycée");
    let refused = odile.archive_lycee(id, &why).await;
    assert!(matches!(refused, Err(ArchiveRefused::Serving)), "{refused:?}");
    let refused = odile.keep_lycee(id, &why).await;
    assert!(matches!(refused, Err(ArchiveRefused::NotArchived)), "{refused:?}");
    odile.set_lycee_state(id, TenantState::Suspended, &why).await.unwrap();
    let day = odile.archive_lycee(id, &why).await.unwrap();
    assert_eq!(day.to_string(), "2026-12-23");
    let refused = odile.archive_lycee(id, &why).await;
    assert!(matches!(refused, Err(ArchiveRefused::Already(known)) if known == day), "{refused:?}");
    let refused = odile.set_lycee_state(id, TenantState::Open, &why).await;
    assert!(matches!(refused, Err(StateRefused::Archived)), "{refused:?}");
    // Nor does a folder open it.
    let mut folder = world.backstage.export_tenant("atelier").await.unwrap().unwrap();
    folder.spec.state = TenantState::Open;
    world.backstage.apply_tenant(&folder, Actor::System).await.unwrap();
    assert_eq!(odile.lycee(id).await.unwrap().unwrap().tenant.state, TenantState::Suspended);
    odile.set_lycee_state(id, TenantState::Closed, &why).await.unwrap();

    // Its time is over, and its file is not written: it is not erased before.
    until(&world, "2026-12-24T03:00:00Z");
    assert_eq!(night(&world).await, [DueErasure::Unwritten]);
    let writing = written_archive(&world).await;
    let worker = world.backstage.worker();
    let archive = odile.take_archive(id).await.unwrap().expect("it is written");
    assert_eq!(archive.bytes, 18);
    let piece = async |number| odile.archive_part(id, archive.id, number).await.unwrap();
    assert_eq!((piece(1).await, piece(2).await), (Some(vec![7; 9]), None));

    odile.keep_lycee(id, &why).await.unwrap();
    until(&world, "2026-12-25T03:00:00Z");
    assert_eq!(night(&world).await, []);
    let due = ErasePortal { tenant: id, archive: archive.id, found: day };
    assert_eq!(worker.erase_portal(&due).await.unwrap(), DueErasure::Kept, "a job of before");
    assert!(!worker.add_to_archive(&writing, 2, vec![7]).await.unwrap(), "who writes it is told");
    assert!(worker.begin_archive(id).await.unwrap().is_none());
    assert_eq!(piece(0).await, None);
    for table in ["archives", "archive_parts"] {
        assert_eq!(count(&world, table, id).await, 0, "{table}");
    }
    world.backstage.resume_tenant("atelier", true, &why, Actor::System).await.unwrap();
}

/// Of two who write it, the older one stops; and who is erased by word meanwhile is not in it.
#[tokio::test(flavor = "multi_thread")]
async fn an_archive_is_written_by_one_and_knows_nobody_who_was_erased() {
    let world = World::new().await;
    let booking =
        world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil("Aubertinot")).await;
    let origin = world.origin(&world.atelier, &world.cacault).await;
    origin.cancel(booking, &reason("Erreur")).await.unwrap();
    let (worker, id) = (world.backstage.worker(), world.atelier.portal.id());
    let odile = world.console().await;
    odile.set_lycee_state(id, TenantState::Closed, &reason("fin")).await.unwrap();
    odile.archive_lycee(id, &reason("fin")).await.unwrap();
    let first = worker.begin_archive(id).await.unwrap().unwrap();
    assert!(worker.add_to_archive(&first, 0, vec![1]).await.unwrap());
    let second = worker.begin_archive(id).await.unwrap().unwrap();
    assert!(!worker.add_to_archive(&first, 1, vec![1]).await.unwrap());
    assert!(!worker.archive_written(&first).await.unwrap());
    assert!(worker.add_to_archive(&second, 0, vec![2, 2]).await.unwrap());
    assert!(worker.archive_written(&second).await.unwrap());
    assert!(worker.begin_archive(id).await.unwrap().is_none(), "it is written");
    let contents = worker.archive_contents(&second).await.unwrap();
    assert_eq!(contents.bookings[0].pupil.last_name, "Aubertinot");

    origin.erase_pupil(booking, ErasureReason::Family).await.unwrap();
    assert!(odile.take_archive(id).await.unwrap().is_none(), "it is to be written anew");
    assert_eq!(count(&world, "archive_parts", id).await, 0);
    let third = worker.begin_archive(id).await.unwrap().expect("its job was enqueued");
    let contents = worker.archive_contents(&third).await.unwrap();
    assert!(contents.bookings[0].pupil.is_erased());
    let kinds = worker.claim_jobs(100).await.unwrap();
    let again = kinds.iter().filter(|job| job.kind == "archives.write").count();
    assert_eq!(again, 2, "held portals have their archives written");
}

/// What stands in the rows comes out as it is stored, every column of it.
#[tokio::test(flavor = "multi_thread")]
async fn rows_are_archived_with_every_column() {
    let world = World::new().await;
    busy(&world).await;
    let writing = archived(&world).await;
    let worker = world.backstage.worker();
    for table in worker.archive_tables() {
        let rows = worker.archive_rows(&writing, table, 0).await.unwrap();
        assert_eq!(
            rows.len() as i64,
            count(&world, table, world.atelier.portal.id()).await,
            "{table}"
        );
        let first = rows.first().unwrap_or_else(|| panic!("{table} is empty")).as_object().unwrap();
        for column in words_of(&world, table).await {
            assert!(first.contains_key(&column), "{table}.{column} is not archived");
        }
        assert_eq!(first["tenant_id"], world.atelier.portal.id().to_string(), "{table}");
        assert!(worker.archive_rows(&writing, table, rows.len()).await.unwrap().is_empty());
    }
    let contents = worker.archive_contents(&writing).await.unwrap();
    assert_eq!((contents.bookings.len(), contents.team.len()), (2, 4));
    let beside = worker.archive_beside(&writing, &contents).await.unwrap();
    assert_eq!(beside["tenant"]["slug"], "atelier");
    assert_eq!(beside["pupils"].as_array().unwrap().len(), 2);
}

/// A restored backup that still has the portal: its mark erases it again.
#[tokio::test(flavor = "multi_thread")]
async fn a_restored_backup_does_not_bring_it_back() {
    let world = World::new().await;
    archived(&world).await;
    until(&world, "2026-12-23T03:00:00Z");
    assert_eq!(night(&world).await, [DueErasure::Erased]);
    let marks = world.backstage.worker().all_tombstones().await.unwrap();
    assert_eq!(marks.len(), 1);

    // The same small France as it was before, ids included.
    let before = World::new().await;
    assert_eq!(before.atelier.portal.id(), world.atelier.portal.id());
    assert!(before.backstage.portal_named("atelier").await.unwrap().is_some());
    let applied = before.backstage.apply_tombstones(&marks).await.unwrap();
    assert_eq!(applied, Applied { portals: 1, ..Applied::default() });
    assert!(before.backstage.portal_named("atelier").await.unwrap().is_none());
    assert!(before.backstage.portal_named("jardins").await.unwrap().is_some());
    let odile = before.console().await;
    let [one] =
        odile.erased_portals(PageRequest::new(1, 10)).await.unwrap().rows.try_into().unwrap();
    assert_eq!(one.why, PortalEnd::Restored);
    assert_eq!(before.backstage.apply_tombstones(&marks).await.unwrap(), Applied::default());
}

/// Gone at once, with its invitation; its address is free, and its school may begin anew.
#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_given_up() {
    let world = World::new().await;
    let odile = world.console().await;
    let mut start = bundle(&world);
    start.logo = None;
    let before = world.backstage.fingerprint().await.unwrap();
    let id = odile.begin_lycee(world.cacault.uai, "cacault", &start, false).await.unwrap();
    let refused = odile.abandon_draft(world.jardins.portal.id(), &reason("erreur")).await;
    assert!(matches!(refused, Err(StepRefused::NotDraft)), "{refused:?}");
    odile.abandon_draft(id, &reason("ouvert par erreur")).await.unwrap();
    let after = world.backstage.fingerprint().await.unwrap();
    let kept = ["portal_erasures", "tombstones", "jobs"];
    assert_eq!(before.without(&kept).changes(&after.without(&kept)), Vec::<String>::new());
    let [one] =
        odile.erased_portals(PageRequest::new(1, 10)).await.unwrap().rows.try_into().unwrap();
    assert_eq!((one.why, one.reason.as_deref()), (PortalEnd::Abandoned, Some("ouvert par erreur")));
    let refused = odile.abandon_draft(id, &reason("erreur")).await;
    assert!(matches!(refused, Err(StepRefused::NotFound)), "{refused:?}");
    let anew = odile.begin_lycee(world.cacault.uai, "cacault", &start, false).await.unwrap();
    assert_ne!(anew, id);
}

/// Of two operators who move one portal, the second is told.
#[tokio::test(flavor = "multi_thread")]
async fn the_second_who_moves_a_portal_is_told() {
    let world = World::new().await;
    let (odile, id) = (world.console().await, world.atelier.portal.id());
    let version = odile.lycee(id).await.unwrap().unwrap().tenant.version;
    let why = reason("le lycée change de nom");
    odile.move_lycee(id, version, "grand-atelier", &why).await.unwrap();
    let refused = odile.move_lycee(id, version, "petit-atelier", &why).await;
    assert!(matches!(refused, Err(MoveRefused::Changed)), "{refused:?}");
    let refused = odile.move_lycee(id, version, "grand-atelier", &why).await;
    assert!(matches!(refused, Err(MoveRefused::Already)), "a second click: {refused:?}");
    odile.move_lycee(id, version + 1, "petit-atelier", &why).await.unwrap();
    world.clock.advance(TimeDelta::seconds(1));
}
