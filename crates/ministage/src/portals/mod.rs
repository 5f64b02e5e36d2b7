//! Portals as folders: `tenants/<slug>/` with `tenant.toml`, a logo, document templates.
//!
//! `_default` is what every portal starts from: its `tenant.toml` is laid under the portal's own,
//! key by key, and its documents are taken where the portal has none. The folder of the source
//! tree is embedded, so that the binary alone can make a demonstration.

mod folder;
mod logo;

pub(crate) use folder::{Source, read, write};
