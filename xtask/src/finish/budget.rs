//! What visitors may be asked to download: `budget.toml`. A release above it is no release.

use std::fmt::Write;

use anyhow::{Context, Result, bail};

use super::sizes::Size;

/// Where the budget stands, from the repository's root.
pub(super) const FILE: &str = "budget.toml";

/// Refuses sizes above the budget, which names each of them once.
pub(super) fn hold(budget: &str, sizes: &[Size]) -> Result<()> {
    let budget = read(budget).with_context(|| format!("{FILE} is no budget"))?;
    if let Some((part, _)) = budget.iter().find(|(part, _)| sizes.iter().all(|size| size.part != *part)) {
        bail!("{FILE} speaks of `{part}`, which no build has; remove it");
    }
    let mut above = String::new();
    for Size { part, compressed, .. } in sizes {
        let Some((_, most)) = budget.iter().find(|(known, _)| known == part) else {
            bail!("{FILE} says nothing of `{part}`; add `{part} = {compressed}`");
        };
        if let over @ 1.. = compressed.saturating_sub(*most) {
            let _ = write!(above, "\n  {part}: {compressed} bytes after brotli are {over} more than {most}");
        }
    }
    if !above.is_empty() {
        bail!(
            "visitors would download more than {FILE} allows:{above}\nFind what brought these bytes, and take it out. \
             If they are worth it to every visitor, raise the budget in the same commit, and say in it what they are for"
        );
    }
    Ok(())
}

/// `part = bytes`, one in each line; comments and blank lines between them.
fn read(budget: &str) -> Result<Vec<(String, usize)>> {
    let mut parts: Vec<(String, usize)> = Vec::new();
    for (index, line) in budget.lines().enumerate() {
        let entry = line.split('#').next().unwrap_or_default().trim();
        if entry.is_empty() {
            continue;
        }
        let part = entry.split_once('=').and_then(|(part, most)| {
            Some((part.trim().to_owned(), most.trim().replace('_', "").parse().ok()?))
        });
        let part = part.with_context(|| format!("line {} is not `part = bytes`: {line}", index + 1))?;
        if parts.iter().any(|(known, _)| *known == part.0) {
            bail!("line {} names `{}` again", index + 1, part.0);
        }
        parts.push(part);
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::super::sizes;
    use super::hold;

    /// Two files, of which the compressed sizes are known, and their sum.
    fn sizes() -> (Vec<sizes::Size>, [usize; 3]) {
        let files = [vec![b'a'; 1000], (0..=255).collect::<Vec<u8>>()];
        let sizes = sizes::of(&[("loader", "form.js", &files[0]), ("wasm", "form.wasm", &files[1])]);
        let compressed = [0, 1, 2].map(|index: usize| sizes[index].compressed);
        (sizes, compressed)
    }

    fn told(budget: &str) -> String {
        hold(budget, &sizes().0).map_or_else(|error| format!("{error:#}"), |()| "within".to_owned())
    }

    #[test]
    fn what_is_as_large_as_the_budget_is_within_it_and_one_byte_more_is_not() {
        let [loader, wasm, total] = sizes().1;
        let budget = format!("# bytes\nloader = {loader}\n\nwasm = {wasm} # all of it\ntotal = {total}\n");
        assert_eq!(told(&budget), "within");
        let error = told(&budget.replace(&format!("wasm = {wasm}"), &format!("wasm = {}", wasm - 1)));
        let expected = format!("wasm: {wasm} bytes after brotli are 1 more than {}\n", wasm - 1);
        assert!(error.contains(&expected) && !error.contains("loader:"), "{error}");
        assert!(error.contains("take it out") && error.contains("raise the budget"), "{error}");
    }

    #[test]
    fn the_sum_has_a_budget_of_its_own() {
        let error = told("loader = 1_000\nwasm = 1_000\ntotal = 5\n");
        let [.., total] = sizes().1;
        assert!(error.contains(&format!("total: {total} bytes after brotli are {} more than 5", total - 5)));
        assert!(!error.contains("wasm:"), "{error}");
    }

    #[test]
    fn a_budget_that_does_not_speak_of_each_part_once_is_refused_with_the_remedy() {
        let [.., total] = sizes().1;
        for (budget, expected) in [
            ("loader = 1000\nwasm = 1000\n", format!("says nothing of `total`; add `total = {total}`")),
            (
                "loader = 1\nwasm = 1\ntotal = 1\nglue = 1\n",
                "speaks of `glue`, which no build has".to_owned(),
            ),
            ("loader = 1\nloader = 2\n", "line 2 names `loader` again".to_owned()),
            ("loader 1\n", "line 1 is not `part = bytes`: loader 1".to_owned()),
            ("loader = much\n", "line 1 is not `part = bytes`".to_owned()),
        ] {
            let error = told(budget);
            assert!(error.contains(&expected), "{error}");
        }
    }

    #[test]
    fn the_budget_of_the_repository_can_be_read() {
        let parts = super::read(include_str!("../../../budget.toml")).unwrap();
        let names: Vec<&str> = parts.iter().map(|(part, _)| part.as_str()).collect();
        assert_eq!(names, ["loader", "JavaScript", "wasm", "CSS", "total"]);
    }
}
