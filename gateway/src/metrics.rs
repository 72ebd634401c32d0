//! What the operator's monitoring reads: numbers, and never a word about a person.
//!
//! Labels are names from the configuration and fixed words, so there can never be more of them than somebody wrote down.

use std::borrow::Cow;
use std::fmt;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

use crate::clock::Millis;
use crate::store::{Class, Figures, State};

/// Upper ends in seconds: accepting takes about one `fsync`.
const BUCKETS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

type Label = (&'static str, Cow<'static, str>);
type Counters<const N: usize> = Family<[Label; N], Counter>;
type Gauges<const N: usize> = Family<[Label; N], Gauge>;
type Histograms = Family<[Label; 1], Histogram>;

/// All counters. They are asked for in the order in which an operator should look at them.
pub(crate) struct Metrics {
    /// Whoever writes the text sets the gauges that come from the store first; nobody may come between.
    registry: Mutex<Registry>,
    oldest_undelivered: Gauge<f64, AtomicU64>,
    leads: Gauges<2>,
    paused: Gauges<1>,
    broken: Gauges<1>,
    attempts: Counters<2>,
    accepted: Counters<2>,
    requests: Counters<2>,
    durations: Histograms,
    connections: Gauge,
    alerts: Counters<2>,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics")
    }
}

fn fixed(name: &'static str, word: &'static str) -> Label {
    (name, Cow::Borrowed(word))
}

fn named(name: &'static str, configured: &str) -> Label {
    (name, Cow::Owned(configured.to_owned()))
}

impl Metrics {
    pub(crate) fn new() -> Arc<Self> {
        let metrics = Self {
            registry: Mutex::new(Registry::with_prefix("leadform")),
            oldest_undelivered: Gauge::default(),
            leads: Family::default(),
            paused: Family::default(),
            broken: Family::default(),
            attempts: Family::default(),
            accepted: Family::default(),
            requests: Family::default(),
            durations: Family::new_with_constructor(|| Histogram::new(BUCKETS)),
            connections: Gauge::default(),
            alerts: Family::default(),
        };
        metrics.register();
        Arc::new(metrics)
    }

    fn register(&self) {
        let mut registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        registry.register(
            "oldest_undelivered_lead_age_seconds",
            "How long ago the oldest lead was accepted that waits for its API or for the operator; 0 if none does",
            self.oldest_undelivered.clone(),
        );
        registry.register("leads", "Leads in the store, by upstream and state", self.leads.clone());
        registry.register(
            "upstream_paused",
            "1 while an upstream is paused because it did not take our key or address",
            self.paused.clone(),
        );
        registry.register(
            "upstream_breaker_open",
            "1 while an upstream gets no leads because it failed again and again",
            self.broken.clone(),
        );
        registry.register(
            "delivery_attempts",
            "Tries to deliver a lead, by upstream and how they ended",
            self.attempts.clone(),
        );
        registry.register(
            "accepted_leads",
            "Leads that were promised to be on disk, by form, and whether they were there before",
            self.accepted.clone(),
        );
        registry.register("requests", "Answered requests, by route and status", self.requests.clone());
        registry.register(
            "request_duration_seconds",
            "How long answering took, by route",
            self.durations.clone(),
        );
        registry.register("connections", "Open connections", self.connections.clone());
        registry.register("alerts", "Alerts, by kind and whether they could be sent", self.alerts.clone());
        let version = fixed("version", env!("CARGO_PKG_VERSION"));
        registry.register("build", "What runs here", Info::new([version]));
    }

    /// A lead was taken; `again` if it was there before.
    pub(crate) fn accepted(&self, form: &str, again: bool) {
        let again = if again { "yes" } else { "no" };
        self.accepted.get_or_create(&[named("form", form), fixed("again", again)]).inc();
    }

    /// A request was answered.
    pub(crate) fn answered(&self, route: &'static str, status: u16, milliseconds: f64) {
        let status = match status {
            100..200 => "1xx",
            200..300 => "2xx",
            300..400 => "3xx",
            400..500 => "4xx",
            _ => "5xx",
        };
        self.requests.get_or_create(&[fixed("route", route), fixed("status", status)]).inc();
        self.durations.get_or_create(&[fixed("route", route)]).observe(milliseconds / 1000.0);
    }

    /// A try to deliver ended.
    pub(crate) fn attempted(&self, upstream: &str, class: Class) {
        let class = match class {
            Class::Done => "done",
            Class::NotSent => "not_sent",
            Class::Ambiguous => "ambiguous",
            Class::Refused => "refused",
            Class::Credentials => "credentials",
        };
        self.attempts.get_or_create(&[named("upstream", upstream), fixed("class", class)]).inc();
    }

    /// An upstream was paused, or goes on.
    pub(crate) fn paused(&self, upstream: &str, is_paused: bool) {
        self.paused.get_or_create(&[named("upstream", upstream)]).set(i64::from(is_paused));
    }

    /// The circuit breaker of an upstream opened, or closed.
    pub(crate) fn broken(&self, upstream: &str, is_open: bool) {
        self.broken.get_or_create(&[named("upstream", upstream)]).set(i64::from(is_open));
    }

    /// An alert was sent, or could not be.
    pub(crate) fn alerted(&self, kind: &'static str, sent: bool) {
        let sent = if sent { "yes" } else { "no" };
        self.alerts.get_or_create(&[fixed("kind", kind), fixed("sent", sent)]).inc();
    }

