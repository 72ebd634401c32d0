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
