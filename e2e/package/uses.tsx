// All that a TypeScript app can do with the element, as it should be.
import "leadform/react";
import "leadform/vue";
import { useEffect, useRef } from "react";
import { createRoot } from "react-dom/client";
import type { GlobalComponents } from "vue";
import type {
  Attributes,
  FormDefinition,
  LeadFormElement,
  LeadFormEventMap,
  LeadFormProps,
  Target,
} from "leadform/react";

type Is<A, B> = [A, B] extends [B, A] ? true : false;

// The definition.
const consult = {
  version: 1,
  target: "erp-lead",
  title: { vi: "Đăng ký tư vấn", en: "Request a consultation" },
  steps: [
    { title: "Liên hệ", fields: ["contact_name", { name: "phone_no1", help: "Chúng tôi gọi lại", width: "half" }] },
    { fields: [{ name: "crm_line_ids", options: [{ value: 11, label: "Nâng mũi" }] }] },
  ],
  values: { country_id: 241, company_id: "{query.branch}", street: "-" },
  supplied: ["user_id", "agent_email"],
  attribution: { utm_source: "customer_portrait.behavior_on_the_internet" },
  consent: [{ purpose: "contact", text: "Tôi đồng ý", required: true, field: "customer_portrait.desires" }],
  success: { redirect: "/thanks" },
} satisfies FormDefinition<"erp-lead">;
const custom: FormDefinition = {
  version: 1,
  target: "ladiflow-customer",
  fields: ["phone", "custom_fields.package"],
  values: { "custom_fields.page": "{page_url}", tags: ["a"] },
};
const rows: FormDefinition = {
  version: 1,
  target: "1office-contact",
  fields: [{ name: "detail", fields: ["name", { name: "phone", width: "half" }], min: 1 }],
};
// A list that is made at run time.
const names: (keyof Attributes["zalo-journey"])[] = ["phone"];
const made: FormDefinition<"zalo-journey"> = { version: 1, target: "zalo-journey", fields: names };
const targets: Record<Target, boolean> = {
  "ladiflow-customer": true,
  "erp-lead": true,
  "erp-booking": true,
  "1office-contact": true,
  "zalo-journey": true,
};

// The element in a page.
const element: LeadFormElement = document.createElement("lead-form");
const found: LeadFormElement | null = document.querySelector("lead-form");
element.definition = consult;
element.definition = '{"version": 1}';
element.values = { ...element.values, contact_name: "An", hobby: ["a", "b"], "consent.contact": true };
const body: string | null = element.body;
const valid: boolean = element.validate();
const outcome: "delivered" | "accepted" | "invalid" | "cancelled" | "error" = await element.submit();
element.reset();

// Its events, on it and around it.
element.addEventListener("leadform-success", (event) => {
  const receipt: string | null = event.detail.receipt;
  const same: Is<typeof event.detail.status, "delivered" | "accepted"> = true;
  console.log(receipt, same);
});
document.addEventListener("leadform-step", ({ detail }) => console.log(detail.step / detail.of));
window.addEventListener("leadform-submit", (event) => event.preventDefault());
element.addEventListener("leadform-invalid", ({ detail }) => detail.fields.map(({ name, code }) => name + code));
element.addEventListener("leadform-error", ({ detail }) => detail.code === "timeout");
const told: Is<LeadFormEventMap["leadform-ready"], CustomEvent<null>> = true;

// React.
function App({ definition }: { definition: FormDefinition }) {
  const form = useRef<LeadFormElement>(null);
  useEffect(() => form.current?.reset(), []);
  return (
    <lead-form
      ref={form}
      key="form"
      className="card"
      lang="vi"
      proxy="https://forms.example.vn/f/consult"
      form="/consult.json"
      definition={definition}
      values={{ contact_name: "An" }}
      onleadform-success={(event) => console.log(event.detail.receipt)}
      onleadform-step={({ detail: { step, of } }) => console.log(step / of)}
    >
      <a href="tel:02412345678">024 1234 5678</a>
    </lead-form>
  );
}
const props: LeadFormProps = { proxy: "/f/consult" };
createRoot(document.body).render([<App definition={consult} />, <lead-form {...props} />]);

// Vue's templates.
type Vue = InstanceType<GlobalComponents["lead-form"]>;
const inVue: Vue["$props"] = { proxy: "/f/consult", definition: custom, class: "card" };
declare const component: Vue;
component.$emit("leadform-step", new CustomEvent("leadform-step", { detail: { step: 1, of: 2 } }));

export { body, found, inVue, made, outcome, rows, targets, told, valid };
