//! « Récupération d'identifiant »: which mailbox holds the account.

pub mod pages;
