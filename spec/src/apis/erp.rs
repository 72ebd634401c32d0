//! What `docs/apis/erp-lead.md` and `docs/apis/erp-booking.md` have in common: rows, and the values they list.
//!
//! The booking has one row more, and from there on its numbers are one higher; so a row here takes its
//! number. Both documents say "True" of `account_id` and of `phone_no1`, and note that a customer has the one
//! or the other.

use crate::api::{
    Choice,
    Kind::{self, Date, Email, Hours, Int, Ints, Phone, Text, Texts},
    Row, choice, one_of, row,
};

pub(super) const fn account_id(number: u16) -> Row {
    row(number, "account_id", Int).label("Mã khách hàng", "Customer number").either()
}

pub(super) const fn phone_no1(number: u16) -> Row {
    row(number, "phone_no1", Phone).label("Số điện thoại", "Phone number").autofill("tel").either()
}

pub(super) const fn phone_no2(number: u16) -> Row {
    row(number, "phone_no2", Phone).label("Số điện thoại thứ hai", "Second phone number")
}

pub(super) const fn phone_no3(number: u16) -> Row {
    row(number, "phone_no3", Phone).label("Số điện thoại thứ ba", "Third phone number")
}

pub(super) const fn ticket_id(number: u16) -> Row {
    row(number, "ticket_id", Int).label("Mã yêu cầu", "Ticket number").required()
}

pub(super) const fn agent_email(number: u16) -> Row {
    row(number, "agent_email", Email).label("Email nhân viên tư vấn", "Consultant’s email").required()
}

pub(super) const fn user_id(number: u16) -> Row {
    row(number, "user_id", Int).label("Người tạo", "Created by").required()
}

pub(super) const fn contact_name(number: u16) -> Row {
    row(number, "contact_name", Text).label("Họ và tên", "Full name").autofill("name").required()
}

pub(super) const fn gender(number: u16) -> Row {
    row(number, "gender", one_of(GENDER)).label("Giới tính", "Gender").autofill("sex").required()
}

pub(super) const fn country_id(number: u16) -> Row {
    row(number, "country_id", Int).label("Quốc gia", "Country").autofill("country-name").required()
}

pub(super) const fn state_id(number: u16) -> Row {
    row(number, "state_id", Int)
        .label("Tỉnh/Thành phố", "Province or city")
        .autofill("address-level1")
        .required()
}

pub(super) const fn district_id(number: u16) -> Row {
    row(number, "district_id", Int).label("Quận/Huyện", "District").autofill("address-level2")
}

pub(super) const fn street(number: u16) -> Row {
    row(number, "street", Text).label("Địa chỉ", "Address").autofill("address-line1").required()
}

pub(super) const fn company_id(number: u16) -> Row {
    row(number, "company_id", Int).label("Công ty", "Company").required()
}

pub(super) const fn price_list_id(number: u16) -> Row {
    row(number, "price_list_id", Int).label("Bảng giá", "Price list").required()
}

pub(super) const fn category_source_id(number: u16) -> Row {
    row(number, "category_source_id", Int).label("Nhóm nguồn", "Source group").required()
}

pub(super) const fn source_id(number: u16) -> Row {
    row(number, "source_id", Int)
        .label("Bạn biết đến chúng tôi qua đâu?", "How did you hear about us?")
        .required()
}

pub(super) const fn campaign_id(number: u16) -> Row {
    row(number, "campaign_id", Int).label("Chiến dịch", "Campaign").required()
}

pub(super) const fn crm_line_ids(number: u16) -> Row {
    row(number, "crm_line_ids", Ints)
        .label("Dịch vụ bạn quan tâm", "Services you are interested in")
        .required()
}

pub(super) const fn birth_date(number: u16) -> Row {
    row(number, "birth_date", Date).label("Ngày sinh", "Date of birth").autofill("bday")
}

pub(super) const fn email_from(number: u16) -> Row {
    row(number, "email_from", Email).label("Email", "Email").autofill("email")
}

pub(super) const fn facebook_acc(number: u16) -> Row {
    row(number, "facebook_acc", Text).label("Tài khoản Facebook", "Facebook account")
}

pub(super) const fn zalo_acc(number: u16) -> Row {
    row(number, "zalo_acc", Text).label("Tài khoản Zalo", "Zalo account")
}

pub(super) const fn send_info_facebook(number: u16) -> Row {
    row(number, "send_info_facebook", one_of(SEND_INFO_FACEBOOK))
        .label("Gửi thông tin qua Facebook", "Information sent by Facebook")
}

