//! A tree of elements as `js/place.js` reads it, and what follows what in it.
//!
//! The outermost element that follows something follows for all that is inside it: a field is one effect, however many of its attributes
//! and texts look at what is said about it. What comes and goes has an effect of its own.

use std::cell::RefCell;
use std::mem;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Node};

use super::super::{Child, Parts, Tag, Text};
use super::Cursor;
use super::batch::Batch;
use crate::live::{effect, when_gone};

/// What is being written.
struct Writing {
    /// The words, each with a zero behind it.
    said: String,
    batch: Rc<Batch>,
    /// How many nodes are kept.
    kept: u32,
    /// Whose everything is that is written now.
    owner: Owner,
    /// Its listeners.
    heard: Vec<usize>,
    /// What the element that follows for all inside it has found there so far; none outside of such an element.
    followers: Option<Vec<Follower>>,
    /// What is to be done with elements once they are there, and for whom.
    after: Vec<(Owner, u32, Box<dyn FnOnce(Element)>)>,
}

/// An attribute, a property or a text that follows what it looks at.
struct Follower {
    node: u32,
    name: &'static str,
    value: Box<dyn Fn() -> Option<String>>,
    before: Option<String>,
}

thread_local! {
    /// What is being written. Effects have their first run in the middle of it.
    static WRITING: RefCell<Option<Writing>> = const { RefCell::new(None) };
}

fn with<T>(run: impl FnOnce(&mut Writing) -> T) -> T {
    WRITING.with_borrow_mut(|writing| match writing {
        Some(writing) => run(writing),
        None => unreachable!("whoever writes has begun to"),
    })
}

impl Writing {
    fn new(batch: &Rc<Batch>) -> Self {
        Self {
            said: String::new(),
            batch: Rc::clone(batch),
            kept: 0,
            owner: Owner::default(),
            heard: Vec::new(),
            followers: None,
            after: Vec::new(),
        }
    }

    /// One word: what it is, and what it says.
    fn word(&mut self, kind: &str, text: &str) {
        self.said.push_str(kind);
        if text.contains('\0') {
            self.said.push_str(&text.replace('\0', "\u{fffd}"));
        } else {
            self.said.push_str(text);
        }
        self.said.push('\0');
    }

    fn pair(&mut self, kind: &str, name: &str, value: &str) {
        self.word(kind, name);
        self.word("", value);
    }

    /// One more node is kept.
    fn keep(&mut self) -> u32 {
        self.kept += 1;
        self.kept - 1
    }

    fn follow(&mut self, follower: Follower) {
        if let Some(followers) = &mut self.followers {
            followers.push(follower);
        }
    }

    fn after(&mut self, node: u32, run: Box<dyn FnOnce(Element)>) {
        self.after.push((self.owner.clone(), node, run));
    }
}

impl Follower {
    fn follow(&mut self, batch: &Batch) {
        let now = (self.value)();
        // What a property is, the visitor may have changed.
        if now != self.before || self.name.starts_with('.') {
            batch.change(self.node, self.name, now.as_deref());
            self.before = now;
        }
    }
}

/// Puts an element into `parent`, in front of `next` or in what stands there.
pub(super) fn put(tag: Tag, parent: &Node, next: Option<&Node>) -> Element {
    let batch = written(Box::new(|| element(tag)), &|batch, said| batch.put(said, parent, next));
    // The first element is always kept.
    batch.node(0).unchecked_into()
}

/// Writes, and has that put into the page.
fn written(write: Box<dyn FnOnce() + '_>, put: &dyn Fn(&Rc<Batch>, &str)) -> Rc<Batch> {
    let batch = Rc::new(Batch::default());
    let around = WRITING.replace(Some(Writing::new(&batch)));
    scope(write);
    if let Some(writing) = WRITING.replace(around) {
        put(&batch, &writing.said);
        for (owner, node, run) in writing.after {
            let element = batch.node(node).unchecked_into();
            owner.with(|| untrack(|| run(element)));
        }
    }
    batch
}

