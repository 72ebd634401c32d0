//! The sandbox's keys. They are fixed, so that scripts can carry them, and nobody can take them for real ones.

use leadform_spec::Api;
use leadform_spec::api::AnswerStyle;

/// The key that `api` wants here.
pub(super) const fn of(api: &Api) -> &'static str {
    match api.answer {
        AnswerStyle::LadiFlow => "sandbox-ladiflow-key",
        AnswerStyle::Erp => "sandbox-erp-key",
        AnswerStyle::Office => "sandbox-1office-key",
        AnswerStyle::Zalo => "sandbox-zalo-key",
    }
}
