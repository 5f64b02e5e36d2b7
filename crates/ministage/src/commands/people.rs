//! `staff`, `operator`, `invitation`: who is in, who is asked in, and who goes. Mails leave from the queue.

use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::console::PersonLine;
use domain::factors::FactorReset;
use domain::invitations::{OperatorInvitation, StaffInvitation};
use domain::operators::OperatorRefused;
use domain::staff::StaffRefused;
use domain::text::Reason;
use domain::{Backstage, Portal};
use education::french;

use super::say::say;
use crate::cli::{Invitation, Operator, Staff};

pub(super) async fn staff(backstage: &Backstage, command: Staff) -> anyhow::Result<()> {
    match command {
        Staff::Invite { portal, mail, role } => {
            let portal = named(backstage, &portal).await?;
            let mail = checked(&mail)?;
            match portal.invite_staff(&StaffInvitation::new(&mail, role)).await {
                Ok(()) => {}
                Err(StaffRefused::LastAdmin) => anyhow::bail!(
                    "{mail} est le dernier administrateur de {} et le reste : invitez d’abord un autre administrateur",
                    portal.host()
                ),
                Err(StaffRefused::Fault(fault)) => return Err(fault.into()),
            }
            say!("Une invitation part à {mail} ({}, {}).", web::staff_role(role), portal.host());
        }
        Staff::List { portal } => list(named(backstage, &portal).await?.staff_lines().await?),
        Staff::Remove { portal, mail, last } => {
            let portal = named(backstage, &portal).await?;
            let removed = match portal.remove_staff(&mail, last).await {
                Ok(removed) => removed,
                Err(StaffRefused::LastAdmin) => anyhow::bail!(
                    "{mail} est le dernier administrateur de {} : sans lui, personne n’y invite plus. Invitez-en un autre, ou ajoutez --last",
                    portal.host()
                ),
                Err(StaffRefused::Fault(fault)) => return Err(fault.into()),
            };
            anyhow::ensure!(removed, "personne n’a l’identifiant {mail} dans ce portail");
            say!("{mail} n’est plus du personnel de {}.", portal.host());
        }
    }
    Ok(())
}

pub(super) async fn operator(backstage: &Backstage, command: Operator) -> anyhow::Result<()> {
    match command {
        Operator::Invite { mail, role } => {
            let mail = checked(&mail)?;
            backstage.invite_operator(&OperatorInvitation::new(&mail, role)).await?;
            say!("Une invitation part à {mail} ({}, console).", web::operator_role(role));
        }
        Operator::List => {
            for line in backstage.operator_lines().await? {
                let (role, since) = (web::operator_role(line.role), day(line.since));
                let factor = if line.has_factor { "" } else { ", sans application" };
                say!("{:<40} {role:<26} {}, depuis le {since}{factor}", line.login, line.name);
            }
        }
        Operator::ResetFactor { mail, reason } => {
            let reason = Reason::parse(&reason).map_err(|_| {
                anyhow::anyhow!("motif : écrivez pourquoi, en 500 signes au plus et sans lien")
            })?;
            let done = backstage.reset_factor(&mail, &reason).await?;
            anyhow::ensure!(done == FactorReset::Done, "aucun exploitant n’a l’identifiant {mail}");
            say!("{mail} installera une application d’authentification à sa prochaine connexion.");
        }
        Operator::Remove { mail, last } => match backstage.remove_operator(&mail, last).await {
            Ok(()) => say!("{mail} n’est plus exploitant."),
            Err(OperatorRefused::Unknown) => {
                anyhow::bail!("aucun exploitant n’a l’identifiant {mail}")
            }
            Err(OperatorRefused::Last) => anyhow::bail!(
                "{mail} est le dernier exploitant : sans lui, personne n’agit dans la console. Invitez-en un autre, ou ajoutez --last"
            ),
            Err(OperatorRefused::Fault(fault)) => return Err(fault.into()),
        },
    }
    Ok(())
}

pub(super) async fn invitation(backstage: &Backstage, command: Invitation) -> anyhow::Result<()> {
    match command {
        Invitation::List => {
            for line in backstage.invitation_lines().await? {
                let role = line.role.map_or("exploitant", web::staff_role);
                let until = match line.until {
                    Some(until) => format!("jusqu’au {}", french::date_plain(until.date_naive())),
                    None => "part dans un instant".to_owned(),
                };
                say!("{:<40} {role:<16} {:<40} {until}", line.login, line.host);
            }
        }
        Invitation::Withdraw { mail } => {
            let (count, leaving) = backstage.withdraw_invitations(&mail).await?;
            anyhow::ensure!(
                !leaving,
                "un courriel part à {mail} en ce moment : recommencez dans une minute"
            );
            anyhow::ensure!(count > 0, "aucune invitation de {mail} n’est ouverte");
            say!("Invitations retirées : {count}.");
        }
    }
    Ok(())
}

async fn named(backstage: &Backstage, slug: &str) -> anyhow::Result<Portal> {
    let portal = backstage.portal_named(slug).await?;
    portal.with_context(|| format!("il n’y a pas de portail « {slug} »"))
}

fn list(people: Vec<PersonLine>) {
    for line in people {
        let (role, since) = (web::staff_role(line.role), day(line.since));
        say!("{:<40} {role:<16} {}, depuis le {since}", line.login, line.name);
    }
}

fn day(moment: DateTime<Utc>) -> String {
    french::date_plain(moment.date_naive())
}

/// One address that a mail can be sent to, by the rule of the forms.
fn checked(mail: &str) -> anyhow::Result<String> {
    web::mailbox(mail).map_err(|why| anyhow::anyhow!("« {mail} » : {why}"))
}
