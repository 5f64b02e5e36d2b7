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
    /// She may give a key in place of the code.
    pub(crate) has_passkey: bool,
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
    pub(crate) passkeys: Vec<PasskeyRow>,
    /// She may add one.
    pub(crate) more: bool,
    /// A demonstration: what the authenticator of its operator shows now.
    pub(crate) shown: Option<String>,
}
page!(OwnFactorPage, "factors/own.html");

/// A key of hers.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PasskeyRow {
    pub(crate) name: String,
    /// « 23 novembre 2026 ».
    pub(crate) added: String,
    /// When it last let her in, or empty.
    pub(crate) used: String,
    /// Somebody may have a copy: it opens nothing any more.
    pub(crate) copied: bool,
    /// URL of the page that removes it.
    pub(crate) remove: String,
}

/// `/connexion/code/cle`: the browser asks for a key.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SignByKeyPage {
    /// What the browser is told, as JSON.
    pub(crate) told: String,
    /// URL of the page that asks for a code.
    pub(crate) back: String,
    pub(crate) next: String,
}
page!(SignByKeyPage, "factors/sign.html");

/// `/double-authentification/cles/nouvelle`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NewPasskeyPage {
    pub(crate) form: Form,
    pub(crate) shown: Option<String>,
    pub(crate) action: &'static str,
}
page!(NewPasskeyPage, "factors/new_passkey.html");

/// The same, once she has named the key and proved that it is she: the browser makes it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SignNewKeyPage {
    pub(crate) told: String,
    pub(crate) name: String,
}
page!(SignNewKeyPage, "factors/sign_new.html");

/// `/double-authentification/cles/{passkey}/retrait`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RemovePasskeyPage {
    pub(crate) form: Form,
    pub(crate) name: String,
    pub(crate) action: String,
    pub(crate) shown: Option<String>,
}
page!(RemovePasskeyPage, "factors/remove_passkey.html");

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
