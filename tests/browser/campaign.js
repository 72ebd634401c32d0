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
