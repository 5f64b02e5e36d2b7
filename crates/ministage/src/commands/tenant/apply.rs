//! `tenant apply`: every folder is read, printed and rehearsed before the first one is written.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use domain::Backstage;
use domain::history::Actor;
use domain::sites::SiteSpec;
use domain::tenants::{Applied, TenantBundle};
use education::Uai;

use super::super::say::say;
use super::state;
use crate::cli::Apply;
use crate::portals::{self, Mistakes, Proofs, Source};

/// A folder as it was read.
enum Folder {
    Portal(Box<TenantBundle>),
    Site(String, SiteSpec),
}

pub(super) async fn run(backstage: &Backstage, wanted: Apply) -> anyhow::Result<()> {
    let Apply { dirs, dry_run, second } = wanted;
    let mut wrong: Vec<(PathBuf, Mistakes)> = Vec::new();
    let mut folders: Vec<(PathBuf, Folder)> = Vec::new();
    for dir in dirs {
        match read(&dir) {
            Ok(folder) => folders.push((dir, folder)),
            Err(mistakes) => wrong.push((dir, mistakes)),
        }
    }
    // Common sites name portals that may come in the same call.
    folders.sort_by_key(|(_, folder)| matches!(folder, Folder::Site(..)));
    let mut rehearsing = Rehearsing {
        backstage,
        second,
        proofs: Proofs::default(),
        news: HashMap::new(),
        slugs: Vec::new(),
    };
    let mut said: Vec<String> = Vec::new();
    for (dir, folder) in &folders {
        match rehearsing.rehearse(folder).await? {
            Ok(lines) => said.extend(lines),
            Err(mistakes) => wrong.push((dir.clone(), mistakes)),
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
    for (dir, folder) in folders {
        write(backstage, folder)
            .await?
            .map_err(|mistakes| anyhow::anyhow!("{} :\n{mistakes}", dir.display()))?;
    }
    Ok(())
}

fn read(dir: &Path) -> Result<Folder, Mistakes> {
    let source = Source::Folder(dir.to_owned());
    Ok(match portals::read_site(&source)? {
        Some((slug, site)) => Folder::Site(slug, site),
        None => Folder::Portal(Box::new(portals::read(&source)?)),
    })
}

/// The first half of a call, in which nothing is written.
struct Rehearsing<'a> {
    backstage: &'a Backstage,
    second: bool,
    proofs: Proofs,
    /// New portals of this call, by their lycée.
    news: HashMap<Uai, String>,
    /// Addresses of this call.
    slugs: Vec<String>,
}

impl Rehearsing<'_> {
    /// What would change, in lines; or all that is wrong. The outer error is the unexpected.
    async fn rehearse(&mut self, folder: &Folder) -> anyhow::Result<Result<Vec<String>, Mistakes>> {
        let slug = match folder {
            Folder::Portal(bundle) => &bundle.slug,
            Folder::Site(slug, _) => slug,
        };
        if self.slugs.contains(slug) {
            return Ok(Err(Mistakes::one(format!(
                "deux dossiers de cet appel ont l’adresse « {slug} »"
            ))));
        }
        self.slugs.push(slug.clone());
        match folder {
            Folder::Portal(bundle) => self.portal(bundle).await,
            Folder::Site(slug, site) => self.site(slug, site).await,
        }
    }

    async fn portal(
        &mut self,
        bundle: &TenantBundle,
    ) -> anyhow::Result<Result<Vec<String>, Mistakes>> {
        let mut wrong = self.proofs.of(bundle).await?;
        let rehearsal = match self.backstage.rehearse_tenant(bundle, self.second).await {
            Ok(rehearsal) => rehearsal,
            Err(refused) => {
                wrong.extend(portals::refused(refused)?);
                return Ok(Err(wrong));
            }
        };
        if rehearsal.before.is_none() && !self.second {
            let earlier = self.news.insert(bundle.spec.uai, bundle.slug.clone());
            wrong.extend(
                earlier.map(|earlier| Mistakes::one(portals::second(&earlier))).unwrap_or_default(),
            );
        }
        if !wrong.is_empty() {
            return Ok(Err(wrong));
        }
        let mut lines = vec![format!("{} : {}", bundle.slug, would_be(rehearsal.applied))];
        lines.extend(portals::difference(rehearsal.before.as_ref(), &rehearsal.after)?);
        Ok(Ok(lines))
    }

    async fn site(
        &self,
        slug: &str,
        site: &SiteSpec,
    ) -> anyhow::Result<Result<Vec<String>, Mistakes>> {
        let comes = |portal: &String| self.slugs.contains(portal);
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
            return Ok(Ok(vec![format!("{slug} : d’après les portails de cet appel")]));
        }
        let known = self.backstage.export_site(slug).await?;
        let applied = match self.backstage.rehearse_site(slug, &here).await {
            Ok(applied) => applied,
            Err(refused) => return Ok(Err(portals::site_refused(refused)?)),
        };
        let mut lines = vec![format!("{slug} : {}", would_be(applied))];
        if applied != Applied::Unchanged {
            lines.extend(portals::site_difference(known.as_ref(), site)?);
        }
        Ok(Ok(lines))
    }
}

async fn write(backstage: &Backstage, folder: Folder) -> anyhow::Result<Result<(), Mistakes>> {
    match folder {
        Folder::Site(slug, site) => match backstage.apply_site(&slug, &site, Actor::System).await {
            Ok(applied) => say!("{slug} : {}", is(applied)),
            Err(refused) => return Ok(Err(portals::site_refused(refused)?)),
        },
        Folder::Portal(bundle) => match backstage.apply_tenant(&bundle, Actor::System).await {
            Ok(applied) => {
                say!("{} : {}", bundle.slug, is(applied));
                still_held(backstage, &bundle).await?;
            }
            Err(refused) => return Ok(Err(portals::refused(refused)?)),
        },
    }
    Ok(Ok(()))
}

/// Says of a portal that an operator holds that its folder does not open it.
async fn still_held(backstage: &Backstage, bundle: &TenantBundle) -> anyhow::Result<()> {
    let now = backstage.export_tenant(&bundle.slug).await?.map(|kept| kept.spec.state);
    if let Some(held) = now.filter(|now| *now != bundle.spec.state) {
        say!("{} : reste {}, voir « ministage tenant resume »", bundle.slug, state(held));
    }
    Ok(())
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
