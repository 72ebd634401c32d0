// What a test does in the page besides asking axe: fills in whatever a step asks for, holds the network, and looks
// round. It is the body of a function, and leaves `window.visitor` behind.

const host = document.querySelector("lead-form");
const root = host.shadowRoot;
const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
const all = (css) => [...root.querySelectorAll(css)];
const isSeen = (element) => element.checkVisibility({ checkVisibilityCSS: true });

/** What happens to a POST: "pass", "hold" until `release`, or "fail". */
let network = "pass";
let held = [];
const fetched = window.fetch;
window.fetch = async (input, init) => {
  if (init?.method === "POST") {
    if (network === "fail") throw new TypeError("Failed to fetch");
    if (network === "hold") await new Promise((resolve) => held.push(resolve));
  }
  return fetched(input, init);
};

// Looking takes longer on a busy machine than the form waits for an answer: while one is held, it waits for ever.
const timer = window.setTimeout;
window.setTimeout = (run, ms, ...rest) => (network === "hold" && ms > 5000 ? 0 : timer(run, ms, ...rest));

const put = (control, text) => {
  control.focus();
  control.value = text;
  control.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
};
const key = (control, name) =>
  control.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, composed: true, cancelable: true }));

const day = (control) => (control.min ? (control.min > "2031-12-05" ? control.min : "2031-12-05") : "1990-02-13");
const texts = {
  tel: () => "0912 345 678",
  email: () => "an@example.vn",
  date: day,
  time: () => "08:30",
};

// Several addresses stand in a control for text, with the keyboard for addresses.
const kind = (control) => (control.inputMode === "email" ? "email" : control.type);

async function answer(control) {
  const of = all(`[name="${CSS.escape(control.name)}"]`);
  if (control.type === "radio") of[0].checked || of[0].click();
  else if (control.type === "checkbox") of.some((box) => box.checked) || of[0].click();
  else if (control.type === "file") attach(control, [["hồ sơ.pdf", "abc"]]);
  else if (control.tagName === "SELECT") put(control, control.options[1]?.value ?? "");
  else if (control.role === "combobox") {
    control.click();
    await frame();
    control.closest(".lf-combobox").querySelector("[role=option]")?.click();
  } else if (control.classList.contains("lf-chip-input")) {
    for (const entry of control.type === "text" && control.inputMode === "numeric" ? ["7", "11"] : [(texts[kind(control)] ?? (() => "da khô"))()]) {
      put(control, entry);
      key(control, "Enter");
    }
  } else if (["numeric", "decimal"].includes(control.inputMode)) put(control, "7");
  else put(control, (texts[kind(control)] ?? (() => (control.getAttribute("name").includes("tax") ? "0123456789" : "Nguyễn Thị An")))(control));
}

function attach(control, files) {
  const data = new DataTransfer();
  for (const [name, content] of files) data.items.add(new File([content], name, { type: name.endsWith(".pdf") ? "application/pdf" : "" }));
  control.files = data.files;
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

window.visitor = {
  /** Lets the form draw what has changed. */
  settle: async () => {
    await frame();
    await frame();
  },

  /** The focus stays where it is, as after Enter. */
  async press() {
    root.querySelector(".lf-submit").click();
    await this.settle();
  },

  /** One row more in every group that takes one. */
  async addRows() {
    for (const group of all(".lf-group")) group.querySelector(".lf-group-add")?.click();
    await this.settle();
  },

  /** Every control in sight, also those that come into sight meanwhile. */
  async fill() {
    const done = new Set();
    for (let round = 0; round < 4; round++) {
      for (const control of all("[name]:not([type=hidden])")) {
        if (done.has(control.name) || !control.isConnected) continue;
        done.add(control.name);
        await answer(control);
        await frame();
      }
    }
    root.activeElement?.blur();
    await this.settle();
  },

  /** A file that is taken and one that is not, at every place for files. */
  async attach() {
    for (const control of all("[type=file]")) attach(control, [["hộ chiếu.pdf", "abc"], ["ghi âm.mp3", "abc"]]);
    await this.settle();
  },

  async detach() {
    for (let remove; (remove = root.querySelector(".lf-file-remove")); await frame()) remove.click();
  },

  /** Slips that are noticed on leaving a field. */
  async slip() {
    for (const [css, text] of [["[type=tel]:not(.lf-chip-input)", "0169 123 4567"], ["[inputmode=email]:not(.lf-chip-input)", "an@gmial.com"]]) {
      for (const control of all(css)) {
        put(control, text);
        control.blur();
      }
    }
    await this.settle();
    return all(".lf-offer").length;
  },

  /** Opens the first list that is searched, and goes to its first entry. */
  async open() {
    const control = root.querySelector("[role=combobox]");
    if (!control) return false;
    control.focus();
    key(control, "ArrowDown");
    await frame();
    key(control, "ArrowDown");
    await this.settle();
    return all("[role=option]").some(isSeen);
  },

  async close() {
    root.activeElement?.blur();
    await this.settle();
  },

  /** Where the form is: its step, and whether it still asks. */
  place() {
    const steps = all(".lf-progress-step");
    const step = steps.findIndex((step) => step.ariaCurrent === "step");
    return {
      step: Math.max(step, 0),
      steps: Math.max(steps.length, 1),
      invalid: all("[aria-invalid=true]").map((control) => control.getAttribute("name") ?? control.id),
      is_sending: !!root.querySelector("[aria-busy=true]"),
      has_failed: !!root.querySelector(".lf-status-error, .lf-waiting"),
      is_sent: !!root.querySelector(".lf-thanks"),
      combobox: !!root.querySelector("[role=combobox]"),
      files: all("[type=file]").length,
    };
  },

  set network(what) {
    network = what;
  },

  release() {
    network = "pass";
    held.splice(0).forEach((resolve) => resolve());
  },
};
