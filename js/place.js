// An element in its place, made or found, in one call: between WebAssembly and a page it is the calls that cost.

/**
 * `text` has, between zeros: the element's name, the attribute it is known by with the first word of its value (or nothing), and
 * its attributes with their values. It is the first such element from `next` up to `end`, without anything in front of it;
 * or else a new one, which is nowhere yet.
 */
export function place(text, next, end) {
  const [name, key, value, ...attributes] = text.split("\0");
  const isIt = (node) => node.localName === name && (!key || node.getAttribute(key)?.split(" ")[0] === value);
  let element = next;
  while (element && element !== end && !isIt(element)) element = element.nextSibling;
  if (!element || element === end) element = document.createElement(name);
  else {
    while (next !== element) {
      const gone = next;
      next = next.nextSibling;
      gone.remove();
    }
  }
  for (let index = 0; index < attributes.length; index += 2) {
    const [attribute, said] = attributes.slice(index, index + 2);
    // Nothing is written that stands there already: that can move a caret.
    if (element.getAttribute(attribute) !== said) element.setAttribute(attribute, said);
  }
  return element;
}
