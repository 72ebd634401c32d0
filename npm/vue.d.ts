// For Vue 3.5 and later: https://vuejs.org/guide/extras/web-components
import type { EmitFn, HTMLAttributes, PublicProps } from "vue";
import type { LeadFormAttributes, LeadFormElement, LeadFormEventMap, LeadFormProperties } from "./element.js";

export type * from "./index.js";

type Emits = EmitFn<{ [Name in keyof LeadFormEventMap]: (event: LeadFormEventMap[Name]) => void }>;

/** What `<lead-form>` takes in a template. */
export type LeadFormComponent = new () => LeadFormElement & {
  $props: HTMLAttributes & LeadFormAttributes & Partial<LeadFormProperties> & PublicProps;
  $emit: Emits;
};

declare module "vue" {
  interface GlobalComponents {
    "lead-form": LeadFormComponent;
  }
}
