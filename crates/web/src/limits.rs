//! How often people may do something: the quotas of all features, listed in `docs/limits.md`.
//!
//! Refused is an answer 429 that says how long to wait, or a sentence in the form.

use std::time::Duration;

use axum::http::HeaderMap;
use domain::random::Token;
use education::Uai;
use platform::limits::{Quota, Verdict, client_key};

use crate::sessions::cookies;
use crate::visit::{Failure, Result, Visit};
use crate::words;

const A_MINUTE: Duration = Duration::from_secs(60);
const AN_HOUR: Duration = Duration::from_secs(60 * 60);

/// Failed sign-ins of one address: 300 schools with 5 % of typing errors are 15.
pub(crate) const SIGN_INS: Quota = Quota::new(100, Duration::from_secs(10 * 60));

/// Sign-ins on one login from an address that failed that often: a right password still gets in, one try after the
/// other for all such addresses, and each wrong one keeps the next waiting.
pub(crate) const SLOWED_SIGN_INS: Quota = Quota::new(3, Duration::from_secs(10 * 60));
pub(crate) const SLOWED_PAUSE: Duration = Duration::from_millis(200);
pub(crate) const SLOWED_PATIENCE: Duration = Duration::from_secs(10);

/// Wrong second factors of one address: a handful of operators sits behind it, and each mistypes a few times.
pub(crate) const SECOND_FACTORS: Quota = Quota::new(20, Duration::from_secs(10 * 60));

/// Mails on demand of anybody to one mailbox, in an hour and in a minute; and of one browser that is known there.
pub(crate) const MAILS_AN_HOUR: Quota = Quota::new(5, AN_HOUR);
pub(crate) const MAILS_A_MINUTE: Quota = Quota::new(1, A_MINUTE);

/// The first mails of one address to one mailbox leave whatever others asked for.
pub(crate) const FIRST_TO_ONE: Quota = Quota::new(3, AN_HOUR);

/// Mails on demand of one address, in an hour and in a minute: a whole académie may sit behind it, and does not
/// forget its passwords in one minute.
pub(crate) const MAILS_OF_ONE: Quota = Quota::new(120, AN_HOUR);
pub(crate) const MAILS_OF_ONE_A_MINUTE: Quota = Quota::new(20, A_MINUTE);

/// Mails on demand of the whole house, beyond the first few of each address: strangers from many addresses wear out
/// their own, and a school's first ones leave all the same.
pub(crate) const MAILS_OF_ALL: Quota = Quota::new(1_000, AN_HOUR);
pub(crate) const FIRST_MAILS: Quota = Quota::new(5, AN_HOUR);

/// Sign-ups of one school, beyond the first few of each address: each sends it a mail, and a stranger must not use up
/// what is hers.
pub(crate) const SIGN_UPS: Quota = Quota::new(5, AN_HOUR);
pub(crate) const FIRST_SIGN_UPS: Quota = Quota::new(3, AN_HOUR);

/// Different schools that one address may look up. Generous, because a whole académie may sit
/// behind one address when its campaign opens: Nantes has some 500 collèges and lycées, and they
/// do not all come in one hour. A robot that wants to know which of 14 764 schools has an account
/// needs five days for it.
pub(crate) const SCHOOLS: Quota = Quota::new(120, AN_HOUR);

/// A school that was looked up costs nothing for as long: schools are counted, not the pages and
/// mistakes of somebody who signs up.
pub(crate) const SAME_SCHOOL: Quota = Quota::new(1, AN_HOUR);

/// Applications from one address: each sends a mail to whatever mailbox was typed.
pub(crate) const APPLICATIONS: Quota = Quota::new(20, AN_HOUR);

/// Invitations of one school: each sends a mail to whatever mailbox was typed.
pub(crate) const INVITATIONS: Quota = Quota::new(30, AN_HOUR);

/// Changes of login that one person may ask for: each sends two mails, one maybe to a stranger.
pub(crate) const LOGIN_CHANGES: Quota = Quota::new(10, AN_HOUR);

/// Forms of one address that are kept when their session has ended, or their stage has filled up: a whole
/// académie may sit behind it on the day when a campaign opens.
pub(crate) const DRAFTS: Quota = Quota::new(300, AN_HOUR);

/// Files of several conventions that one person asks for: a file of 50 is seconds of a processor, and is
/// not kept.
pub(crate) const PRINTS: Quota = Quota::new(30, AN_HOUR);

/// How long somebody waits for a file of several conventions: less than any answer may take.
pub(crate) const PRINT_PATIENCE: Duration = Duration::from_secs(20);

/// Searches over lycées of one address. A whole académie may sit behind it: 500 schools that look at a page every two
/// minutes are 250 a minute. A robot is held to what costs the database little.
pub(crate) const SEARCHES: Quota = Quota::new(300, A_MINUTE);

/// Printed codes of conventions that one address looks up: a class of families behind the address of their school.
/// Who guesses has one chance in a thousand million a year.
pub(crate) const PRINTED_CODES: Quota = Quota::new(60, AN_HOUR);

