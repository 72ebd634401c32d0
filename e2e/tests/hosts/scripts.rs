//! Where the script stands, when it comes, how often, and from whom.

use e2e::{Host, scene, until};

use crate::kit::{PROXY, SCRIPT, ask, forms, holds, page, sends_one_lead};

const FORM: &str = "<lead-form proxy='/p/zalo-journey'>call us</lead-form>";

/// Ways to put the script onto a page: what stands before the form, what after it, and a script of the page's own.
const WAYS: [(&str, &str, &str); 9] = [
    ("<script type='module' src='/form.js'></script>", "", ""),
    ("", "<script type='module' src='/form.js'></script>", ""),
    ("<script type='module' async src='/form.js'></script>", "", ""),
    ("<script type='module' defer src='/form.js'></script>", "", ""),
    // As WordPress and caches write it.
    ("<script type='module' src='/form.js?ver=6.8.1' id='form-js-module'></script>", "", ""),
    ("<script type='module' src='/own.js'></script>", "", "import '/form.js';"),
    ("<script src='/own.js'></script>", "", "import('/form.js');"),
    (
        "<script async src='/own.js'></script>",
        "",
        "const script = document.createElement('script'); script.type = 'module'; script.src = '/form.js';
         document.head.appendChild(script);",
    ),
    (
        "<script src='/own.js'></script>",
        "",
        "document.write('<script type=\"module\" src=\"/form.js\"></' + 'script>');",
    ),
];

#[tokio::test]
async fn the_script_may_stand_anywhere_and_come_in_any_way() {
    scene(async |scene| {
        for (before, after, own) in WAYS {
            scene.host.put("/own.js", own);
            scene.host.put("/way.html", &page("", &format!("{before}{FORM}{after}")));
            scene.browser.open("/way.html").await?;
            let form = scene.browser.form("lead-form").await?;
            sends_one_lead(scene, &form).await?;
            scene.browser.expect_quiet_console().await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_script_that_comes_late_finds_what_was_set_on_the_element_before() {
    scene(async |scene| {
        scene.host.put("/late.html", &page("", FORM));
        scene.browser.open("/late.html").await?;
        let script = "
            const form = document.querySelector('lead-form');
            form.values = { phone: '0987654321' };
            form.definition = { version: 1, target: 'zalo-journey', fields: ['phone'], values: { oa_id: '1' }, submit: 'Go' };
            window.heard = [];
            for (const name of ['ready', 'start', 'success'])
              document.addEventListener(`leadform-${name}`, (event) => heard.push(event.type));
            import('/form.js')";
        scene.browser.run(script, vec![]).await?;
        let form = scene.browser.form("lead-form").await?;
        form.shows("Go").await?;
        assert_eq!(form.value("phone").await?, "0987654321");
        assert_eq!(scene.host.requests(PROXY).len(), 0, "nobody asked the proxy for a definition");
        sends_one_lead(scene, &form).await?;
        assert_eq!(ask(scene, "heard.join()").await?, "leadform-ready,leadform-success");
        Ok(())
    })
    .await;
}

/// How many requests there were for files that end so.
fn fetched(host: &Host, ending: &str) -> usize {
    host.requests("").iter().filter(|request| request.path.ends_with(ending)).count()
}

#[tokio::test]
async fn of_two_versions_on_a_page_the_first_wins_and_every_element_works() {
    scene(async |scene| {
        let other = Host::start(scene.sandbox.url()).await?;
        let own = scene.host.url("");
        let origin = other.url("");
        scene.host.set_csp(&format!(
            "default-src 'none'; script-src 'self' {origin} 'wasm-unsafe-eval'; style-src 'self' {origin}; connect-src 'self' {origin}"
        ));
        // A module runs in the order of the page, so the other host's comes first.
        let scripts = format!("<script type='module' src='{origin}/form.js'></script>{SCRIPT}");
        scene.host.put("/two.html", &page(&scripts, &format!("{FORM}{FORM}")));
        scene.browser.open("/two.html").await?;
        until("both forms are there", async || Ok(forms(scene).await? == 2)).await?;
        assert_eq!((fetched(&other, "form.js"), fetched(&scene.host, "form.js")), (1, 1), "{own}");
        assert_eq!((fetched(&other, ".wasm"), fetched(&scene.host, ".wasm")), (1, 0));
        for number in [1, 2] {
            let form = scene.browser.form(&format!("lead-form:nth-of-type({number})")).await?;
            sends_one_lead(scene, &form).await?;
        }
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn a_later_script_does_no_harm_to_a_form_that_is_being_filled_in() {
    scene(async |scene| {
        scene.host.put("/again.html", &page(SCRIPT, FORM));
        scene.browser.open("/again.html").await?;
        let form = scene.browser.form("lead-form").await?;
        form.type_into("phone", "0987").await?;
        let again = "return Promise.all([import('/form.js?2'), import('/form.js?3')]).then(() => true)";
        assert_eq!(scene.browser.run(again, vec![]).await?, true);
        form.type_into("phone", "654321").await?;
        assert_eq!(form.value("phone").await?, "0987654321");
        sends_one_lead(scene, &form).await?;
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn an_element_that_a_script_writes_into_the_page_is_a_form() {
    scene(async |scene| {
        let definition = r#"{"version":1,"target":"zalo-journey","fields":["phone"],"values":{"oa_id":"1"},"submit":"Go"}"#;
        let own = format!(
            "document.write(`{SCRIPT}<lead-form proxy='{PROXY}'><script type='application/json'>{definition}</` + `script></lead-form>`);"
        );
        scene.host.put("/own.js", &own);
        scene.host.put("/written.html", &page("", "<script src='/own.js'></script><p>after</p>"));
        scene.browser.open("/written.html").await?;
        let form = scene.browser.form("lead-form").await?;
        form.shows("Go").await?;
        sends_one_lead(scene, &form).await?;
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn fifty_forms_load_the_program_once() {
    scene(async |scene| {
        scene.host.put("/fifty.html", &page(SCRIPT, &FORM.repeat(50)));
        scene.browser.open("/fifty.html").await?;
        until("fifty forms are there", async || Ok(forms(scene).await? == 50)).await?;
        assert_eq!((fetched(&scene.host, ".wasm"), fetched(&scene.host, ".css")), (1, 1));
        holds(
            scene,
            "[...document.querySelectorAll('lead-form')].every((form) => form.validate() === false)",
        )
        .await?;
        scene.browser.expect_quiet_console().await
    })
    .await;
}
