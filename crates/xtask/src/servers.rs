//! Throw-away servers on private ports of this machine: PostgreSQL and Redis.
//!
//! They live in temporary folders, listen on 127.0.0.1 alone, and end with the value that started
//! them; should this process be killed, the kernel ends them (`setpriv --pdeathsig`).

use std::fs::File;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::machine;
use crate::run::{self, interrupted, output};

/// Meaning of a commit of PostgreSQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Durability {
    /// Nothing is flushed to disk: for tests, which throw the data away.
    None,
    /// As in production: a commit is on disk. For honest measures.
    Safe,
}

/// Both servers, running. Dropping the value stops them and removes their data.
pub(crate) struct Servers {
    postgres: Postgres,
    redis: Redis,
}

impl Servers {
    /// Starts both, and waits until they answer.
    pub(crate) fn start(durability: Durability) -> Result<Self> {
        let redis = Redis::start().context("Redis does not start")?;
        let postgres = Postgres::start(durability).context("PostgreSQL does not start")?;
        println!("started {} and {}", postgres.url(OWNER), redis.url());
        Ok(Self { postgres, redis })
    }

    /// A database whose owner may create more, and who is no superuser, as in production.
    pub(crate) fn postgres_url(&self) -> String {
        self.postgres.url(OWNER)
    }

    pub(crate) fn redis_url(&self) -> String {
        self.redis.url()
    }

    /// One more empty database with the same owner; its URL.
    pub(crate) fn create_database(&self, name: &str) -> Result<String> {
        self.postgres.create_database(name)?;
        Ok(self.postgres.url(name))
    }
}

/// Starts the servers, prints their addresses, and waits for Ctrl-C: to run single tests by hand.
pub(crate) fn keep() -> Result<()> {
    machine::install_servers()?;
    let servers = Servers::start(Durability::None)?;
    println!("export MINISTAGE_TEST_POSTGRES_URL={}", servers.postgres_url());
    println!("export MINISTAGE_TEST_REDIS_URL={}", servers.redis_url());
    println!("Ctrl-C stops them.");
    while !interrupted() {
        thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}

/// The role and the database that the tests get.
const OWNER: &str = "ministage";
const PATIENCE: Duration = Duration::from_secs(30);

struct Postgres {
    port: u16,
    // Dropped in this order: the server stops before its folder goes.
    _server: Server,
    _folder: TempDir,
}

impl Postgres {
    fn start(durability: Durability) -> Result<Self> {
        let bin = machine::postgres_bin()?;
        let folder = tempfile::Builder::new().prefix("ministage-postgres-").tempdir()?;
        let user = ServerUser::owning(folder.path())?;
        let data = folder.path().join("data");
        let mut initdb = user.command(&bin.join("initdb"));
        initdb.arg("--pgdata").arg(&data).args(["--username=postgres", "--auth=trust"]);
        initdb.args(["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]);
        output(initdb.current_dir(folder.path()))?;

        let port = free_port()?;
        let mut server = user.command(&bin.join("postgres"));
        server.arg("-D").arg(&data);
        for setting in settings(durability, port, folder.path()) {
            server.args(["-c", &setting]);
        }
        let log = folder.path().join("log");
        let server = Server::start(&mut server, folder.path(), &log, "QUIT")?;
        let postgres = Self { port, _server: server, _folder: folder };
        wait_until(&log, || postgres.psql("SELECT 1").is_ok())?;
        postgres.psql(&format!("CREATE ROLE {OWNER} LOGIN CREATEDB"))?;
        postgres.create_database(OWNER)?;
        Ok(postgres)
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://{OWNER}@127.0.0.1:{}/{database}", self.port)
    }

    fn create_database(&self, name: &str) -> Result<()> {
        self.psql(&format!("CREATE DATABASE \"{name}\" OWNER {OWNER}"))
    }

    fn psql(&self, sql: &str) -> Result<()> {
        let out = Command::new(machine::postgres_bin()?.join("psql"))
            .args([
                "--no-psqlrc", "--quiet", "--host=127.0.0.1", "--username=postgres",
                "--dbname=postgres",
            ])
            .arg(format!("--port={}", self.port))
            .args(["--command", sql])
            .stdout(Stdio::null())
            .output()?;
        if !out.status.success() {
            bail!("{sql}: {}", String::from_utf8_lossy(&out.stderr));
        }
        Ok(())
    }
}

fn settings(durability: Durability, port: u16, folder: &Path) -> Vec<String> {
    let mut settings = vec![
        format!("port={port}"),
        format!("unix_socket_directories={}", folder.display()),
        "listen_addresses=127.0.0.1".into(),
        "max_connections=200".into(),
        "shared_buffers=256MB".into(),
        "timezone=UTC".into(),
    ];
    if durability == Durability::None {
        settings.extend(
            ["fsync=off", "synchronous_commit=off", "full_page_writes=off"].map(Into::into),
        );
    }
    settings
}

struct Redis {
    port: u16,
    _server: Server,
    _folder: TempDir,
}

impl Redis {
    fn start() -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("ministage-redis-").tempdir()?;
        let port = free_port()?;
        let mut server = ending_with_us(Path::new("redis-server"));
        server.args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", ""]);
        server.args(["--appendonly", "no", "--dir"]).arg(folder.path());
        let log = folder.path().join("log");
        let server = Server::start(&mut server, folder.path(), &log, "TERM")?;
        wait_until(&log, || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok())?;
        Ok(Self { port, _server: server, _folder: folder })
    }

    fn url(&self) -> String {
        format!("redis://127.0.0.1:{}/", self.port)
    }
}

/// The user of PostgreSQL's processes: it refuses root, so root takes Debian's `postgres`.
struct ServerUser {
    is_postgres: bool,
}

impl ServerUser {
    fn owning(folder: &Path) -> Result<Self> {
        let is_postgres = machine::is_root()?;
        if is_postgres {
            // Debian's package gives this folder to its user.
            let home = std::fs::metadata("/var/lib/postgresql")
                .context("no user postgres: reinstall Debian's package postgresql-common")?;
            std::os::unix::fs::chown(folder, Some(home.uid()), Some(home.gid()))?;
        }
        Ok(Self { is_postgres })
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new("setpriv");
        if self.is_postgres {
            command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]);
        }
        command.arg("--pdeathsig=QUIT").arg(program);
        command
    }
}

fn ending_with_us(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.arg("--pdeathsig=TERM").arg(program);
    command
}

/// A server process that ends with this value.
struct Server {
    process: Child,
    /// The signal at which it stops at once.
    stop: &'static str,
}

impl Server {
    fn start(command: &mut Command, folder: &Path, log: &Path, stop: &'static str) -> Result<Self> {
        let log = File::create(log)?;
        let process = command
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .process_group(0) // Ctrl-C is for us to hear, then to stop it in order
            .spawn()?;
        Ok(Self { process, stop })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        run::signal_group(self.stop, self.process.id());
        let _already_waited_for = self.process.wait();
    }
}

/// A port that was free a moment ago.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

fn wait_until(log: &Path, ready: impl Fn() -> bool) -> Result<()> {
    let started = Instant::now();
    while !ready() {
        if interrupted() {
            bail!("interrupted");
        }
        if started.elapsed() > PATIENCE {
            bail!("no answer after {PATIENCE:?}; its log:\n{}", std::fs::read_to_string(log)?);
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}
