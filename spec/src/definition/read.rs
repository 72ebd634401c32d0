//! Reading a definition: its own keys. Fields are read in `field/read.rs`.

use super::reader::{Object, Reader, below, quoted};
use super::{Consent, Definition, Fault, Step, Text};
use crate::apis;
use crate::check::Rules;
use crate::json;
use crate::json::Value;
use crate::value::text::number;
use crate::value::{Numbering, PhoneFormat, text::nearest};

const KEYS: [&str; 15] = [
    "version",
    "target",
    "title",
    "fields",
    "steps",
    "values",
    "supplied",
    "attribution",
    "consent",
    "submit",
    "success",
    "phone",
    "phone_format",
    "gateway",
    "$schema",
];

impl Reader {
    pub(super) fn definition(&mut self, value: &Value) -> Option<Definition> {
        let object = self.object(value, String::new(), &KEYS)?;
        match object.get("version") {
            Some(version) if version.as_u64() == Some(1) => {}
            Some(version) => self.fault("/version", Fault::Version.of(&[&json::write(version)])),
            None => self.fault("", Fault::MissingKey.of(&["version", "\"version\": 1"])),
        }
        let Some(target) = self.string(&object, "target") else {
            if object.get("target").is_none() {
                self.fault("", Fault::MissingKey.of(&["target", "\"target\": \"erp-lead\", or another API"]));
            }
            return None;
        };
        let Some(api) = apis::find(&target) else {
            let nearest = nearest(&target, &apis::IDS).unwrap_or_default();
            self.fault("/target", Fault::Target.of(&[&target, nearest, &quoted(&apis::IDS)]));
            return None;
        };
        let mut rules = Rules { numbering: self.numbering(&object), ..Rules::default() };
        rules.phone_format = self.phone_format(&object);
        rules.supplied = self.strings(&object, "supplied");
        let steps = self.steps(&object, api);
        for field in steps.iter().flat_map(|step| &step.fields) {
            if !field.row.kind.choices().is_some_and(|choices| choices.tenant) {
                continue;
            }
            match &field.options {
                Some(super::Options::Listed(items)) => {
                    let values = items.iter().map(|item| item.value.clone()).collect();
                    rules.choices.push((field.name.clone(), values));
                }
                Some(super::Options::From(_)) => rules.fetched.push(field.name.clone()),
                None => {}
            }
        }
        let (message, redirect) = self.success(&object);
        Some(Definition {
            api,
            title: self.text(&object, "title"),
            values: self
                .pairs(&object, "values")
                .map(|map| map.iter().map(|(path, value)| (path.clone(), value.clone())).collect())
                .unwrap_or_default(),
            attribution: self.attribution(&object),
            consent: self.consents(&object),
            submit: self.text(&object, "submit"),
            message,
            redirect,
            gateway: self.boolean(&object, "gateway").unwrap_or(false),
            stepped: object.get("steps").is_some(),
            steps,
            rules,
        })
    }

    fn steps(&mut self, object: &Object<'_>, api: &'static crate::Api) -> Vec<Step> {
        match (object.get("fields"), object.get("steps")) {
            (Some(_), Some(_)) => {
                self.fault("/steps", Fault::FieldsAndSteps.of(&[]));
                Vec::new()
            }
            (Some(fields), None) => vec![Step { title: None, fields: self.fields(fields, "/fields", api) }],
            (None, Some(steps)) => {
                let Some(steps) = self.list(steps, "/steps") else { return Vec::new() };
                let mut read = Vec::new();
                for (index, step) in steps.iter().enumerate() {
                    let Some(step) =
                        self.object(step, texts!["/steps/", number(index)], &["title", "fields"])
                    else {
                        continue;
                    };
                    let title = self.text(&step, "title");
                    let at = step.at("fields");
                    let fields = step.get("fields").map(|fields| self.fields(fields, &at, api));
                    if fields.is_none() {
                        self.fault(step.at, Fault::MissingKey.of(&["fields", "\"fields\": [\"…\"]"]));
                    }
                    read.push(Step { title, fields: fields.unwrap_or_default() });
                }
                if read.is_empty() {
                    self.fault("/steps", Fault::NoFields.of(&[]));
                }
                read
            }
            (None, None) => {
                self.fault("", Fault::MissingKey.of(&["fields", "\"fields\": [\"…\"]"]));
                Vec::new()
            }
        }
    }

