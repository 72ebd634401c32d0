//! A field for programs that fill in whatever they find. A person neither sees nor reaches it, and browsers and password
//! managers have nothing for it. What stands in it is told to our gateway, which keeps the lead for the operator to judge:
//! here, nothing is dropped.

use super::printed;
use super::tag::{Tag, tag};
use crate::page::ON_PAPER;
use crate::state::{Form, TRAP};

/// The same name as on the gateway's own page.
const NAME: &str = "_more";

pub(super) fn trap(form: Form) -> Tag {
    let input = tag("input")
        .attr("type", "text")
        .attr("id", TRAP)
        .attr("name", NAME)
        .attr("tabindex", "-1")
        .attr("autocomplete", "off")
        .attr("data-1p-ignore", "true")
        .attr("data-lpignore", "true")
        .attr("data-bwignore", "true")
        .attr("data-form-type", "other");
    let label = ON_PAPER.then(|| printed::trap_label(form, TRAP));
    tag("div").class("lf-trap").attr("aria-hidden", "true").child(label).child(input)
}
