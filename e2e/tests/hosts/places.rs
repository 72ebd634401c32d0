//! Where an element may stand: behind a tab, in a dialog, in other shadow roots, in a form, in a frame.

use anyhow::Result;
use e2e::keys::TAB;
use e2e::{By, Scene, scene};
use serde_json::json;

use crate::kit::{PROXY, SCRIPT, ask, focused, holds, page, press, sends_one_lead};

const FORM: &str = "<lead-form proxy='/p/zalo-journey'>call us</lead-form>";

/// The key Escape.
const ESCAPE: &str = "\u{e00c}";

async fn open(scene: &Scene, body: &str, script: &str) -> Result<()> {
    scene.host.put("/own.js", script);
    scene.host.put("/place.html", &page(&format!("{SCRIPT}<script src='/own.js' defer></script>"), body));
    scene.browser.open("/place.html").await
}

/// Things that hide their content, and how each is opened and closed.
const HIDING: [(&str, &str, &str); 6] = [
    ("<div class='box' hidden>FORM</div>", "box.hidden = false", "box.hidden = true"),
    ("<div class='box'>FORM</div>", "box.style.display = ''", "box.style.display = 'none'"),
    ("<div class='box' hidden='until-found'>FORM</div>", "box.hidden = false", "box.hidden = 'until-found'"),
    ("<details class='box'><summary>more</summary>FORM</details>", "box.open = true", "box.open = false"),
    ("<div class='box' popover>FORM</div>", "box.showPopover()", "box.hidePopover()"),
    (
        "<div class='box'>FORM</div>",
        "box.style.contentVisibility = 'auto'",
        "box.style.contentVisibility = 'hidden'",
    ),
];

