// The element as a page has it; how more of them come, for the measurements of many.

import definition from "./leadform.json";

window.mountForm = (place) => {
  const element = document.createElement("lead-form");
  element.setAttribute("proxy", "/sent");
  element.innerHTML = `<script type="application/json">${JSON.stringify(definition)}</script>`;
  place.append(element);
  return () => element.remove();
};
