//! nginx or Caddy with the committed file: only ports, paths and the certificate are replaced.

use std::fs;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use reqwest::Certificate;
use reqwest::blocking::{Client, RequestBuilder};
use tempfile::TempDir;

use crate::sandbox::server::Reply;
use crate::serve::gateway::{Gateway, MEDIA_TYPE, until};

const HOST: &str = "forms.example.vn";

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Nginx,
    Caddy,
}

/// A gateway with a proxy in front of it; both are stopped when this is dropped.
pub(super) struct Site {
    proxy: Child,
    pub(super) gateway: Gateway,
    folder: TempDir,
    secure: u16,
    plain: u16,
    root: Certificate,
}

impl Site {
    /// None, with a word, where the program is not installed.
    pub(super) fn start(kind: Kind) -> Option<Self> {
        let program = kind.program();
        let is_there = |name: &str, word: &str| {
            let found =
                Command::new(name).arg(word).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
            if !found {
                eprintln!("skipped: {name} is not installed");
            }
            found
        };
        if !is_there(program, if kind == Kind::Nginx { "-v" } else { "version" })
            || !is_there("openssl", "version")
        {
            return None;
        }
        let gateway = Gateway::start_with(|config| {
            config.replace(
                "[server]",
                "[server]\npublic_url = \"https://forms.example.vn\"\ntrusted_proxies = [\"127.0.0.1/32\"]\n\
                 requests_per_minute = 60\nburst = 60\nbody_timeout_ms = 1000",
            )
        });
        // From here on it keeps its port, so that the proxy finds it after a restart.
        let (address, metrics) = (gateway.address.clone(), gateway.metrics.clone());
        gateway
            .edit(|config| config.replacen("127.0.0.1:0", &address, 1).replacen("127.0.0.1:0", &metrics, 1));
        let folder = tempfile::tempdir().unwrap();
        let (secure, plain) = (free_port(), free_port());
        let file = match kind {
            Kind::Nginx => nginx(folder.path(), &address, secure, plain),
            Kind::Caddy => caddy(folder.path(), &address, secure, plain),
        };
        let log = fs::File::create(folder.path().join("said")).unwrap();
        let mut command = Command::new(program);
        match kind {
            Kind::Nginx => command.arg("-p").arg(folder.path()).arg("-c").arg(file).args(["-e", "stderr"]),
            Kind::Caddy => command.arg("run").arg("--adapter").arg("caddyfile").arg("--config").arg(file),
        };
        command
            .env("HOME", folder.path())
            .env("XDG_DATA_HOME", folder.path())
            .env("XDG_CONFIG_HOME", folder.path());
        let proxy = command.stdout(log.try_clone().unwrap()).stderr(log).spawn().unwrap();
        let mut site = Guard { proxy: Some(proxy) };
        let root = folder.path().join(match kind {
            Kind::Nginx => "fullchain.pem",
            Kind::Caddy => "caddy/pki/authorities/local/root.crt",
        });
        let said = || fs::read_to_string(folder.path().join("said")).unwrap_or_default();
        until("there is a certificate", || {
            let ended = site.proxy.as_mut().unwrap().try_wait().unwrap();
            assert!(ended.is_none(), "it did not start: {}", said());
            root.exists()
        });
        let root = read_root(&root);
        let site = Self { proxy: site.proxy.take().unwrap(), gateway, folder, secure, plain, root };
        until("the proxy answers", || {
            site.client().get(site.url("/healthz")).send().is_ok_and(|reply| reply.status() == 200)
        });
        Some(site)
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("https://{HOST}:{}{path}", self.secure)
    }

    pub(super) fn plain_url(&self, path: &str) -> String {
        format!("http://{HOST}:{}{path}", self.plain)
    }

    pub(super) fn client(&self) -> Client {
        self.client_from(None)
    }

    /// A client at another address of this machine. It trusts the proxy's certificate, and no other.
    pub(super) fn client_from(&self, address: Option<IpAddr>) -> Client {
        let here = |port| SocketAddr::from(([127, 0, 0, 1], port));
        Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_mins(1))
            .local_address(address)
            .resolve(HOST, here(0))
            .tls_certs_only([self.root.clone()])
            .build()
            .unwrap()
    }

    /// Whether a handshake with this option of openssl comes about.
    pub(super) fn shakes_hands(&self, version: &str) -> bool {
        let mut command = Command::new("openssl");
        command.args([
            "s_client",
            "-connect",
            &format!("127.0.0.1:{}", self.secure),
            "-servername",
            HOST,
            version,
        ]);
        let command = command.args(["-cipher", "DEFAULT@SECLEVEL=0"]).stdin(Stdio::null());
        command.output().unwrap().status.success()
    }

    pub(super) fn get(&self, path: &str) -> Reply {
        self.client().get(self.url(path)).send().unwrap().into()
    }

    pub(super) fn post(&self, path: &str) -> RequestBuilder {
        self.client().post(self.url(path)).header("content-type", MEDIA_TYPE)
    }

    /// What a proxy writes down is read by more people than leads are.
    pub(super) fn has_logged_nothing_of(&self, words: &[&str]) {
        let mut logs = vec![self.folder.path().join("said")];
        logs.extend(["leadform.log", "leadform.error.log"].map(|name| self.folder.path().join(name)));
        let text: String = logs.iter().filter_map(|file| fs::read_to_string(file).ok()).collect();
        assert!(!text.is_empty(), "no log was found");
        for word in words {
            assert!(!text.contains(word), "{word} stands in {text}");
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        end(&mut self.proxy);
    }
}

