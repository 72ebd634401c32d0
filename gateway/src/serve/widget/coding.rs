//! How a file is compressed on its way.

use axum::http::{HeaderMap, header};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    Brotli,
    Gzip,
    Identity,
}

impl Coding {
    /// The best that the client takes (`Accept-Encoding`) and that there is. Where a client takes nothing, not even the
    /// file as it is, it gets it as it is.
    pub(super) fn choose(asked: &HeaderMap, has_brotli: bool, has_gzip: bool) -> Self {
        let values: Vec<&str> =
            asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).collect();
        let weight = |name: &str| {
            let entries = || values.iter().flat_map(|value| value.split(',')).map(weighted);
            let named = entries().find(|(entry, _)| entry.eq_ignore_ascii_case(name));
            named.or_else(|| entries().find(|(entry, _)| *entry == "*")).map_or(0, |(_, weight)| weight)
        };
        let offers = [(Self::Brotli, has_brotli), (Self::Gzip, has_gzip)];
        let identity = weight("identity");
        offers
            .into_iter()
            .filter(|(_, is_there)| *is_there)
            .filter_map(|(coding, _)| Some((coding, weight(coding.name()?))))
            .filter(|(_, weight)| *weight > 0 && *weight >= identity)
            // The last of those that weigh the same wins, and brotli is smaller.
            .rev()
            .max_by_key(|(_, weight)| *weight)
            .map_or(Self::Identity, |(coding, _)| coding)
    }

    /// As in `Content-Encoding`.
    pub(super) fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }

    /// What tells its bytes from those of the others.
    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => "-br",
            Self::Gzip => "-gz",
            Self::Identity => "",
        }
    }
}

/// `gzip;q=0.5`: the name, and the weight in thousandths. A weight that cannot be read is none.
fn weighted(entry: &str) -> (&str, u16) {
    let mut parts = entry.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default();
    let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
    (name, weight.map_or(1000, thousandths))
}

fn thousandths(weight: &str) -> u16 {
    match weight.split_once('.').unwrap_or((weight, "")) {
        ("1", _) => 1000,
        ("0", digits) if digits.len() <= 3 => format!("{digits:0<3}").parse().unwrap_or(0),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(accept: &[&str]) -> Coding {
        let headers = accept.iter().map(|value| (header::ACCEPT_ENCODING, value.parse().unwrap())).collect();
        Coding::choose(&headers, true, true)
    }

    #[test]
    fn the_client_says_what_it_takes_and_how_much_it_likes_it() {
        use Coding::{Brotli, Gzip, Identity};
        for (accept, coding) in [
            ("gzip, deflate, br, zstd", Brotli),
            ("gzip, deflate", Gzip),
            ("GZIP", Gzip),
            ("br;q=0", Identity),
            ("br;q=0, gzip", Gzip),
            ("br; q=0.0 , gzip ; q=0.1", Gzip),
            ("br;q=0.5, gzip;q=0.8", Gzip),
            ("br;q=0.8, gzip;q=0.8", Brotli),
            ("br;q=0.25,gzip;q=0.3", Gzip),
            ("br;Q=0.001", Brotli),
            ("*", Brotli),
            ("*;q=0", Identity),
            ("*, br;q=0", Gzip),
            ("identity", Identity),
            ("identity;q=0.5, gzip;q=1.0", Gzip),
            ("identity, gzip;q=0.5", Identity),
            ("identity;q=0", Identity),
            ("deflate", Identity),
            ("", Identity),
            (",,;;", Identity),
            ("br;q=", Identity),
            ("br;q=2", Identity),
            ("br;q=0.00001", Identity),
            ("br;q=-1, gzip;q=\u{ff}", Identity),
            ("xbr, bro", Identity),
        ] {
            if let Ok(value) = axum::http::HeaderValue::from_str(accept) {
                let headers = [(header::ACCEPT_ENCODING, value)].into_iter().collect();
                assert_eq!(Coding::choose(&headers, true, true), coding, "{accept}");
            }
        }
        assert_eq!(chosen(&["gzip", "br"]), Brotli);
        assert_eq!(chosen(&[]), Identity);
    }

    #[test]
    fn what_is_not_there_is_not_chosen() {
        let headers = [(header::ACCEPT_ENCODING, "br, gzip".parse().unwrap())].into_iter().collect();
        assert_eq!(Coding::choose(&headers, false, true), Coding::Gzip);
        assert_eq!(Coding::choose(&headers, true, false), Coding::Brotli);
        assert_eq!(Coding::choose(&headers, false, false), Coding::Identity);
    }
}
