//! « Exploitants »: who runs the platform; a full one invites, changes and takes away.

pub(crate) mod handlers;
pub(crate) mod pages;
