//! What follows a booking: the convocation, and the news of decisions.
//!
//! One job is one mail. Where several people are to be told, the job is split into one for each.
//! News that a later change has overtaken is not told.

use domain::Portal;
use domain::agreements::Agreement;
use domain::bookings::jobs::{
    SendSummons, TellHostOfCancellation, TellSchoolOfChange, TellSchoolOfDecision,
};
use domain::bookings::{Booking, BookingStatus, Recipient};
use domain::ids::AccountId;
use domain::queue::{Claimed, Job};

use super::mails::{BookingFacts, Cancelled, Changed, Decided, Summons};
use crate::app::App;
use crate::post::Envelope;
use crate::urls;
use crate::view::Mail;
use crate::worker::JobFailure;

type Done = Result<(), JobFailure>;

/// Freezes the convention, prints it once, then mails the convocation to the school.
pub(crate) async fn send_summons(app: &App, job: &Claimed, what: SendSummons) -> Done {
    let portal = app.portal_of(job).await?;
    let Some(booking) =
        portal.booking(what.booking).await?.filter(|booking| booking.status.holds_place())
    else {
        return Ok(());
    };
    let agreement = portal.issue_agreement(booking.id, &site(app, &portal)).await?;
    print(app, &portal, agreement).await?;
    let mail = Summons { booking: facts(app, &portal, &booking) };
    let news = News { app, job, portal: &portal, booking: &booking };
    news.to_school(what.to, |to| SendSummons { to: Some(to), ..what.clone() }, &mail).await
}

/// Tells the lycée that a school cancelled: at its contact address, else those who may decide.
pub(crate) async fn tell_host_of_cancellation(
    app: &App,
    job: &Claimed,
    what: TellHostOfCancellation,
) -> Done {
    let portal = app.portal_of(job).await?;
    let Some(booking) = portal.booking(what.booking).await? else {
        return Ok(());
    };
    let mail = Cancelled {
        booking: facts(app, &portal, &booking),
        school: crate::words::school(&booking),
        reason: booking.reason.clone().unwrap_or_default(),
    };
    let news = News { app, job, portal: &portal, booking: &booking };
    let contact = portal.tenant().details.mail.clone();
    if what.to.is_none() && !contact.is_empty() {
        return news.post(&contact, &mail).await;
    }
    let staff = portal.staff_recipients().await?;
    news.to(staff, what.to, |to| TellHostOfCancellation { to: Some(to), ..what.clone() }, &mail)
        .await
}

/// Tells the school that its booking was validated, or refused and why.
pub(crate) async fn tell_school_of_decision(
    app: &App,
    job: &Claimed,
    what: TellSchoolOfDecision,
) -> Done {
    let portal = app.portal_of(job).await?;
    let decided =
        portal.booking(what.booking).await?.filter(|booking| booking.status == what.decision);
    let Some(booking) = decided else {
        return Ok(());
    };
    let mail = Decided::new(&booking, facts(app, &portal, &booking));
    let news = News { app, job, portal: &portal, booking: &booking };
    news.to_school(what.to, |to| TellSchoolOfDecision { to: Some(to), ..what.clone() }, &mail).await
}

/// Tells the school that the stage was moved (with a new convention) or cancelled.
pub(crate) async fn tell_school_of_change(
    app: &App,
    job: &Claimed,
    what: TellSchoolOfChange,
) -> Done {
    let portal = app.portal_of(job).await?;
    let Some(booking) = portal.booking(what.booking).await? else {
        return Ok(());
    };
    let agreement = portal.reissue_agreement(booking.id, &site(app, &portal)).await?;
    print(app, &portal, agreement).await?;
    let mail = Changed {
        booking: facts(app, &portal, &booking),
        cancelled: booking.status == BookingStatus::Cancelled,
        reason: booking.reason.clone().unwrap_or_default(),
    };
    let news = News { app, job, portal: &portal, booking: &booking };
    news.to_school(what.to, |to| TellSchoolOfChange { to: Some(to), ..what.clone() }, &mail).await
}

/// What was just frozen is printed at once: a convention that cannot be printed stops its mail.
async fn print(app: &App, portal: &Portal, agreement: Option<Agreement>) -> Done {
    if let Some(agreement) = agreement {
        app.print_agreement(portal, &agreement).await.map_err(JobFailure::defect)?;
    }
    Ok(())
}

/// News about a booking, on its way.
struct News<'a> {
    app: &'a App,
    job: &'a Claimed,
    portal: &'a Portal,
    booking: &'a Booking,
}

impl News<'_> {
    async fn to_school<J: Job>(
        &self,
        only: Option<AccountId>,
        part: impl Fn(AccountId) -> J,
        mail: &impl Mail,
    ) -> Done {
        let school =
            self.portal.school_recipients(self.booking.uai, self.booking.booked_by).await?;
        self.to(school, only, part, mail).await
    }

    /// Writes to the one person who is to be told, or splits the job among several. Who is no
    /// longer to be told when her part is done is left out.
    async fn to<J: Job>(
        &self,
        people: Vec<Recipient>,
        only: Option<AccountId>,
        part: impl Fn(AccountId) -> J,
        mail: &impl Mail,
    ) -> Done {
        let people: Vec<_> = people
            .into_iter()
            .filter(|person| only.is_none_or(|only| only == person.account))
            .collect();
        match people.as_slice() {
            [] => {
                tracing::info!(booking = %self.booking.id, "nobody with a confirmed address is to be told");
                Ok(())
            }
            [one] => self.post(&one.address, mail).await,
            several => {
                let parts: Vec<J> = several.iter().map(|person| part(person.account)).collect();
                self.app.backstage.split_job(self.job, &parts).await?;
                Ok(())
            }
        }
    }

    async fn post(&self, address: &str, mail: &impl Mail) -> Done {
        let envelope = Envelope {
            job: self.job,
            to: address,
            about: Some(self.booking.id.0),
            host: self.portal.host(),
            sender: self.app.sender(self.portal),
        };
        self.app.post(envelope, mail).await
    }
}

fn site(app: &App, portal: &Portal) -> String {
    app.url(&portal.host(), "")
}

fn facts(app: &App, portal: &Portal, booking: &Booking) -> BookingFacts {
    BookingFacts::new(portal, booking, app.url(&portal.host(), &urls::booking(booking.id)))
}
