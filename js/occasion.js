// When the form is fetched: not before the page can be used. Then as soon as an element is near, or is touched, or the browser
// has nothing else to do. The first occasion counts for all elements. A form that came with the page is there to be used
// already: what it fetches keeps out of the way of what the visitor looks at.

import { listen } from "./listen.js";

// So near that a visitor who scrolls would be there before the form.
const NEAR = "50%";
// An image that does not come shall not keep the form away.
const LONGEST_MS = 3000;
const IDLE = { timeout: 2000 };

/** Resolves when `isTime`, which is asked whenever the page gets further or a part of it has come. */
const when = (isTime) =>
  new Promise((resolve) => {
    const look = () => {
      if (!isTime()) return;
      listening.abort();
      resolve();
    };
    const listening = listen(document, "readystatechange load error", look);
    look();
  });

const isLoaded = () => document.readyState === "complete";
const isUsable = () => document.readyState !== "loading";

// What stands in sight and is not there yet is, as often as not, what the page is measured by.
const isAwaited = (image) => !image.complete && image.getBoundingClientRect().top < innerHeight;
const isCalm = () => isLoaded() || ![...document.images].some(isAwaited);

let now, idle;
const time = new Promise((resolve) => (now = resolve));

// From then on nobody looks out for it any more: pages put elements in and take them out by the hundred.
time.then(() => (occasion.of = now));

export const occasion = {
  /** It is time: somebody needs the form. */
  now,

  /** Resolves when the page can be used. */
  usable: () => when(isUsable),

  /** Resolves when it is time, and looks out for that around this element, which has a form already or has none. */
  of(element, hasForm) {
    // Safari cannot say when it is idle.
    idle ??= when(isLoaded).then(() => (window.requestIdleCallback ?? setTimeout)(now, IDLE));
    const near = new IntersectionObserver(
      ([entry]) => {
        if (!entry.isIntersecting) return;
        near.disconnect();
        if (hasForm) {
          setTimeout(now, LONGEST_MS);
          when(isCalm).then(now);
        } else now();
      },
      { rootMargin: NEAR },
    );
    near.observe(element);
    listen(element, "focusin pointerdown click", now);
    return time;
  },
};
