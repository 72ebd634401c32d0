// react-jsonschema-form, with its usual validator.

import Form from "@rjsf/core";
import validator from "@rjsf/validator-ajv8";
import { createRoot } from "react-dom/client";
import { offer, send } from "./fields.js";
import { schema } from "./schema.js";

const uiSchema = {
  gender: { "ui:widget": "radio" },
  service: { "ui:widget": "checkboxes" },
  pain: { "ui:widget": "textarea" },
  note: { "ui:widget": "textarea" },
};

offer((place) => {
  const root = createRoot(place);
  root.render(<Form schema={schema} uiSchema={uiSchema} validator={validator} showErrorList={false} noHtml5Validate onSubmit={({ formData }) => send(formData)} />);
  return () => root.unmount();
});
