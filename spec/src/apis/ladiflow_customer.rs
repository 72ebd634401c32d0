//! `LadiFlow`, create customer: `docs/apis/ladiflow-customer.md`.
//!
//! Nothing is marked as required: the notes ask for an e-mail address or a phone number. Rows 27 to 29 are
//! in the document's example and not in its table, `website` is a list in the one and a string in the other,
//! and `subcribed_at` is spelt as the vendor spells it. The entries of `custom_fields` have no rows in the
//! document; they carry its number.

use crate::api::{
    AnswerStyle, Api, BodyFormat, Choice,
    Kind::{Date, Email, Named, Number, Phone, Scalar, Text, TextOrTexts, Texts},
    Row, Secret, choice, one_of, row,
};
use crate::value::{DateFormat, PhoneFormat};

/// Where it is, what may be in a body, and how it answers.
pub(super) static API: Api = Api {
    id: "ladiflow-customer",
    title: "LadiFlow, create customer",
    path: "/1.0/customer/create",
    body: BodyFormat::Json,
    secret: Secret::Header("Api-Key"),
    rows: ROWS,
    either: &[["email", "phone"]],
    phone_format: PhoneFormat::National,
    date_format: DateFormat::YearFirst,
    answer: AnswerStyle::LadiFlow,
};

static ROWS: &[Row] = &[
    row(1, "email", Email).label("Email", "Email").autofill("email").either(),
    row(2, "first_name", Text).label("Tên", "First name").autofill("given-name"),
    row(3, "full_name", Text).label("Họ và tên", "Full name").autofill("name"),
    row(4, "dob", Date).label("Ngày sinh", "Date of birth").autofill("bday"),
    row(5, "phone", Phone).label("Số điện thoại", "Phone number").autofill("tel").either(),
    row(6, "gender", one_of(GENDER)).label("Giới tính", "Gender").autofill("sex"),
    row(7, "tags", Texts).label("Thẻ", "Tags"),
    row(8, "custom_fields", Named(CUSTOM_FIELD)).label("Thông tin bổ sung", "More details"),
    row(9, "country", Text).label("Quốc gia", "Country").autofill("country-name"),
    row(10, "city", Text).label("Tỉnh/Thành phố", "Province or city").autofill("address-level1"),
    row(11, "district", Text).label("Quận/Huyện", "District").autofill("address-level2"),
    row(12, "ward", Text).label("Phường/Xã", "Ward or commune").autofill("address-level3"),
    row(13, "address", Text).label("Địa chỉ", "Address").autofill("address-line1"),
    row(14, "company", Text).label("Công ty", "Company").autofill("organization"),
    row(15, "job_title", Text).label("Công việc", "Job title").autofill("organization-title"),
    row(16, "lang", one_of(LANG)).label("Ngôn ngữ", "Language").autofill("language"),
    row(17, "postal_code", Number).label("Mã bưu điện", "Postal code").autofill("postal-code"),
    row(18, "channels", Texts).label("Kênh liên lạc", "Contact channels"),
    row(19, "external_customer_id", Text).label("Mã khách hàng", "Customer number"),
    row(20, "website", TextOrTexts).label("Trang web", "Website").autofill("url"),
    row(21, "facebook_url", Text).label("Liên kết Facebook", "Facebook link"),
    row(22, "twitter_url", Text).label("Liên kết Twitter", "Twitter link"),
    row(23, "linkedIn_url", Text).label("Liên kết LinkedIn", "LinkedIn link"),
    row(24, "score", Number).label("Điểm đánh giá", "Score"),
    row(25, "zalo", Text).label("Zalo", "Zalo"),
    row(26, "skype", Text).label("Skype", "Skype"),
    row(27, "address_2", Text)
        .label("Địa chỉ (dòng 2)", "Address, line 2")
        .autofill("address-line2")
        .example_only(),
    row(28, "source", Text)
        .label("Bạn biết đến chúng tôi qua đâu?", "How did you hear about us?")
        .example_only(),
    row(29, "subcribed_at", Date).label("Ngày đăng ký", "Sign-up date").example_only(),
];

/// An entry of row 8. The value comes last: it stands for the entry where the tenant's name is the path.
static CUSTOM_FIELD: &[Row] = &[
    row(8, "name", Text).label("Tên thông tin", "Name of the detail").required(),
    row(8, "value", Scalar).label("Giá trị", "Value").required(),
];

const GENDER: &[Choice] = &[choice("male", "Nam", "Male"), choice("female", "Nữ", "Female")];

const LANG: &[Choice] = &[
    choice("vi", "Tiếng Việt", "Vietnamese"),
    choice("en", "Tiếng Anh", "English"),
    choice("other", "Khác", "Other"),
];
