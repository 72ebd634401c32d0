//! Every row of every document on one form, filled in as a visitor would, and sent: the proxy gets byte for byte what
//! `leadform encode` prints for the same values.

#[path = "rows/filling.rs"]
mod filling;

use std::io::Write as _;

use anyhow::{Result, ensure};
use e2e::{Form, Scene, leadform, scene};
use filling::{Entry, Filling};
use leadform_spec::api::Presence;
use leadform_spec::{Api, apis};
use serde_json::{Value, json};

/// A form with every row of `api` on it, each in the control that it gets without being asked.
fn definition(api: &Api, fillings: &[Filling]) -> Value {
    json!({
        "version": 1,
        "target": api.id,
        "fields": fillings.iter().map(|filling| filling.field.clone()).collect::<Vec<_>>(),
    })
}

/// Fills in `fillings` by keyboard and mouse, sends the form, and compares what the proxy got.
async fn send_every_row(scene: &Scene, api: &'static Api) -> Result<()> {
    let fillings = filling::fillings(api);
    let page = format!(
        "<!doctype html><html lang='en'><script type='module' src='/form.js'></script>\
         <lead-form proxy='/p/{}'><script type='application/json'>{}</script></lead-form>",
        api.id,
        definition(api, &fillings),
    );
    scene.host.put("/rows.html", &page);
    scene.browser.open("/rows.html").await?;
    let form = scene.browser.form("lead-form").await?;
    for filling in &fillings {
        for (name, entry) in &filling.entries {
            fill(&form, name, entry).await?;
        }
    }
    form.submit().await?;
    e2e::until("the lead is posted", async || {
        let errors = form.text().await?;
        ensure!(!scene.host.posts("/p/").is_empty(), "{errors}");
        Ok(true)
    })
    .await?;

    let mut body = json!({});
    for filling in &fillings {
        filling.put(&mut body);
    }
    let encoded = leadform(&["encode", api.id], &body.to_string()).await?;
    assert_eq!(encoded.stderr, "", "`leadform encode` takes what was typed");
    let posts = scene.host.posts("/p/");
    assert_eq!(posts[0].text(), encoded.stdout);
    assert_eq!(posts.len(), 1);
    Ok(())
}

async fn fill(form: &Form<'_>, name: &str, entry: &Entry) -> Result<()> {
    match entry {
        Entry::Typed(text) => form.type_into(name, text).await,
        Entry::Chosen(value) => form.choose(name, value).await,
        Entry::Found(label) => form.type_into(name, &format!("{label}\u{e007}")).await,
        Entry::Listed(entries) => {
            for entry in entries {
                form.type_into(name, &format!("{entry}\u{e007}")).await?;
            }
            Ok(())
        }
        Entry::File { name: file_name, content } => {
            let directory = tempfile::tempdir()?.keep();
            let path = directory.join(file_name);
            std::fs::File::create(&path)?.write_all(content)?;
            form.field(name).await?.send_keys(path.to_string_lossy()).await?;
            form.shows(file_name).await
        }
    }
}

#[test]
fn no_row_of_any_document_is_left_out() {
    for api in apis::ALL {
        let fillings = filling::fillings(api);
        let mut numbers: Vec<u16> = fillings.iter().flat_map(|filling| filling.numbers.clone()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let last = filling::all_rows(api).iter().map(|row| row.number).max().unwrap_or_default();
        assert_eq!(numbers, (1..=last).collect::<Vec<_>>(), "{}", api.id);
        assert!(api.rows.iter().any(|row| row.presence != Presence::Required));
    }
}

macro_rules! every_row_of {
    ($($test:ident: $id:literal,)*) => {$(
        #[tokio::test]
        async fn $test() {
            let api = apis::find($id).expect($id);
            scene(async |scene| send_every_row(scene, api).await).await;
        }
    )*};
}

every_row_of! {
    every_row_of_ladiflow_is_sent_as_encode_prints_it: "ladiflow-customer",
    every_row_of_the_erp_lead_is_sent_as_encode_prints_it: "erp-lead",
    every_row_of_the_erp_booking_is_sent_as_encode_prints_it: "erp-booking",
    every_row_of_1office_is_sent_as_encode_prints_it: "1office-contact",
    every_row_of_zalo_is_sent_as_encode_prints_it: "zalo-journey",
}
