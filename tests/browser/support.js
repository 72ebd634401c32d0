// What the tests need from the browser, and is shorter in JavaScript.

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

/** Registers the element's class once. */
export function define(leadForm, mount) {
  if (!customElements.get("test-form")) {
    const sheet = new CSSStyleSheet();
    customElements.define("test-form", leadForm(async () => ({ mount, sheet })));
  }
}

/** Registers a class whose loading fails. */
export function defineBroken(leadForm) {
  if (!customElements.get("broken-form")) {
    customElements.define("broken-form", leadForm(() => Promise.reject(new Error("no wasm here"))));
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

/** How many `setTimeout`s and listeners on the window and the document are left behind. */
export function countListeners() {
  let live = 0;
  const undo = [];
  for (const target of [window, document]) {
    const { addEventListener, removeEventListener } = target;
    target.addEventListener = (...given) => (live++, addEventListener.apply(target, given));
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
