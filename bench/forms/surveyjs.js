// SurveyJS, in its smallest form.

import "survey-core/survey-core.min.css";
import { Model } from "survey-core";
import { renderSurvey } from "survey-js-ui";
import { EMAIL, PHONE, SUBMIT, choices, labels, offer, required, says, send } from "./fields.js";

const options = (name) => choices[name].map(([value, text]) => ({ value, text }));
const field = (type, name, more = {}) => ({ type, name, title: labels[name], isRequired: required.includes(name), requiredErrorText: says.required, ...more });
const matches = (regex, text) => ({ validators: [{ type: "regex", regex, text }] });

const json = {
  completeText: SUBMIT,
  checkErrorsMode: "onValueChanged",
  elements: [
    field("text", "name"),
    field("text", "phone", { inputType: "tel", ...matches(PHONE, says.phone) }),
    field("text", "email", { inputType: "email", ...matches(EMAIL, says.email) }),
    field("radiogroup", "gender", { choices: options("gender") }),
    field("text", "birth", { inputType: "date" }),
    field("checkbox", "service", { choices: options("service") }),
    field("dropdown", "state", { choices: options("state"), renderAs: "select" }),
    field("text", "street"),
    field("dropdown", "transport", { choices: options("transport"), renderAs: "select" }),
    field("comment", "pain"),
    field("comment", "note"),
    field("checkbox", "consent", { choices: [{ value: "yes", text: labels.consent }] }),
  ],
};

offer((place) => {
  const survey = new Model(json);
  survey.onComplete.add((sender) => send(sender.data));
  renderSurvey(survey, place);
  return () => {
    survey.dispose();
    place.replaceChildren();
  };
});
