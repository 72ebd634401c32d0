// The one address a host page knows. It defines <lead-form>, and it fetches the form when the first element asks:
// wasm, its JavaScript and its CSS at the same time, once for all elements of the page.

import { touches } from "./campaign.js";
import { leadForm } from "./element.js";

// `cargo xtask finish` puts the hashed names here. They lie beside this script, on whatever host it came from.
const GLUE = new URL(__GLUE__, import.meta.url).href;
const WASM = new URL(__WASM__, import.meta.url).href;
const CSS = new URL(__CSS__, import.meta.url).href;

let attempts = 0;
let loading;

/** Resolves to `{ mount, sheet }`. A failed load is forgotten, so that the next element to ask tries again. */
function load() {
  loading ??= loadAll(attempts++).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function loadAll(attempt) {
  const [glue, wasm, sheet] = await Promise.all([importGlue(attempt), compileWasm(), readSheet()]);
  await glue.default({ module_or_path: wasm });
  glue.setTouches(touches);
  return { mount: glue.mount, sheet };
}

// A name that stands there as it is, bundlers follow. A browser remembers that a module failed to load: only another address
// is fetched again.
function importGlue(attempt) {
  return attempt
    ? import(/* webpackIgnore: true */ /* @vite-ignore */ `${GLUE}?attempt=${attempt}`)
    : import(__GLUE__);
}

async function compileWasm() {
  const response = await get(WASM, __WASM_INTEGRITY__);
  try {
    // Compiling while the bytes arrive needs the right type; a host that sends another one still gets its form.
    return await (response.headers.get("content-type") === "application/wasm"
      ? WebAssembly.compileStreaming(response)
      : WebAssembly.compile(await response.arrayBuffer()));
  } catch (error) {
    throw new Error(`${error.message}. A Content-Security-Policy needs script-src 'wasm-unsafe-eval'.`);
  }
}

async function readSheet() {
  const sheet = new CSSStyleSheet();
  const response = await get(CSS, __CSS_INTEGRITY__);
  return sheet.replace(await response.text());
}

// With the hash that the build put here, a page that holds this script to its own holds the rest to theirs.
async function get(url, integrity) {
  const response = await fetch(url, { integrity }).catch((error) => {
    throw new Error(`${url}: ${error.message}. A Content-Security-Policy needs its host in connect-src.`);
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}; is all of dist/ there?`);
  return response;
}

// Two copies of this script on a page, or two versions of it: the first one wins. On a server there are no elements.
const elements = globalThis.customElements;
if (elements && !elements.get("lead-form")) elements.define("lead-form", leadForm(load));