    fn fields(&mut self, value: &Value, at: &str, api: &'static crate::Api) -> Vec<super::Field> {
        let Some(list) = self.list(value, at) else { return Vec::new() };
        if list.is_empty() {
            self.fault(at, Fault::NoFields.of(&[]));
        }
        self.each_field(list, at, api, None)
    }

    /// The fields that stand in `list`; `group` is the repeating group that they are in.
    pub(super) fn each_field(
        &mut self,
        list: &[Value],
        at: &str,
        api: &'static crate::Api,
        group: Option<&'static crate::Row>,
    ) -> Vec<super::Field> {
        let mut fields = Vec::new();
        for (index, field) in list.iter().enumerate() {
            fields.extend(self.field(field, texts![at, "/", number(index)], api, group));
        }
        fields
    }

    fn numbering(&mut self, object: &Object<'_>) -> Numbering {
        match self.string(object, "phone").as_deref() {
            None | Some("vn") => Numbering::Vietnam,
            Some("international") => Numbering::International,
            Some(found) => {
                let known = "\"vn\" or \"international\"";
                self.fault("/phone", Fault::Choice.of(&["phone", found, known]));
                Numbering::Vietnam
            }
        }
    }

    fn phone_format(&mut self, object: &Object<'_>) -> Option<PhoneFormat> {
        match self.string(object, "phone_format")?.as_str() {
            "national" => Some(PhoneFormat::National),
            "e164" => Some(PhoneFormat::E164),
            "84" => Some(PhoneFormat::CountryCode),
            found => {
                let known = "\"national\", \"e164\" or \"84\"";
                self.fault("/phone_format", Fault::Choice.of(&["phone_format", found, known]));
                None
            }
        }
    }

    fn success(&mut self, object: &Object<'_>) -> (Option<Text>, Option<String>) {
        let Some(value) = object.get("success") else { return (None, None) };
        let Some(success) = self.object(value, "/success".to_owned(), &["message", "redirect"]) else {
            return (None, None);
        };
        (self.text(&success, "message"), self.string(&success, "redirect"))
    }

    fn attribution(&mut self, object: &Object<'_>) -> Vec<(String, String)> {
        let Some(map) = self.pairs(object, "attribution") else { return Vec::new() };
        let mut pairs = Vec::new();
        for (source, path) in map {
            match path.as_str() {
                Some(path) => pairs.push((source.clone(), path.to_owned())),
                None => self.fault(
                    below("/attribution", source),
                    Fault::Type.of(&["the path of an attribute, as a string"]),
                ),
            }
        }
        pairs
    }

    fn consents(&mut self, object: &Object<'_>) -> Vec<Consent> {
        let mut consents = Vec::new();
        match object.get("consent") {
            None => {}
            Some(Value::Array(list)) => {
                for (index, value) in list.iter().enumerate() {
                    consents.extend(self.consent(value, texts!["/consent/", number(index)]));
                }
            }
            Some(value) => consents.extend(self.consent(value, "/consent".to_owned())),
        }
        consents
    }

    fn consent(&mut self, value: &Value, at: String) -> Option<Consent> {
        let keys = ["purpose", "version", "text", "policy_url", "required", "field"];
        let object = self.object(value, at, &keys)?;
        let text = self.text(&object, "text");
        if object.get("text").is_none() {
            self.fault(object.at.clone(), Fault::MissingKey.of(&["text", "\"text\": what is agreed to"]));
        }
        Some(Consent {
            at: object.at.clone(),
            purpose: self.string(&object, "purpose"),
            version: self.string(&object, "version"),
            policy_url: self.string(&object, "policy_url"),
            required: self.boolean(&object, "required").unwrap_or(false),
            field: self.string(&object, "field"),
            text: text?,
        })
    }
}
