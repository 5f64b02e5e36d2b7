//! `cargo xtask bench`: what the product costs beyond what it is made of.
//!
//! Every number is a ratio of two things measured in the same run, one after the other and again
//! (A B A B A B, medians), on one machine, on PostgreSQL, in one process with its clients: the
//! product itself behind its own listener, and a floor that does the least that could be done.
//! Absolute numbers tell of the machine; ratios tell of the code. Ends within four minutes.
//!
//! To add a measure: a module with one function that gives back a [`report::Table`], and a line in
//! [`measure`]. Words on the command line choose sections: `cargo xtask bench -- bookings pages`.
#![expect(clippy::print_stdout, reason = "the table is what it is for")]

mod bookings;
mod client;
mod floor;
mod logins;
mod nation;
mod pages;
mod paper;
mod queue;
mod report;
mod scale;
mod typst_alone;
mod world;

use std::error::Error;

/// As the product has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Anything may go wrong, and then there is no number.
type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

#[tokio::main]
async fn main() -> Outcome<()> {
    let chosen: Vec<String> = std::env::args().skip(1).collect();
    println!("{}", report::machine());
    // A country takes minutes to make: only if it is asked for.
    if chosen.iter().any(|word| word == "scale") {
        println!("{}", scale::scale().await?);
        return Ok(());
    }
    let world = world::World::open().await?;
    println!("{}\n", world.versions().await?);
    measure(&world, &chosen).await
}

async fn measure(world: &world::World, chosen: &[String]) -> Outcome<()> {
    let wanted = |name: &str| chosen.is_empty() || chosen.iter().any(|word| word == name);
    if wanted("pages") {
        println!("{}", pages::queries(world).await?);
        println!("{}", pages::calendar(world).await?);
    }
    if wanted("paper") {
        println!("{}", paper::conventions().await?);
    }
    if wanted("logins") {
        println!("{}", logins::timing(world).await?);
    }
    if wanted("bookings") {
        println!("{}", bookings::against_the_floor(world).await?);
        println!("{}", bookings::rush(world).await?);
    }
    if wanted("queue") {
        println!("{}", queue::reset_in_a_rush(world).await?);
    }
    Ok(())
}
