// The one address a host page knows. It defines <lead-form>, and it fetches the form when the time has come (occasion.js):
// wasm, its JavaScript and its CSS at the same time, once for all elements of the page.

import { touches } from "./campaign.js";
import { early } from "./early.js";
import { leadForm } from "./element.js";
import { occasion } from "./occasion.js";

// `cargo xtask finish` puts the hashed names here. They lie beside this script, on whatever host it came from.
const GLUE = new URL(__GLUE__, import.meta.url);
const WASM = new URL(__WASM__, import.meta.url);

let attempts = 0;
let parts;

/**
 * Resolves to what makes an element live, and to the stylesheet, unless the element `isDressed` (live.js). A failed load is forgotten,
 * so that the next element to ask tries again.
 */
async function load(isDressed) {
  try {
    // A name that stands there as it is, bundlers follow. A browser remembers that a module failed to load: only another address
    // is fetched again.
    const [wasm, glue] = (parts ??= [
      fetch(WASM),
      attempts++ ? import(/* webpackIgnore: true */ /* @vite-ignore */ `${GLUE}?attempt=${attempts}`) : import(__GLUE__),
    ]);
    // What its failure means, the JavaScript knows. Without that, another failure is told.
    wasm.catch(() => {});
    return await (await glue).start(WASM, wasm, touches, isDressed);
  } catch (error) {
    parts = undefined;
    throw error;
  }
}

// Two copies of this script on a page, or two versions of it: the first one wins. On a server there are no elements.
const elements = globalThis.customElements;
elements?.get("lead-form") || elements?.define("lead-form", leadForm(occasion, load, early));
