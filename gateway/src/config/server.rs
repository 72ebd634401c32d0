//! `[server]`

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use ipnet::IpNet;
use url::Url;

use super::reader::Reader;
use super::section::Section;
use super::{Server, address};

const TIMEOUT_MS: std::ops::RangeInclusive<u64> = 100..=600_000;

pub(super) fn read<'t>(section: &Section<'t>, reader: &mut Reader<'t>) -> Option<Server> {
    section.only_known(&[], reader);
    let listen = socket(section, "listen", reader);
    let metrics = metrics(section, listen, reader);
    let public_url = public_url(section, reader);
    let trusted_proxies = trusted_proxies(section, reader);
    let max_connections = section.number("max_connections", 1..=1_000_000, reader);
    let header_timeout = section.number("header_timeout_ms", TIMEOUT_MS, reader);
    let body_timeout = section.number("body_timeout_ms", TIMEOUT_MS, reader);
    let shutdown_timeout = section.number("shutdown_timeout_ms", TIMEOUT_MS, reader);
    let requests_per_minute = section.number("requests_per_minute", 1..=1_000_000, reader);
    let burst = section.number("burst", 1..=1_000_000, reader);
    Some(Server {
        listen: listen?,
        metrics,
        public_url,
        trusted_proxies: trusted_proxies?,
        max_connections: usize::try_from(max_connections?).ok()?,
        header_timeout: Duration::from_millis(header_timeout?),
        body_timeout: Duration::from_millis(body_timeout?),
        shutdown_timeout: Duration::from_millis(shutdown_timeout?),
        requests_per_minute: u32::try_from(requests_per_minute?).ok()?,
        burst: u32::try_from(burst?).ok()?,
    })
}

fn socket<'t>(section: &Section<'t>, key: &str, reader: &mut Reader<'t>) -> Option<SocketAddr> {
    let (text, at) = section.text(key, reader)?;
    address::socket(text)
        .map_err(|remedy| reader.say(&at, format!("`{key}` is no address with a port"), remedy))
        .ok()
}

fn metrics<'t>(
    section: &Section<'t>,
    listen: Option<SocketAddr>,
    reader: &mut Reader<'t>,
) -> Option<SocketAddr> {
    let (text, at) = section.text("metrics", reader)?;
    if text.is_empty() {
        return None;
    }
    let metrics = socket(section, "metrics", reader)?;
    if !address::is_loopback(metrics.ip()) {
        reader.say(
            &at,
            "`metrics` can be reached from other machines, and asks nobody for a password",
            format!(
                "Give a loopback address: \"127.0.0.1:{}\"; or \"\" for no metrics. For a Prometheus on another machine, \
                 put a proxy with a password in front.",
                metrics.port()
            ),
        );
        return None;
    }
    // An address that stands for all holds this one as well.
    let is_same = listen.is_some_and(|listen| {
        let same_ip = listen.ip() == metrics.ip() || listen.ip().is_unspecified();
        same_ip && listen.port() == metrics.port() && metrics.port() != 0
    });
    if is_same {
        reader.say(
            &at,
            "`metrics` and `listen` are the same address",
            "Give `metrics` a port of its own, such as \"127.0.0.1:9787\".",
        );
        return None;
    }
    Some(metrics)
}

fn public_url<'t>(section: &Section<'t>, reader: &mut Reader<'t>) -> Option<Url> {
    let (text, at) = section.text("public_url", reader)?;
    if text.is_empty() {
        return None;
    }
    match address::origin(text.strip_suffix('/').unwrap_or(text)) {
        Ok(url) => Some(url),
        Err(meant) => {
            let meant = meant.unwrap_or_else(|| "https://forms.example.vn".to_owned());
            reader.say(
                &at,
                "`public_url` is not the address of a site: scheme and host, and nothing behind them",
                format!(
                    "Write it as a browser does: \"{meant}\"; or \"\" if nobody opens the forms' own pages."
                ),
            );
            None
        }
    }
}

fn trusted_proxies<'t>(section: &Section<'t>, reader: &mut Reader<'t>) -> Option<Vec<IpNet>> {
    let texts = section.texts("trusted_proxies", reader)?;
    let found = texts.len();
    let mut networks = Vec::new();
    for (text, at) in texts {
        let network = text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
        match network {
            Ok(network) if network.prefix_len() == 0 => reader.say(
                &at,
                "this entry of `trusted_proxies` is every address there is, so that any visitor could forge theirs",
                "Name the addresses of your own proxies only, such as [\"127.0.0.1\"].",
            ),
            Ok(network) => networks.push(network.trunc()),
            Err(_) => reader.say(
                &at,
                "this entry of `trusted_proxies` is neither an address nor a network",
                "Write \"127.0.0.1\", or a network such as \"10.0.0.0/8\"; names are not looked up.",
            ),
        }
    }
    (networks.len() == found).then_some(networks)
}
