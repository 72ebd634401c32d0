//! Every control in every state: what `cargo xtask pictures` photographs, and what tests measure that must hold in all
//! of them. A new control or a new state is one more take.

mod stage;

use crate::host::Fault;

pub use stage::set;

/// One form in one state.
pub struct Take {
    /// What it shows.
    pub caption: &'static str,
    /// Its definition.
    pub form: &'static str,
    /// What goes wrong.
    pub faults: &'static [Failing],
    /// What a visitor does before it is as it should be.
    pub steps: &'static [Step],
}

/// The beginning of a path, and what goes wrong there.
type Failing = (&'static str, fn() -> Fault);

/// What a visitor does.
#[derive(Debug)]
pub enum Step {
    /// Fills in many fields at once: values by path, as JSON.
    Set(&'static str),
    /// Types into a field and stays there.
    Type(&'static str, &'static str),
    /// Types into a field and goes on to the next one.
    Leave(&'static str, &'static str),
    /// Presses what a CSS selector finds.
    Press(&'static str),
    /// Gives files to a field.
    Attach(&'static str, &'static [&'static str]),
    /// Waits until a CSS selector finds something.
    See(&'static str),
}

use Step::{Attach, Leave, Press, See, Set, Type};

const SEND: Step = Press("button[type=submit]");

const FILLED: Step = Set(r#"{
    "formal_name": "Chị", "name": "Nguyễn Thị Ánh", "type": "Cá nhân", "phones": "0912 345 678",
    "emails": "anh.nguyen@example.vn", "birthday": "1990-02-13", "create_from_crm_call_history_id": "2",
    "trade_ids": ["DỊCH VỤ LUẬT SƯ (TLA)", "VISA NHẬP (VUT)"], "user_ids": ["Trần Minh Khôi", "Lê Bích Ngọc"],
    "desc": "Chồng tôi là người Đức, chúng tôi muốn về Đà Nẵng sống từ tháng Chín và cần thị thực dài hạn cho cả nhà.",
    "detail.0.name": "Thomas Weber", "detail.0.phone": "0905 111 222", "detail.0.email": "thomas@example.de",
    "detail.1.name": "Phạm Thu Hằng"
}"#);

const CONTACT: Step = Press("[name='consent.contact']");
const NEWS: Step = Press("[name='consent.news']");

const WRONG: Step = Set(r#"{
    "name": "Ánh", "phones": "0912 345", "emails": "anh.nguyen@",
    "create_from_crm_call_history_id": "hai", "detail.0.phone": "12", "detail.0.email": "thomas"
}"#);

const PHONE: Step = Set(r#"{ "phone": "0912 345 678" }"#);
const AGREED: Step = Press("[name='consent']");

/// The take of this caption.
pub fn called(caption: &str) -> &'static Take {
    TAKES
        .iter()
        .find(|take| take.caption == caption)
        .unwrap_or_else(|| panic!("no take is called `{caption}`"))
}

/// One in which nothing goes wrong.
pub const fn take(caption: &'static str, form: &'static str, steps: &'static [Step]) -> Take {
    Take { caption, form, faults: &[], steps }
}

const CONTROLS: &str = include_str!("takes/forms/controls.json");
const STEPS: &str = include_str!("takes/forms/steps.json");
const PLACES: &str = include_str!("takes/forms/places.json");
const REMINDERS: &str = include_str!("takes/forms/reminders.json");
const REPAIRS: &str = include_str!("takes/forms/repairs.json");
const FILES: &str = include_str!("takes/forms/files.json");

/// All of them.
pub static TAKES: [Take; 17] = [
    take("Every control, empty", CONTROLS, &[]),
    take(
        "Every control, filled in",
        CONTROLS,
        &[
            FILLED,
            CONTACT,
            NEWS,
            Type("group_type_id", "a\u{e015}\u{e007}"),
            Attach("files", &["hộ chiếu.svg", "hợp đồng thuê nhà.pdf"]),
        ],
    ),
    take("Every control, in error: pressed too early", CONTROLS, &[WRONG, SEND, See(".lf-summary")]),
    take(
        "Some of it mended: crossed out, and quiet again",
        REPAIRS,
        &[SEND, See("[aria-invalid=true]"), Leave("phone_no1", "0912 345 678")],
    ),
    take(
        "Slips, each with its repair; a warning that holds nothing up",
        REPAIRS,
        &[
            Leave("phone_no1", "01691234567"),
            Leave("phone_no2", "0201 234 567"),
            Leave("email_from", "an.nguyen@gmial.com"),
            See(".lf-offer"),
        ],
    ),
    take("A field with the focus", REMINDERS, &[Type("phone", "0912 3")]),
    take("Step 1 of 3", STEPS, &[Press("[name=company_id][value='3']")]),
    take(
        "Step 2 of 3, in error",
        STEPS,
        &[
            Set(r#"{ "company_id": "3", "booking_date": "2031-12-05" }"#),
            SEND,
            See("[name=contact_name]"),
            SEND,
            See("[aria-invalid=true]"),
        ],
    ),
    take("A long list, searched without marks", PLACES, &[Type("state_id", "ha"), See(".lf-option")]),
    take(
        "A long list, opened by key",
        PLACES,
        &[Type("state_id", "\u{e015}\u{e015}"), See(".lf-option-active")],
    ),
    Take {
        caption: "Lists that are loading, and that failed",
        form: PLACES,
        faults: &[("/options/services", Fault::server_error), ("/examples/", || Fault::Hang)],
        steps: &[See(".lf-retry")],
    },
    take(
        "Files: a thumbnail, and two that cannot be sent",
        FILES,
        &[Attach("files", &["hộ chiếu.svg", "quá lớn.pdf", "ghi âm.mp3"]), Leave("name", "Ánh")],
    ),
    take(
        "A list with nothing in it, and a search that finds nothing",
        PLACES,
        &[
            Set(r#"{ "state_id": "2" }"#),
            Type("crm_line_ids", "răng"),
            See(".lf-option, .lf-listbox, .lf-loading"),
        ],
    ),
    Take {
        caption: "Sending",
        form: REMINDERS,
        faults: &[("/p/", || Fault::Hang)],
        steps: &[PHONE, AGREED, SEND, See("[aria-busy=true]")],
    },
    Take {
        caption: "Not sent: the network is gone",
        form: REMINDERS,
        faults: &[("/p/", || Fault::Drop)],
        steps: &[PHONE, AGREED, SEND, See(".lf-status-error")],
    },
    take("Without consent", REMINDERS, &[Type("phone", "0912 345 678"), SEND, See("[aria-invalid=true]")]),
    take("Sent", REMINDERS, &[PHONE, AGREED, SEND, See(".lf-thanks")]),
];