/// What is written belongs to the current owner, and no longer listens when that comes to its end.
fn scope(write: Box<dyn FnOnce() + '_>) {
    let owner = Owner::current().unwrap_or_default();
    let around = with(|writing| {
        (mem::replace(&mut writing.owner, owner), mem::take(&mut writing.heard), writing.followers.take())
    });
    write();
    let (batch, heard) = with(|writing| {
        (writing.owner, writing.followers) = (around.0, around.2);
        (Rc::clone(&writing.batch), mem::replace(&mut writing.heard, around.1))
    });
    if !heard.is_empty() {
        when_gone(Box::new(move || batch.forget(&heard)));
    }
}

/// For what follows something.
fn place() -> (Rc<Batch>, Owner) {
    with(|writing| (Rc::clone(&writing.batch), writing.owner.clone()))
}

fn element(tag: Tag) {
    let parts = *tag.0;
    let follows = parts.attributes.iter().any(|(_, text)| matches!(text, Text::Live(_)))
        || parts.children.iter().any(|child| matches!(child, Child::LiveText(_)));
    if !follows || with(|writing| writing.followers.is_some()) {
        return inner(parts);
    }
    let (batch, owner) = place();
    let mut parts = Some(parts);
    let mut followers = Vec::new();
    owner.with(|| {
        effect(move || {
            let Some(parts) = parts.take() else {
                return followers.iter_mut().for_each(|follower: &mut Follower| follower.follow(&batch));
            };
            with(|writing| writing.followers = Some(Vec::new()));
            inner(parts);
            followers = with(|writing| writing.followers.take()).unwrap_or_default();
        });
    });
}

fn inner(parts: Parts) {
    let Parts { name, attributes, listeners, children, made } = parts;
    let node = with(|writing| {
        writing.word("<", name);
        writing.pair("#", "", "");
        writing.keep()
    });
    for (name, text) in attributes {
        match text {
            Text::Fixed(text) => with(|writing| writing.pair("", name, &text)),
            Text::Live(value) => {
                let before = value();
                with(|writing| {
                    let kind = if before.is_some() { "" } else { "-" };
                    writing.pair(kind, name, before.as_deref().unwrap_or_default());
                    writing.follow(Follower { node, name, value, before });
                });
            }
        }
    }
    with(|writing| {
        for (name, listener) in listeners {
            writing.pair("@", name, "");
            let number = writing.batch.listen(listener);
            writing.heard.push(number);
        }
        writing.word(">", "");
    });
    for child in children {
        inside(child, node);
    }
    with(|writing| {
        writing.word("/", "");
        for run in made {
            writing.after(node, run);
        }
    });
}

fn inside(child: Child, around: u32) {
    match child {
        Child::None => {}
        Child::Tag(tag) => element(tag),
        Child::Text(text) => with(|writing| writing.word("'", &text)),
        Child::LiveText(value) => {
            let before = value();
            with(|writing| {
                writing.word("\"", before.as_deref().unwrap_or_default());
                let node = writing.keep();
                writing.follow(Follower { node, name: "", value, before });
            });
        }
        Child::Live(children) => live(children),
        Child::ByHand(put) => with(|writing| {
            writing.word("~", "");
            let put = move |element: Element| {
                let mut place = Cursor::start(&element);
                put(&mut place);
                place.finish();
            };
            writing.after(around, Box::new(put));
        }),
    }
}

/// Elements that follow what they look at, in front of a mark that no reader sees.
fn live(children: Box<dyn Fn() -> Vec<Tag>>) {
    let (batch, owner) = place();
    let mut mark = None;
    owner.with(|| {
        effect(move || {
            let write = Box::new(|| children().into_iter().for_each(element));
            let Some(mark) = mark else {
                with(|writing| writing.word("(", ""));
                scope(write);
                mark = Some(with(|writing| {
                    writing.word(")", "");
                    writing.keep()
                }));
                return;
            };
            written(write, &|now, said| now.again(&batch, mark, said));
        });
    });
}
