//! Which word may be the first label of an address, of a portal or of a common site; and which host may be a
//! lycée's own.

use std::net::IpAddr;

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use crate::entity::{slugs, tenants};
use crate::store::{Scope, Tx};
use crate::{Backstage, Fault};

/// Labels that belong to the platform, to its mail and DNS, or that people take for its doors.
const RESERVED: &str = "\
    abuse acces account accounts acme admin administrateur administration aide api app assets assistance auth \
    authentification autoconfig autodiscover backup blog broadcasthost bimi caldav carddav cdn compte comptes \
    connect connexion console contact contacts cpanel dashboard demo deconnexion demonstration dev dkim dmarc dns \
    docs documentation doc dpo email ent example exemple exploitant files ftp git grafana help hostmaster http https \
    identification identite idp imap inscription intranet invalid invitation isatap ldap local localdomain localhost \
    login logout mail mailer mailer-daemon mails media metrics ministage ministages monitoring mot-de-passe mta mta-sts \
    mx mx1 mx2 news ns ns0 ns1 ns2 ns3 ns4 ntp oauth oauth2 oidc operateur password paiement pay pop pop3 portail \
    portails postmaster preprod preview prod production profil proxy relay reset root rgpd saml secure securite \
    security server session shop sign-in sign-up signin signup smtp smtps spf spool ssl sso staging static stats \
    status statut sts support sysadmin system systeme test tests tls token tokens upload usenet uucp verification \
    verify vpn web webdav webmail webmaster wpad ww www www1 www2 wwww";

/// Letters that look like others, in the order in which they are read.
const LOOK_ALIKE: [(&str, &str); 6] =
    [("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s")];

/// Why a word cannot be a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelRefused {
    /// Not 2 to 50 small letters, digits and dashes, or a dash at an end.
    Shape,
    /// A dash at the third and fourth place, as in `xn--`: browsers would show it as another word.
    Coded,
    /// The platform’s own, or it looks like this one of its own.
    Reserved(String),
    /// It looks like this one, which is there.
    Like(String),
}

/// Whether a word has the shape of a label: others are nobody's, and are not looked up.
pub(crate) fn has_shape(word: &str) -> bool {
    let letters =
        word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    (2..=50).contains(&word.len()) && letters && !word.starts_with('-') && !word.ends_with('-')
}

/// Whether a word may be a label, before the database is asked.
pub(crate) fn check(word: &str) -> Result<(), LabelRefused> {
    if !has_shape(word) {
        return Err(LabelRefused::Shape);
    }
    if word.get(2..4) == Some("--") {
        return Err(LabelRefused::Coded);
    }
    let looks = looks(word);
    match RESERVED.split_whitespace().find(|own| self::looks(own) == looks) {
        Some(own) => Err(LabelRefused::Reserved(own.to_owned())),
        None => Ok(()),
    }
}

/// Whether a hasty reader takes one word for the other.
pub fn look_alike(one: &str, other: &str) -> bool {
    looks(one) == looks(other)
}

/// A word as it looks to a hasty reader.
fn looks(word: &str) -> String {
    LOOK_ALIKE.iter().fold(word.to_owned(), |word, (sign, like)| word.replace(sign, like))
}

impl<S: Scope> Tx<'_, S> {
    /// Why a new label is not taken beside those that are there: it looks like one. The same one is
    /// [`Self::put_label`]'s to refuse.
    pub(crate) async fn like_another(&self, label: &str) -> Result<Option<LabelRefused>, Fault> {
        if !self.guards().labels {
            return Ok(None);
        }
        let like = self
            .shared::<slugs::Entity>()
            .filter(slugs::Column::Looks.eq(looks(label)))
            .filter(slugs::Column::Slug.ne(label))
            .limit(1);
        Ok(self.one(like).await?.map(|like| LabelRefused::Like(like.slug)))
    }

    /// Whether nobody has a label, or had it, and none looks like it.
    pub(crate) async fn is_free(&self, label: &str) -> Result<bool, Fault> {
        let same = self.shared::<slugs::Entity>();
        let same = same.filter(slugs::Column::Slug.eq(label));
        Ok(check(label).is_ok()
            && !self.any(same).await?
            && self.like_another(label).await?.is_none())
    }

    /// Takes a label. `false`: it is another's, or looks like it; the keys decide against one who comes at this moment.
    pub(crate) async fn put_label(&self, label: &str) -> Result<bool, Fault> {
        let looks = self.guards().labels.then(|| looks(label));
        let row = slugs::ActiveModel {
            slug: Set(label.to_owned()),
            looks: Set(looks),
            ..Default::default()
        };
        match self.insert_shared(row).await {
            Err(Fault::Constraint(_)) => Ok(false),
            other => other.map(|()| true),
        }
    }
}

