// The body of a function: the contrast of all that can be seen in the form that a selector finds.

const root = document.querySelector(arguments[0]).shadowRoot;
const found = [];
// Colours on their way to others are not what anyone reads.
for (const animation of root.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
const isForced = matchMedia("(forced-colors: active)").matches;

// Whatever notation a style has (color-mix gives `color(srgb …)`), the canvas gives red, green, blue and alpha.
const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
const context = canvas.getContext("2d", { willReadFrequently: true });
const known = new Map();
const rgba = (color) => {
  if (!known.has(color)) {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
    known.set(color, [red, green, blue, alpha / 255]);
  }
  return known.get(color);
};
const over = ([red, green, blue, alpha], [...below]) =>
  [red, green, blue].map((part, index) => part * alpha + below[index] * (1 - alpha));
const luminance = (color) => {
  const [red, green, blue] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const ratio = (one, other) => {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

const parent = (element) => element.parentElement ?? element.getRootNode().host ?? null;
/** What is behind an element's content; its own background counts. */
const ground = (element) => {
  const layers = [];
  for (let at = element; at; at = parent(at)) {
    const color = rgba(getComputedStyle(at).backgroundColor);
    layers.push(color);
    if (color[3] === 1) break;
  }
  const paper = rgba("Canvas");
  return layers.reverse().reduce((below, color) => over(color, below), paper.slice(0, 3));
};
const opacity = (element) => {
  let all = 1;
  for (let at = element; at; at = parent(at)) all *= +getComputedStyle(at).opacity;
  return all;
};
const place = (element, words = "") =>
  `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ""}${[...element.classList].map((name) => `.${name}`).join("")} ${words}`.trim();
const add = (what, element, color, behind, needed, words) => {
  const seen = rgba(color);
  const faint = [...seen.slice(0, 3), seen[3] * opacity(element)];
  found.push({ what, place: place(element, words), ratio: ratio(over(faint, behind), behind), needed });
};

const isSeen = (element) => {
  const { width, height } = element.getBoundingClientRect();
  const { clipPath } = getComputedStyle(element);
  return element.checkVisibility({ checkVisibilityCSS: true, opacityProperty: true }) && width > 1 && height > 1 && clipPath === "none";
};
const isUnder = (element, css) => element.closest(css) !== null;
const enough = (style) => {
  const points = parseFloat(style.fontSize) * 0.75;
  return points >= 18 || (points >= 14 && +style.fontWeight >= 700) ? 3 : 4.5;
};

for (const element of root.querySelectorAll("*")) {
  if (!isSeen(element) || ["OPTION", "STYLE"].includes(element.tagName)) continue;
  const style = getComputedStyle(element);
  const words = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join("").trim();
  const isField = ["INPUT", "SELECT", "TEXTAREA"].includes(element.tagName) && !["checkbox", "radio", "file"].includes(element.type);
  if (words && !isUnder(element, "select")) add("text", element, style.color, ground(element), enough(style), words.slice(0, 40));
  if (isField) add("value", element, style.color, ground(element), enough(style));
  if (isField && element.placeholder) {
    const { color, opacity } = getComputedStyle(element, "::placeholder");
    const [red, green, blue, alpha] = rgba(color);
    add("placeholder", element, `rgb(${red} ${green} ${blue} / ${alpha * opacity})`, ground(element), 4.5);
  }
  // The arrow of a list is drawn with gradients: each of their colours that is not clear is one of the arrow's.
  for (const color of new Set(style.backgroundImage.match(/(?:rgba?|color|oklab|oklch)\([^()]*\)/g) ?? [])) {
    if (rgba(color)[3] > 0.5) add("arrow", element, color, ground(element), 3);
  }
  // What shows where a control is, and that it is chosen or wrong.
  const isControl = isField || element.matches(".lf-choice, .lf-drop, button, [role=listbox]");
  const isAlone = isUnder(element, ".lf-field > .lf-choice");
  const hasBorder = parseFloat(style.borderTopWidth) > 0 && style.borderTopStyle !== "none" && rgba(style.borderTopColor)[3] > 0;
  if (isControl && !isAlone && hasBorder) {
    const outside = ground(parent(element));
    add("border", element, style.borderTopColor, outside, 3);
    add("border", element, style.borderTopColor, ground(element), 3, "from inside");
  } else if (element.matches(".lf-submit") && rgba(style.backgroundColor)[3] > 0) {
    add("button", element, style.backgroundColor, ground(parent(element)), 3);
  }
  // In forced colours the browser draws it in the system's own.
  if (["checkbox", "radio"].includes(element.type) && element.checked && !isForced) {
    add("mark", element, style.accentColor, ground(parent(element)), 3);
  }
  for (const sign of ["::before", "::after"]) {
    const style = getComputedStyle(element, sign);
    if (!["none", "normal"].includes(style.content) && style.content !== '""') {
      const behind = over(rgba(style.backgroundColor), ground(element));
      add("sign", element, style.color, behind, 4.5, sign);
      // In forced colours there are no discs: the sign stands for itself.
      if (!isForced) add("sign's disc", element, style.backgroundColor, ground(element), 3, sign);
    }
  }
  if (element.matches(".lf-spinner")) add("spinner", element, style.borderRightColor, ground(parent(element)), 3);
  if (element.matches(".lf-thanks")) {
    const disc = getComputedStyle(element, "::before");
    add("tick", element, isForced ? disc.borderTopColor : disc.backgroundColor, ground(element), 3, "its disc");
    add("tick", element, getComputedStyle(element, "::after").borderRightColor, over(rgba(disc.backgroundColor), ground(element)), 3);
  }
  if (element.matches(".lf-progress-step[aria-current]")) add("current step", element, style.borderTopColor, ground(parent(element)), 3);
}

// Moving the focus opens, closes and moves nothing by itself: it goes back to where it was.
const before = root.activeElement;
const list = root.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, [tabindex]");
for (const element of list) {
  if (!element.checkVisibility({ checkVisibilityCSS: true })) continue;
  // What had the focus from a click would keep it without a ring.
  if (root.activeElement === element) element.blur();
  element.focus({ preventScroll: true, focusVisible: true });
  if (root.activeElement !== element) continue;
  // Something unseen may have the focus if something around it shows that.
  const ringed = [element, parent(element)].find((at) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    return opacity(at) > 0.5 && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  });
  if (ringed) {
    const { outlineColor, outlineOffset } = getComputedStyle(ringed);
    const behind = ground(parseFloat(outlineOffset) < 0 ? ringed : parent(ringed));
    add("focus", ringed, outlineColor, behind, 3);
  } else if (!element.matches("h2, h3, .lf-thanks")) {
    found.push({ what: "focus", place: place(element), ratio: 1, needed: 3 });
  }
}
if (before) before.focus({ preventScroll: true });
else root.activeElement?.blur();
return found;
