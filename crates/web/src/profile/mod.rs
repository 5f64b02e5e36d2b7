//! The person's profile and the information of the school or of the portal.

pub mod pages;
