// A whole tree of elements in its place, made or found, in one call: between WebAssembly and a page it is the calls that cost.
//
// It comes as one text, with a zero behind each of its words. The first letter of a word says what it is:
//   <name    an element: pairs up to ">", what is inside it, and "/". A pair is an attribute and its value; or "-name": it has none;
//            ".name": a property, and its value; "@type": it hears events of this type
//   'text    a text
//   ( )      around elements that come and go: behind them stands a mark
//   ~        what is inside here is put there by hand
// All the nodes are answered in their order, for `change` and `again` to find them in.

const HEARD = Symbol();
const BEGIN = Symbol();

// What was made a second time, to be copied from then on; and how long what was made last was said to be.
let pattern, length;

// The one listener of all elements. What has come to its end, Rust no longer knows.
function hear(event) {
  const [call, numbers] = this[HEARD];
  call(numbers[event.type], event);
}

/**
 * Walks what `said` says and what stands in `parent`, from `next` up to `end`, side by side. Answers the nodes, and what is to be done
 * with them once all are there: `[index, what, value]`.
 */
function walk(said, parent, next, end, clears) {
  const words = said.split("\0");
  const nodes = [];
  const told = [];
  let at = 0;

  const clear = (next, end) => {
    while (next && next !== end) {
      const gone = next;
      next = next.nextSibling;
      gone.remove();
    }
  };

  const fill = (parent, next, end, clears) => {
    let begin;
    for (let word; (word = words[at++]) && word !== "/"; ) {
      const [kind] = word;
      const name = word.slice(1);
      if (kind === "~") clears = false;
      else if (kind === "(") begin = undefined;
      else if (kind === "<") {
        const pairs = [];
        for (; words[at] !== ">"; at += 2) pairs.push([words[at], words[at + 1]]);
        at++;
        const found = next && find(name, Object.fromEntries(pairs), next, end);
        const element = found || document.createElement(name);
        const index = nodes.push(element) - 1;
        for (const [name, value] of pairs) {
          if (/^[@.]/.test(name)) told.push([index, name, value]);
          else if (name[0] === "-") found?.removeAttribute(name.slice(1));
          // Nothing is written that stands there already: that can move a caret.
          else if (found?.getAttribute(name) !== value) element.setAttribute(name, value);
        }
        fill(element, element.firstChild, null, true);
        if (found) {
          clear(next, found);
          next = found.nextSibling;
        } else parent.insertBefore(element, next);
        begin ??= index;
      } else {
        let text = next;
        if (kind !== ")" && text?.nodeType === 3 && text !== end) {
          if (text.data !== name) text.data = name;
          next = text.nextSibling;
        } else text = parent.insertBefore(new Text(name), next);
        const index = nodes.push(text) - 1;
        if (kind === ")") told.push([index, kind, begin]);
      }
    }
    if (clears) clear(next, end);
    return begin;
  };

  const begin = fill(parent, next, end, clears);
  return [nodes, told, begin];
}

// An element is the one that is there if it has the same name, and the same id, or else begins with the same class.
function find(name, said, node, end) {
  const key = "id" in said ? "id" : "class";
  const [first] = said[key]?.split(" ") ?? [];
  for (; node && node !== end; node = node.nextSibling) {
    if (node.localName === name && (!first || node.getAttribute(key)?.split(" ")[0] === first)) return node;
  }
}

// A node and all below it, in their order.
function all(node, list) {
  list.push(node);
  for (let child = node.firstChild; child; child = child.nextSibling) all(child, list);
  return list;
}

/** Makes it where there is nothing yet. A page with many forms has many that are the same. */
function make(said, parent) {
  if (said === pattern?.said) {
    const copy = pattern.top.cloneNode(true);
    parent.append(copy);
    return [all(copy, []), pattern.told];
  }
  const [nodes, told] = walk(said, parent);
  if (said.length > 2000 && said.length === length) pattern = { said, told, top: nodes[0].cloneNode(true) };
  length = said.length;
  return [nodes, told];
}

function setProperty(node, name, text) {
  const value = typeof node[name] === "boolean" ? text !== "" : text;
  // What the visitor just typed stands there: to write it again would move the caret, and break off a composition.
  if (node[name] !== value) node[name] = value;
}

/** Does what was told, and answers the nodes. Listeners are numbered from `first`. */
function finish([nodes, told], call, first) {
  let before, numbers;
  for (const [index, what, value] of told) {
    const node = nodes[index];
    const name = what.slice(1);
    if (what[0] === ".") setProperty(node, name, value);
    else if (name) {
      if (node !== before) node[HEARD] = [call, (numbers = {})];
      before = node;
      numbers[name] = first++;
      // Whoever listens already with the same function does not listen twice.
      node.addEventListener(name, hear);
    } else node[BEGIN] = nodes[value];
  }
  return nodes;
}

export const place = {
  /** Puts what `said` says into `parent`, in what stands there from `next` on. `call` is called with a listener's number and the event. */
  put: (said, parent, next, call, first) => finish(next ? walk(said, parent, next) : make(said, parent), call, first),

  /** Puts what comes now in front of a mark into the place of what came there before. */
  again(nodes, index, said, call, first) {
    const mark = nodes[index];
    // Somebody else may have taken anything out of the page.
    if (!mark.parentNode) new DocumentFragment().append(mark);
    const parent = mark.parentNode;
    const begin = mark[BEGIN];
    const walked = walk(said, parent, begin?.parentNode === parent ? begin : mark, mark, true);
    mark[BEGIN] = walked[0][walked[2]];
    return finish(walked, call, first);
  },

  /** Another value of an attribute, or none; of a property, ".name"; or, without a name, of a text. */
  change(nodes, index, name, value) {
    const node = nodes[index];
    if (!name) node.data = value;
    else if (name[0] === ".") setProperty(node, name.slice(1), value);
    else if (value === undefined) node.removeAttribute(name);
    else node.setAttribute(name, value);
  },
};
