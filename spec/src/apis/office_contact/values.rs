//! The values that `docs/apis/1office-contact.md` lists, trimmed, in its order.
//!
//! The long lists are one tenant's, and are their own labels in both languages: a translation would only hide
//! what is sent. One value of row 6 contains the comma that joins a list.

use crate::api::{Choice, choice, same};

/// Row 5.
pub(super) const TYPE: &[Choice] =
    &[choice("Cá nhân", "Cá nhân", "Individual"), choice("Tổ chức", "Tổ chức", "Organisation")];

/// Row 6, 91 values.
pub(super) const GROUP_TYPE_ID: &[Choice] = &[
    same("Anh ↔ BĐN"),
    same("Anh ↔ Campuchia"),
    same("Anh ↔ Đức"),
    same("Anh ↔ Hàn Quốc"),
    same("Anh ↔ Indonesia"),
    same("Anh ↔ Lào"),
    same("Anh ↔ Malaysia"),
    same("Anh ↔ Nga"),
    same("Anh ↔ Ngôn ngữ khác"),
    same("Anh ↔ Nhật Bản"),
    same("Anh ↔ Pháp"),
    same("Anh ↔ TBN"),
    same("Anh ↔ Thái Lan"),
    same("Anh ↔ Trung Quốc"),
    same("Anh ↔ Ý"),
    same("Cho thuê văn phòng khác"),
    same("Công bố sản phẩm"),
    same("Công chứng bản dịch"),
    same("Công văn nhập cảnh TLA"),
    same("Công văn nhập cảnh VUT"),
    same("Dịch vụ đăng ký doanh nghiệp (VN)"),
    same("Dịch vụ đăng ký đầu tư (NN)"),
    same("Dịch vụ hỗ trợ TinLaw khác"),
    same("Dịch vụ hỗ trợ VUT khác"),
    same("Dịch vụ kế toán - thuế (NN)"),
    same("Dịch vụ kế toán - thuế (VN)"),
    same("Dịch vụ kế toán - thuế khác"),
    same("Đào tạo Pháp lý nội bộ Doanh nghiệp"),
    same("Giấy phép con"),
    same("Giấy phép DN khác"),
    same("Giấy phép lao động TLA"),
    same("Giấy phép lao động VUT"),
    same("Giấy phép NNN khác"),
    same("HPH/CNLS tại SNV/LSQ"),
    same("Luật sư riêng cho Cá nhân"),
    same("Luật sư riêng cho Doanh nghiệp"),
    same("Lý lịch tư pháp TLA"),
    same("Lý lịch tư pháp VUT"),
    same("Ngôn ngữ khác ↔ Ngôn ngữ khác (ngoài tiếng Anh, tiếng Việt)"),
    same("Pháp lý Cá nhân theo vụ việc"),
    same("Pháp lý Doanh nghiệp theo vụ việc"),
    same("Phiên dịch nối tiếp"),
    same("Phiên dịch song song"),
    same("Sao y chứng thực"),
    same("Sở hữu trí tuệ"),
    same("Thẻ tạm trú TLA"),
    same("Thẻ tạm trú VUT"),
    same("Văn phòng chia sẻ"),
    same("Văn phòng trọn gói"),
    same("Việt ↔ Anh"),
    same("Việt ↔ BĐN"),
    same("Việt ↔ Campuchia"),
    same("Việt ↔ Đức"),
    same("Việt ↔ Hàn Quốc"),
    same("Việt ↔ Indonesia"),
    same("Việt ↔ Lào"),
    same("Việt ↔ Malaysia"),
    same("Việt ↔ Nga"),
    same("Việt ↔ Ngôn ngữ khác"),
    same("Việt ↔ Nhật Bản"),
    same("Việt ↔ Pháp"),
    same("Việt ↔ TBN"),
    same("Việt ↔ Thái Lan"),
    same("Việt ↔ Trung Quốc"),
    same("Việt ↔ Ý"),
    same("Visa Ai Cập"),
    same("Visa Ấn Độ"),
    same("Visa Anh"),
    same("Visa Campuchia"),
    same("Visa Canada"),
    same("Visa Dubai"),
    same("Visa Đài Loan"),
    same("Visa Hàn Quốc"),
    same("Visa Hong Kong"),
    same("Visa Indonesia"),
    same("Visa Israel"),
    same("Visa Macau"),
    same("Visa Mexico"),
    same("Visa Mỹ"),
    same("Visa New Zealand"),
    same("Visa Nga"),
    same("Visa nhập khác"),
    same("Visa Nhật Bản"),
    same("Visa Schengen"),
    same("Visa Thái Lan"),
    same("Visa Thổ Nhĩ Kỳ"),
    same("Visa Trung Quốc"),
    same("Visa Úc"),
    same("Visa Việt Nam TLA"),
    same("Visa Việt Nam VUT"),
    same("Visa xuất nước khác"),
];

