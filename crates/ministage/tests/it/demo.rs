//! The first command of the README: `ministage demo`, as a person starts it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::process::{Running, ministage};

fn demonstration(data: &Path) -> Running {
    Running::start(ministage(&["demo", "--listen", "127.0.0.1:0", "--data"]).arg(data))
}

fn folder() -> PathBuf {
    std::env::temp_dir().join(format!("ministage-demo-{}", std::process::id()))
}

#[test]
fn a_demonstration_answers_keeps_its_data_and_stops() {
    let data = folder();
    let first = demonstration(&data);
    assert!(first.said.contains("lycee-atelier.ministage.localhost"), "{}", first.said);
    assert!(first.said.contains("ddfpt@lycee-atelier.example"), "{}", first.said);

    for (slug, accent) in [("lycee-atelier", "0f5c63"), ("lycee-jardins", "5b3a8a")] {
        let host = format!("{slug}.ministage.localhost");
        let (status, page) = first.get(&host, "/calendrier");
        assert_eq!(status, "HTTP/1.1 200 OK");
        assert!(page.contains(accent), "{slug} has its colour");
        assert!(first.get(&host, "/logo").1.contains("PNG"), "{slug} has its logo");
    }
    assert_eq!(first.get("nobody.ministage.localhost", "/").0, "HTTP/1.1 421 Misdirected Request");
    assert_eq!(first.get("127.0.0.1", "/readyz").0, "HTTP/1.1 200 OK");
    assert!(first.stop() < Duration::from_secs(35));

    let second = demonstration(&data);
    assert_eq!(second.get("lycee-atelier.ministage.localhost", "/calendrier").0, "HTTP/1.1 200 OK");
    second.stop();
    let listed = ministage(&["tenant", "list"])
        .env("MINISTAGE__DATABASE__URL", format!("sqlite://{}/ministage.db", data.display()))
        .output()
        .unwrap();
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    assert_eq!(listed.lines().count(), 2, "{listed}");
    assert!(listed.contains("lycee-jardins") && listed.contains("ouvert"), "{listed}");
    std::fs::remove_dir_all(&data).unwrap();
}
