//! Whether the time of an answer tells that a login exists.

use std::time::{Duration, Instant};

use crate::Outcome;
use crate::client::{Answer, Call, Client};
use crate::report::{Table, millis};
use crate::world::{VICTIMS, World, victim};

/// Wrong passwords for logins that exist and that do not, in turn, one try each, each from another
/// address, so that no limit answers in the place of the password check.
pub(crate) async fn timing(world: &World) -> Outcome<Table> {
    let mut client = Client::connect(world.product).await?;
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for number in 0..VICTIMS {
        known.push(attempt(world, &mut client, &victim(number), 2 * number).await?);
        unknown.push(
            attempt(
                world,
                &mut client,
                &format!("personne.{number}@ministage.example"),
                2 * number + 1,
            )
            .await?,
        );
    }
    let same = known.iter().zip(&unknown).all(|(a, b)| a.1.status == b.1.status);
    let status = known.first().map_or(0, |(_, answer)| answer.status);
    let (known, unknown) = (middle(known), middle(unknown));
    let apart = 100.0 * (known.as_secs_f64() / unknown.as_secs_f64() - 1.0);
    let mut table = Table::new(
        "Sign-in with a wrong password, medians of 200",
        &["status", "known login", "unknown login", "apart"],
    );
    let status = if same { status.to_string() } else { "DIFFERS".into() };
    table.row([status, millis(known), millis(unknown), format!("{apart:+.1} %")]);
    Ok(table)
}

async fn attempt(
    world: &World,
    client: &mut Client,
    login: &str,
    number: usize,
) -> Outcome<(Duration, Answer)> {
    let form = format!("email={}&mot_de_passe=pas+le+bon+mot", login.replace('@', "%40"));
    let mut call = Call::post(&world.host, "/connexion", "", form);
    call.from = Some(format!("10.{}.{}.7", number / 250, number % 250));
    let request = call.bytes();
    let started = Instant::now();
    let answer = client.send(&request).await?;
    Ok((started.elapsed(), answer))
}

fn middle(tries: Vec<(Duration, Answer)>) -> Duration {
    let mut times: Vec<Duration> = tries.into_iter().map(|(time, _)| time).collect();
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
