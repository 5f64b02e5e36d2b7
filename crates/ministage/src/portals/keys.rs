//! Which keys of a TOML file do not read, and why: all of them, in French.

use serde::de::DeserializeOwned;
use toml::{Table, Value};

use super::Mistakes;

/// Reads a file of keys, and says which of them do not read: `sound` stands in their place, so that what is wrong
/// with the others can be said as well. It has every key that must be there, with any value that reads.
pub(super) fn read<T: DeserializeOwned>(
    file: &str,
    table: Table,
    sound: &Table,
) -> (Option<T>, Mistakes) {
    let mut wrong = Mistakes::default();
    let missing = sound.keys().filter(|key| !table.contains_key(*key));
    wrong.extend(missing.map(|key| format!("{file}, {key} : il manque")));
    let reads = |key: &str, part: &Value| {
        let mut alone = sound.clone();
        alone.insert(key.to_owned(), part.clone());
        Value::Table(alone).try_into::<T>().map_err(|error| in_french(error.message()))
    };
    let mut whole = sound.clone();
    for (key, value) in table {
        let parts = parts(&key, &value);
        let found = parts.iter().filter_map(|(path, part)| Some((path, reads(&key, part).err()?)));
        let before = wrong.len();
        wrong.extend(found.map(|(path, why)| format!("{file}, {path} : {why}")));
        let value = if wrong.len() == before {
            Some(value)
        } else {
            mended(&key, value, &|key, part| reads(key, part).is_ok())
        };
        whole.extend(value.map(|value| (key, value)));
    }
    match Value::Table(whole).try_into() {
        Ok(read) => (Some(read), wrong),
        Err(error) => {
            wrong.extend([format!("{file} : {}", in_french(error.message()))]);
            (None, wrong)
        }
    }
}

/// A value without the inner keys that do not read; every item of a list stays in its place, or none does.
fn mended(key: &str, value: Value, reads: &impl Fn(&str, &Value) -> bool) -> Option<Value> {
    match value {
        Value::Table(table) => {
            let reads = |inner: &str, value: &Value| {
                reads(key, &Value::Table(Table::from_iter([(inner.to_owned(), value.clone())])))
            };
            Some(Value::Table(
                table.into_iter().filter(|(inner, value)| reads(inner, value)).collect(),
            ))
        }
        Value::Array(items) => items
            .into_iter()
            .map(|item| {
                let without = |inner: &String| {
                    let mut item = item.as_table()?.clone();
                    item.remove(inner);
                    Some(Value::Table(item))
                };
                let shorter = item.as_table()?.keys().filter_map(without);
                std::iter::once(item.clone())
                    .chain(shorter)
                    .find(|item| reads(key, &Value::Array(vec![item.clone()])))
            })
            .collect::<Option<Vec<_>>>()
            .map(Value::Array),
        _ => None,
    }
}

/// A TOML text as keys.
pub(super) fn parse(file: &str, text: &str) -> Result<Table, Mistakes> {
    text.parse().map_err(|error: toml::de::Error| {
        let at = error.span().map_or(0, |span| span.start).min(text.len());
        let line = 1 + text.as_bytes().iter().take(at).filter(|&&byte| byte == b'\n').count();
        Mistakes::one(format!("{file}, ligne {line} : le TOML ne se lit pas ({})", error.message()))
    })
}

/// A value in the parts that read or do not read on their own: the keys of a table, the items of a list.
fn parts(key: &str, value: &Value) -> Vec<(String, Value)> {
    match value {
        Value::Table(table) => table
            .iter()
            .map(|(inner, value)| {
                let only = Table::from_iter([(inner.clone(), value.clone())]);
                (format!("{key}.{inner}"), Value::Table(only))
            })
            .collect(),
        Value::Array(items) if items.iter().all(Value::is_table) => items
            .iter()
            .zip(1..)
            .map(|(item, place)| (format!("{key} ({place})"), Value::Array(vec![item.clone()])))
            .collect(),
        whole => vec![(key.to_owned(), whole.clone())],
    }
}

