//! Which request goes where, and what every request to a form goes through: the visitor's rate, the form, the origin.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::body::Body;
use axum::extract::{Path, Query, Request, State};
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Router, middleware};
use leadform_language::Trouble;

use super::address::Visitor;
use super::listen::Peer;
use super::options::{NoList, written};
use super::rate::Rate;
use super::reply::Reply;
use super::state::{Gateway, Shared};
use super::submit::{self, Way};
use super::{body, cors, definition, headers, health, plain, requests};
use crate::config::Form;

const FORM: &str = "/f/{form}";
const THANKS: &str = "/f/{form}/thanks";
const LIST: &str = "/f/{form}/options/{field}";
const ALIVE: &str = "/healthz";
const READY: &str = "/readyz";

/// What the log and the metrics know a request by.
const ROUTES: [&str; 6] = [FORM, THANKS, LIST, plain::STYLE_PATH, ALIVE, READY];

/// Everything that visitors can ask for.
pub(super) fn router(gateway: &Shared) -> Router {
    let router = Router::new()
        .route(FORM, get(show).post(take).options(preflight))
        .route(THANKS, get(thanks))
        .route(LIST, get(options).options(preflight))
        .route(plain::STYLE_PATH, get(style))
        .route(ALIVE, get(async || health::alive()))
        .route(READY, get(ready))
        .fallback(file)
        .layer(middleware::from_fn_with_state(Arc::clone(gateway), transport))
        .with_state(Arc::clone(gateway));
    requests::observe(router, &ROUTES, Arc::clone(&gateway.metrics))
}

async fn ready(State(gateway): State<Shared>) -> Response {
    health::ready(gateway.store.is_ready(), gateway.is_stopping.load(Ordering::Relaxed))
}

/// The widget's files, and whatever else stands beside them.
async fn file(State(gateway): State<Shared>, request: Request) -> Response {
    let widget = gateway.widget.load();
    let found = widget.answer(request.method(), request.uri().path(), request.headers());
    found.unwrap_or_else(|| {
        let mut response = (StatusCode::NOT_FOUND, "there is nothing at this address\n").into_response();
        headers::put_on_answer(response.headers_mut());
        response
    })
}

/// What every answer has, those of the router itself as well.
async fn transport(State(gateway): State<Shared>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    headers::put_rest(response.headers_mut());
    headers::put_transport(response.headers_mut(), gateway.config.load().server.public_url.as_ref());
    response
}

type Parameters = Query<Vec<(String, String)>>;

/// `GET /f/{form}`: a page for a person, the definition for a script.
async fn show(
    State(gateway): State<Shared>,
    Path(name): Path<String>,
    Query(query): Parameters,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let door = match Door::open(&gateway, &name, &parts.headers, &parts.extensions) {
        Ok(door) => door,
        Err(refused) => return *refused,
    };
    let mut response = if wants_page(&parts.headers) {
        plain::show(&gateway, &door.form, &query, &parts.headers).await
    } else {
        definition::answer(&door.form, &parts.headers)
    };
    response.headers_mut().append(header::VARY, HeaderValue::from_static("Accept"));
    door.close(response)
}

/// `POST /f/{form}`
async fn take(State(gateway): State<Shared>, Path(name): Path<String>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let door = match Door::open(&gateway, &name, &parts.headers, &parts.extensions) {
        Ok(door) => door,
        Err(refused) => return *refused,
    };
    let response = received(&gateway, &door.form, &parts.headers, body).await;
    door.close(response)
}

async fn received(gateway: &Gateway, form: &Arc<Form>, headers: &HeaderMap, body: Body) -> Response {
    let Some(way) = Way::of(headers) else {
        let problem = "the Content-Type is none that leads come in";
        let remedy = "Send application/vnd.leadform+json, application/json, or an HTML form.";
        let reply = Reply::refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, problem, remedy);
        return refuse(headers, reply, Trouble::Unreadable);
    };
    let key = match submit::key(headers) {
        Ok(key) => key,
        Err(reply) => return reply.into_response(),
    };
    let config = gateway.config.load_full();
    let bytes = match body::read(headers, body, form.max_body_bytes, config.server.body_timeout).await {
        Ok(bytes) => bytes,
        Err(unread) => {
            let is_large = unread == body::Unread::TooLarge;
            let trouble = if is_large { Trouble::TooLarge } else { Trouble::Unreadable };
            return refuse(headers, Reply::unread(unread), trouble);
        }
    };
    if way.is_page() {
        submit::page(gateway, form, &way, headers, bytes).await
    } else {
        submit::json(gateway, form, &way, key, bytes).await.into_response()
    }
}

