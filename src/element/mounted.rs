//! What is mounted in an element: how its definition is loaded, and when its form is shown.

use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::time::Duration;

use leadform_spec::Definition;
use leadform_spec::definition::Mistake;
use leadform_spec::texts;
use leadform_spec::value::text::{joined, trim};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{AbortController, Element, HtmlElement, ShadowRoot};

use crate::early::{self, Early};
use crate::event::{Told, tell};
use crate::nearest::{Languages, nearest_language};
use crate::source::{self, Origin, Source};
use crate::state::{Form, Place};
use crate::view::Cursor;
use crate::{page, send, view};

/// An element that is in a page, with its form or what is to become one.
pub(super) struct Mounted {
    host: HtmlElement,
    root: ShadowRoot,
    shown: RefCell<Option<Shown>>,
    /// The owner of what is being fetched: letting it go gives that up.
    loading: RefCell<Option<Loading>>,
    /// What is shown as soon as the visitor can be disturbed.
    deferred: RefCell<Option<(Source, Listening)>>,
    /// Where the definition came from that counts now.
    pub(super) origin: RefCell<Option<Origin>>,
    /// The time before the widget, if a form was rendered.
    early: RefCell<Option<Early>>,
    /// What scripts filled in before there was a form.
    pub(super) values: RefCell<Vec<JsValue>>,
    languages: Languages,
    /// Everything belongs to it.
    owner: Owner,
}

impl Mounted {
    pub(super) fn new(host: HtmlElement, root: ShadowRoot, early: Option<Early>) -> Rc<Self> {
        Rc::new_cyclic(|weak: &Weak<Self>| {
            let weak = weak.clone();
            let changed = move || drop(weak.upgrade().inspect(|mounted| mounted.language_changed()));
            Self {
                host,
                root,
                shown: RefCell::default(),
                loading: RefCell::default(),
                deferred: RefCell::default(),
                origin: RefCell::default(),
                early: RefCell::new(early),
                values: RefCell::default(),
                languages: Languages::new(changed),
                owner: Owner::new(),
            }
        })
    }

    pub(super) fn form(&self) -> Option<Form> {
        self.shown.borrow().as_ref().map(|shown| shown.form)
    }

    pub(super) fn proxy(&self) -> Option<String> {
        self.host.get_attribute("proxy").filter(|proxy| !trim(proxy).is_empty())
    }

    /// Gives up what is on its way, and what waits for the visitor: something newer is to be shown.
    pub(super) fn abandon(&self) {
        self.loading.take();
        self.deferred.take();
    }

    /// Looks for the definition, and shows the form.
    pub(super) fn load(self: &Rc<Self>) {
        self.abandon();
        let owner = self.owner.child();
        let weak = Rc::downgrade(self);
        let host: Element = self.host.clone().into();
        *self.loading.borrow_mut() = Some(Loading(owner.clone()));
        owner.with(|| {
            send::scoped(async move {
                let found = source::find(&host).await;
                let read = weak.upgrade().and_then(|mounted| match found {
                    Ok(source) => mounted.read(&source).map(|definition| (source, definition)),
                    Err(error) => {
                        mounted.fail("load", &error);
                        None
                    }
                });
                // On a slow phone each is long enough: between them, a visitor may do something.
                source::next_task().await;
                if let (Some(mounted), Some((source, definition))) = (weak.upgrade(), read) {
                    mounted.show(source, definition);
                }
            });
        });
    }

    /// Reads a definition, or says what is wrong with it.
    pub(super) fn read(&self, source: &Source) -> Option<Definition> {
        *self.origin.borrow_mut() = Some(source.origin);
        let mistakes = match Definition::parse(&source.text) {
            Ok(definition) => return Some(definition),
            Err(mistakes) => mistakes,
        };
        let list: Vec<String> = mistakes.iter().map(Mistake::told).collect();
        let list = joined(&list, "\n");
        self.fail("definition", &texts!["there are mistakes in ", source.name, ":\n", list]);
        None
    }

    /// Shows the form of a definition; what was typed into the one before it stays, and so does what was typed into one that
    /// was on the page before.
    pub(super) fn show(self: &Rc<Self>, source: Source, definition: Definition) {
        let before = self.shown.take();
        let rendered = early::rendered(&self.root).filter(|_| before.is_none());
        if rendered.is_some() && early::must_wait(self.early.borrow().as_ref(), &self.root, &definition) {
            return self.defer(source);
        }
        let place = Place {
            host: Some(self.host.clone().into()),
            root: Some(self.root.clone()),
            proxy: self.proxy(),
            base: source.base.clone(),
            language: nearest_language(&self.host),
        };
        let owner = self.owner.child();
        let form = owner.with(|| Form::new(definition, place));
        if let Some(before) = before {
            form.set_values(&before.form.values());
            before.view.remove();
            // This may be called in the middle of what it does, such as a press that tells the page: it goes after that.
            set_timeout(move || drop(before), Duration::ZERO);
        }
        self.values.borrow().iter().for_each(|values| form.set_values(values));
        let is_typed = self.early.borrow().as_ref().is_some_and(|early| form.take_over(early));
        if rendered.is_some() {
            if form.would_lose_focus(&self.root) {
                owner.cleanup();
                return self.defer(source);
            }
            form.follow_focus(&self.root);
        }
        self.values.take();
        // The fallback goes, and whatever else stood there; the stylesheet stays.
        let mut place = Cursor::start(&self.root);
        place.clear_up_to(rendered.as_ref());
        let view = owner.with(|| place.put(view::form(form)));
        *self.shown.borrow_mut() = Some(Shown { form, owner, view });
        form.state().tell(&Told::Ready);
        if is_typed {
            form.state().tell(&Told::Start);
        }
        // A listener may have done anything; a press that waits is one for the form that is there now.
        if self.early.take().is_some_and(|early| early.taken().is_truthy()) {
            let _ = self.form().and_then(Form::submit);
        }
    }

    /// Shows it as soon as the visitor has ended a word, or has gone on.
    fn defer(self: &Rc<Self>, source: Source) {
        let weak = Rc::downgrade(self);
        let resume = move || drop(weak.upgrade().inspect(Self::resume));
        // What the event itself does comes first.
        let listening = page::once(&self.root, &["compositionend", "focusout"], move || {
            set_timeout(resume, Duration::ZERO);
        });
        *self.deferred.borrow_mut() = Some((source, Listening(listening)));
    }

    fn resume(self: &Rc<Self>) {
        if let Some((source, _)) = self.deferred.take()
            && let Some(definition) = self.read(&source)
        {
            self.show(source, definition);
        }
    }

    fn fail(&self, code: &'static str, error: &str) {
        super::complain(&self.host, error);
        tell(&self.host, &Told::Error { code });
    }

    /// Follows the languages of where the element stands now.
    pub(super) fn moved(&self) {
        self.languages.follow(&self.host);
        self.language_changed();
    }

    pub(super) fn language_changed(&self) {
        if let Some(form) = self.form() {
            form.state().language.turn(nearest_language(&self.host));
        }
    }
}

/// A form that is on the page.
struct Shown {
    form: Form,
    owner: Owner,
    view: Element,
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.view.remove();
        self.owner.cleanup();
    }
}

struct Loading(Owner);

impl Drop for Loading {
    fn drop(&mut self) {
        self.0.cleanup();
    }
}

/// For the end of what the visitor is at.
struct Listening(Option<AbortController>);

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.as_ref().inspect(|listening| listening.abort());
    }
}
