//! Vietnamese.

use leadform_spec::definition::Control;
use leadform_spec::value::text::{joined, number};
use leadform_spec::{Limit, Problem};

use super::writing::said;
use super::{About, Failure, Phrase, Plain, Refusal, Trouble, limit};

pub(super) const fn phrase(phrase: Phrase) -> &'static str {
    match phrase {
        Phrase::Optional => "không bắt buộc",
        Phrase::Send => "Gửi",
        Phrase::Sending => "Đang gửi…",
        Phrase::SendAgain => "Gửi lại",
        Phrase::SendNow => "Gửi ngay",
        Phrase::Waiting => {
            "Chưa gửi được. Thông tin bạn điền vẫn còn đây và đang được tự động gửi lại. Bạn hãy để trang này mở, hoặc bấm gửi ngay."
        }
        Phrase::Changed => {
            "Chúng tôi đã nhận được thông tin bạn gửi lúc trước, nhưng chưa có phần bạn vừa sửa. Hãy bấm gửi lại để gửi phần đó."
        }
        Phrase::Next => "Tiếp tục",
        Phrase::Back => "Quay lại",
        Phrase::Summary => "Còn vài chỗ cần bạn xem lại",
        Phrase::Thanks => "Đã gửi thành công",
        Phrase::ThanksMessage => "Cảm ơn bạn! Chúng tôi sẽ sớm liên hệ.",
        Phrase::Policy => "Xem chính sách",
        Phrase::Choose => "Chọn…",
        Phrase::Search => "Gõ để tìm…",
        Phrase::Loading => "Đang tải danh sách…",
        Phrase::LoadingFailed => "Chưa tải được danh sách.",
        Phrase::LoadAgain => "Tải lại",
        Phrase::NoChoices => "Chưa có lựa chọn nào.",
        Phrase::NoMatches => "Không tìm thấy lựa chọn phù hợp",
        Phrase::ChipHint => "Nhấn Enter hoặc dấu phẩy để thêm từng mục.",
        Phrase::DropFiles => "Chọn tệp hoặc kéo thả vào đây",
        Phrase::Reading => "Đang đọc…",
        Phrase::Remove => "Xóa",
        Phrase::UnknownPrefix => "Đầu số này có vẻ lạ, bạn kiểm tra lại nhé. Nếu đúng thì cứ gửi.",
    }
}

pub(super) const fn failure(failure: Failure) -> &'static str {
    match failure {
        Failure::Network => {
            "Chưa gửi được vì mất kết nối mạng. Thông tin bạn điền vẫn còn đây, hãy kiểm tra mạng rồi bấm gửi lại."
        }
        Failure::Timeout => {
            "Mạng phản hồi quá chậm nên chưa rõ đã gửi được hay chưa. Thông tin bạn điền vẫn còn đây, hãy bấm gửi lại."
        }
        Failure::Server => {
            "Hệ thống đang bận nên chưa gửi được. Thông tin bạn điền vẫn còn đây, hãy bấm gửi lại sau ít phút."
        }
        Failure::Refused => {
            "Chưa gửi được do lỗi của hệ thống, không phải do bạn. Thông tin bạn điền vẫn còn đây: bạn hãy thử gửi lại sau, hoặc liên hệ với chúng tôi bằng cách khác."
        }
    }
}

pub(super) fn refusal(refusal: Refusal, most: &str) -> String {
    match refusal {
        Refusal::Type => "Biểu mẫu không nhận loại tệp này. Hãy xóa và chọn tệp khác.".to_owned(),
        Refusal::Size => said!("Tệp quá lớn, mỗi tệp không quá {}. Hãy xóa và chọn tệp nhỏ hơn.", most),
        Refusal::Empty => "Tệp này không có nội dung. Hãy xóa và chọn tệp khác.".to_owned(),
        Refusal::Unreadable => "Không đọc được tệp này. Hãy xóa và chọn lại.".to_owned(),
    }
}

