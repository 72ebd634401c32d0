// Every computed property of every element in the shadow root of `arguments[0]`, and of what is drawn around them:
// { properties, words, elements: [[name, [index into words, …]]] }.
const root = document.querySelector(arguments[0]).shadowRoot;
// A custom property does nothing by itself.
const properties = [...getComputedStyle(root.firstElementChild)].filter((name) => !name.startsWith("--")).sort();
const known = new Map();
const index = (word) => known.get(word) ?? (known.set(word, known.size), known.size - 1);
const elements = [];

function add(name, style) {
  elements.push([name, properties.map((property) => index(style.getPropertyValue(property)))]);
}

for (const element of root.querySelectorAll("*")) {
  const name = element.localName + [...element.classList].map((each) => `.${each}`).join("") +
    (element.hasAttribute("name") ? `[name=${element.getAttribute("name")}]` : "");
  add(name, getComputedStyle(element));
  for (const around of ["::before", "::after"]) {
    const style = getComputedStyle(element, around);
    if (!["none", "normal"].includes(style.content)) add(name + around, style);
  }
  if (element.placeholder) add(`${name}::placeholder`, getComputedStyle(element, "::placeholder"));
}
return { properties, words: [...known.keys()], elements };