pub(super) const fn send_info_zalo(number: u16) -> Row {
    row(number, "send_info_zalo", one_of(SEND_INFO_ZALO))
        .label("Gửi thông tin qua Zalo", "Information sent by Zalo")
}

pub(super) const fn overseas_vietnamese(number: u16) -> Row {
    row(number, "overseas_vietnamese", one_of(OVERSEAS_VIETNAMESE)).label("Việt kiều", "Overseas Vietnamese")
}

pub(super) const fn work_online(number: u16) -> Row {
    row(number, "work_online", one_of(NO_YES)).label("Làm việc trực tuyến", "Working online")
}

pub(super) const fn online_counseling(number: u16) -> Row {
    row(number, "online_counseling", one_of(NO_YES)).label("Tư vấn trực tuyến", "Online consultation")
}

pub(super) const fn shuttle_bus(number: u16) -> Row {
    row(number, "shuttle_bus", one_of(NO_YES)).label("Xe đưa đón", "Shuttle service")
}

/// The rows of `customer_portrait`, from number `first` on. A hobby is a text for a lead and an id for a
/// booking.
pub(super) const fn portrait(first: u16, hobby: Kind) -> [Row; 13] {
    [
        row(first, "revenue_source", Text).label("Nguồn thu nhập", "Source of income"),
        row(first + 1, "term_goals", Text).label("Mục tiêu của bạn", "Your goals").long(),
        row(first + 2, "social_influence", Text).label("Ảnh hưởng xã hội", "Social influences").long(),
        row(first + 3, "behavior_on_the_internet", Text)
            .label("Thói quen trên Internet", "Internet habits")
            .long(),
        row(first + 4, "affected_by", one_of(AFFECTED_BY))
            .label("Ai hoặc điều gì ảnh hưởng đến bạn?", "Who or what influences you?"),
        row(first + 5, "work_start_time", Hours).label("Giờ bắt đầu làm việc", "Work starts at"),
        row(first + 6, "work_end_time", Hours).label("Giờ kết thúc làm việc", "Work ends at"),
        row(first + 7, "break_start_time", Hours).label("Giờ bắt đầu nghỉ trưa", "Lunch break starts at"),
        row(first + 8, "break_end_time", Hours).label("Giờ kết thúc nghỉ trưa", "Lunch break ends at"),
        row(first + 9, "transport", one_of(TRANSPORT)).label("Phương tiện đi lại", "Means of transport"),
        row(first + 10, "pain_point", Texts).label("Điều khiến bạn băn khoăn", "What troubles you"),
        row(first + 11, "desires", Texts).label("Mong muốn của bạn", "What you wish for"),
        row(first + 12, "hobby", hobby).label("Sở thích", "Hobbies"),
    ]
}

const GENDER: &[Choice] =
    &[choice("male", "Nam", "Male"), choice("female", "Nữ", "Female"), choice("other", "Khác", "Other")];

const SEND_INFO_FACEBOOK: &[Choice] =
    &[choice("not_send", "Chưa gửi", "Not sent yet"), choice("sent", "Đã gửi", "Sent")];

const SEND_INFO_ZALO: &[Choice] = &[
    choice("no_acc", "Chưa có tài khoản", "No account"),
    choice("not_response", "Đã gửi, chưa phản hồi", "Sent, no reply yet"),
    choice("sent", "Đã phản hồi", "Replied"),
];

const OVERSEAS_VIETNAMESE: &[Choice] = &[
    choice("no", "Không", "No"),
    choice("marketing", "Việt kiều, qua marketing", "Overseas, through marketing"),
    choice("branch", "Việt kiều, qua chi nhánh", "Overseas, through a branch"),
];

const AFFECTED_BY: &[Choice] = &[
    choice("family", "Gia đình", "Family"),
    choice("friend", "Bạn bè", "Friends"),
    choice("co_worker", "Đồng nghiệp", "Colleagues"),
    choice("community", "Cộng đồng", "Community"),
    choice("electronic_media", "Truyền thông điện tử", "Electronic media"),
    choice("other", "Khác", "Other"),
];

const TRANSPORT: &[Choice] = &[
    choice("bicycle", "Xe đạp", "Bicycle"),
    choice("scooter", "Xe máy", "Scooter"),
    choice("bus", "Xe buýt", "Bus"),
    choice("car", "Ô tô", "Car"),
    choice("other", "Khác", "Other"),
];

const NO_YES: &[Choice] = &[choice("no", "Không", "No"), choice("yes", "Có", "Yes")];
