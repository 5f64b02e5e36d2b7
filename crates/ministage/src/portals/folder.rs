//! Reading and writing a portal's folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context;
use domain::sites::SiteSpec;
use domain::tenants::{DocumentKind, TenantBundle, TenantSpec};
use rust_embed::RustEmbed;
use toml::{Table, Value};

use super::{Mistakes, keys, logo};

/// The portals of the source tree; read from disk in debug builds.
#[derive(RustEmbed)]
#[folder = "../../tenants"]
struct Embedded;

/// The place of a portal's files.
pub(crate) enum Source {
    /// In the binary, under this name.
    Embedded(&'static str),
    /// In a folder.
    Folder(PathBuf),
}

impl Source {
    fn file(&self, name: &str) -> anyhow::Result<Option<Vec<u8>>> {
        match self {
            Self::Embedded(slug) => {
                Ok(Embedded::get(&format!("{slug}/{name}")).map(|file| file.data.into_owned()))
            }
            Self::Folder(folder) => match std::fs::read(folder.join(name)) {
                Ok(bytes) => Ok(Some(bytes)),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(error).with_context(|| folder.join(name).display().to_string()),
            },
        }
    }

    fn text(&self, name: &str) -> anyhow::Result<Option<String>> {
        let bytes = self.file(name)?;
        bytes
            .map(String::from_utf8)
            .transpose()
            .with_context(|| format!("{name} n’est pas en UTF-8"))
    }

    fn slug(&self) -> anyhow::Result<String> {
        match self {
            Self::Embedded(slug) => Ok((*slug).to_owned()),
            Self::Folder(folder) => {
                let folder = folder.canonicalize().with_context(|| folder.display().to_string())?;
                let name = folder.file_name().and_then(|name| name.to_str());
                Ok(name.context("le dossier n’a pas de nom")?.to_owned())
            }
        }
    }

    /// Its defaults: the `_default` beside it, else the embedded one.
    fn default(&self) -> Self {
        let beside = match self {
            Self::Embedded(_) => None,
            Self::Folder(folder) => folder
                .canonicalize()
                .ok()
                .and_then(|folder| Some(folder.parent()?.join("_default"))),
        };
        beside
            .filter(|folder| folder.is_dir())
            .map_or_else(|| Self::Embedded("_default"), Self::Folder)
    }
}

/// What must be written down for every portal beside its defaults, with any value that reads.
pub(super) const SOUND: &str = "uai = \"0440035Z\"\nname = \"a\"\nshort_name = \"a\"\naccent = \"#000000\"\n\
    agreement_policy = \"before_visit\"\nagreement_due_days = 5\n";

/// The same for a common site.
const SOUND_SITE: &str = "name = \"a\"\nwelcome = \"a\"\naccent = \"#000000\"\n";

/// A portal with its defaults filled in; or all that is wrong with its files.
pub(crate) fn read(source: &Source) -> Result<TenantBundle, Mistakes> {
    let default = source.default();
    let mut wrong = Mistakes::default();
    let mut keep = |mistakes: Mistakes| wrong.extend(mistakes);
    let spec = read_spec(source, &default).map_err(&mut keep).ok();
    let mut documents = BTreeMap::new();
    for &kind in DocumentKind::ALL {
        match document(source, &default, kind) {
            Ok(text) => drop(documents.insert(kind, text)),
            Err(error) => keep(Mistakes::one(error)),
        }
    }
    let slug = source.slug().map_err(|error| keep(said(&error))).ok();
    let logo = picture(source).map_err(|error| keep(said(&error))).ok();
    match (slug, spec, logo) {
        (Some(slug), Some(spec), Some(logo)) if wrong.is_empty() => {
            Ok(TenantBundle { slug, spec: tidy(spec), documents, logo })
        }
        _ => Err(wrong),
    }
}

fn read_spec(source: &Source, default: &Source) -> Result<TenantSpec, Mistakes> {
    let own = source.text("tenant.toml").map_err(|error| said(&error))?;
    let own = own.ok_or_else(|| Mistakes::one("il n’y a ni fichier tenant.toml ni site.toml"))?;
    let beside = default.text("tenant.toml").map_err(|error| said(&error))?.unwrap_or_default();
    let mut table = keys::parse("_default/tenant.toml", &beside)?;
    lay_over(&mut table, keys::parse("tenant.toml", &own)?);
    keys::read("tenant.toml", table, &keys::parse("tenant.toml", SOUND)?)
}

fn document(source: &Source, default: &Source, kind: DocumentKind) -> Result<String, String> {
    let name = format!("documents/{}.typ", kind.as_str());
    for place in [source, default] {
        if let Some(text) = place.text(&name).map_err(|error| format!("{error:#}"))? {
            return Ok(text);
        }
    }
    Err(format!("{name} : il manque"))
}

fn said(error: &anyhow::Error) -> Mistakes {
    Mistakes::one(format!("{error:#}"))
}

/// Sample data of a document: what each is called, and its JSON.
pub(super) fn samples(kind: DocumentKind) -> impl Iterator<Item = (&'static str, Vec<u8>)> {
    ["sample", "sparse", "longest"].into_iter().filter_map(move |name| {
        let path = format!("_default/documents/{}.{name}.json", kind.as_str());
        Some((name, Embedded::get(&path)?.data.into_owned()))
    })
}

/// A common site, if the folder is one: its address and `site.toml`.
pub(crate) fn read_site(source: &Source) -> Result<Option<(String, SiteSpec)>, Mistakes> {
    let Some(text) = source.text("site.toml").map_err(|error| said(&error))? else {
        return Ok(None);
    };
    let sound = keys::parse("site.toml", SOUND_SITE)?;
    let spec = keys::read("site.toml", keys::parse("site.toml", &text)?, &sound)?;
    Ok(Some((source.slug().map_err(|error| said(&error))?, spec)))
}

/// Writes a portal as a folder, which [`read`] reads as the same portal.
pub(crate) fn write(bundle: &TenantBundle, folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder.join("documents"))
        .with_context(|| folder.display().to_string())?;
    std::fs::write(folder.join("tenant.toml"), toml::to_string_pretty(&bundle.spec)?)?;
    for (kind, text) in &bundle.documents {
        std::fs::write(folder.join(format!("documents/{}.typ", kind.as_str())), text)?;
    }
    if let Some(logo) = &bundle.logo {
        std::fs::write(folder.join("logo.png"), logo)?;
    }
    Ok(())
}

