//! `tenant apply`: every folder is read, printed and rehearsed before the first one is written.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::Context;
use domain::Backstage;
use domain::history::Actor;
use domain::sites::SiteSpec;
use domain::tenancy::TenantState;
use domain::tenants::{Applied, TenantBundle};
use education::Uai;

use super::super::say::say;
use super::state;
use crate::cli::Apply;
use crate::portals::{self, Looked, Mistakes, Proofs, Source};

/// A folder as it was read.
enum Folder {
    Portal(Box<TenantBundle>),
    Site(String, SiteSpec),
}

impl Folder {
    fn slug(&self) -> &str {
        match self {
            Self::Portal(bundle) => &bundle.slug,
            Self::Site(slug, _) => slug,
        }
    }
}

pub(super) async fn run(backstage: &Backstage, wanted: Apply) -> anyhow::Result<()> {
    let Apply { dirs, dry_run, second } = wanted;
    let mut wrong: Vec<(PathBuf, Mistakes)> = Vec::new();
    let mut folders: Vec<(PathBuf, Folder, Mistakes)> = Vec::new();
    for dir in dirs {
        match read(&dir).await? {
            (Some(folder), mistakes) => folders.push((dir, folder, mistakes)),
            (None, mistakes) => wrong.push((dir, mistakes)),
        }
    }
    // Common sites name portals that may come in the same call.
    folders.sort_by_key(|(_, folder, _)| matches!(folder, Folder::Site(..)));
    let mut rehearsing = Rehearsing {
        backstage,
        second,
        proofs: Proofs::default(),
        hosts: HashMap::new(),
        lycees: HashMap::new(),
        slugs: Vec::new(),
    };
    let mut said: Vec<String> = Vec::new();
    let mut sound: Vec<Folder> = Vec::new();
    for (dir, folder, mistakes) in folders {
        let (lines, later) = rehearsing.rehearse(&folder, &mistakes).await?;
        let mistakes = mistakes.and(later);
        if mistakes.is_empty() {
            said.extend(lines);
            sound.push(folder);
        } else {
            wrong.push((dir, mistakes));
        }
    }
    if !wrong.is_empty() {
        let each = wrong.iter().map(|(dir, mistakes)| format!("{} :\n{mistakes}", dir.display()));
        anyhow::bail!("rien n’a été écrit.\n{}", each.collect::<Vec<_>>().join("\n"));
    }
    if dry_run {
        said.into_iter().for_each(|line| say!("{line}"));
        say!("Essai : rien n’a été changé.");
        return Ok(());
    }
    let mut written: Vec<&str> = Vec::new();
    for folder in &sound {
        let done = write(backstage, folder).await;
        let done = done.and_then(|done| done.map_err(anyhow::Error::from));
        done.with_context(|| match written.as_slice() {
            [] => format!("« {} » : rien n’a été écrit", folder.slug()),
            before => format!(
                "« {} » n’est pas écrit, mais l’est déjà : {}",
                folder.slug(),
                before.join(", ")
            ),
        })?;
        written.push(folder.slug());
    }
    Ok(())
}

/// A folder as far as it reads, its logo drawn, and all that is wrong with its files.
async fn read(dir: &Path) -> anyhow::Result<(Option<Folder>, Mistakes)> {
    let source = Source::Folder(dir.to_owned());
    match portals::look_at_site(&source) {
        Err(mistakes) => return Ok((None, mistakes)),
        Ok(Some((slug, site, mistakes))) => return Ok((Some(Folder::Site(slug, site)), mistakes)),
        Ok(None) => {}
    }
    let Looked { bundle, picture, mut wrong } = portals::look(&source);
    let mut logo = None;
    if let Some((name, picture)) = picture {
        match portals::draw(name, picture).await? {
            Ok(png) => logo = Some(png),
            Err(why) => wrong.extend([why]),
        }
    }
    let portal = bundle.map(|bundle| Folder::Portal(Box::new(TenantBundle { logo, ..bundle })));
    Ok((portal, wrong))
}

/// The first half of a call, in which nothing is written.
struct Rehearsing<'a> {
    backstage: &'a Backstage,
    second: bool,
    proofs: Proofs,
    /// Own hosts of this call, by whom.
    hosts: HashMap<String, String>,
    /// Lycées that get a portal in this call, by which.
    lycees: HashMap<Uai, String>,
    /// Addresses of this call, and whether they are new.
    slugs: Vec<(String, bool)>,
}

