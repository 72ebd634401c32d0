// What a visitor does in a form that came with the page, before there is a program behind it.

// A press is kept so long for the program, which can say more than a browser and send more often. Then the browser sends it.
const LONGEST_MS = 8000;
const TYPES = ["compositionstart", "compositionupdate", "compositionend", "input", "focusout", "submit"];

/** Listens in `root`. `now` says that the program is needed. */
export const early = (root, now) => {
  let composing = false;
  // The form whose button was pressed, with nothing that a browser finds missing.
  let pressed, waiting;

  const button = () => pressed?.querySelector("[type=submit]");

  const hear = (event) => {
    if (event.type !== "submit") {
      // The script may have come in the middle of a word: whatever is said of one counts.
      composing = event.isComposing ?? /start|update/.test(event.type);
      return;
    }
    event.preventDefault();
    if (pressed) return;
    pressed = event.target;
    button()?.setAttribute("aria-busy", "true");
    waiting = setTimeout(giveUp, LONGEST_MS);
    now();
  };

  /** The end of it. Says whether a press is waiting. */
  const taken = () => {
    clearTimeout(waiting);
    for (const type of TYPES) root.removeEventListener(type, hear);
    button()?.removeAttribute("aria-busy");
    return !!pressed;
  };

  /** From here on the form is the browser's alone, which sends what was pressed. */
  const giveUp = () => {
    // A control may be called `submit` too.
    if (taken()) HTMLFormElement.prototype.submit.call(pressed);
    pressed = undefined;
  };

  for (const type of TYPES) root.addEventListener(type, hear);
  return {
    get composing() {
      return composing;
    },
    taken,
    giveUp,
  };
};
