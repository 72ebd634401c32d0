//! What our own gateway is sent, and what it answers. The contract is in `docs/OPERATIONS.md`.

use leadform_language::Failure;
use leadform_spec::json::{self, object};
use leadform_spec::json::{Map, Value};
use leadform_spec::value::text::trim;
use leadform_spec::{Issue, Problem, Submission, Valid};

use super::{Reply, Sent};

/// The type of the envelope and of the answers; no other answer is understood.
pub(super) const MEDIA_TYPE: &str = "application/vnd.leadform+json";

/// What the gateway wants to know besides the lead.
pub(crate) struct Context {
    pub(crate) submission_id: String,
    pub(crate) page_url: String,
    pub(crate) referrer: String,
    /// What brought the visitor: the parameters of the last touch, and of the first with `first.` in front.
    pub(crate) campaign: Map<String, Value>,
    pub(crate) consents: Vec<Agreement>,
    /// From the first answer to the press.
    pub(crate) fill_ms: f64,
    /// What stands in the field that no person sees.
    pub(crate) honeypot: String,
}

/// What was asked, and whether it was agreed to.
pub(crate) struct Agreement {
    pub(crate) purpose: Option<String>,
    /// The exact words that were shown.
    pub(crate) text: String,
    pub(crate) version: Option<String>,
    pub(crate) policy_url: Option<String>,
    /// When it was agreed to; or when it was sent, if it was not.
    pub(crate) time: String,
    pub(crate) agreed: bool,
}

pub(super) fn envelope(submission: &Valid<Submission>, context: &Context) -> String {
    let text = |text: &Option<String>| text.as_deref().map_or(Value::Null, Value::from);
    let consent = |consent: &Agreement| {
        object([
            ("purpose", text(&consent.purpose)),
            ("text", consent.text.as_str().into()),
            ("version", text(&consent.version)),
            ("policy_url", text(&consent.policy_url)),
            ("time", consent.time.as_str().into()),
            ("agreed", consent.agreed.into()),
        ])
    };
    let context = object([
        ("page_url", context.page_url.as_str().into()),
        ("referrer", context.referrer.as_str().into()),
        ("campaign", Value::Object(context.campaign.clone())),
        ("consent", context.consents.iter().map(consent).collect()),
        ("fill_ms", context.fill_ms.round().into()),
        ("honeypot", context.honeypot.as_str().into()),
    ]);
    json::write(&object([("payload", submission.to_json()), ("context", context)]))
}

pub(super) fn read(reply: &Reply) -> Sent {
    let is_ours = reply.content_type.split(';').next().is_some_and(|kind| trim(kind) == MEDIA_TYPE);
    let answer = json::read(&reply.text).ok().filter(|_| is_ours);
    // Without an answer of ours there is only the status, which something in between may have given.
    let answer = answer.unwrap_or_default();
    let again = Sent::Failed(Failure::Server, reply.retry_after_s);
    match (reply.status, answer["status"].as_str()) {
        (202, Some("accepted")) => Sent::Taken { receipt: answer["receipt"].as_str().map(str::to_owned) },
        (422, Some("invalid")) => {
            let issues = answer["issues"].as_array().map(Vec::as_slice).unwrap_or_default();
            Sent::Invalid(issues.iter().filter_map(issue).collect())
        }
        // These three say that the same lead is welcome later, any other 4xx that it is not.
        (408 | 425 | 429, _) => again,
        (400..=499, _) => Sent::Failed(Failure::Refused, None),
        _ => again,
    }
}

/// An issue as the gateway writes it. Only what a visitor can mend needs more than its code.
fn issue(value: &Value) -> Option<Issue> {
    let text = |key: &str| value[key].as_str().map(str::to_owned);
    let problem = match value["code"].as_str()? {
        "required" => Problem::Required,
        "either" => Problem::Either { or: text("or")? },
        "phone" => Problem::Phone,
        "phone_2018" => Problem::Phone2018 { repaired: text("repaired")? },
        "email" => Problem::Email,
        "pattern" => Problem::Pattern,
        "choice" => Problem::Choice,
        _ => Problem::Format { expected: "" },
    };
    Some(problem.at(text("field")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(status: u16, content_type: &str, body: &str) -> Reply {
        let (content_type, text) = (content_type.to_owned(), body.to_owned());
        Reply { status, content_type, text, url: String::new(), retry_after_s: Some(7) }
    }

    #[test]
    fn only_an_answer_of_our_own_type_is_understood() {
        let taken = r#"{"status":"accepted","receipt":"r-1"}"#;
        let ours = "application/vnd.leadform+json; charset=utf-8";
        assert!(
            matches!(read(&reply(202, ours, taken)), Sent::Taken { receipt: Some(receipt) } if receipt == "r-1")
        );
        for (status, content_type, body) in [
            (202, "application/json", taken),
            (200, ours, taken),
            (202, ours, "<html>"),
            (503, ours, r#"{"status":"refused"}"#),
            (408, ours, r#"{"status":"refused"}"#),
            (425, "text/html", "<html>"),
            (429, ours, r#"{"status":"refused"}"#),
            (502, "text/html", "<html>"),
            (204, "", ""),
        ] {
            let sent = read(&reply(status, content_type, body));
            assert!(matches!(sent, Sent::Failed(Failure::Server, Some(7))), "{status} {content_type} {body}");
        }
    }

    #[test]
    fn any_other_4xx_is_final_whoever_says_so() {
        for status in [400, 401, 403, 404, 405, 409, 413, 415, 422, 431, 451] {
            for (content_type, body) in [(MEDIA_TYPE, r#"{"status":"refused"}"#), ("text/html", "<html>")] {
                let sent = read(&reply(status, content_type, body));
                assert!(matches!(sent, Sent::Failed(Failure::Refused, None)), "{status} {body}");
            }
        }
    }

    #[test]
    fn issues_come_back_as_the_gateway_found_them() {
        let body = r#"{"status":"invalid","issues":[
            {"field":"phone","code":"phone_2018","repaired":"0391234567"},{"field":"x","code":"new"}]}"#;
        let Sent::Invalid(issues) = read(&reply(422, MEDIA_TYPE, body)) else { panic!("not invalid") };
        assert_eq!(issues[0].problem, Problem::Phone2018 { repaired: "0391234567".to_owned() });
        assert_eq!(issues[1].problem, Problem::Format { expected: "" });
    }
}
