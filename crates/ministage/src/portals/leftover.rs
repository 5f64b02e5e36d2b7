//! What stays on a portal though its folder does not name it.

use domain::tenants::TenantSpec;

/// One line for the families and formations, one for the teachers; none where all are named.
pub(crate) fn leftovers(folder: &TenantSpec, portal: &TenantSpec) -> Vec<String> {
    let named = |name: &str| folder.tracks.iter().any(|track| same(&track.name, name));
    let tracks = portal.tracks.iter().filter(|track| !named(&track.name));
    let tracks = tracks.map(|track| format!("filière « {} »", track.name));
    let formations = |spec: &TenantSpec| {
        let all = spec.tracks.iter().flat_map(|track| track.programmes.clone());
        all.collect::<Vec<String>>()
    };
    let known = formations(folder);
    let programmes =
        formations(portal).into_iter().filter(|name| !known.iter().any(|one| same(one, name)));
    let programmes = programmes.map(|name| format!("formation « {name} »"));
    let named = |name: &str| folder.teachers.iter().any(|teacher| same(&teacher.name, name));
    let teachers = portal.teachers.iter().filter(|teacher| !named(&teacher.name));
    let teachers = teachers.map(|teacher| format!("« {} »", teacher.name));
    [
        line(
            tracks.chain(programmes).collect(),
            match folder.tracks.is_empty() {
                true => "le dossier ne nomme aucune filière",
                false => "des stages s’en servent",
            },
        ),
        line(
            teachers.collect(),
            match folder.teachers.is_empty() {
                true => "le dossier ne nomme aucun enseignant",
                false => "des stages ou un compte y sont liés",
            },
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A folder may write spaces that are not kept.
fn same(one: &str, other: &str) -> bool {
    one.trim() == other.trim()
}

fn line(stays: Vec<String>, why: &str) -> Option<String> {
    (!stays.is_empty()).then(|| format!("  reste, car {why} : {}", stays.join(", ")))
}
