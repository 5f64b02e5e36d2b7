//! Conventions through the product's press against Typst alone, on the same text and data.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use documents::{Conformity, Press, PrintJob, Standard, Template};
use serde_json::Value;
use tokio::task::JoinSet;

use crate::Outcome;
use crate::report::{Table, median, number};
use crate::typst_alone::{self, TEMPLATE};

const SAMPLE: &str = include_str!("../../../../tenants/_default/documents/agreement.sample.json");
const LONGEST: &str = include_str!("../../../../tenants/_default/documents/agreement.longest.json");
const ROUND: Duration = Duration::from_secs(3);
const ROUNDS: usize = 3;
const ALONE: usize = 20;
/// As many as the machine of the bench has cores.
const AT_ONCE: usize = 2;

/// Each convention has another pupil: Typst remembers what it has set before.
static PUPILS: AtomicU64 = AtomicU64::new(0);

/// Conventions a second, two at once.
pub(crate) async fn conventions() -> Outcome<Table> {
    let press = Press::new(AT_ONCE);
    let template = Template::new(TEMPLATE);
    let sample: Arc<Value> = Arc::new(serde_json::from_str(SAMPLE)?);
    let (mut alone, mut pressed) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let data = Arc::clone(&sample);
        alone.push(rate(move || typst(another(&data))).await?);
        let (press, template, data) = (press.clone(), template.clone(), Arc::clone(&sample));
        pressed.push(rate(move || print(press.clone(), template.clone(), another(&data))).await?);
    }
    let (alone, pressed) = (median(alone), median(pressed));
    let longest: Value = serde_json::from_str(LONGEST)?;
    let mut table = Table::new(
        "Conventions a second, two at once, PDF/A-3a and PDF/UA-1",
        &[
            "Typst alone", "the press", "a convention takes", "the sample, alone",
            "the longest, alone",
        ],
    );
    table.row([
        number(alone),
        number(pressed),
        format!("{:.2} × bare Typst", alone / pressed),
        milliseconds(&press, &template, &sample).await?,
        milliseconds(&press, &template, &longest).await?,
    ]);
    Ok(table)
}

/// What one takes that is printed alone.
async fn milliseconds(press: &Press, template: &Template, data: &Value) -> Outcome<String> {
    let mut times = Vec::new();
    for _ in 0..ALONE {
        let started = Instant::now();
        print(press.clone(), template.clone(), another(data)).await?;
        times.push(started.elapsed().as_secs_f64() * 1e3);
    }
    Ok(format!("{:.0} ms", median(times)))
}

async fn typst(data: Value) -> Outcome<()> {
    tokio::task::spawn_blocking(move || typst_alone::print(&data)).await??;
    Ok(())
}

async fn print(press: Press, template: Template, data: Value) -> Outcome<()> {
    let job = PrintJob {
        template,
        data,
        logo: None,
        title: "Convention de mini-stage".into(),
        issued_at: "2026-11-30T09:00:00+01:00".parse()?,
        standard: Standard::Archival,
    };
    match press.print(1, job).await?.conformity {
        Conformity::Archival => Ok(()),
        Conformity::PlainTagged { why } => Err(format!("not archival: {why:?}").into()),
    }
}

/// Prints a second, [`AT_ONCE`] in hand at any time.
async fn rate<F, W>(one: F) -> Outcome<f64>
where
    F: Fn() -> W + Clone + Send + 'static,
    W: Future<Output = Outcome<()>> + Send,
{
    let started = Instant::now();
    let mut running = JoinSet::new();
    for _ in 0..AT_ONCE {
        let one = one.clone();
        running.spawn(async move {
            let mut done = 0_u64;
            while started.elapsed() < ROUND {
                one().await?;
                done += 1;
            }
            Ok::<u64, Box<dyn std::error::Error + Send + Sync>>(done)
        });
    }
    let mut done = 0;
    while let Some(ended) = running.join_next().await {
        done += ended??;
    }
    Ok(done as f64 / started.elapsed().as_secs_f64())
}

fn another(sample: &Value) -> Value {
    let number = PUPILS.fetch_add(1, Ordering::Relaxed);
    let mut data = sample.clone();
    data["pupil"]["last_name"] = Value::from(format!("Bernard {number}"));
    data["reference"] = Value::from(format!("{number:08}"));
    data["verification_url"] = Value::from(format!("https://lycee.example/c/{number:08}"));
    data
}
