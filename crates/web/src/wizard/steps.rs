//! « 1 Type d’élève — 2 Créneau — 3 Identité »: where one is, and the way back.

use serde::Serialize;

use super::pupils::{OWN, Pupils};
use super::trail::{SCHOOL_STEP, SLOT_STEP, Trail};

/// One step.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Step {
    label: &'static str,
    /// What was answered, in a few words.
    detail: String,
    /// Back to it, once it is answered.
    back: Option<String>,
    /// Step 3 goes back by its form, which keeps what is typed: the value of `retour`.
    keeping: Option<&'static str>,
    current: bool,
    /// It is answered.
    done: bool,
}

const LABELS: [&str; 3] = ["Type d’élève", "Créneau", "Identité"];

/// The three steps on a common site: only schools book over several lycées, so the first is answered.
pub(crate) fn site_steps() -> Vec<Step> {
    let [pupil, slot, identity] = LABELS.map(|label| Step { label, ..Step::default() });
    let pupil = Step { detail: OWN.to_owned(), done: true, ..pupil };
    vec![pupil, Step { current: true, ..slot }, identity]
}

/// The three steps, of which the `current`th (from 1) is shown.
pub(super) fn steps(current: usize, pupils: &Pupils, trail: &Trail) -> Vec<Step> {
    let backs = [trail.ask_school().url(), trail.choose().url(), String::new()];
    let keepings = [SCHOOL_STEP, SLOT_STEP, ""];
    let details = [pupils.answer.clone(), String::new(), String::new()];
    let step = |(at, (label, (detail, back))): (usize, (_, (String, String)))| {
        let done = at + 1 < current;
        let keeping = (done && current == 3).then_some(keepings[at]);
        Step {
            label,
            detail: if done { detail } else { String::new() },
            back: done.then_some(back),
            keeping,
            current: at + 1 == current,
            done,
        }
    };
    LABELS.into_iter().zip(details.into_iter().zip(backs)).enumerate().map(step).collect()
}