impl<S: Scope> Tx<'_, S> {
    /// Where the portal is now that left this host; any other host is what it is.
    pub(crate) async fn host_now(&self, host: &str) -> Result<String, Fault> {
        let same = || host.to_owned();
        let Some((label, base)) = host.split_once('.') else { return Ok(same()) };
        let left = self
            .shared::<slugs::Entity>()
            .filter(slugs::Column::Slug.eq(label))
            .filter(slugs::Column::FormerHost.eq(host));
        let Some(id) = self.one(left).await?.and_then(|row| row.leads_to) else {
            return Ok(same());
        };
        let own = self.shared::<tenants::Entity>().filter(tenants::Column::Id.eq(id));
        let there = |row: tenants::Model| row.custom_host.unwrap_or(format!("{}.{base}", row.slug));
        Ok(self.one(own).await?.map_or_else(same, there))
    }
}

impl Backstage {
    /// Says how the labels look that an older release took. Of two that look alike already, one does. Idempotent;
    /// nothing to do costs one statement.
    pub(crate) async fn describe_labels(&self) -> Result<(), Fault> {
        self.write(async |tx| {
            let older = tx.shared::<slugs::Entity>().filter(slugs::Column::Looks.is_null());
            for row in tx.all(older.order_by_asc(slugs::Column::Slug)).await? {
                let looks = looks(&row.slug);
                let same = tx.shared::<slugs::Entity>().filter(slugs::Column::Looks.eq(&looks));
                if tx.any(same).await? {
                    continue;
                }
                let said = slugs::ActiveModel { looks: Set(Some(looks)), ..Default::default() };
                let own = slugs::Column::Slug.eq(row.slug);
                tx.run(tx.update_shared::<slugs::Entity>().set(said).filter(own)).await?;
            }
            Ok(())
        })
        .await
    }
}

/// A lycée's own host as it is stored: a bare name of several labels, outside of the base domain.
pub(crate) fn own_host(typed: &str, base: &str) -> Option<String> {
    let host = typed.trim().to_ascii_lowercase();
    let label = |label: &str| {
        let signs = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        (1..=63).contains(&label.len()) && signs && !label.starts_with('-') && !label.ends_with('-')
    };
    let named = host.split('.').all(label)
        && host.contains('.')
        && host.len() <= 253
        && host
            .rsplit('.')
            .next()
            .is_some_and(|top| top.bytes().any(|byte| byte.is_ascii_alphabetic()))
        && host.parse::<IpAddr>().is_err();
    let within = host == base || host.strip_suffix(base).is_some_and(|rest| rest.ends_with('.'));
    // A host above the base domain is not the lycée's either.
    let above = base.strip_suffix(&host).is_some_and(|rest| rest.ends_with('.'));
    (named && !within && !above).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_lycees_and_departements_are_taken() {
        for word in [
            "lycee-atelier", "a1", "ministages-44", "mini-stages-nantes", "st-joseph", "cfa-85",
            "test-44",
        ] {
            assert_eq!(check(word), Ok(()), "{word}");
        }
    }

    #[test]
    fn what_is_no_label_is_refused_with_the_reason() {
        for word in ["", "a", "Lycee", "-a", "a-", "a.b", "é", "a b", "a\0b", &"a".repeat(51)] {
            assert_eq!(check(word), Err(LabelRefused::Shape), "{word:?}");
        }
        for word in ["xn--abc", "ab--cd", "44--ee"] {
            assert_eq!(check(word), Err(LabelRefused::Coded), "{word}");
        }
        for word in
            ["smtp", "login", "connexion", "autodiscover", "ns1", "mta-sts", "localhost", "compte"]
        {
            assert_eq!(check(word), Err(LabelRefused::Reserved(word.to_owned())), "{word}");
        }
        for (word, own) in [
            ("c0mpte", "compte"),
            ("1ogin", "login"),
            ("cornpte", "compte"),
            ("vvww", "www"),
            ("adm1n", "admin"),
            ("con5ole", "console"),
        ] {
            assert_eq!(check(word), Err(LabelRefused::Reserved(own.to_owned())), "{word}");
        }
    }

    #[test]
    fn an_own_host_is_a_bare_name_outside_of_the_base_domain() {
        let base = "ministage.fr";
        assert_eq!(
            own_host(" Stages.Lycee-Atelier.fr ", base).as_deref(),
            Some("stages.lycee-atelier.fr")
        );
        assert_eq!(
            own_host("ministage.fr.example.org", base).as_deref(),
            Some("ministage.fr.example.org")
        );
        assert_eq!(own_host("notministage.fr", base).as_deref(), Some("notministage.fr"));
        for host in [
            "", "a b", "lycee", "https://lycee.fr", "lycee.fr:8080", "lycee.fr/", "lycee.fr.",
            ".fr", "a..fr", "-a.fr", "é.fr", "127.0.0.1", "[::1]", "a\0.fr", "user@lycee.fr",
            "ministage.fr", "compte.ministage.fr", "a.b.ministage.fr", "fr",
        ] {
            assert_eq!(own_host(host, base), None, "{host:?}");
        }
        assert_eq!(own_host("localhost.test", "ministage.localhost.test"), None, "above it");
    }
}
