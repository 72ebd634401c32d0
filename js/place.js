// A whole tree of elements in its place, made or found, in one call: between WebAssembly and a page it is the calls that cost.
//
// It comes as one text, with a zero behind each of its words. The first letter of a word says what it is:
//   <name    an element: pairs up to ">", what is inside it, and "/". A pair is an attribute and its value; or "-name": it has none;
//            ".name": a property, and its value; "@type": it hears events of this type; "#": it is kept
//   'text    a text; with " instead, it is kept
//   ( )      around elements that come and go: behind them stands a mark, which is kept
//   ~        what is inside here is put there by hand
// What is kept is answered as a list, for `change` and `again` to find it in.

const HEARD = Symbol();
const BEGIN = Symbol();

/** What was made a second time, to be copied from then on; and how long what was made last was said to be. */
let pattern, length;

/** The one listener of all elements. Whatever has come to its end, Rust no longer knows. */
function hear(event) {
  const [call, numbers] = this[HEARD];
  call(numbers[event.type], event);
}

/** Walks what `said` says and what stands in `parent`, from `next` up to `end`, side by side. */
function walk(said, parent, next, end, isAgain) {
  const words = said.split("\0");
  const kept = { nodes: [], begins: [], set: [], heard: [] };
  const { nodes } = kept;
  let at = 0;

  // An element is the one that is there if it has the same name, and the same id, or else begins with the same class.
  const find = (name, pairs, next, end) => {
    const value = (of) => pairs.find((_, index) => index % 2 && pairs[index - 1] === of);
    const key = ["id", "class"].find((key) => value(key) !== undefined);
    const first = key && value(key).split(" ")[0];
    for (let node = next; node && node !== end; node = node.nextSibling) {
      if (node.localName === name && (!key || node.getAttribute(key)?.split(" ")[0] === first)) return node;
    }
  };

  const clear = (next, end) => {
    while (next && next !== end) {
      const gone = next;
      next = next.nextSibling;
      gone.remove();
    }
    return next;
  };

  const fill = (parent, next, end, clears) => {
    let begin;
    for (let word; (word = words[at++]) && word !== "/"; ) {
      const name = word.slice(1);
      if (word === "~") clears = false;
      else if (word === "(") begin = undefined;
      else if (word === ")") {
        const mark = parent.insertBefore(document.createTextNode(""), next);
        kept.begins.push([mark, begin]);
        nodes.push(mark);
      } else if (word[0] === "<") {
        const from = at;
        while (words[at] !== ">") at += 2;
        const pairs = words.slice(from, at++);
        const found = next && find(name, pairs, next, end);
        const element = found ?? document.createElement(name);
        for (let index = 0; index < pairs.length; index += 2) {
          const [name, value] = [pairs[index], pairs[index + 1]];
          const rest = name.slice(1);
          if (name === "#") nodes.push(element);
          else if (name[0] === "@") kept.heard.push([element, rest]);
          else if (name[0] === ".") kept.set.push([element, rest, value]);
          else if (name[0] === "-") found?.removeAttribute(rest);
          // Nothing is written that stands there already: that can move a caret.
          else if (found?.getAttribute(name) !== value) element.setAttribute(name, value);
        }
        fill(element, element.firstChild, null, true);
        if (found) {
          clear(next, found);
          next = found.nextSibling;
        } else parent.insertBefore(element, next);
        begin ??= element;
      } else {
        let text = next;
        if (text?.nodeType === 3 && text !== end) {
          if (text.data !== name) text.data = name;
          next = text.nextSibling;
        } else text = parent.insertBefore(document.createTextNode(name), next);
        if (word[0] === '"') nodes.push(text);
      }
    }
    if (clears) clear(next, end);
    return begin;
  };

  const begin = fill(parent, next, end, isAgain);
  if (isAgain) kept.begins.push([end, begin]);
  return kept;
}

/** The same of other nodes. */
const moved = ({ nodes, begins, set, heard }, to) => ({
  nodes: nodes.map(to),
  begins: begins.map((pair) => pair.map(to)),
  set: set.map(([node, ...rest]) => [to(node), ...rest]),
  heard: heard.map(([node, type]) => [to(node), type]),
});

/** A node and all below it, in their order. */
function all(node) {
  const list = [node];
  for (const walker = document.createTreeWalker(node); walker.nextNode(); ) list.push(walker.currentNode);
  return list;
}

function copied(parent) {
  const copy = pattern.top.cloneNode(true);
  const nodes = all(copy);
  parent.append(copy);
  return moved(pattern.kept, (index) => nodes[index]);
}

/** Makes it where there is nothing yet. A page with many forms has many that are the same. */
function make(said, parent) {
  if (said === pattern?.said) return copied(parent);
  const kept = walk(said, parent, null, null);
  if (said.length > 2000 && said.length === length) {
    const [top] = kept.nodes;
    const places = new Map(all(top).map((node, index) => [node, index]));
    pattern = { said, top: top.cloneNode(true), kept: moved(kept, (node) => places.get(node)) };
  }
  length = said.length;
  return kept;
}

function setProperty(node, name, text) {
  const value = typeof node[name] === "boolean" ? text !== "" : text;
  // What the visitor just typed stands there: to write it again would move the caret, and break off a composition.
  if (node[name] !== value) node[name] = value;
}

/** Once all is there. Listeners are numbered from `first`, as they were said. */
function finish({ nodes, begins, set, heard }, call, first) {
  for (const [mark, begin] of begins) mark[BEGIN] = begin;
  for (const [node, name, value] of set) setProperty(node, name, value);
  let before, numbers;
  for (const [node, type] of heard) {
    if (node !== before) node[HEARD] = [call, (numbers = {})];
    before = node;
    numbers[type] = first++;
    // Whoever listens already with the same function does not listen twice.
    node.addEventListener(type, hear);
  }
  return nodes;
}

export const place = {
  /** Puts what `said` says into `parent`, from `next` up to `end`. `call` is called with the number of a listener and the event. */
  put: (said, parent, next, end, call, first) =>
    finish(next ? walk(said, parent, next, end) : make(said, parent), call, first),

  /** Puts what now comes in front of a mark in the place of what came there before. */
  again(nodes, index, said, call, first) {
    const mark = nodes[index];
    // Somebody else may have taken anything out of the page.
    const parent = mark.parentNode ?? document.createDocumentFragment();
    if (!mark.parentNode) parent.append(mark);
    const begin = mark[BEGIN];
    return finish(walk(said, parent, begin?.parentNode === parent ? begin : mark, mark, true), call, first);
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
