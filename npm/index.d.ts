import type { LeadFormElement, LeadFormEventMap } from "./element.js";

export type * from "./definition.js";
export type * from "./element.js";

declare global {
  interface HTMLElementTagNameMap {
    "lead-form": LeadFormElement;
  }

  // They bubble: whatever is around the element hears them too.
  interface GlobalEventHandlersEventMap extends LeadFormEventMap {}
}
