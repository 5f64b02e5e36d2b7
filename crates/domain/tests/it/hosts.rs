//! « Domaine du lycée »: what is served is what the DNS proves.

use chrono::TimeDelta;
use domain::history::Actor;
use domain::hosts::{Answer, CHECK_EVERY, HostRefusal, HostRefused, Proof, SERVED_UNPROVED, Said};
use domain::ids::TenantId;
use domain::invitations::StaffInvitation;
use domain::staff::StaffRole;
use domain::tenancy::FullOperator;
use domain::tenants::Applied;
use domain::text::Reason;
use testing::World;

const HOST: &str = "stages.lycee-x.example";

fn values(texts: &[&str]) -> Said {
    Said::Values(texts.iter().map(ToString::to_string).collect())
}

async fn asked(console: &FullOperator, id: TenantId) -> String {
    console.ask_host(id, HOST).await.expect("it is free").token
}

async fn proved(console: &FullOperator, id: TenantId) -> Result<Proof, HostRefused> {
    let token = asked(console, id).await;
    console.prove_host(id, HOST, &values(&[&token])).await
}

async fn served(world: &World) -> Option<TenantId> {
    world.backstage.portal_at(HOST).await.unwrap().map(|portal| portal.id())
}

/// Each answer of the DNS by its name, and nothing is served before the token is there.
#[tokio::test(flavor = "multi_thread")]
async fn a_host_is_served_once_it_is_proved() {
    let world = World::new().await;
    let console = world.console().await;
    let id = world.atelier.portal.id();
    let slug = world.atelier.portal.tenant().slug.clone();
    for typed in ["", "lycee", "https://a.example", "ministage.test", "x.ministage.test", "1.2.3.4"]
    {
        let refused = console.ask_host(id, typed).await;
        assert!(
            matches!(refused, Err(HostRefused::Refused(HostRefusal::Shape))),
            "{typed}: {refused:?}"
        );
    }
    let token = asked(&console, id).await;
    assert_eq!(asked(&console, id).await, token, "asked again it is the same");
    for (said, answer) in [
        (Said::NoRecord, Answer::NoRecord),
        (values(&["ministage=other"]), Answer::Other),
        (Said::NoDomain, Answer::NoDomain),
        (Said::Silent, Answer::Silent),
    ] {
        let missing = console.prove_host(id, HOST, &said).await.unwrap();
        assert_eq!(missing, Proof::Missing(answer));
        assert_eq!(served(&world).await, None);
        let tenant = world.backstage.portal(id).await.unwrap().unwrap().tenant().clone();
        let hosts = console.own_hosts(&tenant).await.unwrap();
        assert_eq!(hosts.wanted.expect("asked for").answer, Some(answer));
    }
    // An invitation that is on its way opens wherever the portal lives.
    let invitation = StaffInvitation::new("new@atelier.example", StaffRole::Editor);
    let link = world.atelier.portal.mint_staff_invitation(&invitation).await.unwrap();
    let said = values(&["v=spf1 -all", &token]);
    assert_eq!(console.prove_host(id, HOST, &said).await.unwrap(), Proof::Served);
    assert_eq!(console.prove_host(id, HOST, &said).await.unwrap(), Proof::Standing);
    assert_eq!(served(&world).await, Some(id));
    let portal = world.backstage.portal(id).await.unwrap().unwrap();
    assert_eq!(portal.host(), HOST);
    portal.staff_invitation(&link).await.expect("it opens there");

    // What is written down is applied as it is; a folder that names no host leaves the proved one.
    let mut written = world.backstage.export_tenant(&slug).await.unwrap().expect("there");
    assert_eq!(written.spec.custom_host.as_deref(), Some(HOST));
    // The sample was not written by a folder.
    world.backstage.apply_tenant(&written, Actor::System).await.expect("it is sound");
    for host in [Some(HOST.to_owned()), None] {
        written.spec.custom_host = host;
        let applied = world.backstage.apply_tenant(&written, Actor::System).await;
        assert_eq!(applied.expect("it is sound"), Applied::Unchanged);
        assert_eq!(served(&world).await, Some(id));
    }
    let reason = Reason::parse("le lycée l’a vendu").unwrap();
    console.leave_host(id, HOST, &reason).await.unwrap();
    assert_eq!(served(&world).await, None);
    let again = console.leave_host(id, HOST, &reason).await;
    assert!(matches!(again, Err(HostRefused::Refused(HostRefusal::NotFound))), "{again:?}");
    let moved = world.backstage.portal(id).await.unwrap().unwrap();
    moved.staff_invitation(&link).await.expect("it opens here again");
    // By the word of a folder it is served without a proof, and no page takes it away.
    written.spec.custom_host = Some(HOST.to_owned());
    world.backstage.apply_tenant(&written, Actor::System).await.expect("it is sound");
    assert_eq!(served(&world).await, Some(id));
    for refused in [
        console.leave_host(id, HOST, &reason).await.map(drop),
        console.ask_host(id, HOST).await.map(drop),
    ] {
        assert!(matches!(refused, Err(HostRefused::Refused(HostRefusal::ByFolder))), "{refused:?}");
    }
}

