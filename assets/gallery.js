// The gallery: beside the form, live, the body that it would send now. The element says it (`body`: a string, or null
// while something is missing); here it is only set out so that a person can read it.

// A file in base64 would bury the rest.
const LONGEST = 240;

const form = document.querySelector("lead-form");
const place = document.querySelector("[data-body]");
const isJson = place.dataset.body === "json";

/** What is shown now: nothing is drawn again while nothing changes. */
let shown;

function show() {
  // A form that is sent is gone, and what it sent stays in sight.
  if (shown?.sent) return;
  const body = form.body ?? null;
  if (shown && shown.body === body) return;
  shown = { body };
  place.textContent = body === null ? "" : isJson ? readJson(body) : readPairs(body);
  place.hidden = body === null;
  say(body === null ? "missing" : "ready");
}

function say(state) {
  for (const hint of document.querySelectorAll("[data-when]")) hint.hidden = hint.dataset.when !== state;
}

function readJson(body) {
  return JSON.stringify(JSON.parse(body), shorten, 2);
}

/** A pair on each line, decoded. Values that are JSON themselves are set out as such. */
function readPairs(body) {
  return [...new URLSearchParams(body)].map(([name, value]) => `${name} = ${readValue(value)}`).join("\n");
}

function readValue(value) {
  if (!/^[[{]/.test(value)) return shorten("", value);
  try {
    return JSON.stringify(JSON.parse(value), shorten, 2);
  } catch {
    return shorten("", value);
  }
}

function shorten(_, value) {
  if (typeof value !== "string" || value.length <= LONGEST) return value;
  return `${value.slice(0, LONGEST)}… (${value.length})`;
}

for (const name of ["input", "change", "leadform-ready", "leadform-step"]) form.addEventListener(name, show);

// A choice from a list, a chip, a file that was read: none of these need be heard outside the form.
let looking;
form.addEventListener("focusin", () => {
  looking ??= setInterval(show, 300);
});
form.addEventListener("focusout", () => {
  // One more look, for what leaving a field adds.
  clearInterval(looking);
  looking = undefined;
  setTimeout(show);
});

form.addEventListener("leadform-success", () => {
  shown = { ...shown, sent: true };
  if (shown.body) say("sent");
});

show();
