//! `cargo xtask rules`: what the repository promises about its own code, checked on its text.

mod accessibility;
mod docs;
mod machine;
mod source;
mod spec;
mod tree;
mod widget;

use std::fmt;

use anyhow::{Result, bail};

use crate::repository;
use tree::Tree;

/// Check the rules that hold for the repository's own text.
///
/// Each stands in ARCHITECTURE.md or CONTRIBUTING.md. A file that breaks one is named with its line.
#[derive(clap::Args)]
pub(crate) struct Args {}

/// A sentence that must be true of the repository, and how to find where it is not.
struct Rule {
    says: &'static str,
    broken: fn(&Tree) -> Vec<Violation>,
}

const RULES: [Rule; 13] = [
    Rule { says: "the spec has no I/O, clock, randomness or browser type", broken: spec::impure },
    Rule {
        says: "no vendor's field name is written outside spec, examples and docs",
        broken: spec::vendor_names,
    },
    Rule { says: "only js/ and src/element.rs know about custom elements", broken: widget::custom_elements },
    Rule {
        says: "what the widget is built from has no feature of a server, and what prints it none of a browser",
        broken: widget::mixed_features,
    },
    Rule {
        says: "no sentence in Vietnamese is written in the widget or the gateway's pages outside the language files",
        broken: widget::sentences,
    },
    Rule {
        says: "nothing that visitors download formats, joins or trims as Rust does",
        broken: widget::dear,
    },
    Rule { says: "no key is in the repository", broken: machine::keys },
    Rule { says: "no text names a directory of one person's machine", broken: machine::own_paths },
    Rule {
        says: "dependencies come from the public registries, and from no mirror",
        broken: machine::registries,
    },
    Rule { says: "a link in the documentation leads to a file", broken: docs::dead_links },
    Rule { says: "a test that the documentation names exists", broken: docs::missing_tests },
    Rule {
        says: "every criterion of WCAG 2.2, A and AA, has its test, does not apply, or is the host page's",
        broken: accessibility::open_criteria,
    },
    Rule { says: "a path in the documentation stays inside the repository", broken: docs::paths_outside },
];

/// One place where a rule is broken.
#[derive(Debug, PartialEq)]
struct Violation {
    file: String,
    line: usize,
    what: String,
}

/// What became of a rule.
pub(crate) struct Outcome {
    says: &'static str,
    pub(crate) violations: Vec<String>,
}

pub(crate) fn run(_: &Args) -> Result<()> {
    let outcomes = check()?;
    for outcome in &outcomes {
        print!("{outcome}");
    }
    let broken = outcomes.iter().filter(|outcome| !outcome.violations.is_empty()).count();
    if broken > 0 {
        bail!("{broken} of {} rules are broken; the places are above", RULES.len());
    }
    Ok(())
}

/// Checks all rules, and warns of long files.
pub(crate) fn check() -> Result<Vec<Outcome>> {
    let tree = Tree::read(&repository::root())?;
    for (file, lines) in tree.long_files() {
        eprintln!("warning: {file} has {lines} lines; beyond {} a file is better two", tree::LONG);
    }
    let outcome = |rule: &Rule| {
        let place = |Violation { file, line, what }| format!("{file}:{line}: {what}");
        Outcome { says: rule.says, violations: (rule.broken)(&tree).into_iter().map(place).collect() }
    };
    Ok(RULES.iter().map(outcome).collect())
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.violations.is_empty() { "ok    " } else { "BROKEN" };
        writeln!(f, "{mark} {}", self.says)?;
        self.violations.iter().try_for_each(|violation| writeln!(f, "         {violation}"))
    }
}
