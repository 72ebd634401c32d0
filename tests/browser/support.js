// What the tests need from the browser, and is shorter in JavaScript. It is one file, though a long one: the test runner's
// server may never answer when a page asks for more than four files at a time.

let real;
let calls = [];
let rules = [];
let held = [];

/** Takes the network into our hands. Until `answer` says otherwise, nothing answers. */
export function takeNetwork() {
  real ??= window.fetch;
  // A test that failed gave nothing back.
  window.setTimeout = realTimeout;
  calls = [];
  rules = [];
  held = [];
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    const call = { method: request.method, url: request.url, headers: Object.fromEntries(request.headers), body: "" };
    call.keepalive = init?.keepalive === true;
    calls.push(call);
    const body = request.text().then((text) => (call.body = text));
    const rule = rules.find((rule) => (!rule.method || rule.method === request.method) && request.url.includes(rule.url));
    await body;
    const aborted = new Promise((_, reject) => {
      const abort = () => {
        call.aborted = true;
        reject(new DOMException("aborted", "AbortError"));
      };
      if (request.signal.aborted) abort();
      else request.signal.addEventListener("abort", abort);
    });
    aborted.catch(() => {});
    if (!rule || rule.kind === "fail") throw new TypeError("Failed to fetch");
    if (rule.kind === "hang") return aborted;
    if (rule.kind === "hold") await Promise.race([new Promise((resolve) => held.push(resolve)), aborted]);
    const hasBody = ![204, 205, 304].includes(rule.status);
    return new Response(hasBody ? rule.body : null, { status: rule.status, headers: { "content-type": rule.type, ...rule.headers } });
  };
}

/** Requests whose address has `url` in it are answered so: `kind` is `answer`, `hold`, `hang` or `fail`. */
export function answer(method, url, kind, status, type, body) {
  rules.unshift({ method, url, kind, status, type, body });
}

/** The newest of these answers has another header. */
export function answerWith(name, value) {
  rules[0].headers = { [name]: value };
}

/** Lets go of the answers that were held. */
export function release() {
  held.splice(0).forEach((resolve) => resolve());
}

/** The requests so far, as JSON. */
export function requests() {
  return JSON.stringify(calls);
}

export function giveNetworkBack() {
  if (real) window.fetch = real;
}

let events = [];
let listening;

/** Writes down every event of the forms, anywhere on the page. */
export function listen() {
  events = [];
  listening ??= ["ready", "start", "step", "invalid", "submit", "success", "error"].map((name) =>
    document.addEventListener(`leadform-${name}`, (event) => events.push({ name, detail: event.detail })),
  );
}

export function told() {
  return JSON.stringify(events);
}

let said = [];
const realError = console.error;

/** Keeps what is written to the console as an error. */
export function hearErrors() {
  said = [];
  console.error = (...parts) => said.push(parts.map(String).join(" "));
}

export function errors() {
  console.error = realError;
  return JSON.stringify(said);
}

const realTimeout = window.setTimeout;
let waits = [];

/** Makes long waits a hundred times shorter, and writes down how long they would have been. */
export function hurry() {
  waits = [];
  window.setTimeout = (run, ms, ...rest) => {
    if (ms >= 1000) waits.push(ms);
    return realTimeout(run, ms >= 1000 ? ms / 100 : ms, ...rest);
  };
  return () => (window.setTimeout = realTimeout);
}

/** Makes long waits endless: however slow the machine is, nothing times out and no pause ends by itself. */
export function standStill() {
  window.setTimeout = (run, ms, ...rest) => (ms >= 1000 ? 0 : realTimeout(run, ms, ...rest));
  return () => (window.setTimeout = realTimeout);
}

/** The long waits since `hurry`, as JSON. */
export function longWaits() {
  return JSON.stringify(waits);
}

/** Whether the page would be left without a question. */
export function leavesFreely() {
  return window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
}

let gate = Promise.resolve();
let open;

/** From now on, what is to be loaded is on its way, until `letLoad`. */
export function holdLoading() {
  gate = new Promise((resolve) => (open = resolve));
}

