//! The form as a plain HTML page, for visitors without JavaScript or WebAssembly, and its thank-you page.
//!
//! It looks like the widget's form, whose stylesheet and words it has. Where it is shown again, everything that was
//! typed stands there again, and what is to be mended is said where it is to be mended.

mod choice;
mod consent;
mod control;
mod document;
mod field;
mod group;
mod html;
mod place;
mod places;
mod summary;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use leadform_language::{Failure, Phrase, Plain, Trouble, failure, phrase, plain, trouble};
use leadform_spec::definition::{Control, Definition, Language, OptionItem, Step};
use leadform_spec::{Answers, Issue};

use crate::config::Form;
use document::document;
use html::{Tag, safe_url, tag};
use places::Places;

/// The stylesheet of these pages; the server gives it an address. The widget's own comes first.
pub(crate) const STYLE: &str = concat!(
    include_str!("../../style/tokens.css"),
    include_str!("../../style/form.css"),
    include_str!("page/page.css")
);

/// The field that no person sees. No browser and no password manager has a value for such a name.
pub(crate) const HONEYPOT: &str = "_more";
/// The language of the page that was posted.
pub(crate) const LANGUAGE: &str = "_lang";
/// When the page was made, in milliseconds since 1970, for the time to fill.
pub(crate) const STARTED: &str = "_started";
/// The address of the page that the visitor came from.
pub(crate) const REFERRER: &str = "_referrer";
/// In front of the name of each campaign parameter that the page was opened with: `_q.utm_source`.
pub(crate) const QUERY: &str = "_q.";

/// What is to be shown.
pub(crate) struct Shown<'a> {
    pub(crate) form: &'a Form,
    pub(crate) language: Language,
    /// Empty at first; what was typed, when the form comes back with issues.
    pub(crate) answers: &'a Answers,
    pub(crate) issues: &'a [Issue],
    /// The choices of fields whose lists are fetched; missing where they could not be.
    pub(crate) choices: &'a BTreeMap<String, Vec<OptionItem>>,
    /// Hidden fields to carry along: names and values.
    pub(crate) hidden: &'a [(String, String)],
    /// Where it is posted to.
    pub(crate) action: &'a str,
    /// The address of [`STYLE`].
    pub(crate) stylesheet: &'a str,
    /// Today in Vietnam.
    pub(crate) today: leadform_spec::value::Date,
}

/// The page with the form.
pub(crate) fn form(shown: &Shown<'_>) -> String {
    page(shown, false)
}

/// The page that says that the lead was not taken just now, and what to do. What was typed is on it, ready to be
/// sent again.
pub(crate) fn busy(shown: &Shown<'_>) -> String {
    page(shown, true)
}

/// The page that thanks.
pub(crate) fn thanks(form: &Form, language: Language, stylesheet: &str) -> String {
    let definition = &form.definition;
    let heading = phrase(language, Phrase::Thanks);
    let default = phrase(language, Phrase::ThanksMessage);
    let message = definition.message.as_ref().map_or(default, |message| message.get(language));
    let onward = definition
        .redirect
        .as_deref()
        .and_then(safe_url)
        .map(|url| tag("p").child(tag("a").attr("href", url).text(plain(language, Plain::Onward))));
    let main = tag("div")
        .class("lf-thanks")
        .child(tag("h1").text(heading))
        .child(tag("p").text(message))
        .child(onward);
    document(language, heading, stylesheet, main)
}

/// A page without a form, which says why there is none, and what to do.
pub(crate) fn problem(language: Language, why: Trouble, stylesheet: &str) -> String {
    let (heading, sentence) = trouble(language, why);
    let main = tag("div")
        .class("lf-form")
        .child(tag("h1").class("lf-title").text(heading))
        .child(tag("p").text(sentence));
    document(language, heading, stylesheet, main)
}