/// `GET /f/{form}/options/{field}`
async fn options(
    State(gateway): State<Shared>,
    Path((name, field)): Path<(String, String)>,
    Query(query): Parameters,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let door = match Door::open(&gateway, &name, &parts.headers, &parts.extensions) {
        Ok(door) => door,
        Err(refused) => return *refused,
    };
    let given = query.into_iter().collect();
    let list = gateway.lists.get(&door.form, &field, &given, &gateway.store).await;
    let response = match list {
        Ok(items) => {
            let mut response = (StatusCode::OK, written(&items)).into_response();
            let answer = response.headers_mut();
            headers::put_on_answer(answer);
            answer.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
            answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("max-age=60"));
            response
        }
        Err(NoList::Unknown) => {
            let remedy = "Ask for a field of the form that has a list, with the fields that it depends on.";
            Reply::refused(StatusCode::NOT_FOUND, "there is no such list", remedy).into_response()
        }
        Err(NoList::Unavailable) => {
            Reply::later(StatusCode::SERVICE_UNAVAILABLE, "the list cannot be had just now", 10)
                .into_response()
        }
    };
    door.close(response)
}

/// `GET /f/{form}/thanks`
async fn thanks(
    State(gateway): State<Shared>,
    Path(name): Path<String>,
    Query(query): Parameters,
    headers: HeaderMap,
) -> Response {
    match gateway.config.load().form(&name) {
        Some(form) => plain::thanks(form, &query),
        None => unknown_form(&headers),
    }
}

/// The stylesheet of our own pages; its address changes with it.
async fn style() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, crate::page::STYLE).into_response()
}

/// A browser asks whether a page of another site may do what it wants to.
async fn preflight(State(gateway): State<Shared>, request: Request) -> Response {
    let name = request.uri().path().split('/').nth(2).unwrap_or_default();
    let config = gateway.config.load();
    let Some(form) = config.form(name) else { return unknown_form(request.headers()) };
    let public_url = config.server.public_url.as_ref();
    cors::Origin::of(request.headers(), &form.allowed_origins, public_url).answer_options()
}

/// What stands before each form: whoever comes too often or from a page that is none of the form's own stays outside.
struct Door {
    form: Arc<Form>,
    origin: cors::Origin,
}

impl Door {
    fn open(
        gateway: &Gateway,
        name: &str,
        headers: &HeaderMap,
        extensions: &Extensions,
    ) -> Result<Self, Box<Response>> {
        let config = gateway.config.load();
        let Some(form) = config.form(name) else { return Err(Box::new(unknown_form(headers))) };
        let origin = cors::Origin::of(headers, &form.allowed_origins, config.server.public_url.as_ref());
        if !origin.is_allowed() {
            let problem = "this form may not be used from this page's origin";
            let remedy = "Whoever runs the gateway adds the page's origin to the form's allowed_origins.";
            let reply = Reply::refused(StatusCode::FORBIDDEN, problem, remedy);
            return Err(Box::new(refuse(headers, reply, Trouble::ForbiddenOrigin)));
        }
        let door = Self { form: Arc::clone(form), origin };
        let Some(Peer(peer)) = extensions.get::<Peer>() else { return Ok(door) };
        let visitor = Visitor::of(*peer, headers, &config.server.trusted_proxies);
        if visitor.has_unknown_proxy() {
            warn_once();
        }
        let rate = Rate::new(config.server.requests_per_minute, config.server.burst);
        if let Err(seconds) = gateway.limiter.take(visitor, rate) {
            let reply = Reply::later(StatusCode::TOO_MANY_REQUESTS, "too many requests from here", seconds);
            return Err(Box::new(door.close(refuse(headers, reply, Trouble::TooMany))));
        }
        Ok(door)
    }

    /// Lets the page read the answer.
    fn close(self, mut response: Response) -> Response {
        self.origin.mark(response.headers_mut());
        response
    }
}

/// The rate limit cannot know visitors apart behind a proxy that the configuration does not name.
fn warn_once() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        tracing::warn!(
            remedy = "Put the proxy's address into [server] trusted_proxies.",
            "a proxy on this machine is not trusted, so no visitor behind it is limited"
        );
    });
}

fn unknown_form(headers: &HeaderMap) -> Response {
    let remedy = "Ask for a form that the gateway's configuration names.";
    let reply = Reply::refused(StatusCode::NOT_FOUND, "there is no such form", remedy);
    refuse(headers, reply, Trouble::UnknownForm)
}

/// The refusal as whoever asked can read it: a script the reason, a person a page.
fn refuse(headers: &HeaderMap, reply: Reply, trouble: Trouble) -> Response {
    if wants_page(headers) { plain::problem(reply, trouble) } else { reply.into_response() }
}

/// A person's browser says that it wants HTML; `fetch` says `*/*`.
fn wants_page(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accept.split(',').any(|kind| kind.split(';').next().is_some_and(|kind| kind.trim() == "text/html"))
}
