//! Elements in a page: made, or found there already.
//!
//! What a view says now and what stands in the page are walked side by side, by `js/place.js`, in one call for a whole tree. An element
//! that is the same one (the same name, and the same `id`, or else the same `class`) stays where it is, with the focus, the caret and
//! whatever a visitor typed into it; what is new is put in between, and what is left over goes. So a form that was
//! rendered on a server is taken over, and so a part of a form that says something else becomes what it now says.

mod batch;
mod write;

use web_sys::{Element, Node};

use super::Tag;
pub use batch::{Placing, set_place};

/// A place among the children of a node.
#[derive(Clone)]
pub(crate) struct Cursor {
    parent: Node,
    /// What stands behind the place.
    next: Option<Node>,
}

impl Cursor {
    /// The first place in `parent`.
    pub(crate) fn start(parent: &Node) -> Self {
        Self { parent: parent.clone(), next: parent.first_child() }
    }

    /// The last place in `parent`: nothing that is there already is looked at.
    pub(crate) fn end(parent: &Node) -> Self {
        Self { parent: parent.clone(), next: None }
    }

    /// The node that it is in.
    pub(crate) fn parent(&self) -> Node {
        self.parent.clone()
    }

    /// Puts an element here, and goes on behind it.
    pub(crate) fn put(&mut self, tag: Tag) -> Element {
        let element: Element = write::put(tag, &self.parent, self.next.as_ref());
        self.next = element.next_sibling();
        element
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

    /// Nothing that is left over stays.
    pub(super) fn finish(&mut self) {
        while let Some(node) = self.next.take() {
            self.next = node.next_sibling();
            remove(&node);
        }
    }
}

/// Takes a node out of the page.
pub(crate) fn remove(node: &Node) {
    if let Some(parent) = node.parent_node() {
        let _ = parent.remove_child(node);
    }
}
