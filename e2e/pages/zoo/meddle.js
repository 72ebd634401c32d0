// What Prototype, MooTools, old polyfills and careless scripts do to a page: enumerable methods on everything, methods
// under known names that do something else, and names that module loaders look for.

Array.prototype.toJSON = function () {
  return `[${this.join(",")}]`;
};
String.prototype.toJSON = function () {
  return `«${this}»`;
};
Object.prototype.extend = function () {};
Object.prototype.length = undefined;
Object.prototype.get = undefined;
Object.prototype.type = "meddled";
Array.prototype.each = Array.prototype.forEach;
Array.prototype.last = function () {
  return this[this.length - 1];
};
Array.prototype.reduce = function () {
  throw new Error("the page's own reduce");
};
Array.from = (list) => [].slice.call(list);
String.prototype.trim = function () {
  return this.replace(/^\s+|\s+$/g, "");
};
Function.prototype.bind = function (self, ...first) {
  const run = this;
  return (...rest) => run.apply(self, [...first, ...rest]);
};
Element.prototype.remove = function () {
  this.parentNode?.removeChild(this);
  return this;
};
Element.prototype.closest = ((closest) => function (css) {
  return closest.call(this, css);
})(Element.prototype.closest);

// The usual polyfill of CustomEvent, from before `composed`, put in place without asking.
window.CustomEvent = function (name, { bubbles = false, cancelable = false, detail = null } = {}) {
  const event = document.createEvent("CustomEvent");
  event.initCustomEvent(name, bubbles, cancelable, detail);
  return event;
};

window.name = "meddled";
window.process = { env: {} };
window.module = { exports: {} };
window.exports = window.module.exports;
window.require = () => {
  throw new Error("the page's own require");
};
window.define = () => {};
window.define.amd = {};
window.$ = window._ = window.html = window.h = () => {};
window.Node = class {};
window.fetch = ((fetch) => (...parts) => fetch.apply(window, parts))(window.fetch);
window.setTimeout = ((wait) => (...parts) => wait.apply(window, parts))(window.setTimeout);