pub(super) const SUGGESTION: &str = "Địa chỉ email này có thể bị gõ nhầm.";

pub(super) fn offer(text: &str) -> String {
    said!("Đổi thành {}", text)
}

pub(super) fn step(step: usize, of: usize) -> String {
    said!("Bước {}/{}", number(step), number(of))
}

pub(super) fn remove(entry: &str) -> String {
    said!("Xóa {}", entry)
}

pub(super) fn added(entry: &str) -> String {
    said!("Đã thêm: {}", entry)
}

pub(super) fn removed(entry: &str) -> String {
    said!("Đã xóa: {}", entry)
}

pub(super) fn add(noun: &str) -> String {
    said!("Thêm {}", noun)
}

pub(super) fn matches(count: usize) -> String {
    said!("{} lựa chọn phù hợp", number(count))
}

pub(super) fn choose_first(noun: &str) -> String {
    said!("Hãy chọn {} trước", noun)
}

pub(super) fn problem(problem: &Problem, about: &About<'_>) -> String {
    let end = |end: Limit| limit(end, ",", about);
    match problem {
        Problem::Required => required(about),
        Problem::Either { .. } => match (about.noun(), about.other_noun()) {
            (Some(one), Some(other)) => said!("Hãy điền {} hoặc {}.", one, other),
            _ => "Hãy điền một trong hai mục này.".to_owned(),
        },
        Problem::Type { .. } if about.control == Some(Control::Number) => {
            "Hãy điền một con số, ví dụ 12.".to_owned()
        }
        Problem::Unknown { .. } | Problem::Type { .. } => {
            "Nội dung này chưa đúng, bạn xem lại nhé.".to_owned()
        }
        Problem::Choice => "Hãy chọn một mục có trong danh sách.".to_owned(),
        Problem::Format { .. } if about.control == Some(Control::Time) => {
            "Hãy điền đủ giờ và phút, ví dụ 08:30.".to_owned()
        }
        Problem::Format { .. } if about.control == Some(Control::File) => {
            "Có tệp chưa đọc xong hoặc không gửi được. Hãy đợi một chút, hoặc xóa tệp đó.".to_owned()
        }
        Problem::Format { .. } | Problem::Pattern => match about.noun() {
            Some(noun) => said!("Bạn xem lại {} giúp nhé: cách viết chưa đúng.", noun),
            None => "Cách viết chưa đúng, bạn xem lại nhé.".to_owned(),
        },
        Problem::Date { .. } => "Hãy điền đủ ngày, tháng và năm.".to_owned(),
        Problem::Phone => "Số điện thoại chưa đúng, hãy kiểm tra lại. Ví dụ: 0912 345 678.".to_owned(),
        Problem::Phone2018 { .. } => "Đầu số này đã đổi từ năm 2018.".to_owned(),
        Problem::Email => "Địa chỉ email chưa đúng. Ví dụ: ten@gmail.com.".to_owned(),
        Problem::TooSmall { min } => match min {
            Limit::Date(_) => said!("Hãy chọn từ ngày {} trở đi.", end(*min)),
            Limit::Number(_) => said!("Hãy điền từ {} trở lên.", end(*min)),
            Limit::Count(_) => said!("Cần ít nhất {} mục.", end(*min)),
            Limit::Bytes(_) => said!("Tệp phải từ {} trở lên.", end(*min)),
        },
        Problem::TooLarge { max } => match max {
            Limit::Date(_) => said!("Hãy chọn đến hết ngày {}.", end(*max)),
            Limit::Number(_) => said!("Hãy điền đến {} là nhiều nhất.", end(*max)),
            Limit::Count(_) => said!("Nhiều nhất là {} mục.", end(*max)),
            Limit::Bytes(_) => said!("Mỗi tệp không quá {}. Hãy chọn tệp nhỏ hơn.", end(*max)),
        },
    }
}

