//! A sandbox of one's own.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, ChildStdout, Stdio};
use std::time::Duration;

use leadform_spec::Api;
use leadform_spec::api::{AnswerStyle, Secret};
use reqwest::blocking::{Client, RequestBuilder, Response};
use serde_json::Value;

use crate::run::leadform;

/// A running sandbox; it is stopped when this is dropped.
pub(crate) struct Sandbox {
    child: Child,
    stdout: BufReader<ChildStdout>,
    pub(crate) address: String,
}

impl Sandbox {
    pub(crate) fn start() -> Self {
        Self::start_with(&[])
    }

    pub(crate) fn start_with(arguments: &[&str]) -> Self {
        Self::start_at("127.0.0.1:0", arguments)
    }

    pub(crate) fn start_at(listen: &str, arguments: &[&str]) -> Self {
        let mut command = leadform(&["sandbox", "--listen", listen]);
        let mut child =
            command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut first).unwrap();
        let address = first.trim().strip_prefix("Sandbox listening on http://").expect(&first).to_owned();
        Self { child, stdout, address }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        client().get(self.url(path)).send().unwrap().into()
    }

    pub(crate) fn post(&self, path: &str) -> RequestBuilder {
        client().post(self.url(path))
    }

    /// `body` for `api`, with the key and the content type that it wants.
    pub(crate) fn send(&self, api: &Api, body: impl Into<String>) -> Reply {
        with_key(api, self.post(&path_with_key(api))).body(body.into()).send().unwrap().into()
    }

    /// What the sandbox has kept: of the API's side alone.
    pub(crate) fn received(&self) -> Vec<Value> {
        let all: Vec<Value> = serde_json::from_str(&self.get("/requests").body).unwrap();
        all.into_iter().filter(|entry| entry["part"] == "api").collect()
    }

    /// Stops it, and gives what it has printed since the first line.
    pub(crate) fn stop(mut self) -> String {
        self.child.kill().unwrap();
        let mut printed = String::new();
        self.stdout.read_to_string(&mut printed).unwrap();
        self.child.stderr.take().unwrap().read_to_string(&mut printed).unwrap();
        printed
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) body: String,
}

impl From<Response> for Reply {
    fn from(response: Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, body: response.text().unwrap() }
    }
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

pub(crate) fn client() -> Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder().no_proxy().timeout(Duration::from_secs(20)).build().unwrap()
}

/// The key that the sandbox wants, as its help prints it.
pub(crate) fn key(api: &Api) -> &'static str {
    match api.answer {
        AnswerStyle::LadiFlow => "sandbox-ladiflow-key",
        AnswerStyle::Erp => "sandbox-erp-key",
        AnswerStyle::Office => "sandbox-1office-key",
        AnswerStyle::Zalo => "sandbox-zalo-key",
    }
}

/// The API's path, with the key if it goes there.
pub(crate) fn path_with_key(api: &Api) -> String {
    match api.secret {
        Secret::Header(_) => api.path.to_owned(),
        Secret::Parameter(name) => format!("{}?{name}={}", api.path, key(api)),
    }
}

/// The request with the content type, and with the key if it goes into a header.
pub(crate) fn with_key(api: &Api, request: RequestBuilder) -> RequestBuilder {
    let request = request.header("content-type", api.body.content_type());
    match api.secret {
        Secret::Header(name) => request.header(name, key(api)),
        Secret::Parameter(_) => request,
    }
}
