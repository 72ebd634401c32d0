//! A plain HTML form post: its parts become answers, as the widget's controls would give them.

use std::collections::BTreeMap;

use leadform_spec::api::Kind;
use leadform_spec::definition::{Control, Field, Language};
use leadform_spec::value::text::{self, known_entries, nearest};
use leadform_spec::{Answer, Answers, Definition, Issue, Limit, Problem};

use super::agreement::Agreement;
use super::{Context, Moment, Part, clean, file};
use crate::config::Form;
use crate::page;

/// More controls than a form has, with every row of its groups and every box of its lists.
const PARTS: usize = 2_000;
/// Longer than the path of any attribute.
const NAME_CHARS: usize = 200;
/// A few pages of text; no control of a form is for more.
const TEXT_CHARS: usize = 50_000;
/// More rows of a group than a person fills in.
const ROWS: usize = 200;
/// One name that the form does not have is enough to refuse it.
const STRANGE_TOLD: usize = 50;

/// What was posted.
pub(super) struct Post {
    pub(super) answers: Answers,
    pub(super) issues: Vec<Issue>,
    pub(super) context: Context,
    pub(super) language: Language,
}

/// The language of the page that was posted.
pub(super) fn language_of(parts: &[(String, Part)]) -> Language {
    let tag = parts.iter().find_map(|(name, part)| match part {
        Part::Text(text) if name == page::LANGUAGE => Some(text.as_str()),
        _ => None,
    });
    Language::of(tag.unwrap_or_default())
}

impl Post {
    pub(super) fn read(form: &Form, parts: Vec<(String, Part)>, context: Context, moment: &Moment) -> Self {
        let language = language_of(&parts);
        let mut reader = Reader {
            definition: &form.definition,
            given: BTreeMap::new(),
            agreed: Vec::new(),
            post: Self { answers: Answers::new(), issues: Vec::new(), context, language },
        };
        if parts.len() > PARTS {
            reader.post.issues.push(Problem::TooLarge { max: Limit::Count(PARTS) }.at(""));
        }
        for (name, part) in parts.into_iter().take(PARTS) {
            reader.part(&name, part, moment);
        }
        reader.finish(moment)
    }

    /// What can be shown again.
    pub(super) fn typed(self) -> Answers {
        let mut answers = self.answers;
        answers.retain(|_, answer| !matches!(answer, Answer::Files(_)));
        answers
    }
}

struct Reader<'a> {
    definition: &'a Definition,
    /// The parts of each field, by its path.
    given: BTreeMap<String, (&'a Field, Vec<Part>)>,
    /// The names of the boxes that are ticked.
    agreed: Vec<String>,
    post: Post,
}

impl Reader<'_> {
    fn part(&mut self, name: &str, part: Part, moment: &Moment) {
        if name.starts_with('_') && self.hidden(name, &part, moment) {
            return;
        }
        if self.definition.consent.iter().any(|consent| consent.name() == name) {
            if matches!(&part, Part::Text(value) if !text::trim(value).is_empty()) {
                self.agreed.push(name.to_owned());
            }
            return;
        }
        match field(self.definition, name) {
            Some(field) => self.given.entry(name.to_owned()).or_insert((field, Vec::new())).1.push(part),
            None => self.strange(name),
        }
    }

    /// The page's own fields.
    fn hidden(&mut self, name: &str, part: &Part, moment: &Moment) -> bool {
        let Part::Text(text) = part else { return false };
        let context = &mut self.post.context;
        let is_right = match name {
            page::LANGUAGE => true,
            page::HONEYPOT => {
                context.honeypot = clean::line(text::trim(text), clean::CAMPAIGN_CHARS);
                true
            }
            page::STARTED => {
                let started = text.parse::<i64>().ok();
                context.fill_ms =
                    started.and_then(|started| u64::try_from(moment.now.checked_sub(started)?).ok());
                context.fill_ms.is_some()
            }
            page::REFERRER => {
                context.referrer = clean::web_address(text).unwrap_or_default();
                !context.referrer.is_empty() || text.is_empty()
            }
            name => match name.strip_prefix(page::QUERY) {
                Some(parameter) => {
                    let value = clean::line(text, clean::CAMPAIGN_CHARS);
                    let is_right = clean::is_name(parameter) && context.campaign.len() < clean::CAMPAIGNS;
                    if is_right && !value.is_empty() {
                        context.campaign.insert(parameter.to_owned(), value);
                    }
                    is_right
                }
                None => return false,
            },
        };
        context.is_wrong |= !is_right;
        true
    }

    fn strange(&mut self, name: &str) {
        let shown: String = name.chars().take(NAME_CHARS).collect();
        let issues = &mut self.post.issues;
        if issues.len() < STRANGE_TOLD && issues.iter().all(|issue| issue.field != shown) {
            let rows = self.definition.api.rows;
            let is_known = rows.iter().any(|row| row.name == name);
            let nearest =
                nearest(name, &rows.iter().map(|row| row.name).collect::<Vec<_>>()).filter(|_| !is_known);
            issues.push(Problem::Unknown { nearest }.at(shown));
        }
    }

    fn finish(mut self, moment: &Moment) -> Post {
        for (path, (field, parts)) in std::mem::take(&mut self.given) {
            match answer(self.definition, field, &path, parts) {
                Ok(answer) => {
                    self.count_row(&path);
                    self.post.answers.insert(path, answer);
                }
                Err(problem) => self.post.issues.push(problem.at(path)),
            }
        }
        let Post { context, answers, language, .. } = &mut self.post;
        context.consent.clear();
        for consent in &self.definition.consent {
            let agreed = self.agreed.contains(&consent.name());
            let agreement = Agreement::of(consent, *language, &moment.time, agreed);
            answers.insert(consent.name(), agreement.answer());
            context.consent.push(agreement);
        }
        self.post
    }

    /// A group has as many rows as are named.
    fn count_row(&mut self, path: &str) {
        let group = path.split_once('.').filter(|_| self.definition.field(path).is_none());
        let Some((group, index)) = group.and_then(|(group, rest)| Some((group, rest.split_once('.')?.0)))
        else {
            return;
        };
        let rows = index.parse::<usize>().map_or(0, |index| index + 1);
        let known = match self.post.answers.get(group) {
            Some(Answer::Rows(known)) => *known,
            Some(_) => return,
            None => 0,
        };
        self.post.answers.insert(group.to_owned(), Answer::Rows(rows.max(known)));
    }
}

