//! Stages: shown, created, changed, cancelled, listed.

pub(crate) mod cancel;
pub(crate) mod edit;
mod form;
mod jobs;
pub(crate) mod list;
mod mails;
mod merge;
pub(crate) mod pages;
pub(crate) mod show;
mod view;

pub(crate) use view::SlotView;
