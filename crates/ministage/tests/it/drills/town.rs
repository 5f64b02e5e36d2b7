//! Nodes of the product behind the shipped Caddyfile, and clients that come from many addresses.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use testing_web::TestDb;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpSocket;

use super::shipped;
use crate::process::{Running, free_port, ministage};

/// As the sample world calls it.
const BASE: &str = "ministage.test";

/// Nodes, and Caddy before them.
pub(super) struct Town {
    settings: Vec<(&'static str, String)>,
    ports: Vec<u16>,
    /// Of one node: the socket that a supervisor keeps.
    kept: Option<TcpListener>,
    pub(super) nodes: Vec<Running>,
    pub(super) gate: Gate,
    proxy: Child,
    _folder: TempDir,
}

/// Where clients come in: Caddy's port.
#[derive(Clone, Copy)]
pub(super) struct Gate(u16);

impl Town {
    /// One node on a file, two on a server.
    pub(super) async fn open(db: &TestDb) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = vec![
            ("MINISTAGE__DATABASE__URL", db.url().to_owned()),
            ("MINISTAGE__PUBLIC__BASE_DOMAIN", BASE.to_owned()),
            ("MINISTAGE__PUBLIC__TRUSTED_PROXIES", "127.0.0.1".to_owned()),
            ("MINISTAGE__MAIL__URL", format!("mailbox:{}", folder.path().join("mails").display())),
            ("MINISTAGE__LOG__FILTER", "error".to_owned()),
        ];
        if db.is_postgres() {
            let redis = std::env::var("MINISTAGE_TEST_REDIS_URL").unwrap();
            let prefix = format!("drill-{}-{}", std::process::id(), free_port());
            settings
                .extend([("MINISTAGE__REDIS__URL", redis), ("MINISTAGE__REDIS__PREFIX", prefix)]);
        }
        let ports: Vec<u16> =
            (0..if db.is_postgres() { 2 } else { 1 }).map(|_| free_port()).collect();
        let kept = match ports.as_slice() {
            [one] => Some(TcpListener::bind(("127.0.0.1", *one)).unwrap()),
            _ => None,
        };
        let port = free_port();
        let proxy = proxy(&folder, port, &ports);
        let gate = Gate(port);
        let nodes = Vec::new();
        let mut town = Self { settings, ports, kept, nodes, gate, proxy, _folder: folder };
        for at in 0..town.ports.len() {
            let node = town.node(at);
            town.nodes.push(node);
        }
        let started = Instant::now();
        while town.gate.get(Ipv4Addr::LOCALHOST, BASE, "/").await.unwrap_or_default().status != 200
        {
            assert!(started.elapsed() < Duration::from_secs(30), "Caddy does not answer");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        town
    }

    fn node(&self, at: usize) -> Running {
        let mut command = match &self.kept {
            Some(socket) => at_socket(socket),
            None => ministage(&["serve"]),
        };
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command.env("MINISTAGE__LISTEN", format!("127.0.0.1:{}", self.ports[at]));
        Running::start(&mut command)
    }

    /// SIGTERM, the end, a new process at the same place: what a supervisor does.
    pub(super) async fn restart(&mut self, at: usize) {
        let old = self.nodes.remove(at);
        let stopped = tokio::task::spawn_blocking(move || old.stop()).await.unwrap();
        assert!(stopped < Duration::from_secs(35), "{stopped:?}");
        let node = self.node(at);
        self.nodes.insert(at, node);
    }
}

impl Gate {
    pub(super) async fn get(
        self,
        from: Ipv4Addr,
        host: &str,
        path: &str,
    ) -> std::io::Result<Answer> {
        self.send(
            from,
            &format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"),
        )
        .await
    }

    pub(super) async fn post(
        self,
        from: Ipv4Addr,
        host: &str,
        path: &str,
        cookie: &str,
        fields: &[(&str, &str)],
    ) -> std::io::Result<Answer> {
        let body = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", coded(value)))
            .collect::<Vec<_>>()
            .join("&");
        self.send(from, &format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )).await
    }

