// JSON Forms with its plain renderers.

import { JsonForms } from "@jsonforms/react";
import { vanillaCells, vanillaRenderers } from "@jsonforms/vanilla-renderers";
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { SUBMIT, offer, send } from "./fields.js";
import { schema } from "./schema.js";

const options = { gender: { format: "radio" }, pain: { multi: true }, note: { multi: true } };
const uischema = {
  type: "VerticalLayout",
  elements: Object.keys(schema.properties).map((name) => ({ type: "Control", scope: `#/properties/${name}`, options: options[name] })),
};

function Form() {
  const [data, setData] = useState({});
  const [mode, setMode] = useState("ValidateAndHide");
  const [errors, setErrors] = useState([]);
  const submit = (event) => {
    event.preventDefault();
    setMode("ValidateAndShow");
    if (errors.length === 0) send(data);
  };
  return (
    <form noValidate onSubmit={submit}>
      <JsonForms
        schema={schema} uischema={uischema} data={data} renderers={vanillaRenderers} cells={vanillaCells} validationMode={mode}
        onChange={({ data, errors }) => { setData(data); setErrors(errors); }}
      />
      <button type="submit">{SUBMIT}</button>
    </form>
  );
}

offer((place) => {
  const root = createRoot(place);
  root.render(<Form />);
  return () => root.unmount();
});
