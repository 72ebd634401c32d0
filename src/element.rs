//! The one place in Rust that knows of the custom element: what `js/element.js` calls.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use js_sys::Promise;
use leadform_spec::Definition;
use leadform_spec::definition::Mistake;
use leadform_spec::texts;
use leadform_spec::value::text::{joined, trim};
use leptos::prelude::*;

use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, ShadowRoot};

use crate::early::{self, Early};
use crate::event::{Told, tell};
use crate::nearest::{Languages, nearest_language};
use crate::source::{self, Origin, Source};
use crate::state::{Form, Place};
use crate::view::Cursor;
use crate::{page, send, view};

/// Looks for the definition of `host`, and shows its form in `root` as soon as there is one; a form that is there already is
/// taken over.
#[wasm_bindgen]
pub fn mount(host: HtmlElement, root: ShadowRoot, early: Option<Early>) -> Handle {
    let inner = Rc::new_cyclic(|weak: &std::rc::Weak<Inner>| {
        let weak = weak.clone();
        let changed = move || drop(weak.upgrade().inspect(|inner| inner.language_changed()));
        Inner {
            languages: Languages::new(changed),
            owner: Owner::new(),
            host,
            root,
            early: RefCell::new(early),
            shown: RefCell::default(),
            loading: RefCell::default(),
            origin: RefCell::new(None),
            waiting: RefCell::default(),
            values: RefCell::new(Vec::new()),
        }
    });
    // It fails if it has been done before, for another element.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    inner.moved();
    inner.load();
    Handle { inner }
}

/// A form in an element. Freeing it removes the form with everything that belongs to it.
#[wasm_bindgen]
pub struct Handle {
    inner: Rc<Inner>,
}

#[wasm_bindgen]
impl Handle {
    /// The element has another value of `proxy`, `form` or `lang`.
    #[wasm_bindgen(js_name = attributeChanged)]
    pub fn attribute_changed(&self, name: &str) {
        let inner = &self.inner;
        let origin = *inner.origin.borrow();
        match name {
            "lang" => inner.language_changed(),
            "proxy" => {
                inner.form().inspect(|form| form.set_proxy(inner.proxy()));
                if matches!(origin, None | Some(Origin::Proxy)) {
                    inner.load();
                }
            }
            "form" if matches!(origin, None | Some(Origin::Form | Origin::Proxy)) => inner.load(),
            _ => {}
        }
    }

    /// The element stands somewhere else.
    pub fn moved(&self) {
        self.inner.moved();
    }

    /// What was typed, by path.
    pub fn values(&self) -> JsValue {
        match self.inner.form() {
            Some(form) => form.values(),
            None => merged(&self.inner.values.borrow()),
        }
    }

    /// What was typed and not sent: what an element that comes back must have.
    pub fn unsent(&self) -> JsValue {
        let is_sent = self.inner.form().is_some_and(|form| *form.state().is_sent.peek());
        if is_sent { js_sys::Object::new().into() } else { self.values() }
    }

    /// Fills in what `values` names, now or when the form is there.
    #[wasm_bindgen(js_name = setValues)]
    pub fn set_values(&self, values: JsValue) {
        match self.inner.form() {
            Some(form) => form.set_values(&values),
            None => self.inner.values.borrow_mut().push(values),
        }
    }

    /// Another definition, as JSON; or none, so that it is looked for again.
    #[wasm_bindgen(js_name = setDefinition)]
    pub fn set_definition(&self, definition: Option<String>) {
        let Some(text) = definition else {
            self.inner.origin.take();
            self.inner.load();
            return;
        };
        self.inner.loading.take();
        let name = "the property definition".to_owned();
        let source = Source { text, base: page::base(), name, origin: Origin::Property };
        if let Some(definition) = self.inner.read(&source) {
            self.inner.show(source, definition);
        }
    }

    /// The body as it would be sent now; none while something is missing or wrong.
    pub fn body(&self) -> Option<String> {
        self.inner.form().and_then(Form::body)
    }

    /// Checks everything, says what is wrong, and whether nothing is.
    pub fn validate(&self) -> bool {
        self.inner.form().is_some_and(Form::validate)
    }

    /// Checks everything and sends it: a promise of what became of it.
    pub fn submit(&self) -> Promise {
        let Some(form) = self.inner.form() else { return Promise::resolve(&JsValue::from("error")) };
        match form.submit() {
            Some(outcome) => Promise::resolve(&JsValue::from(outcome.name())),
            None => Promise::new(&mut |resolve, _| form.when_sent(resolve)),
        }
    }

