//! A template that does not end for some data: its own lycée waits, the others print.

use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant};

use documents::{Press, PrintBatch, PrintError, PrintJob, Printed, Standard, Template};
use serde_json::json;

use crate::applying::Trial;
use crate::process::Running;

/// Loops for the third class of X, as `tenant apply` cannot know.
const TRAP: &str = r#"
#set document(title: "Essai")
#let dd = json("/data.json")
#if dd.class == "3e X" { for i in range(2000000) { for j in range(2000000) { let x = i + j } } }
= Classe #dd.class
"#;

const TRAPPED: u128 = 1;
const OTHER: u128 = 2;

fn job(class: &str) -> PrintJob {
    PrintJob {
        template: Template::new(TRAP),
        data: json!({ "class": class }),
        logo: None,
        title: "Essai".into(),
        issued_at: "2026-11-30T09:00:00+01:00".parse().unwrap(),
        standard: Standard::Archival,
    }
}

fn press() -> Press {
    Press::apart(2, [env!("CARGO_BIN_EXE_ministage"), "press"].map(OsString::from))
}

fn sum(printed: Result<Printed, PrintError>) -> String {
    printed.unwrap().sha256
}

#[tokio::test(flavor = "multi_thread")]
async fn a_template_that_does_not_end_stops_nobody_else() {
    let press = press();
    let here = Press::new(1);
    // The same paper, wherever it is printed.
    assert_eq!(
        sum(press.print(OTHER, job("3e A")).await),
        sum(here.print(OTHER, job("3e A")).await)
    );
    let batch = || PrintBatch {
        jobs: vec![job("3e A"), job("3e B")],
        title: "Deux".into(),
        standard: Standard::Archival,
    };
    assert_eq!(
        sum(press.print_batch(&[OTHER], batch()).await),
        sum(here.print_batch(&[OTHER], batch()).await)
    );
    let wrong = PrintJob { template: Template::new("#nobody"), ..job("3e A") };
    assert_eq!(
        press.print(OTHER, wrong.clone()).await.unwrap_err(),
        here.print(OTHER, wrong).await.unwrap_err()
    );
    // One of the two places is lost for a while, the other is not.
    let looping = tokio::spawn({
        let press = press.clone();
        async move { press.print(TRAPPED, job("3e X")).await }
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    let started = Instant::now();
    sum(press.print(OTHER, job("3e C")).await);
    assert!(!looping.is_finished() && started.elapsed() < Duration::from_secs(9));
    assert!(matches!(looping.await.unwrap(), Err(PrintError::Endless(_))));
    // From now on it has one place: five more take none from the others.
    let more: Vec<_> = (0..5)
        .map(|_| {
            let press = press.clone();
            tokio::spawn(async move { press.print(TRAPPED, job("3e X")).await })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(300)).await;
    sum(press.print(OTHER, job("3e D")).await);
    assert_eq!(more.iter().filter(|one| !one.is_finished()).count(), 1, "one is at work");
    for one in more {
        assert!(matches!(one.await.unwrap(), Err(PrintError::Endless(_))));
    }
    sum(press.print(TRAPPED, job("3e E")).await);
}

/// Files of several have one place: one that does not end takes it once, whoever asks for it again, alone or along with
/// another lycée's papers; files of everybody else go on, and so do those of the one who was along.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_does_not_end_stops_no_other_file() {
    const ALONG: u128 = 3;
    let press = press();
    let batch = |class: &str| PrintBatch {
        jobs: vec![job("3e A"), job(class)],
        title: "Deux".into(),
        standard: Standard::Archival,
    };
    let first = press.print_batch(&[TRAPPED, ALONG], batch("3e X")).await;
    assert!(matches!(first, Err(PrintError::Endless(_))), "{first:?}");
    let again: Vec<_> = [vec![TRAPPED], vec![TRAPPED, ALONG], vec![TRAPPED]]
        .into_iter()
        .map(|owners| {
            let (press, batch) = (press.clone(), batch("3e X"));
            tokio::spawn(async move { press.print_batch(&owners, batch).await })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(300)).await;
    let started = Instant::now();
    sum(press.print_batch(&[OTHER], batch("3e B")).await);
    assert!(started.elapsed() < Duration::from_secs(9), "{:?}", started.elapsed());
    assert!(again.iter().any(|one| !one.is_finished()), "it is at work meanwhile");
    sum(press.print(ALONG, job("3e C")).await);
    for one in again {
        assert!(matches!(one.await.unwrap(), Err(PrintError::Endless(_))));
    }
    sum(press.print_batch(&[ALONG], batch("3e B")).await);
}

/// What a paper costs that another process prints.
#[tokio::test(flavor = "multi_thread")]
async fn another_process_costs_milliseconds() {
    let median = async |press: Press| {
        let mut times = Vec::new();
        for number in 0..12 {
            let started = Instant::now();
            sum(press.print(OTHER, job(&format!("3e {number}"))).await);
            times.push(started.elapsed());
        }
        times.sort();
        times[times.len() / 2]
    };
    let (apart, here) = (median(press()).await, median(Press::new(2)).await);
    assert!(apart < here * 3 + Duration::from_millis(200), "{apart:?} {here:?}");
}

/// The whole house: a looping guide at one lycée, another's is printed meanwhile, and SIGTERM ends it in time.
#[tokio::test(flavor = "multi_thread")]
async fn a_house_with_a_template_that_does_not_end_goes_on_and_ends_in_time() {
    let trial = Trial::new().await;
    let guide = "#set document(title: \"Guide\")\n#let d = json(\"/data.json\")\n\
        #if d.host.kind_and_name == \"Vinci sans fin\" { for i in range(2000000) { for j in range(2000000) { let x = i + j } } }\n\
        = Guide\n";
    for (slug, name) in [("vinci-sans-fin", "Vinci sans fin"), ("lycee-vinci", "Vinci")] {
        let toml = format!(
            "uai = \"0440035Z\"\nname = \"{name}\"\nshort_name = \"Vinci\"\nstate = \"open\"\n"
        );
        let place = trial.portal(slug, &toml, None);
        fs::write(Path::new(&place).join("documents/guide.typ"), guide).unwrap();
        trial.apply(&["--second", &place]);
    }
    let process = Running::start(&mut trial.house.command(&["serve"]));
    let host = |slug: &str| format!("{slug}.ministage.localhost");
    std::thread::scope(|scope| {
        let trapped = scope.spawn(|| process.get(&host("vinci-sans-fin"), "/guide").0);
        std::thread::sleep(Duration::from_millis(500));
        assert_eq!(process.get(&host("lycee-vinci"), "/guide").0, "HTTP/1.1 200 OK");
        let said = trapped.join().unwrap();
        assert!(said.starts_with("HTTP/1.1 5"), "{said}");
    });
    assert_eq!(process.get(&host("lycee-vinci"), "/guide").0, "HTTP/1.1 200 OK");
    let port = process.port.unwrap();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(stream, "GET /guide HTTP/1.1\r\nHost: {}:{port}\r\n\r\n", host("vinci-sans-fin"))
        .unwrap();
    std::thread::sleep(Duration::from_millis(500));
    assert!(process.stop() < Duration::from_secs(35), "with that paper in hand");
}
