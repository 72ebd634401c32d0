//! The picture at the top of README.md: the landing page on a phone, beside the same page on a desk.

use anyhow::Result;
use e2e::Scene;
use serde_json::json;

use crate::camera::{self, Width};
use crate::paper::Paper;

const GROUND: [u8; 3] = [0xe4, 0xe8, 0xe7];
/// What a telephone is made of, and how much of that is around its screen.
const CASE: [u8; 3] = [0x1c, 0x2b, 0x2a];
const RIM: usize = 12;
const GAP: usize = 40;

const FORM: &str = "lead-form.consult";

pub(crate) async fn picture(scene: &Scene) -> Result<Paper> {
    let wide = take(scene, Width::Wide, 960).await?.rounded(16, GROUND);
    let screen = take(scene, Width::Phone, 780).await?.rounded(26, CASE);
    let mut phone = Paper::new(screen.width + 2 * RIM, screen.height + 2 * RIM, CASE);
    phone.lay(&screen, RIM, RIM);
    let phone = phone.rounded(26 + RIM, GROUND);
    let height = wide.height + 2 * GAP;
    let mut paper = Paper::new(phone.width + wide.width + 3 * GAP, height, GROUND);
    paper.lay(&phone, GAP, (height - phone.height) / 2);
    paper.lay(&wide, 2 * GAP + phone.width, GAP);
    Ok(paper)
}

async fn take(scene: &Scene, width: Width, height: u32) -> Result<Paper> {
    let browser = &scene.browser;
    width.set(browser, height).await?;
    camera::light(browser, "light").await?;
    browser.open("/").await?;
    browser.form(FORM).await?;
    // Half filled in, as one finds it over a visitor's shoulder; on the phone the form is scrolled to.
    let values = json!({ "contact_name": "Nguyễn Thị Ánh", "phone_no1": "0912 345 678", "gender": "female", "crm_line_ids": ["12"] });
    let script = "const form = document.querySelector(arguments[0]); form.values = arguments[1];\
                  if (arguments[2]) scrollTo({ top: form.getBoundingClientRect().top + scrollY - 28, behavior: 'instant' });\
                  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";
    browser.run(script, vec![json!(FORM), values, json!(width == Width::Phone)]).await?;
    camera::screen(browser).await
}
