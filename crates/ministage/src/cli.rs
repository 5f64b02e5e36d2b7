//! The command line of `ministage`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::LazyLock;

use clap::{Args, Parser, Subcommand};
use domain::operators::OperatorRole;
use domain::staff::StaffRole;

/// The version, the commit that it was built from, and the newest step of its schema.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let version = env!("CARGO_PKG_VERSION");
    format!("{version} (commit {}, schéma {})", env!("MINISTAGE_COMMIT"), domain::newest_step())
});

/// Mini-stages en lycée : les lycées ouvrent des créneaux, les collèges réservent.
#[derive(Debug, Parser)]
#[command(name = "ministage", version = VERSION.as_str(), about, disable_help_subcommand = true)]
pub(crate) struct Cli {
    /// Fichier de configuration (TOML) ; voir config.default.toml.
    #[arg(long, global = true, value_name = "FICHIER")]
    pub(crate) config: Option<PathBuf>,

    /// Dossier des réglages de la machine : ministage.toml et env.
    #[arg(long, global = true, value_name = "DOSSIER", default_value = "/etc/ministage")]
    pub(crate) etc: PathBuf,

    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Démarre une démonstration complète, sans rien installer.
    Demo(Demo),
    /// Répond aux navigateurs, et traite la file d’attente (courriels, documents).
    Serve {
        /// Ne traite pas la file : un autre processus le fait avec « work ».
        #[arg(long)]
        no_work: bool,
    },
    /// Traite la file d’attente, sans répondre aux navigateurs.
    Work,
    /// Schéma de la base de données.
    #[command(subcommand)]
    Migrate(Migrate),
    /// Annuaire des établissements.
    #[command(subcommand)]
    Directory(Directory),
    /// Portails des lycées.
    #[command(subcommand)]
    Tenant(Tenant),
    /// Personnel d’un portail.
    #[command(subcommand)]
    Staff(Staff),
    /// Exploitants de la plateforme.
    #[command(subcommand)]
    Operator(Operator),
    /// Invitations auxquelles personne n’a encore répondu.
    #[command(subcommand)]
    Invitation(Invitation),
    /// Travaux abandonnés de la file d’attente.
    #[command(subcommand)]
    Job(Job),
    /// Élèves effacés à la demande : ce qu’une sauvegarde restaurée ne doit pas ramener.
    #[command(subcommand)]
    Erasures(Erasures),
    /// Vérifie la configuration et les services, et dit quoi faire.
    Doctor,
    /// Écrit tous les réglages, commentés, avec leurs valeurs par défaut : le modèle de ministage.toml.
    Settings,
    /// Imprime un modèle avec les données d’essai, ou dessine un logo ; « tenant apply » l’appelle.
    #[command(hide = true)]
    Proof,
    /// Imprime ce que « serve » et « work » lui donnent, jusqu’à leur fin.
    #[command(hide = true)]
    Press,
}