/// Rows 9 and 32.
pub(super) const FORMAL_NAME: &[Choice] = &[
    choice("Ông", "Ông", "Mr (Ông)"),
    choice("Bà", "Bà", "Mrs (Bà)"),
    choice("Cô", "Cô", "Miss (Cô)"),
    choice("Anh", "Anh", "Mr (Anh)"),
    choice("Chị", "Chị", "Ms (Chị)"),
    same("Mrs."),
    choice("Mr", "Mr.", "Mr."),
    same("Ms."),
];

/// Row 16.
pub(super) const SCALE_ID: &[Choice] = &[
    choice(
        "Doanh nghiệp có vốn đầu tư nước ngoài",
        "Doanh nghiệp có vốn đầu tư nước ngoài",
        "Company with foreign investment",
    ),
    choice(
        "Doanh nghiệp 100% vốn Việt Nam",
        "Doanh nghiệp 100% vốn Việt Nam",
        "Wholly Vietnamese-owned company",
    ),
];

/// Row 17.
pub(super) const FOUNTAIN_HEAD_ID: &[Choice] = &[
    same("BOD giới thiệu"),
    same("Các nguồn khác"),
    same("Chat facebook"),
    same("Chat subiz"),
    same("Chat Zalo OA"),
    same("CTV giới thiệu"),
    same("Email CSKH"),
    same("Form yêu cầu tư vấn (website)"),
    same("Giới thiệu (hãy chọn nguồn chi tiết)"),
    same("Gửi Email marketing"),
    same("Hotline CSKH"),
    same("Kênh online khác"),
    same("Khách hàng giới thiệu"),
    same("Khách liên hệ trực tiếp VP"),
    same("Marketing online (hãy chọn nguồn chi tiết)"),
    same("Người khác giới thiệu"),
    same("Nội bộ giới thiệu"),
    same("Sales tự kiếm"),
    same("Tổng đài"),
    same("UBND giới thiệu"),
];

/// Row 18.
pub(super) const STATUS_ID: &[Choice] = &[
    same("Sales chưa liên hệ"),
    same("Leads đang chăm sóc (hợp lệ)"),
    same("Leads đã chốt đơn hàng (hợp lệ)"),
    same("Leads hết nhu cầu (hợp lệ)"),
    same("Không đáp ứng được yêu cầu/hồ sơ (hợp lệ)"),
    same("Khách báo liên hệ sau (chưa xác định)"),
    same("Khách chưa phản hồi (chưa xác định)"),
    same("Leads bị trùng (không hợp lệ)"),
    same("Số điện thoại không chính xác (không hợp lệ)"),
    same("Leads không liên lạc được (không hợp lệ)"),
    same("Dịch vụ công ty không hỗ trợ/Nhu cầu dịch vụ khác (không hợp lệ)"),
];

/// Row 21.
pub(super) const TRADE_IDS: &[Choice] = &[
    same("BIÊN DỊCH (VUT)"),
    same("BIÊN DỊCH TRƯỚC 05/05/2024 (VUT)"),
    same("CHO THUÊ VĂN PHÒNG (VUT)"),
    same("DỊCH VỤ KẾ TOÁN-THUẾ (TLA)"),
    same("DỊCH VỤ LUẬT SƯ (TLA)"),
    same("GIẤY PHÉP DN (TLA)"),
    same("GIẤY PHÉP DN TRƯỚC 05/05/2024 (TLA)"),
    same("GIẤY PHÉP NNN (TLA)"),
    same("PHIÊN DỊCH (VUT)"),
    same("VISA NHẬP (VUT)"),
    same("VISA XUẤT (VUT)"),
];

/// Row 30. The document lists the website twice.
pub(super) const CONTACT_TYPE: &[Choice] = &[
    choice("Số điện thoại", "Số điện thoại", "Phone number"),
    same("Email"),
    same("Skype"),
    same("Facebook"),
    choice("customer.contact.enum.type.website", "Website", "Website"),
    choice("customer.contact.enum.type.zalo", "Zalo", "Zalo"),
    choice("customer.contact.enum.type.fanpage", "Fanpage Facebook", "Facebook page"),
    choice("customer.contact.enum.type.zalo_oa", "Zalo OA", "Zalo Official Account"),
    choice("customer.contact.enum.type.business_address", "Địa chỉ kinh doanh", "Business address"),
    choice("customer.contact.enum.type.office_address", "Địa chỉ văn phòng", "Office address"),
    choice(
        "customer.contact.enum.type.representative_address",
        "Địa chỉ văn phòng đại diện",
        "Representative office address",
    ),
    choice("customer.contact.enum.type.branch", "Chi nhánh", "Branch"),
];