/// Writes a common site as a folder, which [`read_site`] reads as the same site.
pub(crate) fn write_site(site: &SiteSpec, folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    std::fs::write(folder.join("site.toml"), toml::to_string_pretty(site)?)?;
    Ok(())
}

fn picture(source: &Source) -> anyhow::Result<Option<Vec<u8>>> {
    for name in ["logo.svg", "logo.png", "logo.jpg", "logo.webp"] {
        if let Some(bytes) = source.file(name)? {
            return logo::to_png(&bytes).with_context(|| name.to_owned()).map(Some);
        }
    }
    Ok(None)
}

/// Key by key; a list is replaced whole.
fn lay_over(under: &mut Table, over: Table) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(Value::Table(under)), Value::Table(over)) => lay_over(under, over),
            (_, value) => drop(under.insert(key, value)),
        }
    }
}

/// Texts without the line ends at both ends that multi-line strings bring.
fn tidy(mut spec: TenantSpec) -> TenantSpec {
    for text in spec.texts.values_mut() {
        *text = text.trim().to_owned();
    }
    spec
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demonstration_portals_can_be_read_and_differ() {
        let [atelier, jardins] =
            ["lycee-atelier", "lycee-jardins"].map(|slug| read(&Source::Embedded(slug)).unwrap());
        assert_ne!(atelier.spec.accent, jardins.spec.accent);
        assert_ne!(atelier.logo, jardins.logo);
        assert_ne!(
            atelier.documents[&DocumentKind::Agreement],
            jardins.documents[&DocumentKind::Agreement]
        );
        assert_eq!(
            atelier.documents[&DocumentKind::Guide],
            jardins.documents[&DocumentKind::Guide]
        );
        assert!(jardins.spec.details.agricultural && !atelier.spec.details.agricultural);
        assert!(atelier.logo.unwrap().len() < 20_000 && jardins.logo.unwrap().len() < 20_000);
    }

    #[test]
    fn what_is_written_reads_as_the_same() {
        let bundle = read(&Source::Embedded("lycee-jardins")).unwrap();
        let folder = std::env::temp_dir()
            .join(format!("ministage-portal-{}", std::process::id()))
            .join("lycee-jardins");
        write(&bundle, &folder).unwrap();
        let again = read(&Source::Folder(folder.clone())).unwrap();
        std::fs::remove_dir_all(folder.parent().unwrap()).unwrap();
        assert_eq!(again, bundle);
    }

    #[test]
    fn the_demonstration_common_site_can_be_read() {
        let (slug, spec) = read_site(&Source::Embedded("ministages-44")).unwrap().unwrap();
        assert_eq!(
            (slug.as_str(), spec.name.to_string().as_str()),
            ("ministages-44", "Mini-Stages 44")
        );
        assert!(read_site(&Source::Embedded("lycee-atelier")).unwrap().is_none());
        let beside = tempfile::tempdir().unwrap();
        let folder = beside.path().join("ministages-44");
        write_site(&spec, &folder).unwrap();
        assert_eq!(read_site(&Source::Folder(folder)).unwrap(), Some((slug, spec)));
    }
}
