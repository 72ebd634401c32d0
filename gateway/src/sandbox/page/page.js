// The sandbox's page. What came from outside is only ever set as text: nothing here parses HTML.

const $ = (id) => document.getElementById(id);
const cards = new Map(); // id → { entry, card, body }
let kept = 100; // how many the sandbox keeps
let opened = null; // the card that opened by itself, and closes when a newer one does

/** An element with properties and children; a child that is no element is text. */
function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const section = (title, ...children) => h("section", null, h("h3", null, title), ...children);

function outcome(entry) {
  if (entry.answer) {
    const { status, outcome } = entry.answer;
    // A status of 200 says little: some APIs refuse with it.
    const kind = outcome === "accepted" ? "good" : status >= 500 ? "bad" : "warn";
    return { text: [status, outcome].filter(Boolean).join(" "), kind };
  }
  return entry.gone ? { text: "client went away", kind: "gone" } : { text: "waiting", kind: "waiting" };
}

function summary(entry) {
  const { text, kind } = outcome(entry);
  const at = new Date(entry.at_ms);
  const wrong = entry.issues.length;
  const via = cards.get(entry.via)?.entry;
  return [
    h("time", { datetime: at.toISOString() }, at.toLocaleTimeString("en-GB")),
    h("span", { class: `status ${kind}` }, text),
    h("span", { class: "request" }, h("b", null, entry.method), " ", entry.path),
    h("span", { class: "tags" },
      h("span", { class: "tag" }, entry.part === "proxy" ? "plain proxy" : entry.target ?? "unknown path"),
      via ? h("span", { class: "tag" }, `via ${via.path}`) : null,
      entry.trigger ? h("span", { class: "tag" }, `asked for by ${entry.trigger}`) : null,
      wrong ? h("span", { class: "tag bad" }, wrong === 1 ? "1 issue" : `${wrong} issues`) : null,
      entry.encoded ? h("span", { class: "tag bad" }, "other bytes") : null),
  ];
}

const bytes = (count) => (count === 1 ? "1 byte" : `${count.toLocaleString("en")} bytes`);

function headers(list) {
  if (!list.length) return null;
  return h("dl", { class: "headers" },
    list.map(([name, value]) => h("div", null, h("dt", null, `${name}:`), " ", h("dd", null, value))));
}

function received(entry) {
  return [
    headers(entry.headers),
    entry.body ? h("pre", { tabindex: "0" }, entry.body) : h("p", { class: "quiet" }, "No body."),
    entry.body ? h("p", { class: "quiet" }, bytes(entry.body_bytes)) : null,
  ];
}

function issue({ code, field, ...parameters }) {
  const more = Object.entries(parameters).map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(", ");
  return h("p", { class: "issue" }, h("b", null, code), more ? `: ${more}` : "");
}

/** A path that can be broken where a reader would break it. */
const path = (text) => h("code", null, text.split(/(?<=[._])/).flatMap((part) => [part, h("wbr")]));

function value(shown) {
  const row = shown.row;
  const text = shown.value === null ? h("i", null, "missing")
    : h("code", null, shown.value, shown.cut ? `… (${shown.cut.toLocaleString("en")} more characters)` : "");
  return h("tr", { class: shown.issues.length ? "wrong" : null },
    h("td", { class: "number" }, row ? row.number : "–"),
    h("td", { class: "path" }, path(shown.path || "(the body)"),
      row ? h("small", { lang: "vi" }, row.label_vi) : null),
    h("td", { class: "value" }, text, shown.issues.map(issue)),
    h("td", { class: "document" }, row
      ? [h("p", { class: "kind" }, [row.kind, row.vendor_type && `“${row.vendor_type}”`, `required: ${row.required}`]
          .filter(Boolean).join(" · ")),
        row.note ? h("p", { lang: "vi" }, row.note) : null]
      : h("p", null, "The document has no such attribute.")));
}

function values(entry) {
  if (!entry.values.length) return h("p", { class: "quiet" }, "Nothing could be read from it.");
  const head = ["Row", "Attribute", "Value", "The document says"].map((title) => h("th", { scope: "col" }, title));
  return h("table", { class: "values" }, h("thead", null, h("tr", null, head)),
    h("tbody", null, entry.values.map(value)));
}

function answer(entry) {
  if (!entry.answer) return h("p", { class: "quiet" }, outcome(entry).text);
  const { status, headers: list, body, after_ms: after } = entry.answer;
  return [
    h("p", null, h("b", null, `HTTP ${status}`), ` after ${after.toLocaleString("en")} ms`,
      entry.answer.outcome ? `; leadform reads it as: ${entry.answer.outcome}` : ""),
    headers(list),
    body ? h("pre", { tabindex: "0" }, body) : h("p", { class: "quiet" }, "No body."),
  ];
}

