//! What a form sends was visible and checked, or is fixed: over random definitions and answers.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use leadform_spec::api::Kind;
use leadform_spec::{Answer, Answers, Api, Definition, Row, apis, encode, parse, unparse};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value, json};
use support::form::{definition, on_page};
use support::sample;

/// The paths that a form can ask for, without lists of objects.
fn paths(api: &'static Api) -> Vec<(String, &'static Row)> {
    let mut paths: Vec<(String, &'static Row)> =
        api.paths().map(|path| (path.clone(), api.row(&path).unwrap())).collect();
    paths.retain(|(_, row)| row.kind.rows().is_empty());
    if api.row("custom_fields").is_some() {
        paths.extend(
            ["custom_fields.a", "custom_fields.b"].map(|path| (path.to_owned(), api.row(path).unwrap())),
        );
    }
    paths
}

/// A definition: some paths on the form, some of them conditional, some fixed, and the rest that is required supplied.
fn a_definition() -> impl Strategy<Value = Definition> {
    let api = select(apis::ALL.to_vec());
    api.prop_flat_map(|api| {
        let all = paths(api);
        let count = all.len();
        (Just(api), subsequence(all, 1..=count.min(12)).prop_shuffle(), vec(0..10_usize, 12), 0..4_usize)
    })
    .prop_map(|(api, mut picked, dice, fixed)| {
        let fixed = picked.split_off(picked.len() - fixed.min(picked.len() - 1));
        let mut fields: Vec<Value> = Vec::new();
        for (index, (path, row)) in picked.iter().enumerate() {
            let mut field = json!({ "name": path });
            let asked = picked[..index].iter().rev().find(|(_, row)| matches!(row.kind, Kind::Choice(_)));
            let conditional = dice[index] < 4 && !row.is_required() && !api.either.concat().contains(&row.name);
            if let (Some((asked, row)), true) = (asked, conditional) {
                let values = row.kind.choices().unwrap().values;
                field["show_if"] = json!({ "field": asked, "is": [values[dice[index] % values.len()].value] });
            }
            if dice[index] == 9 {
                field["required"] = json!(true);
            }
            fields.push(field);
        }
        let values: Map<String, Value> = fixed.iter().map(|(path, row)| (path.clone(), sample(api, row))).collect();
        let given = |name: &str| picked.iter().chain(&fixed).any(|(path, _)| path == name);
        let needed = api.rows.iter().filter(|row| row.is_required()).map(|row| row.name);
        let pairs = api.either.iter().filter(|pair| !pair.iter().any(|name| given(name))).map(|pair| pair[0]);
        let supplied: Vec<&str> = needed.chain(pairs).filter(|name| !given(name)).collect();
        definition(&json!({ "version": 1, "target": api.id, "fields": fields, "values": values, "supplied": supplied }))
    })
}

/// What a visitor might give each field: what fits, what does not, nothing; and something for paths of no field.
fn with_answers() -> impl Strategy<Value = (Definition, Answers)> {
    (a_definition(), vec((0..8_usize, any::<String>(), 0..100_usize), 16)).prop_map(|(definition, dice)| {
        let mut answers = Answers::new();
        for (field, (die, text, pick)) in definition.fields().zip(&dice) {
            let fitting = || unparse(field.row.kind, &sample(definition.api, field.row)).unwrap();
            let answer = match die {
                0 => continue,
                1 => Answer::Text(" ".to_owned()),
                2 => Answer::Text(text.clone()),
                3 | 4 => match field.choices() {
                    choices if choices.is_empty() => fitting(),
                    choices => Answer::Text(choices[pick % choices.len()].value.clone()),
                },
                _ => fitting(),
            };
            answers.insert(field.name.clone(), answer);
        }
        for (path, row) in paths(definition.api) {
            if definition.field(&path).is_none() && dice[0].0 % 2 == 0 {
                answers.insert(path, unparse(row.kind, &sample(definition.api, row)).unwrap());
            }
        }
        (definition, answers)
    })
}

/// Each value that is sent, by its path.
fn leaves(api: &Api, sent: &Value) -> Vec<(String, Value)> {
    let mut leaves = Vec::new();
    for (name, value) in sent.as_object().into_iter().flatten() {
        match api.row(name).unwrap().kind {
            Kind::Group(_) => {
                let inner = value.as_object().into_iter().flatten();
                leaves.extend(inner.map(|(inner, value)| (format!("{name}.{inner}"), value.clone())));
            }
            Kind::Named(_) => leaves.extend(value.as_array().into_iter().flatten().map(|entry| {
                (format!("{name}.{}", entry["name"].as_str().unwrap_or_default()), entry["value"].clone())
            })),
            _ => leaves.push((name.clone(), value.clone())),
        }
    }
    leaves
}

/// A value by itself, as `check` lets it through.
fn checked(definition: &Definition, path: &str, value: &Value) -> Option<Value> {
    let api = definition.api;
    let mut rules = definition.rules.clone();
    rules.supplied = api.rows.iter().map(|row| row.name.to_owned()).collect();
    let body = match path.split_once('.') {
        Some(("custom_fields", name)) => json!({ "custom_fields": [{ "name": name, "value": value }] }),
        Some((group, name)) => json!({ group: { name: value } }),
        None => json!({ path: value }),
    };
    let submission = leadform_spec::check(api, &body, &rules).ok()?;
    leaves(api, &serde_json::to_value(&*submission).unwrap()).pop().map(|(_, value)| value)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_sent_was_visible_and_checked_or_is_fixed((definition, answers) in with_answers()) {
        let Ok(submission) = on_page(|page| definition.check(&answers, page)) else { return Ok(()) };
        let sent = serde_json::to_value(&*submission).unwrap();
        for (path, value) in leaves(definition.api, &sent) {
            let fixed = definition.values.iter().find(|(fixed, _)| *fixed == path);
            let given = if let Some((_, value)) = fixed {
                value.clone()
            } else {
                let field = definition.field(&path);
                prop_assert!(field.is_some_and(|field| definition.is_visible(field, &answers)), "{}", path);
                parse(field.unwrap().row.kind, answers.get(&path).unwrap(), definition.api.date_format).unwrap()
            };
            prop_assert_eq!(checked(&definition, &path, &given), Some(value), "{}", path);
        }
        // And everything that is visible and filled in is sent.
        let paths: Vec<String> = leaves(definition.api, &sent).into_iter().map(|(path, _)| path).collect();
        for field in definition.fields().filter(|field| definition.is_visible(field, &answers)) {
            let is_filled = answers.get(&field.name).is_some_and(|answer| !answer.is_empty());
            prop_assert!(!is_filled || paths.contains(&field.name), "{} is not sent", field.name);
        }
        let again = leadform_spec::check(definition.api, &sent, &definition.rules).unwrap();
        prop_assert_eq!(encode(&again), encode(&submission));
    }

    #[test]
    fn an_issue_is_one_that_the_visitor_can_mend((definition, answers) in with_answers()) {
        let Err(issues) = on_page(|page| definition.check(&answers, page)) else { return Ok(()) };
        prop_assert!(!issues.is_empty());
        for issue in issues {
            let field = definition.field(&issue.field);
            prop_assert!(field.is_some_and(|field| definition.is_visible(field, &answers)), "{:?}", issue);
        }
    }

    #[test]
    fn a_field_by_itself_and_in_the_form_has_the_same_issue((definition, answers) in with_answers()) {
        let issues = on_page(|page| definition.check(&answers, page)).err().unwrap_or_default();
        for field in definition.fields().filter(|field| definition.is_visible(field, &answers)) {
            if answers.get(&field.name).is_some_and(|answer| !answer.is_empty()) {
                let alone = on_page(|page| definition.check_field(field, "", &answers, page));
                let together: Vec<_> = issues.iter().filter(|issue| issue.field == field.name).cloned().collect();
                prop_assert_eq!(alone, together, "{}", &field.name);
            }
        }
    }
}
