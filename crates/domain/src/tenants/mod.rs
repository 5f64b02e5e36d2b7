//! Portals as a whole: what a lycée gives to have one, applied as often as one likes.
//!
//! A portal is written down in a folder, `tenants/<slug>/`: `tenant.toml` ([`TenantSpec`]), a logo,
//! document templates. The binary reads the folder into a [`TenantBundle`];
//! [`Backstage::apply_tenant`](crate::Backstage::apply_tenant) makes the database say the same, and
//! changes nothing when it does already. To add a setting: a field of `TenantSpec`, its column, its
//! line in `apply.rs` and in `queries.rs` (export).

mod apply;
mod backfill;
mod check;
mod files;
mod label;
mod leftover;
mod moved;
mod offer;
mod queries;
mod refused;
mod rehearse;
mod spec;
mod state;
mod words;
mod written;

pub use apply::Applied;
pub(crate) use apply::{Asked, apply};
pub(crate) use check::{is_colour, may_host};
pub use files::LogoRefused;
pub use label::{LabelRefused, look_alike};
pub(crate) use label::{check as check_label, has_shape, own_host};
pub use moved::MoveRefused;
pub(crate) use queries::bundle;
pub use queries::{PortalFile, TemplateVersion, TenantSummary};
pub use refused::TenantRefused;
pub use rehearse::Rehearsal;
pub use spec::{DocumentKind, TeacherSpec, TenantBundle, TenantSpec, TrackSpec};
pub use state::StateRefused;
pub(crate) use words::MOST_LYCEES;
