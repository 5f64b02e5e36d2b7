//! `/lycees/{tenant}/domaine`: a host is asked for, looked for in the DNS, taken away.

use axum::http::StatusCode;
use domain::console::Lycee;
use domain::hosts::{Answer, HostRefusal, HostRefused, OwnHost, OwnHosts, Proof};
use domain::ids::TenantId;
use domain::tenancy::{FullOperator, Operator, TenantState};

use super::look_up::look_up;
use super::pages::{HostCard, HostPage, LeaveHostPage};
use crate::console::lycees::{REASON, found};
use crate::form::Form;
use crate::moments::{Clock, lately};
use crate::query::Query;
use crate::urls;
use crate::view::{Badge, Tone};
use crate::visit::{Failure, Ids, Result, Signed, Visit, redirect};

/// `GET /lycees/{tenant}/domaine`.
pub(crate) async fn show(visit: Signed<Operator>, Ids(id): Ids<TenantId>) -> Result {
    let lycee = found(&visit.role, id).await?;
    let hosts = visit.role.own_hosts(&lycee.tenant).await?;
    let form = visit.typed().await.unwrap_or_default();
    visit.page(&page(&visit, &lycee, hosts, form))
}

/// `POST /lycees/{tenant}/domaine`.
pub(crate) async fn ask(
    visit: Signed<FullOperator>,
    Ids(id): Ids<TenantId>,
    mut form: Form,
) -> Result {
    let lycee = found(&visit.role, id).await?;
    let typed = form.check("hote", |typed| Ok(typed.trim().to_owned())).unwrap_or_default();
    let (status, why) = match visit.role.ask_host(id, &typed).await {
        Ok(asked) => {
            visit.trace("host_asked").about(id).done();
            let said = format!(
                "Il reste à écrire la preuve dans le DNS de {}, puis à la vérifier.",
                asked.host
            );
            return Ok(redirect(&urls::lycee_host(id)).info(said));
        }
        Err(HostRefused::Refused(HostRefusal::Shape)) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            format!(
                "Écrivez un nom de domaine seul, par exemple stages.lycee-x.fr\u{a0}: sans https://, et hors de {}.",
                visit.app.backstage.base_domain()
            ),
        ),
        Err(HostRefused::Refused(HostRefusal::Taken)) => (StatusCode::CONFLICT, TAKEN.to_owned()),
        Err(HostRefused::Refused(HostRefusal::ByFolder)) => {
            (StatusCode::CONFLICT, "Le portail y répond déjà.".to_owned())
        }
        Err(HostRefused::Refused(HostRefusal::NotFound)) => return Err(Failure::NotFound),
        Err(HostRefused::Fault(fault)) => return Err(fault.into()),
    };
    let hosts = visit.role.own_hosts(&lycee.tenant).await?;
    visit.page_with(status, &page(&visit, &lycee, hosts, form.wrong("hote", why)))
}

/// `POST /lycees/{tenant}/domaine/verification`.
pub(crate) async fn check(
    visit: Signed<FullOperator>,
    Ids(id): Ids<TenantId>,
    form: Form,
) -> Result {
    let lycee = found(&visit.role, id).await?;
    let hosts = visit.role.own_hosts(&lycee.tenant).await?;
    let asked = [hosts.proof, hosts.wanted].into_iter().flatten();
    let Some(asked) = asked.into_iter().find(|asked| asked.host == form.sent("hote")) else {
        return Ok(redirect(&urls::lycee_host(id)).info("Ce domaine n’est plus demandé."));
    };
    let said = look_up(&visit.app.dns, &asked.host).await;
    let back = redirect(&urls::lycee_host(id));
    match visit.role.prove_host(id, &asked.host, &said).await {
        Ok(Proof::Served) => {
            visit.trace("host_proved").about(id).done();
            let url = visit.app.url(&asked.host, "/");
            Ok(back.good(format!("La preuve est là\u{a0}: le portail répond maintenant à {url}")))
        }
        Ok(Proof::Standing) => Ok(back.good("La preuve est toujours là.")),
        // The page says what was found.
        Ok(Proof::Missing(_)) => Ok(back),
        Err(HostRefused::Refused(HostRefusal::Taken)) => Ok(back.bad(TAKEN)),
        Err(HostRefused::Refused(_)) => Ok(back.info("Ce domaine n’est plus demandé.")),
        Err(HostRefused::Fault(fault)) => Err(fault.into()),
    }
}

/// `GET /lycees/{tenant}/domaine/retrait?hote=…`.
pub(crate) async fn ask_leave(visit: Signed<FullOperator>, Ids(id): Ids<TenantId>) -> Result {
    let lycee = found(&visit.role, id).await?;
    let host = Query::of(&visit.target).get("hote").to_owned();
    let form = visit.typed().await.unwrap_or_else(|| Form::default().with("hote", host));
    let hosts = visit.role.own_hosts(&lycee.tenant).await?;
    let asked = [hosts.proof, hosts.wanted].into_iter().flatten();
    if !asked.into_iter().any(|asked| asked.host == form.sent("hote")) {
        return Ok(redirect(&urls::lycee_host(id)).info("Ce domaine n’est plus demandé."));
    }
    visit.page(&question(&visit, &lycee, form))
}

