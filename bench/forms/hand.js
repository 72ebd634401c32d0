// The floor: HTML that is there with the page, and as much JavaScript as a careful developer adds by hand.

import html from "./hand.html";

const says = {
  required: "Vui lòng điền mục này",
  phone: "Số điện thoại cần 10 chữ số, bắt đầu bằng 0",
  email: "Email cần có dạng ten@vidu.vn",
};

function problem(control) {
  const { valueMissing, patternMismatch, typeMismatch } = control.validity;
  if (valueMissing) return says.required;
  if (patternMismatch || typeMismatch) return says[control.name] ?? says.required;
  return "";
}

function show(control) {
  const line = control.closest(".field").querySelector(".error");
  if (!line) return true;
  const text = problem(control);
  if (line.textContent !== text) line.textContent = text;
  line.id ||= `${control.id || control.name}-error`;
  control.setAttribute("aria-describedby", line.id);
  control.setAttribute("aria-invalid", String(text !== ""));
  return text === "";
}

function enhance(form) {
  form.noValidate = true;
  const touched = new Set();
  form.addEventListener("focusout", ({ target }) => {
    if (target.name && target.value) {
      touched.add(target);
      show(target);
    }
  });
  form.addEventListener("input", ({ target }) => {
    if (touched.has(target)) show(target);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const controls = [...form.elements].filter((control) => control.name);
    for (const control of controls) touched.add(control);
    const wrong = controls.filter((control) => !show(control));
    if (wrong.length > 0) return wrong[0].focus();
    const button = form.querySelector("button");
    button.setAttribute("aria-busy", "true");
    try {
      const values = Object.fromEntries(new FormData(form));
      values.service = new FormData(form).getAll("service");
      const answer = await fetch("/sent", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(values) });
      if (!answer.ok) throw new Error(answer.status);
      form.replaceChildren("Cảm ơn bạn!");
    } catch {
      button.textContent = "Gửi lại";
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}

let mounted = 0;
window.mountForm = (place) => {
  mounted += 1;
  place.innerHTML = html.replaceAll("ID-", `f${mounted}-`);
  enhance(place.querySelector("form"));
  return () => place.replaceChildren();
};

// The first one came with the page.
const first = document.querySelector("#form form");
if (first) enhance(first);
