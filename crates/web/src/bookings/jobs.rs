//! What follows a booking: the convocation, and the news of decisions.

use domain::bookings::jobs::{SendSummons, TellHostOfCancellation, TellSchoolOfChange, TellSchoolOfDecision};
use domain::queue::Claimed;

use crate::app::App;
use crate::worker::JobFailure;

/// Stub.
pub(crate) async fn send_summons(_: &App, _: &Claimed, _: SendSummons) -> Result<(), JobFailure> {
    Ok(())
}

/// Stub.
pub(crate) async fn tell_host_of_cancellation(_: &App, _: &Claimed, _: TellHostOfCancellation) -> Result<(), JobFailure> {
    Ok(())
}

/// Stub.
pub(crate) async fn tell_school_of_decision(_: &App, _: &Claimed, _: TellSchoolOfDecision) -> Result<(), JobFailure> {
    Ok(())
}

/// Stub.
pub(crate) async fn tell_school_of_change(_: &App, _: &Claimed, _: TellSchoolOfChange) -> Result<(), JobFailure> {
    Ok(())
}
