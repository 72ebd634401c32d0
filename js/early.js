// What a visitor does in a form that came with the page, before there is a program behind it.

import { listen } from "./listen.js";

// A press is kept so long for the program, which can say more than a browser and send more often. Then the browser sends it.
const LONGEST_MS = 8000;

/** Listens in `root`. `now` says that the program is needed. */
export const early = (root, now) => {
  // The form whose button was pressed, with nothing in it that a browser finds wrong.
  let pressed, waiting;

  const button = () => pressed?.querySelector("[type=submit]");

  const hear = (event) => {
    if (event.type !== "submit") {
      // The script may have come in the middle of a word: whatever tells of one counts.
      it.composing = event.isComposing ?? /start|update/.test(event.type);
      return;
    }
    event.preventDefault();
    if (pressed) return;
    pressed = event.target;
    button()?.setAttribute("aria-busy", true);
    waiting = setTimeout(it.giveUp, LONGEST_MS);
    now();
  };

  const listening = listen(root, "compositionstart compositionupdate compositionend input focusout submit", hear);

  const it = {
    /** Whether a word is being composed. */
    composing: false,

    /** The end of it: the program takes over. Says whether a press is waiting. */
    taken() {
      listening.abort();
      clearTimeout(waiting);
      button()?.removeAttribute("aria-busy");
      const isPressed = !!pressed;
      pressed = undefined;
      return isPressed;
    },

    /** The end of it: the form is the browser's, which sends what was pressed. */
    giveUp() {
      const form = pressed;
      // A control may be called `submit` too.
      if (it.taken()) HTMLFormElement.prototype.submit.call(form);
    },
  };
  return it;
};
