// What brought the visitor to the site: the first touch of this session and the last, kept from page to page, so that
// the page with the form still knows what the landing page was told. docs/FORMS.md says what counts as a touch.

const KEY = "lf-from";
const KNOWN = /^(utm_[\w.-]{1,40}|gclid|gbraid|wbraid|fbclid|ttclid|msclkid|zarsrc)$/;
const MOST_PARAMETERS = 16;
const MOST_CHARACTERS = 255;

// A page without a form has no definition that names more of them, but it has this script: `form.js?remember=ref,partner`.
const named = new Set(new URL(import.meta.url).searchParams.get("remember")?.split(","));

// What is remembered where storage is blocked: private windows, frames in a sandbox.
let memory = {};
// The address that was looked at last, and what was found out about that visit.
let seen, isFirst, isVisit, referrer;

/** `{first, last}` as JSON: two objects of texts, by the name of the parameter. `names` are more parameters to remember. */
export function touches(names = []) {
  for (const name of names) named.add(name);
  try {
    // What somebody else put there may be anything.
    memory = { ...JSON.parse(sessionStorage[KEY]) };
  } catch {}
  let { first, last } = memory;
  const address = withoutTail("#");
  if (address !== seen) {
    const isLoaded = seen === undefined;
    seen = address;
    isFirst = !first;
    // Loading a page again, or going back to it, brings nobody anew.
    isVisit = isFirst || !isLoaded || !/reload|back/.test(performance.getEntriesByType("navigation")[0]?.type);
    referrer = isLoaded && isVisit ? foreignReferrer() : "";
  }
  const found = parameters();
  // A site that carries the parameters along from link to link tells nothing new.
  const isNews = Object.keys(found).some((name) => found[name] !== last?.[name]);
  const touch = { ...found, ...(referrer && { referrer }), landing_page: cut(withoutTail(/[?#]/)) };
  if (isFirst) first = touch;
  if (isFirst || (isVisit && (isNews || referrer))) last = touch;
  const text = JSON.stringify((memory = { first, last }));
  try {
    sessionStorage[KEY] = text;
  } catch {}
  return text;
}

function parameters() {
  const found = {};
  for (const [name, value] of new URLSearchParams(location.search)) {
    const isWanted = (KNOWN.test(name) || named.has(name)) && cut(value);
    // Of several with one name, it is the first.
    if (isWanted && Object.keys(found).length < MOST_PARAMETERS) found[name] ??= cut(value);
  }
  return found;
}

/** The page before, without what stands behind `?`; nothing if it is one of this site. */
function foreignReferrer() {
  const [address] = document.referrer.split(/[?#]/);
  return address.split("/")[2] === location.host ? "" : cut(address);
}

/** The page's address, up to what begins its tail. */
function withoutTail(mark) {
  return location.href.split(mark)[0];
}

/** Whole characters, half of one is none; and none that cannot be seen. */
function cut(text) {
  return [...text.replace(/\p{Cc}/gu, "").trim()].slice(0, MOST_CHARACTERS).join("");
}

// A server that renders a page may import this, and visits nothing.
if (globalThis.document) {
  touches();
  // Single-page sites go on without loading. Where the browser does not tell of it, the form looks again when it is sent.
  window.navigation?.addEventListener("currententrychange", () => touches());
}
