//! Who the visitor is: the other end of the connection, or whom a trusted proxy says it speaks for.
//!
//! Only `X-Forwarded-For` is read (nginx, Caddy, `HAProxy` and every cloud's balancer write it), from the right: each proxy
//! adds on the right whom it saw, and anybody may have written what stands to the left of that.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::{HeaderMap, HeaderName};
use ipnet::IpNet;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// A visitor, as far as limits go. It has no way to be printed: an address is personal data.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Visitor {
    /// An IPv4 address, or the first address of an IPv6 /64: whoever has one address of those has all.
    key: IpAddr,
    is_local: bool,
    has_unknown_proxy: bool,
}

impl Visitor {
    /// Who sent this request.
    pub(super) fn of(peer: SocketAddr, headers: &HeaderMap, trusted: &[IpNet]) -> Self {
        let peer = unify(peer.ip());
        let is_trusted = |address: IpAddr| trusted.iter().any(|net| contains(net, address));
        let is_forwarded = headers.contains_key(FORWARDED_FOR);
        let mut address = peer;
        if is_trusted(peer) {
            for entry in entries_from_the_right(headers) {
                // Behind garbage nobody can be known: the last hop that is known stands for all of them.
                let Some(hop) = entry else { break };
                address = hop;
                if !is_trusted(hop) {
                    break;
                }
            }
        }
        Self {
            key: network(address),
            // Not by what a header says: a proxy on this machine speaks for others, and may pass on what they wrote.
            is_local: peer.is_loopback() && !(is_forwarded && is_trusted(peer)),
            has_unknown_proxy: is_forwarded && peer.is_loopback() && !is_trusted(peer),
        }
    }

    /// What limits count by.
    pub(super) fn key(self) -> IpAddr {
        self.key
    }

    /// A program on this machine itself.
    pub(super) fn is_local(self) -> bool {
        self.is_local
    }

    /// A proxy on this machine passed the request on and is not under `trusted_proxies`: limits per address do not
    /// work. Worth one warning; no reason to count all visitors as one, which would lose leads.
    pub(super) fn has_unknown_proxy(self) -> bool {
        self.has_unknown_proxy
    }
}

