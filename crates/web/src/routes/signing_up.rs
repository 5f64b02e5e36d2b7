//! A school opens its account, or a person asks for one of hers: the same on portals and at the account's home, where
//! whoever comes from a common site signs up.

use super::{Route, get, post};
use crate::applications::handlers as applications;
use crate::visit::Access::Anyone;
use crate::{access, signup};

pub(super) fn table() -> Vec<Route> {
    vec![
        get("/inscription", signup::school::ask).may(Anyone),
        post("/inscription", signup::school::look_up).may(Anyone),
        get("/inscription/{school}", signup::handlers::ask).may(Anyone),
        post("/inscription/{school}", signup::handlers::create).may(Anyone),
        get("/inscription/{school}/courriel", signup::handlers::sent).may(Anyone),
        post("/inscription/{school}/courriel", signup::handlers::send_again).may(Anyone),
        post("/inscription/{school}/suite", signup::by_mail::send).may(Anyone),
        get("/inscription/suite/{token}", signup::by_mail::follow).may(Anyone),
        get("/inscription/{school}/demande", applications::ask).may(Anyone),
        post("/inscription/{school}/demande", applications::send).may(Anyone),
        get("/inscription/{school}/demande/envoyee", applications::sent).may(Anyone),
        get("/rattachement/{token}", signup::second_school::show).may(Anyone),
        post("/rattachement/{token}", signup::second_school::take_in).may(Anyone),
        get("/demande-inscription/{token}", applications::show).may(Anyone),
        post("/demande-inscription/{token}", applications::prove).may(Anyone),
        get("/confirmation", signup::confirmation::ask_again).may(Anyone),
        post("/confirmation", signup::confirmation::send_again).may(Anyone),
        get("/confirmation/{token}", signup::confirmation::show).may(Anyone),
        post("/confirmation/{token}", signup::confirmation::confirm).may(Anyone),
        get("/recuperation/{school}", access::ask::handlers::show).may(Anyone),
        post("/recuperation/{school}", access::ask::handlers::ask).may(Anyone),
        get("/demande/{token}", access::proof::show).may(Anyone),
        post("/demande/{token}", access::proof::prove).may(Anyone),
    ]
}
