// React 19 and later set properties of custom elements and listen to their events: `onleadform-success={…}`.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { LeadFormAttributes, LeadFormElement, LeadFormEventMap, LeadFormProperties } from "./element.js";

export type * from "./index.js";

type Listeners = { [Name in keyof LeadFormEventMap as `on${Name}`]?: (event: LeadFormEventMap[Name]) => void };

/** What `<lead-form>` takes in JSX. */
export type LeadFormProps = DetailedHTMLProps<HTMLAttributes<LeadFormElement>, LeadFormElement> &
  LeadFormAttributes &
  Partial<LeadFormProperties> &
  Listeners;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "lead-form": LeadFormProps;
    }
  }
}
