//! Questions to a name server that really listens.

use platform::dns::{Dns, Texts};
use platform::testing::{NameServer, Spoken};

fn found(texts: &[&str]) -> Texts {
    Texts::Found(texts.iter().map(ToString::to_string).collect())
}

#[tokio::test]
async fn what_a_server_says_of_a_name_is_told_apart() {
    let server = NameServer::start().await;
    let dns = Dns::of(&[server.addr()]);
    let long = "x".repeat(300);
    let texts = |texts: &[&str]| Spoken::Texts(texts.iter().map(ToString::to_string).collect());
    server.say("_ministage.stages.lycee.example", texts(&["v=spf1 -all", "ministage=ABC"]));
    server.say("bare.lycee.example", texts(&[]));
    server.say("long.lycee.example", texts(&[&long]));
    server.say("broken.lycee.example", Spoken::Failure);
    for (name, said) in [
        ("_ministage.stages.lycee.example", found(&["v=spf1 -all", "ministage=ABC"])),
        ("_MINISTAGE.Stages.lycee.example.", found(&["v=spf1 -all", "ministage=ABC"])),
        ("bare.lycee.example", Texts::None),
        ("long.lycee.example", found(&[&long])),
        ("nowhere.lycee.example", Texts::NoName),
        ("broken.lycee.example", Texts::Silent),
        ("not a name\u{7f}", Texts::NoName),
    ] {
        let texts = dns.texts(name).await;
        if name.contains(' ') {
            assert!(matches!(texts, Texts::NoName | Texts::Silent), "{name}: {texts:?}");
            continue;
        }
        assert_eq!(texts, said, "{name}");
    }
    // Asked again it is asked again: what was written meanwhile is seen.
    server.say("nowhere.lycee.example", texts(&["now"]));
    assert_eq!(dns.texts("nowhere.lycee.example").await, found(&["now"]));
}

/// A server that is silent, and one that is not there: said within the time limit.
#[tokio::test]
async fn nobody_answers() {
    let server = NameServer::start().await;
    server.say("silent.example", Spoken::Nothing);
    let gone = NameServer::start().await.addr();
    let started = std::time::Instant::now();
    for servers in [[server.addr()], [gone]] {
        let dns = Dns::of(&servers);
        assert_eq!(dns.texts("silent.example").await, Texts::Silent);
    }
    assert!(started.elapsed() < std::time::Duration::from_secs(21));
}
