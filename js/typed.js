// What a visitor changed in a form that was on the page before the widget: `[[name, [texts], isUnfinished], …]`.
// What still stands there as it was rendered is left out.

/** Reads the controls in `root`; several boxes of one name are one entry, with what is chosen. */
export function typed(root) {
  const found = new Map();
  for (const control of root.querySelectorAll("[name]:not([type=hidden], [type=file])")) {
    const { name, type, value } = control;
    const entry = found.get(name) ?? [name, [], false, false];
    found.set(name, entry);
    if (control.options) {
      for (const { selected, value } of control.options) if (selected && value) entry[1].push(value);
      entry[3] = String(entry[1]) !== String(initial(control));
    } else if (/radio|checkbox/.test(type)) {
      if (control.checked) entry[1].push(value);
      entry[3] ||= control.checked !== control.defaultChecked;
    } else {
      entry[1].push(value);
      entry[2] = control.validity?.badInput ?? false;
      entry[3] = entry[2] || value !== control.defaultValue;
    }
  }
  return [...found.values()].filter(([, , , isChanged]) => isChanged);
}

/** What can be chosen of `name`: `[[value, label], …]`. */
export function offered(root, name) {
  const { options = [] } = root.querySelector(`select[name="${CSS.escape(name)}"]`) ?? {};
  return [...options].filter(({ value }) => value).map(({ value, label }) => [value, label]);
}

function initial({ options }) {
  return [...options].filter((option) => option.defaultSelected && option.value).map((option) => option.value);
}