fn page(shown: &Shown<'_>, is_busy: bool) -> String {
    let Shown { form, language, .. } = *shown;
    let definition = &form.definition;
    let places = Places::new(shown, is_busy);
    let heading = definition.title.as_ref().map(|title| title.get(language));
    let say = |what| phrase(language, what);
    let (alert, before_title) = if is_busy {
        let not_sent = plain(language, Plain::NotSent);
        (Some(summary::alert(not_sent, failure(language, Failure::Server))), Some(not_sent))
    } else {
        summary::of(&places)
    };
    let own = definition.submit.as_ref().map(|text| text.get(language));
    let submit = if is_busy { say(Phrase::SendAgain) } else { own.unwrap_or_else(|| say(Phrase::Send)) };
    let button = tag("button").attr("type", "submit").class("lf-submit").text(submit);
    let enctype = has_files(definition).then_some("multipart/form-data");
    let main = tag("form")
        .class("lf-form")
        .attr("method", "post")
        .attr("action", shown.action)
        .attr("accept-charset", "utf-8")
        .maybe("enctype", enctype)
        .child(heading.map(|heading| tag("h1").class("lf-title").text(heading)))
        .child(alert)
        .children(definition.steps.iter().enumerate().map(|(index, step)| section(&places, index, step)))
        .children(carried(shown))
        .child(trap(language))
        .child(tag("div").class("lf-actions").child(button));
    let title = heading.unwrap_or_else(|| plain(language, Plain::Title));
    let title = before_title.map_or_else(|| title.to_owned(), |before| format!("{before}: {title}"));
    document(language, &title, shown.stylesheet, main)
}

/// One step: here they stand below each other.
fn section(places: &Places<'_>, index: usize, step: &Step) -> Tag {
    let steps = places.definition().steps.len();
    let language = places.language();
    let id = format!("step-{}", index + 1);
    let heading = (steps > 1).then(|| {
        let place = leadform_language::step(language, index + 1, steps);
        let title = step.title.as_ref().map(|title| format!("{place}: {}", title.get(language)));
        tag("h2").class("lf-step-title").attr("id", &id).text(&title.unwrap_or(place))
    });
    let is_last = index + 1 == steps;
    let consents = places.consents().iter().filter(|_| is_last);
    let fields = tag("div")
        .class("lf-fields")
        .children(
            step.fields
                .iter()
                .filter_map(|field| places.top(&field.name))
                .map(|place| field::field(places, place)),
        )
        .children(consents.map(|place| consent::consent(places, place)));
    let labelled_by = heading.is_some().then_some(id.as_str());
    let outer = if heading.is_some() { "section" } else { "div" };
    tag(outer).class("lf-step").maybe("aria-labelledby", labelled_by).child(heading).child(fields)
}

/// What nobody sees, and the next request needs.
fn carried(shown: &Shown<'_>) -> Vec<Tag> {
    let hidden =
        |name: &str, value: &str| tag("input").attr("type", "hidden").attr("name", name).attr("value", value);
    let has_language = shown.hidden.iter().any(|(name, _)| name == LANGUAGE);
    let language = (!has_language).then(|| hidden(LANGUAGE, shown.language.tag()));
    language.into_iter().chain(shown.hidden.iter().map(|(name, value)| hidden(name, value))).collect()
}

/// The field that programs fill in. Whoever meets it without the stylesheet is told to leave it.
fn trap(language: Language) -> Tag {
    let input = tag("input")
        .attr("type", "text")
        .attr("id", "trap")
        .attr("name", HONEYPOT)
        .attr("tabindex", "-1")
        .attr("autocomplete", "off")
        .attr("data-lpignore", "true")
        .attr("data-1p-ignore", "true")
        .attr("data-bwignore", "true")
        .attr("data-form-type", "other");
    let label = tag("label").attr("for", "trap").text(plain(language, Plain::Trap));
    tag("div").class("lf-trap").attr("aria-hidden", "true").child(label).child(input)
}

fn has_files(definition: &Definition) -> bool {
    definition.fields().any(|field| {
        field.control == Control::File || field.fields.iter().any(|inner| inner.control == Control::File)
    })
}
