//! The ERP's own lists (`GET /api/v1/source`), as public clients read them: with the key, in the ERP's shape.

use axum::http::Method;
use axum::http::request::Parts;
use leadform_spec::api::AnswerStyle;
use leadform_spec::{Api, apis};

use super::answer::{Answer, Refusal, refused};
use super::{api, key, proxy};

/// The list at this path, if there is one: that of the row `source_id` is called `source`.
pub(super) fn answer(head: &Parts) -> Option<Answer> {
    if head.method != Method::GET {
        return None;
    }
    let (api, field) = find(head.uri.path())?;
    let query: Vec<(String, String)> =
        form_urlencoded::parse(head.uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
    match api::presented(api, head) {
        None => Some(refused(api, &Refusal::KeyMissing)),
        Some(secret) if secret != key::of(api) => Some(refused(api, &Refusal::KeyWrong)),
        Some(_) => proxy::list(api, &field, &query),
    }
}

fn find(path: &str) -> Option<(&'static Api, String)> {
    let erps = || apis::ALL.into_iter().filter(|api| matches!(api.answer, AnswerStyle::Erp));
    erps().find_map(|api| {
        // Beside the path under which leads are posted.
        let folder = &api.path[..=api.path.rfind('/')?];
        let (_, name) = path.split_once(folder)?;
        let field = format!("{}_id", name.replace('-', "_"));
        api.row(&field).is_some().then_some((api, field))
    })
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn a_list_is_called_like_the_row_that_holds_its_ids() {
        assert_eq!(find("/api/v1/source").unwrap().1, "source_id");
        assert_eq!(find("/erp.example.vn/api/v1/category-source").unwrap().1, "category_source_id");
        for path in ["/api/v1/", "/api/v1/lead", "/api/v1/nothing", "/api/v2/source", "/"] {
            assert!(find(path).is_none(), "{path}");
        }
    }
}