    /// A connection of its own from this address to Caddy.
    pub(super) async fn connect(self, from: Ipv4Addr) -> std::io::Result<tokio::net::TcpStream> {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::from((from, 0)))?;
        socket.connect(SocketAddr::from((Ipv4Addr::LOCALHOST, self.0))).await
    }

    async fn send(self, from: Ipv4Addr, request: &str) -> std::io::Result<Answer> {
        let mut stream = self.connect(from).await?;
        stream.write_all(request.as_bytes()).await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        let answer = String::from_utf8_lossy(&answer);
        let head = answer.split("\r\n\r\n").next().unwrap_or_default();
        let status = head.get(9..12).and_then(|code| code.parse().ok()).unwrap_or_default();
        let cookies = head.lines().filter_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("set-cookie")
                .then(|| value.split(';').next().unwrap_or_default().to_owned())
        });
        Ok(Answer { status, cookies: cookies.collect::<Vec<_>>().join("; ") })
    }

    /// Signs in on a portal: the status, and the cookies.
    pub(super) async fn sign_in(
        self,
        from: Ipv4Addr,
        host: &str,
        login: &str,
        password: &str,
    ) -> Answer {
        let typed = [("email", login), ("mot_de_passe", password)];
        self.post(from, host, "/connexion", "", &typed).await.unwrap_or_default()
    }
}

impl Drop for Town {
    fn drop(&mut self) {
        // Caddy keeps nothing that must be written.
        let _ = self.proxy.kill();
        let _ = self.proxy.wait();
    }
}

/// What came back.
#[derive(Debug, Default)]
pub(super) struct Answer {
    /// 0: nothing that is HTTP.
    pub(super) status: u16,
    pub(super) cookies: String,
}

/// `ministage serve` at a socket that outlives it, handed over as systemd does: descriptor 3, and whom it is for.
fn at_socket(socket: &TcpListener) -> Command {
    let hand_over = "exec 3<&0 0</dev/null; LISTEN_FDS=1 LISTEN_PID=$$ exec \"$0\" serve";
    let program = ministage(&[]).get_program().to_owned();
    let mut command = Command::new("sh");
    command.args(["-c", hand_over]).arg(program).stderr(Stdio::null());
    command.stdin(OwnedFd::from(socket.try_clone().unwrap()));
    command
}

/// Debian's Caddy with the shipped file: of it only names, ports and certificate are this machine's.
fn proxy(folder: &TempDir, port: u16, nodes: &[u16]) -> Child {
    let file = fs::read_to_string(shipped("Caddyfile")).unwrap();
    let site = "{$BASE_DOMAIN}, *.{$BASE_DOMAIN} {\n\ttls /certificates/fullchain.pem /certificates/privkey.pem\n";
    assert!(file.contains(site), "the shipped file has another site");
    let here = format!("http://{BASE}:{port}, http://*.{BASE}:{port} {{\n");
    let (options, own) = ("{\n\ton_demand_tls {", "\nhttps:// {");
    assert!(file.contains(options) && file.contains(own), "the shipped file has no own domains");
    let quiet = "{\n\tadmin off\n\tauto_https disable_redirects\n\ton_demand_tls {";
    let elsewhere = format!("\nhttps://:{} {{", free_port());
    let file = file.replace(site, &here).replace(options, quiet).replace(own, &elsewhere);
    let path = folder.path().join("Caddyfile");
    fs::write(&path, file).unwrap();
    let upstream =
        nodes.iter().map(|port| format!("127.0.0.1:{port}")).collect::<Vec<_>>().join(" ");
    let mut caddy = Command::new("caddy");
    if nodes.len() == 1 {
        caddy.env("HEALTH_TIMEOUT", "45s");
    }
    caddy.args(["run", "--adapter", "caddyfile", "--config"]).arg(path).env("UPSTREAM", upstream);
    caddy
        .env("HOME", folder.path())
        .env("XDG_DATA_HOME", folder.path())
        .env("XDG_CONFIG_HOME", folder.path());
    caddy.stdout(Stdio::null()).stderr(Stdio::null());
    caddy.spawn().expect("Caddy is needed: apt-get install caddy (`cargo xtask test` does so)")
}

fn coded(value: &str) -> String {
    value
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
