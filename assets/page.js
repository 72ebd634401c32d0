// The page in two languages: the one that <html lang> names is shown, and the forms follow it by themselves.
// Loaded before the body, so that nothing is seen in the wrong language first.

const LANGUAGES = ["vi", "en"];

function speak(language) {
  document.documentElement.lang = language;
  document.title = document.querySelector("title").dataset[language];
  for (const button of document.querySelectorAll("button[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  }
}

function choose(language) {
  speak(language);
  const url = new URL(location.href);
  url.searchParams.set("lang", language);
  history.replaceState(history.state, "", url);
}

const asked = new URLSearchParams(location.search).get("lang");
if (LANGUAGES.includes(asked)) speak(asked);

document.addEventListener("DOMContentLoaded", () => {
  speak(document.documentElement.lang);
  for (const button of document.querySelectorAll("button[data-language]")) {
    button.addEventListener("click", () => choose(button.dataset.language));
  }
});

// Room is kept for the forms (see the end of page.css). A thank-you needs less of it, and a telephone number that stands
// in for a form that cannot come needs none.
const release = (form) => form.classList.add("settled");

document.addEventListener("leadform-success", (event) => release(event.target));
document.addEventListener("leadform-error", (event) => {
  if (event.detail.code === "load" || event.detail.code === "definition") release(event.target);
});
addEventListener("load", () => {
  if (!customElements.get("lead-form")) document.querySelectorAll("lead-form").forEach(release);
});
