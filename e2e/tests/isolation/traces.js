// What a script could leave behind on a page: each as a list of words.
const native = (value) => typeof value !== "function" || Function.prototype.toString.call(value).includes("[native code]");
const kinds = [window, Document, Node, Element, HTMLElement, HTMLFormElement, EventTarget, Event, History, Storage, Location,
  Object, Array, String, Function, Promise, Date, JSON, Math, console, Response, Request, Map, Set, RegExp];
const changed = kinds.flatMap((kind) => [kind, kind.prototype ?? {}]).flatMap((place) =>
  Object.entries(Object.getOwnPropertyDescriptors(place))
    .filter(([, { value, get, set }]) => !native(value) || !native(get) || !native(set)).map(([name]) => name))
  // What the driver itself puts there.
  .filter((name) => !name.startsWith("se_"));
const attributes = (element) => [...element.attributes].map(({ name, value }) => `${name}=${value}`);
// Does anybody keep the page from what it does by itself?
const types = ["click", "pointerdown", "touchstart", "wheel", "keydown", "keypress", "beforeinput", "paste", "submit",
  "contextmenu", "dragover", "drop", "mousedown", "focusin", "beforeunload"];
const targets = [document.body, document.querySelector("#link"), document.querySelector("#search")];
const prevented = targets.flatMap((target) =>
  types.filter((type) => !target.dispatchEvent(new Event(type, { bubbles: true, cancelable: true, composed: true }))));
return {
  // `dataLayer` is documented; `se_` is the driver's.
  globals: Object.getOwnPropertyNames(window).sort().filter((name) => name !== "dataLayer" && !name.startsWith("se_")),
  "functions of another make": changed,
  "attributes of html": attributes(document.documentElement),
  "attributes of body": attributes(document.body),
  "children of head": [...document.head.children].map((child) => child.outerHTML),
  "children of body": [...document.body.children].map((child) => child.localName),
  stylesheets: [...document.styleSheets].map((sheet) => sheet.href ?? "inline").concat(document.adoptedStyleSheets.map(String)),
  fonts: [...document.fonts].map((font) => font.family),
  address: [location.href, document.title, String(history.state)],
  cookies: [document.cookie],
  focus: [document.activeElement.localName],
  "events prevented": prevented,
};
