//! The person's profile and the information of the school or of the portal: read-only for now.

pub mod handlers;
pub mod pages;
