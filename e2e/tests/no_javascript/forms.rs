//! What a visitor does in each of the examples.

/// What a visitor does with one control.
pub(crate) enum Hand {
    Types(&'static str, &'static str),
    Picks(&'static str, &'static str),
}

pub(crate) use Hand::{Picks, Types};

/// The five example forms, each filled in from top to bottom.
pub(crate) const FORMS: [(&str, &[Hand]); 5] = [
    (
        "erp-lead",
        &[
            Types("contact_name", "Nguyễn Thị Ánh"),
            Types("phone_no1", "0912 345 678"),
            Picks("gender", "female"),
            Picks("crm_line_ids", "13"),
            Picks("crm_line_ids", "11"),
            Picks("state_id", "99"),
            // Before another field, and not before a press: an entry that is added on leaving moves what is below it.
            Types("customer_portrait.pain_point", "mũi < 2 \"cm\""),
            Types("birth_date", "1990-02-13"),
            Picks("consent", "yes"),
        ],
    ),
    (
        "erp-booking",
        &[
            Types("contact_name", "Trần Minh Khôi"),
            Types("phone_no1", "+84 905 111 222"),
            Types("email_from", "khoi@example.vn"),
            Picks("gender", "male"),
            Types("booking_date", "2031-01-15"),
            Picks("company_id", "4"),
            Types("customer_portrait.work_start_time", "08:30"),
            Types("customer_portrait.work_end_time", "17:00"),
            Picks("crm_line_ids", "12"),
            Types("street", "12 Lê Lợi"),
            Picks("state_id", "2"),
            Picks("consent", "yes"),
        ],
    ),
    (
        "ladiflow-customer",
        &[
            Types("full_name", "Lê Bích Ngọc"),
            Types("email", "ngoc@example.vn"),
            Types("dob", "1985-12-31"),
            Picks("gender", "female"),
            Types("city", "Huế"),
            Picks("custom_fields.package", "PRO"),
            Picks("consent", "yes"),
        ],
    ),
    (
        "1office-contact",
        &[
            Picks("formal_name", "Chị"),
            Types("name", "Phạm Thu Hằng"),
            Picks("type", "Tổ chức"),
            Types("phones", "0912345678, 0905111222"),
            Types("emails", "hang@example.vn"),
            Types("birthday", "1979-05-01"),
            Types("place_of_address", "Hà Nội"),
            Picks("trade_ids", "VISA NHẬP (VUT)"),
            Picks("trade_ids", "DỊCH VỤ LUẬT SƯ (TLA)"),
            Types("desc", "a < b & c"),
            Picks("consent", "yes"),
        ],
    ),
    ("zalo-journey", &[Types("phone", "0912345678"), Picks("consent", "yes")]),
];