/// Stops the proxy if a check fails while it starts.
struct Guard {
    proxy: Option<Child>,
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.proxy.iter_mut().for_each(end);
    }
}

/// With TERM, since nginx has workers that would outlive it.
fn end(child: &mut Child) {
    let _ = Command::new("kill").arg(child.id().to_string()).status();
    let _ = child.wait();
}

impl Kind {
    const fn program(self) -> &'static str {
        match self {
            Self::Nginx => "nginx",
            Self::Caddy => "caddy",
        }
    }
}

fn example(name: &str) -> String {
    fs::read_to_string(format!("{}/../examples/deploy/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// Replaces what must stand there: an example that says something else shall be noticed.
fn swap(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "the example has no {from}");
    text.replace(from, to)
}

fn nginx(folder: &Path, gateway: &str, secure: u16, plain: u16) -> PathBuf {
    let name = |file: &str| folder.join(file).display().to_string();
    make_certificate(HOST, &format!("DNS:{HOST}"), &folder.join("key.pem"), &folder.join("fullchain.pem"));
    let mut site = example("nginx.conf");
    // A machine without IPv6 could not take those lines.
    let has_ipv6 = TcpListener::bind("[::1]:0").is_ok();
    for (port, ours) in [("443", secure), ("80", plain)] {
        let other = if has_ipv6 { format!("listen [::1]:{ours}") } else { "#".to_owned() };
        site = swap(&site, &format!("listen [::]:{port}"), &other);
        site = swap(&site, &format!("listen {port}"), &format!("listen 127.0.0.1:{ours}"));
    }
    site = swap(&site, "127.0.0.1:8787", gateway);
    site = swap(&site, "/etc/ssl/forms.example.vn/", &name(""));
    site = swap(&site, "/var/log/nginx/", &name(""));
    fs::write(folder.join("site.conf"), site).unwrap();
    let paths: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("    {kind}_temp_path {};\n", name(kind)))
        .concat();
    // Workers of another user could not enter a folder that is ours alone.
    let user = if is_root() { "user root;\n" } else { "" };
    let whole = format!(
        "{user}daemon off;\nworker_processes 2;\npid {};\nevents {{}}\nhttp {{\n{paths}    include {};\n}}\n",
        name("pid"),
        name("site.conf")
    );
    fs::write(folder.join("nginx.conf"), whole).unwrap();
    folder.join("nginx.conf")
}

fn caddy(folder: &Path, gateway: &str, secure: u16, plain: u16) -> PathBuf {
    let options = format!(
        "\n{{\n\tadmin off\n\tskip_install_trust\n\thttp_port {plain}\n\thttps_port {secure}\n\tdefault_bind 127.0.0.1\n"
    );
    let mut site = swap(&example("Caddyfile"), "\n{\n", &options);
    site = swap(&site, "forms.example.vn {\n", "forms.example.vn {\n\ttls internal\n");
    site = swap(&site, "127.0.0.1:8787", gateway);
    fs::write(folder.join("Caddyfile"), site).unwrap();
    folder.join("Caddyfile")
}

/// A certificate that vouches for itself.
pub(crate) fn make_certificate(name: &str, other: &str, key: &Path, certificate: &Path) {
    let status = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
        ])
        .args(["-subj", &format!("/CN={name}"), "-addext", &format!("subjectAltName={other}")])
        .args(["-addext", "basicConstraints=critical,CA:FALSE", "-keyout"])
        .arg(key)
        .arg("-out")
        .arg(certificate)
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output().unwrap();
    output.stdout.trim_ascii() == b"0"
}

pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn read_root(path: &Path) -> Certificate {
    let mut root = None;
    until("the certificate is whole", || {
        root = fs::read(path).ok().and_then(|pem| Certificate::from_pem(&pem).ok());
        root.is_some()
    });
    let _ = rustls::crypto::ring::default_provider().install_default();
    root.unwrap()
}
