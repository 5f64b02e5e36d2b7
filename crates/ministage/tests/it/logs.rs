//! What the processes that stay write for machines.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::Stdio;

use testing_web::TestDb;

use crate::commands::House;

/// What a house says to machines is JSON, from `ready` to why it ended.
#[tokio::test(flavor = "multi_thread")]
async fn a_house_that_stays_speaks_json_to_machines() {
    let db = TestDb::new().await;
    let house = House::without_mail(&db);
    house.says(&["migrate", "up"]);
    let port = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = port.local_addr().unwrap().to_string();
    for (listen, ends) in [("127.0.0.1:0", "ready "), (taken.as_str(), "ended")] {
        let mut command = house.command(&["serve"]);
        command.env("MINISTAGE__LOG__FORMAT", "json").env("MINISTAGE__LISTEN", listen);
        let piped = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = piped.spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut said = lines.map(|line| {
            let line = line.unwrap();
            serde_json::from_str::<serde_json::Value>(&line).unwrap_or_else(|_| panic!("{line}"))
        });
        let last = said.find(|line| line["message"].as_str().unwrap().starts_with(ends));
        let last = last.unwrap_or_else(|| panic!("{ends} is not said"));
        assert_eq!(last["error"].is_string(), ends == "ended", "{last}");
        process.kill().unwrap();
        let beside = process.wait_with_output().unwrap().stderr;
        assert!(beside.is_empty(), "{}", String::from_utf8_lossy(&beside));
    }
}