    /// How many connections are open.
    pub(crate) fn connections(&self, open: usize) {
        self.connections.set(i64::try_from(open).unwrap_or(i64::MAX));
    }

    /// The text for Prometheus: the age of the oldest undelivered lead first.
    pub(crate) fn render(&self, figures: &Figures, now: Millis) -> String {
        let registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        // A clock that went back makes no lead younger than new.
        let age_ms = figures.oldest_undelivered.map_or(0, |then| now.saturating_sub(then).max(0));
        #[expect(clippy::cast_precision_loss, reason = "no lead is older than 285,000 years")]
        self.oldest_undelivered.set(age_ms as f64 / 1000.0);
        self.leads.clear();
        for (upstream, state, count) in &figures.leads {
            // All states of an upstream, so that none of them is missing from a graph until it first happens.
            for other in State::ALL {
                drop(self.leads.get_or_create(&[named("upstream", upstream), fixed("state", other.word())]));
            }
            let state = fixed("state", state.word());
            let gauge = self.leads.get_or_create_owned(&[named("upstream", upstream), state]);
            gauge.set(i64::try_from(*count).unwrap_or(i64::MAX));
        }
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = encode(&mut text, &registry);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_number_is_the_age_of_the_oldest_undelivered_lead() {
        let figures = Figures { oldest_undelivered: Some(1_000), leads: Vec::new() };
        let text = Metrics::new().render(&figures, 91_500);
        let first = text.lines().find(|line| !line.starts_with('#')).unwrap();
        assert_eq!(first, "leadform_oldest_undelivered_lead_age_seconds 90.5");
    }

    #[test]
    fn the_age_is_nothing_without_such_a_lead_and_when_the_clock_went_back() {
        for oldest_undelivered in [None, Some(5_000)] {
            let figures = Figures { oldest_undelivered, leads: Vec::new() };
            let text = Metrics::new().render(&figures, 1_000);
            assert!(text.contains("\nleadform_oldest_undelivered_lead_age_seconds 0.0\n"), "{text}");
        }
    }

    #[test]
    fn everything_that_happened_is_counted_under_its_name() {
        let metrics = Metrics::new();
        metrics.accepted("consult", false);
        metrics.accepted("consult", true);
        metrics.answered("/f/{form}", 202, 3.0);
        metrics.answered("/f/{form}", 503, 30.0);
        metrics.attempted("erp", Class::NotSent);
        metrics.attempted("erp", Class::Credentials);
        metrics.paused("erp", true);
        metrics.broken("erp", true);
        metrics.broken("erp", false);
        metrics.alerted("oldest", false);
        metrics.connections(7);
        let leads = vec![("erp".to_owned(), State::Pending, 3), ("erp".to_owned(), State::Dead, 1)];
        let text = metrics.render(&Figures { oldest_undelivered: None, leads }, 0);
        for line in [
            "leadform_leads{upstream=\"erp\",state=\"pending\"} 3",
            "leadform_leads{upstream=\"erp\",state=\"dead\"} 1",
            "leadform_leads{upstream=\"erp\",state=\"refused\"} 0",
            "leadform_upstream_paused{upstream=\"erp\"} 1",
            "leadform_upstream_breaker_open{upstream=\"erp\"} 0",
            "leadform_delivery_attempts_total{upstream=\"erp\",class=\"not_sent\"} 1",
            "leadform_delivery_attempts_total{upstream=\"erp\",class=\"credentials\"} 1",
            "leadform_accepted_leads_total{form=\"consult\",again=\"no\"} 1",
            "leadform_accepted_leads_total{form=\"consult\",again=\"yes\"} 1",
            "leadform_requests_total{route=\"/f/{form}\",status=\"2xx\"} 1",
            "leadform_requests_total{route=\"/f/{form}\",status=\"5xx\"} 1",
            "leadform_request_duration_seconds_bucket{le=\"0.005\",route=\"/f/{form}\"} 1",
            "leadform_request_duration_seconds_count{route=\"/f/{form}\"} 2",
            "leadform_connections 7",
            "leadform_alerts_total{kind=\"oldest\",sent=\"no\"} 1",
            concat!("leadform_build_info{version=\"", env!("CARGO_PKG_VERSION"), "\"} 1"),
            "# EOF",
        ] {
            assert!(text.lines().any(|other| other == line), "no {line} in:\n{text}");
        }
    }

    #[test]
    fn a_state_that_no_lead_is_in_any_more_counts_nothing() {
        let metrics = Metrics::new();
        let figures = |state| Figures { oldest_undelivered: None, leads: vec![("erp".to_owned(), state, 3)] };
        metrics.render(&figures(State::Pending), 0);
        let text = metrics.render(&figures(State::Delivered), 0);
        assert!(text.contains("{upstream=\"erp\",state=\"pending\"} 0"), "{text}");
    }

    #[test]
    fn a_hundred_thousand_requests_have_as_many_lines_as_one() {
        let metrics = Metrics::new();
        let lines = || metrics.render(&Figures::default(), 0).lines().count();
        metrics.answered("/f/{form}", 200, 1.0);
        let once = lines();
        (0..100_000_u32).for_each(|serial| {
            let status = 200 + u16::try_from(serial % 100).unwrap();
            metrics.answered("/f/{form}", status, f64::from(serial));
        });
        assert_eq!(lines(), once);
    }
}
