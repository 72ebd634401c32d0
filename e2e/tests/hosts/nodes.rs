//! Every way in which scripts make, copy and move elements.

use anyhow::Result;
use e2e::{Scene, scene};
use serde_json::json;

use crate::kit::{PROXY, SCRIPT, ask, holds, page, sends_one_lead};

const MARKUP: &str = "<lead-form proxy='/p/zalo-journey'><b>call us</b><script type='application/json'>\
                      {\"version\":1,\"target\":\"zalo-journey\",\"fields\":[\"phone\"],\"values\":{\"oa_id\":\"1\"},\"submit\":\"Go\"}\
                      </script></lead-form>";

/// A page with a form, the same in a template, an empty box and an empty frame.
async fn open(scene: &Scene) -> Result<()> {
    scene.host.set_csp(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; frame-src 'self'",
    );
    scene.host.put("/frame.html", &page("", "<p>frame</p>"));
    let body = format!(
        "<template>{MARKUP}</template><main>{MARKUP}</main><aside></aside><iframe src='/frame.html'></iframe>"
    );
    scene.host.put("/nodes.html", &page(SCRIPT, &body));
    scene.browser.open("/nodes.html").await?;
    scene.browser.form("main > lead-form").await.map(drop)
}

/// Ways to put a form into `box`, from the markup `html`, the `template` or the form that is there, `live`.
const WAYS_TO_MAKE: [&str; 12] = [
    "box.innerHTML = html",
    "box.insertAdjacentHTML('beforeend', html)",
    "box.append(template.content.cloneNode(true))",
    "box.append(document.importNode(template.content, true))",
    "box.append(document.createRange().createContextualFragment(html))",
    "box.append(document.adoptNode(new DOMParser().parseFromString(html, 'text/html').querySelector('lead-form')))",
    "box.append(document.importNode(new DOMParser().parseFromString(html, 'text/html').querySelector('lead-form'), true))",
    "box.replaceChildren(live.cloneNode(true))",
    "box.append(live.parentNode.cloneNode(true))",
    "box.innerHTML = live.outerHTML",
    "const made = new (customElements.get('lead-form'))(); box.append(made); made.setAttribute('proxy', '/p/zalo-journey'); \
     made.definition = live.querySelector('script').textContent",
    // The parent first, and the children one by one: Angular does it so.
    "const made = document.createElement('lead-form'); made.setAttribute('proxy', '/p/zalo-journey'); box.append(made); \
     for (const child of template.content.firstChild.childNodes) made.append(child.cloneNode(true))",
];

#[tokio::test]
async fn a_form_that_is_made_or_copied_in_any_way_is_ready_and_empty() {
    scene(async |scene| {
        open(scene).await?;
        scene.browser.form("main > lead-form").await?.type_into("phone", "0987654321").await?;
        for way in WAYS_TO_MAKE {
            let script = format!(
                "const [html] = arguments; const box = document.querySelector('aside'); box.replaceChildren();
                 const template = document.querySelector('template'); const live = document.querySelector('main > lead-form');
                 {way};"
            );
            scene.browser.run(&script, vec![json!(MARKUP)]).await?;
            let form = scene.browser.form("aside lead-form").await?;
            form.shows("Go").await?;
            assert_eq!(form.value("phone").await?, "", "{way}");
            form.type_into("phone", "0911111111").await?;
            assert_eq!(scene.browser.form("main > lead-form").await?.value("phone").await?, "0987654321", "{way}");
        }
        let form = scene.browser.form("aside lead-form").await?;
        sends_one_lead(scene, &form).await?;
        scene.browser.expect_quiet_console().await
    })
    .await;
}

/// Ways to take `form` from one place to `box`; some of them to where it has been.
const WAYS_TO_MOVE: [&str; 7] = [
    "box.append(form)",
    "box.replaceChildren(form)",
    "const all = document.createDocumentFragment(); all.append(form); box.append(all)",
    "const range = document.createRange(); range.selectNode(form); box.append(range.extractContents())",
    "const own = document.createElement('div'); own.attachShadow({ mode: 'closed' }).innerHTML = '<slot></slot>'; \
     own.append(form); box.append(own)",
    "box.moveBefore ? box.moveBefore(form, null) : box.append(form)",
    // Gone for longer than a move takes, as behind a tab.
    "form.remove(); return new Promise((resolve) => setTimeout(() => resolve(box.append(form)), 50))",
];

