//! Portals as folders: `tenants/<slug>/` with `tenant.toml`, a logo, document templates.
//!
//! `_default` is what every portal starts from: its `tenant.toml` is laid under the portal's own,
//! key by key, and its documents are taken where the portal has none. The folder of the source
//! tree is embedded, so that the binary alone can make a demonstration.
//!
//! | file | holds |
//! |---|---|
//! | `folder` | reading and writing a folder |
//! | `keys` | which keys of a TOML file do not read, and why |
//! | `leftover` | what stays though a folder does not name it |
//! | `logo` | a picture from outside, drawn anew |
//! | `strays` | files that nothing reads |
//! | `proof` | a template printed with sample data, a picture drawn, in a process of its own |
//! | `difference` | what would change |
//! | `mistakes` | what is wrong, in words |

mod difference;
mod folder;
mod keys;
mod leftover;
mod logo;
mod mistakes;
mod proof;
mod strays;

pub(crate) use difference::{difference, site_difference};
pub(crate) use folder::{
    Looked, Source, look, look_at_site, read, read_site, start, write, write_site,
};
pub(crate) use leftover::leftovers;
pub(crate) use mistakes::{Mistakes, alike, refused, second, site_refused};
pub(crate) use proof::{Proofs, draw, prove};
