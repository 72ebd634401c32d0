//! What was put into the page in one call: the nodes in it that are needed again, and who listens to them.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};

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
        end: Option<&Node>,
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
    /// All that listen, by the number of their first listener.
    static HEARING: RefCell<Vec<(u32, Weak<Batch>)>> = const { RefCell::new(Vec::new()) };
    /// The number of the next listener. No number is given twice: what stays in the page after its owner no longer hears.
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
        let at = hearing.partition_point(|(first, _)| *first <= number).checked_sub(1)?;
        let (first, batch) = &hearing[at];
        let batch = batch.upgrade()?;
        let listeners = batch.listeners.borrow();
        listeners.get((number - first) as usize)?.clone()
    });
    if let Some(listener) = listener {
        listener(event);
    }
}

/// What was put into the page in one call.
#[derive(Default)]
pub(super) struct Batch {
    nodes: OnceCell<Array>,
    listeners: RefCell<Vec<Option<Listener>>>,
}

impl Batch {
    /// One more listener; says how many there were before.
    pub(super) fn listen(&self, listener: Listener) -> usize {
        let mut listeners = self.listeners.borrow_mut();
        listeners.push(Some(listener));
        listeners.len() - 1
    }

    /// These no longer listen.
    pub(super) fn forget(&self, numbers: &[usize]) {
        for number in numbers {
            let gone = self.listeners.borrow_mut()[*number].take();
            drop(gone);
        }
    }

    /// Puts it into `parent`, in front of `next` or in what stands there.
    pub(super) fn put(self: &Rc<Self>, said: &str, parent: &Node, next: Option<&Node>) {
        let page = page();
        let first = self.hear();
        let nodes = page.placing.put(said, parent, next, None, &page.call, first);
        let _ = self.nodes.set(nodes);
    }

    /// Puts it in front of a mark of `before`, in the place of what stands there.
    pub(super) fn again(self: &Rc<Self>, before: &Self, mark: u32, said: &str) {
        let page = page();
        let Some(nodes) = before.nodes.get() else { return };
        let first = self.hear();
        let _ = self.nodes.set(page.placing.again(nodes, mark, said, &page.call, first));
    }

    /// Another value of an attribute or a property, or of a text.
    pub(super) fn change(&self, node: u32, name: &str, value: Option<&str>) {
        if let Some(nodes) = self.nodes.get() {
            page().placing.change(nodes, node, name, value);
        }
    }

    pub(super) fn node(&self, index: u32) -> JsValue {
        self.nodes.get().map_or(JsValue::UNDEFINED, |nodes| nodes.get(index))
    }

    /// The number of the first listener.
    fn hear(self: &Rc<Self>) -> u32 {
        let first = NEXT.get();
        let count = self.listeners.borrow().len();
        if count > 0 {
            NEXT.set(first.wrapping_add(u32::try_from(count).unwrap_or(0)));
            HEARING.with_borrow_mut(|hearing| hearing.push((first, Rc::downgrade(self))));
        }
        first
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        if !self.listeners.get_mut().is_empty() {
            HEARING.with_borrow_mut(|hearing| hearing.retain(|(_, batch)| batch.strong_count() > 0));
        }
    }
}
