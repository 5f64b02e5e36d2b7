//! « Double authentification » as it is shown.

use serde::Serialize;

use crate::form::Form;
use crate::view::page;

/// `/connexion/code`: a code is asked for.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CodePage {
    pub(crate) form: Form,
    pub(crate) login: String,
    /// Path to go back to; a path of this host.
    pub(crate) next: String,
    /// A demonstration: what the authenticator of its operator shows now.
    pub(crate) shown: Option<String>,
}
page!(CodePage, "factors/code.html");

/// `/connexion/code` at the first sign-in: an authenticator is tied to the account.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct InstallPage {
    pub(crate) form: Form,
    pub(crate) login: String,
    pub(crate) next: String,
    /// « JBSW Y3DP … ».
    pub(crate) secret: String,
    /// Opens the authenticator of the telephone that shows this page.
    pub(crate) uri: String,
    pub(crate) qr: Qr,
}
page!(InstallPage, "factors/install.html");

/// A QR code as one path of squares, to be drawn dark on white.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Qr {
    pub(crate) size: usize,
    pub(crate) path: String,
}

/// The recovery codes, shown once.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CodesPage {
    pub(crate) codes: Vec<String>,
    /// The authenticator was tied just now.
    pub(crate) installed: bool,
    pub(crate) next: String,
}
page!(CodesPage, "factors/codes.html");

/// `/double-authentification`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OwnFactorPage {
    pub(crate) form: Form,
    /// « 23 novembre 2026 », or empty.
    pub(crate) since: String,
    /// « 8 codes de secours ».
    pub(crate) left: String,
    /// Few are left.
    pub(crate) few: bool,
    /// A demonstration: what the authenticator of its operator shows now.
    pub(crate) shown: Option<String>,
}
page!(OwnFactorPage, "factors/own.html");

impl Qr {
    /// Draws what `documents` makes of a text.
    pub(super) fn of(rows: &[String]) -> Self {
        let squares = |(y, row): (usize, &String)| {
            let dark = row.bytes().enumerate().filter(|(_, module)| *module == b'1');
            dark.map(|(x, _)| format!("M{x} {y}h1v1h-1z")).collect::<String>()
        };
        Self { size: rows.len(), path: rows.iter().enumerate().map(squares).collect() }
    }
}