/// The field that a control's name stands for: `gender`, `detail.0.name`.
fn field<'a>(definition: &'a Definition, name: &str) -> Option<&'a Field> {
    if name.chars().nth(NAME_CHARS).is_some() {
        return None;
    }
    if let Some(field) = definition.field(name) {
        return field.fields.is_empty().then_some(field);
    }
    let (group, rest) = name.split_once('.')?;
    let (index, inner) = rest.split_once('.')?;
    let row = index.parse::<usize>().ok().filter(|row| *row < ROWS && row.to_string() == index);
    row.and_then(|_| definition.field(group)?.fields.iter().find(|field| field.name == inner))
}

/// What the field's control would hold.
fn answer(definition: &Definition, field: &Field, path: &str, parts: Vec<Part>) -> Result<Answer, Problem> {
    if matches!(field.row.kind, Kind::Files(_)) {
        return files(field, parts);
    }
    let mut texts = Vec::new();
    for part in parts {
        let Part::Text(given) = part else { return Err(Problem::Type { expected: "string" }) };
        if given.len() > TEXT_CHARS && given.chars().nth(TEXT_CHARS).is_some() {
            return Err(Problem::TooLarge { max: Limit::Count(TEXT_CHARS) });
        }
        // HTML posts line breaks as two characters; a control holds them as one.
        texts.push(given.replace("\r\n", "\n").replace('\r', "\n"));
    }
    texts.retain(|given| !text::trim(given).is_empty());
    let several = |split: &dyn Fn(&str) -> Vec<String>| {
        Answer::Many(texts.iter().flat_map(|text| split(text)).collect())
    };
    let at_commas = |text: &str| text::entries(text).map(str::to_owned).collect::<Vec<_>>();
    Ok(match field.control {
        Control::Chips => several(&|text| text.split('\n').flat_map(at_commas).collect()),
        Control::Hidden if field.row.kind.is_list() => match field.row.kind {
            Kind::Choices(_) => {
                let known = offered(definition, field, path);
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                several(&|text| known_entries(text, &known).into_iter().map(str::to_owned).collect())
            }
            _ => several(&at_commas),
        },
        Control::Checkboxes => Answer::Many(texts),
        Control::Combobox if field.row.kind.is_list() => Answer::Many(texts),
        // Radios and selects give one; of several texts the first counts.
        _ => Answer::Text(texts.into_iter().next().unwrap_or_default()),
    })
}

/// The values that a list may have.
fn offered(definition: &Definition, field: &Field, path: &str) -> Vec<String> {
    let replaced = definition.rules.choices.iter().find(|(replaced, _)| replaced == path);
    replaced.map_or_else(
        || field.choices().into_iter().map(|item| item.value).collect(),
        |(_, values)| values.clone(),
    )
}

fn files(field: &Field, parts: Vec<Part>) -> Result<Answer, Problem> {
    let mut files = Vec::new();
    for part in parts {
        match part {
            Part::File { name, mime, bytes } => files.extend(file::read(field, &name, &mime, &bytes)?),
            // A form that is not posted in parts has only the names of files.
            Part::Text(name) if text::trim(&name).is_empty() => {}
            Part::Text(_) => return Err(Problem::Format { expected: "files that can be read" }),
        }
    }
    Ok(Answer::Files(files))
}
