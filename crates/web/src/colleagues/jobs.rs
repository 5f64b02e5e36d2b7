//! What a colleague is told, when it leaves.

use domain::colleagues::jobs::{ColleagueNews, TellColleague};
use domain::queue::Claimed;

use super::mails::ColleagueMail;
use crate::app::App;
use crate::post::Envelope;
use crate::worker::JobFailure;

pub(crate) async fn tell(app: &App, job: &Claimed, news: TellColleague) -> Result<(), JobFailure> {
    let to = app.backstage.colleague_addressee(news.account, news.uai).await?;
    let Some(to) = to else {
        return Ok(());
    };
    let (word, role) = match news.news {
        ColleagueNews::Joined(role) => ("joined", role.label()),
        ColleagueNews::Role(role) => ("role", role.label()),
        ColleagueNews::Removed => ("removed", ""),
    };
    let host = app.account_host();
    let mail = ColleagueMail {
        name: to.name,
        school: to.school,
        news: word,
        role: role.to_owned(),
        url: app.url(&host, "/"),
    };
    app.post(
        Envelope {
            job,
            to: &to.login,
            about: Some(news.account.0),
            host,
            sender: app.platform_sender(),
        },
        &mail,
    )
    .await
}
