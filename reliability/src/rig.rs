//! What most scenarios need: fake APIs, a gateway's files, a ledger, and the comparison at the end.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::client::Ledger;
use crate::gateway::{self, Gateway, Route, Settings};
use crate::oracle::{Verdict, judge};
use crate::store;
use crate::upstream::{Behaviour, Upstream};

/// How a run is to be.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    /// The program `leadform`.
    pub(crate) leadform: PathBuf,
    /// The same, with ways to break its promise.
    pub(crate) sabotaged: PathBuf,
    /// Two minutes in all, in place of half an hour.
    pub(crate) quick: bool,
    pub(crate) seed: u64,
    pub(crate) scratch: PathBuf,
    /// The built site, if there is one.
    pub(crate) dist: PathBuf,
}

impl Run {
    /// One number for a quick run, another for a full one.
    pub(crate) fn pick<T>(&self, quick: T, full: T) -> T {
        if self.quick { quick } else { full }
    }
}

pub(crate) struct Rig {
    pub(crate) program: PathBuf,
    pub(crate) settings: Settings,
    pub(crate) upstreams: Vec<(Arc<str>, Upstream)>,
    pub(crate) ledger: Ledger,
    /// How long the queue may take to drain at the end.
    pub(crate) drain_limit: Duration,
}

impl Rig {
    /// A gateway with one form, `consult`, in front of one API.
    pub(crate) fn one_form(run: &Run, name: &str, behaviour: Behaviour) -> Result<Self> {
        Self::new(run, name, vec![("consult".into(), behaviour, "retry")])
    }

    /// A form, its API's behaviour and `on_ambiguous`, for each.
    pub(crate) fn new(
        run: &Run,
        name: &str,
        routes: Vec<(Arc<str>, Behaviour, &'static str)>,
    ) -> Result<Self> {
        let directory = gateway::directory(&run.scratch, name)?;
        let mut upstreams = Vec::new();
        let mut all = Vec::new();
        for (form, behaviour, on_ambiguous) in routes {
            let upstream = Upstream::start(&directory, &form, behaviour)?;
            all.push(Route { form: Arc::clone(&form), upstream: upstream.address, on_ambiguous });
            upstreams.push((form, upstream));
        }
        Ok(Self {
            program: run.leadform.clone(),
            settings: Settings::new(&directory, all)?,
            upstreams,
            ledger: Ledger::default(),
            drain_limit: Duration::from_secs(run.pick(30, 120)),
        })
    }

    pub(crate) fn start(&self) -> Result<Gateway> {
        Gateway::start(&self.program, &self.settings)
    }

    /// All APIs are healthy, the gateway is started again, and what can be delivered is. Then the comparison.
    pub(crate) fn settle(&self) -> Result<Verdict> {
        for (_, upstream) in &self.upstreams {
            upstream.behave(Behaviour::Healthy);
        }
        let database = self.settings.database();
        self.start()?.stop()?;
        store::make_due(&database)?;
        let gateway = self.start()?;
        let limit = Instant::now() + self.drain_limit;
        let mut waiting = store::count(&database, "pending")?;
        while waiting > 0 && Instant::now() < limit {
            std::thread::sleep(Duration::from_millis(100));
            waiting = store::count(&database, "pending")?;
        }
        ensure!(
            waiting == 0,
            "{waiting} leads still wait {:?} after the API was well again",
            self.drain_limit
        );
        let status = gateway.stop()?;
        ensure!(status.success(), "the gateway ended with {status} when it was asked to stop");
        store::check_integrity(&database)?;
        self.judge()
    }

    /// The comparison, of all forms.
    pub(crate) fn judge(&self) -> Result<Verdict> {
        let mut verdict = Verdict::default();
        for (form, _) in &self.upstreams {
            verdict.add(self.judge_form(form)?);
        }
        Ok(verdict)
    }

    /// The comparison for one form.
    pub(crate) fn judge_form(&self, form: &str) -> Result<Verdict> {
        let mut sent = self.ledger.snapshot();
        sent.retain(|_, lead| &*lead.form == form);
        let mut stored = store::read(&self.settings.database())?;
        stored.retain(|lead| lead.form == form);
        let upstream = self.upstreams.iter().find(|(name, _)| &**name == form);
        let received = upstream.map(|(_, upstream)| upstream.ledger().snapshot()).unwrap_or_default();
        Ok(judge(&sent, &stored, &received))
    }

    pub(crate) fn directory(&self) -> &Path {
        &self.settings.directory
    }
}
