//! Elements in a page: made, or found there already.
//!
//! What a view says now and what stands in the page are walked side by side. An element that is the same one (the same name, and the
//! same `id`, or else the same `class`) stays where it is, with the focus, the caret and whatever a visitor typed into
//! it; what is new is put in between, and what is left over goes. So a form that was rendered on a server is taken over,
//! and so a part of a form that says something else becomes what it now says.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Function;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{CharacterData, Element, Node};

use super::{Child, Listener, Parts, Tag, Text};
use crate::live::{effect, when_gone};

/// A place among the children of a node.
#[derive(Clone)]
pub(crate) struct Cursor {
    parent: Node,
    /// What stands behind the place.
    next: Option<Node>,
    /// Where it ends, if it is not all of the node.
    end: Option<Node>,
}

impl Cursor {
    /// The first place in `parent`.
    pub(crate) fn start(parent: &Node) -> Self {
        Self { parent: parent.clone(), next: parent.first_child(), end: None }
    }

    /// The last place in `parent`: nothing that is there already is looked at.
    pub(crate) fn end(parent: &Node) -> Self {
        Self { parent: parent.clone(), next: None, end: None }
    }

    /// The node that it is in.
    pub(crate) fn parent(&self) -> Node {
        self.parent.clone()
    }

    /// Puts an element here, and goes on behind it.
    pub(crate) fn put(&mut self, tag: Tag) -> Element {
        let Parts { name, attributes, listeners, children, made } = *tag.0;
        let mut said = name.to_owned();
        key(&attributes, &mut said);
        for (name, text) in &attributes {
            if let Text::Fixed(text) = text {
                said.extend(["\0", *name, "\0", &**text]);
            }
        }
        let element = call(&said, self.next.as_ref(), self.end.as_ref());
        let is_found = element.parent_node().is_some();
        for (name, text) in attributes {
            if let Text::Live(text) = text {
                attribute(&element, name, text, is_found);
            }
        }
        let mut inside = Self::start(&element);
        for child in children {
            inside.child(child);
        }
        inside.finish();
        listen(&element, listeners);
        if is_found {
            self.next = element.next_sibling();
        } else {
            self.insert(&element);
        }
        for run in made {
            run(element.clone());
        }
        element
    }

    fn child(&mut self, child: Child) {
        match child {
            Child::None => {}
            Child::Tag(tag) => drop(self.put(tag)),
            Child::Text(text) => drop(self.text(&text)),
            Child::LiveText(text) => {
                let mut before = untrack(&text);
                let node = self.text(&before);
                effect(move || {
                    let now = text();
                    if now != before {
                        node.set_data(&now);
                        before = now;
                    }
                });
            }
            Child::Live(children) => self.live(children),
            Child::ByHand(put) => put(self),
        }
    }

    /// Elements that follow what they look at, in front of a mark that no reader sees.
    fn live(&mut self, children: Box<dyn Fn() -> Vec<Tag>>) {
        let place = Rc::new(RefCell::new(self.clone()));
        let mark: Node = document().create_text_node("").into();
        let (first, end) = (Rc::clone(&place), mark.clone());
        let mut shown: Vec<Element> = Vec::new();
        effect(move || {
            let mut place = first.borrow_mut();
            // Somebody else may have taken it out of the page.
            let is_there = |begin: &&Element| begin.parent_node().as_ref() == Some(&place.parent);
            if let Some(begin) = shown.first().filter(is_there) {
                place.next = Some(begin.clone().into());
            }
            shown = children().into_iter().map(|tag| place.put(tag)).collect();
            if place.end.is_some() {
                place.finish();
            } else {
                place.insert(&end);
                place.end = Some(end.clone());
            }
            place.next = Some(end.clone());
        });
        self.next = mark.next_sibling();
    }

    /// A text here, and goes on behind it.
    fn text(&mut self, text: &str) -> CharacterData {
        if let Some(next) = &self.next
            && next.node_type() == Node::TEXT_NODE
            && self.end.as_ref() != Some(next)
        {
            let found: CharacterData = next.clone().unchecked_into();
            if found.data() != text {
                found.set_data(text);
            }
            self.next = found.next_sibling();
            return found;
        }
        let node = document().create_text_node(text);
        self.insert(&node);
        node.into()
    }

    /// Takes away everything but stylesheets and `kept`, which is then behind the place.
    pub(crate) fn clear_up_to(&mut self, kept: Option<&Node>) {
        let mut next = self.next.take();
        while let Some(node) = next {
            next = node.next_sibling();
            if kept == Some(&node) {
                self.next = Some(node);
            } else if node.node_name() != "LINK" {
                remove(&node);
            }
        }
    }

    fn insert(&self, node: &Node) {
        let _ = self.parent.insert_before(node, self.next.as_ref());
    }

    /// Nothing that is left over stays.
    fn finish(&mut self) {
        let end = self.end.clone();
        self.clear(end.as_ref());
    }

    fn clear(&mut self, end: Option<&Node>) {
        while let Some(node) = self.next.take().filter(|node| Some(node) != end) {
            self.next = node.next_sibling();
            remove(&node);
        }
        self.next = end.cloned();
    }
}

/// Takes a node out of the page.
pub(crate) fn remove(node: &Node) {
    if let Some(parent) = node.parent_node() {
        let _ = parent.remove_child(node);
    }
}

/// What an element is known by, and the first word of it: a class that follows something is of one kind of element, whatever it says
/// besides.
fn key(attributes: &[(&'static str, Text)], said: &mut String) {
    let find = |of: &str| attributes.iter().find(|(name, _)| *name == of);
    let Some((name, text)) = find("id").or_else(|| find("class")) else { return said.push_str("\0\0") };
    let live;
    let text: &str = match text {
        Text::Fixed(text) => text,
        Text::Live(text) => {
            live = untrack(text).unwrap_or_default();
            &live
        }
    };
    said.extend(["\0", *name, "\0", text.split(' ').next().unwrap_or_default()]);
}

thread_local! {
    static PLACE: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Gives the widget the function `place` of `js/place.js`.
#[wasm_bindgen(js_name = setPlace)]
pub fn set_place(place: Function) {
    PLACE.set(Some(place));
}

fn call(said: &str, next: Option<&Node>, end: Option<&Node>) -> Element {
    let node = |node: Option<&Node>| node.map_or(JsValue::NULL, Into::into);
    let element = PLACE.with_borrow(|place| {
        place.as_ref()?.call3(&JsValue::UNDEFINED, &said.into(), &node(next), &node(end)).ok()
    });
    element.unwrap_or_else(|| unreachable!("js/live.js gives it before anything is shown")).unchecked_into()
}

fn attribute(element: &Element, name: &'static str, value: Box<dyn Fn() -> Option<String>>, is_found: bool) {
    let element = element.clone();
    // What an element has that is new: nothing.
    let mut before = if is_found { element.get_attribute(name) } else { None };
    effect(move || {
        let now = value();
        if now != before {
            let _ = match &now {
                Some(now) => element.set_attribute(name, now),
                None => element.remove_attribute(name),
            };
            before = now;
        }
    });
}

/// Listens for as long as the owner lives. What stays in the page after that no longer hears.
fn listen(element: &Element, listeners: Vec<Listener>) {
    if listeners.is_empty() {
        return;
    }
    let element = element.clone();
    let listeners: Vec<_> = listeners
        .into_iter()
        .map(|(name, listener)| {
            let listener = Closure::wrap(listener);
            let _ = element.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
            (name, listener)
        })
        .collect();
    when_gone(Box::new(move || {
        for (name, listener) in &listeners {
            let _ = element.remove_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
        }
    }));
}
