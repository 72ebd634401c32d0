//! E-mail addresses, by the rule of HTML's `type=email`, and with a dot in the domain: nobody can be
//! written to at `a@gmail`.

/// The same rule as a regular expression, for JSON Schema.
pub const PATTERN: &str = "^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$";

/// Whether `text` is one address.
pub fn is_valid(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let local_fits = !local.is_empty()
        && local.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte));
    local_fits && domain.contains('.') && domain.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    let ends = [label.bytes().next(), label.bytes().last()];
    (1..=63).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !ends.contains(&Some(b'-'))
}

/// Domains that many people write to, and so mistype.
const COMMON: [&str; 7] =
    ["gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "yahoo.com.vn", "live.com"];

/// The address that was probably meant: `an@gmial.com` → `an@gmail.com`. Never more than an offer.
pub fn suggest(text: &str) -> Option<String> {
    let (local, domain) = text.rsplit_once('@')?;
    let domain = domain.to_ascii_lowercase();
    if local.is_empty() || COMMON.contains(&domain.as_str()) {
        return None;
    }
    let near = COMMON.iter().find(|common| is_one_slip(&domain, common))?;
    Some(texts![local, "@", near])
}

/// One letter left out, doubled, changed, or two neighbours swapped; never the first one, since `mail.com` is no
/// slip for `gmail.com`.
fn is_one_slip(typed: &str, meant: &str) -> bool {
    let (typed, meant) = (typed.as_bytes(), meant.as_bytes());
    let same = typed.iter().zip(meant).take_while(|(a, b)| a == b).count();
    if same == 0 {
        return false;
    }
    let (typed, meant) = (&typed[same..], &meant[same..]);
    match typed.len().cmp(&meant.len()) {
        std::cmp::Ordering::Greater => typed[1..] == *meant,
        std::cmp::Ordering::Less => *typed == meant[1..],
        std::cmp::Ordering::Equal => {
            typed.len() >= 2
                && (typed[1..] == meant[1..]
                    || (typed[0] == meant[1] && typed[1] == meant[0] && typed[2..] == meant[2..]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn an_address_that_html_takes_and_a_post_office_can_find_is_valid() {
        for text in ["an@example.vn", "a.b+c@mail.example.com.vn", "o'neil@x-y.io", "1@2.33"] {
            assert!(is_valid(text), "{text}");
        }
        for text in
            ["", "an", "@x.vn", "an@", "an@gmail", "an@-x.vn", "an@x-.vn", "an@x..vn", "a b@x.vn", "ân@x.vn"]
        {
            assert!(!is_valid(text), "{text}");
        }
    }

    #[test]
    fn a_slip_in_a_common_domain_brings_an_offer() {
        for (typed, meant) in [
            ("an@gmial.com", "an@gmail.com"),
            ("an@gmai.com", "an@gmail.com"),
            ("an@gmaill.com", "an@gmail.com"),
            ("an@gnail.com", "an@gmail.com"),
            ("an@yahoo.com.v", "an@yahoo.com.vn"),
            ("an@hotmial.com", "an@hotmail.com"),
        ] {
            assert_eq!(suggest(typed).as_deref(), Some(meant), "{typed}");
        }
        for fine in ["an@gmail.com", "an@GMAIL.com", "an@example.vn", "an@mail.com", "an", "@gmial.com"] {
            assert_eq!(suggest(fine), None, "{fine}");
        }
    }
}
