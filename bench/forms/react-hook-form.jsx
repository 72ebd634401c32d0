// React, react-hook-form and zod: what a developer would write by hand today.

import { zodResolver } from "@hookform/resolvers/zod";
import { createRoot } from "react-dom/client";
import { useForm } from "react-hook-form";
import * as z from "zod";
import { EMAIL, PHONE, SUBMIT, choices, labels, offer, says, send } from "./fields.js";

const filled = z.string().trim().min(1, says.required);
const schema = z.object({
  name: filled,
  phone: filled.regex(new RegExp(PHONE), says.phone),
  email: z.union([z.literal(""), z.string().regex(new RegExp(EMAIL), says.email)]),
  gender: z.string().nullish(),
  birth: z.string(),
  service: z.array(z.string()),
  state: filled,
  street: z.string(),
  transport: z.string(),
  pain: filled,
  note: z.string(),
  consent: z.literal(true, says.required),
});

function Field({ name, error, children }) {
  return (
    <div className="field">
      <label htmlFor={name}>{labels[name]}</label>
      {children}
      <p className="error" id={`${name}-error`} role="alert">{error?.message}</p>
    </div>
  );
}

function Form() {
  const defaultValues = { name: "", phone: "", email: "", birth: "", service: [], state: "", street: "", transport: "", pain: "", note: "", consent: false };
  const { register, handleSubmit, formState: { errors } } = useForm({ resolver: zodResolver(schema), defaultValues, mode: "onTouched" });
  const control = (name) => ({ id: name, "aria-invalid": !!errors[name], "aria-describedby": `${name}-error`, ...register(name) });
  const text = (name, type = "text") => <Field name={name} error={errors[name]}><input type={type} {...control(name)} /></Field>;
  const area = (name) => <Field name={name} error={errors[name]}><textarea rows="3" {...control(name)} /></Field>;
  const select = (name) => (
    <Field name={name} error={errors[name]}>
      <select {...control(name)}>
        <option value="" />
        {choices[name].map(([value, label]) => <option key={value} value={value}>{label}</option>)}
      </select>
    </Field>
  );
  const boxes = (name, type) => (
    <fieldset className="field">
      <legend>{labels[name]}</legend>
      {choices[name].map(([value, label]) => (
        <label key={value}><input type={type} value={value} {...register(name)} /> {label}</label>
      ))}
    </fieldset>
  );
  return (
    <form noValidate onSubmit={handleSubmit(send)}>
      {text("name")}{text("phone", "tel")}{text("email", "email")}{boxes("gender", "radio")}{text("birth", "date")}
      {boxes("service", "checkbox")}{select("state")}{text("street")}{select("transport")}{area("pain")}{area("note")}
      <div className="field">
        <label><input type="checkbox" {...control("consent")} /> {labels.consent}</label>
        <p className="error" id="consent-error" role="alert">{errors.consent?.message}</p>
      </div>
      <button type="submit">{SUBMIT}</button>
    </form>
  );
}

offer((place) => {
  const root = createRoot(place);
  root.render(<Form />);
  return () => root.unmount();
});