fn required(about: &About<'_>) -> String {
    match (about.control, about.noun()) {
        (None, _) => "Bạn cần đồng ý để chúng tôi có thể liên hệ.".to_owned(),
        (Some(Control::Checkboxes), _) => "Hãy chọn ít nhất một mục.".to_owned(),
        (Some(Control::File), _) => "Hãy chọn ít nhất một tệp.".to_owned(),
        (Some(Control::Group), _) => "Hãy thêm ít nhất một mục.".to_owned(),
        (Some(_), Some(noun)) if about.is_chosen() => said!("Hãy chọn {}.", noun),
        (Some(_), None) if about.is_chosen() => "Hãy chọn một câu trả lời.".to_owned(),
        (Some(_), Some(noun)) => said!("Hãy điền {}.", noun),
        (Some(_), None) => "Hãy trả lời câu này.".to_owned(),
    }
}

pub(super) const fn plain(what: Plain) -> &'static str {
    match what {
        Plain::Title => "Biểu mẫu",
        Plain::TitleMend => "Cần xem lại",
        Plain::NotSent => "Chưa gửi được",
        Plain::ListHint => "Mỗi dòng một mục, hoặc cách nhau bằng dấu phẩy.",
        Plain::SeveralHint => "Trên máy tính, giữ phím Ctrl (⌘ trên máy Mac) để chọn nhiều mục.",
        Plain::ListMissing => "Hiện chưa tải được danh sách. Khi bạn bấm gửi, danh sách sẽ được tải lại.",
        Plain::FileWrong => "Có tệp không gửi được. Hãy chọn tệp khác.",
        Plain::Trap => "Vui lòng để trống ô này",
        Plain::Onward => "Tiếp tục",
    }
}

pub(super) const fn trouble(trouble: Trouble) -> (&'static str, &'static str) {
    match trouble {
        Trouble::UnknownForm => (
            "Không có biểu mẫu này",
            "Địa chỉ có thể bị gõ nhầm, hoặc biểu mẫu không còn nữa. Chưa có gì được gửi đi. Hãy quay lại trang đã đưa bạn đến đây.",
        ),
        Trouble::ForbiddenOrigin => (
            "Trang này không được gửi vào đây",
            "Biểu mẫu được gửi từ một trang không được phép nên chưa được nhận. Hãy mở biểu mẫu trên trang chính thức của đơn vị.",
        ),
        Trouble::TooLarge => (
            "Nội dung quá lớn",
            "Nội dung bạn gửi lớn hơn mức biểu mẫu nhận nên chưa được nhận. Hãy quay lại, chọn ít tệp hơn hoặc tệp nhỏ hơn, rồi gửi lại.",
        ),
        Trouble::TooMany => (
            "Vui lòng chờ một chút",
            "Mạng của bạn gửi đến quá nhiều cùng lúc nên lần này chưa được nhận. Hãy quay lại và gửi lại sau một phút.",
        ),
        Trouble::Unreadable => (
            "Nội dung chưa đến đầy đủ",
            "Không đọc được nội dung trình duyệt gửi đến nên chưa nhận được gì. Hãy quay lại và gửi lại.",
        ),
        Trouble::Busy => {
            ("Chưa gửi được", "Hệ thống đang bận nên chưa nhận được. Hãy quay lại và gửi lại sau ít phút.")
        }
    }
}

pub(super) fn only_if(noun: Option<&str>, label: &str, answers: &[String]) -> String {
    let answers = joined(answers, " hoặc ");
    match noun {
        Some(noun) => said!("Chỉ điền khi {} là {}.", noun, answers),
        None => said!("Chỉ điền khi câu “{}” được trả lời là {}.", label, answers),
    }
}

pub(super) fn list_after(noun: &str) -> String {
    said!("Hãy chọn {} rồi bấm gửi: danh sách sẽ hiện ra.", noun)
}

pub(super) fn files_again(names: &str) -> String {
    said!("Hãy chọn lại các tệp sau, vì trình duyệt không giữ lại: {}", names)
}

pub(super) fn file_limit(most: &str) -> String {
    said!("Mỗi tệp không quá {}.", most)
}
