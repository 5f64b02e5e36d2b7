//! The SMTP relay: one URL with its place and protection, read once at start.

use std::fmt;

use percent_encoding::percent_decode_str;
use url::Url;

/// Protection of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    /// Plain text: a relay on the same machine or a private network.
    None,
    /// STARTTLS if the relay offers it.
    StartTls,
    /// STARTTLS or no mail at all.
    Required,
    /// TLS from the first byte (`smtps://`).
    Wrapped,
}

/// A relay, from `smtp://user:pass@host:25/ehlo-name?tls=none|starttls|required` or `smtps://…`.
///
/// Without `tls=`, `smtp://` means `required` when there is a password to protect and `starttls`
/// otherwise. Certificates are checked against the public authorities in every case. Ports: 25,
/// 587 when STARTTLS is required, 465 for `smtps`.
#[derive(Clone, PartialEq, Eq)]
pub struct Relay {
    /// Host name or address.
    pub host: String,
    /// TCP port.
    pub port: u16,
    /// Protection of the connection.
    pub tls: Tls,
    /// User and password, if the relay wants them.
    pub credentials: Option<(String, String)>,
    /// Name given in EHLO; the machine's own when absent.
    pub hello: Option<String>,
}

/// A mistake in a relay's URL. Never quotes the URL, which holds a password.
#[expect(missing_docs, reason = "each variant has its message")]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RelayError {
    /// Not a URL, or without a host.
    #[error("the SMTP address is not of the form smtp://user:password@host:port")]
    NotAUrl,
    #[error("the SMTP address starts with {0}://, expected smtp:// or smtps://")]
    Scheme(String),
    /// Unknown `tls=`, or any with `smtps`.
    #[error("tls={0} is not known for this scheme; smtp:// takes tls=none, starttls or required")]
    Tls(String),
    #[error("the user or password in the SMTP address is not percent-encoded UTF-8")]
    Credentials,
}

impl std::str::FromStr for Relay {
    type Err = RelayError;

    fn from_str(text: &str) -> Result<Self, RelayError> {
        let url = Url::parse(text).map_err(|_| RelayError::NotAUrl)?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(RelayError::NotAUrl)?;
        let credentials = credentials(&url)?;
        let tls = tls(&url, credentials.is_some())?;
        let usual_port = match tls {
            Tls::None | Tls::StartTls => 25,
            Tls::Required => 587,
            Tls::Wrapped => 465,
        };
        let hello = Some(url.path().trim_matches('/')).filter(|name| !name.is_empty());
        Ok(Self {
            host: host.trim_matches(['[', ']']).to_owned(),
            port: url.port().unwrap_or(usual_port),
            tls,
            credentials,
            hello: hello.map(str::to_owned),
        })
    }
}

fn credentials(url: &Url) -> Result<Option<(String, String)>, RelayError> {
    let Some(password) = url.password() else {
        return Ok(None);
    };
    let decode = |text: &str| {
        let text = percent_decode_str(text).decode_utf8().map_err(|_| RelayError::Credentials)?;
        Ok(text.into_owned())
    };
    Ok(Some((decode(url.username())?, decode(password)?)))
}

fn tls(url: &Url, has_credentials: bool) -> Result<Tls, RelayError> {
    let asked = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value);
    match (url.scheme(), asked.as_deref()) {
        ("smtps", None) => Ok(Tls::Wrapped),
        ("smtp", None) if has_credentials => Ok(Tls::Required),
        ("smtp", None | Some("starttls")) => Ok(Tls::StartTls),
        ("smtp", Some("none")) => Ok(Tls::None),
        ("smtp", Some("required")) => Ok(Tls::Required),
        ("smtp" | "smtps", Some(other)) => Err(RelayError::Tls(other.to_owned())),
        (scheme, _) => Err(RelayError::Scheme(scheme.to_owned())),
    }
}

impl fmt::Debug for Relay {
    /// Without user and password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Relay({}:{}, {:?})", self.host, self.port, self.tls)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relay(url: &str) -> Relay {
        url.parse().unwrap()
    }

    #[test]
    fn a_password_is_never_sent_in_the_clear_unless_asked() {
        assert_eq!(relay("smtp://u:p@mail.test").tls, Tls::Required);
        assert_eq!(relay("smtp://u:p@mail.test").port, 587);
        assert_eq!(relay("smtp://mail.test").tls, Tls::StartTls);
        assert_eq!(relay("smtp://u:p@mail.test:25?tls=none").tls, Tls::None);
        assert_eq!(relay("smtps://u:p@mail.test").port, 465);
    }

    #[test]
    fn parts_are_decoded() {
        let relay = relay("smtp://ce%40x:p%2Fw%3A@[::1]:2525/ministage.fr?tls=starttls");
        assert_eq!(relay.credentials, Some(("ce@x".into(), "p/w:".into())));
        assert_eq!((relay.host.as_str(), relay.port), ("::1", 2525));
        assert_eq!(relay.hello.as_deref(), Some("ministage.fr"));
        assert!(!format!("{relay:?}").contains("p/w"));
    }

    #[test]
    fn wrong_addresses_say_why() {
        let error = |url: &str| url.parse::<Relay>().unwrap_err();
        assert_eq!(error("nonsense"), RelayError::NotAUrl);
        assert_eq!(error("http://host"), RelayError::Scheme("http".into()));
        assert_eq!(error("smtp://host?tls=maybe"), RelayError::Tls("maybe".into()));
        assert_eq!(error("smtps://host?tls=none"), RelayError::Tls("none".into()));
    }
}