function detail(entry) {
  const via = cards.get(entry.via)?.entry;
  const left = [
    section(via ? "As received from the proxy, the secret masked" : "As received, the secret masked", received(entry)),
    via ? h("details", { class: "via" },
      h("summary", null, "What the browser sent to ", h("code", null, via.path)), received(via)) : null,
    entry.encoded ? section("What leadform encode writes for the same values", h("pre", { tabindex: "0" }, entry.encoded))
      : null,
    section("The answer", answer(entry)),
  ];
  if (entry.part === "proxy") return [h("div", { class: "left" }, left)];
  return [h("div", { class: "left" }, left), h("div", { class: "right" }, section("Values, row by row", values(entry)))];
}

function draw(id) {
  if (!cards.has(id)) return; // a card that closes because it was dropped
  const { entry, card, body } = cards.get(id);
  card.querySelector("summary").replaceChildren(...summary(entry));
  body.replaceChildren(...(card.open ? detail(entry) : []));
}

/** Puts the card where its time is: the newest first. */
function place(card, id) {
  const older = [...cards.keys()].filter((other) => other < id);
  const next = older.length ? cards.get(Math.max(...older)).card : null;
  $("requests").insertBefore(card, next);
}

function show(entry, isNewest) {
  const known = cards.get(entry.id);
  if (known) {
    known.entry = entry;
  } else {
    const body = h("div", { class: "body" });
    const card = h("details", { class: "card" }, h("summary"), body);
    place(card, entry.id);
    cards.set(entry.id, { entry, card, body });
    card.addEventListener("toggle", () => draw(entry.id));
    if (cards.size > kept) drop(Math.min(...cards.keys()));
    // What the API got tells the same and more; the proxy's side is folded into it.
    const proxy = cards.get(entry.via);
    if (proxy) proxy.card.hidden = true;
    if (isNewest) {
      if (opened?.open) opened.open = false;
      card.open = true;
      opened = card;
    }
  }
  draw(entry.id);
  count();
}

function drop(id) {
  cards.get(id).card.remove();
  cards.delete(id);
}

function count() {
  $("empty").hidden = cards.size > 0;
  $("clear").disabled = cards.size === 0;
}

function forget() {
  cards.clear();
  opened = null;
  $("requests").replaceChildren();
  count();
}

async function reload() {
  forget();
  const entries = await (await fetch("/requests")).json();
  entries.forEach((entry, index) => {
    const known = cards.get(entry.id)?.entry;
    // An event may have come meanwhile, and know more.
    if (!known?.answer && !known?.gone) show(entry, index === entries.length - 1);
  });
}

async function about() {
  const facts = await (await fetch("/about")).json();
  const { origin } = location;
  const list = (items) => h("ul", null, items.map((item) => h("li", null, item)));
  const link = (path) => h("a", { href: path }, path);
  $("facts").replaceChildren(
    section("The APIs and their keys", list(facts.apis.map((api) => [
      h("b", null, api.title), h("br"), h("code", null, `POST ${api.path}`), h("br"),
      h("code", null, api.secret.in === "header" ? `${api.secret.name}: ${api.secret.value}`
        : `?${api.secret.name}=${api.secret.value}`)])),
      h("p", { class: "quiet" }, "The keys open nothing else. The ERP’s paths also answer behind one more segment.")),
    section("Phone numbers", h("dl", { class: "triggers" }, facts.triggers.map((trigger) => h("div", null,
      h("dt", null, trigger.phone), h("dd", null, trigger.says, trigger.only ? ` (${trigger.only} only)` : ""))))),
    section("Plain proxies", list(facts.forms.map((name) => link(`/p/${name}`))),
      h("p", { class: "quiet" }, "They add the key and the supplied values. As a form’s proxy: ",
        h("code", null, `${origin}/p/NAME`)),
      h("p", { class: "quiet" }, "For tests: ", link("/requests"), " is this page as JSON, and DELETE clears it.")),
  );
  kept = facts.kept;
  $("empty").textContent =
    `Nothing has come yet. Send a form, or a request with curl: the last ${kept} are shown here, live, and kept nowhere else.`;
}

$("clear").addEventListener("click", () => fetch("/requests", { method: "DELETE" }));

const live = (text, kind) => {
  $("live").textContent = text;
  $("live").className = `live ${kind}`;
};

const events = new EventSource("/events");
events.addEventListener("open", () => {
  live("live", "on");
  reload();
});
events.addEventListener("error", () => live("not running; waiting for it", "off"));
events.addEventListener("request", (event) => {
  const entry = JSON.parse(event.data);
  show(entry, !cards.has(entry.id));
});
events.addEventListener("cleared", forget);
events.addEventListener("reload", reload);

await about();
count();
