//! Before the form is loaded: when that happens, and what a visitor does in a form that came with the page.

use js_sys::{Array, Function, Promise};
use serde_json::{Value, json};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

const OCCASION: &str = concat!(include_str!("../../js/listen.js"), include_str!("../../js/occasion.js"));

/// Runs the body of an async function with a script's `module`, and with a form that came with the page: `host`, its `root`, the `form`
/// in it, its `input` and its `button`.
async fn play(module: &str, script: &str) -> Value {
    let module = JsFuture::from(read(module)).await.unwrap();
    let body = format!(
        "const host = document.createElement('div'); document.body.append(host);
         const root = host.attachShadow({{ mode: 'open' }});
         root.innerHTML = `<form method='post'><input name='phone' required value='1'><button type='submit'>Go</button></form>`;
         const form = root.querySelector('form'), input = root.querySelector('input'), button = root.querySelector('button');
         return (async () => {{ {script} }})().then(JSON.stringify).finally(() => host.remove())"
    );
    let run = Function::new_with_args("module", &body);
    let promise: Promise = run.call1(&JsValue::NULL, &module).unwrap().unchecked_into();
    let text = JsFuture::from(promise).await.unwrap().as_string().unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Events in the order in which they come, and whether a word is being composed after each.
const WORDS: [&[(&str, bool)]; 6] = [
    // Chromium and Firefox, then Safari, which tells of the end after the input.
    &[
        ("compositionstart", true),
        ("compositionupdate", true),
        ("input*", true),
        ("compositionend", false),
        ("input", false),
    ],
    &[("compositionstart", true), ("input*", true), ("compositionend", false)],
    // The script came in the middle of a word.
    &[("input*", true), ("compositionend", false)],
    &[("compositionupdate", true), ("focusout", false)],
    &[("input", false), ("focusin", false)],
    // What fills in a form by itself says nothing of composing.
    &[("input?", false), ("compositionstart", true), ("input?", false)],
];

#[wasm_bindgen_test]
async fn a_word_is_being_composed_from_whatever_tells_of_it_to_its_end_or_the_end_of_the_focus() {
    for word in WORDS {
        let names: Vec<&str> = word.iter().map(|(name, _)| *name).collect();
        let script = format!(
            "const early = module.early(root, () => {{}});
             return {}.map((name) => {{
               const [type] = name.split(/[*?]/);
               const options = {{ bubbles: true, composed: true, isComposing: name.endsWith('*') }};
               const kind = type.startsWith('comp') ? CompositionEvent : type !== 'input' ? FocusEvent : name.endsWith('?') ? Event : InputEvent;
               input.dispatchEvent(new kind(type, options));
               return early.composing;
             }})",
            json!(names)
        );
        let composing: Vec<bool> = word.iter().map(|(_, is_composing)| *is_composing).collect();
        assert_eq!(play(EARLY, &script).await, json!(composing), "{names:?}");
    }
}

#[wasm_bindgen_test]
async fn a_press_is_kept_once_until_it_is_taken_and_the_button_says_so() {
    let script = "
        let calls = 0; const busy = () => button.getAttribute('aria-busy'); const said = [];
        const early = module.early(root, () => calls++);
        // Whatever is not kept would leave the page.
        root.addEventListener('submit', (event) => { said.push(event.defaultPrevented); event.preventDefault(); });
        input.value = ''; input.addEventListener('invalid', (event) => event.preventDefault()); button.click();
        said.push(busy(), calls);
        input.value = '1'; button.click(); form.requestSubmit();
        said.push(busy(), calls, early.taken() === form, busy(), !!early.taken());
        button.click();
        return [...said, calls]";
    let kept = json!([null, 0, true, true, "true", 2, true, null, false, false, 2]);
    assert_eq!(play(EARLY, script).await, kept);
}

#[wasm_bindgen_test]
async fn a_press_that_nobody_takes_is_posted_by_the_browser_and_one_that_was_not_made_is_not() {
    let script = "
        const { submit } = HTMLFormElement.prototype; const wait = window.setTimeout;
        const said = []; let over;
        HTMLFormElement.prototype.submit = function () { said.push(this === form); };
        window.setTimeout = (run, ms) => { over = run; said.push(ms); };
        // A control may be called as the method is.
        form.append(Object.assign(document.createElement('input'), { name: 'submit', type: 'hidden' }));
        try {
          module.early(root, () => {}).giveUp();
          said.push('nothing was pressed');
          const pressed = module.early(root, () => {});
          button.click(); pressed.giveUp(); pressed.giveUp();
          const waiting = module.early(root, () => {});
          button.click(); over(); said.push(!!waiting.taken());
        } finally {
          HTMLFormElement.prototype.submit = submit; window.setTimeout = wait;
        }
        return said";
    assert_eq!(play(EARLY, script).await, json!(["nothing was pressed", 8000, true, 8000, true, false]));
}

/// Whether it is time, after some frames and longer.
const IS_TIME: &str = "
    const idle = window.requestIdleCallback;
    const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const isTime = async (element) => {
      const { occasion } = module;
      let is = false; occasion.of(element).then(() => (is = true));
      for (let turn = 0; turn < TURNS && !is; turn += 1) await later(5);
      return is;
    };
    const far = document.createElement('p'); far.style.height = '10000px';
    const place = document.createElement('lead-place');
    // A test before this one may have left the page anywhere.
    scrollTo({ top: 0, behavior: 'instant' });
    try { THEN } finally { window.requestIdleCallback = idle; far.remove(); place.remove(); }";

#[wasm_bindgen_test]
async fn it_is_time_for_what_is_in_sight_and_for_the_rest_when_the_page_is_idle_or_it_is_touched() {
    let never = "window.requestIdleCallback = () => {};";
    for (then, is_time) in [
        // With nothing in it.
        (format!("{never} document.body.prepend(place); place.scrollIntoView({{ behavior: 'instant' }}); return await isTime(place)"), true),
        (format!("{never} document.body.append(far, place); return await isTime(place)"), false),
        (
            format!("{never} document.body.append(far, place); later(50).then(() => place.click()); return await isTime(place)"),
            true,
        ),
        ("window.requestIdleCallback = (run) => later(20).then(run); document.body.append(far, place); return await isTime(place)".into(), true),
        // Safari.
        ("window.requestIdleCallback = undefined; document.body.append(far, place); return await isTime(place)".into(), true),
    ] {
        // What is to come may take its time; what is not to come cannot be waited for.
        let turns = if is_time { "2000" } else { "100" };
        let script = IS_TIME.replace("TURNS", turns).replace("THEN", &then);
        assert_eq!(play(OCCASION, &script).await, json!(is_time), "{then}");
    }
}

#[wasm_bindgen_test]
async fn a_root_that_a_script_sets_as_html_is_the_elements_and_its_form_is_taken_over_once() {
    let form = element(&[("proxy", PROXY)], "");
    let html = "<template shadowrootmode='open'><link rel='stylesheet' href='data:text/css,'><div><form></form></div>\
                </template><script type='application/json'>DEFINITION</script>";
    form.host.set_inner_html(&html.replace("DEFINITION", SHORT));
    form.add();
    form.ready().await;
    form.get("[name=full_name]");
    let count = |css: &str| Array::from(&form.root().query_selector_all(css).unwrap()).length();
    assert_eq!((count("form"), count("link")), (1, 1));
    form.host.remove();
    wait(20).await;
    form.add();
    form.ready().await;
    assert_eq!((count("form"), count("link")), (1, 1));
    assert_eq!(event_names(), ["ready", "ready"]);
}
