// What a test measures in the form. It is the body of a function, and leaves `window.measure` behind.

const host = document.querySelector("lead-form");
const root = host.shadowRoot;
const all = (css) => [...root.querySelectorAll(css)];
const isHidden = (element) => {
  const { clipPath } = getComputedStyle(element);
  return !element.checkVisibility({ checkVisibilityCSS: true }) || clipPath !== "none";
};
const seen = (css) => all(css).filter((element) => !isHidden(element));
const name = (element) => `${element.tagName.toLowerCase()}.${[...element.classList].join(".")}#${element.id}`;
const words = (element) => (element.innerText ?? "").trim().slice(0, 40);
/** What a finger can press to the same end: the label around or above stands for an unseen or small control. */
const target = (element) => (["checkbox", "radio"].includes(element.type) ? element.closest("label") : element);
const isInSentence = (element) => element.matches("a") && element.closest("label, p") !== null;
const stops = () =>
  seen("a[href], button, input:not([type=hidden]), select, textarea").filter(
    (element) => element.type !== "radio" || element === (all(`[name="${CSS.escape(element.name)}"]`).find((one) => one.checked) ?? all(`[name="${CSS.escape(element.name)}"]`)[0]),
  );

/** Where a text is, without the space around it; of everything else, where its box is. */
const extent = (element) => {
  if (!element.matches(".lf-label, .lf-help, .lf-error")) return element.getBoundingClientRect();
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getBoundingClientRect();
};

