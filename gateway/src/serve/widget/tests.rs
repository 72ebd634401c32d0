use std::fs;
use std::io::Read as _;
use std::path::Path;

use axum::body::to_bytes;
use tempfile::TempDir;

use super::*;

const OLD: &str = "/form-00000000000000aa.wasm";
const NEW: &str = "/form-00000000000000bb.wasm";
const NEWEST: &str = "/form-00000000000000cc.wasm";

/// A directory with these files in it, each of them long and easy to compress.
fn directory(names: &[&str]) -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    for name in ["/form.js"].iter().chain(names) {
        write(directory.path(), name, &content(name));
    }
    directory
}

fn write(directory: &Path, name: &str, content: &str) {
    let path = directory.join(name.trim_start_matches('/'));
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

fn content(name: &str) -> String {
    format!("{name}\n").repeat(200)
}

async fn load(directory: &TempDir, earlier: Option<Arc<Widget>>) -> Arc<Widget> {
    let config = config::Widget { dir: directory.path().to_owned(), previous_dir: None };
    Arc::new(Widget::load(Some(config), earlier).await.unwrap())
}

fn ask(widget: &Widget, path: &str, headers: &[(header::HeaderName, &str)]) -> Option<Response> {
    let headers = headers.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect();
    widget.answer(&Method::GET, path, &headers)
}

#[track_caller]
fn get(widget: &Widget, path: &str) -> Response {
    ask(widget, path, &[]).unwrap()
}

async fn body(response: Response) -> Vec<u8> {
    to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()
}

#[tokio::test]
async fn every_file_has_its_type_and_its_time() {
    let dist = directory(&[
        NEW,
        "/form.css",
        "/index.html",
        "/assets/mark.svg",
        "/examples/a.json",
        "/style/page.css",
        "/x.bin",
    ]);
    let widget = load(&dist, None).await;
    for (path, content_type, keep) in [
        ("/form.js", "text/javascript; charset=utf-8", "public, max-age=300"),
        ("/form.css", "text/css; charset=utf-8", "public, max-age=300"),
        (NEW, "application/wasm", "public, max-age=31536000, immutable"),
        ("/index.html", "text/html; charset=utf-8", "no-cache"),
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/assets/mark.svg", "image/svg+xml", "no-cache"),
        ("/examples/a.json", "application/json", "no-cache"),
        ("/style/page.css", "text/css; charset=utf-8", "no-cache"),
        ("/x.bin", "application/octet-stream", "no-cache"),
    ] {
        let response = get(&widget, path);
        let headers = response.headers();
        assert_eq!(headers[header::CONTENT_TYPE], content_type, "{path}");
        assert_eq!(headers[header::CACHE_CONTROL], keep, "{path}");
        assert_eq!(headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        assert_eq!(headers[header::VARY], "Accept-Encoding");
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert!(headers[header::ETAG].to_str().unwrap().starts_with('"'), "{path}");
        let is_page = content_type.starts_with("text/html");
        assert_eq!(headers.contains_key(header::CONTENT_SECURITY_POLICY), is_page, "{path}");
        assert_eq!(
            headers["cross-origin-resource-policy"],
            if is_page { "same-origin" } else { "cross-origin" }
        );
    }
}

#[tokio::test]
async fn each_coding_unpacks_to_the_file_and_has_a_tag_of_its_own() {
    let widget = load(&directory(&[]), None).await;
    let expected = content("/form.js");
    let mut tags = Vec::new();
    for (accept, coding) in [("br, gzip", Some("br")), ("gzip", Some("gzip")), ("br;q=0", None)] {
        let response = ask(&widget, "/form.js", &[(header::ACCEPT_ENCODING, accept)]).unwrap();
        let named = response.headers().get(header::CONTENT_ENCODING).map(|value| value.to_str().unwrap());
        assert_eq!(named, coding);
        tags.push(response.headers()[header::ETAG].clone());
        let bytes = body(response).await;
        let mut unpacked = String::new();
        match coding {
            Some("br") => brotli::Decompressor::new(&bytes[..], 4096).read_to_string(&mut unpacked).unwrap(),
            Some(_) => flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut unpacked).unwrap(),
            None => (&bytes[..]).read_to_string(&mut unpacked).unwrap(),
        };
        assert_eq!(unpacked, expected);
        assert_eq!(bytes.len() < expected.len(), coding.is_some());
    }
    tags.dedup();
    assert_eq!(tags.len(), 3);
}

#[tokio::test]
async fn whoever_has_a_file_is_told_so_and_gets_no_bytes() {
    let widget = load(&directory(&[]), None).await;
    let tag = get(&widget, "/form.js").headers()[header::ETAG].to_str().unwrap().to_owned();
    for known in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
        let response = ask(&widget, "/form.js", &[(header::IF_NONE_MATCH, &known)]).unwrap();
        assert_eq!(response.status(), StatusCode::NOT_MODIFIED, "{known}");
        assert_eq!(response.headers()[header::ETAG], tag.as_str());
        assert_eq!(response.headers()[header::CACHE_CONTROL], "public, max-age=300");
        assert!(body(response).await.is_empty());
    }
    // The same content, but other bytes.
    let other = [(header::IF_NONE_MATCH, tag.as_str()), (header::ACCEPT_ENCODING, "br")];
    assert_eq!(ask(&widget, "/form.js", &other).unwrap().status(), StatusCode::OK);
    assert_eq!(
        ask(&widget, "/form.js", &[(header::IF_NONE_MATCH, "\"x\"")]).unwrap().status(),
        StatusCode::OK
    );
}

