//! Files that the visitor chose: read in the background, or refused with a reason.

use std::rc::Rc;

use leadform_language::Refusal;
use leadform_spec::{Answer, File};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{FileList, FileReader, ProgressEvent};

use super::{Control, Said};
use crate::live::Live;

/// One file.
pub(crate) struct Upload {
    /// The field that it is in.
    pub(crate) control: Control,
    /// Its own number, which no other file of the form ever gets.
    pub(crate) number: usize,
    pub(crate) name: String,
    pub(crate) bytes: usize,
    pub(crate) stage: Live<Stage>,
    mime: String,
    reader: Live<Option<Reader>>,
}

/// How far a file has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stage {
    /// It is being read.
    Reading { percent: usize },
    /// It is there, as a `data:` URL.
    Read { url: String },
    /// It cannot be sent.
    Refused(Refusal),
}

/// A reader, and what it calls.
struct Reader {
    reader: FileReader,
    _listeners: [Closure<dyn FnMut(ProgressEvent)>; 3],
}

impl Drop for Reader {
    fn drop(&mut self) {
        for set in [FileReader::set_onprogress, FileReader::set_onload, FileReader::set_onerror] {
            set(&self.reader, None);
        }
        self.reader.abort();
    }
}

impl Upload {
    /// Whether a thumbnail can be shown.
    pub(crate) fn is_picture(&self) -> bool {
        self.mime.starts_with("image/")
    }
}

impl Control {
    /// How large each file may be.
    pub(crate) fn max_bytes(self) -> usize {
        self.about().field().map_or(0, |field| field.max_bytes)
    }

    /// Adds files, and begins to read them.
    pub(crate) fn add_files(self, files: &FileList) {
        let added = (0..files.length()).filter_map(|index| files.get(index));
        let added = added.map(|file| self.add_file(&file)).collect();
        self.count_files();
        self.form.say(Said::Files(added));
        self.form.touched();
    }

    fn add_file(self, file: &web_sys::File) -> Rc<Upload> {
        let about = self.about();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a size is a whole number"
        )]
        let bytes = file.size() as usize;
        let is_taken = about.field().is_none_or(|field| field.accepts(&file.name(), &file.type_()));
        let refusal = if !is_taken {
            Some(Refusal::Type)
        } else if bytes == 0 {
            Some(Refusal::Empty)
        } else {
            (bytes > self.max_bytes()).then_some(Refusal::Size)
        };
        let stage = refusal.map_or(Stage::Reading { percent: 0 }, Stage::Refused);
        let upload = Rc::new(Upload {
            control: self,
            number: self.form.session(super::session::Session::next_number),
            name: file.name(),
            bytes,
            stage: Live::new(stage),
            mime: file.type_(),
            reader: Live::new(None),
        });
        if refusal.is_none() {
            upload.reader.set(self.read_file(&upload, file));
        }
        about.uploads.change(|uploads| uploads.push(Rc::clone(&upload)));
        upload
    }

    fn read_file(self, upload: &Rc<Upload>, file: &web_sys::File) -> Option<Reader> {
        let reader = FileReader::new().ok()?;
        // Weak, since the file owns its reader, and the reader these.
        let listener = |heard: fn(Self, &Upload, &ProgressEvent)| {
            let upload = Rc::downgrade(upload);
            Closure::<dyn FnMut(ProgressEvent)>::new(move |event| {
                let upload = upload.upgrade().filter(|_| !self.form.is_gone());
                upload.inspect(|upload| heard(self, upload, &event));
            })
        };
        let progress = listener(|_, upload, event| {
            let percent = event.loaded() * 100.0 / event.total().max(1.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is 0 to 100")]
            upload.stage.turn(Stage::Reading { percent: percent as usize });
        });
        let load = listener(|control, upload, event| {
            let url = event.target().and_then(|reader| reader.unchecked_into::<FileReader>().result().ok());
            let url = url.as_ref().and_then(JsValue::as_string);
            upload.stage.set(url.map_or(Stage::Refused(Refusal::Unreadable), |url| Stage::Read { url }));
            control.count_files();
        });
        let error = listener(|control, upload, _| {
            upload.stage.set(Stage::Refused(Refusal::Unreadable));
            control.count_files();
        });
        reader.set_onprogress(Some(progress.as_ref().unchecked_ref()));
        reader.set_onload(Some(load.as_ref().unchecked_ref()));
        reader.set_onerror(Some(error.as_ref().unchecked_ref()));
        reader.read_as_data_url(file).ok()?;
        Some(Reader { reader, _listeners: [progress, load, error] })
    }

    /// Takes a file away, also while it is being read.
    pub(crate) fn remove_file(self, number: usize) {
        self.about().uploads.change(|uploads| uploads.retain(|upload| upload.number != number));
        self.count_files();
    }

    /// The answer is what was read so far; while that is not all, the answer is unfinished.
    fn count_files(self) {
        let about = self.about();
        let mut files = Vec::new();
        let mut is_unfinished = false;
        for upload in about.uploads.now() {
            match &*upload.stage.peek() {
                Stage::Read { url } => files.push(File {
                    name: upload.name.clone(),
                    mime: upload.mime.clone(),
                    base64: url.split_once(',').map(|(_, data)| data.to_owned()).unwrap_or_default(),
                }),
                Stage::Reading { .. } | Stage::Refused(_) => is_unfinished = true,
            }
        }
        about.unfinished.set(is_unfinished);
        self.answered(Answer::Files(files));
    }
}
