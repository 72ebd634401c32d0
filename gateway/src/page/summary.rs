//! What is to be mended, in one place above the fields, where the focus is when the page comes.

use leadform_language::{Failure, Phrase, Plain, failure, phrase, plain, uncapitalised};
use leadform_spec::Issue;

use super::html::{Tag, tag};
use super::place::{Place, Subject};
use super::places::Places;

/// The list of what is wrong, and what stands in front of the page's title; nothing where nothing is wrong.
pub(super) fn of(places: &Places<'_>) -> (Option<Tag>, Option<&'static str>) {
    let language = places.language();
    let issues = places.shown().issues;
    if issues.is_empty() {
        return (None, None);
    }
    let own_fault = failure(language, Failure::Refused);
    let mut items = Vec::new();
    let mut told: Vec<&str> = Vec::new();
    let mut has_unmendable = false;
    for issue in issues {
        match places.of_issue(issue) {
            Some(place) if !told.contains(&place.path.as_str()) => {
                told.push(&place.path);
                items.push(item(places, place, issue));
            }
            Some(_) => {}
            None => has_unmendable = true,
        }
    }
    if items.is_empty() {
        let not_sent = plain(language, Plain::NotSent);
        return (Some(alert(not_sent, own_fault)), Some(not_sent));
    }
    let unmendable = has_unmendable.then(|| tag("li").text(own_fault));
    let list = tag("ul").children(items).child(unmendable);
    let heading = phrase(language, Phrase::Summary);
    (Some(framed(heading).child(list)), Some(plain(language, Plain::TitleMend)))
}

/// Something that no field is to blame for.
pub(super) fn alert(heading: &str, sentence: &str) -> Tag {
    framed(heading).child(tag("p").text(sentence))
}

/// The focus is here when the page comes, so that it is read first.
fn framed(heading: &str) -> Tag {
    tag("div")
        .class("lf-summary")
        .attr("id", "lf-summary")
        .attr("role", "group")
        .attr("aria-labelledby", "lf-summary-title")
        .attr("tabindex", "-1")
        .flag("autofocus", true)
        .child(tag("h2").class("lf-summary-title").attr("id", "lf-summary-title").text(heading))
}

fn item(places: &Places<'_>, place: &Place<'_>, issue: &Issue) -> Tag {
    let language = places.language();
    let label = place.label(language);
    let sentence = places.sentence(place, &issue.problem);
    let is_consent = matches!(place.subject, Subject::Consent(_));
    let names_it = is_consent || sentence.contains(&uncapitalised(label));
    let row = place.row.map(|row| row.label(language));
    let label = (!names_it).then(|| label.to_owned());
    let words: Vec<String> = [row, label, Some(sentence)].into_iter().flatten().collect();
    tag("li").child(tag("a").attr("href", &format!("#{}", place.id(""))).text(&words.join(": ")))
}
