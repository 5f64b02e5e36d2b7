//! Portals that are applied, again and again, listed and exported.

use std::collections::BTreeMap;

use domain::history::Actor;
use domain::tenancy::AgreementPolicy;
use domain::tenants::{
    Applied, DocumentKind, LabelRefused, TenantBundle, TenantRefused, TenantSpec, TrackSpec,
};
use testing::World;

/// A portal of the sample world's first collège's town: only what must be said.
fn bundle(world: &World) -> TenantBundle {
    TenantBundle {
        slug: "lycee-neuf".into(),
        spec: TenantSpec {
            uai: world.cacault.uai,
            name: "Lycée neuf".into(),
            short_name: "Le Neuf".into(),
            city: None,
            state: domain::tenancy::TenantState::Open,
            listed: false,
            time_zone: None,
            holiday_zone: None,
            custom_host: None,
            accent: "#0F5C63".into(),
            agreement_policy: AgreementPolicy::BeforeVisit,
            agreement_due_days: 5,
            release_days: Some(2),
            details: domain::tenancy::TenantDetails::default(),
            texts: BTreeMap::new(),
            tracks: vec![TrackSpec {
                name: "Bois".into(),
                programmes: vec!["CAP Menuisier".into()],
            }],
            teachers: Vec::new(),
        },
        documents: BTreeMap::from([(DocumentKind::Agreement, "Convention".into())]),
        logo: Some(vec![1, 2, 3]),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn applying_twice_changes_nothing() {
    let world = World::new().await;
    let first = bundle(&world);
    let apply =
        async |bundle: &TenantBundle| world.backstage.apply_tenant(bundle, Actor::System).await;
    assert_eq!(apply(&first).await.expect("it is sound"), Applied::Created);
    let before = world.backstage.fingerprint().await.expect("the database answers");
    assert_eq!(apply(&first).await.expect("it is sound"), Applied::Unchanged);
    let after = world.backstage.fingerprint().await.expect("the database answers");
    assert_eq!(before.changes(&after), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_differs_makes_a_new_version() {
    let world = World::new().await;
    let mut bundle = bundle(&world);
    world.backstage.apply_tenant(&bundle, Actor::System).await.expect("it is sound");
    bundle.logo = None;
    bundle.documents.insert(DocumentKind::Agreement, "Autre convention".into());
    bundle.spec.tracks[0].programmes.insert(0, "Bac pro Menuisier".into());
    let applied = world.backstage.apply_tenant(&bundle, Actor::System).await.expect("it is sound");
    assert_eq!(applied, Applied::Changed(2));
    let portal = world
        .backstage
        .portal_named("lycee-neuf")
        .await
        .expect("the database answers")
        .expect("it is there");
    assert_eq!(portal.logo().await.expect("the database answers"), None);
    let template = portal
        .template(DocumentKind::Agreement)
        .await
        .expect("the database answers")
        .expect("it is there");
    assert_eq!((template.version, template.source.as_str()), (2, "Autre convention"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_left_out_comes_from_the_directory() {
    let world = World::new().await;
    world.backstage.apply_tenant(&bundle(&world), Actor::System).await.expect("it is sound");
    let portal = world
        .backstage
        .portal_named("lycee-neuf")
        .await
        .expect("the database answers")
        .expect("it is there");
    let tenant = portal.tenant();
    assert_eq!((tenant.time_zone.name(), tenant.holiday_zone.as_str()), ("Europe/Paris", "Zone B"));
    assert!(!tenant.city.is_empty() && !tenant.details.address.is_empty());
    assert_eq!(tenant.accent, "#0f5c63");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_applies_as_the_same_portal() {
    let world = World::new().await;
    world.backstage.apply_tenant(&bundle(&world), Actor::System).await.expect("it is sound");
    let export = world
        .backstage
        .export_tenant("lycee-neuf")
        .await
        .expect("the database answers")
        .expect("it is there");
    assert_eq!(export.spec.tracks, bundle(&world).spec.tracks);
    assert_eq!(
        world.backstage.apply_tenant(&export, Actor::System).await.expect("it is sound"),
        Applied::Unchanged
    );
    let summary = world.backstage.list_tenants().await.expect("the database answers");
    assert!(summary.iter().any(|tenant| tenant.tenant.slug == "lycee-neuf" && tenant.slots == 0));
    assert!(
        summary
            .iter()
            .any(|tenant| tenant.tenant.id == world.atelier.portal.id() && tenant.slots > 0)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_a_portal_is_refused() {
    let world = World::new().await;
    let refused = async |change: fn(&mut TenantBundle)| {
        let mut bundle = bundle(&world);
        change(&mut bundle);
        world.backstage.apply_tenant(&bundle, Actor::System).await.expect_err("it is refused")
    };
    assert!(matches!(
        refused(|bundle| bundle.slug = "console".into()).await,
        TenantRefused::Slug(_)
    ));
    assert!(matches!(
        refused(|bundle| bundle.spec.accent = "blue".into()).await,
        TenantRefused::Accent(_)
    ));
    assert!(matches!(
        refused(|bundle| bundle.spec.time_zone = Some("Nantes".into())).await,
        TenantRefused::TimeZone(_)
    ));
    assert!(matches!(
        refused(|bundle| bundle.spec.holiday_zone = Some("Z".into())).await,
        TenantRefused::HolidayZone(_)
    ));
    assert!(matches!(
        refused(|bundle| bundle.spec.uai = "0000001B".parse().unwrap_or(bundle.spec.uai)).await,
        TenantRefused::UnknownSchool(_)
    ));
    assert!(matches!(
        refused(|bundle| bundle.spec.tracks[0].programmes.push("CAP Menuisier".into())).await,
        TenantRefused::Twice(_)
    ));
    // Nothing is awaited before the stage that could be late.
    for policy in [AgreementPolicy::OnTheDay, AgreementPolicy::YearlyFramework] {
        let mut bundle = bundle(&world);
        (bundle.spec.agreement_policy, bundle.spec.release_days) = (policy, Some(1));
        let applied = world.backstage.apply_tenant(&bundle, Actor::System).await;
        assert!(matches!(applied, Err(TenantRefused::ReleasePolicy)), "{applied:?}");
    }
}

/// A lycée's own host is outside of the base domain, and nobody else's; and what was stored before that rule takes no
/// address from anybody.
#[tokio::test(flavor = "multi_thread")]
async fn an_own_host_takes_nobodys_address() {
    let world = World::new().await;
    let on = async |slug: &str, host: &str| {
        let mut bundle = bundle(&world);
        (bundle.slug, bundle.spec.custom_host) = (slug.into(), Some(host.into()));
        world.backstage.apply_tenant(&bundle, Actor::System).await
    };
    for host in [
        "atelier.ministage.test", "compte.ministage.test", "libre.ministage.test",
        "ministage.test", "test", "a b", "https://stages.fr", "stages.fr:443", "192.0.2.1",
        "stages\0.fr",
    ] {
        let refused = on("lycee-neuf", host).await;
        assert!(matches!(refused, Err(TenantRefused::Host(_))), "{host}: {refused:?}");
    }
    assert_eq!(on("lycee-neuf", "Stages.Lycee.fr").await.unwrap(), Applied::Created);
    assert_eq!(on("lycee-neuf", "stages.lycee.fr").await.unwrap(), Applied::Unchanged);
    let taken = on("lycee-autre", "stages.lycee.fr").await;
    assert!(matches!(taken, Err(TenantRefused::HostTaken(_))), "{taken:?}");
    let like = on("ate1ier", "autre.lycee.fr").await;
    assert!(matches!(like, Err(TenantRefused::Slug(LabelRefused::Like(_)))), "{like:?}");
    // Of an older release: a name under the base domain is found by name alone.
    world
        .db
        .run("UPDATE tenants SET custom_host = 'atelier.ministage.test' WHERE slug = 'lycee-neuf'")
        .await;
    let found = world.backstage.portal_at("atelier.ministage.test").await.unwrap();
    assert_eq!(found.expect("it is there").tenant().slug, "atelier");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demonstration_is_planted_once() {
    let world = World::new().await;
    world.backstage.apply_tenant(&bundle(&world), Actor::System).await.expect("it is sound");
    let portal = world
        .backstage
        .portal_named("lycee-neuf")
        .await
        .expect("the database answers")
        .expect("it is there");
    let schools = [&world.cacault, &world.langevin].map(|sender| domain::demo::DemoSchool {
        uai: sender.uai,
        account: sender.manager.account,
    });
    let planted =
        portal.plant_demo(&schools).await.expect("the database answers").expect("it was empty");
    assert!(planted.slots > 5 && planted.bookings > 5, "{planted:?}");
    assert_eq!(portal.plant_demo(&schools).await.expect("the database answers"), None);
}