impl Command {
    /// Whether a person types it to change something: she reads first what she works on.
    pub(crate) fn changes(&self) -> bool {
        match self {
            Self::Migrate(step) => matches!(step, Migrate::Up),
            Self::Directory(_) => true,
            Self::Staff(verb) => !matches!(verb, Staff::List { .. }),
            Self::Operator(verb) => !matches!(verb, Operator::List),
            Self::Invitation(verb) => !matches!(verb, Invitation::List),
            Self::Job(verb) => !matches!(verb, Job::List),
            Self::Erasures(verb) => matches!(verb, Erasures::Apply { .. }),
            Self::Tenant(verb) => !matches!(verb, Tenant::List | Tenant::Export { .. }),
            Self::Demo(_) | Self::Serve { .. } | Self::Work => false,
            Self::Doctor | Self::Settings => false,
            Self::Proof | Self::Press => false,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Dossier des données de la démonstration.
    #[arg(long, default_value = ".ministage", value_name = "DOSSIER")]
    pub(crate) data: PathBuf,
    /// Adresse d’écoute ; le port 0 en prend un qui est libre.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADRESSE")]
    pub(crate) listen: SocketAddr,
    /// Nom sous lequel tout se trouve.
    #[arg(long, default_value = "ministage.localhost", value_name = "NOM")]
    pub(crate) base_domain: String,
    /// Serveur DNS à qui demander la preuve des domaines des lycées ; sans lui, ceux de la machine.
    #[arg(long, value_name = "ADRESSE")]
    pub(crate) dns: Option<SocketAddr>,
}

#[derive(Clone, Copy, Debug, Subcommand)]
pub(crate) enum Migrate {
    /// Applique les migrations qui manquent.
    Up,
    /// Dit lesquelles manquent ; le code de sortie est 1 s’il en manque.
    Status,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Directory {
    /// Importe un export de l’Annuaire de l’éducation (CSV, compressé ou non).
    Import {
        /// L’export.
        #[arg(value_name = "FICHIER")]
        file: PathBuf,
        /// Dit ce qui changerait, et ne change rien.
        #[arg(long)]
        dry_run: bool,
        /// Ferme les établissements qui n’y figurent pas : le fichier est celui de tout le pays.
        #[arg(long)]
        close_missing: bool,
        /// Continue malgré les alertes, avec le chiffre qu’elles annoncent.
        #[arg(long, value_name = "CHIFFRE")]
        accept: Option<usize>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Tenant {
    /// Crée un portail (ou un site commun) ou le met à jour d’après son dossier ; deux fois de suite ne change rien.
    Apply(Apply),
    /// Liste les portails.
    List,
    /// Suspend un portail : une page neutre, rien ne part, rien n’est perdu.
    Suspend(Stop),
    /// Rend un portail suspendu à ce qu’il était ; un brouillon s’ouvre sur la console, ou par son dossier.
    Resume {
        #[command(flatten)]
        stop: Stop,
        /// Même s’il a été fermé pour de bon.
        #[arg(long)]
        closed: bool,
    },
    /// Ferme un portail pour de bon.
    Close(Stop),
    /// Archive un portail suspendu ou fermé : tout ce qu’il contient dans un fichier, puis effacé 30 jours plus tard.
    Archive(Stop),
    /// Annule l’archivage d’un portail : il reste hors ligne, et n’est pas effacé.
    Keep(Stop),
    /// Écrit l’archive d’un portail (ZIP) ; inscrit dans son historique.
    ArchiveFile {
        /// Première partie de son adresse.
        #[arg(value_name = "PORTAIL")]
        slug: String,
        /// Où ; par défaut archive-`<portail>`.zip.
        #[arg(long, value_name = "FICHIER")]
        to: Option<PathBuf>,
    },
    /// Écrit un portail (ou un site commun) sous forme de dossier.
    Export {
        /// Première partie de son adresse.
        #[arg(value_name = "PORTAIL")]
        slug: String,
        /// Où ; par défaut un dossier de ce nom.
        #[arg(long, value_name = "DOSSIER")]
        to: Option<PathBuf>,
    },
}

/// Quels dossiers, et comment.
#[derive(Debug, Args)]
pub(crate) struct Apply {
    /// tenants/`<portail>`, avec tenant.toml ; ou tenants/`<site>`, avec site.toml.
    #[arg(required = true, value_name = "DOSSIER")]
    pub(crate) dirs: Vec<PathBuf>,
    /// Imprime les documents, dit ce qui changerait, et ne change rien.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Un lycée qui a déjà un portail en aura un deuxième.
    #[arg(long)]
    pub(crate) second: bool,
}

/// De quel portail, et pourquoi.
#[derive(Debug, Args)]
pub(crate) struct Stop {
    /// Première partie de son adresse.
    #[arg(value_name = "PORTAIL")]
    pub(crate) slug: String,
    /// Écrit dans son historique.
    #[arg(long, value_name = "MOTIF")]
    pub(crate) reason: String,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Staff {
    /// Invite une personne par courriel.
    Invite {
        /// Première partie de l’adresse du portail.
        #[arg(long, value_name = "PORTAIL")]
        portal: String,
        /// Son adresse.
        #[arg(long, value_name = "ADRESSE")]
        mail: String,
        /// admin, editor, front_desk ou teacher.
        #[arg(long, value_name = "RÔLE", value_parser = role)]
        role: StaffRole,
    },
    /// Liste le personnel d’un portail.
    List {
        /// Première partie de l’adresse du portail.
        #[arg(long, value_name = "PORTAIL")]
        portal: String,
    },
    /// Retire une personne du personnel d’un portail ; son compte reste.
    Remove {
        /// Première partie de l’adresse du portail.
        #[arg(long, value_name = "PORTAIL")]
        portal: String,
        /// Son identifiant.
        #[arg(long, value_name = "ADRESSE")]
        mail: String,
        /// Même si c’est le dernier administrateur.
        #[arg(long)]
        last: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Invitation {
    /// Liste celles dont le lien est encore valable.
    List,
    /// Retire toutes celles d’une adresse : leurs liens ne servent plus.
    Withdraw {
        /// L’adresse invitée.
        #[arg(long, value_name = "ADRESSE")]
        mail: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Erasures {
    /// Ajoute à un fichier les marques qui n’y sont pas ; il se garde à côté des sauvegardes, hors d’elles.
    Export {
        /// Par défaut erasures.txt dans le dossier des sauvegardes.
        #[arg(value_name = "FICHIER")]
        file: Option<PathBuf>,
    },
    /// Efface de nouveau les élèves dont le fichier a les marques, et ce dont la date est passée.
    Apply {
        /// Par défaut erasures.txt dans le dossier des sauvegardes.
        #[arg(value_name = "FICHIER")]
        file: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Job {
    /// Liste les travaux abandonnés, avec la cause.
    List,
    /// Recommence un travail abandonné.
    Retry {
        /// Son numéro.
        #[arg(value_name = "NUMÉRO")]
        id: uuid::Uuid,
    },
    /// Supprime un travail abandonné.
    Drop {
        /// Son numéro.
        #[arg(value_name = "NUMÉRO")]
        id: uuid::Uuid,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Operator {
    /// Invite une personne par courriel.
    Invite {
        /// Son adresse.
        #[arg(long, value_name = "ADRESSE")]
        mail: String,
        /// full (tout) ou reader (lecture seule).
        #[arg(long, value_name = "RÔLE", value_parser = operator_role, default_value = "full")]
        role: OperatorRole,
    },
    /// Liste les exploitants.
    List,
    /// Retire l’application d’authentification d’un exploitant qui a perdu son téléphone ; il en installe une autre.
    ResetFactor {
        /// Son identifiant.
        #[arg(long, value_name = "ADRESSE")]
        mail: String,
        /// Écrit dans l’historique.
        #[arg(long, value_name = "MOTIF")]
        reason: String,
    },
    /// Retire un exploitant ; son compte reste.
    Remove {
        /// Son identifiant.
        #[arg(long, value_name = "ADRESSE")]
        mail: String,
        /// Même si c’est le dernier.
        #[arg(long)]
        last: bool,
    },
}

fn role(word: &str) -> Result<StaffRole, String> {
    word.parse().map_err(|()| {
        let known: Vec<&str> = StaffRole::ALL.iter().map(|role| role.as_str()).collect();
        format!("rôle inconnu ; au choix : {}", known.join(", "))
    })
}

fn operator_role(word: &str) -> Result<OperatorRole, String> {
    word.parse().map_err(|()| {
        let known: Vec<&str> = OperatorRole::ALL.iter().map(|role| role.as_str()).collect();
        format!("rôle inconnu ; au choix : {}", known.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    /// Every command that the book names is one.
    #[test]
    fn the_book_names_commands_that_exist() {
        use clap::error::ErrorKind;
        let book = include_str!("../../../docs/operations.md");
        let spans = book.split('`').skip(1).step_by(2).filter(|span| !span.contains('\n'));
        let lines = book.lines().filter(|line| line.starts_with("ministage "));
        let all = spans.chain(lines).filter(|words| words.starts_with("ministage "));
        let mut read = 0;
        for words in all.map(|words| words.split(" #").next().unwrap_or_default()) {
            let words = words.replace("NUMÉRO", "01a20000-0000-7000-8000-000000000001");
            let words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
            match super::Cli::command().try_get_matches_from(&words) {
                Ok(_) => {}
                Err(error) => assert!(
                    matches!(
                        error.kind(),
                        ErrorKind::MissingRequiredArgument
                            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
                            | ErrorKind::DisplayVersion
                    ),
                    "{words:?}: {error}"
                ),
            }
            read += 1;
        }
        assert!(read > 20, "hardly a command is in the book: {read}");
    }
}
