//! The security log: one structured line for each sign-in, refusal, right changed, export, convention
//! read, operator action, link refused.
//!
//! A line says when (the subscriber's clock), where (tenant or kind of host), who, to what, with
//! which result, in which request; all by id. **No name, no address, no token**: an object is an id
//! or a UAI, a result is a word of the code. One of these lines is written by
//! `visit.trace("event").about(id).done()`.

use std::fmt::Display;

use domain::ids::AccountId;

use super::Visit;
use crate::view::HostKind;

/// A line about to be written.
#[must_use = "a line is written by `done` or `refused`"]
pub(crate) struct Trace<'a> {
    visit: &'a Visit,
    event: &'static str,
    actor: Option<AccountId>,
    object: Option<String>,
}

impl Visit {
    /// Begins a line about what whoever is signed in here does; an operator who looks is named, not as whom.
    pub(crate) fn trace(&self, event: &'static str) -> Trace<'_> {
        Trace {
            visit: self,
            event,
            actor: match &self.viewing {
                Some(viewing) => Some(viewing.operator),
                None => self.person().map(|person| person.account),
            },
            object: None,
        }
    }
}

impl Trace<'_> {
    /// Somebody else than who is signed in here: who signs in just now, who follows a link.
    pub(crate) fn by(mut self, actor: AccountId) -> Self {
        self.actor = Some(actor);
        self
    }

    /// The id of what it is about, or a UAI.
    pub(crate) fn about(mut self, object: impl Display) -> Self {
        self.object = Some(object.to_string());
        self
    }

    /// It was done.
    pub(crate) fn done(self) {
        self.line("done");
    }

    /// It was refused, for a reason in one word.
    pub(crate) fn refused(self, why: &'static str) {
        self.line(why);
    }

    fn line(self, result: &'static str) {
        let visit = self.visit;
        tracing::info!(
            target: "security",
            event = self.event,
            result,
            house = house(visit.host),
            tenant = visit.portal.as_ref().map(|portal| tracing::field::display(portal.id())),
            actor = self.actor.map(tracing::field::display),
            object = self.object,
            request = visit.request_id,
        );
    }
}

fn house(host: HostKind) -> &'static str {
    match host {
        HostKind::Portal => "portal",
        HostKind::Front => "front",
        HostKind::Common => "common",
        HostKind::Account => "account",
        HostKind::Console => "console",
    }
}