/// The reason that serde gives, in words for whoever wrote the file.
fn in_french(message: &str) -> String {
    let message = message.lines().next().unwrap_or_default();
    let quoted = |text: &str| -> Vec<String> {
        text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    };
    let words = quoted(message);
    let (first, rest) = match words.split_first() {
        Some((first, rest)) => (first.as_str(), rest.join(", ")),
        None => ("", String::new()),
    };
    if message.starts_with("unknown field") {
        return format!("la clé « {first} » n’existe pas ; il y a {rest}");
    }
    if message.starts_with("unknown variant") {
        return format!("« {first} » n’existe pas ; au choix : {rest}");
    }
    if message.starts_with("missing field") {
        return format!("il manque « {first} »");
    }
    if message.starts_with("invalid value") {
        return "ce nombre est trop grand ou trop petit".to_owned();
    }
    if let Some((_, expected)) = message.split_once(", expected ") {
        return format!("il faut {}", kind(expected));
    }
    if let Some(why) = of_text(message) {
        return why;
    }
    let of_dates = ["input contains", "premature end", "input is", "trailing input"];
    if of_dates.iter().any(|start| message.starts_with(start)) {
        return format!("il faut {}", kind("a date"));
    }
    message.to_owned()
}

/// The words of `TextRefused`.
fn of_text(message: &str) -> Option<String> {
    let number = || message.split(' ').find_map(|word| word.parse::<usize>().ok());
    match message.split(' ').next()? {
        "nothing" => Some("il est vide".to_owned()),
        "longer" => Some(format!("il a plus de {} signes", number()?)),
        _ => message
            .strip_prefix("a sign that has no place there: ")
            .map(|sign| format!("il contient un signe qui n’y a pas sa place : {sign}")),
    }
}

fn kind(expected: &str) -> &str {
    match expected {
        "a string" | "string" => "un texte entre guillemets",
        "a boolean" => "true ou false, sans guillemets",
        "a sequence" => "une liste entre crochets",
        date if date.contains("date") => "une date entre guillemets, comme \"2026-11-05\"",
        number if number.starts_with(['i', 'u']) && number.len() <= 5 => {
            "un nombre entier, sans guillemets"
        }
        table if table.starts_with("struct") || table == "a map" => "une table de clés",
        "string or table" => "un mot entre guillemets",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use domain::tenants::TenantSpec;

    use super::*;

    fn mistakes(text: &str) -> Vec<String> {
        let sound = parse("s", super::super::folder::SOUND).unwrap();
        let table = parse("tenant.toml", text).unwrap();
        let (read, wrong) = read::<TenantSpec>("tenant.toml", table, &sound);
        assert!(read.is_some(), "the other keys are looked at");
        wrong.into_iter().collect()
    }

    #[test]
    fn every_key_that_does_not_read_is_named_with_its_reason() {
        let found = mistakes(
            "uai = \"0440035A\"\nname = 3\ncolour = \"blue\"\naccent = true\nstate = \"opened\"\n\
             agreement_policy = 1\nagreement_due_days = \"5\"\nlisted = \"yes\"\n[details]\nphon = \"1\"\n\
             board_date = \"8 oct\"\naddress = \"x\"\n[texts]\nwelcome = 1\n[[tracks]]\nname = \"A\"\n\
             [[teachers]]\nname = \"B\"\nsubjekt = \"c\"\n",
        );
        let keys = [
            "short_name : il manque",
            "uai : ",
            "name : il faut un texte",
            "colour : la clé « colour »",
            "accent : il faut un texte",
            "state : « opened »",
            "agreement_policy : il faut",
            "agreement_due_days : il faut un nombre",
            "listed : il faut true",
            "details.phon : la clé",
            "details.board_date : il faut une date",
            "details.address : il faut une liste",
            "texts.welcome : il faut un texte",
            "tracks (1) : il manque « programmes »",
            "teachers (1) : la clé « subjekt »",
        ];
        for key in keys {
            assert!(found.iter().any(|line| line.contains(key)), "{key} in\n{}", found.join("\n"));
        }
        let english = ["expected", "invalid", "unknown", "missing"];
        assert!(
            found.iter().all(|line| english.iter().all(|word| !line.contains(word))),
            "{found:#?}"
        );
        assert_eq!(found.len(), keys.len(), "{found:#?}");
    }

    #[test]
    fn a_file_that_is_no_toml_names_its_line() {
        let wrong = parse("tenant.toml", "uai = \"0440035Z\"\nname = \n").unwrap_err();
        assert!(wrong.to_string().contains("tenant.toml, ligne 2"), "{wrong}");
    }
}
