// The one form that all peers show: twelve fields of a clinic's consultation, as examples/erp-lead.json has them.
// Each peer says it in its own terms; what a field is called, offers and demands is written here once.

export const choices = {
  gender: [["female", "Nữ"], ["male", "Nam"]],
  service: [["11", "Nâng mũi"], ["12", "Cắt mí"], ["13", "Trẻ hóa da"]],
  state: [["1", "Hà Nội"], ["2", "Thành phố Hồ Chí Minh"], ["3", "Đà Nẵng"], ["4", "Hải Phòng"], ["5", "Cần Thơ"], ["6", "Huế"], ["99", "Nơi khác"]],
  transport: [["car", "Ô tô"], ["motorbike", "Xe máy"], ["bus", "Xe buýt"], ["taxi", "Taxi"], ["walk", "Đi bộ"]],
};

export const labels = {
  name: "Họ tên", phone: "Điện thoại", email: "Email", gender: "Giới tính", birth: "Ngày sinh", service: "Dịch vụ bạn quan tâm",
  state: "Tỉnh, thành phố", street: "Địa chỉ", transport: "Phương tiện đi lại", pain: "Điều bạn muốn cải thiện", note: "Ghi chú",
  consent: "Tôi đồng ý để phòng khám dùng thông tin này để gọi lại tư vấn cho tôi.",
};

export const required = ["name", "phone", "state", "pain", "consent"];

export const PHONE = "^0[0-9]{9,10}$";
export const EMAIL = "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$";

export const says = {
  required: "Vui lòng điền mục này",
  phone: "Số điện thoại cần 10 chữ số, bắt đầu bằng 0",
  email: "Email cần có dạng ten@vidu.vn",
};

export const SUBMIT = "Gửi đăng ký";

/** Sends what was typed, as each of them would: a POST with JSON. */
export const send = (values) =>
  fetch("/sent", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(values) });

/** Tells the page how a form is put into an element; `mount` returns what takes it away again. */
export function offer(mount) {
  window.mountForm = mount;
  const place = document.getElementById("form");
  if (place) mount(place);
}
