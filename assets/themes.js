// The gallery's themes: one form, and the theme and the light that it is seen in. A theme is a stylesheet that is linked;
// the others are linked too, and wait.

const links = [...document.querySelectorAll("link[data-theme]")];
const stage = document.querySelector(".stage");
const names = links.map((link) => link.dataset.theme);
const schemes = ["", "light", "dark"];

function press(attribute, value) {
  for (const button of document.querySelectorAll(`button[${attribute}]`)) {
    button.setAttribute("aria-pressed", String(button.getAttribute(attribute) === value));
  }
}

async function wear(theme) {
  for (const link of links) link.media = link.dataset.theme === theme ? "all" : "not all";
  stage.dataset.theme = theme;
  press("data-wear", theme);
  document.querySelector("[data-link]").textContent = `<link rel="stylesheet" href="${theme}.css">`;
  const response = await fetch(links[names.indexOf(theme)].href);
  const style = response.ok ? await response.text() : "";
  // Another one may have been chosen meanwhile.
  if (stage.dataset.theme === theme) document.querySelector("[data-style]").textContent = style;
}

/** Light, dark, or as the page is. */
function light(scheme) {
  stage.dataset.scheme = scheme;
  press("data-scheme", scheme);
}

/** What is chosen stands in the address, so that it can be shown to others. */
function remember(name, value) {
  const url = new URL(location.href);
  if (value) url.searchParams.set(name, value);
  else url.searchParams.delete(name);
  history.replaceState(history.state, "", url);
}

for (const button of document.querySelectorAll("[data-wear]")) {
  button.addEventListener("click", () => {
    wear(button.dataset.wear);
    remember("theme", button.dataset.wear);
  });
}

for (const button of document.querySelectorAll("button[data-scheme]")) {
  button.addEventListener("click", () => {
    light(button.dataset.scheme);
    remember("scheme", button.dataset.scheme);
  });
}

const asked = new URLSearchParams(location.search);
wear(names.includes(asked.get("theme")) ? asked.get("theme") : names[0]);
light(schemes.includes(asked.get("scheme")) ? asked.get("scheme") : "");
