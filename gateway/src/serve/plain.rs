//! The form as a page of the gateway's own, for visitors without JavaScript or WebAssembly: shown, shown again with what
//! is to be mended, and the thanks.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use leadform_language::Trouble;
use leadform_spec::definition::{Language, OptionItem};
use leadform_spec::{Answer, Answers};
use url::Url;

use super::reply::Reply;
use super::state::Gateway;
use super::tag;
use crate::accept::{Part, Returned};
use crate::clock;
use crate::config::{AllowedOrigins, Form};
use crate::page::{self, Shown};

/// How much of a parameter of the page's address is carried along.
const QUERY_CHARS: usize = 255;
/// How many parameters are carried along.
const QUERY_PARTS: usize = 40;

/// Where the stylesheet of these pages is.
pub(super) const STYLE_PATH: &str = "/f.css";

/// The stylesheet's address: another one when its content is another.
fn stylesheet() -> &'static str {
    static ADDRESS: LazyLock<String> =
        LazyLock::new(|| format!("{STYLE_PATH}?{}", tag::of(page::STYLE.as_bytes())));
    &ADDRESS
}

/// The language that a page's address asks for; Vietnamese if it asks for none.
pub(super) fn language(query: &[(String, String)]) -> Language {
    Language::of(query.iter().find(|(name, _)| name == "lang").map_or("", |(_, value)| value))
}