impl Rehearsing<'_> {
    /// What would change, in lines; and all that is wrong besides what is known, also beside the other folders.
    async fn rehearse(
        &mut self,
        folder: &Folder,
        known: &Mistakes,
    ) -> anyhow::Result<(Vec<String>, Mistakes)> {
        let slug = folder.slug();
        if self.slugs.iter().any(|(other, _)| other == slug) {
            let twice = format!("deux dossiers de cet appel ont l’adresse « {slug} »");
            return Ok((Vec::new(), Mistakes::one(twice)));
        }
        let new = self.is_new(slug).await?;
        // One that is there is told apart by the database.
        let like = |(other, other_new): &&(String, bool)| {
            new && *other_new && domain::tenants::look_alike(other, slug)
        };
        let like = self.slugs.iter().find(like).map(|(other, _)| portals::alike(other));
        self.slugs.push((slug.to_owned(), new));
        let (lines, mut wrong) = match folder {
            Folder::Portal(bundle) => {
                let mut wrong = self.beside_others(bundle, known).await?;
                let (lines, later) = self.portal(bundle).await?;
                wrong.extend(later);
                (lines, wrong)
            }
            Folder::Site(slug, site) => self.site(slug, site).await?,
        };
        wrong.extend(like);
        Ok((lines, wrong))
    }

    async fn is_new(&self, slug: &str) -> anyhow::Result<bool> {
        Ok(self.backstage.portal_named(slug).await?.is_none()
            && self.backstage.export_site(slug).await?.is_none())
    }

    /// The hosts and the lycées of this call.
    async fn beside_others(
        &mut self,
        bundle: &TenantBundle,
        known: &Mistakes,
    ) -> anyhow::Result<Mistakes> {
        let TenantBundle { slug, spec, .. } = bundle;
        let mut wrong = Mistakes::default();
        if let Some(host) = spec.custom_host.as_deref().map(|host| host.trim().to_ascii_lowercase())
            && let Some(other) = self.hosts.insert(host.clone(), slug.clone())
        {
            let twice = format!("« {other} » a dans cet appel le même hôte « {host} »");
            wrong.extend([format!("tenant.toml, custom_host : {twice}")]);
        }
        let before = self.backstage.portal_named(slug).await?;
        let comes = before.is_none_or(|before| before.tenant().uai != spec.uai);
        if comes && !self.second && !known.names("tenant.toml, uai") {
            let earlier = self.lycees.insert(spec.uai, slug.clone());
            wrong.extend(earlier.map(|earlier| portals::second(&earlier)));
        }
        Ok(wrong)
    }

    async fn portal(&mut self, bundle: &TenantBundle) -> anyhow::Result<(Vec<String>, Mistakes)> {
        let mut wrong = self.proofs.of(bundle).await?;
        match self.backstage.rehearse_tenant(bundle, self.second).await {
            Ok(rehearsal) => {
                let mut lines = vec![format!("{} : {}", bundle.slug, would_be(rehearsal.applied))];
                lines.extend(portals::difference(rehearsal.before.as_ref(), &rehearsal.after)?);
                lines.extend(portals::leftovers(&bundle.spec, &rehearsal.after.spec));
                lines.extend(remains(bundle, rehearsal.after.spec.state));
                Ok((lines, wrong))
            }
            Err(refused) => {
                wrong.extend(portals::refused(refused)?);
                Ok((Vec::new(), wrong))
            }
        }
    }

    async fn site(&self, slug: &str, site: &SiteSpec) -> anyhow::Result<(Vec<String>, Mistakes)> {
        let comes = |portal: &String| self.slugs.iter().any(|(slug, _)| slug == portal);
        let here = SiteSpec {
            portals: site.portals.iter().filter(|portal| !comes(portal)).cloned().collect(),
            ..site.clone()
        };
        // Without the portals that this call makes it may be empty for the moment.
        if here.portals.is_empty()
            && here.departments.is_empty()
            && here.academies.is_empty()
            && !site.portals.is_empty()
        {
            let line = format!("{slug} : d’après les portails de cet appel");
            return Ok((vec![line], Mistakes::default()));
        }
        let known = self.backstage.export_site(slug).await?;
        let applied = match self.backstage.rehearse_site(slug, &here).await {
            Ok(applied) => applied,
            Err(refused) => return Ok((Vec::new(), portals::site_refused(refused)?)),
        };
        let mut lines = vec![format!("{slug} : {}", would_be(applied))];
        if applied != Applied::Unchanged {
            lines.extend(portals::site_difference(known.as_ref(), site)?);
        }
        Ok((lines, Mistakes::default()))
    }
}

async fn write(backstage: &Backstage, folder: &Folder) -> anyhow::Result<Result<(), Mistakes>> {
    match folder {
        Folder::Site(slug, site) => match backstage.apply_site(slug, site, Actor::System).await {
            Ok(applied) => say!("{slug} : {}", is(applied)),
            Err(refused) => return Ok(Err(portals::site_refused(refused)?)),
        },
        Folder::Portal(bundle) => match backstage.apply_tenant(bundle, Actor::System).await {
            Ok(applied) => {
                say!("{} : {}", bundle.slug, is(applied));
                stays(backstage, bundle).await?;
            }
            Err(refused) => return Ok(Err(portals::refused(refused)?)),
        },
    }
    Ok(Ok(()))
}

/// Says what of a portal stays otherwise than its folder has it: what stages use, and that an operator holds it.
async fn stays(backstage: &Backstage, bundle: &TenantBundle) -> anyhow::Result<()> {
    let Some(kept) = backstage.export_tenant(&bundle.slug).await? else { return Ok(()) };
    portals::leftovers(&bundle.spec, &kept.spec).into_iter().for_each(|line| say!("{line}"));
    remains(bundle, kept.spec.state).into_iter().for_each(|line| say!("{line}"));
    Ok(())
}

/// What an operator said of the state stands, whatever the folder says.
fn remains(bundle: &TenantBundle, kept: TenantState) -> Option<String> {
    let (slug, said) = (&bundle.slug, bundle.spec.state);
    let how = match kept {
        TenantState::Suspended | TenantState::Closed => {
            "voir « ministage tenant resume »".to_owned()
        }
        _ => format!(
            "le dossier dit « {} » comme avant : changez-le pour décider ici",
            said.as_str()
        ),
    };
    (kept != said).then(|| format!("{slug} : reste {}, un exploitant l’a dit ; {how}", state(kept)))
}

fn is(applied: Applied) -> String {
    match applied {
        Applied::Created => "créé".to_owned(),
        Applied::Changed(version) => format!("mis à jour (version {version})"),
        Applied::Unchanged => "inchangé".to_owned(),
    }
}

fn would_be(applied: Applied) -> String {
    match applied {
        Applied::Unchanged => is(applied),
        Applied::Created | Applied::Changed(_) => format!("serait {}", is(applied)),
    }
}