/** Everything that is on its way arrives. */
export function letLoad() {
  open?.();
  gate = Promise.resolve();
}

/** Types at the caret of whatever has the focus, as a key does. */
export function typeKey(text) {
  document.execCommand("insertText", false, text);
}

/** Chooses a file by hand. */
export function chooseFile(control, name, text) {
  const chosen = new DataTransfer();
  chosen.items.add(new File([text], name, { type: "text/plain" }));
  control.files = chosen.files;
}

// It is always time to load.
const occasion = { now() {}, async usable() {}, async of() {} };

/** A script without what it imports, which stands in front of it. */
export function read(text) {
  const whole = text.replace(/^import .*$/gm, "");
  return import(URL.createObjectURL(new Blob([whole], { type: "text/javascript" })));
}

/** Registers the element's class once. `live` and `early` are scripts. */
export function define(leadForm, live, early, mount) {
  if (customElements.get("test-form")) return;
  const sheet = new CSSStyleSheet();
  const scripts = Promise.all([read(live), read(early)]);
  const load = () => gate.then(() => scripts).then(([{ live }]) => [live(mount), sheet]);
  let listen;
  const usable = () => scripts.then(([, { early }]) => (listen = early));
  customElements.define("test-form", leadForm({ ...occasion, usable }, load, (...given) => listen(...given)));
}

/** Registers a class whose loading fails. */
export function defineBroken(leadForm) {
  if (!customElements.get("broken-form")) {
    customElements.define("broken-form", leadForm(occasion, () => Promise.reject(new Error("no wasm here"))));
  }
}

/** Types into a control, letter by letter, as a keyboard does. */
export function type(control, text) {
  control.focus();
  for (let end = 1; end <= [...text].length; end++) {
    control.value = [...text].slice(0, end).join("");
    control.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  }
  if (text === "") {
    control.value = "";
    control.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  }
}

/** One step of a composition: what the keyboard shows so far. */
export function compose(control, kind, text) {
  if (kind !== "compositionstart") control.value = text;
  control.dispatchEvent(new CompositionEvent(kind, { bubbles: true, composed: true, data: text }));
  if (kind === "compositionupdate") {
    control.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, isComposing: true }));
  }
}

export function fire(target, name) {
  target.dispatchEvent(new Event(name, { bubbles: name !== "blur", composed: true, cancelable: true }));
}

export function press(target, key, composing) {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true, isComposing: composing });
  return target.dispatchEvent(event);
}

export function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export function focused(host) {
  return host.shadowRoot?.activeElement?.id ?? "";
}

/** How many listeners on the window, the document and `more` are left behind, once what this returns is called. */
export function countListeners(more = []) {
  let live = 0;
  const undo = [];
  const plus = (options) => {
    live++;
    options?.signal?.addEventListener("abort", () => live--, { once: true });
  };
  for (const target of [window, document, ...more]) {
    const { addEventListener, removeEventListener } = target;
    target.addEventListener = (...given) => (plus(given[2]), addEventListener.apply(target, given));
    target.removeEventListener = (...given) => (live--, removeEventListener.apply(target, given));
    undo.push(() => {
      delete target.addEventListener;
      delete target.removeEventListener;
    });
  }
  return () => {
    undo.forEach((one) => one());
    return live;
  };
}

// —— Visits, and what is remembered of them ——
// Visits to a site, in one page: another address, another page before, and js/campaign.js as if it had just been loaded.

const KEY = "lf-from";
const home = location.href;
const storage = Object.getOwnPropertyDescriptor(window, "sessionStorage");
let times = 0;

/** Loads the script on the page at `search`, which was reached from `from` by `type`. */
export async function visit(search, from, type, remember) {
  quietly(search);
  Object.defineProperty(document, "referrer", { value: from, configurable: true });
  performance.getEntriesByType = () => [{ type }];
  times += 1;
  const { touches } = await import(`../../js/campaign.js?time=${times}&remember=${remember}`);
  return touches;
}

