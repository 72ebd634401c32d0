//! Files: chosen or dropped, read in the background, shown with what can be said of each.

use leadform_spec::texts;
use leadform_spec::value::text;
use std::rc::Rc;

use wasm_bindgen::JsCast as _;
use web_sys::{DragEvent, HtmlInputElement};

use super::chips::cross;
use super::field::as_control;
use super::tag::{Tag, tag};
use super::text::target;
use crate::state::uploads::{Stage, Upload};
use crate::state::{Control, Said};
use leadform_language::{self as language, Phrase, phrase};

pub(super) fn files(control: Control) -> Tag {
    let form = control.form;
    let about = control.about();
    let accept = about.field().and_then(|field| field.accept.clone());
    let drop_id = control.id("-drop");
    // The input covers its words: a click, a drop and the keyboard all reach it. They are named here together with the
    // label above, since a second `label` is lost on some screen readers.
    let input = as_control(tag("input").attr("type", "file"), control)
        .attr("aria-labelledby", texts![control.id("-label"), " ", drop_id])
        .attr("class", "lf-file-input")
        .attr("part", "")
        .maybe("accept", accept)
        .maybe("multiple", (control.row_limits().1 > 1).then_some(""))
        .on("change", move |event| take(control, &target(&event)))
        .on("blur", move |_| control.left())
        // What was chosen before there was a widget.
        .made(move |input| take(control, input.unchecked_ref()));
    let over = |name: &'static str| {
        move |event: web_sys::Event| {
            let _ = target(&event).class_list().toggle_with_force("lf-drop-over", name == "dragenter");
        }
    };
    let drop = tag("div")
        .class("lf-drop")
        .part("control")
        .on("dragenter", over("dragenter"))
        .on("dragleave", over("dragleave"))
        .on("dragover", |event| event.prevent_default())
        .on("drop", move |event| {
            // Browsers differ in what a drop onto a file input does, so the input is not asked.
            event.prevent_default();
            let _ = target(&event).class_list().remove_1("lf-drop-over");
            let dropped = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
            dropped.and_then(|data| data.files()).inspect(|files| control.add_files(files));
        })
        .child(tag("span").attr("id", drop_id).child(phrase(form.language(), Phrase::DropFiles)))
        .child(input);
    let list = move || {
        let uploads = control.about().uploads.get();
        let items = || {
            tag("ul")
                .class("lf-file-list")
                .attr("role", "list")
                .children(uploads.iter().map(|upload| file(control, upload)))
        };
        (!uploads.is_empty()).then(items)
    };
    tag("div").class("lf-files").child(drop).live(list)
}

/// Takes the files that are chosen in an input.
fn take(control: Control, input: &HtmlInputElement) {
    if let Some(files) = input.files().filter(|files| files.length() > 0) {
        control.add_files(&files);
        // The same file can be chosen again after it was removed.
        input.set_value("");
    }
}

fn file(control: Control, upload: &Rc<Upload>) -> Tag {
    let form = control.form;
    let number = upload.number;
    let (shown, said) = (Rc::clone(upload), Rc::clone(upload));
    let picture = move || match &*shown.stage.look() {
        Stage::Read { url } if shown.is_picture() => {
            Some(tag("img").class("lf-file-thumb").attr("alt", "").attr("src", url.clone()))
        }
        Stage::Reading { percent } => {
            let percent = text::number(*percent);
            let label = shown.name.clone();
            Some(tag("progress").attr("max", "100").attr("value", percent).attr("aria-label", label))
        }
        Stage::Read { .. } | Stage::Refused(_) => None,
    };
    let sentence = move || match &*said.stage.look() {
        Stage::Reading { .. } => phrase(form.language(), Phrase::Reading).to_owned(),
        Stage::Read { .. } => language::size(form.language(), said.bytes),
        Stage::Refused(refusal) => language::refusal(form.language(), *refusal, control.max_bytes()),
    };
    let refused = Rc::clone(upload);
    let sentence = tag("small").text(sentence).live_attr("class", move || {
        let is_refused = matches!(*refused.stage.look(), Stage::Refused(_));
        Some(if is_refused { "lf-file-error" } else { "lf-file-size" }.to_owned())
    });
    let gone = upload.name.clone();
    let remove = tag("button")
        .attr("type", "button")
        .class("lf-file-remove")
        .attr("aria-label", language::remove(form.language(), &upload.name))
        .on("click", move |_| {
            control.remove_file(number);
            form.state().focus(&control.id(""));
            form.say(Said::Removed(gone.clone()));
        })
        .child(cross());
    tag("li")
        .class("lf-file")
        .live(picture)
        .child(tag("span").child(upload.name.clone()).child(" ").child(sentence))
        .child(remove)
}
