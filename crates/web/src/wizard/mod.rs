//! « Réserver »: 1 « Type d’élève », 2 « Créneau », 3 « Identité ».
//!
//! The choice is in the address, so every step is a page that can be marked, shared and come back to after
//! signing in. Steps 1 and 2 are open to everybody; step 3 is for a school or the lycée's editors.
//!
//! | file | holds |
//! |---|---|
//! | `trail` | the choice so far, as the address carries it |
//! | `pupils` | whose pupils may be inscribed: the answer to step 1 |
//! | `steps` | where one is, and the way back |
//! | `options` | formations and stages as they are chosen from, whoever's they are |
//! | `found` | the schools that a word finds, for an « Élève extérieur » |
//! | `meant` | what words mean of the formations, and where to look instead |
//! | `choose`, `identity` | steps 1 and 2; step 3 |
//! | `pages` | the pages |

mod choose;
pub(crate) mod found;
mod identity;
mod meant;
mod options;
pub(crate) mod pages;
mod pupils;
mod steps;
mod trail;

pub(crate) use choose::{SENT, show, ways_to_search};
pub(crate) use identity::{confirm, identity};
pub(crate) use options::{FormationOption, Group, SlotOption, groups, stock};
pub(crate) use pages::Tile;
pub(crate) use steps::{Step, site_steps};