#[tokio::test]
async fn a_form_that_was_hidden_works_once_it_is_shown_and_keeps_its_answers_meanwhile() {
    scene(async |scene| {
        for (body, show, hide) in HIDING {
            open(scene, &body.replace("FORM", FORM), "").await?;
            let on_box = |what: &str| {
                format!("void (() => {{ const box = document.querySelector('.box'); {what} }})()")
            };
            let form = scene.browser.form("lead-form").await?;
            if !body.contains("popover") {
                ask(scene, &on_box(hide)).await?;
            }
            ask(scene, &on_box(show)).await?;
            form.type_into("phone", "0987654321").await?;
            ask(scene, &on_box(hide)).await?;
            ask(scene, &on_box(show)).await?;
            assert_eq!(form.value("phone").await?, "0987654321", "{body}");
            sends_one_lead(scene, &form).await?;
            scene.browser.expect_quiet_console().await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn in_a_dialog_tab_leads_into_the_form_escape_closes_first_the_list_and_then_the_dialog() {
    scene(async |scene| {
        let options: Vec<_> = (1..=13).map(|id| json!({ "value": id.to_string(), "label": format!("Town {id}") })).collect();
        let definition = json!({
            "version": 1, "target": "ladiflow-customer",
            "fields": ["phone", { "name": "custom_fields.town", "control": "combobox", "options": options }],
        });
        let body = format!(
            "<button id='open'>open</button><dialog><button id='close'>close</button>\
             <lead-form proxy='/p/ladiflow-customer'><script type='application/json'>{definition}</script></lead-form></dialog>"
        );
        let own = "document.querySelector('#open').onclick = () => document.querySelector('dialog').showModal();
                   document.querySelector('#close').onclick = () => document.querySelector('dialog').close();";
        open(scene, &body, own).await?;
        press(scene, "#open").await?;
        let form = scene.browser.form("lead-form").await?;
        scene.browser.press(TAB).await?;
        assert_eq!(focused(scene, "lead-form").await?, "phone");
        form.type_into("phone", "0987654321").await?;
        form.field("custom_fields.town").await?.click().await?;
        form.type_into("custom_fields.town", "Town").await?;
        let list = "document.querySelector('lead-form').shadowRoot.querySelector('[aria-expanded=true]') !== null";
        holds(scene, list).await?;
        scene.browser.press(ESCAPE).await?;
        holds(scene, &format!("!({list})")).await?;
        assert_eq!(ask(scene, "document.querySelector('dialog').open").await?, true, "the list only");
        scene.browser.press(ESCAPE).await?;
        holds(scene, "!document.querySelector('dialog').open").await?;
        press(scene, "#open").await?;
        assert_eq!(form.value("phone").await?, "0987654321", "it is as it was left");
        sends_one_lead(scene, &form).await?;
        press(scene, "#close").await?;
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn in_other_shadow_roots_the_form_speaks_the_language_around_them_and_its_events_come_out() {
    scene(async |scene| {
        let own = "
            window.heard = [];
            for (const name of ['ready', 'start', 'submit', 'success'])
              document.addEventListener(`leadform-${name}`, (event) => heard.push(event.type));
            let place = document.querySelector('#place');
            for (const mode of ['open', 'closed', 'open']) {
              const inner = document.createElement('div');
              place.attachShadow({ mode }).append(inner);
              place = inner;
            }
            window.form = document.createElement('lead-form');
            form.setAttribute('proxy', '/p/zalo-journey');
            place.append(form);";
        open(scene, "<div id='place'></div>", own).await?;
        holds(scene, "!!form.shadowRoot?.querySelector('form')").await?;
        let button = "form.shadowRoot.querySelector('.lf-submit').textContent";
        assert_eq!(ask(scene, button).await?, "Remind me");
        ask(scene, "void (document.documentElement.lang = 'vi')").await?;
        holds(scene, &format!("{button} === 'Nhận nhắc hẹn'")).await?;
        ask(scene, "void (form.values = { phone: '0987654321' })").await?;
        ask(scene, "form.shadowRoot.querySelector('[name=consent]').click()").await?;
        assert_eq!(ask(scene, "form.submit()").await?, "delivered");
        let heard = "heard.join() === 'leadform-ready,leadform-start,leadform-submit,leadform-success'";
        holds(scene, heard).await?;
        assert_eq!(scene.host.posts(PROXY).len(), 1);
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn inside_a_form_of_the_page_neither_form_sends_checks_or_stops_the_other() {
    scene(async |scene| {
        let body = format!(
            "<form id='host' action='/sent.html'><input name='mine' value='1'>{FORM}<button id='send'>send</button></form>"
        );
        let own = "window.sent = [];
                   document.querySelector('#host').addEventListener('submit', (event) => {
                     event.preventDefault(); sent.push([...new FormData(event.target).keys()].join());
                   });";
        open(scene, &body, own).await?;
        let form = scene.browser.form("lead-form").await?;
        form.type_into("phone", "0987\u{e007}").await?;
        form.submit().await?;
        form.find(".lf-error").await?;
        assert_eq!(ask(scene, "sent.length").await?, 0, "Enter and a press are ours");
        press(scene, "#send").await?;
        assert_eq!(ask(scene, "sent.join(';')").await?, "mine", "and what is missing here stops nobody there");
        assert_eq!(scene.host.posts("/p/").len(), 0);
        form.type_into("phone", "654321").await?;
        sends_one_lead(scene, &form).await?;
        assert_eq!(ask(scene, "sent.length").await?, 1);
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn in_a_frame_whose_sandbox_allows_scripts_alone_a_press_and_enter_still_send() {
    scene(async |scene| {
        let host = scene.host.url("");
        // In such a frame nothing is of the page's own origin.
        scene.host.set_csp(&format!(
            "default-src 'none'; script-src {host} 'wasm-unsafe-eval'; style-src {host}; connect-src {host}; frame-src {host}"
        ));
        scene.host.put("/inside.html", &page(SCRIPT, FORM));
        for send_by_key in [false, true] {
            open(scene, "<iframe sandbox='allow-scripts' src='/inside.html' width='900' height='700'></iframe>", "").await?;
            let frame = scene.browser.web_driver().find(By::Css("iframe")).await?;
            frame.enter_frame().await?;
            let form = scene.browser.form("lead-form").await?;
            assert_eq!(ask(scene, "origin").await?, "null");
            if send_by_key {
                form.find("[name=consent]").await?.click().await?;
                form.type_into("phone", "0987654321\u{e007}").await?;
                form.find(".lf-thanks").await?;
            } else {
                sends_one_lead(scene, &form).await?;
            }
        }
        assert_eq!(scene.host.posts(PROXY).len(), 2);
        assert!(scene.host.posts(PROXY).iter().all(|post| post.header("origin") == Some("null")));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn under_another_base_addresses_follow_it_and_links_inside_the_form_stay_on_the_page() {
    scene(async |scene| {
        scene.host.set_csp(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; base-uri 'self'",
        );
        let definition = json!({
            "version": 1, "target": "ladiflow-customer",
            "fields": [
                { "name": "full_name", "required": true }, { "name": "phone", "required": true },
                { "name": "email", "required": true }, { "name": "city", "required": true },
                { "name": "company", "required": true },
            ],
        });
        scene.host.put("/elsewhere/form.json", &definition.to_string());
        let head = format!("<base href='/elsewhere/'>{SCRIPT}");
        let body = "<lead-form proxy='../p/ladiflow-customer' form='form.json'></lead-form>";
        scene.host.put("/place.html", &page(&head, body));
        scene.browser.open("/place.html").await?;
        let form = scene.browser.form("lead-form").await?;
        form.submit().await?;
        form.find("#lf-summary a").await?.click().await?;
        assert_eq!(focused(scene, "lead-form").await?, "full_name");
        assert_eq!(ask(scene, "location.pathname").await?, "/place.html");
        for (name, value) in [("full_name", "An"), ("phone", "0987654321"), ("email", "a@b.vn"), ("city", "Huế"), ("company", "C")] {
            form.type_into(name, value).await?;
        }
        form.submit().await?;
        form.find(".lf-thanks").await?;
        assert_eq!(scene.host.posts("/p/ladiflow-customer").len(), 1);
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn on_paper_the_form_is_what_it_is_on_the_screen() {
    scene(async |scene| {
        open(scene, FORM, "").await?;
        let form = scene.browser.form("lead-form").await?;
        form.type_into("phone", "0987654321").await?;
        let screen = form.text().await?;
        scene.browser.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await?;
        assert_eq!(ask(scene, "matchMedia('print').matches").await?, true);
        assert_eq!(form.text().await?, screen);
        let box_of =
            "document.querySelector('lead-form').shadowRoot.querySelector('[name=phone]').checkVisibility()";
        assert_eq!(ask(scene, box_of).await?, true);
        Ok(())
    })
    .await;
}
