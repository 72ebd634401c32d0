// FormKit, by a schema, with the theme that it ships.

import "@formkit/themes/genesis";
import { FormKit, FormKitSchema, defaultConfig, plugin } from "@formkit/vue";
import { createApp, h } from "vue";
import { SUBMIT, choices, labels, offer, says, send } from "./fields.js";

const options = (name) => choices[name].map(([value, label]) => ({ value, label }));
const say = { "validation-visibility": "blur", "validation-messages": { required: says.required, matches: says.phone, email: says.email } };
const field = (type, name, more = {}) => ({ $formkit: type, name, label: labels[name], ...say, ...more });

const schema = [
  field("text", "name", { validation: "required" }),
  field("tel", "phone", { validation: [["required"], ["matches", /^0[0-9]{9,10}$/]] }),
  field("email", "email", { validation: "email" }),
  field("radio", "gender", { options: options("gender") }),
  field("date", "birth"),
  field("checkbox", "service", { options: options("service") }),
  field("select", "state", { options: [{ value: "", label: "" }, ...options("state")], validation: "required" }),
  field("text", "street"),
  field("select", "transport", { options: [{ value: "", label: "" }, ...options("transport")] }),
  field("textarea", "pain", { validation: "required" }),
  field("textarea", "note"),
  field("checkbox", "consent", { validation: "accepted", "validation-messages": { accepted: says.required } }),
];

offer((place) => {
  const form = () => h(FormKit, { type: "form", submitLabel: SUBMIT, onSubmit: send }, () => h(FormKitSchema, { schema }));
  const app = createApp({ render: form });
  app.use(plugin, defaultConfig({}));
  app.mount(place);
  return () => app.unmount();
});