/// All entries, the last first; `None` where one is no address. Several headers are one list.
fn entries_from_the_right(headers: &HeaderMap) -> impl Iterator<Item = Option<IpAddr>> {
    let values: Vec<_> = headers.get_all(FORWARDED_FOR).iter().collect();
    let entries = values.into_iter().rev().flat_map(|value| value.as_bytes().rsplit(|byte| *byte == b','));
    entries.map(|entry| parse(std::str::from_utf8(entry).ok()?.trim()))
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:80`.
fn parse(entry: &str) -> Option<IpAddr> {
    let bracketed = || entry.strip_prefix('[')?.strip_suffix(']')?.parse::<Ipv6Addr>().ok().map(IpAddr::V6);
    let with_port = || entry.parse::<SocketAddr>().ok().map(|address| address.ip());
    entry.parse().ok().or_else(with_port).or_else(bracketed).map(unify)
}

/// An IPv4 address that comes in the clothes of an IPv6 address is the same address.
fn unify(address: IpAddr) -> IpAddr {
    address.to_canonical()
}

/// A net may be written in either clothes, too.
fn contains(net: &IpNet, address: IpAddr) -> bool {
    let mapped = || match address {
        IpAddr::V4(address) => net.contains(&IpAddr::V6(address.to_ipv6_mapped())),
        IpAddr::V6(_) => false,
    };
    net.contains(&address) || (matches!(net, IpNet::V6(net) if net.prefix_len() >= 96) && mapped())
}

fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visitor(peer: &str, forwarded: &[&[u8]], trusted: &[&str]) -> Visitor {
        let headers =
            forwarded.iter().map(|value| (FORWARDED_FOR, value.to_vec().try_into().unwrap())).collect();
        let trusted: Vec<IpNet> = trusted.iter().map(|net| net.parse().unwrap()).collect();
        Visitor::of(SocketAddr::new(peer.parse().unwrap(), 50000), &headers, &trusted)
    }

    #[track_caller]
    fn is(peer: &str, forwarded: &[&str], trusted: &[&str], expected: &str) {
        let forwarded: Vec<&[u8]> = forwarded.iter().map(|value| value.as_bytes()).collect();
        let key = visitor(peer, &forwarded, trusted).key();
        assert_eq!(key, expected.parse::<IpAddr>().unwrap(), "{forwarded:?}");
    }

    #[test]
    fn whoever_is_not_trusted_speaks_for_itself_only() {
        is("192.0.2.9", &["203.0.113.5"], &[], "192.0.2.9");
        is("192.0.2.9", &["203.0.113.5"], &["10.0.0.0/8"], "192.0.2.9");
        is("192.0.2.9", &[], &["192.0.2.0/24"], "192.0.2.9");
    }

    #[test]
    fn the_last_untrusted_entry_is_the_visitor_and_what_stands_before_it_is_hearsay() {
        let proxies = &["10.0.0.0/8", "127.0.0.1/32"];
        is("127.0.0.1", &["203.0.113.5"], proxies, "203.0.113.5");
        is("127.0.0.1", &["1.1.1.1, 203.0.113.5"], proxies, "203.0.113.5");
        is("127.0.0.1", &["1.1.1.1,203.0.113.5 ,  10.1.2.3"], proxies, "203.0.113.5");
        is("127.0.0.1", &["1.1.1.1", "203.0.113.5", "10.1.2.3"], proxies, "203.0.113.5");
        is("127.0.0.1", &["127.0.0.1, 203.0.113.5"], proxies, "203.0.113.5");
        // All of them ours: the first is somebody inside.
        is("127.0.0.1", &["10.9.9.9, 10.1.2.3"], proxies, "10.9.9.9");
    }

    #[test]
    fn ports_and_brackets_are_understood() {
        for entry in [
            "203.0.113.5",
            "203.0.113.5:4711",
            "::ffff:203.0.113.5",
            "[::ffff:203.0.113.5]:80",
            "\t203.0.113.5 ",
        ] {
            is("127.0.0.1", &[entry], &["127.0.0.1/32"], "203.0.113.5");
        }
        for entry in ["2001:db8:1:2:3:4:5:6", "[2001:db8:1:2:3:4:5:6]", "[2001:db8:1:2::]:80"] {
            is("127.0.0.1", &[entry], &["127.0.0.1/32"], "2001:db8:1:2::");
        }
    }

    #[test]
    fn garbage_stops_the_walk_at_the_last_hop_that_is_known() {
        for garbage in [
            "",
            "unknown",
            "_hidden",
            "1.2.3",
            "1.2.3.4.5",
            "203.0.113.5:99999",
            "[::1",
            "a\u{e9}",
            "127.1",
            "0x7f.1",
            "1.1.1.1;",
        ] {
            is("127.0.0.1", &[garbage], &["127.0.0.1/32", "10.0.0.0/8"], "127.0.0.1");
            let behind = format!("1.1.1.1, {garbage}, 10.1.2.3");
            is("127.0.0.1", &[&behind], &["127.0.0.1/32", "10.0.0.0/8"], "10.1.2.3");
        }
        assert_eq!(
            visitor("127.0.0.1", &[b"1.1.1.1, \xff"], &["127.0.0.1/32"]).key().to_string(),
            "127.0.0.1"
        );
    }

    #[test]
    fn an_ipv6_visitor_is_its_whole_64() {
        let one = visitor("2001:db8:1:2:aaaa::1", &[], &[]);
        let other = visitor("2001:db8:1:2:ffff:ffff:ffff:ffff", &[], &[]);
        let neighbour = visitor("2001:db8:1:3::1", &[], &[]);
        assert!(one == other && one != neighbour);
    }

    #[test]
    fn ipv4_is_the_same_in_ipv6_clothes() {
        assert!(visitor("::ffff:192.0.2.9", &[], &[]) == visitor("192.0.2.9", &[], &[]));
        is("::ffff:10.1.2.3", &["203.0.113.5"], &["10.0.0.0/8"], "203.0.113.5");
        is("10.1.2.3", &["203.0.113.5"], &["::ffff:10.0.0.0/104"], "203.0.113.5");
    }

    #[test]
    fn local_is_who_comes_from_this_machine_and_speaks_for_nobody() {
        let trusted = &["127.0.0.0/8", "::1/128"];
        assert!(visitor("127.0.0.1", &[], trusted).is_local());
        assert!(visitor("::1", &[], &[]).is_local());
        assert!(visitor("::ffff:127.0.0.1", &[], &[]).is_local());
        for forwarded in ["203.0.113.5", "127.0.0.1", "::1", "garbage", "", "203.0.113.5, 127.0.0.1"] {
            assert!(!visitor("127.0.0.1", &[forwarded.as_bytes()], trusted).is_local(), "{forwarded}");
            assert!(!visitor("192.0.2.9", &[forwarded.as_bytes()], trusted).is_local(), "{forwarded}");
            assert!(
                !visitor("192.0.2.9", &[forwarded.as_bytes()], &["192.0.2.9/32"]).is_local(),
                "{forwarded}"
            );
        }
    }

    #[test]
    fn a_proxy_that_nobody_configured_is_noticed() {
        let unknown = visitor("127.0.0.1", &[b"203.0.113.5"], &[]);
        assert!(unknown.has_unknown_proxy() && unknown.is_local());
        assert!(!visitor("127.0.0.1", &[b"203.0.113.5"], &["127.0.0.1/32"]).has_unknown_proxy());
        assert!(!visitor("127.0.0.1", &[], &[]).has_unknown_proxy());
    }
}
