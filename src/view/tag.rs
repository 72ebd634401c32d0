//! HTML elements as plain data, made into views of one type.
//!
//! Leptos' `view!` gives every element its own Rust type, and every type its own copy of the machinery. A form whose
//! shape is known only at run time gains nothing from that, and a visitor would download it: written with `view!`,
//! the same form weighs twice as much. So here all elements have the same type, and closures are boxed where they
//! enter. (Nothing goes through `innerHTML` either, so pages that require Trusted Types are no problem.)

use std::borrow::Cow;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::html::attribute::custom::custom_attribute;
use leptos::tachys::html::directive::directive;
use leptos::tachys::html::element::{custom, input};
use leptos::tachys::html::event;
use leptos::tachys::view::iterators::StaticVec;
use web_sys::{Element, Event};

/// An element with its attributes, listeners and children.
pub(crate) struct Tag {
    name: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// An empty element.
pub(crate) fn tag(name: &'static str) -> Tag {
    Tag { name, attributes: Vec::new(), children: Vec::new() }
}

/// A text that never changes.
type Static = Cow<'static, str>;

impl Tag {
    /// An attribute that stays as it is.
    pub(crate) fn attr(mut self, name: &'static str, value: impl Into<Static>) -> Self {
        let value: String = value.into().into_owned();
        self.attributes.push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// An attribute that stays as it is, if there is one.
    pub(crate) fn maybe(self, name: &'static str, value: Option<impl Into<Static>>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// The `class`, which the stylesheet knows.
    pub(crate) fn class(self, value: &'static str) -> Self {
        self.attr("class", value)
    }

    /// The `part`, which host pages know.
    pub(crate) fn part(self, value: &'static str) -> Self {
        self.attr("part", value)
    }

    /// An attribute that follows its signals, and is absent while there is no value.
    pub(crate) fn live_attr(
        self,
        name: &'static str,
        value: impl Fn() -> Option<String> + Send + 'static,
    ) -> Self {
        self.boxed_attr(name, Box::new(value))
    }

    fn boxed_attr(mut self, name: &'static str, value: Box<dyn FnMut() -> Option<String> + Send>) -> Self {
        self.attributes.push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// A listener.
    pub(crate) fn on(self, name: &'static str, listener: impl FnMut(Event) + 'static) -> Self {
        self.boxed_on(name, Box::new(listener))
    }

    fn boxed_on(mut self, name: &'static str, listener: Box<dyn FnMut(Event)>) -> Self {
        self.attributes.push(event::on(event::Custom::<Event>::new(name), listener).into_any_attr());
        self
    }

    /// Runs once, with the element as it comes into being.
    pub(crate) fn made(self, run: impl Fn(Element) + 'static) -> Self {
        self.boxed_made(Rc::new(run))
    }

    fn boxed_made(mut self, run: Rc<dyn Fn(Element)>) -> Self {
        let handler = |element: Element, run: Rc<dyn Fn(Element)>| run(element);
        self.attributes.push(directive(handler, run).into_any_attr());
        self
    }

    /// A child, or a text that stays as it is.
    pub(crate) fn child(mut self, child: impl Into<Child>) -> Self {
        self.children.extend(child.into().0);
        self
    }

    /// Children, one after the other.
    pub(crate) fn children(mut self, children: impl IntoIterator<Item = impl Into<Child>>) -> Self {
        for child in children {
            self.children.extend(child.into().0);
        }
        self
    }

    /// A text that follows its signals.
    pub(crate) fn text(self, text: impl Fn() -> String + Send + 'static) -> Self {
        self.boxed_text(Box::new(text))
    }

    fn boxed_text(mut self, text: Box<dyn FnMut() -> String + Send>) -> Self {
        self.children.push(text.into_any());
        self
    }

    /// A child that follows its signals, and is absent while there is none.
    pub(crate) fn live(self, child: impl Fn() -> Option<Tag> + Send + 'static) -> Self {
        self.child(live(child))
    }

    /// Children that follow their signals.
    pub(crate) fn live_children(self, children: impl Fn() -> Vec<Tag> + Send + 'static) -> Self {
        self.child(boxed_live(Box::new(move || all(children()))))
    }

    /// The view of it.
    pub(crate) fn view(self) -> AnyView {
        match self.name {
            "input" => input().add_any_attr(self.attributes).into_any(),
            name => {
                custom(name).add_any_attr(self.attributes).child(StaticVec::from(self.children)).into_any()
            }
        }
    }
}

/// An element that follows its signals, and is absent while there is none.
pub(crate) fn live(child: impl Fn() -> Option<Tag> + Send + 'static) -> AnyView {
    boxed_live(Box::new(move || child().map_or_else(|| ().into_any(), Tag::view)))
}

fn all(tags: Vec<Tag>) -> AnyView {
    StaticVec::from(tags.into_iter().map(Tag::view).collect::<Vec<_>>()).into_any()
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
