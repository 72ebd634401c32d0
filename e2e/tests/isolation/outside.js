// Every computed property of the page's own elements, as inside.js has them: not of <lead-form>, nor of what is in it.
const properties = [...getComputedStyle(document.body)].sort();
const known = new Map();
const index = (word) => known.get(word) ?? (known.set(word, known.size), known.size - 1);
const elements = [];

function add(name, style) {
  elements.push([name, properties.map((property) => index(style.getPropertyValue(property)))]);
}

// An entrance that goes on would look otherwise at every moment.
for (const animation of document.getAnimations()) animation.finish();
for (const element of document.querySelectorAll("*")) {
  if (element.closest("lead-form")) continue;
  const name = element.localName + (element.id && `#${element.id}`) + [...element.classList].map((each) => `.${each}`).join("");
  for (const around of ["", "::before", "::after"]) add(name + around, getComputedStyle(element, around));
}
return { properties, words: [...known.keys()], elements };
