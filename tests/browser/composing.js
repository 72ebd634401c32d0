// What an engine tells a page while a keyboard composes a word, replayed: the order of the events differs.

const places = new WeakMap();
const valueOf = (control) => Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), "value");

/** Where the caret is, and how many letters before it are being composed. Some controls do not say, so it is kept. */
const place = (control) => {
  if (!places.has(control)) places.set(control, { caret: control.value.length, composing: 0 });
  return places.get(control);
};

/** Puts the focus and the caret into a control, and writes down whatever the form writes into it from now on. */
export function enter(control, text, caret) {
  const { get, set } = valueOf(control);
  control.focus();
  control.written = [];
  Object.defineProperty(control, "value", {
    configurable: true,
    get() {
      return get.call(this);
    },
    set(value) {
      control.written.push(value);
      set.call(this, value);
    },
  });
  if (get.call(control) !== text) {
    set.call(control, text);
    input(control, "insertText", text, false);
  }
  places.set(control, { caret, composing: 0 });
  if (control.type !== "email") control.setSelectionRange(caret, caret);
}

/** What the form wrote into a control since `enter`. */
export function written(control) {
  return JSON.stringify(control.written);
}

export function caret(control) {
  return control.type === "email" ? -1 : control.selectionStart;
}

const typeOver = (control, count, text) => {
  const at = place(control);
  const { get, set } = valueOf(control);
  const value = get.call(control);
  const begin = at.caret - count;
  set.call(control, value.slice(0, begin) + text + value.slice(at.caret));
  at.caret = begin + text.length;
  if (control.type !== "email") control.setSelectionRange(at.caret, at.caret);
};

const tell = (control, Kind, name, init) =>
  control.dispatchEvent(new Kind(name, { bubbles: true, composed: true, cancelable: true, ...init }));
const input = (control, inputType, data, isComposing) =>
  tell(control, InputEvent, "input", { inputType, data, isComposing, cancelable: false });
const beforeInput = (control, inputType, data, isComposing) =>
  tell(control, InputEvent, "beforeinput", { inputType, data, isComposing });
const composition = (control, kind, data) => tell(control, CompositionEvent, `composition${kind}`, { data });

/** A key, down. Not every engine takes the code from the constructor. */
export function key(control, name, code, isComposing) {
  const event = new KeyboardEvent("keydown", { key: name, isComposing, bubbles: true, composed: true, cancelable: true });
  Object.defineProperty(event, "keyCode", { get: () => code });
  return control.dispatchEvent(event);
}

const begin = (control) => {
  if (place(control).composing > 0) return;
  key(control, "Process", 229, false);
  composition(control, "start", "");
};

const change = (control, engine, text) => {
  const at = place(control);
  const before = () => beforeInput(control, "insertCompositionText", text, true);
  const update = () => composition(control, "update", text);
  if (engine === "chromium") {
    before();
    update();
  } else {
    update();
    before();
  }
  typeOver(control, at.composing, text);
  at.composing = text.length;
  input(control, "insertCompositionText", text, true);
};

/** The word so far. */
export function composeWord(control, engine, text) {
  if (place(control).composing > 0) key(control, "Process", 229, true);
  begin(control);
  change(control, engine, text);
}

/** The word is finished. */
export function commit(control, engine, text) {
  const at = place(control);
  if (engine === "chromium") {
    change(control, engine, text);
    at.composing = 0;
    composition(control, "end", text);
  } else if (engine === "firefox") {
    composition(control, "update", text);
    typeOver(control, at.composing, text);
    at.composing = 0;
    composition(control, "end", text);
    input(control, "insertCompositionText", text, false);
  } else {
    // Safari takes the composition away and puts the word there.
    beforeInput(control, "deleteCompositionText", null, true);
    typeOver(control, at.composing, "");
    input(control, "deleteCompositionText", null, true);
    beforeInput(control, "insertFromComposition", text, true);
    typeOver(control, 0, text);
    at.composing = 0;
    input(control, "insertFromComposition", text, true);
    composition(control, "end", text);
  }
}

/** The key that ended a composition: Safari tells of it when all is over, and only its code says what it was. */
export function endingKey(control, engine, name, text) {
  if (engine !== "safari") {
    const wentOn = key(control, name, 229, true);
    commit(control, engine, text);
    return wentOn;
  }
  commit(control, engine, text);
  return key(control, name, 229, false);
}

/** Letters without a composition. */
export function insert(control, text) {
  for (const letter of text) {
    key(control, letter, 0, false);
    beforeInput(control, "insertText", letter, false);
    typeOver(control, 0, letter);
    input(control, "insertText", letter, false);
  }
}

export function backspace(control) {
  key(control, "Backspace", 8, false);
  beforeInput(control, "deleteContentBackward", null, false);
  typeOver(control, 1, "");
  input(control, "deleteContentBackward", null, false);
}

/** What was typed is replaced in one go: UniKey selects it first; iPhones say so. */
export function replace(control, count, text, inputType) {
  beforeInput(control, inputType, text, false);
  typeOver(control, count, text);
  input(control, inputType, text, false);
}
