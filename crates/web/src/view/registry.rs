//! Every page, with its samples: what the tests and the gallery go through.
//!
//! A new page is one line in `pages!`.

use tera::Value;

use super::{Letter, Sampled, Sender};

/// One sample of one page.
pub(crate) struct Sample {
    /// `sessions-SignInPage-1`.
    pub(crate) name: String,
    pub(crate) template: &'static str,
    pub(crate) page: Value,
}

macro_rules! pages {
    ($($feature:ident: $($page:ident),+;)+) => {
        /// All samples of all pages.
        pub(crate) fn samples() -> Vec<Sample> {
            let mut all = Vec::new();
            $($(add::<crate::$feature::pages::$page>(&mut all, stringify!($feature), stringify!($page));)+)+
            all
        }
    };
}

pages! {
    home: HomePage, ContactsPage, LegalPage;
    front: FrontPage;
    sessions: SignInPage, SignOutPage, SessionListPage;
    errors: ErrorPage;
    calendar: CalendarPage, KeptCalendarPage;
    slots: SlotPage, BookPage, ChooseSchoolPage, SlotFormPage, CancelSlotPage, SlotListPage;
    signup: UaiPage, PersonPage, ConfirmationSentPage, ConfirmPage, ConfirmedPage, ResendPage, ResendSentPage, AddSchoolPage;
    passwords: ForgotPage, ForgotSentPage, NewPasswordPage, PasswordDonePage, OwnPasswordPage;
    access: RecoveryPage, AskedPage, ProofPage, ProvedPage, AnswerPage, AnswerInvalidPage, RequestListPage, MyRequestsPage, EscalatedListPage, EscalatedPage;
    invitations: AcceptInvitationPage, InvitationInvalidPage;
    bookings: BookingListPage, BookingPage, EndBookingPage, TraineeListPage;
    dashboard: DashboardPage;
    profile: ProfilePage, OptionsPage;
    login_change: AskLoginPage, LoginLinkPage, LoginStepPage;
    account_home: AccountHomePage, OwnBookingsPage;
    school_information: InformationPage;
    colleagues: ColleagueListPage, InvitePage, RolePage, EndColleaguePage;
    applications: ApplicationFormPage, ApplicationSentPage, ProofPage, ApplicationListPage, ApplicationPage, RefuseApplicationPage;
    history: HistoryListPage;
    console: ConsoleHomePage, MailListPage, MailPage, JobListPage, DirectoryPage;
}

/// All sample letters from every sender, by their names in the gallery.
pub(crate) fn letters() -> Vec<(String, Sender, Letter)> {
    let features = [
        ("access", crate::access::mails::samples()),
        ("applications", crate::applications::mails::samples()),
        ("bookings", crate::bookings::mails::samples()),
        ("colleagues", crate::colleagues::mails::samples()),
        ("invitations", crate::invitations::mails::samples()),
        ("login_change", crate::login_change::mails::samples()),
        ("passwords", crate::passwords::mails::samples()),
        ("signup", crate::signup::mails::samples()),
    ];
    let mut all = Vec::new();
    for (feature, samples) in features {
        for (name, letters) in samples {
            let from =
                |sender: Sender| letters.iter().map(move |letter| (sender.clone(), letter.clone()));
            for (index, (sender, letter)) in
                Sender::samples().into_iter().flat_map(from).enumerate()
            {
                all.push((format!("{feature}-{name}-{index}"), sender, letter));
            }
        }
    }
    all
}

fn add<P: Sampled>(all: &mut Vec<Sample>, feature: &str, page: &str) {
    for (index, sample) in P::samples().iter().enumerate() {
        all.push(Sample {
            name: format!("{feature}-{page}-{index}"),
            template: P::TEMPLATE,
            page: Value::from_serializable(sample),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Engine, super::Shell, Sampled, samples};

    #[test]
    fn every_page_renders_on_every_shell() {
        let engine = Engine::load().unwrap();
        let mut broken = Vec::new();
        for (shell_name, shell) in Shell::samples() {
            for sample in samples() {
                match engine.render_value(&shell, sample.template, sample.page) {
                    Ok(html) => check(&sample.name, &html),
                    Err(error) => broken.push(format!("{} on {shell_name}: {error}", sample.name)),
                }
            }
        }
        assert!(broken.is_empty(), "{}", broken.join("\n"));
    }

    #[test]
    fn a_fragment_is_the_content_alone() {
        use crate::slots::pages::{BookPage, SlotPage};
        let engine = Engine::load().unwrap();
        let (_, shell) = Shell::samples().remove(2);
        let slot = engine.render_fragment(&shell, &SlotPage::samples()[0]).unwrap();
        let form = engine.render_fragment(&shell, &BookPage::samples()[1]).unwrap();
        for html in [&slot, &form] {
            assert_eq!(
                (
                    html.matches("<h1").count(),
                    html.matches("<main").count(),
                    html.matches("<html").count()
                ),
                (1, 0, 0)
            );
        }
        assert!(slot.contains("BERNARD Inès") && form.contains("data-error-summary"));
    }

    /// What no page may break: one h1, one main, no inline style or handler.
    fn check(name: &str, html: &str) {
        let count = |needle: &str| html.matches(needle).count();
        assert_eq!(count("<h1"), 1, "{name}: one h1");
        assert_eq!(count("<main"), 1, "{name}: one main");
        for forbidden in [" style=\"", " onclick=", " onsubmit=", "javascript:"] {
            assert_eq!(
                count(forbidden),
                0,
                "{name}: {forbidden} is refused by the Content-Security-Policy"
            );
        }
    }
}