/// `POST /lycees/{tenant}/domaine/retrait`.
pub(crate) async fn leave(
    visit: Signed<FullOperator>,
    Ids(id): Ids<TenantId>,
    mut form: Form,
) -> Result {
    let lycee = found(&visit.role, id).await?;
    let Some(reason) = form.reason_or(REASON) else {
        return visit.again(&question(&visit, &lycee, form));
    };
    let back = redirect(&urls::lycee_host(id));
    match visit.role.leave_host(id, form.sent("hote"), &reason).await {
        Ok(()) => {
            visit.trace("host_left").about(id).done();
            Ok(back.good(format!("Le domaine {} est retiré.", form.sent("hote"))))
        }
        Err(HostRefused::Refused(HostRefusal::ByFolder)) => Ok(back.bad(BY_FOLDER)),
        // A second click.
        Err(HostRefused::Refused(_)) => Ok(back.info("Ce domaine est déjà retiré.")),
        Err(HostRefused::Fault(fault)) => Err(fault.into()),
    }
}

const TAKEN: &str = "Un autre portail répond à ce domaine.";
const BY_FOLDER: &str =
    "Ce domaine vient du dossier du portail\u{a0}: retirez-y custom_host, puis appliquez-le.";

fn page(visit: &Visit, lycee: &Lycee, hosts: OwnHosts, form: Form) -> HostPage {
    let tenant = &lycee.tenant;
    let id = tenant.id;
    let OwnHosts { served, proof, wanted } = hosts;
    HostPage {
        name: tenant.name.clone(),
        url: visit.app.url(&lycee.host, "/"),
        base: visit.app.backstage.base_domain().to_owned(),
        by_folder: served.filter(|_| proof.is_none()).unwrap_or_default(),
        served: proof.map(|proof| card(visit, id, proof, true)),
        wanted: wanted.map(|wanted| card(visit, id, wanted, false)),
        action: urls::lycee_host(id),
        check: urls::check_host(id),
        back: match tenant.state {
            TenantState::Draft => (urls::prepare_address(id), "Revenir à la préparation"),
            _ => (urls::lycee(id), "Revenir au lycée"),
        },
        form,
    }
}

fn card(visit: &Visit, id: TenantId, own: OwnHost, is_served: bool) -> HostCard {
    let badge = match (is_served, own.ends_at) {
        (true, None) => Badge::new(Tone::Good, "check", "Servi"),
        (true, Some(_)) => Badge::new(Tone::Bad, "triangle-alert", "Preuve perdue"),
        (false, _) => Badge::new(Tone::Wait, "hourglass", "À prouver"),
    };
    let when = own.checked_at.map(|at| lately(at, visit.now, Clock::OPERATORS));
    let found = own
        .answer
        .zip(when)
        .map(|(answer, when)| format!("Vérifié {when}\u{a0}: {}", sentence(answer, &own)));
    let ends = own.ends_at.map(|at| {
        let until = lately(at, visit.now, Clock::OPERATORS);
        format!(" Le portail y répond encore\u{a0}; sans la preuve, il n’y répond plus {until}.")
    });
    HostCard {
        url: if is_served { visit.app.url(&own.host, "/") } else { String::new() },
        record: own.record(),
        badge,
        found: found.unwrap_or_default() + &ends.unwrap_or_default(),
        well: own.answer == Some(Answer::Proved),
        leave: Query::of(&urls::leave_host(id)).with("hote", &own.host).url(),
        host: own.host,
        token: own.token,
    }
}

/// What was found, and what to do about it.
fn sentence(answer: Answer, own: &OwnHost) -> String {
    let (host, record) = (&own.host, own.record());
    match answer {
        Answer::Proved => "la preuve est là.".to_owned(),
        Answer::NoRecord => format!(
            "le DNS n’a pas d’enregistrement TXT à {record}. S’il vient d’être écrit, attendez quelques minutes."
        ),
        Answer::Other => format!(
            "{record} dit autre chose. Copiez le texte ci-dessous en entier, sans guillemets ni espace."
        ),
        Answer::NoDomain => format!(
            "le DNS ne connaît pas {host}. Vérifiez l’orthographe, ou attendez que le lycée l’ait créé."
        ),
        Answer::Silent => {
            "le DNS n’a pas répondu. Rien n’est décidé\u{a0}: recommencez dans quelques minutes."
                .to_owned()
        }
    }
}

fn question(visit: &Visit, lycee: &Lycee, form: Form) -> LeaveHostPage {
    let tenant = &lycee.tenant;
    let host = form.sent("hote").to_owned();
    let is_served = tenant.custom_host.as_ref() == Some(&host);
    let own = format!("{}.{}", tenant.slug, visit.app.backstage.base_domain());
    LeaveHostPage {
        name: tenant.name.clone(),
        then: if is_served { visit.app.url(&own, "/") } else { String::new() },
        action: urls::leave_host(tenant.id),
        back: urls::lycee_host(tenant.id),
        host,
        form,
    }
}
