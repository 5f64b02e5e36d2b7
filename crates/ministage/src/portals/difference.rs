//! What would change, line by line.

use std::collections::BTreeMap;

use domain::sites::SiteSpec;
use domain::tenants::TenantBundle;
use serde::Serialize;
use toml::Value;

/// What differs between a portal and what it would be; nothing of a new one, which is all new.
pub(crate) fn difference(
    before: Option<&TenantBundle>,
    after: &TenantBundle,
) -> anyhow::Result<Vec<String>> {
    let Some(before) = before else { return Ok(Vec::new()) };
    let mut lines = of_keys(&before.spec, &after.spec)?;
    for (kind, text) in &after.documents {
        let old = before.documents.get(kind).map_or("", String::as_str);
        lines.extend(of_texts(&format!("documents/{}.typ", kind.as_str()), old, text));
    }
    if before.logo != after.logo {
        lines.push("  ± logo".to_owned());
    }
    Ok(lines)
}

/// The same of a common site.
pub(crate) fn site_difference(
    before: Option<&SiteSpec>,
    after: &SiteSpec,
) -> anyhow::Result<Vec<String>> {
    before.map_or(Ok(Vec::new()), |before| of_keys(before, after))
}

fn of_keys(before: &impl Serialize, after: &impl Serialize) -> anyhow::Result<Vec<String>> {
    let (before, after) = (keys(before)?, keys(after)?);
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    let mut lines = Vec::new();
    for name in names {
        let (old, new) = (before.get(name), after.get(name));
        if old != new {
            lines.extend(old.map(|value| format!("  - {name} = {value}")));
            lines.extend(new.map(|value| format!("  + {name} = {value}")));
        }
    }
    Ok(lines)
}

fn keys(spec: &impl Serialize) -> anyhow::Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    flatten("", &Value::try_from(spec)?, &mut found);
    Ok(found)
}

/// Every value under its path; items of a list go by their name, for their places may change.
fn flatten(path: &str, value: &Value, found: &mut BTreeMap<String, String>) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Table(table) => {
            table.iter().for_each(|(key, value)| flatten(&below(key), value, found));
        }
        Value::Array(items) if items.iter().all(Value::is_table) => {
            for (item, place) in items.iter().zip(1..) {
                let name = item.get("name").and_then(Value::as_str);
                flatten(
                    &below(&name.map_or(place.to_string(), |name| format!("« {name} »"))),
                    item,
                    found,
                );
            }
        }
        leaf => drop(found.insert(path.to_owned(), leaf.to_string())),
    }
}

/// What lies between the first and the last lines that two texts share.
fn of_texts(name: &str, old: &str, new: &str) -> Vec<String> {
    if old == new {
        return Vec::new();
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let head = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let (old, new) = (old.get(head..).unwrap_or_default(), new.get(head..).unwrap_or_default());
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other);
    let tail = tail.count();
    let line = |sign: char| move |line: &&str| format!("  {sign} {line}");
    let mut lines = vec![format!("  {name}, à partir de la ligne {} :", head + 1)];
    lines.extend(old.iter().take(old.len() - tail).map(line('-')));
    lines.extend(new.iter().take(new.len() - tail).map(line('+')));
    lines
}

#[cfg(test)]
mod tests {
    use super::of_texts;

    #[test]
    fn only_what_differs_is_shown() {
        let lines = of_texts("a.typ", "one\ntwo\nthree\nfour", "one\n2\nthree and a half\nfour");
        assert_eq!(
            lines,
            [
                "  a.typ, à partir de la ligne 2 :",
                "  - two",
                "  - three",
                "  + 2",
                "  + three and a half"
            ]
        );
        assert!(of_texts("a.typ", "same", "same").is_empty());
    }
}
