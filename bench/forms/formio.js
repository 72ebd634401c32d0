// Form.io's renderer.

import "@formio/js/dist/formio.form.min.css";
import { Formio } from "@formio/js/form";
import { EMAIL, PHONE, SUBMIT, choices, labels, offer, required, says, send } from "./fields.js";

const options = (name) => choices[name].map(([value, label]) => ({ value, label }));
const field = (type, key, more = {}) => ({
  type, key, label: labels[key], input: true, ...more,
  validate: { required: required.includes(key), customMessage: says[key] ?? says.required, ...more.validate },
});

const form = {
  display: "form",
  components: [
    field("textfield", "name"),
    field("phoneNumber", "phone", { inputMask: "", validate: { pattern: PHONE } }),
    field("email", "email", { validate: { pattern: EMAIL } }),
    field("radio", "gender", { values: options("gender") }),
    field("textfield", "birth", { inputType: "date" }),
    field("selectboxes", "service", { values: options("service") }),
    field("select", "state", { widget: "html5", data: { values: options("state") } }),
    field("textfield", "street"),
    field("select", "transport", { widget: "html5", data: { values: options("transport") } }),
    field("textarea", "pain"),
    field("textarea", "note"),
    field("checkbox", "consent"),
    { type: "button", key: "submit", label: SUBMIT, action: "submit" },
  ],
};

offer((place) => {
  const made = Formio.createForm(place, structuredClone(form), { noAlerts: true });
  made.then((form) => form.on("submit", ({ data }) => send(data)));
  return () => made.then((form) => form.destroy(true));
});