/// Two portals that ask for one host: each has a token of its own, and the first proof has it, also at once.
#[tokio::test(flavor = "multi_thread")]
async fn a_host_is_of_one_portal() {
    let world = World::new().await;
    let console = world.console().await;
    let (one, other) = (world.atelier.portal.id(), world.jardins.portal.id());
    let tokens = [asked(&console, one).await, asked(&console, other).await];
    assert_ne!(tokens[0], tokens[1]);
    // The record of the one proves nothing for the other.
    let foreign = console.prove_host(other, HOST, &values(&[&tokens[0]])).await.unwrap();
    assert_eq!(foreign, Proof::Missing(Answer::Other));
    let both = values(&[&tokens[0], &tokens[1]]);
    let (first, second) =
        tokio::join!(console.prove_host(one, HOST, &both), console.prove_host(other, HOST, &both));
    let outcomes = [first, second];
    let won = outcomes.iter().filter(|proof| matches!(proof, Ok(Proof::Served))).count();
    let lost = outcomes
        .iter()
        .filter(|proof| matches!(proof, Err(HostRefused::Refused(HostRefusal::Taken))))
        .count();
    assert_eq!((won, lost), (1, 1), "{outcomes:?}");
    let loser = if outcomes[0].is_ok() { other } else { one };
    let refused = console.ask_host(loser, HOST).await;
    assert!(matches!(refused, Err(HostRefused::Refused(HostRefusal::Taken))), "{refused:?}");
}

/// Missed once: nothing. Twice: operators are told, and it is served for fourteen days. Then not, and another may prove it.
#[tokio::test(flavor = "multi_thread")]
async fn a_proof_that_is_lost_ends_after_a_while() {
    let world = World::new().await;
    let console = world.console().await;
    let id = world.atelier.portal.id();
    assert_eq!(proved(&console, id).await.unwrap(), Proof::Served);
    let portal = world.backstage.portal(id).await.unwrap().unwrap();
    let told =
        async || world.db.number("SELECT COUNT(*) FROM jobs WHERE kind = 'hosts.tell'").await;
    let looks =
        async || world.db.number("SELECT COUNT(*) FROM jobs WHERE kind = 'hosts.check'").await;
    let mut round = 0;
    let mut look = async |said: &Said, after: TimeDelta| {
        world.clock.advance(after);
        round += 1;
        portal.check_host(HOST, round, said).await.unwrap();
        // A job may run twice: it looks once.
        portal.check_host(HOST, round, said).await.unwrap();
        assert_eq!(looks().await, i64::from(round) + 1);
    };
    look(&Said::NoRecord, CHECK_EVERY).await;
    // Silence is no failure, and no proof either.
    look(&Said::Silent, CHECK_EVERY).await;
    assert_eq!(told().await, 0);
    look(&Said::NoDomain, CHECK_EVERY).await;
    assert_eq!(told().await, 1, "each operator, once");
    let health = console.lycee(id).await.unwrap().expect("there").health;
    assert_eq!(health.host_ends, Some(world.clock.now() + SERVED_UNPROVED));
    look(&Said::NoDomain, TimeDelta::days(13)).await;
    assert_eq!((served(&world).await, told().await), (Some(id), 1));
    // Mended in time: as if nothing had been.
    let tenant = portal.tenant().clone();
    let token = console.own_hosts(&tenant).await.unwrap().proof.expect("proved").token;
    look(&values(&[&token]), TimeDelta::days(1)).await;
    assert_eq!(console.lycee(id).await.unwrap().expect("there").health.host_ends, None);
    look(&Said::NoRecord, CHECK_EVERY).await;
    look(&values(&["other"]), CHECK_EVERY).await;
    assert_eq!(told().await, 2);
    // The house's own silence ends nothing.
    look(&Said::Silent, TimeDelta::days(20)).await;
    assert_eq!(served(&world).await, Some(id));
    world.clock.advance(TimeDelta::days(1));
    portal.check_host(HOST, 8 + 1, &Said::NoRecord).await.unwrap();
    assert_eq!((served(&world).await, told().await), (None, 3));
    let written = world
        .db
        .number("SELECT COUNT(*) FROM history WHERE event IN ('host_proved', 'host_failing', 'host_left')")
        .await;
    assert_eq!(written, 4);
    // It is nobody's, and the next portal proves it.
    assert_eq!(proved(&console, world.jardins.portal.id()).await.unwrap(), Proof::Served);
    // The look of a portal that lives elsewhere does nothing.
    portal.check_host(HOST, 1, &Said::NoDomain).await.unwrap();
    assert_eq!(served(&world).await, Some(world.jardins.portal.id()));
}
