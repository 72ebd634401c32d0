// What the compiler must refuse, a line each.
import "leadform/react";
import type { FormDefinition, LeadFormElement } from "leadform/react";

// @ts-expect-error an attribute that is misspelt
({ version: 1, target: "erp-lead", fields: ["contact_nam"] }) satisfies FormDefinition;
// @ts-expect-error the same in an object
({ version: 1, target: "erp-lead", fields: [{ name: "contact_nam" }] }) satisfies FormDefinition;
// @ts-expect-error the same in a step
({ version: 1, target: "erp-lead", steps: [{ fields: ["contact_nam"] }] }) satisfies FormDefinition;
// @ts-expect-error an attribute of another API
({ version: 1, target: "zalo-journey", fields: ["phone_no1"] }) satisfies FormDefinition;
// @ts-expect-error an attribute inside a group, without the group
({ version: 1, target: "erp-lead", fields: ["transport"] }) satisfies FormDefinition;
// @ts-expect-error an attribute that the rows of a group do not have
({ version: 1, target: "1office-contact", fields: [{ name: "detail", fields: ["fax"] }] }) satisfies FormDefinition;
// @ts-expect-error a group without its fields
({ version: 1, target: "1office-contact", fields: [{ name: "detail", min: 1 }] }) satisfies FormDefinition;
// @ts-expect-error an unknown API
({ version: 1, target: "erp", fields: ["phone"] }) satisfies FormDefinition;
// @ts-expect-error another version
({ version: 2, target: "zalo-journey", fields: ["phone"] }) satisfies FormDefinition;
// @ts-expect-error no version
({ target: "zalo-journey", fields: ["phone"] }) satisfies FormDefinition;
// @ts-expect-error nothing is asked for
({ version: 1, target: "zalo-journey" }) satisfies FormDefinition;
// @ts-expect-error one page and several
({ version: 1, target: "zalo-journey", fields: ["phone"], steps: [{ fields: ["phone"] }] }) satisfies FormDefinition;
// @ts-expect-error an unknown key
({ version: 1, target: "zalo-journey", fields: ["phone"], button: "Gửi" }) satisfies FormDefinition;
// @ts-expect-error an unknown key of a field
({ version: 1, target: "zalo-journey", fields: [{ name: "phone", lable: "Số" }] }) satisfies FormDefinition;
// @ts-expect-error an unknown control
({ version: 1, target: "zalo-journey", fields: [{ name: "phone", control: "dropdown" }] }) satisfies FormDefinition;
// @ts-expect-error a text in a language that there is not
({ version: 1, target: "zalo-journey", title: { fr: "Bonjour" }, fields: ["phone"] }) satisfies FormDefinition;
// @ts-expect-error an option without its value
({ version: 1, target: "zalo-journey", fields: [{ name: "phone", options: [{ label: "a" }] }] }) satisfies FormDefinition;
// @ts-expect-error a condition without its values
({ version: 1, target: "zalo-journey", fields: [{ name: "phone", show_if: { field: "a" } }] }) satisfies FormDefinition;
// @ts-expect-error a fixed value for an attribute that is misspelt
({ version: 1, target: "erp-lead", fields: ["gender"], values: { country: 241 } }) satisfies FormDefinition;
// @ts-expect-error a fixed value of the wrong type
({ version: 1, target: "erp-lead", fields: ["gender"], values: { country_id: "241" } }) satisfies FormDefinition;
// @ts-expect-error a fixed value that the API does not list
({ version: 1, target: "ladiflow-customer", fields: ["phone"], values: { gender: "other" } }) satisfies FormDefinition;
// @ts-expect-error a proxy cannot supply what the API does not take
({ version: 1, target: "erp-lead", fields: ["gender"], supplied: ["user"] }) satisfies FormDefinition;
// @ts-expect-error a campaign cannot go where the API has nothing
({ version: 1, target: "erp-lead", fields: ["gender"], attribution: { utm_source: "utm" } }) satisfies FormDefinition;
// @ts-expect-error nor can a consent
({ version: 1, target: "erp-lead", fields: ["gender"], consent: { text: "a", field: "agreed" } }) satisfies FormDefinition;
// @ts-expect-error a consent without its text
({ version: 1, target: "erp-lead", fields: ["gender"], consent: { purpose: "a" } }) satisfies FormDefinition;
// @ts-expect-error a phone format that there is not
({ version: 1, target: "zalo-journey", fields: ["phone"], phone_format: "+84" }) satisfies FormDefinition;
// @ts-expect-error a definition for another API than the one that is meant
({ version: 1, target: "zalo-journey", fields: ["phone"] }) satisfies FormDefinition<"erp-lead">;

declare const element: LeadFormElement;
// @ts-expect-error the body is read only
element.body = "{}";
// @ts-expect-error values have no objects in them
element.values = { detail: { name: "An" } };
// @ts-expect-error a definition is checked where it is set
element.definition = { version: 1, target: "zalo-journey", fields: ["phon"] };
// @ts-expect-error there is no such method
element.send();
// @ts-expect-error an outcome that there is not
(await element.submit()) === "sent";
// @ts-expect-error an event tells nothing about the visitor
element.addEventListener("leadform-success", (event) => event.detail.phone);
// @ts-expect-error a code that there is not
element.addEventListener("leadform-error", (event) => event.detail.code === "offline");
// @ts-expect-error nothing is told at the start
element.addEventListener("leadform-start", (event) => event.detail.step);
// @ts-expect-error an attribute is text
export const jsx = [<lead-form proxy={1} />];
// @ts-expect-error an attribute that there is not
jsx.push(<lead-form prox="/f/consult" />);
// @ts-expect-error the same definition, in JSX
jsx.push(<lead-form definition={{ version: 1, target: "zalo-journey", fields: ["phon"] }} />);
// @ts-expect-error the same event, in JSX
jsx.push(<lead-form onleadform-success={(event) => event.detail.phone} />);
