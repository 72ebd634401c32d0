//! Every form in every state and every look: axe finds nothing.

use anyhow::{Context, Result, ensure};
use e2e::{Fault, Scene, scene};
use leadform_spec::apis;
use serde_json::{Value, json};

use crate::axe::{self, Findings, LOOKS};

/// Colours by name, since axe takes the system's own for those of a light page.
const HOST_STYLE: &str = ":root { color-scheme: light dark; background: light-dark(#fff, #101214); color: light-dark(#111, #eee); }";

/// A page as a careful host writes it, with a form of `element`'s attributes in it.
pub(crate) fn page(element: &str) -> String {
    format!(
        "<!doctype html><html lang='vi'><meta charset='utf-8'>\
         <meta name='viewport' content='width=device-width, initial-scale=1'><link rel='stylesheet' href='/host.css'>\
         <title>A page with a form</title><script type='module' src='/form.js'></script>\
         <main><h1>A page with a form</h1><lead-form {element}></lead-form>\
         <p><a href='#end'>What comes after the form</a></p></main>"
    )
}

/// Opens a page with a form, and gets axe and the visitor ready.
pub(crate) async fn open(scene: &Scene, element: &str) -> Result<()> {
    scene.host.put("/host.css", HOST_STYLE);
    scene.host.put("/form.html", &page(element));
    scene.browser.open("/form.html").await?;
    scene.browser.form("lead-form").await?;
    axe::bring(&scene.browser).await?;
    scene.browser.run(include_str!("visitor.js"), vec![]).await?;
    Ok(())
}

/// Does what `visitor.js` has under this name.
pub(crate) async fn visit(scene: &Scene, what: &str) -> Result<Value> {
    scene.browser.run(&format!("return window.visitor.{what}"), vec![]).await
}

/// Goes through one form, and looks at each state in every look.
struct Walk<'a> {
    scene: &'a Scene,
    form: &'a str,
    findings: Findings,
    states: Vec<String>,
}

impl Walk<'_> {
    async fn look(&mut self, state: &str) -> Result<()> {
        let place = visit(self.scene, "place()").await?;
        let state = format!("{} {state}, step {}", self.form, place["step"]);
        for look in &LOOKS {
            look.set(&self.scene.browser).await?;
            let found = axe::look(&self.scene.browser).await?;
            let place = format!("{state}, {}", look.name());
            self.findings.add(&place, found);
            if let Err(error) = self.scene.browser.expect_contrast("lead-form", "").await {
                self.findings.add(&place, vec![error.to_string()]);
            }
        }
        self.states.push(state);
        Ok(())
    }

    async fn place(&self) -> Result<Value> {
        visit(self.scene, "place()").await
    }

    /// One step, from empty to filled in.
    async fn step(&mut self) -> Result<()> {
        self.look("empty").await?;
        visit(self.scene, "addRows()").await?;
        visit(self.scene, "press()").await?;
        ensure!(!self.place().await?["invalid"].as_array().context("a list")?.is_empty(), "nothing is wrong");
        self.look("in error").await?;
        if visit(self.scene, "slip()").await? != 0 {
            self.look("with slips").await?;
        }
        if self.place().await?["files"] != 0 {
            visit(self.scene, "attach()").await?;
            self.look("with files").await?;
            visit(self.scene, "detach()").await?;
        }
        visit(self.scene, "fill()").await?;
        if visit(self.scene, "open()").await? == true {
            self.look("with a list open").await?;
            visit(self.scene, "close()").await?;
        }
        self.look("filled in, what was wrong crossed out").await
    }

    async fn whole(&mut self) -> Result<()> {
        loop {
            self.step().await?;
            let before = self.place().await?;
            if before["step"].as_u64().map(|step| step + 1) == before["steps"].as_u64() {
                break;
            }
            visit(self.scene, "press()").await?;
            let after = self.place().await?;
            ensure!(before["step"] != after["step"], "{} stays on its step: {after}", self.form);
        }
        visit(self.scene, "network = 'fail'").await?;
        visit(self.scene, "press()").await?;
        ensure!(self.place().await?["has_failed"] == true, "{}: {}", self.form, self.place().await?);
        self.look("not sent").await?;
        visit(self.scene, "network = 'hold'").await?;
        visit(self.scene, "press()").await?;
        ensure!(self.place().await?["is_sending"] == true, "{}: {}", self.form, self.place().await?);
        self.look("being sent").await?;
        visit(self.scene, "release()").await?;
        e2e::until("the visitor is thanked", async || Ok(self.place().await?["is_sent"] == true)).await?;
        self.look("sent").await
    }
}

/// Goes through the forms of all five targets; `element` says how each is embedded.
async fn in_every_state(element: impl Fn(&str) -> String) {
    scene(async |scene| {
        let mut findings = Findings::default();
        let mut states = Vec::new();
        for api in apis::ALL {
            open(scene, &element(api.id)).await?;
            let mut walk = Walk { scene, form: api.id, findings, states };
            walk.whole().await?;
            Walk { findings, states, .. } = walk;
        }
        assert!(states.len() >= 30, "{states:?}");
        findings.expect_none();
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn axe_finds_nothing_in_any_state_of_the_forms_of_the_landing_page() {
    in_every_state(|id| format!("proxy='/f/{id}'")).await;
}

#[tokio::test]
async fn axe_finds_nothing_in_any_state_of_the_full_forms() {
    in_every_state(|id| format!("proxy='/p/{id}' form='/examples/full/{id}.json'")).await;
}

#[tokio::test]
async fn axe_finds_nothing_where_lists_are_loading_empty_or_failed() {
    scene(async |scene| {
        let mut findings = Findings::default();
        for control in ["combobox", "select", "radio", "checkboxes"] {
            for (state, fault) in [
                ("loading", Fault::Hang),
                ("failed", Fault::server_error()),
                ("empty", Fault::Answer(200, "application/json", "[]".into())),
            ] {
                let name = if control == "checkboxes" { "crm_line_ids" } else { "state_id" };
                scene.host.behave();
                scene.host.misbehave("/lists/", fault);
                let mut values = json!({
                    "phone_no1": "0912345678", "gender": "other", "country_id": 241, "company_id": 3, "street": "-",
                    "state_id": 1, "crm_line_ids": [11],
                });
                values.as_object_mut().context("an object")?.remove(name);
                let definition = json!({
                    "version": 1, "target": "erp-lead",
                    "fields": ["contact_name", { "name": name, "control": control, "options": { "from": "/lists/all.json" } }],
                    "values": values,
                    "supplied": ["user_id", "agent_email", "ticket_id", "price_list_id", "category_source_id",
                                 "source_id", "campaign_id"],
                });
                scene.host.put("/lists.json", &definition.to_string());
                open(scene, "proxy='/p/erp-lead' form='/lists.json'").await?;
                scene.browser.form("lead-form").await?.find(".lf-loading:not(:empty)").await?;
                for press in [false, true] {
                    if press {
                        visit(scene, "press()").await?;
                    }
                    for look in &LOOKS {
                        look.set(&scene.browser).await?;
                        let found = axe::look(&scene.browser).await?;
                        findings.add(&format!("{control} {state}, pressed: {press}, {}", look.name()), found);
                    }
                }
            }
        }
        findings.expect_none();
        Ok(())
    })
    .await;
}
