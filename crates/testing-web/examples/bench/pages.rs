//! What pages cost: statements each, and the calendar against a page that is only bytes.

use std::time::Duration;

use crate::client::{Call, Client, rate, unexpected};
use crate::report::{Table, median, number, percent};
use crate::world::World;
use crate::{Outcome, floor};

const ROUND: Duration = Duration::from_secs(2);
const ROUNDS: usize = 3;
const CLIENTS: usize = 8;

/// Statements that each page sends, on its second visit (the portal itself is remembered a while).
pub(crate) async fn queries(world: &World) -> Outcome<Table> {
    let calendar = calendar_path(world);
    let slot = format!("/creneaux/{}", world.hot);
    let (school, staff) = (world.sessions[0].as_str(), world.staff.as_str());
    let pages = [
        ("Accueil, signed out", "/", ""),
        ("Calendrier, signed out", calendar.as_str(), ""),
        ("Calendrier, a school", calendar.as_str(), school),
        ("Stage, a school", slot.as_str(), school),
        ("Mes réservations, a school", "/reservations", school),
        ("Tableau de bord, staff", "/tableau-de-bord", staff),
        ("Liste des stages, staff", "/creneaux", staff),
        ("Stagiaires, staff", "/stagiaires", staff),
    ];
    let mut table =
        Table::new("Statements a page", &["page", "status", "statements", "kB of HTML"]);
    let mut client = Client::connect(world.product).await?;
    for (name, path, session) in pages {
        let request = Call::get(&world.host, path, session).bytes();
        client.send(&request).await?;
        let before = world.backstage.statements();
        let answer = client.send(&request).await?;
        let statements = world.backstage.statements() - before;
        let weight = number(answer.body.len() as f64 / 1000.0);
        table.row([name.into(), answer.status.to_string(), statements.to_string(), weight]);
    }
    Ok(table)
}

/// Calendar pages of a month of two hundred slots a second, against the same bytes sent as they are
/// by a handler of one line behind the same listener.
pub(crate) async fn calendar(world: &World) -> Outcome<Table> {
    let path = calendar_path(world);
    let mut table = Table::new(
        "Calendar pages a second, 8 clients",
        &["who", "static page of the same bytes", "calendar", "share"],
    );
    for (who, session) in [("signed out", String::new()), ("a school", world.sessions[0].clone())] {
        let request = Call::get(&world.host, &path, &session).bytes();
        let answer = Client::connect(world.product).await?.send(&request).await?;
        if answer.status != 200 {
            return Err(unexpected(200, &answer));
        }
        let floor = floor::listen(world.db.clone(), answer.text()).await?;
        let (mut bytes, mut drawn) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let plain = Call::get("floor", "/page", "").bytes();
            bytes.push(rate(floor, CLIENTS, ROUND, 200, move |_| plain.clone()).await?);
            let request = request.clone();
            drawn.push(rate(world.product, CLIENTS, ROUND, 200, move |_| request.clone()).await?);
        }
        let (bytes, drawn) = (median(bytes), median(drawn));
        table.row([who.into(), number(bytes), number(drawn), percent(drawn, bytes)]);
    }
    Ok(table)
}

fn calendar_path(world: &World) -> String {
    format!("/calendrier?vue=mois&date={}", world.month)
}