impl Visit {
    /// Counts a printed code that somebody looks up who may not see its booking.
    pub(crate) async fn count_code(&self) -> Result<()> {
        self.count(&format!("code:{}", client_key(self.client)), PRINTED_CODES).await
    }

    /// Counts a page that searches over lycées and that anybody may call.
    pub(crate) async fn count_search(&self) -> Result<()> {
        self.count(&format!("search:{}", client_key(self.client)), SEARCHES).await
    }

    /// Counts a sign-up of a school: the first ones of an address are its own, further ones the school's; and those
    /// of an address where the school's mailbox is read. The error is the time to wait.
    pub(crate) async fn count_sign_up(
        &self,
        uai: Uai,
        login: &str,
    ) -> std::result::Result<(), Duration> {
        let (limits, client) = (&self.app.limits, client_key(self.client));
        let own = format!("sign-up:{login}:{client}");
        if limits.check(&own, FIRST_SIGN_UPS, self.now).await.is_allowed() {
            return Ok(());
        }
        let retry_after = match limits.check(&format!("sign-up:{login}"), SIGN_UPS, self.now).await
        {
            Verdict::Allowed { .. } => return Ok(()),
            Verdict::Denied { retry_after } => retry_after,
        };
        let read = format!("way-on:{client}:{uai}");
        let is_read = !limits.peek(&read, SAME_SCHOOL, self.now).await.is_allowed();
        match is_read && limits.check(&format!("{own}:read"), SIGN_UPS, self.now).await.is_allowed()
        {
            true => Ok(()),
            false => Err(retry_after),
        }
    }

    /// Counts one more under `key`; once too often is an answer 429 that says how long to wait.
    pub(crate) async fn count(&self, key: &str, quota: Quota) -> Result<()> {
        match self.app.limits.check(key, quota, self.now).await {
            Verdict::Allowed { .. } => Ok(()),
            Verdict::Denied { retry_after } => {
                metrics::counter!("ministage_limits_hit_total").increment(1);
                Err(Failure::TooMany(retry_after))
            }
        }
    }
}

/// Whether another mail may go to this mailbox, and on the wish of this address, now; else the sentence that says when.
pub(crate) async fn may_mail(
    visit: &Visit,
    purpose: &str,
    login: &str,
) -> std::result::Result<(), String> {
    may_mail_from(visit, None, purpose, login).await
}

/// The same from a browser that may have made the sign-up, or signed in before: what it asks for is its own, whatever
/// strangers ask for behind the same address.
pub(crate) async fn may_mail_to_own(
    visit: &Visit,
    headers: &HeaderMap,
    purpose: &str,
    login: &str,
) -> std::result::Result<(), String> {
    let (device, sign_up) = (cookies::brought_device(headers), cookies::brought_sign_up(headers));
    let hers = visit.doors().is_hers(login, device.as_ref(), sign_up.as_ref()).await;
    let hers = hers.inspect_err(|fault| tracing::warn!(error = %fault, "a browser is not known"));
    let browser = sign_up.or(device).filter(|_| hers.unwrap_or_default());
    may_mail_from(visit, browser, purpose, login).await
}

async fn may_mail_from(
    visit: &Visit,
    browser: Option<Token>,
    purpose: &str,
    login: &str,
) -> std::result::Result<(), String> {
    let limits = &visit.app.limits;
    let address = client_key(visit.client);
    let shared = format!("mail:{purpose}:{login}");
    let own = format!("{shared}:{}", browser.as_ref().map_or(address.clone(), Token::hash));
    let first = if browser.is_some() { MAILS_AN_HOUR } else { FIRST_TO_ONE };
    // The first ones of a browser or an address leave whatever others asked for; they count for all the same.
    let is_own = limits.peek(&own, first, visit.now).await.is_allowed();
    let (mailbox, an_hour) = if is_own { (own, first) } else { (shared.clone(), MAILS_AN_HOUR) };
    let client = format!("mails:{address}");
    let lately = "Un courriel vient de partir\u{a0}: attendez";
    let many = "Beaucoup de courriels viennent d’être demandés depuis votre réseau\u{a0}: attendez";
    let quotas = [
        (&mailbox, an_hour, lately),
        (&mailbox, MAILS_A_MINUTE, lately),
        (&client, MAILS_OF_ONE, many),
        (&client, MAILS_OF_ONE_A_MINUTE, many),
    ];
    for (key, quota, why) in quotas {
        if let Verdict::Denied { retry_after } = limits.peek(key, quota, visit.now).await {
            return Err(too_soon(why, retry_after));
        }
    }
    if !limits.check(&client, FIRST_MAILS, visit.now).await.is_allowed()
        && let Verdict::Denied { retry_after } =
            limits.check("mails", MAILS_OF_ALL, visit.now).await
    {
        return Err(too_soon(many, retry_after));
    }
    for (key, quota, _) in quotas {
        limits.check(key, quota, visit.now).await;
    }
    if is_own {
        limits.check(&shared, MAILS_AN_HOUR, visit.now).await;
        limits.check(&shared, MAILS_A_MINUTE, visit.now).await;
    }
    Ok(())
}

fn too_soon(why: &str, wait: Duration) -> String {
    format!("{why} {} avant d’en demander un autre.", words::duration(wait))
}
