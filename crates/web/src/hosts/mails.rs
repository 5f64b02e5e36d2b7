//! The letter that tells operators that a host is proved no more.

use chrono::NaiveDate;
use education::french;

use crate::view::Letter;

/// `until`: the last day on which it is served; none: it is not any more.
pub(super) fn unproved(lycee: &str, host: &str, until: Option<NaiveDate>, url: String) -> Letter {
    let letter = Letter::new("hosts/unproved", "Un domaine n’est plus prouvé").about(lycee);
    let letter = match until {
        Some(until) => letter
            .preview(format!("{host} reste servi jusqu’au {}.", french::date_long(until)))
            .say("La preuve du domaine ")
            .strong(host)
            .and(" n’a pas été retrouvée dans le DNS, deux fois de suite. Le portail y répond encore jusqu’au ")
            .strong(french::date_long(until))
            .and(".")
            .say("Demandez au lycée s’il a encore ce domaine, et de remettre l’enregistrement. Il est cherché chaque jour\u{a0}; dès qu’il est revenu, rien ne change."),
        None => letter
            .preview(format!("{host} n’est plus servi."))
            .say("La preuve du domaine ")
            .strong(host)
            .and(" n’est pas revenue. Le portail n’y répond plus\u{a0}: il répond à son adresse de la plateforme."),
    };
    letter
        .button("Voir le domaine", url)
        .small("Vous recevez ce message parce que vous êtes exploitant de la plateforme.")
}
