//! The types, as the TypeScript compiler understands them.

use std::fmt::Write as _;
use std::process::Command;

use anyhow::{Result, ensure};
use e2e::npm::{output, program, repository, site};
use tempfile::TempDir;

const EXAMPLES: [&str; 10] = [
    "examples/ladiflow-customer.json",
    "examples/erp-lead.json",
    "examples/erp-booking.json",
    "examples/1office-contact.json",
    "examples/zalo-journey.json",
    "examples/full/ladiflow-customer.json",
    "examples/full/erp-lead.json",
    "examples/full/erp-booking.json",
    "examples/full/1office-contact.json",
    "examples/full/zalo-journey.json",
];

/// A TypeScript site with React and Vue, with these files in it.
fn typed_site(files: &[(&str, &str)]) -> Result<(TempDir, Command)> {
    let site = site(&["@types", "@vue", "csstype", "react", "react-dom", "vue"])?;
    std::fs::write(site.path().join("tsconfig.json"), repository("e2e/package/tsconfig.json")?)?;
    for (name, content) in files {
        std::fs::write(site.path().join(name), content)?;
    }
    let mut tsc = program("tsc")?;
    tsc.args(["--pretty", "false", "--project"]).arg(site.path());
    Ok((site, tsc))
}

/// The definitions in the examples, and on the page that explains them.
fn definitions() -> Result<Vec<String>> {
    let mut definitions = EXAMPLES.iter().map(|path| repository(path)).collect::<Result<Vec<_>>>()?;
    let page = repository("docs/FORMS.md")?;
    let blocks = page.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next());
    let before = definitions.len();
    definitions.extend(blocks.filter(|block| block.contains("\"version\"")).map(str::to_owned));
    ensure!(definitions.len() > before + 10, "docs/FORMS.md has hardly a definition in it");
    Ok(definitions)
}

/// The TypeScript in the documentation.
fn snippets() -> Result<Vec<(String, String)>> {
    let pages = [repository("docs/EMBEDDING.md")?, repository("npm/README.md")?].concat();
    let blocks = pages.split("```ts\n").skip(1).filter_map(|rest| rest.split("```").next());
    let snippets: Vec<_> =
        blocks.enumerate().map(|(index, block)| (format!("snippet-{index}.ts"), block.to_owned())).collect();
    ensure!(snippets.len() >= 2, "the documentation shows no TypeScript");
    Ok(snippets)
}

#[test]
fn an_app_and_every_definition_of_the_documentation_compile_and_every_mistake_does_not() -> Result<()> {
    let mut examples = String::from("import type { FormDefinition } from \"leadform\";\n");
    for definition in definitions()? {
        writeln!(examples, "({definition}) satisfies FormDefinition;")?;
        // With an attribute that no API has, none of them compiles.
        let line = definition.split_whitespace().collect::<Vec<_>>().join(" ");
        let broken = line.replacen("\"fields\": [", "\"fields\": [\"fulname\", ", 1);
        ensure!(broken != line, "a definition without fields: {line}");
        writeln!(examples, "// @ts-expect-error\n({broken}) satisfies FormDefinition;")?;
    }
    let (uses, mistakes) = (repository("e2e/package/uses.tsx")?, repository("e2e/package/mistakes.tsx")?);
    // Each expected error that is none is an error.
    let mut files = vec![("uses.tsx", &*uses), ("mistakes.tsx", &mistakes), ("examples.ts", &examples)];
    let snippets = snippets()?;
    files.extend(snippets.iter().map(|(name, text)| (&**name, &**text)));
    let (_site, mut tsc) = typed_site(&files)?;
    assert_eq!(output(&mut tsc)?, "");
    Ok(())
}
