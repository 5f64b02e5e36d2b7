//! `staff invite`, `operator invite`: the mail leaves from the queue.

use anyhow::Context;
use domain::Backstage;
use domain::invitations::{OperatorInvitation, StaffInvitation};

use crate::cli::{Operator, Staff};

pub(super) async fn staff(backstage: &Backstage, command: Staff) -> anyhow::Result<()> {
    let Staff::Invite { portal, mail, role } = command;
    let portal = backstage
        .portal_named(&portal)
        .await?
        .with_context(|| format!("il n’y a pas de portail « {portal} »"))?;
    portal.invite_staff(&StaffInvitation::new(checked(&mail)?, role)).await?;
    println!("Une invitation part à {mail} ({}, {}).", web::staff_role(role), portal.host());
    Ok(())
}

pub(super) async fn operator(backstage: &Backstage, command: Operator) -> anyhow::Result<()> {
    let Operator::Invite { mail } = command;
    backstage.invite_operator(&OperatorInvitation::new(checked(&mail)?)).await?;
    println!("Une invitation part à {mail} (console).");
    Ok(())
}

/// An address that a mail can be sent to, as far as its form tells.
fn checked(mail: &str) -> anyhow::Result<&str> {
    let (name, host) = mail.split_once('@').context("ce n’est pas une adresse")?;
    anyhow::ensure!(
        !name.is_empty() && host.contains('.') && !mail.contains(char::is_whitespace),
        "ce n’est pas une adresse"
    );
    Ok(mail)
}
