//! The form definitions behind the proxies: the examples, or the files of a directory. A file is read anew
//! each time, so that it can be edited while the sandbox runs.

use std::path::PathBuf;
use std::{fs, io};

use leadform_spec::value::Numbering;
use leadform_spec::{Api, Definition, Rules};

use crate::{Failure, output};

/// The examples of this repository.
const EXAMPLES: [(&str, &str); 5] = [
    ("ladiflow-customer", include_str!("../../../examples/ladiflow-customer.json")),
    ("erp-lead", include_str!("../../../examples/erp-lead.json")),
    ("erp-booking", include_str!("../../../examples/erp-booking.json")),
    ("1office-contact", include_str!("../../../examples/1office-contact.json")),
    ("zalo-journey", include_str!("../../../examples/zalo-journey.json")),
];

/// Where definitions are.
#[derive(Debug)]
pub(super) enum Forms {
    Examples,
    Directory(PathBuf),
}

impl Forms {
    /// The definitions of `directory`, or the examples. A definition with a mistake is named and served all the
    /// same: a browser's console will name it too.
    pub(super) fn load(directory: Option<PathBuf>) -> Result<Self, Failure> {
        let Some(directory) = directory else { return Ok(Self::Examples) };
        let shown = directory.display().to_string();
        let entries = fs::read_dir(&directory).map_err(|error| {
            Failure::new(
                format!("{shown}: cannot be read: {error}"),
                "Give a directory with form definitions (*.json).",
            )
        })?;
        drop(entries);
        let forms = Self::Directory(directory);
        if forms.names().is_empty() {
            return Err(Failure::new(
                format!("{shown}: there is no form definition in it"),
                "Put one there as NAME.json; it will be at /p/NAME.",
            ));
        }
        for name in forms.names() {
            if let Some(Err(mistakes)) = forms.definition(&name) {
                mistakes
                    .lines()
                    .for_each(|mistake| output::complain(&format!("{shown}/{name}.json:{mistake}")));
            }
        }
        Ok(forms)
    }

    /// The names under which there is a proxy.
    pub(super) fn names(&self) -> Vec<String> {
        match self {
            Self::Examples => EXAMPLES.iter().map(|(name, _)| (*name).to_owned()).collect(),
            Self::Directory(directory) => {
                let files = fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.path());
                let json = files.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
                let mut names: Vec<String> =
                    json.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect();
                names.sort();
                names
            }
        }
    }

    /// The source of the definition `name`.
    pub(super) fn source(&self, name: &str) -> Option<io::Result<String>> {
        match self {
            Self::Examples => {
                EXAMPLES.iter().find(|(found, _)| *found == name).map(|(_, source)| Ok((*source).to_owned()))
            }
            // Only a name of the list is looked for: one with `../` in it is none.
            Self::Directory(directory) => self
                .names()
                .iter()
                .any(|found| found == name)
                .then(|| fs::read_to_string(directory.join(format!("{name}.json")))),
        }
    }

    /// The definition `name`; or what is wrong with it.
    pub(super) fn definition(&self, name: &str) -> Option<Result<Definition, String>> {
        Some(match self.source(name)? {
            Ok(source) => Definition::parse(&source)
                .map_err(|mistakes| mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
            Err(error) => Err(error.to_string()),
        })
    }

    /// The rules by which `api` takes a body here: foreign numbers too, and where a list belongs to the tenant,
    /// the values of the definitions as well as the documented ones.
    pub(super) fn rules(&self, api: &Api) -> Rules {
        let mut rules = Rules { numbering: Numbering::International, ..Rules::default() };
        let definitions = self.names().into_iter().filter_map(|name| self.definition(&name)?.ok());
        let tenants = definitions.filter(|form| form.api.id == api.id).flat_map(|form| form.rules.choices);
        for (path, values) in tenants {
            if let Some((_, known)) = rules.choices.iter_mut().find(|(known, _)| *known == path) {
                known.extend(values);
                continue;
            }
            let documented = api.row(&path).and_then(|row| row.kind.choices());
            let documented = documented.into_iter().flat_map(|choices| choices.values);
            let documented = documented.map(|choice| choice.value.to_owned());
            rules.choices.push((path, documented.chain(values).collect()));
        }
        rules
    }
}