window.measure = {
  /** What reaches beyond the page's width, or is cut off. */
  cut() {
    const found = [];
    const width = document.documentElement.clientWidth;
    if (document.scrollingElement.scrollWidth > width) found.push(`the page is ${document.scrollingElement.scrollWidth} wide, and the screen ${width}`);
    for (const element of seen("*")) {
      const { left, right } = element.getBoundingClientRect();
      if (right > width + 1 || left < -1) found.push(`${name(element)} reaches from ${left} to ${right} of ${width}: ${words(element)}`);
      const { overflowX, overflowY, display } = getComputedStyle(element);
      // The area around a small button, by which a finger may miss it, is no content.
      if (display === "inline" || element.matches("input, select, textarea, option, [role=listbox], .lf-chip, .lf-chip-remove, .lf-file, .lf-file-remove")) continue;
      const isBox = element.matches("button, label, legend, p, li, h2, h3, .lf-choice, .lf-chip, .lf-drop, .lf-summary");
      if ((isBox || overflowX !== "visible") && element.scrollWidth > element.clientWidth + 1) found.push(`${name(element)} is too narrow: ${words(element)}`);
      if ((isBox || overflowY !== "visible") && element.scrollHeight > element.clientHeight + 3) found.push(`${name(element)} is too low: ${words(element)}`);
    }
    // A line of text in a control needs its height.
    for (const element of seen("input:not([type=checkbox], [type=radio], [type=file]), select")) {
      const { fontSize } = getComputedStyle(element);
      if (element.clientHeight < parseFloat(fontSize) * 1.2) found.push(`${name(element)} is too low for its text`);
    }
    return found;
  },

  /** Texts that lie on each other. */
  collisions() {
    const boxes = seen(".lf-label, .lf-help, .lf-error:not(:empty), .lf-control:not([type=checkbox]), .lf-choice, .lf-chip, .lf-file, button:not(.lf-chip-remove, .lf-file-remove, .lf-offer, .lf-retry)")
      .filter((element) => !element.parentElement.closest(".lf-choice, .lf-file, .lf-error"))
      .map((element) => [element, extent(element)])
      .filter(([, { width, height }]) => width > 0 && height > 0);
    const found = [];
    for (const [index, [one, a]] of boxes.entries()) {
      for (const [other, b] of boxes.slice(index + 1)) {
        if (one.contains(other) || other.contains(one)) continue;
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 2 && down > 2) found.push(`${name(one)} and ${name(other)}`);
      }
    }
    return found;
  },

  /** What is pressed and is smaller than 24 by 24 pixels, other than links within a sentence. */
  small() {
    const targets = seen("a[href], button, input:not([type=hidden]), select, textarea, [role=option]").filter((element) => !isInSentence(element));
    return targets.map((element) => [element, target(element).getBoundingClientRect()])
      .filter(([, { width, height }]) => width < 24 || height < 24)
      .map(([element, { width, height }]) => `${name(element)} ${words(element)} is ${width} by ${height}`);
  },

  /** Controls into which iOS would zoom. */
  fine() {
    return seen("input:not([type=checkbox], [type=radio], [type=file]), select, textarea").filter((element) => parseFloat(getComputedStyle(element).fontSize) < 16).map(name);
  },

  /** What moves, turns or slides. */
  moving() {
    const found = [];
    for (const animation of root.getAnimations()) {
      for (const frame of animation.effect.getKeyframes()) {
        for (const property of Object.keys(frame)) {
          if (!["offset", "computedOffset", "easing", "composite", "opacity"].includes(property)) found.push(`${name(animation.effect.target)} moves: ${property}`);
        }
      }
    }
    for (const element of seen("*")) {
      const { transitionDuration, scrollBehavior } = getComputedStyle(element);
      if (parseFloat(transitionDuration) > 0 || scrollBehavior === "smooth") found.push(`${name(element)} slides`);
    }
    return found;
  },

  /** Everything that the Tab key must come to, in the order of the page. */
  stops: () => stops().length,

  /** Where the focus is among them; -1 outside the form. What hides it, if something does. */
  stop() {
    const element = root.activeElement;
    if (!element) return { at: -1 };
    const box = target(element).getBoundingClientRect();
    const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 40), 0), innerWidth - 1);
    const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
    const hit = root.elementFromPoint(x, y);
    const isSeen = hit !== null && (target(element).contains(hit) || hit.contains(element));
    const isInSight = box.bottom > 0 && box.top < innerHeight;
    return { at: stops().indexOf(element), what: `${name(element)} ${words(element)}`, left: box.left, top: box.top + scrollY, bottom: box.bottom + scrollY, isSeen: isSeen && isInSight };
  },

  /** In forced colours: what a control's edge, focus, choice and mistake are shown by. */
  forced() {
    const found = [];
    const edge = (element) => {
      const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(element);
      return borderTopStyle !== "none" && parseFloat(borderTopWidth) >= 1 && borderTopColor !== backgroundColor;
    };
    for (const element of seen(".lf-control:not([type=checkbox]), .lf-drop, .lf-submit, .lf-back, .lf-group-add, .lf-group-remove, .lf-offer, .lf-retry, .lf-choices > .lf-choice, .lf-summary, .lf-listbox")) {
      if (!edge(element)) found.push(`${name(element)} has no edge`);
    }
    for (const element of seen(".lf-control[aria-invalid=true]:not([type=checkbox])")) {
      if (parseFloat(getComputedStyle(element).borderTopWidth) < 2) found.push(`${name(element)} is wrong, and looks like any other`);
    }
    for (const element of seen("[type=radio], [type=checkbox]")) {
      if (getComputedStyle(element).appearance === "none") found.push(`${name(element)} is not drawn by the browser`);
    }
    for (const element of seen("select, [role=combobox]")) {
      const { appearance, backgroundImage } = getComputedStyle(element);
      if (element.matches("select") && appearance === "none" && backgroundImage === "none") found.push(`${name(element)} has no arrow`);
    }
    const steps = seen(".lf-progress-step");
    const colors = new Set(steps.map((step) => getComputedStyle(step).borderTopColor));
    if (steps.length > 1 && colors.size < 2) found.push("the current step looks like the others");
    for (const element of seen(".lf-option-active")) {
      if (getComputedStyle(element).outlineStyle === "none") found.push("the active entry looks like the others");
    }
    return found;
  },
};
