//! A row that does not read takes down no page but its own.

use domain::bookings::{BookingFilter, Changer, Period, Pupil};
use domain::front::PortalFilter;
use domain::paging::PageRequest;
use domain::search::{Scope, Search};
use domain::sites::SiteSpec;
use domain::tenancy::AccountHolder;
use domain::text::{SiteName, Welcome};
use testing::World;

const FIRST: fn() -> PageRequest = || PageRequest::new(1, 25);

async fn her(world: &World) -> AccountHolder {
    let host = world.backstage.home_host();
    let account = world.cacault.manager.account;
    let token = world.backstage.sign_in_for_tests(account, &host).await.unwrap();
    let person = world.backstage.doors(&host).resume_session(&token).await.unwrap();
    world.backstage.account_of(&person.expect("just signed in"))
}

/// A value of the row of « Lycée des Jardins » is spoilt, one at a time.
#[tokio::test(flavor = "multi_thread")]
async fn a_lycee_whose_row_is_damaged_is_left_out() {
    let world = World::new().await;
    let pupil = || Pupil::new("Bernard", "Inès", "3e B").unwrap();
    world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil()).await;
    world.book(&world.jardins, &world.cacault, world.jardins.slot, pupil()).await;
    let (doors, console) = (world.backstage.doors("x"), world.console().await);
    let her = her(&world).await;
    for spoilt in ["time_zone = 'Nantes'", "details = '{'", "texts = 'x'"] {
        world.db.run(&format!("UPDATE tenants SET {spoilt} WHERE slug = 'jardins'")).await;
        let open = doors.open_portals(&PortalFilter::default(), FIRST()).await.unwrap().rows;
        let open: Vec<_> = open.into_iter().map(|one| one.tenant.slug).collect();
        assert_eq!(open, ["atelier"], "{spoilt}");
        let all = console.lycees("", None, FIRST()).await.unwrap().rows;
        let all: Vec<_> = all.into_iter().map(|one| one.tenant.slug).collect();
        assert_eq!(all, ["atelier"], "{spoilt}");
        assert_eq!(world.backstage.list_tenants().await.unwrap().len(), 1, "{spoilt}");
        let choices = her.booking_choices().await.unwrap();
        assert_eq!(choices.hosts.len(), 1, "{spoilt}");
        let wanted = domain::account_home::OwnBookingFilter {
            list: BookingFilter { period: Period::All, ..BookingFilter::default() },
            ..Default::default()
        };
        let own = her.bookings(&wanted, &choices.hosts, FIRST()).await.unwrap();
        assert_eq!((own.rows.len(), own.total), (1, 1), "{spoilt}");
        let (desk, hosts) = her.desk().await.unwrap();
        assert_eq!((desk.held.len(), hosts.len()), (2, 1), "{spoilt}");
        doors.search(&Scope::Everywhere, &Search::default(), 20).await.unwrap();
        // The house starts, whatever an older release left to be said of this lycée.
        world.db.run("UPDATE slots SET formation = NULL").await;
        world.backstage.migrate().await.unwrap();
        world
            .db
            .run("UPDATE tenants SET time_zone = 'Europe/Paris', details = '{}', texts = '{}'")
            .await;
    }
}

/// The names of a booking that do not read are those of the pupil: it is on every list, and is changed as ever.
#[tokio::test(flavor = "multi_thread")]
async fn a_booking_whose_spelling_is_damaged_has_its_pupils_names() {
    let world = World::new().await;
    let pupil = Pupil::new("Bernard", "Inès", "3e B").unwrap();
    let id = world.book(&world.atelier, &world.cacault, world.atelier.slot, pupil).await;
    for spoilt in ["'{'", "'[]'", "''", "'{\"last_name\":\"x\"}'"] {
        world.db.run(&format!("UPDATE bookings SET spelling = {spoilt}")).await;
        let origin = world.origin(&world.atelier, &world.cacault).await;
        let host = world.host(&world.atelier).await;
        let her = her(&world).await;
        let named = "BERNARD Inès";
        assert_eq!(origin.booking(id).await.unwrap().unwrap().pupil.display_name(), named);
        assert_eq!(origin.chosen(&[id]).await.unwrap().unwrap().len(), 1);
        assert_eq!(origin.desk().await.unwrap().held[0].pupil.display_name(), named);
        assert_eq!(her.desk().await.unwrap().0.held[0].pupil.display_name(), named);
        assert_eq!(host.bookings_on(world.atelier.slot).await.unwrap().len(), 1);
        assert_eq!(host.bookings(&BookingFilter::default(), FIRST()).await.unwrap().rows.len(), 1);
    }
    let school = Changer::School(world.origin(&world.atelier, &world.cacault).await);
    let other = Pupil::new("Bernard", "Ines", "3e B").unwrap();
    school.change_pupil(id, other).await.unwrap();
    let mended = school.booking(id).await.unwrap().unwrap();
    assert_eq!(mended.pupil.display_name(), "BERNARD Ines");
}

/// A common site holds what reads of its lists, and an operator can mend or remove it.
#[tokio::test(flavor = "multi_thread")]
async fn a_common_site_with_a_damaged_list_holds_the_rest() {
    let world = World::new().await;
    let odile = world.console().await;
    let spec = SiteSpec {
        name: SiteName::parse("Mini-Stages 44").unwrap(),
        welcome: Welcome::parse("").unwrap(),
        accent: "#14507a".into(),
        contact: None,
        departments: vec!["44".into()],
        academies: vec!["17".into()],
        portals: vec!["jardins".into()],
    };
    let id = odile.create_site("commun", &spec).await.unwrap();
    odile.create_site("voisin", &spec).await.unwrap();
    for column in ["departments", "academies", "portals"] {
        world.db.run(&format!("UPDATE sites SET {column} = '[' WHERE slug = 'commun'")).await;
        assert_eq!(odile.sites().await.unwrap().len(), 2, "{column}");
        assert!(odile.site(id).await.unwrap().is_some(), "{column}");
    }
    let site = world.backstage.site_at("commun.ministage.test").await.unwrap();
    let nothing = site.expect("it answers");
    let lycees = world.backstage.doors("x").lycees(&nothing.scope, "", FIRST()).await.unwrap();
    assert_eq!(lycees.rows.len(), 0, "a list that is lost opens to nobody else");
    // A name that does not read leaves the site out, and the other one in.
    world.db.run("UPDATE sites SET name = '' WHERE slug = 'commun'").await;
    assert_eq!(odile.sites().await.unwrap().len(), 1);
    odile.remove_site(id).await.unwrap();
}
