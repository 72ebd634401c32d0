//! What was put into the page in one call, and who listens there.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;
use web_sys::{Event, Node};

use super::super::Listener;

#[wasm_bindgen]
extern "C" {
    /// What `js/place.js` does.
    pub type Placing;

    #[wasm_bindgen(method)]
    fn put(
        this: &Placing,
        said: &str,
        parent: &Node,
        next: Option<&Node>,
        call: &Function,
        first: u32,
    ) -> Array;

    #[wasm_bindgen(method)]
    fn again(this: &Placing, nodes: &Array, index: u32, said: &str, call: &Function, first: u32) -> Array;

    #[wasm_bindgen(method)]
    fn change(this: &Placing, nodes: &Array, index: u32, name: &str, value: Option<&str>);
}

/// What puts elements into the page, and what it calls when one of them has an event.
struct Page {
    placing: Placing,
    call: Function,
}

thread_local! {
    static PAGE: RefCell<Option<Rc<Page>>> = const { RefCell::new(None) };
    /// All that listen, by their numbers, which rise.
    static HEARING: RefCell<Vec<(u32, Listener)>> = const { RefCell::new(Vec::new()) };
    /// The number of the next listener. None is given twice: what stays in the page after its owner is no longer heard.
    static NEXT: Cell<u32> = const { Cell::new(1) };
}

/// Gives the widget `place` of `js/place.js`.
#[wasm_bindgen(js_name = setPlace)]
pub fn set_place(placing: Placing) {
    let call = Closure::<dyn Fn(u32, Event)>::new(hear).into_js_value().unchecked_into();
    PAGE.set(Some(Rc::new(Page { placing, call })));
}

fn page() -> Rc<Page> {
    PAGE.with_borrow(Clone::clone)
        .unwrap_or_else(|| unreachable!("js/live.js gives it before anything is shown"))
}

/// Hands an event to the listener with this number, if it still listens.
fn hear(number: u32, event: Event) {
    let listener = HEARING.with_borrow(|hearing| {
        let at = hearing.binary_search_by_key(&number, |(number, _)| *number).ok()?;
        Some(Rc::clone(&hearing[at].1))
    });
    if let Some(listener) = listener {
        listener(event);
    }
}

/// One more listener, and its number.
pub(super) fn listen(listener: Listener) -> u32 {
    let number = next();
    NEXT.set(number + 1);
    HEARING.with_borrow_mut(|hearing| hearing.push((number, listener)));
    number
}

/// The number of the next listener.
pub(super) fn next() -> u32 {
    NEXT.get()
}

/// These no longer listen.
pub(super) fn forget(numbers: &[u32]) {
    HEARING.with_borrow_mut(|hearing| hearing.retain(|(number, _)| !numbers.contains(number)));
}

/// Where elements are put.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    /// Into this node, in front of this one or in what stands there from it on.
    In(&'a Node, Option<&'a Node>),
    /// In front of a mark of this batch, in the place of what stands there.
    Before(&'a Batch, u32),
}

/// What was put into the page in one call: all its nodes.
#[derive(Default)]
pub(super) struct Batch(OnceCell<Array>);

impl Batch {
    /// Puts what is written at its place. Its listeners have numbers from `first` on.
    pub(super) fn put(&self, said: &str, place: Place<'_>, first: u32) {
        let page = page();
        let nodes = match place {
            Place::In(parent, next) => page.placing.put(said, parent, next, &page.call, first),
            Place::Before(batch, mark) => {
                let Some(nodes) = batch.0.get() else { return };
                page.placing.again(nodes, mark, said, &page.call, first)
            }
        };
        let _ = self.0.set(nodes);
    }

    /// Another value of an attribute or a property, or of a text.
    pub(super) fn change(&self, node: u32, name: &str, value: Option<&str>) {
        if let Some(nodes) = self.0.get() {
            page().placing.change(nodes, node, name, value);
        }
    }

    pub(super) fn node(&self, index: u32) -> JsValue {
        self.0.get().map_or(JsValue::UNDEFINED, |nodes| nodes.get(index))
    }
}
