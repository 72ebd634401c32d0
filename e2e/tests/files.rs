//! Files: each that cannot be sent is told so in a sentence with a way out, and what is sent is what was chosen.

#[path = "files/office.rs"]
mod office;

use std::time::Duration;

use anyhow::{Result, ensure};
use e2e::{Fault, Form, Scene, scene, until};
use office::{Disk, base64, holds, sent};
use serde_json::{Value, json};

/// Waits until the form says `sentence`, sees that nothing is sent then, takes the file away, and sends the others.
async fn refused(scene: &Scene, form: &Form<'_>, sentence: &str) -> Result<Vec<(String, String)>> {
    form.shows(sentence).await?;
    form.submit().await?;
    form.shows("cannot be sent").await?;
    assert!(scene.host.posts(office::PROXY).is_empty());
    for _ in 0..form.find_all(".lf-file-error").await?.len() {
        form.find(".lf-file:has(.lf-file-error) .lf-file-remove").await?.click().await?;
    }
    assert!(!form.text().await?.contains("cannot be sent"), "what is mended is not complained about");
    sent(scene, form).await
}

#[tokio::test]
async fn a_file_of_the_wrong_type_is_named_and_the_others_are_sent() {
    scene(async |scene| {
        let form = office::open(scene, json!({ "accept": ".pdf,image/*", "max": 3 })).await?;
        let disk = Disk::new()?;
        disk.choose(&form, "Hợp đồng.PDF", b"%PDF-1.7").await?;
        disk.choose(&form, "chữ ký.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>").await?;
        disk.choose(&form, "macro.docm", b"PK").await?;
        let files = refused(scene, &form, "does not take such files").await?;
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["Hợp đồng.PDF", "chữ ký.svg"]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_file_with_one_byte_too_many_is_refused_with_the_limit() {
    scene(async |scene| {
        let form = office::open(scene, json!({ "max": 2, "max_bytes": 2_000_000 })).await?;
        let disk = Disk::new()?;
        disk.choose(&form, "just.txt", &vec![b'a'; 2_000_000]).await?;
        holds(scene, &["just.txt"]).await?;
        disk.choose(&form, "over.txt", &vec![b'a'; 2_000_001]).await?;
        let files = refused(scene, &form, "A file may have 2 MB at most").await?;
        assert_eq!(files, [("just.txt".to_owned(), base64(&vec![b'a'; 2_000_000]))]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_empty_file_is_refused_and_can_be_taken_away() {
    scene(async |scene| {
        let form = office::open(scene, json!({})).await?;
        Disk::new()?.choose(&form, "empty.txt", b"").await?;
        let files = refused(scene, &form, "There is nothing in this file").await?;
        assert!(files.is_empty());
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn more_files_than_allowed_are_refused_with_the_limit_until_one_is_taken_away() {
    scene(async |scene| {
        let form = office::open(scene, json!({ "max": 2 })).await?;
        let disk = Disk::new()?;
        for name in ["a.txt", "b.txt", "c.txt"] {
            disk.choose(&form, name, name.as_bytes()).await?;
        }
        holds(scene, &["a.txt", "b.txt", "c.txt"]).await?;
        form.submit().await?;
        form.shows("no more than 2").await?;
        assert!(scene.host.posts(office::PROXY).is_empty());
        form.find("[aria-label='Remove b.txt']").await?.click().await?;
        assert!(!form.text().await?.contains("no more than 2"), "what is mended is not complained about");
        let files = sent(scene, &form).await?;
        assert_eq!(files, ["a.txt", "c.txt"].map(|name| (name.to_owned(), base64(name.as_bytes()))));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_name_arrives_as_it_is_whatever_is_in_it() {
    scene(async |scene| {
        let names = [
            "\"quoted\" 'twice'.txt",
            "back\\slash.txt",
            "🌸 hoa đào & <b>.txt",
            "100% + 1=2; a,b.txt",
            ".hidden",
        ];
        let form = office::open(scene, json!({ "max": 10 })).await?;
        let disk = Disk::new()?;
        for name in names {
            disk.choose(&form, name, name.as_bytes()).await?;
        }
        // No disk has such a name, but a page's script can make one up.
        let script = "const input = document.querySelector('lead-form').shadowRoot.querySelector('[name=files]');\
                      const files = new DataTransfer(); files.items.add(new File(['x'], '../../etc/passwd'));\
                      const { name } = files.files[0]; input.files = files.files;\
                      input.dispatchEvent(new Event('change', { bubbles: true })); return name";
        let made_up = scene.browser.run(script, vec![]).await?;
        let names: Vec<&str> = names.into_iter().chain(made_up.as_str()).collect();
        until("all are read", async || {
            let held = scene
                .browser
                .run("return document.querySelector('lead-form').values.files.length", vec![])
                .await?;
            Ok(held == names.len())
        })
        .await?;
        holds(scene, &names).await?;
        for name in &names {
            form.shows(name).await?;
        }
        let files = sent(scene, &form).await?;
        assert_eq!(files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), names);
        assert!(files[..names.len() - 1].iter().all(|(name, content)| *content == base64(name.as_bytes())));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_file_of_5_mb_is_sent_whole() {
    scene(async |scene| {
        // Every byte, in no order.
        let content: Vec<u8> =
            (0..5_000_000_u32).map(|index| index.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
        let form = office::open(scene, json!({})).await?;
        Disk::new()?.choose(&form, "5.bin", &content).await?;
        holds(scene, &["5.bin"]).await?;
        let files = sent(scene, &form).await?;
        let [(name, text)] = &files[..] else { panic!("{} files", files.len()) };
        assert_eq!((name.as_str(), text.len()), ("5.bin", 6_666_668));
        assert!(*text == base64(&content), "the content is what was chosen");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_taken_away_while_it_is_read_is_not_sent() {
    scene(async |scene| {
        let form = office::open(scene, json!({ "max": 2, "max_bytes": 100_000_000 })).await?;
        Disk::new()?.choose(&form, "kept.txt", b"kept").await?;
        // In one go: reading 60 MB takes longer than this.
        let script = "const root = document.querySelector('lead-form').shadowRoot;\
                      const input = root.querySelector('[name=files]');\
                      const files = new DataTransfer(); files.items.add(new File([new Uint8Array(6e7)], 'large.bin'));\
                      input.files = files.files; input.dispatchEvent(new Event('change', { bubbles: true }));\
                      return (async () => { for (;;) {\
                        const remove = root.querySelector(\"[aria-label='Remove large.bin']\");\
                        if (remove) {\
                          const was_reading = remove.closest('li').innerText.includes('Reading');\
                          remove.click(); return was_reading; }\
                        await null; } })()";
        assert_eq!(scene.browser.run(script, vec![]).await?, true, "it was still being read");
        holds(scene, &["kept.txt"]).await?;
        assert!(form.find_all("[aria-label='Remove large.bin']").await?.is_empty());
        let focus = "return document.querySelector('lead-form').shadowRoot.activeElement?.name";
        assert_eq!(scene.browser.run(focus, vec![]).await?, "files", "the focus does not get lost");
        assert_eq!(sent(scene, &form).await?, [("kept.txt".to_owned(), base64(b"kept"))]);
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_gone_from_the_disk_before_it_is_read_is_refused_and_can_be_taken_away() {
    scene(async |scene| {
        let form = office::open(scene, json!({})).await?;
        // The page stands still between the choice and the reading, for as long as the host takes to answer.
        let script = "document.querySelector('lead-form').shadowRoot.addEventListener('change', (event) => {\
                      event.target.files[0].size; const pause = new XMLHttpRequest(); pause.open('GET', '/pause', false); pause.send(); }, true)";
        scene.browser.run(script, vec![]).await?;
        scene.host.put("/pause", "");
        scene.host.misbehave("/pause", Fault::Late(Duration::from_millis(700)));
        let disk = Disk::new()?;
        let path = disk.put("gone.txt", b"gone")?;
        let field = form.field("files").await?;
        let delete = async {
            until("the page stands still", async || Ok(!scene.host.requests("/pause").is_empty())).await?;
            std::fs::remove_file(&path)?;
            anyhow::Ok(())
        };
        let choose = async { anyhow::Ok(field.send_keys(path.to_string_lossy()).await?) };
        tokio::try_join!(choose, delete)?;
        let files = refused(scene, &form, "This file could not be read").await?;
        assert!(files.is_empty());
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn files_can_be_dropped_onto_the_form() {
    scene(async |scene| {
        let form = office::open(scene, json!({ "accept": ".txt", "max": 3 })).await?;
        let disk = Disk::new()?;
        let paths = [disk.put("một.txt", b"1")?, disk.put("hai.txt", b"2")?];
        let script = "const box = document.querySelector('lead-form').shadowRoot.querySelector('.lf-drop')\
                      .getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]";
        let place = scene.browser.run(script, vec![]).await?;
        for event in ["dragEnter", "dragOver", "dragOver", "drop"] {
            let data = json!({ "items": [], "files": paths, "dragOperationsMask": 1 });
            let parameters = json!({ "type": event, "x": place[0], "y": place[1], "data": data });
            scene.browser.devtools("Input.dispatchDragEvent", parameters).await?;
            if event == "dragOver" {
                form.find(".lf-drop-over").await?;
            }
        }
        holds(scene, &["một.txt", "hai.txt"]).await?;
        ensure!(form.find_all(".lf-drop-over").await?.is_empty(), "and is quiet again");
        let files: Vec<Value> = sent(scene, &form).await?.into_iter().map(|file| json!(file)).collect();
        assert_eq!(files, [json!(["một.txt", "MQ=="]), json!(["hai.txt", "Mg=="])]);
        Ok(())
    })
    .await;
}
