//! Elements in a page: made, or found there already.
//!
//! What a view says now and what stands in the page are walked side by side. An element that is the same one (the same name, and the
//! same `id`, or else the same `class`) stays where it is, with the focus, the caret and whatever a visitor typed into
//! it; what is new is put in between, and what is left over goes. So a form that was rendered on a server is taken over,
//! and so a part of a form that says something else becomes what it now says.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{CharacterData, Element, Event, Node};

use super::{Child, Parts, Tag, Text};
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
        let found = self.find(name, &attributes);
        let is_found = found.is_some();
        let element = found.unwrap_or_else(|| {
            document().create_element(name).unwrap_or_else(|_| unreachable!("names of elements are fixed"))
        });
        for (name, text) in attributes {
            attribute(&element, name, text, is_found);
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
        made.into_iter().for_each(|run| run(element.clone()));
        element
    }

    fn child(&mut self, child: Child) {
        match child {
            Child::None => {}
            Child::Tag(tag) => drop(self.put(tag)),
            Child::Text(text) => drop(self.text(&text)),
            Child::LiveText(text) => {
                let mut before = text_of(&text);
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
            if let Some(begin) = shown.first() {
                place.next = Some(begin.clone().into());
            }
            shown = children().into_iter().map(|tag| place.put(tag)).collect();
            if place.end.is_some() {
                place.finish();
            } else {
                place.insert(&end);
                *place = Self { next: Some(end.clone()), end: Some(end.clone()), ..place.clone() };
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

    /// The element that is already there, and nothing in front of it any more.
    fn find(&mut self, name: &str, attributes: &[(&'static str, Text)]) -> Option<Element> {
        let mut next = self.next.clone();
        let said = |of: &str| attributes.iter().find(|(name, _)| *name == of);
        let key = said("id").or_else(|| said("class"));
        while let Some(node) = next.filter(|node| self.end.as_ref() != Some(node)) {
            next = node.next_sibling();
            let Some(element) = node.dyn_ref::<Element>().filter(|element| element.local_name() == name)
            else {
                continue;
            };
            let is_it = match key {
                Some((name, Text::Fixed(value))) => element.get_attribute(name).as_deref() == Some(value),
                // A class that follows something is of one kind of element, whatever it says now.
                Some((name, Text::Live(value))) => {
                    let first = |text: Option<String>| text?.split(' ').next().map(str::to_owned);
                    first(element.get_attribute(name)) == first(untrack(value))
                }
                None => true,
            };
            if is_it {
                self.clear(Some(&node));
                return Some(element.clone());
            }
        }
        None
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

fn text_of(text: &dyn Fn() -> String) -> String {
    untrack(text)
}

/// Nothing is written that stands there already: that can move a caret.
fn attribute(element: &Element, name: &'static str, text: Text, is_found: bool) {
    match text {
        Text::Fixed(text) => write(element, name, Some(&text), is_found),
        Text::Live(value) => {
            let element = element.clone();
            let mut before = None;
            effect(move || {
                let now = value();
                match &before {
                    None => write(&element, name, now.as_deref(), is_found),
                    Some(before) if *before == now => {}
                    Some(_) => write(&element, name, now.as_deref(), false),
                }
                before = Some(now);
            });
        }
    }
}

fn write(element: &Element, name: &str, value: Option<&str>, may_be_there: bool) {
    if may_be_there && element.get_attribute(name).as_deref() == value {
        return;
    }
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// Listens for as long as the owner lives. What stays in the page after that no longer hears.
fn listen(element: &Element, listeners: Vec<(&'static str, Box<dyn FnMut(Event)>)>) {
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