/** Goes there behind the back of the scripts that were loaded before: on a page of its own there are none. */
function quietly(search) {
  let before = null;
  try {
    before = sessionStorage.getItem(KEY);
  } catch {}
  history.replaceState(null, "", home.split(/[?#]/)[0] + search);
  try {
    if (before === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, before);
  } catch {}
}

/** Another address without loading, as single-page sites do. */
export function go(search) {
  history.replaceState(null, "", home.split(/[?#]/)[0] + search);
}

/** A new session, on the page as it was. */
export function forget() {
  delete document.referrer;
  delete performance.getEntriesByType;
  delete window.sessionStorage;
  if (storage) Object.defineProperty(window, "sessionStorage", storage);
  history.replaceState(null, "", home);
  sessionStorage.removeItem(KEY);
}

export function blockStorage() {
  Object.defineProperty(window, "sessionStorage", {
    get: () => {
      throw new DOMException("blocked", "SecurityError");
    },
    configurable: true,
  });
}

export function keep(text) {
  sessionStorage.setItem(KEY, text);
}

/** All that the session keeps, and under which names. */
export function kept() {
  return JSON.stringify({ ...sessionStorage });
}

/** The address of the page without its tail, as it is remembered. */
export function landing() {
  return home.split(/[?#]/)[0];
}

export function clearLayer() {
  delete window.dataLayer;
}

/** A list of the page's own, with whatever it makes of what is pushed. */
export function setLayer(layer) {
  window.dataLayer = layer;
}

/** What is in the page's list, as JSON; what is undefined is `null`. */
export function layer() {
  return JSON.stringify(window.dataLayer ?? null, (_, value) => (value === undefined ? null : value));
}

// —— Hostile pages ——
// Computed styles, and pages that would change them.

/** Gives a form the stylesheet that it has on a real page. */
export function dress(host, css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  host.shadowRoot.adoptedStyleSheets = [sheet];
}

/** Puts a page's own stylesheet in place; `unload` takes all of them away. */
export function load(css) {
  const style = document.createElement("style");
  style.className = "hostile";
  style.textContent = css;
  document.head.append(style);
}

export function unload() {
  document.querySelectorAll(".hostile").forEach((style) => style.remove());
}

/** Every computed property of every element in a shadow root, and of what is drawn around it. */
function styles(host) {
  const found = [];
  for (const element of host.shadowRoot.querySelectorAll("*")) {
    for (const around of [null, "::before", "::after", "::placeholder"]) {
      const style = getComputedStyle(element, around);
      // A custom property does nothing by itself.
      for (const name of [...style].filter((name) => !name.startsWith("--"))) {
        found.push([`${element.localName}.${element.className}${around ?? ""}`, name, style.getPropertyValue(name)]);
      }
    }
  }
  return found;
}

let before;

/** Remembers how a form looks, and says how much that is. */
export function remember(host) {
  before = styles(host);
  return before.length;
}

/** What is otherwise than it was: a line for each property. */
export function differences(host) {
  const lines = new Map();
  styles(host).forEach(([element, name, value], index) => {
    const was = before[index];
    if (was[2] !== value && !lines.has(name)) lines.set(name, `${name}: "${value}", not "${was[2]}", at ${element}`);
  });
  return [...lines.values()].join("\n");
}

// —— Words that are being composed ——
// What an engine tells a page while a keyboard composes a word, replayed: the order of the events differs.

const places = new WeakMap();
const valueOf = (control) => Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), "value");

/** Where the caret is, and how many letters before it are being composed. Some controls do not say, so it is kept. */
const place = (control) => {
  if (!places.has(control)) places.set(control, { caret: control.value.length, composing: 0 });
  return places.get(control);
};

/** Puts the focus and the caret into a control, and writes down whatever the form writes into it from now on. */
export function enter(control, text, caret) {
  const { get, set } = valueOf(control);
  control.focus();
  control.written = [];
  Object.defineProperty(control, "value", {
    configurable: true,
    get() {
      return get.call(this);
    },
    set(value) {
      control.written.push(value);
      set.call(this, value);
    },
  });
  if (get.call(control) !== text) {
    set.call(control, text);
    input(control, "insertText", text, false);
  }
  places.set(control, { caret, composing: 0 });
  if (control.type !== "email") control.setSelectionRange(caret, caret);
}

/** What the form wrote into a control since `enter`. */
export function written(control) {
  return JSON.stringify(control.written);
}

export function caret(control) {
  return control.type === "email" ? -1 : control.selectionStart;
}

const typeOver = (control, count, text) => {
  const at = place(control);
  const { get, set } = valueOf(control);
  const value = get.call(control);
  const begin = at.caret - count;
  set.call(control, value.slice(0, begin) + text + value.slice(at.caret));
  at.caret = begin + text.length;
  if (control.type !== "email") control.setSelectionRange(at.caret, at.caret);
};

const tell = (control, Kind, name, init) =>
  control.dispatchEvent(new Kind(name, { bubbles: true, composed: true, cancelable: true, ...init }));
const input = (control, inputType, data, isComposing) =>
  tell(control, InputEvent, "input", { inputType, data, isComposing, cancelable: false });
const beforeInput = (control, inputType, data, isComposing) =>
  tell(control, InputEvent, "beforeinput", { inputType, data, isComposing });
const composition = (control, kind, data) => tell(control, CompositionEvent, `composition${kind}`, { data });

/** A key, down. Not every engine takes the code from the constructor. */
export function key(control, name, code, isComposing) {
  const event = new KeyboardEvent("keydown", { key: name, isComposing, bubbles: true, composed: true, cancelable: true });
  Object.defineProperty(event, "keyCode", { get: () => code });
  return control.dispatchEvent(event);
}

const begin = (control) => {
  if (place(control).composing > 0) return;
  key(control, "Process", 229, false);
  composition(control, "start", "");
};

const change = (control, engine, text) => {
  const at = place(control);
  const before = () => beforeInput(control, "insertCompositionText", text, true);
  const update = () => composition(control, "update", text);
  if (engine === "chromium") {
    before();
    update();
  } else {
    update();
    before();
  }
  typeOver(control, at.composing, text);
  at.composing = text.length;
  input(control, "insertCompositionText", text, true);
};

/** The word so far. */
export function composeWord(control, engine, text) {
  if (place(control).composing > 0) key(control, "Process", 229, true);
  begin(control);
  change(control, engine, text);
}

/** The word is finished. */
export function commit(control, engine, text) {
  const at = place(control);
  if (engine === "chromium") {
    change(control, engine, text);
    at.composing = 0;
    composition(control, "end", text);
  } else if (engine === "firefox") {
    composition(control, "update", text);
    typeOver(control, at.composing, text);
    at.composing = 0;
    composition(control, "end", text);
    input(control, "insertCompositionText", text, false);
  } else {
    // Safari takes the composition away and puts the word there.
    beforeInput(control, "deleteCompositionText", null, true);
    typeOver(control, at.composing, "");
    input(control, "deleteCompositionText", null, true);
    beforeInput(control, "insertFromComposition", text, true);
    typeOver(control, 0, text);
    at.composing = 0;
    input(control, "insertFromComposition", text, true);
    composition(control, "end", text);
  }
}

/** The key that ended a composition: Safari tells of it when all is over, and only its code says what it was. */
export function endingKey(control, engine, name, text) {
  if (engine !== "safari") {
    const wentOn = key(control, name, 229, true);
    commit(control, engine, text);
    return wentOn;
  }
  commit(control, engine, text);
  return key(control, name, 229, false);
}

/** Letters without a composition. */
export function insert(control, text) {
  for (const letter of text) {
    key(control, letter, 0, false);
    beforeInput(control, "insertText", letter, false);
    typeOver(control, 0, letter);
    input(control, "insertText", letter, false);
  }
}

export function backspace(control) {
  key(control, "Backspace", 8, false);
  beforeInput(control, "deleteContentBackward", null, false);
  typeOver(control, 1, "");
  input(control, "deleteContentBackward", null, false);
}

/** What was typed is replaced in one go: UniKey selects it first; iPhones say so. */
export function replace(control, count, text, inputType) {
  beforeInput(control, inputType, text, false);
  typeOver(control, count, text);
  input(control, inputType, text, false);
}
