//! Portals that are applied, again and again, listed and exported.

use std::collections::BTreeMap;

use domain::history::Actor;
use domain::tenancy::AgreementPolicy;
use domain::tenants::{
    Applied, DocumentKind, LabelRefused, TeacherSpec, TenantBundle, TenantRefused, TenantSpec,
    TrackSpec,
};
use testing::World;

/// A portal of the sample world's first collège's town: only what must be said.
pub(crate) fn bundle(world: &World) -> TenantBundle {
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
            erase_days: Some(90),
            erase_on: Some("07-15".into()),
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

/// Every word of a folder is of a type, and named by its key; what is kept has no spaces around it.
#[tokio::test(flavor = "multi_thread")]
async fn a_word_that_cannot_be_kept_is_named() {
    let world = World::new().await;
    let contact = || domain::tenancy::Contact {
        name: "Mme Roux".into(),
        position: String::new(),
        phone: String::new(),
        mail: String::new(),
    };
    let whole = || {
        let mut bundle = bundle(&world);
        let spec = &mut bundle.spec;
        spec.teachers = vec![TeacherSpec { name: "M. Petit".into(), subject: "bois".into() }];
        spec.details.contacts = vec![contact(), contact()];
        spec.details.address = vec!["1, rue du Port".into()];
        bundle
    };
    type Change = fn(&mut TenantSpec, &str);
    let lines: [(&str, Change); 12] = [
        ("name", |spec, word| spec.name = word.into()),
        ("short_name", |spec, word| spec.short_name = word.into()),
        ("city", |spec, word| spec.city = Some(word.into())),
        ("details.address (1)", |spec, word| spec.details.address[0] = word.into()),
        ("details.head_name", |spec, word| spec.details.head_name = word.into()),
        ("details.head_quality", |spec, word| spec.details.head_quality = word.into()),
        ("details.board_number", |spec, word| spec.details.board_number = Some(word.into())),
        ("details.contacts (2).name", |spec, word| spec.details.contacts[1].name = word.into()),
        ("tracks (1).programmes (1)", |spec, word| spec.tracks[0].programmes[0] = word.into()),
        ("tracks (1).name", |spec, word| spec.tracks[0].name = word.into()),
        ("teachers (1).subject", |spec, word| spec.teachers[0].subject = word.into()),
        ("texts.return", |spec, word| drop(spec.texts.insert("return".into(), word.into()))),
    ];
    let long = "a".repeat(200);
    let hostile = ["a\r\nBcc: z@z.fr", "a\u{202e}b", "a\0b", "a\u{200b}b", &long];
    let mails: [(&str, Change); 2] = [
        ("details.mail", |spec, word| spec.details.mail = word.into()),
        ("details.contacts (1).mail", |spec, word| spec.details.contacts[0].mail = word.into()),
    ];
    let no_mails = [
        "a@lycee.fr ; b@lycee.fr",
        "mini-stages(at)lycee.fr",
        "voir le site",
        "a@b",
        "a@b.fr\r\nBcc: z@z.fr",
        "a@b.fr\nX",
        "<a@b.fr>",
        "a b@c.fr",
        "é@b.fr",
        "\"a\"@b.fr",
    ];
    let phones: [(&str, Change); 2] = [
        ("details.phone", |spec, word| spec.details.phone = word.into()),
        ("details.contacts (1).phone", |spec, word| spec.details.contacts[0].phone = word.into()),
    ];
    let no_phones = ["zéro deux", "02 40 00 00 1", "poste 12", "02\n40 00 00 00"];
    let texts: [(&str, Change); 3] = [
        ("texts.welcome", |spec, word| drop(spec.texts.insert("welcome".into(), word.into()))),
        ("texts.access", |spec, word| drop(spec.texts.insert("access".into(), word.into()))),
        ("texts.paragraphs", |spec, word| {
            drop(spec.texts.insert("paragraphs".into(), word.into()))
        }),
    ];
    let endless = "mot ".repeat(200);
    let no_texts = ["a\u{202e}b", "a\0b", endless.as_str()];
    type Keys<'a> = &'a [(&'a str, Change)];
    let kinds: [(Keys<'_>, &[&str]); 4] =
        [(&lines, &hostile), (&mails, &no_mails), (&phones, &no_phones), (&texts, &no_texts)];
    for (keys, words) in kinds {
        for ((key, change), word) in
            keys.iter().flat_map(|key| words.iter().map(move |word| (key, word)))
        {
            let mut bundle = whole();
            change(&mut bundle.spec, word);
            let applied = world.backstage.apply_tenant(&bundle, Actor::System).await;
            let Err(TenantRefused::Word { key: said, .. }) = &applied else {
                panic!("{key} = {word:?}: {applied:?}")
            };
            assert_eq!(said, key, "{word:?}");
        }
    }
    let mut bundle = whole();
    bundle.spec.texts.insert("paragraphs".into(), "a\n\nb\n \nc\n\nd".into());
    bundle.spec.texts.insert("welcom".into(), "Bonjour".into());
    bundle.spec.details.mail = "voir le site".into();
    bundle.spec.tracks[0].name = " ".into();
    let refused = world.backstage.apply_tenant(&bundle, Actor::System).await;
    let Err(TenantRefused::Several(all)) = refused else { panic!("{refused:?}") };
    assert_eq!(all.len(), 4, "{all:?}");

    let mut bundle = whole();
    bundle.spec.name = " Lycée\u{a0}neuf ".into();
    bundle.spec.details.mail = "Mini-Stages@lycee.fr \n".into();
    bundle.spec.details.phone = " 02 40 00 00 00 / 3639 ".into();
    bundle.spec.texts.insert("welcome".into(), "\nVoir www.lycee.fr\r\nÀ bientôt\n".into());
    world.backstage.apply_tenant(&bundle, Actor::System).await.expect("it is sound");
    let kept = world.backstage.export_tenant("lycee-neuf").await.unwrap().unwrap().spec;
    assert_eq!(kept.name, "Lycée\u{a0}neuf");
    assert_eq!(kept.details.mail, "Mini-Stages@lycee.fr");
    assert_eq!(kept.details.phone, "02 40 00 00 00 / 3639");
    assert_eq!(kept.texts["welcome"], "Voir www.lycee.fr\nÀ bientôt");
}

/// A portal that becomes that of a lycée which has one is asked about as a new one is.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_portal_is_asked_about_also_when_the_uai_changes() {
    let world = World::new().await;
    let mut bundle = bundle(&world);
    world.backstage.apply_tenant(&bundle, Actor::System).await.expect("it is sound");
    world.backstage.rehearse_tenant(&bundle, false).await.expect("it is its own");
    bundle.spec.uai = world.atelier.portal.tenant().uai;
    let refused = world.backstage.rehearse_tenant(&bundle, false).await;
    assert!(matches!(refused, Err(TenantRefused::Second(_))), "{refused:?}");
    world.backstage.rehearse_tenant(&bundle, true).await.expect("it was said");
    world.backstage.apply_tenant(&bundle, Actor::System).await.expect("it is sound");
    world.backstage.rehearse_tenant(&bundle, false).await.expect("it was said before");
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

/// What an operator said of the state stands while the folder says what it said before; a folder that says something new
/// decides, but over no portal that is held by a word. Also where an older release did not keep what the folder said.
#[tokio::test(flavor = "multi_thread")]
async fn an_unchanged_folder_takes_back_no_word_of_an_operator() {
    use domain::tenancy::TenantState::{self, Closed, Draft, Open, Suspended};
    let world = World::new().await;
    let mut folder = bundle(&world);
    let slug = folder.slug.clone();
    let why = testing::reason("prêt");
    let state = async || {
        let kept = world.backstage.export_tenant("lycee-neuf").await.unwrap().unwrap();
        kept.spec.state
    };
    let word = async |state: TenantState| {
        world.clock.advance(chrono::TimeDelta::seconds(1));
        world.backstage.set_tenant_state(&slug, state, &why, Actor::System).await.unwrap();
    };
    folder.spec.state = Draft;
    world.backstage.apply_tenant(&folder, Actor::System).await.unwrap();
    for (says, word_of, then) in [
        (Draft, Some(Open), Open),
        (Draft, None, Open),
        (Open, None, Open),
        (Draft, None, Draft),
        (Draft, Some(Open), Open),
        (Closed, None, Closed),
        (Closed, Some(Open), Open),
        (Closed, None, Open),
        (Open, Some(Suspended), Suspended),
        (Draft, None, Suspended),
    ] {
        if let Some(state) = word_of {
            word(state).await;
        }
        folder.spec.state = says;
        let rehearsed = world.backstage.rehearse_tenant(&folder, false).await.unwrap();
        assert_eq!(rehearsed.after.spec.state, then, "{says:?} {word_of:?}: the plan");
        world.backstage.apply_tenant(&folder, Actor::System).await.unwrap();
        assert_eq!(state().await, then, "{says:?} {word_of:?}");
        let again = world.backstage.apply_tenant(&folder, Actor::System).await.unwrap();
        assert_eq!((again, state().await), (Applied::Unchanged, then), "{says:?} {word_of:?}");
    }
    // An older release: nothing is known of the folder.
    word(Open).await;
    folder.spec.state = Draft;
    world.db.run("UPDATE tenants SET folder_state = NULL").await;
    world.backstage.apply_tenant(&folder, Actor::System).await.unwrap();
    assert_eq!(state().await, Open);
    world.forget_jobs().await;
}

/// A portal that is exported and applied in another house has the same rows there, but for ids and moments.
#[tokio::test(flavor = "multi_thread")]
async fn an_export_makes_the_same_rows_elsewhere() {
    let (here, there) = (World::new().await, World::new().await);
    let mut first = bundle(&here);
    first.spec.teachers = vec![TeacherSpec { name: "Mme Kerjean".into(), subject: "bois".into() }];
    first.spec.texts.insert("welcome".into(), "Bienvenue.\n\nÀ bientôt.".into());
    first.spec.custom_host = Some("stages.lycee-neuf.example".into());
    first.spec.tracks.push(TrackSpec { name: "Cuisine".into(), programmes: vec![] });
    let made = async |world: &World, bundle: &TenantBundle| {
        let before = world.backstage.fingerprint().await.unwrap();
        world.backstage.apply_tenant(bundle, Actor::System).await.expect("it is sound");
        let after = world.backstage.fingerprint().await.unwrap();
        let mut rows: Vec<_> = before.changes(&after).iter().map(|row| without_ids(row)).collect();
        rows.sort();
        rows
    };
    let ours = made(&here, &first).await;
    let export = here.backstage.export_tenant("lycee-neuf").await.unwrap().expect("there");
    let theirs = made(&there, &export).await;
    assert_eq!(ours, theirs);
    for table in
        ["tenants", "tracks", "programmes", "teachers", "template_versions", "tenant_files"]
    {
        let of_table = format!("{table}: + ");
        assert!(ours.iter().any(|row| row.starts_with(&of_table)), "{table}: {ours:#?}");
    }
    let again = there.backstage.export_tenant("lycee-neuf").await.unwrap().expect("there");
    assert_eq!(again, export);
}

/// A row with each id, by which it is known in one house only, taken out.
fn without_ids(row: &str) -> String {
    let is_of_id = |sign: char| sign.is_ascii_hexdigit() || sign == '-';
    let part = |part: &str| {
        let digits = part.chars().filter(char::is_ascii_hexdigit).count();
        if digits == 32 { "id".to_owned() } else { part.to_owned() }
    };
    let mut parts: Vec<String> = Vec::new();
    let mut rest = row;
    while !rest.is_empty() {
        let first = rest.starts_with(is_of_id);
        let end = rest.find(|sign| is_of_id(sign) != first).unwrap_or(rest.len());
        let (head, tail) = rest.split_at(end);
        parts.push(part(head));
        rest = tail;
    }
    parts.concat()
}

/// Two hundred portals applied twice: the second time writes nothing.
#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_portals_are_applied_once() {
    let world = World::new().await;
    let portals: Vec<TenantBundle> = (0..200)
        .map(|number| TenantBundle { slug: format!("lycee-numero-{number:03}"), ..bundle(&world) })
        .collect();
    for (portal, wanted) in portals.iter().map(|portal| (portal, Applied::Created)) {
        let applied = world.backstage.apply_tenant(portal, Actor::System).await;
        assert_eq!(applied.expect("it is sound"), wanted);
    }
    let before = world.backstage.fingerprint().await.unwrap();
    for portal in &portals {
        let applied = world.backstage.apply_tenant(portal, Actor::System).await;
        assert_eq!(applied.expect("it is sound"), Applied::Unchanged);
    }
    let after = world.backstage.fingerprint().await.unwrap();
    assert_eq!(before.changes(&after), Vec::<String>::new());
}
