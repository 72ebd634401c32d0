//! The gateway as a process: started, killed, told to stop, and asked.

mod settings;

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use rustix::process::{Pid, Signal, kill_process};

pub(crate) use settings::{CANARY, Route, Settings, free_address};

use crate::http::{Message, Reader};

/// Long, because machines are slow and shared, and strace makes everything slower.
const START_LIMIT: Duration = Duration::from_mins(1);

/// What stands around the gateway's command line: strace, a shell with limits, variables.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wrapper {
    /// A program and its arguments; the gateway's own command line follows.
    pub(crate) command: Vec<String>,
    pub(crate) variables: Vec<(String, String)>,
}

/// A gateway that runs. It is killed when this is dropped.
pub(crate) struct Gateway {
    child: Child,
    is_traced: bool,
    pub(crate) settings: Settings,
}

impl Gateway {
    /// Starts it, and waits until it is ready.
    pub(crate) fn start(program: &Path, settings: &Settings) -> Result<Self> {
        Self::start_in(program, settings, &Wrapper::default())
    }

    pub(crate) fn start_in(program: &Path, settings: &Settings, wrapper: &Wrapper) -> Result<Self> {
        let mut gateway = Self::launch(program, settings, wrapper)?;
        let limit = Instant::now() + START_LIMIT;
        while !gateway.is_ready() {
            if let Some(status) = gateway.child.try_wait()? {
                bail!("the gateway ended ({status}) before it was ready; it said:\n{}", gateway.last_words());
            }
            if Instant::now() > limit {
                bail!("the gateway was not ready in {START_LIMIT:?}; it said:\n{}", gateway.last_words());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(gateway)
    }

    /// Starts it, and does not wait: it may be killed before it is ready.
    pub(crate) fn launch(program: &Path, settings: &Settings, wrapper: &Wrapper) -> Result<Self> {
        settings.write()?;
        let log = OpenOptions::new().create(true).append(true).open(settings.log())?;
        let own = [program.to_string_lossy().into_owned(), "serve".to_owned(), "--config".to_owned()];
        let mut words = wrapper.command.iter().chain(&own);
        let mut command = Command::new(words.next().context("no program")?);
        command.args(words).arg(settings.config()).current_dir(&settings.directory);
        command.envs(wrapper.variables.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let child = command.spawn().with_context(|| format!("cannot start {}", program.display()))?;
        let is_traced = wrapper.command.first().is_some_and(|program| program == "strace");
        Ok(Self { child, is_traced, settings: settings.clone() })
    }

    pub(crate) fn is_ready(&self) -> bool {
        get(self.settings.address, "/readyz").is_ok_and(|answer| answer.status() == 200)
    }

    /// `kill -9`, as soon as possible, and gone when this returns.
    pub(crate) fn kill(mut self) -> Result<()> {
        self.signal(Signal::KILL);
        match self.wait_for_end(Duration::from_secs(30))? {
            Some(_) => Ok(()),
            None => bail!("the gateway did not end within 30 s of SIGKILL"),
        }
    }

    /// Asks it to end, and waits until it has.
    pub(crate) fn stop(mut self) -> Result<ExitStatus> {
        self.signal(Signal::TERM);
        match self.wait_for_end(Duration::from_mins(1))? {
            Some(status) => Ok(status),
            None => bail!("the gateway did not end within 60 s of SIGTERM; it said:\n{}", self.last_words()),
        }
    }

    /// Lets it read its configuration again, which also lets paused upstreams go on.
    pub(crate) fn reload(&mut self) {
        self.signal(Signal::HUP);
    }

    /// Waits until it ends by itself.
    pub(crate) fn wait_for_end(&mut self, limit: Duration) -> Result<Option<ExitStatus>> {
        let limit = Instant::now() + limit;
        loop {
            if let Some(status) = self.child.try_wait()? {
                return Ok(Some(status));
            }
            if Instant::now() > limit {
                return Ok(None);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub(crate) fn metrics(&self) -> Result<String> {
        let answer = get(self.settings.metrics, "/metrics")?;
        Ok(String::from_utf8_lossy(&answer.body).into_owned())
    }

    /// How much memory it has, in kilobytes.
    pub(crate) fn resident_kb(&self) -> Result<u64> {
        let pid = self.pid().context("the gateway has ended")?;
        let status = std::fs::read_to_string(format!("/proc/{}/status", pid.as_raw_nonzero()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse()?)
    }

    /// The end of what it printed.
    pub(crate) fn last_words(&self) -> String {
        let log = std::fs::read(self.settings.log()).unwrap_or_default();
        String::from_utf8_lossy(&log[log.len().saturating_sub(2000)..]).into_owned()
    }

    fn signal(&mut self, signal: Signal) {
        // A process that was waited for has given its number back.
        let runs = matches!(self.child.try_wait(), Ok(None));
        if let Some(pid) = self.pid().filter(|_| runs) {
            // It may have ended by itself just now.
            let _ = kill_process(pid, signal);
        }
    }

    /// The gateway's own process: below strace it is the child, and a shell has become it.
    fn pid(&self) -> Option<Pid> {
        let own = i32::try_from(self.child.id()).ok()?;
        if !self.is_traced {
            return Pid::from_raw(own);
        }
        // strace has other children while it starts.
        let limit = Instant::now() + Duration::from_secs(5);
        while Instant::now() < limit {
            let children = std::fs::read_to_string(format!("/proc/{own}/task/{own}/children")).ok()?;
            let is_gateway = |pid: &&str| {
                let name = std::fs::read_to_string(format!("/proc/{pid}/comm"));
                name.is_ok_and(|name| name.starts_with("leadform"))
            };
            if let Some(pid) = children.split_whitespace().find(is_gateway) {
                return Pid::from_raw(pid.parse().ok()?);
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        None
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        self.signal(Signal::KILL);
        // What stands around it ends with it; whatever does not is ended here.
        if !matches!(self.wait_for_end(Duration::from_secs(5)), Ok(Some(_))) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// Asks for a page.
pub(crate) fn get(address: SocketAddr, path: &str) -> Result<Message> {
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(2))?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    write!(stream, "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
    Reader::default().read(&mut stream)?.context("no answer")
}

/// A new directory for one gateway, below the scratch directory of the run.
pub(crate) fn directory(scratch: &Path, name: &str) -> Result<std::path::PathBuf> {
    let directory = scratch.join(name.replace(' ', "-"));
    std::fs::create_dir_all(&directory).with_context(|| format!("cannot make {}", directory.display()))?;
    // What a run before left would be read as this one's.
    for entry in std::fs::read_dir(&directory)?.flatten() {
        if File::open(entry.path()).is_ok_and(|file| file.metadata().is_ok_and(|meta| meta.is_file())) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(directory)
}
