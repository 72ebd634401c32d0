//! A tree of elements as `js/place.js` reads it, and what follows what in it.
//!
//! The outermost element that follows something follows for all that is inside it: a field is one effect, however many of its attributes
//! and texts look at what is said about it. What comes and goes has an effect of its own.

#![allow(
    clippy::unnecessary_box_returns,
    reason = "one pointer goes from hand to hand, and is cheaper than what it points to"
)]

use std::cell::Cell;
use std::mem;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Node};

use super::super::{Child, Parts, Tag, Text};
use super::batch::{self, Batch, Place};
use crate::live::{effect, when_gone};

/// What is being written.
struct Writing {
    /// The words, each with a zero behind it.
    said: String,
    batch: Rc<Batch>,
    /// How many nodes there are in it.
    nodes: u32,
    /// Whose everything is that is written now.
    owner: Owner,
    /// Its listeners.
    heard: Vec<u32>,
    /// What the element that follows for all inside it has found there so far; none outside of such an element.
    followers: Option<Vec<Follower>>,
    /// What is to be done with elements once they are there, and for whom.
    after: Vec<(Owner, u32, ToDo)>,
}

/// What is to be done with an element.
type ToDo = Box<dyn FnOnce(Element)>;

/// It goes from hand to hand: an effect has its first run in the middle of it.
type Pen = Box<Writing>;

/// An attribute, a property or a text that follows what it looks at.
struct Follower {
    node: u32,
    name: &'static str,
    value: Box<dyn Fn() -> Option<String>>,
    before: Option<String>,
}

thread_local! {
    /// For an effect that is about to begin, or has just begun.
    static HANDED: Cell<Option<Pen>> = const { Cell::new(None) };
}

impl Writing {
    /// One word: what it is, and what it says. No zero in it ends it.
    fn word(&mut self, kind: &str, text: &str) {
        self.said.push_str(kind);
        self.said.extend(text.split('\0'));
        self.said.push('\0');
    }

    /// An attribute and its value.
    fn pair(&mut self, kind: &str, name: &str, value: &str) {
        self.word(kind, name);
        self.word("", value);
    }

    /// The word of a node, and the node's number.
    fn node(&mut self, kind: &str, text: &str) -> u32 {
        self.word(kind, text);
        self.nodes += 1;
        self.nodes - 1
    }

    /// The first value of something that follows what it looks at.
    fn follow(
        &mut self,
        node: u32,
        name: &'static str,
        value: Box<dyn Fn() -> Option<String>>,
        before: Option<String>,
    ) {
        if let Some(followers) = &mut self.followers {
            followers.push(Follower { node, name, value, before });
        }
    }
}

/// Puts an element into `parent`, in front of `next` or in what stands there.
pub(super) fn put(tag: Tag, parent: &Node, next: Option<&Node>) -> Element {
    written(vec![tag], Place::In(parent, next)).node(0).unchecked_into()
}

/// Writes elements, and has them put into the page.
fn written(tags: Vec<Tag>, place: Place<'_>) -> Rc<Batch> {
    let (batch, first) = (Rc::new(Batch::default()), batch::next());
    let writing = all(
        Box::new(Writing {
            said: String::new(),
            batch: Rc::clone(&batch),
            nodes: 0,
            owner: owner(),
            heard: Vec::new(),
            followers: None,
            after: Vec::new(),
        }),
        tags,
    );
    batch.put(&writing.said, place, first);
    for (owner, node, run) in writing.after {
        let element = batch.node(node).unchecked_into();
        owner.with(|| untrack(|| run(element)));
    }
    batch
}

fn owner() -> Owner {
    Owner::current().unwrap_or_default()
}

/// Writes elements that belong to the current owner, and no longer listen when that comes to its end.
fn all(mut writing: Pen, tags: Vec<Tag>) -> Pen {
    let around = mem::replace(&mut writing.owner, owner());
    let heard = mem::take(&mut writing.heard);
    let followers = writing.followers.take();
    for tag in tags {
        writing = element(writing, tag);
    }
    writing.owner = around;
    writing.followers = followers;
    let heard = mem::replace(&mut writing.heard, heard);
    if !heard.is_empty() {
        when_gone(Box::new(move || batch::forget(&heard)));
    }
    writing
}

/// An effect that goes on writing in its first run, and is its writing's owner's.
fn begin(writing: Pen, mut run: Box<dyn FnMut(Option<Pen>) -> Option<Pen>>) -> Pen {
    let owner = writing.owner.clone();
    HANDED.set(Some(writing));
    owner.with(|| effect(move || HANDED.set(run(HANDED.take()))));
    HANDED.take().unwrap_or_else(|| unreachable!("an effect runs at once"))
}

fn element(writing: Pen, tag: Tag) -> Pen {
    let parts = *tag.0;
    let follows = parts.attributes.iter().any(|(_, text)| matches!(text, Text::Live(_)))
        || parts.children.iter().any(|child| matches!(child, Child::LiveText(_)));
    if !follows || writing.followers.is_some() {
        return inner(writing, parts);
    }
    let batch = Rc::clone(&writing.batch);
    let mut parts = Some(parts);
    let mut followers = Vec::new();
    begin(
        writing,
        Box::new(move |writing| {
            let (Some(mut writing), Some(parts)) = (writing, parts.take()) else {
                for Follower { node, name, value, before } in &mut followers {
                    let now = value();
                    // What a property is, the visitor may have changed.
                    if now != *before || name.starts_with('.') {
                        batch.change(*node, name, now.as_deref());
                        *before = now;
                    }
                }
                return None;
            };
            writing.followers = Some(Vec::new());
            writing = inner(writing, parts);
            followers = writing.followers.take().unwrap_or_default();
            Some(writing)
        }),
    )
}

fn inner(mut writing: Pen, parts: Parts) -> Pen {
    let Parts { name, attributes, listeners, children, made } = parts;
    let node = writing.node("<", name);
    for (name, text) in attributes {
        match text {
            Text::Fixed(text) => writing.pair("", name, &text),
            Text::Live(value) => {
                let before = value();
                let kind = if before.is_some() { "" } else { "-" };
                writing.pair(kind, name, before.as_deref().unwrap_or_default());
                writing.follow(node, name, value, before);
            }
        }
    }
    for (name, listener) in listeners {
        writing.pair("@", name, "");
        writing.heard.push(batch::listen(listener));
    }
    writing.word(">", "");
    for child in children {
        match child {
            Child::None => {}
            Child::Tag(tag) => writing = element(writing, tag),
            Child::Text(text) => _ = writing.node("'", &text),
            Child::LiveText(value) => {
                let before = value();
                let node = writing.node("'", before.as_deref().unwrap_or_default());
                writing.follow(node, "", value, before);
            }
            Child::Live(children) => writing = live(writing, children),
            Child::ByHand => writing.word("~", ""),
        }
    }
    writing.word("/", "");
    for run in made {
        let owner = writing.owner.clone();
        writing.after.push((owner, node, run));
    }
    writing
}

/// Elements that follow what they look at, in front of a mark that no reader sees.
fn live(writing: Pen, children: Box<dyn Fn() -> Vec<Tag>>) -> Pen {
    let batch = Rc::clone(&writing.batch);
    let mut mark = 0;
    begin(
        writing,
        Box::new(move |writing| {
            let tags = children();
            let Some(mut writing) = writing else {
                written(tags, Place::Before(&batch, mark));
                return None;
            };
            writing.word("(", "");
            writing = all(writing, tags);
            mark = writing.node(")", "");
            Some(writing)
        }),
    )
}
