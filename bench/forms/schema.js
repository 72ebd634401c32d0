// The form as a JSON Schema, for those who take one.

import { EMAIL, PHONE, choices, labels, required } from "./fields.js";

const text = (name, more = {}) => ({ type: "string", title: labels[name], ...more });
const oneOf = (name) => choices[name].map(([value, title]) => ({ const: value, title }));

export const schema = {
  type: "object",
  required,
  properties: {
    name: text("name", { minLength: 1 }),
    phone: text("phone", { pattern: PHONE }),
    email: text("email", { pattern: EMAIL }),
    gender: text("gender", { oneOf: oneOf("gender") }),
    birth: text("birth", { format: "date" }),
    service: { type: "array", title: labels.service, uniqueItems: true, items: { type: "string", oneOf: oneOf("service") } },
    state: text("state", { oneOf: oneOf("state") }),
    street: text("street"),
    transport: text("transport", { oneOf: oneOf("transport") }),
    pain: text("pain", { minLength: 1 }),
    note: text("note"),
    consent: { type: "boolean", title: labels.consent, const: true },
  },
};