#[tokio::test]
async fn a_form_that_is_moved_in_any_way_keeps_what_was_typed() {
    scene(async |scene| {
        open(scene).await?;
        let form = scene.browser.form("main lead-form").await?;
        form.type_into("phone", "0987").await?;
        for (round, way) in WAYS_TO_MOVE.iter().enumerate() {
            let places = ["main", "aside"];
            let (from, to) = (places[round % 2], places[(round + 1) % 2]);
            let script = format!(
                "const [from, to] = arguments; const form = document.querySelector(`${{from}} lead-form`);
                 const box = document.querySelector(to); {way}"
            );
            scene.browser.run(&script, vec![json!(from), json!(to)]).await?;
            let form = scene.browser.form(&format!("{to} lead-form")).await?;
            assert!(form.value("phone").await?.starts_with("0987"), "{way}");
            form.type_into("phone", &round.to_string()).await?;
        }
        let form = scene.browser.form("lead-form").await?;
        assert_eq!(form.value("phone").await?, "09870123456");
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn a_move_that_keeps_the_state_keeps_the_focus() {
    scene(async |scene| {
        open(scene).await?;
        if ask(scene, "'moveBefore' in Element.prototype").await? != true {
            eprintln!("this browser cannot move without removing");
            return Ok(());
        }
        scene.browser.form("main > lead-form").await?.type_into("phone", "0987").await?;
        ask(
            scene,
            "document.querySelector('aside').moveBefore(document.querySelector('main > lead-form'), null)",
        )
        .await?;
        let focus =
            ask(scene, "document.querySelector('aside > lead-form').shadowRoot.activeElement.name").await?;
        assert_eq!(focus, "phone");
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_taken_into_a_frame_and_back_keeps_its_looks_and_what_was_typed() {
    scene(async |scene| {
        open(scene).await?;
        scene.browser.form("main > lead-form").await?.type_into("phone", "0987654321").await?;
        let script = "
            const form = document.querySelector('main > lead-form');
            const inside = document.querySelector('iframe').contentDocument;
            const look = () => {
              const { backgroundColor, padding } = getComputedStyle(form.shadowRoot.querySelector('.lf-submit'));
              return [backgroundColor, padding, form.shadowRoot.querySelector('[name=phone]').value];
            };
            const looks = [look()];
            inside.body.append(form); looks.push(look());
            document.querySelector('aside').append(form); looks.push(look());
            return looks";
        let looks = scene.browser.run(script, vec![]).await?;
        assert_eq!(looks[0][2], "0987654321");
        assert_eq!(looks[1], looks[0], "in the frame");
        assert_eq!(looks[2], looks[0], "and back");
        let form = scene.browser.form("aside > lead-form").await?;
        sends_one_lead(scene, &form).await?;
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn a_form_that_goes_into_a_template_and_comes_back_is_still_the_visitors() {
    scene(async |scene| {
        open(scene).await?;
        scene.browser.form("main > lead-form").await?.type_into("phone", "0987654321").await?;
        let script = "
            const form = document.querySelector('main > lead-form');
            document.querySelector('template').content.append(form);
            return new Promise((resolve) => setTimeout(() => resolve(document.querySelector('aside').append(form)), 50))";
        scene.browser.run(script, vec![]).await?;
        let form = scene.browser.form("aside > lead-form").await?;
        assert_eq!(form.value("phone").await?, "0987654321");
        holds(scene, "getComputedStyle(document.querySelector('aside > lead-form').shadowRoot.querySelector('.lf-submit')).borderRadius !== '0px'").await?;
        sends_one_lead(scene, &form).await?;
        assert_eq!(scene.host.posts(PROXY).len(), 1);
        scene.browser.expect_quiet_console().await
    })
    .await;
}