    /// Empties the form for another lead.
    pub fn reset(&self) {
        self.inner.form().inspect(|form| form.reset());
    }
}

struct Inner {
    /// Everything belongs to it.
    owner: Owner,
    host: HtmlElement,
    root: ShadowRoot,
    shown: RefCell<Option<Shown>>,
    /// The owner of what is being fetched: letting it go gives that up.
    loading: RefCell<Option<Loading>>,
    origin: RefCell<Option<Origin>>,
    /// The time before the widget, if a form was rendered.
    early: RefCell<Option<Early>>,
    /// What is shown as soon as the visitor can be disturbed.
    waiting: RefCell<Option<Source>>,
    /// What scripts filled in before there was a form.
    values: RefCell<Vec<JsValue>>,
    languages: Languages,
}

impl Inner {
    fn form(&self) -> Option<Form> {
        self.shown.borrow().as_ref().map(|shown| shown.form)
    }

    fn proxy(&self) -> Option<String> {
        self.host.get_attribute("proxy").filter(|proxy| !trim(proxy).is_empty())
    }

    /// Looks for the definition, and shows the form.
    fn load(self: &Rc<Self>) {
        self.loading.take();
        let owner = self.owner.child();
        let weak = Rc::downgrade(self);
        let host: Element = self.host.clone().into();
        *self.loading.borrow_mut() = Some(Loading(owner.clone()));
        owner.with(|| {
            send::scoped(async move {
                let found = source::find(&host).await;
                let read = weak.upgrade().and_then(|inner| match found {
                    Ok(source) => inner.read(&source).map(|definition| (source, definition)),
                    Err(error) => {
                        inner.fail("load", &error);
                        None
                    }
                });
                // On a slow phone each is long enough: between them, a visitor may do something.
                source::next_task().await;
                if let (Some(inner), Some((source, definition))) = (weak.upgrade(), read) {
                    inner.show(source, definition);
                }
            });
        });
    }

    /// Reads a definition, or says what is wrong with it.
    fn read(&self, source: &Source) -> Option<Definition> {
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
    fn show(self: &Rc<Self>, source: Source, definition: Definition) {
        let before = self.shown.take();
        let rendered = early::rendered(&self.root).filter(|_| before.is_none());
        if rendered.is_some() && early::must_wait(self.early.borrow().as_ref(), &self.root, &definition) {
            return self.wait(source);
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
        before.as_ref().inspect(|before| form.set_values(&before.form.values()));
        drop(before);
        self.values.borrow().iter().for_each(|values| form.set_values(values));
        let is_typed = self.early.borrow().as_ref().is_some_and(|early| form.take_over(early));
        if rendered.is_some() {
            if form.would_lose_focus(&self.root) {
                owner.cleanup();
                return self.wait(source);
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
        if self.early.take().is_some_and(|early| early.taken()) {
            let _ = self.form().and_then(Form::submit);
        }
    }

    /// Shows it as soon as the visitor has ended a word, or has gone on.
    fn wait(self: &Rc<Self>, source: Source) {
        *self.waiting.borrow_mut() = Some(source);
        for name in ["compositionend", "focusout"] {
            let weak = Rc::downgrade(self);
            let go_on = move || drop(weak.upgrade().inspect(Inner::go_on));
            // What the event itself does comes first.
            page::once(&self.root, name, move || set_timeout(go_on, Duration::ZERO));
        }
    }

    fn go_on(self: &Rc<Self>) {
        if let Some(source) = self.waiting.take()
            && let Some(definition) = self.read(&source)
        {
            self.show(source, definition);
        }
    }

    fn fail(&self, code: &'static str, error: &str) {
        web_sys::console::error_2(&JsValue::from(texts!["<lead-form>: ", error]), &self.host);
        tell(&self.host, &Told::Error { code });
    }

    /// Follows the languages of where the element stands now.
    fn moved(&self) {
        self.languages.follow(&self.host);
        self.language_changed();
    }

    fn language_changed(&self) {
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
        // What was about to follow a change still does, and still needs the form.
        let owner = self.owner.clone();
        set_timeout(move || owner.cleanup(), Duration::ZERO);
    }
}

struct Loading(Owner);

impl Drop for Loading {
    fn drop(&mut self) {
        self.0.cleanup();
    }
}

fn merged(values: &[JsValue]) -> JsValue {
    let all = js_sys::Object::new();
    for values in values {
        if let Some(values) = values.dyn_ref::<js_sys::Object>() {
            js_sys::Object::assign(&all, values);
        }
    }
    all.into()
}
