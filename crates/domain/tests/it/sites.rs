//! Common sites: who is on them, whose address is whose, who may change them.

use domain::history::Actor;
use domain::paging::PageRequest;
use domain::search::{Scope, Search};
use domain::sites::{SiteRefused, SiteSpec};
use domain::tenants::{Applied, LabelRefused, MoveRefused, TenantRefused};
use domain::text::{MailAddress, SiteName, Welcome};
use testing::{TestDb, World};

fn spec(departments: &[&str], portals: &[&str]) -> SiteSpec {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    SiteSpec {
        name: SiteName::parse("Mini-Stages 44").unwrap(),
        welcome: Welcome::parse("Bienvenue").unwrap(),
        accent: "#14507A".into(),
        contact: Some(MailAddress::parse("ministages44@ac-nantes.fr").unwrap()),
        departments: owned(departments),
        academies: Vec::new(),
        portals: owned(portals),
    }
}

async fn scope(world: &World, host: &str) -> Scope {
    world.backstage.site_at(host).await.unwrap().expect("it is there").scope.clone()
}

async fn lycees(world: &World, scope: &Scope, words: &str) -> Vec<String> {
    let page = PageRequest::new(1, 10);
    let found = world.backstage.doors("x").lycees(scope, words, page).await.unwrap();
    found.rows.into_iter().map(|lycee| lycee.name).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_holds_the_portals_that_it_names_and_that_opted_in() {
    let world = World::new().await;
    let odile = world.console().await;
    odile.create_site("tout-44", &spec(&["44"], &[])).await.unwrap();
    odile.create_site("un-lycee", &spec(&["49"], &["jardins"])).await.unwrap();
    let mut academy = spec(&[], &[]);
    academy.academies = vec!["17".into()];
    odile.create_site("nantes", &academy).await.unwrap();
    let [all, one, nantes] = [
        scope(&world, "tout-44.ministage.test").await,
        scope(&world, "un-lycee.ministage.test").await,
        scope(&world, "nantes.ministage.test").await,
    ];
    let both = ["Lycée de l’Atelier", "Lycée des Jardins"];
    assert_eq!(lycees(&world, &all, "").await, both);
    assert_eq!(lycees(&world, &nantes, "").await, both);
    assert_eq!(lycees(&world, &one, "").await, ["Lycée des Jardins"]);
    assert_eq!(lycees(&world, &all, "ANCENIS").await, ["Lycée de l’Atelier"]);
    let doors = world.backstage.doors("x");
    let found = doors.search(&one, &Search::default(), 20).await.unwrap().rows;
    assert!(found.len() == 2 && found.iter().all(|row| row.lycee == "Lycée des Jardins"));
    // A portal that leaves the search leaves the sites.
    let mut bundle = world.backstage.export_tenant("jardins").await.unwrap().unwrap();
    bundle.spec.listed = false;
    world.backstage.apply_tenant(&bundle, Actor::System).await.unwrap();
    assert!(lycees(&world, &one, "").await.is_empty());
    assert!(doors.search(&one, &Search::default(), 20).await.unwrap().rows.is_empty());
    assert_eq!(lycees(&world, &all, "").await, ["Lycée de l’Atelier"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_one_portals_or_one_sites() {
    let world = World::new().await;
    let odile = world.console().await;
    let ok = spec(&["44"], &[]);
    assert!(matches!(odile.create_site("atelier", &ok).await, Err(SiteRefused::Taken(_))));
    let id = odile.create_site("commun", &ok).await.unwrap();
    assert!(matches!(odile.create_site("commun", &ok).await, Err(SiteRefused::Taken(_))));
    let mut bundle = world.backstage.export_tenant("jardins").await.unwrap().unwrap();
    bundle.slug = "commun".into();
    let taken = world.backstage.apply_tenant(&bundle, Actor::System).await;
    assert!(matches!(taken, Err(TenantRefused::Taken(slug)) if slug == "commun"));
    // Once it is removed, its address is free.
    odile.remove_site(id).await.unwrap();
    assert!(world.backstage.site_at("commun.ministage.test").await.unwrap().is_none());
    assert!(matches!(odile.remove_site(id).await, Err(SiteRefused::NotFound)));
    assert_eq!(
        world.backstage.apply_tenant(&bundle, Actor::System).await.unwrap(),
        Applied::Created
    );
    assert!(matches!(odile.create_site("commun", &ok).await, Err(SiteRefused::Taken(_))));
}

/// A portal and a common site want one address at the same moment, on two nodes: how often both got it.
async fn both_got_the_address(guard: bool) -> usize {
    const ROUNDS: usize = 6;
    let world = World::new().await;
    if !guard {
        // The guard is the key of the table that both write.
        world.db.run("DROP TABLE slugs").await;
        let columns = "slug VARCHAR(255) NOT NULL, leads_to UUID, looks TEXT, former_host TEXT";
        world.db.run(&format!("CREATE TABLE slugs ({columns})")).await;
    }
    let second = world.db.backstage(world.clock.clone(), domain::random::Random::seeded(43)).await;
    let mut both = 0;
    for round in 0..ROUNDS {
        let slug = format!("commun-{round}");
        let odile = world.console().await;
        let mut bundle = world.backstage.export_tenant("jardins").await.unwrap().unwrap();
        bundle.slug.clone_from(&slug);
        bundle.spec.custom_host = None;
        let node = second.clone();
        let portal =
            tokio::spawn(async move { node.apply_tenant(&bundle, Actor::System).await.is_ok() });
        let site =
            tokio::spawn(
                async move { odile.create_site(&slug, &spec(&["44"], &[])).await.is_ok() },
            );
        let (portal, site) = (portal.await.expect("no panic"), site.await.expect("no panic"));
        assert!(portal || site, "one of them gets it");
        both += usize::from(portal && site);
    }
    both
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_portal_against_a_common_site() {
    assert_eq!(both_got_the_address(true).await, 0);
}

/// The control of the test above.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_key_both_get_the_address() {
    assert!(both_got_the_address(false).await > 0);
}

/// Two portals want addresses that look alike at the same moment: how often both got theirs.
async fn both_look_alike(guard: bool) -> usize {
    const ROUNDS: usize = 6;
    let db = TestDb::new().await;
    let mut settings = db.settings();
    settings.guards.labels = guard;
    let world = World::with(db, settings).await;
    let mut both = 0;
    for round in 0..ROUNDS {
        let wanted = [
            (world.atelier.portal.id(), format!("commune-{round}")),
            (world.jardins.portal.id(), format!("c0mrnune-{round}")),
        ];
        let mut moving = Vec::new();
        for (portal, slug) in wanted {
            let odile = world.console().await;
            let why = testing::reason("change de nom");
            moving.push(tokio::spawn(
                async move { testing::moved(&odile, portal, &slug, &why).await },
            ));
        }
        let mut moved = 0;
        for one in moving {
            match one.await.expect("no panic") {
                Ok(()) => moved += 1,
                Err(MoveRefused::Label(LabelRefused::Like(_)) | MoveRefused::Taken) => {}
                Err(refused) => panic!("{refused:?}"),
            }
        }
        assert!(moved > 0, "one of them gets it");
        both += usize::from(moved == 2);
    }
    world.forget_jobs().await;
    both
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_look_alikes_at_once_one_is_taken() {
    assert_eq!(both_look_alike(true).await, 0);
}

/// The control of the test above.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_both_look_alikes_are_taken() {
    assert!(both_look_alike(false).await > 0);
}

/// A common site that is saved from a page or a folder that names the address that a portal left names where it is; at
/// once with the move, too.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_site_follows_the_portal_that_moves() {
    let world = World::new().await;
    let odile = world.console().await;
    let with = |slug: &str| spec(&["44"], &[slug]);
    let site = odile.create_site("commun", &with("atelier")).await.unwrap();
    let mut slug = "atelier".to_owned();
    for round in 0..6 {
        let to = format!("lycee-{round}-a");
        let before = world.backstage.export_site("commun").await.unwrap().unwrap();
        let (mover, why) = (world.console().await, testing::reason("change de nom"));
        let (portal, there) = (world.atelier.portal.id(), to.clone());
        let moving =
            tokio::spawn(async move { testing::moved(&mover, portal, &there, &why).await });
        let (node, saved) = (world.backstage.clone(), before.clone());
        let saved = SiteSpec { departments: vec![format!("4{}", 4 + round % 2 * 5)], ..saved };
        let saving =
            tokio::spawn(async move { node.apply_site("commun", &saved, Actor::System).await });
        moving.await.expect("no panic").unwrap();
        saving.await.expect("no panic").unwrap();
        let now = world.backstage.export_site("commun").await.unwrap().unwrap();
        assert_eq!(now.portals, std::slice::from_ref(&to), "{round}");
        // The page was drawn before the move, and the folder still says so.
        for former in [slug.as_str(), "atelier"] {
            let again = world.backstage.apply_site("commun", &with(former), Actor::System).await;
            assert!(again.is_ok(), "{former}: {again:?}");
            let now = world.backstage.export_site("commun").await.unwrap().unwrap();
            assert_eq!(now.portals, std::slice::from_ref(&to), "{former}");
        }
        let same = world.backstage.apply_site("commun", &with("atelier"), Actor::System).await;
        assert!(matches!(same, Ok(Applied::Unchanged)), "{same:?}");
        slug = to;
    }
    let unknown = odile.change_site(site, 0, &with("personne")).await;
    assert!(matches!(unknown, Err(SiteRefused::Portal(_))), "{unknown:?}");
    world.forget_jobs().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_said_and_changes_nothing() {
    let world = World::new().await;
    let odile = world.console().await;
    let before = world.backstage.fingerprint().await.unwrap();
    let refused =
        async |slug: &str, spec: SiteSpec| odile.create_site(slug, &spec).await.unwrap_err();
    assert!(matches!(refused("console", spec(&["44"], &[])).await, SiteRefused::Slug(_)));
    assert!(matches!(refused("ok", spec(&["00"], &[])).await, SiteRefused::Department(_)));
    assert!(matches!(refused("ok", spec(&[], &["licorne"])).await, SiteRefused::Portal(_)));
    assert!(matches!(refused("ok", spec(&[], &[])).await, SiteRefused::Empty));
    let both = refused("console", spec(&["00", "loire atlantique", "zz"], &["licorne"])).await;
    assert!(matches!(both, SiteRefused::Several(all) if all.len() == 4));
    for (slug, why) in [
        ("login", "Reserved(\"login\")"),
        ("c0mpte", "Reserved(\"compte\")"),
        ("xn--abc", "Coded"),
        ("ab--cd", "Coded"),
        ("a\0b", "Shape"),
        ("ate1ier", "Like(\"atelier\")"),
        ("jard1ns", "Like(\"jardins\")"),
    ] {
        let refused = refused(slug, spec(&["44"], &[])).await;
        assert!(
            matches!(&refused, SiteRefused::Slug(reason) if format!("{reason:?}") == why),
            "{refused:?}"
        );
    }
    // What is no label is nobody's: the database is not asked, and PostgreSQL meets no U+0000.
    for word in ["\0", "a\u{202e}b", "A", "x y", "-", "'; --"] {
        let portals = refused("ok", spec(&[], &[word])).await;
        assert!(matches!(portals, SiteRefused::Portal(_)), "{word:?}: {portals:?}");
        assert!(matches!(refused("ok", spec(&[word], &[])).await, SiteRefused::Department(_)));
        let doors = world.backstage.doors("x");
        assert!(doors.lycee(&Scope::Everywhere, word).await.unwrap().is_none());
    }
    let red = SiteSpec { accent: "rouge".into(), ..spec(&["44"], &[]) };
    assert!(matches!(refused("ok", red).await, SiteRefused::Accent(_)));
    let after = world.backstage.fingerprint().await.unwrap();
    assert_eq!(
        before.without(&["sessions"]).changes(&after.without(&["sessions"])),
        Vec::<String>::new()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_of_two_operators_gets_a_conflict_and_a_file_is_applied_once() {
    let world = World::new().await;
    let odile = world.console().await;
    let first = spec(&["2a"], &[]);
    let apply = async |spec: &SiteSpec| {
        world.backstage.apply_site("commun", spec, Actor::System).await.unwrap()
    };
    assert_eq!(apply(&first).await, Applied::Created);
    assert_eq!(apply(&first).await, Applied::Unchanged);
    assert_eq!(apply(&spec(&["44"], &[])).await, Applied::Changed(2));
    let site = odile.sites().await.unwrap().remove(0).site;
    assert_eq!((site.version, site.spec.departments.as_slice()), (2, &["044".to_owned()][..]));
    let thrice = spec(&["49", "049", "49"], &["jardins", "jardins"]);
    odile.change_site(site.id, 2, &thrice).await.unwrap();
    let once = odile.site(site.id).await.unwrap().unwrap().spec;
    assert_eq!((once.departments.len(), once.portals.len()), (1, 1), "each once");
    let late = odile.change_site(site.id, 2, &spec(&["85"], &[])).await;
    assert!(matches!(late, Err(SiteRefused::Conflict)));
    assert_eq!(odile.site(site.id).await.unwrap().unwrap().spec.departments, ["049"]);
}
