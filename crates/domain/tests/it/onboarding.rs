//! « Ouvrir un lycée »: a draft that becomes a portal, step by step.

use domain::history::Actor;
use domain::ids::TenantId;
use domain::onboarding::{About, BeginRefused, OpenRefused, Step, StepRefused};
use domain::tenancy::{FullOperator, TenantState};
use domain::tenants::{Applied, LabelRefused, TenantBundle, TenantRefused, TrackSpec};
use domain::text::{AddressLine, City, HeadQuality, MailAddress, PortalName, ShortName};
use testing::{TestDb, World};

use crate::tenants::bundle;

/// What every portal starts with.
fn start(world: &World) -> TenantBundle {
    let mut start = bundle(world);
    start.spec.tracks = Vec::new();
    start.logo = None;
    start
}

fn about(name: &str) -> About {
    About {
        name: PortalName::parse(name).unwrap(),
        short_name: ShortName::parse("Cacault").unwrap(),
        city: City::parse("Clisson").unwrap(),
        address: vec![AddressLine::parse("1, rue Cacault").unwrap()],
        phone: None,
        mail: MailAddress::parse("stages@cacault.example").unwrap(),
        head_name: None,
        head_quality: HeadQuality::parse("proviseure").unwrap(),
        time_zone: "Europe/Paris".to_owned(),
        holiday_zone: "Zone B".to_owned(),
        agricultural: false,
        listed: true,
    }
}

fn cuisine() -> Vec<TrackSpec> {
    vec![TrackSpec { name: "Cuisine".into(), programmes: vec!["CAP Cuisine".into()] }]
}

async fn begun(world: &World, console: &FullOperator, slug: &str) -> TenantId {
    console.begin_lycee(world.cacault.uai, slug, &start(world), false).await.expect("it is sound")
}

async fn version(console: &FullOperator, id: TenantId) -> i32 {
    console.draft(id).await.unwrap().expect("a draft").tenant.version
}

/// Every step by the verbs of the console, up to a portal that answers.
#[tokio::test(flavor = "multi_thread")]
async fn a_draft_becomes_what_a_folder_would_have_made() {
    let world = World::new().await;
    let console = world.console().await;
    let found = console.candidate(world.cacault.uai).await.unwrap().expect("listed");
    let slug = found.offered.first().expect("an address").clone();
    let id = begun(&world, &console, &slug).await;
    let host = format!("{slug}.{}", world.backstage.base_domain());
    assert_eq!(
        world.backstage.portal_at(&host).await.unwrap().unwrap().tenant().state,
        TenantState::Draft
    );
    console.describe_draft(id, 1, &about("Lycée Cacault")).await.expect("it is sound");
    // A form that was drawn before changes nothing.
    let late = console.describe_draft(id, 1, &about("Lycée de l’autre")).await;
    assert!(matches!(late, Err(StepRefused::Changed)), "{late:?}");
    console.colour_draft(id, version(&console, id).await, "#AA3300").await.expect("a colour");
    let colour = console.colour_draft(id, version(&console, id).await, "red").await;
    assert!(matches!(colour, Err(StepRefused::Portal(TenantRefused::Accent(_)))), "{colour:?}");
    console.offer_draft(id, version(&console, id).await, cuisine()).await.expect("it is sound");
    let early = console.open_lycee(id, version(&console, id).await).await;
    let Err(OpenRefused::Missing(missing)) = early else { panic!("{early:?}") };
    assert_eq!(missing, [Step::Manager, Step::Legal, Step::Trial]);
    let mailbox = console.invite_first_manager(id).await.expect("a mailbox");
    console.read_legal_pages(id).await.expect("a draft");
    console.send_trial(id).await.expect("a draft");
    let draft = console.draft(id).await.unwrap().expect("a draft");
    assert_eq!((draft.missing(), draft.managers), (vec![], vec![mailbox]));
    console.open_lycee(id, version(&console, id).await).await.expect("it is ready");
    let again = console.open_lycee(id, 1).await;
    assert!(matches!(again, Err(OpenRefused::Step(StepRefused::NotDraft))), "{again:?}");
    assert!(console.draft(id).await.unwrap().is_none(), "no draft any more");

    // The folder that it would be written down as says the same.
    let written = world.backstage.export_tenant(&slug).await.unwrap().expect("there");
    assert_eq!((written.spec.state, written.spec.accent.as_str()), (TenantState::Open, "#aa3300"));
    assert_eq!((written.spec.name.as_str(), &written.spec.tracks), ("Lycée Cacault", &cuisine()));
    let applied = world.backstage.apply_tenant(&written, Actor::System).await;
    assert_eq!(applied.expect("it is sound"), Applied::Unchanged);
}