/// The form, as it is at first.
pub(super) async fn show(
    gateway: &Gateway,
    form: &Arc<Form>,
    query: &[(String, String)],
    headers: &HeaderMap,
) -> Response {
    let language = language(query);
    let answers = first_answers(form, query);
    let referrer = headers.get(header::REFERER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut hidden = vec![
        (page::LANGUAGE.to_owned(), code(language).to_owned()),
        (page::STARTED.to_owned(), gateway.clock.now().to_string()),
        (page::REFERRER.to_owned(), referrer.to_owned()),
    ];
    let carried = query.iter().filter(|(name, _)| name != "lang").take(QUERY_PARTS);
    hidden.extend(carried.map(|(name, value)| {
        (format!("{}{name}", page::QUERY), value.chars().take(QUERY_CHARS).collect::<String>())
    }));
    let shown = Showing { language, answers: &answers, issues: &[], hidden: &hidden };
    respond(StatusCode::OK, draw(gateway, form, &shown, page::form).await, form)
}

/// The form with what was typed and what is to be mended.
pub(super) async fn returned(
    gateway: &Gateway,
    form: &Arc<Form>,
    language: Language,
    parts: &[(String, Part)],
    returned: &Returned,
) -> Response {
    let hidden = carried_along(parts);
    let shown = Showing { language, answers: &returned.answers, issues: &returned.issues, hidden: &hidden };
    respond(StatusCode::UNPROCESSABLE_ENTITY, draw(gateway, form, &shown, page::form).await, form)
}

/// The form with what was typed: nothing is wrong with it, and it is to be sent again.
pub(super) async fn busy(
    gateway: &Gateway,
    form: &Arc<Form>,
    language: Language,
    parts: &[(String, Part)],
    reply: &Reply,
) -> Response {
    let hidden = carried_along(parts);
    let answers = crate::accept::typed(form, parts.to_vec(), &super::submit::moment(gateway));
    let shown = Showing { language, answers: &answers, issues: &[], hidden: &hidden };
    let mut response =
        respond(StatusCode::SERVICE_UNAVAILABLE, draw(gateway, form, &shown, page::busy).await, form);
    if let Reply::Refused { retry_after_s: Some(seconds), .. } = reply {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
    }
    response
}

/// What the page sent besides the answers, to be sent with the next try.
fn carried_along(parts: &[(String, Part)]) -> Vec<(String, String)> {
    let is_ours = |name: &str| {
        name.starts_with(page::QUERY) || [page::LANGUAGE, page::STARTED, page::REFERRER].contains(&name)
    };
    let ours = parts.iter().filter(|(name, _)| is_ours(name)).take(QUERY_PARTS);
    ours.filter_map(|(name, part)| match part {
        Part::Text(text) => Some((name.clone(), text.chars().take(2_048).collect())),
        Part::File { .. } => None,
    })
    .collect()
}

/// To the thank-you: the page that the definition names, or our own.
pub(super) fn thank(gateway: &Gateway, form: &Form, language: Language, page_url: &str) -> Response {
    let config = gateway.config.load();
    let target = form.definition.redirect.as_deref().and_then(|redirect| {
        // A path is one of the site that the form stands on; that site must be one of the form's own.
        Url::parse(redirect).ok().or_else(|| own_site(form, page_url)?.join(redirect).ok())
    });
    let ours = config.server.public_url.as_ref().map_or("", |url| url.as_str().trim_end_matches('/'));
    let target = match target {
        Some(url) if matches!(url.scheme(), "http" | "https") => url.to_string(),
        _ => format!("{ours}/f/{}/thanks?lang={}", form.name, code(language)),
    };
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(target) = HeaderValue::try_from(target) {
        response.headers_mut().insert(header::LOCATION, target);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn own_site(form: &Form, page_url: &str) -> Option<Url> {
    let url = Url::parse(page_url).ok()?;
    let origin = url.origin().ascii_serialization();
    match &form.allowed_origins {
        AllowedOrigins::Listed(origins) => origins.contains(&origin).then_some(url),
        AllowedOrigins::Any => None,
    }
}

/// Our own thank-you.
pub(super) fn thanks(form: &Form, query: &[(String, String)]) -> Response {
    respond(StatusCode::OK, page::thanks(form, language(query), stylesheet()), form)
}

/// A page that says why there is none, with the status and the headers of the refusal.
pub(super) fn problem(reply: Reply, trouble: Trouble) -> Response {
    let (mut parts, _) = reply.into_response().into_parts();
    let page = page::problem(Language::Vi, trouble, stylesheet());
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    super::headers::put_on_page(&mut parts.headers, None);
    Response::from_parts(parts, page.into())
}

const fn code(language: Language) -> &'static str {
    match language {
        Language::Vi => "vi",
        Language::En => "en",
    }
}

/// Defaults, and what the page's address prefills.
fn first_answers(form: &Form, query: &[(String, String)]) -> Answers {
    let mut answers = Answers::new();
    for field in form.definition.fields() {
        let parameter = field.prefill.as_deref();
        let given = parameter.and_then(|wanted| query.iter().find(|(name, _)| name == wanted));
        let given = given.map(|(_, value)| {
            let value: String = value.chars().take(QUERY_CHARS).collect();
            if field.holds_several() {
                Answer::Many(leadform_spec::value::text::entries(&value).map(str::to_owned).collect())
            } else {
                Answer::Text(value)
            }
        });
        if let Some(answer) = given.or_else(|| field.default.clone()) {
            answers.insert(field.name.clone(), answer);
        }
    }
    answers
}

struct Showing<'a> {
    language: Language,
    answers: &'a Answers,
    issues: &'a [leadform_spec::Issue],
    hidden: &'a [(String, String)],
}

async fn draw(
    gateway: &Gateway,
    form: &Arc<Form>,
    showing: &Showing<'_>,
    draw: fn(&Shown<'_>) -> String,
) -> String {
    let choices = choices(gateway, form, showing.answers).await;
    draw(&Shown {
        form,
        language: showing.language,
        answers: showing.answers,
        issues: showing.issues,
        choices: &choices,
        hidden: showing.hidden,
        action: &format!("/f/{}", form.name),
        stylesheet: stylesheet(),
        today: clock::vietnam_day(gateway.clock.now()),
    })
}

/// The lists that can be had: those that depend on nothing, and those whose parents are answered.
async fn choices(gateway: &Gateway, form: &Form, answers: &Answers) -> BTreeMap<String, Vec<OptionItem>> {
    let texts = |answer: &Answer| answer.texts().next().map(str::to_owned);
    let given: BTreeMap<String, String> =
        answers.iter().filter_map(|(name, answer)| Some((name.clone(), texts(answer)?))).collect();
    let mut choices = BTreeMap::new();
    for name in form.options.keys() {
        if let Ok(items) = gateway.lists.get(form, name, &given, &gateway.store).await {
            choices.insert(name.clone(), items.to_vec());
        }
    }
    choices
}

fn respond(status: StatusCode, page: String, form: &Form) -> Response {
    let mut response = (status, page).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    let thanks = form.definition.redirect.as_deref().and_then(|redirect| Url::parse(redirect).ok());
    super::headers::put_on_page(headers, thanks.as_ref());
    response
}
