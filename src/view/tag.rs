//! HTML elements as plain data: what a view is, before it is on a page or on paper.
//!
//! Leptos' `view!` gives every element its own Rust type, and every type its own copy of the machinery, which a visitor
//! would download; and its hydration takes over a page only as the server wrote it, to the node, which a page with browser
//! extensions, autofill and a visitor in it is not. So here all elements have one type, closures are boxed where they
//! enter, and Leptos does what it is best at: it knows what follows what. [`place`](self::place) puts elements into a page, into
//! what stands there already if it is the same; [`paper`](self::paper) writes them as HTML.

#[cfg(not(target_arch = "wasm32"))]
mod paper;
mod place;

use std::borrow::Cow;
use std::rc::Rc;

use web_sys::{Element, Event};

#[cfg(not(target_arch = "wasm32"))]
pub use paper::escape;
pub(crate) use place::{Cursor, remove};
pub use place::{Placing, set_place};

/// An element with its attributes, listeners and children. (In a box: each step of a chain then hands on one pointer.)
pub(crate) struct Tag(Box<Parts>);

/// What is called when an event comes.
type Listener = Rc<dyn Fn(Event)>;

struct Parts {
    name: &'static str,
    attributes: Vec<(&'static str, Text)>,
    listeners: Vec<(&'static str, Listener)>,
    children: Vec<Child>,
    made: Vec<Box<dyn FnOnce(Element)>>,
}

/// What an attribute says.
enum Text {
    Fixed(Cow<'static, str>),
    /// It follows what it looks at, and is absent while there is nothing.
    Live(Box<dyn Fn() -> Option<String>>),
}

/// What can stand inside an element.
pub(crate) enum Child {
    /// Nothing.
    None,
    Tag(Tag),
    Text(Cow<'static, str>),
    /// A text that follows what it looks at.
    LiveText(Box<dyn Fn() -> Option<String>>),
    /// Elements that follow what they look at.
    Live(Box<dyn Fn() -> Vec<Tag>>),
    /// Elements that come and go one by one: whoever knows which puts them there.
    ByHand,
}

/// An empty element.
pub(crate) fn tag(name: &'static str) -> Tag {
    Tag(Box::new(Parts {
        name,
        attributes: Vec::new(),
        listeners: Vec::new(),
        children: Vec::new(),
        made: Vec::new(),
    }))
}

impl Tag {
    /// An attribute that stays as it is.
    pub(crate) fn attr(self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.with_attr(name, Text::Fixed(value.into()))
    }

    fn with_attr(mut self, name: &'static str, text: Text) -> Self {
        // What is said later counts.
        let said = self.0.attributes.iter_mut().find(|(said, _)| *said == name);
        match said {
            Some((_, before)) => *before = text,
            None => self.0.attributes.push((name, text)),
        }
        self
    }

    /// An attribute that stays as it is, if there is one.
    pub(crate) fn maybe(self, name: &'static str, value: Option<impl Into<Cow<'static, str>>>) -> Self {
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

    /// An attribute that follows what it looks at, and is absent while there is no value.
    pub(crate) fn live_attr(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        self.with_attr(name, Text::Live(Box::new(value)))
    }

    /// A property that follows what it looks at, such as ".value": what a visitor changes, and an attribute only begins with.
    /// What is said of "checked" is whether it is empty.
    pub(crate) fn property(self, name: &'static str, value: impl Fn() -> String + 'static) -> Self {
        self.live_attr(name, move || Some(value()))
    }

    /// A listener.
    pub(crate) fn on(self, name: &'static str, listener: impl Fn(Event) + 'static) -> Self {
        self.boxed_on(name, Rc::new(listener))
    }

    fn boxed_on(mut self, name: &'static str, listener: Listener) -> Self {
        self.0.listeners.push((name, listener));
        self
    }

    /// Runs once, with the element when everything is in it.
    pub(crate) fn made(self, run: impl FnOnce(Element) + 'static) -> Self {
        self.boxed_made(Box::new(run))
    }

    fn boxed_made(mut self, run: Box<dyn FnOnce(Element)>) -> Self {
        self.0.made.push(run);
        self
    }

    /// A child, or a text that stays as it is.
    pub(crate) fn child(self, child: impl Into<Child>) -> Self {
        self.with_child(child.into())
    }

    fn with_child(mut self, child: Child) -> Self {
        self.0.children.push(child);
        self
    }

    /// Children, one after the other.
    pub(crate) fn children(self, children: impl IntoIterator<Item = impl Into<Child>>) -> Self {
        children.into_iter().fold(self, Self::child)
    }

    /// A text that follows what it looks at.
    pub(crate) fn text(self, text: impl Fn() -> String + 'static) -> Self {
        self.with_child(Child::LiveText(Box::new(move || Some(text()))))
    }

    /// A child that follows what it looks at, and is absent while there is none.
    pub(crate) fn live(self, child: impl Fn() -> Option<Self> + 'static) -> Self {
        self.with_child(live(child))
    }

    /// Children that follow what they look at.
    pub(crate) fn live_children(self, children: impl Fn() -> Vec<Self> + 'static) -> Self {
        self.with_child(Child::Live(Box::new(children)))
    }

    /// Children that are put there and taken away by hand.
    pub(crate) fn by_hand(self, put: impl FnOnce(&mut Cursor) + 'static) -> Self {
        let put = move |element: Element| {
            let mut place = Cursor::start(&element);
            put(&mut place);
            place.finish();
        };
        self.made(put).with_child(Child::ByHand)
    }
}

/// An element that follows what it looks at, and is absent while there is none.
pub(crate) fn live(child: impl Fn() -> Option<Tag> + 'static) -> Child {
    Child::Live(Box::new(move || child().into_iter().collect()))
}

impl From<Tag> for Child {
    fn from(tag: Tag) -> Self {
        Self::Tag(tag)
    }
}

impl From<Option<Tag>> for Child {
    fn from(tag: Option<Tag>) -> Self {
        tag.map_or(Self::None, Self::Tag)
    }
}

impl From<&'static str> for Child {
    fn from(text: &'static str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Child {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}
