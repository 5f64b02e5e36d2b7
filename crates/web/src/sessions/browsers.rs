//! « Firefox sous Windows »: a `User-Agent` in words that its person recognises.
//!
//! A handful of names is all that a person needs, so this is no parser: the first mark that is there
//! counts. Browsers carry the marks of those that they descend from, hence the order.

const BROWSERS: [(&str, &str); 8] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
];

/// The device behind a `User-Agent`.
pub(crate) fn name(agent: &str) -> String {
    let marked = |marks: &[(&'static str, &'static str)]| {
        marks.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    match (marked(&BROWSERS), marked(&SYSTEMS)) {
        (Some(browser), Some(system @ ("iPhone" | "iPad" | "Mac" | "Chromebook"))) => {
            format!("{browser} sur {system}")
        }
        (Some(browser), Some(system)) => format!("{browser} sous {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => "Navigateur inconnu".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn people_recognise_their_devices() {
        for (agent, device) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
                "Firefox sous Windows",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
                "Edge sous Windows",
            ),
            (
                "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36",
                "Chrome sous Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
                "Safari sur iPhone",
            ),
            ("curl/8.5.0", "Navigateur inconnu"),
            ("", "Navigateur inconnu"),
        ] {
            assert_eq!(name(agent), device, "{agent}");
        }
    }
}
