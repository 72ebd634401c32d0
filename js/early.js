// What a visitor does in a form that came with the page, before there is a program behind it.

import { listen } from "./listen.js";

// A press is kept so long for the program, which can say more than a browser and send more often. Then the browser sends it.
const LONGEST_MS = 8000;

/** Listens in `root`. `now` says that the program is needed. */
export const early = (root, now) => {
  // The form whose button was pressed, with nothing in it that a browser finds wrong.
  let pressed, waiting;

  const busy = (is) => pressed?.querySelectorAll("[type=submit]").forEach((button) => (button.ariaBusy = is));

  const hear = (event) => {
    if (event.type !== "submit") {
      // The script may have come in the middle of a word: whatever tells of one counts.
      it.composing = event.isComposing ?? /start|update/.test(event.type);
      return;
    }
    event.preventDefault();
    pressed = event.target;
    busy(true);
    waiting ??= setTimeout(it.giveUp, LONGEST_MS);
    now();
  };

  const listening = listen(root, "compositionstart compositionupdate compositionend input focusout submit", hear);

  // The page may never come back, and if it does, the press is not to be done again.
  addEventListener("pagehide", () => pressed && it.giveUp(true), listening);

  const it = {
    /** Whether a word is being composed. */
    composing: false,

    /** The end of it: the program takes over. Returns the form whose press waits, once. */
    taken() {
      listening.abort();
      clearTimeout(waiting);
      busy(null);
      const form = pressed;
      pressed = null;
      return form;
    },

    /** The end of it: the form is the browser's, which sends what was pressed; in the background where no page would see the answer. */
    giveUp(isLeaving) {
      const form = it.taken();
      if (!form) return;
      // The same parts as in a post of the form, with its files.
      if (isLeaving || !form.isConnected) navigator.sendBeacon(form.action, new FormData(form));
      // A control may be called `submit` too.
      else HTMLFormElement.prototype.submit.call(form);
    },
  };
  return it;
};
