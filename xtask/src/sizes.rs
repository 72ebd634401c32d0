//! `cargo xtask sizes`: what the module is made of, so that the next kilobyte can be found.

mod module;
mod owner;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{build, command, finish, repository};
use module::Module;

/// Build the site, and print what its wasm is made of: by crate, and by our own modules.
///
/// It is the release build, whose wasm is written once more with its names (target/sizes/named.wasm, for other tools too).
#[derive(clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args) -> Result<()> {
    print!("{}", section(&build()?)?);
    Ok(())
}

/// Builds the site, and says where the module with names is.
pub(crate) fn build() -> Result<PathBuf> {
    let folder = repository::root().join("target/sizes");
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let named = folder.join("named.wasm");
    command::run(build::release()?.env(finish::named::WANTED, &named))?;
    Ok(named)
}

/// How many lines a table has; the rest is one line.
const LINES: usize = 24;

/// The section of docs/PERFORMANCE.md.
pub(crate) fn section(named: &Path) -> Result<String> {
    let bytes = std::fs::read(named).with_context(|| format!("cannot read {}", named.display()))?;
    let module = Module::read(&bytes)?;
    let mut text = include_str!("sizes/sizes.md").to_owned();

    let mut parts = Table::default();
    parts.add(
        "code",
        &module.functions.iter().flat_map(|function| function.body).copied().collect::<Vec<_>>(),
        false,
    );
    parts.add("data", module.data, false);
    let _ = write!(text, "| part | bytes | brotli alone |\n| --- | --: | --: |\n{}\n", parts.lines(false));

    let (mut crates, mut modules) = (Table::default(), Table::default());
    for function in &module.functions {
        let (owner, is_ours) = (owner::of(&function.name), owner::is_for_us(&function.name));
        crates.add(owner, function.body, is_ours);
        if let Some(module) = owner::module(&function.name) {
            modules.add(module, function.body, false);
        }
    }
    let head = "| functions | bytes | brotli alone |";
    let _ = write!(
        text,
        "| crate {head} copies for our types |\n| --- | --: | --: | --: | --: |\n{}\n| our module {head}\n| --- | --: | --: | --: |\n{}",
        crates.lines(true),
        modules.lines(true)
    );
    Ok(text)
}

/// Parts of the module, with the bytes of each in their order.
#[derive(Default)]
struct Table<'a>(HashMap<&'a str, Part>);

#[derive(Default)]
struct Part {
    bytes: Vec<u8>,
    functions: usize,
    /// How many of the bytes are generic code, once more for a type of ours.
    copies: Option<usize>,
}

impl<'a> Table<'a> {
    fn add(&mut self, name: &'a str, bytes: &[u8], is_copy: bool) {
        let part = self.0.entry(name).or_default();
        part.bytes.extend_from_slice(bytes);
        part.functions += 1;
        if is_copy {
            *part.copies.get_or_insert_default() += bytes.len();
        }
    }

    fn lines(&self, with_functions: bool) -> String {
        let mut parts: Vec<_> = self.0.iter().collect();
        parts.sort_by(|(one, a), (other, b)| b.bytes.len().cmp(&a.bytes.len()).then(one.cmp(other)));
        let has_copies = parts.iter().any(|(_, part)| part.copies.is_some());
        let rest = parts.split_off(parts.len().min(LINES));
        let mut last = Part::default();
        for (_, part) in &rest {
            last.bytes.extend_from_slice(&part.bytes);
            last.functions += part.functions;
            last.copies = part.copies.map_or(last.copies, |copies| Some(copies + last.copies.unwrap_or(0)));
        }
        let others = format!("{} others", rest.len());
        let named = parts.into_iter().map(|(name, part)| (format!("`{name}`"), part));
        let mut text = String::new();
        for (name, part) in named.chain((!rest.is_empty()).then_some((others, &last))) {
            let _ = write!(text, "| {name} |");
            if with_functions {
                let _ = write!(text, " {} |", part.functions);
            }
            let _ = write!(text, " {} | {} |", part.bytes.len(), compressed(&part.bytes));
            if has_copies {
                let _ = write!(text, " {} |", part.copies.unwrap_or(0));
            }
            text.push('\n');
        }
        text
    }
}

fn compressed(bytes: &[u8]) -> usize {
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    let mut output = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut output, &parameters).expect("writing to memory cannot fail");
    output.len()
}

#[cfg(test)]
mod tests {
    use super::{LINES, Table};

    #[test]
    fn the_largest_is_first_and_what_is_beyond_the_table_is_one_line() {
        let names: Vec<_> = (0..LINES + 2).map(|index| format!("crate{index:02}")).collect();
        let mut table = Table::default();
        for (index, name) in names.iter().enumerate() {
            table.add(name, &vec![0; 100 + index], index == 3);
        }
        table.add("crate03", &[1; 500], false);
        let lines = table.lines(true);
        let lines: Vec<_> = lines.lines().collect();
        assert_eq!(lines.len(), LINES + 1);
        assert!(
            lines[0].starts_with("| `crate03` | 2 | 603 | ") && lines[0].ends_with(" | 103 |"),
            "{}",
            lines[0]
        );
        assert!(lines[LINES].starts_with("| 2 others | 2 | 201 | "), "{}", lines[LINES]);
    }
}
