//! Files of a portal's folder that nothing reads: a name that is written wrong would be left out in silence.

use std::path::Path;

use domain::tenants::DocumentKind;

use super::folder::{LOGOS, Source, document_name};

/// Each file that nothing reads, with the name that was probably meant. What is hidden, what explains (`.md`) and the
/// sample data of templates (`.json`) are left in peace.
pub(super) fn strays(source: &Source) -> Vec<String> {
    let Some(folder) = source.folder() else { return Vec::new() };
    let read: Vec<String> = ["tenant.toml"]
        .into_iter()
        .chain(LOGOS)
        .map(str::to_owned)
        .chain(DocumentKind::ALL.iter().map(|kind| document_name(*kind)))
        .collect();
    let logos: Vec<&str> =
        LOGOS.into_iter().filter(|name| folder.join(name).symlink_metadata().is_ok()).collect();
    let second = logos
        .get(1)
        .map(|second| format!("{second} : il y a déjà {}, un seul logo est lu", logos[0]));
    let mut strays: Vec<String> = names(folder, "")
        .into_iter()
        .chain(names(&folder.join("documents"), "documents/"))
        .filter(|name| !read.contains(name) && name != "documents")
        .map(|name| {
            let meant = meant(&name, &read);
            let meant = meant.map_or_else(String::new, |meant| format!(" ; est-ce {meant} ?"));
            format!("{name} : rien ne lit un fichier de ce nom{meant}")
        })
        .collect();
    strays.extend(second);
    strays.sort();
    strays
}

/// The names in a folder, with what stands before them.
fn names(folder: &Path, before: &str) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.') && !name.ends_with(".md") && !name.ends_with(".json"))
        .map(|name| format!("{before}{name}"))
        .collect()
}

/// The name that reads the same but for the case, the ending or one or two letters.
fn meant<'a>(name: &str, read: &'a [String]) -> Option<&'a String> {
    let folded = name.to_lowercase();
    let stem = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    let first = |fits: &dyn Fn(&str) -> bool| read.iter().find(|known| fits(known));
    first(&|known| known == folded)
        .or_else(|| first(&|known| is_near(known, &folded)))
        .or_else(|| first(&|known| stem(known) == stem(&folded)))
}

/// Whether two names have the same letters but for two at most, in their order.
fn is_near(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let before = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let behind =
        one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    let longest = one.len().max(other.len());
    longest.saturating_sub(before + behind) <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_written_wrong_is_told_from_what_is_read() {
        let beside = tempfile::tempdir().unwrap();
        let folder = beside.path();
        std::fs::create_dir(folder.join("documents")).unwrap();
        for name in [
            "tenant.toml",
            "README.md",
            ".gitignore",
            "logo.png",
            "documents/agreement.typ",
            "documents/agreement.sample.json",
        ] {
            std::fs::write(folder.join(name), "").unwrap();
        }
        let source = Source::Folder(folder.to_owned());
        assert_eq!(strays(&source), Vec::<String>::new());
        for name in
            ["Tenant.toml", "logo.jpeg", "documents/agrement.typ", "documents/letter.typ", "x"]
        {
            std::fs::write(folder.join(name), "").unwrap();
        }
        std::fs::write(folder.join("logo.svg"), "").unwrap();
        let nothing = " : rien ne lit un fichier de ce nom";
        assert_eq!(
            strays(&source),
            [
                format!("Tenant.toml{nothing} ; est-ce tenant.toml ?"),
                format!("documents/agrement.typ{nothing} ; est-ce documents/agreement.typ ?"),
                format!("documents/letter.typ{nothing}"),
                format!("logo.jpeg{nothing} ; est-ce logo.jpg ?"),
                "logo.png : il y a déjà logo.svg, un seul logo est lu".to_owned(),
                format!("x{nothing}"),
            ]
        );
    }
}
