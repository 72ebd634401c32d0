//! What ends a wait: the time, and whatever promises that a try would do better now or that there may be no later one.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Event;

use crate::page;

/// The browser asks before it leaves the page, if this event is objected to.
const LEAVING: &str = "beforeunload";
/// The network is back; the visitor goes to another tab, where a telephone may forget this one, or returns; the page goes,
/// or comes back as it was.
const OCCASIONS: [&str; 4] = ["online", "visibilitychange", "pagehide", "pageshow"];

/// Listens for as long as there is a lead that is not delivered.
pub(super) struct Watch {
    listener: Closure<dyn Fn(Event)>,
    wake: Rc<RefCell<Option<Function>>>,
    has_news: Rc<Cell<bool>>,
    may_leave: Rc<Cell<bool>>,
}

impl Watch {
    pub(super) fn new() -> Self {
        let (wake, has_news): (Rc<RefCell<Option<Function>>>, Rc<Cell<bool>>) = Default::default();
        let may_leave = Rc::new(Cell::new(false));
        let listener = {
            let (wake, has_news, may_leave) = (Rc::clone(&wake), Rc::clone(&has_news), Rc::clone(&may_leave));
            Closure::<dyn Fn(Event)>::new(move |event: Event| {
                if event.type_() == LEAVING {
                    event.prevent_default();
                    // Browsers of before 2023 look at this only.
                    let _ = Reflect::set(&event, &"returnValue".into(), &true.into());
                } else {
                    has_news.set(true);
                    may_leave.set(matches!(event.type_().as_str(), "pagehide" | "visibilitychange"));
                    call(wake.take());
                }
            })
        };
        let watch = Self { listener, wake, has_news, may_leave };
        for name in OCCASIONS {
            watch.listen(name);
        }
        watch
    }

    fn listen(&self, name: &str) {
        let listener = self.listener.as_ref().unchecked_ref();
        let _ = page::window().add_event_listener_with_callback(name, listener);
    }

    fn ignore(&self, name: &str) {
        let listener = self.listener.as_ref().unchecked_ref();
        let _ = page::window().remove_event_listener_with_callback(name, listener);
    }

    /// Has the browser ask before it leaves the page.
    pub(super) fn guard(&self) {
        self.listen(LEAVING);
    }

    /// Lets it leave.
    pub(super) fn rest(&self) {
        self.ignore(LEAVING);
    }

    /// Whether something happened since this was last asked.
    pub(super) fn has_news(&self) -> bool {
        self.has_news.take()
    }

    /// Whether the page may be about to go.
    pub(super) fn may_leave(&self) -> bool {
        self.may_leave.take()
    }

    /// Someone pressed: no more waiting, and all the tries again.
    pub(super) fn hurry(&self) {
        self.has_news.set(true);
        call(self.wake.take());
    }

    /// Waits for so long, or without end, unless something ends it.
    pub(super) async fn pause(&self, ms: Option<i32>) {
        let timer = Cell::new(None);
        let over = Promise::new(&mut |resolve, _| {
            let start = |ms| {
                let window = page::window();
                window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms).ok()
            };
            timer.set(ms.and_then(start));
            self.wake.replace(Some(resolve));
        });
        let _timer = Timer(timer.get());
        let _ = JsFuture::from(over).await;
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        for name in OCCASIONS.into_iter().chain([LEAVING]) {
            self.ignore(name);
        }
    }
}

fn call(wake: Option<Function>) {
    wake.inspect(|wake| drop(wake.call0(&JsValue::NULL)));
}

struct Timer(Option<i32>);

impl Drop for Timer {
    fn drop(&mut self) {
        self.0.inspect(|timer| page::window().clear_timeout_with_handle(*timer));
    }
}