/// A section acts through its school, a school with a portal is asked about, a second click finds the first.
#[tokio::test(flavor = "multi_thread")]
async fn a_school_is_begun_once() {
    let world = World::new().await;
    let console = world.console().await;
    let uai = world.cacault.uai;
    let id = begun(&world, &console, "lycee-neuf").await;
    let begin =
        async |slug: &str, second| console.begin_lycee(uai, slug, &start(&world), second).await;
    let again = begin("lycee-neuf", false).await;
    assert!(matches!(again, Err(BeginRefused::Begun(first)) if first == id), "{again:?}");
    let other = begin("lycee-ancien", false).await;
    let Err(BeginRefused::Second(known)) = other else { panic!("{other:?}") };
    assert_eq!(known[0].id, id);
    begin("lycee-ancien", true).await.expect("a second one is meant");
    for (slug, why) in [
        ("compte", LabelRefused::Reserved("compte".into())),
        ("Lycée", LabelRefused::Shape),
        ("1ycee-neuf", LabelRefused::Like("lycee-neuf".into())),
    ] {
        match begin(slug, true).await {
            Err(BeginRefused::Portal(TenantRefused::Slug(said))) => assert_eq!(said, why),
            other => panic!("{slug}: {other:?}"),
        }
    }
    let taken = begin("atelier", true).await;
    assert!(matches!(taken, Err(BeginRefused::Portal(TenantRefused::Taken(_)))), "{taken:?}");
}

/// Ten operators begin the same school at once: how many portals are made; the others are told of one.
async fn ten_begin(world: &World) -> usize {
    let console = world.console().await;
    let each = (0..10).map(|number| {
        let (console, start, uai) = (console.clone(), start(world), world.cacault.uai);
        tokio::spawn(async move {
            let slug = format!("lycee-essai-{number}");
            console.begin_lycee(uai, &slug, &start, false).await
        })
    });
    let each: Vec<_> = each.collect();
    let mut made = 0;
    for one in each {
        match one.await.unwrap() {
            Ok(_) => made += 1,
            Err(BeginRefused::Second(known)) => assert_eq!(known.len(), 1),
            Err(other) => panic!("{other:?}"),
        }
    }
    made
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_that_begin_at_once_the_second_sees_the_first() {
    assert_eq!(ten_begin(&World::new().await).await, 1);
}

/// Where its portals are read before the school is held, it gets several: a proof that cannot fail proves nothing.
#[tokio::test(flavor = "multi_thread")]
async fn without_the_hold_a_school_gets_several_portals() {
    let db = TestDb::new().await;
    let mut settings = db.settings();
    settings.guards.begun = false;
    let made = ten_begin(&World::with(db, settings).await).await;
    assert!(made > 1, "the guard is off and {made} was made");
}

/// A draft that nobody was told of gives its former address back; one that mailed keeps it.
#[tokio::test(flavor = "multi_thread")]
async fn a_draft_moves_and_leaves_nothing_behind() {
    let world = World::new().await;
    let console = world.console().await;
    let id = begun(&world, &console, "lycee-neuf").await;
    console.address_draft(id, 1, "lycee-juste").await.expect("it is free");
    let taken = console.address_draft(id, 2, "atelier").await;
    assert!(matches!(taken, Err(StepRefused::Taken)), "{taken:?}");
    let late = console.address_draft(id, 1, "lycee-tard").await;
    assert!(matches!(late, Err(StepRefused::Changed)), "{late:?}");
    let uai = world.langevin.uai;
    console.begin_lycee(uai, "lycee-neuf", &start(&world), false).await.expect("free again");
}

/// What is open is not prepared any more, whatever is sent.
#[tokio::test(flavor = "multi_thread")]
async fn an_open_portal_is_no_draft() {
    let world = World::new().await;
    let console = world.console().await;
    let id = world.atelier.portal.id();
    assert!(console.draft(id).await.unwrap().is_none());
    let name = console.describe_draft(id, 1, &about("Pris")).await;
    assert!(matches!(name, Err(StepRefused::NotDraft)), "{name:?}");
    let moved = console.address_draft(id, 1, "lycee-pris").await;
    assert!(matches!(moved, Err(StepRefused::NotDraft)), "{moved:?}");
    let opened = console.open_lycee(id, 1).await;
    assert!(matches!(opened, Err(OpenRefused::Step(StepRefused::NotDraft))), "{opened:?}");
    let nobody = "01939d5a-7c00-7000-8000-000000000001".parse().unwrap();
    let unknown = console.describe_draft(nobody, 1, &about("Rien")).await;
    assert!(matches!(unknown, Err(StepRefused::NotFound)), "{unknown:?}");
}
