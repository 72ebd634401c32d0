//! `leadform embed`

mod address;
mod lists;
mod snippet;

use std::path::PathBuf;

use clap::ValueEnum;
use leadform_spec::Definition;
use leadform_spec::definition::Language;

use crate::input::Source;
use crate::{Ending, Failure, output};
use address::Address;
use snippet::Snippet;

/// Print the HTML of a form to paste into a page, the form already rendered
///
/// What is printed is on screen with the page, can be typed into at once, and is sent also where JavaScript is off or
/// WebAssembly is blocked: then the browser posts it to the gateway by itself. Where they are not, the form comes to
/// life where it stands. The same input and the same version print the same bytes; after an update of leadform or of
/// the definition, print it again.
///
/// The definition goes with it, so that nothing is asked for. Lists of options that it fetches (`"options": {"from":
/// …}`) are then relative to the page that it is pasted into. Where such an address names a file beside FORM (of
/// standard input: in the working directory), its options are printed as well.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// The form definition: a JSON file, or - for standard input. At most 32 MiB.
    form: PathBuf,

    /// Where the form is posted to: a form of the gateway, as an http or https address or as a path.
    #[arg(long, value_name = "URL", value_parser = Address::read)]
    proxy: Address,

    /// Where form.js is, as an http or https address or as a path; form.css is looked for beside it.
    #[arg(long, value_name = "URL", value_parser = Address::read)]
    script: Address,

    /// The language in which it is printed, and stays. Without it: Vietnamese, until the page is found to be in English.
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<Lang>,
}

const AFTER_HELP: &str = "\
Example:
  $ leadform embed consult.json --lang vi \\
      --proxy https://forms.example.vn/f/consult --script https://forms.example.vn/form.js
  <lead-form proxy=\"https://forms.example.vn/f/consult\" lang=\"vi\">
  <template shadowrootmode=\"open\"><link rel=\"stylesheet\" href=\"https://forms.example.vn/form.css\">
  ...

Exit status: 0 printed, 1 mistakes in the definition (on standard error, as `lint` prints them), 2 the file could not be
read, is not JSON, or an address is none.";

#[derive(Clone, Copy, ValueEnum)]
enum Lang {
    /// Vietnamese
    Vi,
    /// English
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Vi => Self::Vi,
            Lang::En => Self::En,
        }
    }
}

impl Args {
    pub(super) fn run(self) -> Result<Ending, Failure> {
        let beside = self.form.parent().map(PathBuf::from).unwrap_or_default();
        let source = Source::from(Some(self.form));
        let text = source.text()?;
        let json = source.parse(&text)?;
        let definition = match Definition::parse(&text) {
            Ok(definition) => definition,
            Err(mistakes) => {
                for mistake in mistakes {
                    output::complain(&format!("{source}:{mistake}"));
                }
                return Ok(Ending::Issues);
            }
        };
        let lists = lists::beside(&definition, &beside);
        let snippet = Snippet {
            proxy: self.proxy,
            script: self.script,
            language: self.lang.map(Language::from),
            lists,
        };
        output::print(&snippet.html(definition, json))?;
        Ok(Ending::Clean)
    }
}
