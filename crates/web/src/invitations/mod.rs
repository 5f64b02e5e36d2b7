//! A colleague or an operator accepts her invitation.

pub mod pages;
