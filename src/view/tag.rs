//! HTML elements as plain data, made into views of one type.
//!
//! Leptos' `view!` gives every element its own Rust type, and every type its own copy of the machinery. A form whose
//! shape is known only at run time gains nothing from that, and a visitor would download it: written with `view!`,
//! the same form weighs twice as much. So here all elements have the same type, and closures are boxed where they
//! enter. (Nothing goes through `innerHTML` either, so pages that require Trusted Types are no problem.)

use std::rc::Rc;

use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::html::attribute::custom::custom_attribute;
use leptos::tachys::html::directive::directive;
use leptos::tachys::html::element::{custom, input};
use leptos::tachys::html::event;
use leptos::tachys::view::iterators::StaticVec;
use web_sys::{Element, Event};

/// An element with its attributes, listeners and children. (In a box: each step of a chain then hands on one pointer.)
pub(crate) struct Tag(Box<Parts>);

struct Parts {
    name: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// An empty element.
pub(crate) fn tag(name: &'static str) -> Tag {
    Tag(Box::new(Parts { name, attributes: Vec::new(), children: Vec::new() }))
}

impl Tag {
    /// An attribute that stays as it is.
    pub(crate) fn attr(self, name: &'static str, value: impl Fixed) -> Self {
        value.put(self, name)
    }

    fn with(mut self, attribute: AnyAttribute) -> Self {
        self.0.attributes.push(attribute);
        self
    }

    fn with_text(self, name: &'static str, value: &str) -> Self {
        self.with_string(name, value.to_owned())
    }

    fn with_string(self, name: &'static str, value: String) -> Self {
        self.with(custom_attribute(name, value).into_any_attr())
    }

    /// An attribute that stays as it is, if there is one.
    pub(crate) fn maybe(self, name: &'static str, value: Option<impl Fixed>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// The `class`, which the stylesheet knows.
    pub(crate) fn class(self, value: &'static str) -> Self {
        self.with_text("class", value)
    }

    /// The `part`, which host pages know.
    pub(crate) fn part(self, value: &'static str) -> Self {
        self.with_text("part", value)
    }

    /// An attribute that follows its signals, and is absent while there is no value.
    pub(crate) fn live_attr(
        self,
        name: &'static str,
        value: impl Fn() -> Option<String> + Send + 'static,
    ) -> Self {
        self.boxed_attr(name, Box::new(value))
    }

    fn boxed_attr(self, name: &'static str, value: Box<dyn FnMut() -> Option<String> + Send>) -> Self {
        self.with(custom_attribute(name, value).into_any_attr())
    }

    /// A listener.
    pub(crate) fn on(self, name: &'static str, listener: impl FnMut(Event) + 'static) -> Self {
        self.boxed_on(name, Box::new(listener))
    }

    fn boxed_on(self, name: &'static str, listener: Box<dyn FnMut(Event)>) -> Self {
        self.with(event::on(event::Custom::<Event>::new(name), listener).into_any_attr())
    }

    /// Runs once, with the element as it comes into being.
    pub(crate) fn made(self, run: impl Fn(Element) + 'static) -> Self {
        self.boxed_made(Rc::new(run))
    }

    fn boxed_made(self, run: Rc<dyn Fn(Element)>) -> Self {
        let handler = |element: Element, run: Rc<dyn Fn(Element)>| run(element);
        self.with(directive(handler, run).into_any_attr())
    }

    /// A child, or a text that stays as it is.
    pub(crate) fn child(self, child: impl Into<Child>) -> Self {
        self.with_child(child.into())
    }

    fn with_child(mut self, child: Child) -> Self {
        self.0.children.extend(child.0);
        self
    }

    /// Children, one after the other.
    pub(crate) fn children(self, children: impl IntoIterator<Item = impl Into<Child>>) -> Self {
        children.into_iter().fold(self, Self::child)
    }

    /// A text that follows its signals.
    pub(crate) fn text(self, text: impl Fn() -> String + Send + 'static) -> Self {
        self.boxed_text(Box::new(text))
    }

    fn boxed_text(self, text: Box<dyn FnMut() -> String + Send>) -> Self {
        self.with_child(Child(Some(text.into_any())))
    }

    /// A child that follows its signals, and is absent while there is none.
    pub(crate) fn live(self, child: impl Fn() -> Option<Tag> + Send + 'static) -> Self {
        self.child(live(child))
    }

    /// Children that follow their signals.
    pub(crate) fn live_children(self, children: impl Fn() -> Vec<Tag> + Send + 'static) -> Self {
        self.child(boxed_list(Box::new(children)))
    }

    /// The view of it.
    pub(crate) fn view(self) -> AnyView {
        let Parts { name, attributes, children } = *self.0;
        match name {
            "input" => input().add_any_attr(attributes).into_any(),
            name => custom(name).add_any_attr(attributes).child(StaticVec::from(children)).into_any(),
        }
    }
}

/// A text that never changes.
pub(crate) trait Fixed {
    /// Makes it the attribute `name`.
    fn put(self, tag: Tag, name: &'static str) -> Tag;
}

impl Fixed for &'static str {
    fn put(self, tag: Tag, name: &'static str) -> Tag {
        tag.with_text(name, self)
    }
}

impl Fixed for String {
    fn put(self, tag: Tag, name: &'static str) -> Tag {
        tag.with_string(name, self)
    }
}

/// An element that follows its signals, and is absent while there is none.
pub(crate) fn live(child: impl Fn() -> Option<Tag> + Send + 'static) -> AnyView {
    boxed_child(Box::new(child))
}

fn boxed_child(child: Box<dyn Fn() -> Option<Tag> + Send>) -> AnyView {
    boxed_live(Box::new(move || child().map_or_else(|| ().into_any(), Tag::view)))
}

fn boxed_list(children: Box<dyn Fn() -> Vec<Tag> + Send>) -> AnyView {
    boxed_live(Box::new(move || {
        StaticVec::from(children().into_iter().map(Tag::view).collect::<Vec<_>>()).into_any()
    }))
}

fn boxed_live(child: Box<dyn FnMut() -> AnyView + Send>) -> AnyView {
    child.into_any()
}

/// What can stand inside an element; it may be nothing.
pub(crate) struct Child(Option<AnyView>);

impl From<AnyView> for Child {
    fn from(view: AnyView) -> Self {
        Self(Some(view))
    }
}

impl From<Tag> for Child {
    fn from(tag: Tag) -> Self {
        Self(Some(tag.view()))
    }
}

impl From<Option<Tag>> for Child {
    fn from(tag: Option<Tag>) -> Self {
        Self(tag.map(Tag::view))
    }
}

impl From<&'static str> for Child {
    fn from(text: &'static str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for Child {
    fn from(text: String) -> Self {
        Self(Some(text.into_any()))
    }
}
