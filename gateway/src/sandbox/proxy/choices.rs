//! Lists of choices for fields that hold ids, in the shape in which the ERP answers its own lists.

use leadform_spec::Api;
use leadform_spec::api::Kind;
use serde_json::{Value, json};

use crate::sandbox::answer::Answer;

/// The 34 provinces and cities since 2025-07-01, from `docs/apis/README.md`. The ids are the sandbox's own.
const PROVINCES: [&str; 34] = [
    "Hà Nội",
    "Hải Phòng",
    "Huế",
    "Đà Nẵng",
    "Thành phố Hồ Chí Minh",
    "Cần Thơ",
    "Lai Châu",
    "Điện Biên",
    "Sơn La",
    "Lạng Sơn",
    "Cao Bằng",
    "Quảng Ninh",
    "Thanh Hóa",
    "Nghệ An",
    "Hà Tĩnh",
    "Tuyên Quang",
    "Lào Cai",
    "Thái Nguyên",
    "Phú Thọ",
    "Bắc Ninh",
    "Hưng Yên",
    "Ninh Bình",
    "Quảng Trị",
    "Quảng Ngãi",
    "Gia Lai",
    "Khánh Hòa",
    "Lâm Đồng",
    "Đắk Lắk",
    "Đồng Nai",
    "Tây Ninh",
    "Vĩnh Long",
    "Đồng Tháp",
    "Cà Mau",
    "An Giang",
];

/// How many choices there are where nothing better is known.
const MADE_UP: usize = 5;

/// The choices for `field`; none if it holds no ids. A parameter that names another field, such as the
/// province for its districts, makes a list of its own.
pub(in crate::sandbox) fn list(api: &Api, field: &str, query: &[(String, String)]) -> Option<Answer> {
    let row = api.row(field).filter(|row| matches!(row.kind, Kind::Int | Kind::Ints))?;
    let parent = query.iter().find(|(name, _)| api.row(name).is_some());
    let parent_id: usize = parent.and_then(|(_, value)| value.parse().ok()).unwrap_or(0);
    let names: Vec<String> = match row.autofill {
        Some("address-level1") => PROVINCES.map(str::to_owned).to_vec(),
        _ => (1..=MADE_UP)
            .map(|index| match parent.and_then(|_| PROVINCES.get(parent_id.checked_sub(1)?)) {
                Some(province) => format!("{} {index} ({province})", row.label.vi),
                None => format!("{} {index}", row.label.vi),
            })
            .collect(),
    };
    // The districts of province 12 have the ids 1201, 1202, …
    let entry = |(index, name): (usize, &String)| json!({ "id": 100 * parent_id + index + 1, "name": name });
    let data: Vec<Value> = names.iter().enumerate().map(entry).collect();
    Some(Answer::json(200, &json!({ "error": 0, "message": "Success", "count": data.len(), "data": data })))
}
