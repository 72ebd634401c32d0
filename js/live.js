// What an element does once the form is loaded. It comes with the JavaScript of the wasm.

import { place } from "./place.js";
import { offered, typed } from "./typed.js";

let program, stylesheet;

/** `start` for form.js, from what wasm-bindgen exports: once for all elements, it makes the module work and the stylesheet one. */
export const starter = (init, mount, setTouches, setPlace) => (url, wasm, touches, isDressed) =>
  Promise.all([
    (program ??= compile(got(url, wasm)).then(async (module) => {
      await init({ module_or_path: module });
      setTouches(touches);
      setPlace(place);
      // What comes next is a task of its own: a visitor may do something before.
      await new Promise((resolve) => setTimeout(resolve));
      return live(mount);
    })),
    isDressed || (stylesheet ??= readSheet()),
  ]);

async function compile(answer) {
  const response = await answer;
  try {
    // Compiling while the bytes arrive needs the right type; a host that sends another one still gets its form.
    return await (response.headers.get("content-type") === "application/wasm"
      ? WebAssembly.compileStreaming(response)
      : WebAssembly.compile(await response.arrayBuffer()));
  } catch (error) {
    throw new Error(`${response.url}: ${error.message}. A Content-Security-Policy needs script-src 'wasm-unsafe-eval'.`);
  }
}

// `cargo xtask finish` puts the hashed name and the hash here: a page that holds this script to its own holds the stylesheet to its.
async function readSheet() {
  const url = new URL(__CSS__, import.meta.url).href;
  const response = await got(url, fetch(url, { integrity: __CSS_INTEGRITY__ }));
  return new CSSStyleSheet().replace(await response.text());
}

/** The answer, if it is one. */
async function got(url, answer) {
  const response = await answer.catch((error) => {
    throw new Error(`${url}: ${error.message}. A Content-Security-Policy needs its host in connect-src.`);
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}; is all of dist/ there?`);
  return response;
}

// Old libraries give lists a `toJSON` of their own, which makes text of them. The holder still has the list itself.
function textOf(definition) {
  const itself = function (key) {
    return this[key];
  };
  return typeof definition === "string" ? definition : (JSON.stringify(definition, itself, 2) ?? "");
}

/** What makes an element live: its root, its stylesheet if it has none yet, what was done to it early and what scripts had set. */
export const live = (mount) => (host, root, sheet, early, values, definition) => {
  let handle, json, removal, shown, show;

  // A stylesheet belongs to one document: in another one, such as a frame's, it takes a copy. Who goes there takes off the other.
  let own = sheet;
  let home = window;
  const dress = () => {
    const view = host.ownerDocument.defaultView;
    if (!view || !(sheet instanceof CSSStyleSheet)) return;
    if (view !== home) {
      home = view;
      own = sheet;
      if (view !== window) {
        const rules = Array.from(sheet.cssRules, (rule) => rule.cssText);
        own = new view.CSSStyleSheet();
        own.replaceSync(rules.join(""));
      }
    }
    const worn = root.adoptedStyleSheets;
    if (!worn.includes(own)) worn.push(own);
  };

  const begin = () => {
    shown = new Promise((resolve) => (show = resolve));
    for (const type of ["leadform-ready", "leadform-error"]) host.addEventListener(type, show, { once: true });
    dress();
    // Once it is taken over there is nothing early in the root any more. An element that is put away before that is asked again.
    handle = mount(host, root, early && Object.assign(early, { typed: () => typed(root), offered: (name) => offered(root, name) }));
    handle.setValues(values);
    if (json !== undefined) handle.setDefinition(json);
  };

  const define = (definition) => {
    const text = definition == null ? undefined : textOf(definition);
    // Frameworks set an object whenever they draw. The same one again must not take the form out of a visitor's hands.
    if (text === json && typeof definition !== "string") return;
    json = text;
    handle?.setDefinition(json);
  };

  define(definition);
  begin();

  return {
    connected() {
      clearTimeout(removal);
      if (!handle) return begin();
      dress();
      handle.moved();
    },

    disconnected() {
      // To move an element is to disconnect and connect it. Only one that stays away is gone.
      removal = setTimeout(() => {
        if (!handle) return;
        // A page may keep the element and show it again, as a tab or Vue's KeepAlive does.
        values = handle.unsent();
        handle.free();
        handle = undefined;
        show();
      });
    },

    define,

    attributeChanged: (name) => handle?.attributeChanged(name),

    get values() {
      return handle ? handle.values() : values;
    },

    set values(more) {
      if (handle) handle.setValues(more);
      else values = { ...values, ...more };
    },

    body: () => handle?.body(),
    validate: () => handle?.validate(),
    reset: () => handle?.reset(),

    // The definition may be on its way.
    async submit() {
      await shown;
      return handle?.submit();
    },
  };
};
