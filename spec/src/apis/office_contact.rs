//! 1Office, insert contact: `docs/apis/1office-contact.md`.
//!
//! The one body that is a web form: lists are comma-joined, and the three structures at the end are JSON in a
//! string. Rows 6, 17, 18 and 21 list what one tenant has set up, so another may replace the lists. `phones`
//! and `emails` may hold several, and dates begin with the day. The document gives no answer at all.

mod values;

use crate::api::{
    AnswerStyle, Api, BodyFormat,
    Kind::{Base64, CommaTexts, Date, Email, Emails, Files, Groups, Html, Int, Phone, Phones, Text},
    Row, Secret, one_of, one_of_tenants, row, some_of_tenants,
};
use crate::value::{DateFormat, PhoneFormat};

/// Where it is, what may be in a body, and how it answers.
pub(super) static API: Api = Api {
    id: "1office-contact",
    title: "1Office, insert contact",
    path: "/api/customer/contact/insert",
    body: BodyFormat::Form,
    secret: Secret::Parameter("access_token"),
    rows: ROWS,
    either: &[],
    phone_format: PhoneFormat::National,
    date_format: DateFormat::DayFirst,
    answer: AnswerStyle::Office,
};

static ROWS: &[Row] = &[
    row(1, "private_code", Text).label("Số CCCD/CMND", "ID card number"),
    row(2, "private_date", Date).label("Ngày cấp", "Date of issue"),
    row(3, "private_place", Text).label("Nơi cấp", "Place of issue"),
    row(4, "code", Text).label("Mã liên hệ", "Reference code").required(),
    row(5, "type", one_of(values::TYPE)).label("Loại khách hàng", "Customer type").required(),
    row(6, "group_type_id", some_of_tenants(values::GROUP_TYPE_ID))
        .label("Dịch vụ bạn quan tâm", "Services you are interested in"),
    row(7, "branch_id", Text).label("Mã tổ chức", "Organisation code"),
    row(8, "partner_id", Text).label("Mã đối tác", "Partner code"),
    row(9, "formal_name", one_of(values::FORMAL_NAME))
        .label("Danh xưng", "Title")
        .autofill("honorific-prefix"),
    row(10, "name", Text).label("Họ và tên", "Full name").autofill("name").required(),
    row(11, "birthday", Date).label("Ngày sinh", "Date of birth").autofill("bday"),
    row(12, "phones", Phones).label("Số điện thoại", "Phone number").autofill("tel"),
    row(13, "emails", Emails).label("Email", "Email").autofill("email"),
    row(14, "address", Text).label("Số nhà, tên đường", "Street address").autofill("address-line1"),
    row(15, "place_of_address", Text)
        .label("Phường/Xã, Quận/Huyện, Tỉnh/Thành phố", "Ward, district and province"),
    row(16, "scale_id", one_of(values::SCALE_ID)).label("Loại hình doanh nghiệp", "Kind of company"),
    row(17, "fountain_head_id", one_of_tenants(values::FOUNTAIN_HEAD_ID))
        .label("Bạn biết đến chúng tôi qua đâu?", "How did you hear about us?")
        .required(),
    row(18, "status_id", one_of_tenants(values::STATUS_ID)).label("Trạng thái", "Status"),
    row(19, "desc", Html).label("Nội dung cần tư vấn", "Your message").long(),
    row(20, "user_ids", CommaTexts).label("Người phụ trách", "Person in charge"),
    row(21, "trade_ids", some_of_tenants(values::TRADE_IDS)).label("Lĩnh vực", "Field of service").required(),
    row(22, "job_tax", Text).label("Mã số thuế/ĐKKD", "Tax or registration number"),
    row(23, "job_date", Date).label("Ngày thành lập", "Date of establishment"),
    row(24, "create_from_crm_call_history_id", Int).label("Mã cuộc gọi tổng đài", "Call record number"),
    row(25, "json_contacts", Text).label("Loại liên hệ", "Contact type"),
    row(26, "cf31", Text).label("Số điện thoại khác", "Other phone number"),
    row(27, "contacts", Groups(CONTACTS)).label("Thông tin liên hệ khác", "Other contact details"),
    row(28, "detail", Groups(DETAIL)).label("Người liên hệ", "Contact persons"),
    row(29, "files", Files(FILES)).label("Tệp đính kèm", "Attachments"),
];

/// Inside row 27: "Cấu trúc của field contacts".
static CONTACTS: &[Row] = &[
    row(30, "type", one_of(values::CONTACT_TYPE)).label("Loại", "Type").required(),
    row(31, "title", Text).label("Chi tiết", "Details").required(),
];

/// Inside row 28: "Cấu trúc của field detail".
static DETAIL: &[Row] = &[
    row(32, "formal_id", one_of(values::FORMAL_NAME)).label("Danh xưng", "Title"),
    row(33, "name", Text).label("Họ và tên", "Full name").required(),
    row(34, "position", Text).label("Chức vụ", "Job title"),
    row(35, "phone", Phone).label("Số điện thoại", "Phone number"),
    row(36, "birthday", Date).label("Ngày sinh", "Date of birth"),
    row(37, "email", Email).label("Email", "Email"),
];

/// Inside row 29: "Cấu trúc của field files".
static FILES: &[Row] = &[
    row(38, "name", Text).label("Tên tệp", "File name"),
    row(39, "file", Base64).label("Tệp", "File").required(),
];
