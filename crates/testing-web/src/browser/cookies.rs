//! A browser's cookies: their owners, their targets, the refused ones.

use std::collections::BTreeMap;

/// By owner: a host, or a domain and all hosts in it (".ministage.test").
#[derive(Default)]
pub(super) struct Cookies(BTreeMap<String, BTreeMap<String, String>>);

impl Cookies {
    pub(super) fn set(&mut self, host: &str, name: &str, value: &str) {
        self.0.entry(host.to_owned()).or_default().insert(name.to_owned(), value.to_owned());
    }

    pub(super) fn of(&self, host: &str, name: &str) -> Option<&str> {
        self.0.get(host)?.get(name).map(String::as_str)
    }

    /// The cookies of a request to `host`, as `name=value`.
    pub(super) fn sent_to(&self, host: &str) -> Vec<String> {
        self.0
            .iter()
            .filter(|(owner, _)| is_sent(owner, host))
            .flat_map(|(_, jar)| jar.iter().map(|(name, value)| format!("{name}={value}")))
            .collect()
    }

    /// Keeps or forgets a cookie, of its host or of a domain around it, and holds the server to what
    /// `__Host-` demands (RFC 6265bis, 4.1.3).
    pub(super) fn keep(&mut self, host: &str, set: &str) {
        let (pair, attributes) = set.split_once(';').unwrap_or((set, ""));
        let (name, value) = pair.split_once('=').unwrap();
        let attributes = attributes.to_ascii_lowercase();
        if name.starts_with("__Host-") {
            let held = attributes.contains("secure")
                && attributes.contains("path=/")
                && !attributes.contains("domain");
            assert!(held, "a browser would refuse this cookie: {set}");
        }
        let domain =
            attributes.split(';').find_map(|attribute| attribute.trim().strip_prefix("domain="));
        let owner = match domain {
            Some(domain) if is_sent(&format!(".{domain}"), host) => format!(".{domain}"),
            // A browser does not take a cookie for somebody else's domain.
            Some(_) => return,
            None => host.to_owned(),
        };
        let jar = self.0.entry(owner).or_default();
        match value.is_empty() || attributes.contains("max-age=0") {
            true => drop(jar.remove(name)),
            false => drop(jar.insert(name.to_owned(), value.to_owned())),
        }
    }
}

/// Whether a cookie goes to `host`: it is that host's own, or of a domain around it (".ministage.test").
fn is_sent(owner: &str, host: &str) -> bool {
    match owner.strip_prefix('.') {
        Some(domain) => host == domain || host.ends_with(owner),
        None => host == owner,
    }
}
