//! Reading and writing a portal's folder.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use domain::sites::SiteSpec;
use domain::tenants::{DocumentKind, TenantBundle, TenantSpec};
use rust_embed::RustEmbed;
use toml::{Table, Value};

use super::{Mistakes, keys, logo, strays};

/// The portals of the source tree; read from disk in debug builds.
#[derive(RustEmbed)]
#[folder = "../../tenants"]
struct Embedded;

/// Bytes of a file, at most.
const LARGEST_FILE: u64 = 2 * 1024 * 1024;

/// The place of a portal's files.
pub(crate) enum Source {
    /// In the binary, under this name.
    Embedded(&'static str),
    /// In a folder.
    Folder(PathBuf),
}

impl Source {
    /// The folder on the disk, if it is one.
    pub(super) fn folder(&self) -> Option<&Path> {
        match self {
            Self::Embedded(_) => None,
            Self::Folder(folder) => Some(folder),
        }
    }

    fn file(&self, name: &str) -> anyhow::Result<Option<Vec<u8>>> {
        match self {
            Self::Embedded(slug) => {
                Ok(Embedded::get(&format!("{slug}/{name}")).map(|file| file.data.into_owned()))
            }
            Self::Folder(folder) => match ordinary(&folder.join(name)) {
                Ok(bytes) => Ok(Some(bytes)),
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
                Err(error) => bail!("{name} : {error}"),
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

/// An ordinary file, and not an endless one: a pipe or a device would never end.
fn ordinary(path: &Path) -> std::io::Result<Vec<u8>> {
    let file = std::fs::metadata(path)?;
    if !file.is_file() {
        return Err(std::io::Error::other("ce n’est pas un fichier ordinaire"));
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > LARGEST_FILE {
        true => Err(std::io::Error::other("il pèse plus de 2 Mo")),
        false => Ok(bytes),
    }
}

/// What must be written down for every portal beside its defaults, with any value that reads.
pub(super) const SOUND: &str = "uai = \"0440035Z\"\nname = \"a\"\nshort_name = \"a\"\naccent = \"#000000\"\n\
    agreement_policy = \"before_visit\"\nagreement_due_days = 5\n";

/// The same for a common site.
const SOUND_SITE: &str = "name = \"a\"\nwelcome = \"a\"\naccent = \"#000000\"\n";

/// A portal as far as its files could be read, and all that is wrong with them.
pub(crate) struct Looked {
    /// With sound values where its own do not read. `None`: the folder is no portal.
    pub(crate) bundle: Option<TenantBundle>,
    /// The picture as it was given, and its name.
    pub(crate) picture: Option<(&'static str, Vec<u8>)>,
    /// Each with its file, its key, the reason.
    pub(crate) wrong: Mistakes,
}

/// What a portal that is made on the console starts with: the defaults of the source tree, with sound values where a
/// portal must say its own.
pub(crate) fn start() -> Result<TenantBundle, Mistakes> {
    const FILE: &str = "_default/tenant.toml";
    let source = Source::Embedded("_default");
    let text = source.text("tenant.toml").map_err(|error| said(&error))?.unwrap_or_default();
    let sound = keys::parse(FILE, SOUND)?;
    let mut table = sound.clone();
    lay_over(&mut table, keys::parse(FILE, &text)?);
    let (spec, mut wrong) = keys::read(FILE, table, &sound);
    let mut documents = BTreeMap::new();
    for &kind in DocumentKind::ALL {
        match document(&source, &source, kind) {
            Ok(text) => drop(documents.insert(kind, text)),
            Err(error) => wrong.extend([error]),
        }
    }
    match spec {
        Some(spec) if wrong.is_empty() => {
            Ok(TenantBundle { slug: String::new(), spec, documents, logo: None })
        }
        _ => Err(wrong),
    }
}

/// A portal of the source tree, whose logo is ours to draw; or all that is wrong with its files.
pub(crate) fn read(source: &Source) -> Result<TenantBundle, Mistakes> {
    let Looked { bundle, picture, wrong } = look(source);
    let bundle = bundle.filter(|_| wrong.is_empty()).ok_or(wrong)?;
    let drawn = picture.map(|(name, bytes)| {
        logo::to_png(&bytes).map_err(|error| Mistakes::one(format!("{name} : {error:#}")))
    });
    Ok(TenantBundle { logo: drawn.transpose()?, ..bundle })
}

/// Reads a portal with its defaults filled in. Its logo is not drawn yet.
pub(crate) fn look(source: &Source) -> Looked {
    let default = source.default();
    let mut wrong = Mistakes::default();
    let spec = read_spec(source, &default, &mut wrong);
    if spec.is_none() {
        return Looked { bundle: None, picture: None, wrong };
    }
    let mut documents = BTreeMap::new();
    for &kind in DocumentKind::ALL {
        match document(source, &default, kind) {
            Ok(text) => drop(documents.insert(kind, text)),
            Err(error) => wrong.extend([error]),
        }
    }
    wrong.extend(strays::strays(source));
    let slug = source.slug().map_err(|error| wrong.extend(said(&error))).ok();
    let picture = picture(source).unwrap_or_else(|error| {
        wrong.extend(said(&error));
        None
    });
    let bundle =
        slug.zip(spec).map(|(slug, spec)| TenantBundle { slug, spec, documents, logo: None });
    Looked { bundle, picture, wrong }
}

fn read_spec(source: &Source, default: &Source, wrong: &mut Mistakes) -> Option<TenantSpec> {
    let mut text = |source: &Source| {
        source.text("tenant.toml").map_err(|error| wrong.extend(said(&error))).ok()
    };
    let (own, beside) = (text(source)?, text(default)?.unwrap_or_default());
    let Some(own) = own else {
        wrong.extend(["il n’y a ni fichier tenant.toml ni site.toml".to_owned()]);
        return None;
    };
    let sound = keys::parse("tenant.toml", SOUND).ok()?;
    let mut table = Table::new();
    for (file, text) in [("_default/tenant.toml", beside), ("tenant.toml", own)] {
        match keys::parse(file, &text) {
            Ok(keys) => lay_over(&mut table, keys),
            Err(mistakes) => {
                wrong.extend(mistakes);
                // Nothing of it is known: what is said of the other files is said all the same.
                lay_over(&mut table, sound.clone());
            }
        }
    }
    let (spec, mistakes) = keys::read("tenant.toml", table, &sound);
    wrong.extend(mistakes);
    spec
}

fn document(source: &Source, default: &Source, kind: DocumentKind) -> Result<String, String> {
    let name = document_name(kind);
    for place in [source, default] {
        if let Some(text) = place.text(&name).map_err(|error| format!("{error:#}"))? {
            if text.trim().is_empty() {
                return Err(format!(
                    "{name} : il est vide ; enlevez-le pour imprimer le modèle de tous les portails"
                ));
            }
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

/// A common site, if the folder is one: its address and `site.toml`; or all that is wrong with it.
pub(crate) fn read_site(source: &Source) -> Result<Option<(String, SiteSpec)>, Mistakes> {
    let Some((slug, spec, wrong)) = look_at_site(source)? else { return Ok(None) };
    if wrong.is_empty() { Ok(Some((slug, spec))) } else { Err(wrong) }
}

/// The same with sound values where its own do not read, and what is wrong with those.
pub(crate) fn look_at_site(
    source: &Source,
) -> Result<Option<(String, SiteSpec, Mistakes)>, Mistakes> {
    let Some(text) = source.text("site.toml").map_err(|error| said(&error))? else {
        return Ok(None);
    };
    let sound = keys::parse("site.toml", SOUND_SITE)?;
    let (spec, wrong) = keys::read("site.toml", keys::parse("site.toml", &text)?, &sound);
    let slug = source.slug().map_err(|error| said(&error))?;
    match spec {
        Some(spec) => Ok(Some((slug, spec, wrong))),
        None => Err(wrong),
    }
}

/// Writes a portal as a folder, which [`read`] reads as the same portal.
pub(crate) fn write(bundle: &TenantBundle, folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder.join("documents"))
        .with_context(|| folder.display().to_string())?;
    std::fs::write(folder.join("tenant.toml"), toml::to_string_pretty(&bundle.spec)?)?;
    for (kind, text) in &bundle.documents {
        std::fs::write(folder.join(document_name(*kind)), text)?;
    }
    // A logo that was written down before would be read in its place.
    for name in LOGOS {
        match std::fs::remove_file(folder.join(name)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).with_context(|| name.to_owned());
            }
            _ => {}
        }
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

pub(super) fn document_name(kind: DocumentKind) -> String {
    format!("documents/{}.typ", kind.as_str())
}

/// Names under which a logo is found, the first one counts.
pub(super) const LOGOS: [&str; 4] = ["logo.svg", "logo.png", "logo.jpg", "logo.webp"];

fn picture(source: &Source) -> anyhow::Result<Option<(&'static str, Vec<u8>)>> {
    for name in LOGOS {
        if let Some(bytes) = source.file(name)? {
            return Ok(Some((name, bytes)));
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