#[tokio::test]
async fn only_names_that_were_found_exist() {
    let dist = directory(&["/gallery/index.html", "/.env", "/.stage/x.js"]);
    let secret = dist.path().parent().unwrap().join("secret-of-the-widget-test");
    fs::write(&secret, "x").unwrap();
    let widget = load(&dist, None).await;
    for path in [
        "/../secret-of-the-widget-test",
        "/gallery/../../secret-of-the-widget-test",
        "/%2e%2e/secret-of-the-widget-test",
        "/..%2fsecret-of-the-widget-test",
        "//form.js",
        "/./form.js",
        "/form.js/",
        "/form.js%00",
        "/FORM.JS",
        "\\form.js",
        "form.js",
        "",
        "/.env",
        "/.stage/x.js",
        "/gallery/index.html/",
        "/gallery//",
    ] {
        assert!(ask(&widget, path, &[]).is_none(), "{path}");
    }
    fs::remove_file(secret).unwrap();
}

#[tokio::test]
async fn a_directory_leads_to_its_page() {
    let widget = load(&directory(&["/gallery/index.html"]), None).await;
    assert_eq!(get(&widget, "/gallery/").status(), StatusCode::OK);
    let response = get(&widget, "/gallery");
    assert_eq!(response.status(), StatusCode::PERMANENT_REDIRECT);
    assert_eq!(response.headers()[header::LOCATION], "gallery/");
}

#[tokio::test]
async fn a_file_can_only_be_read() {
    let widget = load(&directory(&[]), None).await;
    for (method, status) in [("GET", 200), ("HEAD", 200), ("POST", 405), ("PUT", 405), ("DELETE", 405)] {
        let method = method.parse().unwrap();
        let response = widget.answer(&method, "/form.js", &HeaderMap::new()).unwrap();
        assert_eq!(response.status(), status);
    }
}

#[tokio::test]
async fn the_release_before_is_kept_through_reloads_and_the_one_before_that_is_not() {
    let dist = directory(&[OLD]);
    let exchange = |old: &str, new: &str| {
        fs::remove_file(dist.path().join(&old[1..])).unwrap();
        write(dist.path(), new, &content(new));
    };
    let first = load(&dist, None).await;
    exchange(OLD, NEW);
    let second = load(&dist, Some(first)).await;
    let again = load(&dist, Some(second)).await;
    for name in [OLD, NEW] {
        assert_eq!(body(get(&again, name)).await, content(name).into_bytes());
    }
    exchange(NEW, NEWEST);
    let third = load(&dist, Some(again)).await;
    assert!(ask(&third, OLD, &[]).is_none());
    assert!(ask(&third, NEW, &[]).is_some() && ask(&third, NEWEST, &[]).is_some());
}

#[tokio::test]
async fn of_the_previous_directory_only_hashed_files_are_served() {
    let (dist, previous) = (directory(&[NEW]), directory(&[OLD, "/old.html"]));
    let config =
        config::Widget { dir: dist.path().to_owned(), previous_dir: Some(previous.path().to_owned()) };
    let widget = Widget::load(Some(config), None).await.unwrap();
    assert!(ask(&widget, OLD, &[]).is_some() && ask(&widget, NEW, &[]).is_some());
    assert!(ask(&widget, "/old.html", &[]).is_none());
}

#[tokio::test]
async fn what_did_not_change_is_not_compressed_again() {
    let dist = directory(&[NEW]);
    let first = load(&dist, None).await;
    write(dist.path(), "/form.js", "changed");
    let second = load(&dist, Some(first.clone())).await;
    assert!(Arc::ptr_eq(&first.files[NEW], &second.files[NEW]));
    assert_eq!(body(get(&second, "/form.js")).await, b"changed");
}

#[tokio::test]
async fn a_directory_that_is_no_widgets_is_refused_with_the_remedy() {
    let empty = tempfile::tempdir().unwrap();
    let missing = empty.path().join("missing");
    let crowded = directory(&[]);
    for serial in 0..1001 {
        fs::write(crowded.path().join(format!("{serial}.txt")), "").unwrap();
    }
    for (dir, says) in [
        (empty.path(), "has no form.js"),
        (&missing, "cannot read"),
        (crowded.path(), "is no widget's directory"),
    ] {
        let config = config::Widget { dir: dir.to_owned(), previous_dir: None };
        let failure = Widget::load(Some(config), None).await.unwrap_err().to_string();
        assert!(failure.contains(says) && failure.contains("[widget]"), "{failure}");
    }
}

#[tokio::test]
async fn without_a_widget_there_are_no_files() {
    let widget = Widget::load(None, None).await.unwrap();
    assert!(ask(&widget, "/", &[]).is_none() && ask(&widget, "/form.js", &[]).is_none());
}
