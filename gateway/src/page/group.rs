//! A group of fields that repeats. Nothing can add a row here, so some to spare are there from the start, folded.

use leadform_spec::definition::Field;

use super::field::{described_by, field, frame, help, labelled, note};
use super::html::{Tag, tag};
use super::place::{Place, Row};
use super::places::{Places, rows_filled};

pub(super) fn group(places: &Places<'_>, place: &Place<'_>) -> Tag {
    let Some(group) = place.field() else { return tag("fieldset") };
    let language = places.language();
    let open = places.limits(group).0.max(rows_filled(group, places.shown().answers)).max(1);
    let row = |index: usize| {
        let label = Row { group, index }.label(language);
        let row = row(places, group, index, &label);
        if index < open || has_issue(places, group, index) {
            return row;
        }
        let more = tag("summary").class("lf-group-add").text(&label);
        tag("details").class("lf-spare").child(more).child(row)
    };
    frame(places, place, tag("fieldset"))
        .attr("id", &place.id(""))
        .attr("tabindex", "-1")
        .maybe("aria-describedby", described_by(places, place).as_deref())
        .child(labelled(places, place, tag("legend")))
        .child(help(places, place))
        .child(tag("div").class("lf-group-rows").children((0..places.rows(group)).map(row)))
        .child(note(places, place))
}

fn row(places: &Places<'_>, group: &Field, index: usize, label: &str) -> Tag {
    tag("div")
        .class("lf-group-row")
        .attr("role", "group")
        .attr("aria-label", label)
        .children(places.in_row(&group.name, index).map(|place| field(places, place)))
}

fn has_issue(places: &Places<'_>, group: &Field, index: usize) -> bool {
    places.in_row(&group.name, index).any(|place| places.issue(place).is_some())
}
