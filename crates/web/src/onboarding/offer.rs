//! « Formations »: what the lycée teaches, ticked on the national list of its kind.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use domain::ids::TenantId;
use domain::onboarding::{Draft, Step};
use domain::tenancy::{FullOperator, Operator};
use domain::tenants::TrackSpec;
use domain::text::Taught;
use education::formations;
use education::{french, names};

use super::frame::{self, Frame};
use super::pages::{BranchRow, PrepareOfferPage};
use crate::form::{Form, Refused};
use crate::view::Choice;
use crate::visit::{Ids, Result, Signed, Visit};

/// Signs of what is written below the boxes.
const MOST_OWN: usize = 2_000;

/// The input of the boxes.
const BOXES: &str = "formation";

/// What is taught and is not on the list.
const OWN: &str = "Autres formations";

/// `GET /lycees/{tenant}/preparation/formations`.
pub(crate) async fn ask(visit: Signed<Operator>, Ids(id): Ids<TenantId>) -> Result {
    let Some(draft) = visit.role.draft(id).await? else {
        return frame::no_draft(&visit.role, id).await;
    };
    let form = match visit.typed().await {
        Some(form) => form,
        None => {
            ticked(&draft).into_iter().fold(Form::default(), |form, name| form.with(BOXES, name))
        }
    };
    visit.page(&page(&visit, &draft, form))
}

/// `POST /lycees/{tenant}/preparation/formations`.
pub(crate) async fn send(
    visit: Signed<FullOperator>,
    Ids(id): Ids<TenantId>,
    mut form: Form,
) -> Result {
    let Some(draft) = visit.role.draft(id).await? else {
        return frame::no_draft(&visit.role, id).await;
    };
    let version = form.version();
    let own = form.check("autres", |typed| {
        if typed.chars().count() > MOST_OWN {
            return Err(format!("{} signes au plus.", french::count(MOST_OWN as u64)));
        }
        let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
        let lines = lines.map(|line| Taught::parse(line).map(|name| name.to_string()));
        lines.collect::<std::result::Result<Vec<_>, _>>().map_err(|why| why.sentence(""))
    });
    let tracks = own.map(|own| chosen(&draft, &form, own));
    let (status, form) = match tracks {
        None => (StatusCode::UNPROCESSABLE_ENTITY, form),
        Some(tracks) if tracks.is_empty() => {
            let form = form.wrong(BOXES, "Cochez au moins une formation.");
            (StatusCode::UNPROCESSABLE_ENTITY, form)
        }
        Some(tracks) => match visit.role.offer_draft(id, version, tracks).await {
            Ok(()) => {
                return Ok(frame::done(
                    &visit,
                    Step::Offer,
                    id,
                    "Les formations sont enregistrées.",
                ));
            }
            Err(why) => frame::refused(form, "autres", why)?,
        },
    };
    let Some(draft) = visit.role.draft(id).await? else {
        return frame::no_draft(&visit.role, id).await;
    };
    visit.page_with(status, &page(&visit, &draft, form))
}

/// Branches with what may be ticked in each: the portal's own first, then the list of the lycée's kind.
fn branches(draft: &Draft) -> Vec<(String, Vec<String>)> {
    let tracks = draft.bundle.spec.tracks.iter();
    let mut branches: Vec<(String, Vec<String>)> =
        tracks.map(|track| (track.name.clone(), track.programmes.clone())).collect();
    let known: BTreeSet<String> = branches.iter().flat_map(|(_, names)| names).cloned().collect();
    for branch in formations::taught(draft.school.kind, draft.school.agricultural) {
        let names = branch.formations.iter().map(ToString::to_string);
        let names: Vec<_> = names.filter(|name| !known.contains(name)).collect();
        match branches.iter_mut().find(|(name, _)| *name == branch.name) {
            Some((_, others)) => others.extend(names),
            None if names.is_empty() => {}
            None => branches.push((branch.name, names)),
        }
    }
    branches
}

/// What is ticked before anybody ticked anything: what the portal has, else what nearly all of its kind teach.
fn ticked(draft: &Draft) -> Vec<String> {
    let has: Vec<String> =
        draft.bundle.spec.tracks.iter().flat_map(|track| track.programmes.clone()).collect();
    if !has.is_empty() {
        return has;
    }
    let all = formations::taught(draft.school.kind, draft.school.agricultural);
    let all = all.into_iter().flat_map(|branch| branch.formations);
    all.filter(|one| formations::is_likely(one, draft.school.kind))
        .map(ToString::to_string)
        .collect()
}

/// What was ticked, and what was written below; an empty branch goes.
fn chosen(draft: &Draft, form: &Form, own: Vec<String>) -> Vec<TrackSpec> {
    let sent: BTreeSet<&str> = form.all(BOXES).collect();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut tracks: Vec<TrackSpec> = Vec::new();
    let ticked = branches(draft).into_iter().map(|(name, mut programmes)| {
        programmes.retain(|programme| sent.contains(programme.as_str()));
        (name, programmes)
    });
    for (name, programmes) in ticked.chain([(OWN.to_owned(), own)]) {
        let programmes = programmes.into_iter().filter(|one| seen.insert(names::fold(one)));
        let programmes: Vec<String> = programmes.collect();
        match tracks.iter_mut().find(|track| track.name == name) {
            _ if programmes.is_empty() => {}
            Some(track) => track.programmes.extend(programmes),
            None => tracks.push(TrackSpec { name, programmes }),
        }
    }
    tracks
}

fn page(visit: &Visit, draft: &Draft, form: Form) -> PrepareOfferPage {
    let sent: BTreeSet<&str> = form.all(BOXES).collect();
    let row = |(name, names): (String, Vec<String>)| {
        let is_ticked = |name: &String| sent.contains(name.as_str());
        let ticked = names.iter().filter(|name| is_ticked(name)).count();
        BranchRow {
            count: match ticked {
                0 => french::count(names.len() as u64),
                _ => format!("{ticked} sur {}", names.len()),
            },
            open: ticked > 0,
            formations: names
                .into_iter()
                .map(|name| Choice::new(name.clone(), name.clone(), is_ticked(&name)))
                .collect(),
            name,
        }
    };
    PrepareOfferPage {
        frame: Frame::of(visit, draft, Some(Step::Offer)),
        kind: draft.school.kind.label(),
        branches: branches(draft).into_iter().map(row).collect(),
        form,
    }
}

#[cfg(test)]
mod tests {
    use education::natures::Kind;

    use super::*;

    #[test]
    fn every_name_of_the_list_may_be_kept() {
        for branch in formations::taught(Kind::Lycee, true) {
            assert!(Taught::parse(&branch.name).is_ok(), "{}", branch.name);
            for formation in branch.formations {
                let name = formation.to_string();
                assert_eq!(Taught::parse(&name).unwrap().to_string(), name.replace('\u{a0}', " "));
            }
        }
    }
}
