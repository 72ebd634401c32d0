//! Values that views follow, and what runs again when they change.
//!
//! Leptos' own signals copy their machinery for every type of value, and a visitor would download each copy. Here the
//! machinery is one [`ArcTrigger`], whatever the value is; and closures are boxed where they enter.

use std::cell::RefCell;
use std::ops::Deref;

use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use leptos::reactive::signal::ArcTrigger;
use send_wrapper::SendWrapper;

/// A value that views follow.
#[derive(Default)]
pub(crate) struct Live<T> {
    value: RefCell<T>,
    trigger: ArcTrigger,
}

impl<T> Live<T> {
    pub(crate) fn new(value: T) -> Self {
        Self { value: RefCell::new(value), trigger: ArcTrigger::new() }
    }

    /// Looks at the value; whoever asks is asked again when it changes.
    pub(crate) fn look(&self) -> impl Deref<Target = T> {
        self.trigger.track();
        self.peek()
    }

    /// Looks at the value once.
    pub(crate) fn peek(&self) -> impl Deref<Target = T> {
        self.value.borrow()
    }

    /// Puts another value in its place.
    pub(crate) fn set(&self, value: T) {
        self.change(|place| *place = value);
    }

    /// Changes the value where it is.
    pub(crate) fn change(&self, change: impl FnOnce(&mut T)) {
        change(&mut self.value.borrow_mut());
        self.trigger.notify();
    }
}

impl<T: Clone> Live<T> {
    /// The value; whoever asks is asked again when it changes.
    pub(crate) fn get(&self) -> T {
        self.look().clone()
    }

    /// The value, as it is now.
    pub(crate) fn now(&self) -> T {
        self.peek().clone()
    }
}

impl<T: PartialEq> Live<T> {
    /// Puts another value in its place, if it is another one.
    pub(crate) fn turn(&self, value: T) {
        if *self.peek() != value {
            self.set(value);
        }
    }
}

/// Runs now, and again soon after something that it looked at has changed, for as long as its owner lives.
pub(crate) fn effect(run: impl FnMut() + 'static) {
    boxed(Box::new(run));
}

fn boxed(mut run: Box<dyn FnMut()>) {
    let effect = RenderEffect::<()>::new(move |_| run());
    when_gone(Box::new(move || drop(effect)));
}

/// Runs once, when the current owner comes to its end.
pub(crate) fn when_gone(run: Box<dyn FnOnce()>) {
    let run = SendWrapper::new(run);
    on_cleanup(move || run.take()());
}
